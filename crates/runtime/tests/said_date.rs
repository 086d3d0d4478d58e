//! The dates that notes suggest, and those they do not.

use jiff::civil::{Date, Time};
use runtime::said_date::said;

/// A day, a country, and notes with the day and the time that each suggests.
type Notes = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

#[rustfmt::skip]
const SUGGESTED: &[Notes] = &[
    // Monday 16 March 2026. Easter is on 5 April.
    ("2026-03-16", "ES", &[
        ("Que la llame después de Semana Santa", "2026-04-06"),
        ("Está liada, retomar tras Semana Santa.", "2026-04-06"),
        ("Mejor pasada la Semana Santa", "2026-04-06"),
        ("Antes de Semana Santa quiere la oferta", "2026-03-27"),
        ("Me dijo que después de Fallas", "2026-03-20"),
        ("Llamar la semana que viene", "2026-03-23"),
        ("La próxima semana hablamos", "2026-03-23"),
        ("a finales de la semana que viene", "2026-03-27"),
        ("la semana que viene, el martes a las 10", "2026-03-24 10:00"),
        ("El martes de la semana que viene", "2026-03-24"),
        ("Volver a llamar el martes", "2026-03-17"),
        ("El lunes a primera hora", "2026-03-23 09:00"),
        ("el próximo jueves por la tarde", "2026-03-19 16:00"),
        ("El viernes que viene a las 12:30", "2026-03-20 12:30"),
        ("llamar el miércoles sobre las 5 de la tarde", "2026-03-18 17:00"),
        ("Quedamos el jueves a las 4 y media", "2026-03-19 16:30"),
        ("El 15 me viene bien", "2026-04-15"),
        ("Llámame el 18", "2026-03-18"),
        ("el día 25 a las 10 de la mañana", "2026-03-25 10:00"),
        ("el martes 24 sin falta", "2026-03-24"),
        ("Pidió que le llame el 2 de junio", "2026-06-02"),
        ("Reunión 14 de abril de 2026, 9:30", "2026-04-14 09:30"),
        ("Demo el 8/5", "2026-05-08"),
        ("Cita el 08/05/2026 a las 11h", "2026-05-08 11:00"),
        ("2026-05-08 10:15 videollamada", "2026-05-08 10:15"),
        ("A principios de mes lo miran", "2026-04-01"),
        ("a primeros de mayo", "2026-05-04"),
        ("A mediados de mes", "2026-04-15"),
        ("a finales de mes", "2026-03-31"),
        ("a fin de mes", "2026-03-31"),
        ("El mes que viene", "2026-04-01"),
        ("a finales del mes que viene", "2026-04-30"),
        ("en quince días", "2026-03-30"),
        ("Dentro de 2 meses", "2026-05-18"),
        ("dentro de un par de semanas", "2026-03-30"),
        ("Llamar en 3 o 4 semanas", "2026-04-06"),
        ("en 10 días", "2026-03-26"),
        ("dentro de mes y medio", "2026-04-30"),
        ("en 5 días laborables", "2026-03-23"),
        ("dentro de 48 horas", "2026-03-18"),
        ("de aquí a tres meses", "2026-06-16"),
        ("Tras las vacaciones", "2026-04-06"),
        ("después del verano", "2026-09-01"),
        ("a la vuelta del verano retoman el proyecto", "2026-09-01"),
        ("pasado mañana a las 10", "2026-03-18 10:00"),
        ("Mañana por la mañana", "2026-03-17 10:00"),
        ("mañana a última hora", "2026-03-17 17:00"),
        ("en septiembre", "2026-09-01"),
        ("Tienen presupuesto en enero", "2027-01-04"),
        ("La primera semana de mayo", "2026-05-04"),
        ("a partir del 20 de abril", "2026-04-20"),
        ("Está fuera hasta el 23", "2026-03-24"),
        ("no antes del 10 de mayo", "2026-05-11"),
        ("después del puente de mayo", "2026-05-04"),
        ("El próximo trimestre", "2026-04-01"),
        ("el año que viene", "2027-01-07"),
        ("Le llamo después del fin de semana", "2026-03-23"),
        ("esta tarde a las 6", "2026-03-16 18:00"),
        ("La semana del 20 de abril", "2026-04-20"),
        ("la segunda quincena de abril", "2026-04-16"),
        ("El comité se reúne el día 10 y luego decide", "2026-04-10"),
        ("Pidió 3 ofertas y el lunes decide", "2026-03-23"),
        ("Llamé el lunes y no estaba, vuelvo a llamar el miércoles", "2026-03-18"),
        ("ha pedido que lo llamemos el 4", "2026-04-04"),
        ("Dejé mensaje. Llamar jueves", "2026-03-19"),
        ("En verano no, mejor en octubre", "2026-10-01"),
        ("El 20 no puede, el 23 sí", "2026-03-23"),
        ("No el lunes, el martes", "2026-03-17"),
        ("Me dijo que lo llame el 20", "2026-03-20"),
        ("No contestó. Probar el jueves", "2026-03-19"),
        ("Hablé con ella ayer; llamar el 27", "2026-03-27"),
    ]),
    // Sunday 29 November 2026.
    ("2026-11-29", "ES", &[
        ("Después de Reyes", "2027-01-07"),
        ("pasadas las fiestas", "2027-01-07"),
        ("después de Navidad", "2027-01-07"),
        ("Antes de Navidad", "2026-12-23"),
        ("Tras el puente de la Constitución", "2026-12-09"),
        ("después del puente", "2026-12-09"),
        ("A la vuelta de vacaciones", "2027-01-07"),
        ("a finales de año", "2026-12-31"),
        ("El lunes", "2026-11-30"),
        ("en noviembre", "2026-11-30"),
        ("en diciembre", "2026-12-01"),
    ]),
    // How it is said in America.
    ("2026-11-23", "CO", &[
        ("La otra semana", "2026-11-30"),
        ("la semana entrante, el jueves", "2026-12-03"),
        ("Que la llame el martes en la tarde", "2026-11-24 16:00"),
        ("de hoy en ocho", "2026-11-30"),
        ("El lunes en ocho", "2026-12-07"),
        ("después de la quincena", "2026-12-01"),
        ("en ocho días", "2026-11-30"),
        ("después del puente de diciembre", "2026-12-09"),
        ("luego de Reyes", "2027-01-07"),
        ("El mes entrante", "2026-12-01"),
        ("a las 3 p. m. del miércoles", "2026-11-25 15:00"),
    ]),
    ("2026-11-23", "MX", &[
        ("Después del Guadalupe-Reyes", "2027-01-07"),
        ("el lunes tempranito", "2026-11-30 09:00"),
        ("mañana a las 10 am", "2026-11-24 10:00"),
    ]),
    ("2026-11-23", "AR", &[
        ("Después del verano", "2027-03-01"),
        ("a fines de mes", "2026-11-30"),
        ("el jueves tipo 11", "2026-11-26 11:00"),
        ("Después de las vacaciones", "2027-03-01"),
    ]),
    ("2026-09-01", "CL", &[("Después de Fiestas Patrias", "2026-09-21")]),
    ("2026-07-01", "PE", &[("después de Fiestas Patrias", "2026-07-30")]),
    // English. Wednesday 18 November 2026.
    ("2026-11-18", "GB", &[
        ("Call next Tuesday", "2026-11-24"),
        ("next Friday at 3pm", "2026-11-27 15:00"),
        ("on Monday, first thing", "2026-11-23 09:00"),
        ("Call back after Easter", "2027-03-30"),
        ("after Christmas", "2026-12-29"),
        ("After the New Year", "2027-01-04"),
        ("at the end of the month", "2026-11-30"),
        ("end of the month", "2026-11-30"),
        ("early next month", "2026-12-01"),
        ("next week", "2026-11-23"),
        ("in two weeks", "2026-12-02"),
        ("In a couple of months", "2027-01-18"),
        ("in a fortnight", "2026-12-02"),
        ("tomorrow at 10:30", "2026-11-19 10:30"),
        ("the day after tomorrow", "2026-11-20"),
        ("Meeting on the 15th", "2026-12-15"),
        ("March 15th at noon", "2027-03-15 12:00"),
        ("on 3 December", "2026-12-03"),
        ("in March", "2027-03-01"),
        ("mid January", "2027-01-18"),
        ("Try again in Q2", "2027-04-01"),
        ("next year", "2027-01-04"),
        ("He'll decide by the end of Q1", "2027-03-31"),
        ("Let's talk in the new year", "2027-01-04"),
        ("We spoke last Monday; she asked me to ring on Thursday", "2026-11-19"),
        ("first week of February", "2027-02-01"),
        ("after the bank holiday", "2026-12-29"),
        ("a week from now", "2026-11-25"),
        ("He said to call on Friday in the afternoon", "2026-11-20 15:00"),
        ("She is away until the 27th", "2026-11-30"),
    ]),
    ("2026-11-18", "US", &[
        ("Demo on 12/3", "2026-12-03"),
        ("after Thanksgiving", "2026-11-30"),
        ("after the holidays", "2027-01-04"),
    ]),
    ("2026-11-18", "ES", &[("Demo el 12/3", "2027-03-12"), ("Demo el 12/30/2026", "2026-12-30")]),
];

/// Notes that name no day to come.
const NOT_SUGGESTED: &[&str] = &[
    "",
    "Me dijo el 15 que no",
    "Habló con su jefe el martes y no quieren",
    "El lunes hablé con ella",
    "El 15 compró otra cosa",
    "La semana pasada le envié la propuesta",
    "el martes pasado",
    "Le mandé el presupuesto el 3 de marzo",
    "Hace dos semanas que no contesta",
    "Llevan con nosotros desde enero",
    "desde el 15 de febrero no responde",
    "Ayer no contestó",
    "Tienen 15 camiones y 3 furgonetas",
    "Paga 15 euros al mes",
    "El 15 % de descuento le parece poco",
    "El 20% lo paga al firmar",
    "Presupuesto de 12.000 € a 30 días",
    "Quiere entre 5 y 10 licencias",
    "Abren de lunes a viernes de 9 a 14",
    "Los lunes no está",
    "Cada martes tienen reunión",
    "Nos conocimos en la feria de septiembre",
    "El presupuesto de enero se agotó",
    "Compraron en septiembre a otro",
    "En septiembre compraron 3 unidades",
    "No contestó, buzón de voz",
    "Factura 2 millones",
    "Somos 4 socios, decide Marta",
    "Versión 2.10.3 instalada",
    "Teléfono 612 345 678, extensión 15",
    "C/ Mayor 15, 28013 Madrid",
    "Pedido 2026-118 enviado",
    "3/4 de la flota son diésel",
    "El 2 de cada 3 camiones va vacío",
    "Por la mañana no puede hablar",
    "Estuvo de vacaciones en agosto",
    "Pidió presupuesto el martes",
    "Firmó el 12/02/2026",
    "vio la demo el 10 de febrero de 2026",
    "Le gusta el azul",
    "Ha comprado 5 camiones en octubre",
    "La demo fue el martes",
    "Le dije que sí y firmó el lunes",
    "She bought it in March",
    "Spoke to him on Tuesday",
    "last week he was away",
    "They have 15 trucks",
    "It costs 20 a month",
    "Open Monday to Friday",
    "He told me on the 15th that no",
    "We may do it",
    "Every Monday they meet",
    "Two weeks ago she said no",
];

#[test]
fn a_note_suggests_the_day_that_it_names() {
    let mut wrong: Vec<String> = Vec::new();
    let mut count = 0;
    for (today, country, notes) in SUGGESTED {
        let today: Date = today.parse().unwrap();
        for (note, expected) in *notes {
            count += 1;
            let found = said(note, today, country).map(|said| match said.time {
                Some(time) => format!("{} {}", said.date, time.strftime("%H:%M")),
                None => said.date.to_string(),
            });
            if found.as_deref() != Some(expected) {
                wrong.push(format!("{country} {today} «{note}»: {found:?}, not {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 80, "{count}");
}

#[test]
fn a_note_that_names_no_day_to_come_suggests_none() {
    let today: Date = "2026-03-16".parse().unwrap();
    let found = NOT_SUGGESTED
        .iter()
        .filter_map(|note| Some(format!("«{note}»: {:?}", said(note, today, "ES")?)));
    let found: Vec<String> = found.collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_words_are_those_of_the_note() {
    let today: Date = "2026-03-16".parse().unwrap();
    let found = said("Está de viaje; llámala pasado MAÑANA, a las 10.", today, "ES").unwrap();
    assert_eq!(found.words, "pasado MAÑANA, a las 10");
    assert_eq!(found.time, Some(Time::constant(10, 0, 0, 0)));
    assert_eq!(
        said("n\u{303}u e\u{301}l el mie\u{301}rcoles", today, "ES").unwrap().words,
        "el mie\u{301}rcoles"
    );
}

#[test]
fn no_text_is_too_long_or_too_odd() {
    let today: Date = "2026-03-16".parse().unwrap();
    let long = "el 32 de de de a las 99 y media en mil años 0/0/0 31/02/2026 ".repeat(20_000);
    assert_eq!(said(&long, today, "ES"), None);
    for year in ["9999-12-31", "-009999-01-01"] {
        let edge: Date = year.parse().unwrap();
        for (_, country, notes) in SUGGESTED {
            for (note, _) in *notes {
                // Whatever it says at the end of the calendar, it says it without failing.
                let found = said(note, edge, country);
                assert!(found.is_none_or(|found| edge <= found.date));
            }
        }
    }
}

//! Those whom Daniela has on her list today, each with their story.

use engine::agreement::condition::Whose;
use engine::event::Fact;
use engine::time::{Span, Timestamp};

use super::dice::Dice;
use super::places::{Somebody, mobile, somebody};
use super::story::{By, DANIELA, LUCIA, Moments, Story, said};

/// The stories of today, Ximena's first.
pub(super) fn stories(moments: &Moments, dice: &mut Dice) -> Vec<Story> {
    let mut told = vec![
        ximena(moments, dice),
        hector(moments, dice),
        julian(moments, dice),
        rodrigo(moments, dice),
        noelia(moments, dice),
        arnau(moments, dice),
        patricia(moments, dice),
        oscar(moments, dice),
        beatriz(moments, dice),
        monica(moments, dice),
    ];
    for number in 0..6 {
        told.push(called(moments, dice, number));
    }
    for number in 0..4 {
        told.push(tomorrow(moments, dice, number));
    }
    told
}

fn begun(dice: &mut Dice) -> Story {
    Story::new((dice.next(), dice.next()))
}

/// What somebody says of themselves in a form.
pub(super) fn facts(who: &Somebody) -> Vec<Fact> {
    let person = [
        ("full_name", &who.name),
        ("email", &who.email),
        ("mobile", &who.mobile),
        ("job_title", &who.job_title),
        ("company", &who.company),
        ("city", &who.city),
        ("country", &who.country),
    ];
    let told = person.into_iter().filter(|(_, text)| !text.is_empty());
    let mut facts: Vec<Fact> = told.map(|(id, text)| said(Whose::Person, id, text)).collect();
    if !who.industry.is_empty() {
        facts.push(said(Whose::Account, "industry", &who.industry));
    }
    facts
}

fn named(
    (name, job_title): (&str, &str),
    (company, industry): (&str, &str),
    (city, country): (&str, &str),
    (email, number): (&str, usize),
) -> Somebody {
    Somebody {
        name: name.to_owned(),
        email: email.to_owned(),
        mobile: mobile(country, number),
        job_title: job_title.to_owned(),
        company: company.to_owned(),
        industry: industry.to_owned(),
        city: city.to_owned(),
        country: country.to_owned(),
    }
}

fn ximena(at: &Moments, dice: &mut Dice) -> Story {
    let mut story = begun(dice);
    let asked_at = at.worked_ago(102);
    story.saw(
        at.before(asked_at, 26, 21, 14),
        "/blog/bajar-el-gasto-en-diesel",
        "Cómo bajar el gasto en diésel",
    );
    let known = Somebody {
        name: "Ximena Ordóñez Peña".to_owned(),
        email: "x.ordonez@sierraalta.example".to_owned(),
        job_title: "Directora de Operaciones".to_owned(),
        company: "Transportes Sierra Alta".to_owned(),
        ..Somebody::default()
    };
    let guide = [
        ("asset", "Guía de costos de flota"),
        ("channel", "linkedin"),
        ("campaign", "Flotas MX T4"),
    ];
    story.did_and_said(at.before(asked_at, 21, 15, 2), "content_downloaded", &guide, facts(&known));
    story.consented(
        at.before(asked_at, 21, 15, 2),
        &["newsletter"],
        "Casilla de la guía de costos, texto 3",
    );
    story.did(
        at.before(asked_at, 11, 9, 40),
        "email_opened",
        &[("mail", "Flotas: por dónde empezar")],
    );
    story.declined(
        at.before(asked_at, 11, 10, 5),
        LUCIA,
        "momento",
        "Entra en la secuencia Operaciones",
    );
    story.saw(at.before(asked_at, 6, 15, 20), "/precios", "Precios");
    let mail = [("mail", "Costos ocultos del diésel"), ("sequence", "Operaciones, correo 2 de 4")];
    story.did(at.before(asked_at, 5, 11, 30), "email_clicked", &mail);
    story.did(at.before(asked_at, 4, 18, 12), "unsubscribed", &[("mail", "Boletín semanal")]);
    story.withdrew(at.before(asked_at, 4, 18, 12), "newsletter", "Enlace de baja del boletín");
    story.saw(at.before(asked_at, 3, 16, 45), "/precios", "Precios");
    story.saw(asked_at - Span::MINUTE.times(9), "/precios", "Precios");
    let form = [
        ("form", "Cotización"),
        ("text", "Buscamos controlar el consumo de diésel, queremos arrancar en enero."),
    ];
    let mut told = vec![
        said(Whose::Person, "mobile", "+528155500142"),
        said(Whose::Person, "city", "Monterrey"),
        said(Whose::Person, "country", "MX"),
        said(Whose::Account, "industry", "Transporte de carga"),
    ];
    told.push(said(Whose::Person, "timeframe", "Enero"));
    story.consented(asked_at, &["phone", "whatsapp", "email"], "Formulario Cotización, texto 5");
    story.did_and_said(asked_at, "quote_requested", &form, told);
    story.assigned(asked_at, DANIELA);
    story
}

/// Ximena's director general.
fn hector(at: &Moments, dice: &mut Dice) -> Story {
    let mut story = begun(dice);
    let who = named(
        ("Héctor Garza", "Director general"),
        ("Transportes Sierra Alta", ""),
        ("Monterrey", "MX"),
        ("h.garza@sierraalta.example", 143),
    );
    story.did_and_said(
        at.days_ago(340, 12, 0),
        "form_submitted",
        &[("form", "Contacto")],
        facts(&who),
    );
    story.we_did(
        at.days_ago(330, 11, 0),
        LUCIA,
        "proposal_sent",
        &[("text", "Propuesta del año pasado")],
        None,
    );
    story.did(at.days_ago(329, 9, 5), "proposal_seen", &[("text", "Propuesta del año pasado")]);
    story.assigned(at.days_ago(328, 9, 0), LUCIA);
    story
}

fn julian(at: &Moments, dice: &mut Dice) -> Story {
    let mut story = begun(dice);
    let asked_at = at.worked_ago(86);
    let who = named(
        ("Julián Echeverri", "Director de Logística"),
        ("Lácteos El Roble", "Alimentos y bebidas"),
        ("Medellín", "CO"),
        ("j.echeverri@elroble.example", 151),
    );
    story.saw(at.before(asked_at, 4, 10, 10), "/precios", "Precios");
    let guide = [("asset", "Guía de costos de flota"), ("campaign", "Flotas CO")];
    story.did_and_said(at.before(asked_at, 2, 17, 30), "content_downloaded", &guide, facts(&who));
    story.consented(
        at.before(asked_at, 2, 17, 30),
        &["phone", "email"],
        "Casilla de la guía de costos, texto 3",
    );
    story.did(at.before(asked_at, 2, 19, 0), "email_clicked", &[("mail", "Su guía de costos")]);
    story.saw(at.before(asked_at, 1, 12, 15), "/precios", "Precios");
    let reply = [
        ("mail", "Su guía de costos"),
        ("question", "true"),
        ("text", "¿Me pueden llamar para ver cuánto sería con 18 camiones?"),
    ];
    story.did(asked_at, "email_replied", &reply);
    story.assigned(asked_at, DANIELA);
    story
}

fn rodrigo(at: &Moments, dice: &mut Dice) -> Story {
    let mut story = begun(dice);
    let asked_at = at.worked_ago(202);
    let who = named(
        ("Rodrigo Sepúlveda", "Gerente de Operaciones"),
        ("Áridos Maipo", "Construcción y áridos"),
        ("Santiago", "CL"),
        ("rsepulveda@aridosmaipo.example", 162),
    );
    for days in [6, 5, 4] {
        story.saw(at.before(asked_at, days, 13, 5), "/precios", "Precios");
    }
    let form = [("form", "Demo"), ("text", "Queremos verlo funcionando con camiones tolva.")];
    story.did_and_said(asked_at, "demo_requested", &form, facts(&who));
    story.consented(asked_at, &["phone", "email"], "Formulario Demo, texto 5");
    story.assigned(asked_at, DANIELA);
    story
}

fn noelia(at: &Moments, dice: &mut Dice) -> Story {
    let mut story = begun(dice);
    let asked_at = at.worked_ago(55);
    let who = named(
        ("Noelia Ferreyra", "Jefa de Logística"),
        ("Agroinsumos Pampa", "Agroindustria"),
        ("Rosario", "AR"),
        ("nferreyra@agropampa.example", 173),
    );
    let seminar = [("event_name", "Flotas mixtas"), ("text", "Vio 38 de 45 minutos")];
    story.did_and_said(at.before(asked_at, 4, 11, 0), "webinar_attended", &seminar, facts(&who));
    story.consented(
        at.before(asked_at, 4, 11, 0),
        &["phone", "whatsapp", "email"],
        "Inscripción al seminario, texto 4",
    );
    let question =
        [("channel", "whatsapp"), ("text", "Hola, ¿cuánto tarda la instalación en 30 unidades?")];
    story.did(asked_at, "message_received", &question);
    story.assigned(asked_at, DANIELA);
    story
}

fn arnau(at: &Moments, dice: &mut Dice) -> Story {
    let mut story = begun(dice);
    let asked_at = at.worked_ago(12);
    let who = named(
        ("Arnau Vilaplana", "Director de Operaciones"),
        ("Frutas Vilaplana", "Agroindustria"),
        ("Valencia", "ES"),
        ("arnau@frutasvilaplana.example", 184),
    );
    story.saw(at.before(asked_at, 6, 9, 20), "/precios", "Precios");
    story.did_and_said(
        at.before(asked_at, 5, 10, 0),
        "form_submitted",
        &[("form", "Contacto")],
        facts(&who),
    );
    story.consented(
        at.before(asked_at, 5, 10, 0),
        &["phone", "whatsapp", "email"],
        "Formulario Contacto, texto 5",
    );
    story.did(
        at.before(asked_at, 5, 12, 0),
        "email_opened",
        &[("mail", "Cadena de frío: tres casos")],
    );
    story.did(
        at.before(asked_at, 3, 8, 30),
        "email_clicked",
        &[("mail", "Cadena de frío: tres casos")],
    );
    story.saw(at.before(asked_at, 3, 8, 34), "/precios", "Precios");
    let question = [("channel", "whatsapp"), ("text", "¿sirve para camiones con frío?")];
    story.did(asked_at, "message_received", &question);
    story.assigned(asked_at, DANIELA);
    story
}

/// Somebody who was accepted after asking for a quote, with the size of their fleet where it is
/// known.
fn accepted(at: &Moments, dice: &mut Dice, who: &Somebody, days: i64, fleet: &str) -> Story {
    let mut story = begun(dice);
    let asked_at = at.days_ago(days, 10, 30);
    let mut told = facts(who);
    if !fleet.is_empty() {
        told.push(said(Whose::Person, "flota", fleet));
    }
    let form = [("form", "Cotización"), ("text", "Necesitamos ver consumo y rutas.")];
    story.did_and_said(asked_at, "quote_requested", &form, told);
    story.consented(asked_at, &["phone", "whatsapp", "email"], "Formulario Cotización, texto 5");
    story.assigned(asked_at, DANIELA);
    story
}

fn patricia(at: &Moments, dice: &mut Dice) -> Story {
    let who = named(
        ("Patricia Huamán", "Jefa de Operaciones"),
        ("Courier Andino", "Mensajería"),
        ("Lima", "PE"),
        ("phuaman@courierandino.example", 195),
    );
    let mut story = accepted(at, dice, &who, 10, "40");
    talked(
        &mut story,
        at.days_ago(10, 11, 10),
        DANIELA,
        "Tiene 40 unidades; quiere verlo con su jefe de taller.",
        None,
    );
    story.saw(at.days_ago(5, 20, 15), "/precios", "Precios");
    story.saw(at.days_ago(2, 21, 5), "/precios", "Precios");
    let meeting = (at.later_today(48), crate::queue::MEETING);
    talked(
        &mut story,
        at.days_ago(3, 16, 0),
        DANIELA,
        "Iba a confirmar las unidades.",
        Some(meeting),
    );
    story
}

fn oscar(at: &Moments, dice: &mut Dice) -> Story {
    let mut story = begun(dice);
    let who = named(
        ("Óscar Tlapale", "Gerente de Logística"),
        ("Gases del Bajío", "Gas y combustibles"),
        ("León", "MX"),
        ("oscar.tlapale@gasesbajio.example", 206),
    );
    let mut told = facts(&who);
    told.push(said(Whose::Person, "flota", "60"));
    story.did_and_said(
        at.days_ago(5, 9, 0),
        "content_downloaded",
        &[("asset", "Guía de costos de flota")],
        told,
    );
    story.consented(
        at.days_ago(5, 9, 0),
        &["phone", "email"],
        "Casilla de la guía de costos, texto 3",
    );
    story.saw(at.days_ago(5, 9, 20), "/precios", "Precios");
    story.saw(at.days_ago(4, 9, 20), "/precios", "Precios");
    story.assigned(at.days_ago(4, 9, 30), DANIELA);
    let task = (at.later_today(78), "task");
    talked(&mut story, at.days_ago(3, 12, 0), DANIELA, "Pide un caso del sector gas.", None);
    let case = [("next_text", "enviar caso del sector gas")];
    story.we_did(at.days_ago(3, 12, 1), DANIELA, "task_added", &case, Some(task));
    story
}

fn beatriz(at: &Moments, dice: &mut Dice) -> Story {
    let who = named(
        ("Beatriz Cárdenas Ruiz", "Directora de Operaciones"),
        ("Mudanzas Levante", "Mudanzas"),
        ("", "ES"),
        ("beatriz@mudanzaslevante.example", 217),
    );
    let mut story = accepted(at, dice, &who, 12, "");
    talked(
        &mut story,
        at.days_ago(12, 11, 0),
        DANIELA,
        "Interesada; le llamo con la propuesta.",
        None,
    );
    story.did(
        at.days_ago(4, 10, 0),
        "email_clicked",
        &[("mail", "Caso: mudanzas con 20 camiones")],
    );
    story.saw(at.days_ago(4, 10, 3), "/precios", "Precios");
    story.saw(at.days_ago(3, 10, 3), "/precios", "Precios");
    let voicemail = [("outcome", "voicemail"), ("text", "Buzón")];
    story.we_did(
        at.days_ago(2, 9, 30),
        DANIELA,
        "call_made",
        &voicemail,
        Some((at.days_ago(1, 9, 30), "call")),
    );
    let again = [("outcome", "voicemail"), ("text", "Buzón dos mañanas; probar por la tarde")];
    story.we_did(
        at.days_ago(1, 9, 40),
        DANIELA,
        "call_made",
        &again,
        Some((at.later_today(258), "call")),
    );
    story
}

fn monica(at: &Moments, dice: &mut Dice) -> Story {
    let who = named(
        ("Mónica Tapia", "Gerente general"),
        ("Fletes Aconcagua", "Transporte de carga"),
        ("Santiago", "CL"),
        ("mtapia@fletesaconcagua.example", 228),
    );
    let mut story = accepted(at, dice, &who, 1, "22");
    let booked = [("outcome", "booked"), ("text", "Quiere verlo con su jefe de tráfico.")];
    let meeting = (at.days_ago(-2, 10, 0), crate::queue::MEETING);
    story.we_did(at.earlier_today(4), DANIELA, "call_made", &booked, Some(meeting));
    story
}

/// One of those whom Daniela has called today.
fn called(at: &Moments, dice: &mut Dice, number: usize) -> Story {
    let who = somebody(dice, 300 + number, true);
    let mut story = accepted(at, dice, &who, 1, "");
    let ago = 25 + i64::try_from(number).unwrap_or_default() * 22;
    let next = Some((at.days_ago(-3, 15, 0), "call"));
    if number.is_multiple_of(3) {
        talked(
            &mut story,
            at.earlier_today(ago),
            DANIELA,
            "Manda la lista de unidades esta semana.",
            next,
        );
    } else {
        story.we_did(
            at.earlier_today(ago),
            DANIELA,
            "call_made",
            &[("outcome", "no_answer")],
            next,
        );
    }
    story
}

/// One of those who are planned for tomorrow.
fn tomorrow(at: &Moments, dice: &mut Dice, number: usize) -> Story {
    let who = somebody(dice, 320 + number, true);
    let days = 5 + i64::try_from(number).unwrap_or_default();
    let mut story = accepted(at, dice, &who, days, "");
    let hour = 9 + i8::try_from(number).unwrap_or_default();
    let next = Some((at.days_ago(-1, hour, 10), "call"));
    talked(&mut story, at.days_ago(days, 12, 0), DANIELA, "Lo consulta y hablamos.", next);
    story
}

/// A call in which both talked.
pub(super) fn talked(
    story: &mut Story,
    at: Timestamp,
    by: By,
    text: &str,
    next: Option<(Timestamp, &str)>,
) {
    story.we_did(at, by, "call_made", &[("outcome", "talked"), ("text", text)], next);
}

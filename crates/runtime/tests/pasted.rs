#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Conversations as they come out of telephones and browsers.

use engine::time::Timestamp;
use jiff::tz::TimeZone;
use runtime::pasted::{MESSAGES_MAX, conversation};

/// What is read in Bogotá on 20 March 2026: a line for each message.
fn read(text: &str, country: &str) -> Vec<String> {
    let zone = TimeZone::get("America/Bogota").unwrap();
    let now: Timestamp = "2026-03-20T15:00:00Z".parse().unwrap();
    let said = conversation(text, &zone, country, now).into_iter().map(|said| {
        let at =
            said.at.map(|at| zone.to_datetime(at.to_jiff()).strftime("%m-%d %H:%M:%S").to_string());
        format!("{} {}: {}", at.unwrap_or_default(), said.who, said.text.replace('\n', " / "))
    });
    said.collect()
}

#[test]
fn exported_on_android() {
    let text = "\
12/3/2026, 10:02 - Los mensajes y las llamadas están cifrados de extremo a extremo. Solo las personas en este chat pueden leerlos, escucharlos o compartirlos. Obtén más información.
12/3/2026, 10:05 - Daniela Ríos: Hola, Ximena. Te escribo de Cargavía.
12/3/2026, 10:07 - Ximena Ordóñez: ¡Hola!
Sí, buscamos controlar el diésel:

- 30 camiones
- todo en Monterrey
12/3/2026, 10:08 - Ximena Ordóñez: <Multimedia omitido>
12/3/2026, 10:09 - Ximena Ordóñez: IMG-20260312-WA0003.jpg (archivo adjunto)
así quedó el tablero
12/3/2026, 10:10 - Ximena Ordóñez: Flota 2026.pdf (archivo adjunto)
12/3/2026, 10:11 - Daniela Ríos: Eliminaste este mensaje.
12/3/2026, 10:12 - Daniela Ríos: Mañana te llamo <Se editó este mensaje.>
13/3/2026, 09:00 - Ximena Ordóñez: ok: a las 10
";
    let expected = [
        "03-12 10:05:00 Daniela Ríos: Hola, Ximena. Te escribo de Cargavía.",
        "03-12 10:07:00 Ximena Ordóñez: ¡Hola! / Sí, buscamos controlar el diésel: /  / - 30 camiones / - todo en Monterrey",
        "03-12 10:09:00 Ximena Ordóñez: así quedó el tablero",
        "03-12 10:10:00 Ximena Ordóñez: Flota 2026.pdf",
        "03-12 10:12:00 Daniela Ríos: Mañana te llamo",
        "03-13 09:00:00 Ximena Ordóñez: ok: a las 10",
    ];
    assert_eq!(read(text, "CO"), expected);
}

#[test]
fn exported_on_ios_with_its_marks() {
    let text = "\u{feff}[12/3/26, 10:05:22\u{202f}a.\u{a0}m.] Ximena Ordóñez: \u{200e}Los mensajes y las llamadas están cifrados de extremo a extremo.\r\n\
\u{200e}[12/3/26, 10:05:22\u{202f}a.\u{a0}m.] ~\u{a0}Ximena: Buenos días\r\n\
[12/3/26, 12:30:05\u{202f}p.\u{a0}m.] Daniela: \u{200e}audio omitido\r\n\
[12/3/26, 1:05:09\u{202f}p.\u{a0}m.] Daniela: ¿Te llamo?\r\n\
\u{200e}[12/3/26, 1:06:00\u{202f}p.\u{a0}m.] Ximena: \u{200e}<adjunto: 00000012-PHOTO-2026-03-12-13-06-00.jpg>\r\n\
[13/3/26, 12:01:00\u{202f}a.\u{a0}m.] \u{202a}+52 1 81 5550 0142\u{202c}: No llego\r\n";
    let expected = [
        "03-12 10:05:22 Ximena: Buenos días",
        "03-12 13:05:09 Daniela: ¿Te llamo?",
        "03-13 00:01:00 +52 1 81 5550 0142: No llego",
    ];
    assert_eq!(read(text, "MX"), expected);
}

#[test]
fn copied_from_the_browser() {
    let text = "\
[10:05, 12/3/2026] Ximena Ordóñez: Hola
[10:06, 12/3/2026] Daniela Ríos: ¿Qué tal?
en qué puedo ayudar
[4:06 p. m., 12/3/2026] Ximena Ordóñez: Precio, por favor";
    let expected = [
        "03-12 10:05:00 Ximena Ordóñez: Hola",
        "03-12 10:06:00 Daniela Ríos: ¿Qué tal? / en qué puedo ayudar",
        "03-12 16:06:00 Ximena Ordóñez: Precio, por favor",
    ];
    assert_eq!(read(text, "CO"), expected);
}

#[test]
fn other_shapes_of_the_same() {
    let cases = [
        ("12/3/26 10:05 - Ana: uno", "03-12 10:05:00 Ana: uno"),
        ("12/3/26, 10:05 p. m. - Ana: uno", "03-12 22:05:00 Ana: uno"),
        ("12.03.26, 10:05 - Ana: uno", "03-12 10:05:00 Ana: uno"),
        ("12-03-2026 10:05 - Ana: uno", "03-12 10:05:00 Ana: uno"),
        ("2026-03-12, 10:05 - Ana: uno", "03-12 10:05:00 Ana: uno"),
        ("[2026-03-12 10.05.07] Ana: uno", "03-12 10:05:07 Ana: uno"),
        ("[12/03/2026, 22:05] Ana:uno", "03-12 22:05:00 Ana: uno"),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text, "CO"), [expected], "{text}");
    }
}

#[test]
fn the_order_of_day_and_month_is_that_of_all_lines_together() {
    // No month is the thirteenth.
    assert_eq!(
        read("3/12/26, 9:00 AM - Ana: a\n3/13/26, 9:00 AM - Ana: b", "CO")[0],
        "03-12 09:00:00 Ana: a"
    );
    // By day first the second line would be to come.
    assert_eq!(
        read("1/3/26, 9:00 - Ana: a\n3/4/26, 9:00 - Ana: b", "CO")[1],
        "03-04 09:00:00 Ana: b"
    );
    // By day first the lines would run backwards.
    assert_eq!(
        read("1/9/26, 9:00 - Ana: a\n2/1/26, 9:00 - Ana: b", "CO")[0],
        "01-09 09:00:00 Ana: a"
    );
    // Where both orders do, the country says.
    assert_eq!(read("1/2/26, 9:00 - Ana: a", "CO")[0], "02-01 09:00:00 Ana: a");
    assert_eq!(read("1/2/26, 9:00 - Ana: a", "US")[0], "01-02 09:00:00 Ana: a");
}

#[test]
fn what_is_no_conversation_has_no_messages() {
    for text in [
        "",
        "Hola, ¿qué tal?",
        "Llamar el 12/3/2026, 10:05 a Ana: urgente",
        "12/3/2026 10:05",
        "[12/3/2026] Ana: hola",
        "[99:99, 12/3/2026] Ana: hola",
        "12/3/2026, 10:05 - Cambió el asunto del grupo",
        "[[[[[[[12/3/2026, 10:05",
        "a. m. p. m. - :",
    ] {
        assert!(read(text, "CO").is_empty(), "{text}");
    }
    // A date that is none leaves the message without its moment.
    assert_eq!(read("45/45/2026, 10:05 - Ana: hola", "CO"), [" Ana: hola"]);
}

#[test]
fn a_long_conversation_keeps_its_end() {
    let lines: Vec<String> =
        (0..40_000).map(|n| format!("12/3/2026, 10:05 - Ana: mensaje {n} ñandú")).collect();
    let said = read(&lines.join("\n"), "CO");
    assert_eq!(said.len(), MESSAGES_MAX);
    assert!(said.last().unwrap().ends_with("mensaje 39999 ñandú"));
    let one = format!("12/3/2026, 10:05 - Ana: {}", "ñ".repeat(300_000));
    assert!(read(&one, "CO")[0].chars().count() < 11_000);
}

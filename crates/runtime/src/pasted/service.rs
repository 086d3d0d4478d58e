//! Lines that WhatsApp writes itself, in Spanish and in English.

use engine::text::fold;

/// What a message tells; `None` for one that tells nothing: a deleted one, media that was left out,
/// a notice of the program.
pub(super) fn told(text: &str) -> Option<String> {
    let mut kept: Vec<&str> = Vec::new();
    for line in text.trim().lines() {
        let line = EDITED
            .iter()
            .fold(line.trim(), |line, mark| line.strip_suffix(mark).unwrap_or(line).trim_end());
        let folded = fold(line);
        let is_notice = NOTICES.iter().any(|notice| folded.starts_with(notice));
        let is_media = MEDIA.iter().any(|media| folded.trim_matches(['<', '>']) == *media);
        if is_notice || is_media {
            continue;
        }
        let attached = ATTACHED.iter().find_map(|mark| line.strip_suffix(mark));
        let attached = attached.or_else(|| {
            ["<adjunto: ", "<attached: "]
                .iter()
                .find_map(|mark| line.strip_prefix(mark)?.strip_suffix('>'))
        });
        match attached {
            // The name of a photograph says nothing; that of a document may.
            Some(name) if is_numbered(name) => {}
            Some(name) => kept.push(name.trim_end_matches(['•', ' '])),
            None => kept.push(line),
        }
    }
    let text = kept.join("\n").trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// What an edited message ends with.
const EDITED: [&str; 4] = [
    "<Se editó este mensaje.>",
    "<Este mensaje se editó.>",
    "<This message was edited>",
    "<This message was edited.>",
];

/// How notices begin, without case and accents.
#[rustfmt::skip]
const NOTICES: &[&str] = &[
    "los mensajes y las llamadas estan cifrados", "los mensajes y llamadas estan cifrados",
    "los mensajes estan cifrados", "tus mensajes y llamadas estan cifrados",
    "messages and calls are end-to-end encrypted", "messages to this chat and calls are now secured",
    "se elimino este mensaje", "este mensaje fue eliminado", "eliminaste este mensaje",
    "este mensaje se elimino", "this message was deleted", "you deleted this message",
    "llamada perdida", "llamada de voz perdida", "videollamada perdida", "missed voice call",
    "missed video call", "silenced voice call", "esta empresa usa", "esta empresa trabaja",
    "this business uses", "this business works", "esta cuenta es", "cambio tu codigo de seguridad",
    "tu codigo de seguridad con", "your security code with", "bloqueaste a este contacto",
    "desbloqueaste a este contacto", "you blocked this contact", "you unblocked this contact",
    "activaste los mensajes temporales", "este chat es con una cuenta de empresa", "null",
    "esperando este mensaje", "waiting for this message",
];

/// Media that was left out, without case and accents.
#[rustfmt::skip]
const MEDIA: &[&str] = &[
    "multimedia omitido", "archivo omitido", "imagen omitida", "foto omitida", "video omitido",
    "audio omitido", "sticker omitido", "gif omitido", "documento omitido", "mensaje de voz omitido",
    "tarjeta de contacto omitida", "contacto omitido", "nota de video omitida", "media omitted",
    "image omitted", "video omitted", "audio omitted", "sticker omitted", "gif omitted",
    "document omitted", "contact card omitted", "video note omitted",
];

/// What follows the name of a file.
const ATTACHED: [&str; 6] = [
    "(archivo adjunto)",
    "(file attached)",
    "(archivo adjuntado)",
    "documento omitido",
    "document omitted",
    "(adjunto)",
];

/// Whether a file's name is one that a camera or a telephone gave it.
fn is_numbered(name: &str) -> bool {
    let name = name.trim().to_ascii_uppercase();
    let given = ["IMG-", "VID-", "AUD-", "PTT-", "STK-", "IMG_", "VID_"];
    given.iter().any(|start| name.starts_with(start))
        || ["-PHOTO-", "-VIDEO-", "-AUDIO-", "-STICKER-", "-GIF-"]
            .iter()
            .any(|part| name.contains(part))
}

//! Whether the sentence around a date tells what has happened.
//!
//! It looks at the verbs nearest to the date in its clause: "me dijo el 15 que no" is over, "me
//! dijo que lo llame el 15" is not.

use super::words::{Gap, Note};

/// Words that are looked at on each side.
const NEAR: usize = 9;

/// Whether what stands around the words from one up to another is told as past.
pub(super) fn is_past(note: &Note<'_>, from: usize, to: usize) -> bool {
    is_past_before(note, from, to) || is_past_after(note, to)
}

/// Whether the day is named as one that is not meant: "el 15 no, el 20 sí", "no el lunes".
pub(super) fn is_denied(note: &Note<'_>, from: usize, to: usize) -> bool {
    let follows = matches!(note.word(to), "no" | "not" | "tampoco") && note.gap(to) != Gap::Stop;
    let before = from.checked_sub(1).map_or("", |before| note.word(before));
    follows || (matches!(before, "no" | "not" | "ni") && note.gap(from) == Gap::None)
}

/// Whether the nearest verb before tells the past.
fn is_past_before(note: &Note<'_>, from: usize, to: usize) -> bool {
    let mut at = from;
    for _ in 0..NEAR {
        if note.gap(at) == Gap::Stop {
            return false;
        }
        let Some(before) = at.checked_sub(1) else { return false };
        // Who says something says it of later, unless the date says when they said it.
        if is_saying(note.word(before)) || is_saying(note.word(at)) {
            return note.word(to) == "que" || note.word(to) == "that";
        }
        if looks_ahead(note, before) {
            return false;
        }
        if is_past_verb(note, before) {
            return true;
        }
        // What is joined by "y" is told for itself.
        let is_joined = matches!(note.word(before), "y" | "e" | "and" | "pero" | "but" | "luego");
        if is_joined || note.gap(at) == Gap::Comma {
            return false;
        }
        at = before;
    }
    false
}

/// Whether the verb that follows tells the past: "el martes hablé con ella".
fn is_past_after(note: &Note<'_>, to: usize) -> bool {
    for at in to..(to + NEAR).min(note.len()) {
        if note.gap(at) != Gap::None && at > to || note.gap(at) == Gap::Stop {
            return false;
        }
        if is_past_verb(note, at) || is_saying(note.word(at)) {
            return true;
        }
        if looks_ahead(note, at) || matches!(note.word(at), "y" | "and" | "pero" | "but") {
            return false;
        }
    }
    false
}

/// Verbs after which something is said, asked or agreed.
fn is_saying(word: &str) -> bool {
    #[rustfmt::skip]
    const SAYING: &[&str] = &[
        "dijo", "dijeron", "dice", "dicen", "comento", "comentaron", "indico", "indica", "aviso",
        "confirmo", "propuso", "sugirio", "sugiere", "prefirio", "contesto", "respondio", "said",
        "says", "told", "suggested", "replied", "proposed",
    ];
    SAYING.contains(&word)
}

/// Words after which something is still to be done.
fn looks_ahead(note: &Note<'_>, at: usize) -> bool {
    #[rustfmt::skip]
    const AHEAD: &[&str] = &[
        "que", "llamar", "llame", "llamen", "llamo", "llama", "llamame", "llamemos", "hablar",
        "hablamos", "hablemos", "quedamos", "quedo", "acordamos", "agendamos", "agende", "cita",
        "reunion", "visita", "demo", "volver", "vuelvo", "vuelve", "retomar", "retomamos",
        "escribir", "escribo", "escribele", "contactar", "insistir", "seguimiento", "recordar",
        "para", "pidio", "pide", "quiere", "queria", "prefiere", "mejor", "pendiente", "to",
        "call", "ring", "meet", "meeting", "follow", "callback", "will", "agreed", "scheduled",
        "booked", "wants", "prefers", "asked", "please", "should",
    ];
    let word = note.word(at);
    // Accents tell "que llame" from "llamé".
    if is_accented_past(note, at) && !matches!(word, "pidio" | "quedo") {
        return false;
    }
    // "pidió presupuesto el martes" is over; "pidió que", "pidió hablar" is not.
    if matches!(word, "pidio" | "asked") {
        return matches!(
            note.word(at + 1),
            "que"
                | "hablar"
                | "llamar"
                | "llamarle"
                | "volver"
                | "to"
                | "for"
                | "cita"
                | "reunion"
                | "me"
        );
    }
    // "spoke to him" is over; "said to call" is not.
    if word == "to" {
        return matches!(
            note.word(at + 1),
            "call" | "ring" | "meet" | "be" | "talk" | "speak" | "follow" | "try" | "get" | "send"
        );
    }
    let has_pronoun = ["arle", "arlo", "arla", "arme", "arnos", "arles", "arlos", "erle", "irle"];
    AHEAD.contains(&word)
        // "llamaré", "llamará", "llamaremos": what will be.
        || ["aré", "eré", "iré", "ará", "erá", "irá", "remos", "arán", "erán", "irán"]
            .iter()
            .any(|end| note.written(at).ends_with(end))
        || has_pronoun.iter().any(|end| word.len() > 5 && word.ends_with(end))
}

/// Whether a word is a verb of what is over.
fn is_past_verb(note: &Note<'_>, at: usize) -> bool {
    #[rustfmt::skip]
    const OVER: &[&str] = &[
        "fue", "fueron", "fui", "fuimos", "hizo", "hicieron", "hice", "hicimos", "vino",
        "vinieron", "tuvo", "tuvieron", "tuve", "tuvimos", "estuvo", "estuve", "estuvimos",
        "estuvieron", "puso", "pudo", "trajo", "dio", "dieron", "di", "dimos", "vio", "vieron",
        "vi", "vimos", "habia", "habian", "era", "eran", "iba", "iban", "ayer", "anteayer",
        "enviamos", "mandamos", "visitamos", "firmamos", "compramos", "was", "were", "had", "did",
        "went", "met", "spoke", "sent", "bought", "came", "got", "made", "saw", "left", "ran",
        "yesterday", "ago", "been", "won", "lost", "paid",
    ];
    const NEVER: &[&str] =
        &["que", "se", "cafe", "porque", "ole", "comite", "bebe", "need", "feed"];
    let word = note.word(at);
    if OVER.contains(&word) {
        return true;
    }
    // "ha comprado", "have bought"; "he" alone is English, and "has to" is to come.
    if matches!(word, "ha" | "han" | "he" | "hemos" | "has" | "have") {
        let next = note.word(at + 1);
        let is_done =
            ["ado", "ido", "cho", "sto", "rto", "ed", "en"].iter().any(|end| next.ends_with(end));
        return is_done && next.len() > 3;
    }
    if NEVER.contains(&word) || word.len() < 4 {
        return false;
    }
    let is_english = word.ends_with("ed")
        && !matches!(
            word,
            "interested"
                | "agreed"
                | "scheduled"
                | "booked"
                | "planned"
                | "closed"
                | "based"
                | "united"
                | "limited"
        );
    is_accented_past(note, at)
        || word.ends_with("aron")
        || word.ends_with("ieron")
        || word.ends_with("aste")
        || word.ends_with("aba")
        || word.ends_with("aban")
        || is_english
}

/// Whether a word's accent makes it past: "llamó", "envié", and not "enviaré".
fn is_accented_past(note: &Note<'_>, at: usize) -> bool {
    let written = note.written(at);
    let is_future = ["aré", "eré", "iré"].iter().any(|end| written.ends_with(end));
    let is_noun = matches!(note.word(at), "cafe" | "comite" | "bebe" | "porque" | "que" | "se");
    written.ends_with('ó') || (written.ends_with('é') && !is_future && !is_noun)
}

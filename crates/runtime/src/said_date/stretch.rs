//! A stretch of days, and which edge of it is meant: after it, at its end, before it.

use jiff::civil::Date;

use super::words::Note;

/// What a note names: a stretch of days, such as a week, a month or a feast.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    /// First and last day: of this one, and of the next that has the same name.
    pub(super) choices: Vec<(Date, Date)>,
    /// The place after its last word.
    pub(super) to: usize,
    /// Whether the day was named and is not only near.
    pub(super) is_exact: bool,
    /// Whether its words cannot mean the past.
    pub(super) is_sure: bool,
    /// Whether it dates nothing by itself: "la feria de septiembre" is no date, "en septiembre" is.
    pub(super) is_vague: bool,
}

impl Stretch {
    /// One day that was named.
    pub(super) fn day(choices: Vec<Date>, to: usize) -> Stretch {
        let choices = choices.into_iter().map(|day| (day, day)).collect();
        Stretch { choices, to, is_exact: true, is_sure: false, is_vague: false }
    }

    /// A period that dates something only with a preposition.
    pub(super) fn period(choices: Vec<(Date, Date)>, to: usize) -> Stretch {
        Stretch { choices, to, is_exact: false, is_sure: false, is_vague: true }
    }

    /// The same where its words can only mean what comes.
    pub(super) fn sure(self) -> Stretch {
        Stretch { is_sure: true, is_vague: false, ..self }
    }
}

/// Which day of a stretch is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// Within it, as early as can be.
    In,
    /// At its beginning.
    Start,
    /// Around its middle.
    Middle,
    /// At its end.
    End,
    /// Once it is over.
    After,
    /// Before it begins.
    Before,
}

/// The edge that is named at a word, with the place after it and an article.
pub(super) fn edge(note: &Note<'_>, at: usize) -> Option<(Edge, usize)> {
    EDGES.iter().find_map(|(edge, phrases)| {
        let to = note.reads_any(at, phrases)?;
        // "después de la vuelta de", "a principios de la": articles and "de" fall away.
        let to = note.skips(
            to,
            &[
                "de los",
                "de las",
                "de la",
                "del",
                "de",
                "of the",
                "of",
                "que pasen",
                "que pase",
                "que acaben",
                "que acabe",
                "que terminen",
                "que termine",
            ],
        );
        Some((
            *edge,
            note.skips(
                to,
                &["los", "las", "la", "el", "the", "mi", "sus", "su", "their", "our", "mis"],
            ),
        ))
    })
}

/// The words for each edge. Longer ones go before those they begin with.
#[rustfmt::skip]
const EDGES: &[(Edge, &[&str])] = &[
    (Edge::After, &[
        "despues", "luego", "tras", "pasado el", "pasada la", "pasados los", "pasadas las",
        "pasado", "pasada", "pasadas", "pasados", "pasando", "a la vuelta", "de vuelta", "cuando pase", "cuando pasen",
        "cuando acabe", "cuando acaben", "cuando termine", "cuando terminen", "al volver",
        "cuando vuelva", "cuando vuelvan", "cuando regrese", "cuando regresen", "al regresar",
        "al regreso", "a su regreso", "al acabar", "al terminar", "terminando", "hasta pasado", "hasta pasada", "hasta pasadas",
        "hasta despues", "no antes", "hasta", "once back from", "when back from", "back from",
        "after", "until after", "not before", "until", "till", "once",
    ]),
    (Edge::Before, &["antes", "before"]),
    (Edge::Start, &[
        "a principios", "a principio", "principios", "a primeros", "primeros", "a comienzos", "comienzos", "a inicios",
        "inicios", "al inicio", "al comienzo", "al principio", "at the beginning", "at the start", "the beginning",
        "beginning", "start", "early in", "early",
    ]),
    (Edge::Middle, &["a mediados", "mediados", "a mitad", "a mitades", "in the middle", "the middle", "middle", "mid"]),
    (Edge::End, &[
        "a finales", "finales", "a final", "a fines", "fines", "a fin", "al final", "para fin", "para finales", "para fines", "para final",
        "a ultimos", "at the end", "by the end", "towards the end", "the end", "end", "late in", "late",
    ]),
    (Edge::In, &[
        "a partir", "ya en", "ya para", "ya por", "hacia", "sobre", "durante", "para", "por", "en", "entrado", "in", "during",
        "around", "from", "for", "by", "on", "over",
    ]),
];

/// A day so many days later, earlier where that is negative.
pub(super) fn later(day: Date, days: i32) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// The same day so many months later, the month's last where it has none.
pub(super) fn months_later(day: Date, months: i32) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_months(months).ok()?).ok()
}

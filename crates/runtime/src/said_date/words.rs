//! A note as words: without case and accents, each with its place in the text.

use engine::text::fold;
use jiff::civil::Date;

/// A note that is read for a date.
#[derive(Debug)]
pub(super) struct Note<'a> {
    text: &'a str,
    words: Vec<Word>,
    /// The reader's day.
    pub(super) today: Date,
    /// Where the reader is: ISO 3166-1.
    pub(super) country: &'a str,
}

/// A word of a note, or a number with what stands between its digits.
#[derive(Debug)]
struct Word {
    /// Without case, accents and tildes.
    folded: String,
    /// In lower case as it was written: accents tell tenses apart.
    lower: String,
    start: usize,
    end: usize,
    /// What stands between it and the word before.
    gap: Gap,
}

/// What stands before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing but space.
    None,
    /// A comma, a dash, a bracket.
    Comma,
    /// The end of a sentence or a line.
    Stop,
}

impl<'a> Note<'a> {
    /// The first `max` words of a text.
    pub(super) fn of(text: &'a str, today: Date, country: &'a str, max: usize) -> Note<'a> {
        let mut words: Vec<Word> = Vec::new();
        let mut gap = Gap::Stop;
        let mut chars = text.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            if !c.is_alphanumeric() {
                // The points of "p. m." end no sentence.
                let is_letter = words.last().is_some_and(|word| word.folded.len() == 1);
                gap = if c == '.' && is_letter { gap } else { gap.max(gap_of(c)) };
                continue;
            }
            let mut end = start + c.len_utf8();
            let mut last = c;
            while let Some(&(at, next)) = chars.peek() {
                let after = text.get(at + next.len_utf8()..).and_then(|rest| rest.chars().next());
                let is_inside = matches!(next, '/' | ':' | '.' | ',' | '-' | '–')
                    && last.is_ascii_digit()
                    && after.is_some_and(|after| after.is_ascii_digit());
                // Accents may come apart from their letters.
                let is_mark = ('\u{300}'..='\u{36f}').contains(&next);
                if !(next.is_alphanumeric() || is_inside || is_mark) {
                    break;
                }
                end = at + next.len_utf8();
                last = next;
                chars.next();
            }
            let written = text.get(start..end).unwrap_or_default();
            let folded = fold(written).replace('ñ', "n").replace('–', "-");
            let folded = folded.trim_end_matches(['º', 'ª', '°']).to_owned();
            words.push(Word { folded, lower: written.to_lowercase(), start, end, gap });
            gap = Gap::None;
            if words.len() >= max {
                break;
            }
        }
        Note { text, words, today, country }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// A word without case and accents; nothing beyond the ends.
    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &word.folded)
    }

    /// A word in lower case as it was written.
    pub(super) fn written(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &word.lower)
    }

    /// What stands before a word.
    pub(super) fn gap(&self, at: usize) -> Gap {
        self.words.get(at).map_or(Gap::Stop, |word| word.gap)
    }

    /// The text from a word up to another.
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        let start = self.words.get(from).map_or(0, |word| word.start);
        let end = to.checked_sub(1).and_then(|last| self.words.get(last)).map_or(0, |w| w.end);
        self.text.get(start..end).unwrap_or_default()
    }

    /// What follows a word directly, such as a percent sign.
    pub(super) fn sign_after(&self, at: usize) -> Option<char> {
        let end = self.words.get(at)?.end;
        self.text.get(end..)?.trim_start().chars().next()
    }

    /// The place after a phrase that stands at a word, in one breath.
    pub(super) fn reads(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut place = at;
        for word in phrase.split(' ') {
            if self.word(place) != word || (place != at && self.gap(place) == Gap::Stop) {
                return None;
            }
            place += 1;
        }
        Some(place)
    }

    /// The place after the first of several phrases that stands at a word.
    pub(super) fn reads_any(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        phrases.iter().find_map(|phrase| self.reads(at, phrase))
    }

    /// The same, where one may stand there or not.
    pub(super) fn skips(&self, at: usize, phrases: &[&str]) -> usize {
        self.reads_any(at, phrases).unwrap_or(at)
    }

    /// The place after an article.
    pub(super) fn after_article(&self, at: usize) -> usize {
        self.skips(at, &["el dia", "el", "la", "los", "las", "the", "dia"])
    }

    /// Whether a word belongs to what happens again and again: "los lunes", "cada mes".
    pub(super) fn is_habit(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |before| self.word(before));
        matches!(before, "cada" | "todos" | "todas" | "every" | "each" | "los" | "hace" | "desde")
            || matches!(self.word(at), "cada" | "every" | "hace" | "desde" | "since")
            || (self.word(at) == "los" && days_of(self.word(at + 1)).is_some())
    }

    /// A whole number at a word, in digits or in words, with the place after it. Of "2 o 3" and
    /// "5-6" the first.
    pub(super) fn number(&self, at: usize) -> Option<(u32, usize)> {
        for (phrase, number) in [("un par de", 2), ("a couple of", 2), ("couple of", 2)] {
            if let Some(to) = self.reads(at, phrase) {
                return Some((number, to));
            }
        }
        let about = self.skips(at, &["unos", "unas", "como", "about", "another", "otros", "otras"]);
        let word = self.word(about);
        let first = word.split('-').next().unwrap_or_default();
        let number = first.parse().ok().filter(|_| first.len() < 5).or_else(|| numeral(word));
        match number {
            Some(number) => {
                let or = self.reads_any(about + 1, &["o", "u", "or", "a", "to"]);
                let second = or.filter(|next| self.plain(*next).is_some());
                Some((number, second.map_or(about + 1, |next| next + 1)))
            }
            None if about > at => Some((3, about)),
            None if matches!(word, "pocos" | "pocas" | "few") => Some((3, at + 1)),
            None => self.reads(at, "a few").map(|to| (3, to)),
        }
    }

    fn plain(&self, at: usize) -> Option<u32> {
        let word = self.word(at);
        word.parse().ok().or_else(|| numeral(word))
    }

    /// The number of a day of a month at a word: "15", "15th", "primero".
    pub(super) fn day_number(&self, at: usize) -> Option<i8> {
        let word = self.word(at);
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
        let day: i8 = match digits.unwrap_or(word).parse() {
            Ok(day) => day,
            Err(_) => match word {
                "primero" | "uno" | "first" => 1,
                _ => i8::try_from(numeral(word).filter(|_| word.len() > 3)?).ok()?,
            },
        };
        (1..=31).contains(&day).then_some(day)
    }
}

fn gap_of(c: char) -> Gap {
    match c {
        '.' | ';' | '!' | '?' | '\n' | '…' | '¿' | '¡' => Gap::Stop,
        ',' | '(' | ')' | '-' | '–' | '—' | ':' | '/' => Gap::Comma,
        _ => Gap::None,
    }
}

/// A number in words.
fn numeral(word: &str) -> Option<u32> {
    Some(match word {
        "un" | "una" | "uno" | "a" | "an" | "one" => 1,
        "dos" | "two" => 2,
        "tres" | "three" => 3,
        "cuatro" | "four" => 4,
        "cinco" | "five" => 5,
        "seis" | "six" => 6,
        "siete" | "seven" => 7,
        "ocho" | "eight" => 8,
        "nueve" | "nine" => 9,
        "diez" | "ten" => 10,
        "doce" | "twelve" => 12,
        "quince" | "fifteen" => 15,
        "veinte" | "twenty" => 20,
        "treinta" | "thirty" => 30,
        "cuarenta" | "forty" => 40,
        "sesenta" | "sixty" => 60,
        "noventa" | "ninety" => 90,
        _ => return None,
    })
}

/// The weekday that a word names, Monday first.
pub(super) fn days_of(word: &str) -> Option<i8> {
    let names = [
        ["lunes", "monday"],
        ["martes", "tuesday"],
        ["miercoles", "wednesday"],
        ["jueves", "thursday"],
        ["viernes", "friday"],
        ["sabado", "saturday"],
        ["domingo", "sunday"],
    ];
    (0..).zip(names).find(|(_, names)| names.contains(&word)).map(|(index, _)| index)
}

/// The month that a word names.
pub(super) fn month_of(word: &str) -> Option<i8> {
    let names = [
        ["enero", "january", "jan"],
        ["febrero", "february", "feb"],
        ["marzo", "march", "mar"],
        ["abril", "april", "apr"],
        ["mayo", "may", "may"],
        ["junio", "june", "jun"],
        ["julio", "july", "jul"],
        ["agosto", "august", "aug"],
        ["septiembre", "september", "setiembre"],
        ["octubre", "october", "oct"],
        ["noviembre", "november", "nov"],
        ["diciembre", "december", "dec"],
    ];
    (1..).zip(names).find(|(_, names)| names.contains(&word)).map(|(month, _)| month)
}

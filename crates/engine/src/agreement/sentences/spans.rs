//! Exact lengths of time in words: "14 días", "24 horas", "1 hora".

use rust_decimal::Decimal;

use super::Kind;
use super::prose::Prose;
use crate::time::Span;

/// Units from the longest to the shortest; weeks are said in days.
const UNITS: [(Span, [&str; 2], [&str; 2]); 4] = [
    (Span::DAY, ["día", "días"], ["day", "days"]),
    (Span::HOUR, ["hora", "horas"], ["hour", "hours"]),
    (Span::MINUTE, ["minuto", "minutos"], ["minute", "minutes"]),
    (Span::SECOND, ["segundo", "segundos"], ["second", "seconds"]),
];

/// "día" in both numbers and both languages.
pub(super) const DAYS: ([&str; 2], [&str; 2]) = (UNITS[0].1, UNITS[0].2);

impl Prose<'_> {
    /// `span` as an editable value.
    pub(super) fn span(&mut self, key: &str, span: Span) {
        let text = self.span_text(span);
        self.value(Kind::Duration, key, text);
    }

    /// "en los últimos 14 días", "in the last 14 days". A single unit is said in the next smaller
    /// one, so that the article is always the plural.
    pub(super) fn in_the_last(&mut self, key: &str, span: Span) {
        let unit = unit_of(span);
        let is_single = span == UNITS[unit].0;
        let unit = if is_single { (unit + 1).min(UNITS.len() - 1) } else { unit };
        let is_hours = unit == 1;
        self.say(if is_hours { "en las últimas " } else { "en los últimos " }, "in the last ");
        let text = self.in_unit(span, unit);
        self.value(Kind::Duration, key, text);
    }

    /// `span` in the longest unit that it is a whole number of.
    pub(super) fn span_text(&self, span: Span) -> String {
        self.in_unit(span, unit_of(span))
    }

    /// `count` and the word that agrees with it.
    pub(super) fn counted(&self, count: u64, es: [&str; 2], en: [&str; 2]) -> String {
        let [one, many] = if self.is_spanish() { es } else { en };
        let number = self.pack.numbers().decimal(Decimal::from(count));
        format!("{number} {}", if count == 1 { one } else { many })
    }

    fn in_unit(&self, span: Span, unit: usize) -> String {
        let (length, es, en) = UNITS[unit];
        let count = Decimal::from(span.micros()) / Decimal::from(length.micros());
        let [one, many] = if self.is_spanish() { es } else { en };
        let number = self.pack.numbers().decimal(count);
        format!("{number} {}", if count == Decimal::ONE { one } else { many })
    }
}

fn unit_of(span: Span) -> usize {
    let is_whole = |unit: &(Span, _, _)| span.micros() % unit.0.micros() == 0 && span != Span::ZERO;
    UNITS.iter().position(is_whole).unwrap_or(UNITS.len() - 1)
}

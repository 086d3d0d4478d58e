//! Section 8: rules with points, caps, half-lives and grades.

use rust_decimal::Decimal;

use super::phrases::last_alone;
use super::prose::{Join, Prose};
use super::{Kind, Token};
use crate::agreement::condition::Pattern;
use crate::agreement::score::{Band, Bands, EngagementRule, FitRule, HalfLife};
use crate::time::Span;

impl Prose<'_> {
    /// What holds for all fit rules.
    pub(super) fn fit_frame(&mut self, cap: Option<i64>) {
        let Some(cap) = cap else {
            return self.say("el perfil no tiene tope", "fit has no upper bound");
        };
        self.say("el perfil llega como mucho a ", "fit is at most ");
        self.points("cap", cap);
    }

    /// What holds for all engagement rules.
    pub(super) fn engagement_frame(&mut self, cap: Option<i64>, half_life: Option<HalfLife>) {
        match cap {
            Some(cap) => {
                self.say("el interés llega como mucho a ", "interest is at most ");
                self.points("cap", cap);
            }
            None => self.say("el interés no tiene tope", "interest has no upper bound"),
        }
        match half_life {
            Some(HalfLife::Of(span)) => {
                self.say(
                    "; lo que suma una regla pierde la mitad de su valor cada ",
                    "; what a rule adds loses half its worth every ",
                );
                self.span("half_life", span);
                self.say(", salvo que la regla diga otra cosa", ", unless the rule says otherwise");
            }
            Some(HalfLife::Never) | None => {
                self.say(
                    "; lo que suma una regla conserva su valor, salvo que la regla diga otra cosa",
                    "; what a rule adds keeps its worth, unless the rule says otherwise",
                );
            }
        }
    }

    pub(super) fn fit_rule(&mut self, rule: &FitRule) {
        self.gives(rule.points);
        self.say(" si ", " if ");
        self.under("when", |p| p.condition(&rule.when));
    }

    pub(super) fn engagement_rule(&mut self, rule: &EngagementRule) {
        self.gives(rule.points);
        self.say(" por ", " for ");
        self.patterns(&rule.when);
        if let Some(every) = rule.every {
            self.say(", como mucho una vez ", ", at most once ");
            self.every("every", every);
        }
        if let Some(at_most) = rule.at_most {
            let is_both = rule.every.is_some();
            self.say(
                if is_both { " y hasta " } else { ", hasta " },
                if is_both { " and up to " } else { ", up to " },
            );
            self.points("at_most", at_most);
            self.say(" en total", " in total");
        }
        match rule.half_life {
            Some(HalfLife::Of(span)) => {
                self.say(". Pierde la mitad de su valor cada ", ". It loses half its worth every ");
                self.span("half_life", span);
            }
            Some(HalfLife::Never) => {
                self.text(". ");
                let keeps = self.either("Conserva su valor", "It keeps its worth");
                self.value(Kind::Choice, "half_life", keeps);
            }
            None => {}
        }
        if let Some(within) = rule.within {
            self.say(". Cuenta durante ", ". It counts for ");
            self.span("within", within);
        }
    }

    pub(super) fn bands(&mut self, bands: &Bands) {
        self.say(
            "el grado, como A1, junta la letra del perfil y el número del interés",
            "the grade, such as A1, is the letter of fit and the number of interest",
        );
        self.say(". Perfil: ", ". Fit: ");
        self.under("fit", |p| p.scale(&bands.fit));
        self.say(". Interés: ", ". Interest: ");
        self.under("engagement", |p| p.scale(&bands.engagement));
    }

    fn scale(&mut self, bands: &[Band]) {
        let items = bands.iter().map(|band| {
            self.apart(|p| {
                p.text(&band.name);
                p.say(" desde ", " from ");
                let number = p.pack.numbers().decimal(Decimal::from(band.at_least));
                p.named_value(Kind::Number, &band.name, number);
            })
        });
        let items = items.collect();
        self.list(items, Join::And);
    }

    /// "suma 20 puntos", "resta 10 puntos".
    fn gives(&mut self, points: Decimal) {
        if points.is_sign_negative() && !points.is_zero() {
            self.say("resta ", "takes away ");
        } else {
            self.say("suma ", "adds ");
        }
        let count = points.abs();
        let number = self.pack.numbers().decimal(count);
        let [one, many] = if self.is_spanish() { ["punto", "puntos"] } else { ["point", "points"] };
        let unit = if count == Decimal::ONE { one } else { many };
        self.value(Kind::Number, "points", format!("{number} {unit}"));
    }

    pub(super) fn points(&mut self, key: &str, points: i64) {
        let number = self.pack.numbers().decimal(Decimal::from(points));
        let unit = match (self.is_spanish(), points) {
            (true, 1) => "punto",
            (true, _) => "puntos",
            (false, 1) => "point",
            (false, _) => "points",
        };
        self.value(Kind::Number, key, format!("{number} {unit}"));
    }

    /// "visitar una página o pasar por el stand".
    fn patterns(&mut self, patterns: &[Pattern]) {
        let is_plain = patterns.iter().all(|pattern| pattern.properties.is_empty())
            && self.is_one_verb(patterns);
        let mut noun_before = "";
        let mut whole_before: Vec<Token> = Vec::new();
        let mut items = Vec::with_capacity(patterns.len());
        for (index, pattern) in patterns.iter().enumerate() {
            let place =
                if let [_] = patterns { "when".to_owned() } else { format!("when.any.{index}") };
            let mut item = Vec::new();
            self.under(place, |p| {
                let happening = p.happening(pattern);
                item = p.apart(|p| {
                    if noun_before != happening.verb.noun {
                        p.text(happening.verb.noun);
                        p.text(" ");
                    }
                    p.tokens(happening.rest);
                });
                noun_before = if is_plain { happening.verb.noun } else { "" };
            });
            let short = last_alone(&whole_before, &item);
            whole_before = item.clone();
            items.push(short.unwrap_or(item));
        }
        self.list(items, Join::Or);
    }

    /// Whether a verb said once would serve for all.
    fn is_one_verb(&mut self, patterns: &[Pattern]) -> bool {
        let mut nouns = patterns.iter().map(|pattern| self.happening(pattern).verb.noun);
        let first = nouns.next();
        nouns.all(|noun| Some(noun) == first)
    }

    /// "cada 7 días", "al día".
    pub(super) fn every(&mut self, key: &str, span: Span) {
        let (es, en) = match span {
            Span::DAY => ("al día", "a day"),
            Span::HOUR => ("por hora", "an hour"),
            Span::WEEK => ("por semana", "a week"),
            _ => {
                self.say("cada ", "every ");
                return self.span(key, span);
            }
        };
        let text = self.either(es, en);
        self.value(Kind::Duration, key, text);
    }
}

//! What people like somebody came to: in words first, as a hundred dots, and with how many they are.

use std::fmt::Write as _;

use runtime::chances::{Chances, ENOUGH, SURE_PERCENT, wilson};

use crate::error::encoded;
use crate::words::Words;

/// What is to be expected of somebody.
#[derive(Debug, Clone)]
pub(crate) struct Expect {
    /// The interval, drawn; none where there is too little to draw.
    pub(crate) dots: Option<Dots>,
    /// The interval in words; empty where there is none.
    pub(crate) between: String,
    /// Of whom, or why there is no interval.
    pub(crate) text: String,
    /// From how many, and how sure.
    pub(crate) from: String,
    /// The list of those who are counted, and what its link says.
    pub(crate) link: Option<(String, String)>,
}

/// A hundred dots in ten rows: those that surely reach it, those that may, and the rest, each as
/// the path of an SVG of 89 by 89.
#[derive(Debug, Clone)]
pub(crate) struct Dots {
    pub(crate) sure: String,
    pub(crate) maybe: String,
    pub(crate) rest: String,
}

impl Expect {
    pub(crate) fn of(chances: Option<&Chances>, w: &Words) -> Expect {
        let alone = |text: String| Expect {
            dots: None,
            between: String::new(),
            text,
            from: String::new(),
            link: None,
        };
        let Some(Chances { grade, reached, of }) = chances else {
            return alone(w.t("expect-later"));
        };
        let (reached, of) = (*reached, *of);
        let href = format!("/contactos?como={}", encoded(grade));
        let link = (of > 0).then(|| (href, w.count("expect-see", of)));
        if of < ENOUGH {
            // A share of so few would be read as more than it is.
            return Expect { link, ..alone(w.count("expect-none", ENOUGH - of)) };
        }
        let (low, high) = wilson(reached, of);
        let (reached, of) = (w.number(reached), w.number(of));
        let sure = ("sure", w.percent(SURE_PERCENT));
        Expect {
            dots: Some(Dots::between(low, high)),
            between: w.t2("expect-between", "low", low, "high", high),
            text: w.t("expect-who"),
            from: w.with("expect-from", &[("reached", reached), ("of", of), sure]),
            link,
        }
    }
}

impl Dots {
    fn between(low: u64, high: u64) -> Dots {
        let path = |range: std::ops::Range<u64>| {
            let mut path = String::new();
            for dot in range {
                // A String takes everything that is written to it.
                write!(path, "M{} {}h0", 4 + 9 * (dot % 10), 4 + 9 * (dot / 10)).ok();
            }
            path
        };
        let high = high.clamp(low, 100);
        Dots { sure: path(0..low), maybe: path(low..high), rest: path(high..100) }
    }
}

#[cfg(test)]
mod tests {
    use engine::agreement::Language;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::words::Catalogue;

    #[test]
    fn with_too_few_alike_it_says_how_many_are_missing_and_no_share() {
        let words = Catalogue::load().words("ES", Language::Es, TimeZone::UTC);
        let of = |reached, of| {
            let chances = Chances { grade: "B2".to_owned(), reached, of };
            let Expect { text, from, link, .. } = Expect::of(Some(&chances), &words);
            (text + &from, link.map(|(_, says)| says).unwrap_or_default())
        };
        let none = "Aún no hay historia para estimar ";
        assert_eq!(of(0, 0), (format!("{none}(faltan 30 contactos parecidos)."), String::new()));
        let one = (format!("{none}(faltan 29 contactos parecidos)."), "Ver a ese".to_owned());
        assert_eq!(of(0, 1), one);
        let last = (format!("{none}(falta 1 contacto parecido)."), "Ver a esos 29".to_owned());
        assert_eq!(of(9, 29), last);
        assert!(of(9, 30).0.contains("9 de los 30 ya cerrados"), "{:?}", of(9, 30));
    }

    #[test]
    fn a_hundred_dots_are_drawn_whatever_the_interval() {
        for (low, high) in [(0, 0), (31, 45), (100, 100), (0, 100)] {
            let dots = Dots::between(low, high);
            let count = |path: &str| path.matches('M').count() as u64;
            assert_eq!((count(&dots.sure), count(&dots.maybe)), (low, high - low));
            assert_eq!(count(&dots.rest), 100 - high);
        }
        assert!(Dots::between(31, 45).maybe.starts_with("M13 31h0"), "as the drawing has it");
    }
}

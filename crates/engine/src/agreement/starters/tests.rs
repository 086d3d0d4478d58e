//! Every starter, in every country and language, is whole and reads well.

use super::{Funnel, Starter, default_for, starter};
use crate::agreement::parse::parse;
use crate::agreement::sealed::Agreement;
use crate::agreement::vocabulary::Pack;
use crate::agreement::{Language, sentences};

const COUNTRIES: [&str; 9] = ["ES", "MX", "CO", "AR", "CL", "PE", "US", "GB", "??"];

/// Every starter with its text, told by name.
fn each(mut check: impl FnMut(&str, &str, &Pack)) {
    for trade in Starter::ALL {
        for funnel in Funnel::ALL {
            for language in [Language::Es, Language::En] {
                for country in COUNTRIES {
                    let name = format!("{trade:?} {funnel:?} {language:?} {country}");
                    let text = starter(trade, funnel, language, country);
                    check(&name, &text, &Pack::for_country(country, language));
                }
            }
        }
    }
}

#[test]
fn all_are_read_without_a_problem_and_can_judge() {
    each(|name, text, _| {
        let (document, problems) = parse(text);
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(problems.is_empty(), "{name}: {problems:#?}");
        let sealed = Agreement::seal(document, 1);
        assert!(sealed.is_ok(), "{name}: {:?}", sealed.err());
    });
}

#[test]
fn all_are_read_as_sentences_without_ids_marks_or_the_other_language() {
    each(|name, text, pack| {
        let (document, _) = parse(text);
        let said = sentences::to_text(&document, pack);
        for mark in ["{", "}", "⟦", "⟧", "_", " .", " ,", ",,", "..", "  –  ", "undefined"] {
            let place = said.lines().find(|line| line.trim().contains(mark));
            assert_eq!(place, None, "{name}: {mark:?}");
        }
        let foreign: &[&str] = match pack.language() {
            Language::Es => &[" if ", " the ", " they ", " and ", " points"],
            Language::En => &[" si ", " el ", " los ", " una ", " puntos"],
        };
        for word in foreign {
            let place = said.lines().find(|line| line.contains(word));
            assert_eq!(place, None, "{name}: {word:?}");
        }
    });
}

#[test]
fn every_country_gets_its_own_words() {
    let text = |country| default_for(country);
    assert!(text("ES").contains("Pidió demo o presupuesto"));
    assert!(text("ES").contains("Lead cualificado por marketing (MQL)"));
    assert!(text("MX").contains("Pidió demo o cotización"));
    assert!(text("MX").contains("Prospecto calificado por marketing (MQL)"));
    assert!(text("MX").contains("time_zone: America/Mexico_City\ncurrency: MXN"));
    assert!(text("US").contains("language: en"));
}

//! The catalogue of traits as phrases: what is known about a contact and their company.
//!
//! Well-known traits are said as people say them ("trabaja en la competencia"); any other is
//! named and compared ("el dato «flota» es al menos 25"). Nothing here says or supposes anybody's
//! gender.

use super::phrases::Phrase;
use super::places;
use super::prose::{Join, Prose, joined};
use super::trait_words::{AREAS, LEVELS, label};
use super::{Kind, Token, operators::key_of};
use crate::agreement::condition::{Operand, Test, Tests, Whose};
use rust_decimal::Decimal;

impl Prose<'_> {
    /// What is asked of a trait.
    pub(super) fn trait_phrase(
        &mut self,
        whose: Whose,
        id: &str,
        tests: &Tests,
        is_negated: bool,
    ) -> Phrase {
        if let ([test], false) = (tests.all.as_slice(), tests.exact)
            && let Some(phrase) = self.known_trait(whose, id, test, is_negated)
        {
            return phrase;
        }
        let label = label(whose, id, self.pack.language());
        let rest = self.apart(|p| {
            match (whose, label) {
                (_, Some(label)) => p.value(Kind::Name, key(whose), label),
                (Whose::Person, None) => {
                    p.say("el dato ", "the field ");
                    p.quoted_value(key(whose), id);
                }
                (Whose::Account, None) => {
                    p.say("el dato de empresa ", "the company field ");
                    p.quoted_value(key(whose), id);
                }
            }
            p.text(" ");
            p.tests(tests, is_negated);
        });
        Phrase::with_subject(rest)
    }

    fn known_trait(
        &mut self,
        whose: Whose,
        id: &str,
        test: &Test,
        is_negated: bool,
    ) -> Option<Phrase> {
        let key = key_of(test);
        let (values, is_so): (&[Operand], bool) = match test {
            Test::Is(operand) => (std::slice::from_ref(operand), !is_negated),
            Test::IsNot(operand) => (std::slice::from_ref(operand), is_negated),
            Test::In(operands) => (operands, !is_negated),
            Test::NotIn(operands) => (operands, is_negated),
            Test::Exists(exists) => (&[], *exists != is_negated),
            _ => (&[], !is_negated),
        };
        let is_choice = !values.is_empty();
        let exists = matches!(test, Test::Exists(_));
        match (whose, id, test) {
            (Whose::Person, "job_level", _) if is_choice => self.job_level(key, values, is_so),
            (Whose::Person, "job_area", _) if is_choice => {
                let areas = self.named(values, AREAS);
                Some(self.verbal(
                    is_so,
                    ["trabaja ", "no trabaja "],
                    ["work ", "do not work "],
                    |p| {
                        p.say("en ", "in ");
                        p.value(Kind::List, key, areas);
                    },
                ))
            }
            (Whose::Person, "country", _) if is_choice => {
                let countries = self.countries(values);
                Some(self.verbal(is_so, ["está ", "no está "], ["are ", "are not "], |p| {
                    p.say("en ", "in ");
                    p.value(Kind::List, key, countries);
                }))
            }
            (Whose::Person, "email" | "phone" | "mobile", _) if exists => {
                let thing = match id {
                    "email" => self.either("su correo", "their email"),
                    "phone" => self.either("su teléfono", "their phone"),
                    _ => self.either("su móvil", "their mobile"),
                };
                let thing = if id == "mobile" && self.is_spanish() {
                    format!("su {}", self.pack.word(crate::agreement::vocabulary::Term::Mobile).one)
                } else {
                    thing.to_owned()
                };
                Some(self.verbal(
                    is_so,
                    ["dejó ", "no dejó "],
                    ["left ", "did not leave "],
                    |p| {
                        p.value(Kind::Choice, "exists", thing);
                    },
                ))
            }
            (Whose::Person, "email_domain", Test::InList(list)) => self.domain_list(list, is_so),
            (Whose::Person, "decisor" | "decision_maker", Test::Is(Operand::Bool(truth))) => {
                let decides = self.either("en la decisión de compra", "in the buying decision");
                let is_so = is_so == *truth;
                Some(self.verbal(
                    is_so,
                    ["participa ", "no participa "],
                    ["take part ", "do not take part "],
                    |p| p.value(Kind::Choice, key, decides),
                ))
            }
            (Whose::Person, "wants_demo", Test::Is(Operand::Bool(truth))) => {
                let demo = self.either("una demo", "a demo");
                let is_so = is_so == *truth;
                Some(self.verbal(
                    is_so,
                    ["quiere ", "no quiere "],
                    ["want ", "do not want "],
                    |p| p.value(Kind::Choice, key, demo),
                ))
            }
            (Whose::Person, "budget", _) if exists => {
                Some(self.verbal(is_so, ["tiene ", "no tiene "], ["have ", "do not have "], |p| {
                    let money = p.either("dinero asignado", "money assigned");
                    p.value(Kind::Choice, key, money);
                }))
            }
            (
                Whose::Person,
                "budget",
                Test::AtLeast(Operand::Number(amount)) | Test::MoreThan(Operand::Number(amount)),
            ) => {
                let bound = self.bound_of_money(test, *amount, is_negated);
                Some(self.verbal(true, ["tiene ", ""], ["have ", ""], |p| {
                    p.say("asignado ", "");
                    p.tokens(bound);
                    p.say("", " assigned");
                }))
            }
            (Whose::Account, "employees", _) => self.employees(test, is_negated),
            (Whose::Account, "industry", _) if is_choice => {
                let sectors = self.plain(values);
                let is_one = values.len() == 1;
                Some(self.verbal(
                    is_so,
                    ["trabaja ", "no trabaja "],
                    ["work ", "do not work "],
                    |p| {
                        p.say("en el sector ", "in ");
                        p.value(if is_one { Kind::Text } else { Kind::List }, key, sectors);
                    },
                ))
            }
            (Whose::Account, "country", _) if is_choice => {
                let countries = self.countries(values);
                Some(self.verbal(
                    is_so,
                    ["trabaja ", "no trabaja "],
                    ["work ", "do not work "],
                    |p| {
                        p.say("en una empresa de ", "at a company in ");
                        p.value(Kind::List, key, countries);
                    },
                ))
            }
            (Whose::Account, "owner", _) if exists => {
                let kept = if is_so {
                    self.either("que ya tiene responsable", "that already has an owner")
                } else {
                    self.either("que aún no tiene responsable", "that has no owner yet")
                };
                Some(self.verbal(true, ["trabaja ", ""], ["work ", ""], |p| {
                    p.say("en una empresa ", "at a company ");
                    p.value(Kind::Choice, key, kept);
                }))
            }
            _ => None,
        }
    }

    /// A verb with the contact as its subject.
    fn verbal(
        &mut self,
        is_so: bool,
        es: [&'static str; 2],
        en: [&'static str; 2],
        rest: impl FnOnce(&mut Self),
    ) -> Phrase {
        let index = usize::from(!is_so);
        let verb = self.either(es[index], en[index]);
        let rest = self.apart(rest);
        if is_so { Phrase::verb(verb, rest) } else { Phrase::repeated(verb, rest) }
    }

    /// "al menos 12.000 €", in the agreement's currency.
    fn bound_of_money(&mut self, test: &Test, amount: Decimal, is_negated: bool) -> Vec<Token> {
        self.apart(|p| {
            match (matches!(test, Test::AtLeast(_)), is_negated) {
                (true, false) => p.say("al menos ", "at least "),
                (true, true) => p.say("menos de ", "less than "),
                (false, false) => p.say("más de ", "more than "),
                (false, true) => p.say("como mucho ", "at most "),
            }
            let text = match p.names.currency() {
                Some(currency) => p.pack.numbers().money(amount, currency),
                None => p.pack.numbers().decimal(amount),
            };
            p.value(Kind::Number, key_of(test), text);
        })
    }

    fn job_level(&mut self, key: &str, values: &[Operand], is_so: bool) -> Option<Phrase> {
        let mut said: Vec<String> = Vec::new();
        let mut verb_before = "";
        for value in values {
            let Operand::Text(level) = value else { return None };
            let row = LEVELS.iter().find(|row| row.0 == level)?;
            let [verb, denied, rest] = if self.is_spanish() { row.1 } else { row.2 };
            let verb = if is_so { verb } else { denied };
            let text = if verb == verb_before { rest.to_owned() } else { format!("{verb}{rest}") };
            verb_before = verb;
            said.push(text.trim_end().to_owned());
        }
        let join = if is_so { Join::Or } else { Join::And };
        let text = joined(&said, join, self.is_spanish());
        let rest = self.apart(|p| p.value(Kind::List, key, text));
        Some(Phrase::repeated("", rest))
    }

    fn domain_list(&mut self, list: &str, is_so: bool) -> Option<Phrase> {
        let (es, en, es_list, en_list) = match list {
            "free_mail" => (
                ["usa ", "no usa "],
                ["use ", "do not use "],
                "un correo gratuito",
                "a free mail address",
            ),
            "disposable_mail" => (
                ["usa ", "no usa "],
                ["use ", "do not use "],
                "un correo desechable",
                "a disposable mail address",
            ),
            "competitors" => (
                ["trabaja ", "no trabaja "],
                ["work ", "do not work "],
                "en la competencia",
                "at a competitor",
            ),
            _ => return None,
        };
        let name = self.either(es_list, en_list);
        Some(self.verbal(is_so, es, en, |p| p.value(Kind::Name, "in_list", name)))
    }

    fn employees(&mut self, test: &Test, is_negated: bool) -> Option<Phrase> {
        match test {
            Test::AtLeast(_) | Test::AtMost(_) | Test::MoreThan(_) | Test::LessThan(_) => {
                Some(self.verbal(true, ["trabaja ", ""], ["work ", ""], |p| {
                    p.say("en una empresa de ", "at a company with ");
                    p.bound(test, is_negated);
                    p.say(" personas", " people");
                }))
            }
            Test::Between(low, high) => Some(self.verbal(
                !is_negated,
                ["trabaja ", "no trabaja "],
                ["work ", "do not work "],
                |p| {
                    p.say("en una empresa de entre ", "at a company with between ");
                    p.operand("between.0", low);
                    p.say(" y ", " and ");
                    p.operand("between.1", high);
                    p.say(" personas", " people");
                },
            )),
            Test::Exists(exists) if *exists != is_negated => {
                let size = self.either("de tamaño conocido", "of known size");
                Some(self.verbal(true, ["trabaja ", ""], ["work ", ""], |p| {
                    p.say("en una empresa ", "at a company ");
                    p.value(Kind::Choice, "exists", size);
                }))
            }
            _ => None,
        }
    }

    fn countries(&self, values: &[Operand]) -> String {
        let language = self.pack.language();
        let names: Vec<String> = values
            .iter()
            .map(|value| match value {
                Operand::Text(code) => places::country_name(code, language)
                    .map_or_else(|| self.quoted(code), str::to_owned),
                other => self.operand_text(other),
            })
            .collect();
        joined(&names, Join::Or, self.is_spanish())
    }

    fn named(&self, values: &[Operand], table: &[(&str, &str, &str)]) -> String {
        let names: Vec<String> = values
            .iter()
            .map(|value| match value {
                Operand::Text(id) => match table.iter().find(|row| row.0 == id) {
                    Some((_, es, en)) => self.either(es, en).to_owned(),
                    None => self.quoted(id),
                },
                other => self.operand_text(other),
            })
            .collect();
        joined(&names, Join::Or, self.is_spanish())
    }

    /// Values as they are written, without quotation marks.
    fn plain(&self, values: &[Operand]) -> String {
        let texts: Vec<String> = values
            .iter()
            .map(|value| match value {
                Operand::Text(text) => text.clone(),
                other => self.operand_text(other),
            })
            .collect();
        joined(&texts, Join::Or, self.is_spanish())
    }
}

/// The key of the trait's id in the text of the agreement.
fn key(whose: Whose) -> &'static str {
    match whose {
        Whose::Person => "trait",
        Whose::Account => "account",
    }
}

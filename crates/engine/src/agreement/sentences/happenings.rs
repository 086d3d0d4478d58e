//! Events of a pattern as a phrase: "pasó por el stand con interés «alto»".

use super::events::{self, EventPhrase, Verb};
use super::operators::key_of;
use super::prose::{Join, Prose, joined};
use super::{Kind, Token};
use crate::agreement::condition::{Operand, Pattern, Test, Tests};

/// A pattern in words: the verb, and what follows it.
pub(super) struct Happening {
    pub(super) verb: Verb,
    pub(super) rest: Vec<Token>,
}

impl Prose<'_> {
    /// The pattern whose parts stand at `event` and `where` below the current place.
    pub(super) fn happening(&mut self, pattern: &Pattern) -> Happening {
        let (verb, object, told) = self.verb_and_object(pattern);
        let mut details: Vec<Vec<Token>> = Vec::new();
        for (index, (property, tests)) in pattern.properties.iter().enumerate() {
            for test in tests.all.iter().filter(|_| Some(index) != told) {
                details.push(self.apart(|p| p.under("where", |p| p.detail(property, test))));
            }
            if tests.exact {
                details.push(self.apart(|p| {
                    p.say(
                        "con las mismas mayúsculas y acentos",
                        "with the same capitals and accents",
                    );
                }));
            }
        }
        let rest = self.apart(|p| {
            p.tokens(object);
            if !details.is_empty() {
                p.text(" ");
                p.list(details, Join::And);
            }
        });
        Happening { verb, rest }
    }

    /// The object, and the property that it already tells.
    fn verb_and_object(&mut self, pattern: &Pattern) -> (Verb, Vec<Token>, Option<usize>) {
        let Some(event) = &pattern.event else {
            let thing = self.either("algo", "something").to_owned();
            let object = self.apart(|p| p.value(Kind::Name, "event", thing));
            return (events::do_verb(self.pack), object, None);
        };
        let Some(EventPhrase { verb, object }) = events::phrase(event, self.pack) else {
            let name = self.quoted(event);
            let object = self.apart(|p| p.value(Kind::Name, "event", name));
            return (events::do_verb(self.pack), object, None);
        };
        for (index, (property, tests)) in pattern.properties.iter().enumerate() {
            let [test] = tests.all.as_slice() else { continue };
            let told = self.apart(|p| p.under("where", |p| p.object(event, property, test)));
            if !told.is_empty() {
                let is_message = event == "message_received";
                let verb = if is_message { events::write_verb(self.pack) } else { verb };
                return (verb, told, Some(index));
            }
        }
        let object = self.apart(|p| p.value(Kind::Name, "event", object));
        (verb, object, None)
    }

    /// An object that says a property better than "con …" does; nothing where there is none.
    fn object(&mut self, event: &str, property: &str, test: &Test) {
        let key = format!("{property}.{}", key_of(test));
        match (event, property, test) {
            ("page", "path" | "url" | "title", Test::Is(_) | Test::In(_)) => {
                self.say("la página ", "the page ");
                self.property_values(&key, property, test);
            }
            ("page", "path" | "url" | "title", _) => {
                self.say("una página que ", "a page that ");
                self.under(property, |p| p.test(test, false));
            }
            ("form_submitted" | "form_started", "form", Test::Is(_) | Test::In(_)) => {
                self.say("el formulario ", "the form ");
                self.property_values(&key, property, test);
            }
            ("content_downloaded", "asset", Test::Is(_) | Test::In(_)) => {
                self.property_values(&key, property, test);
            }
            ("content_downloaded", "format", Test::Is(_) | Test::In(_))
                if self.are_known(property, test) =>
            {
                self.property_values(&key, property, test);
            }
            ("message_received", "channel", Test::Is(_) | Test::In(_)) => {
                self.say("por ", "by ");
                self.property_values(&key, property, test);
            }
            ("product_viewed", "product", Test::Is(_) | Test::In(_)) => {
                self.say("el producto ", "the product ");
                self.property_values(&key, property, test);
            }
            _ => {}
        }
    }

    /// What is asked of a property, after the object: "con interés «alto»".
    pub(super) fn detail(&mut self, property: &str, test: &Test) {
        let key = format!("{property}.{}", key_of(test));
        if let ("minutes" | "seconds", Test::AtLeast(_) | Test::MoreThan(_)) = (property, test) {
            self.say("durante ", "for ");
            self.under(property, |p| p.bound(test, false));
            return match property {
                "minutes" => self.say(" minutos", " minutes"),
                _ => self.say(" segundos", " seconds"),
            };
        }
        if let ("wants_demo", Test::Is(Operand::Bool(is_wanted))) = (property, test) {
            let asking = if *is_wanted {
                self.either("pidiendo una demo", "asking for a demo")
            } else {
                self.either("sin pedir una demo", "without asking for a demo")
            };
            return self.value(Kind::Choice, &key, asking);
        }
        if let ("channel", Test::Is(Operand::Text(_)) | Test::In(_)) = (property, test) {
            self.say("por ", "through ");
            return self.property_values(&key, property, test);
        }
        // A kind says it all: "en una visita", "por llamada".
        if let ("kind", Test::Is(_) | Test::In(_)) = (property, test)
            && self.are_known(property, test)
        {
            return self.property_values(&key, property, test);
        }
        let language = self.pack.language();
        let label = match events::property(property, language) {
            Some(label) => label.to_owned(),
            None => self.quoted(property),
        };
        // The two properties that people write as one thing of many.
        let una = if matches!(property, "notes" | "question") { "una " } else { "" };
        let article = if events::property(property, language).is_none() {
            ""
        } else if label.starts_with(['a', 'e', 'i', 'o', 'u']) {
            "an "
        } else {
            "a "
        };
        match test {
            Test::Is(Operand::Bool(is_so)) | Test::Exists(is_so) => {
                let with =
                    if *is_so { self.either("con", "with") } else { self.either("sin", "without") };
                self.value(Kind::Choice, &key, with);
                self.text(" ");
                if *is_so {
                    self.say(una, article);
                }
                self.text(&label);
            }
            Test::Is(_) | Test::In(_) => {
                self.say("con ", "with ");
                self.text(&format!("{label} "));
                self.property_values(&key, property, test);
            }
            Test::IsNot(_) | Test::NotIn(_) => {
                self.say("con ", "with ");
                self.say(una, article);
                self.text(&label);
                self.say(" que no sea ", " other than ");
                self.property_values(&key, property, test);
            }
            Test::AtLeast(_) | Test::AtMost(_) | Test::MoreThan(_) | Test::LessThan(_) => {
                self.say("con ", "with ");
                self.say(una, article);
                self.text(&label);
                self.say(" de ", " of ");
                self.under(property, |p| p.bound(test, false));
            }
            Test::Between(low, high) => {
                self.say("con ", "with ");
                self.say(una, article);
                self.text(&label);
                self.say(" de entre ", " of between ");
                self.under(property, |p| {
                    p.operand("between.0", low);
                    p.say(" y ", " and ");
                    p.operand("between.1", high);
                });
            }
            Test::Contains(_)
            | Test::StartsWith(_)
            | Test::EndsWith(_)
            | Test::Matches(_)
            | Test::InList(_) => {
                self.say("con ", "with ");
                self.say(una, article);
                self.text(&label);
                self.say(" que ", " that ");
                self.under(property, |p| p.test(test, false));
            }
        }
    }

    /// The values of a test, by name where the catalogue knows them.
    fn property_values(&mut self, key: &str, property: &str, test: &Test) {
        let operands = operands_of(test);
        let texts: Vec<String> =
            operands.iter().map(|operand| self.property_value(property, operand)).collect();
        let text = joined(&texts, Join::Or, self.is_spanish());
        let kind = if let [_] = operands { Kind::Text } else { Kind::List };
        self.value(kind, key, text);
    }

    fn property_value(&self, property: &str, operand: &Operand) -> String {
        let known = match operand {
            Operand::Text(text) => events::value(property, text, self.pack.language()),
            _ => None,
        };
        known.map_or_else(|| self.operand_text(operand), str::to_owned)
    }

    fn are_known(&self, property: &str, test: &Test) -> bool {
        operands_of(test).iter().all(|operand| {
            let Operand::Text(text) = operand else { return false };
            events::value(property, text, self.pack.language()).is_some()
        })
    }

    /// What is asked of a variable of a touch: "por LinkedIn", "con campaña «otoño»".
    pub(super) fn touch_variable(&mut self, variable: &str, tests: &Tests) {
        let details = tests.all.iter().map(|test| self.apart(|p| p.detail(variable, test)));
        let details = details.collect();
        self.list(details, Join::And);
    }
}

fn operands_of(test: &Test) -> &[Operand] {
    match test {
        Test::Is(operand) | Test::IsNot(operand) => std::slice::from_ref(operand),
        Test::In(operands) | Test::NotIn(operands) => operands,
        _ => &[],
    }
}

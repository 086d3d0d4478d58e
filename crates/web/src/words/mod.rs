//! What pages say, in the reader's language and the workspace's words.
//!
//! Messages are Fluent, one catalogue a page and language, beside the page's template. The terms of
//! the glossary come from the vocabulary pack of the country, so that a message says
//! `{ -quote }` and a reader in Madrid sees "presupuesto".

mod formats;
mod said;

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use engine::agreement::Language;
use engine::agreement::vocabulary::{Pack, Region, Term};
use engine::said::Said;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::tz::TimeZone;
use unic_langid::{LanguageIdentifier, langid};

pub use formats::{Figure, initials, is_far};

/// The catalogues of a language, one for each page.
macro_rules! catalogues {
    ($language:literal) => {
        [
            include_str!(concat!("../layout/words.", $language, ".ftl")),
            include_str!(concat!("../api/words.", $language, ".ftl")),
            include_str!(concat!("../link/words.", $language, ".ftl")),
            include_str!(concat!("../entrance/words.", $language, ".ftl")),
            include_str!(concat!("../today/words.", $language, ".ftl")),
            include_str!(concat!("../contact/words.", $language, ".ftl")),
            include_str!(concat!("../contacts/words.", $language, ".ftl")),
            include_str!(concat!("../imports/words.", $language, ".ftl")),
            include_str!(concat!("../forms/words.", $language, ".ftl")),
            include_str!(concat!("../sources/words.", $language, ".ftl")),
            include_str!(concat!("../review/words.", $language, ".ftl")),
            include_str!(concat!("../settings/words.", $language, ".ftl")),
            include_str!(concat!("../agreement/words.", $language, ".ftl")),
        ]
    };
}

/// The terms that messages may name, with the ids they have there.
const TERMS: [(&str, Term); 14] = [
    ("handoff", Term::Handoff),
    ("mql", Term::Mql),
    ("sal", Term::Sal),
    ("sql", Term::Sql),
    ("score", Term::Score),
    ("on-time", Term::OnTime),
    ("cadence", Term::Cadence),
    ("playbook", Term::Playbook),
    ("rep", Term::Rep),
    ("quote", Term::Quote),
    ("meeting", Term::Meeting),
    ("meeting-arranged", Term::MeetingArranged),
    ("spreadsheet", Term::Spreadsheet),
    ("working", Term::Working),
];

type Bundle = FluentBundle<FluentResource>;

/// Every message in every language and region.
pub struct Catalogue {
    bundles: BTreeMap<Region, Arc<Bundle>>,
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.bundles.keys()).finish()
    }
}

/// A country for each region, by which its words are found.
const REGIONS: [(&str, Language); 5] = [
    ("ES", Language::Es),
    ("MX", Language::Es),
    ("AR", Language::Es),
    ("CO", Language::Es),
    ("GB", Language::En),
];

impl Catalogue {
    /// Reads the catalogues that the program carries.
    #[must_use]
    pub fn load() -> Catalogue {
        let bundles = REGIONS.iter().map(|(country, language)| {
            let pack = Pack::for_country(country, *language);
            (pack.region(), Arc::new(bundle(&pack)))
        });
        Catalogue { bundles: bundles.collect() }
    }

    /// The words of a workspace of `country` for a reader of `language`.
    #[must_use]
    pub fn words(&self, country: &str, language: Language, zone: TimeZone) -> Words {
        let pack = Pack::for_country(country, language);
        let bundle = self.bundles.get(&pack.region()).or_else(|| self.bundles.values().next());
        let bundle = bundle.map(Arc::clone).unwrap_or_else(|| unreachable!("there are bundles"));
        let (country, people) = (country.to_owned(), Arc::default());
        Words { bundle, pack, country, zone, is_of_12_hours: false, people }
    }
}

fn bundle(pack: &Pack) -> Bundle {
    let (language, texts): (LanguageIdentifier, _) = match pack.language() {
        Language::Es => (langid!("es"), catalogues!("es")),
        Language::En => (langid!("en"), catalogues!("en")),
    };
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // Marks around what is filled in would show up in titles and files.
    bundle.set_use_isolating(false);
    for text in std::iter::once(terms(pack)).chain(texts.into_iter().map(str::to_owned)) {
        // What does not parse is left out, and the test of the catalogues says so.
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The terms of a pack: `-quote`, `-quote-many`, and with a capital `-quote-cap`.
fn terms(pack: &Pack) -> String {
    let mut text = String::new();
    for (id, term) in TERMS {
        let word = pack.word(term);
        // A String takes everything that is written to it.
        writeln!(text, "-{id} = {}\n-{id}-many = {}", word.one, word.many).ok();
        writeln!(text, "-{id}-cap = {}", formats::capitalised(word.one)).ok();
        writeln!(text, "-{id}-many-cap = {}", formats::capitalised(word.many)).ok();
    }
    text
}

/// What pages say to one reader.
#[derive(Clone)]
pub struct Words {
    bundle: Arc<Bundle>,
    /// The words of the glossary and the number formats.
    pub pack: Pack,
    /// The workspace's country, ISO 3166.
    pub country: String,
    /// Whose clock the reader goes by.
    pub zone: TimeZone,
    /// Whether they say hours from 1 to 12.
    is_of_12_hours: bool,
    /// What the people of the workspace are called, by their addresses.
    people: Arc<BTreeMap<String, String>>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("pack", &self.pack).field("zone", &self.zone).finish()
    }
}

impl Words {
    /// The same, for a workspace whose people have these names by their addresses.
    #[must_use]
    pub fn with_people(self, people: BTreeMap<String, String>) -> Words {
        Words { people: Arc::new(people), ..self }
    }

    /// The same, for a reader who says hours from 1 to 12.
    #[must_use]
    pub fn of_12_hours(self, is_of_12_hours: bool) -> Words {
        Words { is_of_12_hours, ..self }
    }

    /// What somebody of the workspace is called; their address where nobody said.
    #[must_use]
    pub fn person(&self, address: &str) -> String {
        let name = self.people.get(address).filter(|name| !name.is_empty());
        name.map_or_else(|| address.to_owned(), Clone::clone)
    }

    /// A message. One that is not in the catalogue is its own id, so that nothing is hidden.
    #[must_use]
    pub fn t(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// A message with one thing filled in.
    #[must_use]
    pub fn t1(&self, id: &str, name: &str, value: impl ToString) -> String {
        self.with(id, &[(name, value.to_string())])
    }

    /// A message with two things filled in.
    #[must_use]
    pub fn t2(
        &self,
        id: &str,
        name: &str,
        value: impl ToString,
        other_name: &str,
        other: impl ToString,
    ) -> String {
        self.with(id, &[(name, value.to_string()), (other_name, other.to_string())])
    }

    /// What an event of the catalogue is called, with what it was about. Where nobody said, a
    /// sentence that would end in the air has another: "Asistió a un seminario web".
    #[must_use]
    pub fn event(&self, name: &str, what: &str) -> String {
        let id = name.replace('_', "-");
        let bare = format!("bare-{id}");
        if what.is_empty() && self.has(&bare) {
            return self.t(&bare);
        }
        self.t1(&format!("event-{id}"), "what", what).trim().trim_end_matches(':').to_owned()
    }

    /// A message with things filled in, as texts.
    #[must_use]
    pub fn with(&self, id: &str, values: &[(&str, String)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, FluentValue::from(value.as_str()));
        }
        self.filled(id, &args)
    }

    /// A message about a number of things: `$n` chooses the plural, `$count` is how the country
    /// writes it.
    #[must_use]
    pub fn count(&self, id: &str, n: impl Borrow<u64>) -> String {
        self.count_with(id, n, &[])
    }

    /// A message about a number of things, with other things filled in as well.
    #[must_use]
    pub fn count_with(&self, id: &str, n: impl Borrow<u64>, values: &[(&str, String)]) -> String {
        let n: u64 = *n.borrow();
        let mut args = FluentArgs::new();
        args.set("n", FluentValue::from(n));
        args.set("count", FluentValue::from(self.number(n)));
        for (name, value) in values {
            args.set(*name, FluentValue::from(value.as_str()));
        }
        self.filled(id, &args)
    }

    /// A message that a number chooses the words of.
    #[must_use]
    pub fn chosen(&self, id: &str, name: &str, number: impl Into<i64>) -> String {
        let mut args = FluentArgs::new();
        args.set(name, FluentValue::from(number.into()));
        self.filled(id, &args)
    }

    /// Whether the catalogue has a message.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    fn filled(&self, id: &str, args: &FluentArgs<'_>) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            debug_assert!(false, "there is no message `{id}`");
            return id.to_owned();
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "message `{id}`: {errors:?}");
        text
    }

    /// The reader's language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.pack.language()
    }

    /// The language as documents name it.
    #[must_use]
    pub fn lang(&self) -> &'static str {
        lang_of(self.language())
    }

    /// What was said to anybody, as the reader reads it.
    #[must_use]
    pub fn said(&self, said: &Said) -> String {
        said.sentence(self.language())
    }

    /// The one of a pair of texts that the reader reads.
    #[must_use]
    pub fn choose<'a>(&self, es: &'a str, en: &'a str) -> &'a str {
        match self.language() {
            Language::Es => es,
            Language::En => en,
        }
    }
}

/// A language as documents name it.
pub(crate) fn lang_of(language: Language) -> &'static str {
    match language {
        Language::Es => "es",
        Language::En => "en",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_catalogue_parses_and_has_the_same_messages() {
        let ids = |texts: &[&str]| -> std::collections::BTreeSet<String> {
            let mut ids = std::collections::BTreeSet::new();
            for text in texts {
                let resource = FluentResource::try_new((*text).to_owned())
                    .unwrap_or_else(|(_, errors)| panic!("{errors:?} in {text}"));
                for entry in resource.entries() {
                    if let fluent_syntax::ast::Entry::Message(message) = entry {
                        assert!(
                            ids.insert(message.id.name.to_owned()),
                            "{} twice",
                            message.id.name
                        );
                    }
                }
            }
            ids
        };
        assert_eq!(ids(&catalogues!("es")), ids(&catalogues!("en")));
    }

    #[test]
    fn people_are_called_by_their_names_where_they_have_one() {
        let words = Catalogue::load().words("ES", Language::Es, TimeZone::UTC);
        let people = [("ana@uno.example", "Ana Ruiz"), ("luis@uno.example", "")];
        let people = people.map(|(address, name)| (address.to_owned(), name.to_owned()));
        let words = words.with_people(people.into_iter().collect());
        let called = ["ana@uno.example", "luis@uno.example", "eva@uno.example"];
        let called = called.map(|address| words.person(address));
        assert_eq!(called, ["Ana Ruiz", "luis@uno.example", "eva@uno.example"]);
    }

    #[test]
    fn working_days_are_called_as_the_country_does() {
        let catalogue = Catalogue::load();
        let said =
            |country: &str, id: &str| catalogue.words(country, Language::Es, TimeZone::UTC).t(id);
        assert_eq!(said("ES", "questions-day"), "En 1 día laborable");
        for country in ["MX", "AR", "CO"] {
            assert_eq!(said(country, "questions-day"), "En 1 día hábil");
            assert!(said(country, "questions-when-help").ends_with("en un día hábil."));
        }
    }

    #[test]
    fn one_trait_is_not_said_as_several() {
        let catalogue = Catalogue::load();
        let said = |country: &str, language: Language, of: u64| {
            let w = catalogue.words(country, language, TimeZone::UTC);
            w.count_with("persona-matched", of, &[("matched", "1".to_owned())])
        };
        assert_eq!(said("ES", Language::Es, 1), "coincide en 1 de 1 rasgo");
        assert_eq!(said("ES", Language::Es, 3), "coincide en 1 de 3 rasgos");
        assert_eq!(said("GB", Language::En, 1), "matches 1 of 1 trait");
        assert_eq!(said("GB", Language::En, 3), "matches 1 of 3 traits");
    }

    #[test]
    fn an_event_about_nothing_that_was_said_does_not_end_in_the_air() {
        let catalogue = Catalogue::load();
        let said = |country: &str, language: Language| {
            let w = catalogue.words(country, language, TimeZone::UTC);
            let names = include_str!("../layout/words.es.ftl").lines().filter_map(|line| {
                let (id, text) = line.split_once(" = ")?;
                text.contains("$what").then(|| id.strip_prefix("event-")).flatten()
            });
            names
                // Who is assigned is always somebody; anything else is called by its own name.
                .filter(|name| !matches!(*name, "other" | "handoff-assigned"))
                .map(|name| w.event(name, ""))
                .collect::<Vec<String>>()
        };
        let es = said("ES", Language::Es);
        assert!(es.contains(&"Asistió a un seminario web".to_owned()), "{es:?}");
        let en = said("GB", Language::En);
        assert!(en.contains(&"Attended a webinar".to_owned()), "{en:?}");
        let hangs = [
            "a",
            "en",
            "por",
            "ver",
            "Vio entero",
            "Descargó",
            "Miró",
            "of",
            "on",
            "by",
            "to",
            "for",
            "at",
            "watching",
            "Downloaded",
            "Attended",
        ];
        for title in es.iter().chain(&en) {
            let is_in_the_air = |end: &&str| title == *end || title.ends_with(&format!(" {end}"));
            assert!(!hangs.iter().any(is_in_the_air) && !title.ends_with(':'), "{title}");
        }
        assert_eq!(en.len(), es.len());
        let w = catalogue.words("ES", Language::Es, TimeZone::UTC);
        assert_eq!(w.event("webinar_attended", "«Frío»"), "Asistió a «Frío»");
    }

    #[test]
    fn a_score_and_what_is_on_time_are_called_as_the_country_does() {
        let catalogue = Catalogue::load();
        let said = |country: &str, language: Language| {
            let words = catalogue.words(country, language, TimeZone::UTC);
            ["score-word", "ledger-cap", "group-on-time"].map(|id| words.t(id))
        };
        assert_eq!(said("ES", Language::Es), ["Puntuación", "Tope de puntuación", "En plazo"]);
        assert_eq!(said("AR", Language::Es), ["Puntaje", "Tope de puntaje", "En término"]);
        assert_eq!(said("MX", Language::Es), ["Puntaje", "Tope de puntaje", "A tiempo"]);
        assert_eq!(said("AR", Language::En), ["Score", "Cap of the score", "On time"]);
    }

    #[test]
    fn a_quote_is_called_as_the_country_does() {
        let catalogue = Catalogue::load();
        let said = |country: &str, language: Language| {
            let words = catalogue.words(country, language, TimeZone::UTC);
            words.t("outcome-booked")
        };
        assert_eq!(said("ES", Language::Es), "Reunión concertada");
        assert_eq!(said("CO", Language::Es), "Cita agendada");
        assert_eq!(said("ES", Language::En), "Meeting booked");
    }
}

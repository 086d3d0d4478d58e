//! Forms that ask a little more each time, and what is worth most to the decision first.
//!
//! A form is a list of questions and a number of them that are shown at once. Which ones somebody
//! is asked is decided by [`ask()`] from what is known of them, what they would rather not say, and
//! what each answer is worth under the agreement in force. What they send goes in at the same door
//! as everything else.

mod ask;
mod check;
mod kept;
pub(crate) mod owed;
mod pending;
mod reading;
mod sealing;
mod send;
mod talk;
mod templates;
mod views;
mod visitor;
mod worth;

use engine::agreement::Language;
use engine::agreement::condition::Whose;
use serde::{Deserialize, Serialize};

pub use ask::{ASKED_AGAIN_AFTER, Visitor, ask, queue};
pub use check::{Problem, check};
pub use kept::{Earlier, Kept, Text, public_name};
pub use owed::{Owed, Owing};
pub use pending::Pending;
pub(crate) use pending::forget_confirmations;
pub use sealing::{Link, Started, Ticket};
pub use send::{Page, Sending, Sent};
pub use talk::{Topic, topics};
pub use templates::{TEMPLATES, template};
pub(crate) use views::Viewing;
pub use views::Views;
pub use visitor::{declining, knows};
pub use worth::{Worth, Worths};

/// Questions that are shown at once where nobody says how many.
pub const VISIBLE: usize = 4;

/// A text in Spanish and in English; either may be left out, and then the other stands for both.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Both {
    /// In Spanish.
    pub es: String,
    /// In English.
    pub en: String,
}

impl Both {
    /// The same said twice.
    #[must_use]
    pub fn new(es: &str, en: &str) -> Both {
        Both { es: es.to_owned(), en: en.to_owned() }
    }

    /// The text for a reader.
    #[must_use]
    pub fn of(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::Es => (&self.es, &self.en),
            Language::En => (&self.en, &self.es),
        };
        if first.trim().is_empty() { second.trim() } else { first.trim() }
    }

    /// Whether nothing is said in either.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.es.trim().is_empty() && self.en.trim().is_empty()
    }

    pub(crate) fn has(&self, language: Language) -> bool {
        let text = match language {
            Language::Es => &self.es,
            Language::En => &self.en,
        };
        !text.trim().is_empty()
    }
}

/// A form as it is edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    /// Its name in addresses: small letters, digits and hyphens.
    pub slug: String,
    /// What people here call it, and agreements name it by.
    pub name: String,
    /// The language that is shown where a reader's own is not there.
    #[serde(with = "language_id")]
    pub language: Language,
    /// What stands over it.
    pub title: Both,
    /// What stands beneath the title.
    pub intro: Both,
    /// What the button says.
    pub button: Both,
    /// What it may ask.
    pub questions: Vec<Question>,
    /// How many questions are shown at once.
    pub visible: usize,
    /// Who is responsible for what is sent, and what for.
    pub notice: Both,
    /// What somebody may consent to.
    pub consents: Vec<Consent>,
    /// Whether a consent counts only once it was confirmed by a link.
    pub is_double: bool,
    /// What is said once it is sent.
    pub thanks: Both,
    /// Where the browser goes then, in place of the page of thanks.
    pub thanks_url: String,
    /// Whether the page of thanks asks one question more.
    pub goes_on: bool,
}

impl Default for Form {
    fn default() -> Form {
        Form {
            slug: String::new(),
            name: String::new(),
            language: Language::Es,
            title: Both::default(),
            intro: Both::default(),
            button: Both::default(),
            questions: Vec::new(),
            visible: VISIBLE,
            notice: Both::default(),
            consents: Vec::new(),
            is_double: false,
            thanks: Both::default(),
            thanks_url: String::new(),
            goes_on: false,
        }
    }
}

impl Form {
    /// The language that it is shown in to a reader: theirs where every question is said in it.
    #[must_use]
    pub fn language_for(&self, wanted: Language) -> Language {
        let texts = self.questions.iter().map(|question| &question.label);
        let texts = texts.chain(self.consents.iter().map(|consent| &consent.text));
        let is_whole = !self.questions.is_empty() && texts.into_iter().all(|text| text.has(wanted));
        if is_whole { wanted } else { self.language }
    }

    /// The question by which who sends it can be reached: an address, else a number.
    #[must_use]
    pub fn reach(&self) -> Option<&Question> {
        let with = |kind: Kind| {
            let mut reaching = self.questions.iter().filter(move |one| one.about == About::Person);
            reaching.find(|question| question.kind == kind)
        };
        with(Kind::Email).or_else(|| with(Kind::Phone))
    }

    /// The question with an id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }
}

/// Something that a form may ask.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    /// The trait that it tells; the property of what was sent where it is about this visit.
    pub id: String,
    /// What it is about.
    pub about: About,
    /// How it is answered.
    pub kind: Kind,
    /// What is asked.
    pub label: Both,
    /// Why it is asked.
    pub why: Both,
    /// Whether the form is not sent without it.
    pub is_required: bool,
    /// What can be chosen.
    pub choices: Vec<Choice>,
}

impl Question {
    /// The trait that it tells; `None` where it is about this visit.
    #[must_use]
    pub fn told(&self) -> Option<(Whose, String)> {
        match self.about {
            About::Person => Some((Whose::Person, self.id.clone())),
            About::Company => Some((Whose::Account, self.id.clone())),
            About::Visit => None,
        }
    }
}

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// The value that is kept.
    pub value: String,
    /// What is shown; the value where nothing is said.
    pub label: Both,
}

impl Choice {
    /// What is shown.
    #[must_use]
    pub fn shown(&self, language: Language) -> &str {
        let label = self.label.of(language);
        if label.is_empty() { &self.value } else { label }
    }
}

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The person: asked once.
    #[default]
    Person,
    /// Their company: asked once.
    Company,
    /// What they want this time: asked every time.
    Visit,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A line of text.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A telephone.
    Phone,
    /// One of several.
    Choice,
    /// Yes or no.
    YesNo,
    /// A number.
    Number,
    /// Several lines of text.
    Long,
}

/// What somebody may consent to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Consent {
    /// The channel or purpose: `email`, `whatsapp`, `phone`, `sms`, `profiling`, …
    pub purpose: String,
    /// What they consent to, word for word.
    pub text: Both,
}

/// A language by its id.
pub(crate) mod language_id {
    use engine::agreement::Language;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(
        language: &Language,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match language {
            Language::Es => "es",
            Language::En => "en",
        })
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Language, D::Error> {
        match String::deserialize(deserializer)?.as_str() {
            "es" => Ok(Language::Es),
            "en" => Ok(Language::En),
            other => Err(serde::de::Error::unknown_variant(other, &["es", "en"])),
        }
    }
}

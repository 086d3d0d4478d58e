//! What is to be asked of somebody, as Hoy and their page show it: of the one queue that forms take
//! from too, what is worth most first.

use engine::agreement::condition::Whose;
use engine::text::fold;
use engine::value::yes_or_no;
use runtime::forms::{self, Topic, Worth, Worths};
use runtime::writer::Saw;

use super::answers::{self, Kind};
use crate::forms::worth;
use crate::words::Words;

/// Something to ask.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    /// The trait that an answer sets, as `person.timeframe` or `account.employees`.
    pub(crate) field: String,
    pub(crate) question: String,
    /// Why it is asked, in words for the person; empty where nobody wrote any.
    pub(crate) why: String,
    /// What it is worth, with the figures that it is worked out from.
    pub(crate) worth: String,
    /// The same where there is little room.
    pub(crate) worth_short: String,
    /// What it may add.
    pub(crate) up_to: Option<i64>,
    /// Answers to choose from: what is kept, and what is shown.
    pub(crate) options: Vec<(String, String)>,
    /// What is known already.
    pub(crate) value: String,
    /// Whether the answer is a number.
    pub(crate) is_number: bool,
}

impl Ask {
    /// Whether the value that is known is none of the answers to choose from.
    pub(crate) fn is_other(&self) -> bool {
        !self.value.is_empty() && self.options.iter().all(|(value, _)| *value != self.value)
    }

    /// Whether it can be sent as it is: what a rule is called is no question.
    pub(crate) fn is_question(&self) -> bool {
        self.question.trim_end().ends_with('?')
    }
}

/// Questions shown at once.
const SHOWN: usize = 3;

/// What to ask of somebody.
pub(crate) fn asks(saw: &Saw, worths: &Worths, w: &Words) -> Vec<Ask> {
    let topics = forms::topics(&saw.agreement, &saw.card.contact, worths, saw.now);
    let asks = topics.into_iter().map(|topic| (topic.is_answered, ask(topic, saw, w)));
    // What another value answers is known, and stands in no field of its own.
    let shown = asks.filter(|(is_answered, ask)| !(*is_answered && ask.value.is_empty()));
    shown.map(|(_, ask)| ask).take(SHOWN).collect()
}

fn ask(topic: Topic, saw: &Saw, w: &Words) -> Ask {
    let (of, id) = &topic.told;
    let kind = match topic.kind {
        Some(forms::Kind::YesNo) => Kind::YesNo,
        Some(forms::Kind::Number) => Kind::Number,
        _ => answers::kind(&saw.agreement, *of, id),
    };
    let language = w.language();
    let options = topic.choices.iter();
    let mut options: Vec<(String, String)> =
        options.map(|choice| (choice.value.clone(), choice.shown(language).to_owned())).collect();
    let mut value = known(saw, *of, id);
    if kind == Kind::YesNo && options.is_empty() {
        options = ["yes", "no"].map(|id| (w.t(id), w.t(id))).to_vec();
        // Lists write it in many ways, of which the choice knows one.
        if let Some(is_yes) = yes_or_no(&value) {
            value = w.t(if is_yes { "yes" } else { "no" });
        }
    }
    let is_worth = topic.worth.points > 0 && value.is_empty();
    Ask {
        worth_short: if is_worth { short(&topic.worth, w) } else { String::new() },
        field: of.field(id),
        question: topic.ask.of(language).to_owned(),
        why: topic.why.of(language).to_owned(),
        up_to: is_worth.then_some(topic.worth.points),
        worth: if is_worth { worth(Some(topic.worth), w) } else { String::new() },
        is_number: kind == Kind::Number && options.is_empty(),
        options,
        value,
    }
}

/// Points, and in how many people the answer is missing.
fn short(worth: &Worth, w: &Words) -> String {
    let (missing, of) = match worth.missing_of_100() {
        Some(share) => (share, 100),
        None => (worth.missing, worth.of),
    };
    let values =
        [("points", w.points(worth.points)), ("missing", w.number(missing)), ("of", w.number(of))];
    w.with("asks-worth", &values)
}

/// Whether a text says that they would rather not say it, in either language.
pub(super) fn is_declining(text: &str) -> bool {
    const SAID: [&str; 4] =
        ["prefiere no decir", "prefiero no decir", "would rather not say", "rather not say"];
    SAID.contains(&fold(text.trim()).as_str())
}

fn known(saw: &Saw, of: Whose, id: &str) -> String {
    let held = saw.card.contact.profile.at(of, id, saw.now);
    held.map(|held| held.value.to_string()).unwrap_or_default()
}

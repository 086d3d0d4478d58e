//! The three questions of the first run: who buys, what shows interest, how fast sales calls.
//!
//! Their choices come from the list that is about to be brought in, with how many rows have each;
//! where the list says how old leads ended, each choice says how many of its rows were won. What
//! is answered becomes rules of the agreement.

mod answers;
mod outcomes;

use std::collections::{BTreeMap, BTreeSet};

use engine::agreement::Document;
use engine::agreement::condition::{Condition, Operand, Test, Tests};
use engine::text::fold;
use engine::titles;
use engine::value::{Value, yes_or_no};
use import::columns::fields::Field;
use import::columns::{Column, Target};
use import::record::{self, Record};
use rust_decimal::Decimal;

pub use answers::{Answers, Within};
pub use outcomes::Outcomes;

use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::imports::Batch;

/// What is asked about a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Questions {
    /// Who buys: job levels, industries, countries.
    pub who: Vec<Topic>,
    /// What shows interest: the list's own columns.
    pub what: Vec<Topic>,
    /// The event that carries them, since interest is in what somebody did.
    pub event: String,
    /// How old leads ended, where the list says so.
    pub outcomes: Option<Outcomes>,
}

/// A question's topic: a trait, and the values of it that the list has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The trait's id.
    pub id: String,
    /// The column's header; empty where it is derived.
    pub header: String,
    /// The values, those that most rows have first.
    pub chips: Vec<Chip>,
}

/// One value that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// The value.
    pub choice: Choice,
    /// How many rows have it.
    pub count: usize,
    /// Of how many of them the end is known, and how many of those were won.
    pub ended: Option<(u64, u64)>,
    /// Whether it is proposed.
    pub is_proposed: bool,
}

/// A value that a list has, as a choice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// The yes of a column that is answered with yes and no.
    Yes,
    /// Any amount, where having one is the sign, such as a budget.
    Amount,
    /// A text, as most rows write it.
    Text(String),
}

impl Choice {
    /// As forms carry it.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Choice::Yes => "yes".to_owned(),
            Choice::Amount => "amount".to_owned(),
            Choice::Text(text) => format!("={text}"),
        }
    }

    /// The choice that a form carries.
    #[must_use]
    pub fn with_id(id: &str) -> Option<Choice> {
        match id {
            "yes" => Some(Choice::Yes),
            "amount" => Some(Choice::Amount),
            text => text.strip_prefix('=').map(|text| Choice::Text(text.to_owned())),
        }
    }

    /// Whether it begins with a capital and goes on without.
    fn is_a_word(&self) -> bool {
        let Choice::Text(text) = self else { return false };
        let mut letters = text.chars().filter(|c| c.is_alphabetic());
        letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
    }

    /// Choices that are written differently and compare as equal have the same.
    fn folded(&self) -> Choice {
        match self {
            Choice::Text(text) => Choice::Text(fold(text)),
            other => other.clone(),
        }
    }
}

/// Values of a topic that are shown.
const CHIPS_MAX: usize = 8;
/// Columns that are asked about.
const TOPICS_MAX: usize = 6;
/// Other columns with more values than this are texts, not choices.
const CHOICES_MAX: usize = 12;
/// A column that fewer rows than one in this many fill says too little.
const FILLED_MIN_PART: usize = 20;

impl Workspace {
    /// What is to be asked about a list before it is brought in.
    ///
    /// # Errors
    ///
    /// It is no list.
    pub fn questions(&self, batch: &Batch) -> Result<Questions, RuntimeError> {
        let (table, columns) = self.table(batch)?;
        let agreement = self.writer.agreement().wait()?;
        let country = &self.row.country;
        let reading = crate::imports::prepare::reading(country, &agreement, batch.made_at)?;
        let records = record::read(&table, &columns, &reading);
        let event = batch.plan.event_of(&columns);
        let event = event.unwrap_or_else(|| usual_event(&columns.columns)).to_owned();
        Ok(Questions { event, ..ask(&records, &columns.columns, &agreement.document) })
    }

    /// Writes the agreement that the answers make; `None` where they change nothing.
    ///
    /// # Errors
    ///
    /// The list cannot be read, or the agreement does not take a rule.
    pub fn answer(
        &self,
        batch: &Batch,
        answers: &Answers,
        by: &str,
    ) -> Result<Option<u32>, RuntimeError> {
        let questions = self.questions(batch)?;
        let agreement = self.writer.agreement().wait()?;
        let mut document = agreement.document.clone();
        answers.write_into(&mut document, &questions);
        if document == agreement.document {
            return Ok(None);
        }
        let text = engine::agreement::print::print(&document);
        self.writer.put_in_force(text, by.to_owned()).wait().map(Some)
    }
}

/// The questions about rows that were read.
fn ask(records: &[Record], columns: &[Column], document: &Document) -> Questions {
    let ends = outcomes::find(records, columns);
    let outcomes = ends.as_ref().map(|(outcomes, _)| outcomes.clone());
    let ended = ends.map(|(_, ended)| ended).unwrap_or_default();
    let seen = Seen { records, ended: &ended, outcomes: outcomes.as_ref(), document };
    let level = |record: &Record| {
        let level = record.job_title.as_deref().and_then(titles::level)?;
        // Whom nobody sells to is not offered.
        (!matches!(level, "student" | "none")).then(|| Choice::Text(level.to_owned()))
    };
    let industry = |record: &Record| said(record, Field::Industry.row().id);
    let country = |record: &Record| record.country.clone().map(Choice::Text);
    let who = [
        seen.topic(JOB_LEVEL, "", CHIPS_MAX, level),
        seen.topic(INDUSTRY, "", CHIPS_MAX, industry),
        seen.topic(COUNTRY, "", CHIPS_MAX, country),
    ];
    let who = who.into_iter().flatten().filter(|topic| topic.chips.len() > 1);
    // What says who somebody is, is judged as that and not asked for again.
    let is_judged = |id: &str| {
        let mut rules = document.main.fit.rules.iter();
        rules.any(|rule| matches!(&rule.when, Condition::Trait { id: of, .. } if of == id))
    };
    let mut what: Vec<Topic> = INTERESTS
        .iter()
        .filter(|field| !is_judged(field.row().id))
        .filter_map(|field| {
            let header = columns.iter().find(|column| column.target == Target::Field(*field));
            seen.topic(field.row().id, &header?.header, CHIPS_MAX, |record| sign(record, *field))
        })
        .collect();
    for column in columns {
        let Target::Trait(id) = &column.target else { continue };
        let is_outcome = outcomes.as_ref().is_some_and(|outcomes| outcomes.header == column.header);
        if is_outcome || is_judged(id) || what.len() >= TOPICS_MAX {
            continue;
        }
        let found = seen.topic(id, &column.header, CHOICES_MAX + 1, |record| said(record, id));
        let is_choice = |topic: &Topic| {
            let filled: usize = topic.chips.iter().map(|chip| chip.count).sum();
            topic.chips.len() <= CHOICES_MAX
                && filled * FILLED_MIN_PART >= records.len()
                && topic.chips.iter().all(|chip| chip.count > 1)
        };
        what.extend(found.filter(is_choice).map(|mut topic| {
            topic.chips.truncate(CHIPS_MAX);
            topic
        }));
    }
    Questions { who: who.collect(), what, outcomes, ..Questions::default() }
}

/// What a row stands for where nobody says so: a visit where the list notes one, as the starters
/// have it, else that it was in the list.
fn usual_event(columns: &[Column]) -> &'static str {
    let is_visit = |column: &Column| {
        let Target::Field(field) = column.target else { return false };
        matches!(field, Field::VisitDate | Field::Interest | Field::WantsDemo)
    };
    if columns.iter().any(is_visit) { "met_at_event" } else { "imported" }
}

/// The traits that say who buys.
pub(crate) const JOB_LEVEL: &str = "job_level";
/// The company's industry.
pub(crate) const INDUSTRY: &str = "industry";
/// Where they are.
pub(crate) const COUNTRY: &str = "country";

/// The fields in which a list notes interest.
const INTERESTS: [Field; 5] =
    [Field::Interest, Field::WantsDemo, Field::Timeframe, Field::Budget, Field::Source];

/// What a field of a form says in which nobody chose anything, folded.
const UNCHOSEN: [&str; 8] =
    ["", "select", "please select", "seleccionar", "seleccione", "selecciona", "elegir", "elige"];

/// What a row says of a trait, as a choice.
fn said(record: &Record, id: &str) -> Option<Choice> {
    match record.values.get(id)? {
        Value::Text(text) if UNCHOSEN.contains(&fold(text).as_str()) => None,
        Value::Text(text) => match yes_or_no(text) {
            Some(is_yes) => is_yes.then_some(Choice::Yes),
            None => Some(Choice::Text(text.trim().to_owned())),
        },
        Value::Bool(is_yes) => is_yes.then_some(Choice::Yes),
        Value::Number(number) => Some(Choice::Text(number.normalize().to_string())),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}

/// What a row says of a field of interest, as a choice.
fn sign(record: &Record, field: Field) -> Option<Choice> {
    match (field, record.values.get(field.row().id)?) {
        (Field::Budget, Value::Number(amount)) => {
            (*amount > Decimal::ZERO).then_some(Choice::Amount)
        }
        (Field::Interest, Value::Number(_)) => None,
        _ => said(record, field.row().id),
    }
}

/// The rows that are asked about.
struct Seen<'a> {
    records: &'a [Record],
    /// Of each row, whether it was won; none where the list does not say.
    ended: &'a [Option<bool>],
    outcomes: Option<&'a Outcomes>,
    document: &'a Document,
}

/// A value while it is counted.
#[derive(Default)]
struct Tally {
    /// How it is written, and how often so.
    spelled: BTreeMap<Choice, usize>,
    count: usize,
    won: u64,
    of: u64,
}

impl Seen<'_> {
    /// A topic with its commonest values; `None` where no row says anything.
    fn topic(
        &self,
        id: &str,
        header: &str,
        chips_max: usize,
        choice: impl Fn(&Record) -> Option<Choice>,
    ) -> Option<Topic> {
        let mut tallies: BTreeMap<Choice, Tally> = BTreeMap::new();
        for (index, record) in self.records.iter().enumerate() {
            let Some(choice) = choice(record) else { continue };
            let tally = tallies.entry(choice.folded()).or_default();
            tally.count += 1;
            *tally.spelled.entry(choice).or_default() += 1;
            if let Some(Some(is_won)) = self.ended.get(index) {
                tally.of += 1;
                tally.won += u64::from(*is_won);
            }
        }
        let mut tallies: Vec<Tally> = tallies.into_values().collect();
        tallies.sort_by_key(|tally| std::cmp::Reverse(tally.count));
        tallies.truncate(chips_max);
        let known = wanted(self.document, id);
        let chips = tallies.into_iter().filter_map(|tally| {
            let ended = self.outcomes.map(|_| (tally.won, tally.of));
            // As a word is written, where some row does; else as most do.
            let rank = |choice: &Choice, count: usize| (choice.is_a_word(), count);
            let spelled = tally.spelled.into_iter();
            let choice = spelled.max_by_key(|(choice, count)| rank(choice, *count))?.0;
            Some(Chip {
                is_proposed: match (self.outcomes, ended) {
                    (Some(outcomes), Some((won, of))) => outcomes.is_better(won, of),
                    _ => known.contains(&choice.folded()),
                },
                choice,
                count: tally.count,
                ended,
            })
        });
        let chips: Vec<Chip> = chips.collect();
        (!chips.is_empty()).then(|| Topic { id: id.to_owned(), header: header.to_owned(), chips })
    }
}

/// Points from which a rule of the agreement in force proposes its values.
const PROPOSED_FROM: i64 = 15;

/// The values of a trait that the agreement in force already takes for a strong sign, folded.
fn wanted(document: &Document, id: &str) -> BTreeSet<Choice> {
    let line = &document.main;
    let strong = Decimal::from(PROPOSED_FROM);
    let fit = line.fit.rules.iter().filter(|rule| rule.points >= strong);
    let fit = fit.filter_map(|rule| match &rule.when {
        Condition::Trait { id: of, tests, .. } if of == id => Some(tests),
        _ => None,
    });
    let engagement = line.engagement.rules.iter().filter(|rule| rule.points >= strong);
    let properties = engagement
        .flat_map(|rule| &rule.when)
        .flat_map(|pattern| &pattern.properties)
        .filter(|(of, _)| of == id)
        .map(|(_, tests)| tests);
    fit.chain(properties).flat_map(values).collect()
}

/// The values that tests name, folded.
fn values(tests: &Tests) -> Vec<Choice> {
    let said = |operand: &Operand| match operand {
        Operand::Bool(true) => Some(Choice::Yes),
        Operand::Number(number) => Some(Choice::Text(number.normalize().to_string())),
        Operand::Text(text) => Some(Choice::Text(fold(text))),
        Operand::Bool(false) | Operand::Today { .. } => None,
    };
    let named = tests.all.iter().flat_map(|test| match test {
        Test::Is(operand) => said(operand).into_iter().collect::<Vec<Choice>>(),
        Test::In(operands) => operands.iter().filter_map(said).collect(),
        Test::AtLeast(_) | Test::MoreThan(_) => vec![Choice::Amount],
        _ => Vec::new(),
    });
    named.collect()
}

//! From a document to a version that judges.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use super::check::Check;
use super::lists::built_in;
use super::{
    Agreement, Clause, Rule, SealedFitRule, SealedImport, SealedLine, SealedPeople, SealedPersona,
    SealedQualify, SealedRecycle, SealedReopen, SealedReturn, SealedStage, Slot, SlotPattern,
    Spelled,
};
use crate::agreement::condition::{Condition, Pattern, StageTest, Tests};
use crate::agreement::funnel::{QualifyHow, Reason, ReopenFrom};
use crate::agreement::meaning::{circular, circular_fit_rule};
use crate::agreement::print::words;
use crate::agreement::score::{EngagementRule, HalfLife};
use crate::agreement::{Document, Line};
use crate::judge::asks::{Asks, Entries};
use crate::said::Said;
use crate::score::worth::worth;
use crate::text::fold;
use crate::time::Span;

/// A word of a document that cannot be resolved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} «{word}» is not in the agreement or cannot be read")]
pub struct SealError {
    /// The kind of thing, such as `stage`.
    pub what: &'static str,
    /// The word.
    pub word: String,
}

impl SealError {
    /// The same for a person.
    #[must_use]
    pub fn said(&self) -> Said {
        let what = match self.what {
            "line" => "la línea de producto",
            "list or pattern" => "la lista o el patrón",
            "persona" => "la persona",
            "rule of the profile" => "la regla de perfil que depende de los puntos",
            "persona or segment that names itself" => "la persona o el segmento que se nombra a sí",
            "stage" => "la etapa",
            "time zone" => "la zona horaria",
            other => other,
        };
        let word = &self.word;
        Said::new(
            format!(
                "{what} «{word}» no está en el acuerdo o no se puede leer; hay que escribirla allí o quitarla de aquí"
            ),
            format!("{self}; write it there or take it out here"),
        )
    }
}

pub(super) fn seal(document: Document, version: u32) -> Result<Agreement, SealError> {
    let time_zone = TimeZone::get(&document.time_zone)
        .map_err(|_| SealError { what: "time zone", word: document.time_zone.clone() })?;
    if let Some(rule) = circular_fit_rule(&document) {
        return Err(SealError { what: "rule of the profile", word: rule.to_owned() });
    }
    if let Some(word) = circular(&document) {
        return Err(SealError { what: "persona or segment that names itself", word });
    }
    let mut compiler = Compiler::new(&document);
    let mut personas = Vec::with_capacity(document.personas.len());
    for (index, persona) in document.personas.iter().enumerate() {
        let check = compiler.check(&persona.when)?;
        let clause = Clause { number: format!("7.{}", index + 1), id: persona.id.clone() };
        personas.push(SealedPersona { id: persona.id.clone(), clause, check });
    }
    let mut lines = vec![compiler.line("main", &document.main, 0)?];
    for (index, named) in document.lines.iter().enumerate() {
        lines.push(compiler.line(&named.id, &named.line, index + 1)?);
    }
    compiler.line = 0;
    let mut import = Vec::with_capacity(document.import.len());
    for clause in &document.import {
        let check = clause.when.as_ref().map(|when| compiler.check(when)).transpose()?;
        import.push(SealedImport { clause: clause.clone(), check });
    }
    let playbooks = compiler.optional(document.playbooks.iter().map(|one| one.when.as_ref()))?;
    let value = compiler.optional(document.value.iter().map(|one| one.when.as_ref()))?;
    let mut segments = Vec::with_capacity(document.segments.len());
    for segment in &document.segments {
        segments.push((segment.id.clone(), compiler.segment(&segment.id)?));
    }
    let Compiler { slots, rules, people, .. } = compiler;
    let mut slots_by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut slots_of_any: Vec<usize> = Vec::new();
    for (index, slot) in slots.iter().enumerate() {
        for pattern in &slot.patterns {
            let places = match &pattern.event {
                Some(name) => slots_by_name.entry(name.clone()).or_default(),
                None => &mut slots_of_any,
            };
            if places.last() != Some(&index) {
                places.push(index);
            }
        }
    }
    let stages = document.stages.iter();
    let stages =
        stages.map(|stage| SealedStage { id: stage.id.clone(), counts_as: stage.counts_as });
    Ok(Agreement {
        version,
        stages: stages.collect(),
        lines,
        personas,
        segments,
        slots,
        import,
        playbooks,
        value,
        people,
        slots_by_name,
        slots_of_any,
        rules,
        time_zone,
        document,
    })
}

struct Compiler<'a> {
    document: &'a Document,
    lists: BTreeMap<&'a str, Entries>,
    /// The patterns of each slot, to give equal ones the same slot.
    patterns: Vec<Vec<Pattern>>,
    slots: Vec<Slot>,
    rules: Vec<Rule>,
    people: Vec<SealedPeople>,
    /// The product line that is compiled.
    line: usize,
}

/// By what a condition on people of a company is known: the same words are the same condition, in
/// whichever version and wherever they stand in it. FNV-1a in 64 bits (RFC 9923).
fn people_id(line: &str, when: &Condition, roles: &[String]) -> String {
    let roles: BTreeSet<&String> = roles.iter().collect();
    let text = format!("{line} {roles:?} {}", words(when));
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

impl<'a> Compiler<'a> {
    fn new(document: &'a Document) -> Compiler<'a> {
        let lists = document.lists.iter().map(|list| {
            let entries = list.entries.iter().map(|entry| fold(entry)).collect();
            (list.id.as_str(), Entries::new(entries))
        });
        Compiler {
            document,
            lists: lists.collect(),
            patterns: Vec::new(),
            slots: Vec::new(),
            rules: Vec::new(),
            people: Vec::new(),
            line: 0,
        }
    }

    fn line(&mut self, id: &str, line: &Line, index: usize) -> Result<SealedLine, SealError> {
        self.line = index;
        let mut numbers = Numbers::default();
        let mut fit = Vec::with_capacity(line.fit.rules.len());
        for rule in &line.fit.rules {
            let check = self.check(&rule.when)?;
            fit.push(SealedFitRule {
                id: rule.id.as_str().into(),
                name: rule.name.as_str().into(),
                clause: numbers.next(8).into(),
                spelled: match &rule.when {
                    Condition::Trait { tests, .. } => Spelled::of(&rule.name, tests),
                    _ => None,
                },
                traits: check.traits().into(),
                check,
                points: worth(rule.points, Span::ZERO, HalfLife::Never).rounded(),
            });
        }
        for rule in &line.engagement.rules {
            let rule = self.rule(rule, line, index, numbers.next(8))?;
            self.rules.push(rule);
        }
        let mut qualify = Vec::with_capacity(line.qualify.len());
        for clause in &line.qualify {
            let when = match &clause.how {
                QualifyHow::When(when)
                | QualifyHow::Suggest(when)
                | QualifyHow::Never { when, .. } => Some(when),
                QualifyHow::ByHand { .. } => None,
            };
            let number = numbers.next(2);
            qualify.push(SealedQualify {
                clause: Clause { id: clause.id.clone().unwrap_or_else(|| number.clone()), number },
                stage: self.stage(&clause.stage)?,
                because: clause.because.clone().unwrap_or_default(),
                how: clause.how.clone(),
                check: when.map(|when| self.check(when)).transpose()?,
            });
        }
        let mut returns = Vec::with_capacity(line.returns.len());
        for clause in &line.returns {
            let number = numbers.next(2);
            returns.push(SealedReturn {
                clause: Clause { id: clause.id.clone().unwrap_or_else(|| number.clone()), number },
                from: self.stage(&clause.from)?,
                to: self.stage(&clause.to)?,
                because: clause.because.clone().unwrap_or_default(),
                check: self.check(&clause.when)?,
            });
        }
        let mut recycle = Vec::with_capacity(line.recycle.len());
        for clause in &line.recycle {
            let number = numbers.next(3);
            recycle.push(SealedRecycle {
                clause: Clause { id: clause.id.clone().unwrap_or_else(|| number.clone()), number },
                back_to: self.stage(&clause.back_to)?,
                because: clause.because.clone().unwrap_or_default(),
                check: clause.when.as_ref().map(|when| self.check(when)).transpose()?,
                at_most: clause.at_most,
            });
        }
        let mut reopen = Vec::with_capacity(line.reopen.len());
        for clause in &line.reopen {
            let number = numbers.next(3);
            if let ReopenFrom::Stage(stage) = &clause.from {
                self.stage(stage)?;
            }
            reopen.push(SealedReopen {
                clause: Clause { id: clause.id.clone().unwrap_or_else(|| number.clone()), number },
                from: clause.from.clone(),
                to: self.stage(&clause.to)?,
                because: clause.because.clone().unwrap_or_default(),
                check: self.check(&clause.when)?,
            });
        }
        let mut reasons: Vec<(Reason, Clause, Option<Check>)> = Vec::new();
        for reason in &self.document.reasons {
            let clause = Clause { number: numbers.next(6), id: reason.id.clone() };
            let check = reason.when.as_ref().map(|when| self.check(when)).transpose()?;
            reasons.push((reason.clone(), clause, check));
        }
        Ok(SealedLine {
            id: id.to_owned(),
            fit_cap: line.fit.cap,
            fit,
            engagement_cap: line.engagement.cap,
            bands: line.bands.clone(),
            qualify,
            returns,
            recycle,
            reopen,
            reasons,
            follow_up: self.optional(line.follow_up.iter().map(|one| one.when.as_ref()))?,
        })
    }

    /// Conditions of clauses of which the first that holds is taken; `None` always holds.
    fn optional<'c>(
        &mut self,
        conditions: impl Iterator<Item = Option<&'c Condition>>,
    ) -> Result<Vec<Option<Check>>, SealError> {
        conditions.map(|when| when.map(|when| self.check(when)).transpose()).collect()
    }

    fn rule(
        &mut self,
        rule: &EngagementRule,
        line: &Line,
        index: usize,
        clause: String,
    ) -> Result<Rule, SealError> {
        // Only a rule with one list of values can say in its name which of them held.
        let spelled = match rule.when.as_slice() {
            [pattern] => match pattern.properties.as_slice() {
                [(_, tests)] => Spelled::of(&rule.name, tests),
                _ => None,
            },
            _ => None,
        };
        let slot = self.slot(&rule.when)?;
        if let Some(slot) = self.slots.get_mut(slot) {
            slot.is_spelled |= spelled.is_some();
        }
        Ok(Rule {
            line: index,
            id: rule.id.as_str().into(),
            name: rule.name.as_str().into(),
            clause: clause.into(),
            spelled,
            slot,
            points: rule.points,
            at_most: rule.at_most,
            every: rule.every,
            half_life: rule.half_life.or(line.engagement.half_life).unwrap_or(HalfLife::Never),
            within: rule.within,
        })
    }

    fn check(&mut self, condition: &Condition) -> Result<Check, SealError> {
        Ok(match condition {
            Condition::All(parts) => Check::All(self.checks(parts)?),
            Condition::Any(parts) => Check::Any(self.checks(parts)?),
            Condition::Not(part) => Check::Not(Box::new(self.check(part)?)),
            Condition::Trait { of, id, tests } => {
                Check::Trait { of: *of, id: id.clone(), asks: self.asks(tests)? }
            }
            Condition::Event(event) => Check::Event {
                slot: self.slot(std::slice::from_ref(&event.pattern))?,
                times: event.times,
                within: event.within,
            },
            Condition::Silence { event, span } => {
                let pattern = Pattern { event: event.clone(), properties: Vec::new() };
                Check::Silence { slot: self.slot(&[pattern])?, span: *span }
            }
            Condition::Score { score, line, tests } => Check::Score {
                score: *score,
                line: line.as_ref().map(|line| self.line_index(line)).transpose()?,
                asks: self.asks(tests)?,
            },
            Condition::Grade(grades) => Check::Grade(grades.clone()),
            Condition::Probability(tests) => Check::Probability(self.asks(tests)?),
            Condition::Stage(test) => Check::StageIn(self.stages(test)?),
            Condition::InStageFor(test) => Check::InStageFor(*test),
            Condition::Persona(id) => {
                let index = self.document.personas.iter().position(|persona| persona.id == *id);
                Check::Persona(index.ok_or_else(|| unresolved("persona", id))?)
            }
            Condition::Consent(purpose) => Check::Consent(purpose.clone()),
            Condition::Segment(id) => self.segment(id)?,
            Condition::Emails(emails) => Check::Emails(emails.clone()),
            Condition::Touch { which, variables } => {
                Check::Touch { which: *which, variables: self.properties(variables)? }
            }
            Condition::People { when, at_least, roles } => {
                let named =
                    self.line.checked_sub(1).and_then(|index| self.document.lines.get(index));
                let line = named.map_or("main", |named| named.id.as_str());
                let (id, check) = (people_id(line, when, roles), self.check(when)?);
                if self.people.iter().all(|known| known.id != id) {
                    let (id, check, roles) = (id.clone(), check.clone(), roles.clone());
                    self.people.push(SealedPeople { id, line: self.line, check, roles });
                }
                Check::People {
                    id,
                    when: Box::new(check),
                    at_least: *at_least,
                    roles: roles.clone(),
                }
            }
        })
    }

    /// A segment of the agreement is what it says; of another, a contact's own record says whether
    /// they are in it.
    fn segment(&mut self, id: &str) -> Result<Check, SealError> {
        let Some(segment) = self.document.segments.iter().find(|segment| segment.id == id) else {
            return Ok(Check::Segment(id.to_owned()));
        };
        self.check(&segment.when)
    }

    fn checks(&mut self, parts: &[Condition]) -> Result<Vec<Check>, SealError> {
        parts.iter().map(|part| self.check(part)).collect()
    }

    fn asks(&self, tests: &Tests) -> Result<Asks, SealError> {
        let list = |name: &str| {
            let of_user = self.lists.get(name).cloned();
            let built_in = || {
                let entries = built_in(name)?.iter().map(|entry| fold(entry)).collect();
                Some(Entries::new(entries))
            };
            of_user.or_else(built_in)
        };
        Asks::compile(tests, &list).map_err(|word| unresolved("list or pattern", &word))
    }

    fn properties(&self, tests: &[(String, Tests)]) -> Result<Vec<(String, Asks)>, SealError> {
        tests.iter().map(|(path, tests)| Ok((path.clone(), self.asks(tests)?))).collect()
    }

    fn slot(&mut self, patterns: &[Pattern]) -> Result<usize, SealError> {
        if let Some(index) = self.patterns.iter().position(|known| known == patterns) {
            return Ok(index);
        }
        let mut compiled = Vec::with_capacity(patterns.len());
        for pattern in patterns {
            let properties = self.properties(&pattern.properties)?;
            compiled.push(SlotPattern { event: pattern.event.clone(), properties });
        }
        self.patterns.push(patterns.to_vec());
        self.slots.push(Slot { patterns: compiled, is_spelled: false });
        Ok(self.slots.len() - 1)
    }

    fn stages(&self, test: &StageTest) -> Result<super::StageIds, SealError> {
        let ids = |stages: &[crate::agreement::funnel::Stage]| {
            stages.iter().map(|stage| stage.id.clone()).collect()
        };
        let stages = &self.document.stages;
        match test {
            StageTest::Is(id) => Ok([self.stage_id(id)?].into()),
            StageTest::In(list) => list.iter().map(|id| self.stage_id(id)).collect(),
            StageTest::AtLeast(id) => Ok(ids(stages.get(self.stage(id)?..).unwrap_or_default())),
            StageTest::AtMost(id) => Ok(ids(stages.get(..=self.stage(id)?).unwrap_or_default())),
        }
    }

    fn stage_id(&self, id: &str) -> Result<String, SealError> {
        self.stage(id).map(|_| id.to_owned())
    }

    fn stage(&self, id: &str) -> Result<usize, SealError> {
        let index = self.document.stages.iter().position(|stage| stage.id == id);
        index.ok_or_else(|| unresolved("stage", id))
    }

    fn line_index(&self, id: &str) -> Result<usize, SealError> {
        if id == "main" {
            return Ok(0);
        }
        let index = self.document.lines.iter().position(|line| line.id == id);
        index.map(|index| index + 1).ok_or_else(|| unresolved("line", id))
    }
}

/// Numbers of clauses within a line, by section.
#[derive(Default)]
struct Numbers {
    given: BTreeMap<u8, u32>,
}

impl Numbers {
    fn next(&mut self, section: u8) -> String {
        let count = self.given.entry(section).or_default();
        *count += 1;
        format!("{section}.{count}")
    }
}

fn unresolved(what: &'static str, word: &str) -> SealError {
    SealError { what, word: word.to_owned() }
}

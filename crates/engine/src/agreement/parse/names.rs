//! Names within an agreement: what is named must be there, and once.

use std::collections::BTreeSet;

use super::reading::At;
use crate::agreement::diagnostic::{Diagnostic, Place, Severity, nearest};
use crate::agreement::sealed::lists::BUILT_IN;

/// What has a name that others use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Stage,
    Team,
    Persona,
    Line,
    List,
    Reason,
    Calendar,
    Segment,
}

/// A name, what it is of, and where it stands.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) of: Named,
    pub(super) word: String,
    pub(super) place: Place,
    pub(super) path: String,
}

impl Named {
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Named::Stage => ("unknown_stage", "ninguna etapa", "stage"),
            Named::Team => ("unknown_team", "ningún equipo", "team"),
            Named::Persona => ("unknown_persona", "ninguna persona tipo", "persona"),
            Named::Line => ("unknown_line", "ninguna línea de producto", "product line"),
            Named::List => ("unknown_list", "ninguna lista", "list"),
            Named::Reason => ("unknown_reason", "ningún motivo", "reason"),
            Named::Calendar => ("unknown_calendar", "ningún calendario", "calendar"),
            Named::Segment => ("unknown_segment", "ningún segmento", "segment"),
        }
    }

    /// What there is without being written.
    fn usual(self) -> &'static [&'static str] {
        match self {
            Named::Line => &["main"],
            Named::List => BUILT_IN,
            _ => &[],
        }
    }
}

impl At<'_> {
    /// A name that others use; it is noted where another has it already.
    pub(super) fn defines(&self, of: Named) -> Option<String> {
        let word = self.id()?;
        if !self.define(of, &word) {
            self.repeated(&word);
        }
        Some(word)
    }

    fn repeated(&self, word: &str) {
        self.error(
            "repeated_id",
            format!("«{word}» ya es otro; cada uno lleva un «id» distinto"),
            format!("«{word}» is another already; each has an «id» of its own"),
        );
    }

    /// A name that must be there somewhere in the agreement.
    pub(super) fn names(&self, of: Named) -> Option<String> {
        let word = self.id()?;
        self.refer(of, &word);
        Some(word)
    }
}

/// Notes each part whose `id` one before it has: what cites it could mean either. A part that
/// cannot be read otherwise has its id all the same.
pub(super) fn apart_by_id(parts: &[At<'_>]) {
    repeated(parts, "id").for_each(|(at, word)| at.repeated(word));
}

/// Notes each member who is in the team already: they would be given two shares.
pub(super) fn apart_by_user(members: &[At<'_>]) {
    for (at, user) in repeated(members, "user") {
        at.error(
            "repeated_member",
            format!("«{user}» está dos veces en el equipo; quita una"),
            format!("«{user}» is in the team twice; take one out"),
        );
    }
}

/// What stands under `key` in a part and in one before it.
fn repeated<'a>(parts: &[At<'a>], key: &str) -> impl Iterator<Item = (At<'a>, &'a str)> {
    let maps = parts.iter().filter(|part| part.is_map());
    let told =
        maps.flat_map(move |part| part.entries().into_iter().filter(move |(name, _)| *name == key));
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    told.filter_map(move |(_, at)| {
        let (word, _) = at.scalar()?;
        (!seen.insert(word)).then_some((at, word))
    })
}

/// What is named and is not there.
pub(super) fn missing(defined: &[Name], used: Vec<Name>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for name in used {
        let written = defined.iter().filter(|one| one.of == name.of).map(|one| one.word.as_str());
        let known: Vec<&str> = written.chain(name.of.usual().iter().copied()).collect();
        if known.contains(&name.word.as_str()) {
            continue;
        }
        let (code, none, kind) = name.of.words();
        let (mut es, mut en) = (
            format!("no hay {none} «{}»", name.word),
            format!("there is no {kind} «{}»", name.word),
        );
        if let Some(meant) = nearest(&name.word, known.iter().copied()) {
            es.push_str(&format!("; ¿querías decir «{meant}»?"));
            en.push_str(&format!("; did you mean «{meant}»?"));
        } else if !known.is_empty() {
            let known: Vec<String> = known.iter().map(|one| format!("«{one}»")).collect();
            es.push_str(&format!("; hay {}", known.join(", ")));
            en.push_str(&format!("; there is {}", known.join(", ")));
        }
        found.push(error(code, &name, es, en));
    }
    found
}

fn error(code: &'static str, name: &Name, es: String, en: String) -> Diagnostic {
    Diagnostic {
        code,
        severity: Severity::Error,
        path: name.path.clone(),
        place: Some(name.place),
        es,
        en,
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::Severity;

    const TEXT: &str = "\
name: Prueba
language: es
time_zone: Europe/Madrid
stages:
  - { id: lead, owner: marketing, counts_as: lead }
  - { id: mql, owner: shared, counts_as: mql }
qualify:
  - { to: mql, when: { all: [ { stage: led }, { persona: eva }, { segment: feria } ] } }
reopen:
  - { from: disqualified, to: lead, when: { trait: job_title, in_list: free_mails } }
  - { from: cliente, to: lead, when: { score: fit, line: otra, at_least: 3 } }
handoff:
  - { id: h, at: mql, route: [ { team: norte }, { when: { stage: mql }, team: sur } ] }
follow_up:
  - { attempts: { at_least: 3, then: { reason: harto } }, after_hours: { team: guardia } }
teams:
  - { id: sur, overflow: este, calendar: verano }
segments:
  - { id: a, when: { not: { segment: b } } }
  - { id: b, when: { any: [ { stage: lead }, { segment: a } ] } }
  - { id: b, when: { stage: lead } }
";

    #[test]
    fn what_is_named_and_not_there_is_said_with_its_place() {
        let (_, found) = parse(TEXT);
        let errors = found.iter().filter(|one| one.severity == Severity::Error);
        let found: Vec<String> = errors.map(ToString::to_string).collect();
        let begins = [
            "8:40: error[unknown_stage]: there is no stage «led»; did you mean «lead»?",
            "8:58: error[unknown_persona]: there is no persona «eva»",
            "10:72: error[unknown_list]: there is no list «free_mails»; did you mean «free_mail»?",
            "11:13: error[unknown_stage]: there is no stage «cliente»; there is «lead», «mql»",
            "11:58: error[unknown_line]: there is no product line «otra»; there is «main»",
            "13:40: error[unknown_team]: there is no team «norte»; there is «sur»",
            "15:48: error[unknown_reason]: there is no reason «harto»",
            "15:80: error[unknown_team]: there is no team «guardia»; there is «sur»",
            "17:26: error[unknown_team]: there is no team «este»; there is «sur»",
            "17:42: error[unknown_calendar]: there is no calendar «verano»",
            "19:20: error[circle]: the segment «a» names itself; take that way out",
            "20:20: error[circle]: the segment «b» names itself; take that way out",
            "21:11: error[repeated_id]: «b» is another already; each has an «id» of its own",
        ];
        assert_eq!(found, begins);
    }
}

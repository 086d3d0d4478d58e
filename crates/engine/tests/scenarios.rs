//! Behaviour as transcripts: each file under `scenarios/` says what happens, and after `>` what
//! must come of it.
//!
//! `CRIBA_WRITE_SCENARIOS=1 cargo test -p engine --test scenarios` writes what comes of it; read
//! the difference before you commit it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it saw"
)]

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use engine::agreement::condition::Whose;
use engine::agreement::funnel::SideName;
use engine::agreement::sealed::Agreement;
use engine::contact::Contact;
use engine::contact::standing::{Move, Qualified, State};
use engine::event::{Act, Actor, Event, Fact, Origin};
use engine::judge::Scene;
use engine::replay::{InForce, replay};
use engine::score::ledger::ledger;
use engine::step::{Outcome, Step, catch_up, step};
use engine::time::{Span, Timestamp};
use engine::value::Value;
use jiff::tz::TimeZone;

#[test]
#[expect(clippy::disallowed_methods, reason = "tests have no configuration to read it from")]
fn scenarios() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 5, "the scenarios are gone from {}", folder.display());
    let writes = std::env::var("CRIBA_WRITE_SCENARIOS").is_ok();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let told = tell(&text);
        if writes {
            fs::write(&file, &told).unwrap();
            continue;
        }
        assert_eq!(text, told, "{}", file.display());
    }
}

/// The transcript with what comes of each line in place of what was written there.
fn tell(text: &str) -> String {
    let mut told = String::new();
    let mut world: Option<World> = None;
    for line in text.lines().filter(|line| !line.starts_with('>')) {
        told.push_str(line);
        told.push('\n');
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if let Some(name) = line.strip_prefix("agreement ") {
            world = Some(World::new(name.trim()));
            continue;
        }
        let world = world.as_mut().expect("a scenario begins with its agreement");
        for came in world.tell(line) {
            writeln!(told, "> {came}").unwrap();
        }
    }
    if let Some(world) = world {
        world.live_equals_replay();
    }
    told
}

struct World {
    agreement: Agreement,
    contact: Contact,
    history: Vec<Event>,
    moves: Vec<Move>,
    now: Timestamp,
}

impl World {
    fn new(name: &str) -> World {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/agreements").join(name);
        let document = support::document(&fs::read_to_string(&file).unwrap());
        let agreement = Agreement::seal(document, 1).unwrap();
        let contact = Contact::new(&agreement);
        World { agreement, contact, history: Vec::new(), moves: Vec::new(), now: Timestamp::MIN }
    }

    /// `DATE TIME what happens`, the time being the agreement's.
    fn tell(&mut self, line: &str) -> Vec<String> {
        let words = words(line);
        let [date, time, what, rest @ ..] = words.as_slice() else { panic!("{line}") };
        let zone = TimeZone::get(&self.agreement.document.time_zone).unwrap();
        let local: jiff::civil::DateTime = format!("{date}T{time}").parse().unwrap();
        let at = Timestamp::from_jiff(zone.to_timestamp(local).unwrap());
        // What is told with `late` is learned when the line before was.
        let (what, rest) = if what == "late" { (&rest[0], &rest[1..]) } else { (what, rest) };
        let known_at = at.max(self.now + Span::from_micros(1));
        self.now = known_at;

        if what == "time" {
            let mut moves: Vec<Move> = Vec::new();
            catch_up(
                &self.agreement,
                &mut self.contact,
                None,
                known_at + Span::from_micros(1),
                &mut moves,
            );
            self.moves.extend(moves.iter().cloned());
            return moves.iter().map(|moved| self.shown(moved)).collect();
        }
        if what == "ending" {
            let qualified = self.contact.standings.first().and_then(|one| one.qualified.clone());
            return vec![match qualified {
                None => "never qualified".to_owned(),
                Some(Qualified { grade, ending }) => {
                    format!("qualified as {}: {}", grade.unwrap_or_default(), ending.id())
                }
            }];
        }
        if what == "scores" {
            return self.scores(known_at);
        }
        let (act, facts) = act(what, rest);
        let position = self.history.len() as u64;
        let event = Event {
            position,
            at,
            known_at,
            source: "test".into(),
            message_id: format!("m{position:03}").as_str().into(),
            act,
            facts,
        };
        self.take(event)
    }

    fn take(&mut self, event: Event) -> Vec<String> {
        let is_void = matches!(event.act, Act::Voided { .. });
        self.history.push(event.clone());
        if is_void {
            let before = self.stage();
            let versions = [InForce { agreement: &self.agreement, from: Timestamp::MIN }];
            let replayed = replay(&versions, None, &self.history, self.now);
            self.contact = replayed.contact;
            self.moves = replayed.moves;
            return vec![format!("folded again: {before} -> {}", self.stage())];
        }
        let Step { contact, moves, given, outcome } =
            step(&self.agreement, self.contact.clone(), None, &event);
        self.contact = contact;
        let mut came: Vec<String> = Vec::new();
        if let Outcome::Refused(refusal) = outcome {
            came.push(format!("refused: {refusal}"));
        }
        came.extend(
            given
                .iter()
                .map(|given| format!("{:+} {} ({})", given.points, given.rule, given.clause)),
        );
        came.extend(moves.iter().map(|moved| self.shown(moved)));
        self.moves.extend(moves);
        came
    }

    fn stage(&self) -> String {
        self.contact.standings[0].stage.clone()
    }

    fn shown(&self, moved: &Move) -> String {
        let zone = TimeZone::get(&self.agreement.document.time_zone).unwrap();
        let at = zone.to_datetime(moved.at.to_jiff());
        let state = match &moved.state {
            State::Open => String::new(),
            State::Disqualified { reason, .. } => format!(", disqualified: {reason}"),
            State::Recycled { reason, until, .. } => {
                let until = until.map(|until| zone.to_datetime(until.to_jiff()).date().to_string());
                format!(", put aside: {reason}, until {}", until.as_deref().unwrap_or("asked"))
            }
        };
        let clause =
            moved.clause.as_ref().map(|clause| format!(" v{} {}", clause.version, clause.number));
        let by = moved.by.as_ref().map(|by| format!(" by {}", by.name));
        format!(
            "{} {} -> {}{state}, cycle {} ({}{}{})",
            at.strftime("%Y-%m-%d %H:%M"),
            moved.from,
            moved.to,
            moved.cycle,
            moved.why,
            clause.unwrap_or_default(),
            by.unwrap_or_default(),
        )
    }

    fn scores(&self, at: Timestamp) -> Vec<String> {
        let scene = Scene::new(&self.agreement, &self.contact, 0, at);
        let ledger = ledger(&scene);
        let mut shown: Vec<String> = Vec::new();
        for (name, score) in [("fit", &ledger.fit), ("engagement", &ledger.engagement)] {
            let lines: Vec<String> =
                score.lines.iter().map(|line| format!("{:+} {}", line.points, line.rule)).collect();
            shown.push(
                format!("{name} {} = {}", score.value, lines.join(" "))
                    .trim_end_matches(" = ")
                    .to_owned(),
            );
        }
        shown
    }

    /// I2: what the transcript did step by step equals the replay of its events.
    fn live_equals_replay(&self) {
        let versions = [InForce { agreement: &self.agreement, from: Timestamp::MIN }];
        let replayed = replay(&versions, None, &self.history, self.now);
        let mut contact = self.contact.clone();
        let mut moves = self.moves.clone();
        catch_up(&self.agreement, &mut contact, None, self.now + Span::from_micros(1), &mut moves);
        assert_eq!(moves, replayed.moves);
        assert_eq!(contact.standings, replayed.contact.standings);
    }
}

fn act(what: &str, rest: &[String]) -> (Act, Vec<Fact>) {
    let word = |index: usize| rest.get(index).cloned().unwrap_or_default();
    let by = |name: String| {
        let side =
            if name.starts_with("marketing") { SideName::Marketing } else { SideName::Sales };
        Actor { name, side: Some(side) }
    };
    let line = "main".to_owned();
    let act = match what {
        "learned" => {
            let facts =
                pairs(rest).into_iter().map(|(id, value)| match id.strip_prefix("account.") {
                    Some(id) => {
                        Fact { of: Whose::Account, id: id.to_owned(), value, origin: Origin::Said }
                    }
                    None => Fact { of: Whose::Person, id, value, origin: Origin::Said },
                });
            return (Act::Learned, facts.collect());
        }
        "moved" => {
            Act::Moved { line, to: word(0), by: by(word(1)), evidence: rest.get(2).cloned() }
        }
        "declined" => {
            Act::Declined { line, reason: word(0), by: by(word(1)), until: None, note: None }
        }
        "reactivated" => Act::Reactivated { line, by: by(word(0)) },
        "confirmed" => {
            Act::SuggestionAnswered { line, clause: word(0), is_confirmed: true, by: by(word(1)) }
        }
        "dismissed" => {
            Act::SuggestionAnswered { line, clause: word(0), is_confirmed: false, by: by(word(1)) }
        }
        "voided" => Act::Voided { position: word(0).parse().unwrap(), why: "test".to_owned() },
        "consent_given" => Act::ConsentGiven { purpose: word(0) },
        "consent_withdrawn" => Act::ConsentWithdrawn { purpose: word(0) },
        name => Act::Happened { name: name.to_owned(), properties: pairs(rest) },
    };
    (act, Vec::new())
}

fn pairs(words: &[String]) -> Vec<(String, Value)> {
    let pairs = words.iter().map(|word| {
        let (id, value) = word.split_once('=').unwrap_or_else(|| panic!("{word} is not id=value"));
        (id.to_owned(), Value::text(value))
    });
    pairs.collect()
}

/// The words of a line; what stands between quotes is part of one.
fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut is_quoted = false;
    for c in line.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => {
                words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            }
            c => word.push(c),
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

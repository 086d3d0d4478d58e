//! What holds for every history: the engine's invariants, tried on histories drawn at random.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it saw"
)]

mod support;

use std::sync::LazyLock;

use engine::agreement::sealed::Agreement;
use engine::contact::Contact;
use engine::contact::standing::Move;
use engine::event::{Act, Event};
use engine::judge::Scene;
use engine::replay::{InForce, replay};
use engine::score::ledger::ledger;
use engine::step::{catch_up, step};
use engine::time::{Span, Timestamp};
use engine::why::why;
use proptest::prelude::*;
use support::{cases, event, history, start};

static AGREEMENT: LazyLock<Agreement> = LazyLock::new(support::agreement);

fn versions() -> [InForce<'static>; 1] {
    [InForce { agreement: &AGREEMENT, from: Timestamp::MIN }]
}

fn end() -> Timestamp {
    start() + Span::DAY.times(60)
}

/// What live processing comes to: one step an event, and the waker looking whenever it likes.
fn live(history: &[Event], looks: &[i64]) -> (Contact, Vec<Move>) {
    let mut contact = Contact::new(&AGREEMENT);
    let mut moves: Vec<Move> = Vec::new();
    let mut looks: Vec<Timestamp> =
        looks.iter().map(|minute| start() + Span::MINUTE.times(*minute)).collect();
    looks.sort();
    let mut looks = looks.into_iter().peekable();
    for event in history {
        while let Some(look) = looks.next_if(|look| *look <= event.known_at) {
            catch_up(&AGREEMENT, &mut contact, None, look, &mut moves);
        }
        let taken = step(&AGREEMENT, contact, None, event);
        contact = taken.contact;
        moves.extend(taken.moves);
    }
    for look in looks.filter(|look| *look < end()) {
        catch_up(&AGREEMENT, &mut contact, None, look, &mut moves);
    }
    // As a replay does: what is due at the very end is not taken yet.
    catch_up(&AGREEMENT, &mut contact, None, end(), &mut moves);
    (contact, moves)
}

proptest! {
    #![proptest_config(cases(512, 100_000))]

    /// The ledger adds up: the lines sum to the score, to the unit, at every past moment.
    #[test]
    fn the_ledger_adds_up(history in history(40), minutes in prop::collection::vec(0i64..60 * 24 * 60, 1..6)) {
        for minute in minutes {
            let at = start() + Span::MINUTE.times(minute);
            let why = why(&versions(), None, &history, 0, at, end());
            for score in [&why.scores.fit, &why.scores.engagement] {
                let sum: i64 = score.lines.iter().map(|line| line.points).sum();
                prop_assert_eq!(sum, score.value);
                prop_assert!(score.value >= 0 && score.cap.is_none_or(|cap| score.value <= cap));
            }
            prop_assert_eq!(why.total, why.scores.fit.value + why.scores.engagement.value);
        }
    }

    /// A score depends on what happened, never on the order in which it was learned.
    #[test]
    fn scores_forget_the_order_of_learning(history in history(30), seed in any::<u64>()) {
        let told: Vec<Event> = history.into_iter().filter(|event| matches!(event.act, Act::Happened { .. } | Act::Learned)).collect();
        let mut shuffled = told.clone();
        let mut state = seed | 1;
        for index in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(index, (state >> 33) as usize % (index + 1));
        }
        let scores = |events: &[Event]| {
            let mut contact = Contact::new(&AGREEMENT);
            for (index, told) in events.iter().enumerate() {
                let known_at = end() + Span::from_micros(index as i64);
                let told = Event { position: told.position, known_at, ..told.clone() };
                contact = step(&AGREEMENT, contact, None, &told).contact;
            }
            let ledger = ledger(&Scene::new(&AGREEMENT, &contact, 0, end() + Span::DAY));
            (ledger.fit, ledger.engagement)
        };
        prop_assert_eq!(scores(&told), scores(&shuffled));
    }

    /// I3: the same call gives the same bytes.
    #[test]
    fn i3_a_step_is_deterministic(history in history(20)) {
        let run = || serde_json::to_string(&replay(&versions(), None, &history, end()).contact).unwrap();
        prop_assert_eq!(run(), run());
    }
}

proptest! {
    #![proptest_config(cases(256, 20_000))]

    /// I2, I10: live equals replay, whenever the waker looked.
    #[test]
    fn i2_i10_live_equals_replay(history in history(40), looks in prop::collection::vec(0i64..60 * 24 * 60, 0..30)) {
        let (contact, moves) = live(&history, &looks);
        let replayed = replay(&versions(), None, &history, end());
        prop_assert_eq!(&moves, &replayed.moves);
        prop_assert_eq!(&contact.standings, &replayed.contact.standings);
        prop_assert_eq!(contact.tallies, replayed.contact.tallies);
        prop_assert_eq!(contact.wake_at, replayed.contact.wake_at);
    }

    /// A voided event counts as if it had not happened.
    #[test]
    fn a_voided_event_leaves_no_trace(history in history(30), victim in any::<prop::sample::Index>()) {
        let victim = victim.get(&history).position;
        let without: Vec<Event> = history.iter().filter(|event| event.position != victim).cloned().collect();
        let mut voiding = history.clone();
        let last = history.last().map_or(start(), |event| event.known_at) + Span::SECOND;
        let void = Act::Voided { position: victim, why: "prueba".into() };
        voiding.push(event(10_000, last, last, void, Vec::new()));
        let mut plain = without;
        plain.push(event(10_000, last, last, Act::TimePassed, Vec::new()));
        let voided = replay(&versions(), None, &voiding, end());
        let never = replay(&versions(), None, &plain, end());
        prop_assert_eq!(voided.contact.standings, never.contact.standings);
        prop_assert_eq!(voided.contact.tallies, never.contact.tallies);
        prop_assert_eq!(voided.moves, never.moves);
    }
}

proptest! {
    #![proptest_config(cases(4, 400))]

    /// Waking when an answer may change comes to the same as looking every minute.
    #[test]
    fn wake_ups_equal_looking_every_minute(history in history(25)) {
        let every_minute: Vec<i64> = (0..60 * 24 * 60).collect();
        let mut contact = Contact::new(&AGREEMENT);
        let mut brute: Vec<Move> = Vec::new();
        let mut looks = every_minute.iter().map(|minute| start() + Span::MINUTE.times(*minute)).peekable();
        let look = |contact: &mut Contact, at: Timestamp, brute: &mut Vec<Move>| {
            // Forgets when to wake: the minute alone decides when to look.
            contact.wake_at = at;
            catch_up(&AGREEMENT, contact, None, at + Span::from_micros(1), brute);
        };
        for event in &history {
            while let Some(at) = looks.next_if(|at| *at < event.known_at) {
                look(&mut contact, at, &mut brute);
            }
            contact.wake_at = Timestamp::MAX;
            let taken = step(&AGREEMENT, contact, None, event);
            contact = taken.contact;
            brute.extend(taken.moves);
        }
        for at in looks {
            look(&mut contact, at, &mut brute);
        }
        let replayed = replay(&versions(), None, &history, end());
        let shown = |moves: &[Move]| moves.iter().map(|moved| format!("{} {} {:?}", moved.from, moved.to, moved.clause.as_ref().map(|clause| &clause.id))).collect::<Vec<String>>();
        prop_assert_eq!(shown(&brute), shown(&replayed.moves));
        for (brute, exact) in brute.iter().zip(&replayed.moves) {
            let late = brute.at - exact.at;
            prop_assert!(late >= Span::ZERO && late <= Span::MINUTE, "{:?} {:?}", brute, exact);
        }
    }

    /// An answer stands until it says it may change, and a score with it.
    #[test]
    fn answers_stand_until_they_say(history in history(25), minutes in prop::collection::vec(0i64..50 * 24 * 60, 1..4)) {
        let mut contact = Contact::new(&AGREEMENT);
        for event in &history {
            contact = step(&AGREEMENT, contact, None, event).contact;
        }
        for minute in minutes {
            let at = start() + Span::MINUTE.times(minute);
            let now = Scene::new(&AGREEMENT, &contact, 0, at);
            let (fit, engagement) = (now.fit(), now.engagement());
            let mut later = at;
            while later < fit.until.min(engagement.until).min(at + Span::DAY.times(3)) {
                let scene = Scene::new(&AGREEMENT, &contact, 0, later);
                prop_assert_eq!(scene.fit().value, fit.value);
                prop_assert_eq!(scene.engagement().value, engagement.value);
                later = later + Span::MINUTE.times(7);
            }
            for clause in &AGREEMENT.lines[0].qualify {
                let Some(check) = &clause.check else { continue };
                let verdict = now.judge(check);
                let mut later = at;
                while later < verdict.until.min(at + Span::DAY.times(3)) {
                    let scene = Scene::new(&AGREEMENT, &contact, 0, later);
                    prop_assert_eq!(scene.judge(check).truth, verdict.truth, "{} at {}", clause.clause.id, later);
                    later = later + Span::MINUTE.times(11);
                }
            }
        }
    }
}

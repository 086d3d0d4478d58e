//! A list that is longer than a screen: nobody is lost in it, and its order holds.

use engine::time::Span;
use runtime::acts::{Deed, Outcome};
use runtime::card::Next;
use runtime::queue::{MEETING, Part, Place};
use store::ids::ContactId;

use crate::desk::{Desk, desk, said, start};

fn plan(desk: &Desk, id: ContactId, at: engine::time::Timestamp, what: &str) {
    desk.does(id, &Deed::Planned { next: Next::new(at, what) });
}

#[test]
fn an_appointment_is_not_missed_behind_calls_that_are_overdue() {
    let desk = desk();
    for index in 0..220 {
        let id = desk.person(&format!("Eva {index}"), "ES");
        plan(&desk, id, start() - Span::DAY.times(3) + Span::MINUTE.times(index), "call");
    }
    let leo = desk.person("Leo Paz", "ES");
    plan(&desk, leo, start() + Span::HOUR.times(4), MEETING);
    assert_eq!((desk.queue().planned, desk.rows(Part::Planned)), (221, 221));
    desk.after(Span::MINUTE.times(236));
    assert_eq!(desk.order()[0], ("Leo Paz".to_owned(), Place::Now));
    let entries = desk.queue().entries;
    assert_eq!(entries.iter().filter(|entry| entry.id == leo).count(), 1);
}

#[test]
fn of_several_plans_for_one_hour_the_best_comes_first() {
    let desk = desk();
    let job = |title: &str, index: u32| {
        let mobile = format!("+3460000{index:04}");
        desk.knows(&[("name", title), ("job_title", title), ("country", "ES"), ("mobile", &mobile)])
    };
    for (title, index) in [("Técnico", 1), ("Directora general", 2), ("Analista", 3)] {
        plan(&desk, job(title, index), start() + Span::HOUR, "call");
    }
    let totals: Vec<i64> = desk.queue().entries.iter().map(|entry| entry.columns.total).collect();
    assert!(totals[0] > totals[2], "{totals:?}");
    assert!(totals.is_sorted_by(|a, b| a >= b), "{totals:?}");
}

#[test]
fn who_asked_first_is_neither_lost_nor_told_to_wait_behind_who_asked_last() {
    let desk = desk();
    let mut ids: Vec<ContactId> = Vec::new();
    for index in 0..230 {
        let id = desk.person(&format!("Eva {index}"), "ES");
        desk.asks(id, "demo_requested");
        desk.after(Span::MINUTE);
        ids.push(id);
    }
    let queue = desk.queue();
    assert_eq!((queue.asked, desk.rows(Part::Asked)), (230, 230));
    let entry = |id: ContactId| queue.entries.iter().find(|entry| entry.id == id);
    assert_eq!(entry(ids[0]).map(|entry| entry.place), Some(Place::Overdue));
    assert_eq!(entry(ids[229]).map(|entry| entry.place), Some(Place::Now));
    let idle = queue.entries.iter().filter(|entry| entry.place == Place::Next);
    assert_eq!(idle.count(), 0, "whoever asked is not listed as one who did not");
    assert_eq!((queue.rest, desk.rows(Part::Rest)), (0, 0));
    assert_eq!((queue.waiting, desk.rows(Part::Waiting)), (230, 230));
}

#[test]
fn who_is_awake_is_found_behind_a_thousand_who_are_not() {
    let desk = desk();
    for index in 0..1_050 {
        let name = format!("Ximena {index}");
        let facts = [("name", name.as_str()), ("job_title", "Directora general")];
        let mobile = format!("+57300{index:07}");
        desk.knows(&[&facts[..], &[("country", "CO"), ("mobile", &mobile)]].concat());
    }
    let eva = desk.person("Eva Ordóñez", "ES");
    assert_eq!(desk.queue().entries[0].id, eva);
    assert_eq!((desk.queue().waiting, desk.queue().asleep), (1, 1_050));
    let call = Deed::Called { outcome: Outcome::NoAnswer, text: String::new(), next: None };
    desk.does(eva, &call);
    let order = desk.order();
    assert!(order.iter().all(|(name, _)| name != "Eva Ordóñez"), "{:?}", said(&order));
}

#[test]
fn an_appointment_comes_first_whatever_else_there_is_about_somebody() {
    let desk = desk();
    let asked = desk.person("Eva Ordóñez", "ES");
    let behind = desk.person("Leo Paz", "ES");
    let at = start() + Span::HOUR.times(4);
    // She asked for something that nobody answered, and he has a call that nobody made.
    plan(&desk, asked, at, MEETING);
    desk.asks(asked, "demo_requested");
    plan(&desk, behind, at + Span::MINUTE, MEETING);
    plan(&desk, behind, start() + Span::HOUR, "call");
    desk.after(Span::MINUTE.times(237));
    let fresh = desk.person("Iris Gil", "ES");
    desk.asks(fresh, "demo_requested");
    let order = desk.order();
    let now = [("Eva Ordóñez", Place::Now), ("Leo Paz", Place::Now), ("Iris Gil", Place::Now)];
    assert_eq!(said(&order), now);
    assert_eq!(desk.queue().entries[1].meets_at, Some(at + Span::MINUTE));
}

#[test]
fn who_asks_while_it_is_night_there_counts_among_those_to_call() {
    let desk = desk();
    let ximena = desk.person("Ximena Peña", "CO");
    desk.asks(ximena, "demo_requested");
    assert_eq!(said(&desk.order()), [("Ximena Peña", Place::Now)]);
    assert_eq!((desk.queue().waiting, desk.rows(Part::Waiting)), (1, 1));
    desk.after(Span::MINUTE.times(15));
    assert_eq!((desk.queue().waiting, desk.rows(Part::Waiting)), (0, 0));
}

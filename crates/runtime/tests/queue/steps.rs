//! What comes next with somebody: what is planned, what is done of it, and the hour it is proposed
//! for.

use engine::time::{Span, Timestamp};
use runtime::acts::{Deed, Outcome};
use runtime::cadence;
use runtime::card::Next;
use runtime::queue::MEETING;
use runtime::writer::Saw;
use store::ids::ContactId;

use crate::desk::{Desk, by, desk, start};

impl Desk {
    fn look(&self, id: ContactId) -> Box<Saw> {
        self.workspace.writer.look(id).wait().unwrap().unwrap()
    }

    /// The next hour that Ana has free for somebody, by the clock of Madrid.
    fn free(&self, id: ContactId) -> String {
        let saw = self.look(id);
        let at = self.workspace.free_hour(&saw, &by().email, saw.now).unwrap();
        saw.agreement.time_zone().to_datetime(at.to_jiff()).strftime("%d %H:%M").to_string()
    }
}

#[test]
fn a_task_says_what_is_to_be_done_and_is_done() {
    let desk = desk();
    let eva = desk.person("Eva Ordóñez", "ES");
    let task = Next { text: "enviar caso".to_owned(), ..Next::new(start(), "task") };
    desk.does(eva, &Deed::Planned { next: task.clone() });
    assert_eq!(desk.look(eva).card.desk.next, Some(task.clone()));
    let entry = desk.queue().entries.remove(0);
    assert_eq!(entry.columns.next_text, "enviar caso", "the list says it too");
    let saw = desk.look(eva);
    let (next, step) = cadence::after_done(&saw.agreement, &saw.card, saw.now).unzip();
    assert!(next.is_some(), "an open lead is not left without a next step");
    let done = Deed::Done { mention: None, step, next: next.clone() };
    desk.workspace.act(eva, &done, &by(), "done").unwrap();
    assert_eq!(desk.look(eva).card.desk.next, next);
    desk.workspace.undo("done", &by()).unwrap();
    assert_eq!(desk.look(eva).card.desk.next, Some(task));
    let long = Next { text: "x".repeat(201), ..Next::new(start(), "task") };
    assert!(desk.workspace.act(eva, &Deed::Planned { next: long }, &by(), "long").is_err());
}

#[test]
fn a_card_of_before_there_were_texts_is_still_read() {
    let next: Next =
        serde_json::from_str(r#"{"at":"2026-03-02T09:00:00Z","what":"call"}"#).unwrap();
    assert_eq!(next, Next::new(start(), "call"));
}

#[test]
fn what_was_the_next_step_of_the_cadence_is_not_proposed_again_once_it_is_done() {
    let desk = desk();
    let eva = desk.person("Eva Ordóñez", "ES");
    let accepted =
        Deed::Moved { to: "mql".to_owned(), evidence: Some("lo pidió en el stand".to_owned()) };
    desk.does(eva, &accepted);
    let saw = desk.look(eva);
    let (ordinal, first) = cadence::proposed(&saw.agreement, &saw.card, saw.now).unwrap();
    assert_eq!((ordinal, first.as_str()), (1, "call"));
    let steps = cadence::steps(&saw.agreement, &saw.card, saw.now);
    let after = |planned: &str| {
        desk.does(eva, &Deed::Planned { next: Next::new(start(), planned) });
        let saw = desk.look(eva);
        assert_eq!(cadence::proposed(&saw.agreement, &saw.card, saw.now), None);
        cadence::after_done(&saw.agreement, &saw.card, saw.now).unwrap().0
    };
    let (task, call) = (after("task"), after("call"));
    assert_eq!(task.what, "call", "the cadence has not begun");
    assert_eq!(Some(&call.what), steps.get(1).map(|step| &step.act), "its first step is done");
    assert!(task.at > start() && call.at > start());
    let no = Deed::Declined { reason: "no_encaja".to_owned(), until: None, note: None };
    desk.does(eva, &no);
    let saw = desk.look(eva);
    assert_eq!(cadence::after_done(&saw.agreement, &saw.card, saw.now), None, "out of play");
    assert_eq!(cadence::proposed(&saw.agreement, &saw.card, saw.now), None);
}

#[test]
fn no_other_plan_takes_an_appointment_away() {
    let desk = desk();
    let eva = desk.person("Eva Ordóñez", "ES");
    let planned = || {
        let step = desk.look(eva).card.desk;
        (step.next.map(|next| next.what), step.then.map(|then| then.what))
    };
    let plan = |what: &str, hours: i64| {
        let at = start() + Span::HOUR.times(hours);
        desk.does(eva, &Deed::Planned { next: Next::new(at, what) });
    };
    let both = |next: &str, then: &str| (Some(next.to_owned()), Some(then.to_owned()));
    plan(MEETING, 24);
    plan("task", 30);
    assert_eq!(planned(), both(MEETING, "task"));
    plan("task", 2);
    assert_eq!(planned(), both("task", MEETING), "one task beside it, where it belongs");
    let no_answer = Deed::Called {
        outcome: Outcome::NoAnswer,
        text: String::new(),
        next: Some(Next::new(start() + Span::HOUR.times(3), "whatsapp")),
    };
    desk.does(eva, &no_answer);
    assert_eq!(planned(), both("whatsapp", MEETING));
    desk.does(eva, &Deed::Done { mention: None, step: None, next: None });
    assert_eq!(planned(), (Some(MEETING.to_owned()), None));
    plan(MEETING, 48);
    assert_eq!(desk.look(eva).card.desk.then, None, "another hour is the same appointment");
    desk.after(Span::HOUR.times(49));
    desk.does(eva, &Deed::Called { outcome: Outcome::Talked, text: String::new(), next: None });
    assert_eq!(planned(), (None, None), "what has been is over");
}

#[test]
fn each_step_that_is_ticked_off_leads_to_the_one_behind_it() {
    let desk = desk();
    let facts = [("name", "Eva Ordóñez"), ("country", "ES")];
    let reach = [("mobile", "+34600000001"), ("email", "eva@casa.example")];
    let eva = desk.knows(&[facts, reach].concat());
    desk.does(eva, &Deed::Moved { to: "mql".to_owned(), evidence: Some("en el stand".to_owned()) });
    let cadence = |saw: &Saw| cadence::steps(&saw.agreement, &saw.card, saw.now);
    let acts: Vec<String> = cadence(&desk.look(eva)).into_iter().map(|step| step.act).collect();
    assert!(acts.len() > 2, "{acts:?}");
    let (_, first) = {
        let saw = desk.look(eva);
        cadence::proposed(&saw.agreement, &saw.card, saw.now).unwrap()
    };
    desk.does(eva, &Deed::Planned { next: Next::new(start(), first) });
    let mut planned = Vec::new();
    for ticked in 1..acts.len() {
        let saw = desk.look(eva);
        let (next, step) = cadence::after_done(&saw.agreement, &saw.card, saw.now).unwrap();
        assert_eq!(step, ticked);
        planned.push(next.what.clone());
        desk.does(eva, &Deed::Done { mention: None, step: Some(step), next: Some(next) });
        let done = cadence(&desk.look(eva)).iter().filter(|step| step.is_done).count();
        assert_eq!(done, ticked);
    }
    assert_eq!(planned, acts[1..], "each once, in order");
    // A call that nobody answers is one step more.
    let saw = desk.look(eva);
    let last = cadence::after(&saw.agreement, &saw.card, Outcome::NoAnswer, saw.now).unwrap();
    assert_eq!(last.what, "call", "behind the last step somebody is called again");
}

#[test]
fn an_appointment_is_proposed_for_an_hour_that_is_free_and_worked_on_both_sides() {
    let desk = desk();
    let (eva, ximena) = (desk.person("Eva Ordóñez", "ES"), desk.person("Ximena Peña", "CO"));
    assert_eq!(desk.free(eva), "02 11:00");
    let own = |at: Timestamp| {
        let id = desk.person("Leo Paz", "ES");
        desk.does(id, &Deed::Assigned { to: by().email });
        desk.does(id, &Deed::Planned { next: Next::new(at, MEETING) });
    };
    own(start() + Span::HOUR);
    assert_eq!(desk.free(eva), "02 12:00");
    // At one minute past one there is no whole hour before lunch: work ends at two.
    desk.after(Span::MINUTE.times(181));
    assert_eq!(desk.free(eva), "02 16:00", "work begins again at half past three");
    assert_eq!(desk.free(ximena), "02 16:00", "ten in the morning there");
    // At one minute past five none is left today: work ends at half past six.
    desk.after(Span::HOUR.times(5));
    assert_eq!(desk.free(eva), "03 09:00");
    assert_eq!(desk.free(ximena), "03 16:00");
    let saw = desk.look(eva);
    let booked = cadence::after(&saw.agreement, &saw.card, Outcome::Booked, saw.now).unwrap();
    let working = cadence::working_time(&saw.agreement, None);
    assert_eq!(working.next_open(booked.at), booked.at, "that is an hour of work");
}

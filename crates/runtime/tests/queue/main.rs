#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Whom to call now: the order is the one that the page says, and who is left out is counted.

mod alike;
mod desk;
mod left_out;
mod long;
mod steps;

use desk::{Desk, by, desk, desk_under, said, start};
use engine::agreement::funnel::SideName;
use engine::time::Span;
use runtime::acts::{By, Deed, Outcome};
use runtime::card::Next;
use runtime::queue::{MEETING, Part, Place, View};
use store::ids::ContactId;
use store::workspace::screens::Filter;

#[test]
fn a_request_is_first_while_it_is_fresh_and_then_goes_by_its_term() {
    let desk = desk();
    let eva = desk.person("Eva Ordóñez", "ES");
    let leo = desk.person("Leo Paz", "ES");
    desk.asks(leo, "met_at_event");
    desk.asks(eva, "demo_requested");
    assert_eq!(said(&desk.order()), [("Eva Ordóñez", Place::Now), ("Leo Paz", Place::Next)]);
    desk.after(Span::MINUTE.times(15));
    // The starter promises the first attempt within an hour.
    assert_eq!(desk.order()[0], ("Eva Ordóñez".to_owned(), Place::OnTime));
    desk.after(Span::MINUTE.times(26));
    assert_eq!(desk.order()[0], ("Eva Ordóñez".to_owned(), Place::DueSoon));
    let first = desk.queue().entries.remove(0);
    let asked_at = first.columns.requested_at.unwrap();
    assert_eq!(first.due_at, Some(asked_at + Span::HOUR));
    desk.after(Span::MINUTE.times(20));
    assert_eq!(desk.order()[0], ("Eva Ordóñez".to_owned(), Place::Overdue));
    let call = Deed::Called { outcome: Outcome::NoAnswer, text: String::new(), next: None };
    desk.does(eva, &call);
    assert_eq!(said(&desk.order()), [("Leo Paz", Place::Next)], "an attempt answers the request");
}

#[test]
fn what_is_worth_more_by_the_agreement_goes_before_what_has_more_points() {
    let value =
        "value:\n  - { when: { trait: city, is: Cali }, amount: 12000 }\n  - { amount: 900 }\n";
    let agreement = format!("{}\n{value}", engine::agreement::starters::default_for("ES"));
    let desk = desk_under(Some(&agreement));
    let small = [("name", "Eva Ordóñez"), ("job_title", "Directora general"), ("city", "Lugo")];
    let large = [("name", "Leo Paz"), ("job_title", "Técnico"), ("city", "Cali")];
    for facts in [small, large] {
        let known = [&facts[..], &[("country", "ES"), ("mobile", "+34600000001")]].concat();
        desk.asks(desk.knows(&known), "demo_requested");
    }
    desk.after(Span::MINUTE.times(15));
    let entries = desk.queue().entries;
    assert!(entries[0].columns.total < entries[1].columns.total);
    let on_time = [("Leo Paz", Place::OnTime), ("Eva Ordóñez", Place::OnTime)];
    assert_eq!(said(&desk.order()), on_time);
    desk.after(Span::HOUR);
    let overdue = [("Leo Paz", Place::Overdue), ("Eva Ordóñez", Place::Overdue)];
    assert_eq!(said(&desk.order()), overdue);
}

#[test]
fn what_is_planned_comes_back_at_its_hour_and_an_appointment_comes_first() {
    let desk = desk();
    let eva = desk.person("Eva Ordóñez", "ES");
    let leo = desk.person("Leo Paz", "ES");
    let plan = |what: &str, after: Span| Deed::Planned { next: Next::new(start() + after, what) };
    desk.does(eva, &plan(MEETING, Span::HOUR.times(3)));
    desk.does(leo, &plan("call", Span::HOUR.times(2)));
    let planned = [("Leo Paz", Place::FollowUp), ("Eva Ordóñez", Place::FollowUp)];
    assert_eq!(said(&desk.order()), planned);
    desk.after(Span::MINUTE.times(176));
    assert_eq!(desk.order()[0], ("Eva Ordóñez".to_owned(), Place::Now));
    desk.does(eva, &plan("call", Span::DAY));
    assert_eq!(desk.order()[0], ("Eva Ordóñez".to_owned(), Place::Now), "it still takes place");
    let next = Some(Next::new(start() + Span::DAY, "call"));
    desk.does(eva, &Deed::Done { mention: None, step: None, next });
    let queue = desk.queue();
    assert_eq!((queue.entries.len(), queue.tomorrow), (1, 1));
}

#[test]
fn who_is_better_not_called_now_is_counted_and_stands_behind_or_nowhere() {
    let desk = desk();
    desk.person("Eva Ordóñez", "ES");
    desk.person("Ximena Peña", "CO");
    let leo = desk.person("Leo Paz", "ES");
    let iris = desk.person("Iris Gil", "ES");
    let talked =
        Deed::Called { outcome: Outcome::AskedNotToBeCalled, text: String::new(), next: None };
    desk.does(iris, &talked);
    let queue = desk.queue();
    let ximena = ("Ximena Peña", Place::Asleep);
    let order = [("Eva Ordóñez", Place::Next), ("Leo Paz", Place::Next), ximena];
    assert_eq!(said(&desk.order()), order);
    // Ten in Madrid is four in the morning in Bogotá; there it is a good hour from nine on, and
    // in Madrid people are back from lunch at half past three.
    assert_eq!((queue.asleep, queue.blocked), (1, 1));
    assert_eq!(queue.awake_at, Some("2026-03-02T14:30:00Z".parse().unwrap()));
    desk.does(leo, &Deed::Called { outcome: Outcome::Talked, text: String::new(), next: None });
    let queue = desk.queue();
    let order = [("Eva Ordóñez", Place::Next), ximena];
    assert_eq!(said(&desk.order()), order, "who was just called rests");
    assert_eq!(
        (queue.resting, queue.reached_today),
        (1, 2),
        "who does not want calls is not resting"
    );
}

#[test]
fn a_note_that_names_somebody_is_on_their_list_until_they_have_seen_it() {
    let desk = desk();
    let eva = desk.person("Eva Ordóñez", "ES");
    let plan = Next::new(start() + Span::DAY.times(9), "call");
    let note = Deed::Noted {
        text: "@ana mira esto".to_owned(),
        mentions: vec![by().email],
        next: Some(plan),
    };
    desk.does(eva, &note);
    assert_eq!(said(&desk.order()), [("Eva Ordóñez", Place::Mention)]);
    desk.does(eva, &Deed::Done { mention: Some(by().email), step: None, next: None });
    assert_eq!(said(&desk.order()), []);
}

#[test]
fn a_deed_is_done_once_and_undone_whole() {
    let desk = desk();
    let eva = desk.person("Eva Ordóñez", "ES");
    let look = || desk.workspace.writer.look(eva).wait().unwrap().unwrap().card;
    let before = look();
    let call = Deed::Called { outcome: Outcome::CalledBack, text: "Sí".to_owned(), next: None };
    for _ in 0..2 {
        desk.workspace.act(eva, &call, &by(), "one key").unwrap();
    }
    assert_eq!(look().history.len(), before.history.len() + 2, "they called, and we talked");
    assert_eq!(desk.workspace.undo("one key", &by()).unwrap(), 2);
    assert_eq!(look().contact.tallies, before.contact.tallies);
    assert_eq!(look().desk.attempted_at, None);
    assert!(desk.workspace.undo("one key", &by()).is_err(), "there is nothing left to undo");
}

#[test]
fn a_refused_deed_changes_nothing_and_says_why() {
    let desk = desk();
    let eva = desk.person("Eva Ordóñez", "ES");
    let deed = Deed::Moved { to: "mql".to_owned(), evidence: None };
    let became = desk.workspace.act(eva, &deed, &by(), "k").unwrap();
    let expected = engine::stage::Refusal::EvidenceMissing;
    assert!(matches!(
        &became[0],
        runtime::writer::Became::Refused { why, .. } if *why == expected
    ));
}

#[test]
fn who_asked_at_night_is_called_at_once_or_when_it_is_day_there() {
    let desk = desk();
    // Ten in Madrid is four in the morning in Bogotá.
    let ximena = desk.person("Ximena Peña", "CO");
    desk.person("Noa Sol", "CO");
    desk.person("Eva Ordóñez", "ES");
    desk.asks(ximena, "demo_requested");
    assert_eq!(desk.order()[0], ("Ximena Peña".to_owned(), Place::Now), "she is awake");
    desk.after(Span::MINUTE.times(15));
    let order =
        [("Eva Ordóñez", Place::Next), ("Ximena Peña", Place::Asleep), ("Noa Sol", Place::Asleep)];
    assert_eq!(said(&desk.order()), order);
    let queue = desk.queue();
    assert_eq!(queue.asleep, 2);
    // Nine there, and after lunch here.
    let good_hour = Some("2026-03-02T14:30:00Z".parse().unwrap());
    assert_eq!(queue.entries[1].awake_at, good_hour);
    assert!(queue.entries[1].due_at.is_some(), "the promise stands");
}

#[test]
fn a_plan_keeps_its_hour_and_later_waits_for_theirs() {
    let desk = desk();
    let plan = |what: &str| Deed::Planned { next: Next::new(start(), what) };
    let (ximena, noa) = (desk.person("Ximena Peña", "CO"), desk.person("Noa Sol", "CO"));
    desk.does(ximena, &plan("call"));
    desk.does(noa, &plan(MEETING));
    let now = [("Noa Sol", Place::Now), ("Ximena Peña", Place::FollowUp)];
    assert_eq!(said(&desk.order()), now, "both agreed to the hour");
    desk.after(Span::HOUR.times(2));
    let later = [("Noa Sol", Place::FollowUp), ("Ximena Peña", Place::Asleep)];
    assert_eq!(said(&desk.order()), later);
}

#[test]
fn what_is_proposed_is_an_hour_for_both_sides() {
    let desk = desk();
    let (ximena, eva) = (desk.person("Ximena Peña", "CO"), desk.person("Eva Ordóñez", "ES"));
    let proposed = |id: ContactId| {
        let saw = desk.workspace.writer.look(id).wait().unwrap().unwrap();
        let next = runtime::cadence::after(&saw.agreement, &saw.card, Outcome::CallBack, saw.now);
        next.unwrap().at
    };
    // Three working hours later it is one in Madrid and seven in the morning in Bogotá, where nine
    // is three in the afternoon in Madrid.
    assert!(proposed(eva) < "2026-03-02T12:01:00Z".parse().unwrap());
    let at = proposed(ximena);
    assert!(at >= "2026-03-02T14:00:00Z".parse().unwrap(), "{at}");
    assert!(at < "2026-03-03T00:00:00Z".parse().unwrap(), "{at}");
}

#[test]
fn nobody_is_sent_to_whom_a_colleague_is_calling() {
    let desk = desk();
    let (eva, leo) = (desk.person("Eva Ordóñez", "ES"), desk.person("Leo Paz", "ES"));
    let luis = By { email: "luis@tecnoclima.example".to_owned(), side: SideName::Sales };
    desk.workspace.call_began(eva, &luis.email).unwrap();
    assert_eq!(said(&desk.order()), [("Leo Paz", Place::Next)]);
    assert_eq!(desk.queue().in_call, 1);
    assert_eq!(desk.workspace.caller(eva), Some(luis.email.clone()));
    desk.workspace.call_began(leo, &luis.email).unwrap();
    assert_eq!(said(&desk.order()), [("Eva Ordóñez", Place::Next)], "nobody is in two calls");
    desk.after(Span::MINUTE.times(11));
    assert_eq!(desk.order().len(), 2, "a call of which nobody says anything ends by itself");
    desk.workspace.call_began(eva, &luis.email).unwrap();
    let call = Deed::Called { outcome: Outcome::NoAnswer, text: String::new(), next: None };
    desk.workspace.act(leo, &call, &luis, "k").unwrap();
    assert_eq!(desk.queue().in_call, 0, "they said how it was");
}

#[test]
fn who_closed_every_channel_but_one_is_reached_by_that_one() {
    let desk = desk();
    let known =
        [("name", "Eva Ordóñez"), ("mobile", "+34600000001"), ("email", "eva@casa.example")];
    let eva = desk.knows(&known);
    let refuses = |purpose: &str| Deed::Consented {
        purpose: purpose.to_owned(),
        is_given: false,
        evidence: "lo dijo".to_owned(),
    };
    let next = |outcome| {
        let saw = desk.workspace.writer.look(eva).wait().unwrap().unwrap();
        runtime::cadence::after(&saw.agreement, &saw.card, outcome, saw.now).unwrap().what
    };
    assert_eq!(next(Outcome::WrongNumber), "email");
    desk.does(eva, &refuses("email"));
    assert_eq!(next(Outcome::AskedNotToBeCalled), "whatsapp", "she has just asked for no calls");
    desk.does(eva, &refuses("whatsapp"));
    assert_eq!(next(Outcome::WrongNumber), "task");
    assert_eq!(next(Outcome::Talked), "call");
}

#[test]
fn who_can_be_reached_nowhere_is_counted_and_not_called() {
    let desk = desk();
    let nobody = desk.knows(&[("name", "Iris Gil"), ("country", "ES")]);
    desk.asks(nobody, "demo_requested");
    let leo = desk.person("Leo Paz", "ES");
    let eva = desk.knows(&[("name", "Eva Ordóñez"), ("email", "eva@casa.example")]);
    let names = |desk: &Desk| {
        desk.order().into_iter().map(|(name, _)| name).collect::<Vec<String>>().join(", ")
    };
    let with_mail = names(&desk);
    assert!(with_mail.contains("Leo Paz") && with_mail.contains("Eva Ordóñez"), "{with_mail}");
    assert!(!with_mail.contains("Iris Gil"), "{with_mail}");
    let queue = desk.queue();
    assert_eq!((queue.unreachable, queue.blocked, queue.waiting), (1, 0, 2));
    // Who refused mails and has no telephone is called no more than who has neither; they said no.
    let no_mails = Deed::Consented {
        purpose: "email".to_owned(),
        is_given: false,
        evidence: "lo dijo".to_owned(),
    };
    desk.does(eva, &no_mails);
    // Nor is who was to be called.
    let call = Next::new(start() + Span::HOUR, "call");
    desk.does(nobody, &Deed::Planned { next: call });
    assert_eq!(names(&desk), "Leo Paz");
    assert_eq!((desk.queue().unreachable, desk.rows(Part::Unreachable)), (1, 1));
    assert_eq!((desk.queue().blocked, desk.rows(Part::Blocked)), (1, 1));
    desk.does(
        leo,
        &Deed::Called { outcome: Outcome::WrongNumber, text: String::new(), next: None },
    );
    assert_eq!(desk.rows(Part::Unreachable), 1);
}

#[test]
fn what_is_proposed_takes_a_channel_that_the_person_has() {
    let desk = desk();
    let next = |id: ContactId, outcome| {
        let saw = desk.workspace.writer.look(id).wait().unwrap().unwrap();
        runtime::cadence::after(&saw.agreement, &saw.card, outcome, saw.now).unwrap().what
    };
    let called = desk.person("Leo Paz", "ES");
    assert_eq!(next(called, Outcome::Talked), "call");
    assert_eq!(next(called, Outcome::AskedNotToBeCalled), "whatsapp");
    assert_eq!(next(called, Outcome::WrongNumber), "task", "no mail is known, and no other number");
    let written = desk.knows(&[("name", "Eva Ordóñez"), ("email", "eva@casa.example")]);
    assert_eq!(next(written, Outcome::Talked), "email");
    assert_eq!(next(written, Outcome::NoAnswer), "email");
    let landline = desk.knows(&[("name", "Noa Sol"), ("phone", "+34911234567")]);
    assert_eq!(next(landline, Outcome::AskedNotToBeCalled), "task", "a landline has no WhatsApp");
    let nobody = desk.knows(&[("name", "Iris Gil")]);
    assert_eq!(next(nobody, Outcome::NoAnswer), "task");
}

#[test]
fn every_number_of_the_list_counts_the_rows_behind_it() {
    let desk = desk();
    for index in 0..40 {
        desk.person(&format!("Eva {index}"), "ES");
    }
    for index in 0..7 {
        desk.knows(&[
            ("name", &format!("Ximena {index}")),
            ("country", "CO"),
            ("mobile", "+573001234567"),
        ]);
    }
    // Mexico as a whole is asleep; of Spain no city is.
    desk.knows(&[
        ("name", "Noa"),
        ("country", "MX"),
        ("city", "Tijuana"),
        ("mobile", "+5216641234567"),
    ]);
    desk.knows(&[
        ("name", "Sol"),
        ("country", "ES"),
        ("city", "Telde"),
        ("mobile", "+34600000001"),
    ]);
    let late = desk.person("Pía", "CO");
    let plan = Next::new(start() - Span::HOUR.times(2), "call");
    desk.does(late, &Deed::Planned { next: plan });
    let asked = desk.person("Luz", "CO");
    desk.asks(asked, "demo_requested");
    let queue = desk.queue();
    // Thirty are awake, and those who are not are counted all the same. Luz asked minutes ago.
    assert_eq!(queue.entries.iter().filter(|entry| entry.place == Place::Next).count(), 30);
    assert_eq!((queue.asleep, desk.rows(Part::Asleep)), (9, 9));
    assert_eq!((queue.waiting, desk.rows(Part::Waiting)), (42, 42), "Luz is awake");
    assert_eq!((queue.rest, desk.rows(Part::Rest)), (41, 41));
    let called = Deed::Called { outcome: Outcome::NoAnswer, text: String::new(), next: None };
    desk.does(asked, &called);
    let luis = By { email: "luis@tecnoclima.example".to_owned(), side: SideName::Sales };
    desk.workspace.call_began(late, &luis.email).unwrap();
    let queue = desk.queue();
    assert_eq!((queue.resting, desk.rows(Part::Resting)), (1, 1));
    assert_eq!((queue.reached_today, desk.rows(Part::Reached)), (1, 1));
    assert_eq!((queue.in_call, desk.rows(Part::InCall)), (1, 1));
    // In a list where they are not, nobody is in a call.
    desk.does(late, &Deed::Assigned { to: luis.email.clone() });
    let filter = Filter { owners: vec![by().email, String::new()], ..Filter::default() };
    let own = View { reader: vec![by().email], filter };
    assert_eq!(desk.workspace.queue(&own).unwrap().in_call, 0);
}

#[test]
fn a_day_that_a_note_names_keeps_an_hour_for_both_sides() {
    let desk = desk();
    let mendoza = desk.knows(&[
        ("name", "Ximena Peña"),
        ("country", "AR"),
        ("city", "Mendoza"),
        ("mobile", "+5492614567890"),
    ]);
    let eva = desk.person("Eva Ordóñez", "ES");
    let next = |id: ContactId, note: &str| {
        let saw = desk.workspace.writer.look(id).wait().unwrap().unwrap();
        let zone = saw.agreement.time_zone();
        let next =
            runtime::cadence::following(&saw, Outcome::CallBack, note, "call", zone, "ES").unwrap();
        zone.to_datetime(next.at.to_jiff()).strftime("%Y-%m-%d %H:%M").to_string()
    };
    assert_eq!(next(eva, "llamar mañana"), "2026-03-03 09:00");
    assert_eq!(next(eva, "mañana por la mañana"), "2026-03-03 10:00");
    // Nine in Mendoza is one in the afternoon in Madrid.
    assert_eq!(next(mendoza, "llamar mañana"), "2026-03-03 13:00");
    assert_eq!(next(mendoza, "mañana por la mañana"), "2026-03-03 13:00");
    // Whoever names an hour has agreed on it, and a day that was named stays.
    assert_eq!(next(mendoza, "mañana a las 10"), "2026-03-03 10:00");
    assert_eq!(next(eva, "el sábado"), "2026-03-07 09:00");
    assert_eq!(next(mendoza, "el sábado"), "2026-03-07 13:00");
}

#[test]
fn the_list_and_the_page_propose_the_same_hour() {
    let desk = desk();
    let ximena = desk.person("Ximena Peña", "CO");
    // Eight in the evening in Bogotá: nine there is afternoon here.
    desk.after(Span::HOUR.times(16));
    let entry = desk.queue().entries.remove(0);
    let saw = desk.workspace.writer.look(ximena).wait().unwrap().unwrap();
    let proposed = runtime::cadence::next_call(&saw.agreement, &saw.card, saw.now);
    assert!(proposed.is_some());
    assert_eq!((entry.id, entry.awake_at), (ximena, proposed));
}

//! Who is on the list and who is left out of it: nobody is both.

use runtime::acts::{Deed, Outcome};
use runtime::card::Next;
use runtime::queue::{Part, Place, View};
use store::ids::ContactId;
use store::workspace::screens::{Filter, Order};

use crate::desk::{Desk, by, desk, said, start};
use engine::time::Span;

/// The parts that the foot of the list counts, with what they count.
const LEFT_OUT: [Part; 5] =
    [Part::Blocked, Part::Unreachable, Part::Resting, Part::InCall, Part::Asleep];

fn refuses(purpose: &str) -> Deed {
    Deed::Consented { purpose: purpose.to_owned(), is_given: false, evidence: "lo dijo".to_owned() }
}

fn plan(what: &str) -> Deed {
    Deed::Planned { next: Next::new(start(), what) }
}

impl Desk {
    /// Who a part of the list are.
    fn part(&self, part: Part) -> Vec<ContactId> {
        let view = View { reader: vec![by().email], filter: Filter::default() };
        // As every page does before it reads a list.
        self.workspace.writer.settle().wait().unwrap();
        let filter = self.workspace.part(&view, part).unwrap();
        let listed = self.workspace.read(|read| Ok(read.list(&filter, Order::Best, 500, 0)?));
        listed.unwrap().into_iter().map(|listed| listed.id).collect()
    }

    /// Holds every figure of the foot to its rows, and those to the list.
    fn nobody_is_both(&self) {
        let queue = self.queue();
        let awake = queue.entries.iter().filter(|entry| entry.place != Place::Asleep);
        let listed: Vec<ContactId> = awake.map(|entry| entry.id).collect();
        let counted =
            [queue.blocked, queue.unreachable, queue.resting, queue.in_call, queue.asleep];
        for (part, count) in LEFT_OUT.into_iter().zip(counted) {
            let rows = self.part(part);
            assert_eq!(rows.len() as u64, count, "{part:?}");
            let both: Vec<&ContactId> = rows.iter().filter(|id| listed.contains(id)).collect();
            assert!(both.is_empty(), "{part:?} and on the list: {both:?}");
        }
    }
}

#[test]
fn who_asked_and_sleeps_is_counted_whatever_is_planned_for_later() {
    let desk = desk();
    let pia = desk.person("Pía", "CO");
    let luz = desk.person("Luz", "CO");
    let noa = desk.person("Noa", "CO");
    let next = |at: Span, what: &str| Deed::Planned { next: Next::new(start() + at, what) };
    for (id, after, what) in [
        (pia, Span::DAY, "call"),
        (luz, Span::MINUTE.times(18), "meeting"),
        (noa, Span::DAY, "meeting"),
    ] {
        desk.asks(id, "demo_requested");
        desk.does(id, &next(after, what));
    }
    desk.after(Span::MINUTE.times(15));
    let order = desk.order();
    let place = |name: &str| order.iter().find(|(one, _)| one == name).unwrap().1;
    let seen = ["Pía", "Luz", "Noa"].map(place);
    assert_eq!(seen, [Place::Asleep, Place::Now, Place::Asleep], "Luz is met in three minutes");
    let mut asleep = desk.part(Part::Asleep);
    asleep.sort();
    assert_eq!((desk.queue().asleep, asleep), (2, vec![pia, noa]));
    desk.nobody_is_both();
}

#[test]
fn who_withdrew_the_permission_to_be_called_is_counted_and_not_listed() {
    let desk = desk();
    let eva = desk.knows(&[
        ("name", "Eva Ordóñez"),
        ("country", "ES"),
        ("mobile", "+34600000001"),
        ("email", "eva@casa.example"),
    ]);
    desk.does(eva, &plan("call"));
    assert_eq!(said(&desk.order()), [("Eva Ordóñez", Place::FollowUp)]);
    desk.does(eva, &refuses("phone"));
    assert_eq!(said(&desk.order()), [], "a call that is planned is not made");
    assert_eq!((desk.queue().blocked, desk.rows(Part::Blocked)), (1, 1));
    desk.asks(eva, "demo_requested");
    assert_eq!(
        said(&desk.order()),
        [],
        "nor is one that was asked for before she changes her mind"
    );
    desk.nobody_is_both();
    // What is planned and is no call is done.
    desk.does(eva, &plan("email"));
    let order: Vec<String> = desk.order().into_iter().map(|(name, _)| name).collect();
    assert_eq!((order, desk.queue().blocked), (vec!["Eva Ordóñez".to_owned()], 0));
    // As long as she did not say no to that as well.
    desk.does(eva, &refuses("email"));
    assert_eq!((said(&desk.order()), desk.queue().blocked), (vec![], 1));
    desk.does(eva, &plan("meeting"));
    assert_eq!((desk.order().len(), desk.queue().blocked), (1, 0));
}

#[test]
fn a_note_shows_whom_nobody_may_call_though_a_call_is_planned() {
    let desk = desk();
    let eva = desk.knows(&[("name", "Eva Ordóñez"), ("mobile", "+34600000001")]);
    desk.does(eva, &plan("call"));
    desk.does(eva, &refuses("phone"));
    assert_eq!((said(&desk.order()), desk.queue().blocked), (vec![], 1));
    let mentions = vec![by().email];
    desk.does(eva, &Deed::Noted { text: "@ana mira esto".to_owned(), mentions, next: None });
    assert_eq!(said(&desk.order()), [("Eva Ordóñez", Place::Mention)]);
    desk.nobody_is_both();
}

#[test]
fn calls_that_may_not_be_made_take_no_place_from_those_that_may() {
    let desk = desk();
    for number in 0..70 {
        let mobile = format!("+346000001{number:02}");
        let held = desk.knows(&[("name", "Quien dijo que no"), ("mobile", &mobile)]);
        desk.does(held, &plan("call"));
        desk.does(held, &refuses("phone"));
    }
    let eva = desk.knows(&[("name", "Eva Ordóñez"), ("mobile", "+34600000001")]);
    let at = start() + Span::HOUR;
    desk.does(eva, &Deed::Planned { next: Next::new(at, "call") });
    assert_eq!(said(&desk.order()), [("Eva Ordóñez", Place::FollowUp)]);
    assert_eq!(desk.queue().blocked, 70);
}

/// Whoever is drawn: every way to be reached, with everything that can be done with them.
#[test]
fn nobody_is_on_the_list_and_counted_as_left_out_of_it() {
    let desk = desk();
    let reach: [&[(&str, &str)]; 4] = [
        &[("mobile", "+34600000001"), ("email", "una@casa.example")],
        &[("mobile", "+34600000001")],
        &[("email", "otra@casa.example")],
        &[],
    ];
    let note = Deed::Noted { text: "@ana".to_owned(), mentions: vec![by().email], next: None };
    let no_answer = Deed::Called { outcome: Outcome::NoAnswer, text: String::new(), next: None };
    let deeds: [Option<Deed>; 9] = [
        None,
        Some(refuses("phone")),
        Some(refuses("email")),
        Some(refuses("contact")),
        Some(plan("call")),
        Some(plan("email")),
        Some(plan("task")),
        Some(note),
        Some(no_answer),
    ];
    for facts in reach {
        for first in &deeds {
            for (turn, second) in deeds.iter().enumerate() {
                let country = if turn % 2 == 0 { "ES" } else { "CO" };
                let also = [("name", "Eva Ordóñez"), ("country", country)];
                let known: Vec<(&str, &str)> = facts.iter().copied().chain(also).collect();
                let id = desk.knows(&known);
                for deed in [first, second].into_iter().flatten() {
                    desk.does(id, deed);
                }
            }
        }
    }
    desk.nobody_is_both();
    desk.after(Span::HOUR.times(2));
    desk.nobody_is_both();
    assert!(desk.rows(Part::Blocked) > 0 && desk.rows(Part::Unreachable) > 0);
    let asks = desk.part(Part::Blocked).into_iter().take(20);
    for id in asks {
        desk.asks(id, "demo_requested");
    }
    desk.nobody_is_both();
}

#[test]
fn who_is_proposed_to_be_asked_again_was_accepted_and_is_no_opportunity() {
    let desk = desk();
    let stages = ["lead", "mql", "sal", "sql", "opportunity", "customer"];
    let people = stages.map(|stage| {
        let needed =
            [("need", "Frío"), ("role", "decide"), ("timeframe", "Enero"), ("amount", "900")];
        let known = [("name", stage), ("country", "ES"), ("mobile", "+34600000001")];
        let id = desk.knows(&[&known[..], &needed].concat());
        let deed = Deed::Moved { to: stage.to_owned(), evidence: Some("en el stand".to_owned()) };
        // Who comes in is a lead.
        if stage != "lead" {
            desk.does(id, &deed);
        }
        id
    });
    let stage = |id| {
        let saw = desk.workspace.writer.look(id).wait().unwrap().unwrap();
        saw.card.contact.standings[0].stage.clone()
    };
    assert_eq!(people.map(stage), stages, "each is where they were moved to");
    assert_eq!(desk.part(Part::Silent), [], "nobody has been silent for long");
    desk.after(Span::DAY.times(31));
    assert_eq!(desk.part(Part::Silent), [people[2]]);
}

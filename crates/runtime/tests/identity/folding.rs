//! People of whom nothing but a browser is known, once they are long gone.

use engine::event::Act;
use engine::time::Span;
use runtime::writer::Became;
use store::workspace::folding::Count;
use store::workspace::screens::{Filter, Order};

use crate::{World, anonymous, both, page, start, user, whose};

impl World {
    fn months_later(&self, months: i64) {
        self.clock.advance(start() + Span::DAY.times(31 * months) - self.clock.now());
        // Who is not saved yet is looked at another day.
        self.handle().settle().wait().unwrap();
        self.handle().tick().wait().unwrap();
    }

    fn counts(&self) -> Vec<Count> {
        self.handle().reader().unwrap().read().folded().unwrap()
    }

    fn is_kept(&self, id: store::ids::ContactId) -> bool {
        self.handle().look(id).wait().unwrap().is_some()
    }
}

fn count(name: &str, what: &str, count: u64) -> Count {
    let (month, source) = ("2026-02".to_owned(), "web".to_owned());
    Count { month, source, name: name.to_owned(), what: what.to_owned(), count }
}

#[test]
fn who_was_nobody_is_a_number_after_thirteen_months() {
    let mut world = World::new();
    let nobody = world.page(anonymous("b1"), 1);
    world.page(anonymous("b1"), 2);
    let known_later = world.page(anonymous("b2"), 3);
    let eva = world.identify(both("eva", "b2"), 4, &[("email", "eva@acme.es")]);
    let parted = world.page(anonymous("b3"), 5);
    let luis = world.identify(both("luis", "b3"), 6, &[("email", "luis@acme.es")]);
    let join = world.joins().into_iter().find(|(_, _, other)| *other == parted).unwrap();
    world.undo(join.0);
    let alone = world.identify(user("pia"), 7, &[]);
    world.months_later(12);
    assert!(world.is_kept(nobody) && world.counts().is_empty(), "it is not time yet");
    let late = world.page(anonymous("b4"), 60 * 24 * 200);
    world.months_later(14);
    assert!(!world.is_kept(nobody));
    assert_eq!(world.counts(), [count("anonymous", "", 1), count("page", "/precios", 2)]);
    for id in [known_later, eva, parted, luis, alone, late] {
        assert!(world.is_kept(id), "{id}");
    }
    let reader = world.handle().reader().unwrap();
    assert!(reader.read().event(1).unwrap().is_none(), "its events are gone");
    assert!(reader.read().state(nobody).unwrap().is_none());
    drop(reader);
    world.is_sound("folded");
    world.tear();
    world.is_sound("torn away");
    // Who comes back is somebody new, and is joined like anybody; the old message is not taken.
    assert!(matches!(
        world.tell_as("m1", anonymous("b1"), 1, page(), &[]),
        Became::Repeated { .. }
    ));
    let back = whose(&world.tell_as("n1", anonymous("b1"), 60 * 24 * 430, page(), &[]));
    assert_ne!(back, nobody);
    let ana = world.identify(both("ana", "b1"), 60 * 24 * 430 + 1, &[("email", "ana@beta.es")]);
    assert!(world.messages(ana).contains("n1"));
    world.is_sound("back");
    let listed = world.handle().reader().unwrap();
    let listed = listed.read().list(&Filter::default(), Order::Best, 9, 0).unwrap();
    assert_eq!(listed.len(), 3);
}

#[test]
fn where_there_is_never_a_rest_who_is_long_gone_is_folded_all_the_same() {
    let mut world = World::new();
    let gone = world.page(anonymous("b1"), 1);
    world.handle().settle().wait().unwrap();
    // Nothing that comes from now on is saved but by who stops.
    (world.limits.cards_between, world.limits.cards) = (0, 1_000);
    world.tear();
    world.clock.advance(Span::DAY.times(31 * 14));
    let busy = |world: &mut World| {
        for number in 0..40 {
            world.page(anonymous(&format!("c{number}")), 60 * 24 * 430);
        }
    };
    busy(&mut world);
    assert!(world.is_kept(gone), "there may be a rest yet");
    world.clock.advance(Span::HOUR.times(7));
    busy(&mut world);
    assert!(!world.is_kept(gone));
    assert_eq!(world.counts(), [count("anonymous", "", 1), count("page", "/precios", 1)]);
    world.is_sound("folded");
}

#[test]
fn what_a_program_calls_as_people_are_counted_is_not_counted_among_them() {
    let mut world = World::new();
    let named = Act::Happened { name: "anonymous".to_owned(), properties: Vec::new() };
    world.tell_as("a1", anonymous("b1"), 1, named.clone(), &[]);
    world.tell_as("a2", anonymous("b1"), 2, named, &[]);
    world.page(anonymous("b2"), 3);
    world.months_later(20);
    assert_eq!(world.counts(), [count("anonymous", "", 1), count("tracked_anonymous", "", 2)]);
    let reader = world.handle().reader().unwrap();
    assert_eq!(reader.read().folded_in_all().unwrap(), (1, 2));
}

#[test]
fn a_workspace_says_for_how_long() {
    let mut world = World::new();
    let first = world.page(anonymous("b1"), 1);
    world.page(anonymous("b2"), 2);
    let note = |world: &World, months: &str| {
        let kept = world.handle().save_note("anonymous_months".to_owned(), Some(months.to_owned()));
        kept.wait().unwrap();
    };
    note(&world, "0");
    world.months_later(40);
    assert!(world.is_kept(first), "nobody is forgotten");
    note(&world, "2");
    world.months_later(41);
    assert!(!world.is_kept(first));
    // The last place of the log stays, or the next event would take it.
    assert_eq!(world.counts().len(), 2);
    world.tear();
    world.page(anonymous("b3"), 60 * 24 * 1_200);
    world.months_later(44);
    assert_eq!(world.counts(), [count("anonymous", "", 2), count("page", "/precios", 2)]);
    world.is_sound("the last of them");
}

#[test]
fn many_are_folded_in_small_steps() {
    let mut world = World::new();
    for n in 0..450 {
        world.page(anonymous(&format!("b{n}")), n);
    }
    world.months_later(20);
    // All but the last, which has the end of the log.
    let people: u64 =
        world.counts().iter().filter(|one| one.name == "anonymous").map(|one| one.count).sum();
    assert_eq!(people, 449);
    world.tear();
    world.is_sound("many");
}

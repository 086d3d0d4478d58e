//! Who of a company passes what the agreement asks of its people, and what the others know of it.

use engine::agreement::Language;
use engine::agreement::condition::Whose;
use engine::agreement::starters::{Funnel, Starter, starter};
use engine::event::Act;
use engine::judge::Scene;
use engine::time::Span;
use runtime::writer::{Intake, PEOPLE_TOLD_AT_ONCE};
use store::ids::ContactId;
use store::workspace::rows::Keys;

use crate::companies::says;
use crate::{World, minute, user};

/// The reason of a clause that asks for two who decide and asked for a demo.
const TWO: &str = "Dos de la empresa";

/// That two of a company who decide asked for a demo within thirty days.
pub(crate) const TWO_ASKED: &str = "{ people: { where: { event: demo_requested, within: 30 days }, at_least: 2, \
                         roles: [decide] } }";

impl World {
    /// Puts an agreement in force with that clause.
    pub(crate) fn two_count(&mut self) {
        self.counting(TWO_ASKED);
    }

    /// The same where something is asked.
    pub(crate) fn counting(&mut self, when: &str) {
        let clause = format!("\n  - {{ to: mql, because: {TWO}, when: {when} }}\n");
        let text = starter(Starter::Services, Funnel::WithAcceptance, Language::Es, "ES");
        let text = text.replacen("\nqualify:\n", &format!("\nqualify:{clause}"), 1);
        assert!(text.contains(TWO), "{text}");
        self.handle().put_in_force(text, "ana@ejemplo.es".to_owned()).wait().unwrap();
    }

    fn decides(&mut self, name: &str, at: i64) -> ContactId {
        self.decides_at("acme.es", name, at)
    }

    pub(crate) fn decides_at(&mut self, domain: &str, name: &str, at: i64) -> ContactId {
        let email = format!("{name}@{domain}");
        let facts = [("email", email.as_str()), ("role", "decide")];
        self.say(says(name, user(name), at, &facts, &[])).0
    }

    pub(crate) fn asks(&mut self, name: &str, at: i64) -> u64 {
        let act = Act::Happened { name: "demo_requested".to_owned(), properties: Vec::new() };
        let id = format!("{name} asks {at}");
        self.say(Intake { act, ..says(&id, user(name), at, &[], &[]) }).1
    }

    /// A page that somebody looks at.
    fn looks(&self, name: &str, at: i64) -> Intake {
        Intake {
            act: crate::page(),
            ..says(&format!("{name} looks {at}"), user(name), at, &[], &[])
        }
    }

    pub(crate) fn are_two(&self, id: ContactId) -> bool {
        let saw = self.saw(id);
        let scene = Scene::new(&saw.agreement, &saw.card.contact, 0, saw.now);
        let clause = saw.agreement.lines[0].qualify.iter().find(|one| one.because == TWO);
        scene.judge(clause.unwrap().check.as_ref().unwrap()).holds()
    }
}

#[test]
fn people_of_a_company_count_together_while_they_pass() {
    let mut world = World::new();
    world.two_count();
    let (ana, eva) = (world.decides("ana", 1), world.decides("eva", 2));
    let (pia, _) = world.say(says("p", user("pia"), 3, &[("email", "pia@acme.es")], &[]));
    world.asks("ana", 4);
    assert!(!world.are_two(ana) && !world.are_two(eva), "one is not two");
    world.asks("pia", 5);
    assert!(!world.are_two(ana), "who does not decide does not count");
    let asked = world.asks("eva", 6);
    for id in [ana, eva, pia] {
        assert!(world.are_two(id), "two of them asked");
    }
    world.tear();
    world.is_sound("they count together");
    assert!(world.are_two(pia));
    // What one of them did not do after all counts for nobody, nor does who left.
    world.undo(asked);
    assert!(!world.are_two(ana) && !world.are_two(pia));
    world.asks("eva", 7);
    assert!(world.are_two(ana));
    world.say(says("left", user("eva"), 8, &[("email", "eva@beta.es")], &[]));
    assert!(!world.are_two(ana) && !world.are_two(pia));
    world.tear();
    world.is_sound("and no longer");
}

#[test]
fn who_passes_follows_from_a_version_that_asks_and_from_time() {
    let mut world = World::new();
    let (ana, eva) = (world.decides("ana", 1), world.decides("eva", 2));
    let (pia, _) = world.say(says("p", user("pia"), 3, &[("email", "pia@acme.es")], &[]));
    world.asks("ana", 4);
    world.asks("eva", 5);
    world.two_count();
    world.handle().settle().wait().unwrap();
    world.handle().tick().wait().unwrap();
    for id in [ana, eva, pia] {
        assert!(world.are_two(id), "the new version asks what they did before");
    }
    world.is_sound("a new version");
    world.clock.advance(Span::DAY.times(31));
    world.handle().tick().wait().unwrap();
    for id in [ana, eva, pia] {
        assert!(!world.are_two(id), "thirty days are over");
    }
    world.tear();
    world.is_sound("time passed");
}

#[test]
fn who_goes_to_another_company_counts_there_and_whoever_is_parted_counts_again() {
    let mut world = World::new();
    world.two_count();
    let (ana, eva) = (world.decides("ana", 1), world.decides("eva", 2));
    world.asks("ana", 3);
    world.asks("eva", 4);
    assert!(world.are_two(ana));
    let facts = [("email", "leo@beta.es"), ("role", "decide")];
    let (leo, _) = world.say(says("l", user("leo"), 5, &facts, &[]));
    world.asks("leo", 6);
    assert!(!world.are_two(leo), "one is not two");
    let (_, left) = world.say(says("left", user("eva"), 7, &[("email", "eva@beta.es")], &[]));
    assert!(world.are_two(leo) && world.are_two(eva) && !world.are_two(ana));
    world.undo(left);
    assert!(world.are_two(ana) && !world.are_two(leo));
    // She turns out to be somebody who was known before, and is not after all.
    let keys = Keys { previous_id: Some("eva".to_owned()), ..user("ana") };
    world.say(says("was", keys, 8, &[], &[]));
    if world.saw(eva).id == ana {
        assert!(!world.are_two(ana), "two that are one count once");
        let join = world.joins().pop().unwrap();
        world.undo(join.0);
    }
    assert!(world.are_two(ana) && world.are_two(eva));
    world.tear();
    world.is_sound("where each of them is");
}

#[test]
fn whoever_is_undone_whole_is_nobody_though_they_counted() {
    let mut world = World::new();
    world.two_count();
    let facts = [("email", "ana@acme.es"), ("role", "decide"), ("name", "Ana Ruiz")];
    let (ana, said) = world.say(says("a", user("ana"), 1, &facts, &[]));
    let asked = world.asks("ana", 2);
    assert_eq!(world.listed(), 1);
    world.undo(asked);
    world.undo(said);
    assert!(!world.saw(ana).card.is_anybody());
    assert_eq!(world.listed(), 0, "a row without a name is nobody's");
    world.is_sound("undone");
}

#[test]
fn who_has_heard_enough_is_told_of_no_more_but_of_what_lapses() {
    let mut world = World::new();
    world.two_count();
    let (ana, eva) = (world.decides("ana", 1), world.decides("eva", 2));
    world.asks("ana", 3);
    let asked = world.asks("eva", 4);
    assert!(world.are_two(ana) && world.are_two(eva));
    // Four hundred things of the company, as a program tells them.
    let ids: Vec<String> = (0..400).map(|n| format!("t{n}")).collect();
    let told: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), "1")).collect();
    world.say(says("many", user("eva"), 5, &[], &told));
    world.undo(asked);
    assert!(!world.are_two(ana), "that she did not ask reaches whoever heard enough");
    world.asks("eva", 6);
    assert!(!world.are_two(ana), "that she asks again is news");
    world.tear();
    world.is_sound("no more was told");
    assert!(!world.are_two(ana));
}

#[test]
fn who_has_all_the_events_they_can_have_counts_no_more_once_it_lapses() {
    let mut world = World::new();
    world.limits.events_a_contact = 6;
    world.open();
    world.two_count();
    let (ana, eva) = (world.decides("ana", 1), world.decides("eva", 2));
    world.asks("eva", 3);
    world.clock.advance(Span::DAY.times(20));
    world.asks("ana", 20 * 24 * 60);
    assert!(world.are_two(ana) && world.are_two(eva));
    for name in ["ana", "eva"] {
        for page in 0..6 {
            world.handle().take(vec![world.looks(name, page)]).wait().unwrap();
        }
    }
    assert_eq!([ana, eva].map(|id| world.saw(id).card.history.len()), [6, 6]);
    world.clock.advance(Span::DAY.times(15));
    world.handle().settle().wait().unwrap();
    world.handle().tick().wait().unwrap();
    assert!(!world.are_two(ana), "what Eva did is more than thirty days ago");
    world.is_sound("full histories");
}

#[test]
fn what_lapses_for_a_large_company_is_told_step_by_step_and_a_crash_loses_nobody() {
    let mut world = World::new();
    world.two_count();
    let people = PEOPLE_TOLD_AT_ONCE + 4;
    let ids: Vec<ContactId> = (0..people).map(|n| world.decides(&format!("p{n}"), 1)).collect();
    for n in 0..people {
        world.asks(&format!("p{n}"), 2);
    }
    world.handle().tick().wait().unwrap();
    assert!(ids.iter().all(|id| world.are_two(*id)));
    let before = world.handle().settle().wait().unwrap();
    world.clock.advance(Span::DAY.times(31));
    let after = world.handle().settle().wait().unwrap();
    let at_once = u64::try_from(PEOPLE_TOLD_AT_ONCE).unwrap();
    assert!(after - before < at_once, "{} events in one go", after - before);
    world.tear();
    world.handle().tick().wait().unwrap();
    assert!(!ids.iter().any(|id| world.are_two(*id)));
    world.is_sound("all were told that it lapsed");
}

#[test]
fn what_lapses_of_who_can_never_be_moved_by_it_wakes_at_its_moment() {
    let mut world = World::new();
    world.counting(&format!("{{ all: [ {{ trait: country, is: FR }}, {TWO_ASKED} ] }}"));
    let (ana, eva) = (world.decides("ana", 1), world.decides("eva", 2));
    world.say(says("fr", user("ana"), 3, &[("country", "FR")], &[]));
    // For Eva the clause never holds, whoever asks; Ana counts her all the same.
    world.say(says("es", user("eva"), 3, &[("country", "ES")], &[]));
    let month = Span::DAY.times(30);
    world.asks("eva", 4);
    world.clock.advance(Span::DAY);
    world.asks("ana", 24 * 60 * 4);
    assert!(world.are_two(ana) && !world.are_two(eva));
    world.handle().settle().wait().unwrap();
    let left = minute(4) + month - world.clock.now();
    world.clock.advance(Span::from_micros(left.micros() - 1));
    world.handle().tick().wait().unwrap();
    assert!(world.are_two(ana), "a moment before");
    world.handle().settle().wait().unwrap();
    let due = world.handle().reader().unwrap().read().next_due().unwrap();
    assert_eq!(due, Some(minute(4) + month));
    world.clock.advance(Span::from_micros(1));
    world.handle().tick().wait().unwrap();
    assert!(!world.are_two(ana), "at the moment");
    world.is_sound("it woke");
}

#[test]
fn a_company_that_cannot_be_told_holds_up_nothing() {
    let mut world = World::new();
    world.two_count();
    let leo = world.decides_at("aaa.es", "leo", 1);
    for (name, domain) in [("kim", "aaa.es"), ("ana", "acme.es"), ("eva", "acme.es")] {
        world.decides_at(domain, name, 1);
    }
    let pia = world.decides("pia", 1);
    for (at, name) in [(2, "kim"), (3, "ana"), (4, "eva")] {
        world.asks(name, at);
    }
    assert!(world.are_two(pia));
    world.handle().settle().wait().unwrap();
    drop(world.handle.take());
    let connection = rusqlite::Connection::open(world.path()).unwrap();
    let named = leo.to_string().replace('-', "");
    let broken = format!("UPDATE states SET state = 'x' WHERE contact = x'{named}'");
    assert_eq!(connection.execute(&broken, []).unwrap(), 1);
    connection.close().unwrap();
    world.open();
    world.clock.advance(Span::DAY.times(31));
    // Kim's lapses first, of which Leo cannot be told.
    world.handle().tick().wait().unwrap_err();
    world.handle().tick().wait().unwrap();
    assert!(!world.are_two(pia), "the others were told");
    world.asks("pia", 31 * 24 * 60);
}

impl World {
    /// Whether somebody was ever moved by that clause.
    fn was_moved(&self, id: ContactId) -> bool {
        self.handle().settle().wait().unwrap();
        let reader = self.handle().reader().unwrap();
        reader.read().moves_of(id).unwrap().iter().any(|row| row.moved.why == TWO)
    }

    fn stage(&self, id: ContactId) -> String {
        self.saw(id).card.contact.standings[0].stage.clone()
    }

    /// Has everybody take the version in force and be told of what that found.
    pub(crate) fn sweep(&self) {
        self.handle().settle().wait().unwrap();
        self.handle().tick().wait().unwrap();
    }
}

#[test]
fn a_version_that_asks_that_there_be_none_judges_nobody_before_it_asked_all() {
    let mut world = World::new();
    let ids: Vec<ContactId> = (0..6).map(|n| world.decides(&format!("p{n}"), 1)).collect();
    let leo = world.decides_at("beta.es", "leo", 1);
    world.asks("p2", 2);
    world.asks("p3", 3);
    world.counting(&format!("{{ not: {TWO_ASKED} }}"));
    world.sweep();
    assert!(world.was_moved(leo), "nobody asked there");
    for id in &ids {
        assert!(!world.was_moved(*id), "two had asked");
    }
    world.tear();
    world.is_sound("lists before judging");
}

#[test]
fn who_does_something_before_a_version_asked_all_is_judged_by_what_they_passed_when_it_came() {
    let mut world = World::new();
    let (pia, _) = world.say(says("p", user("pia"), 1, &[("email", "pia@acme.es")], &[]));
    for name in ["ana", "eva"] {
        world.decides(name, 1);
        world.asks(name, 2);
    }
    let before = world.stage(pia);
    world.counting(&format!("{{ not: {TWO_ASKED} }}"));
    world.handle().take(vec![world.looks("pia", 3)]).wait().unwrap();
    world.sweep();
    assert_eq!(world.stage(pia), before);
    world.tear();
    world.is_sound("judged again");
    assert_eq!(world.stage(pia), before);
}

#[test]
fn what_a_version_does_not_ask_is_not_left_over_for_a_later_one() {
    let mut world = World::new();
    world.two_count();
    let ana = world.decides("ana", 1);
    world.decides("eva", 1);
    world.asks("ana", 2);
    let asked = world.asks("eva", 2);
    assert!(world.are_two(ana));
    let plain = starter(Starter::Services, Funnel::WithAcceptance, Language::Es, "ES");
    world.handle().put_in_force(plain, "ana@ejemplo.es".to_owned()).wait().unwrap();
    world.sweep();
    // Nobody asks meanwhile who passes.
    world.undo(asked);
    let (pia, _) = world.say(says("p", user("pia"), 5, &[("email", "pia@acme.es")], &[]));
    world.two_count();
    world.handle().take(vec![world.looks("pia", 6)]).wait().unwrap();
    world.sweep();
    assert!(!world.was_moved(pia) && !world.are_two(pia) && !world.are_two(ana));
    world.tear();
    world.is_sound("asked anew");
}

#[test]
fn what_lapsed_while_nothing_ran_counts_for_nobody_after_its_moment() {
    for is_heard_first in [false, true] {
        let mut world = World::new();
        world.counting(&format!("{{ all: [ {TWO_ASKED}, {{ no_event: page, for: 29 days }} ] }}"));
        let (pia, _) = world.say(says("p", user("pia"), 1, &[("email", "pia@acme.es")], &[]));
        let eva = world.decides("eva", 1);
        world.decides("ana", 1);
        world.asks("ana", 5);
        world.asks("eva", 4);
        let before = world.stage(pia);
        world.handle().settle().wait().unwrap();
        drop(world.handle.take());
        // Both asked three days before; Pía has been silent for long enough only after it lapsed.
        world.clock.advance(Span::DAY.times(40));
        world.open();
        if is_heard_first {
            world.handle().take(vec![world.looks("pia", 43 * 24 * 60)]).wait().unwrap();
        }
        for _ in 0..2 {
            world.sweep();
        }
        assert_eq!(world.stage(pia), before, "heard first: {is_heard_first}");
        assert!(is_heard_first || !world.was_moved(pia));
        let passes = world.saw(eva).card.contact.profile;
        let id = format!("colleague:{eva}");
        let own = passes.said(Whose::Account, &id).iter().map(|held| held.at).max();
        assert_eq!(own, Some(minute(4) + Span::DAY.times(30)), "it is said of its own moment");
        world.tear();
        world.is_sound("as of then");
    }
}

#[test]
fn what_is_found_where_somebody_is_looked_at_is_told_though_the_server_stops_there() {
    let mut world = World::new();
    let (pia, _) = world.say(says("p", user("pia"), 1, &[("email", "pia@acme.es")], &[]));
    let two = ["ana", "eva"].map(|name| {
        let id = world.decides(name, 1);
        world.asks(name, 2);
        id
    });
    world.two_count();
    for id in two {
        world.saw(id);
    }
    world.open();
    world.sweep();
    assert!(world.are_two(pia));
    world.is_sound("looked at");
}

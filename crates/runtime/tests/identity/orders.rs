//! The same deeds told in any order, with browsers parted and the writer stopped or torn away between.

use std::collections::{BTreeMap, BTreeSet};

use engine::judge::Scene;
use runtime::writer::Saw;
use store::workspace::rows::Keys;

use crate::{World, anonymous, both, page, user};

/// A small generator, so that a failure names its seed.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
}

/// Something done on a browser, by a user where one was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Done {
    id: usize,
    at: i64,
    browser: usize,
    user: Option<usize>,
}

impl Done {
    fn keys(self, is_on_browser: bool) -> Keys {
        let browser = anonymous(&format!("b{}", self.browser));
        match self.user {
            Some(user) if is_on_browser => both(&format!("u{user}"), &format!("b{}", self.browser)),
            Some(user_id) => user(&format!("u{user_id}")),
            None => browser,
        }
    }
}

/// Whose each is, by the definition: of who is named, else of whoever was last named on the browser
/// by then, else of the first who was, else of the browser.
fn defined(all: &[Done], parted: Option<(usize, usize)>) -> BTreeMap<String, BTreeSet<String>> {
    let mut whose: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for done in all {
        let mut named: Vec<(i64, usize)> = all
            .iter()
            .filter(|other| other.browser == done.browser)
            .filter_map(|other| Some((other.at, other.user?)))
            .filter(|(_, user)| parted != Some((done.browser, *user)))
            .collect();
        named.sort_unstable();
        let by_then = named.iter().rev().find(|(at, _)| *at <= done.at);
        let owner = done.user.or(by_then.or(named.first()).map(|(_, user)| *user));
        let owner = match owner {
            Some(user) => format!("u{user}"),
            None => format!("b{}", done.browser),
        };
        whose.entry(owner).or_default().insert(format!("d{}", done.id));
    }
    whose
}

/// Whose each is in a world.
fn found(world: &World, all: &[Done]) -> BTreeMap<String, BTreeSet<String>> {
    let mut whose: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let users: BTreeSet<usize> = all.iter().filter_map(|done| done.user).collect();
    for user in users {
        let name = format!("u{user}");
        let holders = world.found("user_id", &name);
        assert_eq!(holders.len(), 1, "{name}");
        whose.insert(name, world.messages(holders[0]));
    }
    let browsers: BTreeSet<usize> = all.iter().map(|done| done.browser).collect();
    for browser in browsers {
        let name = format!("b{browser}");
        for id in world.found("anonymous_id", &name) {
            if world.saw(id).id == id {
                whose.insert(name.clone(), world.messages(id));
            }
        }
    }
    whose.retain(|_, messages| !messages.is_empty());
    whose
}

fn drawn(chance: &mut Chance) -> Vec<Done> {
    let count = 4 + chance.below(14);
    let mut minutes: Vec<i64> = (0..60).collect();
    (0..count)
        .map(|id| Done {
            id,
            at: minutes.swap_remove(chance.below(minutes.len())),
            browser: chance.below(2),
            user: Some(chance.below(3)).filter(|_| chance.below(3) == 0),
        })
        .collect()
}

pub(crate) fn rounds(few: u64, many: u64) -> std::ops::Range<u64> {
    0..if std::env::var_os("CRIBA_FULL").is_some() { many } else { few }
}

/// Things done on two browsers by three people and by nobody in particular, told in any order, with
/// the writer stopped or torn away between: each is whose the definition says, whatever the order.
#[test]
fn whose_an_event_is_follows_from_what_happened_in_whichever_order_it_is_told() {
    for seed in rounds(40, 2_000) {
        let mut chance = Chance(seed);
        let all = drawn(&mut chance);
        let mut world = World::new();
        let mut left = all.clone();
        while !left.is_empty() {
            let done = left.swap_remove(chance.below(left.len()));
            world.tell_as(&format!("d{}", done.id), done.keys(true), done.at, page(), &[]);
            match chance.below(9) {
                0 => world.open(),
                1 => world.tear(),
                _ => {}
            }
        }
        assert_eq!(found(&world, &all), defined(&all, None), "seed {seed}: {all:?}");
        world.is_sound(&format!("seed {seed}"));
    }
}

/// The same, where somebody says at a random moment that a browser is not one person's: afterwards
/// it is as if that person had never been named on it.
#[test]
fn a_browser_that_was_parted_is_as_if_they_had_never_used_it() {
    for seed in rounds(30, 1_000) {
        let mut chance = Chance(seed + 7_000_000);
        let all = drawn(&mut chance);
        let mut world = World::new();
        let mut left = all.clone();
        let mut parted: Option<(usize, usize)> = None;
        while !left.is_empty() {
            let done = left.swap_remove(chance.below(left.len()));
            world.tell_as(&format!("d{}", done.id), done.keys(true), done.at, page(), &[]);
            if let Some(user) = done.user
                && parted.is_none()
                && chance.below(2) == 0
            {
                let id = world.found("user_id", &format!("u{user}"))[0];
                let browser = world.found("anonymous_id", &format!("b{}", done.browser))[0];
                let joins = world.joins();
                let join = joins.iter().find(|(_, who, what)| (*who, *what) == (id, browser));
                world.undo(join.unwrap().0);
                parted = Some((done.browser, user));
            }
            if chance.below(9) == 0 {
                world.tear();
            }
        }
        assert_eq!(found(&world, &all), defined(&all, parted), "seed {seed}: {all:?} {parted:?}");
        world.is_sound(&format!("seed {seed}"));
        same_as_never(&world, &all, parted, &format!("seed {seed}: {all:?} {parted:?}"));
    }
}

/// Compares what everybody has come to with a world in which they were never named on the browser.
fn same_as_never(world: &World, all: &[Done], parted: Option<(usize, usize)>, what: &str) {
    let mut never = World::new();
    for done in all {
        let is_parted = done.user.is_some_and(|user| parted == Some((done.browser, user)));
        never.tell_as(&format!("d{}", done.id), done.keys(!is_parted), done.at, page(), &[]);
    }
    let users: BTreeSet<usize> = all.iter().filter_map(|done| done.user).collect();
    for user in users {
        let name = format!("u{user}");
        let (one, other) = (world.found("user_id", &name)[0], never.found("user_id", &name)[0]);
        assert_eq!(score(&world.saw(one)), score(&never.saw(other)), "{what}");
    }
}

/// What a contact's deeds are worth, and where it stands.
fn score(saw: &Saw) -> (i64, i64, String) {
    let scene = Scene::new(&saw.agreement, &saw.card.contact, 0, saw.now);
    let stage = saw.card.contact.standings[0].stage.clone();
    (scene.fit().value, scene.engagement().value, stage)
}

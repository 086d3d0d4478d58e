//! People joined at random, by whatever joins people, and undone at random with events between: in
//! the end everybody is as in a world where no two were ever joined.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::event::Act;
use engine::judge::Scene;
use engine::value::Value;
use runtime::writer::{Became, Came, Intake, Whom};
use store::ids::ContactId;
use store::workspace::rows::{EventRow, Keys};

use crate::orders::{Chance, rounds};
use crate::{World, page, user};

const PEOPLE: usize = 5;

/// Somebody, by what is theirs alone: nobody else ever says it, so that what is told by it is theirs
/// whoever they are joined with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Own {
    User,
    Email,
    Phone,
    List,
}

struct Person {
    own: Own,
    number: usize,
    /// Who a list brought.
    listed: Option<ContactId>,
}

impl Person {
    fn keys(&self) -> Keys {
        let number = self.number;
        match self.own {
            Own::User => user(&format!("u{number}")),
            Own::Email => Keys { email: Some(self.own_email()), ..Keys::default() },
            Own::Phone => Keys { phone: Some(self.own_phone()), ..Keys::default() },
            Own::List => Keys { email: Some(self.own_email()), ..Keys::default() },
        }
    }

    fn own_email(&self) -> String {
        format!("own{}@gmail.com", self.number)
    }

    fn own_phone(&self) -> String {
        format!("+3461100000{}", self.number)
    }

    /// What others may say of themselves too.
    fn shared(&self) -> [(&'static str, String); 2] {
        let number = self.number;
        [("email", format!("seen{number}@gmail.com")), ("mobile", format!("+3462200000{number}"))]
    }

    fn id(&self, world: &World) -> ContactId {
        let found = match self.own {
            Own::User => world.found("user_id", &format!("u{}", self.number)),
            Own::Email | Own::List => world.found("email", &self.own_email()),
            Own::Phone => world.found("phone", &self.own_phone()),
        };
        assert_eq!(found.len(), 1, "{:?} {}", self.own, self.number);
        found[0]
    }
}

/// A world with people in it, and whose each message is.
struct Town {
    world: World,
    people: Vec<Person>,
    whose: BTreeMap<String, usize>,
    undone: BTreeSet<u64>,
}

impl Town {
    fn new(chance: &mut Chance) -> Town {
        let mut town = Town {
            world: World::new(),
            people: Vec::new(),
            whose: BTreeMap::new(),
            undone: BTreeSet::new(),
        };
        for number in 0..PEOPLE {
            let own = [Own::User, Own::Email, Own::Phone, Own::List][chance.below(4)];
            // The first two have ids, so that there are two to say one by an alias.
            let own = if number < 2 { Own::User } else { own };
            let mut person = Person { own, number, listed: None };
            let shared = person.shared();
            let mut facts: Vec<(&str, &str)> =
                shared.iter().map(|(id, value)| (*id, value.as_str())).collect();
            if own == Own::List {
                let email = person.own_email();
                facts.push(("email", &email));
                person.listed = Some(town.world.imported(&facts));
                let message = format!("row {}", town.world.told);
                town.people.push(person);
                town.whose.insert(message, number);
            } else {
                town.people.push(person);
                town.tell(number, Act::Learned, &facts, chance);
            }
        }
        town
    }

    fn tell(&mut self, number: usize, act: Act, facts: &[(&str, &str)], chance: &mut Chance) {
        let at = i64::try_from(10 + chance.below(400)).unwrap();
        let keys = self.people[number].keys();
        self.tell_as(number, keys, at, act, facts);
    }

    fn tell_as(&mut self, number: usize, keys: Keys, at: i64, act: Act, facts: &[(&str, &str)]) {
        let became = self.world.tell(keys, at, act, facts);
        assert!(matches!(became, Became::Applied { .. }), "{became:?}");
        self.whose.insert(format!("m{}", self.world.told), number);
    }

    /// Something happens, or somebody says what makes them another too.
    fn goes_on(&mut self, chance: &mut Chance) {
        let (one, other) = (chance.below(PEOPLE), chance.below(PEOPLE));
        let shared = self.people[other].shared();
        match chance.below(9) {
            0 => self.tell(one, happened("demo_requested"), &[], chance),
            1 => self.tell(one, Act::ConsentGiven { purpose: "email".to_owned() }, &[], chance),
            2 => self.tell(one, Act::ConsentWithdrawn { purpose: "email".to_owned() }, &[], chance),
            3 => {
                let (id, value) = &shared[chance.below(2)];
                self.tell(one, Act::Learned, &[(id, value)], chance);
            }
            4 if one != other && self.people[one].own == Own::User => {
                if self.people[other].own == Own::User {
                    let previous_id = Some(format!("u{other}"));
                    let keys = Keys { previous_id, ..self.people[one].keys() };
                    self.tell_as(one, keys, 20, Act::Learned, &[]);
                }
            }
            5 if one != other => self.join_by_hand(one, other),
            _ => self.tell(one, page(), &[], chance),
        }
    }

    /// Somebody here says that two are one.
    fn join_by_hand(&mut self, one: usize, other: usize) {
        let ids = [one, other].map(|number| self.people[number].id(&self.world));
        if ids[0] == ids[1] {
            return;
        }
        self.world.told += 1;
        let properties = vec![("other".to_owned(), Value::text(ids[1].to_string()))];
        let intake = Intake {
            whom: Whom::Known(ids[0]),
            at: None,
            known_at: None,
            source: Arc::from("criba"),
            message_id: format!("by hand {}", self.world.told).into(),
            act: Act::Happened { name: "joined".to_owned(), properties },
            facts: Vec::new(),
            who: Some("ana@ejemplo.es".to_owned()),
            batch: None,
            came: Came::default(),
        };
        self.world.handle().take(vec![intake]).wait().unwrap();
    }

    /// The joins that stand.
    fn standing(&self) -> Vec<u64> {
        let joins = self.world.joins().into_iter().map(|(position, ..)| position);
        joins.filter(|position| !self.undone.contains(position)).collect()
    }

    /// Undoes a join, whichever.
    fn undo_one(&mut self, chance: &mut Chance) -> bool {
        let standing = self.standing();
        if standing.is_empty() {
            return false;
        }
        let position = standing[chance.below(standing.len())];
        self.world.undo(position);
        self.undone.insert(position);
        true
    }

    /// What the log holds that people and programs told, in order.
    fn told(&self) -> Vec<EventRow> {
        self.world.handle().settle().wait().unwrap();
        let reader = self.world.handle().reader().unwrap();
        let rows = reader.read().events_after(0, 10_000).unwrap().into_iter();
        rows.filter(|row| self.whose.contains_key(&*row.event.message_id)).collect()
    }

    /// The same told in a world where nobody is ever taken for another: each to whose it is.
    fn never(&self) -> (World, Vec<ContactId>) {
        let world = World::new();
        let ids: Vec<ContactId> = (0..PEOPLE).map(|_| ContactId::make()).collect();
        for row in self.told() {
            let event = row.event;
            let intake = Intake {
                whom: Whom::Made(ids[self.whose[&*event.message_id]]),
                at: Some(event.at),
                known_at: None,
                source: event.source,
                message_id: event.message_id,
                act: event.act,
                facts: event.facts,
                who: None,
                batch: None,
                came: Came::default(),
            };
            world.handle().take(vec![intake]).wait().unwrap();
        }
        (world, ids)
    }
}

fn happened(name: &str) -> Act {
    Act::Happened { name: name.to_owned(), properties: Vec::new() }
}

/// What somebody has come to: points, stage, what they consented to, what is known of them, and what
/// happened in its order.
#[derive(Debug, PartialEq, Eq)]
struct Sum {
    points: (i64, i64),
    stage: String,
    consents: (bool, bool),
    traits: Vec<String>,
    events: Vec<String>,
}

fn sum(world: &World, id: ContactId, whose: &BTreeMap<String, usize>) -> Sum {
    let saw = world.saw(id);
    assert_eq!(saw.id, id, "joined still");
    let contact = &saw.card.contact;
    let scene = Scene::new(&saw.agreement, contact, 0, saw.now);
    let reader = world.handle().reader().unwrap();
    let mut rows = reader.read().events_at(&saw.card.history).unwrap();
    rows.retain(|row| whose.contains_key(&*row.event.message_id));
    rows.sort_by_key(|row| (row.event.at, row.event.position));
    let said = |id: &str| {
        let held = contact.profile.said(Whose::Person, id);
        held.iter().map(|held| format!("{id} {}", held.value)).collect::<BTreeSet<String>>()
    };
    Sum {
        points: (scene.fit().value, scene.engagement().value),
        stage: contact.standings[0].stage.clone(),
        consents: (contact.consents.stands_for("email"), contact.consents.refuses("email")),
        traits: ["email", "mobile", "phone"].into_iter().flat_map(said).collect(),
        events: rows.iter().map(|row| row.event.message_id.to_string()).collect(),
    }
}

#[test]
fn whoever_was_joined_and_parted_is_as_if_they_had_never_been_joined() {
    let mut joins = 0;
    for seed in rounds(60, 2_000) {
        let mut chance = Chance(seed + 31_000_000);
        let mut town = Town::new(&mut chance);
        for _ in 0..6 + chance.below(20) {
            town.goes_on(&mut chance);
            match chance.below(10) {
                0 | 1 => _ = town.undo_one(&mut chance),
                2 => town.world.tear(),
                3 => town.world.open(),
                _ => {}
            }
        }
        // In whichever order, with something happening between.
        while town.undo_one(&mut chance) {
            if chance.below(3) == 0 {
                let one = chance.below(PEOPLE);
                town.tell(one, page(), &[], &mut chance);
            }
        }
        joins += town.undone.len();
        let what = format!("seed {seed}");
        town.world.is_sound(&what);
        let (never, ids) = town.never();
        for person in &town.people {
            let id = person.id(&town.world);
            if let Some(listed) = person.listed {
                assert_eq!(id, listed, "{what}: who is on a list keeps their id");
            }
            assert_eq!(
                sum(&town.world, id, &town.whose),
                sum(&never, ids[person.number], &town.whose),
                "{what}: {:?} {}",
                person.own,
                person.number
            );
        }
    }
    assert!(joins > 60, "{joins} joins are too few to say anything");
}

/// Two who were parted while one of them stood within a third are not joined again by themselves with
/// the third either.
#[test]
fn who_was_parted_from_somebody_is_parted_from_whoever_holds_them() {
    let mut chance = Chance(1);
    let person = |number| Person { own: Own::User, number, listed: None };
    let mut town = Town {
        world: World::new(),
        people: vec![person(0), Person { own: Own::Email, number: 1, listed: None }, person(2)],
        whose: BTreeMap::new(),
        undone: BTreeSet::new(),
    };
    let mobile = [("mobile", "+34622000000")];
    town.tell(0, Act::Learned, &mobile, &mut chance);
    town.tell(1, page(), &[], &mut chance);
    town.tell(1, Act::Learned, &mobile, &mut chance);
    town.tell(2, page(), &[], &mut chance);
    let joined = town.standing();
    assert_eq!(joined.len(), 1, "the two with one number are one");
    town.join_by_hand(2, 0);
    town.world.undo(joined[0]);
    town.undone.insert(joined[0]);
    assert_eq!(town.standing().len(), 1);
    town.tell(1, Act::Learned, &mobile, &mut chance);
    town.tell(0, Act::Learned, &mobile, &mut chance);
    assert_eq!(town.standing().len(), 1, "nobody is joined with whom they are not");
    assert_ne!(town.people[1].id(&town.world), town.people[0].id(&town.world));
    town.world.is_sound("parted within a third");
}

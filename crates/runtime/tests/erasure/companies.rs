//! What somebody said of their company, and the others know by them.

use std::sync::Arc;

use engine::agreement::Language;
use engine::agreement::condition::Whose;
use engine::agreement::starters::{Funnel, Starter, starter};
use engine::event::{Act, Fact, Origin};
use engine::value::Value;
use runtime::writer::{Came, Intake, Whom};
use store::ids::ContactId;
use store::workspace::rows::Keys;

use crate::world::*;

const INDUSTRY: &str = "minas de zafiro estelar";

impl World {
    /// Somebody was called otherwise before.
    fn was(&self, id: &str, before: &str) -> ContactId {
        let keys = Keys {
            user_id: Some(id.to_owned()),
            previous_id: Some(before.to_owned()),
            ..Keys::default()
        };
        let intake = Intake {
            whom: Whom::Keyed(keys),
            at: None,
            known_at: None,
            source: Arc::from("web"),
            message_id: format!("{id} was {before}").into(),
            act: Act::Learned,
            facts: Vec::new(),
            who: None,
            batch: None,
            came: Came::default(),
        };
        whose(&self.open().writer.take(vec![intake]).wait().unwrap()[0])
    }

    fn says(&self, id: &str, email: &str, industry: Option<&str>) -> ContactId {
        let told: Vec<(&str, &str)> = industry.iter().map(|said| ("industry", *said)).collect();
        self.says_of(id, email, &told)
    }

    fn says_of(&self, id: &str, email: &str, company: &[(&str, &str)]) -> ContactId {
        let fact = |of, id: &str, value: &str| Fact {
            of,
            id: id.to_owned(),
            value: Value::text(value),
            origin: Origin::Said,
        };
        let mut facts = vec![fact(Whose::Person, "email", email)];
        facts.extend(company.iter().map(|(id, value)| fact(Whose::Account, id, value)));
        let intake = Intake {
            whom: Whom::Keyed(Keys { user_id: Some(id.to_owned()), ..Keys::default() }),
            at: None,
            known_at: None,
            source: Arc::from("web"),
            message_id: format!("{id} {email} {company:?}").into(),
            act: Act::Learned,
            facts,
            who: None,
            batch: None,
            came: Came::default(),
        };
        whose(&self.open().writer.take(vec![intake]).wait().unwrap()[0])
    }

    /// What they know of their company's industry; empty where nothing.
    fn industry(&self, id: ContactId) -> String {
        let saw = self.open().writer.look(id).wait().unwrap().unwrap();
        let held = saw.card.contact.profile.at(Whose::Account, "industry", saw.now);
        held.map(|held| held.value.to_string()).unwrap_or_default()
    }
}

#[test]
fn what_they_said_of_their_company_is_gone_from_the_others_in_the_same_transaction() {
    let mut world = World::new();
    let colleagues: Vec<ContactId> =
        (0..30).map(|n| world.says(&format!("c{n}"), &format!("c{n}@acme.es"), None)).collect();
    let left = world.says("left", "left@acme.es", None);
    let ana = world.says("ana", EMAIL.replace("tecnoclima.example", "acme.es").as_str(), None);
    world.says("ana", "ana@acme.es", Some(INDUSTRY));
    world.open().writer.tick().wait().unwrap();
    for id in colleagues.iter().chain([&left]) {
        assert_eq!(world.industry(*id), INDUSTRY);
    }
    // Whoever goes elsewhere knows it no more; what they had been told stands in the log.
    world.says("left", "left@beta.es", None);
    world.open().writer.tick().wait().unwrap();
    assert_eq!(world.industry(left), "");
    world.erase(ana);
    assert_eq!(world.left(&[INDUSTRY]), Vec::<String>::new(), "at once, in every file");
    world.restart();
    for id in &colleagues {
        assert_eq!(world.industry(*id), "");
    }
    world.is_sound("erased");
}

#[test]
fn nothing_of_it_is_left_with_who_was_joined_or_whose_company_it_is_no_longer() {
    let mut world = World::new();
    let old = world.says("old", "old@acme.es", None);
    let colleagues: Vec<ContactId> =
        (0..30).map(|n| world.says(&format!("c{n}"), &format!("c{n}@acme.es"), None)).collect();
    let ana = world.says("ana", "ana@acme.es", Some(INDUSTRY));
    world.open().writer.tick().wait().unwrap();
    let twin = world.says("twin", "old@acme.es", None);
    assert_eq!(world.industry(twin), INDUSTRY);
    assert_eq!(world.was("old", "twin"), old);
    assert_eq!(world.open().writer.look(twin).wait().unwrap().unwrap().id, old, "joined");
    // She goes elsewhere, and the others of a large company are told so later.
    world.says("ana", "ana@beta.es", None);
    world.erase(ana);
    assert_eq!(world.left(&[INDUSTRY]), Vec::<String>::new(), "at once, in every file");
    for id in colleagues.iter().chain([&old]) {
        assert_eq!(world.industry(*id), "");
    }
    world.is_sound("erased");
    world.restart();
    world.open().writer.tick().wait().unwrap();
    assert_eq!(world.left(&[INDUSTRY]), Vec::<String>::new());
    world.is_sound("after a restart");
}

#[test]
fn who_was_told_much_of_it_is_moved_nowhere_in_between() {
    let world = World::new();
    let clause = "\n  - { to: mql, because: Metal y poco más, when: { all: [ { account: industry, is: metal }, \
                  { not: { account: employees, exists: true } } ] } }\n";
    let text = starter(Starter::Services, Funnel::WithAcceptance, Language::Es, "ES");
    let text = text.replacen("\nqualify:\n", &format!("\nqualify:{clause}"), 1);
    world.open().writer.put_in_force(text, "ana@ejemplo.es".to_owned()).wait().unwrap();
    let eva = world.says("eva", "eva@acme.es", None);
    let ana = world.says("ana", "ana@acme.es", None);
    for told in [("employees", "5"), ("industry", "metal")] {
        world.says_of("ana", "ana@acme.es", &[told]);
    }
    world.open().writer.tick().wait().unwrap();
    assert_eq!(world.industry(eva), "metal");
    let moves = || world.open().read(|read| Ok(read.moves_of(eva)?)).unwrap();
    let before = moves();
    world.erase(ana);
    assert_eq!(world.industry(eva), "");
    assert_eq!(moves(), before, "of what she was told nothing held for a moment");
    world.is_sound("erased");
}

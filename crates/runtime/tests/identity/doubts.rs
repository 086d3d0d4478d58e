//! Joins by an address or a number that turns out to be several people's.

use engine::agreement::condition::Whose;
use engine::event::{Act, Fact, Origin};
use engine::value::Value;
use runtime::writer::{Came, Intake, Whom};
use store::ids::{BatchId, ContactId};

use crate::{World, user};

impl World {
    /// The places of the joins that are noted as doubtful.
    fn doubted(&self) -> Vec<u64> {
        let reader = self.handle().reader().unwrap();
        let noted = reader.read().notes_from("doubt ", 9).unwrap();
        noted.iter().map(|(name, _)| name.trim_start_matches("doubt ").parse().unwrap()).collect()
    }

    /// Somebody whom a list brings, by a row.
    fn brought(&self, id: &str, facts: &[(&str, &str)]) {
        let facts = facts.iter().map(|(id, value)| Fact {
            of: Whose::Person,
            id: (*id).to_owned(),
            value: Value::text(*value),
            origin: Origin::Imported,
        });
        let row = Intake {
            whom: Whom::Made(ContactId::make()),
            at: None,
            known_at: None,
            source: "import".into(),
            message_id: id.into(),
            act: Act::Learned,
            facts: facts.collect(),
            who: None,
            batch: Some(BatchId::make()),
            came: Came::default(),
        };
        self.handle().take(vec![row]).wait().unwrap();
    }

    /// Ana, who was a visitor before and was joined by her telephone.
    fn joined_by_telephone(&mut self) -> (ContactId, u64) {
        let ana = self.imported(&[("name", "Ana Ruiz"), ("mobile", "+34600111222")]);
        let visitor = self.page(user("u1"), 1);
        self.identify(user("u1"), 2, &[("mobile", "+34600111222")]);
        assert_eq!(self.saw(visitor).id, ana);
        (ana, self.joins()[0].0)
    }
}

#[test]
fn a_join_by_what_another_has_too_is_looked_at_again() {
    let mut world = World::new();
    let (ana, join) = world.joined_by_telephone();
    assert_eq!(world.doubted(), Vec::<u64>::new());
    // Who says another address proves nothing.
    world.identify(user("u2"), 3, &[("name", "Luis Vega"), ("email", "luis@acme.es")]);
    assert_eq!(world.doubted(), Vec::<u64>::new());
    let luis = world.identify(user("u2"), 4, &[("mobile", "+34600111222")]);
    assert_ne!(luis, ana);
    assert_eq!(world.doubted(), [join]);
    // Said again, it is noted once; parted, they are two.
    world.identify(user("u2"), 5, &[("mobile", "+34600111222")]);
    assert_eq!(world.doubted(), [join]);
    world.tear();
    assert_eq!(world.doubted(), [join]);
    world.undo(join);
    assert_eq!(world.doubted(), Vec::<u64>::new(), "nobody has to look any more");
    world.is_sound("doubted and parted");
}

#[test]
fn a_list_proves_it_too() {
    let mut world = World::new();
    let (_, join) = world.joined_by_telephone();
    world.brought("row of luis", &[("name", "Luis Vega"), ("mobile", "+34600111222")]);
    assert_eq!(world.doubted(), [join]);
}

#[test]
fn a_switchboard_in_a_list_proves_nothing() {
    for (number, is_doubted) in [("+34911222333", false), ("+34600111222", true)] {
        let mut world = World::new();
        let ana = world.imported(&[("name", "Ana Ruiz"), ("phone", number)]);
        let visitor = world.page(user("u1"), 1);
        // A release before this one joined by a switchboard too.
        let properties = [("other", visitor.to_string()), ("by", "phone".to_owned())];
        let properties = properties.into_iter().chain([("value", number.to_owned())]);
        let properties = properties.map(|(id, value)| (id.to_owned(), Value::text(value)));
        let join = Intake {
            whom: Whom::Known(ana),
            at: None,
            known_at: None,
            source: "criba:identity".into(),
            message_id: "a join".into(),
            act: Act::Happened { name: "joined".to_owned(), properties: properties.collect() },
            facts: Vec::new(),
            who: None,
            batch: None,
            came: Came::default(),
        };
        world.handle().take(vec![join]).wait().unwrap();
        assert_eq!(world.saw(visitor).id, ana);
        world.brought("row of luis", &[("name", "Luis Vega"), ("phone", number)]);
        assert_eq!(!world.doubted().is_empty(), is_doubted, "{number}");
    }
}

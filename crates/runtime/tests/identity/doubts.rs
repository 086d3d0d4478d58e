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
    world.is_sound("doubted and parted");
}

#[test]
fn a_list_proves_it_too() {
    let mut world = World::new();
    let (_, join) = world.joined_by_telephone();
    let fact = |id: &str, value: &str| Fact {
        of: Whose::Person,
        id: id.to_owned(),
        value: Value::text(value),
        origin: Origin::Imported,
    };
    let row = Intake {
        whom: Whom::Made(ContactId::make()),
        at: None,
        known_at: None,
        source: "import".into(),
        message_id: "row of luis".into(),
        act: Act::Learned,
        facts: vec![fact("name", "Luis Vega"), fact("mobile", "+34600111222")],
        who: None,
        batch: Some(BatchId::make()),
        came: Came::default(),
    };
    world.handle().take(vec![row]).wait().unwrap();
    assert_eq!(world.doubted(), [join]);
}

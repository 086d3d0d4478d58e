//! No profiling acts at once.

use engine::event::Act;
use engine::judge::Scene;
use engine::time::Span;
use runtime::writer::{Came, Whom};

use crate::world::*;

#[test]
fn who_refuses_profiling_has_no_score_and_is_moved_by_no_rule_at_once_and_after_a_restart() {
    let mut world = World::new();
    for keys in [anonymous("b"), both("ana", "c")] {
        let facts: &[(&str, &str)] = if keys.user_id.is_some() {
            &[("email", EMAIL), ("name", NAME), ("job_title", "Directora general")]
        } else {
            &[]
        };
        let id = whose(&world.tell(Whom::Keyed(keys.clone()), page(), facts, Came::default()));
        let no = Act::ConsentWithdrawn { purpose: "profiling".to_owned() };
        world.tell(Whom::Keyed(keys.clone()), no, &[], Came::default());
        let scored = |world: &World| {
            let saw = world.open().writer.look(id).wait().unwrap().unwrap();
            let scene = Scene::new(&saw.agreement, &saw.card.contact, 0, saw.now);
            (
                scene.fit().value,
                scene.engagement().value,
                saw.card.contact.standings[0].stage.clone(),
            )
        };
        let (_, _, stage) = scored(&world);
        let moves = |world: &World| world.open().read(|read| Ok(read.moves_of(id)?.len())).unwrap();
        let moved = moves(&world);
        for round in 0..2 {
            for name in ["demo_requested", "quote_requested", "call_requested"] {
                let act = Act::Happened { name: name.to_owned(), properties: Vec::new() };
                world.tell(Whom::Keyed(keys.clone()), act, facts, Came::default());
            }
            world.clock.advance(Span::DAY.times(2));
            world.open().writer.settle().wait().unwrap();
            assert_eq!(scored(&world), (0, 0, stage.clone()), "round {round}");
            assert_eq!(moves(&world), moved, "round {round}");
            world.restart();
        }
        assert_eq!(scored(&world), (0, 0, stage));
        let yes = Act::ConsentGiven { purpose: "profiling".to_owned() };
        world.tell(Whom::Keyed(keys), yes, &[], Came::default());
        let (_, engagement, _) = scored(&world);
        assert!(engagement > 0, "what happened counts again where they allow it");
    }
    world.is_sound("refused");
}

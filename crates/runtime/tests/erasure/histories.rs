//! Whatever happened before: nobody else is touched.

use std::collections::{BTreeMap, BTreeSet};

use engine::contact::Contact;
use engine::time::Span;
use store::ids::ContactId;

use crate::world::*;

/// Numbers that look drawn and are the same every time.
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

#[test]
fn whatever_happened_before_one_is_erased_and_nobody_else_is_touched() {
    for seed in 0..12 {
        let mut world = World::new();
        let mut drawn = Drawn(seed);
        let mut people: BTreeSet<ContactId> = BTreeSet::new();
        for _ in 0..40 {
            world.clock.advance(Span::from_micros(3_600_000_000));
            let (user, browser) = (format!("u{}", drawn.below(4)), format!("b{}", drawn.below(3)));
            let email = format!("persona{}@casa.example", drawn.below(4));
            match drawn.below(6) {
                0 | 1 => _ = people.insert(world.page(anonymous(&browser))),
                2 => _ = people.insert(world.identify(both(&user, &browser), &[])),
                3 => _ = people.insert(world.identify(anonymous(&browser), &[("email", &email)])),
                4 => _ = people.insert(world.identify(both(&user, &browser), &[("email", &email)])),
                _ => {
                    let known: Vec<ContactId> = people.iter().copied().collect();
                    let (one, other) = (
                        known.get(drawn.below(known.len().max(1))),
                        known.get(drawn.below(known.len().max(1))),
                    );
                    if let (Some(one), Some(other)) = (one, other) {
                        let open = world.open();
                        let look = |id: &ContactId| {
                            open.writer.look(*id).wait().unwrap().map(|saw| saw.id)
                        };
                        if let (Some(one), Some(other)) = (look(one), look(other))
                            && one != other
                        {
                            let deed = runtime::acts::Deed::Joined { other };
                            open.act(one, &deed, &by(), &format!("{one} {other} {}", world.told))
                                .unwrap();
                            world.told += 1;
                        }
                    }
                }
            }
        }
        world.is_sound(&format!("before, seed {seed}"));
        let now: BTreeMap<ContactId, Contact> = people
            .iter()
            .filter_map(|id| {
                let saw = world.open().writer.look(*id).wait().unwrap()?;
                Some((saw.id, saw.card.contact.clone()))
            })
            .collect();
        let one = *now.keys().nth(drawn.below(now.len())).unwrap();
        world.erase(one);
        world.is_sound(&format!("after, seed {seed}"));
        for (id, contact) in now.iter().filter(|(id, _)| **id != one) {
            assert_eq!(world.contact(*id).as_ref(), Some(contact), "seed {seed}");
        }
        world.restart();
        world.is_sound(&format!("opened again, seed {seed}"));
        for _ in 0..10 {
            world.clock.advance(Span::from_micros(3_600_000_000));
            let (user, browser) = (format!("u{}", drawn.below(4)), format!("b{}", drawn.below(3)));
            assert_ne!(world.page(anonymous(&browser)), one);
            assert_ne!(world.identify(both(&user, &browser), &[]), one);
        }
        world.is_sound(&format!("went on, seed {seed}"));
    }
}

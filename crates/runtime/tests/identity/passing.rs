//! Whoever passes what is asked of a company's people counts for all of it, whatever happened in
//! whichever order, with the writer stopped or torn away between.

use std::collections::BTreeMap;

use engine::agreement::Language;
use engine::agreement::starters::{Funnel, Starter, starter};
use engine::time::{Span, Timestamp};
use store::ids::ContactId;

use crate::companies::says;
use crate::orders::{Chance, rounds};
use crate::people::TWO_ASKED;
use crate::{World, minute, user};

const PEOPLE: usize = 6;
const COMPANIES: [&str; 2] = ["acme.es", "beta.es"];
/// What the drawn versions ask; the last asks nothing of people.
const VERSIONS: usize = 3;

impl World {
    /// The moment of now, in minutes.
    fn now(&self) -> i64 {
        (self.clock.now() - minute(0)).micros() / 60_000_000
    }

    fn version(&mut self, which: usize) {
        match which {
            0 => self.two_count(),
            1 => self.counting(&format!("{{ all: [ {{ trait: city, is: Cali }}, {TWO_ASKED} ] }}")),
            _ => {
                let plain = starter(Starter::Services, Funnel::WithAcceptance, Language::Es, "ES");
                self.handle().put_in_force(plain, "ana@ejemplo.es".to_owned()).wait().unwrap();
            }
        }
    }
}

#[test]
fn everybody_counts_whoever_passes_at_their_company() {
    for seed in rounds(12, 1_000) {
        let (mut chance, mut world) = (Chance(seed), World::new());
        world.version(0);
        let mut version = 0;
        let mut ids: Vec<ContactId> = Vec::new();
        let mut companies: Vec<usize> = Vec::new();
        for who in 0..PEOPLE {
            let company = chance.below(COMPANIES.len());
            ids.push(world.decides_at(COMPANIES[company], &format!("p{who}"), 1));
            companies.push(company);
        }
        // What each asked that counts, by its place.
        let mut asked: BTreeMap<u64, (usize, Timestamp)> = BTreeMap::new();
        for step in 0..20 {
            world.clock.advance(Span::from_micros(60_000_000));
            let (who, at) = (chance.below(PEOPLE), world.now());
            match chance.below(10) {
                0..4 => {
                    let position = world.asks(&format!("p{who}"), at);
                    asked.insert(position, (who, minute(at)));
                }
                4 => {
                    if let Some(position) = asked.keys().nth(chance.below(asked.len().max(1))) {
                        let position = *position;
                        world.undo(position);
                        asked.remove(&position);
                    }
                }
                5 => {
                    companies[who] = chance.below(COMPANIES.len());
                    let email = format!("p{who}@{}", COMPANIES[companies[who]]);
                    let moves = says(
                        &format!("moves {step}"),
                        user(&format!("p{who}")),
                        at,
                        &[("email", &email)],
                        &[],
                    );
                    world.handle().take(vec![moves]).wait().unwrap();
                }
                6 | 7 => {
                    let days = i64::try_from(chance.below(12)).unwrap();
                    world.clock.advance(Span::DAY.times(days));
                }
                8 => {
                    version = chance.below(VERSIONS);
                    world.version(version);
                }
                _ => _ = world.saw(ids[who]),
            }
            match chance.below(8) {
                0 => world.open(),
                1 => world.tear(),
                2 => world.handle().tick().wait().unwrap(),
                3 => world.sweep(),
                _ => {}
            }
        }
        world.version(0);
        for _ in 0..2 {
            world.sweep();
        }
        let now = world.clock.now();
        let passes = |who: usize| {
            let mut own = asked.values().filter(|(of, _)| *of == who);
            own.any(|(_, at)| now - *at < Span::DAY.times(30))
        };
        for (who, id) in ids.iter().enumerate() {
            let of = (0..PEOPLE).filter(|other| companies[*other] == companies[who]);
            let count = of.filter(|other| passes(*other)).count();
            assert_eq!(world.are_two(*id), count >= 2, "seed {seed}: {who} of {count}, {version}");
        }
        world.is_sound(&format!("seed {seed}"));
        world.tear();
        world.is_sound(&format!("seed {seed}, torn"));
    }
}

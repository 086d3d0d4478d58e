//! What one of a company says of it, which the others are told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::agreement::Language;
use engine::agreement::condition::Whose;
use engine::agreement::starters::{Funnel, Starter, starter};
use engine::event::{Act, Fact, Origin};
use engine::judge::Scene;
use engine::value::Value;
use runtime::writer::{Became, Came, Intake, PEOPLE_TOLD_AT_ONCE, PEOPLE_TOLD_MAX, Whom};
use store::ids::ContactId;
use store::workspace::rows::Keys;

use crate::orders::{Chance, rounds};
use crate::{World, anonymous, both, minute, user, whose};

/// What somebody says of themselves and of their company.
pub(crate) fn says(
    id: &str,
    keys: Keys,
    at: i64,
    person: &[(&str, &str)],
    company: &[(&str, &str)],
) -> Intake {
    let fact = |of, (id, value): &(&str, &str)| Fact {
        of,
        id: (*id).to_owned(),
        value: value.parse::<i64>().map_or(Value::text(*value), |n| Value::Number(n.into())),
        origin: Origin::Said,
    };
    let person = person.iter().map(|one| fact(Whose::Person, one));
    let company = company.iter().map(|one| fact(Whose::Account, one));
    Intake {
        whom: Whom::Keyed(keys),
        at: Some(minute(at)),
        known_at: None,
        source: Arc::from("web"),
        message_id: Arc::from(id),
        act: Act::Learned,
        facts: person.chain(company).collect(),
        who: None,
        batch: None,
        came: Came::default(),
    }
}

impl World {
    pub(crate) fn say(&mut self, intake: Intake) -> (ContactId, u64) {
        match self.handle().take(vec![intake]).wait().unwrap().remove(0) {
            Became::Applied { contact, position } => (contact, position),
            other => panic!("{other:?}"),
        }
    }

    fn company(&self, id: ContactId, of: &str) -> Option<String> {
        let saw = self.saw(id);
        let held = saw.card.contact.profile.at(Whose::Account, of, saw.now)?;
        Some(held.value.to_string())
    }

    fn fit(&self, id: ContactId) -> i64 {
        let saw = self.saw(id);
        Scene::new(&saw.agreement, &saw.card.contact, 0, saw.now).fit().value
    }
}

#[test]
fn what_one_says_of_the_company_the_others_know_and_it_is_judged() {
    let mut world = World::new();
    let text = starter(Starter::Services, Funnel::WithAcceptance, Language::Es, "ES");
    world.handle().put_in_force(text, "ana@ejemplo.es".to_owned()).wait().unwrap();
    let (ana, _) = world.say(says("a", user("ana"), 1, &[("email", "ana@madrid.acme.es")], &[]));
    let (eva, _) = world.say(says("e", user("eva"), 2, &[("email", "eva@acme.es")], &[]));
    let (luis, _) = world.say(says("l", user("luis"), 3, &[("email", "luis@gmail.com")], &[]));
    let before = world.fit(ana);
    let told = [("employees", "120"), ("industry", "Transporte"), ("name", "Acme")];
    let (_, said) = world.say(says("g", user("eva"), 4, &[], &told));
    assert_eq!(world.company(ana, "employees").as_deref(), Some("120"));
    assert_eq!(world.company(ana, "name").as_deref(), Some("Acme"));
    assert_eq!(world.company(luis, "employees"), None, "a free mailbox is of no company");
    assert!(world.fit(ana) > before, "{} after {before}", world.fit(ana));
    // Who comes later is told what stands.
    let (pia, _) = world.say(says("p", user("pia"), 5, &[("email", "pia@acme.es")], &[]));
    assert_eq!(world.company(pia, "industry").as_deref(), Some("Transporte"));
    // The same again tells nobody anything.
    world.handle().settle().wait().unwrap();
    let last = |world: &World| world.handle().reader().unwrap().read().last().unwrap().0;
    let count = last(&world);
    world.say(says("g2", user("eva"), 6, &[], &told));
    assert_eq!(last(&world), count + 1);
    world.tear();
    world.is_sound("told");
    // What was not said after all is not known any more.
    world.undo(said);
    assert_eq!(world.company(ana, "employees").as_deref(), Some("120"), "she said it again");
    let again = world.handle().places([("web", "g2")]).wait().unwrap();
    world.undo(again[0]);
    assert_eq!(world.company(ana, "employees"), None);
    assert_eq!(world.company(pia, "industry"), None);
    assert_eq!(world.fit(ana), before);
    world.tear();
    world.is_sound("taken back");
    assert_eq!(world.saw(eva).id, eva);
}

#[test]
fn a_group_is_a_company_and_who_was_nobody_is_of_it_once_known() {
    let mut world = World::new();
    let of = [("group_id", "g7")];
    let free = |name: &str| format!("{name}@gmail.com");
    let (ana, _) = world.say(says("a", user("ana"), 1, &[("email", &free("ana")), of[0]], &[]));
    world.say(says("b", anonymous("b1"), 2, &of, &[("employees", "40")]));
    assert_eq!(world.company(ana, "employees"), None, "nobody's browser tells nobody anything");
    let (eva, _) = world.say(says("e", both("eva", "b1"), 3, &[("email", &free("eva"))], &[]));
    assert_eq!(world.company(eva, "employees").as_deref(), Some("40"));
    assert_eq!(world.company(ana, "employees").as_deref(), Some("40"));
    // Whoever goes to another company takes what they said of the first with them no further.
    world.say(says("e2", user("eva"), 4, &[("email", "eva@beta.es"), ("group_id", "g8")], &[]));
    let (pia, _) = world.say(says("p", user("pia"), 5, &[("email", "pia@beta.es")], &[]));
    assert_eq!(world.company(pia, "employees"), None);
    world.is_sound("a group");
}

#[test]
fn two_who_are_one_and_two_again_are_of_the_companies_of_each() {
    let mut world = World::new();
    let (ana, _) = world.say(says("a", user("ana"), 1, &[("email", "ana@acme.es")], &[]));
    let (eva, _) = world.say(says("e", user("eva"), 2, &[("email", "eva@beta.es")], &[]));
    let (pia, _) =
        world.say(says("p", user("pia"), 3, &[("email", "pia@beta.es")], &[("employees", "9")]));
    assert_eq!(world.company(eva, "employees").as_deref(), Some("9"));
    assert_eq!(world.company(ana, "employees"), None);
    let joined = vec![("other".to_owned(), Value::text(eva.to_string()))];
    let act = Act::Happened { name: "joined".to_owned(), properties: joined };
    let join = Intake { act, whom: Whom::Known(ana), ..says("j", user(""), 4, &[], &[]) };
    let (_, position) = world.say(join);
    assert_eq!(world.company(ana, "employees").as_deref(), Some("9"));
    world.undo(position);
    assert_eq!(world.company(ana, "employees"), None);
    assert_eq!(world.company(eva, "employees").as_deref(), Some("9"));
    assert_eq!(world.company(pia, "employees").as_deref(), Some("9"));
    world.tear();
    world.is_sound("parted");
}

#[test]
fn what_changes_all_the_time_fills_nobodys_history() {
    let mut world = World::new();
    let (ana, _) = world.say(says("a", user("ana"), 1, &[("email", "ana@acme.es")], &[]));
    world.say(says("e", user("eva"), 2, &[("email", "eva@acme.es")], &[]));
    for turn in 0..60 {
        let seats = turn.to_string();
        world.say(says(&format!("g{turn}"), user("eva"), 3 + turn, &[], &[("seats", &seats)]));
    }
    assert_eq!(world.company(ana, "seats").as_deref(), Some("39"));
    assert_eq!(
        world.saw(ana).card.history.len(),
        41,
        "what she said, and forty times what Eva did"
    );
    world.say(says("n", user("eva"), 100, &[], &[("plan", "pro")]));
    assert_eq!(world.company(ana, "plan").as_deref(), Some("pro"), "the rest is told");
}

#[test]
fn a_company_of_too_many_tells_the_first_of_them_alone() {
    let mut world = World::new();
    let many: Vec<Intake> = (0..=PEOPLE_TOLD_MAX)
        .map(|n| {
            let email = format!("p{n}@uni.es");
            says(&format!("m{n}"), user(&format!("u{n}")), 1, &[("email", &email)], &[])
        })
        .collect();
    let became = world.handle().take(many).wait().unwrap();
    let mut ids: Vec<ContactId> = became.iter().map(whose).collect();
    ids.sort_unstable();
    world.say(says("g", user("u0"), 2, &[], &[("employees", "3000")]));
    world.handle().tick().wait().unwrap();
    assert_eq!(knowing(&world, &ids), PEOPLE_TOLD_MAX);
    assert_eq!(world.company(ids[PEOPLE_TOLD_MAX], "employees"), None);
}

/// Who of some people knows how many work at their company.
fn knowing(world: &World, ids: &[ContactId]) -> usize {
    ids.iter().filter(|id| world.company(**id, "employees").is_some()).count()
}

#[test]
fn a_large_company_is_told_step_by_step_and_a_crash_in_between_loses_nobody() {
    let mut world = World::new();
    let people = 3 * PEOPLE_TOLD_AT_ONCE;
    let many: Vec<Intake> = (0..people)
        .map(|n| {
            let email = format!("p{n}@acme.es");
            says(&format!("m{n}"), user(&format!("u{n}")), 1, &[("email", &email)], &[])
        })
        .collect();
    let became = world.handle().take(many).wait().unwrap();
    let ids: Vec<ContactId> = became.iter().map(whose).collect();
    // What is asked for right behind it does not wait until all of them were told.
    let said = world.handle().take(vec![says("g", user("u0"), 2, &[], &[("employees", "300")])]);
    let next = world.handle().take(vec![says("n", user("u1"), 3, &[("name", "Eva Sanz")], &[])]);
    let (said, next) = (said.wait().unwrap().remove(0), next.wait().unwrap().remove(0));
    let place = |became: &Became| match became {
        Became::Applied { position, .. } => *position,
        other => panic!("{other:?}"),
    };
    let between = place(&next) - place(&said);
    assert!(between < u64::try_from(PEOPLE_TOLD_AT_ONCE).unwrap(), "{between} were told before");
    world.tear();
    world.handle().tick().wait().unwrap();
    assert_eq!(knowing(&world, &ids), people);
    world.is_sound("all were told");
    // Who said it goes to another company: the others know it no more, step by step again.
    world.say(says("e", user("u0"), 4, &[("email", "p0@beta.es")], &[]));
    world.tear();
    world.handle().tick().wait().unwrap();
    assert_eq!(knowing(&world, &ids[1..]), 0);
    world.tear();
    world.is_sound("all was taken back");
}

#[test]
fn what_a_page_claims_of_a_company_is_told_to_nobody_and_overwrites_nothing() {
    let mut world = World::new();
    let of = [("group_id", "g7")];
    let email = |name: &str| format!("{name}@acme.es");
    let claims = |intake: Intake| Intake {
        facts: intake
            .facts
            .into_iter()
            .map(|fact| match fact.of == Whose::Account || fact.id == "group_id" {
                true => Fact { origin: Origin::Claimed, ..fact },
                false => fact,
            })
            .collect(),
        ..intake
    };
    let (ana, _) = world.say(says("a", user("ana"), 1, &[("email", &email("ana")), of[0]], &[]));
    world.say(says("a2", user("ana"), 2, &[], &[("employees", "120")]));
    let other = [("email", email("malo")), ("group_id", "g7".to_owned())];
    let other: Vec<(&str, &str)> = other.iter().map(|(id, value)| (*id, value.as_str())).collect();
    let company = [("employees", "9"), ("industry", "Minas"), ("plan", "pro")];
    let (malo, _) = world.say(claims(says("m", user("malo"), 3, &other, &company)));
    for (id, stands) in [("employees", Some("120")), ("industry", None), ("plan", None)] {
        assert_eq!(world.company(ana, id).as_deref(), stands, "{id}");
    }
    assert_eq!(world.company(malo, "employees").as_deref(), Some("120"), "Ana's goes before");
    assert_eq!(world.company(malo, "industry").as_deref(), Some("Minas"), "it stands for them");
    // Nor does a page send somebody to another company who was sent there by a program.
    world.say(claims(says("a3", user("ana"), 4, &[("group_id", "g9")], &[("employees", "1")])));
    assert_eq!(world.found("company_group", "g9"), Vec::<ContactId>::new());
    assert_eq!(world.company(ana, "employees").as_deref(), Some("120"));
    world.is_sound("claims");
}

/// Something said of a company, by a person of it.
struct Said {
    position: u64,
    who: usize,
    at: i64,
    id: &'static str,
    value: i64,
}

/// Of which companies the people of the draw are: two share a mailbox's ending, two a group, and
/// one is alone.
const PEOPLE: [(&str, &str); 6] = [
    ("p0@acme.es", ""),
    ("p1@ventas.acme.es", ""),
    ("p2@acme.es", ""),
    ("p3@gmail.com", "g"),
    ("p4@hotmail.com", "g"),
    ("p5@beta.es", ""),
];

fn company_of(who: usize) -> &'static str {
    match PEOPLE[who] {
        (email, "") => email.rsplit('.').nth(1).unwrap().rsplit('@').next().unwrap(),
        (_, group) => group,
    }
}

/// Facts told at random and taken back, with the writer stopped or torn away between: everybody
/// knows what stands of their company by all that its people said and did not take back.
#[test]
fn everybody_knows_what_stands_of_their_company() {
    for seed in rounds(25, 1_000) {
        let (mut chance, mut world) = (Chance(seed), World::new());
        let mut ids: BTreeMap<usize, ContactId> = BTreeMap::new();
        let mut said: Vec<Said> = Vec::new();
        let mut minutes: Vec<i64> = (0..60).collect();
        for step in 0..24 {
            let who = chance.below(PEOPLE.len());
            let (email, group) = PEOPLE[who];
            let mut person = vec![("email", email)];
            person.extend((!group.is_empty()).then_some(("group_id", group)));
            let at = minutes.swap_remove(chance.below(minutes.len()));
            let id = ["employees", "revenue"][chance.below(2)];
            let value = i64::try_from(chance.below(3)).unwrap() + 1;
            let text = value.to_string();
            let company = [(id, text.as_str())];
            let company = if chance.below(4) == 0 { &[][..] } else { &company[..] };
            // Who is known says of the company alone what they say then.
            let person = if ids.contains_key(&who) { &[][..] } else { &person[..] };
            let keys = user(&format!("u{who}"));
            let (contact, position) =
                world.say(says(&format!("m{step}"), keys, at, person, company));
            if !person.is_empty() {
                ids.insert(who, contact);
            } else if !company.is_empty() {
                said.push(Said { position, who, at, id, value });
            }
            if !person.is_empty() && !company.is_empty() {
                // It is not undone, since it says who they are too.
                said.push(Said { position: 0, who, at, id, value });
            }
            if chance.below(4) == 0 && !said.is_empty() {
                let at = chance.below(said.len());
                if said[at].position > 0 {
                    world.undo(said.swap_remove(at).position);
                }
            }
            match chance.below(9) {
                0 => world.open(),
                1 => world.tear(),
                _ => {}
            }
        }
        for (who, contact) in &ids {
            for id in ["employees", "revenue"] {
                let of = said.iter().filter(|one| one.id == id);
                let of = of.filter(|one| company_of(one.who) == company_of(*who));
                let stands = of.max_by_key(|one| one.at).map(|one| one.value.to_string());
                assert_eq!(world.company(*contact, id), stands, "seed {seed}: {who} {id}");
            }
        }
        let companies: BTreeSet<ContactId> =
            world.found("company_domain", "acme.es").into_iter().collect();
        let people = ids.iter().filter(|(who, _)| company_of(**who) == "acme");
        assert_eq!(companies, people.map(|(_, id)| *id).collect(), "seed {seed}");
        world.is_sound(&format!("seed {seed}"));
    }
}

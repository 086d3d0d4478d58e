#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! A verdict on what did something is revised in both directions: whoever it touched is folded again,
//! what was decided before stays, and a sender that tells it again tells nothing new.

use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::agreement::funnel::SideName;
use engine::agreement::starters;
use engine::event::{Act, Fact, Origin};
use engine::time::{Span, Timestamp};
use engine::value::Value;
use runtime::acts::By;
use runtime::clock::Clock;
use runtime::criba::{Criba, Workspace};
use runtime::doctor;
use runtime::likelihood::{Human, Signal, outcome};
use runtime::verdicts::Verdict;
use runtime::writer::{Became, Came, Intake, Limits, Whom};
use store::ids::ContactId;
use store::workspace::rows::Keys;

struct House {
    workspace: Arc<Workspace>,
    clock: Clock,
    criba: Criba,
    folder: tempfile::TempDir,
}

fn start() -> Timestamp {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::manual(start());
    let criba = Criba::open(folder.path(), clock.clone(), Limits::default()).unwrap();
    let text = starters::default_for("ES");
    let id = criba.add_workspace("Tecnoclima", "ES", Some(&text), "ana@ejemplo.es").unwrap();
    let workspace = criba.workspace(id).unwrap();
    House { workspace, clock, criba, folder }
}

fn by() -> By {
    By { email: "ana@ejemplo.es".to_owned(), side: SideName::Sales }
}

fn user(id: &str) -> Keys {
    Keys { user_id: Some(id.to_owned()), ..Keys::default() }
}

fn browser(id: &str) -> Keys {
    Keys { anonymous_id: Some(id.to_owned()), ..Keys::default() }
}

impl House {
    fn restarted(self) -> House {
        let House { workspace, clock, criba, folder } = self;
        let id = workspace.row.id;
        drop((workspace, criba));
        let criba = Criba::open(folder.path(), clock.clone(), Limits::default()).unwrap();
        let workspace = criba.workspace(id).unwrap();
        House { workspace, clock, criba, folder }
    }

    fn tell(&self, id: &str, keys: Keys, name: &str, machine: Option<Signal>) -> Became {
        let act = match name {
            "learned" => Act::Learned,
            _ => Act::Happened { name: name.to_owned(), properties: Vec::new() },
        };
        let fact = |id: &str, value: &str| Fact {
            of: Whose::Person,
            id: id.to_owned(),
            value: Value::text(value),
            origin: Origin::Said,
        };
        let facts = match name {
            "learned" => vec![fact("email", "ana@empresa.example"), fact("name", "Ana Ruiz")],
            _ => Vec::new(),
        };
        let intake = Intake {
            whom: Whom::Keyed(keys),
            at: Some(start() - Span::HOUR),
            known_at: None,
            source: Arc::from("v1:web"),
            message_id: Arc::from(id),
            act,
            facts,
            who: None,
            batch: None,
            came: Came {
                raw: Some(format!("{{\"messageId\":\"{id}\"}}").into()),
                human: Human::with(machine),
                aside: None,
            },
        };
        self.workspace.writer.take(vec![intake]).wait().unwrap().remove(0)
    }

    fn total(&self, id: ContactId) -> i64 {
        self.workspace.why(id, None, None, None).unwrap().total
    }

    fn stage(&self, id: ContactId) -> String {
        let saw = self.workspace.writer.look(id).wait().unwrap().unwrap();
        saw.card.contact.standings[0].stage.clone()
    }

    fn is_sound(&self) {
        self.workspace.writer.settle().wait().unwrap();
        let found = self
            .workspace
            .read(|read| doctor::examine(read, self.workspace.now(), |_, _| {}))
            .unwrap();
        assert_eq!(found.problems, Vec::new());
    }
}

fn applied(became: &Became) -> (ContactId, u64) {
    match became {
        Became::Applied { contact, position } => (*contact, *position),
        other => panic!("{other:?}"),
    }
}

fn kept(became: &Became) -> u64 {
    match became {
        Became::Kept { position } => *position,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_machine_that_was_a_person_gives_its_points_and_moves_them_and_back() {
    let house = house();
    let (ana, _) = applied(&house.tell("1", user("u1"), "learned", None));
    let asked = kept(&house.tell("2", user("u1"), "demo_requested", Some(Signal::Headless)));
    let (before, stage) = (house.total(ana), house.stage(ana));
    let listed: Vec<u64> =
        house.workspace.machines(None, 9).unwrap().iter().map(|row| row.event.position).collect();
    assert_eq!(listed, [asked]);

    house.clock.advance(Span::HOUR);
    let revised = house.workspace.judge(asked, Verdict::Person, &by()).unwrap();
    assert_eq!(revised.contact, Some(ana));
    let (after, moved) = (house.total(ana), house.stage(ana));
    assert!(after > before, "{before} {after}");
    assert_ne!(stage, moved, "who asks for a demo is qualified");
    let touched = house.workspace.touched_by(revised.voided_by.unwrap()).unwrap();
    assert_eq!(touched.len(), 1);
    assert_eq!((touched[0].contact, touched[0].before, touched[0].after), (ana, before, after));
    assert_eq!(touched[0].moves.last().unwrap().moved.to, moved);
    assert_eq!(house.workspace.machines(None, 9).unwrap(), []);
    // What came is kept beside it, and nothing of before is another now.
    let came = house.workspace.came(revised.position).unwrap();
    assert_eq!(came.as_deref(), Some("{\"messageId\":\"2\"}"));
    let earlier = start() + Span::from_micros(1_000_000);
    assert_eq!(house.workspace.why(ana, None, Some(earlier), None).unwrap().total, before);
    // Who judged it so before is told where it stands, and a sender that tells it again is known.
    let again = house.workspace.judge(asked, Verdict::Person, &by()).unwrap();
    assert_eq!((again.position, again.voided_by), (revised.position, None));
    let repeated = house.tell("2", user("u1"), "demo_requested", Some(Signal::Headless));
    assert_eq!(repeated, Became::Repeated { position: revised.position });

    house.clock.advance(Span::HOUR);
    let back = house.workspace.judge(revised.position, Verdict::Machine, &by()).unwrap();
    assert_eq!((house.total(ana), house.stage(ana)), (before, stage.clone()));
    let touched = house.workspace.touched_by(back.voided_by.unwrap()).unwrap();
    assert_eq!(touched[0].moves.last().unwrap().moved.to, stage);
    assert_eq!(house.workspace.machines(None, 9).unwrap().len(), 1);
    house.is_sound();
}

#[test]
fn what_a_machine_did_of_nobody_is_somebodys_once_it_was_a_person() {
    let house = house();
    let seen = kept(&house.tell("1", browser("b1"), "page", Some(Signal::Crawler)));
    let revised = house.workspace.judge(seen, Verdict::Person, &by()).unwrap();
    let somebody = revised.contact.unwrap();
    assert_eq!(house.workspace.machines(None, 9).unwrap(), []);
    // Their next page is theirs too.
    assert_eq!(applied(&house.tell("2", browser("b1"), "page", None)).0, somebody);
    house.workspace.judge(revised.position, Verdict::Machine, &by()).unwrap();
    assert_eq!(house.workspace.machines(None, 9).unwrap().len(), 1);
    house.is_sound();
}

#[test]
fn who_holds_what_was_done_on_a_shared_browser_is_folded_again() {
    let house = house();
    let (_, seen) = applied(&house.tell("1", browser("b1"), "demo_requested", None));
    let both = Keys { anonymous_id: Some("b1".to_owned()), ..user("u1") };
    let (ana, _) = applied(&house.tell("2", both, "learned", None));
    let with = house.total(ana);
    let revised = house.workspace.judge(seen, Verdict::Machine, &by()).unwrap();
    assert!(house.total(ana) < with);
    let touched = house.workspace.touched_by(revised.voided_by.unwrap()).unwrap();
    assert!(touched.iter().any(|one| one.contact == ana && one.before == with), "{touched:?}");
    house.is_sound();
}

#[test]
fn what_people_here_tell_is_nobodys_verdict() {
    let house = house();
    house.tell("1", user("u1"), "learned", None);
    assert!(house.workspace.judge(99, Verdict::Person, &by()).is_err());
    let (_, own) = applied(&house.tell("2", user("u1"), "page", None));
    let revised = house.workspace.judge(own, Verdict::Person, &by()).unwrap();
    assert_eq!((revised.position, revised.voided_by), (own, None), "it was judged so already");
    let moved = revised.position + 1;
    assert!(
        house.workspace.judge(moved, Verdict::Machine, &by()).is_err(),
        "there is no such event"
    );
}

/// What was done with a mail, in seconds after it was sent.
fn mail(house: &House, id: &str, name: &str, link: Option<&str>, second: i64) -> Became {
    mail_of(house, (id, name, link), user("u1"), second)
}

fn mail_of(
    house: &House,
    (id, name, link): (&str, &str, Option<&str>),
    keys: Keys,
    second: i64,
) -> Became {
    let mut properties = vec![("mail".to_owned(), Value::text("boletin-7"))];
    properties.extend(link.map(|link| ("link".to_owned(), Value::text(link))));
    let intake = Intake {
        whom: Whom::Keyed(keys),
        at: Some(start() - Span::HOUR + Span::from_micros(second * 1_000_000)),
        known_at: None,
        source: Arc::from("hooks:brevo"),
        message_id: Arc::from(id),
        act: Act::Happened { name: name.to_owned(), properties },
        facts: Vec::new(),
        who: None,
        batch: None,
        came: Came::default(),
    };
    house.workspace.writer.take(vec![intake]).wait().unwrap().remove(0)
}

impl House {
    /// The messages that machines told, with why they are taken for theirs.
    fn machines(&self) -> Vec<(String, String)> {
        let rows = self.workspace.machines(None, 99).unwrap().into_iter();
        let mut told: Vec<(String, String)> =
            rows.map(|row| (row.event.message_id.to_string(), outcome(&row))).collect();
        told.sort();
        told
    }
}

#[test]
fn a_filter_that_follows_every_link_is_no_person_and_neither_is_who_opens_at_once() {
    let house = house();
    let (ana, _) = applied(&house.tell("0", user("u1"), "learned", None));
    mail(&house, "sent", "email_sent", None, 0);
    mail(&house, "opened", "email_opened", None, 1);
    mail(&house, "read", "email_opened", None, 900);
    mail(&house, "late", "email_clicked", Some("/precios"), 900);
    let gateway = "aside: mail_at_once".to_owned();
    assert_eq!(house.machines(), [("opened".to_owned(), gateway.clone())]);
    // One link after another, as people follow them, is theirs.
    mail(&house, "slow", "email_clicked", Some("/casos"), 915);
    assert_eq!(house.machines().len(), 1);
    let before = house.total(ana);
    assert!(before > 0);

    // The first two are a person's until the third comes, whichever comes first.
    for (id, link, second) in
        [("b", "/b", 39), ("a", "/a", 35), ("c", "/baja", 43), ("d", "/b", 80)]
    {
        mail(&house, id, "email_clicked", Some(link), second);
    }
    let burst = |id: &str| (id.to_owned(), "aside: mail_burst".to_owned());
    assert_eq!(
        house.machines(),
        [burst("a"), burst("b"), burst("c"), burst("d"), ("opened".to_owned(), gateway)]
    );
    assert_eq!(house.total(ana), before, "what the filter did gives nothing");
    house.is_sound();
}

#[test]
fn two_links_within_a_second_are_no_persons() {
    let house = house();
    mail(&house, "a", "email_clicked", Some("/a"), 35);
    mail(&house, "again", "email_clicked", Some("/a"), 35);
    assert_eq!(house.machines(), [], "the same link twice is a person's impatience");
    mail(&house, "b", "email_clicked", Some("/b"), 36);
    assert_eq!(house.machines().len(), 3);
    house.is_sound();
}

#[test]
fn a_link_that_nobody_sees_is_followed_by_machines() {
    let house = house();
    let (ana, _) = applied(&house.tell("0", user("u1"), "learned", None));
    let before = house.total(ana);
    mail(&house, "a", "email_clicked", Some("https://tecnoclima.example/casos"), 30);
    mail(&house, "trap", "email_clicked", Some("https://criba.example/r/nadie?c=7"), 60);
    mail(&house, "b", "email_clicked", Some("https://tecnoclima.example/precios"), 90);
    mail(&house, "late", "email_clicked", Some("https://tecnoclima.example/precios"), 900);
    let trap = |id: &str| (id.to_owned(), "aside: mail_trap".to_owned());
    assert_eq!(house.machines(), [trap("a"), trap("b"), trap("trap")]);
    assert!(house.total(ana) >= before);
    house.is_sound();
}

#[test]
fn a_company_that_opens_everything_in_one_second_is_a_filter() {
    let house = house();
    let mailbox =
        |name: &str| Keys { email: Some(format!("{name}@acme.example")), ..Keys::default() };
    let opened = |id: &str, keys: Keys, second: i64| {
        mail_of(&house, (id, "email_opened", None), keys, second);
    };
    opened("ana", mailbox("ana"), 600);
    opened("eva", mailbox("eva"), 600);
    opened("other", mailbox("luis"), 601);
    for name in ["a", "b", "c"] {
        // Everybody has a mailbox there.
        let free = Keys { email: Some(format!("{name}@gmail.com")), ..Keys::default() };
        opened(name, free, 600);
    }
    assert_eq!(house.machines(), [], "two may do so by chance");
    opened("raul", mailbox("raul"), 600);
    let together = |id: &str| (id.to_owned(), "aside: mail_together".to_owned());
    assert_eq!(house.machines(), [together("ana"), together("eva"), together("raul")]);
    house.is_sound();
}

#[test]
fn who_opened_just_before_a_restart_opened_together_with_who_does_after_it() {
    let mut house = house();
    let mailbox =
        |name: &str| Keys { email: Some(format!("{name}@acme.example")), ..Keys::default() };
    for name in ["ana", "eva"] {
        mail_of(&house, (name, "email_opened", None), mailbox(name), 600);
    }
    house = house.restarted();
    mail_of(&house, ("raul", "email_opened", None), mailbox("raul"), 600);
    assert_eq!(house.machines().len(), 3);
    house.is_sound();
}

#[test]
fn what_people_say_of_a_mail_stays_whatever_speaks_against_it() {
    let house = house();
    house.tell("0", user("u1"), "learned", None);
    mail(&house, "sent", "email_sent", None, 0);
    mail(&house, "opened", "email_opened", None, 1);
    for (id, link, second) in [("a", "/a", 30), ("b", "/b", 31)] {
        mail(&house, id, "email_clicked", Some(link), second);
    }
    let machines = house.workspace.machines(None, 9).unwrap();
    assert_eq!(machines.len(), 3);
    for row in &machines {
        let revised = house.workspace.judge(row.event.position, Verdict::Person, &by()).unwrap();
        let row = house.workspace.read(|read| Ok(read.event(revised.position)?)).unwrap().unwrap();
        assert_eq!(row.outcome, "applied: 100 judged_person");
    }
    assert_eq!(house.machines(), []);
    // Whatever the filter does next, they are not taken back.
    mail(&house, "c", "email_clicked", Some("/c"), 32);
    let burst = ("c".to_owned(), "aside: mail_burst".to_owned());
    assert_eq!(house.machines(), [burst]);
    house.is_sound();
}

#[test]
fn what_is_doubted_counts_until_more_speaks_against_it() {
    let house = house();
    house.tell("0", user("u1"), "learned", None);
    mail(&house, "sent", "email_sent", None, 0);
    mail(&house, "soon", "email_opened", None, 4);
    assert_eq!(house.machines(), []);
    let (_, at) = applied(&house.tell("1", user("u1"), "page", Some(Signal::NoLanguage)));
    let row = house.workspace.read(|read| Ok(read.event(at)?)).unwrap().unwrap();
    let human = Human::of(&row).unwrap();
    assert_eq!((human.likelihood, human.signals), (60, vec![Signal::NoLanguage]));
    house.is_sound();
}

#[test]
fn what_was_judged_yes_or_no_is_still_read() {
    let house = house();
    let (_, at) = applied(&house.tell("1", user("u1"), "page", None));
    let mut row = house.workspace.read(|read| Ok(read.event(at)?)).unwrap().unwrap();
    for (kept, human, verdict, said) in [
        ("applied", Some(100), Some(Verdict::Person), "applied"),
        ("aside: crawler", Some(0), Some(Verdict::Machine), "aside: crawler"),
        ("aside: 2 headless", Some(2), Some(Verdict::Machine), "aside: headless"),
        ("applied: 60 no_language of_later", Some(60), Some(Verdict::Person), "applied"),
        ("aside: too_many", None, None, "aside: too_many"),
        ("aside: public_key", None, Some(Verdict::Machine), "aside: public_key"),
        ("refused: why", None, Some(Verdict::Person), "refused: why"),
    ] {
        row.outcome = kept.to_owned();
        assert_eq!(Human::of(&row).map(|human| human.likelihood), human, "{kept}");
        assert_eq!((Verdict::on(&row), outcome(&row).as_str()), (verdict, said), "{kept}");
    }
}

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Forms: which questions somebody is asked, what becomes of what they send, and what they
//! consented to.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use engine::agreement::condition::Whose;
use engine::agreement::sealed::Agreement;
use engine::agreement::{Language, starters};
use engine::event::Act;
use engine::time::{Span, Timestamp};
use runtime::clock::Clock;
use runtime::criba::{Criba, Workspace};
use runtime::forms::{
    ASKED_AGAIN_AFTER, About, Both, Consent, Form, Kind, Question, Sending, Sent, Ticket, Visitor,
    Worths, ask, check, queue, template,
};
use runtime::likelihood::{Human, Signal, outcome};
use runtime::writer::{Limits, seal};

fn now() -> Timestamp {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

fn agreement() -> &'static Agreement {
    static SEALED: LazyLock<Agreement> =
        LazyLock::new(|| seal(&starters::default_for("ES"), 1).unwrap());
    &SEALED
}

/// Numbers drawn at random, the same every time.
struct Dice(u64);

impl Dice {
    fn draw(&mut self, below: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }
}

const TRAITS: [&str; 8] =
    ["email", "name", "job_title", "phone", "country", "city", "timeframe", "industry"];

fn drawn(dice: &mut Dice) -> (Form, Visitor, Worths) {
    let mut questions: Vec<Question> = Vec::new();
    for id in TRAITS {
        if dice.draw(4) > 0 {
            let kind = match id {
                "email" => Kind::Email,
                "phone" => Kind::Phone,
                _ => Kind::Text,
            };
            let about = if id == "industry" { About::Company } else { About::Person };
            questions.push(Question { id: id.to_owned(), kind, about, ..Question::default() });
        }
    }
    if dice.draw(2) == 0 {
        questions.push(Question {
            id: "message".to_owned(),
            about: About::Visit,
            ..Question::default()
        });
    }
    let turn = dice.draw(questions.len().max(1)).min(questions.len());
    questions.rotate_left(turn);
    let form = Form { questions, visible: 2 + dice.draw(4), ..Form::default() };
    let mut visitor = Visitor::default();
    for question in &form.questions {
        let Some(told) = question.told() else { continue };
        match dice.draw(5) {
            0 => drop(visitor.known.insert(told)),
            1 => drop(visitor.declined.insert(told, now() - Span::DAY.times(10))),
            2 => drop(visitor.skipped.insert(question.id.clone())),
            3 => drop(visitor.asked.insert(question.id.clone())),
            _ => {}
        }
    }
    let known: BTreeMap<(Whose, String), u64> = TRAITS
        .iter()
        .map(|id| ((Whose::Person, (*id).to_owned()), u64::try_from(dice.draw(100)).unwrap()))
        .collect();
    (form, visitor, Worths::new(agreement(), 100, known, now()))
}

#[test]
fn nobody_is_asked_what_is_known_or_more_than_fits() {
    let mut dice = Dice(7);
    for _ in 0..400 {
        let (form, visitor, worths) = drawn(&mut dice);
        let asked = ask(&form, &visitor, &worths, now());
        assert_eq!(asked, ask(&form, &visitor, &worths, now()), "the same of the same");
        assert!(asked.len() <= form.visible);
        let ids: BTreeSet<&str> = asked.iter().map(|question| question.id.as_str()).collect();
        assert_eq!(ids.len(), asked.len(), "none twice");
        for question in &asked {
            assert!(!visitor.asked.contains(&question.id));
            if let Some(told) = question.told() {
                assert!(!visitor.known.contains(&told) && !visitor.declined.contains_key(&told));
            }
        }
    }
}

#[test]
fn how_to_reach_them_comes_first_and_then_what_is_worth_most() {
    let mut dice = Dice(11);
    for _ in 0..400 {
        let (form, visitor, worths) = drawn(&mut dice);
        let asked = queue(&form, &visitor, &worths, now());
        let reach = form.reach().map(|question| question.id.clone());
        let is_open = |id: &str| asked.iter().any(|question| question.id == id);
        if let Some(reach) = reach.filter(|id| is_open(id)) {
            assert_eq!(asked.first().unwrap().id, reach);
        }
        let rest =
            asked.iter().filter(|one| Some(one.id.as_str()) != form.reach().map(|r| r.id.as_str()));
        let rest: Vec<(bool, i128)> = rest
            .map(|one| (visitor.skipped.contains(&one.id), worths.of(one).unwrap().weight()))
            .collect();
        assert!(
            rest.is_sorted_by_key(|(skipped, weight)| (*skipped, Reverse(*weight))),
            "{rest:?}"
        );
    }
}

#[test]
fn what_somebody_would_rather_not_say_is_asked_again_much_later() {
    let question = Question { id: "city".to_owned(), ..Question::default() };
    let form = Form { questions: vec![question], ..Form::default() };
    let declined = BTreeMap::from([((Whose::Person, "city".to_owned()), now())]);
    let visitor = Visitor { declined, ..Visitor::default() };
    let count = |at| ask(&form, &visitor, &Worths::default(), at).len();
    assert_eq!(count(now() + ASKED_AGAIN_AFTER - Span::SECOND), 0);
    assert_eq!(count(now() + ASKED_AGAIN_AFTER), 1);
}

#[test]
fn worth_is_the_share_that_is_missing_times_the_points_at_stake() {
    let form = template("contacto", Language::Es, "presupuesto").unwrap();
    let told = (Whose::Person, "job_title".to_owned());
    let worths = Worths::new(agreement(), 100, BTreeMap::from([(told, 38)]), now());
    let title = form.question("job_title").unwrap();
    let worth = worths.of(title).unwrap();
    assert_eq!((worth.missing, worth.of, worth.missing_of_100()), (62, 100, Some(62)));
    assert!(worth.points > 0 && !worth.clauses.is_empty(), "{worth:?}");
    let nobody = Worths::new(agreement(), 3, BTreeMap::new(), now());
    assert_eq!(nobody.of(title).unwrap().missing_of_100(), None, "three people are no share");
}

struct Place {
    _folder: tempfile::TempDir,
    criba: Criba,
    workspace: Arc<Workspace>,
}

impl Place {
    fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let criba = Criba::open(folder.path(), Clock::manual(now()), Limits::default()).unwrap();
        let id = criba.add_workspace("Tecnoclima", "ES", None, "ana@ejemplo.es").unwrap();
        let workspace = criba.workspace(id).unwrap();
        Place { _folder: folder, criba, workspace }
    }

    fn send(&self, slug: &str, ticket: Option<Ticket>, fields: &[(&str, &str)]) -> Sent {
        let kept = self.workspace.form(slug).unwrap().unwrap();
        self.workspace.send_form(&kept, &sending(ticket, fields)).unwrap().unwrap()
    }
}

fn sending(ticket: Option<Ticket>, fields: &[(&str, &str)]) -> Sending {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Sending { fields: fields.collect(), ticket, ..Sending::default() }
}

#[test]
fn a_form_is_saved_in_versions_and_its_texts_stay() {
    let place = Place::new();
    let workspace = &place.workspace;
    let mut form = template("contacto", Language::Es, "presupuesto").unwrap();
    let first = workspace.save_form(form.clone(), None, "ana@ejemplo.es").unwrap();
    assert_eq!((first.version, first.text()), (1, 1));
    assert!(
        workspace.save_form(form.clone(), None, "ana@ejemplo.es").is_err(),
        "the address is taken"
    );
    form.title = Both::new("Hablemos", "");
    let second = workspace.save_form(form.clone(), Some(1), "ana@ejemplo.es").unwrap();
    assert_eq!((second.version, second.text()), (2, 1), "the texts are the same");
    assert!(workspace.save_form(form.clone(), Some(1), "luis@ejemplo.es").is_err(), "overtaken");
    form.consents =
        vec![Consent { purpose: "email".to_owned(), text: Both::new("Sí, quiero", "") }];
    let third = workspace.save_form(form, Some(2), "luis@ejemplo.es").unwrap();
    assert_eq!((third.version, third.text()), (3, 2));
    let back = workspace.bring_form_back("contacto", 1, "ana@ejemplo.es").unwrap();
    assert_eq!((back.version, back.form.title.es.as_str(), back.text()), (4, "¿Hablamos?", 3));
    assert_eq!(back.texts[1].consents[0].text.es, "Sí, quiero");
    let name = runtime::forms::public_name(workspace.row.id, "contacto");
    let (whose, found) = place.criba.form(&name).unwrap().unwrap();
    assert_eq!((whose.row.id, found), (workspace.row.id, back));
    for none in ["contacto", "contacto-00000000", "-", "../x-1", ""] {
        assert!(place.criba.form(none).unwrap().is_none(), "{none}");
    }
}

#[test]
fn what_is_wrong_with_a_form_is_said_with_its_place() {
    for id in runtime::forms::TEMPLATES {
        assert_eq!(check(&template(id, Language::En, "quote").unwrap()), [], "{id}");
    }
    let wrong = |change: &dyn Fn(&mut Form)| -> Vec<String> {
        let mut form = template("contacto", Language::Es, "presupuesto").unwrap();
        change(&mut form);
        check(&form).into_iter().map(|problem| problem.field).collect()
    };
    assert_eq!(wrong(&|form| form.name.clear()), ["name"]);
    assert_eq!(wrong(&|form| form.slug = "Contacto nuevo".to_owned()), ["slug"]);
    assert_eq!(wrong(&|form| form.thanks_url = "javascript:alert(1)".to_owned()), ["thanks_url"]);
    assert_eq!(wrong(&|form| form.questions[0].is_required = false), ["questions"]);
    assert_eq!(wrong(&|form| form.questions[1].id = "started".to_owned()), ["questions.1.id"]);
    assert_eq!(wrong(&|form| form.questions[1].kind = Kind::Choice), ["questions.1.choices"]);
    assert_eq!(wrong(&|form| form.visible = 1), ["visible"]);
    assert_eq!(wrong(&|form| form.consents[0].text = Both::default()), ["consents.0.text"]);
}

#[test]
fn what_is_sent_is_known_from_then_on_and_consents_say_what_was_read() {
    let place = Place::new();
    let workspace = &place.workspace;
    let form = template("contacto", Language::Es, "presupuesto").unwrap();
    workspace.save_form(form, None, "ana@ejemplo.es").unwrap();
    let sent = place.send(
        "contacto",
        None,
        &[
            ("email", "Eva@Empresa.example"),
            ("phone", "600 00 00 01"),
            ("asked", "email,phone,job_title,name,message"),
            ("decline", "job_title"),
            ("message", "Precio de 3 equipos"),
            ("consent", "email"),
            ("consent", "carrier pigeon"),
        ],
    );
    let ticket = sent.ticket.unwrap();
    assert_eq!(ticket.skipped, ["name"]);
    let saw = workspace.writer.look(ticket.contact).wait().unwrap().unwrap();
    let value = |id: &str| {
        let held = saw.card.contact.profile.at(Whose::Person, id, saw.now);
        held.map(|held| held.value.to_string()).unwrap_or_default()
    };
    assert_eq!([value("email"), value("phone")], ["eva@empresa.example", "+34600000001"]);
    let consents: Vec<_> = saw.card.contact.consents.iter().collect();
    let [(purpose, consent)] = consents.as_slice() else { panic!("{consents:?}") };
    assert_eq!((*purpose, consent.is_given), ("email", true));
    let evidence = consent.evidence.as_deref().unwrap();
    assert!(evidence.starts_with("formulario «Contacto», texto 1: Quiero recibir"), "{evidence}");
    let visitor = workspace.visitor(Some(&ticket)).unwrap();
    let kept = workspace.form("contacto").unwrap().unwrap();
    let asked = queue(&kept.form, &visitor, &Worths::default(), saw.now);
    let asked: Vec<&str> = asked.iter().map(|question| question.id.as_str()).collect();
    assert!(
        !asked.contains(&"email") && !asked.contains(&"phone") && !asked.contains(&"job_title")
    );
    assert_eq!(asked.last(), Some(&"name"), "what was left empty comes last");
    // The same browser tells more of the same person without the address.
    let again = place.send("contacto", Some(ticket.clone()), &[("name", "Eva Sanz")]);
    assert_eq!(again.ticket.unwrap().contact, ticket.contact);
}

#[test]
fn what_is_wrong_is_not_taken_and_what_a_machine_sends_gives_nothing() {
    let place = Place::new();
    let workspace = &place.workspace;
    let form = template("contacto", Language::Es, "presupuesto").unwrap();
    let kept = workspace.save_form(form, None, "ana@ejemplo.es").unwrap();
    let wrong = |fields: &[(&str, &str)]| -> Vec<String> {
        let answer = workspace.send_form(&kept, &sending(None, fields)).unwrap();
        answer.unwrap_err().into_iter().map(|problem| problem.field).collect()
    };
    assert_eq!(wrong(&[("name", "Eva")]), ["email"]);
    assert_eq!(
        wrong(&[("email", "eva@"), ("phone", "no"), ("employees", "muchos")]),
        ["email", "phone", "employees"]
    );
    let mut spam = sending(None, &[("email", "bot@spam.example"), ("consent", "email")]);
    spam.human = Human::with([Signal::Honeypot]);
    let sent = workspace.send_form(&kept, &spam).unwrap().unwrap();
    assert_eq!((sent.ticket, sent.link), (None, None));
    workspace.writer.settle().wait().unwrap();
    let (events, contacts) = workspace
        .read(|read| Ok((read.events_after(0, 100)?, read.count(&Default::default())?)))
        .unwrap();
    let outcomes: Vec<String> = events.iter().map(outcome).collect();
    assert_eq!((outcomes.as_slice(), contacts), (&["aside: honeypot".to_owned()][..], 0));
    let views = workspace.form_views().unwrap();
    assert_eq!((views["contacto"].sent, views["contacto"].by_machines), (0, 1));
}

#[test]
fn a_consent_that_has_to_be_confirmed_counts_once_it_is() {
    let place = Place::new();
    let workspace = &place.workspace;
    let form = template("descarga", Language::Es, "presupuesto").unwrap();
    let kept =
        workspace.save_form(Form { is_double: true, ..form }, None, "ana@ejemplo.es").unwrap();
    let sent =
        place.send("descarga", None, &[("email", "eva@empresa.example"), ("consent", "email")]);
    let (link, contact) = (sent.link.unwrap(), sent.ticket.unwrap().contact);
    let stands = || {
        let saw = workspace.writer.look(contact).wait().unwrap().unwrap();
        saw.card.contact.consents.stands_for("email")
    };
    assert!(!stands());
    let sealed = workspace.seal(&link).unwrap();
    assert_eq!(workspace.unseal::<Ticket>(&sealed).unwrap(), None, "a link is no ticket");
    assert_eq!(workspace.unseal::<runtime::forms::Link>(&sealed.replace('0', "1")).unwrap(), None);
    let opened: runtime::forms::Link = workspace.unseal(&sealed).unwrap().unwrap();
    workspace.confirm(&kept, &opened).unwrap();
    workspace.confirm(&kept, &opened).unwrap();
    assert!(stands());
    let events = workspace.read(|read| Ok(read.events_after(0, 100)?)).unwrap();
    let given = events.iter().filter(|row| matches!(row.event.act, Act::ConsentGiven { .. }));
    assert_eq!(given.count(), 1, "confirmed twice, it is told once");
    assert!(workspace.pending("descarga").unwrap()[0].confirmed_at.is_some());
}

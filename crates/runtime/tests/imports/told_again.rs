//! What several lists say of one person: told once, and still said where one of them is undone.

use std::sync::Arc;

use engine::agreement::funnel::SideName;
use engine::event::Act;
use engine::time::Span;
use engine::value::Value;
use runtime::acts::{By, Deed};
use runtime::criba::Workspace;
use runtime::imports::{Batch, Consent, Plan};
use runtime::writer::{Came, Intake, Whom};
use store::ids::{BatchId, ContactId};
use store::workspace::rows::Key;
use store::workspace::screens::{Filter, Order};

use super::at_once::{many, waiting};
use super::{as_foreseen, bring, criba, healthy, listed, names};

fn with_email(workspace: &Workspace, email: &str) -> Vec<ContactId> {
    workspace.writer.find(Key::new("email", email)).wait().unwrap()
}

fn refuses(workspace: &Workspace, email: &str) -> bool {
    let [id] = with_email(workspace, email)[..] else { panic!("one has {email}") };
    let saw = workspace.writer.look(id).wait().unwrap().unwrap();
    saw.card.contact.consents.refuses("email")
}

/// The lists that say that somebody was met, once for each visit that stands.
fn visits(workspace: &Workspace, email: &str) -> Vec<Option<BatchId>> {
    let mut visits: Vec<Option<BatchId>> = Vec::new();
    for id in with_email(workspace, email) {
        let saw = workspace.writer.look(id).wait().unwrap().unwrap();
        let rows = workspace.read(|read| Ok(read.events_at(&saw.card.history)?)).unwrap();
        for row in rows {
            let is_visit =
                matches!(&row.event.act, Act::Happened { name, .. } if name == "met_at_event");
            let is_voided = workspace.read(|read| Ok(read.is_voided(row.event.position)?)).unwrap();
            if is_visit && !is_voided {
                visits.push(row.batch);
            }
        }
    }
    visits
}

fn undo(workspace: &Workspace, batch: &Batch) {
    workspace.undo_batch(workspace.batch(batch.id).unwrap(), "ana@ejemplo.es").unwrap();
}

fn bring_as(workspace: &Workspace, name: &str, consent: Consent, text: &str) -> Batch {
    let plan = Plan { name: name.to_owned(), consent, ..Plan::default() };
    let batch = workspace.bring(plan, text.as_bytes(), "ana@ejemplo.es").unwrap();
    as_foreseen(workspace, batch)
}

#[test]
fn a_list_of_those_who_said_no_counts_after_a_yes_though_it_is_called_as_the_last() {
    let folder = tempfile::tempdir().unwrap();
    let (criba, workspace) = criba(folder.path());
    let list = "Nombre;Correo\nAna Roca;ana@otra.example\n";
    let rows = "Nombre;Correo;Acepta comunicaciones\nAna Roca;ana@otra.example;no\n";
    let by = By { email: "ana@ejemplo.es".to_owned(), side: SideName::Sales };
    for (consent, text) in [(Consent::Refused, list), (Consent::Unknown, rows)] {
        let bring = || {
            criba.clock().advance(Span::DAY);
            bring_as(&workspace, "bajas.csv", consent.clone(), text)
        };
        bring();
        assert!(refuses(&workspace, "ana@otra.example"));
        for round in ["enero", "febrero"] {
            criba.clock().advance(Span::DAY);
            let (purpose, evidence) = ("email".to_owned(), format!("dicho en {round}"));
            let deed = Deed::Consented { purpose, is_given: true, evidence };
            let id = listed(&workspace)[0].id;
            workspace.act(id, &deed, &by, &format!("{round} {}", text.len())).unwrap();
            assert!(!refuses(&workspace, "ana@otra.example"));
            let counts = bring().report.unwrap().counts;
            assert!(refuses(&workspace, "ana@otra.example"), "{round}");
            assert_eq!((counts.updated, counts.unchanged), (1, 0));
            let counts = bring().report.unwrap().counts;
            assert_eq!(
                (counts.updated, counts.unchanged),
                (0, 1),
                "the same twice changes nothing"
            );
        }
    }
    healthy(&workspace);
}

#[test]
fn a_no_that_two_lists_tell_of_is_not_lost_with_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let list = "Nombre;Correo;Acepta comunicaciones\nAna Roca;ana@otra.example;no\n\
                Luis Gil;luis@otra.example;sí\n";
    let [first, second] =
        ["enero.csv", "marzo.csv"].map(|name| bring_as(&workspace, name, Consent::Unknown, list));
    undo(&workspace, &first);
    assert!(refuses(&workspace, "ana@otra.example"));
    let [luis] = with_email(&workspace, "luis@otra.example")[..] else { panic!("Luis stands") };
    let saw = workspace.writer.look(luis).wait().unwrap().unwrap();
    assert!(!saw.card.contact.consents.stands_for("email"), "a permission was the first's alone");
    let [ana] = with_email(&workspace, "ana@otra.example")[..] else { panic!("Ana stands") };
    let saw = workspace.writer.look(ana).wait().unwrap().unwrap();
    let (_, no) = saw.card.contact.consents.iter().next().unwrap();
    assert_eq!(no.evidence.as_deref(), Some("marzo.csv"));
    healthy(&workspace);
    undo(&workspace, &second);
    assert_eq!(names(&workspace), Vec::<String>::new());
    healthy(&workspace);
}

const VISITED: &str = "Nombre;Correo;Empresa;Cargo;Fecha visita;Interés\n";

fn visit(date: &str) -> String {
    format!("Ana Roca;ana@otra.example;Uno;Directora;{date};alto\n")
}

#[test]
fn a_visit_that_was_undone_is_told_again_with_its_hour() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    bring(&workspace, "Nombre;Correo\nAna Roca;ana@otra.example\n");
    let list = bring(&workspace, &format!("{VISITED}{}", visit("12/03/2026")));
    undo(&workspace, &list);
    assert_eq!(visits(&workspace, "ana@otra.example"), []);
    let again = bring(&workspace, &format!("{VISITED}{}", visit("12/03/2026 10:30")));
    assert_eq!(visits(&workspace, "ana@otra.example"), [Some(again.id)]);
    healthy(&workspace);
}

#[test]
fn a_visit_is_known_however_much_happened_since() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let list = bring(&workspace, &format!("{VISITED}{}", visit("12/03/2026")));
    let id = listed(&workspace)[0].id;
    let views = (0..250).map(|number| Intake {
        whom: Whom::Known(id),
        at: None,
        known_at: None,
        source: Arc::from("web"),
        message_id: format!("view {number}").into(),
        act: Act::Happened {
            name: "page_viewed".to_owned(),
            properties: vec![("page".to_owned(), Value::text("/precios"))],
        },
        facts: Vec::new(),
        who: None,
        batch: None,
        came: Came::default(),
    });
    workspace.writer.take(views.collect()).wait().unwrap();
    bring(&workspace, &format!("{VISITED}{}", visit("12/03/2026 10:30")));
    assert_eq!(visits(&workspace, "ana@otra.example"), [Some(list.id)]);
    healthy(&workspace);
}

#[test]
fn undoing_a_list_leaves_of_each_person_what_another_said_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let (one, other) = (visit("12/03/2026"), visit("13/03/2026"));
    let first = bring(&workspace, &format!("{VISITED}{one}{other}"));
    let second = bring(&workspace, &format!("{VISITED}{one}"));
    assert_eq!(visits(&workspace, "ana@otra.example"), [Some(first.id); 2]);
    undo(&workspace, &first);
    assert_eq!(visits(&workspace, "ana@otra.example"), [Some(second.id)], "one, and not both");
    healthy(&workspace);
}

#[test]
fn undoing_a_list_leaves_a_visit_that_another_told_with_its_row_put_right() {
    let folder = tempfile::tempdir().unwrap();
    let (criba, workspace) = criba(folder.path());
    let [first, second, third] = ["12/03/2026", "12/03/2026 10:30", "12/03/2026"].map(|date| {
        criba.clock().advance(Span::HOUR);
        bring(&workspace, &format!("{VISITED}{}", visit(date)))
    });
    undo(&workspace, &first);
    assert_eq!(visits(&workspace, "ana@otra.example"), [Some(third.id)]);
    undo(&workspace, &third);
    assert_eq!(visits(&workspace, "ana@otra.example"), [Some(second.id)]);
    undo(&workspace, &second);
    assert_eq!(names(&workspace), Vec::<String>::new());
    healthy(&workspace);
}

#[test]
fn undoing_a_list_leaves_both_contacts_that_another_says_are_one() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let header = "Nombre;Correo;Correo 2;Empresa\n";
    let two = "Ana Roca Peña;ana@otra.example;;Uno\nAna Roca Peña;ana.roca@dos.example;;Dos\n";
    let first = bring(&workspace, &format!("{header}{two}"));
    assert_eq!(names(&workspace).len(), 2);
    let both = "Ana Roca Peña;ana@otra.example;ana.roca@dos.example;Uno\n";
    let second = bring(&workspace, &format!("{header}{two}{both}"));
    undo(&workspace, &first);
    for email in ["ana@otra.example", "ana.roca@dos.example"] {
        assert!(!with_email(&workspace, email).is_empty(), "{email}");
    }
    assert_eq!(names(&workspace).len(), 2);
    undo(&workspace, &second);
    assert_eq!(names(&workspace), Vec::<String>::new());
    healthy(&workspace);
}

#[test]
fn a_list_on_its_way_keeps_its_people_though_the_one_that_said_the_same_is_undone() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let everybody = many(0..300, "Gerente");
    let first = waiting(&workspace, &everybody);
    let first = workspace.bring_in(first, |_, _| {}).unwrap();
    let mut is_undone = false;
    let second = waiting(&workspace, &everybody);
    let second = workspace.bring_in(second, |_, _| {
        // 250 of them have been told by now, and 50 are to come.
        if !std::mem::replace(&mut is_undone, true) {
            undo(&workspace, &first);
        }
    });
    let everybody = || {
        workspace.writer.settle().wait().unwrap();
        let list = |limit| {
            workspace.read(|read| Ok(read.list(&Filter::default(), Order::Best, limit, 0)?))
        };
        list(1_000).unwrap().len()
    };
    assert_eq!(everybody(), 300);
    healthy(&workspace);
    undo(&workspace, &second.unwrap());
    assert_eq!(everybody(), 0);
    healthy(&workspace);
}

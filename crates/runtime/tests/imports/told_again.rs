//! What several lists say of one person: told once, and still said where one of them is undone.

use std::sync::Arc;

use engine::event::Act;
use engine::value::Value;
use runtime::criba::Workspace;
use runtime::imports::Batch;
use runtime::writer::{Intake, Whom};
use store::ids::{BatchId, ContactId};
use store::workspace::rows::Key;

use super::{bring, criba, healthy, listed};

fn with_email(workspace: &Workspace, email: &str) -> Vec<ContactId> {
    workspace.writer.find(Key::new("email", email)).wait().unwrap()
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
    });
    workspace.writer.take(views.collect()).wait().unwrap();
    bring(&workspace, &format!("{VISITED}{}", visit("12/03/2026 10:30")));
    assert_eq!(visits(&workspace, "ana@otra.example"), [Some(list.id)]);
    healthy(&workspace);
}


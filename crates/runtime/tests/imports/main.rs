#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Lists brought into a workspace: accounted for, brought once, undone without a trace.

mod at_once;
mod choices;
mod consents;
mod told_again;

use std::sync::Arc;

use engine::agreement::condition::Whose;
use engine::event::Act;
use engine::time::{Span, Timestamp};
use engine::value::Value;
use runtime::clock::Clock;
use runtime::criba::{Criba, Workspace};
use runtime::doctor;
use runtime::imports::{Batch, Consent, Fix, Plan, Status, Suggested};
use runtime::writer::{Came, Intake, Limits, Whom};
use store::ids::{BatchId, ContactId};
use store::workspace::rows::{BatchRow, Columns};
use store::workspace::screens::{Filter, Listed, Order};

const LIST: &str = "Nombre;Apellidos;Correo;Móvil;Empresa;Cargo;Fecha de visita;Interés;Notas
Ximena;Ordóñez Peña;x.ordonez@sierraalta.example;612 345 678;Transportes Sierra Alta;Directora de Operaciones;12/03/2026;Alto;Pide demo
Rodrigo;Sepúlveda Ríos;rodrigo@aridosmaipo.example;623 456 789;Áridos Maipo;Gerente;12/03/2026;Medio;
XIMENA;ORDOÑEZ PEÑA;x.ordonez@sierraalta.example;;Transportes Sierra Alta SL;;13/03/2026;Alto;Volvió
;;;;;;;;
";

fn start() -> Timestamp {
    "2026-03-16T09:00:00Z".parse().unwrap()
}

fn criba(folder: &std::path::Path) -> (Criba, Arc<Workspace>) {
    let criba = Criba::open(folder, Clock::manual(start()), Limits::default()).unwrap();
    let id = criba.add_workspace("Tecnoclima", "ES", None, "ana@ejemplo.es").unwrap();
    let workspace = criba.workspace(id).unwrap();
    (criba, workspace)
}

fn bring(workspace: &Workspace, text: &str) -> Batch {
    let plan = Plan { name: "feria.csv".to_owned(), ..Plan::default() };
    let batch = workspace.bring(plan, text.as_bytes(), "ana@ejemplo.es").unwrap();
    as_foreseen(workspace, batch)
}

/// Brings a list in, which must come to what was foreseen of it.
fn as_foreseen(workspace: &Workspace, batch: Batch) -> Batch {
    let foreseen = workspace.foresee(&batch, &workspace.prepare(&batch).unwrap()).unwrap();
    let batch = workspace.bring_in(batch, |_, _| {}).unwrap();
    assert_eq!(batch.report.as_ref().unwrap().counts, foreseen.counts, "what was foreseen");
    batch
}

fn listed(workspace: &Workspace) -> Vec<Listed> {
    workspace.writer.settle().wait().unwrap();
    workspace.read(|read| Ok(read.list(&Filter::default(), Order::Best, 100, 0)?)).unwrap()
}

fn names(workspace: &Workspace) -> Vec<String> {
    listed(workspace).into_iter().map(|listed| listed.columns.name).collect()
}

fn healthy(workspace: &Workspace) {
    let found = workspace.read(|read| doctor::examine(read, workspace.now(), |_, _| {})).unwrap();
    assert_eq!(found.problems, Vec::new());
}

#[test]
fn every_row_is_accounted_for_and_the_best_stands_first() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let batch = bring(&workspace, LIST);
    let counts = batch.report.as_ref().unwrap().counts;
    assert_eq!((counts.rows, counts.new, counts.joined), (3, 2, 1));
    assert_eq!(names(&workspace), ["Ximena Ordóñez Peña", "Rodrigo Sepúlveda Ríos"]);
    let ximena = &listed(&workspace)[0].columns;
    assert_eq!(ximena.phone, "+34612345678");
    assert!(ximena.engagement > 0, "a visit to the stand is something she did");
    healthy(&workspace);
}

#[test]
fn a_cell_that_was_put_right_is_what_comes_in_and_a_list_that_is_in_is_foreseen() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let list =
        "Nombre;Correo;Móvil\nAna Roca;ana@otra.example;612\nLuis Gil;luis(at)otra;600111223\n";
    let fix = |row: u32, was: &str, is: &str| Fix { row, was: was.to_owned(), is: is.to_owned() };
    let fixes = vec![
        fix(2, "612", "612 345 678"),
        fix(3, "luis(at)otra", "luis@otra.example"),
        fix(9, "nobody", "is there"),
    ];
    let plan = Plan { name: "feria.csv".to_owned(), fixes, ..Plan::default() };
    let batch =
        |plan: &Plan| workspace.bring(plan.clone(), list.as_bytes(), "ana@ejemplo.es").unwrap();
    let foreseen = |batch: &Batch| {
        let counts = workspace.foresee(batch, &workspace.prepare(batch).unwrap()).unwrap().counts;
        (counts.new, counts.updated, counts.unchanged, counts.with_problems)
    };
    let first = batch(&plan);
    assert_eq!(foreseen(&first), (2, 0, 0, 0));
    workspace.bring_in(first, |_, _| {}).unwrap();
    let mut reached: Vec<(String, String)> =
        listed(&workspace).into_iter().map(|one| (one.columns.email, one.columns.phone)).collect();
    reached.sort();
    let expected = [("ana@otra.example", "+34612345678"), ("luis@otra.example", "+34600111223")];
    assert_eq!(reached, expected.map(|(email, phone)| (email.to_owned(), phone.to_owned())));
    assert_eq!(foreseen(&batch(&plan)), (0, 0, 2, 0), "all of it was told before");
    let untouched = Plan { fixes: Vec::new(), ..plan };
    let (new, updated, unchanged, problems) = foreseen(&batch(&untouched));
    assert_eq!(
        (new + updated, unchanged, problems),
        (2, 0, 2),
        "as the file is, it says something else"
    );
}

#[test]
fn somebody_who_cannot_be_reached_is_brought_once_too() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let list =
        "Nombre;Correo;Empresa\nAna Roca;ana@otra.example;Uno\nEva Sol;no es un correo;Tres\n";
    for expected in [2, 0] {
        let consent = Consent::Given { evidence: "casilla del stand, 12/03/2026".to_owned() };
        let plan = Plan { name: "stand.csv".to_owned(), consent, ..Plan::default() };
        let batch = workspace.bring(plan, list.as_bytes(), "ana@ejemplo.es").unwrap();
        let foreseen = workspace.foresee(&batch, &workspace.prepare(&batch).unwrap()).unwrap();
        let counts = as_foreseen(&workspace, batch).report.unwrap().counts;
        assert_eq!((counts.new, counts.unchanged), (expected, 2 - expected));
        assert_eq!(foreseen.told.len(), 2 - expected, "rows of people who are in");
        assert_eq!(names(&workspace).len(), 2);
        let everybody = workspace.read(|read| Ok(read.contacts()?)).unwrap();
        assert_eq!(everybody.len(), 2, "nobody is made for a consent alone");
    }
    healthy(&workspace);
}

#[test]
fn the_same_list_twice_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    bring(&workspace, LIST);
    let before = listed(&workspace);
    let last = workspace.read(|read| Ok(read.last()?.0)).unwrap();
    let again = bring(&workspace, LIST);
    let counts = again.report.unwrap().counts;
    assert_eq!((counts.new, counts.updated, counts.unchanged), (0, 0, 2));
    assert_eq!(listed(&workspace), before);
    assert_eq!(workspace.read(|read| Ok(read.last()?.0)).unwrap(), last, "nothing new in the log");
}

#[test]
fn rows_that_were_one_person_are_that_person_when_they_come_again() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    // Each second row is so full of slips that a workspace which knows the first one better than
    // its row did would tell it apart.
    let list = "Fecha;Nombre;Apellidos;Empresa;CIF;Correo;Teléfono;Móvil;Ciudad;Acepta correos\n\
        11/03/2026;Javier;Vargas Márquez;Muebles del Río C.B.;B27470715;;938215425;641225033;Madrid;S\n\
        11/03/2026;Jvier;Vargas MMárquez;Mueblse del Río C.B.;B27470715;;;+34641225033;Madrid;x\n\
        10/03/2026;Francisco Javier;Soler Hernández;Obras Santana e Hijos S.L.U.;;f.soler@obras.example;914054594;777878966;Lugo;Si\n\
        ;Francisco Jvier;Soleo Hernández;Obrs Santana e Hijos S.L.U.;;;;777.878.966;Lugo;SI\n";
    let first = bring(&workspace, list).report.unwrap();
    assert_eq!((first.counts.new, first.counts.joined), (2, 2));
    let log = || workspace.read(|read| Ok(read.last()?.0)).unwrap();
    let before = log();
    let again = bring(&workspace, list).report.unwrap();
    assert_eq!((again.counts.new, again.counts.unchanged, again.counts.joined), (0, 2, 2));
    assert_eq!((log(), again.suggested.len()), (before, 0));
    healthy(&workspace);
}

#[test]
fn a_list_put_right_and_brought_again_tells_no_visit_twice() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    for (dated, visit, phone) in [("12/03/2026", "2026-03-12", "600111222"), ("", "", "600111333")]
    {
        let list = |phone: &str, date: &str| {
            format!(
                "Nombre;Correo;Empresa;Cargo;Tel;Fecha visita;Interés\n\
                 Ana Ruiz;ana{visit}@visita.example;Acme;Directora General;{phone};{date};alto\n"
            )
        };
        let visits = || {
            workspace.writer.settle().wait().unwrap();
            let last = workspace.read(|read| Ok(read.last()?.0)).unwrap();
            let all = (1..=last)
                .filter_map(|position| workspace.read(|read| Ok(read.event(position)?)).unwrap());
            let met = all.filter(|row| {
                matches!(&row.event.act, Act::Happened { name, .. } if name == "met_at_event")
            });
            met.count()
        };
        let before = visits();
        bring(&workspace, &list(phone.get(..8).unwrap(), dated));
        assert_eq!(visits(), before + 1);
        let with_hour = if dated.is_empty() { String::new() } else { format!("{dated} 10:30") };
        for date in [dated, visit, &with_hour] {
            let again = bring(&workspace, &list(phone, date));
            assert_eq!(again.report.unwrap().counts.new, 0);
            assert_eq!(visits(), before + 1, "a telephone or an hour put right is no visit");
        }
        let number = format!("+34{phone}");
        assert!(listed(&workspace).iter().any(|one| one.columns.phone == number));
        // Another day is another visit, and a colleague at the same mailbox another person.
        let other = list(phone, "13/03/2026").replace("Ana", "Luis");
        bring(&workspace, &format!("{}{other}", list(phone, "13/03/2026")));
        assert_eq!(visits(), before + 3);
    }
    healthy(&workspace);
}

#[test]
fn somebody_known_is_found_by_their_page_on_linkedin() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let known = "Nombre,Correo,URL\nAna Roca Peña,ana@otra.example,linkedin.com/in/anaroca\n";
    bring(&workspace, known);
    let row =
        "Nombre,Correo,LinkedIn\nAna,nueva@dos.example,https://www.linkedin.com/in/AnaRoca/\n";
    let counts = bring(&workspace, row).report.unwrap().counts;
    assert_eq!((counts.new, counts.updated), (0, 1), "{counts:?}");
    let company = row.replace("/in/", "/company/").replace("nueva@", "otra@");
    assert_eq!(bring(&workspace, &company).report.unwrap().counts.new, 1);
    healthy(&workspace);
}

#[test]
fn undoing_a_list_leaves_what_another_said_too() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let first = bring(&workspace, LIST);
    let second = bring(&workspace, LIST);
    assert_eq!(second.report.as_ref().unwrap().counts.unchanged, 2);
    let undo = |batch: &Batch| {
        let undone = workspace.undo_batch(workspace.batch(batch.id).unwrap(), "ana@acme.example");
        let (_, undone) = undone.unwrap();
        let names: Vec<String> =
            listed(&workspace).iter().map(|one| one.columns.name.clone()).collect();
        (undone.removed, names)
    };
    let (removed, names) = undo(&first);
    assert_eq!(removed, 0);
    assert_eq!(names.len(), 2, "{names:?}");
    healthy(&workspace);
    let (removed, names) = undo(&second);
    assert_eq!((removed, names), (2, Vec::new()));
    healthy(&workspace);
}

#[test]
fn an_undone_list_leaves_no_trace_but_what_people_did() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let first = "Nombre,Correo,Cargo\nRodrigo Sepúlveda Ríos,rodrigo@aridosmaipo.example,Técnico\n";
    bring(&workspace, first);
    let before = listed(&workspace)[0].clone();
    let batch = bring(&workspace, LIST);
    let ximena: ContactId = listed(&workspace)[0].id;
    let note = Intake {
        whom: Whom::Known(ximena),
        at: None,
        known_at: None,
        source: Arc::from("criba"),
        message_id: Arc::from("note-1"),
        act: Act::Happened {
            name: "note_added".to_owned(),
            properties: vec![("text".to_owned(), Value::text("Llamar el lunes"))],
        },
        facts: Vec::new(),
        who: Some("eva@ejemplo.es".to_owned()),
        batch: None,
        came: Came::default(),
    };
    workspace.writer.take(vec![note]).wait().unwrap();
    let (batch, undone) = workspace.undo_batch(batch, "ana@ejemplo.es").unwrap();
    assert_eq!(batch.status, Status::Undone);
    assert_eq!((undone.removed, undone.restored), (0, 1));
    assert_eq!(undone.kept.len(), 1, "a note of a colleague stays");
    let after = listed(&workspace);
    let rodrigo = after.iter().find(|listed| listed.id == before.id).unwrap();
    // When to look again is an earliest guess, which may differ by microseconds.
    let columns = Columns { wake_at: before.columns.wake_at, ..rodrigo.columns.clone() };
    assert_eq!(columns, before.columns);
    healthy(&workspace);
    let again = bring(&workspace, LIST);
    assert_eq!(again.report.unwrap().counts.rows, 3, "an undone list may be brought again");
    assert_eq!(names(&workspace).len(), 2);
    healthy(&workspace);
}

#[test]
fn a_list_can_be_undone_for_thirty_days_only() {
    let folder = tempfile::tempdir().unwrap();
    let (criba, workspace) = criba(folder.path());
    let batch = bring(&workspace, LIST);
    criba.clock().advance(Span::DAY.times(31));
    let refused = workspace.undo_batch(batch, "ana@ejemplo.es").unwrap_err();
    assert!(refused.to_string().contains("30 days"), "{refused}");
}

#[test]
fn consent_is_kept_with_its_evidence() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let consent = Consent::Given { evidence: "Casilla del formulario del stand, 12/03".to_owned() };
    let plan = Plan { name: "feria.csv".to_owned(), consent, ..Plan::default() };
    let batch = workspace.bring(plan, LIST.as_bytes(), "ana@ejemplo.es").unwrap();
    workspace.bring_in(batch, |_, _| {}).unwrap();
    let ximena = listed(&workspace)[0].id;
    let saw = workspace.writer.look(ximena).wait().unwrap().unwrap();
    assert!(saw.card.contact.consents.stands_for("email"));
}

#[test]
fn old_history_that_is_declared_known_is_judged_at_its_dates() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let plan = Plan { name: "feria.csv".to_owned(), is_known_at_date: true, ..Plan::default() };
    let batch = workspace.bring(plan, LIST.as_bytes(), "ana@ejemplo.es").unwrap();
    workspace.bring_in(batch, |_, _| {}).unwrap();
    let ximena = listed(&workspace)[0].clone();
    let visit: Timestamp = "2026-03-11T23:00:00Z".parse().unwrap();
    assert_eq!(ximena.columns.since, visit, "known since the day of the visit, in Madrid");
    healthy(&workspace);
}

#[test]
fn a_pair_that_is_answered_while_its_list_is_undone_stays_answered() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let mut batch = bring(&workspace, LIST);
    let two = listed(&workspace);
    let pair = Suggested {
        first: two[0].id,
        second: two[1].id,
        confidence: 60,
        because: ("se parecen".to_owned(), "they look alike".to_owned()),
        is_answered: false,
    };
    let pairs = 8;
    batch.report.as_mut().unwrap().suggested = vec![pair; pairs];
    let row = BatchRow {
        id: batch.id,
        made_at: batch.made_at,
        made_by: batch.made_by.clone(),
        status: batch.status.id().to_owned(),
        body: serde_json::to_string(&batch).unwrap(),
    };
    workspace.writer.save_batch(row).wait().unwrap();
    std::thread::scope(|threads| {
        for index in 0..pairs {
            let (workspace, id) = (&workspace, batch.id);
            threads.spawn(move || workspace.answer_suggested(id, index).unwrap());
        }
    });
    let all_answered = |batch: &Batch| {
        batch.report.as_ref().unwrap().suggested.iter().all(|pair| pair.is_answered)
    };
    assert!(all_answered(&workspace.batch(batch.id).unwrap()), "none undid another");
    // Whoever undoes it read it before.
    workspace.undo_batch(batch.clone(), "ana@ejemplo.es").unwrap();
    let undone = workspace.batch(batch.id).unwrap();
    assert_eq!(undone.status, Status::Undone);
    assert!(all_answered(&undone));
    assert!(workspace.undo_batch(batch, "ana@ejemplo.es").is_err(), "it is not in any more");
}

#[test]
fn a_list_under_an_id_is_brought_once_whoever_goes_on_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let id = BatchId::named("feria", start());
    let bring = || {
        let file = workspace.incoming();
        std::fs::write(&file, LIST).unwrap();
        workspace.bring_file_as(id, Plan::default(), &file, "ana@ejemplo.es").unwrap()
    };
    let first = bring();
    workspace.forget_batch(first).unwrap();
    let waiting = bring();
    assert_eq!(waiting.status, Status::Waiting, "what was dropped begins anew");
    let done = workspace.bring_in(waiting.clone(), |_, _| {}).unwrap();
    // The server went on with it by itself, and the program that asks again was a moment later.
    let late = Batch { status: Status::Running, ..waiting };
    assert_eq!(workspace.bring_in(late, |_, _| {}).unwrap(), done);
    assert_eq!(bring(), done);
    assert_eq!(workspace.batches(10).unwrap(), [done]);
    assert_eq!(listed(&workspace).len(), 2);
    healthy(&workspace);
}

const HEADER: &str = "Nombre;Correo;Empresa;Cargo\n";

#[test]
fn who_gives_a_telephone_of_another_country_and_no_country_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let list = "Nombre;Correo;Tel;País\nAna Ruiz;ana@a.example;+57 601 234 5678;\n\
                Eva Sol;eva@b.example;+34 612 345 678;\nLuis Gil;luis@c.example;+57 601 234 5679;Perú\n\
                Mar Paz;mar@d.example;;\nJoy Lee;joy@e.example;+61 2 9374 4000;\n\
                Sam Roe;sam@f.example;+1 416 979 2000;\n";
    bring(&workspace, list);
    let mut countries: Vec<(String, String)> = listed(&workspace)
        .into_iter()
        .map(|listed| (listed.columns.name, listed.columns.country))
        .collect();
    countries.sort();
    let said = |name: &str, country: &str| (name.to_owned(), country.to_owned());
    let expected = [
        said("Ana Ruiz", "CO"),
        said("Eva Sol", ""),
        said("Joy Lee", "AU"),
        said("Luis Gil", "PE"),
        said("Mar Paz", ""),
        said("Sam Roe", "CA"),
    ];
    assert_eq!(countries, expected);
    healthy(&workspace);
    let ana = listed(&workspace).into_iter().find(|one| one.columns.name == "Ana Ruiz").unwrap();
    let saw = workspace.writer.look(ana.id).wait().unwrap().unwrap();
    let country = saw.card.contact.profile.at(Whose::Person, "country", saw.now);
    assert!(country.is_none(), "nobody said so");
}

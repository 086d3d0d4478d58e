//! What whoever brings a list chooses for all of it.

use std::collections::BTreeMap;

use runtime::imports::{Plan, Unreachable};
use runtime::office::{What, Written};
use runtime::queue::View;
use store::workspace::screens::{Filter, Order};

use super::{as_foreseen, bring, criba, healthy, names};

#[test]
fn capitals_stay_where_somebody_says_so_and_that_is_remembered_with_the_columns() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let list = |name: &str, mail: &str| format!("Nombre;Correo\n{name};{mail}@mayor.example\n");
    bring(&workspace, &list("ANA DE LA FUENTE", "ana"));
    let columns = [("Nombre", "name"), ("Correo", "email"), ("capitals", "keep")];
    let columns = columns.map(|(header, target)| (header.to_owned(), target.to_owned()));
    let plan = Plan { columns: BTreeMap::from(columns), ..Plan::default() };
    let batch = workspace.bring(plan, list("LUIS GIL", "luis").as_bytes(), "ana@ejemplo.es");
    workspace.bring_in(batch.unwrap(), |_, _| {}).unwrap();
    bring(&workspace, &list("EVA SOL", "eva"));
    let mut names = names(&workspace);
    names.sort();
    assert_eq!(names, ["Ana de la Fuente", "EVA SOL", "LUIS GIL"]);
    healthy(&workspace);
}

#[test]
fn who_cannot_be_reached_is_left_out_where_somebody_says_so_and_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let list = "Nombre;Correo;Empresa;Cargo;DNI\nAna Roca;ana@otra.example;Uno;;12345678Z\n\
                ;;Dos SL;Gerente;\nEva Sol;;Tres;;\nAna Roca;;Uno;Directora;12345678Z\n;;;;\n";
    let foreseen = |unreachable: Unreachable| {
        let plan = Plan { name: "f.csv".to_owned(), unreachable, ..Plan::default() };
        let batch = workspace.bring(plan, list.as_bytes(), "ana@ejemplo.es").unwrap();
        let prepared = workspace.prepare(&batch).unwrap();
        (workspace.foresee(&batch, &prepared).unwrap().counts, prepared.unreachable.len(), batch)
    };
    let (all, unreachable, _) = foreseen(Unreachable::People);
    assert_eq!((all.new, all.joined, all.rejected, unreachable), (3, 1, 0, 2));
    let (some, unreachable, batch) = foreseen(Unreachable::Out);
    assert_eq!((some.new, some.joined, some.rejected, unreachable), (1, 1, 2, 2));
    let report = as_foreseen(&workspace, batch).report.unwrap();
    assert_eq!(report.counts, some);
    assert_eq!(names(&workspace), ["Ana Roca"]);
    let left: Vec<u32> = report.rejected.iter().map(|row| row.row).collect();
    assert_eq!(left, [3, 4]);
    assert!(report.rejected[0].because.0.starts_with("sin correo ni teléfono"));
    // Whom the workspace knows how to reach is told of, whatever the row lacks.
    let known = "Nombre;Correo;DNI;Ciudad\nAna Roca;;12345678Z;Vigo\n";
    let plan = Plan { name: "g.csv".to_owned(), unreachable: Unreachable::Out, ..Plan::default() };
    let batch = workspace.bring(plan, known.as_bytes(), "ana@ejemplo.es").unwrap();
    let report = as_foreseen(&workspace, batch).report.unwrap();
    assert_eq!((report.counts.updated, report.counts.rejected), (1, 0));
    healthy(&workspace);
}

#[test]
fn of_who_cannot_be_reached_the_company_goes_in_once_where_somebody_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let list = "Nombre;Correo;Empresa;Cargo;Sector\nAna Roca;ana@otra.example;Uno SL;;\n\
                Eva Sol;;Dos SL;Gerente;Metal\nLuis Gil;;DOS, S.L.;;\n;;Uno;;Textil\nIván Paz;;;;\n";
    let bring = |list: &str, name: &str| {
        let unreachable = Unreachable::Companies;
        let plan = Plan { name: name.to_owned(), unreachable, ..Plan::default() };
        let batch = workspace.bring(plan, list.as_bytes(), "ana@ejemplo.es").unwrap();
        let batch = as_foreseen(&workspace, batch);
        (batch.report.clone().unwrap(), batch)
    };
    let (report, first) = bring(list, "a.csv");
    let counts = report.counts;
    assert_eq!((counts.new, counts.joined, counts.rejected), (3, 1, 1));
    assert_eq!(report.rejected[0].row, 6);
    assert_eq!(names(&workspace), ["Ana Roca", "DOS, S.L.", "Uno"]);
    // Nobody of the company stands in what was kept, and nobody who works there is the company.
    let text = workspace.export(What::Contacts, Written::Json, &mut |_, _| {}).unwrap();
    assert!(!text.contains("Gerente") && !text.contains("Eva") && text.contains("Metal"));
    // The company is known when another list names it.
    let (report, _) = bring("Nombre;Empresa;Sector\nRita Mas;Dos S.L.;Madera\n", "b.csv");
    assert_eq!((report.counts.new, report.counts.updated), (0, 1));
    // The first list again differs in what the second said since.
    let counts = bring(list, "c.csv").0.counts;
    assert_eq!((counts.new, counts.updated, counts.unchanged), (0, 1, 2));
    workspace.undo_batch(first, "ana@ejemplo.es").unwrap();
    healthy(&workspace);
}

#[test]
fn a_person_of_several_rows_is_called_by_the_fullest_of_their_spellings() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    bring(
        &workspace,
        "Nombre;Correo;Empresa\nRubén Ramírez Santana;r@tecno.example;Ingeniería Tecno S.L.U.\n\
         Ramírez Santana Rubén;r@tecno.example;INGrNIERIA TECNO S.L.U.\n\
         RUBEN RAMIREZ;r@tecno.example;\n",
    );
    let shown = || {
        let everybody = Filter::default();
        let listed = workspace.read(|read| Ok(read.list(&everybody, Order::Best, 9, 0)?)).unwrap();
        let columns = &listed[0].columns;
        (listed.len(), columns.name.clone(), columns.company.clone())
    };
    let full = "Rubén Ramírez Santana".to_owned();
    assert_eq!(shown(), (1, full, "Ingeniería Tecno S.L.U.".to_owned()));
    healthy(&workspace);
}

#[test]
fn who_said_no_to_the_one_address_there_is_said_no() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    bring(&workspace, "Nombre;Correo;Acepta correos\nEva Sol;eva@sol.example;No\nLuis Gil;;\n");
    let view = View { reader: Vec::new(), filter: Filter::default() };
    let queue = workspace.queue(&view).unwrap();
    assert_eq!((queue.blocked, queue.unreachable), (1, 1));
    healthy(&workspace);
}

#[test]
fn an_export_says_once_what_a_column_and_its_field_say_and_keeps_what_is_only_alike() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let list = "Nombre;Apellidos;Correo;Cargo;Ciudad;Sede;Empresa;Cliente final\n\
                Ana;Roca;ana@roca.example;Gerente;Vigo;Vigo;Acme;Acme\n";
    bring(&workspace, list);
    let text = workspace.export(What::Contacts, Written::Json, &mut |_, _| {}).unwrap();
    let row: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    let kept = |id: &str| row.get(id).and_then(|value| value.as_str()).map(str::to_owned);
    assert_eq!((kept("city"), kept("sede")), (Some("Vigo".to_owned()), Some("Vigo".to_owned())));
    assert_eq!(kept("cliente_final").as_deref(), Some("Acme"));
    for copy in ["apellidos", "cargo", "ciudad", "correo"] {
        assert_eq!(kept(copy), None, "{copy}");
    }
    assert_eq!(kept("job_title").as_deref(), Some("Gerente"));
}

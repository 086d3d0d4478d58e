//! What whoever brings a list chooses for all of it.

use std::collections::BTreeMap;

use runtime::imports::Plan;
use runtime::office::{What, Written};

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
    let foreseen = |is_reachable_only: bool| {
        let plan = Plan { name: "f.csv".to_owned(), is_reachable_only, ..Plan::default() };
        let batch = workspace.bring(plan, list.as_bytes(), "ana@ejemplo.es").unwrap();
        let prepared = workspace.prepare(&batch).unwrap();
        (workspace.foresee(&batch, &prepared).unwrap().counts, prepared.unreachable.len(), batch)
    };
    let (all, unreachable, _) = foreseen(false);
    assert_eq!((all.new, all.joined, all.rejected, unreachable), (3, 1, 0, 2));
    let (some, unreachable, batch) = foreseen(true);
    assert_eq!((some.new, some.joined, some.rejected, unreachable), (1, 1, 2, 2));
    let report = as_foreseen(&workspace, batch).report.unwrap();
    assert_eq!(report.counts, some);
    assert_eq!(names(&workspace), ["Ana Roca"]);
    let left: Vec<u32> = report.rejected.iter().map(|row| row.row).collect();
    assert_eq!(left, [3, 4]);
    assert!(report.rejected[0].because.0.starts_with("sin correo ni teléfono"));
    // Whom the workspace knows how to reach is told of, whatever the row lacks.
    let known = "Nombre;Correo;DNI;Ciudad\nAna Roca;;12345678Z;Vigo\n";
    let plan = Plan { name: "g.csv".to_owned(), is_reachable_only: true, ..Plan::default() };
    let batch = workspace.bring(plan, known.as_bytes(), "ana@ejemplo.es").unwrap();
    let report = as_foreseen(&workspace, batch).report.unwrap();
    assert_eq!((report.counts.updated, report.counts.rejected), (1, 0));
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

//! What lists say of reaching their people.

use engine::agreement::funnel::SideName;
use engine::contact::bases::{Basis, CHANNELS, Reach};
use runtime::acts::{By, Deed};
use runtime::criba::Workspace;
use runtime::imports::{Consent, Plan};
use runtime::writer::Saw;

use super::{as_foreseen, bring, criba, healthy, listed};

#[test]
fn what_a_row_says_of_consent_goes_before_what_holds_for_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let list = "Nombre;Correo;Acepta comunicaciones (RGPD)\n\
                Ana Roca;ana@otra.example;Sí\nLuis Gil;luis@otra.example;no\n\
                Eva Sol;eva@otra.example;\nLuis Gil;luis@otra.example;x\n";
    let consents = |name: &str| -> Vec<String> {
        let saw = saw(&workspace, name);
        let given = saw.card.contact.consents.iter().filter(|(_, consent)| consent.is_given);
        given.map(|(purpose, _)| purpose.to_owned()).collect()
    };
    for unchanged in [0, 3] {
        let plan = Plan { name: "stand.csv".to_owned(), ..Plan::default() };
        let batch = workspace.bring(plan, list.as_bytes(), "ana@ejemplo.es").unwrap();
        let counts = as_foreseen(&workspace, batch).report.unwrap().counts;
        assert_eq!(counts.unchanged, unchanged, "{counts:?}");
        assert_eq!(consents("Ana Roca"), ["email"]);
        assert!(consents("Luis Gil").is_empty(), "of two rows, the one that says no");
        assert!(consents("Eva Sol").is_empty());
    }
    healthy(&workspace);
}

#[test]
fn an_old_list_takes_back_no_newer_consent_and_no_list_gives_back_one_that_was_taken() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    bring(&workspace, "Nombre;Correo\nConsuelo Paz;consuelo@paz.example\n");
    let id = listed(&workspace)[0].id;
    let by = By { email: "ana@ejemplo.es".to_owned(), side: SideName::Sales };
    let said = |is_given: bool, key: &str| {
        let (purpose, evidence) = ("email".to_owned(), format!("dicho {key}"));
        let deed = Deed::Consented { purpose, is_given, evidence };
        workspace.act(id, &deed, &by, key).unwrap();
    };
    let known = || {
        let saw = workspace.writer.look(id).wait().unwrap().unwrap();
        let consents = &saw.card.contact.consents;
        let (_, email) = consents.iter().find(|(purpose, _)| *purpose == "email").unwrap();
        (email.is_given, email.evidence.clone().unwrap_or_default())
    };
    said(true, "uno");
    let row =
        |words: &str| format!("Nombre;Correo;Acepta comunicaciones{words}\n").replace('|', "\n");
    let list = row(";Fecha visita|Consuelo Paz;consuelo@paz.example;No;10/01/2026");
    bring(&workspace, &list);
    assert_eq!(known(), (true, "dicho uno".to_owned()), "January was before");
    said(false, "dos");
    bring(&workspace, &row("|Consuelo Paz;consuelo@paz.example;Sí"));
    assert_eq!(known(), (false, "dicho dos".to_owned()), "nobody knows when that yes was said");
    healthy(&workspace);
}

#[test]
fn nobody_is_taken_to_consent_by_a_list_whose_own_row_says_no_or_what_nobody_can_read() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let list = "Nombre;Correo;Acepta comunicaciones;Baja\n\
                Ana Roca;ana@otra.example;Sí, acepto;\nLuis Gil;luis@otra.example;No, gracias;\n\
                Eva Sol;eva@otra.example;pendiente;\nPaz Mora;paz@otra.example;;\n\
                Mar Ríos;mar@otra.example;;según\nIrene Paz;irene@otra.example;Rechaza;\n";
    let consent = Consent::Given { evidence: "casilla del stand, 12/03/2026".to_owned() };
    let plan = Plan { name: "stand.csv".to_owned(), consent, ..Plan::default() };
    let batch = workspace.bring(plan, list.as_bytes(), "ana@ejemplo.es").unwrap();
    as_foreseen(&workspace, batch);
    let may_be_written_to = listed(&workspace).into_iter().filter(|one| {
        let saw = workspace.writer.look(one.id).wait().unwrap().unwrap();
        saw.card.contact.consents.stands_for("email")
    });
    let mut names: Vec<String> = may_be_written_to.map(|one| one.columns.name).collect();
    names.sort_unstable();
    assert_eq!(names, ["Ana Roca", "Paz Mora"]);
    healthy(&workspace);
}

#[test]
fn what_shows_that_somebody_said_no_is_their_row_and_not_what_the_list_says_of_a_yes() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let list = "Nombre;Correo;Acepta comunicaciones\nAna Roca;ana@otra.example;\n\
                Luis Gil;luis@otra.example;No\n";
    let consent = Consent::Given { evidence: "casilla del stand".to_owned() };
    let plan = Plan { name: "stand.csv".to_owned(), consent, ..Plan::default() };
    let batch = workspace.bring(plan, list.as_bytes(), "ana@ejemplo.es").unwrap();
    workspace.bring_in(batch, |_, _| {}).unwrap();
    let email = |name: &str| {
        let consents = &saw(&workspace, name).card.contact.consents;
        let (_, email) = consents.iter().find(|(purpose, _)| *purpose == "email").unwrap();
        (email.is_given, email.evidence.clone().unwrap_or_default())
    };
    assert_eq!(email("Ana Roca"), (true, "casilla del stand (stand.csv)".to_owned()));
    assert_eq!(email("Luis Gil"), (false, "stand.csv".to_owned()));
}

#[test]
fn whom_a_list_says_not_to_call_is_not_called() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let list = "Nombre;Correo;Tel;No llamar;Email Opt Out;Acepta publicidad\n\
                Ana Roca;ana@otra.example;600111222;Sí;No;Sí\n\
                Luis Gil;luis@otra.example;600111223;;Sí;Sí\n";
    bring(&workspace, list);
    let reached = |name: &str| {
        let saw = saw(&workspace, name);
        let is_called = saw.card.desk.blocked.is_none();
        (is_called, saw.card.contact.consents.stands_for("email"))
    };
    assert_eq!(reached("Ana Roca"), (false, true));
    assert_eq!(reached("Luis Gil"), (true, false));
    healthy(&workspace);
}

#[test]
fn a_list_with_its_consent_changes_nothing_twice_and_leaves_no_nameless_permission() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let list = "Nombre;Correo\nAna Roca;ana@otra.example\nLuis Gil;luis@otra.example\n";
    let bring = || {
        let consent = Consent::Given { evidence: "casilla del stand".to_owned() };
        let plan = Plan { name: "stand.csv".to_owned(), consent, ..Plan::default() };
        let batch = workspace.bring(plan, list.as_bytes(), "ana@ejemplo.es").unwrap();
        as_foreseen(&workspace, batch)
    };
    let first = bring();
    let again = bring().report.unwrap().counts;
    assert_eq!((again.updated, again.unchanged), (0, 2), "{again:?}");
    let rows = "Nombre;Correo;Acepta comunicaciones\nAna Roca;ana@otra.example;no\n";
    super::bring(&workspace, rows);
    workspace.undo_batch(first, "ana@ejemplo.es").unwrap();
    let names: Vec<String> = listed(&workspace).into_iter().map(|one| one.columns.name).collect();
    assert_eq!(names, ["Ana Roca", "Luis Gil"], "other lists say who they are");
    healthy(&workspace);
}

#[test]
fn a_contract_or_an_interest_opens_calls_and_mail_one_to_one_and_a_no_wins_over_it() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let list = "Nombre;Correo;Tel;Acepta comunicaciones;No llamar\n\
                Ana Roca;ana@otra.example;600111222;;\nLuis Gil;luis@otra.example;600111223;No;\n\
                Eva Sol;eva@otra.example;600111224;Sí;Sí\n";
    let evidence = || "contrato de mantenimiento 2025".to_owned();
    let interest = Consent::LegitimateInterest { evidence: evidence() };
    for (consent, unchanged) in
        [(Consent::Contract { evidence: evidence() }, 0), (interest, 0), (Consent::Unknown, 3)]
    {
        let plan = Plan { name: "clientes.csv".to_owned(), consent, ..Plan::default() };
        let batch = workspace.bring(plan, list.as_bytes(), "ana@ejemplo.es").unwrap();
        let counts = as_foreseen(&workspace, batch).report.unwrap().counts;
        assert_eq!(counts.unchanged, unchanged, "{counts:?}");
    }
    let one_to_one = Reach::OneToOne;
    assert_eq!(reaches(&workspace, "Ana Roca"), [one_to_one, one_to_one, Reach::Unknown]);
    assert_eq!(reaches(&workspace, "Luis Gil"), [one_to_one, Reach::Refused, Reach::Unknown]);
    assert_eq!(reaches(&workspace, "Eva Sol"), [Reach::Refused, Reach::Bulk, Reach::Unknown]);
    let saw = saw(&workspace, "Ana Roca");
    assert!(!saw.card.contact.consents.stands_for("email"), "nobody said yes");
    let bases = saw.card.contact.bases.iter();
    let told: Vec<_> = bases.map(|(basis, stated)| (basis, stated.evidence.clone())).collect();
    let known = Some("contrato de mantenimiento 2025 (clientes.csv)".to_owned());
    assert_eq!(
        told,
        [(Basis::Contract, known.clone()), (Basis::LegitimateInterest, known)],
        "which words, of which list"
    );
    healthy(&workspace);
}

#[test]
fn a_list_of_people_who_said_no_opens_nothing_and_what_it_says_is_undone_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let list = "Nombre;Correo;Tel\nAna Roca;ana@otra.example;600111222\n";
    bring(&workspace, list);
    let bring_with = |consent: Consent| {
        let plan = Plan { name: "bajas.csv".to_owned(), consent, ..Plan::default() };
        let batch = workspace.bring(plan, list.as_bytes(), "ana@ejemplo.es").unwrap();
        as_foreseen(&workspace, batch)
    };
    let refused = bring_with(Consent::Refused);
    let based = bring_with(Consent::Contract { evidence: "pedido 4711".to_owned() });
    assert_eq!(reaches(&workspace, "Ana Roca"), [Reach::Refused; 3]);
    assert!(saw(&workspace, "Ana Roca").card.desk.blocked.is_some());
    workspace.undo_batch(refused, "ana@ejemplo.es").unwrap();
    assert_eq!(reaches(&workspace, "Ana Roca")[..2], [Reach::OneToOne; 2]);
    workspace.undo_batch(based, "ana@ejemplo.es").unwrap();
    assert_eq!(reaches(&workspace, "Ana Roca"), [Reach::Unknown; 3]);
    healthy(&workspace);
}

#[test]
fn a_column_of_legal_bases_says_it_of_each_row() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = criba(folder.path());
    let list = "Nombre;Correo;Tel;Legal basis for processing contact's data\n\
                Ana Roca;ana@otra.example;600111222;Performance of a contract\n\
                Luis Gil;luis@otra.example;600111223;Freely given consent from contact\n\
                Eva Sol;eva@otra.example;600111224;Not applicable\n";
    let consent = Consent::Given { evidence: "casilla del stand".to_owned() };
    let plan = Plan { name: "hubspot.csv".to_owned(), consent, ..Plan::default() };
    let batch = workspace.bring(plan, list.as_bytes(), "ana@ejemplo.es").unwrap();
    as_foreseen(&workspace, batch);
    let (bulk, unknown) = (Reach::Bulk, Reach::Unknown);
    assert_eq!(reaches(&workspace, "Ana Roca"), [Reach::OneToOne, bulk, unknown]);
    assert_eq!(reaches(&workspace, "Luis Gil"), [unknown, bulk, unknown]);
    assert_eq!(reaches(&workspace, "Eva Sol"), [unknown; 3], "the list's yes is none of theirs");
    healthy(&workspace);
}

fn saw(workspace: &Workspace, name: &str) -> Box<Saw> {
    let id = listed(workspace).into_iter().find(|one| one.columns.name == name).unwrap().id;
    workspace.writer.look(id).wait().unwrap().unwrap()
}

fn reaches(workspace: &Workspace, name: &str) -> [Reach; 3] {
    let saw = saw(workspace, name);
    CHANNELS.map(|channel| saw.card.reach(channel))
}

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What the first run asks about a list, and the agreement that the answers make.

use std::fmt::Write as _;
use std::sync::Arc;

use engine::agreement::hours::TermUnit;
use engine::event::Act;
use runtime::clock::Clock;
use runtime::criba::{Criba, Workspace};
use runtime::imports::{Batch, Plan};
use runtime::questions::{Answers, Choice, Questions, Topic, Within};
use runtime::writer::Limits;
use store::workspace::screens::{Filter, Order};

const FAIR: &str =
    "Nombre;Correo;Empresa;Cargo;Sector;País;Interés;Presupuesto;Máquina;Observaciones
Ana Ruiz;ana@uno.example;Uno;Directora de compras;Metal;España;ALTO;12.000;Torno;
Luis Gil;luis@dos.example;Dos;Gerente;metal;España;alto;;Torno;
Eva Sanz;eva@tres.example;Tres;Técnica de taller;Química;España;bajo;;Fresadora;llamar
Leo Paz;leo@cuatro.example;Cuatro;Técnico;Química;México;medio;3.000;Fresadora;otra cosa
Iris Vera;iris@cinco.example;Cinco;Estudiante;Metal;España;bajo;;Torno;nada
";

fn workspace(folder: &std::path::Path) -> (Criba, Arc<Workspace>) {
    let clock = Clock::manual("2026-03-16T09:00:00Z".parse().unwrap());
    let criba = Criba::open(folder, clock, Limits::default()).unwrap();
    let id = criba.add_workspace("Tecnoclima", "ES", None, "ana@ejemplo.es").unwrap();
    let workspace = criba.workspace(id).unwrap();
    (criba, workspace)
}

fn brought(workspace: &Workspace, text: &str) -> Batch {
    let plan = Plan { name: "feria.csv".to_owned(), ..Plan::default() };
    workspace.bring(plan, text.as_bytes(), "ana@ejemplo.es").unwrap()
}

fn topic<'a>(topics: &'a [Topic], id: &str) -> &'a Topic {
    topics.iter().find(|topic| topic.id == id).unwrap()
}

fn chips(topics: &[Topic], id: &str) -> Vec<(String, usize, bool)> {
    let chips = topic(topics, id).chips.iter();
    chips.map(|chip| (chip.choice.id(), chip.count, chip.is_proposed)).collect()
}

fn chosen(of: &[(&str, &str)]) -> Answers {
    let chosen =
        of.iter().map(|(topic, text)| ((*topic).to_owned(), Choice::Text((*text).to_owned())));
    Answers { chosen: chosen.collect(), within: None }
}

fn chip(value: &str, count: usize, is_proposed: bool) -> (String, usize, bool) {
    (format!("={value}"), count, is_proposed)
}

#[test]
fn choices_come_from_the_lists_own_columns_with_their_counts() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = workspace(folder.path());
    let Questions { who, what, event, outcomes } =
        workspace.questions(&brought(&workspace, FAIR)).unwrap();
    assert_eq!(outcomes, None);
    assert_eq!(event, "met_at_event", "the list notes how interested they were");
    assert_eq!(
        chips(&who, "job_level"),
        [chip("director", 2, true), chip("staff", 2, false)],
        "whom nobody sells to is not offered"
    );
    assert_eq!(chips(&who, "industry"), [chip("Metal", 3, false), chip("Química", 2, false)]);
    assert_eq!(chips(&who, "country"), [chip("ES", 4, false), chip("MX", 1, false)]);
    assert!(chips(&what, "interest").contains(&chip("alto", 2, true)), "{what:?}");
    assert!(what.iter().all(|topic| topic.id != "budget"), "the starter judges it already");
    assert_eq!(topic(&what, "maquina").header, "Máquina");
    assert!(what.iter().all(|topic| topic.id != "notes"), "texts are no choices");
}

#[test]
fn a_choice_is_written_as_a_word_and_a_form_that_was_left_as_it_was_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = workspace(folder.path());
    let list = "Nombre;Correo;Máquina\nAna;ana@uno.example;FRESADORA\nEva;eva@dos.example;FRESADORA\n\
                Leo;leo@tres.example;Fresadora\nLuz;luz@uno.example;torno\nPía;pia@seis.example;torno\n\
                Noa;noa@siete.example;Select\nIris;iris@ocho.example;Select\n";
    let questions = workspace.questions(&brought(&workspace, list)).unwrap();
    let found = chips(&questions.what, "maquina");
    assert_eq!(found, [chip("Fresadora", 3, false), chip("torno", 2, false)]);
}

#[test]
fn answers_become_rules_that_rank_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = workspace(folder.path());
    let batch = brought(&workspace, FAIR);
    let mut answers =
        chosen(&[("job_level", "staff"), ("industry", "Química"), ("maquina", "Fresadora")]);
    answers.within = Some(Within::TwoHours);
    assert_eq!(workspace.answer(&batch, &answers, "ana@ejemplo.es").unwrap(), Some(2));
    let agreement = workspace.writer.agreement().wait().unwrap();
    let line = &agreement.document.main;
    let fit: Vec<&str> = line.fit.rules.iter().map(|rule| rule.id.as_str()).collect();
    assert!(!fit.contains(&"decide"), "another answer to the same question takes its place");
    let peticion = &line.follow_up[0];
    let term = peticion.first_attempt_within.unwrap();
    assert_eq!((term.count, term.unit), (2, TermUnit::Hour));
    assert_eq!(
        workspace.answer(&batch, &answers, "ana@ejemplo.es").unwrap(),
        None,
        "the same answers make the same agreement"
    );
    workspace.bring_in(batch, |_, _| {}).unwrap();
    workspace.writer.settle().wait().unwrap();
    let best = workspace.read(|read| Ok(read.list(&Filter::default(), Order::Best, 2, 0)?));
    let names: Vec<String> = best.unwrap().into_iter().map(|listed| listed.columns.name).collect();
    assert_eq!(names, ["Leo Paz", "Eva Sanz"]);
}

#[test]
fn a_reason_names_the_value_that_the_row_has_of_those_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = workspace(folder.path());
    let batch = brought(&workspace, FAIR);
    let answers = chosen(&[("interest", "alto"), ("interest", "medio")]);
    workspace.answer(&batch, &answers, "ana@ejemplo.es").unwrap();
    workspace.bring_in(batch, |_, _| {}).unwrap();
    workspace.writer.settle().wait().unwrap();
    let best = workspace.read(|read| Ok(read.list(&Filter::default(), Order::Best, 9, 0)?));
    let mut reasons: Vec<(String, String)> =
        best.unwrap().into_iter().map(|one| (one.columns.name, one.columns.because)).collect();
    reasons.retain(|(_, because)| because.starts_with("Mostró interés"));
    reasons.sort();
    let said = |name: &str, because: &str| (name.to_owned(), because.to_owned());
    assert_eq!(
        reasons,
        [
            said("Ana Ruiz", "Mostró interés: alto"),
            said("Leo Paz", "Mostró interés: medio"),
            said("Luis Gil", "Mostró interés: alto")
        ]
    );
}

#[test]
fn a_code_of_a_list_is_said_with_the_name_of_its_column() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = workspace(folder.path());
    let list = "Nombre,Correo,Interés\nAna Ruiz,ana@a.example,A\nLeo Paz,leo@b.example,***\n\
                Eva Sol,eva@c.example,alto\n";
    let batch = brought(&workspace, list);
    let said = |values: &[&str]| {
        let values: Vec<(&str, &str)> = values.iter().map(|value| ("interest", *value)).collect();
        workspace.answer(&batch, &chosen(&values), "ana@ejemplo.es").unwrap();
        let agreement = workspace.writer.agreement().wait().unwrap();
        agreement.document.main.engagement.rules[0].name.clone()
    };
    assert_eq!(said(&["A"]), "Interés: A");
    assert_eq!(said(&["***"]), "Interés: ***");
    assert_eq!(said(&["alto"]), "Mostró interés: alto");
}

#[test]
fn a_list_that_notes_no_visit_tells_none() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = workspace(folder.path());
    let list = "Nombre;Correo;Canal\nAna;ana@uno.example;Anuncio\nEva;eva@tres.example;Anuncio\n\
                Luis;luis@dos.example;Web\nLeo;leo@cuatro.example;Web\n";
    let batch = brought(&workspace, list);
    workspace.answer(&batch, &chosen(&[("canal", "Anuncio")]), "ana@ejemplo.es").unwrap();
    workspace.bring_in(batch, |_, _| {}).unwrap();
    workspace.writer.settle().wait().unwrap();
    let best = workspace.read(|read| Ok(read.list(&Filter::default(), Order::Best, 9, 0)?));
    let best = best.unwrap();
    let because: Vec<&str> = best.iter().map(|one| one.columns.because.as_str()).collect();
    assert_eq!(because, ["Canal: Anuncio", "Canal: Anuncio", "", ""]);
    let sources: Vec<&str> = best.iter().map(|one| one.columns.source.as_str()).collect();
    assert_eq!(sources, ["feria.csv"; 4], "the list is where they come from");
    let rows = workspace.read(|read| Ok(read.events_after(0, 99)?)).unwrap();
    let happened: Vec<&str> = rows
        .iter()
        .filter_map(|row| match &row.event.act {
            Act::Happened { name, .. } => Some(name.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(happened, ["imported"; 4]);
}

/// 120 old leads: of 60 from referrals 45 were won, of 60 from an advertisement 3.
fn old_leads() -> String {
    let mut text = String::from("Nombre,Correo,Origen,Estado\n");
    for index in 0..120 {
        let is_referred = index < 60;
        let is_won = if is_referred { index % 4 != 0 } else { index % 20 == 0 };
        let (source, end) = (
            if is_referred { "Recomendación" } else { "Anuncio" },
            if is_won { "Ganado" } else { "Perdido" },
        );
        writeln!(text, "Persona {index},p{index}@lista{index}.example,{source},{end}").unwrap();
    }
    text
}

#[test]
fn a_list_that_says_how_leads_ended_proposes_what_was_won() {
    let folder = tempfile::tempdir().unwrap();
    let (_criba, workspace) = workspace(folder.path());
    let batch = brought(&workspace, &old_leads());
    let questions = workspace.questions(&batch).unwrap();
    let outcomes = questions.outcomes.clone().unwrap();
    assert_eq!((outcomes.won, outcomes.of), (48, 120));
    assert!(questions.what.iter().all(|topic| topic.header != "Estado"), "an end is no sign");
    let source = topic(&questions.what, "source");
    let shown: Vec<_> = source
        .chips
        .iter()
        .map(|chip| (chip.choice.id(), chip.ended.unwrap(), chip.is_proposed))
        .collect();
    assert!(shown.contains(&("=Recomendación".to_owned(), (45, 60), true)), "{shown:?}");
    assert!(shown.contains(&("=Anuncio".to_owned(), (3, 60), false)), "{shown:?}");
    workspace.answer(&batch, &chosen(&[("source", "Recomendación")]), "ana@ejemplo.es").unwrap();
    let agreement = workspace.writer.agreement().wait().unwrap();
    let rule = &agreement.document.main.engagement.rules[0];
    assert_eq!(rule.name, "Origen: Recomendación");
    // 46 of 62 beside 49 of 122: 1.84 times as often.
    assert_eq!(rule.points.to_string(), "20");
}

//! Which program a list was exported from, where its own columns leave no doubt.
//!
//! The contacts of a program are people that somebody has, and no visit to anybody's stand: what
//! says elsewhere that a row is one says it of such a list only where somebody says so of a column.

use super::fields::{Field, header_name};
use super::{Because, Columns, Target};

/// A program whose contacts a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the programs' own")]
pub enum Program {
    Salesforce,
    HubSpot,
    Mautic,
    LinkedIn,
    Google,
}

/// What the exports of each program have as nobody else calls it, folded and with spaces for lines:
/// one of each list.
const SIGNS: [(Program, &[&[&str]]); 8] = [
    (Program::LinkedIn, &[&["first name", "nombre"], &["position"], &["connected on"]]),
    (
        Program::HubSpot,
        &[
            &["record id", "id de registro", "id. de registro"],
            &[
                "create date",
                "fecha de creacion",
                "contact owner",
                "propietario del contacto",
                "lead status",
                "estado del lead",
                "lifecycle stage",
                "etapa del ciclo de vida",
                "associated company",
                "empresa asociada",
            ],
        ],
    ),
    (Program::Salesforce, &[&["company / account", "compañia / cuenta"]]),
    (
        Program::Salesforce,
        &[
            &["lead owner", "propietario de candidato"],
            &["lead status", "lead source", "lead id", "estado de candidato", "rating"],
        ],
    ),
    (Program::Salesforce, &[&["isdeleted"], &["ownerid", "createddate"]]),
    (Program::Mautic, &[&["preferred locale"], &["last active", "points", "date identified"]]),
    (Program::Google, &[&["e-mail 1 - value", "phone 1 - value"], &["labels", "file as"]]),
    (Program::Google, &[&["given name"], &["family name"], &["group membership"]]),
];

/// What says that a row is a visit, as the agreements that Criba brings have it.
const OF_A_VISIT: [Field; 4] =
    [Field::VisitDate, Field::VisitTime, Field::Interest, Field::WantsDemo];

impl Columns {
    /// The program whose contacts the list is.
    #[must_use]
    pub fn program(&self) -> Option<Program> {
        let names: Vec<String> =
            self.columns.iter().map(|column| header_name(&column.header)).collect();
        let has = |any: &&[&str]| names.iter().any(|name| any.contains(&name.as_str()));
        SIGNS.iter().find(|(_, signs)| signs.iter().all(&has)).map(|(program, _)| *program)
    }

    /// Takes nothing in the contacts of a program for a visit that nobody says was one.
    pub(super) fn tell_no_visit(&mut self) {
        if self.program().is_none() {
            return;
        }
        for column in &mut self.columns {
            let Target::Field(field) = column.target else { continue };
            // A trait of that name would say the same as the field.
            let has_own = *column.own_id != *field.row().id;
            if OF_A_VISIT.contains(&field) && column.because != Because::Mapping && has_own {
                column.target = Target::Trait(String::new());
                (column.confidence, column.because) = (50, Because::Unknown);
            }
        }
    }
}

//! `criba import` and `criba export`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use engine::agreement::Language;
use engine::said::Said;
use import::columns::mapping::Mapping;
use import::table::{Limits, ReadError, has_no_parts};
use runtime::imports::{Consent, Plan, Unreachable};
use runtime::office::{Request, What, Written};
use serde_json::Value;

use super::{done_with, rows, text};
use crate::command::{self, Consented, Export, Exported, Import, Shape, Without};
use crate::output::{Output, WrongWords};
use crate::said::{Attempt, counted, failed, language, open_list, unopened, unread};

/// `criba import`.
///
/// # Errors
///
/// The list cannot be read or brought in.
pub(crate) fn import(data: &Path, args: &Import, output: &mut Output) -> anyhow::Result<ExitCode> {
    let bytes = read(&args.file)?;
    if args.sheet.is_some() && has_no_parts(&bytes) {
        return Err(WrongWords(ReadError::NoParts.said()).into());
    }
    let columns: BTreeMap<String, String> = match &args.map {
        None => BTreeMap::new(),
        Some(file) => {
            let text = fs::read_to_string(file)
                .attempted(|| unread("la correspondencia", "the mapping", file))?;
            let mapping = Mapping::parse(&text).map_err(|error| WrongWords(error.said()))?;
            mapping.entries().iter().cloned().collect()
        }
    };
    let file_name = args.file.file_name().map(|name| name.to_string_lossy().into_owned());
    let plan = Plan {
        name: args.source.clone().or(file_name).unwrap_or_default(),
        part: args.sheet.clone(),
        columns,
        event: args.event.clone(),
        is_known_at_date: args.known_at_date,
        consent: consent(args),
        unreachable: match args.unreachable {
            Without::People => Unreachable::People,
            Without::Companies => Unreachable::Companies,
            Without::Out => Unreachable::Out,
        },
        takes_erased: args.takes_erased,
        ..Plan::default()
    };
    let request =
        Request::Import { workspace: args.workspace.clone(), plan, is_dry_run: args.dry_run };
    let what = Said::new("trayendo personas", "bringing people in");
    let answer = done_with(data, &request, &bytes, what, output)?;
    match args.format {
        Shape::Json => output.result(&format!("{answer}\n"))?,
        Shape::Table => output.result(&shown(&answer, language()))?,
    }
    Ok(output.finish()?)
}

/// What was said of reaching the people of a list.
fn consent(args: &Import) -> Consent {
    let evidence = args.evidence.clone().unwrap_or_default();
    match args.consent {
        Some(Consented::Given) => Consent::Given { evidence },
        Some(Consented::Contract) => Consent::Contract { evidence },
        Some(Consented::LegitimateInterest) => Consent::LegitimateInterest { evidence },
        Some(Consented::Refused) => Consent::Refused,
        None => Consent::Unknown,
    }
}

/// The bytes of a list, if it is not larger than any that is read.
fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    let opened = || unopened(file);
    let bytes = open_list(file)?.metadata().attempted(opened)?.len();
    let bytes_max = Limits::default().bytes_max;
    if bytes > bytes_max {
        let file = file.display();
        return Err(failed(
            format!(
                "no se pudo traer {file}: tiene {bytes} bytes y el máximo es {bytes_max}; hay que dividirlo"
            ),
            format!(
                "could not bring {file} in: it has {bytes} bytes, and the most is {bytes_max}; split it"
            ),
        ));
    }
    fs::read(file).attempted(opened)
}

/// What became of a list, for people.
fn shown(answer: &Value, language: Language) -> String {
    let count =
        |key: &str| answer.pointer(&format!("/counts/{key}")).and_then(Value::as_u64).unwrap_or(0);
    let (all, new, updated) = (count("rows"), count("new"), count("updated"));
    let (unchanged, joined, rejected) = (count("unchanged"), count("joined"), count("rejected"));
    let mut said = vec![Said::new(
        format!(
            "{}: {}, {}, {unchanged} sin cambios, {} a otra fila, {}",
            counted(all, "fila", "filas"),
            counted(new, "nueva", "nuevas"),
            counted(updated, "actualizada", "actualizadas"),
            counted(joined, "unida", "unidas"),
            counted(rejected, "rechazada", "rechazadas"),
        ),
        format!(
            "{}: {new} new, {updated} updated, {unchanged} unchanged, {joined} joined to another row, {rejected} rejected",
            counted(all, "row", "rows"),
        ),
    )];
    let suggested = rows(answer, "suggested_joins").count();
    if suggested > 0 {
        said.push(Said::new(
            match suggested {
                1 => "1 pareja puede ser una persona: se responde en Importar".to_owned(),
                _ => format!(
                    "{suggested} parejas pueden ser una persona cada una: se responden en Importar"
                ),
            },
            match suggested {
                1 => "1 pair may be one person: answer it under Importar".to_owned(),
                _ => {
                    format!("{suggested} pairs may be one person each: answer them under Importar")
                }
            },
        ));
    }
    for row in rows(answer, "rejected") {
        let number = super::number(row, "row");
        let because =
            |place: &str| row.pointer(place).and_then(Value::as_str).unwrap_or_default().to_owned();
        said.push(Said::new(
            format!("fila {number}: {}", because("/because/0")),
            format!("row {number}: {}", because("/because/1")),
        ));
    }
    said.iter().map(|said| format!("{}\n", said.by(language))).collect()
}

/// `criba export`.
///
/// # Errors
///
/// The workspace cannot be read.
pub(crate) fn export(data: &Path, args: &Export, output: &mut Output) -> anyhow::Result<ExitCode> {
    let what = match args.what {
        Exported::Contacts => What::Contacts,
        Exported::Events => What::Events,
        Exported::Handoffs => What::Handoffs,
        Exported::Transitions => What::Transitions,
        Exported::Ledger => What::Ledger,
        Exported::Erasures => What::Erasures,
        Exported::Anonymous => What::Anonymous,
    };
    let written = match args.format {
        command::Written::Csv => Written::Csv,
        command::Written::Excel => Written::Excel,
        command::Written::Json => Written::Json,
    };
    let request = Request::Export { workspace: args.workspace.clone(), what, written };
    let reading = Said::new("leyendo contactos", "reading contacts");
    let answer = done_with(data, &request, &[], reading, output)?;
    output.result(text(&answer, "text"))?;
    Ok(output.finish()?)
}

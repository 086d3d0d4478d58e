//! `criba rank`: whom to call first in a spreadsheet, and why.
//!
//! Reads the list, finds who is who in it, judges each person under the agreement, and prints them
//! best first. Nothing is stored and nothing is sent.

mod people;
mod json;
mod shown;

use std::fs;
use std::process::ExitCode;

use engine::agreement::parse::parse;
use engine::agreement::sealed::Agreement;
use engine::agreement::starters;
use engine::said::Said;
use engine::time::Timestamp;
use import::columns::mapping::Mapping;
use import::columns::{self, Columns};
use import::duplicates::{self, Duplicates};
use import::events::undated_at;
use import::record::{self, Reading};
use import::table::{self, Limits, ReadError, Table};
use jiff::tz::TimeZone;
use runtime::sheet::Dialect;

use crate::command::{Format, Moment, Rank};
use crate::output::{Output, WrongWords};
use crate::progress::Steps;
use crate::said::{Attempt, failed, open_list, unread};
use crate::{agreement, clock};
use people::{Judging, Person, people};

/// A list, read and judged.
pub(crate) struct Ranking {
    /// The agreement that judged.
    agreement: Agreement,
    /// The list.
    table: Table,
    /// Where the list is from, ISO 3166.
    country: String,
    /// What its columns are.
    columns: Columns,
    /// The number of each row that is data.
    rows: Vec<u32>,
    /// The numbers of those in which no cell says anything.
    rejected: Vec<u32>,
    /// Who is who.
    duplicates: Duplicates,
    /// The people, best first.
    people: Vec<Person>,
}

/// Where numbers without a prefix are from where nobody says.
const COUNTRY: &str = "ES";

/// Ranks a list.
///
/// # Errors
///
/// The list, the agreement or the mapping cannot be read.
pub(crate) fn run(args: &Rank, output: &mut Output) -> anyhow::Result<ExitCode> {
    let ranking = rank(args, output)?;
    match args.format {
        Format::Json => json::write(&ranking, args.top, output)?,
        Format::Csv => output.result(&shown::separated(&ranking, args.top, Dialect::Plain))?,
        Format::Excel => {
            let dialect = Dialect::excel(&ranking.country);
            output.result(&shown::separated(&ranking, args.top, dialect))?;
        }
        Format::Table => output.result(&shown::table(&ranking, args.top, args.explain))?,
    }
    Ok(output.finish()?)
}

fn rank(args: &Rank, output: &mut Output) -> anyhow::Result<Ranking> {
    let country = args.country.clone().unwrap_or_else(|| COUNTRY.to_owned());
    let agreement = match &args.agreement {
        Some(file) => agreement::sealed(file, output)?,
        None => starter(&country)?,
    };
    let mapping = match &args.map {
        Some(file) => {
            let text = fs::read_to_string(file)
                .attempted(|| unread("la correspondencia", "the mapping", file))?;
            Mapping::parse(&text).map_err(|error| WrongWords(error.said()))?
        }
        None => Mapping::default(),
    };
    let mut steps = Steps::start(output);
    steps.step(Said::new("leyendo la lista", "reading the list"), output);
    let file = open_list(&args.file)?;
    let named = || Said::new(args.file.display().to_string(), args.file.display().to_string());
    let mut table =
        table::read(file, args.sheet.as_deref(), &Limits::default()).or_else(|error| {
            if matches!(error, ReadError::NoParts | ReadError::NoSuchPart { .. }) {
                return Err(WrongWords(error.said()).into());
            }
            Err(error).attempted(named)
        })?;
    if table.rows.len() > ROWS_THAT_TAKE_LONG {
        steps.are_long();
    }
    let time_zone = TimeZone::get(&agreement.document.time_zone)?;
    let at = moment(args.at, &agreement)?;
    let reading = Reading { country: country.clone(), time_zone, at };
    let columns = columns::map(&table, &mapping, &country, reading.until())
        .map_err(|error| WrongWords(error.said()))?;
    columns.tell_of_somebody(&table.format).attempted(named)?;
    let mut records = record::read(&table, &columns, &reading);
    // The records say all that the rows said.
    table.rows = Vec::new();
    let rows: Vec<u32> = records.iter().map(|record| record.row).collect();
    let empty = records.iter().filter(|record| record.values.is_empty());
    let rejected: Vec<u32> = empty.map(|record| record.row).collect();
    steps.step(Said::new("buscando duplicados", "looking for duplicates"), output);
    let duplicates = duplicates::find(&records, 0);
    steps.step(Said::new("puntuando", "scoring"), output);
    let event = args.event.as_deref().or(columns.usual_event());
    let undated_at = undated_at(&records, at);
    let judging = Judging { agreement: &agreement, event, at, undated_at };
    let people = people(&judging, &mut records, &duplicates.groups);
    Ok(Ranking { agreement, country, table, columns, rows, rejected, duplicates, people })
}

/// Rows from which a list takes long enough to say what is being done.
const ROWS_THAT_TAKE_LONG: usize = 20_000;

/// The agreement that judges where nobody has written one.
fn starter(country: &str) -> anyhow::Result<Agreement> {
    let (document, diagnostics) = parse(&starters::default_for(country));
    if let Some(problem) = diagnostics.first() {
        return Err(failed(
            format!("el acuerdo inicial de {country} no se puede usar: {}", problem.es),
            format!("the starter agreement of {country} cannot be used: {}", problem.en),
        ));
    }
    agreement::seal(document)
}

/// A day is judged at its end: everything of it has happened.
fn moment(at: Option<Moment>, agreement: &Agreement) -> anyhow::Result<Timestamp> {
    match at {
        None => Ok(clock::now()),
        Some(Moment::At(at)) => Ok(at),
        Some(Moment::Day(day)) => {
            let next = day.tomorrow()?;
            agreement.start_of(next).ok_or_else(|| {
                failed(
                    "ese día no tiene fin; hay que dar otro con --at",
                    "that day has no end; give another with --at",
                )
            })
        }
    }
}

//! The words of `criba rank`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::values::{Moment, country, moment};

/// `criba rank`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  criba rank feria.csv
  criba rank feria.xlsx --country MX --top 20 --explain
  criba rank leads.csv --agreement acuerdo.yaml --map columnas.yaml --format json

The file may be CSV, TSV, XLSX, XLS or ODS. Nothing is stored; nothing is sent.")]
pub(crate) struct Rank {
    /// The list: CSV, TSV, XLSX, XLS or ODS
    pub(crate) file: PathBuf,
    /// The agreement that judges; the starter of the country where left out [key: agreement]
    #[arg(long, value_name = "FILE", env = "CRIBA_AGREEMENT")]
    pub(crate) agreement: Option<PathBuf>,
    /// Which column is what: YAML or JSON, header to field or trait id, `-` to leave one out
    /// [key: map]
    #[arg(long, value_name = "FILE", env = "CRIBA_MAP")]
    pub(crate) map: Option<PathBuf>,
    /// What every row is, such as `met_at_event`, in place of what the agreement says
    #[arg(long, value_name = "NAME")]
    pub(crate) event: Option<String>,
    /// Where numbers without a prefix are from: ISO 3166 code [default: ES] [key: country]
    #[arg(long, value_name = "CODE", env = "CRIBA_COUNTRY", value_parser = country)]
    pub(crate) country: Option<String>,
    /// Judge as of this moment, RFC 3339 or a date; the present where left out
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) at: Option<Moment>,
    /// Only the first N people; the summary stays whole
    #[arg(long, value_name = "N")]
    pub(crate) top: Option<usize>,
    /// Every line of every score
    #[arg(long)]
    pub(crate) explain: bool,
    /// Of a workbook, the sheet; of a ZIP, the file in it
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// For programs
    Json,
    /// Values separated by commas
    Csv,
    /// The same as Excel opens it in the country
    Excel,
}

//! What developers run: `cargo xtask test`, `check` and `bench`.

mod check;
mod bench;
mod clients;
mod faults;
mod lists;
mod run;
mod test;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask test                         everything that CI checks, from a fresh clone
cargo xtask check [--full]               the long checks, at CI's sizes or at full size
cargo xtask bench [NAME] [--small] [--format json]
                                         speed and memory beside the budgets and the raw limits;
                                         NAME is engine, import, pages, rank or start
cargo xtask faults [NAME …] [--full]     kills, power cuts, full and broken disks, overload and the rest,
                                         at CI's size or at full size; NAME is kills,
                                         power, points, disk, damaged, overload or malformed
cargo xtask list ROWS [SEED]             a made-up trade-show list on standard output
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match *words.as_slice() {
        ["test"] => test::run(),
        ["check"] => check::run(false),
        ["check", "--full"] => check::run(true),
        ["bench", ref rest @ ..] => bench::run(rest),
        ["faults", ref rest @ ..] => faults::run(rest),
        ["list", rows] => lists::print(rows, "1"),
        ["list", rows, seed] => lists::print(rows, seed),
        _ => {
            run::tell(HELP);
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            run::tell(&format!("xtask: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

//! How many rows SQLite can append in a second: the raw limit beside which `cargo xtask bench` shows
//! the engine. Rows of 826 bytes, 1,000 a transaction, each transaction on disk. Prints one line of
//! JSON.

use std::io::Write as _;
use std::time::Instant;

use rusqlite::Connection;

const ROWS: usize = 100_000;
const ROWS_A_TRANSACTION: usize = 1_000;
const BYTES: usize = 826;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let mut connection = Connection::open(folder.path().join("append.db"))?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE rows (position INTEGER PRIMARY KEY, body TEXT NOT NULL)",
    )?;
    let body = "x".repeat(BYTES);
    let began = now();
    for _ in 0..ROWS / ROWS_A_TRANSACTION {
        let transaction = connection.transaction()?;
        for _ in 0..ROWS_A_TRANSACTION {
            transaction
                .prepare_cached("INSERT INTO rows (body) VALUES (?1)")?
                .execute([body.as_str()])?;
        }
        transaction.commit()?;
    }
    let a_second = ROWS as f64 / began.elapsed().as_secs_f64();
    writeln!(std::io::stdout(), "{{\"rows\": {ROWS}, \"a_second\": {a_second:.0}}}")?;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "what is measured is time")]
fn now() -> Instant {
    Instant::now()
}

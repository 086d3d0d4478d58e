//! The lists to try things on that lie beside the checkout, where they do.

use std::path::{Path, PathBuf};

/// A file of the lists beside the checkout; `None`, told on standard error, where it is not there.
#[expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests have no configuration to read it from, and say what they did not try"
)]
pub(crate) fn shared(file: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2)?;
    let beside = root.parent()?.join("shared/data").join(file);
    let named =
        std::env::var("CRIBA_SHARED").ok().map(|folder| Path::new(&folder).join("data").join(file));
    let found = [Some(beside), named].into_iter().flatten().find(|path| path.is_file());
    if found.is_none() {
        let test = std::thread::current().name().unwrap_or("a test").to_owned();
        eprintln!("NOT RUN: {test}: there is no ../shared/data/{file} beside the checkout");
    }
    found
}

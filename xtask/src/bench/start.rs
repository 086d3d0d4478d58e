//! Starting a server over many contacts, and the memory it then holds.

use std::path::Path;

use super::Size;
use super::measured::{Better, Measured};
use super::process::{example, folder, word};
use super::server::Server;
use crate::run::{instant, tell};

/// An empty folder, then one with many contacts; made once, and kept.
pub(super) fn measure(size: Size) -> anyhow::Result<Vec<Measured>> {
    let contacts = if size == Size::Small { 100_000 } else { 1_000_000 };
    let folder = folder()?;
    let many = folder.join(format!("contacts-{contacts}"));
    if !many.join("made").try_exists()? {
        tell(&format!("making {contacts} contacts, once: this takes minutes"));
        example("runtime", "contacts", &[word(&many)?, &contacts.to_string()])?;
        std::fs::write(many.join("made"), "")?;
    }
    let empty = folder.join("empty");
    let (raw, idle) = served(&empty)?;
    let (took, with) = served(&many)?;
    Ok(vec![
        Measured {
            name: "memory idle, no workspace".to_owned(),
            unit: "MB",
            value: idle,
            must: 100.0,
            aim: 50.0,
            raw: None,
            better: Better::Less,
        },
        Measured {
            name: format!("start with {contacts} contacts"),
            unit: "s",
            value: took,
            must: 3.0,
            aim: 1.0,
            raw: Some((raw, "starting with no workspace")),
            better: Better::Less,
        },
        Measured {
            name: format!("memory with {contacts} contacts"),
            unit: "MB",
            value: with,
            must: 600.0,
            aim: 300.0,
            raw: Some((idle, "with no workspace")),
            better: Better::Less,
        },
    ])
}

/// Seconds until a server answers its first page, and the megabytes that it holds then.
fn served(data: &Path) -> anyhow::Result<(f64, f64)> {
    let start = instant();
    let server = Server::start(data)?;
    server.get("/", "")?;
    let took = start.elapsed().as_secs_f64();
    Ok((took, server.held()))
}

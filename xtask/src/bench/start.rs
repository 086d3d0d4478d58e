//! Starting a server over many contacts, and the memory it then holds.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, bail};

use super::Size;
use super::measured::{Better, Measured};
use super::process::{example, folder, mega, program, resident, word};
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
    let mut command = Command::new(program());
    command.args(["serve", "--listen", "127.0.0.1:0", "--data", word(data)?]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let answered = answered(&mut child);
    let took = start.elapsed().as_secs_f64();
    let held = mega(resident(child.id()) * 1_024);
    child.kill()?;
    child.wait()?;
    answered?;
    Ok((took, held))
}

fn answered(child: &mut Child) -> anyhow::Result<()> {
    let out = child.stdout.take().context("the server says nothing")?;
    let mut line = String::new();
    BufReader::new(out).read_line(&mut line)?;
    let Some(address) = line.trim().strip_prefix("Criba: http://") else {
        bail!("the server says «{line}» where its address should be");
    };
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer: Vec<u8> = Vec::new();
    stream.read_to_end(&mut answer)?;
    if !answer.starts_with(b"HTTP/1.1 ") {
        bail!("the server answers no page");
    }
    Ok(())
}

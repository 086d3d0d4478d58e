//! How long the pages take that people open all day, over many contacts and their history.

use std::io::Write as _;
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use super::Size;
use super::measured::{Better, Measured};
use super::process::{example, folder, program, word};
use super::server::Server;
use crate::run::{instant, tell};

/// The events of each contact.
const EVENTS: usize = 20;
/// How often each page is opened.
const TIMES: usize = 60;
/// The pages, with the name of each.
const PAGES: [(&str, &str); 5] = [
    ("Hoy", "/hoy?vista=todas"),
    ("Contactos", "/contactos"),
    ("Contactos, filtered and sorted", "/contactos?etapa=lead&pais=ES&orden=nombre"),
    ("Contactos, searched", "/contactos?q=apellido77"),
    ("Por revisar", "/por-revisar"),
];
const EMAIL: &str = "bench@criba.example";
const PASSWORD: &str = "a-long-password";

/// The 95th percentile of each page, opened by one person after another.
pub(super) fn measure(size: Size) -> anyhow::Result<Vec<Measured>> {
    let contacts = if size == Size::Small { 10_000 } else { 100_000 };
    let data = folder()?.join(format!("pages-{contacts}-{EVENTS}"));
    if !data.join("made").try_exists()? {
        tell(&format!("making {contacts} contacts of {EVENTS} events each, once"));
        let words = [word(&data)?, &contacts.to_string(), &EVENTS.to_string()];
        example("runtime", "contacts", &words)?;
        let add = ["user", "add", EMAIL, "--workspace", "Bench", "--can", "view,work,edit"];
        let mut command = Command::new(program());
        command.args(add).args(["--password-stdin", "--data", word(&data)?]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
        child.stdin.take().context("no standard input")?.write_all(PASSWORD.as_bytes())?;
        if !child.wait()?.success() {
            bail!("could not add a person");
        }
        std::fs::write(data.join("made"), "")?;
    }
    let server = Server::start(&data)?;
    let cookie = server.sign_in(EMAIL, PASSWORD)?;
    let raw = percentile(&Server::empty()?, "/", "")?;
    let list = server.get("/contactos", &cookie)?;
    let (_, link) = list.split_once("href=\"/contactos/0").context("the list shows nobody")?;
    let contact = format!("/contactos/0{}", link.split(['?', '"']).next().unwrap_or_default());
    let pages = PAGES.iter().map(|(name, path)| (*name, (*path).to_owned()));
    let mut measured = Vec::new();
    for (name, path) in pages.chain([("Contacto", contact)]) {
        measured.push(Measured {
            name: format!("{name}, p95, {contacts} contacts"),
            unit: "ms",
            value: percentile(&server, &path, &cookie)?,
            must: 100.0,
            aim: 30.0,
            raw: Some((raw, "an empty axum handler")),
            better: Better::Less,
        });
    }
    Ok(measured)
}

/// The 95th percentile of a page in milliseconds.
fn percentile(server: &Server, path: &str, cookie: &str) -> anyhow::Result<f64> {
    let mut took: Vec<f64> = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let start = instant();
        server.get(path, cookie)?;
        took.push(start.elapsed().as_secs_f64() * 1_000.0);
    }
    took.sort_by(f64::total_cmp);
    took.get(TIMES * 95 / 100).copied().context("nothing was measured")
}

//! A data folder that faults are tried on, the program that serves it, and what is asked of both.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use anyhow::{Context, bail};

use super::http::{Request, ask, between};
use super::shim::Shim;
use super::told::Leaves;

/// The workspace's name.
pub(super) const WORKSPACE: &str = "Faults";

/// A folder with a data folder in it.
#[derive(Debug, Clone)]
pub(super) struct World {
    pub(super) program: PathBuf,
    /// Where the data folder and what is written about it lie.
    pub(super) at: PathBuf,
    /// The key under which events are told.
    pub(super) source: String,
    /// The key of the API.
    pub(super) api: String,
    /// One that was never used.
    pub(super) unused: String,
    /// The form's path.
    pub(super) form: String,
    pub(super) leaves: Leaves,
}

impl World {
    /// Makes one with a workspace, its keys and a form.
    ///
    /// # Errors
    ///
    /// The program does not do it.
    pub(super) fn make(program: &Path, at: &Path) -> anyhow::Result<World> {
        if at.try_exists()? {
            fs::remove_dir_all(at)?;
        }
        fs::create_dir_all(at)?;
        let mut world = World {
            program: program.to_owned(),
            at: at.to_owned(),
            source: String::new(),
            api: String::new(),
            unused: String::new(),
            form: String::new(),
            leaves: Leaves::default(),
        };
        world.run(&["workspace", "add", WORKSPACE, "--country", "ES"])?;
        world.source = world.key("source")?;
        world.api = world.key("api")?;
        world.unused = world.key("api")?;
        let server = world.serve(None)?;
        let form = Request::post("/api/v1/forms", FORM.to_owned());
        let form = form.with("Content-Type", "application/json");
        let made = ask(&server.host, &form.with("Authorization", &world.bearer()))?;
        world.form = between(&made.body, "\"path\":\"", "\"")
            .with_context(|| format!("no form was made: {}", made.body))?
            .to_owned();
        // What seals it is made when it is looked at first.
        ask(&server.host, &Request::get(&world.form))?;
        drop(server);
        Ok(world)
    }

    /// The same folder once more under another name.
    ///
    /// # Errors
    ///
    /// It cannot be copied.
    pub(super) fn again(&self, at: &Path) -> anyhow::Result<World> {
        if at.try_exists()? {
            fs::remove_dir_all(at)?;
        }
        fs::create_dir_all(at)?;
        let world = World { at: at.to_owned(), ..self.clone() };
        copy(&self.data(), &world.data())?;
        Ok(world)
    }

    pub(super) fn data(&self) -> PathBuf {
        self.at.join("data")
    }

    /// The value of the header by which the API knows a program.
    pub(super) fn bearer(&self) -> String {
        format!("Bearer {}", self.api)
    }

    /// What a command prints; it has to end well.
    ///
    /// # Errors
    ///
    /// It does not.
    pub(super) fn run(&self, words: &[&str]) -> anyhow::Result<String> {
        let mut command = Command::new(&self.program);
        let done = command.args(words).arg("--data").arg(self.data()).output()?;
        if !done.status.success() {
            let (out, said) =
                (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
            let (words, at) = (words.join(" "), self.at.display());
            bail!("criba {words} over {at}: {}\n{out}{said}", done.status);
        }
        Ok(String::from_utf8(done.stdout)?)
    }

    /// The log, one event a line.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub(super) fn log(&self) -> anyhow::Result<String> {
        let words = ["export", "--workspace", WORKSPACE, "--what", "events", "--format", "json"];
        self.run(&words)
    }

    /// Serves it on a free port, with its files behind a shim where one is given.
    ///
    /// # Errors
    ///
    /// The server does not start.
    pub(super) fn serve(&self, shim: Option<&Shim>) -> anyhow::Result<Server> {
        let mut command = Command::new(&self.program);
        command.args(["serve", "--listen", "127.0.0.1:0", "--trusted-proxies", "127.0.0.1"]);
        command.arg("--data").arg(self.data());
        if let Some(shim) = shim {
            shim.stands_before(&mut command, &self.data());
        }
        let said = File::options().create(true).append(true).open(self.at.join("said"))?;
        let mut child = command.stdout(Stdio::piped()).stderr(said).spawn()?;
        let out = child.stdout.take().context("the server says nothing")?;
        let mut server = Server { child, host: String::new() };
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        let Some(host) = line.trim().strip_prefix("Criba: http://") else {
            bail!(
                "the server says «{line}» where its address should be; see {}",
                self.at.display()
            );
        };
        host.clone_into(&mut server.host);
        Ok(server)
    }

    fn key(&self, kind: &str) -> anyhow::Result<String> {
        let words = ["key", "add", "--workspace", WORKSPACE, "--kind", kind, "--name", "faults"];
        Ok(self.run(&words)?.trim().to_owned())
    }
}

/// Copies the files of a data folder, those of running servers aside.
///
/// # Errors
///
/// They cannot be copied.
pub(super) fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (entry, name) = entry.map(|entry| (entry.path(), entry.file_name()))?;
        let is_running =
            ["-shm", ".lock", ".sock"].iter().any(|end| name.to_string_lossy().ends_with(end));
        if entry.is_dir() {
            copy(&entry, &to.join(name))?;
        } else if !is_running {
            fs::copy(&entry, to.join(name))?;
        }
    }
    Ok(())
}

/// A server of a data folder; it ends at once when this is dropped.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    pub(super) host: String,
}

impl Server {
    /// Ends it as `kill -9` does.
    ///
    /// # Errors
    ///
    /// The system does not do it.
    pub(super) fn kill(&mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// How it has ended; `None` while it goes on.
    ///
    /// # Errors
    ///
    /// The system does not say.
    pub(super) fn ended(&mut self) -> anyhow::Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended is as good.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// A form that asks for an address and a name.
const FORM: &str = r#"{
    "slug": "contacto", "name": "Contacto", "language": "es", "title": { "es": "Contacto", "en": "Contact" },
    "questions": [
        { "id": "email", "about": "person", "kind": "email", "label": { "es": "Correo", "en": "E-mail" }, "is_required": true },
        { "id": "name", "about": "person", "kind": "text", "label": { "es": "Nombre", "en": "Name" } }
    ]
}"#;

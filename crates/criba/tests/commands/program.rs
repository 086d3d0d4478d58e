//! The real binary in a folder of its own, with nothing in its environment that sets an option.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// A folder in which commands are run; `data` in it is theirs.
pub(crate) struct Place {
    folder: tempfile::TempDir,
}

/// What a command came to.
pub(crate) struct Done {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Done {
    fn of(command: &mut Command, input: &str) -> Done {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // One that reads no input may have gone by now.
        child.stdin.take().unwrap().write_all(input.as_bytes()).ok();
        let done = child.wait_with_output().unwrap();
        Done {
            code: done.status.code().unwrap(),
            out: String::from_utf8(done.stdout).unwrap(),
            err: String::from_utf8(done.stderr).unwrap(),
        }
    }
}

pub(crate) const PASSWORD: &str = "una frase larga y tranquila";

/// Two people, one of them in two rows, and a row that is nobody.
pub(crate) const LIST: &str =
    "Nombre;Apellidos;Correo;Móvil;Empresa;Cargo;Fecha de visita;Interés;Notas
Ximena;Ordóñez Peña;x.ordonez@sierraalta.example;612 345 678;Transportes Sierra Alta;Directora de Operaciones;12/03/2026;Alto;Pide demo
Rodrigo;Sepúlveda Ríos;rodrigo@aridosmaipo.example;623 456 789;Áridos Maipo;Gerente;12/03/2026;Medio;
XIMENA;ORDOÑEZ PEÑA;x.ordonez@sierraalta.example;;Transportes Sierra Alta SL;;13/03/2026;Alto;Volvió
";

impl Place {
    pub(crate) fn new() -> Place {
        Place { folder: tempfile::tempdir().unwrap() }
    }

    /// A place with a workspace in it; its id.
    pub(crate) fn with_workspace() -> (Place, String) {
        let place = Place::new();
        let made = place.well(&["workspace", "add", "Tecnoclima", "--country", "ES"]);
        (place, made.trim().to_owned())
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_criba"));
        command.args(words).current_dir(self.path());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("CRIBA_") {
                command.env_remove(name);
            }
        }
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs a command with a text on its standard input.
    pub(crate) fn run_with(&self, words: &[&str], input: &str) -> Done {
        Done::of(&mut self.command(words), input)
    }

    pub(crate) fn run(&self, words: &[&str]) -> Done {
        self.run_with(words, "")
    }

    /// Runs a command as somebody does whose terminal speaks Spanish.
    pub(crate) fn run_in_spanish(&self, words: &[&str], input: &str) -> Done {
        Done::of(self.command(words).env("LANG", "es_ES.UTF-8"), input)
    }

    /// Runs a command that must do its work; what it says on standard output.
    pub(crate) fn well(&self, words: &[&str]) -> String {
        let done = self.run(words);
        assert_eq!(done.code, 0, "{words:?}: {}", done.err);
        done.out
    }

    /// The same for one that answers in JSON.
    pub(crate) fn json(&self, words: &[&str]) -> Value {
        let mut words = words.to_vec();
        words.extend(["--format", "json"]);
        let out = self.well(&words);
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{words:?}: {error}: {out}"))
    }

    /// Starts a server and waits until it says where it is.
    pub(crate) fn serve(&self, command: &mut Command) -> Server {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("Criba: http://").map(str::to_owned);
        Server { child, address: address.unwrap_or_else(|| panic!("it says «{line}»")) }
    }
}

/// A server that runs until it is told to stop.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
}

impl Server {
    /// The first line of what it answers.
    pub(crate) fn answers(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let host = &self.address;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer: Vec<u8> = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
    }

    /// Stops it as a service manager does; its exit code.
    pub(crate) fn stop(mut self) -> Option<i32> {
        let process = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &process]).status().unwrap();
        assert!(told.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Where a test failed half way; one that has stopped cannot be killed.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

//! How a command reaches the process that owns a data folder.
//!
//! One request for each connection: a line of JSON that says how many bytes come behind it, then
//! the bytes. What comes back is lines of JSON: how much is done, then the answer or why there is
//! none. Who may open the folder may ask.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::said::Said;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::StoreError;
use store::folder::socket;

use super::Request;
use crate::criba::Criba;
use crate::error::RuntimeError;

/// The first line of a request.
#[derive(Debug, Serialize, Deserialize)]
struct Asked {
    request: Request,
    bytes: u64,
}

/// A line of an answer.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Told {
    Progress(usize, usize),
    Done(Value),
    Failed(Said),
    Misnamed(Said),
}

/// The longest first line, and the most bytes behind it.
const LINE_MAX: u64 = 4 << 20;
const BYTES_MAX: u64 = 2 << 30;

/// The office of a running Criba: closed when it is dropped.
#[derive(Debug)]
pub struct Office {
    path: PathBuf,
}

impl Office {
    /// Opens the office of a data folder.
    ///
    /// # Errors
    ///
    /// The socket cannot be made.
    pub fn open(criba: &Arc<Criba>) -> Result<Office, RuntimeError> {
        let path = socket(criba.data());
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| RuntimeError::Store(StoreError::File { path, source })
        };
        // The folder is ours: a socket that is there was left behind by a crash.
        if path.try_exists().map_err(failed(&path))? {
            std::fs::remove_file(&path).map_err(failed(&path))?;
        }
        let listener = UnixListener::bind(&path).map_err(failed(&path))?;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))
            .map_err(failed(&path))?;
        let criba = Arc::downgrade(criba);
        let listen = move || {
            for stream in listener.incoming() {
                let (Ok(stream), Some(criba)) = (stream, criba.upgrade()) else { return };
                let answer = move || {
                    if let Err(error) = answer(&criba, stream) {
                        tracing::debug!(%error, "a command went away");
                    }
                };
                if std::thread::Builder::new().name("office".to_owned()).spawn(answer).is_err() {
                    tracing::warn!("no thread for a command");
                }
            }
        };
        std::thread::Builder::new()
            .name("office".to_owned())
            .spawn(listen)
            .map_err(failed(&path))?;
        Ok(Office { path })
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        // Wakes the listener so that it sees there is nothing left to serve.
        UnixStream::connect(&self.path).ok();
        std::fs::remove_file(&self.path).ok();
    }
}

fn answer(criba: &Criba, stream: UnixStream) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut stream = stream;
    let mut line = String::new();
    (&mut reader).take(LINE_MAX).read_line(&mut line)?;
    if line.is_empty() {
        return Ok(());
    }
    let asked: Asked = match serde_json::from_str(&line) {
        Ok(asked) => asked,
        Err(error) => {
            return tell(
                &mut stream,
                &Told::Failed(Said::new(
                    format!(
                        "lo que llegó no es una petición: {error}; hay que usar la misma versión de Criba a los dos lados"
                    ),
                    format!(
                        "what came is no request: {error}; use the same release of Criba on both sides"
                    ),
                )),
            );
        }
    };
    if asked.bytes > BYTES_MAX {
        return tell(
            &mut stream,
            &Told::Failed(Said::new(
                "llegan más de 2 GiB; hay que dividir el archivo",
                "more than 2 GiB come behind; split the file",
            )),
        );
    }
    let mut bytes: Vec<u8> = Vec::new();
    (&mut reader).take(asked.bytes).read_to_end(&mut bytes)?;
    let mut shown = 0;
    let done = criba.serve_request(asked.request, &bytes, &mut |done, all| {
        let percent = done * 100 / all.max(1);
        if percent != shown {
            shown = percent;
            // A command that went away is no reason to stop half way.
            tell(&mut stream, &Told::Progress(done, all)).ok();
        }
    });
    let told = match done {
        Ok(value) => Told::Done(value),
        Err(RuntimeError::Misnamed(said)) => Told::Misnamed(said),
        Err(error) => Told::Failed(error.said()),
    };
    tell(&mut stream, &told)
}

fn tell(stream: &mut UnixStream, told: &Told) -> std::io::Result<()> {
    let mut line = serde_json::to_vec(told)?;
    line.push(b'\n');
    stream.write_all(&line)
}

/// Asks the process that owns a data folder; `None` where none does.
///
/// # Errors
///
/// What was asked could not be done.
pub fn ask(
    data: &Path,
    request: &Request,
    bytes: &[u8],
    mut progress: impl FnMut(usize, usize),
) -> Result<Option<Value>, RuntimeError> {
    let path = socket(data);
    let Ok(mut stream) = UnixStream::connect(&path) else { return Ok(None) };
    let lost = |source| RuntimeError::Store(StoreError::File { path: path.clone(), source });
    let asked = Asked { request: request.clone(), bytes: bytes.len() as u64 };
    let mut line = serde_json::to_vec(&asked).map_err(StoreError::from)?;
    line.push(b'\n');
    stream.write_all(&line).map_err(lost)?;
    stream.write_all(bytes).map_err(lost)?;
    for line in BufReader::new(stream).lines() {
        let told: Told = serde_json::from_str(&line.map_err(lost)?).map_err(StoreError::from)?;
        match told {
            Told::Progress(done, all) => progress(done, all),
            Told::Done(value) => return Ok(Some(value)),
            Told::Failed(words) => return Err(RuntimeError::Wrong(words)),
            Told::Misnamed(words) => return Err(RuntimeError::Misnamed(words)),
        }
    }
    // What it had taken by then is in, and a list goes on by itself when it starts again.
    Err(RuntimeError::Wrong(Said::new(
        "el servidor se paró antes de responder; al arrancar termina lo que tenía empezado, así que hay que mirar cómo quedó antes de repetirlo",
        "the server stopped before it answered; it finishes what it had begun when it starts, so look how it stands before doing it again",
    )))
}

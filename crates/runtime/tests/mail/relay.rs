//! A relay that takes mail over TCP, and goes wrong where it is told to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// Where a relay goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// Nowhere.
    Nowhere,
    /// It answers this to a recipient.
    AtRecipient(&'static str),
    /// It answers this once it has the letter.
    AtLetter(&'static str),
    /// It takes the letter, and the connection is cut before it says so.
    SilentAtEnd,
    /// It greets nobody.
    Slow,
    /// It takes the letter, and never says so.
    SlowAtEnd,
}

/// A relay.
pub(crate) struct Relay {
    pub(crate) address: SocketAddr,
    wrong: Arc<Mutex<Wrong>>,
    letters: Arc<Mutex<Vec<String>>>,
    lines: Arc<Mutex<Vec<String>>>,
}

trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

impl Relay {
    /// One that is spoken to in clear.
    pub(crate) fn clear() -> Relay {
        Relay::new(false)
    }

    /// One that wants TLS once it greeted, and a name and a password.
    pub(crate) fn secure() -> Relay {
        Relay::new(true)
    }

    fn new(is_secure: bool) -> Relay {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let relay = Relay {
            address: listener.local_addr().unwrap(),
            wrong: Arc::new(Mutex::new(Wrong::Nowhere)),
            letters: Arc::default(),
            lines: Arc::default(),
        };
        let (wrong, letters) = (Arc::clone(&relay.wrong), Arc::clone(&relay.letters));
        let lines = Arc::clone(&relay.lines);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                let talk = Talk {
                    wrong: *wrong.lock().unwrap(),
                    letters: Arc::clone(&letters),
                    lines: Arc::clone(&lines),
                };
                // Whoever is spoken to may leave at any moment.
                std::thread::spawn(move || talk.with(stream, is_secure).ok());
            }
        });
        relay
    }

    /// From now on it goes wrong so.
    pub(crate) fn goes(&self, wrong: Wrong) {
        *self.wrong.lock().unwrap() = wrong;
    }

    /// The letters that it took, as they came over the wire.
    pub(crate) fn letters(&self) -> Vec<String> {
        self.letters.lock().unwrap().clone()
    }

    /// What it was told, line by line.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }
}

struct Talk {
    wrong: Wrong,
    letters: Arc<Mutex<Vec<String>>>,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Talk {
    fn with(&self, stream: TcpStream, is_secure: bool) -> std::io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        if self.wrong == Wrong::Slow {
            // Until whoever waits has gone.
            return stream.take(1).read_to_end(&mut Vec::new()).map(drop);
        }
        let mut greeted = BufReader::new(Box::new(stream.try_clone()?) as Box<dyn Stream>);
        say(&mut greeted, "220 relay ESMTP")?;
        if self.go_on(&mut greeted, is_secure)? {
            let connection = secured();
            let secret = StreamOwned::new(connection, stream);
            let mut secret = BufReader::new(Box::new(secret) as Box<dyn Stream>);
            self.go_on(&mut secret, false)?;
        }
        Ok(())
    }

    /// Answers until they leave, or until TLS begins.
    fn go_on(
        &self,
        stream: &mut BufReader<Box<dyn Stream>>,
        wants_tls: bool,
    ) -> std::io::Result<bool> {
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line)? == 0 {
                return Ok(false);
            }
            let line = line.trim_end().to_owned();
            noted(&self.lines, &line);
            match line.split(' ').next().unwrap_or_default() {
                "EHLO" if wants_tls => say(stream, "250-relay\r\n250 STARTTLS")?,
                "EHLO" => say(stream, "250-relay\r\n250 AUTH PLAIN LOGIN")?,
                "STARTTLS" => {
                    say(stream, "220 go on")?;
                    return Ok(true);
                }
                "AUTH" => say(stream, "235 welcome")?,
                "RCPT" => match self.wrong {
                    Wrong::AtRecipient(answer) => say(stream, answer)?,
                    _ => say(stream, "250 ok")?,
                },
                "DATA" => {
                    say(stream, "354 go on")?;
                    self.take(stream)?;
                    match self.wrong {
                        Wrong::AtLetter(answer) => say(stream, answer)?,
                        Wrong::SilentAtEnd => return Ok(false),
                        Wrong::SlowAtEnd => {
                            return stream.read(&mut [0]).map(|_| false);
                        }
                        _ => say(stream, "250 taken")?,
                    }
                }
                "QUIT" => return say(stream, "221 bye").map(|()| false),
                _ => say(stream, "250 ok")?,
            }
        }
    }

    fn take(&self, stream: &mut BufReader<Box<dyn Stream>>) -> std::io::Result<()> {
        let mut letter = String::new();
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if line == ".\r\n" {
                break;
            }
            letter.push_str(line.strip_prefix('.').unwrap_or(&line));
        }
        if !matches!(self.wrong, Wrong::AtLetter(_)) {
            noted(&self.letters, &letter);
        }
        Ok(())
    }
}

fn noted(notes: &Mutex<Vec<String>>, what: &str) {
    notes.lock().unwrap().push(what.to_owned());
}

fn say(stream: &mut BufReader<Box<dyn Stream>>, answer: &str) -> std::io::Result<()> {
    stream.get_mut().write_all(format!("{answer}\r\n").as_bytes())?;
    stream.get_mut().flush()
}

fn secured() -> ServerConnection {
    ServerConnection::new(tls()).unwrap()
}

fn tls() -> Arc<ServerConfig> {
    let chain = CertificateDer::from_pem_slice(include_bytes!("../egress/server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("../egress/server.key")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![chain], key);
    Arc::new(config.unwrap())
}

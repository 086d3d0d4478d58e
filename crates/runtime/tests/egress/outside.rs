//! A server of somebody else: a real listener, with TLS or without, that counts who comes.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// Who vouches for the server.
pub(crate) const AUTHORITY: &[u8] = include_bytes!("authority.pem");

/// A server that listens until the test ends.
pub(crate) struct Outside {
    pub(crate) address: SocketAddr,
    came: Arc<AtomicUsize>,
    asked: Arc<Mutex<Vec<String>>>,
}

/// Writes an answer to the head of a request.
pub(crate) type Answering = dyn Fn(&str, &mut dyn Write) -> std::io::Result<()> + Send + Sync;

impl Outside {
    /// With TLS, by the certificate of the tests.
    pub(crate) fn secure(answer: impl AnswerOf) -> Outside {
        Outside::at("127.0.0.1:0", Speech::Secure { is_slow: false }, answer).unwrap()
    }

    /// With TLS, and each byte of an answer by itself.
    pub(crate) fn slow(answer: impl AnswerOf) -> Outside {
        Outside::at("127.0.0.1:0", Speech::Secure { is_slow: true }, answer).unwrap()
    }

    /// In clear.
    pub(crate) fn plain(answer: impl AnswerOf) -> Outside {
        Outside::at("127.0.0.1:0", Speech::Plain, answer).unwrap()
    }

    /// One that nobody should come to; `None` where this machine does not let it listen there.
    pub(crate) fn trap(address: &str) -> Option<Outside> {
        Outside::at(address, Speech::Plain, |_: &str, _: &mut dyn Write| Ok(())).ok()
    }

    fn at(address: &str, speech: Speech, answer: impl AnswerOf) -> std::io::Result<Outside> {
        let listener = TcpListener::bind(address)?;
        let address = listener.local_addr()?;
        let (came, asked) = (Arc::<AtomicUsize>::default(), Arc::<Mutex<Vec<String>>>::default());
        let (counted, heads) = (Arc::clone(&came), Arc::clone(&asked));
        let answer: Arc<Answering> = Arc::new(answer);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                counted.fetch_add(1, Ordering::SeqCst);
                let (answer, heads) = (Arc::clone(&answer), Arc::clone(&heads));
                std::thread::spawn(move || serve(stream, &speech, &heads, &*answer).ok());
            }
        });
        Ok(Outside { address, came, asked })
    }

    /// How many connections came.
    pub(crate) fn came(&self) -> usize {
        self.came.load(Ordering::SeqCst)
    }

    /// The heads of the requests that came.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// The server as the settings name it.
    pub(crate) fn named(&self) -> String {
        self.address.to_string()
    }
}

/// How a server speaks.
#[derive(Clone, Copy)]
enum Speech {
    Plain,
    Secure { is_slow: bool },
}

/// What answers: a closure.
pub(crate) trait AnswerOf:
    Fn(&str, &mut dyn Write) -> std::io::Result<()> + Send + Sync + 'static
{
}

impl<F> AnswerOf for F where
    F: Fn(&str, &mut dyn Write) -> std::io::Result<()> + Send + Sync + 'static
{
}

/// An answer whole.
pub(crate) fn answer(
    status: &str,
    headers: &str,
    body: &[u8],
    to: &mut dyn Write,
) -> std::io::Result<()> {
    let length = body.len();
    write!(to, "HTTP/1.1 {status}\r\ncontent-length: {length}\r\n{headers}\r\n")?;
    to.write_all(body)
}

fn config() -> Arc<ServerConfig> {
    let chain = CertificateDer::from_pem_slice(include_bytes!("server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("server.key")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder =
        ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    Arc::new(builder.unwrap().with_no_client_auth().with_single_cert(vec![chain], key).unwrap())
}

/// A connection, from some moment on one byte at a time.
struct Wire {
    stream: TcpStream,
    is_slow: bool,
}

impl Read for Wire {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        self.stream.read(to)
    }
}

impl Write for Wire {
    fn write(&mut self, from: &[u8]) -> std::io::Result<usize> {
        if !self.is_slow {
            return self.stream.write(from);
        }
        std::thread::park_timeout(Duration::from_millis(50));
        self.stream.write(&from[..from.len().min(1)])
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.stream.flush()
    }
}

/// Who goes away in the middle is no failure of the server.
fn serve(
    stream: TcpStream,
    speech: &Speech,
    heads: &Mutex<Vec<String>>,
    answer: &Answering,
) -> std::io::Result<()> {
    let keep = |head: &str| {
        heads.lock().unwrap_or_else(PoisonError::into_inner).push(head.to_owned());
    };
    let mut wire = Wire { stream, is_slow: false };
    let Speech::Secure { is_slow } = *speech else {
        let head = head(&mut wire)?;
        keep(&head);
        return answer(&head, &mut wire);
    };
    let connection = ServerConnection::new(config()).map_err(std::io::Error::other)?;
    let mut stream = StreamOwned::new(connection, wire);
    let head = head(&mut stream)?;
    keep(&head);
    stream.sock.is_slow = is_slow;
    answer(&head, &mut stream)?;
    stream.conn.send_close_notify();
    stream.flush()
}

/// The head of a request.
fn head(stream: &mut impl Read) -> std::io::Result<String> {
    let mut head: Vec<u8> = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        head.extend_from_slice(&byte);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

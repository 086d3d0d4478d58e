//! A server of somebody else: a real listener, with TLS or without, that counts who comes.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

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
        Outside::at("127.0.0.1:0", Some(config()), answer).unwrap()
    }

    /// In clear.
    pub(crate) fn plain(answer: impl AnswerOf) -> Outside {
        Outside::at("127.0.0.1:0", None, answer).unwrap()
    }

    /// One that nobody should come to; `None` where this machine does not let it listen there.
    pub(crate) fn trap(address: &str) -> Option<Outside> {
        Outside::at(address, None, |_: &str, _: &mut dyn Write| Ok(())).ok()
    }

    fn at(
        address: &str,
        config: Option<Arc<ServerConfig>>,
        answer: impl AnswerOf,
    ) -> std::io::Result<Outside> {
        let listener = TcpListener::bind(address)?;
        let address = listener.local_addr()?;
        let (came, asked) = (Arc::<AtomicUsize>::default(), Arc::<Mutex<Vec<String>>>::default());
        let (counted, heads) = (Arc::clone(&came), Arc::clone(&asked));
        let answer: Arc<Answering> = Arc::new(answer);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                counted.fetch_add(1, Ordering::SeqCst);
                let (config, heads) = (config.clone(), Arc::clone(&heads));
                let answer = Arc::clone(&answer);
                std::thread::spawn(move || serve(stream, config, &heads, &*answer));
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

/// Who goes away in the middle is no failure of the server.
fn serve(
    stream: TcpStream,
    config: Option<Arc<ServerConfig>>,
    heads: &Mutex<Vec<String>>,
    answer: &Answering,
) {
    match config {
        Some(config) => {
            let connection = ServerConnection::new(config).unwrap();
            let mut stream = StreamOwned::new(connection, stream);
            talk(&mut stream, heads, answer).ok();
            stream.conn.send_close_notify();
            stream.flush().ok();
        }
        None => {
            let mut stream = stream;
            talk(&mut stream, heads, answer).ok();
        }
    }
}

fn talk(
    stream: &mut (impl Read + Write),
    heads: &Mutex<Vec<String>>,
    answer: &Answering,
) -> std::io::Result<()> {
    let mut head: Vec<u8> = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte)? == 0 {
            return Ok(());
        }
        head.extend_from_slice(&byte);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    heads.lock().unwrap_or_else(PoisonError::into_inner).push(head.clone());
    answer(&head, stream)
}

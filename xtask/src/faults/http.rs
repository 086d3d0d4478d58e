//! Requests over a connection that stays open, and the moments at which their answers came.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// The longest that anything is waited for: whoever does not answer by then is broken.
const ANSWER_MAX: Duration = Duration::from_secs(30);

/// What was answered.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    head: String,
    pub(super) body: String,
}

impl Answer {
    /// A header, by its name in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

/// What is asked.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) method: &'static str,
    pub(super) path: String,
    /// Lines of the head.
    pub(super) head: String,
    pub(super) body: String,
}

impl Request {
    pub(super) fn get(path: &str) -> Request {
        Request { method: "GET", path: path.to_owned(), head: String::new(), body: String::new() }
    }

    pub(super) fn post(path: &str, body: String) -> Request {
        Request { method: "POST", path: path.to_owned(), head: String::new(), body }
    }

    /// The same with one header more.
    pub(super) fn with(mut self, name: &str, value: &str) -> Request {
        self.head.push_str(&format!("{name}: {value}\r\n"));
        self
    }
}

/// A connection.
#[derive(Debug)]
pub(super) struct Connection {
    host: String,
    stream: BufReader<TcpStream>,
}

impl Connection {
    /// Opens one.
    ///
    /// # Errors
    ///
    /// Nobody is there.
    pub(super) fn open(host: &str) -> io::Result<Connection> {
        let stream = TcpStream::connect(host)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(ANSWER_MAX))?;
        stream.set_write_timeout(Some(ANSWER_MAX))?;
        Ok(Connection { host: host.to_owned(), stream: BufReader::new(stream) })
    }

    /// What is answered to a request.
    ///
    /// # Errors
    ///
    /// No answer came, or none that is whole.
    pub(super) fn ask(&mut self, request: &Request) -> io::Result<Answer> {
        let Request { method, path, head, body } = request;
        let (host, length) = (&self.host, body.len());
        let text = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\n{head}Content-Length: {length}\r\n\r\n{body}"
        );
        self.stream.get_mut().write_all(text.as_bytes())?;
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.stream.read_line(&mut head)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or(io::ErrorKind::InvalidData)?;
        let mut answer = Answer { status, head, body: String::new() };
        let length = answer.header("content-length").and_then(|length| length.parse().ok());
        let mut body = vec![0; length.unwrap_or(0)];
        self.stream.read_exact(&mut body)?;
        answer.body = String::from_utf8_lossy(&body).into_owned();
        Ok(answer)
    }
}

/// What is answered to one request over a connection of its own.
///
/// # Errors
///
/// No answer came.
pub(super) fn ask(host: &str, request: &Request) -> io::Result<Answer> {
    Connection::open(host)?.ask(request)
}

/// The text between two others, the first time that they stand around any.
pub(super) fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(between, _)| between)
}

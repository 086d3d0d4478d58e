//! A server that is measured from outside, over HTTP.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, bail};

use super::process::{built_example, mega, program, resident, word};

/// A server of a data folder, until it is dropped.
pub(super) struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Starts one on a free port.
    pub(super) fn start(data: &Path) -> anyhow::Result<Server> {
        let mut command = Command::new(program());
        command.args(["serve", "--listen", "127.0.0.1:0", "--data", word(data)?]);
        Server::of(command)
    }

    /// Starts one that has nothing to do.
    pub(super) fn empty() -> anyhow::Result<Server> {
        Server::of(Command::new(built_example("web", "empty")?))
    }

    fn of(mut command: Command) -> anyhow::Result<Server> {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let out = child.stdout.take().context("the server says nothing")?;
        let mut server = Server { child, address: String::new() };
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        let Some(address) = line.trim().strip_prefix("Criba: http://") else {
            bail!("the server says «{line}» where its address should be");
        };
        address.clone_into(&mut server.address);
        Ok(server)
    }

    /// The megabytes that it holds now.
    pub(super) fn held(&self) -> f64 {
        mega(resident(self.child.id()) * 1_024)
    }

    /// What it answers to a GET with a cookie, head and all.
    pub(super) fn get(&self, path: &str, cookie: &str) -> anyhow::Result<String> {
        self.ask(&format!("GET {path} HTTP/1.1\r\nCookie: {cookie}\r\n"), "")
    }

    /// Signs somebody in: the cookie.
    pub(super) fn sign_in(&self, email: &str, password: &str) -> anyhow::Result<String> {
        let form = "Content-Type: application/x-www-form-urlencoded";
        let origin = format!("Origin: http://{}", self.address);
        let head = format!("POST /entrar HTTP/1.1\r\n{form}\r\n{origin}\r\n");
        let body = format!("email={email}&password={password}");
        let answer = self.ask(&head, &body)?;
        let cookies = answer.lines().filter_map(|line| line.strip_prefix("set-cookie: "));
        let cookie = cookies.filter_map(|cookie| cookie.split(';').next()).next();
        cookie.map(str::to_owned).context("nobody was signed in")
    }

    /// A connection that stays open from one request to the next.
    pub(super) fn connect(&self) -> anyhow::Result<Connection> {
        let stream = TcpStream::connect(&self.address)?;
        stream.set_nodelay(true)?;
        Ok(Connection { host: self.address.clone(), stream: BufReader::new(stream) })
    }

    fn ask(&self, head: &str, body: &str) -> anyhow::Result<String> {
        let mut stream = TcpStream::connect(&self.address)?;
        let length = body.len();
        write!(
            stream,
            "{head}Host: {}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}",
            self.address
        )?;
        let mut answer: Vec<u8> = Vec::new();
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        if !answer.starts_with("HTTP/1.1 2") && !answer.starts_with("HTTP/1.1 303") {
            let line = answer.lines().next().unwrap_or("nothing").to_owned();
            bail!("the server answers {line} to {}", head.lines().next().unwrap_or_default());
        }
        Ok(answer)
    }
}

/// A connection that stays open.
pub(super) struct Connection {
    host: String,
    stream: BufReader<TcpStream>,
}

impl Connection {
    /// What is answered to a body, head and all.
    pub(super) fn post(&mut self, path: &str, body: &str) -> anyhow::Result<String> {
        let (host, length) = (&self.host, body.len());
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.stream.read_line(&mut head)? == 0 {
                bail!("the server closed the connection");
            }
        }
        let length = head.to_lowercase();
        let length = length.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.context("an answer has no length")?.trim().parse()?;
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(head + &String::from_utf8_lossy(&body))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It is measured, not asked to stop well; one that has ended is as good.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

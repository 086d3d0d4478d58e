#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! The server's connections, over real sockets: nobody holds it up by saying nothing.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::routing::get;
use tokio::sync::oneshot;
use web::server::{Limits, serve};

const LONG: Duration = Duration::from_secs(600);
const SHORT: Duration = Duration::from_millis(60);

/// A server with one page.
struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

fn run(limits: Limits) -> Running {
    let (stop, stopped) = oneshot::channel();
    let (tell, told) = std::sync::mpsc::channel();
    let thread = std::thread::spawn(move || {
        let threads = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        threads.block_on(async move {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            tell.send(listener.local_addr().unwrap()).unwrap();
            let from = async |peer: ConnectInfo<SocketAddr>| peer.0.ip().to_string();
            let router = Router::new().route("/", get(from));
            serve(listener, router, limits, async { stopped.await.unwrap() }).await;
        });
    });
    Running { address: told.recv().unwrap(), stop, thread }
}

impl Running {
    fn says(&self, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        stream
    }

    fn ends(self) {
        self.stop.send(()).unwrap();
        self.thread.join().unwrap();
    }
}

/// Everything until the other side closes.
fn rest(mut stream: TcpStream) -> String {
    let mut text = Vec::new();
    // A connection that is cut off is closed as well.
    stream.read_to_end(&mut text).ok();
    String::from_utf8(text).unwrap()
}

const WHOLE: &str = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
const BEGUN: &str = "GET / HTTP/1.1\r\nHost: x\r\n";

#[test]
fn who_does_not_finish_the_head_of_a_request_is_shown_out() {
    let server = run(Limits { head: SHORT, connections: 8, stop: LONG, ..Limits::default() });
    assert!(rest(server.says(WHOLE)).ends_with("127.0.0.1"), "the page sees who asks");
    assert!(!rest(server.says(BEGUN)).contains(" 200 "));
    assert_eq!(rest(server.says("")), "", "nor does a connection rest for ever");
    server.ends();
}

#[test]
fn no_more_are_let_in_at_once_than_there_are_places() {
    let server = run(Limits { head: SHORT, connections: 1, stop: LONG, ..Limits::default() });
    let mut first = server.says(BEGUN);
    let second = rest(server.says(WHOLE));
    assert!(second.contains(" 200 "), "{second}");
    // It was let in once the first had been shown out.
    first.set_nonblocking(true).unwrap();
    let mut text = Vec::new();
    let seen = first.read_to_end(&mut text);
    let is_open = matches!(seen, Err(error) if error.kind() == ErrorKind::WouldBlock);
    assert!(!is_open, "both were in at once");
    server.ends();
}

#[test]
fn a_server_that_is_told_to_stop_does_even_where_somebody_never_finishes() {
    let server = run(Limits { head: LONG, connections: 8, stop: SHORT, ..Limits::default() });
    let idle = server.says("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    let begun = server.says(BEGUN);
    // Both were let in: whoever comes later is answered.
    assert!(rest(server.says(WHOLE)).contains(" 200 "));
    let address = server.address;
    server.ends();
    assert!(rest(idle).contains(" 200 "), "what was asked was answered");
    assert!(!rest(begun).contains(" 200 "));
    assert!(TcpStream::connect(address).is_err(), "nobody is let in any more");
}

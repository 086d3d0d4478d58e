#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! What goes out: to whom it may, once looked up, and for no longer and no more than it may.

mod hostile;
mod outside;

use std::io::Write;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use outside::{AUTHORITY, Outside, answer};
use runtime::egress::{Egress, Names, Problem, Request, Rules, certificates};

fn allowing(origins: &[String]) -> Rules {
    let allowed = origins.iter().map(|origin| origin.parse().unwrap()).collect();
    Rules { allowed, certificates: certificates(AUTHORITY).unwrap(), ..Rules::default() }
}

fn plain(server: &Outside) -> Egress {
    Egress::new(allowing(&[format!("http://{}", server.named())]))
}

fn of(server: &Outside) -> Request {
    Request::get(format!("http://{}/", server.address))
}

#[test]
fn no_hostile_address_is_reached() {
    let traps: Vec<Outside> =
        ["127.0.0.1:0", "127.0.0.1:443", "127.0.0.1:80", "127.0.0.2:443", "[::1]:443", "[::1]:80"]
            .into_iter()
            .filter_map(Outside::trap)
            .collect();
    let egress = Egress::new(hostile::rules());
    let urls = hostile::urls(traps[0].address.port());
    assert!(urls.len() >= 150, "{}", urls.len());
    for url in &urls {
        let problem = egress.ask(Request::get(url)).wait().unwrap_err();
        assert!(problem.is_refusal() || problem == Problem::Nowhere, "{url:?}: {problem:?}");
    }
    // A name whose machine has no address at all is nowhere, by the machine's own look-up too.
    let system = Egress::new(Rules::default());
    for url in ["https://localhost/", "https://127.0.0.1/", "https://[::1]/"] {
        assert!(system.ask(Request::get(url)).wait().unwrap_err().is_refusal(), "{url}");
    }
    let came: usize = traps.iter().map(Outside::came).sum();
    assert_eq!(came, 0, "of {} addresses at {} listeners", urls.len(), traps.len());
}

#[test]
fn a_server_of_the_house_is_reached_where_it_is_named_and_proves_itself() {
    let server = Outside::secure(|_, to| answer("200 OK", "x-a: b\r\n", b"hello", to));
    let url = format!("https://{}/a?b=c", server.address);
    let named = Egress::new(allowing(&[server.named()]));
    let answer = named.ask(Request::get(&url).bearer("t0ken")).wait().unwrap();
    assert_eq!(
        (answer.status(), answer.body(), answer.header("x-a")),
        (200, &b"hello"[..], Some("b"))
    );
    let asked = server.asked();
    assert!(asked[0].starts_with("GET /a?b=c HTTP/1.1\r\n"), "{asked:?}");
    assert!(asked[0].contains("authorization: Bearer t0ken\r\n"), "{asked:?}");
    assert!(!asked[0].to_lowercase().contains("accept-encoding: gzip"), "{asked:?}");
    // Its certificate is of nobody whom the world trusts.
    let rules = Rules { certificates: Vec::new(), ..allowing(&[server.named()]) };
    assert_eq!(Egress::new(rules).ask(Request::get(&url)).wait().unwrap_err(), Problem::Untrusted);
    // Nor is it of the name that is asked for.
    let address = server.address;
    let names = Names::Told(Arc::new(move |_: &str, _: u16| Ok(vec![address])));
    let other = format!("other.example:{}", address.port());
    let rules = Rules { names, ..allowing(std::slice::from_ref(&other)) };
    let problem = Egress::new(rules).ask(Request::get(format!("https://{other}/"))).wait();
    assert_eq!(problem.unwrap_err(), Problem::Untrusted);
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn a_name_is_looked_up_once_and_what_it_was_then_is_connected_to() {
    let first = Outside::secure(|_, to| answer("200 OK", "", b"first", to));
    let second = Outside::secure(|_, to| answer("200 OK", "", b"second", to));
    let asked = Arc::new(AtomicUsize::new(0));
    let (to, then, count) = (first.address, second.address, Arc::clone(&asked));
    let names = Names::Told(Arc::new(move |_: &str, _: u16| {
        Ok(vec![if count.fetch_add(1, Ordering::SeqCst) == 0 { to } else { then }])
    }));
    let rules = Rules { names, ..allowing(&["casa.example".to_owned()]) };
    let answer = Egress::new(rules).ask(Request::get("https://casa.example/")).wait().unwrap();
    assert_eq!(answer.body(), b"first");
    assert_eq!((asked.load(Ordering::SeqCst), first.came(), second.came()), (1, 1, 0));
}

#[test]
fn nobody_sends_it_elsewhere() {
    let trap = Outside::trap("127.0.0.1:0").unwrap();
    let to = trap.address;
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"] {
        let server = Outside::plain(move |_, out| {
            answer(
                status,
                &format!("location: http://{to}/\r\nrefresh: 0; url=http://{to}/\r\n"),
                b"",
                out,
            )
        });
        let rules = allowing(&[format!("http://{}", server.named()), format!("http://{to}")]);
        let answer = Egress::new(rules).ask(of(&server)).wait().unwrap();
        assert_eq!(answer.status().to_string(), status.split(' ').next().unwrap());
        assert_eq!(server.came(), 1);
    }
    assert_eq!(trap.came(), 0);
}

#[test]
fn more_than_may_come_is_not_read() {
    let huge = Outside::plain(|_, to| {
        write!(to, "HTTP/1.1 200 OK\r\ncontent-length: 1099511627776\r\n\r\n")?;
        loop {
            to.write_all(&[b'x'; 65_536])?;
        }
    });
    assert_eq!(plain(&huge).ask(of(&huge)).wait().unwrap_err(), Problem::Large);
    let endless = Outside::plain(|_, to| {
        write!(to, "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")?;
        loop {
            write!(to, "10000\r\n{}\r\n", "x".repeat(65_536))?;
        }
    });
    assert_eq!(plain(&endless).ask(of(&endless)).wait().unwrap_err(), Problem::Large);
    let until_closed = Outside::plain(|_, to| {
        write!(to, "HTTP/1.0 200 OK\r\n\r\n")?;
        to.write_all(&[b'x'; 3_000])
    });
    let asked = of(&until_closed).up_to(2_999);
    assert_eq!(plain(&until_closed).ask(asked).wait().unwrap_err(), Problem::Large);
    let whole = plain(&until_closed).ask(of(&until_closed).up_to(3_000)).wait().unwrap();
    assert_eq!(whole.body().len(), 3_000);
    // A bomb is what it was packed into: nothing inflates it.
    let bomb = Outside::plain(|_, to| {
        answer("200 OK", "content-encoding: gzip\r\n", &[0x1f, 0x8b, 8, 0, 0], to)
    });
    assert_eq!(plain(&bomb).ask(of(&bomb)).wait().unwrap().body(), &[0x1f, 0x8b, 8, 0, 0]);
}

#[test]
fn a_head_without_end_is_not_read() {
    let many = Outside::plain(|_, to| {
        write!(to, "HTTP/1.1 200 OK\r\n")?;
        loop {
            write!(to, "x-{}: y\r\n", "a".repeat(50))?;
        }
    });
    let long = Outside::plain(|_, to| {
        write!(to, "HTTP/1.1 200 OK\r\nx: ")?;
        loop {
            to.write_all(&[b'x'; 65_536])?;
        }
    });
    let never = Outside::plain(|_, to| {
        loop {
            write!(to, "HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n")?;
        }
    });
    for server in [&many, &long, &never] {
        let within = Duration::from_secs(3);
        let problem = plain(server).ask(of(server).within(within)).wait().unwrap_err();
        let ends = [Problem::Large, Problem::Unreachable, Problem::Slow];
        assert!(ends.contains(&problem), "{problem:?}");
    }
}

#[test]
fn who_takes_his_time_is_left() {
    let within = Duration::from_millis(300);
    let beat = Duration::from_millis(50);
    let body = Outside::plain(move |_, to| {
        write!(to, "HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")?;
        loop {
            std::thread::park_timeout(beat);
            to.write_all(b"x")?;
        }
    });
    let head = Outside::plain(move |_, to| {
        write!(to, "HTTP/1.1 200 OK\r\n")?;
        loop {
            std::thread::park_timeout(beat);
            write!(to, "x: y\r\n")?;
        }
    });
    for server in [&body, &head] {
        let reply = plain(server).ask(of(server).within(within)).wait();
        assert_eq!(reply.unwrap_err(), Problem::Slow);
    }
    // Within one record of TLS, of which nothing is read before it is whole.
    let record = Outside::slow(|_, to| answer("200 OK", "", &[b'x'; 10_000], to));
    // It listens and never shakes hands, or does so for ever.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let shaking = TcpListener::bind("127.0.0.1:0").unwrap();
    let (quiet, shakes) = (silent.local_addr().unwrap(), shaking.local_addr().unwrap());
    std::thread::spawn(move || -> std::io::Result<()> {
        let (mut stream, _) = shaking.accept()?;
        // A record of a handshake, of as many bytes as one may have.
        stream.write_all(&[0x16, 3, 3, 0x40, 0, 2, 0, 0x3f, 0xfc])?;
        loop {
            std::thread::park_timeout(beat);
            stream.write_all(&[3])?;
        }
    });
    for address in [record.address, quiet, shakes] {
        let egress = Egress::new(allowing(&[address.to_string()]));
        let reply = egress.ask(Request::get(format!("https://{address}/")).within(within)).wait();
        assert_eq!(reply.unwrap_err(), Problem::Slow, "{address}");
    }
    drop(silent);
}

#[test]
fn what_waits_is_bounded_and_a_name_that_hangs_holds_nobody_else() {
    let (open, until) = std::sync::mpsc::channel::<()>();
    let until = std::sync::Mutex::new(until);
    let names = Names::Told(Arc::new(move |_: &str, _: u16| {
        until.lock().unwrap().recv().ok();
        Ok(Vec::new())
    }));
    let egress = Egress::new(Rules { names, ..Rules::default() });
    let replies: Vec<_> =
        (0..200).map(|_| egress.ask(Request::get("https://hangs.example/"))).collect();
    drop(open);
    let problems: Vec<Problem> =
        replies.into_iter().map(|reply| reply.wait().unwrap_err()).collect();
    let busy = problems.iter().filter(|problem| **problem == Problem::Busy).count();
    assert!((200 - 68..200 - 60).contains(&busy), "{busy}");
    assert_eq!(problems.iter().filter(|problem| **problem == Problem::Nowhere).count(), 200 - busy);
}

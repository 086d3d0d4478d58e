#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Mail that Criba sends by itself: once, whatever the relay does, and never twice by itself where
//! nobody knows whether it arrived (I6).

mod relay;

use std::time::Duration;

use engine::time::{Span, Timestamp};
use relay::{Relay, Wrong};
use runtime::clock::Clock;
use runtime::criba::Criba;
use runtime::egress::{Egress, Rules, certificates};
use runtime::mail::{Fate, Letter, Queued, Sender, from, send_waiting};
use runtime::writer::Limits;
use store::house::BODY_KEPT_FOR;
use store::ids::{ContactId, WorkspaceId};

/// A house that writes to a relay.
struct Place {
    _folder: tempfile::TempDir,
    criba: Criba,
    workspace: WorkspaceId,
    egress: Egress,
    sender: Sender,
    relay: Relay,
}

fn start() -> Timestamp {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

impl Place {
    fn clear() -> Place {
        let relay = Relay::clear();
        let url = format!("smtp://{}?tls=none", relay.address);
        Place::new(relay, &url, Rules::default())
    }

    fn new(relay: Relay, url: &str, rules: Rules) -> Place {
        let folder = tempfile::tempdir().unwrap();
        let criba = Criba::open(folder.path(), Clock::manual(start()), Limits::default()).unwrap();
        let workspace = criba.add_workspace("Tecnoclima", "ES", None, "ana@x.example").unwrap();
        let sender = Sender {
            relay: url.parse::<runtime::egress::Relay>().unwrap().within(Duration::from_secs(2)),
            from: from("hola@tecnoclima.example").unwrap(),
        };
        Place { _folder: folder, criba, workspace, egress: Egress::new(rules), sender, relay }
    }

    fn put(&self, name: &str) -> Queued {
        self.put_to(name, "eva@empresa.example")
    }

    fn put_to(&self, name: &str, to: &str) -> Queued {
        let letter = Letter {
            to: to.to_owned(),
            from_name: "Tecnoclima «Norte», S.L.".to_owned(),
            subject: "Confirma lo que aceptas: señal".to_owned(),
            text: "Hola\n.\nabre https://criba.example/f/x?c=1\n".to_owned(),
            html: "<p>Abre <a href=\"https://criba.example/f/x?c=1\">esto</a></p>".to_owned(),
        };
        self.criba.send_letter(self.workspace, name, ContactId::make(), &letter).unwrap()
    }

    /// Hands over what is due so much later, and says what became of the newest.
    fn after(&self, span: Span) -> Fate {
        self.criba.clock().advance(span);
        send_waiting(&self.criba, &self.egress, &self.sender).unwrap();
        self.fate()
    }

    fn fate(&self) -> Fate {
        self.criba.letters(self.workspace, "").unwrap().remove(0).1
    }
}

fn header<'a>(letter: &'a str, name: &str) -> &'a str {
    let (_, value) = letter.split_once(&format!("\r\n{name}: ")).unwrap();
    value.split("\r\n").next().unwrap()
}

#[test]
fn i6_a_mail_is_delivered_once_as_text_and_html_and_says_that_no_person_wrote_it() {
    let place = Place::clear();
    assert_eq!(place.put("a"), Queued::New);
    assert_eq!(place.put("a"), Queued::Known, "put here twice, it is one");
    assert_eq!(place.fate(), Fate::Waiting(start(), String::new()));
    assert!(place.relay.letters().is_empty(), "on disk before anything goes out");
    assert_eq!(place.after(Span::ZERO), Fate::Sent);
    assert_eq!(place.after(Span::DAY), Fate::Sent);
    let letters = place.relay.letters();
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert!(letter.is_ascii() && letter.lines().all(|line| line.len() <= 998), "{letter}");
    assert!(letter.contains("multipart/alternative") && letter.contains("text/html"), "{letter}");
    assert_eq!(header(letter, "Auto-Submitted"), "auto-generated");
    assert_eq!(header(letter, "To"), "eva@empresa.example");
    assert!(header(letter, "Date").starts_with("Mon, 02 Mar 2026 09:00:00"), "{letter}");
    assert!(header(letter, "Message-ID").ends_with("@tecnoclima.example>"), "{letter}");
    assert!(!letter.contains("<img"), "{letter}");
    let lines = place.relay.lines();
    assert!(lines.contains(&"MAIL FROM:<hola@tecnoclima.example>".to_owned()), "{lines:?}");
    assert!(lines.contains(&"RCPT TO:<eva@empresa.example>".to_owned()), "{lines:?}");
    // What was sent is kept no longer.
    let rows = place.criba.house().mails_of(place.workspace, "a", 10).unwrap();
    assert_eq!((rows[0].body.as_str(), rows.len()), ("", 1));
}

#[test]
fn i6_what_a_relay_took_without_saying_so_is_uncertain_and_sent_again_by_a_person_alone() {
    for wrong in [Wrong::SilentAtEnd, Wrong::SlowAtEnd] {
        let place = Place::clear();
        place.relay.goes(wrong);
        place.put("a");
        assert!(matches!(place.after(Span::ZERO), Fate::Uncertain(_)), "{wrong:?}");
        place.relay.goes(Wrong::Nowhere);
        for _ in 0..5 {
            assert!(matches!(place.after(Span::DAY), Fate::Uncertain(_)), "{wrong:?}");
        }
        assert_eq!(place.relay.letters().len(), 1);
        place.criba.send_again(place.workspace, "a").unwrap();
        assert_eq!(place.after(Span::ZERO), Fate::Sent);
        assert!(place.criba.send_again(place.workspace, "a").is_err(), "it arrived");
        let letters = place.relay.letters();
        let ids: Vec<&str> = letters.iter().map(|one| header(one, "Message-ID")).collect();
        assert_eq!((ids.len(), ids[0]), (2, ids[1]), "a receiver sees that it is one");
    }
}

#[test]
fn what_a_relay_puts_off_is_tried_again_and_what_it_refuses_is_not() {
    let place = Place::clear();
    for wrong in [Wrong::AtRecipient("451 come back"), Wrong::AtLetter("452 no room")] {
        place.relay.goes(wrong);
        place.put(&format!("{wrong:?}"));
        let Fate::Waiting(at, why) = place.after(Span::ZERO) else { panic!("{wrong:?}") };
        assert_eq!(at, place.criba.clock().now() + Span::MINUTE);
        assert!(why.contains("45"), "{why}");
        place.after(Span::SECOND.times(59));
        place.relay.goes(Wrong::Nowhere);
        assert!(matches!(place.fate(), Fate::Waiting(..)), "not before it is due");
        assert_eq!(place.after(Span::SECOND), Fate::Sent);
    }
    for wrong in [Wrong::AtRecipient("550 nobody"), Wrong::AtLetter("554 no")] {
        place.relay.goes(wrong);
        place.put_to(&format!("{wrong:?}"), "luis@empresa.example");
        let Fate::Failed(why) = place.after(Span::ZERO) else { panic!("{wrong:?}") };
        assert!(why.contains("55"), "{why}");
        assert!(place.fate().is_sent_again());
    }
    assert_eq!(place.relay.letters().len(), 2);
    // What it said is kept for two weeks, in which a person may have it sent again.
    let (name, _) = place.criba.letters(place.workspace, "").unwrap().remove(0);
    place.criba.clock().advance(BODY_KEPT_FOR);
    place.criba.clock().advance(Span::SECOND);
    place.criba.house().tidy_mails(place.criba.clock().now()).unwrap();
    assert!(matches!(place.fate(), Fate::Over(_)) && !place.fate().is_sent_again());
    assert!(place.criba.send_again(place.workspace, &name).is_err());
}

#[test]
fn a_relay_that_is_slow_or_gone_is_tried_for_days_and_then_it_is_said() {
    let place = Place::clear();
    place.relay.goes(Wrong::Slow);
    place.put("a");
    assert!(matches!(place.after(Span::ZERO), Fate::Waiting(..)));
    assert!(place.relay.lines().is_empty());
    place.relay.goes(Wrong::AtRecipient("450 later"));
    let mut tries = 1;
    while matches!(place.after(Span::DAY), Fate::Waiting(..)) {
        tries += 1;
        assert!(tries < 20);
    }
    assert!(matches!(place.fate(), Fate::Failed(_)));
    assert_eq!(tries, 9);
}

#[test]
fn i6_what_was_being_handed_over_when_it_stopped_is_uncertain() {
    let place = Place::clear();
    place.put("a");
    let id = place.criba.house().mails_due(start(), 1).unwrap()[0].id;
    assert!(place.criba.house().mail_begins(id).unwrap());
    assert!(!place.criba.house().mail_begins(id).unwrap(), "by one alone");
    assert_eq!(place.after(Span::DAY), Fate::Sending);
    place.criba.house().mails_interrupted("it stopped").unwrap();
    assert_eq!(place.after(Span::DAY), Fate::Uncertain("it stopped".to_owned()));
    assert!(place.relay.letters().is_empty());
}

#[test]
fn a_password_goes_by_tls_alone_and_to_who_proves_themselves() {
    let authority = include_bytes!("../egress/authority.pem");
    let rules = Rules { certificates: certificates(authority).unwrap(), ..Rules::default() };
    let relay = Relay::secure();
    let url = format!("smtp://ana:p%40ss@{}", relay.address);
    let place = Place::new(relay, &url, rules.clone());
    place.put("a");
    assert_eq!(place.after(Span::ZERO), Fate::Sent);
    let lines = place.relay.lines();
    let place_of = |word: &str| lines.iter().position(|line| line.starts_with(word)).unwrap();
    assert!(place_of("STARTTLS") < place_of("AUTH") && place_of("AUTH") < place_of("MAIL"));
    // Nobody vouches for it, or it offers no TLS: nothing is said, and it waits.
    let stranger = Relay::secure();
    let url = format!("smtp://ana:p%40ss@{}", stranger.address);
    let plain = Relay::clear();
    let plain_url = format!("smtp://ana:p%40ss@{}", plain.address);
    let places =
        [Place::new(stranger, &url, Rules::default()), Place::new(plain, &plain_url, rules)];
    for place in places {
        place.put("a");
        assert!(matches!(place.after(Span::ZERO), Fate::Waiting(..)));
        let lines = place.relay.lines();
        let is_quiet = |line: &String| !line.starts_with("AUTH") && !line.starts_with("MAIL");
        assert!(lines.iter().all(is_quiet), "{lines:?}");
    }
}

#[test]
fn an_address_is_not_written_to_without_end() {
    let place = Place::clear();
    for name in ["a", "b", "c", "d", "e"] {
        assert_eq!(place.put(name), Queued::New);
    }
    assert_eq!(place.put("f"), Queued::TooMany);
    assert_eq!(place.put_to("f", "EVA@empresa.example"), Queued::TooMany);
    assert_eq!(place.put_to("f", "Eva+otra@empresa.example"), Queued::TooMany, "it is one mailbox");
    assert_eq!(place.put("a"), Queued::Known, "the same once more is no mail more");
    assert_eq!(place.put_to("f", "luis@empresa.example"), Queued::New);
    for (name, to) in
        ["e.va@gmail.com", "ev.a@gmail.com", "EVA+x@googlemail.com"].iter().enumerate()
    {
        assert_eq!(place.put_to(&format!("g{name}"), to), Queued::New);
    }
    for name in ["g3", "g4"] {
        assert_eq!(place.put_to(name, "eva@gmail.com"), Queued::New);
    }
    assert_eq!(place.put_to("g5", "e.v.a@gmail.com"), Queued::TooMany);
    assert_eq!(place.put_to("g5", "e.v.a@empresa.example"), Queued::New, "elsewhere a dot counts");
    place.criba.clock().advance(Span::HOUR.times(25));
    assert_eq!(place.put("g"), Queued::New);
}

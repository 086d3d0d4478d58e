//! What speaks for a machine in what a program says it is and in how its connection looks.
//!
//! How much that weighs is said in `runtime::likelihood`. What is judged is the program that people
//! use, by its user agent; the connection of a request is judged only where it is that program's
//! own, since a server that tells of people has one as well. Pictures that servers fetch for a person
//! who reads (Google's and Yahoo's proxies) say next to nothing.
//! The ranges and names of addresses that scanners of mail use are not known here: their makers
//! publish none that stay true, and nobody is asked for a name while something comes in.
//!
//! Sources of the lists: the names that the operators of crawlers publish (Google, Bing, Yandex,
//! Apple, Meta, `OpenAI`, Anthropic), the defaults of HTTP libraries, and what scanners of mail say
//! they are. Words that real devices carry are left out: `okhttp` is in every Android application.

use axum::http::{HeaderMap, Method, header};
use runtime::likelihood::Signal;

/// How the connection of a person's own program looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Connected {
    /// What it says it is.
    pub(super) agent: Option<String>,
    /// Whether it fetches ahead of anybody looking.
    pub(super) is_ahead: bool,
    /// Whether it asks for the head alone, as scanners of links do.
    pub(super) is_head: bool,
    /// Whether it says which language is read, as every browser does.
    pub(super) has_language: bool,
}

impl Connected {
    /// How a request looks.
    pub(crate) fn of(method: &Method, headers: &HeaderMap) -> Connected {
        let said = |name: &str| {
            headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_lowercase)
        };
        let is_ahead = ["sec-purpose", "purpose", "x-purpose", "x-moz"].iter().any(|name| {
            said(name).is_some_and(|purpose| {
                ["prefetch", "prerender", "preview"].iter().any(|word| purpose.contains(word))
            })
        });
        let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Connected {
            agent: agent.map(str::to_owned),
            is_ahead,
            is_head: *method == Method::HEAD,
            has_language: headers.contains_key(header::ACCEPT_LANGUAGE),
        }
    }
}

/// What speaks against a person in what a program says it is and, where it is given, in how its
/// connection looks.
pub(crate) fn signals(agent: Option<&str>, connection: Option<&Connected>) -> Vec<Signal> {
    let mut signals: Vec<Signal> = agent.and_then(kind).into_iter().collect();
    if let Some(connection) = connection {
        let seen = [
            connection.is_ahead.then_some(Signal::Prefetch),
            connection.is_head.then_some(Signal::HeadRequest),
            (!connection.has_language).then_some(Signal::NoLanguage),
            connection.agent.as_deref().and_then(kind),
        ];
        signals.extend(seen.into_iter().flatten());
    }
    signals
}

/// What kind of machine a user agent is of.
fn kind(agent: &str) -> Option<Signal> {
    let agent = agent.trim().to_lowercase();
    // Apple's mail fetches every picture ahead, read or not, and says no more than this.
    if agent == "mozilla/5.0" {
        return Some(Signal::MailProxy);
    }
    let holds = |words: &[&str]| words.iter().any(|word| agent.contains(word));
    if holds(HEADLESS) {
        Some(Signal::Headless)
    } else if holds(GATEWAYS) {
        Some(Signal::MailGateway)
    } else if holds(CRAWLERS) || agent.starts_with("whatsapp/") || names_a_bot(&agent) {
        Some(Signal::Crawler)
    } else if holds(SCRIPTS) {
        Some(Signal::Script)
    } else if holds(IMAGE_PROXIES) {
        Some(Signal::ImageProxy)
    } else {
        None
    }
}

/// Servers that fetch the pictures of a mail for somebody who reads it.
const IMAGE_PROXIES: &[&str] = &["googleimageproxy", "yahoomailproxy"];

/// Browsers that nobody sits before.
const HEADLESS: &[&str] =
    &["headless", "phantomjs", "puppeteer", "playwright", "selenium", "webdriver", "jsdom/"];

/// What looks at mails and their links before people do.
const GATEWAYS: &[&str] = &[
    "barracuda",
    "proofpoint",
    "mimecast",
    "messagelabs",
    "ironport",
    "forcepoint",
    "fireeye",
    "safelinks",
    "urldefense",
    "mailscanner",
];

/// Those that read the web, look at links for a preview, or watch that a site is there.
const CRAWLERS: &[&str] = &[
    "crawl",
    "spider",
    "slurp",
    "facebookexternalhit",
    "facebookcatalog",
    "meta-externalagent",
    "mediapartners-google",
    "adsbot-google",
    "apis-google",
    "feedfetcher",
    "google-inspectiontool",
    "googleother",
    "google-read-aloud",
    "storebot-google",
    "google favicon",
    "bingpreview",
    "ia_archiver",
    "archive.org",
    "embedly",
    "quora link preview",
    "skypeuripreview",
    "vkshare",
    "w3c_validator",
    "chatgpt-user",
    "anthropic-ai",
    "claude-web",
    "perplexity-user",
    "lighthouse",
    "pagespeed",
    "gtmetrix",
    "pingdom",
    "statuscake",
    "site24x7",
    "newrelicpinger",
    "datadogsynthetics",
    "catchpoint",
    "screaming frog",
    "yandexmetrika",
    "mj12",
    "zgrab",
    "masscan",
    "nikto",
    "sqlmap",
];

/// Programs that fetch by themselves.
const SCRIPTS: &[&str] = &[
    "curl/",
    "wget/",
    "python-requests",
    "python-urllib",
    "python-httpx",
    "aiohttp",
    "go-http-client",
    "libwww-perl",
    "lwp::",
    "apache-httpclient",
    "node-fetch",
    "axios/",
    "undici",
    "guzzlehttp",
    "faraday",
    "rest-client",
    "scrapy",
    "postmanruntime",
    "insomnia/",
    "httpie/",
    "powershell",
    "reqwest/",
];

/// Whether a word ends in `bot`, as nearly every robot's name does; phones of the make Cubot do too.
fn names_a_bot(agent: &str) -> bool {
    let words = agent.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .into_iter()
        .any(|word| (word.ends_with("bot") || word.ends_with("bots")) && word != "cubot")
}

#[cfg(test)]
mod tests {
    use runtime::likelihood::Human;

    use super::*;

    #[test]
    fn machines_are_known_by_what_they_say_they_are() {
        for (agent, expected) in [
            (
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                Signal::Crawler,
            ),
            (
                "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
                Signal::Crawler,
            ),
            ("Mozilla/5.0 AppleWebKit/537.36 (compatible; GPTBot/1.2)", Signal::Crawler),
            ("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", Signal::Crawler),
            ("facebookexternalhit/1.1", Signal::Crawler),
            ("WhatsApp/2.23.20.0", Signal::Crawler),
            (
                "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/126.0.0.0 Safari/537.36",
                Signal::Headless,
            ),
            ("curl/8.5.0", Signal::Script),
            ("python-requests/2.31.0", Signal::Script),
            ("Go-http-client/1.1", Signal::Script),
            ("BarracudaCentral/1.0", Signal::MailGateway),
            ("Mozilla/5.0", Signal::MailProxy),
        ] {
            assert_eq!(signals(Some(agent), None), [expected], "{agent}");
        }
    }

    #[test]
    fn people_are_not_taken_for_machines() {
        for agent in [
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
             Chrome/126.0.0.0 Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, \
             like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 Chrome/99.0 Mobile",
            "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com \
             GoogleImageProxy)",
            "okhttp/4.12.0",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0.0.0 Safari/537.36 Zscaler/4.2",
            "",
        ] {
            assert!(Human::with(signals(Some(agent), None)).is_person(), "{agent}");
        }
        assert_eq!(signals(None, None), []);
    }

    #[test]
    fn a_connection_is_judged_where_it_is_given() {
        let said = |agent: &str| Connected {
            agent: Some(agent.to_owned()),
            is_ahead: false,
            is_head: false,
            has_language: true,
        };
        assert_eq!(signals(Some("Firefox"), Some(&said("curl/8"))), [Signal::Script]);
        assert_eq!(signals(Some("Firefox"), Some(&said("Firefox"))), []);
        let ahead = Connected { is_ahead: true, ..said("Firefox") };
        assert_eq!(signals(None, Some(&ahead)), [Signal::Prefetch]);
        let head = Connected { is_head: true, ..said("Firefox") };
        assert_eq!(signals(None, Some(&head)), [Signal::HeadRequest]);
        let silent = Connected { has_language: false, ..said("Firefox") };
        assert_eq!(signals(None, Some(&silent)), [Signal::NoLanguage]);
    }
}

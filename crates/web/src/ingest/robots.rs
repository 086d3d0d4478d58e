//! Whether a machine did it and no person, by what it says it is.
//!
//! What a machine did is kept and gives nothing. What is judged is the program that people use, by
//! its user agent; the connection of a request is judged only where it is that program's own, since
//! a server that tells of people has one as well. Pictures that mail programs fetch for a person
//! who reads (Google's and Yahoo's proxies) are not taken for machines.
//!
//! Sources of the lists: the names that the operators of crawlers publish (Google, Bing, Yandex,
//! Apple, Meta, `OpenAI`, Anthropic), the defaults of HTTP libraries, and what scanners of mail say
//! they are. Words that real devices carry are left out: `okhttp` is in every Android application.

/// How the connection of a person's own program looks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Signals {
    /// What it says it is.
    pub(super) agent: Option<String>,
    /// Whether it fetches ahead of anybody looking.
    pub(super) is_ahead: bool,
    /// Whether it asks for the head alone, as scanners of links do.
    pub(super) is_head: bool,
}

/// Why something is a machine's doing, by a word that stays; `None` where nothing says so.
pub(super) fn machine(agent: Option<&str>, connection: Option<&Signals>) -> Option<&'static str> {
    let said = agent.and_then(kind);
    said.or_else(|| {
        let connection = connection?;
        if connection.is_ahead {
            return Some("prefetch");
        }
        if connection.is_head {
            return Some("mail_gateway");
        }
        connection.agent.as_deref().and_then(kind)
    })
}

/// What kind of machine a user agent is of.
fn kind(agent: &str) -> Option<&'static str> {
    let agent = agent.trim().to_lowercase();
    // Apple's mail fetches every picture ahead, read or not, and says no more than this.
    if agent == "mozilla/5.0" {
        return Some("mail_proxy");
    }
    let holds = |words: &[&str]| words.iter().any(|word| agent.contains(word));
    if holds(HEADLESS) {
        Some("headless")
    } else if holds(GATEWAYS) {
        Some("mail_gateway")
    } else if holds(CRAWLERS) || agent.starts_with("whatsapp/") || names_a_bot(&agent) {
        Some("crawler")
    } else if holds(SCRIPTS) {
        Some("script")
    } else {
        None
    }
}

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
    use super::*;

    #[test]
    fn machines_are_known_by_what_they_say_they_are() {
        for (agent, expected) in [
            ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "crawler"),
            ("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "crawler"),
            ("Mozilla/5.0 AppleWebKit/537.36 (compatible; GPTBot/1.2)", "crawler"),
            ("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "crawler"),
            ("facebookexternalhit/1.1", "crawler"),
            ("WhatsApp/2.23.20.0", "crawler"),
            ("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/126.0.0.0 Safari/537.36", "headless"),
            ("curl/8.5.0", "script"),
            ("python-requests/2.31.0", "script"),
            ("Go-http-client/1.1", "script"),
            ("BarracudaCentral/1.0", "mail_gateway"),
            ("Mozilla/5.0", "mail_proxy"),
        ] {
            assert_eq!(machine(Some(agent), None), Some(expected), "{agent}");
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
            assert_eq!(machine(Some(agent), None), None, "{agent}");
        }
        assert_eq!(machine(None, None), None);
    }

    #[test]
    fn a_connection_is_judged_where_it_is_given() {
        let said = |agent: &str| Signals { agent: Some(agent.to_owned()), ..Signals::default() };
        assert_eq!(machine(Some("Firefox"), Some(&said("curl/8"))), Some("script"));
        assert_eq!(machine(Some("Firefox"), Some(&said("Firefox"))), None);
        let ahead = Signals { is_ahead: true, ..Signals::default() };
        assert_eq!(machine(None, Some(&ahead)), Some("prefetch"));
        let head = Signals { is_head: true, ..Signals::default() };
        assert_eq!(machine(None, Some(&head)), Some("mail_gateway"));
    }
}

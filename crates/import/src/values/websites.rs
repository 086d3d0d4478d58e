//! Web addresses: of companies, and of people among many others.

use super::emails::{is_disposable, is_free};

/// Sites on which everybody has a page, with what such a page is called.
const PROFILES: [(&str, &str); 9] = [
    ("linkedin.com", "linkedin"),
    ("facebook.com", "facebook"),
    ("instagram.com", "instagram"),
    ("twitter.com", "twitter"),
    ("x.com", "twitter"),
    ("tiktok.com", "tiktok"),
    ("youtube.com", "youtube"),
    ("linktr.ee", "linktree"),
    ("wa.me", "whatsapp_link"),
];

/// The domain of a web address, without `www.`.
#[must_use]
pub fn domain(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let bare =
        lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")).unwrap_or(&lower);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    let domain = bare.split(['/', '?', '#', ':']).next().unwrap_or_default();
    (domain.contains('.') && !domain.contains([' ', '@'])).then(|| domain.to_owned())
}

/// Whether a text is a web address and nothing else: `acme.es` as well as `https://acme.es/es`.
#[must_use]
pub fn is_domain(text: &str) -> bool {
    let Some(domain) = domain(text) else { return false };
    let labels: Vec<&str> = domain.split('.').collect();
    let is_label =
        |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let is_top = |top: &&str| top.len() >= 2 && top.chars().all(char::is_alphabetic);
    !text.trim().contains(char::is_whitespace)
        && labels.iter().all(is_label)
        && labels.last().is_some_and(is_top)
}

/// What a page is called that is one of many on a site of others, by the site: `linkedin`; `None`
/// where it is nobody's profile.
#[must_use]
pub fn profile(text: &str) -> Option<&'static str> {
    let domain = domain(text)?;
    let is_of = |site: &str| {
        domain.strip_suffix(site).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    PROFILES.iter().find(|(site, _)| is_of(site)).map(|(_, name)| *name)
}

/// The address of a person's own page on LinkedIn, the same however it was copied:
/// `linkedin.com/in/anaruiz`. A company's page is nobody's, and a text that says more than an
/// address may be of anybody.
#[must_use]
pub fn of_a_person(text: &str) -> Option<String> {
    if profile(text) != Some("linkedin") || text.trim().contains(char::is_whitespace) {
        return None;
    }
    let lower = text.trim().to_lowercase();
    let (_, rest) = lower.split_once("linkedin.com/in/")?;
    let name = rest.split(['/', '?', '#']).next().filter(|name| !name.is_empty())?;
    Some(format!("linkedin.com/in/{name}"))
}

/// The domain that a company registered, from a mail address or a web address of it or of somebody
/// there: `acme.es` of `ana@ventas.acme.es`. `None` where anybody can have such an address.
///
/// What is registered under what is the Public Suffix List's (publicsuffix.org, as the `psl` crate
/// brings it).
#[must_use]
pub fn company_domain(text: &str) -> Option<String> {
    let host = match text.rsplit_once('@') {
        Some((_, host)) => host.trim().trim_end_matches('.').to_lowercase(),
        None => domain(text)?,
    };
    let registered = psl::domain_str(&host)?;
    let is_anybodys = [host.as_str(), registered]
        .into_iter()
        .any(|site| is_free(site) || is_disposable(site) || profile(site).is_some());
    (is_domain(registered) && !is_anybodys).then(|| registered.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_is_known_by_what_it_registered() {
        for (text, expected) in [
            ("ana@ventas.acme.es", Some("acme.es")),
            ("Ana@ACME.com.mx", Some("acme.com.mx")),
            ("https://www.acme.co.uk/contact", Some("acme.co.uk")),
            ("tienda.github.io", Some("tienda.github.io")),
            ("ana@gmail.com", None),
            ("ana@yopmail.com", None),
            ("https://es.linkedin.com/company/acme", None),
            ("com.mx", None),
            ("Acme", None),
        ] {
            assert_eq!(company_domain(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_profile_is_no_website() {
        assert_eq!(profile("https://www.linkedin.com/in/anaruiz"), Some("linkedin"));
        assert_eq!(profile("es.linkedin.com/in/anaruiz"), Some("linkedin"));
        assert_eq!(profile("https://fedex.com"), None);
        for page in ["https://www.linkedin.com/in/AnaRuiz/", "es.linkedin.com/in/anaruiz?trk=x"] {
            assert_eq!(of_a_person(page).as_deref(), Some("linkedin.com/in/anaruiz"));
        }
        for page in ["https://www.linkedin.com/company/acme", "linkedin.com/in/ana y su jefe"] {
            assert_eq!(of_a_person(page), None, "{page}");
        }
        assert!(is_domain("acme.es") && is_domain("WWW.Acme.com.mx/contacto"));
        assert!(!is_domain("Acme S.L.") && !is_domain("1.234") && !is_domain("acme"));
        assert_eq!(domain("https://www.acme.example/contacto").as_deref(), Some("acme.example"));
    }
}

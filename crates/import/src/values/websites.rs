//! Web addresses: of companies, and of people among many others.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_no_website() {
        assert_eq!(profile("https://www.linkedin.com/in/anaruiz"), Some("linkedin"));
        assert_eq!(profile("es.linkedin.com/in/anaruiz"), Some("linkedin"));
        assert_eq!(profile("https://fedex.com"), None);
        assert_eq!(domain("https://www.acme.example/contacto").as_deref(), Some("acme.example"));
    }
}

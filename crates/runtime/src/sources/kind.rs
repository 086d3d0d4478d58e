//! The providers that there are, and whose choice the secret of each is.

use engine::said::Said;

/// Which provider a source is, and so how it is verified and read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the providers' own")]
pub enum Kind {
    Meta,
    Whatsapp,
    GoogleAds,
    Calendly,
    Calcom,
    Typeform,
    Tally,
    Brevo,
    Sendgrid,
    Mailgun,
    Postmark,
    Ses,
    Twilio,
    Aircall,
    Form,
    Json,
}

/// Every kind with its id, in the order in which they are listed.
const KINDS: [(Kind, &str); 16] = [
    (Kind::Meta, "meta"),
    (Kind::Whatsapp, "whatsapp"),
    (Kind::GoogleAds, "google_ads"),
    (Kind::Calendly, "calendly"),
    (Kind::Calcom, "calcom"),
    (Kind::Typeform, "typeform"),
    (Kind::Tally, "tally"),
    (Kind::Brevo, "brevo"),
    (Kind::Sendgrid, "sendgrid"),
    (Kind::Mailgun, "mailgun"),
    (Kind::Postmark, "postmark"),
    (Kind::Ses, "ses"),
    (Kind::Twilio, "twilio"),
    (Kind::Aircall, "aircall"),
    (Kind::Form, "form"),
    (Kind::Json, "json"),
];

/// Whose choice a secret is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// The provider's: it has to be given.
    Given,
    /// The receiver's: one is made where none is given.
    Made,
    /// Nobody's: there is one only where somebody gives it.
    Open,
    /// The provider's, and fetched from it where nobody gives it.
    Fetched,
}

impl Kind {
    /// Every kind.
    pub fn all() -> impl Iterator<Item = Kind> {
        KINDS.iter().map(|(kind, _)| *kind)
    }

    /// The id, as commands and the database have it.
    #[must_use]
    pub fn id(self) -> &'static str {
        KINDS.iter().find(|(kind, _)| *kind == self).map_or("", |(_, id)| id)
    }

    /// The kind with an id.
    #[must_use]
    pub fn with_id(id: &str) -> Option<Kind> {
        KINDS.iter().find(|(_, known)| *known == id).map(|(kind, _)| *kind)
    }

    /// Whether what each field is, is for people here to say.
    #[must_use]
    pub fn is_mapped(self) -> bool {
        matches!(self, Kind::Form | Kind::Json)
    }

    /// Whose choice the secret is.
    #[must_use]
    pub fn secret(self) -> Secret {
        match self {
            Kind::Meta
            | Kind::Whatsapp
            | Kind::Sendgrid
            | Kind::Mailgun
            | Kind::Twilio
            | Kind::Aircall => Secret::Given,
            Kind::GoogleAds
            | Kind::Calendly
            | Kind::Calcom
            | Kind::Typeform
            | Kind::Tally
            | Kind::Brevo
            | Kind::Postmark
            | Kind::Json => Secret::Made,
            Kind::Form => Secret::Open,
            Kind::Ses => Secret::Fetched,
        }
    }

    /// What the secret is, for who has to give it.
    #[must_use]
    pub fn secret_said(self) -> Said {
        match self {
            Kind::Meta | Kind::Whatsapp => Said::new("el secreto de la app", "the app's secret"),
            Kind::Sendgrid => Said::new("la clave pública", "the public key"),
            Kind::Mailgun => Said::new("la clave de firma de webhooks", "the webhook signing key"),
            Kind::Ses => Said::new("el certificado, en PEM", "the certificate, in PEM"),
            Kind::Twilio => Said::new("el token de la cuenta", "the account's auth token"),
            Kind::Aircall => Said::new("el token del webhook", "the webhook's token"),
            _ => Said::new("el secreto", "the secret"),
        }
    }
}

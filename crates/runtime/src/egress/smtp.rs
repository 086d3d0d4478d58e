//! Mail over SMTP, to the one relay that the operator named: by that they allow it, wherever it
//! stands. Its name is looked up once and one of its places connected to; without TLS nothing is
//! sent unless they said so, and a password never.
//!
//! The steps are taken one by one, since it matters after which of them nothing more is heard.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use engine::said::Said;
use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use url::{Url, form_urlencoded};

use super::place::Rules;

/// How long each answer of a relay is waited for.
const ANSWERS_WITHIN: Duration = Duration::from_secs(30);
/// What a relay says of a failure, as much of it as is kept.
const WHY_CHARS_MAX: usize = 300;

/// A server that takes mail and passes it on.
#[derive(Clone, PartialEq, Eq)]
pub struct Relay {
    host: String,
    port: u16,
    security: Security,
    login: Option<(String, String)>,
    within: Duration,
}

/// How a relay is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Security {
    /// By TLS from the first byte.
    Tls,
    /// By TLS once it was greeted, and not otherwise.
    StartTls,
    /// In clear.
    Clear,
}

/// Everything but what is secret.
impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Relay({}:{}, {:?})", self.host, self.port, self.security)
    }
}

/// A letter as a relay takes it.
#[derive(Debug, Clone, Copy)]
pub struct Posted<'a> {
    /// Who sends it.
    pub from: &'a Address,
    /// Who receives it.
    pub to: &'a Address,
    /// Headers and body, in 7-bit lines.
    pub message: &'a [u8],
}

/// Why a mail was not delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undelivered {
    /// Not this time: another may go better.
    Later(String),
    /// The relay will not take it.
    Never(String),
    /// It was handed over, and nothing was heard since.
    Uncertain(String),
}

impl FromStr for Relay {
    type Err = Said;

    /// `smtps://` for TLS from the first byte, on port 465; `smtp://` for TLS once it was greeted,
    /// on 587; `smtp://…?tls=none` for a relay of the house in clear, on 25.
    fn from_str(text: &str) -> Result<Relay, Said> {
        let url = Url::parse(text).map_err(|_| wrong())?;
        let is_clear = url.query() == Some("tls=none");
        let security = match url.scheme() {
            "smtps" if url.query().is_none() => Security::Tls,
            "smtp" if url.query().is_none() => Security::StartTls,
            "smtp" if is_clear => Security::Clear,
            _ => return Err(wrong()),
        };
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(wrong)?;
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(wrong());
        }
        let login = (!url.username().is_empty())
            .then(|| (decoded(url.username()), decoded(url.password().unwrap_or_default())));
        if security == Security::Clear && login.is_some() {
            return Err(Said::new(
                "una contraseña no se manda sin cifrar; hay que quitar ?tls=none o el usuario",
                "a password is not sent in clear; leave out ?tls=none or the user",
            ));
        }
        let usual = match security {
            Security::Tls => 465,
            Security::StartTls => 587,
            Security::Clear => 25,
        };
        let host = host.trim_matches(['[', ']']).to_owned();
        let port = url.port().unwrap_or(usual);
        Ok(Relay { host, port, security, login, within: ANSWERS_WITHIN })
    }
}

/// The address is not repeated: a password may stand in it.
fn wrong() -> Said {
    Said::new(
        "eso no es un servidor de correo; hay que escribir smtps://usuario:clave@correo.empresa.es o smtp://correo.empresa.es:587",
        "this is no mail server; write smtps://user:password@mail.company.com or smtp://mail.company.com:587",
    )
}

fn decoded(part: &str) -> String {
    let field = format!("p={}", part.replace('+', "%2B").replace('&', "%26"));
    let mut pairs = form_urlencoded::parse(field.as_bytes());
    pairs.next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}

impl Relay {
    /// Waits so long for each answer.
    #[must_use]
    pub fn within(self, within: Duration) -> Relay {
        Relay { within, ..self }
    }

    /// Hands a letter over. `begins` is called before the letter itself goes out, and nothing goes
    /// where it says no: from then on it may have arrived, whatever is heard.
    pub(super) fn deliver(
        &self,
        letter: Posted<'_>,
        rules: &Rules,
        begins: &mut dyn FnMut() -> bool,
    ) -> Result<(), Undelivered> {
        let mut connection = self.greet(letter.from, rules)?;
        let mut parameters: Vec<MailParameter> = Vec::new();
        if !letter.to.to_string().is_ascii() {
            if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                connection.abort();
                let why = "the relay takes no addresses with letters beyond ASCII";
                return Err(Undelivered::Never(why.to_owned()));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        connection.command(Mail::new(Some(letter.from.clone()), parameters)).map_err(later)?;
        connection.command(Rcpt::new(letter.to.clone(), Vec::new())).map_err(refused)?;
        connection.command(Data).map_err(refused)?;
        if !begins() {
            connection.abort();
            return Err(Undelivered::Later("it was not handed over".to_owned()));
        }
        match connection.message(letter.message) {
            Ok(_) => {
                // It is delivered, whatever the relay answers to this.
                connection.quit().ok();
                Ok(())
            }
            Err(error) if error.status().is_some() => Err(refused(error)),
            Err(error) => Err(Undelivered::Uncertain(said(&error))),
        }
    }

    /// A connection that a letter can be handed over on.
    fn greet(&self, from: &Address, rules: &Rules) -> Result<SmtpConnection, Undelivered> {
        let nowhere = || Undelivered::Later(format!("the name {} leads nowhere", self.host));
        let places = rules.names.look_up(&self.host, self.port).map_err(|_| nowhere())?;
        if places.is_empty() {
            return Err(nowhere());
        }
        let hello = ClientId::Domain(from.domain().to_owned());
        let tls = self.tls(rules).map_err(later)?;
        let at_once = (self.security == Security::Tls).then_some(&tls);
        let connected =
            SmtpConnection::connect(&places[..], Some(self.within), &hello, at_once, None);
        let mut connection = connected.map_err(later)?;
        if self.security == Security::StartTls {
            connection.starttls(&tls, &hello).map_err(later)?;
        }
        if let Some((user, password)) = &self.login {
            let login = Credentials::new(user.clone(), password.clone());
            connection.auth(&[Mechanism::Plain, Mechanism::Login], &login).map_err(later)?;
        }
        Ok(connection)
    }

    /// The usual authorities vouch for a relay, and those of the house too.
    fn tls(&self, rules: &Rules) -> Result<TlsParameters, Error> {
        let mut tls = TlsParameters::builder(self.host.clone());
        for certificate in &rules.certificates {
            let vouching = Certificate::from_der(certificate.der().to_vec())?;
            tls = tls.add_root_certificate(vouching);
        }
        tls.build()
    }
}

/// What is wrong with the relay or with who sends is wrong with every mail, and may be mended.
fn later(error: Error) -> Undelivered {
    Undelivered::Later(said(&error))
}

/// What is wrong with this mail stays wrong where the relay says so for good.
fn refused(error: Error) -> Undelivered {
    match error.is_permanent() {
        true => Undelivered::Never(said(&error)),
        false => later(error),
    }
}

fn said(error: &Error) -> String {
    let said = error.to_string();
    said.chars().filter(|c| !c.is_control()).take(WHY_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relay_is_named_by_an_address_that_is_never_shown() {
        let relay: Relay = "smtps://ana%40x:p%40s+s@mail.example".parse().unwrap();
        assert_eq!((relay.port, relay.security), (465, Security::Tls));
        assert_eq!(relay.login, Some(("ana@x".to_owned(), "p@s+s".to_owned())));
        assert_eq!(format!("{relay:?}"), "Relay(mail.example:465, Tls)");
        let port = |text: &str| text.parse::<Relay>().map(|relay| relay.port);
        assert_eq!(port("smtp://mail.example"), Ok(587));
        assert_eq!(port("smtp://10.0.0.7:25?tls=none"), Ok(25));
        assert_eq!(port("smtp://[::1]:2525/"), Ok(2525));
        for text in [
            "",
            "mail.example",
            "http://mail.example",
            "smtp://",
            "smtp://mail.example/x",
            "smtp://mail.example?tls=maybe",
            "smtps://mail.example?tls=none",
            "smtp://ana:secreta@mail.example?tls=none",
        ] {
            let said = text.parse::<Relay>().unwrap_err();
            assert!(!said.es.contains("secreta") && said.es.contains(';'), "{text}");
        }
    }
}

//! Where a request goes: an address as text, read as browsers read it, looked up once, and every
//! place that the name leads to judged before anything is connected to.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::str::FromStr;
use std::sync::Arc;

use engine::said::Said;
use ureq::tls::{Certificate, PemItem, parse_pem};
use url::{Host, Url};

use super::addresses::is_public;
use super::problem::Problem;

/// The longest address that is read, in bytes.
const URL_BYTES_MAX: usize = 2_048;
/// The most places that a name is followed to.
const PLACES_MAX: usize = 16;

/// What may go out beside what anybody may reach.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Places that are reached though they are private, on another port, or in clear.
    pub allowed: Vec<Origin>,
    /// Who vouches for the places that are allowed, instead of the usual authorities; empty where
    /// these do.
    pub certificates: Vec<Certificate<'static>>,
    /// How names are looked up.
    pub names: Names,
}

/// How names are looked up.
#[derive(Clone, Default)]
pub enum Names {
    /// As the machine does.
    #[default]
    System,
    /// By somebody who is told the name and the port.
    Told(Arc<Lookup>),
}

/// Where a name leads, for a port.
pub type Lookup = dyn Fn(&str, u16) -> io::Result<Vec<SocketAddr>> + Send + Sync;

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Names::System => "System",
            Names::Told(_) => "Told",
        })
    }
}

impl Names {
    pub(super) fn look_up(&self, name: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        match self {
            Names::System => Ok((name, port).to_socket_addrs()?.collect()),
            Names::Told(lookup) => lookup(name, port),
        }
    }
}

/// A server as an address names it: how it is spoken to, what it is called, and its port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    is_plain: bool,
    host: Host<String>,
    port: u16,
}

impl FromStr for Origin {
    type Err = Said;

    /// `host`, `host:port`, or either behind `https://` or `http://`.
    fn from_str(text: &str) -> Result<Origin, Said> {
        let wrong = || {
            Said::new(
                format!(
                    "«{text}» no es un servidor; hay que escribir crm.interna, 10.0.0.7:8443 o http://10.0.0.7:8080"
                ),
                format!(
                    "«{text}» is no server; write crm.internal, 10.0.0.7:8443 or http://10.0.0.7:8080"
                ),
            )
        };
        let whole = match text.contains("://") {
            true => text.to_owned(),
            false => format!("https://{text}"),
        };
        let url = read(&whole).map_err(|_| wrong())?;
        match url.path() == "/" && url.query().is_none() && url.fragment().is_none() {
            true => of(&url).ok_or_else(wrong),
            false => Err(wrong()),
        }
    }
}

/// Reads certificates in PEM.
///
/// # Errors
///
/// There is none, or one cannot be read.
pub fn certificates(pem: &[u8]) -> Result<Vec<Certificate<'static>>, Said> {
    let items: Vec<_> = parse_pem(pem).collect();
    let read = items.into_iter().map(|item| match item {
        Ok(PemItem::Certificate(certificate)) => Some(certificate),
        _ => None,
    });
    let read: Option<Vec<_>> = read.collect();
    read.filter(|read| !read.is_empty()).ok_or_else(|| {
        Said::new(
            "no hay certificados en PEM; hay que dar el archivo de la autoridad de la casa",
            "it holds no certificates in PEM; give the file of the authority of the house",
        )
    })
}

/// A place that may be connected to.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The address as it was read: what stands in the request.
    pub(super) url: Url,
    /// Where it leads. What is connected to is one of these and nothing else.
    pub(super) at: Vec<SocketAddr>,
    /// Whether somebody allowed it by its name.
    pub(super) is_allowed: bool,
}

/// Reads an address, looks its name up and judges where it leads.
pub(super) fn check(text: &str, rules: &Rules) -> Result<Place, Problem> {
    let url = read(text)?;
    let origin = of(&url).ok_or(Problem::NotAnAddress)?;
    let is_allowed = rules.allowed.contains(&origin);
    if !is_allowed && origin.is_plain {
        return Err(Problem::Plain);
    }
    if !is_allowed && origin.port != 443 {
        return Err(Problem::Port(origin.port));
    }
    let at = match &origin.host {
        Host::Ipv4(address) => vec![SocketAddr::new(IpAddr::V4(*address), origin.port)],
        Host::Ipv6(address) => vec![SocketAddr::new(IpAddr::V6(*address), origin.port)],
        Host::Domain(name) => {
            rules.names.look_up(name, origin.port).map_err(|_| Problem::Nowhere)?
        }
    };
    let private = at.iter().map(SocketAddr::ip).find(|address| !is_public(*address));
    match private {
        Some(address) if !is_allowed => Err(Problem::Private(address)),
        _ if at.is_empty() => Err(Problem::Nowhere),
        _ => Ok(Place { url, at: at.into_iter().take(PLACES_MAX).collect(), is_allowed }),
    }
}

/// Whether a text could be an address that something goes out to; where it leads is not looked at.
///
/// # Errors
///
/// It is none, or carries a name.
pub fn read(text: &str) -> Result<Url, Problem> {
    if text.len() > URL_BYTES_MAX {
        return Err(Problem::NotAnAddress);
    }
    let url = Url::parse(text).map_err(|_| Problem::NotAnAddress)?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(Problem::NotAnAddress);
    }
    match url.username().is_empty() && url.password().is_none() {
        true => Ok(url),
        false => Err(Problem::Named),
    }
}

fn of(url: &Url) -> Option<Origin> {
    let (host, port) = (url.host()?.to_owned(), url.port_or_known_default()?);
    Some(Origin { is_plain: url.scheme() == "http", host, port })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_named_in_several_ways() {
        let origin = |text: &str| text.parse::<Origin>();
        assert_eq!(origin("crm.interna").unwrap(), origin("https://CRM.interna:443/").unwrap());
        assert_eq!(origin("127.0.0.1:9443").unwrap().port, 9443);
        assert_eq!(origin("http://[::1]:8080").unwrap(), origin("http://[0:0::1]:8080").unwrap());
        assert_ne!(origin("http://crm.interna").unwrap(), origin("crm.interna:80").unwrap());
        for text in
            ["", "ftp://x", "x/y", "u@x", "http://u:p@x", "x?y", "x#y", "x:99999", "a b", "[::1"]
        {
            assert!(origin(text).is_err(), "{text}");
        }
    }

    fn told(addresses: &'static [&'static str]) -> Rules {
        let lookup = move |_: &str, port: u16| {
            Ok(addresses.iter().map(|a| SocketAddr::new(a.parse().unwrap(), port)).collect())
        };
        Rules { names: Names::Told(Arc::new(lookup)), ..Rules::default() }
    }

    #[test]
    fn every_place_that_a_name_leads_to_is_judged() {
        let good = check("https://x.example/a?b", &told(&["8.8.8.8", "2a00:1450::1"])).unwrap();
        assert_eq!((good.at.len(), good.url.as_str()), (2, "https://x.example/a?b"));
        let one = check("https://x.example/", &told(&["8.8.8.8", "10.0.0.1"])).unwrap_err();
        assert_eq!(one, Problem::Private("10.0.0.1".parse().unwrap()));
        assert_eq!(check("https://x.example/", &told(&[])).unwrap_err(), Problem::Nowhere);
        let mut allowed = told(&["10.0.0.1"]);
        allowed.allowed = vec!["x.example".parse().unwrap()];
        assert!(check("https://x.example/", &allowed).unwrap().is_allowed);
        // Who is allowed by name is allowed on that port, and nobody else who lives there is.
        assert!(check("https://x.example:8443/", &allowed).is_err());
        assert!(check("http://x.example/", &allowed).is_err());
        assert!(check("https://10.0.0.1/", &allowed).is_err());
        assert!(check("https://y.example/", &allowed).is_err());
    }

    #[test]
    fn certificates_are_certificates() {
        assert!(certificates(b"").is_err());
        assert!(certificates(b"-----BEGIN CERTIFICATE-----\nAAA").is_err());
    }
}

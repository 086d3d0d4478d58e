//! Why something that should have gone out did not, or brought nothing back.

use std::net::IpAddr;

use engine::said::Said;

/// Why a request brought no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.said().en)]
pub enum Problem {
    /// The text is no address of `http` or `https`, or is too long.
    NotAnAddress,
    /// The address carries a name or a password.
    Named,
    /// It is in clear, and nobody allowed that.
    Plain,
    /// It is on a port other than the usual one, and nobody allowed that.
    Port(u16),
    /// It leads to an address that is not of the open internet, and nobody allowed that.
    Private(IpAddr),
    /// Nobody has the name.
    Nowhere,
    /// Nobody answers there, or it broke off.
    Unreachable,
    /// Who answers cannot prove who they are.
    Untrusted,
    /// It took longer than it may.
    Slow,
    /// More came than may.
    Large,
    /// Too much is waiting to go out.
    Busy,
}

impl Problem {
    /// Whether it was refused before anything went out: it will be again, until a person changes the
    /// address or the settings.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        match self {
            Problem::NotAnAddress
            | Problem::Named
            | Problem::Plain
            | Problem::Port(_)
            | Problem::Private(_) => true,
            Problem::Nowhere
            | Problem::Unreachable
            | Problem::Untrusted
            | Problem::Slow
            | Problem::Large
            | Problem::Busy => false,
        }
    }

    /// For a person.
    #[must_use]
    pub fn said(&self) -> Said {
        match self {
            Problem::NotAnAddress => Said::new(
                "no es una dirección; hay que escribirla entera, con https://",
                "it is no address; write all of it, with https://",
            ),
            Problem::Named => Said::new(
                "la dirección lleva un nombre o una contraseña; hay que quitarlos",
                "the address carries a name or a password; take them out",
            ),
            Problem::Plain => Said::new(
                "no se sale sin cifrar; hay que escribir https://, o nombrarla en allow_egress_to",
                "nothing goes out in clear; write https://, or name it in allow_egress_to",
            ),
            Problem::Port(port) => Said::new(
                format!(
                    "no se sale por el puerto {port}; hay que usar el 443, o nombrarla en allow_egress_to"
                ),
                format!("nothing goes out by port {port}; use 443, or name it in allow_egress_to"),
            ),
            Problem::Private(address) => Said::new(
                format!(
                    "{address} no es una dirección de internet; si es de la casa, hay que nombrarla en allow_egress_to"
                ),
                format!(
                    "{address} is no address of the open internet; where it is in-house, name it in allow_egress_to"
                ),
            ),
            Problem::Nowhere => Said::new(
                "no hay ningún servidor con ese nombre; hay que comprobar cómo se escribe",
                "there is no server of that name; check how it is written",
            ),
            Problem::Unreachable => Said::new(
                "el servidor no responde; se intentará otra vez",
                "the server does not answer; it is tried again",
            ),
            Problem::Untrusted => Said::new(
                "el servidor no demuestra quién es; hay que comprobar su certificado",
                "the server does not prove who it is; check its certificate",
            ),
            Problem::Slow => Said::new(
                "el servidor tarda demasiado; se intentará otra vez",
                "the server takes too long; it is tried again",
            ),
            Problem::Large => Said::new(
                "el servidor responde con más de lo que se lee; hay que comprobar la dirección",
                "the server answers more than is read; check the address",
            ),
            Problem::Busy => Said::new(
                "hay demasiado esperando para salir; se intentará otra vez",
                "too much is waiting to go out; it is tried again",
            ),
        }
    }
}

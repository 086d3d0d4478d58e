//! Which machine a request comes from, where proxies stand before the server.
//!
//! What a proxy says of it is believed of the proxies that the settings name, and of nobody else:
//! anybody can write such a header.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use engine::said::Said;

use crate::app::App;

/// An address, or all those that begin like it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    /// How many bits of it count.
    bits: u32,
}

impl Network {
    fn holds(self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let left = 32 - self.bits;
                own.to_bits().checked_shr(left) == other.to_bits().checked_shr(left)
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let left = 128 - self.bits;
                own.to_bits().checked_shr(left) == other.to_bits().checked_shr(left)
            }
            _ => false,
        }
    }
}

/// `10.0.0.7`, `10.0.0.0/8`, `::1` or `fd00::/8`.
impl FromStr for Network {
    type Err = Said;

    fn from_str(text: &str) -> Result<Network, Said> {
        let wrong = || {
            Said::new(
                format!(
                    "«{text}» no es una dirección ni una red; hay que escribir 10.0.0.7 o 10.0.0.0/8"
                ),
                format!("«{text}» is no address and no network; write 10.0.0.7 or 10.0.0.0/8"),
            )
        };
        let (address, bits) = match text.trim().split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text.trim(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let all = if address.is_ipv4() { 32 } else { 128 };
        let bits: u32 = bits.map_or(Ok(all), |bits| bits.parse().map_err(|_| wrong()))?;
        if bits > all {
            return Err(wrong());
        }
        Ok(Network { address, bits })
    }
}

/// The machine that a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Machine {
    /// Its address; `None` where the request came by no connection.
    pub(crate) address: Option<IpAddr>,
    /// Whether it is this one, and nobody stands between.
    pub(crate) is_here: bool,
}

impl FromRequestParts<App> for Machine {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Machine, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|peer| peer.0.ip().to_canonical());
        Ok(Machine::of(peer, &parts.headers, &app.settings().trusted_proxies))
    }
}

impl Machine {
    /// What it is counted by: its address, of version 6 the half of it that is given to one
    /// customer, who has all that begin like it. Empty where it is not known.
    pub(crate) fn counted(&self) -> String {
        match self.address {
            None => String::new(),
            Some(IpAddr::V4(address)) => address.to_string(),
            Some(IpAddr::V6(address)) => {
                format!("{}/64", Ipv6Addr::from_bits(address.to_bits() >> 64 << 64))
            }
        }
    }

    fn of(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &[Network]) -> Machine {
        let Some(peer) = peer else { return Machine { address: None, is_here: false } };
        let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.holds(address));
        let said = said(headers);
        let mut address = peer;
        // From the nearest on: each proxy that is believed says who stands before it.
        for before in said.iter().rev() {
            let Some(before) = before.filter(|_| is_trusted(address)) else { break };
            address = before;
        }
        // A proxy on this machine that nobody named must not make everybody local.
        let is_through = !said.is_empty() && address == peer;
        Machine { address: Some(address), is_here: address.is_loopback() && !is_through }
    }
}

/// The most machines of a chain that are looked at.
const CHAIN_MAX: usize = 32;

/// Who stands before whom, the farthest first; `None` for what is no address. Where both headers
/// are there, the one that most proxies write.
fn said(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let all = |name: &str| -> Vec<String> {
        let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        values.flat_map(|value| value.split(',')).map(|part| part.trim().to_owned()).collect()
    };
    let forwarded_for = all("x-forwarded-for");
    let mut chain: Vec<Option<IpAddr>> = match forwarded_for.is_empty() {
        false => forwarded_for.iter().map(|part| address(part)).collect(),
        true => all(header::FORWARDED.as_str()).iter().map(|part| element(part)).collect(),
    };
    chain.drain(..chain.len().saturating_sub(CHAIN_MAX));
    chain
}

/// The `for` of an element of `Forwarded` (RFC 7239).
fn element(text: &str) -> Option<IpAddr> {
    let pairs = text.split(';').filter_map(|pair| pair.split_once('='));
    let mut pairs = pairs.map(|(name, value)| (name.trim(), value.trim()));
    let (_, node) = pairs.find(|(name, _)| name.eq_ignore_ascii_case("for"))?;
    address(node.trim_matches('"'))
}

/// An address with or without a port, of version 6 with or without its brackets.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse().ok().or_else(|| text.parse().ok().map(|at: SocketAddr| at.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn seen(peer: &str, headers: &[(&'static str, &'static str)], trusted: &[&str]) -> Machine {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_static(value));
        }
        let trusted: Vec<Network> = trusted.iter().map(|one| one.parse().unwrap()).collect();
        Machine::of(Some(peer.parse().unwrap()), &map, &trusted)
    }

    fn address_of(
        peer: &str,
        headers: &[(&'static str, &'static str)],
        trusted: &[&str],
    ) -> String {
        seen(peer, headers, trusted).address.unwrap().to_string()
    }

    #[test]
    fn only_who_is_trusted_is_believed() {
        let told = [("x-forwarded-for", "9.9.9.9, 203.0.113.7, 10.1.0.2")];
        assert_eq!(address_of("198.51.100.1", &told, &[]), "198.51.100.1");
        assert_eq!(address_of("198.51.100.1", &told, &["10.0.0.0/8"]), "198.51.100.1");
        assert_eq!(address_of("10.0.0.1", &told, &["10.0.0.1"]), "10.1.0.2");
        // The first that is nobody's proxy: what stands left of it, anybody may have written.
        assert_eq!(address_of("10.0.0.1", &told, &["10.0.0.0/8"]), "203.0.113.7");
        assert_eq!(address_of("10.0.0.1", &told, &["0.0.0.0/0"]), "9.9.9.9");
        assert_eq!(address_of("10.0.0.1", &[], &["10.0.0.0/8"]), "10.0.0.1");
        let twice = [("x-forwarded-for", "9.9.9.9"), ("x-forwarded-for", "203.0.113.7:4711")];
        assert_eq!(address_of("::1", &twice, &["::1"]), "203.0.113.7");
        let garbled = [("x-forwarded-for", "203.0.113.7, unknown, 10.0.0.2")];
        assert_eq!(address_of("10.0.0.1", &garbled, &["10.0.0.0/8"]), "10.0.0.2");
    }

    #[test]
    fn the_standard_header_is_read_too() {
        let told =
            [("forwarded", "for=9.9.9.9;proto=http, For=\"[2001:db8::17]:4711\";by=10.0.0.1")];
        assert_eq!(address_of("10.0.0.1", &told, &["10.0.0.0/8"]), "2001:db8::17");
        let hidden = [("forwarded", "for=_hidden")];
        assert_eq!(address_of("10.0.0.1", &hidden, &["10.0.0.0/8"]), "10.0.0.1");
        let both = [("forwarded", "for=9.9.9.9"), ("x-forwarded-for", "203.0.113.7")];
        assert_eq!(address_of("10.0.0.1", &both, &["10.0.0.0/8"]), "203.0.113.7");
    }

    #[test]
    fn who_comes_through_a_proxy_is_not_here() {
        let told = [("x-forwarded-for", "203.0.113.7")];
        assert!(seen("127.0.0.1", &[], &[]).is_here);
        assert!(!seen("127.0.0.1", &told, &[]).is_here);
        assert!(!seen("127.0.0.1", &told, &["127.0.0.1"]).is_here);
        assert!(!seen("192.0.2.1", &[], &[]).is_here);
        assert!(!seen("192.0.2.1", &[("x-forwarded-for", "127.0.0.1")], &[]).is_here);
    }

    #[test]
    fn who_has_a_network_of_version_6_is_counted_as_one() {
        let counted = |peer: &str| seen(peer, &[], &[]).counted();
        assert_eq!(counted("2001:db8:0:7::1"), counted("2001:db8:0:7:ffff::2"));
        assert_ne!(counted("2001:db8:0:7::1"), counted("2001:db8:0:8::1"));
        assert_ne!(counted("203.0.113.7"), counted("203.0.113.8"));
    }

    #[test]
    fn a_network_is_read_or_refused() {
        for text in ["10.0.0.0/33", "10.0.0.0/-1", "proxy", "", "10.0.0", "::/129"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
        let all: Network = "::/0".parse().unwrap();
        assert!(all.holds("2001:db8::1".parse().unwrap()));
        assert!(!all.holds("10.0.0.1".parse().unwrap()));
    }
}

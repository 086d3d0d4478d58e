//! One request over one new connection, to a place that was judged.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use ureq::config::{AutoHeaderValue, Config};
use ureq::http::Uri;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use super::place::{Place, Rules};
use super::problem::Problem;
use super::{Answer, Request};

/// How long a connection may take.
const CONNECTS_WITHIN: Duration = Duration::from_secs(5);
/// The most bytes of an answer's head.
const HEAD_BYTES_MAX: usize = 32 << 10;

/// Answers with the places that were judged, whatever is asked.
#[derive(Debug)]
struct Judged(Vec<SocketAddr>);

impl Resolver for Judged {
    fn resolve(
        &self,
        _uri: &Uri,
        _config: &Config,
        _timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let mut addresses = self.empty();
        self.0.iter().for_each(|address| addresses.push(*address));
        Ok(addresses)
    }
}

/// Sends a request and reads what is answered, whole.
pub(super) fn exchange(request: &Request, place: Place, rules: &Rules) -> Result<Answer, Problem> {
    // The usual authorities vouch for the world, and those of the house for what is of the house.
    let roots = match place.is_allowed && !rules.certificates.is_empty() {
        true => RootCerts::new_with_certs(&rules.certificates),
        false => RootCerts::WebPki,
    };
    let config = Config::builder()
        .proxy(None)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .max_idle_connections(0)
        .max_response_header_size(HEAD_BYTES_MAX)
        .timeout_connect(Some(CONNECTS_WITHIN))
        .timeout_global(Some(request.within))
        .user_agent(concat!("criba/", env!("CARGO_PKG_VERSION")))
        // What is read is what came: nothing is inflated, so that nothing can be.
        .accept_encoding(AutoHeaderValue::None)
        .tls_config(TlsConfig::builder().root_certs(roots).build())
        .build();
    let agent = Agent::with_parts(config, DefaultConnector::default(), Judged(place.at));
    let mut asked = agent.get(place.url.as_str());
    if let Some(token) = &request.bearer {
        asked = asked.header("authorization", format!("Bearer {token}"));
    }
    let (head, mut body) = asked.call().map_err(problem)?.into_parts();
    let body = body.with_config().limit(request.bytes_max).read_to_vec().map_err(problem)?;
    Ok(Answer { head, body })
}

fn problem(error: Error) -> Problem {
    tracing::debug!(%error, "a request that went out failed");
    match error {
        Error::Timeout(_) => Problem::Slow,
        Error::BodyExceedsLimit(_) | Error::LargeResponseHeader(..) => Problem::Large,
        Error::Tls(_) | Error::Rustls(_) | Error::Pem(_) => Problem::Untrusted,
        Error::Io(error) if error.kind() == io::ErrorKind::TimedOut => Problem::Slow,
        // What is wrong with a certificate comes as what is wrong with the data.
        Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => Problem::Untrusted,
        _ => Problem::Unreachable,
    }
}

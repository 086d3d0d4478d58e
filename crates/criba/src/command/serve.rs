//! The words of `criba serve`, and where everything lies.
//!
//! Each option has a flag, a variable of the environment and a key in the file of settings, and its
//! help says all three; a test holds that.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use engine::said::Said;
use runtime::egress::{Origin, Relay};
use serde::Deserialize;
use web::machine::Network;

use crate::said::spoken;

/// Where everything lies; every command takes it.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Places {
    /// The folder that holds everything [default: data] [key: data]
    #[arg(long, value_name = "DIR", env = "CRIBA_DATA", global = true)]
    pub(crate) data: Option<PathBuf>,
    /// The file of settings [default: criba.toml in the current folder, where there is one]
    #[arg(long, value_name = "FILE", env = "CRIBA_CONFIG", global = true)]
    pub(crate) config: Option<PathBuf>,
}

/// `criba serve`.
#[derive(Debug, Clone, Default, Args)]
#[command(after_help = "\
Examples:
  criba serve
  criba serve --data /var/lib/criba --listen 0.0.0.0:7373 --base-url https://criba.empresa.es
  CRIBA_LISTEN=0.0.0.0:7373 criba serve

Each option can be given as a flag, as a variable of the environment, or as a key in criba.toml;
where it is given twice, the flag goes before the variable, and the variable before the file:

  data = \"/var/lib/criba\"
  listen = \"0.0.0.0:7373\"
  base_url = \"https://criba.empresa.es\"
  trusted_proxies = [\"10.0.0.0/8\"]")]
pub(crate) struct Serve {
    /// Where to listen; port 0 takes any that is free [default: 127.0.0.1:7373] [key: listen]
    #[arg(long, value_name = "ADDR", env = "CRIBA_LISTEN", value_parser = listen)]
    pub(crate) listen: Option<SocketAddr>,
    /// Where people reach it.
    #[arg(
        long,
        value_name = "URL",
        env = "CRIBA_BASE_URL",
        value_parser = |text: &str| base_url(text).map_err(spoken),
        help = "Where people reach it, such as https://criba.empresa.es; cookies are marked secure \
                where it begins with https:// [key: base_url]"
    )]
    pub(crate) base_url: Option<String>,
    /// Where workspaces are kept: files in the data folder [default: sqlite] [key: store]
    #[arg(long, value_enum, env = "CRIBA_STORE")]
    pub(crate) store: Option<Store>,
    /// Calls of the API that each key may make in a second.
    #[arg(
        long,
        value_name = "N",
        env = "CRIBA_API_PER_SECOND",
        help = "Calls of the API per key and second, 0: no limit \
                [default: 600] [key: api_per_second]"
    )]
    pub(crate) api_per_second: Option<u32>,
    /// Requests that each source may send in a second.
    #[arg(
        long,
        value_name = "N",
        env = "CRIBA_INGEST_PER_SECOND",
        help = "Requests to /v1 per key and second [default: no limit] \
                [key: ingest_per_second]"
    )]
    pub(crate) ingest_per_second: Option<u32>,
    /// Proxies that are believed.
    #[arg(
        long,
        value_name = "ADDR",
        env = "CRIBA_TRUSTED_PROXIES",
        value_delimiter = ',',
        value_parser = |text: &str| text.parse::<Network>().map_err(spoken),
        help = "Proxies that are believed when they say whom a request comes from \
                (X-Forwarded-For, Forwarded): addresses or networks such as 10.0.0.0/8, with \
                commas between [default: none] [key: trusted_proxies]"
    )]
    pub(crate) trusted_proxies: Vec<Network>,
    /// Servers of the house that may be asked for things.
    #[arg(
        long,
        value_name = "ADDR",
        env = "CRIBA_ALLOW_EGRESS_TO",
        value_delimiter = ',',
        value_parser = |text: &str| text.parse::<Origin>().map_err(spoken),
        help = "Servers of the house that Criba may ask for things, such as 10.0.0.7:8443 or \
                http://crm.interna, with commas between; others only where they are of the open \
                internet, by https on port 443 [default: none] [key: allow_egress_to]"
    )]
    pub(crate) allow_egress_to: Vec<Origin>,
    /// Who vouches for the servers of the house.
    #[arg(
        long,
        value_name = "FILE",
        env = "CRIBA_EGRESS_CERTIFICATES",
        help = "Certificates in PEM of who vouches for the servers of the house, instead of the \
                usual authorities [default: none] [key: egress_certificates]"
    )]
    pub(crate) egress_certificates: Option<PathBuf>,
    /// The relay that takes mail.
    #[arg(
        long,
        value_name = "URL",
        env = "CRIBA_SMTP",
        hide_env_values = true,
        value_parser = |text: &str| text.parse::<Relay>().map_err(spoken),
        help = "The server that takes mail, such as smtps://user:password@mail.empresa.es or \
                smtp://mail.empresa.es:587 (TLS once it was greeted; ?tls=none for one of the \
                house in clear); needs --mail-from and --base-url [default: none] [key: smtp]"
    )]
    pub(crate) smtp: Option<Relay>,
    /// Whose address mail comes from.
    #[arg(
        long,
        value_name = "EMAIL",
        env = "CRIBA_MAIL_FROM",
        help = "The address that mail comes from [default: none] [key: mail_from]"
    )]
    pub(crate) mail_from: Option<String>,
}

/// Where workspaces are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Store {
    /// A SQLite file for each workspace
    #[default]
    Sqlite,
}

/// Reads where to listen.
pub(crate) fn listen(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        spoken(Said::new(
            format!("«{text}» no es una dirección con puerto; hay que escribir 127.0.0.1:7373"),
            format!("«{text}» is no address with a port; write 127.0.0.1:7373"),
        ))
    })
}

/// Reads where people reach the server.
pub(crate) fn base_url(text: &str) -> Result<String, Said> {
    let url = text.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(char::is_whitespace) => Ok(url.to_owned()),
        _ => Err(Said::new(
            format!(
                "«{text}» no es una dirección; hay que escribir https:// y el nombre del servidor"
            ),
            format!("«{text}» is no address; write https:// and the host's name"),
        )),
    }
}

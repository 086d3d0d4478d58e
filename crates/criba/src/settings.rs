//! What the program is told to work with: by flags, by the environment, or by `criba.toml`.
//!
//! A flag goes before its variable, which the command line's own reader takes care of; both go
//! before the file, and the file before what is usual.

use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use engine::said::Said;
use runtime::egress::{Origin, Relay};
use serde::Deserialize;
use web::machine::Network;

use crate::command::{Places, Rank, Serve, Store, base_url, country};
use crate::output::WrongWords;

/// What a server works with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settings {
    /// The folder that holds everything.
    pub(crate) data: PathBuf,
    /// Where to listen.
    pub(crate) listen: SocketAddr,
    /// Where people reach it; empty where nobody said.
    pub(crate) base_url: String,
    /// Where workspaces are kept.
    pub(crate) store: Store,
    /// Calls of the API that each key may make in a second, 0 without limit.
    pub(crate) api_per_second: u32,
    /// Requests that each source may send in a second, 0 without limit.
    pub(crate) ingest_per_second: u32,
    /// Proxies that are believed when they say whom a request comes from.
    pub(crate) trusted_proxies: Vec<Network>,
    /// Servers of the house that may be asked for things.
    pub(crate) allow_egress_to: Vec<Origin>,
    /// The file of who vouches for them; `None` where the usual authorities do.
    pub(crate) egress_certificates: Option<PathBuf>,
    /// With what mail is sent; `None` where nobody said.
    pub(crate) mail: Option<(Relay, String)>,
}

/// The file of settings that is read where it lies in the current folder.
const FILE: &str = "criba.toml";
/// The folder that holds everything where nobody says another.
const DATA: &str = "data";
/// The port that Criba listens on where nobody says another, on this machine alone.
const PORT: u16 = 7373;

/// The keys of the file of settings.
pub(crate) const KEYS: [&str; 14] = [
    "data",
    "listen",
    "base_url",
    "store",
    "api_per_second",
    "ingest_per_second",
    "trusted_proxies",
    "allow_egress_to",
    "egress_certificates",
    "smtp",
    "mail_from",
    "country",
    "agreement",
    "map",
];

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    data: Option<PathBuf>,
    listen: Option<SocketAddr>,
    base_url: Option<String>,
    store: Option<Store>,
    api_per_second: Option<u32>,
    ingest_per_second: Option<u32>,
    trusted_proxies: Option<Vec<String>>,
    allow_egress_to: Option<Vec<String>>,
    egress_certificates: Option<PathBuf>,
    smtp: Option<String>,
    mail_from: Option<String>,
    country: Option<String>,
    agreement: Option<PathBuf>,
    map: Option<PathBuf>,
}

impl Settings {
    /// The settings of a server.
    ///
    /// # Errors
    ///
    /// The file of settings cannot be read.
    pub(crate) fn of(places: &Places, args: &Serve) -> anyhow::Result<Settings> {
        let keys = keys(places.config.as_deref(), Path::new(FILE))?;
        let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, PORT));
        let base_url = args.base_url.clone().or(keys.base_url).unwrap_or_default();
        let named = keys.smtp.map(|text| text.parse::<Relay>()).transpose().map_err(WrongWords)?;
        let from = args.mail_from.clone().or(keys.mail_from);
        let mail = mail(args.smtp.clone().or(named), from, &base_url).map_err(WrongWords)?;
        Ok(Settings {
            mail,
            data: places.data.clone().or(keys.data).unwrap_or_else(|| DATA.into()),
            listen: args.listen.or(keys.listen).unwrap_or(listen),
            base_url,
            store: args.store.or(keys.store).unwrap_or_default(),
            api_per_second: args
                .api_per_second
                .or(keys.api_per_second)
                .unwrap_or(web::app::API_PER_SECOND),
            ingest_per_second: args
                .ingest_per_second
                .or(keys.ingest_per_second)
                .unwrap_or_default(),
            trusted_proxies: match args.trusted_proxies.as_slice() {
                [] => networks(&keys.trusted_proxies.unwrap_or_default()).map_err(WrongWords)?,
                given => given.to_vec(),
            },
            allow_egress_to: match args.allow_egress_to.as_slice() {
                [] => origins(&keys.allow_egress_to.unwrap_or_default()).map_err(WrongWords)?,
                given => given.to_vec(),
            },
            egress_certificates: args.egress_certificates.clone().or(keys.egress_certificates),
        })
    }
}

fn networks(texts: &[String]) -> Result<Vec<Network>, Said> {
    texts.iter().map(|text| text.parse()).collect()
}

/// With what mail is sent: all of it has to be said, or nothing.
fn mail(
    relay: Option<Relay>,
    from: Option<String>,
    base_url: &str,
) -> Result<Option<(Relay, String)>, Said> {
    let Some(relay) = relay else { return Ok(None) };
    match from {
        Some(from) if !base_url.is_empty() => {
            runtime::mail::from(&from)?;
            Ok(Some((relay, from)))
        }
        _ => Err(Said::new(
            "para enviar correo hacen falta smtp, mail_from y base_url; hay que dar los que faltan",
            "to send mail takes smtp, mail_from and base_url; give those that are missing",
        )),
    }
}

fn origins(texts: &[String]) -> Result<Vec<Origin>, Said> {
    texts.iter().map(|text| text.parse()).collect()
}

/// What the file of settings says for `criba rank` where its flags do not.
///
/// # Errors
///
/// The file of settings cannot be read.
pub(crate) fn for_rank(places: &Places, args: Rank) -> anyhow::Result<Rank> {
    let keys = keys(places.config.as_deref(), Path::new(FILE))?;
    Ok(Rank {
        country: args.country.or(keys.country),
        agreement: args.agreement.or(keys.agreement),
        map: args.map.or(keys.map),
        ..args
    })
}

/// The folder that holds everything.
///
/// # Errors
///
/// The file of settings cannot be read.
pub(crate) fn data(places: &Places) -> anyhow::Result<PathBuf> {
    Ok(Settings::of(places, &Serve::default())?.data)
}

/// What the file of settings says: nothing where there is none and nobody named one.
fn keys(named: Option<&Path>, usual: &Path) -> anyhow::Result<Keys> {
    let file = named.unwrap_or(usual);
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => {
            return Ok(Keys::default());
        }
        Err(error) => {
            let (file, system) = (file.display(), Said::system(error.kind()));
            return Err(WrongWords(Said::new(
                format!("no se pudieron leer los ajustes {file}: {}", system.es),
                format!("could not read the settings {file}: {error}"),
            ))
            .into());
        }
    };
    let wrong = |line: Option<usize>, said: Said| {
        let place = line.map_or(String::new(), |line| format!(":{line}"));
        let file = file.display();
        WrongWords(Said::new(
            format!("no se pudieron usar los ajustes {file}{place}: {}", said.es),
            format!("could not use the settings {file}{place}: {}", said.en),
        ))
    };
    let keys: Keys = toml::from_str(&text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        wrong(before.map(|before| before.matches('\n').count() + 1), unusable(&text, &error))
    })?;
    let url = keys.base_url.as_deref().map(base_url).transpose();
    let base_url = url.map_err(|said| wrong(None, said))?;
    let from = keys.country.as_deref().map(country).transpose();
    let country = from.map_err(|words| wrong(None, Said::machine(words)))?;
    networks(keys.trusted_proxies.as_deref().unwrap_or_default())
        .map_err(|said| wrong(None, said))?;
    origins(keys.allow_egress_to.as_deref().unwrap_or_default())
        .map_err(|said| wrong(None, said))?;
    Ok(Keys { base_url, country, ..keys })
}

/// Why a text is no settings; the reader of TOML says it in English alone.
fn unusable(text: &str, error: &toml::de::Error) -> Said {
    let en = error.message();
    let Ok(table) = text.parse::<toml::Table>() else {
        return Said::new(format!("no se entiende como TOML: {en}"), en);
    };
    // It points at the key where that is what is wrong, and at the value otherwise.
    let place = error.span().and_then(|span| text.get(span)).unwrap_or_default();
    let key = place.trim_matches(['"', '\'']);
    let es = if table.contains_key(key) && !KEYS.contains(&key) {
        format!("no hay ninguna clave «{key}»; las hay: {}", KEYS.join(", "))
    } else {
        format!("«{key}» no vale: {en}")
    };
    Said::new(es, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> anyhow::Result<Keys> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("criba.toml");
        fs::write(&file, text)?;
        keys(Some(&file), Path::new(FILE))
    }

    #[test]
    fn a_file_says_what_flags_say() {
        let keys = said(
            "data = \"/var/lib/criba\"\nlisten = \"0.0.0.0:80\"\n\
             base_url = \"https://criba.empresa.es/\"\nstore = \"sqlite\"\n\
             trusted_proxies = [\"10.0.0.0/8\", \"::1\"]\n\
             allow_egress_to = [\"127.0.0.1:9443\", \"http://crm.interna\"]\n\
             egress_certificates = \"casa.pem\"\nsmtp = \"smtps://a:b@correo.empresa.es\"\n\
             mail_from = \"hola@empresa.es\"\n",
        )
        .unwrap();
        assert_eq!(keys.data, Some("/var/lib/criba".into()));
        assert_eq!(keys.listen, Some("0.0.0.0:80".parse().unwrap()));
        assert_eq!(keys.base_url.as_deref(), Some("https://criba.empresa.es"));
        assert_eq!(keys.store, Some(Store::Sqlite));
        assert_eq!(keys.trusted_proxies.unwrap().len(), 2);
        assert_eq!(keys.allow_egress_to.unwrap().len(), 2);
        assert_eq!(keys.egress_certificates, Some("casa.pem".into()));
    }

    #[test]
    fn mail_takes_all_that_it_needs_or_nothing() {
        let relay = || Some("smtps://a:secreta@correo.empresa.es".parse::<Relay>().unwrap());
        let from = || Some("hola@empresa.es".to_owned());
        assert_eq!(mail(None, from(), "").unwrap(), None);
        assert!(mail(relay(), from(), "https://criba.empresa.es").unwrap().is_some());
        for wrong in [
            mail(relay(), None, "https://criba.empresa.es"),
            mail(relay(), from(), ""),
            mail(relay(), Some("hola".to_owned()), "https://criba.empresa.es"),
        ] {
            let said = wrong.unwrap_err();
            assert!(said.es.contains("hay que") && !said.en.contains("secreta"), "{said:?}");
        }
    }

    #[test]
    fn what_is_wrong_in_a_file_is_said_with_its_line() {
        let error = said("data = \"d\"\nlisen = \"0.0.0.0:80\"\n").unwrap_err().to_string();
        assert!(error.contains("criba.toml:2: unknown field `lisen`"), "{error}");
        let error = said("listen = \"everywhere\"\n").unwrap_err().to_string();
        assert!(error.contains("criba.toml:1: "), "{error}");
        let error = said("base_url = \"criba.empresa.es\"\n").unwrap_err().to_string();
        assert!(error.contains("write https://"), "{error}");
        let error = said("trusted_proxies = [\"proxy\"]\n").unwrap_err().to_string();
        assert!(error.contains("write 10.0.0.7 or 10.0.0.0/8"), "{error}");
        let error = said("allow_egress_to = [\"crm/v1\"]\n").unwrap_err().to_string();
        assert!(error.contains("«crm/v1» is no server"), "{error}");
    }

    #[test]
    fn what_is_wrong_in_a_file_is_said_in_spanish_too() {
        let spanish = |text: &str| {
            let error = said(text).unwrap_err();
            error.downcast_ref::<WrongWords>().unwrap().0.es.clone()
        };
        let said = spanish("map = \"m\"\nlisen = \"0.0.0.0:80\"\nother = 3\n");
        assert!(
            said.contains("criba.toml:2: no hay ninguna clave «lisen»; las hay: data, "),
            "{said}"
        );
        let said = spanish("data = \"d\"\n\napi_per_second = \"muchas\"\n");
        assert!(said.contains("criba.toml:3: «muchas» no vale: "), "{said}");
        let said = spanish("data = \n");
        assert!(said.contains("criba.toml:1: no se entiende como TOML: "), "{said}");
    }

    #[test]
    fn a_file_that_was_named_must_be_there() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("criba.toml");
        assert!(keys(Some(&missing), Path::new(FILE)).is_err());
        assert!(keys(None, &missing).unwrap().listen.is_none());
    }

    #[test]
    fn a_flag_goes_before_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("criba.toml");
        fs::write(&file, "listen = \"0.0.0.0:80\"\ndata = \"elsewhere\"\n").unwrap();
        let places = Places { data: None, config: Some(file) };
        let flag: SocketAddr = "127.0.0.1:9".parse().unwrap();
        let args = Serve { listen: Some(flag), ..Serve::default() };
        let settings = Settings::of(&places, &args).unwrap();
        assert_eq!((settings.listen, settings.data), (flag, "elsewhere".into()));
    }
}

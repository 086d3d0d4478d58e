//! What the providers of sources are asked: with what, where, and what goes wrong, in words.
//!
//! The questions themselves, and what an answer means, stand to the right of this crate.

use engine::said::Said;
use engine::time::Timestamp;
use store::house::SourceRow;
use store::ids::SourceId;

use crate::criba::{Criba, Workspace};
use crate::egress;
use crate::error::RuntimeError;
use crate::sources::Kind;

/// Where Meta is asked for leads where nobody says another place, with the version of its API.
pub const GRAPH: &str = "https://graph.facebook.com/v24.0";

/// What can go wrong with a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// There is no token to ask with.
    NoToken,
    /// The token is no longer good.
    TokenDead,
    /// The token may not read leads.
    NoPermission,
    /// The secret of the app is another than the token's.
    WrongSecret,
    /// Where to ask is no place that anything goes out to.
    Refused,
    /// The provider has been asked too often.
    TooOften,
    /// The provider does not answer, or says that it cannot now.
    Down,
    /// The provider does not have it, or not for this token.
    Gone,
    /// The provider answered something else.
    Unreadable,
    /// The provider will not confirm the subscription any more.
    TooLate,
    /// What was answered could not be written.
    Unwritten,
}

/// Every trouble with its id.
const TROUBLES: [(Trouble, &str); 11] = [
    (Trouble::NoToken, "no_token"),
    (Trouble::TokenDead, "token_dead"),
    (Trouble::NoPermission, "no_permission"),
    (Trouble::WrongSecret, "wrong_secret"),
    (Trouble::Refused, "refused"),
    (Trouble::TooOften, "too_often"),
    (Trouble::Down, "down"),
    (Trouble::Gone, "gone"),
    (Trouble::Unreadable, "unreadable"),
    (Trouble::TooLate, "too_late"),
    (Trouble::Unwritten, "unwritten"),
];

impl Trouble {
    /// The id, as the database has it.
    #[must_use]
    pub fn id(self) -> &'static str {
        TROUBLES.iter().find(|(trouble, _)| *trouble == self).map_or("", |(_, id)| id)
    }

    /// What is wrong and what to do, for a person.
    #[must_use]
    pub fn said(self) -> Said {
        match self {
            Trouble::NoToken => Said::new(
                "falta el token de la página con el que se piden los contactos a Meta; hay que darlo con criba source token",
                "there is no token of the page to ask Meta for leads with; give it with criba source token",
            ),
            Trouble::TokenDead => Said::new(
                "Meta ya no acepta el token de la página; hay que crear otro y darlo con criba source token",
                "Meta no longer accepts the token of the page; make another and give it with criba source token",
            ),
            Trouble::NoPermission => Said::new(
                "el token no tiene permiso para leer contactos; hay que darle leads_retrieval, pages_manage_metadata, pages_show_list, pages_read_engagement y ads_management, y acceso a los contactos en la página",
                "the token may not read leads; give it leads_retrieval, pages_manage_metadata, pages_show_list, pages_read_engagement and ads_management, and access to the page's leads",
            ),
            Trouble::WrongSecret => Said::new(
                "el token es de otra app que el secreto de la fuente; hay que darle un token de la misma app con criba source token",
                "the token is of another app than the secret of the source; give a token of the same app with criba source token",
            ),
            Trouble::Refused => Said::new(
                "no se sale a la dirección de esta fuente; hay que corregirla con criba source token --graph, o nombrarla en allow_egress_to si es de la casa",
                "nothing goes out to the address of this source; put it right with criba source token --graph, or name it in allow_egress_to where it is in-house",
            ),
            Trouble::TooOften => Said::new(
                "el proveedor pide esperar; se sigue solo en cuanto deja",
                "the provider asks to wait; it goes on by itself as soon as it may",
            ),
            Trouble::Down => Said::new(
                "el proveedor no responde; se intenta otra vez solo",
                "the provider does not answer; it is tried again by itself",
            ),
            Trouble::Gone => Said::new(
                "Meta no tiene este contacto o no lo enseña con este token; hay que mirar en la página quién puede verlos, y criba source replay lo pide otra vez",
                "Meta does not have this lead, or does not show it to this token; look up on the page who may see them, and criba source replay asks again",
            ),
            Trouble::Unreadable => Said::new(
                "el proveedor respondió otra cosa; se intenta otra vez solo",
                "the provider answered something else; it is tried again by itself",
            ),
            Trouble::TooLate => Said::new(
                "Amazon ya no confirma esta suscripción; hay que suscribir la dirección al tema otra vez",
                "Amazon no longer confirms this subscription; subscribe the address to the topic again",
            ),
            Trouble::Unwritten => Said::new(
                "lo que se respondió no se pudo escribir; se intenta otra vez solo",
                "what was answered could not be written; it is tried again by itself",
            ),
        }
    }
}

/// What went wrong the last time that something was asked for a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What.
    pub trouble: Trouble,
    /// What the provider said of it, in its own words; empty where it said nothing.
    pub detail: String,
}

impl Asked {
    /// For a person.
    #[must_use]
    pub fn said(&self) -> Said {
        let said = self.trouble.said();
        match self.detail.is_empty() {
            true => said,
            false => Said::new(
                format!("{} («{}»)", said.es, self.detail),
                format!("{} («{}»)", said.en, self.detail),
            ),
        }
    }
}

impl Criba {
    /// Says with what and where a source's provider is asked. What waits is asked for at once.
    ///
    /// # Errors
    ///
    /// There is no such source, its provider is asked nothing, or the place is no address.
    pub fn give_access(
        &self,
        slug: &str,
        token: Option<&str>,
        base: Option<&str>,
    ) -> Result<(), RuntimeError> {
        let mut house = self.house();
        let row = house.source(slug)?.ok_or_else(|| crate::sources::no_source(slug))?;
        let kind = Kind::with_id(&row.kind);
        check_access(kind, token, base)?;
        let known = house.access(row.id)?;
        let given = |given: Option<&str>, known: String| {
            given.map_or(known, |text| text.trim().trim_end_matches('/').to_owned())
        };
        Ok(house.save_access(row.id, &given(token, known.token), &given(base, known.base))?)
    }

    /// What went wrong the last time that something was asked for a source; `None` where nothing did.
    ///
    /// # Errors
    ///
    /// The house cannot be read.
    pub fn asked(&self, source: SourceId) -> Result<Option<Asked>, RuntimeError> {
        let problem = self.house().asking_problem(source, self.clock().now())?;
        Ok(problem.and_then(|(id, detail)| {
            let trouble = TROUBLES.iter().find(|(_, known)| *known == id)?.0;
            Some(Asked { trouble, detail })
        }))
    }

    /// Has what waits of a source asked for at once, whatever went wrong before.
    ///
    /// # Errors
    ///
    /// The house cannot be written.
    pub fn ask_at_once(&self, source: &SourceRow) -> Result<(), RuntimeError> {
        Ok(self.house().ask_at_once(source.id)?)
    }

    /// Asks nothing of a source's provider until a moment, and keeps why where something is wrong.
    ///
    /// # Errors
    ///
    /// The house cannot be written.
    pub fn pause_asking(
        &self,
        source: SourceId,
        until: Timestamp,
        asked: Option<&Asked>,
    ) -> Result<(), RuntimeError> {
        let (problem, detail) =
            asked.map_or(("", ""), |asked| (asked.trouble.id(), &*asked.detail));
        Ok(self.house().pause_asking(source, until, problem, detail)?)
    }
}

/// What the name of the note begins with that says until when a source was looked after.
const CAUGHT_UP: &str = "sources/caught-up/";

impl Workspace {
    /// When a source was last asked for what no delivery told of; `None` where it never was.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn caught_up_at(&self, slug: &str) -> Result<Option<Timestamp>, RuntimeError> {
        let kept = self.read(|read| Ok(read.note(&format!("{CAUGHT_UP}{slug}"))?))?;
        Ok(kept.and_then(|text| text.parse().ok()))
    }

    /// Forgets it of a source that is no more.
    pub(crate) fn forget_caught_up(&self, slug: &str) -> Result<(), RuntimeError> {
        self.writer.save_note(format!("{CAUGHT_UP}{slug}"), None).wait()
    }

    /// Keeps that a source was asked for it.
    ///
    /// # Errors
    ///
    /// The disk does not take it.
    pub fn caught_up(&self, slug: &str, at: Timestamp) -> Result<(), RuntimeError> {
        self.writer.save_note(format!("{CAUGHT_UP}{slug}"), Some(at.to_string())).wait()
    }
}

/// Whether a source of a kind may be asked with a token at a place.
///
/// # Errors
///
/// Its provider is asked nothing, or the place is no address.
pub(crate) fn check_access(
    kind: Option<Kind>,
    token: Option<&str>,
    base: Option<&str>,
) -> Result<(), RuntimeError> {
    if kind != Some(Kind::Meta) && (token.is_some() || base.is_some()) {
        return Err(RuntimeError::Wrong(Said::new(
            "solo a Meta se le piden cosas con un token; hay que quitar --token y --graph",
            "only Meta is asked for things with a token; leave --token and --graph out",
        )));
    }
    let Some(base) = base.map(str::trim).filter(|base| !base.is_empty()) else { return Ok(()) };
    let wrong = |said: Said| {
        RuntimeError::Wrong(Said::new(
            format!("«{base}»: {}", said.es),
            format!("«{base}»: {}", said.en),
        ))
    };
    let url = egress::read(base).map_err(|problem| wrong(problem.said()))?;
    match url.query().is_none() && url.fragment().is_none() {
        true => Ok(()),
        false => Err(wrong(Said::new(
            format!("sobra lo que va detrás de la ruta; hay que escribir {GRAPH}"),
            format!("what stands behind the path is too much; write {GRAPH}"),
        ))),
    }
}

/// The server of Amazon SNS that speaks for a topic: of its region, and of the world or of China.
/// What a message names is good only where it names this one.
#[must_use]
pub fn sns_host(topic: &str) -> Option<String> {
    let mut parts = topic.split(':');
    let (Some("arn"), Some(partition), Some("sns"), Some(region)) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let (Some(account), Some(name), None) = (parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let is_region = !region.is_empty() && region.chars().all(is_plain);
    if !is_region || account.is_empty() || name.is_empty() {
        return None;
    }
    match partition {
        "aws" | "aws-us-gov" => Some(format!("sns.{region}.amazonaws.com")),
        "aws-cn" => Some(format!("sns.{region}.amazonaws.com.cn")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_trouble_has_an_id_and_says_what_to_do() {
        for (trouble, id) in TROUBLES {
            assert_eq!(trouble.id(), id);
            let Said { es, en } = trouble.said();
            assert!(es.contains(';') && en.contains(';') && es != en, "{id}");
        }
    }

    #[test]
    fn amazon_speaks_for_a_topic_from_its_region() {
        let host = |topic: &str| sns_host(topic).unwrap_or_default();
        assert_eq!(host("arn:aws:sns:eu-west-1:1:criba"), "sns.eu-west-1.amazonaws.com");
        assert_eq!(host("arn:aws-us-gov:sns:us-gov-west-1:1:c"), "sns.us-gov-west-1.amazonaws.com");
        assert_eq!(host("arn:aws-cn:sns:cn-north-1:1:c"), "sns.cn-north-1.amazonaws.com.cn");
        for topic in [
            "",
            "arn:aws:sns:eu-west-1",
            "arn:aws:sqs:eu-west-1:1:criba",
            "arn:aws:sns::1:criba",
            "arn:aws:sns:evil.example/:1:criba",
            "arn:aws:sns:a.b:1:criba",
            "arn:aws:sns:evil.example#:1:criba",
            "arn:aws:sns:EU:1:criba",
            "arn:other:sns:eu-west-1:1:criba",
            "arn:aws:sns:eu-west-1:1:criba:00000000-0000-0000-0000-000000000000",
        ] {
            assert_eq!(sns_host(topic), None, "{topic}");
        }
    }

    #[test]
    fn only_meta_is_asked_and_only_at_an_address() {
        let meta = Some(Kind::Meta);
        assert!(check_access(meta, Some("t"), Some("https://graph.facebook.com/v24.0")).is_ok());
        assert!(check_access(meta, Some("t"), Some("http://127.0.0.1:1/v24.0")).is_ok());
        assert!(check_access(meta, Some("t"), Some("")).is_ok());
        for base in
            ["graph.facebook.com", "ftp://x/", "https://u:p@x/", "https://x/?a", "https://x/#a"]
        {
            assert!(check_access(meta, None, Some(base)).is_err(), "{base}");
        }
        assert!(check_access(Some(Kind::Json), Some("t"), None).is_err());
        assert!(check_access(Some(Kind::Json), None, None).is_ok());
    }
}

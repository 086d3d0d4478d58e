//! What something that came under `/v1` is read as, without telling anybody: for who looks at what
//! became of it.

use engine::event::{Act, Event};
use engine::time::Timestamp;
use runtime::sources::SecondNames;
use serde_json::Value as Json;

use super::consents;
use super::event::{Kind, act, at, facts, keys};
use super::json::Object;
use super::moments::moment;
use crate::pieces::Becomes;

/// How something that came is read.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    kind: Kind,
    /// When it came.
    received: Timestamp,
    /// Whether it came as old history.
    is_history: bool,
    country: &'a str,
    names: &'a SecondNames,
}

impl Reader<'_> {
    /// The reader of what `came`, in a workspace of `country` where people say what `names` are;
    /// `became` is what it became, since an address may have said which call it was.
    pub(crate) fn of<'a>(
        came: &Json,
        became: &Event,
        country: &'a str,
        names: &'a SecondNames,
    ) -> Reader<'a> {
        let item = came.as_object().cloned().unwrap_or_default();
        let received = moment(item.get("receivedAt")).unwrap_or(Timestamp::MAX);
        // History counts as known when it happened, and nothing else does but what says no moment.
        let is_history = became.known_at == became.at;
        Reader { kind: kind(&item, &became.act), received, is_history, country, names }
    }

    /// What it is read as; nothing where it would be of nobody.
    pub(crate) fn becomes(&self, came: &Json) -> Option<Becomes> {
        let mut item = came.as_object()?.clone();
        let context = item.get("context").and_then(Json::as_object).cloned().unwrap_or_default();
        let known = keys(self.kind, &item)?;
        // What it says stands whatever it is called.
        item.entry("event").or_insert_with(|| Json::from("?"));
        let ids = [
            ("user_id", known.user_id),
            ("anonymous_id", known.anonymous_id),
            ("previous_id", known.previous_id),
        ];
        Some(Becomes {
            act: act(self.kind, &item, &context, self.names).ok(),
            at: Some(at(&item, None, self.received, self.is_history)),
            keys: ids.into_iter().filter_map(|(kind, id)| Some((kind, id?))).collect(),
            facts: facts(self.kind, &item, &context, self.country),
            consents: consents::said(self.kind, &item, &context),
        })
    }
}

/// Which call it was: as it says itself, else by what it became and what it holds.
fn kind(item: &Object, became: &Act) -> Kind {
    let said = item.get("type").and_then(Json::as_str).and_then(Kind::named);
    said.unwrap_or_else(|| match became {
        Act::Happened { name, .. } if name == "page" && !item.contains_key("event") => Kind::Page,
        Act::Happened { name, .. } if name == "screen" && !item.contains_key("event") => {
            Kind::Screen
        }
        Act::Happened { .. } => Kind::Track,
        _ if item.contains_key("previousId") => Kind::Alias,
        _ if item.contains_key("groupId") => Kind::Group,
        _ => Kind::Identify,
    })
}

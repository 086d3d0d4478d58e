//! What lists show of a contact.

use engine::agreement::condition::Whose;
use engine::agreement::sealed::Agreement;
use engine::contact::profile::Held;
use engine::contact::standing::State;
use engine::event::Origin;
use engine::judge::Scene;
use engine::score::ledger::{LedgerLine, ledger};
use engine::text::fold;
use engine::time::Timestamp;
use import::duplicates::company_key;
use import::values::spelling::{are_one, fullest};
use store::workspace::rows::{Columns, Play};
use store::workspace::screens::UNREACHABLE;

use super::{Blocked, Card};
use crate::local_time;

/// What lists show of a card at a moment; `None` for one that is in no list.
#[must_use]
pub fn columns(agreement: &Agreement, card: &Card, at: Timestamp) -> Option<Columns> {
    let contact = &card.contact;
    let since = contact.since?;
    if card.joined_into.is_some() || card.erased.is_some() || !card.is_anybody() {
        return None;
    }
    let scene = Scene::new(agreement, contact, 0, at);
    let (fit, engagement) = (scene.fit(), scene.engagement());
    let said = Said::of(agreement, card, at);
    // A browser, or an id of which no more is known, is nobody that could be called.
    if said.name.is_empty() && (card.browser.is_some() || !card.ids.is_empty()) {
        return None;
    }
    let standing = contact.standings.first();
    let stage = standing.map(|standing| standing.stage.clone()).unwrap_or_default();
    let stage_rank = agreement.stage_index(&stage).and_then(|index| i64::try_from(index).ok());
    let qualified = standing.and_then(|standing| standing.qualified.as_ref());
    let (segments, segments_until) = segments(&scene);
    // What they pass of what is asked of the people of a company lapses for their colleagues too.
    let people = agreement.people.iter().map(|one| one.judge(agreement, contact, at).until);
    let people_until = people.min().unwrap_or(Timestamp::MAX);
    let desk = &card.desk;
    let (blocked, is_held) = held(card, &said);
    Some(Columns {
        // Scores fall and segments are left between decisions: the columns are made again then.
        wake_at: contact
            .wake_at
            .min(fit.until)
            .min(engagement.until)
            .min(segments_until)
            .min(people_until),
        since,
        sort_name: sort_name(&said.name, &said.last_name),
        company_key: company_key(&said.company),
        stage,
        stage_rank: stage_rank.unwrap_or_default(),
        play: match standing.map(|standing| &standing.state) {
            Some(State::Recycled { .. }) => Play::Recycled,
            Some(State::Disqualified { .. }) => Play::Disqualified,
            Some(State::Open) | None => Play::Open,
        },
        fit: fit.value,
        engagement: engagement.value,
        total: fit.value + engagement.value,
        grade: scene.grade().unwrap_or_default(),
        because: because(&scene),
        latest_at: desk.latest_at,
        owner: desk.owner.clone().unwrap_or_default(),
        requested_at: desk.requested_at,
        attempted_at: desk.attempted_at,
        next_at: desk.next.as_ref().map(|next| next.at),
        next_what: desk.next.as_ref().map(|next| next.what.clone()).unwrap_or_default(),
        next_text: desk.next.as_ref().map(|next| next.text.clone()).unwrap_or_default(),
        is_held,
        blocked,
        suggestions: standing.map_or(0, |standing| {
            let open = standing.suggestions.values().filter(|found| !found.is_dismissed).count();
            i64::try_from(open).unwrap_or(i64::MAX)
        }),
        source: desk.source.clone().unwrap_or_default(),
        search: said.searched(),
        name: said.name,
        company: said.company,
        job_title: said.job_title,
        email: said.email,
        phone: said.phone,
        city: said.city,
        country: said.country,
        mentioned: desk.mentioned(),
        qualified_as: qualified.and_then(|was| was.grade.clone()).unwrap_or_default(),
        ending: qualified.map(|was| was.ending.id().to_owned()).unwrap_or_default(),
        segments,
    })
}

/// What lists say of a person.
struct Said {
    /// What they are called; where no name is known, what they are found by.
    name: String,
    last_name: String,
    company: String,
    job_title: String,
    email: String,
    phone: String,
    city: String,
    country: String,
}

impl Said {
    fn of(agreement: &Agreement, card: &Card, at: Timestamp) -> Said {
        let text = |of: Whose, id: &str| {
            let held = card.contact.profile.at(of, id, at);
            held.map(|held| held.value.to_string()).unwrap_or_default()
        };
        let person = |id: &str| text(Whose::Person, id);
        let first = |ids: &[&str]| {
            ids.iter().map(|id| person(id)).find(|text| !text.is_empty()).unwrap_or_default()
        };
        let company = spelled(card, person("company"), &["company"], at);
        let company = if company.is_empty() { text(Whose::Account, "name") } else { company };
        let (email, phone) = (person("email"), first(&["mobile", "phone"]));
        let mut name = spelled(card, first(&NAMES), &NAMES, at);
        if name.is_empty() {
            let found = [&email, &phone, &company].into_iter().find(|text| !text.is_empty());
            name = found.cloned().unwrap_or_default();
        }
        Said {
            name,
            last_name: person("last_name"),
            company,
            job_title: person("job_title"),
            email,
            phone,
            city: person("city"),
            country: local_time::country_of(agreement, &card.contact, at),
        }
    }

    /// What a search looks through.
    fn searched(&self) -> String {
        let Said { name, company, email, phone, job_title, city, .. } = self;
        let searched = [name, company, email, phone, job_title, city].map(String::as_str);
        // In a search ñ is n: people type what their keyboard has.
        fold(&searched.join(" ")).replace('ñ', "n")
    }
}

/// The traits that say what somebody is called, the first that is known.
const NAMES: [&str; 2] = ["full_name", "name"];

/// Why somebody is not called, empty where nothing keeps them from it, and whether nothing that is
/// planned can be done with them either.
fn held(card: &Card, said: &Said) -> (String, bool) {
    let desk = &card.desk;
    // Every channel but mail takes a number.
    let is_written_to = !said.email.is_empty() && card.may_be_reached_by("email");
    let is_reachable = !said.phone.is_empty() || is_written_to;
    let blocked = match desk.blocked {
        Some(blocked) => blocked.id(),
        None if is_reachable => "",
        None if said.email.is_empty() => UNREACHABLE,
        // There is an address, and they said no to it.
        None => Blocked::Withdrawn.id(),
    };
    // Of what may be planned with somebody who is not called, what can be done.
    let is_open = |what: &str| match what {
        "call" => false,
        "whatsapp" => !said.phone.is_empty() && card.may_be_reached_by("whatsapp"),
        "email" => is_written_to,
        _ => true,
    };
    let is_planned = desk.next.as_ref().is_some_and(|next| is_open(&next.what));
    (blocked.to_owned(), !blocked.is_empty() && !is_planned)
}

/// The segments of the agreement that a contact is in, between commas, and until when that surely
/// stands.
fn segments(scene: &Scene<'_>) -> (String, Timestamp) {
    let (mut ids, mut until) = (String::new(), Timestamp::MAX);
    for (id, check) in &scene.agreement.segments {
        let verdict = scene.judge(check);
        until = until.min(verdict.until);
        if verdict.holds() {
            if ids.is_empty() {
                ids.push(',');
            }
            ids.push_str(id);
            ids.push(',');
        }
    }
    (ids, until)
}

/// A name in its fullest spelling of those that were said of the traits. Lists write one name in
/// capitals, with slips or without a surname; what a person wrote stays as it is, but for accents
/// that a list has.
fn spelled(card: &Card, name: String, ids: &[&str], at: Timestamp) -> String {
    let profile = &card.contact.profile;
    let said = ids.iter().flat_map(|id| profile.said(Whose::Person, id));
    let said: Vec<&Held> = said.filter(|held| held.at <= at && held.value.is_present()).collect();
    let is_of_lists = said.iter().all(|held| {
        matches!(held.origin, Origin::Derived | Origin::Imported | Origin::ImportedOver)
    });
    let plain = |text: &str| fold(text).replace('ñ', "n");
    let key = plain(&name);
    let texts = said.iter().map(|held| held.value.to_string());
    let alike: Vec<String> =
        texts.filter(|text| plain(text) == key || is_of_lists && are_one(text, &name)).collect();
    fullest(alike.iter().map(String::as_str)).map(str::to_owned).unwrap_or(name)
}

/// The one reason that says most: what they did before who they are, the most points first.
fn because(scene: &Scene<'_>) -> String {
    let ledger = ledger(scene);
    let best = |lines: &[LedgerLine]| {
        lines
            .iter()
            .filter(|line| line.clause.is_some() && line.points > 0)
            .max_by_key(|line| line.points)
            .map(|line| line.because.to_string())
    };
    best(&ledger.engagement.lines).or_else(|| best(&ledger.fit.lines)).unwrap_or_default()
}

/// How lists sort a name: by its first surname where it is known, ñ after n, accents and case
/// aside.
fn sort_name(name: &str, last_name: &str) -> String {
    let key = if last_name.is_empty() { name.to_owned() } else { format!("{last_name} {name}") };
    // A tilde sorts after every letter: "nuñez" comes after "nunez" and before "o".
    fold(&key).replace('ñ', "n~")
}

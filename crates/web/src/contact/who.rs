//! Who somebody is: the left column of their page.

use engine::agreement::condition::Whose;
use engine::agreement::funnel::StandardStage;
use engine::agreement::sealed::{Agreement, Check};
use engine::contact::bases::{CHANNELS, Reach};
use engine::judge::{Scene, Truth};
use engine::text::fold;
use runtime::committee::{Committee, Usual};
use runtime::writer::Saw;
use store::ids::ContactId;

use super::loaded::Loaded;
use super::profile::{Fact, TAGS};
use crate::words::{Words, initials};

/// The left column of a contact's page.
#[derive(Debug, Clone)]
pub(super) struct Who {
    pub(super) facts: Vec<Fact>,
    pub(super) persona: Option<Fitting>,
    pub(super) consents: Vec<Consent>,
    /// How far each channel is open, in words.
    pub(super) reaches: Vec<String>,
    /// What their company is found by.
    pub(super) company: String,
    pub(super) committee: Vec<Colleague>,
    /// Parts in the purchase that nobody here has, and that companies usually had.
    pub(super) lacking: Vec<Lacking>,
    /// The segments of the agreement that they are in: id and name.
    pub(super) segments: Vec<(String, String)>,
    /// What lists tagged them with.
    pub(super) tags: Vec<String>,
}

impl Who {
    /// Somebody whose values are shown as `facts`.
    pub(super) fn of(loaded: &Loaded, facts: Vec<Fact>, w: &Words) -> Who {
        let saw = &loaded.saw;
        Who {
            facts,
            persona: persona(saw),
            consents: consents(saw, w),
            reaches: reaches(saw, w),
            company: company(&loaded.committee),
            committee: committee(saw, &loaded.committee, w),
            lacking: lacking(&loaded.committee.lacking, &saw.agreement, w),
            segments: segments(saw),
            tags: tags(saw),
        }
    }
}

/// A persona that fits, and how well.
#[derive(Debug, Clone)]
pub(super) struct Fitting {
    pub(super) name: String,
    pub(super) matched: u64,
    /// Traits that the persona is known by.
    pub(super) of: u64,
    pub(super) goals: Vec<String>,
    pub(super) pains: Vec<String>,
    pub(super) objections: Vec<String>,
    pub(super) messages: Vec<String>,
}

/// Consent to a purpose or channel.
#[derive(Debug, Clone)]
pub(super) struct Consent {
    pub(super) purpose: String,
    pub(super) is_given: bool,
    /// That it was withdrawn, or never given; empty where it stands.
    pub(super) said: String,
    pub(super) when: String,
    pub(super) evidence: String,
}

/// Somebody of the same company.
#[derive(Debug, Clone)]
pub(super) struct Colleague {
    pub(super) id: ContactId,
    pub(super) initials: String,
    pub(super) name: String,
    pub(super) text: String,
    pub(super) is_self: bool,
}

/// A part in the purchase that nobody of a company has.
#[derive(Debug, Clone)]
pub(super) struct Lacking {
    pub(super) name: String,
    /// How many companies that went far had it.
    pub(super) text: String,
}

/// The persona that fits best: the one most of whose conditions hold, if any do.
fn persona(saw: &Saw) -> Option<Fitting> {
    let agreement = &saw.agreement;
    let scene = Scene::new(agreement, &saw.card.contact, 0, saw.now);
    let share = |check: &Check| -> (usize, usize) {
        let parts: &[Check] = match check {
            Check::All(parts) => parts,
            one => std::slice::from_ref(one),
        };
        let held = parts.iter().filter(|part| scene.judge(part).truth == Truth::Yes).count();
        (held, parts.len())
    };
    let fitting = agreement.personas.iter().map(|persona| (persona, share(&persona.check)));
    let (persona, (matched, of)) = fitting
        .filter(|(_, (matched, _))| *matched > 0)
        .max_by_key(|(_, (matched, of))| (matched * 100 / of.max(&1), *matched))?;
    let said = agreement.document.personas.iter().find(|said| said.id == persona.id)?;
    Some(Fitting {
        name: said.name.clone(),
        matched: matched as u64,
        of: of as u64,
        goals: said.goals.clone(),
        pains: said.pains.clone(),
        objections: said.objections.clone(),
        messages: said.messages.clone(),
    })
}

/// Why they may be reached and what they said about it, with when and how it is known.
fn consents(saw: &Saw, w: &Words) -> Vec<Consent> {
    let bases = saw.card.contact.bases.iter().map(|(basis, stated)| Consent {
        purpose: w.basis(basis),
        is_given: stated.stands,
        said: if stated.stands { String::new() } else { w.t("basis-over") },
        when: w.day(stated.at),
        evidence: stated.evidence.clone().unwrap_or_default(),
    });
    let all = saw.card.contact.consents.iter().map(|(purpose, consent)| {
        let key = format!("consent-{}", purpose.replace('_', "-"));
        Consent {
            is_given: consent.is_given,
            said: match (consent.is_given, consent.is_withdrawn()) {
                (true, _) => String::new(),
                (false, true) => w.t("consent-withdrawn"),
                (false, false) => w.t("consent-refused"),
            },
            when: w.day(consent.at),
            evidence: consent.evidence.clone().unwrap_or_default(),
            purpose: if w.has(&key) { w.t(&key) } else { purpose.to_owned() },
        }
    });
    bases.chain(all).collect()
}

/// How far each channel is open, in words: what all that was said comes to.
fn reaches(saw: &Saw, w: &Words) -> Vec<String> {
    let channels = CHANNELS.map(|channel| {
        let name = w.t(&format!("consent-{channel}"));
        let reach = match saw.card.reach(channel) {
            Reach::Refused => "reach-refused",
            Reach::Unknown => "reach-unknown",
            // There are no calls in bulk.
            Reach::OneToOne | Reach::Bulk if channel == "phone" => "reach-yes",
            Reach::OneToOne => "reach-one-to-one",
            Reach::Bulk => "reach-bulk",
        };
        w.t1(reach, "channel", name)
    });
    channels.to_vec()
}

/// The people of the same company, this one among them.
fn committee(saw: &Saw, committee: &Committee, w: &Words) -> Vec<Colleague> {
    let colleagues =
        committee.people.iter().map(|runtime::committee::Colleague { listed, role }| {
            let columns = &listed.columns;
            let points = w.count("committee-points", columns.total.unsigned_abs());
            let stage = w.stage(&saw.agreement.document, &columns.stage);
            let role = role.as_ref().map(|role| w.trait_value("role", role));
            let role = role.unwrap_or_else(|| columns.job_title.clone());
            let tried =
                if columns.attempted_at.is_some() { "committee-tried" } else { "committee-new" };
            let latest = columns.latest_at;
            let latest = latest.map(|at| w.t1("committee-latest", "when", w.moment(at, saw.now)));
            let grade = columns.grade.clone();
            let parts = [role, stage, grade, points, w.t(tried), latest.unwrap_or_default()];
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            Colleague {
                id: listed.id,
                initials: initials(&columns.name),
                name: columns.name.clone(),
                text: parts.join(" · "),
                is_self: listed.id == saw.id,
            }
        });
    colleagues.collect()
}

/// What a company is found by, as its people know it: its domain, or its id in a program.
fn company(committee: &Committee) -> String {
    let values: Vec<&str> = committee.keys.iter().map(|key| key.value.as_str()).collect();
    values.join(" · ")
}

/// The parts that are lacking, the most usual first.
fn lacking(lacking: &[Usual], agreement: &Agreement, w: &Words) -> Vec<Lacking> {
    let far = agreement.stage_counting_as(StandardStage::Sql);
    let Some(far) = far.and_then(|index| agreement.stages.get(index)) else { return Vec::new() };
    let stage = w.stage(&agreement.document, &far.id);
    let said = lacking.iter().take(LACKING_SHOWN).map(|one| {
        let (id, value) = &one.part;
        let values = [("of", w.number(one.of)), ("stage", stage.clone())];
        Lacking {
            name: w.trait_value(id, value),
            text: w.count_with("committee-lacking", one.had, &values),
        }
    });
    said.collect()
}

/// Parts that are said to be lacking.
const LACKING_SHOWN: usize = 2;

/// The segments of the agreement that somebody is in, in its order: id and name.
fn segments(saw: &Saw) -> Vec<(String, String)> {
    let scene = Scene::new(&saw.agreement, &saw.card.contact, 0, saw.now);
    let all = saw.agreement.segments.iter().zip(&saw.agreement.document.segments);
    let held = all.filter(|((_, check), _)| scene.judge(check).holds());
    held.map(|((id, _), said)| (id.clone(), said.name.clone())).collect()
}

/// What lists tagged somebody with, in the order of the lists.
fn tags(saw: &Saw) -> Vec<String> {
    let profile = &saw.card.contact.profile;
    let mut tags: Vec<String> = Vec::new();
    for held in TAGS.iter().filter_map(|id| profile.at(Whose::Person, id, saw.now)) {
        let text = held.value.to_string();
        let said = text.split([',', ';']).map(|tag| tag.trim_matches([' ', '"']));
        for tag in said.filter(|tag| !tag.is_empty()) {
            if tags.len() < TAGS_SHOWN && !tags.iter().any(|known| fold(known) == fold(tag)) {
                tags.push(tag.to_owned());
            }
        }
    }
    tags
}

/// Tags that the page shows.
const TAGS_SHOWN: usize = 20;

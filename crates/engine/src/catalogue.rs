//! Which events are theirs: silence counts these, and `any` means one of them.

use crate::value::Value;

/// The property by which an event has a second name: what a program called it stays its name, and
/// this is what Criba calls the same thing. Conditions match either.
pub const ALSO_NAMED: &str = "also_named";

/// The second name of an event, where it has one.
#[must_use]
pub fn also_named(properties: &[(String, Value)]) -> Option<&str> {
    properties.iter().find_map(|(id, value)| match value {
        Value::Text(name) if id == ALSO_NAMED => Some(name.as_str()),
        _ => None,
    })
}

/// Whether people did this themselves, by either of its names: a mail of ours that a program tells
/// of under a name of its own is not theirs.
#[must_use]
pub fn is_theirs_by_either(name: &str, properties: &[(String, Value)]) -> bool {
    is_theirs(name) && !also_named(properties).is_some_and(|second| OURS.contains(&second))
}

/// Whether people do this themselves. What we do and what was decided is not theirs; a name that
/// Criba does not know is.
#[must_use]
pub fn is_theirs(name: &str) -> bool {
    !(OURS.contains(&name) || DECISIONS.contains(&name) || name.starts_with("handoff_"))
}

/// How selling to somebody ended, or stands: not for everybody to say who may tell something.
pub const OUTCOMES: [&str; 4] = ["won", "lost", "opportunity_opened", "opportunity_changed"];

/// Whether Criba itself decides or remembers by a name: nobody outside tells something under it.
#[must_use]
pub fn is_decided(name: &str) -> bool {
    let is_outcome = OUTCOMES.contains(&name);
    let is_decision = DECISIONS.contains(&name) || REMEMBERED.contains(&name);
    is_decision && !is_outcome || name.starts_with("handoff_")
}

/// What people here keep for themselves.
const REMEMBERED: &[&str] = &["note_added", "task_added", "task_done"];

/// What people do that Criba has a name for, by the names that agreements use: those have words of
/// their own, and what programs call otherwise has them as its second name.
pub const THEIRS: &[&str] = &[
    "page",
    "form_submitted",
    "form_started",
    "content_downloaded",
    "video_started",
    "video_completed",
    "webinar_registered",
    "webinar_attended",
    "email_opened",
    "email_clicked",
    "email_replied",
    "subscribed",
    "unsubscribed",
    "message_received",
    "call_received",
    "social_engaged",
    "met_at_event",
    "lead_ad_submitted",
    "meeting_booked",
    "meeting_held",
    "meeting_missed",
    "meeting_cancelled",
    "quote_requested",
    "demo_requested",
    "sample_requested",
    "trial_started",
    "product_viewed",
];

/// What we do, and mails on their way.
const OURS: &[&str] = &[
    "call_made",
    "message_sent",
    "email_sent",
    "email_bounced",
    "message_failed",
    "visit_made",
    "material_sent",
    "demo_given",
    "sample_sent",
    "reference_given",
    "proposal_sent",
    "proposal_seen",
    "note_added",
    "task_added",
    "task_done",
];

/// Decisions and outcomes.
const DECISIONS: &[&str] = &[
    "stage_changed",
    "opportunity_opened",
    "opportunity_changed",
    "won",
    "lost",
    "imported",
    "joined",
    "unjoined",
    "voided",
    "consent_given",
    "consent_withdrawn",
    "erased",
    "version_in_force",
];

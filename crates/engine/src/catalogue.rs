//! Which events are theirs: silence counts these, and `any` means one of them.

/// Whether people do this themselves. What we do and what was decided is not theirs; a name that
/// Criba does not know is.
#[must_use]
pub fn is_theirs(name: &str) -> bool {
    !(OURS.contains(&name) || DECISIONS.contains(&name) || name.starts_with("handoff_"))
}

/// What we do, and mails on their way.
const OURS: &[&str] = &[
    "call_made",
    "message_sent",
    "email_sent",
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

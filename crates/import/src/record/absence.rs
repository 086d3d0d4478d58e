//! Whether somebody who had a ticket was there, by the words of those who checked it.

use engine::text::fold;

/// Whether the state of somebody's ticket says that they did not come, or no more than that they
/// meant to: a visit is scored by who was there.
pub(super) fn is_absence(text: &str) -> bool {
    const WORDS: [&str; 38] = [
        "attending",
        "registered",
        "confirmed",
        "invited",
        "pending",
        "waitlisted",
        "asistira",
        "inscrito",
        "inscrita",
        "confirmado",
        "confirmada",
        "invitado",
        "invitada",
        "pendiente",
        "refunded",
        "not attending",
        "not attended",
        "did not attend",
        "cancelled",
        "canceled",
        "deleted",
        "transferred",
        "no show",
        "no-show",
        "reembolsado",
        "reembolsada",
        "no asistira",
        "no asistio",
        "no asiste",
        "no asistente",
        "cancelado",
        "cancelada",
        "anulado",
        "anulada",
        "eliminado",
        "eliminada",
        "transferido",
        "transferida",
    ];
    WORDS.contains(&fold(text).as_str())
}

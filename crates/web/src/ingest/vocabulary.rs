//! What programs call things, and what Criba calls the same.
//!
//! A name that comes is kept as it comes. Where it is one of the names that Segment's
//! specifications give to what happens (pages, screens, email, video, B2B, shops), one that trackers
//! commonly use, or Criba's own in another spelling, the event gets Criba's name as its second
//! one. Names that Criba alone may tell are not taken from outside: a key of a website is public.
//!
//! Sources: Segment's specs (`spec/page`, `spec/screen`, `spec/email`, `spec/video`,
//! `spec/b2b-saas`, `spec/ecommerce/v2`).

use engine::catalogue::{OUTCOMES, THEIRS, is_decided};
use engine::text::slug;

/// Criba's name for what a program calls `name`, where it is another.
pub(crate) fn second_name(name: &str) -> Option<&'static str> {
    let spelled = spelled(name);
    let own = THEIRS.iter().find(|own| **own == spelled).copied();
    let known = own.or_else(|| {
        let found = NAMES.iter().find(|(_, theirs)| theirs.contains(&spelled.as_str()));
        found.map(|(own, _)| *own)
    })?;
    (known != name).then_some(known)
}

/// A name as it is kept: its own, unless it is one by which Criba decides.
pub(super) fn kept_name(name: &str) -> String {
    if is_decided(name) { format!("tracked_{name}") } else { name.to_owned() }
}

/// Whether a name, or the second one of the same, says how selling to somebody ended or stands.
pub(super) fn is_outcome(name: &str, second: Option<&str>) -> bool {
    [Some(name), second].into_iter().flatten().any(|name| OUTCOMES.contains(&name))
}

/// A name in lower-case ASCII with `_` between its words: `firstName` and `First Name` are
/// `first_name`.
pub(super) fn spelled(name: &str) -> String {
    let mut apart = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    let mut characters = name.chars().peekable();
    while let Some(c) = characters.next() {
        let begins_word = c.is_uppercase()
            && (before.is_lowercase()
                || before.is_ascii_digit()
                || before.is_uppercase() && characters.peek().is_some_and(|c| c.is_lowercase()));
        if begins_word {
            apart.push('_');
        }
        apart.push(c);
        before = c;
    }
    slug(&apart)
}

/// Criba's names, each with what others call the same, spelled as [`spelled`] does.
const NAMES: &[(&str, &[&str])] = &[
    ("page", &["screen", "page_viewed", "page_view", "viewed_page", "pageview", "screen_viewed"]),
    ("email_opened", &["email_open", "opened_email", "mail_opened"]),
    ("email_clicked", &["email_link_clicked", "email_click", "clicked_email", "mail_clicked"]),
    ("email_replied", &["replied_to_email", "email_reply"]),
    ("email_sent", &["email_sent", "email_delivered", "sent_email"]),
    ("subscribed", &["newsletter_subscribed", "newsletter_signup", "email_subscribed"]),
    ("unsubscribed", &["email_unsubscribed", "newsletter_unsubscribed"]),
    ("video_started", &["video_playback_started", "video_played", "played_video"]),
    ("video_completed", &["video_playback_completed", "video_finished", "video_watched"]),
    (
        "form_submitted",
        &[
            "signed_up",
            "sign_up",
            "account_created",
            "user_signed_up",
            "submitted_form",
            "form_submit",
            "lead_captured",
            "lead_generated",
            "generate_lead",
            "contact_form_submitted",
        ],
    ),
    ("form_started", &["form_viewed", "started_form", "form_start"]),
    (
        "content_downloaded",
        &[
            "file_downloaded",
            "file_download",
            "asset_downloaded",
            "downloaded_content",
            "whitepaper_downloaded",
            "ebook_downloaded",
            "guide_downloaded",
            "catalog_downloaded",
            "brochure_downloaded",
        ],
    ),
    ("webinar_registered", &["registered_for_webinar", "webinar_signup"]),
    ("webinar_attended", &["attended_webinar", "webinar_joined"]),
    ("meeting_booked", &["meeting_scheduled", "booked_meeting", "demo_booked", "demo_scheduled"]),
    ("meeting_cancelled", &["meeting_canceled"]),
    ("quote_requested", &["requested_quote", "quote_request", "pricing_requested"]),
    ("demo_requested", &["requested_demo", "demo_request", "request_demo"]),
    ("sample_requested", &["requested_sample", "sample_request"]),
    ("trial_started", &["started_trial", "free_trial_started", "start_trial"]),
    ("product_viewed", &["viewed_product", "view_item", "product_clicked"]),
    ("won", &["order_completed", "completed_order"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_segment_names_has_a_name_of_cribas() {
        for (name, expected) in [
            ("Email Opened", Some("email_opened")),
            ("Email Link Clicked", Some("email_clicked")),
            ("Unsubscribed", Some("unsubscribed")),
            ("Video Playback Started", Some("video_started")),
            ("Video Playback Completed", Some("video_completed")),
            ("Signed Up", Some("form_submitted")),
            ("Account Created", Some("form_submitted")),
            ("Trial Started", Some("trial_started")),
            ("Product Viewed", Some("product_viewed")),
            ("Order Completed", Some("won")),
            ("screen", Some("page")),
            ("demoRequested", Some("demo_requested")),
            ("DEMO REQUESTED", Some("demo_requested")),
            ("email_sent", None),
            ("demo_requested", None),
            ("page", None),
            ("Compró café", None),
            ("", None),
        ] {
            assert_eq!(second_name(name), expected, "{name}");
        }
    }

    #[test]
    fn every_name_leads_to_one() {
        let mut seen: Vec<&str> = THEIRS.to_vec();
        for (own, names) in NAMES {
            for name in *names {
                assert!(!seen.contains(name), "{name} stands twice");
                assert_eq!(spelled(name), *name);
                seen.push(name);
            }
            assert!(!is_decided(own), "{own}");
        }
    }

    #[test]
    fn an_outcome_is_one_by_whichever_name() {
        for name in ["won", "lost", "opportunity_changed", "Order Completed"] {
            assert!(is_outcome(name, second_name(name)), "{name}");
        }
        for name in ["demo_requested", "Won it", "page", ""] {
            assert!(!is_outcome(name, second_name(name)), "{name}");
        }
        assert!(is_outcome("Compra", Some("won")));
    }

    #[test]
    fn what_criba_decides_nobody_tells() {
        assert_eq!(kept_name("joined"), "tracked_joined");
        assert_eq!(kept_name("handoff_assigned"), "tracked_handoff_assigned");
        assert_eq!(kept_name("Joined"), "Joined");
    }

    #[test]
    fn one_spelling_of_every_name() {
        for (name, expected) in [
            ("firstName", "first_name"),
            ("First Name", "first_name"),
            ("first-name", "first_name"),
            ("HTMLTitle", "html_title"),
            ("userID", "user_id"),
            ("Teléfono", "telefono"),
            ("plan2Level", "plan2_level"),
        ] {
            assert_eq!(spelled(name), expected, "{name}");
        }
    }
}

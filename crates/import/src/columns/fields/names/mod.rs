//! The names that lists give each field, folded and whole: those of lists in Spanish and English and
//! of the exports of HubSpot, Salesforce, Mautic, LinkedIn, Eventbrite, Google, Outlook, Mailchimp,
//! Brevo, Pipedrive, Odoo, Meta and `TikTok`.

pub(super) mod person;
pub(super) mod reach;
pub(super) mod trade;

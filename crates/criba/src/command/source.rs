//! The words of `criba source`.

use clap::Subcommand;
use engine::said::Said;
use runtime::sources::Kind;

use super::values::Shape;
use crate::said::spoken;

/// `criba source …`.
#[derive(Debug, Subcommand)]
pub(crate) enum SourceCommand {
    /// Makes a source and prints its path, and what was made for it, once
    #[command(after_help = "\
Examples:
  criba source add meta --workspace Tecnoclima --name meta-feria --secret \"$APP_SECRET\" \\
    --token \"$PAGE_TOKEN\"
  criba source add typeform --workspace Tecnoclima --name contacto
  criba source add form --workspace Tecnoclima --name web --thanks https://tecnoclima.es/gracias

Kinds: meta, whatsapp, google_ads, calendly, calcom, typeform, tally, brevo, sendgrid, mailgun,
postmark, ses, twilio, aircall, form, json.

The secret is what the provider signs with: the app's for meta and whatsapp, the public key for
sendgrid, the webhook signing key for mailgun, the auth token for twilio, the webhook's token for
aircall, user:password for postmark. For the others one is made, but for ses: it signs with a
certificate, which is fetched from Amazon unless its PEM is given here; then nothing goes out.")]
    Add {
        /// Which provider it is
        #[arg(value_name = "KIND", value_parser = kind)]
        kind: String,
        /// The workspace's id or name
        #[arg(long)]
        workspace: String,
        /// Its part of the path: /hooks/NAME
        #[arg(long)]
        name: String,
        /// What the provider signs or authenticates with; kept in clear, as no signature can be
        /// verified otherwise
        #[arg(long, value_name = "TEXT")]
        secret: Option<String>,
        /// What Meta shows when it is set up; for ses, the ARN of the topic
        #[arg(long, value_name = "TEXT")]
        verify_token: Option<String>,
        /// A page to which a browser goes on that sent a form; may come several times
        #[arg(long, value_name = "URL")]
        thanks: Vec<String>,
        /// For meta: the page's token that leads are asked for with; kept in clear
        #[arg(long, value_name = "TEXT")]
        token: Option<String>,
        /// For meta: where leads are asked for.
        #[arg(
            long,
            value_name = "URL",
            help = "For meta: where leads are asked for, with the version \
                    [default: https://graph.facebook.com/v24.0]"
        )]
        graph: Option<String>,
    },
    /// Gives a source of Meta another token to ask for leads with
    #[command(after_help = "\
Example:
  criba source token meta-feria --token \"$PAGE_TOKEN\"

What waits is asked for again at once.")]
    Token {
        /// The source's name
        name: String,
        /// The page's token; kept in clear
        #[arg(long, value_name = "TEXT", required_unless_present = "graph")]
        token: Option<String>,
        /// Where leads are asked for.
        #[arg(
            long,
            value_name = "URL",
            help = "Where leads are asked for, with the version \
                    [default: https://graph.facebook.com/v24.0]"
        )]
        graph: Option<String>,
    },
    /// Lists the sources and how much waits of each
    #[command(after_help = "\
Examples:
  criba source list
  criba source list --format json")]
    List {
        /// How to print
        #[arg(long, value_enum, default_value_t = Shape::Table)]
        format: Shape,
    },
    /// Reads again what waits of a source
    #[command(after_help = "\
Example:
  criba source replay meta-feria")]
    Replay {
        /// The source's name
        name: String,
    },
    /// Tells again what a source told before its fields were said to be something else
    #[command(after_help = "\
Examples:
  criba source reread zapier
  criba source reread zapier --apply
  criba source reread zapier --undo

Without either it only says how much would be read otherwise. The latest 10,000 events are read
again, and 1,000 told again at once: the same again goes on with those before them.")]
    Reread {
        /// The source's name
        name: String,
        /// Tell again what would be read otherwise
        #[arg(long)]
        apply: bool,
        /// Put back what was told again last
        #[arg(long, conflicts_with = "apply")]
        undo: bool,
    },
    /// Gives a source another secret, without a gap: the one before counts for a while
    #[command(after_help = "\
Examples:
  criba source rotate zapier
  criba source rotate meta-feria --secret \"$NEW_APP_SECRET\" --hours 168")]
    Rotate {
        /// The source's name
        name: String,
        /// What the provider signs with from now on; one is made where the receiver chooses
        #[arg(long, value_name = "TEXT")]
        secret: Option<String>,
        /// For how many hours the one before counts too
        #[arg(long, default_value_t = 24)]
        hours: u32,
    },
    /// Takes nothing more of a source
    #[command(after_help = "\
Example:
  criba source disable meta-feria")]
    Disable {
        /// The source's name
        name: String,
    },
    /// Takes again what a source sends
    #[command(after_help = "\
Example:
  criba source enable meta-feria")]
    Enable {
        /// The source's name
        name: String,
    },
}

/// Checks a kind before anything is done.
fn kind(text: &str) -> Result<String, String> {
    if Kind::with_id(text).is_some() {
        return Ok(text.to_owned());
    }
    let kinds: Vec<&str> = Kind::all().map(Kind::id).collect();
    let kinds = kinds.join(", ");
    Err(spoken(Said::new(
        format!("«{text}» no es un tipo de fuente; hay que escribir uno de estos: {kinds}"),
        format!("«{text}» is no kind of source; write one of these: {kinds}"),
    )))
}

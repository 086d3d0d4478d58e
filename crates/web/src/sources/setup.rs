//! How a source is set up: where it sends to, what it has to know, and what to do there, in steps.

use runtime::sources::{Kind, Seen, Way};

use crate::words::Words;

/// A way to begin, with what has to be copied.
pub(super) struct Recipe {
    pub(super) title: String,
    pub(super) text: String,
    pub(super) endpoint: String,
    pub(super) command: String,
    pub(super) href: &'static str,
    pub(super) action: String,
}

/// What stands for a key that is not made yet.
const KEY: &str = "CLAVE";

/// The ways by which most begin.
pub(super) fn recipes(host: &str, w: &Words) -> Vec<Recipe> {
    let recipe = |id: &str, endpoint: String, command: String, href: &'static str| Recipe {
        title: w.t(&format!("recipe-{id}")),
        text: w.t(&format!("recipe-{id}-text")),
        action: w.t(&format!("recipe-{id}-do")),
        endpoint,
        command,
        href,
    };
    let hook = |slug: &str| format!("{host}/hooks/{slug}");
    vec![
        recipe("web", format!("{host}/t.js"), tracker(host, KEY), "/fuentes/nueva?tipo=page"),
        recipe("program", format!("{host}/v1/track"), track(host, KEY), "/fuentes/nueva?tipo=key"),
        recipe(
            "json",
            hook("zapier"),
            posted(&hook("zapier"), Kind::Json, KEY),
            "/fuentes/nueva?tipo=json",
        ),
        recipe("form", hook("web"), html(&hook("web"), w), "/fuentes/nueva?tipo=form"),
    ]
}

fn tracker(host: &str, key: &str) -> String {
    format!("<script src=\"{host}/t.js\" data-key=\"{key}\" async></script>")
}

fn track(host: &str, key: &str) -> String {
    format!(
        "curl {host}/v1/track -u {key}: -H 'Content-Type: application/json' \\\n  \
         -d '{{\"userId\":\"42\",\"event\":\"demo_requested\",\"context\":{{\"traits\":{{\"email\":\"eva@empresa.example\"}}}}}}'"
    )
}

fn html(endpoint: &str, w: &Words) -> String {
    let (name, email, send) = (w.trait_name("name"), w.trait_name("email"), w.t("form-send"));
    format!(
        "<form method=\"post\" action=\"{endpoint}\" onsubmit=\"this._elapsed.value=Math.round(performance.now())\">\n  \
         <input type=\"hidden\" name=\"_elapsed\"><input name=\"_gotcha\" hidden tabindex=\"-1\" autocomplete=\"off\">\n  <input name=\"name\" placeholder=\"{name}\">\n  \
         <input name=\"email\" type=\"email\" placeholder=\"{email}\">\n  <button>{send}</button>\n</form>"
    )
}

fn posted(endpoint: &str, kind: Kind, secret: &str) -> String {
    match kind {
        Kind::Form => {
            format!("curl {endpoint} \\\n  -d 'nombre=Eva Ruiz' -d 'correo=eva@empresa.example'")
        }
        _ => format!(
            "curl {endpoint} -H 'X-Criba-Secret: {secret}' -H 'Content-Type: application/json' \\\n  \
             -d '{{\"nombre\":\"Eva Ruiz\",\"correo\":\"eva@empresa.example\"}}'"
        ),
    }
}

/// What the secret of a kind is called.
pub(super) fn secret_name(kind: Kind, w: &Words) -> String {
    w.t(match kind {
        Kind::Meta | Kind::Whatsapp => "secret-app",
        Kind::Sendgrid => "secret-public-key",
        Kind::Mailgun => "secret-signing-key",
        Kind::Ses => "secret-certificate",
        Kind::Twilio => "secret-auth-token",
        Kind::Aircall => "secret-webhook-token",
        _ => "secret-plain",
    })
}

/// How a source is set up.
pub(super) struct Setup {
    /// Where it sends to; empty for what comes in by hand.
    pub(super) endpoint: String,
    /// What to do there, one after another.
    pub(super) steps: Vec<String>,
    /// A command that tries it, or what is put into a page.
    pub(super) commands: Vec<String>,
}

impl Setup {
    /// The set-up of a source; `key` is what was made for it just now.
    pub(super) fn of(seen: &Seen, host: &str, key: Option<&str>, w: &Words) -> Setup {
        let steps = |id: &str| -> Vec<String> {
            let text = w.t(&format!("source-steps-{}", id.replace('_', "-")));
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
        };
        let key = key.unwrap_or(KEY);
        match &seen.way {
            Way::Keys(_) => Setup {
                endpoint: format!("{host}/v1/track"),
                steps: steps("key"),
                commands: vec![tracker(host, key), track(host, key)],
            },
            Way::Hook(kind, row) => {
                let endpoint = format!("{host}/hooks/{}", row.slug);
                let commands = match kind {
                    Kind::Json => vec![posted(&endpoint, *kind, key)],
                    Kind::Form => vec![html(&endpoint, w), posted(&endpoint, *kind, key)],
                    _ => Vec::new(),
                };
                Setup { endpoint, steps: steps(kind.id()), commands }
            }
            Way::Form { .. } => {
                Setup { endpoint: String::new(), steps: steps("hosted"), commands: Vec::new() }
            }
            Way::Lists => {
                Setup { endpoint: String::new(), steps: steps("lists"), commands: Vec::new() }
            }
        }
    }
}

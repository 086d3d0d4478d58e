//! `criba source`, in Spanish.

use super::Spanish;

const NAME: (&str, &str) = ("name", "El nombre de la fuente");
const GRAPH: (&str, &str) = (
    "graph",
    "En meta: dónde se piden los contactos, con la versión [por defecto: \
     https://graph.facebook.com/v24.0]",
);

pub(super) const SOURCE: Spanish = Spanish {
    name: "source",
    about: "Crea y lista fuentes: lo que otros programas cuentan por /hooks",
    after: "",
    arguments: &[],
    commands: &[
        Spanish {
            name: "add",
            about: "Crea una fuente y escribe su dirección, y lo que se creó para ella, una sola vez",
            after: "\
Ejemplos:
  criba source add meta --workspace Tecnoclima --name meta-feria --secret \"$APP_SECRET\" \\
    --token \"$PAGE_TOKEN\"
  criba source add typeform --workspace Tecnoclima --name contacto
  criba source add form --workspace Tecnoclima --name web --thanks https://tecnoclima.es/gracias

Tipos: meta, whatsapp, google_ads, calendly, calcom, typeform, tally, brevo, sendgrid, mailgun,
postmark, ses, twilio, aircall, form, json.

El secreto es aquello con lo que firma el proveedor: el de la app en meta y whatsapp, la clave
pública en sendgrid, la clave de firma de webhooks en mailgun, el auth token en twilio, el token del
webhook en aircall, usuario:contraseña en postmark. Para los demás se crea uno, menos para ses: firma
con un certificado, que se pide a Amazon si no se da aquí su PEM; si se da, nada sale.",
            arguments: &[
                ("kind", "Qué proveedor es"),
                ("workspace", "El id o el nombre del espacio"),
                ("name", "Su parte de la dirección: /hooks/NOMBRE"),
                (
                    "secret",
                    "Con lo que el proveedor firma o se identifica; se guarda tal cual, porque sin \
                     él no se comprueba ninguna firma",
                ),
                ("verify_token", "Lo que Meta enseña al configurarlo; en ses, el ARN del tema"),
                (
                    "thanks",
                    "Una página a la que va el navegador que envió un formulario; puede ir varias \
                     veces",
                ),
                (
                    "token",
                    "En meta: el token de la página con el que se piden los contactos; se guarda tal \
                     cual",
                ),
                GRAPH,
            ],
            commands: &[],
        },
        Spanish {
            name: "token",
            about: "Da a una fuente de Meta otro token con el que pedir los contactos",
            after: "\
Ejemplo:
  criba source token meta-feria --token \"$PAGE_TOKEN\"

Lo que espera se pide otra vez en seguida.",
            arguments: &[NAME, ("token", "El token de la página; se guarda tal cual"), GRAPH],
            commands: &[],
        },
        Spanish {
            name: "list",
            about: "Lista las fuentes y cuánto espera de cada una",
            after: "\
Ejemplos:
  criba source list
  criba source list --format json",
            arguments: &[("format", "Cómo se escribe")],
            commands: &[],
        },
        Spanish {
            name: "replay",
            about: "Lee otra vez lo que espera de una fuente",
            after: "\
Ejemplo:
  criba source replay meta-feria",
            arguments: &[NAME],
            commands: &[],
        },
        Spanish {
            name: "reread",
            about: "Cuenta otra vez lo que una fuente contó antes de decir qué es cada campo",
            after: "\
Ejemplos:
  criba source reread zapier
  criba source reread zapier --apply
  criba source reread zapier --undo

Sin ninguna de las dos solo dice cuánto se leería de otro modo. Se leen otra vez los últimos 10.000
eventos y se cuentan 1.000 cada vez: la misma orden sigue con los anteriores.",
            arguments: &[
                NAME,
                ("apply", "Cuenta otra vez lo que se leería de otro modo"),
                ("undo", "Deja como estaba lo último que se contó otra vez"),
            ],
            commands: &[],
        },
        Spanish {
            name: "rotate",
            about: "Da a una fuente otro secreto sin cortes: el anterior vale un tiempo",
            after: "\
Ejemplos:
  criba source rotate zapier
  criba source rotate meta-feria --secret \"$NEW_APP_SECRET\" --hours 168",
            arguments: &[
                NAME,
                (
                    "secret",
                    "Con qué firma el proveedor desde ahora; se crea uno donde lo elige quien recibe",
                ),
                ("hours", "Durante cuántas horas vale también el anterior"),
            ],
            commands: &[],
        },
        Spanish {
            name: "disable",
            about: "Deja de tomar lo que envía una fuente",
            after: "\
Ejemplo:
  criba source disable meta-feria",
            arguments: &[NAME],
            commands: &[],
        },
        Spanish {
            name: "enable",
            about: "Vuelve a tomar lo que envía una fuente",
            after: "\
Ejemplo:
  criba source enable meta-feria",
            arguments: &[NAME],
            commands: &[],
        },
    ],
};

//! `criba source`, in Spanish.

use super::Spanish;

const NAME: (&str, &str) = ("name", "El nombre de la fuente");

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
  criba source add meta --workspace Tecnoclima --name meta-feria --secret \"$APP_SECRET\"
  criba source add typeform --workspace Tecnoclima --name contacto
  criba source add form --workspace Tecnoclima --name web --thanks https://tecnoclima.es/gracias

Tipos: meta, whatsapp, google_ads, calendly, calcom, typeform, tally, brevo, sendgrid, mailgun,
postmark, ses, twilio, aircall, form, json.

El secreto es aquello con lo que firma el proveedor: el de la app en meta y whatsapp, la clave
pública en sendgrid, la clave de firma de webhooks en mailgun, el auth token en twilio, el token del
webhook en aircall, el certificado en PEM en ses, usuario:contraseña en postmark. Para los demás se
crea uno.",
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
            ],
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

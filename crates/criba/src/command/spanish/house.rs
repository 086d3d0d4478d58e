//! The commands about workspaces, people and keys, in Spanish.

use super::Spanish;

const EMAIL: (&str, &str) = ("email", "Su dirección de correo");
const OF_WORKSPACE: (&str, &str) = ("workspace", "El id o el nombre del espacio");
const PASSWORD: (&str, &str) = ("password_stdin", "Lee la contraseña de la entrada estándar");

pub(super) const WORKSPACE: Spanish = Spanish {
    name: "workspace",
    about: "Crea y lista espacios: una empresa, o un cliente de una agencia",
    after: "",
    arguments: &[],
    commands: &[
        Spanish {
            name: "add",
            about: "Crea un espacio y escribe su id",
            after: "\
Ejemplo:
  criba workspace add Tecnoclima --country ES --agreement acuerdo.yaml",
            arguments: &[
                ("name", "Cómo lo llama la gente"),
                ("country", "Decide idioma, formatos, zona horaria y palabras: código ISO 3166"),
                (
                    "agreement",
                    "El acuerdo, en vigor desde ya como versión 1; si no se dice, el inicial del \
                     país",
                ),
            ],
            commands: &[],
        },
        Spanish {
            name: "list",
            about: "Lista los espacios",
            after: "\
Ejemplos:
  criba workspace list
  criba workspace list --format json",
            arguments: &[("format", "Cómo se escribe")],
            commands: &[],
        },
    ],
};

pub(super) const USER: Spanish = Spanish {
    name: "user",
    about: "Da de alta a personas y cambia contraseñas",
    after: "",
    arguments: &[],
    commands: &[
        Spanish {
            name: "add",
            about: "Da de alta a una persona en un espacio",
            after: "\
Ejemplo:
  echo \"$PASSWORD\" | criba user add ana@empresa.es --workspace Tecnoclima --name \"Ana Ruiz\" \\
      --can work,edit --password-stdin

Permisos: view (ver), work (trabajar), edit (editar), propose (proponer cambios del acuerdo),
sign_marketing y sign_sales (firmar por marketing y por ventas), administer (administrar).",
            arguments: &[
                EMAIL,
                OF_WORKSPACE,
                ("name", "Cómo se llama"),
                ("can", "Lo que puede hacer, separado por comas"),
                PASSWORD,
            ],
            commands: &[],
        },
        Spanish {
            name: "passwd",
            about: "Da otra contraseña a una persona y cierra todas sus sesiones",
            after: "\
Ejemplo:
  echo \"$PASSWORD\" | criba user passwd ana@empresa.es --password-stdin",
            arguments: &[EMAIL, PASSWORD],
            commands: &[],
        },
    ],
};

pub(super) const KEY: Spanish = Spanish {
    name: "key",
    about: "Crea claves para programas",
    after: "",
    arguments: &[],
    commands: &[Spanish {
        name: "add",
        about: "Crea una clave y la escribe, una sola vez",
        after: "\
Ejemplos:
  criba key add --workspace Tecnoclima --kind api --name \"Cuadro de mando\" --can view
  criba key add --workspace Tecnoclima --kind source --name web --public

Permisos de la API: view (ver), work (trabajar), edit (editar), administer (administrar).
La clave se enseña solo esta vez; de ella se guarda nada más que su hash.",
        arguments: &[
            OF_WORKSPACE,
            ("kind", "Lo que abre"),
            ("name", "Cómo la llama la gente"),
            ("can", "Lo que puede una clave de la API, separado por comas; si no se dice, todo"),
            (
                "public",
                "La clave de la fuente está en una página: de ella no se toman won, lost ni que alguien tenía otro id",
            ),
        ],
        commands: &[],
    }],
};

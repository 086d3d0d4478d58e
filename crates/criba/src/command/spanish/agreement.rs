//! `criba agreement` in Spanish.

use super::Spanish;

pub(super) const AGREEMENT: Spanish = Spanish {
    name: "agreement",
    about: "Revisa, escribe y compara acuerdos",
    after: "",
    arguments: &[],
    commands: &[
        Spanish {
            name: "check",
            about: "Dice de una vez todos los problemas de un acuerdo, cada uno con su sitio",
            after: "\
Ejemplo:
  criba agreement check acuerdo.yaml

Código de salida 1 si el acuerdo tiene errores; con solo avisos, 0.",
            arguments: &[("file", "El acuerdo")],
            commands: &[],
        },
        Spanish {
            name: "print",
            about: "Escribe un acuerdo en frases, con los números de sus cláusulas",
            after: "\
Ejemplo:
  criba agreement print acuerdo.yaml --language en",
            arguments: &[
                ("file", "El acuerdo"),
                ("language", "El idioma de las frases; si no se dice, el del acuerdo"),
            ],
            commands: &[],
        },
        Spanish {
            name: "diff",
            about: "Dice en frases qué cambia de un acuerdo a otro",
            after: "\
Ejemplo:
  criba agreement diff acuerdo-v7.yaml acuerdo-v8.yaml",
            arguments: &[
                ("old", "El anterior"),
                ("new", "El nuevo"),
                ("language", "El idioma de las frases; si no se dice, el del acuerdo nuevo"),
            ],
            commands: &[],
        },
    ],
};

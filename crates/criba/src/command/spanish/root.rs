//! `criba` in Spanish, and the commands that have few options.

use super::Spanish;
use super::agreement::AGREEMENT;
use super::event::EVENT;
use super::house::{KEY, USER, WORKSPACE};
use super::lists::{EXPORT, IMPORT};
use super::rank::RANK;
use super::serve::{DEMO, SERVE};
use super::source::SOURCE;

pub(super) const CRIBA: Spanish = Spanish {
    name: "criba",
    about: "A quién llamar primero y por qué, según el acuerdo que firmaron marketing y ventas",
    after: "\
Ejemplos:
  criba rank feria.xlsx                   a quién llamar primero de una lista; no guarda nada
  criba serve                             la aplicación web en http://127.0.0.1:7373
  criba demo                              lo mismo con una empresa de muestra
  criba import feria.xlsx --workspace W   trae una lista a un espacio, haya servidor o no

Códigos de salida: 0 hecho, 1 el trabajo falló, 2 lo escrito no vale.",
    arguments: &[],
    commands: &[
        SERVE,
        DEMO,
        RANK,
        AGREEMENT,
        WORKSPACE,
        USER,
        KEY,
        SOURCE,
        EVENT,
        IMPORT,
        EXPORT,
        Spanish {
            name: "doctor",
            about: "Comprueba que cada espacio es lo que dice su registro",
            after: "\
Ejemplos:
  criba doctor
  criba doctor --format json

Vuelve a calcular cada contacto desde el registro y lo compara; código de salida 1 si alguno difiere.",
            arguments: &[("format", "Cómo se escribe")],
            commands: &[],
        },
        Spanish {
            name: "backup",
            about: "Copia todo a una carpeta nueva, también con el servidor en marcha",
            after: "\
Ejemplo:
  criba backup /var/backups/criba-2026-03-12",
            arguments: &[("dest", "La carpeta nueva")],
            commands: &[],
        },
        Spanish {
            name: "restore",
            about: "Pone una copia en una carpeta de datos vacía y la examina",
            after: "\
Ejemplo:
  criba restore /var/backups/criba-2026-03-12 --data /var/lib/criba",
            arguments: &[("src", "La copia")],
            commands: &[],
        },
        Spanish {
            name: "migrate",
            about: "Pone la carpeta de datos al día con esta versión y dice lo que hay",
            after: "\
Ejemplo:
  criba migrate

Antes hay que parar el servidor. Una carpeta que escribió una versión más nueva se deja como está.",
            arguments: &[],
            commands: &[],
        },
        Spanish {
            name: "completions",
            about: "Escribe lo que un shell necesita para completar los comandos",
            after: "\
Ejemplos:
  criba completions bash > ~/.local/share/bash-completion/completions/criba
  criba completions zsh > ~/.zfunc/_criba
  criba completions fish > ~/.config/fish/completions/criba.fish",
            arguments: &[("shell", "El shell")],
            commands: &[],
        },
    ],
};

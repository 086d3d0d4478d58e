//! `criba event`, in Spanish.

use super::Spanish;

const WORKSPACE: (&str, &str) = ("workspace", "El id o el nombre del espacio");
const FORMAT: (&str, &str) = ("format", "Cómo se escribe");

pub(super) const EVENT: Spanish = Spanish {
    name: "event",
    about: "Dice si algo lo hizo una persona o una máquina",
    after: "",
    arguments: &[],
    commands: &[
        Spanish {
            name: "machines",
            about: "Lista lo que hicieron las máquinas, lo último primero",
            after: "\
Ejemplos:
  criba event machines --workspace Tecnoclima
  criba event machines --workspace Tecnoclima --format json",
            arguments: &[WORKSPACE, ("top", "Cuántos"), FORMAT],
            commands: &[],
        },
        Spanish {
            name: "judge",
            about: "Dice que algo lo hizo una persona, o una máquina, y qué cambia con ello",
            after: "\
Ejemplos:
  criba event judge 4182 --workspace Tecnoclima --was person
  criba event judge 4182 --workspace Tecnoclima --was machine --format json

El evento se juzga otra vez para quien le toca: sus puntos y adónde le llevan. Lo que ya se decidió
queda como se decidió. Un veredicto se puede cambiar tantas veces como haga falta.",
            arguments: &[
                ("event", "El id del evento"),
                WORKSPACE,
                ("was", "Quién lo hizo"),
                FORMAT,
            ],
            commands: &[],
        },
    ],
};

//! The commands that bring lists in and write them out, in Spanish.

use super::Spanish;

pub(super) const IMPORT: Spanish = Spanish {
    name: "import",
    about: "Trae una lista a un espacio",
    after: "\
Ejemplos:
  criba import feria.xlsx --workspace Tecnoclima
  criba import clientes.csv --workspace Tecnoclima --known-at-date --dry-run

Traer la misma lista dos veces no cambia nada.",
    arguments: &[
        ("file", "La lista: CSV, TSV, XLSX, XLS u ODS"),
        ("workspace", "El id o el nombre del espacio"),
        ("source", "Cómo llama la gente a la lista; si no se dice, el nombre del archivo"),
        (
            "map",
            "Qué es cada columna: YAML o JSON, de cabecera a campo o id de dato, `-` para dejar \
             fuera una",
        ),
        ("event", "Qué es cada fila, como `met_at_event`, en vez de lo que dice el acuerdo"),
        ("sheet", "De un libro, la hoja; de un ZIP, el archivo que hay dentro"),
        ("known_at_date", "Las filas con fecha cuentan como sabidas en su fecha: historia antigua"),
        (
            "consent",
            "En qué se basa que se pueda contactar a sus personas; si no se dice, no se sabe, y \
             entonces no reciben correos en masa",
        ),
        ("evidence", "Cómo consta: dónde y cuándo dieron su permiso, qué contrato, qué interés"),
        ("unreachable", "Qué se hace con quien no tiene ni correo ni teléfono"),
        (
            "takes_erased",
            "Quienes pidieron que se les borrara han dado su permiso de nuevo: entran como \
             cualquiera",
        ),
        ("dry_run", "Solo dice en qué quedaría"),
        ("format", "Cómo se escribe"),
    ],
    commands: &[],
};

pub(super) const EXPORT: Spanish = Spanish {
    name: "export",
    about: "Escribe todo lo que hay de una clase",
    after: "\
Ejemplos:
  criba export --workspace Tecnoclima --what contacts --format excel > contactos.csv
  criba export --workspace Tecnoclima --what ledger --format json

`csv` y `json` son para programas, JSON con un objeto por línea; `excel` se abre en Excel.",
    arguments: &[
        ("workspace", "El id o el nombre del espacio"),
        ("what", "Qué se escribe"),
        ("format", "Cómo se escribe"),
    ],
    commands: &[],
};

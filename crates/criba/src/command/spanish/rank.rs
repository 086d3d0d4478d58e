//! `criba rank` in Spanish.

use super::Spanish;

pub(super) const RANK: Spanish = Spanish {
    name: "rank",
    about: "Dice a quién llamar primero de una hoja de cálculo, y por qué",
    after: "\
Ejemplos:
  criba rank feria.csv
  criba rank feria.xlsx --country MX --top 20 --explain
  criba rank leads.csv --agreement acuerdo.yaml --map columnas.yaml --format json

El archivo puede ser CSV, TSV, XLSX, XLS u ODS. No se guarda nada; no se envía nada.",
    arguments: &[
        ("file", "La lista: CSV, TSV, XLSX, XLS u ODS"),
        (
            "agreement",
            "El acuerdo que juzga; si no se dice, el inicial del país [clave: agreement]",
        ),
        (
            "map",
            "Qué es cada columna: YAML o JSON, de cabecera a campo o id de dato, `-` para dejar \
             fuera una [clave: map]",
        ),
        ("event", "Qué es cada fila, como `met_at_event`, en vez de lo que dice el acuerdo"),
        (
            "country",
            "De dónde son los números sin prefijo: código ISO 3166 [por defecto: ES] [clave: \
             country]",
        ),
        ("at", "Juzga como en este momento, RFC 3339 o una fecha; si no se dice, el presente"),
        ("top", "Solo las N primeras personas; el resumen es de todas"),
        ("explain", "Cada línea de cada puntuación"),
        ("sheet", "De un libro, la hoja; de un ZIP, el archivo que hay dentro"),
        ("format", "Cómo se escribe"),
    ],
    commands: &[],
};

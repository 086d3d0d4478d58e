#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Every route as every kind of person (invariant I9): no request reaches another workspace's data,
//! and nothing is done without the permission for it.
//!
//! A route has a row, or the test fails and prints the line to add. Look at what it says before you
//! add it: it is what the route does now, and not what it should do.

#[path = "walk/api.rs"]
mod api;
#[path = "walk/forms.rs"]
mod forms;
#[path = "walk/sources.rs"]
mod sources;
#[path = "walk/told.rs"]
mod told;
mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, header};
use engine::agreement::Language;
use engine::agreement::condition::Whose;
use engine::agreement::funnel::SideName;
use runtime::acts::{By, Deed};
use runtime::criba::Workspace;
use runtime::forms::public_name;
use runtime::imports::{Batch, Plan};
use runtime::people::{Permission, csrf};
use runtime::staff::Link;
use store::ids::PersonId;
use support::{House, Seen, contact};
use web::app::Settings;

/// A route, what is sent to it, and the status that each kind of person is answered with.
///
/// What is sent is a query where it begins with `?`, JSON where it begins with `{`, `file` for a
/// list, and the fields of a form otherwise. `[id]` and `[email]` stand for another contact of
/// ours, `[reason]` and `[version]` for a reason and the number of our agreement, `[hint]` for the
/// beginning of a key of ours, `[undo]` for the key of something that was done, `[unjoin]` for
/// that of a join.
type Row = (&'static str, &'static str, &'static str, [u16; 12]);

/// Who asks, in the order of the statuses. Everything they ask for is of the first workspace.
const WHO: [(&str, Who); 12] = [
    ("nobody", Who::Nobody),
    ("view", Who::Person(0)),
    ("work", Who::Person(1)),
    ("edit", Who::Person(2)),
    ("propose", Who::Person(3)),
    ("administer", Who::Person(4)),
    ("sign_marketing", Who::Person(5)),
    ("sign_sales", Who::Person(6)),
    ("somebody of another workspace", Who::Stranger),
    ("API key", Who::Key(0)),
    ("API key of another workspace", Who::Key(1)),
    ("source key", Who::Key(2)),
];

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // method path                                      what is sent                                                nobody view work edit propose administer marketing sales stranger key other-key source
    ("GET",   "/",                                      "",                                                        [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    ("GET",   "/hoy",                                   "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("GET",   "/hoy/orden",                             "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("GET",   "/r/nadie",                               "",                                                        [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("GET",   "/contacto",                              "?correo=[email]",                                         [303, 303, 303, 303, 303, 303, 303, 303, 404, 303, 303, 303]),
    ("GET",   "/contactos",                             "?q=vidal",                                                [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("GET",   "/contactos.csv",                         "?id=[id]",                                                [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("GET",   "/contactos/cuentas",                     "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("GET",   "/contactos/efecto",                      "?to=&stage=&id=[id]",                                     [303, 403, 200, 403, 403, 403, 403, 403, 200, 303, 303, 303]),
    ("GET",   "/contactos/acciones",                    "",                                                        [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    ("POST",  "/contactos/acciones",                    "what=assign&to=nadie&id=[id]",                            [303, 403, 303, 403, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/contactos/vistas",                      "name=Madrid&query=",                                      [303, 403, 303, 403, 403, 403, 403, 403, 303, 303, 303, 303]),
    ("POST",  "/contactos/vistas/{id}/quitar",          "",                                                        [303, 403, 303, 403, 403, 403, 403, 403, 303, 303, 303, 303]),
    ("GET",   "/contactos/parecidos",                   "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("GET",   "/contactos/maquinas",                    "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("POST",  "/contactos/maquinas",                    "position=1&verdict=person",                               [303, 403, 403, 422, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("GET",   "/contactos/{id}",                        "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 404, 303, 303, 303]),
    ("GET",   "/contactos/{id}/cita.ics",               "",                                                        [303, 404, 404, 404, 404, 404, 404, 404, 404, 303, 303, 303]),
    ("GET",   "/contactos/{id}/eventos/{position}",     "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 404, 303, 303, 303]),
    ("GET",   "/contactos/{id}/porque/{rule}",          "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 404, 303, 303, 303]),
    ("GET",   "/contactos/{id}/todo.json",              "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 404, 303, 303, 303]),
    ("GET",   "/contactos/{id}/borrar",                 "",                                                        [303, 403, 403, 403, 403, 200, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/contactos/{id}/borrar",                 "requested_by=person&sure=borrar",                         [303, 403, 403, 403, 403, 303, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/contactos/{id}/llamadas",               "outcome=talked",                                          [303, 403, 303, 403, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/contactos/{id}/llamando",               "",                                                        [303, 403, 204, 403, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/contactos/{id}/mensajes",               "channel=email&text=Hola",                                 [303, 403, 303, 403, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/contactos/{id}/notas",                  "text=Hola",                                               [303, 403, 303, 403, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/contactos/{id}/tareas",                 "next_date=2026-03-05",                                    [303, 403, 303, 403, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/contactos/{id}/hecho",                  "mention=",                                                [303, 403, 303, 403, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/contactos/{id}/rechazo",                "reason=[reason]",                                         [303, 403, 303, 403, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/contactos/{id}/etapa",                  "to=sal",                                                  [303, 403, 303, 403, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/contactos/{id}/reactivacion",           "",                                                        [303, 403, 422, 403, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/contactos/{id}/responsable",            "to=",                                                     [303, 403, 303, 403, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/contactos/{id}/permisos",               "purpose=email&given=yes&evidence=feria",                  [303, 403, 303, 403, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/contactos/{id}/eventos",                "name=met_at_event",                                       [303, 403, 303, 403, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/contactos/{id}/datos",                  "person.city=Lugo",                                        [303, 403, 403, 303, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/contactos/{id}/union",                  "other=[id]",                                              [303, 403, 403, 303, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/contactos/{id}/separacion",             "position=1",                                              [303, 403, 403, 404, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/contactos/{id}/union/duda",             "position=1",                                              [303, 403, 403, 404, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/contactos/{id}/sugerencia",             "clause=x&answer=yes",                                     [303, 403, 403, 422, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("GET",   "/por-revisar",                           "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("POST",  "/deshacer",                              "key=[undo]",                                              [303, 403, 303, 403, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/deshacer",                              "key=[unjoin]",                                            [303, 403, 403, 303, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("GET",   "/buscar",                                "?q=vidal",                                                [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    ("GET",   "/buscar/nombres",                        "?q=vidal",                                                [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("GET",   "/sugerencias/fecha",                     "?texto=mañana",                                           [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("GET",   "/mas",                                   "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("GET",   "/importar",                              "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("POST",  "/importar",                              "file",                                                    [303, 403, 403, 303, 403, 403, 403, 403, 303, 303, 303, 303]),
    ("GET",   "/importar/{id}",                         "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 404, 303, 303, 303]),
    ("POST",  "/importar/{id}",                         "",                                                        [303, 403, 403, 303, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/importar/{id}/correcciones",            "row=2&was=x&is=y",                                        [303, 403, 403, 303, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/importar/{id}/borrados",                "rows=out",                                                [303, 403, 403, 303, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/importar/{id}/sin-contacto",            "rows=out",                                                [303, 403, 403, 303, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("GET",   "/importar/{id}/columnas",                "",                                                        [303, 403, 403, 200, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/importar/{id}/columnas",                "",                                                        [303, 403, 403, 303, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/importar/{id}/descartar",               "",                                                        [303, 403, 403, 303, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("GET",   "/importar/{id}/preguntas",               "",                                                        [303, 403, 403, 403, 303, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/importar/{id}/preguntas",               "",                                                        [303, 403, 403, 403, 303, 403, 403, 403, 404, 303, 303, 303]),
    ("GET",   "/importar/{id}/revisar",                 "",                                                        [303, 403, 403, 200, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("GET",   "/importar/{id}/avance",                  "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 404, 303, 303, 303]),
    ("GET",   "/importar/{id}/rechazadas",              "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 404, 303, 303, 303]),
    ("GET",   "/importar/{id}/rechazadas.csv",          "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 404, 303, 303, 303]),
    ("POST",  "/importar/{id}/reanudar",                "",                                                        [303, 403, 403, 303, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/importar/{id}/deshacer",                "",                                                        [303, 403, 403, 303, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/importar/{id}/parecidos",               "index=0&is_one=si",                                       [303, 403, 403, 404, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("GET",   "/acuerdo",                               "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("GET",   "/acuerdo/versiones",                     "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("GET",   "/acuerdo/{version}",                     "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("GET",   "/acuerdo/{version}/cambios",             "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("GET",   "/acuerdo/{version}/texto.yaml",          "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("POST",  "/acuerdo/{version}/vigor",               "after=[version]",                                         [303, 403, 403, 403, 303, 403, 403, 403, 422, 303, 303, 303]),
    ("GET",   "/acuerdo/proponer",                      "",                                                        [303, 403, 403, 403, 200, 403, 403, 403, 200, 303, 303, 303]),
    ("POST",  "/acuerdo/proponer",                      "",                                                        [303, 403, 403, 403, 400, 403, 403, 403, 400, 303, 303, 303]),
    ("GET",   "/ajustes",                               "",                                                        [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    ("GET",   "/ajustes/personas",                      "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("GET",   "/ajustes/personas/{person}",             "",                                                        [303, 403, 403, 403, 403, 200, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/ajustes/personas/{person}",             "can=work",                                                [303, 403, 403, 403, 403, 303, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/ajustes/personas/{person}/contrasena",  "",                                                        [303, 403, 403, 403, 403, 200, 403, 403, 404, 303, 303, 303]),
    ("GET",   "/ajustes/personas/{person}/salida",      "",                                                        [303, 403, 403, 403, 403, 200, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/ajustes/personas/{person}/salida",      "heir=",                                                   [303, 403, 403, 403, 403, 303, 403, 403, 404, 303, 303, 303]),
    ("GET",   "/ajustes/personas/invitar",              "",                                                        [303, 403, 403, 403, 403, 200, 403, 403, 200, 303, 303, 303]),
    ("POST",  "/ajustes/personas/invitar",              "email=[id]@nueva.example&can=work",                       [303, 403, 403, 403, 403, 200, 403, 403, 200, 303, 303, 303]),
    ("POST",  "/ajustes/invitaciones/{invitation}/retirar","",                                                        [303, 403, 403, 403, 403, 303, 403, 403, 422, 303, 303, 303]),
    ("GET",   "/invitacion/{token}",                    "",                                                        [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("POST",  "/invitacion/{token}",                    "name=&password=",                                         [422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422]),
    ("GET",   "/ajustes/equipos",                       "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("POST",  "/ajustes/equipos",                       "name=[id]&after=[version]",                               [303, 403, 403, 403, 303, 403, 403, 403, 422, 303, 303, 303]),
    ("GET",   "/ajustes/equipos/{team}",                "",                                                        [303, 403, 403, 403, 404, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/ajustes/equipos/{team}",                "name=x&pick=least_loaded&after=[version]",                [303, 403, 403, 403, 404, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/ajustes/equipos/{team}/quitar",         "after=[version]",                                         [303, 403, 403, 403, 404, 403, 403, 403, 404, 303, 303, 303]),
    ("GET",   "/ajustes/horario",                       "",                                                        [303, 403, 403, 403, 200, 403, 403, 403, 200, 303, 303, 303]),
    ("POST",  "/ajustes/horario",                       "holidays=&closed=&after=[version]",                       [303, 403, 403, 403, 303, 403, 403, 403, 422, 303, 303, 303]),
    ("POST",  "/ajustes/horario/dias",                  "day=2026-12-24&after=[version]",                          [303, 403, 403, 403, 303, 403, 403, 403, 422, 303, 303, 303]),
    ("POST",  "/ajustes/horario/dias/quitar",           "day=2026-12-24&after=[version]",                          [303, 403, 403, 403, 303, 403, 403, 403, 422, 303, 303, 303]),
    ("POST",  "/ajustes/calendarios",                   "name=[id]&after=[version]",                               [303, 403, 403, 403, 303, 403, 403, 403, 422, 303, 303, 303]),
    ("POST",  "/ajustes/calendarios/quitar",            "calendario=x&after=[version]",                            [303, 403, 403, 403, 303, 403, 403, 403, 404, 303, 303, 303]),
    ("POST",  "/ajustes/ausencias",                     "user=work@tecnoclima.example&from=2026-03-05&to=2026-03-06&after=[version]", [303, 403, 403, 403, 303, 403, 403, 403, 422, 303, 303, 303]),
    ("POST",  "/ajustes/ausencias/quitar",              "user=work@tecnoclima.example&from=2026-03-05&to=2026-03-06&after=[version]", [303, 403, 403, 403, 303, 403, 403, 403, 422, 303, 303, 303]),
    ("GET",   "/ajustes/preferencias",                  "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("POST",  "/ajustes/preferencias",                  "name=Luis&language=es&theme=system&zone=",                [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    ("POST",  "/ajustes/pistas",                        "hint=keys",                                               [303, 204, 204, 204, 204, 204, 204, 204, 204, 303, 303, 303]),
    ("GET",   "/ajustes/sesiones",                      "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("POST",  "/ajustes/sesiones/cerrar",               "id=x",                                                    [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    ("POST",  "/ajustes/sesiones/cerrar-otras",         "",                                                        [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    ("POST",  "/ajustes/sesiones/contrasena",           "present=x&new=y",                                         [303, 422, 422, 422, 422, 422, 422, 422, 422, 303, 303, 303]),
    ("GET",   "/ajustes/claves",                        "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("POST",  "/ajustes/claves",                        "name=crm&kind=api",                                       [303, 403, 403, 403, 403, 200, 403, 403, 200, 303, 303, 303]),
    ("POST",  "/ajustes/claves/revocar",                "hint=[hint]",                                             [303, 403, 403, 403, 403, 303, 403, 403, 404, 303, 303, 303]),
    ("GET",   "/ajustes/espacio",                       "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("POST",  "/ajustes/espacio",                       "name=Tecnoclima&country=ES",                              [303, 403, 403, 403, 403, 303, 403, 403, 303, 303, 303, 303]),
    ("POST",  "/ajustes/espacio/hora",                  "zone=Europe/Madrid&after=[version]",                      [303, 403, 403, 403, 303, 403, 403, 403, 422, 303, 303, 303]),
    ("POST",  "/ajustes/espacio/anonimos",              "months=12",                                               [303, 403, 403, 403, 403, 303, 403, 403, 303, 303, 303, 303]),
    ("POST",  "/ajustes/espacio/trato",                 "treatment=usted",                                         [303, 403, 403, 403, 403, 303, 403, 403, 303, 303, 303, 303]),
    ("GET",   "/ajustes/borrados",                      "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("GET",   "/ajustes/cambios",                       "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("POST",  "/ajustes/cambios/{change}/deshacer",     "",                                                        [303, 403, 403, 403, 403, 303, 403, 403, 404, 303, 303, 303]),
    ("GET",   "/empezar",                               "",                                                        [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    ("POST",  "/empezar",                               "name=",                                                   [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    ("GET",   "/entrar",                                "",                                                        [200, 303, 303, 303, 303, 303, 303, 303, 303, 200, 200, 200]),
    ("POST",  "/ejemplo",                               "",                                                        [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    ("POST",  "/ejemplo/salida",                        "",                                                        [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    ("POST",  "/entrar",                                "email=x&password=x",                                      [422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 429, 429]),
    ("POST",  "/espacio",                               "workspace=x",                                             [303, 404, 404, 404, 404, 404, 404, 404, 404, 303, 303, 303]),
    ("POST",  "/salir",                                 "",                                                        [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    ("GET",   "/favicon.ico",                           "",                                                        [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Nobody,
    /// Somebody of ours, by their permission.
    Person(usize),
    /// Somebody of another workspace, who may do everything there.
    Stranger,
    /// A key: ours, another workspace's, and ours for telling what happened.
    Key(usize),
}

impl Who {
    /// Whether they must see and change nothing of ours.
    fn is_outside(self) -> bool {
        matches!(self, Who::Nobody | Who::Stranger | Who::Key(1 | 2))
    }
}

/// A word that stands in the name of every contact of ours and nowhere else.
const OURS: &str = "Zenobia";
/// The address of who must not be found in our log.
const STRANGER: &str = "eva@otra.example";
const PERMISSIONS: [&str; 7] =
    ["view", "work", "edit", "propose", "administer", "sign_marketing", "sign_sales"];

struct World {
    house: House,
    ours: Arc<Workspace>,
    theirs: Arc<Workspace>,
    people: Vec<PersonId>,
    stranger: PersonId,
    keys: Vec<String>,
}

impl World {
    fn new() -> World {
        let house = House::new(Settings::default());
        let (ours, theirs) = (house.workspace("Tecnoclima"), house.workspace("Otra"));
        let people = PERMISSIONS
            .map(|can| house.person(ours.row.id, &format!("{can}@tecnoclima.example"), can));
        let everything = "view,work,edit,propose,sign_marketing,sign_sales,administer";
        let stranger = house.person(theirs.row.id, STRANGER, everything);
        let keys = [(&ours, "api", "ours"), (&theirs, "api", "theirs"), (&ours, "source", "form")];
        let keys = keys.map(|(workspace, kind, name)| {
            house.criba.add_key(workspace.row.id, kind, name).unwrap()
        });
        let form = runtime::forms::template("contacto", Language::Es, "presupuesto").unwrap();
        let kept = ours.save_form(form.clone(), None, "ana@tecnoclima.example").unwrap();
        ours.save_form(form, Some(kept.version), "ana@tecnoclima.example").unwrap();
        World { ours, theirs, people: people.to_vec(), stranger, keys: keys.to_vec(), house }
    }

    fn contact(&self) -> String {
        let email = format!("{}@cliente.example", PersonId::make());
        contact(&self.ours, &format!("{OURS} Vidal"), &email).to_string()
    }

    /// A list of ours that waits.
    fn waiting(&self) -> Batch {
        let list = format!("Nombre,Correo\n{OURS} Paz,{}@lista.example\n", PersonId::make());
        let plan = Plan { name: "feria.csv".to_owned(), ..Plan::default() };
        self.ours.bring(plan, list.as_bytes(), "ana@tecnoclima.example").unwrap()
    }

    /// What stands for the parts of a path: of each, something of ours that nobody has touched.
    fn filled(&self, method: &str, path: &str) -> String {
        let mut id = "x".to_owned();
        let mut position = 0;
        if path.contains("/contactos/{id}") || path.contains("/contacts/{id}") {
            id = self.contact();
            let saw = self.ours.writer.look(id.parse().unwrap()).wait().unwrap().unwrap();
            position = *saw.card.history.first().unwrap();
        } else if path.contains("/importar/{id}") || path.contains("/imports/{id}") {
            let waits = ["columnas", "descartar", "revisar"].iter().any(|end| path.ends_with(end));
            let batch = self.waiting();
            id = batch.id.to_string();
            if !waits && (method, path) != ("POST", "/importar/{id}") {
                self.ours.bring_in(batch, |_, _| {}).unwrap();
            }
        } else if path.contains("/events/{id}") {
            let contact = self.contact();
            let text = "x".to_owned();
            self.does(&contact, &Deed::Noted { text, mentions: Vec::new(), next: None });
            let saw = self.ours.writer.look(contact.parse().unwrap()).wait().unwrap().unwrap();
            id = saw.card.history.last().unwrap().to_string();
        } else if path.contains("/joins/{id}") {
            let (first, other) = (self.contact(), self.contact());
            let deed = Deed::Joined { other: other.parse().unwrap() };
            self.does(&first, &deed);
            let saw = self.ours.writer.look(first.parse().unwrap()).wait().unwrap().unwrap();
            id = saw.card.history.last().unwrap().to_string();
        }
        let agreement = self.ours.writer.agreement().wait().unwrap();
        let rule = agreement.document.main.fit.rules.first().unwrap().id.clone();
        let mut path = path.to_owned();
        if path.contains("{person}") {
            path = path.replace("{person}", &self.colleague().to_string());
        }
        if path.contains("{invitation}") {
            path = path.replace("{invitation}", &self.invitation().row.id.to_string());
        }
        if path.contains("{hint}") {
            path = path.replace("{hint}", &self.hint());
        }
        if path.contains("{token}") {
            path = path.replace("{token}", &self.invitation().token);
        }
        if path.contains("{change}") {
            let (criba, id) = (&self.house.criba, self.ours.row.id);
            let (person, can) = (self.colleague(), [Permission::Work]);
            let change = criba.change_permissions(id, person, &can, "ana@tecnoclima.example");
            path = path.replace("{change}", &change.unwrap().unwrap().to_string());
        }
        if path.contains("{source}") {
            path = path
                .replace("{source}", &self.house.source(self.ours.row.id))
                .replace("{key}", "x");
        }
        let form = public_name(self.ours.row.id, "contacto");
        path.replace("{id}", &id)
            .replace("{form}", &form)
            .replace("{slug}", "contacto")
            .replace("{position}", &position.to_string())
            .replace("{rule}", &rule)
            .replace("{version}", "1")
            .replace("{key}", &self.keys[2])
            .replace("{part}", "schemaFilter.bundle.a6a77355d52c20e3a83d.js")
            .replace("{kind}", "track")
    }

    /// Somebody of ours who may see.
    fn colleague(&self) -> PersonId {
        let email = format!("{}@tecnoclima.example", PersonId::make());
        self.house.person(self.ours.row.id, &email, "view")
    }

    /// An invitation to come to us.
    fn invitation(&self) -> Link {
        let email = format!("{}@tecnoclima.example", PersonId::make());
        let (criba, id) = (&self.house.criba, self.ours.row.id);
        criba.invite(id, &email, &[Permission::Work], "ana@tecnoclima.example").unwrap()
    }

    /// The beginning of a new key of ours.
    fn hint(&self) -> String {
        let criba = &self.house.criba;
        let key = criba.add_key(self.ours.row.id, "api", "old").unwrap();
        let keys = criba.house().keys(self.ours.row.id).unwrap();
        keys.iter().find(|row| key.starts_with(&row.hint)).unwrap().hint.clone()
    }

    /// Does something with a contact; the key under which it was done.
    fn does(&self, contact: &str, deed: &Deed) -> String {
        let by = By { email: "ana@tecnoclima.example".to_owned(), side: SideName::Sales };
        let key = PersonId::make().to_string();
        self.ours.act(contact.parse().unwrap(), deed, &by, &key).unwrap();
        key
    }

    fn ask(&self, who: Who, method: &str, path: &str, sends: &str) -> Seen {
        let mut sends = sends.to_owned();
        if sends.contains("[id]") {
            sends = sends.replace("[id]", &self.contact());
        }
        if sends.contains("[email]") {
            let id = self.contact().parse().unwrap();
            let saw = self.ours.writer.look(id).wait().unwrap().unwrap();
            let email = saw.card.contact.profile.at(Whose::Person, "email", saw.now).unwrap();
            sends = sends.replace("[email]", &email.value.to_string());
        }
        if sends.contains("[reason]") {
            let agreement = self.ours.writer.agreement().wait().unwrap();
            sends = sends.replace("[reason]", &agreement.document.reasons.first().unwrap().id);
        }
        if sends.contains("[hint]") {
            sends = sends.replace("[hint]", &self.hint());
        }
        if sends.contains("[version]") {
            let agreement = self.ours.writer.agreement().wait().unwrap();
            sends = sends.replace("[version]", &agreement.version.to_string());
        }
        if sends.contains("[undo]") {
            let deed = Deed::Noted { text: "x".to_owned(), mentions: Vec::new(), next: None };
            sends = sends.replace("[undo]", &self.does(&self.contact(), &deed));
        }
        if sends.contains("[unjoin]") {
            let deed = Deed::Joined { other: self.contact().parse().unwrap() };
            sends = sends.replace("[unjoin]", &self.does(&self.contact(), &deed));
        }
        let mut target = self.filled(method, path);
        let mut request = Request::builder().method(method).header(header::HOST, "criba.example");
        let mut cookie = String::new();
        match who {
            Who::Nobody => {}
            Who::Person(_) | Who::Stranger => {
                let (person, workspace) = match who {
                    Who::Person(index) => (self.people[index], &self.ours),
                    _ => (self.stranger, &self.theirs),
                };
                cookie = self.house.sign_in(person, workspace.row.id);
                request = request.header(header::COOKIE, format!("criba={cookie}"));
            }
            Who::Key(index) => {
                let key = &self.keys[index];
                request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
            }
        }
        let token = csrf(&cookie);
        let body = if let Some(query) = sends.strip_prefix('?') {
            target = format!("{target}?{query}");
            String::new()
        } else if sends.starts_with('{') {
            request = request.header(header::CONTENT_TYPE, "application/json");
            sends
        } else if sends == "file" && path.starts_with("/api/") {
            request = request.header(header::CONTENT_TYPE, "text/csv");
            format!("Nombre,Correo\nPrudencia Gil,{}@api.example\n", PersonId::make())
        } else if sends == "file" {
            request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
            format!(
                "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n\
                 --b\r\nContent-Disposition: form-data; name=\"cells\"\r\n\r\n\
                 Nombre,Correo\nPrudencia Sol,sol@lista.example\r\n--b--\r\n"
            )
        } else if method == "POST" && !path.starts_with("/api/") {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let is_keyless = !sends.starts_with("key=");
            let key = if is_keyless { format!("&key={}", PersonId::make()) } else { String::new() };
            format!("csrf={token}{key}&{sends}").trim_end_matches('&').to_owned()
        } else {
            String::new()
        };
        self.house.send(request.uri(target).body(Body::from(body)).unwrap())
    }
}

#[test]
fn i9_every_route_answers_every_kind_of_person_as_its_row_says() {
    let world = World::new();
    let mut known: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut asked: BTreeSet<(&str, &str, &str)> = BTreeSet::new();
    let mut wrong = String::new();
    let seen = |method: &str, path: &str, sends: &str| -> [u16; 12] {
        WHO.map(|(name, who)| {
            let seen = world.ask(who, method, path, sends);
            assert!(
                !(who.is_outside() && seen.body.contains(OURS)),
                "{name} sees our contacts at {method} {path}: {}",
                seen.body
            );
            assert!(!seen.status.is_server_error(), "{name} at {method} {path}: {seen:?}");
            seen.status.as_u16()
        })
    };
    for (method, path, sends, expected) in
        ROWS.iter().chain(api::ROWS).chain(told::ROWS).chain(forms::ROWS).chain(sources::ROWS)
    {
        known.insert((method, path));
        assert!(asked.insert((method, path, sends)), "{method} {path} has two rows for {sends}");
        let answered = seen(method, path, sends);
        if answered != *expected {
            let row = line(method, path, sends, answered);
            writeln!(wrong, "the row of {method} {path} is not what it answers:\n{row}").unwrap();
        }
    }
    for route in web::routes() {
        if known.insert((route.method, route.path)) {
            let answered = seen(route.method, route.path, "");
            let row = line(route.method, route.path, "", answered);
            writeln!(wrong, "a route without a row; look at it, and add:\n{row}").unwrap();
        }
    }
    for (method, path) in known {
        let is_there = web::routes().iter().any(|r| (r.method, r.path) == (method, path));
        if !is_there {
            writeln!(wrong, "a row without a route: {method} {path}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    no_stranger_in_our_log(&world);
}

fn line(method: &str, path: &str, sends: &str, answered: [u16; 12]) -> String {
    format!("    ({method:?}, {path:?}, {sends:?}, {answered:?}),")
}

/// Whatever an outsider asked for, they did nothing here.
fn no_stranger_in_our_log(world: &World) {
    world.ours.writer.settle().wait().unwrap();
    let (events, batches) = world
        .ours
        .read(|read| Ok((read.events_after(0, usize::MAX >> 1)?, read.batches(10_000)?)))
        .unwrap();
    assert!(events.len() > 100, "the walk left {} events", events.len());
    let is_theirs = |who: &str| who == STRANGER || who == "api:theirs" || who == "api:form";
    for event in events {
        let who = event.who.clone().unwrap_or_default();
        assert!(!is_theirs(&who), "{who} did something here: {event:?}");
    }
    for batch in batches {
        assert!(!is_theirs(&batch.made_by), "{} brought a list here", batch.made_by);
    }
}

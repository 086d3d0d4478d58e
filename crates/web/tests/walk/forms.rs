//! The rows of the walk for forms: the pages that make them, and those that everybody fills in.

use crate::Row;

#[rustfmt::skip]
pub(crate) const ROWS: &[Row] = &[
    ("GET",  "/formularios",                               "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 200, 303, 303, 303]),
    ("POST", "/formularios",                               "template=descarga",                                       [303, 403, 403, 303, 403, 403, 403, 403, 303, 303, 303, 303]),
    ("GET",  "/formularios/{slug}",                        "",                                                        [303, 200, 200, 200, 200, 200, 200, 200, 404, 303, 303, 303]),
    ("POST", "/formularios/{slug}",                        "name=",                                                   [303, 403, 403, 422, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST", "/formularios/{slug}/version",                "version=1",                                               [303, 403, 403, 303, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("POST", "/formularios/{slug}/correos",                "nonce=a",                                                 [303, 403, 403, 404, 403, 403, 403, 403, 404, 303, 303, 303]),
    ("GET",  "/f/{form}",                                  "",                                                        [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("POST", "/f/{form}",                                  "email=bot@spam.example",                                  [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    ("GET",  "/f/{form}/confirmar",                        "",                                                        [404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("POST", "/f/{form}/confirmar",                        "",                                                        [404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("POST", "/f/{form}/paso",                             "empezado=1",                                              [204, 204, 204, 204, 204, 204, 204, 204, 204, 204, 204, 204]),
    ("GET",  "/api/v1/forms",                              "",                                                        [401, 401, 401, 401, 401, 401, 401, 401, 401, 200, 200, 403]),
    ("POST", "/api/v1/forms",                              r#"{"slug":"api","name":"API","language":"es","title":{"es":"Hola"},"questions":[{"id":"email","about":"person","kind":"email","label":{"es":"Correo"},"is_required":true}]}"#, [401, 401, 401, 401, 401, 401, 401, 401, 401, 201, 201, 403]),
    ("GET",  "/api/v1/forms/{slug}",                       "",                                                        [401, 401, 401, 401, 401, 401, 401, 401, 401, 200, 404, 403]),
    ("PUT",  "/api/v1/forms/{slug}",                       r#"{"slug":"api","name":"API","language":"es","title":{"es":"Hola"},"questions":[{"id":"email","about":"person","kind":"email","label":{"es":"Correo"},"is_required":true}]}"#, [401, 401, 401, 401, 401, 401, 401, 401, 401, 200, 404, 403]),
];

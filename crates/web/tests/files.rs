#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! The files that pages give: what Excel opens as a table in the workspace's country.

mod support;

use support::visit::Place;

#[test]
fn contacts_come_as_a_file_that_excel_opens_in_spain() {
    let place = Place::new();
    let ana = place.ana();
    place.lead("Ángel Ríos", "ana@tecnoclima.example");
    let file = ana.get("/contactos.csv");
    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
    assert_eq!(file.body.as_bytes().get(..3), Some(&b"\xef\xbb\xbf"[..]));
    let lines: Vec<&str> = file.body.split_terminator("\r\n").collect();
    let [header, row] = lines.as_slice() else { panic!("{lines:?}") };
    assert!(header.starts_with("\u{feff}Nombre;Cargo;Empresa;Etapa;"), "{header}");
    assert!(row.starts_with("Ángel Ríos;;;"), "{row}");
    assert_eq!(row.matches(';').count(), header.matches(';').count());
    let chosen = ana.get("/contactos.csv?col=correo.lugar").body;
    let header = chosen.lines().next().unwrap();
    assert_eq!(header, "\u{feff}Nombre;Cargo;Correo;Ciudad;País", "what is on the screen");
    ana.post("/ajustes/espacio", &[("name", "Tecnoclima"), ("country", "MX")]).to();
    let file = ana.get("/contactos.csv");
    assert!(file.body.starts_with("\u{feff}Nombre,Cargo,Empresa,Etapa,"), "{}", file.body);
}

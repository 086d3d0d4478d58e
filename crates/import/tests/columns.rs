//! Which column is what, on short lists as people paste and export them, and what their rows say.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and what it shares with others says what is not there"
)]

mod support;

use engine::value::Value;
use import::columns::Target;
use import::columns::fields::Field;
use import::record::{ProblemCode, Record};
use support::{Read, read_text};

fn target(read: &Read, header: &str) -> String {
    let column = read.columns.columns.iter().find(|column| column.header == header);
    column.unwrap().target_id().unwrap_or("-").to_owned()
}

fn targets(list: &str) -> Vec<String> {
    let read = read_text(list);
    let columns = read.columns.columns.iter();
    columns.map(|column| column.target_id().unwrap_or("-").to_owned()).collect()
}

fn codes(record: &Record) -> Vec<ProblemCode> {
    record.problems.iter().map(|problem| problem.code).collect()
}

#[test]
fn a_name_with_its_address_is_both_where_the_row_has_no_other() {
    let said = |list: &str| -> Vec<(Option<String>, Vec<String>)> {
        let records = read_text(list).records;
        for record in &records {
            let text = |id: &str| record.values.get(id).cloned();
            assert_eq!(text("name"), record.name.as_deref().map(Value::text), "{record:?}");
            assert_eq!(text("email"), record.emails.first().map(Value::text), "{record:?}");
        }
        records.into_iter().map(|record| (record.name, record.emails)).collect()
    };
    let both = |name: &str, email: &str| (Some(name.to_owned()), vec![email.to_owned()]);
    let (ana, eva) = (both("Ana Ruiz", "ana@x.es"), both("Eva Gil", "eva@x.es"));
    let names = "Nombre;Empresa\nAna Ruiz <ana@x.es>;Acme\nEva Gil (eva@x.es);Sol\n";
    assert_eq!(said(names), [ana.clone(), eva.clone()]);
    let emails = "Empresa;Correo\nAcme;Ana Ruiz <ana@x.es>\nSol;Eva Gil (eva@x.es)\n";
    assert_eq!(said(emails), [ana, eva]);
    // What the row says in so many words stands, whichever comes first.
    let others = "Nombre;Correo\nAna Ruiz <ana@x.es>;a.ruiz@acme.es\nEva;Eva Gil <eva@x.es>\n";
    assert_eq!(said(others), [both("Ana Ruiz", "a.ruiz@acme.es"), both("Eva", "eva@x.es")]);
    let office = said("Empresa;Correo\nAcme;Oficina Central <info@acme.es>\n");
    assert_eq!(office, [(None, vec!["info@acme.es".to_owned()])], "nobody is called an office");
}

#[test]
fn a_permission_that_cannot_be_read_is_a_problem_and_no_yes() {
    let list = "Nombre;Correo;Acepta comunicaciones\nAna Gil;a@na.es;Sí, acepto\n\
                Eva Sol;e@ne.es;No, gracias\nLuis Paz;l@nl.es;Rechaza\nMar Ríos;m@nm.es;pendiente\n\
                Paz Mora;p@p.es;\n";
    let read = read_text(list);
    let said = |index: usize| read.records[index].values.get("consent_general").cloned();
    assert_eq!(said(0), Some(Value::Bool(true)));
    assert_eq!(said(1), Some(Value::Bool(false)));
    assert_eq!(said(2), Some(Value::Bool(false)));
    assert_eq!(said(3), Some(Value::text("pendiente")));
    assert_eq!(said(4), None);
    let unclear: Vec<usize> = (0..5)
        .filter(|index| codes(&read.records[*index]).contains(&ProblemCode::ConsentUnclear))
        .collect();
    assert_eq!(unclear, [3]);
    // Nor is the column taken for anything else where no answer can be read.
    let read = read_text("Nombre;Correo;RGPD\nAna Gil;a@na.es;ver ficha\n");
    assert_eq!(target(&read, "RGPD"), "consent_general");
    assert_eq!(codes(&read.records[0]), [ProblemCode::ConsentUnclear]);
}

#[test]
fn a_name_whose_accent_was_lost_for_good_is_a_problem_of_the_row_and_stays() {
    let list = "Nombre;Empresa;Correo;Notas\nMARÃ?A GARCÃ?A;Ã?vila SA;a@na.es;\n\
                JOSÃ? RUIZ;MuÃ?oz;e@ne.es;Ã?\nANA GIL?;Sol;l@nl.es;¿GARCÃ?A o JOSÃ??\n";
    let read = read_text(list);
    let said = |index: usize| {
        let record: &Record = &read.records[index];
        let lost = record.problems.iter().filter(|one| one.code == ProblemCode::TextUnreadable);
        let lost: Vec<&str> = lost.map(|one| one.words.as_str()).collect();
        (record.name.clone().unwrap(), record.company.clone().unwrap(), lost.join(", "))
    };
    let expected = |name: &str, company: &str, lost: &str| {
        (name.to_owned(), company.to_owned(), lost.to_owned())
    };
    assert_eq!(said(0), expected("María García", "Ávila SA", ""));
    assert_eq!(said(1), expected("JOSÃ? RUIZ", "MuÃ?oz", "JOSÃ? RUIZ, MuÃ?oz"));
    assert_eq!(said(2), expected("Ana Gil?", "Sol", ""));
}

#[test]
fn what_is_said_around_a_question_of_consent_makes_no_refusal_of_it() {
    let said = |header: &str, answer: &str| {
        let list = format!("Nombre,Correo,\"{header}\"\nAna Gil,a@na.example,{answer}\n");
        let values = &read_text(&list).records[0].values;
        let of = ["consent_general", "consent_email"].map(|id| values.get(id).cloned());
        of.into_iter().flatten().collect::<Vec<Value>>()
    };
    for header in [
        "Acepto recibir comunicaciones comerciales; puedo darme de baja en cualquier momento",
        "I agree to receive emails. You can unsubscribe at any time",
        "Acepto recibir información (no cedemos tus datos)",
        "(No obligatorio) Acepto recibir información comercial",
        "Acepto recibir ofertas y puedo retirar mi consentimiento",
        "¿Aceptas recibir comunicaciones? (sí/no)",
    ] {
        assert_eq!(said(header, "Sí"), [Value::Bool(true)], "{header}");
        assert_eq!(said(header, "No"), [Value::Bool(false)], "{header}");
    }
    for header in [
        "No acepto recibir comunicaciones comerciales",
        "No me gustaría recibir publicidad",
        "I do not wish to receive marketing emails",
        "I don't want to receive offers",
        "Deseo no recibir publicidad",
        "Quiero darme de baja del boletín",
        "I would like to stop receiving your newsletter",
        "Revoco mi autorización para recibir ofertas",
        "Acepto los términos. No deseo recibir publicidad",
        "Si no desea recibir publicidad, marque la casilla",
    ] {
        assert_eq!(said(header, "Sí"), [Value::Bool(false)], "{header}");
        assert_eq!(said(header, "No"), [], "{header}");
    }
}

#[test]
fn of_two_permissions_the_one_that_is_none_counts() {
    let list = "Nombre;Correo;Autoriza tratamiento de datos;¿Aceptas recibir comunicaciones?\n\
                Ana Gil;a@na.es;Sí;No\nEva Sol;e@ne.es;No;Sí\nMar Ríos;m@nm.es;Sí;quizás\n\
                Luis Paz;l@nl.es;Sí;Sí\n";
    let read = read_text(list);
    let said: Vec<&Value> =
        read.records.iter().map(|record| &record.values["consent_general"]).collect();
    let (no, yes) = (Value::Bool(false), Value::Bool(true));
    assert_eq!(said, [&no, &no, &Value::text("quizás"), &yes]);
    assert_eq!(read.records[0].values["autoriza_tratamiento_de_datos"], yes);
}

#[test]
fn a_refusal_is_one_by_its_day_and_in_its_own_words() {
    let list = "Email Address,First Name,Last Name,OPTIN_TIME,UNSUB_TIME\n\
                a@a.example,Ana,Ruiz,2024-03-12 09:14:00,2025-01-02 10:00:00\n\
                l@l.example,Luis,Gil,2024-03-12 09:14:00,\n";
    let read = read_text(list);
    assert_eq!(target(&read, "OPTIN_TIME"), "optin_time");
    assert!(read.records.iter().all(|record| record.visited_at.is_none()));
    let no = Some(&Value::Bool(false));
    assert_eq!(read.records[0].values.get("consent_email"), no);
    assert_eq!(read.records[1].values.get("consent_email"), None);
    let list = "Nombre;Correo;Tel;Email Opt Out;No llamar\nAna Ruiz;a@a.example;600111222;opted out;No\n\
                Luis Gil;l@l.example;600111223;opt-in;según\n";
    let read = read_text(list);
    assert_eq!(read.records[0].values.get("consent_email"), no);
    assert_eq!(read.records[0].values.get("consent_phone"), None);
    assert_eq!(read.records[1].values.get("consent_email"), None);
    assert_eq!(read.records[1].values.get("consent_phone"), Some(&Value::text("según")));
    assert_eq!(codes(&read.records[1]), [ProblemCode::ConsentUnclear]);
}

#[test]
fn the_professional_address_comes_first() {
    let list = "Nombre;E-mail personal;E-mail profesional\nAna Gil;ana@gmail.com;ana@acme.es\n\
                Eva Sol;eva@gmail.com;\n";
    let read = read_text(list);
    assert_eq!(read.records[0].emails, ["ana@acme.es", "ana@gmail.com"]);
    assert_eq!(read.records[0].values["email"], Value::text("ana@acme.es"));
    assert_eq!(read.records[1].emails, ["eva@gmail.com"]);
    assert_eq!(read.records[1].values["email"], Value::text("eva@gmail.com"));
}

#[test]
fn a_bare_domain_is_a_website() {
    for header in ["Web", "Website", "Sitio web"] {
        let read = read_text(&format!("Nombre;Correo;{header}\nAna Gil;a@acme.es;acme.es\n"));
        assert_eq!(target(&read, header), "website");
        assert_eq!(read.records[0].website.as_deref(), Some("acme.es"));
    }
}

#[test]
fn the_day_on_which_somebody_was_put_into_a_list_is_no_visit() {
    for header in ["Create Date", "Fecha de alta", "Created", "CREATEDDATE", "Fecha de creación"] {
        let list = format!(
            "Nombre,Email,{header}\nAna Gil,a@a.es,3/10/2024\nEva Sol,e@e.es,3/11/2024\n\
                            Mar Paz,m@m.es,4/11/2024\n"
        );
        let read = read_text(&list);
        assert_eq!(target(&read, header), engine::text::slug(header));
        assert_eq!(read.records[0].visited_at, None);
    }
}

#[test]
fn an_id_is_whose_its_values_say() {
    let of = |header: &str, ids: [&str; 3]| {
        let list = format!(
            "Nombre;Correo;{header}\nAna Gil;a@a.es;{}\nEva Sol;e@e.es;{}\nMar Paz;m@m.es;{}\n",
            ids[0], ids[1], ids[2]
        );
        target(&read_text(&list), header)
    };
    assert_eq!(of("RUT", ["12.345.678-5", "9.876.543-3", "11.111.111-1"]), "national_id");
    assert_eq!(of("RUT", ["76.123.456-0", "96.555.640-8", "77.777.777-7"]), "tax_id");
    // Three people of one company.
    assert_eq!(of("RUT", ["12.345.678-5", "12.345.678-5", "12.345.678-5"]), "tax_id");
    assert_eq!(of("RFC", ["GOMA800101AB1", "PELU790312XY2", "SORA850505QW3"]), "national_id");
    assert_eq!(of("RFC", ["ACM010101AB1", "SOL990312XY2", "LUZ050505QW3"]), "tax_id");
    for header in ["Cédula", "DNI", "CURP", "DUI"] {
        assert_eq!(of(header, ["1", "2", "3"]), "national_id", "{header}");
    }
}

#[test]
fn a_state_is_a_place_or_how_far_one_is() {
    let of = |header: &str, cells: [&str; 3]| {
        let list = format!(
            "Nombre;Correo;{header}\nAna Gil;a@a.es;{}\nEva Sol;e@e.es;{}\nMar Paz;m@m.es;{}\n",
            cells[0], cells[1], cells[2]
        );
        target(&read_text(&list), header)
    };
    assert_eq!(of("Estado", ["Jalisco", "CDMX", "Nuevo León"]), "region");
    assert_eq!(of("Estado", ["Ganado", "Perdido", "Ganado"]), "estado");
    assert_eq!(of("State", ["TX", "CA", "NY"]), "region");
    assert_eq!(of("State", ["Won", "Lost", "Open"]), "state");
    assert_eq!(of("Departamento", ["Antioquia", "Cundinamarca", "Meta"]), "region");
    assert_eq!(of("Departamento", ["Ventas", "Compras", "Marketing"]), "departamento");
}

#[test]
fn a_few_pasted_lines_say_who_how_and_where() {
    for count in 1..=4 {
        let rows = [
            "Ana Pérez;ana@a.es;600111222;Acme\n",
            "Luis Gil;luis@b.es;600111333;Foo\n",
            "Eva Sanz;eva@c.es;600111334;Bar S.A.\n",
            "Xoán Mora;x@d.es;600111335;Baz\n",
        ];
        let list = rows[..count].concat();
        assert_eq!(targets(&list), ["name", "email", "phone", "company"], "{list}");
        let read = read_text(&list);
        assert_eq!(read.records.len(), count);
        assert_eq!(read.records[0].name.as_deref(), Some("Ana Pérez"));
        assert_eq!(read.records[0].company.as_deref(), Some("Acme"));
        assert_eq!(read.records[0].phones[0].e164, "+34600111222");
    }
    let list = "Ana;Pérez Ruiz;ana@a.es;Acme\nLuis;Gil Mora;luis@b.es;Foo\n";
    assert_eq!(targets(list), ["first_name", "last_name", "email", "company"]);
    let list = "Acme S.L.;Soria;Directora;Itxaro Etxebarria;i@a.es\nSol S.A.;Lugo;Gerente;Ander Goñi;l@b.es\n";
    assert_eq!(targets(list), ["company", "region", "job_title", "name", "email"]);
    assert_eq!(targets("Ana Pérez\nLuis Gil\n"), ["name"]);
}

#[test]
fn columns_called_by_numbers_are_read_by_their_values() {
    let mut list = "campo1;campo2;campo3;campo4\n".to_owned();
    for number in 0..40 {
        list += &format!("Ana Ruiz Peña;6001112{number:02};a{number}@x.example;Empresa {number}\n");
    }
    assert_eq!(targets(&list), ["name", "phone", "email", "company"]);
    // A name that somebody gave is believed.
    let list = list.replace("campo4", "Proyecto");
    assert_eq!(targets(&list)[3], "proyecto");
}

#[test]
fn a_name_alone_is_less_sure_than_one_that_its_values_bear_out() {
    let read = read_text("Nombre;Correo;Teléfono\nAna Gil;a@a.es;\nEva Sol;e@e.es;\n");
    let sure: Vec<u8> = read.columns.columns.iter().map(|column| column.confidence).collect();
    assert_eq!(sure, [98, 98, 70]);
    assert_eq!(target(&read, "Teléfono"), "phone");
}

#[test]
fn a_formula_is_nobodys_name() {
    let list = "\"Nombre\";\"Correo\";\"Empresa\";\"Notas\"\n\
                \"=cmd|' /C calc'!A0\";\"h@a.es\";\"@SUM(A1)\";\"- ver (ficha) y llamar\"\n\
                \"Ana Gil\";\"a@a.es\";\"Acme\";\"=> urgente\"\n";
    let read = read_text(list);
    let first = &read.records[0];
    assert_eq!((first.name.as_deref(), first.company.as_deref()), (None, None));
    assert_eq!(first.emails, ["h@a.es"]);
    assert_eq!(codes(first), [ProblemCode::Formula, ProblemCode::Formula]);
    assert_eq!(first.values["notes"], Value::text("- ver (ficha) y llamar"));
    assert_eq!(read.records[1].values["notes"], Value::text("=> urgente"));
}

#[test]
fn nobody_has_been_anywhere_tomorrow_nor_before_there_were_lists() {
    let list = "Nombre;Email;Fecha visita\nAna Gil;a@a.es;12/03/2027\nEva Sol;e@e.es;10/11/2026\n\
                Paz Mar;p@p.es;01/01/2062\nLuz Paz;l@l.es;01/01/1900\nRosa Ríos;r@r.es;1970-01-01\n\
                Inés Lara;i@i.es;20/11/2026 23:30\n";
    let read = read_text(list);
    let visited: Vec<bool> =
        read.records.iter().map(|record| record.visited_at.is_some()).collect();
    assert_eq!(visited, [false, true, false, false, false, true]);
    let problems: Vec<bool> =
        read.records.iter().map(|record| !record.problems.is_empty()).collect();
    assert_eq!(problems, [true, false, true, true, true, false]);
    assert_eq!(read.records[0].values["visit_date"], Value::text("12/03/2027"));
}

#[test]
fn a_column_has_one_order_of_day_and_month() {
    let list = "Nombre;Email;Fecha visita\nAna Gil;a@a.es;15/03/2026\nEva Sol;e@e.es;03/15/2026\n\
                Paz Mar;p@p.es;04/05/2026\n";
    let read = read_text(list);
    let days: Vec<String> =
        read.records.iter().map(|record| record.values["visit_date"].to_string()).collect();
    assert_eq!(days, ["2026-03-15", "03/15/2026", "2026-05-04"]);
    assert_eq!(codes(&read.records[1]), [ProblemCode::DateUnreadable]);
    assert_eq!(read.records[1].visited_at, None);
}

#[test]
fn who_has_not_said_who_comes_has_no_name() {
    let list = "Order #,First Name,Last Name,Email,Attendee Status\n\
                1,Info Requested,Info Requested,a@a.example,Attending\n\
                1,Info,Requested,b@a.example,Attending\n2,Luis,Gil,l@l.example,Attending\n";
    let names: Vec<Option<String>> =
        read_text(list).records.into_iter().map(|record| record.name).collect();
    assert_eq!(names, [None, None, Some("Luis Gil".to_owned())]);
}

#[test]
fn a_form_of_google_is_read_by_its_questions() {
    let list = "Marca temporal,¿Cuál es tu nombre?,¿En qué empresa trabajas?,¿Cuál es tu cargo?,¿Cuál es tu correo?,Tu teléfono,¿Aceptas recibir comunicaciones?\n\
                12/03/2026 10:00:00,Ana Gil,Acme,Directora,a@acme.es,600111222,\"Sí, acepto\"\n";
    let read = read_text(list);
    assert_eq!(
        targets(list),
        ["visit_date", "name", "company", "job_title", "email", "phone", "consent_general"]
    );
    assert_eq!(read.records[0].values["consent_general"], Value::Bool(true));
    assert!(read.columns.of(Field::Name).next().is_some());
}

#[test]
fn a_moment_with_an_offset_is_when_it_was_there() {
    for (cell, at) in [
        ("2026-03-12 10:00:00 -0600", "2026-03-12T16:00:00Z"),
        ("12/03/2026 10:00 GMT+0200", "2026-03-12T08:00:00Z"),
        ("2026-03-12T10:00:00Z", "2026-03-12T10:00:00Z"),
        ("12/03/2026 10:00", "2026-03-12T09:00:00Z"),
    ] {
        let read = read_text(&format!("Nombre;Correo;Fecha visita\nAna Gil;a@na.example;{cell}\n"));
        assert_eq!(read.records[0].visited_at, Some(at.parse().unwrap()), "{cell}");
    }
}

#[test]
fn lines_that_say_who_nobody_is_are_no_list_and_short_lists_of_people_are() {
    let tells = |list: &str| {
        let read = read_text(list);
        read.columns.tell_of_somebody(&read.table.format).is_ok()
    };
    for no_list in [
        "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n",
        "[package]\nname = \"web\"\nversion = \"0.1.0\"\n\n[dependencies]\naxum = \"0.8\"\n",
        "//! What every answer carries: headers, origin.\n\nuse axum::http::header::{self, Name};\n\
         fn main() {\n    let a = f(1, 2, 3);\n}\n",
        "Talla;Color\nXL;azul\nM;rojo\n",
    ] {
        assert!(!tells(no_list), "{no_list}");
    }
    for list in [
        "Ana Ruiz\nEva Gil\nLuis Paz\n",
        "ana@x.example\neva@y.example\n",
        "600111222\n600222333\n",
        "Ana Ruiz;600111222;Talleres Norte\nEva Gil;600222333;Obras Sur\n",
        "Empresa\nTalleres Norte SL\nObras Sur SA\n",
        "Ref;Notas\n1;quiere precio\n2;llamar el lunes\n",
        "nombre\nAna\n",
    ] {
        assert!(tells(list), "{list}");
    }
}

#[test]
fn what_nobody_calls_so_is_known_by_what_it_plainly_holds() {
    let phones = "Nombre;Celu\nAna Roca;612 345 678\nLuis Gil;600 111 223\nEva Sol;611222333\n";
    let names =
        "Asistentes;Teléfono\nAna Roca Gil;612345678\nLuis Gil;600111223\nEva Sol Paz;611222333\n";
    let companies = "Expositor;Correo\nTalleres Roca SL;a@roca.example\nMetal Gil SA;b@gil.example\n\
                     Sol y Paz;c@sol.example\n";
    for (list, header, field) in [
        (phones, "Celu", Field::Phone),
        (names, "Asistentes", Field::Name),
        (companies, "Expositor", Field::Company),
    ] {
        let read = read_text(list);
        let column = read.columns.columns.iter().find(|column| column.header == header).unwrap();
        assert_eq!(column.target, Target::Field(field), "{header}");
        assert!(column.confidence < 80, "it is said to be looked at");
    }
    // Codes are no telephones, and where there is one another column is not taken for it.
    let codes = "Nombre;Pedido\nAna Roca;10000001\nLuis Gil;10000002\nEva Sol;10000003\n";
    let second = "Nombre;Móvil;Ref\nAna Roca;612345678;600000001\nLuis Gil;600111223;600000002\n\
                  Eva Sol;611222333;600000003\n";
    for (list, header) in [(codes, "Pedido"), (second, "Ref")] {
        let read = read_text(list);
        let column = read.columns.columns.iter().find(|column| column.header == header).unwrap();
        assert!(matches!(column.target, Target::Trait(_)), "{header}: {:?}", column.target);
    }
    let told = |text: &str| {
        let read = read_text(text);
        read.columns.tell_of_somebody(&read.table.format).is_ok()
    };
    assert!(told("Empresas;Stand\nTalleres Roca;A1\nMetal Gil;B2\nSol y Paz;C3\n"));
    assert!(told("Invitado\nAna\nLuis\nEva\n"));
    assert!(!told("[package]\nname = \"criba\"\nversion = \"0.1.0\"\nedition = \"2024\"\n"));
    assert!(!told("root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/bin/false\n"));
}

#[test]
fn posts_and_countries_under_headers_that_nobody_knows_are_read_by_what_they_plainly_are() {
    let list = "Zyx;Qwe;Rty;Uio;Pas;Dfg;Ghj;Jkl\n\
                Ana Roca Gil;a@roca.example;612345678;Talleres Roca SL;Directora de compras;España;12/03/2026;Sí\n\
                Luis Gil Sanz;b@gil.example;600111223;Metal Gil SA;Gerente;México;13/03/2026;No\n\
                Eva Sol Paz;c@sol.example;611222333;Sol y Paz SL;Jefa de ventas;España;13/03/2026;Sí\n";
    let expected = ["name", "email", "phone", "company", "job_title", "country", "ghj", "jkl"];
    assert_eq!(targets(list), expected);
    // Where the list says it elsewhere, and where the values say less, a column stays what it is.
    let said = "Nombre;Correo;Cargo;País;Pas;Dfg\nAna Gil;a@a.example;Técnica;Chile;Directora;España\n\
                Eva Sol;e@e.example;Técnica;Chile;Gerente;México\n\
                Mar Paz;m@m.example;Técnica;Perú;Directora;España\n";
    assert_eq!(targets(said)[2..], ["job_title", "country", "pas", "dfg"]);
    let departments = "Nombre;Correo;Departamento;Idiomas\nAna Gil;a@a.example;Dirección;ES\n\
                       Eva Sol;e@e.example;Gerencia;IT\nMar Paz;m@m.example;Dirección;FR\n";
    assert_eq!(targets(departments)[2..], ["departamento", "idiomas"]);
}

#[test]
fn what_somebody_is_at_work_has_many_names_and_a_role_in_the_purchase_is_none() {
    let of = |header: &str, cells: [&str; 3]| {
        let list = format!(
            "Nombre;Correo;{header}\nAna Gil;a@a.es;{}\nEva Sol;e@e.es;{}\nMar Paz;m@m.es;{}\n",
            cells[0], cells[1], cells[2]
        );
        target(&read_text(&list), header)
    };
    let posts = ["Director de Marketing", "Abogada", "Responsable de TI"];
    for header in
        ["Rol", "Role", "Profesión", "Designation", "Job function", "Función", "Rol en la empresa"]
    {
        assert_eq!(of(header, posts), "job_title", "{header}");
    }
    let parts = ["decide", "influye", "usuario"];
    assert_eq!(of("Role", parts), "role");
    assert_eq!(of("Rol", parts), "rol");
    assert_eq!(of("Buying role", ["DECISION_MAKER", "CHAMPION", "BLOCKER"]), "buying_role");
}

#[test]
fn a_column_of_addresses_of_mail_is_one_whatever_it_is_called() {
    let list = |header: &str| {
        format!(
            "Nombre;{header};Ciudad\nAna Gil;a@a.example;Soria\nEva Sol;e@e.example;Lugo\n\
             Mar Paz;m@m.example;Vigo\n"
        )
    };
    for header in ["Dirección electrónica", "Dirección", "Domicilio", "Address"] {
        let read = read_text(&list(header));
        assert_eq!(target(&read, header), "email", "{header}");
        assert_eq!(read.records[0].emails, ["a@a.example"], "{header}");
    }
    // The salesperson is often said by their address.
    assert_eq!(target(&read_text(&list("Contact owner")), "Contact owner"), "owner");
    let streets = "Nombre;Dirección;Correo\nAna Gil;Calle Mayor 1;a@a.example\n\
                   Eva Sol;Av. Real 2;e@e.example\nMar Paz;Plaza Sol 3;m@m.example\n";
    assert_eq!(targets(streets), ["name", "address", "email"]);
}

#[test]
fn the_country_that_somebody_comes_from_is_a_country_and_not_how_they_came() {
    let of = |header: &str, cells: [&str; 3]| {
        let list = format!(
            "Nombre;Correo;{header}\nAna Gil;a@a.es;{}\nEva Sol;e@e.es;{}\nMar Paz;m@m.es;{}\n",
            cells[0], cells[1], cells[2]
        );
        target(&read_text(&list), header)
    };
    for header in ["Pais origen", "País de origen", "Pais de procedencia"] {
        assert_eq!(of(header, ["España", "México", "Chile"]), "country", "{header}");
    }
    assert_eq!(of("Origen", ["Web", "Feria", "Referido"]), "source");
}

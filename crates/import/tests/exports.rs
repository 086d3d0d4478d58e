//! Lists as other programs export them.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and what it shares with others says what is not there"
)]

mod support;

use std::sync::Arc;

use engine::agreement::parse::parse;
use engine::agreement::sealed::Agreement;
use engine::agreement::starters::default_for;
use engine::event::{Act, Origin};
use engine::time::Timestamp;
use engine::value::Value;
use import::columns::Program;
use import::columns::fields::Field;
use import::events::{Telling, undated_at};
use import::record::Record;
use support::{Read, read_text};

fn target(read: &Read, header: &str) -> String {
    let column = read.columns.columns.iter().find(|column| column.header == header);
    column.unwrap().target_id().unwrap_or("-").to_owned()
}

fn names(records: &[Record]) -> Vec<&str> {
    records.iter().map(|record| record.name.as_deref().unwrap_or_default()).collect()
}

#[test]
fn a_ticket_given_back_is_no_visit_and_its_state_no_name() {
    for (list, status) in [
        (
            "Order #,Order Date,First Name,Last Name,Email,Ticket Type,Attendee #,Attendee Status\n\
             100,2026-03-10,Ana,Ruiz,ana@x0.example,General,900,Attending\n\
             101,2026-03-11,Luis,Gil,luis@x1.example,General,901,Checked In\n\
             102,2026-03-12,Eva,Sanz,eva@x2.example,General,902,Not Attending\n\
             103,2026-03-13,Pedro,Mora,pedro@x3.example,General,903,Refunded\n",
            "Attendee Status",
        ),
        (
            "Nº de pedido,Fecha del pedido,Nombre,Apellido(s),Correo electrónico,Estado del asistente\n\
             100,2026-03-10,Ana,Ruiz,ana@x0.example,Asistirá\n\
             101,2026-03-11,Luis,Gil,luis@x1.example,Registrado\n\
             102,2026-03-12,Eva,Sanz,eva@x2.example,No asistirá\n\
             103,2026-03-13,Pedro,Mora,pedro@x3.example,Reembolsado\n",
            "Estado del asistente",
        ),
    ] {
        let read = read_text(list);
        assert_eq!(target(&read, status), "attendee_status");
        assert_eq!(names(&read.records), ["Ana Ruiz", "Luis Gil", "Eva Sanz", "Pedro Mora"]);
        // Who only signed up has not been there: "Registrado" is what "Checked In" is in Spanish.
        assert_eq!(visits(&read.records), [0, 1, 0, 0]);
    }
}

#[test]
fn an_export_that_notes_no_visit_tells_none_and_one_of_advertisements_its_form() {
    let contacts = "First Name,Last Name,Email,Company\nAna,Ruiz,ana@a.example,A\n";
    assert_eq!(happened(contacts), []);
    let ads = "id,created_time,ad_name,form_name,full_name,email\n\
               l:1,2026-03-12T10:00:00+0100,Marzo,Cita,Ana Ruiz,ana@a.example\n";
    let form = ("lead_ad_submitted".to_owned(), "2026-03-12T09:00:00Z".to_owned());
    assert_eq!(happened(ads), [form]);
    let fair = "Nombre,Correo,Interés\nAna Ruiz,ana@a.example,Alto\n";
    assert_eq!(happened(fair)[0].0, "met_at_event");
}

#[test]
fn a_blank_date_in_a_dated_list_is_of_the_days_of_the_list() {
    let at: Timestamp = "2026-11-29T09:00:00Z".parse().unwrap();
    let list = |dates: [&str; 4]| {
        let rows = (0..).zip(dates).map(|(n, date)| format!("Ana {n},a{n}@a.example,{date}\n"));
        read_text(&format!("Nombre,Correo,Fecha visita\n{}", rows.collect::<String>()))
    };
    let day = |dates| {
        undated_at(&list(dates).records, at).to_string().chars().take(10).collect::<String>()
    };
    assert_eq!(
        day(["11/03/2026", "12/03/2026", "", "13/03/2026"]),
        "2026-03-11",
        "midnight of the 12th in Madrid"
    );
    assert_eq!(day(["11/03/2026", "", "", ""]), "2026-11-29", "most rows do not say when");
}

/// What a list's first row says that happened, under the agreement that Criba begins with.
fn happened(list: &str) -> Vec<(String, String)> {
    let read = read_text(list);
    let (document, _) = parse(&default_for("ES"));
    let agreement = Agreement::seal(document, 1).unwrap();
    let telling = Telling {
        agreement: &agreement,
        event: read.columns.usual_event(),
        source: Arc::from("import"),
        at: "2026-03-16T09:00:00Z".parse().unwrap(),
        undated_at: "2026-03-16T09:00:00Z".parse().unwrap(),
        is_known_at_date: false,
        origin: Origin::Imported,
    };
    let events = telling.events(&read.records[0], 0);
    let names = events.into_iter().filter_map(|event| match event.act {
        Act::Happened { name, .. } => Some((name, event.at.to_string())),
        _ => None,
    });
    names.collect::<Vec<(String, String)>>()
}

/// How many visits each row tells.
fn visits(records: &[Record]) -> Vec<usize> {
    let (document, _) = parse(&default_for("ES"));
    let agreement = Agreement::seal(document, 1).unwrap();
    let telling = Telling {
        agreement: &agreement,
        event: Some("met_at_event"),
        source: Arc::from("import"),
        at: "2026-03-16T09:00:00Z".parse().unwrap(),
        undated_at: "2026-03-16T09:00:00Z".parse().unwrap(),
        is_known_at_date: false,
        origin: Origin::Imported,
    };
    let visits = records.iter().map(|record| {
        let events = telling.events(record, 0);
        events.iter().filter(|event| matches!(event.act, Act::Happened { .. })).count()
    });
    visits.collect()
}

#[test]
fn a_name_in_one_column_gives_way_to_given_names_and_surnames() {
    let list = "Nombre;Apellidos;Nombre para mostrar;Correo\n\
                Ana;Ruiz Peña;anita;ana@a.example\nLuis;Gil;lucho;luis@a.example\n";
    let read = read_text(list);
    assert!(read.columns.of(Field::Name).next().is_none());
    assert_eq!(names(&read.records), ["Ana Ruiz Peña", "Luis Gil"]);
}

#[test]
fn a_middle_name_goes_with_the_given_name_and_several_values_are_all_read() {
    let list = "First Name,Middle Name,Last Name,Phonetic Middle Name,Name Prefix,Organization Name,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value\n\
                Ana,María,Ruiz,,Dra.,Acme,* myContacts ::: Clientes,* Work,ana@acme.example ::: ana2@acme.example,ana3@acme.example,* Mobile,600 111 222 ::: 600 111 223\n\
                Luis,,Gil,,,Beta,* myContacts,* Work,luis@beta.example ::: luis@casa.example,,Mobile,600 111 224 ::: 600 111 225\n";
    let read = read_text(list);
    assert_eq!(target(&read, "Middle Name"), "middle_name");
    assert_eq!(target(&read, "E-mail 1 - Value"), "email");
    assert_eq!(target(&read, "Phone 1 - Value"), "phone");
    assert_eq!(names(&read.records), ["Ana María Ruiz", "Luis Gil"]);
    let ana = &read.records[0];
    assert_eq!(ana.first_name.as_deref(), Some("Ana María"));
    assert_eq!(ana.values["first_name"].to_string(), "Ana María");
    assert_eq!(ana.values["email"].to_string(), "ana@acme.example");
    assert_eq!(ana.emails, ["ana@acme.example", "ana2@acme.example", "ana3@acme.example"]);
    let numbers: Vec<&str> = ana.phones.iter().map(|phone| phone.e164.as_str()).collect();
    assert_eq!(numbers, ["+34600111222", "+34600111223"]);
    assert!(ana.problems.is_empty(), "{:?}", ana.problems);
}

#[test]
fn yes_to_do_not_call_is_no_consent() {
    let list = "Nombre;Correo;Tel;No llamar;Do Not Call;Email Opt Out;Acepta publicidad\n\
                Ana Ruiz;ana@a.example;600111222;Sí;No;No;Sí\n\
                Luis Gil;luis@a.example;600111223;;No;Yes;Sí\n\
                Eva Sanz;eva@a.example;600111224;No;No;No;Sí\n";
    let read = read_text(list);
    let said = |index: usize, id: &str| {
        read.records[index].values.get(id).map(std::string::ToString::to_string)
    };
    let no = Some("false".to_owned());
    assert_eq!((said(0, "consent_phone"), said(0, "consent_email")), (no.clone(), None));
    assert_eq!((said(1, "consent_phone"), said(1, "consent_email")), (None, no.clone()));
    assert_eq!((said(2, "consent_phone"), said(2, "consent_email")), (None, None));
    let list = "Nombre;Correo;Tel;Lista Robinson;Baja;Fecha de baja\n\
                Ana Ruiz;ana@a.example;600111222;Sí;;\nLuis Gil;luis@a.example;600111223;;x;12/03/2026\n";
    let read = read_text(list);
    let said = |index: usize, id: &str| {
        read.records[index].values.get(id).map(std::string::ToString::to_string)
    };
    assert_eq!((said(0, "consent_phone"), said(0, "consent_email")), (no.clone(), no.clone()));
    assert_eq!((said(1, "consent_phone"), said(1, "consent_email")), (None, no));
}

#[test]
fn a_title_before_the_name_is_no_job_title() {
    let list = "id,title,firstname,lastname,company,position,email,mobile\n\
                0,Mr,Luis,Gil,Acme,CEO,luis@x0.example,600111220\n\
                1,Sra.,Ana,Ruiz,Beta,Sales Director,ana@x1.example,600111221\n";
    for list in [list.to_owned(), list.replace(",Mr,", ",,").replace(",Sra.,", ",,")] {
        let read = read_text(&list);
        assert_eq!(target(&read, "position"), "job_title");
        let titles: Vec<_> =
            read.records.iter().map(|record| record.job_title.as_deref()).collect();
        assert_eq!(titles, [Some("CEO"), Some("Sales Director")]);
    }
    let read = read_text("Name,Title,Email\nAna Ruiz,CEO,a@a.example\nLuis Gil,CTO,l@a.example\n");
    assert_eq!(target(&read, "Title"), "job_title");
}

#[test]
fn a_telephone_of_an_advertisement_is_one() {
    let list = "id,created_time,full_name,email,phone_number,job_title\n\
                l:0,2026-03-12T10:00:00+0100,Ana Ruiz,ana@a.example,p:+34600111220,CEO\n\
                l:1,2026-03-12T10:00:00+0100,Luis Gil,luis@a.example,p:+34600111221,CEO\n";
    let read = read_text(list);
    assert_eq!(target(&read, "phone_number"), "phone");
    assert_eq!(read.records[0].phones[0].e164, "+34600111220");
    assert_eq!(names(&read.records), ["Ana Ruiz", "Luis Gil"]);
}

#[test]
fn a_profile_is_no_website_and_a_degree_no_surname() {
    let list = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
                Ana,\"Ruiz, PhD\",https://www.linkedin.com/in/anaruiz,,Acme,CEO,07 Dec 2025\n\
                Luis,Gil,https://www.linkedin.com/in/luisgil,l@g.example,Beta,CTO,08 Dec 2025\n";
    let read = read_text(list);
    assert_eq!(target(&read, "URL"), "url");
    assert_eq!(names(&read.records), ["Ana Ruiz", "Luis Gil"]);
    assert_eq!(read.records[0].values["last_name"].to_string(), "Ruiz");
    assert!(read.records.iter().all(|record| record.website.is_none()));
    let list = "Nombre;Correo;Web\nAna Ruiz;a@a.example;linkedin.com/in/anaruiz\n\
                Luis Gil;l@b.example;https://beta.example\nEva Sol;e@c.example;www.cima.example\n";
    let read = read_text(list);
    let websites: Vec<_> = read.records.iter().map(|record| record.website.as_deref()).collect();
    assert_eq!(websites, [None, Some("beta.example"), Some("cima.example")]);
    assert_eq!(read.records[0].values["linkedin"].to_string(), "linkedin.com/in/anaruiz");
}

#[test]
fn two_rows_with_one_page_on_linkedin_are_one_person_and_a_colleagues_page_is_nobodys() {
    let groups = |list: &str| import::duplicates::find(&read_text(list).records, 0).groups.len();
    for header in ["URL", "LinkedIn", "Perfil", "Web"] {
        let list = format!(
            "Nombre,Correo,{header}\nAna Ruiz Peña,ana@acme.example,https://www.linkedin.com/in/AnaRuiz/\n\
             Ana Ruiz,a.ruiz@beta.example,es.linkedin.com/in/anaruiz?trk=x\n\
             Luis Gil,l@gil.example,https://www.linkedin.com/in/luisgil\n"
        );
        assert_eq!(groups(&list), 2, "{header}");
        let record = &read_text(&list).records[0];
        assert_eq!(record.values["linkedin"].to_string(), "https://www.linkedin.com/in/AnaRuiz/");
        let company = list.replace("/in/", "/company/");
        assert_eq!(groups(&company), 3, "{header}: a company's page is nobody's");
    }
    let list = "Nombre,Correo,LinkedIn del comercial\n\
                Ana Ruiz,ana@acme.example,https://www.linkedin.com/in/evasol\n\
                Luis Gil,luis@gil.example,https://www.linkedin.com/in/evasol\n\
                Rosa Mora,rosa@mora.example,https://www.linkedin.com/in/evasol\n";
    let found = import::duplicates::find(&read_text(list).records, 0);
    assert_eq!((found.groups.len(), found.suggested.len()), (3, 0));
}

#[test]
fn namesakes_of_short_domains_are_not_joined() {
    for list in [
        "Nombre;Correo;Móvil;Empresa\nAna Gil Ruiz;ana@sap.com;600111222;SAP\n\
         Ana Gil Ruiz;ana@sas.com;600333444;SAS\n",
        "Nombre;Correo;Empresa\nLuis Mora;luis@t1.es;Talleres Uno\nLuis Mora;luis@t2.es;Talleres Dos\n",
        "Nombre;Correo;Móvil;Empresa\nAna Gil;ana@acme.es;600111222;Acme España\n\
         Ana Gil;ana@acme.mx;600333444;Acme México\n",
        // A slip, and all that speaks against it: worth a look at most.
        "Nombre;Correo;Móvil;Empresa\nAna Gil;ana@sierraalta.es;600111222;Sierra Alta\n\
         Ana Gil;ana@sierralta.es;600333444;Pinturas Vega\n",
    ] {
        let found = import::duplicates::find(&read_text(list).records, 0);
        assert_eq!(found.groups.len(), 2, "{list}");
    }
    let list = "Nombre;Correo;Empresa\nAna Gil;ana.gil@gmail.com;Sierra Alta\n\
                Ana Gil;ana.gil@gmial.com;\n";
    assert_eq!(import::duplicates::find(&read_text(list).records, 0).groups.len(), 1);
}

#[test]
fn what_is_suggested_is_less_sure_than_what_is_joined() {
    let list = "Nombre;Correo;Móvil;Empresa;Cargo\n\
                Miguel Román Herrera;;600111222;Aceites Norfrut;Profesor\n\
                Miguel Ángel Román Herrera;miguel@norfrut.example;600111222;Aceites Norfrut;Gerente\n\
                Eva Sol Peña;eva@cima.example;600111223;Cima;\n\
                Eva Sol Peña;eva@cima.example;;Cima;\n";
    let others: Vec<String> = (0..20)
        .map(|n| format!("Luis{n} Mora{n};luis{n}@otra{n}.example;60022{n:04};Otra {n};\n"))
        .collect();
    let found =
        import::duplicates::find(&read_text(&(list.to_owned() + &others.concat())).records, 0);
    let [join] = found.joins.as_slice() else { panic!("{:?}", found.joins) };
    let [suggested] = found.suggested.as_slice() else { panic!("{:?}", found.suggested) };
    assert_eq!((join.records, suggested.pair), ((2, 3), (0, 1)));
    assert!(suggested.confidence < join.confidence && suggested.confidence > 50, "{suggested:?}");
}

#[test]
fn a_card_in_a_cell_fills_what_its_row_lacks() {
    let read = read_text(
        "Scan Date,Badge,Email,Notes\n\
         2026-03-12,\"BEGIN:VCARD\r\nVERSION:3.0\r\nN:SOL;EVA;;;\r\nFN:EVA SOL\r\nORG:Acme\r\n\
         TITLE:Jefa de compras\r\nTEL:+34 600 111 222\r\nEMAIL:eva@acme.example\r\nEND:VCARD\",,Pide precio\n\
         2026-03-12,\"MECARD:N:Gil,Luis;TEL:+34600111223;EMAIL:luis@casa.example;;\",luis@trabajo.example,\n\
         2026-03-12,BEGIN:VCARD FN:Paz Mora EMAIL:paz@mora.example END:VCARD,,\n",
    );
    assert_eq!(names(&read.records), ["Eva Sol", "Luis Gil", "Paz Mora"]);
    let [eva, luis, paz] = read.records.as_slice() else { panic!("{:?}", read.records) };
    assert_eq!(
        (eva.company.as_deref(), eva.job_title.as_deref()),
        (Some("Acme"), Some("Jefa de compras"))
    );
    assert_eq!(
        (&eva.emails[..], eva.phones[0].e164.as_str()),
        (&["eva@acme.example".to_owned()][..], "+34600111222")
    );
    assert_eq!(eva.values.get("email"), Some(&Value::text("eva@acme.example")));
    assert_eq!(eva.last_name.as_deref(), Some("Sol"));
    assert_eq!(luis.emails, ["luis@trabajo.example"], "what the row says itself stands");
    assert_eq!(luis.phones[0].e164, "+34600111223");
    assert_eq!(paz.emails, ["paz@mora.example"]);
    assert!(read.records.iter().all(|record| record.problems.is_empty()));
}

#[test]
fn a_rating_and_the_day_on_which_a_lead_was_made_are_no_visit() {
    let leads = "First Name,Last Name,Company / Account,Email,Lead Source,Lead Owner,Lead Status,Rating,Create Date\n\
                 Ana,Ruiz,Acme,ana@a.example,Web,Eva Sol,Open,Hot,3/12/2024\n";
    assert_eq!(happened(leads), []);
    for (header, cell) in [
        ("Rating", "Hot"),
        ("Lead rating", "Warm"),
        ("Prioridad", "Alta"),
        ("Calificación", "A"),
        ("Score", "80"),
        ("Fecha de registro", "12/03/2026"),
        ("Fecha de alta", "12/03/2026"),
        ("Created Date", "12/03/2026"),
        ("Create Date", "12/03/2026"),
        ("Created Time", "12/03/2026"),
        ("Fecha de creación", "12/03/2026"),
    ] {
        let list = format!("Nombre,Correo,{header}\nAna Ruiz,ana@a.example,{cell}\n");
        let read = read_text(&list);
        assert_eq!(target(&read, header), engine::text::slug(header), "{header}");
        assert_eq!(happened(&list), [], "{header}");
    }
    let fair = "Nombre,Correo,Fecha visita,Interés,¿Quiere demo?\n\
                Ana Ruiz,ana@a.example,12/03/2026,Alto,Sí\n";
    assert_eq!(happened(fair)[0].0, "met_at_event");
}

#[test]
fn an_export_of_the_contacts_of_a_program_is_no_visit_by_itself() {
    for (program, list) in [
        (
            Program::Salesforce,
            "First Name,Last Name,Company / Account,Email,Lead Owner,Date,Demo\n\
          Ana,Ruiz,Acme,ana@a.example,Eva,12/03/2026,Sí\n",
        ),
        (
            Program::Salesforce,
            "Id,IsDeleted,FirstName,LastName,Email,OwnerId,Date\n\
          1,false,Ana,Ruiz,ana@a.example,2,2026-03-12\n",
        ),
        (
            Program::HubSpot,
            "ID de registro,Nombre,Apellidos,Correo,Propietario del contacto,Fecha,¿Quiere demo?\n\
          1,Ana,Ruiz,ana@a.example,Eva,12/03/2026,Sí\n",
        ),
        (
            Program::Mautic,
            "id,firstname,lastname,email,preferred_locale,last_active,points,date\n\
          1,Ana,Ruiz,ana@a.example,es,2026-03-12 10:00:00,5,2026-03-12\n",
        ),
        (
            Program::LinkedIn,
            "First Name,Last Name,URL,Email Address,Company,Position,Connected On,Date\n\
          Ana,Ruiz,https://www.linkedin.com/in/anaruiz,,Acme,CEO,07 Dec 2025,07 Dec 2025\n",
        ),
        (
            Program::Google,
            "First Name,Last Name,File As,Birthday,Labels,E-mail 1 - Label,E-mail 1 - Value,Date\n\
          Ana,Ruiz,,,* myContacts,* Work,ana@a.example,2026-03-12\n",
        ),
    ] {
        assert_eq!(read_text(list).columns.program(), Some(program));
        assert_eq!(happened(list), [], "{program:?}");
    }
    // Whoever says so of a column is believed; and a list of one's own is of no program.
    let fair = read_text("Nombre,Apellidos,Correo,Fecha\nAna,Ruiz,ana@a.example,12/03/2026\n");
    assert_eq!(fair.columns.program(), None);
    assert_eq!(target(&fair, "Fecha"), "visit_date");
}

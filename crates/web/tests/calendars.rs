#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
//! Calendars and closed days, changed in the agreement from Ajustes.

mod support;

use axum::http::StatusCode;
use support::visit::Place;

#[test]
fn a_day_is_closed_and_opened_again_and_the_holidays_are_there_with_their_names() {
    let place = Place::new();
    let ana = place.ana();
    ana.post("/ajustes/horario", &[("after", "1"), ("day", "9-14"), ("holidays", "ES-MD")]).to();
    let page = ana.get("/ajustes/horario");
    page.says("type=\"date\"").says("viernes 25/12/2026</th><td>Navidad");
    page.says("domingo 02/05/2027").hides("23/11/2027");
    let done = ana.post("/ajustes/horario/dias", &[("after", "2"), ("day", "2026-12-24")]);
    assert_eq!(done.to(), "/ajustes/horario?hecho=v3");
    ana.get(done.to()).says("Rige la versión 3, sin firmar").says("<li><div>24/12/2026</div>");
    let hours = |place: &Place| place.agreement().1.hours.unwrap();
    assert_eq!(hours(&place).closed.len(), 1);
    assert_eq!(hours(&place).week[0], [(540, 840)], "the rest is as it was");
    // Again, a day that is none, and a page of before.
    ana.post("/ajustes/horario/dias", &[("after", "3"), ("day", "2026-12-24")]).to();
    assert_eq!(place.agreement().0, 3);
    for (after, day, said) in [("3", "", "Falta el día."), ("2", "2026-12-31", "rige la versión 3")]
    {
        let refused = ana.post("/ajustes/horario/dias", &[("after", after), ("day", day)]);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says(said).says("closed-day-error");
    }
    ana.post("/ajustes/horario/dias/quitar", &[("after", "3"), ("day", "2026-12-24")]).to();
    assert!(hours(&place).closed.is_empty());
}

#[test]
fn a_calendar_is_added_changed_given_to_a_team_and_removed() {
    let place = Place::new();
    let ana = place.ana();
    let done = ana.post("/ajustes/calendarios", &[("after", "1"), ("name", "Turno de tarde")]);
    assert_eq!(done.to(), "/ajustes/horario?calendario=turno_de_tarde&hecho=v2");
    ana.get(done.to())
        .says("Calendario «turno_de_tarde»")
        .says("name=\"calendario\" value=\"turno_de_tarde\"");
    let twice = ana.post("/ajustes/calendarios", &[("after", "2"), ("name", "turno de TARDE")]);
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    twice.says("Ya hay un calendario");
    let (_, before) = place.agreement();
    let fields =
        [("after", "2"), ("calendario", "turno_de_tarde"), ("day", "15-20"), ("holidays", "ES")];
    ana.post("/ajustes/horario", &fields).to();
    let fields = [("after", "3"), ("calendario", "turno_de_tarde"), ("day", "2026-12-24")];
    ana.post("/ajustes/horario/dias", &fields).to();
    let (version, document) = place.agreement();
    let calendar = &document.calendars[0];
    assert_eq!((version, calendar.id.as_str()), (4, "turno_de_tarde"));
    assert_eq!((&calendar.hours.week[0], calendar.hours.closed.len()), (&vec![(900, 1200)], 1));
    assert_eq!(document.hours, before.hours, "the agreement's own are as they were");
    // A team works by it: it stays.
    let team = document.teams.first().unwrap();
    let path = format!("/ajustes/equipos/{}", team.id);
    let fields = [
        ("after", "4"),
        ("name", &*team.name),
        ("pick", "least_loaded"),
        ("calendar", "turno_de_tarde"),
    ];
    ana.post(&path, &fields).to();
    let fields = [("after", "5"), ("calendario", "turno_de_tarde")];
    let refused = ana.post("/ajustes/calendarios/quitar", &fields);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says(&team.name).says("Primero hay que darles otro");
    let fields =
        [("after", "5"), ("name", &*team.name), ("pick", "least_loaded"), ("calendar", "")];
    ana.post(&path, &fields).to();
    ana.post("/ajustes/calendarios/quitar", &[("after", "6"), ("calendario", "turno_de_tarde")])
        .to();
    assert!(place.agreement().1.calendars.is_empty());
    assert_eq!(ana.get("/ajustes/horario?calendario=nada").status, StatusCode::NOT_FOUND);
}

//! How a person likes their pages.

use askama::Template;
use axum::extract::Query;
use axum::routing::{get, post};
use engine::agreement::Language;
use runtime::preferences::{Preferences, Theme};
use serde::Deserialize;

use super::frame::{Asked, Frame, refused, shell};
use super::zones;
use crate::entrance::Errors;
use crate::error::{PageResult, see_other};
use crate::layout::{Shell, page};
use crate::posted::Posted;
use crate::routes::Table;
use crate::seat::Seat;

pub(crate) fn routes(table: &mut Table) {
    table.get("/ajustes/preferencias", get(show));
    table.post("/ajustes/preferencias", post(update));
}

/// The page.
#[derive(Template)]
#[template(path = "settings/preferences.html")]
struct Page {
    shell: Shell,
    frame: Frame,
    form: Form,
    email: String,
    zones: Vec<(String, String)>,
    errors: Errors,
}

/// The form: a box that is not ticked is not sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Form {
    name: String,
    language: String,
    theme: String,
    zone: String,
    compact: String,
    shortcuts: String,
    stay: String,
    twelve: String,
}

impl Form {
    fn of(seat: &Seat) -> Form {
        let chosen = &seat.preferences;
        let ticked = |is_so: bool| if is_so { "yes".to_owned() } else { String::new() };
        Form {
            name: seat.name().to_owned(),
            language: match chosen.language {
                Some(Language::Es) => "es",
                Some(Language::En) => "en",
                None => "",
            }
            .to_owned(),
            theme: match chosen.theme {
                Theme::System => "system",
                Theme::Light => "light",
                Theme::Dark => "dark",
            }
            .to_owned(),
            zone: chosen.time_zone.clone().unwrap_or_default(),
            compact: ticked(chosen.is_compact),
            shortcuts: ticked(!chosen.is_without_shortcuts),
            stay: ticked(chosen.is_staying),
            twelve: ticked(chosen.is_of_12_hours),
        }
    }

    /// What it chooses; what the form does not hold stays as it was.
    fn read(&self, was: &Preferences) -> Preferences {
        Preferences {
            language: match self.language.as_str() {
                "es" => Some(Language::Es),
                "en" => Some(Language::En),
                _ => None,
            },
            theme: match self.theme.as_str() {
                "light" => Theme::Light,
                "dark" => Theme::Dark,
                _ => Theme::System,
            },
            is_compact: !self.compact.is_empty(),
            is_without_shortcuts: self.shortcuts.is_empty(),
            is_staying: !self.stay.is_empty(),
            is_of_12_hours: !self.twelve.is_empty(),
            time_zone: Some(self.zone.clone()).filter(|zone| !zone.is_empty()),
            seen: was.seen.clone(),
        }
    }
}

async fn made(seat: &Seat, frame: Frame, form: Form, errors: Errors) -> PageResult<Page> {
    Ok(Page {
        shell: shell(seat).await?,
        frame,
        zones: zones::choices(&form.zone, &seat.words),
        form,
        email: seat.email().to_owned(),
        errors,
    })
}

async fn show(seat: Seat, Query(asked): Query<Asked>) -> PageResult {
    let frame = Frame::of(&seat, "preferences", &asked).await?;
    page(&made(&seat, frame, Form::of(&seat), Errors::default()).await?)
}

/// `POST /ajustes/preferencias`.
async fn update(seat: Seat, Posted(form): Posted<Form>) -> PageResult {
    let w = &seat.words;
    let mut errors = Errors::default();
    if form.name.trim().is_empty() {
        errors.add("name", w.t("first-name-missing"));
    }
    if !form.zone.is_empty() && !zones::is_known(&form.zone) {
        errors.add("zone", w.t("zone-wrong"));
    }
    if !errors.is_empty() {
        let frame = Frame::plain("preferences");
        return refused(page(&made(&seat, frame, form, errors).await?));
    }
    let chosen = form.read(&seat.preferences);
    let (person, name) = (seat.signed.place.person.clone(), form.name);
    seat.ask_house(move |criba, _| {
        criba.save_preferences(&person, &chosen)?;
        criba.rename_person(person.id, &name)
    })
    .await?;
    Ok(see_other("/ajustes/preferencias?hecho=saved"))
}

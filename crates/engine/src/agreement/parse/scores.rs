//! Scores, bands and personas.

use super::conditions::{condition, patterns, points};
use super::names::Named;
use super::reading::At;
use crate::agreement::Persona;
use crate::agreement::score::{Band, Bands, Engagement, EngagementRule, Fit, FitRule, HalfLife};

pub(super) fn fit(at: &At<'_>) -> Option<Fit> {
    let fields = at.fields(&["cap", "rules"])?;
    Some(Fit { cap: fields.opt("cap", cap), rules: fields.all("rules", fit_rule) })
}

fn fit_rule(at: &At<'_>) -> Option<FitRule> {
    let fields = at.fields(&["id", "name", "when", "points"])?;
    let (id, name) = (fields.need("id", At::id), fields.opt("name", At::text));
    let (when, points) = (fields.need("when", condition), fields.need("points", points));
    let id = id?;
    Some(FitRule { name: name.unwrap_or_else(|| id.clone()), id, when: when?, points: points? })
}

pub(super) fn engagement(at: &At<'_>) -> Option<Engagement> {
    let fields = at.fields(&["cap", "half_life", "rules"])?;
    Some(Engagement {
        cap: fields.opt("cap", cap),
        half_life: fields.opt("half_life", half_life),
        rules: fields.all("rules", engagement_rule),
    })
}

fn engagement_rule(at: &At<'_>) -> Option<EngagementRule> {
    let fields =
        at.fields(&["id", "name", "when", "points", "at_most", "every", "half_life", "within"])?;
    let (id, name) = (fields.need("id", At::id), fields.opt("name", At::text));
    let (when, points) = (fields.need("when", patterns), fields.need("points", points));
    let (at_most, half_life) = (fields.opt("at_most", cap), fields.opt("half_life", half_life));
    let (every, within) = (fields.opt("every", At::span), fields.opt("within", At::span));
    let (id, when, points) = (id?, when?, points?);
    let name = name.unwrap_or_else(|| id.clone());
    Some(EngagementRule { id, name, when, points, at_most, every, half_life, within })
}

fn cap(at: &At<'_>) -> Option<i64> {
    let cap = at.whole::<i64>()?;
    if cap < 0 {
        at.expected("un número entero de 0 en adelante", "a whole number from 0 on");
        return None;
    }
    Some(cap)
}

fn half_life(at: &At<'_>) -> Option<HalfLife> {
    if at.scalar().is_some_and(|(text, _)| text == "never") {
        return Some(HalfLife::Never);
    }
    let span = at.span()?;
    if span.micros() == 0 {
        at.expected(
            "una duración mayor que cero, o «never»",
            "a length of time above zero, or «never»",
        );
        return None;
    }
    Some(HalfLife::Of(span))
}

pub(super) fn bands(at: &At<'_>) -> Option<Bands> {
    let fields = at.fields(&["fit", "engagement"])?;
    let (fit, engagement) = (fields.need("fit", band_list), fields.need("engagement", band_list));
    Some(Bands { fit: fit?, engagement: engagement? })
}

/// Bands, highest first whatever their order in the text.
fn band_list(at: &At<'_>) -> Option<Vec<Band>> {
    let bands: Vec<Option<Band>> = at
        .entries()
        .into_iter()
        .map(|(name, at)| Some(Band { name: name.to_owned(), at_least: at.whole()? }))
        .collect();
    let mut bands = bands.into_iter().collect::<Option<Vec<Band>>>()?;
    bands.sort_by_key(|band| std::cmp::Reverse(band.at_least));
    Some(bands)
}

pub(super) fn persona(at: &At<'_>) -> Option<Persona> {
    let fields =
        at.fields(&["id", "name", "when", "goals", "pains", "objections", "messages", "review"])?;
    let (id, name, when) = (
        fields.need("id", |at| at.defines(Named::Persona)),
        fields.opt("name", At::text),
        fields.need("when", condition),
    );
    let texts = |key: &str| fields.all(key, At::text);
    let (goals, pains) = (texts("goals"), texts("pains"));
    let (objections, messages) = (texts("objections"), texts("messages"));
    let review = fields.opt("review", At::date).map(|date| date.to_string());
    let (id, when) = (id?, when?);
    let name = name.unwrap_or_else(|| id.clone());
    Some(Persona { id, name, when, goals, pains, objections, messages, review })
}

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
    let id = id?;
    Some(EngagementRule {
        name: name.unwrap_or_else(|| id.clone()),
        id,
        when: when?,
        points: points?,
        at_most: fields.opt("at_most", cap),
        every: fields.opt("every", At::span),
        half_life: fields.opt("half_life", half_life),
        within: fields.opt("within", At::span),
    })
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
    if at.scalar() == Some(("never", true)) {
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
    Some(Bands {
        fit: fields.need("fit", band_list)?,
        engagement: fields.need("engagement", band_list)?,
    })
}

/// Bands, highest first whatever their order in the text.
fn band_list(at: &At<'_>) -> Option<Vec<Band>> {
    let mut bands: Vec<Band> = Vec::new();
    for (name, at) in at.entries() {
        bands.push(Band { name: name.to_owned(), at_least: at.whole()? });
    }
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
    let id = id?;
    Some(Persona {
        name: name.unwrap_or_else(|| id.clone()),
        id,
        when: when?,
        goals: fields.all("goals", At::text),
        pains: fields.all("pains", At::text),
        objections: fields.all("objections", At::text),
        messages: fields.all("messages", At::text),
        review: fields.opt("review", At::date).map(|date| date.to_string()),
    })
}

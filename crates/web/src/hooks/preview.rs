//! What something that came would become, without telling anybody: for who says what its fields are.

use engine::event::Act;
use runtime::RuntimeError;
use runtime::criba::Workspace;
use runtime::sources::{FieldMap, LEFT};

use super::fields::targets;
use super::form::{fields, own, submitted};
use super::take::reading;
use super::told::Body;

/// What it would become.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Preview {
    /// The name of the event.
    pub(crate) event: String,
    /// What it says of the person: trait and value.
    pub(crate) facts: Vec<(String, String)>,
    /// What it says of the event.
    pub(crate) properties: Vec<(String, String)>,
    /// Why it would wait.
    pub(crate) waits: Option<&'static str>,
    /// Its fields, in order.
    pub(crate) fields: Vec<PreviewField>,
}

/// A field, and what it is taken for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PreviewField {
    pub(crate) name: String,
    pub(crate) example: String,
    pub(crate) target: String,
}

/// Looks at what came under a map of its fields.
///
/// # Errors
///
/// The workspace cannot be read.
pub(crate) fn preview(
    workspace: &Workspace,
    map: &FieldMap,
    raw: &[u8],
    content_type: &str,
) -> Result<Preview, RuntimeError> {
    let reading = reading(workspace, workspace.now())?;
    let body = Body { raw, content_type, reading: &reading, map };
    let Some(fields) = fields(raw, content_type) else { return Ok(Preview::default()) };
    let own = own(&fields);
    let known = targets(&own, &body);
    let told = submitted(&fields, &body);
    let is_of_somebody = told.is_of_somebody();
    let (event, properties) = match told.act {
        Act::Happened { name, properties } => (name, properties),
        _ => Default::default(),
    };
    let target_of = |name: &str| {
        let found = known.iter().find(|(known, _)| known == name);
        found.map_or_else(|| map.of(name).unwrap_or(LEFT).to_owned(), |(_, target)| target.clone())
    };
    Ok(Preview {
        event,
        facts: told.facts.into_iter().map(|fact| (fact.id, fact.value.to_string())).collect(),
        properties: properties.into_iter().map(|(id, value)| (id, value.to_string())).collect(),
        waits: (!is_of_somebody).then_some("nobody"),
        fields: own
            .iter()
            .map(|(name, value)| PreviewField {
                name: name.clone(),
                example: value.clone(),
                target: target_of(name),
            })
            .collect(),
    })
}

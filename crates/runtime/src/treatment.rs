//! How a workspace addresses the people it writes to: tú, usted or vos.

use crate::criba::Workspace;
use crate::error::RuntimeError;

/// How people are addressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// Tú.
    Tu,
    /// Usted.
    Usted,
    /// Vos.
    Vos,
}

/// All of them, in the order in which screens show them.
pub const TREATMENTS: [Treatment; 3] = [Treatment::Tu, Treatment::Usted, Treatment::Vos];

impl Treatment {
    /// The id that forms and messages use.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Treatment::Tu => "tu",
            Treatment::Usted => "usted",
            Treatment::Vos => "vos",
        }
    }

    /// The one with an id.
    #[must_use]
    pub fn with_id(id: &str) -> Option<Treatment> {
        TREATMENTS.into_iter().find(|treatment| treatment.id() == id)
    }

    /// The usual one of a country.
    #[must_use]
    pub fn of_country(country: &str) -> Treatment {
        match country {
            "CO" | "CR" => Treatment::Usted,
            "AR" | "UY" => Treatment::Vos,
            _ => Treatment::Tu,
        }
    }
}

/// The name under which it is kept.
const KEPT: &str = "treatment";

impl Workspace {
    /// How the workspace addresses people, where somebody chose; else it is as in its country.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn chosen_treatment(&self) -> Result<Option<Treatment>, RuntimeError> {
        let kept = self.read(|read| Ok(read.note(KEPT)?))?;
        Ok(kept.and_then(|id| Treatment::with_id(&id)))
    }

    /// How the workspace addresses people from now on; `None` for as in its country.
    ///
    /// # Errors
    ///
    /// The disk does not take it.
    pub fn choose_treatment(&self, chosen: Option<Treatment>) -> Result<(), RuntimeError> {
        let body = chosen.map(|treatment| treatment.id().to_owned());
        self.writer.save_note(KEPT.to_owned(), body).wait()
    }
}

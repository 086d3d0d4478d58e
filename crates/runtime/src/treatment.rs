//! How people are addressed in what is written to them: tú, usted or vos. A contact may have a way of
//! their own; else the workspace's choice holds, else what is usual in its country.

use engine::agreement::condition::Whose;
use engine::text::fold;

use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::writer::Saw;

/// The trait of a person that says how this one is addressed.
pub const TREATMENT: &str = "treatment";

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

    /// The one that a text names, as people and lists write it: «de usted», «Ud.», «Tú».
    #[must_use]
    pub fn read(text: &str) -> Option<Treatment> {
        let text = fold(text);
        let word = text.strip_prefix("de ").unwrap_or(&text).trim_end_matches('.');
        match word {
            "tu" | "tuteo" => Some(Treatment::Tu),
            "usted" | "ud" | "vd" => Some(Treatment::Usted),
            "vos" | "voseo" => Some(Treatment::Vos),
            _ => None,
        }
    }

    /// How somebody is addressed, where that was said of them alone.
    #[must_use]
    pub fn of_contact(saw: &Saw) -> Option<Treatment> {
        let held = saw.card.contact.profile.at(Whose::Person, TREATMENT, saw.now)?;
        Treatment::read(&held.value.to_string())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_to_address_somebody_is_read_as_people_write_it() {
        let read = ["usted", "De usted", "Ud.", "TÚ", "tuteo", "vos"].map(Treatment::read);
        let (tu, usted, vos) = (Treatment::Tu, Treatment::Usted, Treatment::Vos);
        assert_eq!(read, [usted, usted, usted, tu, tu, vos].map(Some));
        assert_eq!(["", "Sr.", "vosotros"].map(Treatment::read), [None; 3]);
        for one in TREATMENTS {
            assert_eq!(Treatment::read(one.id()), Some(one));
        }
    }
}

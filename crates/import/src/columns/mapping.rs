//! What somebody says that columns are: a file of header and field or trait id.
//!
//! A line that names no column can say how the list is read: `capitals: keep` leaves names in
//! capitals as they are, `capitals: names` makes names of them, as is usual.

use std::borrow::Cow;

use engine::agreement::diagnostic::{Diagnostic, Place, nearest};
use engine::agreement::yaml::{Kind, tree};
use engine::said::Said;
use engine::text::{fold, slug};

use super::Target;
use super::fields::Field;

/// Headers with what they are; `-` leaves a column out, a name that is no field is a trait id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    entries: Vec<(String, String)>,
}

/// What a line is called that says what becomes of names in capitals, and what leaves them so.
pub const CAPITALS: &str = "capitals";
/// See [`CAPITALS`].
pub const KEEP: &str = "keep";

/// A mapping that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// The text is no mapping.
    #[error("the mapping cannot be read: {0}")]
    Unreadable(Said),
    /// A header that the list does not have.
    #[error("the mapping names the column «{header}», which the list does not have{}; its columns are {columns}", did_you_mean(.meant))]
    UnknownColumn {
        /// The header.
        header: String,
        /// The header that was probably meant.
        meant: Option<String>,
        /// The headers that there are.
        columns: String,
    },
    /// What a column is said to be is no field, and can be the id of no trait.
    #[error("{0}")]
    NoTrait(Said),
    /// What becomes of capitals is neither of the two.
    #[error("the mapping says «{0}» of capitals; write keep to leave them, or names")]
    Capitals(String),
    /// One field for several columns.
    #[error(
        "the mapping says that both «{first}» and «{second}» are {field}; a row has only one {field}"
    )]
    FieldTwice {
        /// A column.
        first: String,
        /// Another column.
        second: String,
        /// The field.
        field: String,
    },
}

fn did_you_mean(meant: &Option<String>) -> String {
    meant.as_ref().map(|meant| format!(" (did you mean «{meant}»?)")).unwrap_or_default()
}

impl MappingError {
    /// The same for a person.
    #[must_use]
    pub fn said(&self) -> Said {
        let es = match self {
            MappingError::Unreadable(why) => {
                format!("no se puede leer la correspondencia de columnas: {}", why.es)
            }
            MappingError::UnknownColumn { header, meant, columns } => {
                let meant = meant.as_ref().map(|meant| format!(" (¿será «{meant}»?)"));
                format!(
                    "la correspondencia nombra la columna «{header}», que la lista no tiene{}; sus columnas son {columns}",
                    meant.unwrap_or_default()
                )
            }
            MappingError::NoTrait(said) => return said.clone(),
            MappingError::Capitals(said) => format!(
                "la correspondencia dice «{said}» de las mayúsculas (capitals); hay que escribir keep para dejarlas, o names"
            ),
            MappingError::FieldTwice { first, second, field } => format!(
                "la correspondencia dice que «{first}» y «{second}» son {field}; una fila solo tiene un {field}"
            ),
        };
        Said::new(es, self.to_string())
    }
}

impl Mapping {
    /// Reads a mapping from YAML or JSON.
    ///
    /// # Errors
    ///
    /// The text is neither, or not a map of texts, or one of them can be no trait.
    pub fn parse(text: &str) -> Result<Mapping, MappingError> {
        let unreadable = |problem: &Diagnostic| MappingError::Unreadable(Said::from(problem));
        let (root, problems) =
            tree(&with_quoted_dashes(text)).map_err(|problem| unreadable(&problem))?;
        if let Some(problem) = problems.first() {
            return Err(unreadable(problem));
        }
        let Kind::Map(entries) = root.kind else {
            return Err(MappingError::Unreadable(Said::new(
                "hay que escribir una línea por columna, como «Móvil: mobile»",
                "write one line a column, such as «Móvil: mobile»",
            )));
        };
        let mut mapping = Mapping::default();
        for (key, node) in entries {
            let target = match node.kind {
                Kind::Scalar { text, .. } if key.text == CAPITALS || is_target(&text) => text,
                Kind::Scalar { text, .. } => {
                    return Err(no_trait(&key.text, &text, Some(node.place)));
                }
                Kind::Nothing | Kind::List(_) | Kind::Map(_) => {
                    let key = key.text;
                    return Err(MappingError::Unreadable(Said::new(
                        format!("«{key}» necesita un campo, un dato o - tras los dos puntos"),
                        format!("«{key}» needs a field, a trait id or - after the colon"),
                    )));
                }
            };
            mapping.entries.push((key.text, target));
        }
        Ok(mapping)
    }

    /// Says what a column is.
    pub fn set(&mut self, header: &str, target: &str) {
        self.entries.push((header.to_owned(), target.to_owned()));
    }

    /// Every header with what it is, in the order it was said.
    #[must_use]
    pub fn entries(&self) -> &[(String, String)] {
        &self.entries
    }

    /// Whether names in capitals stay so in a list of this header; a column of that name is one.
    #[must_use]
    pub fn keeps_capitals(&self, header: &[String]) -> bool {
        let is_column = header.iter().any(|column| fold(column) == CAPITALS);
        !is_column && self.entries.iter().any(|(name, said)| name == CAPITALS && said == KEEP)
    }

    /// What the mapping says of each column of a header; `None` where it says nothing.
    ///
    /// # Errors
    ///
    /// It names a column that is not there, one field for several columns, or what can be no trait.
    pub fn targets(&self, header: &[String]) -> Result<Vec<Option<Target>>, MappingError> {
        let mut targets: Vec<Option<Target>> = vec![None; header.len()];
        for (name, target) in &self.entries {
            let exact = header.iter().position(|column| column == name);
            let found =
                exact.or_else(|| header.iter().position(|column| fold(column) == fold(name)));
            if found.is_none() && name == CAPITALS {
                match target.as_str() {
                    KEEP | "names" => continue,
                    other => return Err(MappingError::Capitals(other.to_owned())),
                }
            }
            let Some(index) = found else {
                let folded: Vec<String> = header.iter().map(|column| fold(column)).collect();
                let near = nearest(name, folded.iter().map(String::as_str));
                let meant = near.and_then(|near| header.iter().find(|column| fold(column) == near));
                return Err(MappingError::UnknownColumn {
                    header: name.clone(),
                    meant: meant.cloned(),
                    columns: header.join(", "),
                });
            };
            let target = match (target.as_str(), Field::with_id(target)) {
                ("-", _) => Target::Left,
                (_, Some(field)) => Target::Field(field),
                (id, None) if is_trait_id(id) => Target::Trait(id.to_owned()),
                (id, None) => return Err(no_trait(name, id, None)),
            };
            if let Target::Field(field) = target
                && !field.row().is_repeatable
                && let Some(other) =
                    targets.iter().position(|known| known.as_ref() == Some(&target))
            {
                return Err(MappingError::FieldTwice {
                    first: header.get(other).cloned().unwrap_or_default(),
                    second: name.clone(),
                    field: field.row().id.to_owned(),
                });
            }
            if let Some(slot) = targets.get_mut(index) {
                *slot = Some(target);
            }
        }
        Ok(targets)
    }
}

/// Whether a text can be the id of a trait: what headers become, and what programs may tell.
#[must_use]
pub fn is_trait_id(id: &str) -> bool {
    let is_one = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    !id.is_empty() && id.bytes().all(is_one)
}

/// Whether a text says what a column is.
fn is_target(text: &str) -> bool {
    text == "-" || Field::with_id(text).is_some() || is_trait_id(text)
}

/// What a column is said to be, and is not; where it stands in the text, if it came in one.
fn no_trait(header: &str, said: &str, place: Option<Place>) -> MappingError {
    let id = slug(said);
    let such = if id.is_empty() { "origen" } else { &id };
    let (es, en) = place.map_or_else(Default::default, |Place { line, column, .. }| {
        (format!(" (línea {line}, columna {column})"), format!(" (line {line}, column {column})"))
    });
    MappingError::NoTrait(Said::new(
        format!(
            "la correspondencia dice que «{header}» es «{said}»{es}, que no puede ser un dato; hay que escribir un campo como mobile, un nombre de minúsculas sin acento, cifras y _ como {such}, o - para dejar fuera la columna"
        ),
        format!(
            "the mapping says that «{header}» is «{said}»{en}, which can be no trait; write a field such as mobile, a name of lower-case letters without accents, digits and _ such as {such}, or - to leave the column out"
        ),
    ))
}

/// The same text with quotes around each `-` that stands alone after a colon at the end of a line:
/// people leave a column out so, and to YAML it is no text but an error, wherever it stands.
fn with_quoted_dashes(text: &str) -> Cow<'_, str> {
    let is_lone = |line: &str| {
        let said = line.trim_end().strip_suffix('-').unwrap_or_default();
        said.ends_with([' ', '\t']) && said.trim_end().ends_with(':')
    };
    if !text.lines().any(is_lone) {
        return Cow::Borrowed(text);
    }
    let quoted = text.lines().map(|line| match line.trim_end().strip_suffix('-') {
        Some(said) if is_lone(line) => format!("{said}'-'\n"),
        _ => format!("{line}\n"),
    });
    Cow::Owned(quoted.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_alone_leaves_a_column_out_with_quotes_and_without() {
        let quoted = Mapping::parse("Interés: '-'\nNombre: name\n").unwrap();
        for text in ["Interés: -\nNombre: name", "Interés:  - \r\nNombre: name\r\n"] {
            assert_eq!(Mapping::parse(text).unwrap(), quoted, "{text:?}");
        }
        // A list is none, and what stands further on keeps its line.
        assert!(Mapping::parse("Interés: - a\nNombre: name").is_err());
        let wrong = Mapping::parse("Interés: -\nNombre: 'name").unwrap_err().to_string();
        let same = Mapping::parse("Interés: '-'\nNombre: 'name").unwrap_err().to_string();
        assert_eq!(wrong, same);
    }

    #[test]
    fn reads_yaml_and_json_and_says_what_is_wrong() {
        let header = vec!["Móvil".to_owned(), "Lead Source".to_owned(), "Nº".to_owned()];
        let yaml = Mapping::parse("Móvil: mobile\nLead Source: origen\nNº: '-'\n").unwrap();
        let json =
            Mapping::parse(r#"{"Móvil": "mobile", "Lead Source": "origen", "Nº": "-"}"#).unwrap();
        assert_eq!(yaml, json);
        let targets = yaml.targets(&header).unwrap();
        assert_eq!(
            targets,
            vec![
                Some(Target::Field(Field::Mobile)),
                Some(Target::Trait("origen".to_owned())),
                Some(Target::Left),
            ]
        );
        let wrong = Mapping::parse("Mobil: mobile").unwrap().targets(&header).unwrap_err();
        assert!(wrong.to_string().contains("did you mean «Móvil»"), "{wrong}");
        let twice = Mapping::parse("Móvil: company\nNº: company").unwrap().targets(&header);
        assert!(matches!(twice, Err(MappingError::FieldTwice { .. })));
        assert!(Mapping::parse("- a\n- b").is_err());
    }

    #[test]
    fn what_can_be_no_trait_is_refused_with_its_place_and_what_can() {
        let wrong = Mapping::parse("Móvil: mobile\nOrigen: Lead Source\n").unwrap_err();
        let said = wrong.said();
        assert!(said.es.contains("«Origen» es «Lead Source» (línea 2, columna 9)"), "{}", said.es);
        assert!(said.es.contains("y _ como lead_source, o - para"), "{}", said.es);
        assert!(said.en.contains("(line 2, column 9), which can be no trait"), "{}", said.en);
        for target in ["Mobile", "año", "lead-source", "a.b", "''", "日本"] {
            assert!(Mapping::parse(&format!("Origen: {target}")).is_err(), "{target}");
        }
        let mut mapping = Mapping::default();
        mapping.set("Origen", "Lead Source");
        let wrong = mapping.targets(&["Origen".to_owned()]).unwrap_err().said();
        assert!(wrong.es.contains("«Origen» es «Lead Source», que no puede"), "{}", wrong.es);
    }

    #[test]
    fn a_line_says_what_becomes_of_capitals_where_no_column_is_called_so() {
        let header = vec!["Nombre".to_owned()];
        let with_column = vec!["Nombre".to_owned(), "Capitals".to_owned()];
        let keep = Mapping::parse("Nombre: name\ncapitals: keep").unwrap();
        assert!(keep.targets(&header).is_ok() && keep.keeps_capitals(&header));
        let targets = keep.targets(&with_column).unwrap();
        assert_eq!(targets.get(1), Some(&Some(Target::Trait("keep".to_owned()))));
        assert!(!keep.keeps_capitals(&with_column));
        let names = Mapping::parse("capitals: names").unwrap();
        assert!(names.targets(&header).is_ok() && !names.keeps_capitals(&header));
        let wrong = Mapping::parse("capitals: fuera").unwrap().targets(&header).unwrap_err();
        assert!(wrong.to_string().contains("«fuera»"), "{wrong}");
    }
}

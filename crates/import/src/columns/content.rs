//! What the values of a column look like.

use engine::text::fold;
use engine::value::yes_or_no;

use super::fields::{Field, ValueKind};
use crate::table::Table;
use crate::values::dates::{self, Order};
use crate::values::emails::address;
use crate::values::numbers::{self, Mark};
use crate::values::text::clean;
use crate::values::{countries, ids, websites};

/// Of the values that were looked at, how many look like each kind.
#[derive(Debug, Default)]
pub(super) struct Seen {
    values: usize,
    emails: usize,
    phones: usize,
    dates: usize,
    times: usize,
    numbers: usize,
    yes_or_no: usize,
    countries: usize,
    websites: usize,
    ids: usize,
    names: usize,
    spaced: usize,
    courtesies: usize,
    profiles: usize,
}

/// Values of a column that are looked at, spread over the list.
const LOOKED_AT: usize = 400;

impl Seen {
    pub(super) fn of(table: &Table, index: usize, _country: &str) -> Seen {
        let step = (table.rows.len() / LOOKED_AT).max(1);
        let mut seen = Seen::default();
        for row in table.rows.iter().step_by(step) {
            let Some(cell) = row.cells.get(index).and_then(|cell| clean(cell)) else { continue };
            seen.values += 1;
            seen.emails += usize::from(
                cell.contains('@')
                    && address(first(&cell).split([';', ',']).next().unwrap_or("")).is_some(),
            );
            seen.phones += usize::from(is_like_a_phone(&cell));
            seen.dates += usize::from(
                dates::local(&cell, Order::DayMonth).is_some()
                    || dates::local(&cell, Order::MonthDay).is_some(),
            );
            seen.times += usize::from(dates::time(&cell).is_some());
            seen.numbers += usize::from(numbers::interval(&cell, Mark::Comma).is_some());
            seen.yes_or_no += usize::from(yes_or_no(&cell).is_some());
            seen.countries += usize::from(countries::country(&cell).is_some());
            seen.websites += usize::from(is_like_a_website(&cell));
            let id = ids::plain(&cell);
            seen.ids += usize::from(ids::person(&id) == ids::Checked::Right && !cell.contains('@'));
            seen.names += usize::from(begins_with_a_given_name(&cell));
            seen.courtesies += usize::from(is_courtesy(&cell));
            seen.profiles += usize::from(websites::profile(&cell).is_some());
            seen.spaced += usize::from(cell.contains(' '));
        }
        seen
    }

    /// Whether the values do not contradict a name: an exact name is believed unless nothing fits,
    /// a vague one only where most fit.
    pub(super) fn agrees(&self, kind: ValueKind, is_sure: bool) -> bool {
        if self.values == 0 {
            return is_sure;
        }
        let fitting = match kind {
            ValueKind::Email => self.emails,
            ValueKind::Phone => self.phones,
            ValueKind::Date => self.dates,
            ValueKind::Time => self.times,
            ValueKind::Number => self.numbers,
            ValueKind::YesNo => self.yes_or_no,
            ValueKind::Country => self.countries,
            ValueKind::Website => self.websites,
            // A name of a person or a place never looks like these.
            ValueKind::Name => {
                self.values - self.emails.max(self.numbers).max(self.dates).max(self.yes_or_no)
            }
            ValueKind::Text | ValueKind::Id => self.values,
        };
        let least = match (kind, is_sure) {
            (ValueKind::Text | ValueKind::Id, _) => 0,
            (_, true) => 10,
            (_, false) => 60,
        };
        fitting * 100 >= self.values * least
    }

    /// Whether the values are something else that goes by the field's name: "Title" is what people
    /// are at work or what is put before their names, "URL" a company's website or a person's
    /// profile.
    pub(super) fn is_other(&self, field: Field) -> bool {
        let others = match field {
            Field::JobTitle => self.courtesies,
            Field::Website => self.profiles,
            _ => return false,
        };
        self.values > 0 && others * 2 >= self.values
    }

    /// The field that the values alone say, and how surely in hundredths; a column with a name of
    /// its own is taken over only where there is no doubt.
    pub(super) fn says(&self, has_name: bool) -> Option<(Field, u8)> {
        if self.values < 3 {
            return None;
        }
        let most = |count: usize, percent: usize| count * 100 >= self.values * percent;
        if most(self.emails, 80) {
            return Some((Field::Email, 90));
        }
        if has_name {
            return None;
        }
        if most(self.ids, 80) {
            return Some((Field::NationalId, 80));
        }
        if most(self.dates, 80) {
            return Some((Field::VisitDate, 60));
        }
        if most(self.phones, 80) {
            return Some((Field::Phone, 80));
        }
        if most(self.websites, 80) {
            return Some((Field::Website, 80));
        }
        // SI is Slovenia and NO is Norway.
        if most(self.countries, 80) && !most(self.yes_or_no, 80) {
            return Some((Field::Country, 80));
        }
        if most(self.names, 50) {
            let is_whole = most(self.spaced, 60);
            return Some((if is_whole { Field::Name } else { Field::FirstName }, 65));
        }
        None
    }
}

/// Whether nearly all values are numbers and nothing else.
pub(super) fn is_numeric<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let (mut values, mut numbers) = (0usize, 0usize);
    for cell in cells.filter(|cell| !crate::values::text::is_nothing(cell)) {
        values += 1;
        let is_number =
            cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-'));
        // Codes with a leading zero are no numbers.
        let is_code = cell.len() > 1 && cell.starts_with('0') && !cell.contains(['.', ',']);
        numbers +=
            usize::from(is_number && !is_code && numbers::number(cell, Mark::Point).is_some());
    }
    values > 0 && numbers * 100 >= values * 95
}

/// The first of several values as Google writes them: `600 111 222 ::: 600 111 223`.
fn first(cell: &str) -> &str {
    let first = cell.split(":::").next().unwrap_or_default().trim();
    // Leads of advertising networks mark a number.
    first.strip_prefix("p:").unwrap_or(first)
}

fn is_like_a_phone(cell: &str) -> bool {
    let first = first(cell).split(['/', ';']).next().unwrap_or_default();
    let digits = first.chars().filter(char::is_ascii_digit).count();
    let others = first.chars().filter(|c| !c.is_ascii_digit() && !" +-.()".contains(*c)).count();
    (8..=15).contains(&digits) && (others == 0 || first.contains("ext"))
}

/// What is put before a name.
fn is_courtesy(cell: &str) -> bool {
    const WORDS: [&str; 26] = [
        "mr", "mrs", "ms", "miss", "mx", "sir", "madam", "dr", "dra", "prof", "sr", "sra", "srta",
        "don", "doña", "d", "dña", "da", "señor", "señora", "ing", "lic", "arq", "mtro", "mtra",
        "herr",
    ];
    let folded = fold(cell);
    WORDS.contains(&folded.trim_end_matches('.'))
}

fn is_like_a_website(cell: &str) -> bool {
    let lower = cell.to_ascii_lowercase();
    let is_url =
        lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.");
    is_url && !lower.contains(' ')
}

fn begins_with_a_given_name(cell: &str) -> bool {
    let folded = fold(cell);
    let first = folded.split(' ').next().unwrap_or_default();
    GIVEN_NAMES.contains(&first)
}

/// Given names that are common where Criba is used, folded and sorted.
const GIVEN_NAMES: &[&str] = &[
    "adrian",
    "agustin",
    "aitor",
    "alba",
    "alberto",
    "alejandra",
    "alejandro",
    "alfonso",
    "alfredo",
    "alicia",
    "alvaro",
    "amparo",
    "ana",
    "andrea",
    "andres",
    "angel",
    "angela",
    "antonia",
    "antonio",
    "arturo",
    "beatriz",
    "begoña",
    "belen",
    "bruno",
    "camila",
    "carla",
    "carlos",
    "carmen",
    "carolina",
    "catalina",
    "cecilia",
    "cesar",
    "clara",
    "claudia",
    "concepcion",
    "cristina",
    "cristobal",
    "daniel",
    "daniela",
    "david",
    "diana",
    "diego",
    "dolores",
    "eduardo",
    "elena",
    "elisa",
    "emilio",
    "enrique",
    "ernesto",
    "esteban",
    "esther",
    "eva",
    "fabian",
    "facundo",
    "federico",
    "felipe",
    "fernanda",
    "fernando",
    "francisca",
    "francisco",
    "gabriel",
    "gabriela",
    "gerardo",
    "gloria",
    "gonzalo",
    "graciela",
    "guadalupe",
    "guillermo",
    "gustavo",
    "hector",
    "hugo",
    "ignacio",
    "ines",
    "inmaculada",
    "irene",
    "isabel",
    "ismael",
    "ivan",
    "jaime",
    "javier",
    "jesus",
    "joaquin",
    "john",
    "jorge",
    "jose",
    "josefa",
    "juan",
    "juana",
    "julia",
    "julian",
    "julio",
    "karla",
    "laura",
    "leonardo",
    "leticia",
    "lorena",
    "lorenzo",
    "lourdes",
    "lucas",
    "lucia",
    "luis",
    "luisa",
    "manuel",
    "manuela",
    "marcela",
    "marcelo",
    "marco",
    "marcos",
    "margarita",
    "maria",
    "mariana",
    "mariano",
    "mario",
    "marta",
    "martin",
    "mateo",
    "matias",
    "mercedes",
    "michael",
    "miguel",
    "monica",
    "montserrat",
    "natalia",
    "nicolas",
    "noelia",
    "nuria",
    "olga",
    "oscar",
    "pablo",
    "paola",
    "patricia",
    "paula",
    "pedro",
    "pilar",
    "rafael",
    "ramon",
    "raquel",
    "raul",
    "ricardo",
    "roberto",
    "rocio",
    "rodrigo",
    "rosa",
    "rosario",
    "ruben",
    "salvador",
    "sandra",
    "santiago",
    "sara",
    "sebastian",
    "sergio",
    "silvia",
    "sofia",
    "sonia",
    "susana",
    "teresa",
    "tomas",
    "valentina",
    "valeria",
    "vanesa",
    "veronica",
    "vicente",
    "victor",
    "victoria",
    "virginia",
    "xavier",
    "ximena",
    "yolanda",
];

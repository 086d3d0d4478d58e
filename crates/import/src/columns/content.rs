//! What the values of a column look like.

use std::collections::BTreeSet;

use engine::text::fold;
use engine::titles;
use engine::value::{permission, yes_or_no};

use super::fields::{Field, ValueKind};
use crate::table::Table;
use crate::values::dates::{self, Order};
use crate::values::emails::{address, named};
use crate::values::names::{begins_with_a_given_name, is_like_a_name};
use crate::values::numbers::{self, Mark};
use crate::values::text::clean;
use crate::values::{countries, ids, regions, times, websites};

/// Of the values that were looked at, how many look like each kind.
#[derive(Debug, Default)]
pub(super) struct Seen {
    values: usize,
    emails: usize,
    /// Addresses with whose they are before them.
    named_emails: usize,
    phones: usize,
    dates: usize,
    times: usize,
    numbers: usize,
    yes_or_no: usize,
    permissions: usize,
    countries: usize,
    /// Countries by their names: a code of two letters is a language as well.
    countries_in_full: usize,
    regions: usize,
    websites: usize,
    domains: usize,
    ids: usize,
    ids_of_people: usize,
    ids_of_companies: usize,
    distinct: BTreeSet<String>,
    names: usize,
    whole_names: usize,
    spaced: usize,
    courtesies: usize,
    profiles: usize,
    posts: usize,
    titles: usize,
    areas: usize,
    states: usize,
    legal_forms: usize,
    labels: usize,
}

/// Values of a column that are looked at, spread over the list.
const LOOKED_AT: usize = 400;

impl Seen {
    pub(super) fn of(table: &Table, index: usize) -> Seen {
        let step = (table.rows.len() / LOOKED_AT).max(1);
        let mut seen = Seen::default();
        for row in table.rows.iter().step_by(step) {
            let Some(cell) = row.cells.get(index).and_then(|cell| clean(cell)) else { continue };
            seen.values += 1;
            seen.emails += usize::from(
                cell.contains('@')
                    && address(first(&cell).split([';', ',']).next().unwrap_or("")).is_some(),
            );
            seen.named_emails += usize::from(named(&cell).is_some());
            seen.phones += usize::from(is_like_a_phone(&cell));
            seen.dates += usize::from(
                dates::local(&cell, Order::DayMonth).is_some()
                    || dates::local(&cell, Order::MonthDay).is_some(),
            );
            seen.times += usize::from(times::time(&cell).is_some());
            seen.numbers += usize::from(numbers::interval(&cell, Mark::Comma).is_some());
            seen.yes_or_no += usize::from(yes_or_no(&cell).is_some());
            seen.permissions += usize::from(permission(&cell).is_some());
            seen.regions += usize::from(regions::is_region(&cell));
            let is_country = countries::country(&cell).is_some();
            seen.countries += usize::from(is_country);
            seen.countries_in_full += usize::from(is_country && cell.chars().count() > CODE_LENGTH);
            seen.websites += usize::from(is_like_a_website(&cell));
            seen.domains += usize::from(!cell.contains('@') && websites::is_domain(&cell));
            let id = ids::plain(&cell);
            let is_of_person = ids::is_of_person(&id);
            seen.ids_of_people += usize::from(is_of_person);
            seen.ids_of_companies += usize::from(!is_of_person && ids::is_company(&id));
            seen.ids += usize::from(ids::person(&id) == ids::Checked::Right && !cell.contains('@'));
            seen.names += usize::from(begins_with_a_given_name(&cell));
            seen.courtesies += usize::from(is_courtesy(&cell));
            seen.profiles += usize::from(websites::profile(&cell).is_some());
            seen.spaced += usize::from(cell.contains(' '));
            seen.whole_names += usize::from(is_like_a_name(&cell));
            let (is_post, is_of_area) = (is_post(&cell), titles::area(&cell).is_some());
            seen.posts += usize::from(is_post);
            seen.areas += usize::from(is_of_area);
            seen.titles += usize::from(is_post || is_of_area);
            seen.states += usize::from(STATES.contains(&fold(&cell).as_str()));
            seen.legal_forms += usize::from(ends_with_a_legal_form(&cell));
            seen.labels += usize::from(is_label(&cell));
            seen.distinct.insert(id);
        }
        seen
    }

    /// Whether the values do not contradict a name: an exact name is believed unless nothing fits,
    /// a vague one only where most fit.
    pub(super) fn agrees(&self, field: Field, is_sure: bool) -> bool {
        let kind = field.row().kind;
        if self.values == 0 {
            return is_sure;
        }
        let fitting = match kind {
            ValueKind::Email => self.emails + self.named_emails,
            ValueKind::Phone => self.phones,
            ValueKind::Date => self.dates,
            ValueKind::Time => self.times,
            ValueKind::Number => self.numbers,
            ValueKind::YesNo => match field {
                // The day since when somebody is not to be reached says so too.
                Field::DoNotCall | Field::DoNotEmail | Field::DoNotContact => {
                    self.permissions.max(self.dates)
                }
                _ => self.permissions,
            },
            ValueKind::Country => self.countries,
            ValueKind::Website => self.websites.max(self.domains),
            // A name of a person or a place never looks like these.
            ValueKind::Name => {
                self.values - self.emails.max(self.numbers).max(self.dates).max(self.yes_or_no)
            }
            ValueKind::Text | ValueKind::Id => self.values,
        };
        let least = match (kind, is_sure) {
            (ValueKind::Text | ValueKind::Id, _) => 0,
            // Whoever asked for a permission in so many words asked for one, whatever was answered:
            // what cannot be read there is a problem to be shown and never a yes.
            (ValueKind::YesNo, true) => 0,
            (ValueKind::YesNo, false) => 10,
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
            // "State" is where somebody is or how far one is with them, "Departamento" a part of
            // Colombia or of a company.
            Field::Region if self.regions * 2 < self.values => self.areas.max(self.states),
            _ => return false,
        };
        self.values > 0 && others * 2 >= self.values
    }

    /// Whether any value stands in the column.
    pub(super) fn has_values(&self) -> bool {
        self.values > 0
    }

    /// Whether most values are regions of a country: "Estado" in Mexico.
    pub(super) fn is_of_regions(&self) -> bool {
        self.values > 0 && self.regions * 2 >= self.values
    }

    /// Whose an id is that people and companies have alike, such as the RUT and the RFC; the
    /// same one in several rows is their company's.
    pub(super) fn id_of(&self) -> Field {
        let is_of_people = self.ids_of_people > self.ids_of_companies
            && self.ids_of_people * 2 > self.values
            && self.distinct.len() * 10 >= self.values * 9;
        if is_of_people { Field::NationalId } else { Field::TaxId }
    }

    /// The field that the values alone say, and how surely in hundredths; a column with a name of
    /// its own is taken over only where there is no doubt.
    pub(super) fn says(&self, has_name: bool) -> Option<(Field, u8)> {
        // Of a column without a name the values are all there is, however few.
        if self.values == 0 || self.values < VALUES_OF_A_NAMED && has_name {
            return None;
        }
        let most = |count: usize, percent: usize| count * 100 >= self.values * percent;
        if most(self.emails + self.named_emails, 80) {
            return Some((Field::Email, 90));
        }
        if has_name {
            return None;
        }
        // One telephone in eleven is a right RUT by chance.
        if most(self.ids, 80) && (self.values >= VALUES_OF_A_NAMED || self.phones == 0) {
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

    /// The field that a column without a name may be beside those that are surer: `missing` says
    /// which are not there yet.
    pub(super) fn may_be(&self, missing: impl Fn(Field) -> bool) -> Option<(Field, u8)> {
        let most =
            |count: usize, percent: usize| self.values > 0 && count * 100 >= self.values * percent;
        let is_of_companies = most(self.legal_forms, 30);
        if missing(Field::Company) && is_of_companies {
            return Some((Field::Company, 65));
        }
        if missing(Field::JobTitle) && most(self.posts, 50) {
            return Some((Field::JobTitle, 60));
        }
        if missing(Field::Region) && most(self.regions, 60) {
            return Some((Field::Region, 55));
        }
        if missing(Field::Name) && most(self.whole_names, 80) && !is_of_companies {
            return Some((Field::Name, 55));
        }
        let is_a_label = most(self.labels, 80) && !most(self.permissions, 50);
        if missing(Field::Company) && !missing(Field::Name) && is_a_label {
            return Some((Field::Company, 50));
        }
        None
    }

    /// Whether most values are what people are at work.
    pub(super) fn is_of_posts(&self) -> bool {
        self.values > 0 && self.titles * 2 >= self.values
    }

    /// Whether the values leave little doubt that they are people's names, or companies', or what
    /// else a list is to have.
    pub(super) fn is_plainly(&self, field: Field) -> bool {
        let most = |count: usize, percent: usize| count * 100 >= self.values * percent;
        if self.values < VALUES_OF_A_NAMED {
            return false;
        }
        let is_of_companies = most(self.legal_forms, 30);
        match field {
            Field::Name => {
                let is_other = most(self.posts, 50) || most(self.regions, 50) || is_of_companies;
                (most(self.names, 50) || most(self.whole_names, 80))
                    && most(self.spaced, 50)
                    && !is_other
            }
            Field::Company => is_of_companies,
            Field::Email => most(self.emails + self.named_emails, 80),
            Field::JobTitle => most(self.posts, 50) && !is_of_companies,
            Field::Country => most(self.countries_in_full, 80),
            _ => false,
        }
    }

    /// Whether the values may be what people or companies are called, or their pages.
    pub(super) fn may_say_who(&self) -> bool {
        let most = |count: usize, percent: usize| count * 100 >= self.values * percent;
        let are_labels = most(self.labels, 80) && most(self.spaced, 50);
        self.values > 0 && (are_labels || most(self.names, 50) || most(self.profiles, 50))
    }

    /// Whether the values may be the surnames that stand behind a column of given names.
    pub(super) fn may_be_surnames(&self) -> bool {
        self.values > 0
            && self.labels * 10 >= self.values * 8
            && self.legal_forms == 0
            && self.posts * 2 < self.values
            && self.regions * 2 < self.values
    }
}

/// Letters of the longest code of a country.
const CODE_LENGTH: usize = 3;

/// Values from which a column with a name of its own is taken for something else.
const VALUES_OF_A_NAMED: usize = 3;

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

/// What somebody is at work, said in a word that says how high they stand.
fn is_post(cell: &str) -> bool {
    matches!(titles::level(cell), Some("owner" | "director" | "manager"))
}

/// How far one is with a lead, folded.
const STATES: &[&str] = &[
    "ganado",
    "ganada",
    "perdido",
    "perdida",
    "won",
    "lost",
    "abierto",
    "abierta",
    "open",
    "cerrado",
    "cerrada",
    "closed",
    "closed won",
    "closed lost",
    "nuevo",
    "nueva",
    "new",
    "contactado",
    "contactada",
    "contacted",
    "activo",
    "activa",
    "active",
    "inactivo",
    "inactive",
    "pendiente",
    "pending",
    "en curso",
    "in progress",
    "en proceso",
    "cualificado",
    "calificado",
    "qualified",
    "unqualified",
    "descartado",
    "descartada",
    "cliente",
    "customer",
    "convertido",
    "converted",
    "working",
    "nurturing",
    "interesado",
    "no interesado",
];

fn ends_with_a_legal_form(cell: &str) -> bool {
    const FORMS: [&str; 24] = [
        "sl", "slu", "sa", "sau", "sll", "scoop", "coop", "cb", "sc", "sas", "srl", "ltda", "spa",
        "eirl", "sac", "ca", "sapi", "inc", "ltd", "llc", "gmbh", "corp", "cv", "rl",
    ];
    let folded = fold(cell);
    let letters = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let mut words = folded.split([' ', ',']).filter(|word| !word.is_empty());
    let has_name = words.next().is_some();
    has_name && words.next_back().is_some_and(|last| FORMS.contains(&letters(last).as_str()))
}

/// A few words that begin with a capital, as names of companies, people and places do.
fn is_label(cell: &str) -> bool {
    const WORDS_MAX: usize = 6;
    let is_named = cell.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    is_named
        && cell.chars().any(char::is_alphabetic)
        && !cell.contains(['@', '/'])
        && cell.split_whitespace().count() <= WORDS_MAX
        && !cell.ends_with('.')
        || ends_with_a_legal_form(cell)
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

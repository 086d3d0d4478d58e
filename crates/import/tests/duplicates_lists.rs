//! Duplicates of lists made here, where who each row is is known: relatives of one company,
//! couples with one mailbox, and the ways in which one person is written twice.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it saw"
)]

mod support;

use std::collections::BTreeSet;

use import::duplicates::{Duplicates, find};
use support::read_text;

const HEADER: &str = "Nombre,Apellidos,Empresa,Correo,Móvil,DNI\n";

/// How two rows are taken, among people that have nothing to do with them.
#[derive(Debug, PartialEq, Eq)]
enum Taken {
    Two,
    Suggested,
    One,
}

fn taken(one: &str, other: &str) -> Taken {
    let others: String = (0..60)
        .map(|n| {
            let (given, first) = (GIVEN[n % GIVEN.len()], SURNAMES[n * 7 % SURNAMES.len()]);
            let second = SURNAMES[(n * 5 + 3) % SURNAMES.len()];
            format!(
                "{given},{first} {second},Otra {n},persona{n}x@otra{n}.example,6002{n:02}{n:02}9,\n"
            )
        })
        .collect();
    let found = find(&read_text(&format!("{HEADER}{one}\n{other}\n{others}")).records, 0);
    let is_pair = |records: &[usize]| records.contains(&0) && records.contains(&1);
    if found.groups.iter().any(|group| is_pair(group)) {
        Taken::One
    } else if found.suggested.iter().any(|suggested| is_pair(&suggested.records)) {
        Taken::Suggested
    } else {
        Taken::Two
    }
}

#[test]
fn relatives_of_one_company_stay_two() {
    for (a, b) in [
        ("Juan", "Juana"),
        ("Luis", "Luisa"),
        ("Pablo", "Paula"),
        ("Carlos", "Carla"),
        ("Ana", "Eva"),
        ("Sara", "Lara"),
        ("Óscar", "Omar"),
        ("Elena", "Elisa"),
        ("Daniel", "Daniela"),
        ("Ana", "Leo"),
        ("Manuela", "Ángel"),
        ("Iván", "Juan"),
        ("José", "María José"),
    ] {
        let row = |name: &str, mailbox: &str, mobile: &str| {
            format!("{name},Fernández Rodríguez,Talleres Norte,{mailbox}@norte.example,{mobile},")
        };
        let (one, other) = (row(a, "uno", "600111222"), row(b, "otro", "677888999"));
        assert_eq!(taken(&one, &other), Taken::Two, "{a} {b}");
        // A family's mailbox and telephone are no proof that they are one.
        let (one, other) = (row(a, "fernandez", "600111222"), row(b, "fernandez", "600111222"));
        assert_ne!(taken(&one, &other), Taken::One, "{a} {b}");
    }
}

#[test]
fn what_is_a_persons_own_joins_names_that_nobody_could() {
    for (one, other, expected) in [
        // A word that no table has, and two slips.
        (
            "Francisca,Mamani Soto,Editorial Lima,fm@gmail.com,600111222,",
            "Quica,Mamani,Editorial Lima,fm@gmail.com,600111222,",
            Taken::One,
        ),
        (
            "Ricardo,Soto Gil,Minera,ricardo.soto@minera.example,600111222,",
            "Rikcyy,Soto Gil,Minera,ricardo.soto@minera.example,600111222,",
            Taken::One,
        ),
        (
            "Francisca,Mamani Soto,Editorial Lima,fm@gmail.com,,",
            "Quica,Mamani,Editorial Lima,fm@gmail.com,,",
            Taken::Suggested,
        ),
        (
            "Carmen,Ruiz Gil,Acme,carmen.ruiz@acme.example,600111222,12345678Z",
            "Carmen,Ruiz de Soto,Beta,csoto@gmail.com,677888999,12345678Z",
            Taken::One,
        ),
        (
            "Carmen,Ruiz Gil,Acme,carmen.ruiz@acme.example,600111222,12345678Z",
            "Pedro,López Sanz,Beta,plopez@gmail.com,677888999,12345678Z",
            Taken::Suggested,
        ),
        // Father and son.
        (
            "José,García López,Talleres García,talleresg@gmail.com,600111222,",
            "José,García Ruiz,Talleres García,talleresg@gmail.com,600111222,",
            Taken::Suggested,
        ),
        // The short name with the firm's mobile, and nothing that says two.
        (
            "Germán Fredy,Giraldo Sánchez,Textiles Lima,german@lima.example,600111222,",
            "Germán,Giraldo,Textiles Lima,,600111222,",
            Taken::One,
        ),
        // Namesakes of one large company.
        (
            "María,García López,Sanidad,maria.garcia@sanidad.example,600111222,",
            "María,García López,Sanidad,maria.garcia2@sanidad.example,677888999,",
            Taken::Suggested,
        ),
        // The company that a row does not name is the one its mailbox is at.
        (
            "Daniela,Torres Gil,Plásticos Roma,daniela.torres@roma.example,,",
            "Daniela,Torres Gil,,info@roma.example,,",
            Taken::One,
        ),
    ] {
        assert_eq!(taken(one, other), expected, "{one}\n{other}");
    }
}

#[test]
fn what_is_written_for_nothing_joins_nobody() {
    for (mailbox, mobile) in [
        ("", "600000000"),
        ("", "666666666"),
        ("noemail@noemail.com", ""),
        ("no@no.com", ""),
        ("test@test.com", ""),
        ("sin@correo.com", ""),
        ("x@x.com", ""),
    ] {
        let row = |company: &str| format!("Ana,Ruiz,{company},{mailbox},{mobile},");
        assert_eq!(taken(&row("Acme"), &row("Beta")), Taken::Two, "{mailbox} {mobile}");
    }
}

/// Numbers that look drawn at random, the same on every run.
struct Draws(u64);

impl Draws {
    fn below(&mut self, most: usize) -> usize {
        // Knuth's multiplier and increment for 2⁶⁴; the high bits are the good ones.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    fn is_one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
}

const GIVEN: [&str; 40] = [
    "Juan",
    "Juana",
    "Luis",
    "Luisa",
    "Pablo",
    "Paula",
    "Carlos",
    "Carla",
    "Ana",
    "Eva",
    "Sara",
    "Lara",
    "Óscar",
    "Omar",
    "Elena",
    "Elisa",
    "Daniel",
    "Daniela",
    "Francisco",
    "Francisca",
    "Manuel",
    "Manuela",
    "Ricardo",
    "Guadalupe",
    "Dolores",
    "Ignacio",
    "Rafael",
    "Verónica",
    "Teresa",
    "Eduardo",
    "Beatriz",
    "Fernando",
    "Fernanda",
    "Mónica",
    "Gustavo",
    "Rosario",
    "Isabel",
    "Andrés",
    "Ximena",
    "Cristian",
];
const SHORT: [(&str, &str); 14] = [
    ("Francisco", "Paco"),
    ("Francisca", "Pancha"),
    ("Manuel", "Manolo"),
    ("Ricardo", "Ricky"),
    ("Guadalupe", "Lupe"),
    ("Dolores", "Lola"),
    ("Ignacio", "Nacho"),
    ("Rafael", "Rafa"),
    ("Verónica", "Vero"),
    ("Teresa", "Tere"),
    ("Eduardo", "Lalo"),
    ("Beatriz", "Bea"),
    ("Daniel", "Dani"),
    ("Daniela", "Dani"),
];
const SURNAMES: [&str; 32] = [
    "García",
    "Rodríguez",
    "González",
    "Fernández",
    "López",
    "Martínez",
    "Sánchez",
    "Pérez",
    "Gómez",
    "Ruiz",
    "Díaz",
    "Moreno",
    "Muñoz",
    "Álvarez",
    "Romero",
    "Rojas",
    "Rosas",
    "Quispe",
    "Mamani",
    "Soto",
    "Vásquez",
    "Vázquez",
    "Castro",
    "Castillo",
    "Ortiz",
    "Peña",
    "Herrera",
    "Ferrer",
    "Echeverri",
    "Restrepo",
    "Xicoténcatl",
    "Goikoetxea",
];
const PLACES: [&str; 16] = [
    "Norte",
    "Sur",
    "Andina",
    "Pacífico",
    "Olivar",
    "Roble",
    "Sabana",
    "Cóndor",
    "Valle",
    "Faro",
    "Estrella",
    "Alborada",
    "Miramar",
    "Bahía",
    "Altiplano",
    "Montecarlo",
];
const TRADES: [&str; 8] =
    ["Talleres", "Bodegas", "Transportes", "Clínica", "Textiles", "Editorial", "Maderas", "Hotel"];

struct Person {
    given: String,
    surnames: (&'static str, &'static str),
    company: String,
    site: String,
    mailbox: String,
    mobile: String,
}

/// People, a fifth of them with a brother or sister in the company, some with the other's mailbox.
fn people(draws: &mut Draws) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    for number in 0..PEOPLE {
        let surnames = (draws.of(&SURNAMES), draws.of(&SURNAMES));
        let company = format!("{} {} {}", draws.of(&TRADES), draws.of(&PLACES), draws.of(&PLACES));
        let site = format!("empresa{}.example", number % 150);
        let first = draws.below(GIVEN.len());
        let relatives = if draws.is_one_in(5) { 2 } else { 1 };
        for relative in 0..relatives {
            let given = GIVEN[(first + relative) % GIVEN.len()];
            let second =
                if draws.is_one_in(4) { format!(" {}", draws.of(&GIVEN)) } else { String::new() };
            let own = format!("{}{}", if draws.is_one_in(2) { "p" } else { "q" }, people.len());
            let mailbox = match people.last() {
                Some(other) if relative > 0 && draws.is_one_in(6) => other.mailbox.clone(),
                _ if draws.is_one_in(3) => format!("{own}.{}@gmail.com", people.len()),
                _ => format!("{own}@{site}"),
            };
            people.push(Person {
                given: format!("{given}{second}"),
                surnames,
                company: company.clone(),
                site: site.clone(),
                mailbox,
                mobile: format!("6{:08}", draws.below(90_000_000) + 1_234_567),
            });
        }
    }
    people
}

const PEOPLE: usize = 500;

/// A row of a person: the first as it is, another as somebody else wrote it.
fn row(person: &Person, is_again: bool, draws: &mut Draws) -> String {
    let mut given = person.given.clone();
    let mut surnames = format!("{} {}", person.surnames.0, person.surnames.1);
    let (mut mailbox, mut mobile) = (person.mailbox.clone(), person.mobile.clone());
    if is_again {
        let first = given.split(' ').next().unwrap();
        match draws.below(6) {
            0 => {
                let short = SHORT.iter().find(|(name, _)| *name == first);
                given = short.map_or(given.clone(), |(_, short)| (*short).to_owned());
            }
            1 => given = first.to_owned(),
            2 => given = slip(&given, draws),
            _ => {}
        }
        match draws.below(5) {
            0 | 1 => surnames = person.surnames.0.to_owned(),
            2 => surnames = slip(&surnames, draws),
            _ => {}
        }
        if draws.is_one_in(3) {
            mailbox = format!("info@{}", person.site);
        } else if draws.is_one_in(3) {
            mailbox.clear();
        }
        if draws.is_one_in(4) {
            mobile.clear();
        }
        if draws.is_one_in(3) {
            (given, surnames) = (given.to_uppercase(), surnames.to_uppercase());
        }
    }
    format!("{given},{surnames},{},{mailbox},{mobile},\n", person.company)
}

/// Two letters swapped.
fn slip(word: &str, draws: &mut Draws) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + draws.below(letters.len().saturating_sub(3).max(1));
    if at + 1 < letters.len() {
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}

fn pairs(groups: impl Iterator<Item = Vec<usize>>) -> BTreeSet<(usize, usize)> {
    let pairs = groups.flat_map(|group| {
        let ends = group.clone();
        group.into_iter().enumerate().flat_map(move |(at, a)| {
            let others: Vec<usize> = ends.iter().skip(at + 1).copied().collect();
            others.into_iter().map(move |b| (a.min(b), a.max(b)))
        })
    });
    pairs.collect()
}

#[test]
fn lists_with_relatives_are_joined_right() {
    for seed in [1, 2, 3] {
        let draws = &mut Draws(seed);
        let people = people(draws);
        let mut rows: Vec<(usize, String)> = Vec::new();
        for (who, person) in people.iter().enumerate() {
            rows.push((who, row(person, false, draws)));
            for _ in 0..2 {
                if draws.is_one_in(7) {
                    rows.push((who, row(person, true, draws)));
                }
            }
        }
        let list: String = rows.iter().map(|(_, row)| row.as_str()).collect();
        let Duplicates { groups, suggested, .. } =
            find(&read_text(&format!("{HEADER}{list}")).records, 0);
        let is_right = |(a, b): &(usize, usize)| rows[*a].0 == rows[*b].0;
        let indexes = 0..rows.len();
        let truth: BTreeSet<(usize, usize)> = indexes
            .flat_map(|a| (a + 1..(a + 3).min(rows.len())).map(move |b| (a, b)))
            .filter(is_right)
            .collect();
        let joined = pairs(groups.into_iter());
        let offered = pairs(suggested.iter().map(|suggested| suggested.records.clone()));
        let right = joined.intersection(&truth).count();
        let precision = right as f64 / joined.len() as f64;
        let recall = right as f64 / truth.len() as f64;
        let reach =
            truth.iter().filter(|pair| joined.contains(*pair) || offered.contains(*pair)).count();
        let reach = reach as f64 / truth.len() as f64;
        println!(
            "seed {seed}: {} rows, {} pairs, joined {}: precision {precision:.4}, recall {recall:.4}; {} suggested, reach {reach:.4}",
            rows.len(),
            truth.len(),
            joined.len(),
            suggested.len()
        );
        for (a, b) in joined.difference(&truth) {
            println!("wrong {}      {}", rows[*a].1, rows[*b].1);
        }
        for (a, b) in
            truth.iter().filter(|pair| !joined.contains(*pair) && !offered.contains(*pair))
        {
            println!("missed {}       {}", rows[*a].1, rows[*b].1);
        }
        assert!(precision >= 0.99 && recall >= 0.90 && reach >= 0.97, "seed {seed}");
        assert!(suggested.len() * 10 <= rows.len(), "seed {seed}");
    }
}

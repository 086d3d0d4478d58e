//! Made-up lists in which nobody stands twice, so that whoever is doubled was doubled by us.

use std::fmt::Write as _;

/// People of a list: more than the writer is told at once.
pub(crate) const PEOPLE: usize = 600;

/// A list as a file.
pub(crate) fn text(list: usize) -> String {
    let mut text = "Nombre;Apellidos;Correo;Empresa;Cargo;Fecha de visita;Interés\n".to_owned();
    for index in 0..PEOPLE {
        let number = list * PEOPLE + index;
        let day = 1 + number % 28;
        writeln!(
            text,
            "{};{};{};Talleres {};Gerente;{day:02}/03/2026;Alto",
            word(number * 7 + 3),
            word(number * 13 + 5),
            email(list, index),
            word(number * 29 + 11),
        )
        .unwrap();
    }
    text
}

/// The address of somebody in a list.
pub(crate) fn email(list: usize, index: usize) -> String {
    format!("p{list}-{index}@lista{list}.example")
}

/// A word that no other number has.
fn word(mut number: usize) -> String {
    let mut word = "A".to_owned();
    for _ in 0..6 {
        word.push(['b', 'c', 'd', 'f', 'g', 'l', 'm', 'n', 'r', 's'][number % 10]);
        word.push(['a', 'e', 'i', 'o', 'u'][number / 3 % 5]);
        number /= 10;
    }
    word
}

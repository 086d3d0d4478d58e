//! What can never act, or never acts as it reads.

use rust_decimal::Decimal;

use super::Found;
use super::walk::{conditions, lines, within};
use crate::agreement::condition::{Condition, Operand, Test, Tests};
use crate::agreement::handing::{Attempts, RouteTo};
use crate::agreement::hours::TermUnit;
use crate::agreement::score::Band;
use crate::agreement::{Document, Line};

pub(super) fn look(document: &Document, found: &mut Found<'_>) {
    for (before, line) in lines(document) {
        behind_everybody(line, &before, found);
        for (index, promise) in line.follow_up.iter().enumerate() {
            if let Some(attempts) = &promise.attempts {
                attempts_fit(attempts, &format!("{before}follow_up[{index}].attempts"), found);
            }
        }
        if let Some(bands) = &line.bands {
            in_order(&bands.fit, &format!("{before}bands.fit"), found);
            in_order(&bands.engagement, &format!("{before}bands.engagement"), found);
        }
    }
    for (index, team) in document.teams.iter().enumerate() {
        if team.overflow.as_deref() == Some(team.id.as_str()) {
            found.warning(
                "overflow_to_itself",
                &format!("teams[{index}].overflow"),
                "lo que no le cabe al equipo vuelve al mismo equipo; nombra otro".to_owned(),
                "what the team cannot take comes back to it; name another".to_owned(),
            );
        }
    }
    for (path, condition) in conditions(document) {
        within(condition, &mut |part| values(part, &path, found));
    }
}

/// Clauses of which the first that holds is taken, behind one that holds for everybody.
fn behind_everybody(line: &Line, before: &str, found: &mut Found<'_>) {
    let mut warn = |path: String| {
        found.warning(
            "never_taken",
            &path,
            "nunca se usa: una anterior vale para todos; ponla antes, o dile a la otra para quién es"
                .to_owned(),
            "it is never used: an earlier one is for everybody; put it first, or say whom the other is for"
                .to_owned(),
        );
    };
    let mut is_for_all = false;
    for (index, promise) in line.follow_up.iter().enumerate() {
        if is_for_all {
            warn(format!("{before}follow_up[{index}]"));
        }
        is_for_all |= promise.when.is_none();
    }
    for (handoff, clause) in line.handoff.iter().enumerate() {
        let mut is_for_all = false;
        for (index, route) in clause.route.iter().enumerate() {
            if is_for_all {
                warn(format!("{before}handoff[{handoff}].route[{index}]"));
            }
            // There may be no owner.
            let is_someone = matches!(route.to, RouteTo::Team(_) | RouteTo::Person(_));
            is_for_all |= route.when.is_none() && is_someone;
        }
    }
}

/// Attempts of which so many a day do not make so many in their days.
fn attempts_fit(attempts: &Attempts, path: &str, found: &mut Found<'_>) {
    let (Some(over), Some(per_day)) = (attempts.over, attempts.per_day) else { return };
    if !matches!(over.unit, TermUnit::Day | TermUnit::BusinessDay) {
        return;
    }
    let most = over.count.saturating_mul(per_day);
    if most < attempts.at_least {
        found.warning(
            "attempts_do_not_fit",
            path,
            format!(
                "{} intentos no caben: en {} días, a {per_day} al día, son {most}",
                attempts.at_least, over.count
            ),
            format!(
                "{} attempts do not fit: {} days at {per_day} a day make {most}",
                attempts.at_least, over.count
            ),
        );
    }
}

/// Bands whose names do not follow their points: the best would not be called A or 1.
fn in_order(bands: &[Band], path: &str, found: &mut Found<'_>) {
    let misplaced = bands.windows(2).find_map(|pair| match pair {
        // Names of several letters have no order that all would see.
        [above, below] if above.name.len() == 1 && below.name.len() == 1 => {
            (above.name > below.name).then_some((above, below))
        }
        _ => None,
    });
    if let Some((above, below)) = misplaced {
        let (above, below) = (&above.name, &below.name);
        found.warning(
            "bands_out_of_order",
            path,
            format!("«{above}» queda por encima de «{below}»; se suele leer al revés"),
            format!("«{above}» stands above «{below}»; people read it the other way round"),
        );
    }
}

/// Values that nothing ever has.
fn values(part: &Condition, path: &str, found: &mut Found<'_>) {
    match part {
        Condition::Trait { id, tests, .. } if id == "country" => {
            let texts = texts(tests);
            let is_code =
                |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_alphabetic());
            if let Some(name) = texts.into_iter().find(|text| !is_code(text)) {
                found.warning(
                    "no_country_code",
                    path,
                    format!("los países se guardan por su código de dos letras, como ES o MX; «{name}» no lo tiene nadie"),
                    format!("countries are kept by their code of two letters, such as ES or MX; nobody has «{name}»"),
                );
            }
        }
        Condition::Probability(tests) => {
            let asks_over_one = tests.all.iter().any(|test| match test {
                Test::AtLeast(Operand::Number(number))
                | Test::MoreThan(Operand::Number(number)) => *number > Decimal::ONE,
                _ => false,
            });
            if asks_over_one {
                found.warning(
                    "probability_over_one",
                    path,
                    "la probabilidad va de 0 a 1; el 40 % se escribe 0.4".to_owned(),
                    "a probability goes from 0 to 1; 40 % is written 0.4".to_owned(),
                );
            }
        }
        _ => {}
    }
}

fn texts(tests: &Tests) -> Vec<&str> {
    let operands = tests.all.iter().flat_map(|test| match test {
        Test::Is(operand) => std::slice::from_ref(operand),
        Test::In(operands) => operands.as_slice(),
        _ => &[],
    });
    let texts = operands.filter_map(|operand| match operand {
        Operand::Text(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

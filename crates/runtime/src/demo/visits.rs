//! What people look at on the site of the sample, before and after they say who they are.

use engine::time::{Span, Timestamp};

use super::dice::Dice;
use super::story::{Moments, Story};

/// Pages that tell of interest in general; those that give points are told one by one.
const PAGES: [(&str, &str); 8] = [
    ("/", "Cargavía"),
    ("/producto/rutas", "Rutas"),
    ("/producto/combustible", "Combustible"),
    ("/producto/mantenimiento", "Mantenimiento"),
    ("/casos", "Casos"),
    ("/casos/lacteos", "Caso: lácteos con 40 camiones"),
    ("/blog/bajar-el-gasto-en-diesel", "Cómo bajar el gasto en diésel"),
    ("/blog/ventanas-de-entrega", "Ventanas de entrega"),
];

/// A visit: a few pages, minutes apart.
pub(super) fn visit(story: &mut Story, dice: &mut Dice, at: Timestamp) {
    for page in 0..dice.between(1, 5) {
        let index = usize::try_from(dice.between(0, PAGES.len() as i64 - 1)).unwrap_or_default();
        let Some((path, title)) = PAGES.get(index) else { continue };
        story.saw(at + Span::MINUTE.times(page * 2), path, title);
    }
}

/// So many visits in the weeks before a day so many days ago.
pub(super) fn before(
    story: &mut Story,
    moments: &Moments,
    dice: &mut Dice,
    days: i64,
    visits: i64,
) {
    for left in (1..=visits).rev() {
        let hour = i8::try_from(dice.between(7, 22)).unwrap_or(9);
        let earlier = 1 + left * dice.between(1, 4);
        visit(story, dice, moments.days_ago(days + earlier, hour, 12));
    }
}

/// So many visits in the evening of the day on which they said who they are.
pub(super) fn after(story: &mut Story, moments: &Moments, dice: &mut Dice, days: i64, visits: i64) {
    for visit_of_evening in 0..visits {
        let evening = moments.days_ago(days, 20, 5);
        visit(story, dice, evening + Span::MINUTE.times(visit_of_evening * 14));
    }
}

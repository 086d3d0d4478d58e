//! What people like somebody came to: how many of how many, and how sure that is.
//!
//! It counts, it does not predict: those of the same grade whose story has an end.

use engine::agreement::funnel::StandardStage;
use engine::judge::Scene;
use store::workspace::rows::Play;
use store::workspace::screens::Filter;

use crate::criba::Workspace;
use crate::error::RuntimeError;
use crate::writer::Saw;

impl Workspace {
    /// How many of the people with somebody's grade sales qualified, of those whose story has an
    /// end: they were qualified by sales, put aside, or closed.
    ///
    /// # Errors
    ///
    /// The workspace cannot be read.
    pub fn chances(&self, saw: &Saw) -> Result<(u64, u64), RuntimeError> {
        let agreement = &saw.agreement;
        let scene = Scene::new(agreement, &saw.card.contact, 0, saw.now);
        let stages = [StandardStage::Sql, StandardStage::Opportunity, StandardStage::Customer];
        let reached = stages.into_iter().find_map(|stage| agreement.stage_counting_as(stage));
        let (Some(grade), Some(reached)) = (scene.grade(), reached) else { return Ok((0, 0)) };
        let rank = i64::try_from(reached).unwrap_or(i64::MAX);
        let alike = Filter { grade: Some(grade), ..Filter::default() };
        self.read(|read| {
            let far = read.count(&Filter { stage_rank_min: Some(rank), ..alike.clone() })?;
            let mut ended = far;
            for play in [Play::Recycled, Play::Disqualified] {
                let filter =
                    Filter { play: Some(play), stage_rank_below: Some(rank), ..alike.clone() };
                ended += read.count(&filter)?;
            }
            Ok((far, ended))
        })
    }
}

/// How sure an interval is, of a hundred.
pub const SURE_PERCENT: u8 = 95;

/// Between how many and how many of a hundred, with 95 % confidence (Wilson 1927, score interval),
/// to the nearest unit.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "counts of contacts, and a result between 0 and 100"
)]
pub fn wilson(reached: u64, of: u64) -> (u64, u64) {
    const Z: f64 = 1.959_964;
    if of == 0 {
        return (0, 100);
    }
    let n = of as f64;
    let p = reached.min(of) as f64 / n;
    let middle = p + Z * Z / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    let percent = |share: f64| (share * 100.0).round().clamp(0.0, 100.0) as u64;
    (percent((middle - half) / scale), percent((middle + half) / scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_as_wide_as_the_figures_are_few() {
        assert_eq!(wilson(68, 182), (31, 45));
        assert_eq!(wilson(36, 62), (46, 70));
        assert_eq!(wilson(0, 0), (0, 100));
        assert_eq!(wilson(1, 1), (21, 100));
    }
}

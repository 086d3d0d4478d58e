//! The small drawings of lists: how far along the funnel, and a score against its threshold.

use engine::agreement::sealed::Agreement;
use store::workspace::rows::Columns;

/// Seven rising bars, as many of them filled as the stage is far along: a rule of
/// the style for each number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Steps {
    /// How many are filled.
    pub(crate) filled: usize,
}

/// Bars of the drawing.
const STEPS: usize = 7;

/// How far along its funnel a stage is, in steps of the drawing.
pub(crate) fn stage_steps(agreement: &Agreement, stage: &str) -> Steps {
    let stages = agreement.stages.len().max(1);
    let place = agreement.stage_index(stage).map_or(0, |index| index + 1);
    Steps { filled: (place * STEPS).div_ceil(stages).min(STEPS) }
}

/// A score as a bar: fit, then engagement, and a tick at the threshold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bars {
    pub(crate) fit: i64,
    pub(crate) engagement: i64,
    /// The most that both can be.
    pub(crate) most: i64,
    /// What a score must reach, where one clause says so.
    pub(crate) threshold: Option<i64>,
}

impl Bars {
    /// The bar of a contact in a list.
    pub(crate) fn of(columns: &Columns, agreement: &Agreement) -> Bars {
        let line = agreement.lines.first();
        let cap = |cap: Option<i64>| cap.unwrap_or(100);
        Bars {
            fit: columns.fit,
            engagement: columns.engagement,
            most: line.map_or(100, |line| cap(line.fit_cap) + cap(line.engagement_cap)),
            threshold: agreement.threshold(),
        }
    }

    /// A part of the width, in tenths of a pixel.
    fn part(&self, points: i64, width: usize) -> usize {
        let most = self.most.max(1);
        let points = points.clamp(0, most);
        let width = i64::try_from(width * 10).unwrap_or(i64::MAX);
        usize::try_from(points * width / most).unwrap_or(0)
    }

    /// Where the part of engagement begins.
    pub(crate) fn fit_width(&self, width: usize) -> String {
        tenths(self.part(self.fit, width))
    }

    pub(crate) fn engagement_x(&self, width: usize) -> String {
        tenths(self.part(self.fit, width) + 8)
    }

    pub(crate) fn engagement_width(&self, width: usize) -> String {
        let all = self.part(self.fit + self.engagement, width);
        tenths(all.saturating_sub(self.part(self.fit, width) + 8))
    }

    pub(crate) fn threshold_x(&self, width: usize) -> Option<String> {
        self.threshold.map(|threshold| tenths(self.part(threshold, width)))
    }
}

fn tenths(tenths: usize) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        tenth => format!("{}.{tenth}", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_drawn_in_proportion() {
        let bars = Bars { fit: 38, engagement: 40, most: 100, threshold: Some(60) };
        assert_eq!(bars.fit_width(64), "24.3");
        assert_eq!(bars.engagement_x(64), "25.1");
        assert_eq!(bars.threshold_x(64).as_deref(), Some("38.4"));
        let beyond = Bars { fit: -5, engagement: 900, most: 0, threshold: None };
        assert_eq!(beyond.fit_width(64), "0");
    }
}

//! Chance that is the same for the same seed on every machine.

/// A source of numbers (`SplitMix64`, Steele, Lea and Flood 2014).
#[derive(Debug)]
pub(super) struct Dice {
    state: u64,
}

impl Dice {
    pub(super) fn new(seed: u64) -> Dice {
        Dice { state: seed }
    }

    pub(super) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from one up to another, both of them possible.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = most.saturating_sub(least).unsigned_abs().saturating_add(1);
        least.saturating_add(i64::try_from(self.next() % span).unwrap_or_default())
    }

    /// Whether something happens that does so many times of a hundred.
    pub(super) fn falls(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of several. The first where there are none to choose from is never asked for.
    pub(super) fn one<'a>(&mut self, of: &'a [&'a str]) -> &'a str {
        let most = i64::try_from(of.len()).unwrap_or(1) - 1;
        let index = usize::try_from(self.between(0, most.max(0))).unwrap_or_default();
        of.get(index).copied().unwrap_or_default()
    }
}

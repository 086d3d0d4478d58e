//! Regions of countries: whether a text names one, not which.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use engine::text::fold;

/// States, provinces, departments and communities of Spain, Latin America and the United States,
/// folded, one a line, with the abbreviations that people write.
const REGIONS: &str = include_str!("regions.txt");

static BY_NAME: LazyLock<BTreeSet<&str>> = LazyLock::new(|| REGIONS.lines().collect());

/// Whether a text names a region.
#[must_use]
pub fn is_region(cell: &str) -> bool {
    let folded = fold(cell);
    BY_NAME.contains(folded.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_folded_and_each_once() {
        assert_eq!(BY_NAME.len(), REGIONS.lines().count());
        assert!(REGIONS.lines().all(|name| fold(name) == name && !name.is_empty()));
        for name in ["Jalisco", "CDMX", "Nuevo León", "Álava", "Antioquia", "Córdoba"] {
            assert!(is_region(name), "{name}");
        }
        assert!(!is_region("Ganado") && !is_region("Ventas"));
    }
}

//! A figure beside its budget and the raw limit.

use std::fs;

/// One measurement.
pub(super) struct Measured {
    /// What, with its size.
    pub(super) name: String,
    pub(super) unit: &'static str,
    pub(super) value: f64,
    /// The budget: what must be, and what is aimed at.
    pub(super) must: f64,
    pub(super) aim: f64,
    /// What the machine can do at best, measured in the same run, and what that is.
    pub(super) raw: Option<(f64, &'static str)>,
    /// Which way is better.
    pub(super) better: Better,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Better {
    Less,
    More,
}

/// The machine that measured.
pub(super) fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let told = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = told.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("");
    let model = model.trim_start_matches([' ', '\t', ':']);
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let memory = memory.lines().next().unwrap_or_default().replace("MemTotal:", "");
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("?");
    format!("{cores} cores, {model}, {} of memory, load {load}", memory.trim())
}

/// A line for people.
pub(super) fn shown(measured: &Measured) -> String {
    let Measured { name, unit, value, must, aim, raw, better } = measured;
    let reaches = |limit: f64| match better {
        Better::Less => *value <= limit,
        Better::More => *value >= limit,
    };
    let verdict = if reaches(*aim) {
        "meets the aim"
    } else if reaches(*must) {
        "meets the budget"
    } else {
        "MISSES the budget"
    };
    let raw = raw.map(|(raw, what)| {
        format!("; {:.2} times {} {unit} ({what})", value / raw.max(1e-9), number(raw))
    });
    format!(
        "{name:<44} {:>10} {unit}  must {must} {unit}, aim {aim} {unit}: {verdict}{}",
        number(*value),
        raw.unwrap_or_default()
    )
}

/// An object for programs.
pub(super) fn json(measured: &Measured) -> String {
    let Measured { name, unit, value, must, aim, raw, better } = measured;
    let raw = raw.map_or("null".to_owned(), |(raw, _)| format!("{raw}"));
    let better = if *better == Better::Less { "less" } else { "more" };
    format!(
        "{{\"name\": \"{name}\", \"unit\": \"{unit}\", \"value\": {value}, \"must\": {must}, \
         \"aim\": {aim}, \"raw\": {raw}, \"better\": \"{better}\"}}"
    )
}

fn number(value: f64) -> String {
    if value >= 1_000.0 { format!("{value:.0}") } else { format!("{value:.3}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_meets_its_budget_in_the_way_that_is_better() {
        let measured = |value: f64, better: Better| {
            let (must, aim) = match better {
                Better::Less => (2.0, 0.5),
                Better::More => (50.0, 100.0),
            };
            let raw = Some((value / 2.0, "by hand"));
            shown(&Measured { name: "it".to_owned(), unit: "s", value, must, aim, raw, better })
        };
        assert!(measured(0.4, Better::Less).contains("meets the aim"));
        assert!(measured(1.9, Better::Less).contains("meets the budget"));
        assert!(measured(2.1, Better::Less).contains("MISSES the budget"));
        assert!(measured(49.0, Better::More).contains("MISSES the budget"));
        assert!(measured(101.0, Better::More).contains("meets the aim; 2.00 times"));
    }
}

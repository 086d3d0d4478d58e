//! How far long work has come: a bar where a person watches, plain lines otherwise.

use engine::said::Said;
use indicatif::{ProgressBar, ProgressStyle};

use crate::output::Output;
use crate::said::spoken;

/// Work that is counted.
pub(crate) struct Counted<'a> {
    output: &'a mut Output,
    what: String,
    bar: Option<ProgressBar>,
    /// Tenths of the work that were told in lines.
    told: usize,
}

/// Work from which on its progress is told where nobody watches: with fewer it is over in seconds,
/// and lines would only stand between a script and what it asked for.
const LONG: usize = 5_000;

/// How many tenths are to be told, where those told before were fewer and the work is long.
fn tenths_to_tell(done: usize, all: usize, told: usize) -> Option<usize> {
    let tenths = done * 10 / all.max(1);
    (all >= LONG && tenths > told).then_some(tenths)
}

impl Counted<'_> {
    /// Nothing shows before the first count: quick work goes without.
    pub(crate) fn start(what: Said, output: &mut Output) -> Counted<'_> {
        Counted { output, what: spoken(what), bar: None, told: 0 }
    }

    /// So much is done, of so much.
    pub(crate) fn count(&mut self, done: usize, all: usize) {
        if !self.output.is_watched() {
            if let Some(tenths) = tenths_to_tell(done, all, self.told) {
                self.told = tenths;
                let what = &self.what;
                self.output.tell(&spoken(Said::new(
                    format!("{what}: {done} de {all}"),
                    format!("{what}: {done} of {all}"),
                )));
            }
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let template = spoken(Said::new(
                "{msg} {wide_bar} {pos} de {len}, quedan {eta}",
                "{msg} {wide_bar} {pos} of {len}, {eta} left",
            ));
            let bar = ProgressBar::new(0).with_message(self.what.clone());
            match ProgressStyle::with_template(&template) {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            }
        });
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Work in a few steps, none of which is counted.
pub(crate) struct Steps {
    bar: Option<ProgressBar>,
    /// Whether steps are told in lines.
    is_told: bool,
}

impl Steps {
    pub(crate) fn start(output: &Output) -> Steps {
        Steps { bar: output.is_watched().then(ProgressBar::new_spinner), is_told: false }
    }

    /// Says that the work is long enough to tell its steps where nobody watches.
    pub(crate) fn are_long(&mut self) {
        self.is_told = self.bar.is_none();
    }

    /// The next step begins.
    pub(crate) fn step(&self, said: Said, output: &mut Output) {
        let words = spoken(said);
        match &self.bar {
            Some(bar) => {
                bar.set_message(words);
                bar.tick();
            }
            None if self.is_told => output.tell(&words),
            None => {}
        }
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_work_tells_its_tenths_and_each_of_them_once() {
        assert_eq!(tenths_to_tell(173, 173, 0), None);
        assert_eq!(tenths_to_tell(499, LONG, 0), None);
        assert_eq!(tenths_to_tell(500, LONG, 0), Some(1));
        assert_eq!(tenths_to_tell(999, LONG, 1), None);
        assert_eq!(tenths_to_tell(LONG, LONG, 3), Some(10));
    }
}

//! What clients wrote down: all that the oracle knows.

use std::collections::BTreeMap;

/// What was acknowledged, over all the clients of a data folder.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// Outcomes of calls, with their places in the log.
    pub(crate) calls: BTreeMap<usize, Vec<u64>>,
    /// Of each list, how many people of it are in.
    pub(crate) people: BTreeMap<usize, usize>,
}

impl Written {
    /// Takes what a client wrote: its whole lines. One that was cut off says nothing for sure.
    pub(crate) fn read(&mut self, text: &[u8]) {
        for line in text.split_inclusive(|byte| *byte == b'\n') {
            let Some(line) = line.strip_suffix(b"\n") else { continue };
            let line = std::str::from_utf8(line).unwrap();
            let words: Vec<&str> = line.split(' ').collect();
            let number = |index: usize| words[index].parse::<usize>().unwrap();
            match words[0] {
                "call" => {
                    let at = words[2..].iter().map(|word| word.parse().unwrap()).collect();
                    let before = self.calls.insert(number(1), at);
                    if let Some(before) = before {
                        assert_eq!(before, self.calls[&number(1)], "told again: {line}");
                    }
                }
                "list" => {
                    let people = self.people.entry(number(1)).or_default();
                    *people = number(2).max(*people);
                }
                // What the test's own binary says around the client.
                _ => {}
            }
        }
    }

    /// The last list of which anything was acknowledged.
    pub(crate) fn list(&self) -> usize {
        self.people.keys().next_back().copied().unwrap_or(0)
    }

    /// The last call that was.
    pub(crate) fn call(&self) -> usize {
        self.calls.keys().next_back().copied().unwrap_or(0)
    }

    /// How much was acknowledged.
    pub(crate) fn count(&self) -> usize {
        self.calls.len() + self.people.values().sum::<usize>()
    }
}

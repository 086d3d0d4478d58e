//! What was looked up lately, under 128 bits of its name: as much as is useful and no more than
//! fits.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::mem::take;

/// 128 bits that stand for a name: no two of a billion share them by chance, and nobody can choose
/// names that do without knowing the seeds.
pub(super) type Short = (u64, u64);

/// The seeds of [`Short`].
#[derive(Debug, Default)]
pub(super) struct Seeds(RandomState, RandomState);

impl Seeds {
    pub(super) fn short(&self, name: impl Hash) -> Short {
        (self.0.hash_one(&name), self.1.hash_one(&name))
    }
}

/// Values by name. Where so many have come, those that nobody asked for since as many came before
/// them are gone.
#[derive(Debug)]
pub(super) struct Lately<K, V> {
    new: HashMap<K, V>,
    old: HashMap<K, V>,
    most: usize,
}

impl<K: Hash + Eq, V> Lately<K, V> {
    /// Keeps at least so many, and at most twice as many.
    pub(super) fn of(most: usize) -> Lately<K, V> {
        Lately { new: HashMap::new(), old: HashMap::new(), most }
    }

    /// The value of a name, which then stays for longer.
    pub(super) fn get(&mut self, name: K) -> Option<&mut V> {
        if let Some((name, value)) = self.old.remove_entry(&name) {
            self.insert(name, value);
        }
        self.new.get_mut(&name)
    }

    pub(super) fn insert(&mut self, name: K, value: V) {
        if self.new.len() >= self.most {
            self.old = take(&mut self.new);
        }
        self.old.remove(&name);
        self.new.insert(name, value);
    }

    pub(super) fn remove(&mut self, name: &K) -> Option<V> {
        self.new.remove(name).or_else(|| self.old.remove(name))
    }

    pub(super) fn clear(&mut self) {
        (self.new, self.old) = (HashMap::new(), HashMap::new());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_stays_and_what_nobody_asks_for_goes() {
        let mut lately: Lately<u32, u32> = Lately::of(2);
        for name in 0..4 {
            lately.insert(name, name * 10);
            assert_eq!(lately.get(0), Some(&mut 0), "asked for again and again");
        }
        assert_eq!(lately.get(1), None);
        assert_eq!(lately.get(3), Some(&mut 30));
        assert_eq!(lately.remove(&3), Some(30));
        assert_eq!(lately.get(3), None);
        assert!(lately.new.len() + lately.old.len() <= 4);
    }

    #[test]
    fn a_name_has_one_value() {
        let mut lately: Lately<u32, u32> = Lately::of(1);
        lately.insert(1, 1);
        lately.insert(2, 2);
        // 1 is among the old by now.
        lately.insert(1, 3);
        assert_eq!(lately.remove(&1), Some(3));
        assert_eq!(lately.get(1), None);
    }
}

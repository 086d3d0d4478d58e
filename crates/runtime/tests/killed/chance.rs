//! When a client is killed, by chance; the seed names the draw.

/// A small generator, so that a failure names its seed.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: usize) -> Chance {
        Chance((seed as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// A moment in the life of a client, by what it has written.
pub(crate) enum Moment {
    /// So many bytes, in the middle of a line or at once at the start.
    Bytes(u64),
    /// So many calls were acknowledged.
    Calls(u64),
    /// So many parts of lists were.
    Parts(u64),
}

impl Moment {
    pub(crate) fn draw(chance: &mut Chance) -> Moment {
        match chance.below(3) {
            0 => Moment::Bytes(chance.below(1_500)),
            1 => Moment::Calls(chance.below(60)),
            _ => Moment::Parts(chance.below(4)),
        }
    }

    pub(crate) fn has_come(&self, text: &[u8]) -> bool {
        let lines = |start: &[u8]| {
            text.split_inclusive(|byte| *byte == b'\n')
                .filter(|line| line.starts_with(start) && line.ends_with(b"\n"))
                .count() as u64
        };
        match self {
            Moment::Bytes(bytes) => text.len() as u64 >= *bytes,
            Moment::Calls(calls) => lines(b"call ") >= *calls,
            Moment::Parts(parts) => lines(b"list ") >= *parts,
        }
    }
}

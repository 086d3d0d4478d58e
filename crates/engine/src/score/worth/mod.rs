//! What an award is worth after some time, exactly.
//!
//! `points · 2^(−age/half-life)`, rounded to the nearest 2⁻³² of a point, halves away from zero.
//! Fixed-point throughout, so that every machine gives the same answer (invariant I3). Most amounts
//! are told by 64 bits; the others by 128, so that the answer is always that of the latter.

mod quick;
mod roots;

use rust_decimal::Decimal;

use crate::agreement::score::HalfLife;
use crate::time::Span;
use roots::ROOTS;

/// An amount of points in units of 2⁻³² of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Worth(i128);

impl Worth {
    /// One point.
    pub const POINT: Worth = Worth(1 << 32);

    /// So many whole points.
    #[must_use]
    pub const fn points(points: i64) -> Worth {
        Worth((points as i128) << 32)
    }

    /// The amount in units of 2⁻³² of a point.
    #[must_use]
    pub const fn units(self) -> i128 {
        self.0
    }

    /// The amount of so many units of 2⁻³² of a point.
    #[must_use]
    pub const fn from_units(units: i128) -> Worth {
        Worth(units)
    }

    /// The nearest whole number of points, halves away from zero.
    #[must_use]
    pub fn rounded(self) -> i64 {
        let magnitude = (self.0.unsigned_abs() + (1 << 31)) >> 32;
        let magnitude = i64::try_from(magnitude).unwrap_or(i64::MAX);
        if self.0 < 0 { -magnitude } else { magnitude }
    }
}

impl std::ops::Add for Worth {
    type Output = Worth;
    fn add(self, other: Worth) -> Worth {
        Worth(self.0.saturating_add(other.0))
    }
}

impl std::iter::Sum for Worth {
    fn sum<I: Iterator<Item = Worth>>(worths: I) -> Worth {
        worths.fold(Worth::default(), std::ops::Add::add)
    }
}

/// What an award of `points` is worth when it is `age` old; an age below zero counts as none.
///
/// `points` has at most six decimals and a magnitude of at most 1,000,000, as the agreement's
/// check enforces; beyond that the result saturates.
#[must_use]
pub fn worth(points: Decimal, age: Span, half_life: HalfLife) -> Worth {
    let HalfLife::Of(half_life) = half_life else { return unfading(points, 1) };
    let (mantissa, divisor) = fraction(points);
    signed(points, decayed(mantissa, divisor, age, half_life))
}

/// What `count` awards of `points` are worth together where they do not fade: the same within the
/// same bounds, rounded once.
#[must_use]
pub fn unfading(points: Decimal, count: usize) -> Worth {
    let (mantissa, divisor) = fraction(points);
    let all = mantissa.saturating_mul(count as u128).min(MANTISSA_MAX << 32);
    signed(points, rounded_quotient(all << 32, divisor))
}

/// The magnitude of points as a whole number and what it is divided by.
fn fraction(points: Decimal) -> (u128, u128) {
    let points = if points.scale() == 0 { points } else { points.normalize() };
    let mantissa = points.mantissa().unsigned_abs().min(MANTISSA_MAX);
    (mantissa, 10u128.pow(points.scale().min(SCALE_MAX)))
}

fn signed(points: Decimal, units: u128) -> Worth {
    let units = i128::try_from(units).unwrap_or(i128::MAX);
    Worth(if points.is_sign_negative() { -units } else { units })
}

/// The age from which `points` are worth nothing, to the last unit, for ever.
#[must_use]
pub fn worthless_after(half_life: HalfLife) -> Option<Span> {
    match half_life {
        HalfLife::Never => None,
        HalfLife::Of(half_life) => Some(half_life.times(HALVINGS_MAX)),
    }
}

/// Largest mantissa of points: 1,000,000 with six decimals.
const MANTISSA_MAX: u128 = 1_000_000_000_000;
/// Most decimals of points.
const SCALE_MAX: u32 = 6;
/// 1,000,000 points halved this often are less than half of 2⁻³².
const HALVINGS_MAX: i64 = 54;

fn decayed(mantissa: u128, divisor: u128, age: Span, half_life: Span) -> u128 {
    let age = u128::from(age.micros().max(0).unsigned_abs());
    let half_life = u128::from(half_life.micros().max(1).unsigned_abs());
    let (halvings, rest) = (age / half_life, age % half_life);
    if halvings >= HALVINGS_MAX.unsigned_abs().into() {
        return 0;
    }
    if rest > 0
        && let Some(units) = quick::decayed(mantissa, divisor, halvings, rest, half_life)
    {
        return units;
    }
    let divisor = divisor << halvings;
    if rest == 0 {
        return rounded_quotient(mantissa << 32, divisor);
    }
    exactly(mantissa, divisor, rest, half_life)
}

/// The same to 121 bits, for the few amounts that lie so near to a half of a unit that 64 bits
/// cannot tell to which side they go.
fn exactly(mantissa: u128, divisor: u128, rest: u128, half_life: u128) -> u128 {
    // 2^(−rest/half_life) is irrational, so no tie can occur. Its error is below 2^−121: the
    // rounding could differ from the true one only where the true value lies within 2^−48 of a
    // unit from a half.
    let (whole, fraction) = widening_mul(mantissa << 32, two_to_minus(rest, half_life));
    let (quotient, remainder) = (whole / divisor, whole % divisor);
    let is_upper_half =
        2 * remainder >= divisor || (2 * remainder + 1 == divisor && fraction >> 127 == 1);
    quotient + u128::from(is_upper_half)
}

/// `numerator / divisor` to the nearest whole number, halves up.
fn rounded_quotient(numerator: u128, divisor: u128) -> u128 {
    (2 * numerator + divisor) / (2 * divisor)
}

/// `2^(−part/whole)` for `0 < part < whole < 2^63`, in units of 2⁻¹²⁸.
fn two_to_minus(part: u128, whole: u128) -> u128 {
    let high = (part << 64) / whole;
    let low = (((part << 64) % whole) << 64) / whole;
    let mut power = u128::MAX;
    for (bit, root) in ROOTS.iter().enumerate() {
        if (high >> (63 - bit)) & 1 == 1 {
            power = widening_mul(power, *root).0;
        }
    }
    // The exponent's last 64 bits: 2^(−x) = 1 − x·ln 2, the next term being below 2^−128.
    let (shrink, _) = widening_mul(LN_2, low);
    power - widening_mul(power, shrink).0
}

/// `a · b` as its upper and lower 128 bits.
const fn widening_mul(a: u128, b: u128) -> (u128, u128) {
    const LOW: u128 = u64::MAX as u128;
    let (a_high, a_low) = (a >> 64, a & LOW);
    let (b_high, b_low) = (b >> 64, b & LOW);
    let low = a_low * b_low;
    let middle_a = a_high * b_low + (low >> 64);
    let middle_b = a_low * b_high + (middle_a & LOW);
    (a_high * b_high + (middle_a >> 64) + (middle_b >> 64), (middle_b << 64) | (low & LOW))
}

/// ln 2 in units of 2⁻¹²⁸.
const LN_2: u128 = 0xb172_17f7_d1cf_79ab_c9e3_b398_03f2_f6af;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn units(points: &str, age: i64, half_life: i64) -> i128 {
        let half_life = HalfLife::Of(Span::from_micros(half_life));
        worth(points.parse().unwrap(), Span::from_micros(age), half_life).units()
    }

    #[test]
    fn roots_square_to_each_other() {
        for pair in ROOTS.windows(2) {
            let (square, _) = widening_mul(pair[1], pair[1]);
            assert!(square.abs_diff(pair[0]) <= 2, "{square:x} {:x}", pair[0]);
        }
        assert!(widening_mul(ROOTS[0], ROOTS[0]).0.abs_diff(1 << 127) <= 2);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

        #[test]
        fn what_64_bits_tell_is_what_128_bits_tell(
            mantissa in 1u128..=MANTISSA_MAX,
            shorter in 0u32..40,
            decimals in 0u32..=SCALE_MAX,
            halvings in 0u128..54,
            half_life in 2u128..200_000_000_000_000,
            part in any::<u64>(),
        ) {
            let mantissa = (mantissa >> shorter).max(1);
            let rest = ((half_life * u128::from(part)) >> 64).clamp(1, half_life - 1);
            let divisor = 10u128.pow(decimals);
            if let Some(units) = quick::decayed(mantissa, divisor, halvings, rest, half_life) {
                prop_assert_eq!(units, exactly(mantissa, divisor << halvings, rest, half_life));
            }
        }
    }

    #[test]
    fn near_a_half_128_bits_decide() {
        let is_undecided =
            |rest: &u128| quick::decayed(1_000_000, 1, 0, *rest, 1_209_600_000_000).is_none();
        let undecided = (1..1_000_000).step_by(97).filter(is_undecided).count();
        assert!((1..1_000).contains(&undecided), "{undecided} of 10,310");
    }

    /// Expected values computed with 400-bit arithmetic (mpmath).
    #[test]
    fn worth_is_the_nearest_unit() {
        for (points, age, half_life, expected) in CASES {
            assert_eq!(units(points, *age, *half_life), *expected, "{points} {age} {half_life}");
        }
    }

    #[test]
    fn whole_half_lives_halve_exactly_and_ties_go_away_from_zero() {
        assert_eq!(units("20", 30, 30), 10 << 32);
        assert_eq!(units("-20", 60, 30), -(5 << 32));
        assert_eq!(units("1", 33 * 7, 7), 1, "half a unit rounds up");
        assert_eq!(units("-1", 33 * 7, 7), -1);
        assert_eq!(units("1", 34 * 7, 7), 0);
        assert_eq!(units("1000000", 54 * 7, 7), 0);
    }

    #[test]
    fn whole_points_round_halves_away_from_zero() {
        assert_eq!(Worth::from_units(5i128 << 31).rounded(), 3);
        assert_eq!(Worth::from_units(-(5i128 << 31)).rounded(), -3);
        assert_eq!(Worth::from_units((5i128 << 31) - 1).rounded(), 2);
        assert_eq!(worth("2.5".parse().unwrap(), Span::ZERO, HalfLife::Never).rounded(), 3);
    }

    #[test]
    fn what_does_not_fade_is_rounded_once() {
        for (points, count, expected) in [
            ("0.7", 5, 4),
            ("-0.7", 5, -4),
            ("0.3", 5, 2),
            ("0.1", 4, 0),
            ("500000.5", 3, 1_500_002),
        ] {
            let sum = unfading(points.parse().unwrap(), count);
            assert_eq!(sum.rounded(), expected, "{count} times {points}");
        }
    }

    const CASES: &[(&str, i64, i64, i128)] = &[
        ("20", 86400000000, 2592000000000, 83937402148),
        ("12", 1209600000001, 1209600000000, 25769803776),
        ("25", 1, 1209600000000, 107374182400),
        ("-5", 3600000000, 86400000000, -20863489571),
        ("1000000", 31536000000000, 604800000013, 1),
        ("0.000001", 123456789, 1000000000, 3943),
        ("2.75", 1000000000000007, 100000000000003, 11534336),
        ("6", 1123199999999, 1209600000000, 13538896197),
        ("42", 2654065872357, 722262548432, 14126276245),
        ("69", 6429970327570, 595709196381, 166935676),
        ("65", 658052117965, 3900700099418, 248364287284),
        ("54", 4230842813328, 4931512719321, 127965825469),
        ("55", 14543013141943, 1175455331023, 44556164),
        ("29", 11036479501113, 5159022072049, 28273333596),
        ("75", 873582090773, 2031918201548, 239110899340),
        ("6", 15103495870271, 2633887588013, 484078130),
        ("54", 9509677164197, 5107722682816, 63810031264),
        ("40", 14356186989913, 1678467078804, 457366147),
        ("14", 10048426459026, 1738411554119, 1094117406),
        ("48", 9634030106067, 639214306338, 5986527),
        ("73", 10887998080437, 4450971358687, 57530875827),
        ("88", 7522771456355, 2851402143512, 60707708379),
        ("60", 16246081282514, 3266622211120, 8203160588),
        ("39", 13972595597944, 2232938023456, 2189430527),
    ];
}

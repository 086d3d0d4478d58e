//! What an award is worth, by 64 bits, where they are enough to say it.
//!
//! `2^(−x)` is a product of three table entries, for the first 24 bits of `x`, and of the first terms
//! of the series for the rest. Its error is bounded, and amounts nearer to a half of a unit than that
//! are left to the exact computation: the answer never differs from its.

use super::roots::ROOTS;
use super::widening_mul;

/// What an award is worth in units of 2⁻³² of a point; `None` where 64 bits cannot say.
///
/// The amount is `mantissa / divisor · 2^(−halvings − rest/half_life)` points, with
/// `0 < rest < half_life < 2^63`, `mantissa < 2^40`, `divisor < 2^20` and `halvings < 54`.
pub(super) fn decayed(
    mantissa: u128,
    divisor: u128,
    halvings: u128,
    rest: u128,
    half_life: u128,
) -> Option<u128> {
    let power = two_to_minus(u64::try_from((rest << 64) / half_life).ok()?);
    let product = mantissa * u128::from(power);
    let shift = 32 + u32::try_from(halvings).ok()?;
    let (quotient, remainder, whole) = if divisor == 1 {
        // Most rules give whole points, and shifting is far quicker than dividing.
        let whole = 1u128 << shift;
        (product >> shift, product & (whole - 1), whole)
    } else {
        let whole = divisor << shift;
        (product / whole, product % whole, whole)
    };
    let half = whole >> 1;
    if remainder.abs_diff(half) <= mantissa * ERROR_MAX {
        return None;
    }
    Some(quotient + u128::from(remainder > half))
}

/// The most by which a power can be wrong, in units of 2⁻⁶⁴: three table entries and their
/// products with one each, the series with three, and the exponent's last bit with one, rounded up.
const ERROR_MAX: u128 = 16;

/// `2^(−part)` for a part in units of 2⁻⁶⁴, in the same units.
fn two_to_minus(part: u64) -> u64 {
    let [first, second, third, rest @ ..] = part.to_be_bytes();
    let power = times(
        times(FIRST[usize::from(first)], SECOND[usize::from(second)]),
        THIRD[usize::from(third)],
    );
    let [a, b, c, d, e] = rest;
    // Less than 2^−24, so that the cube of the series is less than 2^−74.
    let rest = times(u64::from_be_bytes([0, 0, 0, a, b, c, d, e]), LN_2);
    power - times(power, rest) + times(power, times(rest, rest) >> 1)
}

/// The upper half of a product.
const fn times(a: u64, b: u64) -> u64 {
    ((a as u128 * b as u128) >> 64) as u64
}

/// ln 2 in units of 2⁻⁶⁴.
const LN_2: u64 = 0xb172_17f7_d1cf_79ac;

/// `2^(−i/2^8)`, `2^(−i/2^16)` and `2^(−i/2^24)` for i = 0 … 255, in units of 2⁻⁶⁴.
static FIRST: [u64; 256] = powers(0);
static SECOND: [u64; 256] = powers(8);
static THIRD: [u64; 256] = powers(16);

/// `2^(−i/2^(skipped + 8))` for i = 0 … 255, from the roots for each bit of `i`.
const fn powers(skipped: usize) -> [u64; 256] {
    let mut powers = [u64::MAX; 256];
    let mut i = 1;
    while i < 256 {
        let mut power = u128::MAX;
        let mut bit = 0;
        while bit < 8 {
            if (i >> (7 - bit)) & 1 == 1 {
                power = widening_mul(power, ROOTS[skipped + bit]).0;
            }
            bit += 1;
        }
        powers[i] = (power >> 64) as u64;
        i += 1;
    }
    powers
}

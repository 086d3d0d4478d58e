//! What an award is worth after some time, exactly.
//!
//! `points · 2^(−age/half-life)`, rounded to the nearest 2⁻³² of a point, halves away from zero.
//! Fixed-point throughout, so that every machine gives the same answer (invariant I3).

use rust_decimal::Decimal;

use crate::agreement::score::HalfLife;
use crate::time::Span;

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
    let points = points.normalize();
    let mantissa = points.mantissa().unsigned_abs().min(MANTISSA_MAX);
    let divisor = 10u128.pow(points.scale().min(SCALE_MAX));
    let units = match half_life {
        HalfLife::Never => rounded_quotient(mantissa << 32, divisor),
        HalfLife::Of(half_life) => decayed(mantissa, divisor, age, half_life),
    };
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
    let divisor = divisor << halvings;
    if rest == 0 {
        return rounded_quotient(mantissa << 32, divisor);
    }
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
fn widening_mul(a: u128, b: u128) -> (u128, u128) {
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

/// `2^(−2^−i)` for i = 1 … 64, in units of 2⁻¹²⁸, to the nearest.
const ROOTS: [u128; 64] = [
    0xb504_f333_f9de_6484_597d_89b3_754a_be9f,
    0xd744_fcca_d69d_6af4_39a6_8bb9_902d_3fde,
    0xeac0_c6e7_dd24_392e_d02d_75b3_706e_54fb,
    0xf525_7d15_2486_cc2c_7b9d_0c7a_ed98_0fc3,
    0xfa83_b2db_722a_033a_7c25_bb14_315d_7fcd,
    0xfd3e_0c0c_f486_c174_853f_3a59_31e0_ee03,
    0xfe9e_115c_7b8f_884b_add2_5995_e79d_2f09,
    0xff4e_cb59_511e_c8a5_301b_a217_ef18_dd7c,
    0xffa7_5652_1c8d_aed1_9f3a_1b48_fb94_c589,
    0xffd3_a751_c0f7_e10b_d3b9_f8ae_012f_be07,
    0xffe9_d2b2_f7db_2755_ddf1_d28a_378a_438c,
    0xfff4_e91b_ff1b_8c3d_8833_8e0e_bf28_4a4e,
    0xfffa_747e_a004_0664_238f_92f7_9240_5806,
    0xfffd_3a3b_7814_eb53_cd76_29d7_0fea_116a,
    0xfffe_9d1c_c60d_dab1_26de_1aec_4a87_e7b9,
    0xffff_4e8e_2587_9bfa_09ea_2633_6024_0c1a,
    0xffff_a747_0363_f451_5426_d76c_762b_6b62,
    0xffff_d3a3_7dda_0313_3bde_87a8_379c_8933,
    0xffff_e9d1_bdf7_03ae_f21e_a4dc_fb06_82d8,
    0xffff_f4e8_debe_025e_2412_8a3d_4607_31f2,
    0xffff_fa74_6f4f_a150_6788_fbc8_9750_bf71,
    0xffff_fd3a_37a3_f8b0_7e7c_4871_dc00_d76f,
    0xffff_fe9d_1bd1_065a_5097_1275_792f_1c84,
    0xffff_ff4e_8de8_45ad_ac77_243c_d091_4b37,
    0xffff_ffa7_46f4_1376_f741_24cd_4831_86d4,
    0xffff_ffd3_a37a_05e3_83e1_4c90_273c_94f6,
    0xffff_ffe9_d1bd_01fb_c400_bf82_2dc9_36b5,
    0xffff_fff4_e8de_80c0_6284_6365_949b_61af,
    0xffff_fffa_746f_4050_d163_3246_a8a0_e09a,
    0xffff_fffd_3a37_a024_90b9_d93d_a3c1_ebd0,
    0xffff_fffe_9d1b_d011_525e_fca4_10b8_eab8,
    0xffff_ffff_4e8d_e808_6bb0_0253_2d71_e54d,
    0xffff_ffff_a746_f404_2678_2229_daaa_3cfb,
    0xffff_ffff_d3a3_7a02_0f64_1954_fda6_eedd,
    0xffff_ffff_e9d1_bd01_06bc_0eba_82d2_9b40,
    0xffff_ffff_f4e8_de80_8320_87e1_4266_6c8c,
    0xffff_ffff_fa74_6f40_4180_e411_a172_28c0,
    0xffff_ffff_fd3a_37a0_20bc_9a11_10c8_c656,
    0xffff_ffff_fe9d_1bd0_105d_570a_9868_4e54,
    0xffff_ffff_ff4e_8de8_082e_6e05_d035_21c9,
    0xffff_ffff_ffa7_46f4_0417_27a3_091a_cf87,
    0xffff_ffff_ffd3_a37a_020b_8ff9_8ccd_776c,
    0xffff_ffff_ffe9_d1bd_0105_c706_c876_bfa0,
    0xffff_ffff_fff4_e8de_8082_e345_e4bf_60ca,
    0xffff_ffff_fffa_746f_4041_7193_9280_b0a4,
    0xffff_ffff_fffd_3a37_a020_b8c5_f148_9862,
    0xffff_ffff_fffe_9d1b_d010_5c62_02a6_5c35,
    0xffff_ffff_ffff_4e8d_e808_2e30_c3d3_b21b,
    0xffff_ffff_ffff_a746_f404_1718_5289_fa0e,
    0xffff_ffff_ffff_d3a3_7a02_0b8c_256d_0547,
    0xffff_ffff_ffff_e9d1_bd01_05c6_11c0_84b4,
    0xffff_ffff_ffff_f4e8_de80_82e3_08a2_c2de,
    0xffff_ffff_ffff_fa74_6f40_4171_8442_0190,
    0xffff_ffff_ffff_fd3a_37a0_20b8_c21d_28d0,
    0xffff_ffff_ffff_fe9d_1bd0_105c_610d_9e6a,
    0xffff_ffff_ffff_ff4e_8de8_082e_3086_91b6,
    0xffff_ffff_ffff_ffa7_46f4_0417_1843_397b,
    0xffff_ffff_ffff_ffd3_a37a_020b_8c21_98e5,
    0xffff_ffff_ffff_ffe9_d1bd_0105_c610_cb7d,
    0xffff_ffff_ffff_fff4_e8de_8082_e308_6581,
    0xffff_ffff_ffff_fffa_746f_4041_7184_32b1,
    0xffff_ffff_ffff_fffd_3a37_a020_b8c2_1955,
    0xffff_ffff_ffff_fffe_9d1b_d010_5c61_0ca9,
    0xffff_ffff_ffff_ffff_4e8d_e808_2e30_8654,
];

#[cfg(test)]
mod tests {
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

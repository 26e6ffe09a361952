//! Float parser for common numbers, without the 10 kB of tables that the standard library's parser needs for rare ones,
//! which the page's first view would have to load.

/// The powers of ten that an `f64` represents exactly.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];
/// Largest number of digits for which every integer is exact, too.
const MOST_DIGITS: usize = 15;

/// The result of `text.parse()`, for every text.
///
/// A number of up to 15 digits times or divided by a power of ten up to 10²² is rounded once, and so correctly: both
/// operands are exact. Source: Clinger, "How to read floating point numbers accurately", 1990.
#[must_use]
pub fn parse(text: &str) -> Option<f64> {
    let (sign, bare) = match text.as_bytes().first()? {
        b'-' => (-1.0, &text[1..]),
        b'+' => (1.0, &text[1..]),
        _ => (1.0, text),
    };
    if bare.eq_ignore_ascii_case("nan") {
        return Some(f64::NAN.copysign(sign));
    }
    if bare.eq_ignore_ascii_case("inf") || bare.eq_ignore_ascii_case("infinity") {
        return Some(sign * f64::INFINITY);
    }
    let (digits, exponent) = bare.split_once(['e', 'E']).map_or((bare, None), |(digits, e)| (digits, Some(e)));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let power =
        exponent.map_or(Some(""), |e| Some(e.strip_prefix(['-', '+']).unwrap_or(e)).filter(|e| !e.is_empty()))?;
    let count = whole.len() + part.len();
    if count == 0 || !all_digits(whole) || !all_digits(part) || !all_digits(power) {
        return None;
    }
    let power = exponent.unwrap_or("0").parse::<i32>().ok().and_then(|e| e.checked_sub(part.len().try_into().ok()?));
    match power.and_then(|power| Some((*TENS.get(power.unsigned_abs() as usize)?, power))) {
        Some((ten, power)) if count <= MOST_DIGITS => {
            let number = whole.bytes().chain(part.bytes()).fold(0, |sum: u64, d| sum * 10 + u64::from(d - b'0')) as f64;
            Some(sign * if power < 0 { number / ten } else { number * ten })
        }
        _ => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(text: &str) {
        let (ours, theirs) = (parse(text), text.parse::<f64>().ok());
        let bits = |value: Option<f64>| value.map(|value| if value.is_nan() { u64::MAX } else { value.to_bits() });
        assert_eq!(bits(ours), bits(theirs), "{text:?}: {ours:?}, not {theirs:?}");
    }

    #[test]
    fn equals_the_standard_library() {
        let whole =
            ["", "0", "-0", "7", "+12", "--1", "007", "123456789012345", "1234567890123456", "1_000", "1,5", " 1"];
        let parts = ["", ".", ".0", ".5", ".125", ".000000000000001", ".1.2", ".x", ".٣"];
        let powers = [
            "",
            "e",
            "e0",
            "E3",
            "e+3",
            "e-3",
            "e22",
            "e-22",
            "e23",
            "e308",
            "e-400",
            "e99999999999",
            "e+",
            "e1.5",
            "ee",
        ];
        for whole in whole {
            for part in parts {
                powers.iter().for_each(|power| same(&format!("{whole}{part}{power}")));
            }
        }
        for word in ["nan", "-NaN", "inf", "-inf", "Infinity", "+INFINITY", "infinit", "nvidia-l4", "-", "+", "e5", "µ"]
        {
            same(word);
        }
    }

    #[test]
    fn short_numbers_equal_the_standard_library() {
        let mut state = 7_u64;
        for _ in 0..20_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (digits, power) = (state >> 14, (state >> 3) % 60);
            same(&format!("{}.{}e{}", digits / 1_000_003 % 10_000_000, digits % 1_000_003, power as i64 - 30));
        }
    }
}

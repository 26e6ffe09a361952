//! Number formatting: separators, significant digits, money, percentages, sizes.

/// With thousands separators and a fixed number of decimals: `44,496.51`. NaN is an en dash, for "not measured".
#[must_use]
pub fn fixed(value: f64, decimals: usize) -> String {
    if value.is_nan() {
        return "–".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "∞" } else { "−∞" }.to_owned();
    }
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_at(text.find('.').unwrap_or(text.len()));
    // "-0.00" says less than "0.00".
    let negative = value < 0.0 && text.bytes().any(|b| b.is_ascii_digit() && b != b'0');
    format!("{}{}{fraction}", if negative { "−" } else { "" }, grouped(whole))
}

/// With about four significant digits, no zeros at the end, separators: `44,497`, `709.6`, `4.994`, `0.0002222`.
#[must_use]
pub fn short(value: f64) -> String {
    if !value.is_finite() || value == 0.0 {
        return fixed(value, 0);
    }
    let magnitude = value.abs().log10().floor();
    let decimals = (3.0 - magnitude).clamp(0.0, 12.0) as usize;
    if !(-9.0..15.0).contains(&magnitude) {
        return format!("{value:.3e}");
    }
    trim(fixed(value, decimals))
}

/// To three significant digits: a single run tells no more.
#[must_use]
pub fn short_3(value: f64) -> String {
    short(three_digits(value))
}

/// A value rounded to three significant digits; what has none is left as it is.
#[must_use]
pub fn three_digits(value: f64) -> f64 {
    if !value.is_finite() || value == 0.0 {
        return value;
    }
    let digits = value.abs().log10().floor() - 2.0;
    let unit = 10f64.powf(digits.abs());
    // A power of ten below one is no exact number.
    if digits > 0.0 { (value / unit).round() * unit } else { (value * unit).round() / unit }
}

/// As [`short`], with trailing zeros kept, so that the digits of a column align: `4.800`.
#[must_use]
pub fn aligned(value: f64) -> String {
    match value.abs() {
        v if (1e-3..1e15).contains(&v) => fixed(value, (3.0 - v.log10().floor()).max(0.0) as usize),
        _ => short(value),
    }
}

/// Dollars, as [`money`]: `$44,496.51`, `$0.2538`.
#[must_use]
pub fn dollars(value: f64) -> String {
    money("$", value)
}

/// An amount after the label of its currency, to the cent below a million and finer below one; a label of letters
/// stands apart from it: `€44,496.51`, `EUR 0.2538`.
#[must_use]
pub fn money(currency: &str, value: f64) -> String {
    let decimals = match value.abs() {
        v if v >= 1e6 => 0,
        v if v > 0.0 && v < 1.0 => (3.0 - v.log10().floor()).min(12.0) as usize,
        _ => 2,
    };
    let sign = if value < 0.0 { "−" } else { "" };
    labelled(currency, sign, &fixed(value.abs(), decimals))
}

/// An amount in three significant digits, for a sentence; from 1 to 100 with cents, or without where they are none:
/// `$44,500`, `$423`, `$44.50`, `$50`, `$1.93`, `$0.254`.
#[must_use]
pub fn money_rounded(currency: &str, value: f64) -> String {
    if !value.is_finite() || value == 0.0 {
        return money(currency, value);
    }
    let magnitude = value.abs().log10().floor();
    let sign = if value < 0.0 { "−" } else { "" };
    let rounded = three_digits(value).abs();
    let decimals = match 2.0 - magnitude {
        1.0 if rounded.fract() == 0.0 => 0,
        1.0 => 2,
        digits => digits.clamp(0.0, 12.0) as usize,
    };
    labelled(currency, sign, &fixed(rounded, decimals))
}

/// A price per hour: as many digits as tell it from its neighbours, no zeros at the end beyond the cents: `$0.80`,
/// `$0.831247`.
#[must_use]
pub fn price(currency: &str, value: f64) -> String {
    let decimals = if value > 0.0 { (5.0 - value.log10().floor()).clamp(2.0, 12.0) as usize } else { 2 };
    let mut text = fixed(value, decimals);
    let cents = text.find('.').map_or(text.len(), |point| point + 3);
    while text.len() > cents && text.ends_with('0') {
        text.pop();
    }
    labelled(currency, "", &text)
}

/// A price per hour that was computed, to the cent, or with two digits below ten: `$1.93`, `$0.83`, `$0.0083`.
#[must_use]
pub fn price_rounded(currency: &str, value: f64) -> String {
    let is_small = value > 0.0 && value < 0.1;
    let decimals = if is_small { (1.0 - value.log10().floor()).clamp(2.0, 12.0) as usize } else { 2 };
    labelled(currency, "", &fixed(value, decimals))
}

/// An amount on an axis: as few decimals as tell it, with cents at least two: `$0.70`, `$50`, `$0.025`.
#[must_use]
pub fn money_tick(currency: &str, value: f64, cents: bool) -> String {
    let text = trim(fixed(value.abs(), 12));
    let decimals = text.find('.').map_or(0, |point| text.len() - point - 1);
    let decimals = if cents { decimals.max(2) } else { 0 };
    labelled(currency, if value < 0.0 { "−" } else { "" }, &fixed(value.abs(), decimals))
}

/// Replaces the first dollar sign of a text by a currency's label.
#[must_use]
pub fn in_currency(currency: &str, text: &str) -> String {
    match text.split_once('$') {
        Some((before, amount)) if amount.starts_with(|c: char| c.is_ascii_digit()) => {
            labelled(currency, before, amount)
        }
        Some((before, after)) => format!("{before}{currency}{after}"),
        None => text.to_owned(),
    }
}

fn labelled(currency: &str, sign: &str, amount: &str) -> String {
    let gap = if currency.ends_with(char::is_alphanumeric) { "\u{a0}" } else { "" };
    format!("{sign}{currency}{gap}{amount}")
}

/// A tick label: separators, as many decimals as the step needs, thousands and more shortened (`50k`, `2.5M`).
#[must_use]
pub fn tick(value: f64, step: f64) -> String {
    let (unit, suffix) = match value.abs() {
        v if v >= 1e15 || (v > 0.0 && v < 1e-6) => return format!("{value:e}"),
        v if v >= 1e9 => (1e9, "G"),
        v if v >= 1e6 => (1e6, "M"),
        v if v >= 1e4 => (1e3, "k"),
        _ => (1.0, ""),
    };
    let decimals = (-(step.abs() / unit).log10().floor()).clamp(0.0, 12.0) as usize;
    // A step of 2.5 needs one decimal more than its magnitude says.
    let finer = (step / unit * 10f64.powi(decimals as i32)).fract().abs() > 1e-9;
    format!("{}{suffix}", trim(fixed(value / unit, decimals + usize::from(finer))))
}

/// A percentage with one decimal: `23.4%`. Only 0 is written as 0, and only 100 as 100.
#[must_use]
pub fn percent(value: f64) -> String {
    match value {
        v if v > 0.0 && v < 0.05 => "less than 0.1%".to_owned(),
        v if (99.95..100.0).contains(&v) => "more than 99.9%".to_owned(),
        v => percent_fixed(v, 1),
    }
}

/// A percentage with a fixed number of decimals: `58.01%`.
#[must_use]
pub fn percent_fixed(value: f64, decimals: usize) -> String {
    with_percent_sign(fixed(value, decimals))
}

/// A percentage as [`short`]: `0.5%`.
#[must_use]
pub fn percent_short(value: f64) -> String {
    with_percent_sign(short(value))
}

/// A change as a signed percentage with one decimal: 0.053 is `+5.3%`, −0.122 is `−12.2%`, 0 is `0.0%`.
#[must_use]
pub fn signed_percent(share: f64) -> String {
    let text = percent_fixed(share * 100.0, 1);
    let is_plain = share.is_nan() || text.starts_with('−') || text == "0.0%";
    if is_plain { text } else { format!("+{text}") }
}

/// Appends the percent sign, except to "not measured".
fn with_percent_sign(number: String) -> String {
    if number == "–" { number } else { number + "%" }
}

/// A size: `10.8 kB`.
#[must_use]
pub fn bytes(count: u64) -> String {
    let count = count as f64;
    match count {
        c if c < 1e3 => format!("{count} B"),
        c if c < 1e6 => format!("{} kB", fixed(count / 1e3, 1)),
        _ => format!("{} MB", fixed(count / 1e6, 1)),
    }
}

fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn trim(text: String) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages() {
        assert_eq!(
            [0.0, 0.01, 12.345, 99.99, 145.0].map(percent).join(" "),
            "0.0% less than 0.1% 12.3% more than 99.9% 145.0%"
        );
        assert_eq!((percent(-0.5), percent(f64::NAN)), ("−0.5%".to_owned(), "–".to_owned()));
        assert_eq!(
            [5.26, -12.22, 0.0, -0.01, f64::INFINITY, f64::NAN].map(|change| signed_percent(change / 100.0)).join(" "),
            "+5.3% −12.2% 0.0% 0.0% +∞% –"
        );
        assert_eq!((percent_fixed(58.014, 2), percent_short(0.5)), ("58.01%".to_owned(), "0.5%".to_owned()));
    }

    #[test]
    fn fixed_and_dollars() {
        assert_eq!(fixed(44_496.514, 2), "44,496.51");
        assert_eq!(fixed(-1_234_567.0, 0), "−1,234,567");
        assert_eq!(fixed(-0.001, 2), "0.00");
        assert_eq!(fixed(f64::NAN, 2), "–");
        assert_eq!(fixed(f64::INFINITY, 2), "∞");
        assert_eq!(dollars(409.437), "$409.44");
        assert_eq!(dollars(0.253_822), "$0.2538");
        assert_eq!(dollars(-3.0), "−$3.00");
        assert_eq!(dollars(2_500_000.4), "$2,500,000");
        assert_eq!(money("EUR", -409.437), "−EUR\u{a0}409.44");
        assert_eq!(money("€", f64::NAN), "€–");
    }

    #[test]
    fn three_digits_of_an_amount() {
        for (value, text) in [
            (44_496.51, "$44,500"),
            (409.44, "$409"),
            (999.7, "$1,000"),
            (100.0, "$100"),
            (44.46, "$44.50"),
            (50.0, "$50"),
            (49.98, "$50"),
            (1.92596, "$1.93"),
            (6.0, "$6.00"),
            (0.253_8, "$0.254"),
            (-12.34, "−$12.30"),
            (0.0, "$0.00"),
            (f64::NAN, "$–"),
        ] {
            assert_eq!(money_rounded("$", value), text);
        }
    }

    #[test]
    fn prices_show_enough_digits_to_differ() {
        for (value, text) in [
            (0.8, "$0.80"),
            (0.831_247_2, "$0.831247"),
            (12.0, "$12.00"),
            (1234.5678, "$1,234.57"),
            (1e-7, "$0.0000001"),
        ] {
            assert_eq!(price("$", value), text, "{value}");
        }
        assert_eq!(in_currency("EUR", "$45k"), "EUR\u{a0}45k");
        assert_eq!(in_currency("EUR", "Cost, $ per hour"), "Cost, EUR per hour");
        assert_eq!(in_currency("€", "4 ms"), "4 ms");
        let found = [1.925_96, 0.8312, 0.099, 0.008_34, 12.0, 1234.5, f64::NAN].map(|value| price_rounded("$", value));
        assert_eq!(found.join(" "), "$1.93 $0.83 $0.099 $0.0083 $12.00 $1,234.50 $–");
        assert_eq!(price("CHF", 2.5), "CHF\u{a0}2.50");
        assert_eq!(price("$", f64::NAN), "$–");
    }

    #[test]
    fn short_keeps_four_digits() {
        for (value, text) in
            [(44_496.6, "44,497"), (709.5548, "709.6"), (4.994_149, "4.994"), (0.000_222_22, "0.0002222"), (8.0, "8")]
        {
            assert_eq!(short(value), text);
        }
        assert_eq!(aligned(4.8), "4.800");
        assert_eq!(aligned(702.0), "702.0");
        assert_eq!(aligned(0.0), "0");
        assert_eq!(short(0.0), "0");
        assert_eq!(short(1.5e-12), "1.500e-12");
    }

    #[test]
    fn changes_have_a_sign() {
        assert_eq!(signed_percent(0.0526), "+5.3%");
        assert_eq!(signed_percent(-0.1222), "−12.2%");
        assert_eq!(signed_percent(0.0), "0.0%");
        assert_eq!(signed_percent(-0.0001), "0.0%");
        assert_eq!(signed_percent(f64::INFINITY), "+∞%");
        assert_eq!(signed_percent(f64::NAN), "–");
    }

    #[test]
    fn ticks_are_short_and_exact() {
        for (value, step, text) in [
            (50_000.0, 5_000.0, "50k"),
            (1_000.0, 200.0, "1,000"),
            (2_500_000.0, 500_000.0, "2.5M"),
            (0.25, 0.25, "0.25"),
            (12_500.0, 2_500.0, "12.5k"),
            (0.0, 100.0, "0"),
            (7.5, 2.5, "7.5"),
        ] {
            assert_eq!(tick(value, step), text, "{value} by {step}");
        }
    }

    #[test]
    fn sizes() {
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(11_012), "11.0 kB");
        assert_eq!(bytes(5_400_000), "5.4 MB");
    }
}

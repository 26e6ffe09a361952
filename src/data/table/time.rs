//! Dates and timestamps as ISO 8601 text.

const DAY_SECONDS: i64 = 86_400;

/// `2024-01-02` for days since 1970-01-01.
///
/// Algorithm: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
pub fn date(days: i64) -> String {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// `2024-01-02T03:04:05.25` for a count of `1 / per_second` seconds since 1970; no zeros at the end of the fraction.
pub fn timestamp(count: i64, per_second: i64) -> String {
    let seconds = count.div_euclid(per_second);
    let fraction = count.rem_euclid(per_second);
    let of_day = seconds.rem_euclid(DAY_SECONDS);
    let mut text = format!(
        "{}T{:02}:{:02}:{:02}",
        date(seconds.div_euclid(DAY_SECONDS)),
        of_day / 3600,
        of_day / 60 % 60,
        of_day % 60
    );
    if fraction != 0 {
        let digits = per_second.ilog10() as usize;
        text.push('.');
        text.push_str(format!("{fraction:0digits$}").trim_end_matches('0'));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_dates() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(19_724), "2024-01-02");
        assert_eq!(date(-1), "1969-12-31");
        assert_eq!(date(11_016), "2000-02-29");
    }

    #[test]
    fn fractions_without_trailing_zeros() {
        assert_eq!(timestamp(0, 1000), "1970-01-01T00:00:00");
        assert_eq!(timestamp(1_250, 1000), "1970-01-01T00:00:01.25");
        assert_eq!(timestamp(-1, 1_000_000), "1969-12-31T23:59:59.999999");
        assert_eq!(timestamp(5, 1_000_000_000), "1970-01-01T00:00:00.000000005");
    }
}

//! The units that tools write, and how they become the units of the run table.

/// What a value is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A plain number: VUs, requests, GPUs.
    One,
    /// 10⁻⁹ s.
    Nanoseconds,
    /// 10⁻⁶ s.
    Microseconds,
    /// 10⁻³ s.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// 60 s.
    Minutes,
    /// 3,600 s.
    Hours,
    /// For each second.
    PerSecond,
    /// For each minute.
    PerMinute,
    /// For each hour.
    PerHour,
    /// For each hour and each GPU.
    PerGpuHour,
    /// For each second and each GPU.
    PerGpuSecond,
    /// Of all requests of a run together.
    OfAll,
    /// A part of 1.
    Share,
    /// A part of 100.
    Percent,
    /// $ for 10⁹ requests.
    PerBillion,
    /// $ for 10⁶ requests.
    PerMillion,
    /// $ for 1,000 requests.
    PerThousand,
    /// $ for one request.
    PerRequest,
    /// A thousand for each second.
    ThousandPerSecond,
    /// For each day.
    PerDay,
    /// For each month of 730 hours.
    PerMonth,
    /// 0.01 $ for each hour.
    CentPerHour,
}

impl Unit {
    /// All of them, in order.
    pub const ALL: [Self; 23] = [
        Self::One,
        Self::Nanoseconds,
        Self::Microseconds,
        Self::Milliseconds,
        Self::Seconds,
        Self::Minutes,
        Self::Hours,
        Self::PerSecond,
        Self::PerMinute,
        Self::PerHour,
        Self::PerGpuHour,
        Self::PerGpuSecond,
        Self::OfAll,
        Self::Share,
        Self::Percent,
        Self::PerBillion,
        Self::PerMillion,
        Self::PerThousand,
        Self::PerRequest,
        Self::ThousandPerSecond,
        Self::PerDay,
        Self::PerMonth,
        Self::CentPerHour,
    ];

    /// In an address.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::One => "count",
            Self::Nanoseconds => "ns",
            Self::Microseconds => "us",
            Self::Milliseconds => "ms",
            Self::Seconds => "s",
            Self::Minutes => "min",
            Self::Hours => "h",
            Self::PerSecond => "per_s",
            Self::PerMinute => "per_min",
            Self::PerHour => "per_h",
            Self::PerGpuHour => "per_gpu_h",
            Self::PerGpuSecond => "per_gpu_s",
            Self::OfAll => "all",
            Self::Share => "share",
            Self::Percent => "percent",
            Self::PerBillion => "1B",
            Self::PerMillion => "1M",
            Self::PerThousand => "1k",
            Self::PerRequest => "1",
            Self::ThousandPerSecond => "k_per_s",
            Self::PerDay => "per_day",
            Self::PerMonth => "per_month",
            Self::CentPerHour => "cent_per_h",
        }
    }

    /// The unit of that key.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.key() == key)
    }

    /// On the page.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::One => "a count",
            Self::PerSecond => "per second",
            Self::PerMinute => "per minute",
            Self::PerHour => "per hour",
            Self::PerGpuHour => "per GPU and hour",
            Self::PerGpuSecond => "per GPU and second",
            Self::OfAll => "of all requests of a run",
            Self::Share => "a share of 1",
            Self::PerBillion => "per 1 billion requests",
            Self::PerMillion => "per 1 million requests",
            Self::PerThousand => "per 1,000 requests",
            Self::PerRequest => "per request",
            Self::ThousandPerSecond => "thousand per second",
            Self::PerDay => "per day",
            Self::PerMonth => "per month of 730 hours",
            Self::CentPerHour => "cents per hour",
            other => other.key(),
        }
    }

    /// Whether a value needs the number of GPUs, or of requests, to be one of the run table.
    #[must_use]
    pub fn is_of_part(self) -> bool {
        matches!(self, Self::PerGpuSecond | Self::OfAll)
    }

    /// As a tool spells it in a column of units beside the values, such as `requests/sec`.
    #[must_use]
    pub fn spelled(text: &str) -> Option<Self> {
        Some(match text.trim().to_ascii_lowercase().as_str() {
            "ns" | "nanoseconds" => Self::Nanoseconds,
            "us" | "µs" | "microseconds" => Self::Microseconds,
            "ms" | "milliseconds" => Self::Milliseconds,
            "s" | "sec" | "secs" | "seconds" => Self::Seconds,
            "mins" | "minutes" => Self::Minutes,
            "hours" | "hrs" => Self::Hours,
            "requests/sec" | "requests/s" | "req/s" | "/sec" | "/s" => Self::PerSecond,
            "requests/min" | "requests/minute" | "req/min" | "/min" => Self::PerMinute,
            "requests/hour" | "requests/h" | "req/h" | "/hour" | "/h" => Self::PerHour,
            "%" => Self::Percent,
            "ratio" => Self::Share,
            _ => return None,
        })
    }

    /// What a value in this unit is multiplied by to be one in `house`. Both are of the same kind; the ratio of two
    /// whole numbers, so that it is rounded once. What is of one GPU, or of all requests, needs their number besides.
    #[must_use]
    pub fn factor(self, house: Self) -> f64 {
        self.scale() / house.scale()
    }

    fn scale(self) -> f64 {
        match self {
            Self::One
            | Self::OfAll
            | Self::Nanoseconds
            | Self::PerHour
            | Self::PerGpuHour
            | Self::PerBillion
            | Self::Percent => 1.0,
            Self::Microseconds | Self::PerMillion => 1e3,
            Self::Milliseconds | Self::PerThousand => 1e6,
            Self::Seconds | Self::PerRequest => 1e9,
            Self::Minutes => 60e9,
            Self::Hours => 3_600e9,
            Self::PerMinute => 60.0,
            Self::PerSecond | Self::PerGpuSecond => 3_600.0,
            Self::Share => 100.0,
            Self::ThousandPerSecond => 3_600e3,
            Self::PerDay => 1.0 / 24.0,
            Self::PerMonth => 1.0 / 730.0,
            Self::CentPerHour => 1.0 / 100.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_exact_and_keys_come_back() {
        assert_eq!(Unit::Seconds.factor(Unit::Milliseconds), 1e3);
        assert_eq!(Unit::Microseconds.factor(Unit::Milliseconds), 1e-3);
        assert_eq!(Unit::PerMinute.factor(Unit::PerSecond), 1.0 / 60.0);
        assert_eq!(Unit::PerSecond.factor(Unit::PerHour), 3_600.0);
        assert_eq!(Unit::PerThousand.factor(Unit::PerBillion), 1e6);
        assert_eq!(Unit::Milliseconds.factor(Unit::Seconds), 1e-3);
        for unit in Unit::ALL {
            assert_eq!(Unit::of_key(unit.key()), Some(unit));
        }
        assert_eq!(Unit::of_key("furlongs"), None);
    }
}

//! The unit of work that costs are quoted for: requests, or tokens.
//!
//! `$ per million output tokens = price per hour / (output tokens/s · 3600) · 10⁶` (InferenceX `chart-utils`,
//! inference-perf#139); with input and output tokens together, or input tokens alone, it is another reading of the same
//! bill: the three are never added.

/// What is paid for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Work {
    /// Requests, quoted for 10⁹ as the notebooks do.
    #[default]
    Requests,
    /// Output tokens, quoted for 10⁶.
    OutputTokens,
    /// Input and output tokens, quoted for 10⁶.
    TotalTokens,
    /// Input tokens, quoted for 10⁶.
    InputTokens,
}

/// Key, what so many units are called, one unit, many of them, the unit of a rate, the name of a column of costs.
type Facts = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

impl Work {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Requests, Self::OutputTokens, Self::TotalTokens, Self::InputTokens];

    fn facts(self) -> Facts {
        match self {
            Self::Requests => {
                ("requests", "1M requests", "request", "requests", "req/s", crate::data::runs::name::COST)
            }
            Self::OutputTokens => {
                ("out", "1M output tokens", "output token", "output tokens", "output tok/s", "usd_per_1m_output_tokens")
            }
            Self::TotalTokens => ("total", "1M tokens", "token", "tokens", "tok/s", "usd_per_1m_tokens"),
            Self::InputTokens => {
                ("in", "1M input tokens", "input token", "input tokens", "input tok/s", "usd_per_1m_input_tokens")
            }
        }
    }

    /// In an address.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.facts().0
    }

    /// The unit of that key.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|work| work.key() == key)
    }

    /// What a cost is quoted for: `1M requests`, `1M output tokens`.
    #[must_use]
    pub fn words(self) -> &'static str {
        self.facts().1
    }

    /// One unit, and many: `request`, `requests`.
    #[must_use]
    pub fn unit_words(self) -> (&'static str, &'static str) {
        (self.facts().2, self.facts().3)
    }

    /// The unit of a rate: `req/s`, `output tok/s`.
    #[must_use]
    pub fn rate_words(self) -> &'static str {
        self.facts().4
    }

    /// The name of a derived column of costs.
    #[must_use]
    pub fn column_name(self) -> &'static str {
        self.facts().5
    }

    /// How many units a cost is quoted for.
    #[must_use]
    pub fn units(self) -> f64 {
        if self == Self::Requests { 1e9 } else { 1e6 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back() {
        for work in Work::ALL {
            assert_eq!(Work::of_key(work.key()), Some(work));
        }
        assert_eq!((Work::of_key("tokens"), Work::default().units()), (None, 1e9));
    }
}

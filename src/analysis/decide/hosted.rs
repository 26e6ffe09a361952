//! Hosted API prices against machines of one's own: $ per request and per token, and the break-even volume per month.
//!
//! A request costs `(input − cached) · price_in + cached · price_cached + output · price_out`; cached tokens are part of
//! the input tokens, and are never counted beside them. The $ per 1M output, input or total tokens are three readings of
//! that one bill, as of a machine's.
//!
//! Machines are billed for the whole month, whether they answer or not: `n` of them cost `n · P · 730`, and do at most
//! `n · X · 3600 · 730` requests. With `v = P · 730 / price of a request`, the volume at which the API costs as much as one
//! machine, the `n` machines that a volume needs cost less than the API from `n · v` on. So if one machine cannot do `v`,
//! no number of them ever costs less. Otherwise the first volume is `v`; just above the capacity of `n` machines one more
//! is billed, and the API may cost less again, until no further machine needs more than its share: from then on, never.

use super::answer::{HOURS_PER_MONTH, same};
use super::cost_latency::usable;
use crate::analysis::stats::round::MAX_EXACT_INTEGER;

/// Prices of an API, $ per 1 million tokens: finite, and not below zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HostedPrice {
    input: f64,
    cached: Option<f64>,
    output: f64,
}

impl HostedPrice {
    /// Prices of input, cached input (`None` where it costs what other input does) and output. Zero is a price: some are
    /// free. `None` for what is no price: NaN, infinite, below zero.
    #[must_use]
    pub fn new(input: f64, cached: Option<f64>, output: f64) -> Option<Self> {
        let is_price = |price: f64| price.is_finite() && price >= 0.0;
        let all = is_price(input) && cached.is_none_or(is_price) && is_price(output);
        // −0 is 0, and is written so.
        all.then_some(Self { input: input + 0.0, cached: cached.map(|price| price + 0.0), output: output + 0.0 })
    }

    /// $ per 1 million input tokens.
    #[must_use]
    // Only tests ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn input(&self) -> f64 {
        self.input
    }

    /// $ per 1 million cached input tokens, where these have a price of their own.
    #[must_use]
    pub fn cached(&self) -> Option<f64> {
        self.cached
    }

    /// $ per 1 million output tokens.
    #[must_use]
    // Only tests ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn output(&self) -> f64 {
        self.output
    }

    /// What a request of this mix costs, $.
    #[must_use]
    pub fn usd_per_request(&self, mix: &TokenMix) -> f64 {
        let cached = self.cached.unwrap_or(self.input);
        let input = mix.input * (1.0 - mix.cached_share) * self.input + mix.input * mix.cached_share * cached;
        (input + mix.output * self.output) / 1e6
    }
}

/// Tokens of a mean request: finite, not below zero, and not both zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TokenMix {
    input: f64,
    cached_share: f64,
    output: f64,
}

/// By which tokens a bill is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tokens {
    /// Output tokens.
    Output,
    /// Input and output tokens.
    Total,
    /// Input tokens, cached ones among them.
    Input,
}

impl TokenMix {
    /// Input tokens of a request, which part of them (0 to 1) is cached, and output tokens. `None` for what is no mix: a
    /// number that is NaN, infinite, below zero or, of the share, above one; and no tokens at all, which no price by token
    /// is for.
    #[must_use]
    pub fn new(input: f64, cached_share: f64, output: f64) -> Option<Self> {
        let is_count = |tokens: f64| tokens.is_finite() && tokens >= 0.0;
        let some = is_count(input) && is_count(output) && input + output > 0.0;
        (some && (0.0..=1.0).contains(&cached_share)).then_some(Self { input, cached_share, output })
    }

    /// Input tokens of a request, cached ones among them.
    #[must_use]
    pub fn input(&self) -> f64 {
        self.input
    }

    /// Which part of the input tokens is cached.
    #[must_use]
    pub fn cached_share(&self) -> f64 {
        self.cached_share
    }

    /// Output tokens of a request.
    #[must_use]
    pub fn output(&self) -> f64 {
        self.output
    }

    /// The same with another part of the input cached; `None` as of [`Self::new`].
    #[must_use]
    pub fn with_cached(&self, share: f64) -> Option<Self> {
        Self::new(self.input, share, self.output)
    }

    /// What a request costs as $ per 1 million tokens; NaN where a request has none of these.
    #[must_use]
    pub fn usd_per_million(&self, usd_per_request: f64, tokens: Tokens) -> f64 {
        let count = match tokens {
            Tokens::Output => self.output,
            Tokens::Total => self.input + self.output,
            Tokens::Input => self.input,
        };
        if count > 0.0 { usd_per_request / count * 1e6 } else { f64::NAN }
    }
}

/// A machine that is rented by the month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OwnMachine {
    /// Its price, $ per hour.
    pub usd_per_hour: f64,
    /// The most that it answers, requests per second.
    pub req_per_sec: f64,
}

/// Machines for a month.
// Only tests ask.
#[cfg_attr(feature = "dead-code", allow(dead_code))]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Month {
    /// How many.
    pub machines: f64,
    /// What they cost, $.
    pub usd: f64,
    /// The part of their time that answers nothing, 0 to 1.
    pub idle_share: f64,
}

impl OwnMachine {
    /// The most requests that it answers in a month.
    #[must_use]
    pub fn requests_per_month(&self) -> f64 {
        self.req_per_sec * 3600.0 * HOURS_PER_MONTH
    }

    /// What it costs a month, $.
    #[must_use]
    pub fn usd_per_month(&self) -> f64 {
        self.usd_per_hour * HOURS_PER_MONTH
    }

    /// Machines for so many requests a month, at least one; a volume that rounding lifts above the capacity of some takes
    /// no further one. `None` for a machine without a usable price or rate, a volume that is none, and more machines than
    /// can be counted exactly.
    #[must_use]
    // Only tests ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn month(&self, requests: f64) -> Option<Month> {
        let capacity = self.requests_per_month();
        let known = usable(self.usd_per_hour) && usable(capacity) && requests.is_finite() && requests >= 0.0;
        let needed = requests / capacity;
        let machines = if same(needed, needed.round()) { needed.round() } else { needed.ceil() }.max(1.0);
        (known && machines < MAX_EXACT_INTEGER).then(|| Month {
            machines,
            usd: machines * self.usd_per_month(),
            idle_share: (1.0 - needed / machines).clamp(0.0, 1.0),
        })
    }

    /// From which volumes on machines like this cost less than an API; `None` if at none: the machine has no usable price
    /// or rate, the API no price above zero, or one machine cannot do as much as the API does for its price. Of equal costs
    /// neither is less.
    #[must_use]
    pub fn break_even(&self, usd_per_request: f64) -> Option<BreakEven> {
        let (capacity, month) = (self.requests_per_month(), self.usd_per_month());
        let first = month / usd_per_request;
        if ![capacity, month, usd_per_request, first].into_iter().all(usable)
            || first >= capacity
            || same(first, capacity)
        {
            return None;
        }
        // The most machines of which some volume is still cheaper at the API: n · first > (n − 1) · capacity.
        let ratio = capacity / (capacity - first);
        let whole = if same(ratio, ratio.round()) { ratio.round() - 1.0 } else { ratio.floor() };
        let last = whole.max(1.0);
        let always = (last < MAX_EXACT_INTEGER).then_some(last * first);
        Some(BreakEven { first_requests: first, always_requests: always, machines_at_always: last })
    }
}

/// Volumes, requests per month, at which machines of one's own cost as much as an API, and above which they cost less.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BreakEven {
    /// The smallest such volume; there one machine does.
    pub first_requests: f64,
    /// Above this volume own machines cost less whatever the volume; `None` beyond what can be counted exactly.
    pub always_requests: Option<f64>,
    /// How many machines that volume needs.
    pub machines_at_always: f64,
}

#[cfg(test)]
mod tests;

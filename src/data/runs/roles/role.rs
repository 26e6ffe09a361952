//! What a column can mean for the comparison of runs.

use super::unit::Unit;
use crate::data::runs::name;

/// The meaning of one column. Latencies are of the whole request as the client saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Virtual users: requests in flight at any time.
    Vus,
    /// Largest batch that the server forms.
    BatchSize,
    /// Requests finished per second.
    Throughput,
    /// Mean latency.
    AvgLatency,
    /// Median latency.
    P50Latency,
    /// 90th percentile of latency.
    P90Latency,
    /// 95th percentile of latency.
    P95Latency,
    /// 99th percentile of latency.
    P99Latency,
    /// Requests sent.
    TotalRequests,
    /// Requests answered well.
    SuccessfulRequests,
    /// Requests that failed: a count or a share of those sent.
    FailedRequests,
    /// $ per 1 billion requests.
    Cost,
    /// $ per hour.
    Price,
    /// How long the test ran.
    Duration,
    /// How many GPUs served.
    GpuCount,
    /// Hardware.
    HwType,
    /// Container image.
    Image,
    /// Inference engine.
    Engine,
    /// Cloud.
    Vendor,
    /// Language model, or any other model that is served.
    Model,
    /// Mean number of input tokens of a request, as reached.
    InputTokens,
    /// Mean number of output tokens of a request, as reached.
    OutputTokens,
    /// Input tokens that each request is asked to have.
    AskedInputTokens,
    /// Output tokens that each request asks for.
    AskedOutputTokens,
    /// Requests per second that the load tester means to send (open load).
    AskedRate,
    /// Output tokens of all requests per second.
    OutputTokenRate,
    /// Input and output tokens of all requests per second.
    TotalTokenRate,
    /// Input tokens of all requests per second.
    InputTokenRate,
    /// Mean time to the first token.
    TtftMean,
    /// Median time to the first token.
    TtftP50,
    /// 90th percentile of the time to the first token.
    TtftP90,
    /// 95th percentile of the time to the first token.
    TtftP95,
    /// 99th percentile of the time to the first token.
    TtftP99,
    /// Mean time per further output token (TPOT): (latency − time to first token) / (tokens − 1) of each request.
    TpotMean,
    /// Median time per further output token.
    TpotP50,
    /// 90th percentile of the time per further output token.
    TpotP90,
    /// 95th percentile of the time per further output token.
    TpotP95,
    /// 99th percentile of the time per further output token.
    TpotP99,
    /// Mean gap between two chunks of an answer (inter-token latency). Not TPOT: engines send several tokens a chunk.
    ItlMean,
    /// Median gap between two chunks.
    ItlP50,
    /// 95th percentile of the gap between two chunks.
    ItlP95,
    /// 99th percentile of the gap between two chunks.
    ItlP99,
}

/// Key in an address, words on the page, the notebooks' name, units with that of the run table first; no unit for text.
type Facts = (&'static str, &'static str, &'static str, &'static [Unit]);

const COUNT: &[Unit] = &[Unit::One];
const LATENCY: &[Unit] = &[Unit::Milliseconds, Unit::Seconds, Unit::Microseconds, Unit::Nanoseconds, Unit::Minutes];
const TIME: &[Unit] = &[Unit::Seconds, Unit::Milliseconds, Unit::Minutes, Unit::Hours];
const RATE: &[Unit] = &[Unit::PerSecond, Unit::PerMinute, Unit::PerHour, Unit::ThousandPerSecond];
const TOKENS: &[Unit] = &[Unit::One, Unit::OfAll];
const TOKEN_RATE: &[Unit] = &[Unit::PerSecond, Unit::PerMinute, Unit::PerHour, Unit::PerGpuSecond];
const FAILED: &[Unit] = &[Unit::One, Unit::Share, Unit::Percent];
const COST: &[Unit] = &[Unit::PerBillion, Unit::PerMillion, Unit::PerThousand, Unit::PerRequest];
const PRICE: &[Unit] = &[
    Unit::PerHour,
    Unit::PerGpuHour,
    Unit::PerMinute,
    Unit::PerSecond,
    Unit::PerDay,
    Unit::PerMonth,
    Unit::CentPerHour,
];

impl Role {
    /// How many there are.
    pub const COUNT: usize = 42;

    /// Statistics of the latency of whole requests, the surest evidence first.
    pub const LATENCIES: [Self; 5] =
        [Self::AvgLatency, Self::P50Latency, Self::P90Latency, Self::P95Latency, Self::P99Latency];

    /// Times of the tokens of a request.
    pub const TOKEN_TIMES: [Self; 14] = [
        Self::TtftMean,
        Self::TtftP50,
        Self::TtftP90,
        Self::TtftP95,
        Self::TtftP99,
        Self::TpotMean,
        Self::TpotP50,
        Self::TpotP90,
        Self::TpotP95,
        Self::TpotP99,
        Self::ItlMean,
        Self::ItlP50,
        Self::ItlP95,
        Self::ItlP99,
    ];

    /// All of them, in the order in which the page lists them.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Vus,
        Self::BatchSize,
        Self::Throughput,
        Self::AvgLatency,
        Self::P50Latency,
        Self::P90Latency,
        Self::P95Latency,
        Self::P99Latency,
        Self::TotalRequests,
        Self::SuccessfulRequests,
        Self::FailedRequests,
        Self::Cost,
        Self::Price,
        Self::Duration,
        Self::GpuCount,
        Self::HwType,
        Self::Image,
        Self::Engine,
        Self::Vendor,
        Self::Model,
        Self::InputTokens,
        Self::OutputTokens,
        Self::AskedInputTokens,
        Self::AskedOutputTokens,
        Self::AskedRate,
        Self::OutputTokenRate,
        Self::TotalTokenRate,
        Self::InputTokenRate,
        Self::TtftMean,
        Self::TtftP50,
        Self::TtftP90,
        Self::TtftP95,
        Self::TtftP99,
        Self::TpotMean,
        Self::TpotP50,
        Self::TpotP90,
        Self::TpotP95,
        Self::TpotP99,
        Self::ItlMean,
        Self::ItlP50,
        Self::ItlP95,
        Self::ItlP99,
    ];

    fn facts(self) -> Facts {
        match self {
            Self::Vus => ("vus", "VUs (requests in flight)", name::VUS, COUNT),
            Self::BatchSize => ("batch", "Batch size", name::BATCH_SIZE, COUNT),
            Self::Throughput => ("rate", "Throughput", name::THROUGHPUT, RATE),
            Self::AvgLatency => ("avg", "Average latency", name::AVG_LATENCY_MS, LATENCY),
            Self::P50Latency => ("p50", "Median latency", "p50_latency_ms", LATENCY),
            Self::P90Latency => ("p90", "p90 latency", "p90_latency_ms", LATENCY),
            Self::P95Latency => ("p95", "p95 latency", name::P95_LATENCY_MS, LATENCY),
            Self::P99Latency => ("p99", "p99 latency", "p99_latency_ms", LATENCY),
            Self::TotalRequests => ("total", "Requests sent", name::TOTAL_REQUESTS, COUNT),
            Self::SuccessfulRequests => ("ok", "Requests answered well", name::SUCCESSFUL_REQUESTS, COUNT),
            Self::FailedRequests => ("failed", "Failed requests", "failed_requests", FAILED),
            Self::Cost => ("cost", "Cost of requests", name::COST, COST),
            Self::Price => ("price", "Price of the hardware", "price_per_hour", PRICE),
            Self::Duration => ("time", "Duration of the test", name::TEST_DURATION_SEC, TIME),
            Self::GpuCount => ("gpus", "Number of GPUs", "gpu_count", COUNT),
            Self::HwType => ("hw", "Hardware", name::HW_TYPE, &[]),
            Self::Image => ("image", "Image", name::IMAGE, &[]),
            Self::Engine => ("engine", "Engine", name::ENGINE, &[]),
            Self::Vendor => ("vendor", "Vendor", name::VENDOR, &[]),
            Self::Model => ("model", "Model", "model", &[]),
            Self::InputTokens => ("in", "Input tokens per request", "input_tokens", TOKENS),
            Self::OutputTokens => ("out", "Output tokens per request", "output_tokens", TOKENS),
            Self::AskedInputTokens => ("isl", "Input tokens asked for", "asked_input_tokens", COUNT),
            Self::AskedOutputTokens => ("osl", "Output tokens asked for", "asked_output_tokens", COUNT),
            Self::AskedRate => ("asked", "Request rate asked for", "asked_req_per_sec", RATE),
            Self::OutputTokenRate => ("outrate", "Output tokens per second", "output_tokens_per_sec", TOKEN_RATE),
            Self::TotalTokenRate => ("tokrate", "Tokens per second, in and out", "total_tokens_per_sec", TOKEN_RATE),
            Self::InputTokenRate => ("inrate", "Input tokens per second", "input_tokens_per_sec", TOKEN_RATE),
            Self::TtftMean => ("ttft", "Mean time to first token", "ttft_mean_ms", LATENCY),
            Self::TtftP50 => ("ttft50", "Median time to first token", "ttft_p50_ms", LATENCY),
            Self::TtftP90 => ("ttft90", "p90 time to first token", "ttft_p90_ms", LATENCY),
            Self::TtftP95 => ("ttft95", "p95 time to first token", "ttft_p95_ms", LATENCY),
            Self::TtftP99 => ("ttft99", "p99 time to first token", "ttft_p99_ms", LATENCY),
            Self::TpotMean => ("tpot", "Mean time per output token", "tpot_mean_ms", LATENCY),
            Self::TpotP50 => ("tpot50", "Median time per output token", "tpot_p50_ms", LATENCY),
            Self::TpotP90 => ("tpot90", "p90 time per output token", "tpot_p90_ms", LATENCY),
            Self::TpotP95 => ("tpot95", "p95 time per output token", "tpot_p95_ms", LATENCY),
            Self::TpotP99 => ("tpot99", "p99 time per output token", "tpot_p99_ms", LATENCY),
            Self::ItlMean => ("itl", "Mean inter-token latency", "itl_mean_ms", LATENCY),
            Self::ItlP50 => ("itl50", "Median inter-token latency", "itl_p50_ms", LATENCY),
            Self::ItlP95 => ("itl95", "p95 inter-token latency", "itl_p95_ms", LATENCY),
            Self::ItlP99 => ("itl99", "p99 inter-token latency", "itl_p99_ms", LATENCY),
        }
    }

    /// In an address.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.facts().0
    }

    /// The role of that key.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// On the page.
    #[must_use]
    pub fn words(self) -> &'static str {
        self.facts().1
    }

    /// The column's name in the notebooks' tables; derived columns are called so too.
    #[must_use]
    pub fn house_name(self) -> &'static str {
        self.facts().2
    }

    /// The units that a column of this role may have, that of the run table first; none for names.
    #[must_use]
    pub fn units(self) -> &'static [Unit] {
        self.facts().3
    }

    /// The unit in the run table; names have none and count as plain.
    #[must_use]
    pub fn house_unit(self) -> Unit {
        self.units().first().copied().unwrap_or(Unit::One)
    }

    /// With which model a run was made, beside what it is compared by: a column of this role sets configurations apart
    /// all the same.
    #[must_use]
    pub fn sets_apart(self) -> bool {
        self == Self::Model
    }

    /// A number of tokens of a request, asked for or reached.
    #[must_use]
    pub fn counts_tokens(self) -> bool {
        matches!(self, Self::InputTokens | Self::OutputTokens) || self.is_asked_tokens()
    }

    /// A number of tokens that requests are asked to have.
    #[must_use]
    pub fn is_asked_tokens(self) -> bool {
        matches!(self, Self::AskedInputTokens | Self::AskedOutputTokens)
    }

    /// About the machine and its price, which people add to what a load tester writes.
    #[must_use]
    pub fn is_of_machine(self) -> bool {
        matches!(self, Self::HwType | Self::Image | Self::Vendor | Self::GpuCount | Self::Price)
    }

    /// The measures of language models, and what is asked of them.
    #[must_use]
    pub fn of_tokens(self) -> bool {
        let rates = [Self::OutputTokenRate, Self::TotalTokenRate, Self::InputTokenRate];
        self.counts_tokens() || rates.contains(&self) || Self::TOKEN_TIMES.contains(&self)
    }

    /// Whether the column holds numbers and not names.
    #[must_use]
    pub fn is_number(self) -> bool {
        !self.units().is_empty()
    }
}

//! Tokens of runs: of each request, and per second, from whichever of these a table has.
//!
//! `tokens/s = requests/s · tokens per request`, with the tokens that were reached; where only those asked for are known,
//! that is the most it can be. Rates of one GPU are multiplied by the run's GPUs; output tokens per decode GPU
//! (InferenceX, where prefill is apart) by those that decode.

use super::build::Builder;
use super::gpus::Gpus;
use super::roles::{Role, Unit};
use super::work::Work;
use crate::data::table::column::Numbers;

/// What a table says about tokens; NaN where a run has none.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// Mean tokens of a request, as reached: input, output.
    pub reached: [Option<Numbers>; 2],
    /// Tokens of a request as asked for: input, output.
    pub asked: [Option<Numbers>; 2],
    /// Per second, of the whole run: output, total, input.
    pub per_sec: [Option<Numbers>; 3],
    /// Per second and GPU: output, total, input.
    pub per_gpu_sec: [Option<Numbers>; 3],
    /// Whether prefill is apart, so that output and input are of some of the GPUs each.
    pub is_apart: bool,
}

/// Roles of rates, in the order of [`Tokens::per_sec`].
pub const RATES: [(Role, Work); 3] = [
    (Role::OutputTokenRate, Work::OutputTokens),
    (Role::TotalTokenRate, Work::TotalTokens),
    (Role::InputTokenRate, Work::InputTokens),
];

impl Tokens {
    /// Reads them; `None` where the table says nothing about tokens.
    pub fn of(builder: &Builder) -> Option<Box<Self>> {
        let says = |role: &Role| builder.roles.of(*role).is_some() && (role.counts_tokens() || is_rate(*role));
        Role::ALL.iter().any(says).then(|| Self::found(builder))
    }

    /// Not inlined, as the first view does without it.
    #[inline(never)]
    fn found(builder: &Builder) -> Box<Self> {
        let numbers = |role: Role| builder.in_house_unit(role).map(Numbers::from);
        let per_gpu = |role: Role| {
            let (values, unit) = builder.raw(role)?;
            (unit == Unit::PerGpuSecond).then_some(values)
        };
        Box::new(Self {
            reached: [Role::InputTokens, Role::OutputTokens].map(numbers),
            asked: [Role::AskedInputTokens, Role::AskedOutputTokens].map(numbers),
            per_sec: RATES.map(|(role, _)| numbers(role)),
            per_gpu_sec: RATES.map(|(role, _)| per_gpu(role)),
            is_apart: builder.gpus.as_ref().is_some_and(|gpus| gpus.decode.is_some()),
        })
    }

    /// The same with the rates of runs that are no measurement.
    #[inline(never)]
    pub fn of_valid(mut self: Box<Self>, valid: &dyn Fn(Numbers) -> Numbers) -> Box<Self> {
        for rate in self.per_sec.iter_mut().chain(&mut self.per_gpu_sec) {
            *rate = rate.take().map(valid);
        }
        self
    }

    /// Tokens of a request: as reached, else as asked for. Of input (0) or output (1).
    #[must_use]
    pub fn per_request(&self, side: usize, row: usize) -> f64 {
        let at = |values: &Option<Numbers>| values.as_ref().map_or(f64::NAN, |values| values[row]);
        [at(&self.reached[side]), at(&self.asked[side])]
            .into_iter()
            .find(|tokens| tokens.is_finite())
            .unwrap_or(f64::NAN)
    }

    /// Whether a rate is known of any run.
    #[inline(never)]
    #[must_use]
    pub fn has_rate(&self) -> bool {
        let known = |rate: &Numbers| rate.iter().any(|rate| rate.is_finite());
        self.per_sec.iter().chain(&self.per_gpu_sec).flatten().any(known)
    }

    /// Per second and GPU as the table has it, where that is of all GPUs.
    #[must_use]
    pub fn per_gpu(&self, work: Work) -> Option<Numbers> {
        let at = RATES.iter().position(|(_, own)| *own == work)?;
        self.per_gpu_sec[at].clone().filter(|_| work == Work::TotalTokens || !self.is_apart)
    }

    /// A rate that the table has, per second of a run; `gpus` are those that the reader gave where the table has none.
    fn stored(&self, at: usize, row: usize, gpus: Option<&Numbers>) -> f64 {
        let of_run = self.per_sec[at].as_ref().map_or(f64::NAN, |rate| rate[row]);
        if !of_run.is_nan() {
            return of_run;
        }
        let each = self.per_gpu_sec[at].as_ref().map_or(f64::NAN, |rate| rate[row]);
        each * gpus.map_or(f64::NAN, |gpus| gpus[row])
    }

    /// Units of work per second of a run; NaN where nothing tells. `requests_per_sec` are those answered well.
    #[must_use]
    pub fn rate(&self, work: Work, row: usize, requests_per_sec: f64, gpus: Option<&Numbers>) -> f64 {
        if work == Work::Requests {
            return requests_per_sec;
        }
        self.rates(work, row, requests_per_sec, gpus).into_iter().find(|rate| rate.is_finite()).unwrap_or(f64::NAN)
    }

    /// The same by each of the ways that tell it, the one that counts first; NaN where a way tells nothing.
    #[must_use]
    pub fn rates(&self, work: Work, row: usize, requests_per_sec: f64, gpus: Option<&Numbers>) -> [f64; 4] {
        let [output, total, input] = [0, 1, 2].map(|at| self.stored(at, row, gpus));
        let [of_input, of_output] = [0, 1].map(|side| requests_per_sec * self.per_request(side, row));
        match work {
            Work::Requests => [requests_per_sec, f64::NAN, f64::NAN, f64::NAN],
            Work::OutputTokens => [output, total - input, of_output, f64::NAN],
            Work::InputTokens => [input, total - output, of_input, f64::NAN],
            Work::TotalTokens => [total, input + output, of_input + of_output, of_input + output],
        }
    }
}

fn is_rate(role: Role) -> bool {
    RATES.iter().any(|(rate, _)| *rate == role)
}

/// Requests per second of each run from a rate of tokens and the tokens of a request; `None` where nothing tells. Of tokens
/// reached, or with `asked` of those asked for, which are at least as many, so that the requests are at least so many.
#[inline(never)]
#[must_use]
pub fn requests_per_sec(tokens: &Tokens, rows: usize, asked: bool) -> Option<Vec<f64>> {
    let per_request = if asked { &tokens.asked } else { &tokens.reached };
    let at = |values: &Option<Numbers>, row: usize| values.as_ref().map_or(f64::NAN, |values| values[row]);
    let of = |row: usize| {
        let (input, output) = (at(&per_request[0], row), at(&per_request[1], row));
        let rates = [(0, output), (1, input + output), (2, input)];
        let found = rates.into_iter().map(|(rate, each)| at(&tokens.per_sec[rate], row) / each);
        found.into_iter().find(|rate| rate.is_finite() && *rate >= 0.0).unwrap_or(f64::NAN)
    };
    let values: Vec<f64> = (0..rows).map(of).collect();
    values.iter().any(|rate| rate.is_finite()).then_some(values)
}

impl Builder<'_> {
    /// Values of one GPU or of all requests as those of the run, or of a request; NaN where GPUs or requests are unknown.
    #[inline(never)]
    pub(super) fn of_part(&self, role: Role, values: &Numbers, unit: Unit) -> Option<Vec<f64>> {
        let number: Numbers = match unit {
            Unit::PerGpuSecond => self.gpus_of(role)?,
            _ => {
                let count = |role: Role| self.columns.get(self.at[role as usize]?)?.numbers();
                count(Role::SuccessfulRequests).or_else(|| count(Role::TotalRequests))?
            }
        };
        let each = |(value, number): (&f64, &f64)| match unit {
            _ if number.is_nan() || *number <= 0.0 => f64::NAN,
            Unit::PerGpuSecond => value * number,
            _ => value / number,
        };
        Some(values.iter().zip(number.iter()).map(each).collect())
    }

    /// The GPUs that a rate of one of them is of.
    fn gpus_of(&self, role: Role) -> Option<Numbers> {
        let Gpus { of_run, decode, .. } = self.gpus.as_ref()?;
        Some(match (role, decode) {
            (Role::OutputTokenRate, Some(decode)) => decode.clone(),
            // Rows whose prefill is not apart have all GPUs for both.
            (Role::InputTokenRate, Some(decode)) => of_run
                .iter()
                .zip(decode.iter())
                .map(|(all, decode)| if all > decode { all - decode } else { *all })
                .collect(),
            _ => of_run.clone(),
        })
    }
}

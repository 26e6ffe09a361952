//! The Universal Scalability Law fitted to throughput over VUs.
//!
//! `X(N) = λN / (1 + α(N−1) + βN(N−1))`: λ is the throughput of one VU, α what VUs wait for each other (contention), β
//! what they cost each other (coherency). Source: Gunther, *Guerrilla Capacity Planning*, 2007; the peak is its eq. 4.33.
//!
//! Written as `N / X = c₀ + c₁N + c₂N(N−1)` with `c₀ = (1−α)/λ`, `c₁ = α/λ`, `c₂ = β/λ` the law is linear, and
//! coefficients of at least 0 are all that `0 ≤ α ≤ 1` and `0 ≤ β` ask for. (Where one VU was not measured nothing else
//! keeps α from growing with λ.) The fit is of X, as in CRAN's `usl` (least squares of throughput, not of its inverse):
//! Gauss-Newton, each step a non-negative linear least squares of three unknowns, the first step being the linear form.
//!
//! The law may as well be fitted over requests in flight, of which only those in the server wait for each other
//! ([`super::law`]), with weights, and with its peak held where somebody asks ([`least_squares_at_peak`]).

#[cfg(test)]
mod tests;

/// The least number of distinct VUs for a fit: three parameters need some points to be held against.
pub const LEAST_POINTS: usize = 5;

/// A fitted law.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Contention, in `0..=1`.
    pub alpha: f64,
    /// Coherency, at least 0.
    pub beta: f64,
    /// Throughput of one VU, requests per second.
    pub lambda_req_per_sec: f64,
    /// Root mean square of the residuals as a share of the mean throughput.
    pub relative_rmse: f64,
    /// `1 − residual / total sum of squares`; NaN where all throughputs are the same.
    pub r_squared: f64,
}

impl Fit {
    /// Fits the law to throughput (requests per second) over distinct VUs, all finite and above zero, as in
    /// [`crate::analysis::saturation::monotonic::Curve`]. `None` with fewer than [`LEAST_POINTS`] points, and when no step comes to an end.
    #[must_use]
    pub fn new(vus: &[f64], throughput_req_per_sec: &[f64]) -> Option<Self> {
        let points = vus.len().min(throughput_req_per_sec.len());
        if points < LEAST_POINTS {
            return None;
        }
        Self::weighted(&vus[..points], &throughput_req_per_sec[..points], &vec![1.0; points])
    }

    /// The same with a weight of each point, in `0..=1`; all are equally long.
    #[must_use]
    pub(super) fn weighted(vus: &[f64], measured: &[f64], weights: &[f64]) -> Option<Self> {
        let points = vus.len();
        let of = Points { vus, measured, weights, peak: None };
        let c = least_squares(&of)?.1;
        let fit = Self {
            alpha: c[1] / (c[0] + c[1]),
            beta: c[2] / (c[0] + c[1]),
            lambda_req_per_sec: 1.0 / (c[0] + c[1]),
            relative_rmse: f64::NAN,
            r_squared: f64::NAN,
        };
        let mean = measured.iter().sum::<f64>() / points as f64;
        let total: f64 = measured.iter().map(|x| (x - mean) * (x - mean)).sum();
        let residual = Points { weights: &vec![1.0; points], ..of }.squares(c);
        let fit = Self {
            relative_rmse: (residual / points as f64).sqrt() / mean,
            r_squared: if total > 0.0 { 1.0 - residual / total } else { f64::NAN },
            ..fit
        };
        (fit.lambda_req_per_sec.is_finite() && fit.alpha.is_finite() && fit.beta.is_finite()).then_some(fit)
    }

    /// Throughput at so many VUs, requests per second.
    #[must_use]
    pub fn at(&self, vus: f64) -> f64 {
        self.lambda_req_per_sec * vus / (1.0 + self.alpha * (vus - 1.0) + self.beta * vus * (vus - 1.0))
    }

    /// The VUs of most throughput; `None` when the law has no peak.
    #[must_use]
    pub fn peak_vus(&self) -> Option<f64> {
        peak_vus(self.alpha, self.beta)
    }
}

/// `√((1−α)/β)`. Without coherency (β = 0) throughput rises forever or levels off, and with α ≥ 1 it never rises: there
/// is no peak then, and none is made up.
#[must_use]
pub fn peak_vus(alpha: f64, beta: f64) -> Option<f64> {
    (alpha < 1.0 && beta > 0.0).then(|| ((1.0 - alpha) / beta).sqrt())
}

/// Coefficients of `N / X`.
type Coefficients = [f64; 3];

/// What is fitted.
#[derive(Clone, Copy)]
struct Points<'a> {
    vus: &'a [f64],
    measured: &'a [f64],
    weights: &'a [f64],
    /// The peak that is asked for: `c₂ = c₀ / peak²`.
    peak: Option<f64>,
}

impl Points<'_> {
    fn columns(&self, vus: f64) -> [f64; 3] {
        let quadratic = vus * (vus - 1.0);
        match self.peak {
            None => [1.0, vus, quadratic],
            Some(peak) => [1.0 + quadratic / (peak * peak), vus, 0.0],
        }
    }

    fn predicted(&self, vus: f64, c: Coefficients) -> f64 {
        let z = self.columns(vus);
        vus / (c[0] * z[0] + c[1] * z[1] + c[2] * z[2])
    }

    fn squares(&self, c: Coefficients) -> f64 {
        let of = |((&n, &x), &weight): ((&f64, &f64), &f64)| weight * (x - self.predicted(n, c)).powi(2);
        self.vus.iter().zip(self.measured).zip(self.weights).map(of).sum()
    }

    /// Sets of bits 1 to 7 but for 4: one of the first two coefficients is used, as λ is finite.
    fn sets(&self) -> &'static [u8] {
        if self.peak.is_some() { &[1, 2, 3] } else { &[1, 2, 3, 5, 6, 7] }
    }
}

/// The least weighted squares of a law whose peak is where it is asked for; `None` when there is no such law.
pub(super) fn least_squares_at_peak(vus: &[f64], measured: &[f64], weights: &[f64], peak: f64) -> Option<f64> {
    least_squares(&Points { vus, measured, weights, peak: Some(peak) }).map(|(squares, _)| squares)
}

/// Least squares of X. The squares may have several valleys where few VUs were tried: from each answer of the linear form,
/// one for each set of coefficients in use, the valley's ground is looked for, and the lowest taken.
fn least_squares(of: &Points) -> Option<(f64, Coefficients)> {
    let grounds = answers(of, of.measured).into_iter().map(|(_, start)| gauss_newton(of, start));
    grounds.min_by(|a, b| a.0.total_cmp(&b.0))
}

/// Squares and coefficients on a valley's ground. With `w = X²/N` the law around `c` is `X(c′) ≈ 2X − w z·c′`, so that a
/// step is linear in `c′`; it is halved until it lessens the squares.
fn gauss_newton(of: &Points, start: Coefficients) -> (f64, Coefficients) {
    const STEPS: usize = 200;
    const HALVINGS: usize = 30;
    let (mut least, mut c) = (of.squares(start), start);
    for _ in 0..STEPS {
        let around: Vec<f64> = of.vus.iter().map(|&n| of.predicted(n, c)).collect();
        let step = answers(of, &around).into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
        let Some((_, next)) = step else { break };
        let better = (0..HALVINGS).find_map(|halving| {
            let share = 0.5f64.powi(halving as i32);
            let tried = [0, 1, 2].map(|k| c[k] + share * (next[k] - c[k]));
            let found = of.squares(tried);
            (found < least).then_some((found, tried))
        });
        let Some((found, tried)) = better else { break };
        let settled = least - found <= 1e-15 * least;
        (least, c) = (found, tried);
        if settled {
            break;
        }
    }
    (least, c)
}

/// The answers `c′ ≥ 0` to making the weighted `Σ (w z·c′ − (2X − x))²` least, x being what was measured: for each set of coefficients
/// in use the plain answer where it is not negative, with its squares. The least of them is the best of all.
fn answers(of: &Points, around: &[f64]) -> Vec<(f64, Coefficients)> {
    let (mut gram, mut right, mut norm) = ([[0.0; 3]; 3], [0.0; 3], 0.0);
    for (nth, &at) in around.iter().enumerate() {
        let (n, root) = (of.vus[nth], of.weights[nth].sqrt());
        let z = of.columns(n).map(|z| root * at * at / n * z);
        let target = root * (2.0 * at - of.measured[nth]);
        norm += target * target;
        for row in 0..3 {
            right[row] += z[row] * target;
            for column in 0..3 {
                gram[row][column] += z[row] * z[column];
            }
        }
    }
    let of_set = |set: u8| {
        let c = solve(gram, right, [0, 1, 2].map(|k| set >> k & 1 == 1))?;
        let fits = c.iter().all(|&value| value >= 0.0) && c[0] + c[1] > 0.0;
        // At a plain solution the squares are ‖target‖² − c·right.
        fits.then(|| (norm - (0..3).map(|k| c[k] * right[k]).sum::<f64>(), c))
    };
    of.sets().iter().copied().filter_map(of_set).collect()
}

/// Solves the normal equations of the used columns, scaled to a unit diagonal; unused coefficients are 0. `None` when
/// they have no single solution.
fn solve(gram: [[f64; 3]; 3], right: [f64; 3], used: [bool; 3]) -> Option<Coefficients> {
    let scale = [0, 1, 2].map(|k| if gram[k][k] > 0.0 { gram[k][k].sqrt() } else { 1.0 });
    let mut m = [[0.0; 4]; 3];
    for row in 0..3 {
        for column in 0..3 {
            let both = used[row] && used[column];
            let identity = f64::from(u8::from(row == column));
            m[row][column] = if both { gram[row][column] / scale[row] / scale[column] } else { identity };
        }
        m[row][3] = if used[row] { right[row] / scale[row] } else { 0.0 };
    }
    for k in 0..3 {
        let pivot = (k..3).max_by(|&a, &b| m[a][k].abs().total_cmp(&m[b][k].abs()))?;
        m.swap(k, pivot);
        if m[k][k].abs() < 1e-14 {
            return None;
        }
        for row in (0..3).filter(|&row| row != k) {
            let factor = m[row][k] / m[k][k];
            let from = m[k];
            m[row].iter_mut().zip(from).for_each(|(value, from)| *value -= factor * from);
        }
    }
    let c = [0, 1, 2].map(|k| m[k][3] / m[k][k] / scale[k]);
    c.iter().all(|value| value.is_finite()).then_some(c)
}

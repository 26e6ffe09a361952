//! Pseudo-random numbers that are the same for the same seed: uniform and normal, for simulations.

/// Up to so many trials a binomial number is counted one by one.
const COUNTED: usize = 64;
/// From this variance on a binomial distribution is as good as normal (de Moivre and Laplace).
const NORMAL: f64 = 9.0;

/// xorshift64* (Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled", 2016).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// From a seed; 0 is taken for 1, as nothing comes of 0.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    /// Uniform, from 0 up to 1.
    pub fn unit(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Of the standard normal distribution (Marsaglia and Bray's polar method, 1964).
    pub fn normal(&mut self) -> f64 {
        loop {
            let (a, b) = (2.0 * self.unit() - 1.0, 2.0 * self.unit() - 1.0);
            let square = a * a + b * b;
            if square > 0.0 && square < 1.0 {
                return a * (-2.0 * square.ln() / square).sqrt();
            }
        }
    }

    /// How many of so many trials succeed, of which this share does in the mean; a share that is no number succeeds never.
    /// Takes no longer for more trials.
    pub fn binomial(&mut self, trials: usize, share: f64) -> usize {
        let share = if share > 0.0 { share.min(1.0) } else { 0.0 };
        let (count, variance) = (trials as f64, trials as f64 * share * (1.0 - share));
        if trials <= COUNTED {
            (0..trials).filter(|_| self.unit() < share).count()
        } else if share > 0.5 {
            trials - self.binomial(trials, 1.0 - share)
        } else if variance >= NORMAL {
            (count * share + variance.sqrt() * self.normal()).round().clamp(0.0, count) as usize
        } else {
            self.rare(trials, share)
        }
    }

    /// The same by the waits from one success to the next, which are geometric (Devroye, *Non-Uniform Random Variate
    /// Generation*, 1986, X.4): as many draws as there are successes, and one.
    fn rare(&mut self, trials: usize, share: f64) -> usize {
        let mut found = 0;
        let mut at = 0.0;
        loop {
            // A wait without an end where nothing succeeds.
            at += ((1.0 - self.unit()).ln() / (-share).ln_1p()).floor() + 1.0;
            if at.is_nan() || at > trials as f64 {
                return found;
            }
            found += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_the_same_numbers_for_the_same_seed() {
        let draws = |seed| {
            let mut random = Random::new(seed);
            (0..20_000).map(|_| random.normal()).collect::<Vec<f64>>()
        };
        let found = draws(3);
        let mean = found.iter().sum::<f64>() / 20_000.0;
        let variance = found.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 20_000.0;
        assert!(mean.abs() < 0.02 && (variance - 1.0).abs() < 0.04, "{mean} {variance}");
        assert_eq!(found, draws(3));
        assert_ne!(found, draws(4));
        assert_eq!(draws(0), draws(1));
    }

    #[test]
    fn binomial_moments_by_each_way_and_at_the_ends() {
        let mut random = Random::new(5);
        // Counted, by waits, normal, and each from the other end.
        for (trials, share) in
            [(20, 0.3), (64, 0.5), (5000, 0.001), (65, 0.02), (5000, 0.999), (400, 0.25), (90_000, 0.7)]
        {
            let found: Vec<f64> = (0..20_000).map(|_| random.binomial(trials, share) as f64).collect();
            let mean = found.iter().sum::<f64>() / 20_000.0;
            let variance = found.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 20_000.0;
            let (right, spread) = (trials as f64 * share, trials as f64 * share * (1.0 - share));
            assert!((mean - right).abs() < 0.04 * spread.sqrt(), "{trials} {share}: {mean} for {right}");
            assert!((variance / spread - 1.0).abs() < 0.06, "{trials} {share}: {variance} for {spread}");
            assert!(found.iter().all(|x| (0.0..=trials as f64).contains(x)));
        }
        for trials in [0, 1, 64, 65, 10_000] {
            assert_eq!(
                [0.0, 1.0, f64::NAN, -0.0, -0.5, 1.5].map(|share| random.binomial(trials, share)),
                [0, trials, 0, 0, 0, trials]
            );
        }
    }
}

//! The range of finite values.

/// A closed range of finite values, `min <= max`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// The smallest value.
    pub min: f64,
    /// The largest value.
    pub max: f64,
}

impl Extent {
    /// The range of the finite values; `None` when there is none.
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut seen = Self { min: f64::INFINITY, max: f64::NEG_INFINITY };
        values.into_iter().for_each(|value| seen.widen(value));
        (seen.min <= seen.max).then_some(seen)
    }

    /// Without `f64::min`, which would call a function; and not inlined, as there are many callers.
    #[inline(never)]
    fn widen(&mut self, value: f64) {
        if value.is_finite() {
            if value < self.min {
                self.min = value;
            }
            if value > self.max {
                self.max = value;
            }
        }
    }

    /// The range of the finite values above zero: what a logarithmic axis can show.
    #[must_use]
    pub fn of_positive(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        Self::of(values.into_iter().filter(|&v| v > 0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_finite_values_count() {
        let values = [f64::NAN, 3.0, f64::INFINITY, -1.0];
        assert_eq!(Extent::of(values), Some(Extent { min: -1.0, max: 3.0 }));
        assert_eq!(Extent::of_positive(values), Some(Extent { min: 3.0, max: 3.0 }));
        assert_eq!(Extent::of([f64::NAN]), None);
        assert_eq!(Extent::of([]), None);
    }
}

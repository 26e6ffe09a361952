//! Colours, and colour scales.

use plotters::style::RGBColor;

use super::frame::projection::Scale;
use crate::analysis::stats::extent::Extent;

/// Values between two ends: their positions, for sizes, and their colours on viridis, of which low is dark violet and high
/// yellow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColourScale {
    /// The values at the ends.
    pub extent: Extent,
    /// Equal steps or equal factors.
    pub scale: Scale,
}

impl ColourScale {
    /// The position of a value between the ends, 0 to 1; one half when there is only one value. `None` for a missing value,
    /// and on a log scale for one not above zero.
    #[must_use]
    pub fn fraction(&self, value: f64) -> Option<f64> {
        let at = |v: f64| match self.scale {
            Scale::Linear => v,
            Scale::Log => v.ln(),
        };
        let (low, high) = (at(self.extent.min), at(self.extent.max));
        let fraction = if high > low { (at(value) - low) / (high - low) } else { 0.5 };
        (fraction.is_finite() && at(value).is_finite()).then(|| fraction.clamp(0.0, 1.0))
    }

    /// The colour of a value; `None` as for [`Self::fraction`].
    #[must_use]
    pub fn at(&self, value: f64) -> Option<RGBColor> {
        self.fraction(value).map(viridis)
    }
}

/// Viridis at 0 to 1.
#[must_use]
pub fn viridis(fraction: f64) -> RGBColor {
    let colour = colorous::VIRIDIS.eval_continuous(fraction.clamp(0.0, 1.0));
    RGBColor(colour.r, colour.g, colour.b)
}

/// `#rrggbb`, for the parts of a chart that are HTML.
#[must_use]
pub fn css(RGBColor(r, g, b): RGBColor) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_viridis_ends() {
        let scale = ColourScale { extent: Extent { min: 1.0, max: 32.0 }, scale: Scale::Log };
        assert_eq!(scale.at(1.0).map(css).as_deref(), Some("#440154"));
        assert_eq!(scale.at(32.0).map(css).as_deref(), Some("#fde725"));
        assert!(scale.fraction(2.0).is_some_and(|f| (f - 0.2).abs() < 1e-12));
        assert_eq!(scale.at(0.0), None);
        assert_eq!(scale.at(f64::NAN), None);
    }

    #[test]
    fn one_value_is_the_middle() {
        let scale = ColourScale { extent: Extent { min: 7.0, max: 7.0 }, scale: Scale::Linear };
        assert_eq!(scale.fraction(7.0), Some(0.5));
    }
}

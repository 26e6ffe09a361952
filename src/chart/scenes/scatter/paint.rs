//! Colours and sizes of the scatter chart's marks: hardware and batch size, or batch size on viridis as in the notebook.

use crate::chart::colour::ColourScale;
use crate::chart::marks::raster_marks;
use crate::chart::marks::raster_marks::{Kind, Look};
use crate::chart::theme::Theme;

/// What colour and size of a mark mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Paint {
    /// Colour is hardware; size is the batch size between these ends, where there is one.
    Hardware(Option<ColourScale>),
    /// Colour is the batch size, where there is one; all marks have one size.
    Viridis(Option<ColourScale>),
}

/// Radius of the smallest and of the largest mark, CSS px, of a chart of few.
const SIZES_CSS: (f64, f64) = (3.5, 6.0);
/// The next larger mark, CSS px. As few sizes as this makes keep sprites few.
const SIZE_STEP_CSS: f64 = 0.5;
/// The smallest mark as a share of the largest, of a chart of many.
const SMALLEST_OF_MANY: f64 = 0.7;
/// Opacity of marks, and of those that break a limit, %.
const ALPHA_PERCENT: u32 = 85;
const FADED_PERCENT: u32 = 22;

/// The radius for a batch size at this position between the ends, on a chart of so many marks, CSS px. A run without a batch
/// size has a mark of middle size, as one has where all are equal.
#[must_use]
pub fn size_css(fraction: Option<f64>, count: usize) -> f64 {
    let fraction = fraction.unwrap_or(0.5);
    let largest = raster_marks::radius_css(count, SIZES_CSS.1);
    if largest < SIZES_CSS.1 {
        // So small that they hardly differ: three sizes.
        let step = (fraction * 2.0).round() / 2.0;
        return largest * (SMALLEST_OF_MANY + (1.0 - SMALLEST_OF_MANY) * step);
    }
    let steps = (SIZES_CSS.1 - SIZES_CSS.0) / SIZE_STEP_CSS;
    SIZES_CSS.0 + (fraction * steps).round() * SIZE_STEP_CSS
}

impl Paint {
    /// What a mark of a kind looks like on a chart of so many.
    #[must_use]
    pub fn look(&self, kind: &Kind, count: usize, theme: &Theme) -> Look {
        let value = f64::from_bits(kind.value);
        let alpha_percent = if kind.faded { FADED_PERCENT } else { ALPHA_PERCENT };
        match self {
            Self::Hardware(sizes) => {
                let fill = theme.hue(kind.hardware as usize);
                let radius_css = size_css(sizes.and_then(|sizes| sizes.fraction(value)), count);
                let outline = if kind.faded { fill } else { theme.paper };
                Look { symbol: kind.symbol, fill, outline, radius_css, alpha_percent }
            }
            Self::Viridis(colours) => Look {
                symbol: kind.symbol,
                fill: colours.and_then(|scale| scale.at(value)).unwrap_or(theme.muted),
                outline: theme.ink,
                radius_css: raster_marks::radius_css(count, theme.mark_px),
                alpha_percent,
            },
        }
    }

    /// Whether the chart looks as the notebook's.
    #[must_use]
    pub fn is_notebook(&self) -> bool {
        matches!(self, Self::Viridis(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_grow_in_small_steps() {
        let sizes: Vec<f64> = (0..=5).map(|at| size_css(Some(f64::from(at) / 5.0), 100)).collect();
        assert_eq!(sizes, [3.5, 4.0, 4.5, 5.0, 5.5, 6.0]);
        assert_eq!(size_css(None, 100), size_css(Some(0.5), 100));
        let many: Vec<f64> = [0.0, 0.5, 1.0].map(|at| size_css(Some(at), 100_000)).to_vec();
        assert!(many.is_sorted() && many[2] == 3.0 && many[0] >= 2.0, "{many:?}");
    }
}

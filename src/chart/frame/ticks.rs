//! Axis ticks: round values, no closer than their labels allow.

use super::projection::{Axis, Scale};
use crate::format::numbers;

/// A labelled value on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// The value in data space.
    pub value: f64,
    /// Its label.
    pub label: String,
}

/// The ticks of an axis that is `length_css` long, at least `gap_css` apart.
#[must_use]
pub fn ticks(axis: &Axis, length_css: f64, gap_css: f64) -> Vec<Tick> {
    let most = (length_css / gap_css).floor().max(1.0);
    match axis.scale() {
        Scale::Linear => linear(axis, most),
        Scale::Log => log(axis, length_css, gap_css).unwrap_or_else(|| linear(axis, most)),
    }
}

/// Multiples of 1, 2 or 5 times a power of ten.
fn linear(axis: &Axis, most: f64) -> Vec<Tick> {
    let range = axis.range();
    let rough = (range.max - range.min) / most;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|&s| s >= rough).unwrap_or(10.0 * power);
    let first = (range.min / step).ceil();
    let last = (range.max / step).floor();
    // A range so narrow that its steps are lost in rounding has no round ticks.
    if !(first.is_finite() && last.is_finite() && last - first < 1e3) {
        return Vec::new();
    }
    let count = (last - first) as i64 + 1;
    (0..count.max(0))
        .map(|i| (first + i as f64) * step)
        .map(|value| Tick { value, label: numbers::tick(value, step) })
        .collect()
}

/// 1, 2, 5 in each power of ten, or fewer where they would crowd; `None` when a log axis is so short that these would
/// be too few, and linear ticks say more.
fn log(axis: &Axis, length_css: f64, gap_css: f64) -> Option<Vec<Tick>> {
    let range = axis.range();
    // The ends of an axis around the smallest or largest numbers there are round to 0 and infinity.
    let exponent = |value: f64| value.log10().clamp(-308.0, 308.0);
    let (low, high) = (exponent(range.min).floor() as i32, exponent(range.max).ceil() as i32);
    let decade_css = length_css / (exponent(range.max) - exponent(range.min));
    // The closest neighbours of {1, 2, 5} are a factor of two apart, of {1, 3} a factor of three.
    let within: &[f64] = match decade_css {
        d if d * 2f64.log10() >= gap_css => &[1.0, 2.0, 5.0],
        d if d * 3f64.log10() >= gap_css => &[1.0, 3.0],
        _ => &[1.0],
    };
    let every = (gap_css / decade_css).ceil().max(1.0) as i32;
    let values: Vec<f64> = (low..=high)
        .filter(|exponent| exponent.rem_euclid(every) == 0)
        .flat_map(|exponent| within.iter().map(move |m| m * 10f64.powi(exponent)))
        .filter(|value| (range.min..=range.max).contains(value))
        .collect();
    (values.len() >= 3)
        .then(|| values.into_iter().map(|value| Tick { value, label: numbers::tick(value, value) }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::stats::extent::Extent;

    fn labels(min: f64, max: f64, scale: Scale, length_css: f64) -> Vec<String> {
        let axis = Axis::around(Some(Extent { min, max }), scale);
        ticks(&axis, length_css, 60.0).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn round_values() {
        assert_eq!(labels(0.0, 100.0, Scale::Linear, 400.0), ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(labels(44_496.0, 74_457.0, Scale::Linear, 400.0), ["50k", "60k", "70k"]);
        assert_eq!(labels(1.0, 1000.0, Scale::Log, 460.0), ["1", "3", "10", "30", "100", "300", "1,000"]);
    }

    #[test]
    fn a_short_log_axis_counts_evenly() {
        assert_eq!(labels(250.0, 700.0, Scale::Log, 400.0), ["300", "400", "500", "600", "700"]);
    }

    #[test]
    fn ticks_lie_inside_and_apart() {
        for (min, max) in [(1e-300, 1e300), (1.0, 1e9), (0.001, 5.0), (52.0, 1352.0), (1.0, 1.0), (3.0, 4.0)] {
            for scale in [Scale::Linear, Scale::Log] {
                for length in [120.0, 300.0, 900.0] {
                    let axis = Axis::around(Some(Extent { min, max }), scale);
                    let at: Vec<f64> =
                        ticks(&axis, length, 50.0).iter().map(|tick| axis.fraction(tick.value) * length).collect();
                    assert!(at.iter().all(|x| (-1e-6..=length + 1e-6).contains(x)), "{min} {max} {scale:?} {length}");
                    // Linear ticks on a log axis crowd towards its end; a third of the gap is still legible.
                    assert!(at.windows(2).all(|w| w[1] - w[0] >= 50.0 / 3.0), "{min} {max} {scale:?} {length} {at:?}");
                }
            }
        }
    }
}

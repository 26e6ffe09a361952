//! Axis ticks: round values, no closer than their labels allow.

use super::projection::{Axis, Scale};
use crate::analysis::stats::order;
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

/// More measured values than these are no few settings, but a measure of its own.
const MOST_VALUES: usize = 60;
/// The least distance between ticks at measured values.
const LEAST_GAP_CSS: f64 = 13.0;
/// Between the labels of two of them.
const LABEL_GAP_CSS: f64 = 6.0;

/// The values that occur, rising, where they are few; none where they are more, as round ticks say more then. Infinite and
/// missing values have no tick. `O(n)`.
#[must_use]
pub fn measured(values: &[f64]) -> Vec<f64> {
    let mut found: Vec<f64> = Vec::new();
    let mut last = f64::NAN;
    for &value in values.iter().filter(|value| value.is_finite()) {
        if value == last {
            continue;
        }
        last = value;
        if let Err(place) = found.binary_search_by(|known| known.total_cmp(&value)) {
            if found.len() == MOST_VALUES {
                return Vec::new();
            }
            found.insert(place, value);
        }
    }
    found
}

/// Ticks at values that were measured, as far as there is room: powers of two first, and of others the lower first.
/// `half_css` is half of what a label takes along the axis. `None` where fewer than two would remain.
#[inline(never)]
#[must_use]
pub fn at_values(axis: &Axis, values: &[f64], length_css: f64, half_css: &dyn Fn(&str) -> f64) -> Option<Vec<Tick>> {
    let is_power = |value: f64| value > 0.0 && value.log2().fract() == 0.0;
    let (powers, others): (Vec<f64>, Vec<f64>) = values.iter().partition(|&&value| is_power(value));
    let mut kept: Vec<(f64, f64, Tick)> = Vec::new();
    for value in powers.into_iter().chain(others) {
        let at = axis.fraction(value) * length_css;
        // Not NaN either.
        if !(at >= -1e-6 && at <= length_css + 1e-6) {
            continue;
        }
        let label = numbers::short(value);
        let half = half_css(&label);
        let is_free = |(other, other_half, _): &(f64, f64, Tick)| {
            (at - other).abs() >= LEAST_GAP_CSS.max(half + other_half + LABEL_GAP_CSS)
        };
        if kept.iter().all(is_free) {
            kept.push((at, half, Tick { value, label }));
        }
    }
    order::sort_by(&mut kept, |a, b| a.0.total_cmp(&b.0));
    (kept.len() > 1).then(|| kept.into_iter().map(|(_, _, tick)| tick).collect())
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
    // One value alone gives no scale.
    if count < 2 && most < 16.0 {
        return linear(axis, most * 2.0);
    }
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
    // Over more than a power of ten linear ticks crowd at the upper end.
    let few = if decade_css < length_css { 2 } else { 3 };
    (values.len() >= few)
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

    fn shown(values: &[f64], scale: Scale, length_css: f64) -> Option<String> {
        let axis = Axis::around(Extent::of(values.iter().copied()), scale);
        let ticks = at_values(&axis, values, length_css, &|label| label.len() as f64 * 3.7)?;
        Some(ticks.iter().map(|tick| tick.label.as_str()).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn measured_values_have_the_ticks() {
        let vus = [1.0, 2.0, 4.0, 6.0, 8.0];
        assert_eq!(shown(&vus, Scale::Linear, 400.0).as_deref(), Some("1 2 4 6 8"));
        let batches = [16.0, 32.0, 64.0, 128.0, 256.0, 512.0, 1024.0];
        assert_eq!(shown(&batches, Scale::Log, 400.0).as_deref(), Some("16 32 64 128 256 512 1,024"));
        // Where there is little room powers of two stay.
        let dense: Vec<f64> = (1..=20).map(f64::from).collect();
        assert_eq!(shown(&dense, Scale::Linear, 200.0).as_deref(), Some("1 4 6 8 10 13 16 19"));
        assert_eq!(shown(&[7.0], Scale::Linear, 400.0), None);
        assert_eq!(shown(&[f64::NAN, f64::INFINITY, -1.0], Scale::Log, 400.0), None);
        assert_eq!(measured(&[4.0, 4.0, f64::NAN, 1.0, 4.0, f64::INFINITY, 2.0]), [1.0, 2.0, 4.0]);
        let many: Vec<f64> = (0..200).map(f64::from).collect();
        assert!(measured(&many).is_empty());
    }

    #[test]
    fn a_short_log_axis_counts_evenly() {
        assert_eq!(labels(250.0, 700.0, Scale::Log, 400.0), ["300", "400", "500", "600", "700"]);
    }

    #[test]
    fn a_short_axis_has_two_ticks() {
        for (min, max) in [(0.9, 1.1), (7.0, 7.0), (0.0, 1.0), (99.0, 101.0), (250.0, 700.0), (0.0, 3e-9), (48.0, 52.0)]
        {
            for scale in [Scale::Linear, Scale::Log] {
                for length in [30.0, 60.0, 90.0, 140.0] {
                    let axis = Axis::around(Some(Extent { min, max }), scale);
                    let ticks = ticks(&axis, length, 40.0);
                    let labels: Vec<&str> = ticks.iter().map(|tick| tick.label.as_str()).collect();
                    assert!(labels.len() > 1 && labels[0] != labels[1], "{min} {max} {scale:?} {length}: {labels:?}");
                }
            }
        }
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

//! Vertical line at a value of the x axis, with a label.

use plotters::prelude::DrawingBackend;
use plotters::style::Color;

use super::projection::Projection;
use super::texts;
use crate::chart::marks::dashes::dashes;
use crate::chart::painter::{Anchor, DrawError, Painter};
use crate::chart::theme::Theme;

/// The line.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The value; one outside the axis is not drawn.
    pub x: f64,
    /// The label beside its upper end.
    pub label: String,
    /// Dashed and grey for a present value, or solid in the accent for a result.
    pub dashed: bool,
}

/// Draws rules with their labels.
pub fn draw<DB: DrawingBackend>(
    painter: &mut Painter<'_, DB>,
    projection: &Projection,
    rules: &[Rule],
    theme: &Theme,
) -> Result<(), DrawError<DB>> {
    let area = projection.area;
    for (Rule { x, label, dashed }, label_at) in rules.iter().zip(places(projection, rules, theme.label_px)) {
        let Some((left, top)) = label_at else { continue };
        let at = across(projection, *x);
        let colour = if *dashed { theme.muted } else { theme.accent };
        if *dashed {
            for dash in dashes(&[(at, area.top), (at, area.bottom)], 5.0, 4.0) {
                painter.path(&dash, colour.to_rgba(), 1.0)?;
            }
        } else {
            painter.rule((at, area.top), (at, area.bottom), colour)?;
        }
        // Estimated widths are an upper bound: beside its line a text begins or ends at it.
        let (anchor, from) = match left < at {
            true => (Anchor::EndsAt, left + texts::width(label, theme.label_px)),
            false => (Anchor::BeginsAt, left),
        };
        painter.text(label, (from, top), anchor, theme.label_px, colour)?;
    }
    Ok(())
}

/// Room between a line and a label.
const GAP_CSS: f64 = 5.0;
/// From one row of labels to the next, as a share of the font's size.
const ROW: f64 = 1.3;

fn across(projection: &Projection, x: f64) -> f64 {
    projection.area.left + projection.x.fraction(x) * projection.area.width()
}

/// The upper left corners of the labels, `None` of a rule beside the axis: beside the upper end of their line, where they
/// meet neither another line nor another label; below one another where there is no such place.
fn places(projection: &Projection, rules: &[Rule], size: f64) -> Vec<Option<(f64, f64)>> {
    let area = projection.area;
    let lines: Vec<f64> = rules.iter().map(|rule| across(projection, rule.x)).collect();
    let mut taken: Vec<(f64, f64, usize)> = Vec::new();
    let place = |(nth, rule): (usize, &Rule)| {
        let (at, wide) = (lines[nth], texts::width(&rule.label, size));
        if !area.shows((at, area.top)) {
            return None;
        }
        let (right, left) = (at + GAP_CSS, at - GAP_CSS - wide);
        let first = if at > area.left + area.width() * 0.6 { left } else { right };
        let is_free = |&(from, row): &(f64, usize)| {
            let to = from + wide;
            let crosses = |&x: &f64| x > from - 2.0 && x < to + 2.0;
            let meets =
                |other: &(f64, f64, usize)| other.2 == row && from < other.1 + GAP_CSS && other.0 < to + GAP_CSS;
            from >= area.left && to <= area.right && !lines.iter().any(crosses) && !taken.iter().any(meets)
        };
        let mut tries = (0..rules.len()).flat_map(|row| [(first, row), (left + right - first, row)]);
        let (from, row) = tries.find(is_free).unwrap_or((first, nth));
        taken.push((from, from + wide, row));
        Some((from, area.top + row as f64 * size * ROW))
    };
    rules.iter().enumerate().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::stats::extent::Extent;
    use crate::chart::frame::PlotArea;
    use crate::chart::frame::projection::{Axis, Scale};

    #[test]
    fn labels_meet_neither_each_other_nor_another_line() {
        let axis = Axis::exact(Some(Extent { min: 0.0, max: 100.0 }), Scale::Linear);
        // A phone's plot, and that of a frame.
        for right in [336.0, 560.0] {
            let area = PlotArea { left: 74.0, top: 28.0, right, bottom: 236.0 };
            let projection = Projection { area, x: axis, y: axis };
            let rule = |x: f64, label: &str| Rule { x, label: label.to_owned(), dashed: false };
            for (switch, now) in (1..100).flat_map(|switch| (1..51).map(move |now| (f64::from(switch), f64::from(now))))
            {
                if switch < 62.0 && now < 50.0 {
                    continue;
                }
                let rules = [rule(switch, "$1.93"), rule(now, "now $0.80")];
                let at = rules.each_ref().map(|rule| across(&projection, rule.x));
                let placed = places(&projection, &rules, 12.0);
                let boxes: Vec<(f64, f64, f64)> = rules
                    .iter()
                    .zip(placed)
                    .map(|(rule, place)| place.map(|(x, y)| (x, x + texts::width(&rule.label, 12.0), y)).unwrap())
                    .collect();
                assert!(boxes.iter().all(|&(from, to, _)| from >= area.left && to <= area.right), "{switch} {now}");
                let (first, second) = (boxes[0], boxes[1]);
                assert!(first.2 != second.2 || first.1 < second.0 || second.1 < first.0, "{switch} {now}: {boxes:?}");
                assert!(!(first.0..=first.1).contains(&at[1]), "{switch} {now}: {boxes:?}");
                assert!(!(second.0..=second.1).contains(&at[0]), "{switch} {now}: {boxes:?}");
            }
        }
    }

    #[test]
    fn a_rule_beside_the_axis_has_no_place() {
        let axis = Axis::exact(Some(Extent { min: 0.0, max: 1.0 }), Scale::Linear);
        let area = PlotArea { left: 0.0, top: 0.0, right: 100.0, bottom: 100.0 };
        let rules = [2.0, f64::NAN].map(|x| Rule { x, label: "late".to_owned(), dashed: true });
        assert_eq!(places(&Projection { area, x: axis, y: axis }, &rules, 12.0), [None, None]);
    }
}

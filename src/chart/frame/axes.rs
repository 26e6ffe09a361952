//! The plot area with grid lines, tick labels and axis titles.

use plotters::prelude::DrawingBackend;

use super::projection::{Axis, Projection};
use super::ticks::{Tick, at_values, ticks};
use super::{Frame, PlotArea};
use crate::chart::painter::{Anchor, DrawError, Painter};
use crate::chart::theme::Theme;
use crate::format::numbers;

/// Room between neighbouring labels along an axis.
const GAP_X_CSS: f64 = 64.0;
const GAP_Y_CSS: f64 = 40.0;
/// The same on a low chart: closer, or there would be only two ticks.
const LEAST_GAP_Y_CSS: f64 = 24.0;
/// Height of a plot area from which the wide gap is used.
const HIGH_CSS: f64 = 240.0;
/// Room that one character of a label takes, as a share of the font's size. Measuring text would need the browser.
const CHAR_WIDTH: f64 = 0.62;

fn gap_y(height_css: f64) -> f64 {
    (GAP_Y_CSS * height_css / HIGH_CSS).clamp(LEAST_GAP_Y_CSS, GAP_Y_CSS)
}

/// Room right of the plot area.
pub(crate) const RIGHT_CSS: f64 = 14.0;

/// Lays out the axes of a chart; the left margin is as wide as the y labels.
#[must_use]
pub fn project(frame: &Frame, axes: (Axis, Axis), titles: &Titles, theme: &Theme) -> Projection {
    project_beside(frame, axes, titles, RIGHT_CSS, theme)
}

/// The same with so much room right of the plot area.
#[must_use]
pub fn project_beside(
    frame: &Frame,
    (x, y): (Axis, Axis),
    titles: &Titles,
    right_css: f64,
    theme: &Theme,
) -> Projection {
    let top = theme.label_px * 2.2;
    let bottom = (frame.height_css - theme.label_px * 3.6 - titles.below_css).max(top + 1.0);
    let longest = upwards(&y, bottom - top, titles).iter().map(|tick| tick.label.chars().count()).max();
    let left = (longest.unwrap_or(0) as f64 * theme.label_px * CHAR_WIDTH + 12.0).min(frame.width_css * 0.4);
    let right = (frame.width_css - right_css).max(left + 1.0);
    Projection { area: PlotArea { left, top, right, bottom }, x, y }
}

/// The titles of both axes, with units, and where their ticks stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Titles {
    /// Under the x axis.
    pub x: String,
    /// Above the y axis, horizontal.
    pub y: String,
    /// The values that were measured across, rising, if ticks stand at those; empty for ticks at round values.
    pub x_at: Vec<f64>,
    /// The same upwards.
    pub y_at: Vec<f64>,
    /// How amounts of money across are labelled; `None` for plain numbers.
    pub x_money: Option<Money>,
    /// The same upwards.
    pub y_money: Option<Money>,
    /// Room between the plot area and the labels of the x axis, CSS px, where something else stands.
    pub below_css: f64,
}

/// Money on an axis: what stands before an amount, and what its values are multiplied by to be shown, a power of ten, so
/// that round values stay round.
#[derive(Clone, Debug, PartialEq)]
pub struct Money {
    /// `$`.
    pub currency: String,
    /// `1e-3` where the values are $ per 1 billion and $ per 1 million are shown.
    pub factor: f64,
}

/// Ticks labelled as money: all with cents where one has some.
fn as_money(mut ticks: Vec<Tick>, money: Option<&Money>) -> Vec<Tick> {
    let Some(Money { currency, factor }) = money else { return ticks };
    let has_cents = ticks.iter().any(|tick| !is_whole(tick.value * factor));
    for tick in &mut ticks {
        tick.label = numbers::money_tick(currency, tick.value * factor, has_cents);
    }
    ticks
}

/// But for rounding.
fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() <= 1e-9 * value.abs()
}

/// The ticks of the y axis.
fn upwards(axis: &Axis, length_css: f64, titles: &Titles) -> Vec<Tick> {
    let values = &titles.y_at;
    let measured = (!values.is_empty()).then(|| at_values(axis, values, length_css, &|_| 0.0)).flatten();
    as_money(measured.unwrap_or_else(|| ticks(axis, length_css, gap_y(length_css))), titles.y_money.as_ref())
}

/// The ticks of the x axis.
fn across(axis: &Axis, length_css: f64, titles: &Titles, theme: &Theme) -> Vec<Tick> {
    let (half, values) = (|label: &str| half_css(label, theme), &titles.x_at);
    let measured = (!values.is_empty()).then(|| at_values(axis, values, length_css, &half)).flatten();
    as_money(measured.unwrap_or_else(|| ticks(axis, length_css, GAP_X_CSS)), titles.x_money.as_ref())
}

/// Half of the room that a label takes.
fn half_css(label: &str, theme: &Theme) -> f64 {
    label.chars().count() as f64 * theme.label_px * CHAR_WIDTH / 2.0
}

/// A part of the plot area, from one x to another, CSS px, as high as the area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Zone {
    /// Its left edge.
    pub from: f64,
    /// Its right edge.
    pub to: f64,
}

/// Draws paper, grid, labels and titles.
pub fn draw<DB: DrawingBackend>(
    painter: &mut Painter<'_, DB>,
    frame: &Frame,
    projection: &Projection,
    titles: &Titles,
    theme: &Theme,
) -> Result<(), DrawError<DB>> {
    draw_over(painter, (frame, projection), titles, &Over::default(), theme)
}

/// What else lies on the axes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Over {
    /// A sunk zone below the grid.
    pub zone: Option<Zone>,
    /// Where under the x axis something else stands, from one x to another, CSS px: no label of a tick is there.
    pub across: Vec<(f64, f64)>,
    /// The same beside the y axis, from one y to another.
    pub upwards: Vec<(f64, f64)>,
    /// Whether the grid has horizontal lines alone.
    pub level_grid: bool,
}

/// From something on an axis to the nearest label of a tick, CSS px.
const TAG_GAP_CSS: f64 = 4.0;

fn is_free(taken: &[(f64, f64)], from: f64, to: f64) -> bool {
    taken.iter().all(|&(other_from, other_to)| to + TAG_GAP_CSS < other_from || from - TAG_GAP_CSS > other_to)
}

/// The same beside what else lies on the axes.
pub fn draw_over<DB: DrawingBackend>(
    painter: &mut Painter<'_, DB>,
    (frame, projection): (&Frame, &Projection),
    titles: &Titles,
    over: &Over,
    theme: &Theme,
) -> Result<(), DrawError<DB>> {
    let area = projection.area;
    painter.fill_rect((0.0, 0.0), (frame.width_css, frame.height_css), theme.paper)?;
    if let Some(Zone { from, to }) = over.zone {
        painter.fill_rect((from, area.top), (to, area.bottom), theme.sunk)?;
    }
    for Tick { value, label } in upwards(&projection.y, area.height(), titles) {
        let y = area.bottom - projection.y.fraction(value) * area.height();
        painter.rule((area.left, y), (area.right, y), theme.grid)?;
        if is_free(&over.upwards, y - theme.label_px / 2.0, y + theme.label_px / 2.0) {
            painter.text(&label, (area.left - 8.0, y), Anchor::Left, theme.label_px, theme.muted)?;
        }
    }
    let mut taken = over.across.clone();
    for Tick { value, label } in across(&projection.x, area.width(), titles, theme) {
        let x = area.left + projection.x.fraction(value) * area.width();
        if !over.level_grid {
            painter.rule((x, area.top), (x, area.bottom), theme.grid)?;
        }
        // Round values on a logarithmic axis may be closer than their labels are wide.
        let half = half_css(&label, theme);
        if is_free(&taken, x - half, x + half) {
            taken.push((x - half, x + half));
            painter.text(
                &label,
                (x, area.bottom + titles.below_css + 7.0),
                Anchor::Below,
                theme.label_px,
                theme.muted,
            )?;
        }
    }
    let title_y = frame.height_css - theme.label_px * 1.4;
    painter.text(&titles.x, (area.right, title_y), Anchor::EndsAt, theme.label_px, theme.ink)?;
    painter.text(&titles.y, (2.0, 2.0), Anchor::BeginsAt, theme.label_px, theme.ink)
}

/// The ends of the grid lines that [`draw_over`] draws, in its order: from the left to the right, and from the upper to the
/// lower edge.
#[must_use]
pub fn grid_lines(projection: &Projection, over: &Over) -> Vec<[(f64, f64); 2]> {
    let area = projection.area;
    let level = |tick: Tick| area.bottom - projection.y.fraction(tick.value) * area.height();
    let upright = |tick: Tick| area.left + projection.x.fraction(tick.value) * area.width();
    let levels = ticks(&projection.y, area.height(), gap_y(area.height())).into_iter().map(level);
    let uprights = if over.level_grid { Vec::new() } else { ticks(&projection.x, area.width(), GAP_X_CSS) };
    let uprights = uprights.into_iter().map(upright);
    levels
        .map(|y| [(area.left, y), (area.right, y)])
        .chain(uprights.map(|x| [(x, area.top), (x, area.bottom)]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::stats::extent::Extent;
    use crate::chart::frame::projection::Scale;
    use crate::chart::theme::LIGHT;

    #[test]
    fn a_low_chart_has_ticks_enough_and_room_between_them() {
        for max in [1.0, 2.0, 3.7, 9.9, 440.0, 5_000.0] {
            for height_css in [210.0, 250.0, 480.0] {
                let frame = Frame { width_css: 300.0, height_css, pixel_ratio: 1.0 };
                let y = Axis::around(Some(Extent { min: 0.0, max }), Scale::Linear);
                let Projection { area, .. } = project(&frame, (y, y), &Titles::default(), &LIGHT);
                let at: Vec<f64> = ticks(&y, area.height(), gap_y(area.height()))
                    .iter()
                    .map(|tick| y.fraction(tick.value) * area.height())
                    .collect();
                assert!(at.len() >= 3, "{max} at {height_css}: {at:?}");
                assert!(at.windows(2).all(|w| w[1] - w[0] >= LIGHT.label_px * 1.5), "{max} at {height_css}: {at:?}");
            }
        }
    }
}

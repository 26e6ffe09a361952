//! Pareto fronts as steps, of all runs and of each group, on axes of which more may be better.

use plotters::prelude::DrawingBackend;
use plotters::style::Color;

use super::scatter::Point;
use crate::chart::frame::clip::clipped;
use crate::chart::frame::projection::Projection;
use crate::chart::marks::dashes::dashes;
use crate::chart::painter::{DrawError, Painter};
use crate::chart::theme::Theme;

/// How fronts run between their points.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    /// Whether more is better from left to right.
    pub more_is_right: bool,
    /// The fronts of groups, beside that of all runs.
    pub groups: Vec<GroupFront>,
}

/// The front of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupFront {
    /// The group.
    pub label: String,
    /// Its hardware's position among the table's, which gives it its colour.
    pub hardware: usize,
    /// How many groups of that hardware stand before it, which gives it its dash.
    pub nth: usize,
    /// Positions among the scene's points, by rising x.
    pub front: Vec<usize>,
}

impl GroupFront {
    /// Dash and gap, CSS px.
    #[must_use]
    pub fn dash(&self) -> (f64, f64) {
        [(0.0, 0.0), (6.0, 3.0), (3.0, 3.0), (1.5, 3.0)][self.nth.min(3)]
    }
}

/// Not derived, as it would become part of the first view's code where it is not called.
impl PartialEq for Steps {
    #[inline(never)]
    fn eq(&self, other: &Self) -> bool {
        self.more_is_right == other.more_is_right && self.groups == other.groups
    }
}

/// Thickness of the lines, CSS px.
pub const GROUP_WIDTH_CSS: f64 = 1.5;
const WIDTH_CSS: f64 = 1.5;

impl Steps {
    /// The corners of a front in data space: between two points nothing better than the worse of each was measured.
    #[must_use]
    pub fn corners(&self, points: &[Point], front: &[usize]) -> Vec<(f64, f64)> {
        let places: Vec<(f64, f64)> = front.iter().map(|&at| (points[at].x, points[at].y)).collect();
        let mut corners: Vec<(f64, f64)> = places.first().copied().into_iter().collect();
        for pair in places.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            corners.push(if self.more_is_right { (from.0, to.1) } else { (to.0, from.1) });
            corners.push(to);
        }
        corners
    }

    /// The same on the chart, CSS px.
    #[must_use]
    pub fn line(&self, points: &[Point], front: &[usize], projection: &Projection) -> Vec<(f64, f64)> {
        self.corners(points, front).into_iter().map(|(x, y)| projection.to_css(x, y)).collect()
    }

    /// Draws the fronts of groups, and over them that of all runs, whose line is given, CSS px; in the notebook's mode as
    /// that has its own.
    pub fn draw<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        projection: &Projection,
        (points, line, is_notebook): (&[Point], &[(f64, f64)], bool),
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        if !self.groups.is_empty() {
            self.draw_groups(painter, projection, points, theme)?;
        }
        let (colour, (on, off)) = if is_notebook { (theme.notebook, (7.0, 4.0)) } else { (theme.ink, (0.0, 0.0)) };
        for part in clipped(line, &projection.area) {
            for dash in dashes(&part, on, off) {
                painter.path(&dash, colour.to_rgba(), WIDTH_CSS)?;
            }
        }
        Ok(())
    }

    #[inline(never)]
    fn draw_groups<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        projection: &Projection,
        points: &[Point],
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        for group in &self.groups {
            let (on, off) = group.dash();
            let ink = theme.hue(group.hardware).to_rgba();
            for part in clipped(&self.line(points, &group.front, projection), &projection.area) {
                for dash in dashes(&part, on, off) {
                    painter.path(&dash, ink, GROUP_WIDTH_CSS)?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::marks::symbol::Symbol;

    #[test]
    fn steps_pass_through_what_both_points_reach() {
        let at = |x, y| Point { row: 0, x, y, value: 1.0, symbol: Symbol::nth(0), hardware: 0 };
        let falling = [at(1.0, 9.0), at(4.0, 2.0)];
        let corners = |more_is_right| Steps { more_is_right, groups: Vec::new() }.corners(&falling, &[0, 1]);
        // Both high: with at least 2 to 4 across, 2 upwards is what there is.
        assert_eq!(corners(true), [(1.0, 9.0), (1.0, 2.0), (4.0, 2.0)]);
        // Both low: with at most 1 to 4 across, 9 upwards is what there is.
        assert_eq!(corners(false), [(1.0, 9.0), (4.0, 9.0), (4.0, 2.0)]);
        let none = Steps::default();
        assert!(none.corners(&falling, &[]).is_empty());
        assert_eq!(none.corners(&falling, &[1]), [(4.0, 2.0)]);
    }
}

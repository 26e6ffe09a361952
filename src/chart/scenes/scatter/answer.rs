//! The answer on the scatter chart: its star, and its values on the axes beside that of the limit.

use plotters::prelude::DrawingBackend;
use plotters::style::Color;

use super::Scene;
use super::tags::Tag;
use crate::chart::frame::projection::Projection;
use crate::chart::interactive::Placed;
use crate::chart::marks::star;
use crate::chart::painter::{DrawError, Painter};
use crate::chart::theme::Theme;

/// The run that has the star.
#[derive(Clone, Debug, PartialEq)]
pub struct Star {
    /// Its row in the table. It is not among the points where its marks are hidden.
    pub row: usize,
    /// Its x, as that of a point.
    pub x: f64,
    /// Its y.
    pub y: f64,
    /// Where its mark is, where the star stands elsewhere: at another load than the run's.
    pub run: Option<(f64, f64)>,
    /// Its values in words, for the axes; none in the notebook's chart.
    pub tags: Option<[String; 2]>,
}

/// Radius of the star.
const STAR_CSS: f64 = 11.0;
const SMALL_STAR_CSS: f64 = 9.0;
/// Radius of the ring around its mark.
const RING_CSS: f64 = 8.0;

/// Below this width of a plot area the answer's value stands on the strip: on the axis it would hide most of its labels.
const NARROW_CSS: f64 = 400.0;
/// How high it is, with its distance to what is above it.
const TAG_CSS: f64 = 21.0;

impl Star {
    /// Whether it stands elsewhere than at its run's mark.
    #[must_use]
    pub fn is_apart(&self) -> bool {
        self.run.is_some()
    }
}

impl Scene {
    pub(super) fn draw_star<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        let Some(Star { x, y, run, .. }) = self.star else { return Ok(()) };
        let (place, area) = (projection.to_css(x, y), projection.area);
        if !area.shows(place) {
            return Ok(());
        }
        if self.paint.is_notebook() {
            return star::draw(painter, place, STAR_CSS, theme.notebook, theme.ink);
        }
        if let Some(run) = run {
            draw_ring(painter, place, run, projection, theme)?;
        }
        painter.rule((area.left, place.1), place, theme.edge)?;
        painter.rule(place, (place.0, area.bottom + self.titles.below_css), theme.edge)?;
        star::draw(painter, place, SMALL_STAR_CSS, theme.accent, theme.paper)
    }

    /// The answer's row at its star, where that is not at its mark.
    #[inline(never)]
    pub(super) fn add_star(&self, projection: &Projection, placed: &mut Vec<Placed>) {
        if let Some(Star { row, x, y, .. }) = self.star {
            placed.push((row, projection.to_css(x, y)));
        }
    }

    /// The values of the limit and of the answer on the axes: across, and upwards.
    pub(super) fn tags(&self, projection: &Projection, theme: &Theme) -> [Vec<Tag>; 2] {
        let limit = self.limit.as_ref().and_then(|limit| limit.on_axis(projection, self.titles.below_css, theme));
        let (mut across, mut upwards) = (Vec::new(), Vec::new());
        if let Some(Star { x, y, tags: Some([x_tag, y_tag]), .. }) = &self.star {
            let place = projection.to_css(*x, *y);
            let colours = (theme.ink, theme.paper);
            if projection.area.shows(place) {
                let below_css = self.titles.below_css;
                let is_raised = projection.area.width() < NARROW_CSS && below_css >= TAG_CSS;
                let below_css = if is_raised { below_css - TAG_CSS } else { below_css };
                let tag = Tag::below(x_tag, (place.0, below_css), projection, colours, theme);
                across.extend(match &limit {
                    Some(limit) => tag.left_of(limit),
                    None => Some(tag),
                });
                upwards.push(Tag::beside(y_tag, place.1, projection, colours, theme));
            }
        }
        across.extend(limit);
        [across, upwards]
    }
}

/// The answer's mark where its star stands elsewhere, and both are on the chart: a ring, and a line between the two.
#[inline(never)]
fn draw_ring<DB: DrawingBackend>(
    painter: &mut Painter<'_, DB>,
    star: (f64, f64),
    (x, y): (f64, f64),
    projection: &Projection,
    theme: &Theme,
) -> Result<(), DrawError<DB>> {
    let (mark, colour) = (projection.to_css(x, y), theme.accent.to_rgba());
    if !projection.area.shows(mark) {
        return Ok(());
    }
    painter.path(&[star, mark], colour, 1.0)?;
    painter.circle(mark, RING_CSS, colour, false)
}

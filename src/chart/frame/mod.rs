//! The frame of a chart: its size, plot area, axes and labels.

pub mod axes;
pub mod bands;
pub mod clip;
pub mod line_labels;
pub mod projection;
pub mod rule;
pub mod texts;
pub mod ticks;
pub mod window;

/// The size of a chart; zero until the page has been laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Frame {
    /// Width, CSS px.
    pub width_css: f64,
    /// Height, CSS px.
    pub height_css: f64,
    /// Backing pixels per CSS pixel.
    pub pixel_ratio: f64,
}

impl Frame {
    /// The size of the backing store, px; at least 1 × 1, as a canvas of no size cannot be drawn on.
    #[must_use]
    pub fn backing(&self) -> (u32, u32) {
        let backing = |css: f64| (css * self.pixel_ratio).round().max(1.0) as u32;
        (backing(self.width_css), backing(self.height_css))
    }

    /// Whether the chart is visible: a hidden one has no width.
    #[must_use]
    pub fn is_visible(&self) -> bool {
        self.width_css >= 1.0 && self.height_css >= 1.0
    }
}

/// The rectangle inside the axes, CSS px from the top left corner of the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlotArea {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl PlotArea {
    /// Tolerance of [`Self::shows`].
    pub const TOLERANCE_CSS: f64 = 0.5;

    /// Width, CSS px.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Height, CSS px.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Whether a point is inside, with a small tolerance, or rounding could lose one exactly on the edge.
    #[must_use]
    pub fn shows(&self, (x, y): (f64, f64)) -> bool {
        const ROOM: f64 = PlotArea::TOLERANCE_CSS;
        (self.left - ROOM..=self.right + ROOM).contains(&x) && (self.top - ROOM..=self.bottom + ROOM).contains(&y)
    }

    /// Whether a point lies inside or on the edge.
    #[must_use]
    pub fn contains(&self, (x, y): (f64, f64)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

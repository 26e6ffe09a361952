//! Device pixels: the mapping from CSS pixels, and an image.

/// The mapping from CSS pixels to device pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pixels {
    /// Pixels to a CSS pixel.
    pub ratio: f64,
    /// The origin, CSS px.
    pub origin: (f64, f64),
}

impl Pixels {
    /// The device pixel of the origin.
    #[must_use]
    pub fn corner(&self) -> (f64, f64) {
        self.snapped((0.0, 0.0), 0.0)
    }

    pub(crate) fn snapped(&self, (x, y): (f64, f64), offset: f64) -> (f64, f64) {
        let snap = |css: f64| (css * self.ratio).round() + offset;
        (snap(x + self.origin.0), snap(y + self.origin.1))
    }

    /// The width of a sharp line, and the offset of its middle from a whole pixel.
    pub(crate) fn rule_px(&self) -> (f64, f64) {
        let width_px = self.ratio.round().max(1.0);
        // A line an odd number of pixels wide is sharp when its middle lies in the middle of a pixel.
        (width_px, if width_px % 2.0 == 1.0 { 0.5 } else { 0.0 })
    }

    /// The rectangle that [`Painter::rule`](crate::chart::painter::Painter::rule) covers: upper left and lower right corner, px
    /// from [`Self::corner`].
    #[must_use]
    pub fn of_rule(&self, from: (f64, f64), to: (f64, f64)) -> ((f64, f64), (f64, f64)) {
        let ((width_px, offset), corner) = (self.rule_px(), self.corner());
        let ends = [from, to].map(|place| {
            let (x, y) = self.snapped(place, offset);
            (x - corner.0, y - corner.1)
        });
        // A line has no width along itself.
        let half = width_px / 2.0;
        let (x_half, y_half) = if from.1 == to.1 { (0.0, half) } else { (half, 0.0) };
        ((ends[0].0 - x_half, ends[0].1 - y_half), (ends[1].0 + x_half, ends[1].1 + y_half))
    }
}

/// Opaque pixels, row by row: red, green, blue and 255.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Pixels from the left edge of the chart.
    pub left: usize,
    /// Pixels from its upper edge.
    pub top: usize,
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// The pixels.
    pub rgba: Vec<[u8; 4]>,
}

//! Many marks on one image: values to pixels, one mark to a pixel, and the pictures of marks put under one another.
//!
//! Marks come from the last to the first, each under what is there already: where the image is opaque nothing is left
//! to do, and of marks on the same pixel only the last is put at all.

use crate::log2::Log2;

/// From the values of one axis to pixels of the image.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Along {
    /// Whether the place goes by the value's binary logarithm; a value not above zero then has none.
    pub logarithmic: bool,
    /// The place of zero (on a logarithmic axis, of one), px.
    pub zero_px: f64,
    /// Pixels to a unit (on a logarithmic axis, to a doubling).
    pub unit_px: f64,
    /// The first and the last place that is on the chart, px.
    pub shown_px: (f64, f64),
}

/// A mark that is the uppermost of its pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// Its position among the values given.
    pub at: usize,
    /// Its pixel, row by row.
    pub pixel: usize,
}

/// The picture of one mark: a square, its middle pixel on the mark's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Pixels from the middle to each side.
    reach: usize,
    /// For each row of pixels, from where to where there is anything.
    spans: Vec<(usize, usize)>,
    /// Red, green, blue, multiplied by the opacity, which comes last; row by row.
    pixels: Vec<[u8; 4]>,
}

impl Stamp {
    /// A stamp of `(2 · reach + 1)²` pixels: red, green and blue multiplied by the opacity, which comes last.
    ///
    /// # Panics
    /// When there are fewer or more pixels.
    #[must_use]
    pub fn new(reach: usize, pixels: Vec<[u8; 4]>) -> Self {
        let side = 2 * reach + 1;
        assert_eq!(pixels.len(), side * side, "a square");
        let span = |row: &[[u8; 4]]| {
            let from = row.iter().position(|pixel| pixel[3] > 0).unwrap_or(side);
            (from, row.iter().rposition(|pixel| pixel[3] > 0).map_or(side, |last| last + 1))
        };
        Self { reach, spans: pixels.chunks(side).map(span).collect(), pixels }
    }
}

/// An image in the making.
#[derive(Clone, Debug)]
pub struct Sheet {
    width: usize,
    height: usize,
    /// Red, green, blue, multiplied by the opacity, which comes last; row by row.
    pixels: Vec<[u8; 4]>,
    /// Whether a mark's middle is on the pixel.
    taken: Vec<bool>,
    log2: Log2,
}

impl Sheet {
    /// An image of nothing.
    #[must_use]
    pub fn new(width: usize, height: usize) -> Self {
        let pixels = width * height;
        Self { width, height, pixels: vec![[0; 4]; pixels], taken: vec![false; pixels], log2: Log2::new() }
    }

    /// Of marks at `(x, y)`, from the last to the first, those that lie on the chart and on a pixel that no mark has
    /// taken yet; the pixels are theirs from now on. They replace what is in `claimed`. `O(n)`.
    ///
    /// # Panics
    /// When the slices differ in length.
    #[inline(never)]
    pub fn claim(&mut self, (x, y): (&[f64], &[f64]), (across, up): (&Along, &Along), claimed: &mut Vec<Claimed>) {
        assert_eq!(x.len(), y.len(), "an x for every y");
        claimed.clear();
        let (width, height) = (self.width as f64, self.height as f64);
        for (at, (&x, &y)) in x.iter().zip(y).enumerate().rev() {
            let (x, y) = (self.place(x, across), self.place(y, up));
            let (Some(x), Some(y)) = (x, y) else { continue };
            // To the nearest; above zero, cutting off is rounding down.
            let (x, y) = (x + 0.5, y + 0.5);
            if !(x >= 0.0 && y >= 0.0 && x < width && y < height) {
                continue;
            }
            let pixel = y as usize * self.width + x as usize;
            if !std::mem::replace(&mut self.taken[pixel], true) {
                claimed.push(Claimed { at, pixel });
            }
        }
    }

    #[inline]
    fn place(&self, value: f64, along: &Along) -> Option<f64> {
        let units = if along.logarithmic { self.log2.of(value) } else { value };
        let place = along.zero_px + units * along.unit_px;
        (place >= along.shown_px.0 && place <= along.shown_px.1).then_some(place)
    }

    /// Puts a mark with its middle on this pixel, under all that are there already.
    #[inline(never)]
    pub fn put(&mut self, pixel: usize, stamp: &Stamp) {
        let (x, y, reach) = (pixel % self.width, pixel / self.width, stamp.reach);
        let side = 2 * reach + 1;
        // In the stamp's own pixels: what of it lies on the image.
        let (left, top) = (reach.saturating_sub(x), reach.saturating_sub(y));
        let (right, bottom) = (side.min(self.width + reach - x), side.min(self.height + reach - y));
        for row in top..bottom {
            let (from, to) = (stamp.spans[row].0.max(left), stamp.spans[row].1.min(right));
            if from >= to {
                continue;
            }
            let below = &stamp.pixels[row * side + from..row * side + to];
            let first = (y + row - reach) * self.width + x + from - reach;
            for (above, &below) in self.pixels[first..first + below.len()].iter_mut().zip(below) {
                *above = under(*above, below);
            }
        }
    }

    /// The marks on their ground, which is opaque: red, green, blue and 255 of each pixel, row by row.
    ///
    /// # Panics
    /// When the ground is of another size.
    #[must_use]
    #[inline(never)]
    pub fn on(mut self, ground: &Ground) -> Vec<[u8; 4]> {
        assert_eq!(self.pixels.len(), ground.pixels.len(), "a ground for every pixel");
        for (above, &below) in self.pixels.iter_mut().zip(&ground.pixels) {
            *above = if above[3] == 0 { below } else { under(*above, below) };
        }
        self.pixels
    }
}

/// Puts a colour under another, both multiplied by their opacity.
#[inline]
fn under(above: [u8; 4], below: [u8; 4]) -> [u8; 4] {
    let (above, below) = (u32::from_le_bytes(above), u32::from_le_bytes(below));
    let room = 255 - (above >> 24);
    if room == 0 {
        return above.to_le_bytes();
    }
    // Two channels at once, each in 16 bits. To the nearest of v / 255: (t + t / 256) / 256 with t = v + 128 is exact
    // for products of two bytes (Blinn, *Three Wrongs Make a Right*, 1995).
    let share = |channels: u32| {
        let t = channels * room + 0x0080_0080;
        (t + ((t >> 8) & 0x00ff_00ff)) >> 8 & 0x00ff_00ff
    };
    (above + (share(below & 0x00ff_00ff) | share(below >> 8 & 0x00ff_00ff) << 8)).to_le_bytes()
}

/// What marks lie on: paper and bars, opaque.
#[derive(Clone, Debug)]
pub struct Ground {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 4]>,
}

impl Ground {
    /// Nothing but paper of a colour (red, green, blue).
    #[must_use]
    pub fn new(width: usize, height: usize, [red, green, blue]: [u8; 3]) -> Self {
        Self { width, height, pixels: vec![[red, green, blue, 255]; width * height] }
    }

    /// Fills the rectangle between two places (px) with a colour; a pixel that it covers in part, in proportion.
    #[inline(never)]
    pub fn bar(&mut self, from: (f64, f64), to: (f64, f64), colour: [u8; 3]) {
        let rows = touched(from.1, to.1, self.height);
        for row in rows {
            let high = covered(row, from.1, to.1);
            for column in touched(from.0, to.0, self.width) {
                let share = high * covered(column, from.0, to.0);
                let pixel = &mut self.pixels[row * self.width + column];
                for (channel, colour) in pixel.iter_mut().zip(colour) {
                    *channel = (f64::from(*channel) * (1.0 - share) + f64::from(colour) * share).round() as u8;
                }
            }
        }
    }
}

fn touched(from: f64, to: f64, count: usize) -> std::ops::Range<usize> {
    // A place below zero becomes zero.
    (from.floor() as usize).min(count)..(to.ceil() as usize).min(count)
}

/// How much of a pixel lies between two places.
fn covered(pixel: usize, from: f64, to: f64) -> f64 {
    (to.min(pixel as f64 + 1.0) - from.max(pixel as f64)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Along = Along { logarithmic: false, zero_px: 0.0, unit_px: 1.0, shown_px: (-0.5, 100.0) };
    const DOUBLINGS: Along = Along { logarithmic: true, ..PLAIN };

    fn claim(sheet: &mut Sheet, x: &[f64], y: &[f64], across: &Along) -> Vec<(usize, usize)> {
        let mut claimed = Vec::new();
        sheet.claim((x, y), (across, &PLAIN), &mut claimed);
        claimed.iter().map(|claimed| (claimed.at, claimed.pixel)).collect()
    }

    #[test]
    fn of_marks_on_a_pixel_the_last_is_taken_once() {
        let mut sheet = Sheet::new(10, 10);
        assert_eq!(claim(&mut sheet, &[1.0, 2.0, 1.4], &[0.0, 1.0, -0.4], &PLAIN), [(2, 1), (1, 12)]);
        assert_eq!(claim(&mut sheet, &[2.0, 3.0], &[1.0, 1.0], &PLAIN), [(1, 13)]);
    }

    #[test]
    fn places_off_the_chart_or_without_a_logarithm_are_none() {
        let odd = [f64::NAN, f64::INFINITY, -1.0, 10.0, 9.4, -0.6, 0.0];
        assert_eq!(claim(&mut Sheet::new(10, 10), &odd, &[0.0; 7], &PLAIN), [(6, 0), (4, 9)]);
        let odd = [f64::NAN, 0.0, -4.0, f64::INFINITY, 8.0, 1.0];
        assert_eq!(claim(&mut Sheet::new(10, 10), &odd, &[0.0; 6], &DOUBLINGS), [(5, 0), (4, 3)]);
        let narrow = Along { shown_px: (2.0, 3.0), ..PLAIN };
        assert_eq!(claim(&mut Sheet::new(10, 10), &[1.9, 2.0, 3.0, 3.1], &[0.0; 4], &narrow), [(2, 3), (1, 2)]);
    }

    #[test]
    fn each_channel_is_put_under_in_proportion() {
        for room in 0..=255u8 {
            for below in (0..=255u8).step_by(5) {
                let got = under([0, 0, 0, 255 - room], [below, 0, below, below]);
                let share = (f64::from(below) * f64::from(room) / 255.0).round() as u8;
                assert_eq!(got, [share, 0, share, 255 - room + share]);
            }
        }
    }

    #[test]
    fn a_stamp_is_cut_at_every_edge() {
        let stamp = Stamp::new(1, vec![[9, 9, 9, 200]; 9]);
        for (pixel, inked) in [(0, 4), (4, 4), (2, 6), (12, 9), (24, 4)] {
            let mut sheet = Sheet::new(5, 5);
            sheet.put(pixel, &stamp);
            assert_eq!(sheet.pixels.iter().filter(|pixel| pixel[3] > 0).count(), inked, "{pixel}");
        }
        Sheet::new(1, 1).put(0, &stamp);
    }

    #[test]
    fn the_ground_shows_through_and_bars_cover_in_part() {
        let mut ground = Ground::new(4, 2, [200, 100, 0]);
        ground.bar((0.5, 1.0), (3.0, 9.0), [0, 0, 0]);
        ground.bar((-5.0, -5.0), (-1.0, -1.0), [1, 1, 1]);
        let mut sheet = Sheet::new(4, 2);
        sheet.put(3, &Stamp::new(0, vec![[0, 0, 128, 128]]));
        let image = sheet.on(&ground);
        assert_eq!(image[..4], [[200, 100, 0, 255], [200, 100, 0, 255], [200, 100, 0, 255], [100, 50, 128, 255]]);
        assert_eq!(image[4..], [[100, 50, 0, 255], [0, 0, 0, 255], [0, 0, 0, 255], [200, 100, 0, 255]]);
    }
}

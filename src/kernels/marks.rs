//! Many marks on one image: values to pixels, one mark to a pixel, and the pictures of marks put on one another.

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

/// How much of each pixel around a mark its filling and its outline cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    /// Pixels from the middle to each side.
    reach: usize,
    /// Samples of the filling and of the outline, row by row.
    covered: Vec<(u8, u8)>,
}

/// Samples across a pixel when a mask is cut.
const SAMPLES: u32 = 4;
/// Marks this small, px, have no outline.
const LEAST_OUTLINED_PX: f64 = 4.0;

impl Mask {
    /// A mark with these corners around (0, 0), in radii; without any, a disc. The outline is a pixel wide.
    #[must_use]
    #[inline(never)]
    pub fn cut(corners: &[(f64, f64)], radius_px: f64) -> Self {
        let reach = (radius_px * 1.5).ceil() as usize;
        let inside = |x: f64, y: f64| if corners.is_empty() { x * x + y * y <= 1.0 } else { contains(corners, (x, y)) };
        // Into the shape that is left when the outline is taken off.
        let outwards = if radius_px >= LEAST_OUTLINED_PX { 1.0 / (1.0 - 1.0 / radius_px) } else { 1.0 };
        let side = 2 * reach + 1;
        let mut covered = vec![(0, 0); side * side];
        for (at, (filled, edge)) in covered.iter_mut().enumerate() {
            let of = |pixel: usize, sample: u32| {
                let in_pixel = (f64::from(sample) + 0.5) / f64::from(SAMPLES) - 0.5;
                (pixel as f64 - reach as f64 + in_pixel) / radius_px
            };
            for sample in 0..SAMPLES * SAMPLES {
                let (x, y) = (of(at % side, sample % SAMPLES), of(at / side, sample / SAMPLES));
                if inside(x, y) {
                    *if inside(x * outwards, y * outwards) { &mut *filled } else { &mut *edge } += 1;
                }
            }
        }
        Self { reach, covered }
    }

    /// The picture of a mark whose filling and outline have these colours, both as opaque as said, %.
    #[must_use]
    #[inline(never)]
    pub fn stamp(&self, filling: [u8; 3], outline: [u8; 3], opacity_percent: u32) -> Stamp {
        const ALL: u32 = SAMPLES * SAMPLES;
        let pixel = |&(filled, edge): &(u8, u8)| {
            let (filled, edge) = (u32::from(filled), u32::from(edge));
            // To the nearest.
            let share = |sum: u32| ((sum * opacity_percent + ALL * 50) / (ALL * 100)) as u8;
            let channel = |at: usize| share(u32::from(filling[at]) * filled + u32::from(outline[at]) * edge);
            [channel(0), channel(1), channel(2), share(255 * (filled + edge))]
        };
        Stamp::new(self.reach, self.covered.iter().map(pixel).collect())
    }
}

/// By the even-odd rule.
fn contains(corners: &[(f64, f64)], (x, y): (f64, f64)) -> bool {
    let mut inside = false;
    let mut before = corners.last().copied().unwrap_or_default();
    for &(ax, ay) in corners {
        let (bx, by) = std::mem::replace(&mut before, (ax, ay));
        if (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax {
            inside = !inside;
        }
    }
    inside
}

/// Which pixels are taken by the middle of a mark.
#[derive(Clone, Debug)]
pub struct Places {
    width: usize,
    height: usize,
    taken: Vec<bool>,
    log2: Log2,
}

impl Places {
    /// An image without marks.
    #[must_use]
    pub fn new(width: usize, height: usize) -> Self {
        Self { width, height, taken: vec![false; width * height], log2: Log2::new() }
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
}

/// Puts a colour, multiplied by its opacity, on an opaque one.
#[inline]
fn over(below: [u8; 4], above: [u8; 4]) -> [u8; 4] {
    let (below, above) = (u32::from_le_bytes(below), u32::from_le_bytes(above));
    let room = 255 - (above >> 24);
    // Two channels at once, each in 16 bits. To the nearest of v / 255: (t + t / 256) / 256 with t = v + 128 is exact
    // for products of two bytes (Blinn, *Three Wrongs Make a Right*, 1995).
    let share = |channels: u32| {
        let t = channels * room + 0x0080_0080;
        t + ((t >> 8) & 0x00ff_00ff)
    };
    let (even, odd) = (share(below & 0x00ff_00ff) >> 8 & 0x00ff_00ff, share(below >> 8 & 0x00ff_00ff) & 0xff00_ff00);
    (above + (even | odd)).to_le_bytes()
}

/// An opaque image in the making: paper, bars, and marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    width: usize,
    height: usize,
    /// Red, green, blue and 255; row by row.
    pixels: Vec<[u8; 4]>,
}

impl Sheet {
    /// Nothing but paper of a colour (red, green, blue).
    #[must_use]
    pub fn new(width: usize, height: usize, [red, green, blue]: [u8; 3]) -> Self {
        Self { width, height, pixels: vec![[red, green, blue, 255]; width * height] }
    }

    /// The pixels, row by row: red, green, blue and 255.
    #[must_use]
    pub fn into_pixels(self) -> Vec<[u8; 4]> {
        self.pixels
    }

    /// Puts marks with their middles on these pixels, one on the other, from the last to the first: their places and
    /// the positions of their stamps.
    ///
    /// # Panics
    /// When there is no such pixel or stamp.
    #[inline(never)]
    pub fn put(&mut self, marks: &[(u32, u32)], stamps: &[Stamp]) {
        marks.iter().rev().for_each(|&(pixel, stamp)| self.put_one(pixel as usize, &stamps[stamp as usize]));
    }

    #[inline]
    fn put_one(&mut self, pixel: usize, stamp: &Stamp) {
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
            let marks = &stamp.pixels[row * side + from..row * side + to];
            let first = (y + row - reach) * self.width + x + from - reach;
            for (below, &mark) in self.pixels[first..first + marks.len()].iter_mut().zip(marks) {
                *below = over(*below, mark);
            }
        }
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

    fn claim(places: &mut Places, x: &[f64], y: &[f64], across: &Along) -> Vec<(usize, usize)> {
        let mut claimed = Vec::new();
        places.claim((x, y), (across, &PLAIN), &mut claimed);
        claimed.iter().map(|claimed| (claimed.at, claimed.pixel)).collect()
    }

    #[test]
    fn of_marks_on_a_pixel_the_last_is_taken_once() {
        let mut places = Places::new(10, 10);
        assert_eq!(claim(&mut places, &[1.0, 2.0, 1.4], &[0.0, 1.0, -0.4], &PLAIN), [(2, 1), (1, 12)]);
        assert_eq!(claim(&mut places, &[2.0, 3.0], &[1.0, 1.0], &PLAIN), [(1, 13)]);
    }

    #[test]
    fn places_off_the_chart_or_without_a_logarithm_are_none() {
        let odd = [f64::NAN, f64::INFINITY, -1.0, 10.0, 9.4, -0.6, 0.0];
        assert_eq!(claim(&mut Places::new(10, 10), &odd, &[0.0; 7], &PLAIN), [(6, 0), (4, 9)]);
        let odd = [f64::NAN, 0.0, -4.0, f64::INFINITY, 8.0, 1.0];
        assert_eq!(claim(&mut Places::new(10, 10), &odd, &[0.0; 6], &DOUBLINGS), [(5, 0), (4, 3)]);
        let narrow = Along { shown_px: (2.0, 3.0), ..PLAIN };
        assert_eq!(claim(&mut Places::new(10, 10), &[1.9, 2.0, 3.0, 3.1], &[0.0; 4], &narrow), [(2, 3), (1, 2)]);
    }

    #[test]
    fn each_channel_shows_through_in_proportion() {
        for opacity in 0..=255u8 {
            for below in (0..=255u8).step_by(5) {
                let share = (f64::from(below) * f64::from(255 - opacity) / 255.0).round() as u8;
                assert_eq!(over([below, 0, below, 255], [0, 0, 0, opacity]), [share, 0, share, 255]);
                assert_eq!(over([0, below, 0, 255], [0, 0, 0, opacity]), [0, share, 0, 255]);
            }
        }
    }

    #[test]
    fn a_stamp_is_cut_at_every_edge() {
        let stamp = [Stamp::new(1, vec![[9, 9, 9, 200]; 9])];
        for (pixel, inked) in [(0, 4), (4, 4), (2, 6), (12, 9), (24, 4)] {
            let mut sheet = Sheet::new(5, 5, [255; 3]);
            sheet.put(&[(pixel, 0)], &stamp);
            assert_eq!(sheet.pixels.iter().filter(|pixel| pixel[0] < 255).count(), inked, "{pixel}");
        }
        Sheet::new(1, 1, [255; 3]).put(&[(0, 0)], &stamp);
    }

    #[test]
    fn the_first_mark_is_uppermost() {
        let stamps = [Stamp::new(0, vec![[200, 0, 0, 255]]), Stamp::new(0, vec![[0, 0, 200, 255]])];
        let mut sheet = Sheet::new(2, 1, [255; 3]);
        sheet.put(&[(0, 0), (0, 1)], &stamps);
        assert_eq!(sheet.into_pixels(), [[200, 0, 0, 255], [255; 4]]);
    }

    #[test]
    fn bars_cover_in_part_and_marks_let_them_through() {
        let mut sheet = Sheet::new(4, 2, [200, 100, 0]);
        sheet.bar((0.5, 1.0), (3.0, 9.0), [0, 0, 0]);
        sheet.bar((-5.0, -5.0), (-1.0, -1.0), [1, 1, 1]);
        sheet.put(&[(3, 0)], &[Stamp::new(0, vec![[0, 0, 128, 128]])]);
        let image = sheet.into_pixels();
        assert_eq!(image[..4], [[200, 100, 0, 255], [200, 100, 0, 255], [200, 100, 0, 255], [100, 50, 128, 255]]);
        assert_eq!(image[4..], [[100, 50, 0, 255], [0, 0, 0, 255], [0, 0, 0, 255], [200, 100, 0, 255]]);
    }

    #[test]
    fn a_disc_and_a_square_are_as_large_as_they_should_be() {
        let square = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)];
        for (corners, radius, area) in [(&[][..], 5.0, 78.54), (&square[..], 5.0, 100.0), (&[], 2.0, 12.57)] {
            let mask = Mask::cut(corners, radius);
            let sum = |of: fn(&(u8, u8)) -> u8| mask.covered.iter().map(|at| f64::from(of(at))).sum::<f64>() / 16.0;
            let (filled, edge) = (sum(|at| at.0), sum(|at| at.1));
            assert!((filled + edge - area).abs() < 1.5, "{corners:?}: {filled} and {edge}");
            let inner = if radius < LEAST_OUTLINED_PX { area } else { area * (4.0f64 / 5.0).powi(2) };
            assert!((filled - inner).abs() < 1.5, "{corners:?}: {filled}");
        }
        let Stamp { reach, pixels, .. } = Mask::cut(&[], 5.0).stamp([200, 0, 0], [0, 0, 0], 85);
        assert_eq!((reach, pixels[8 * 17 + 8]), (8, [170, 0, 0, 217]));
    }
}

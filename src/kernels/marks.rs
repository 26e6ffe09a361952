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
    /// Those of the spans, one after the other.
    inked: Vec<[u8; 4]>,
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
        let spans: Vec<(usize, usize)> = pixels.chunks(side).map(span).collect();
        let inked = pixels.chunks(side).zip(&spans).flat_map(|(row, &(from, to))| &row[from..to]).copied().collect();
        Self { reach, spans, pixels, inked }
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
    // All channels at once, each in 16 bits. To the nearest of v / 255: (t + t / 256) / 256 with t = v + 128 is exact
    // for products of two bytes (Blinn, *Three Wrongs Make a Right*, 1995).
    const BYTES: u64 = 0x00ff_00ff_00ff_00ff;
    let channels = u64::from(below & 0x00ff_00ff) | u64::from(below & 0xff00_ff00) << 24;
    let t = channels * u64::from(room) + 0x0080_0080_0080_0080;
    let share = (t + (t >> 8 & BYTES)) >> 8 & BYTES;
    (above + (share as u32 | (share >> 24) as u32)).to_le_bytes()
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
        if (left, top, right, bottom) == (0, 0, side, side) {
            return self.put_whole((y - reach) * self.width + x - reach, stamp);
        }
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

    /// Puts a mark of which all lies on the image, its upper left corner on this pixel. Most do.
    #[inline]
    fn put_whole(&mut self, mut first: usize, stamp: &Stamp) {
        let mut inked = &stamp.inked[..];
        for &(from, to) in &stamp.spans {
            let (marks, others) = inked.split_at(to - from);
            for (below, &mark) in self.pixels[first + from..first + to].iter_mut().zip(marks) {
                *below = over(*below, mark);
            }
            inked = others;
            first += self.width;
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
                if share == 1.0 {
                    *pixel = [colour[0], colour[1], colour[2], 255];
                    continue;
                }
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
mod tests;

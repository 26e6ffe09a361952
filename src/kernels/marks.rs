//! Rasteriser for many marks: the topmost mark per pixel, and sprites blended onto one image.

use crate::pixel::Pixels;

/// The topmost mark of a pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopMark {
    /// Its index among the given values.
    pub at: usize,
    /// The pixel's index, row by row.
    pub pixel: usize,
}

/// The image of one mark: a square of pixels, centred on the mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sprite {
    /// Pixels from the centre to each side.
    reach: usize,
    /// The columns that are not transparent, per row.
    spans: Vec<(usize, usize)>,
    /// Premultiplied red, green, blue, and alpha; row by row.
    pixels: Vec<[u8; 4]>,
    /// The pixels of the spans alone, one after the other.
    opaque: Vec<[u8; 4]>,
}

impl Sprite {
    /// A sprite of `(2 · reach + 1)²` pixels: premultiplied red, green, blue, and alpha.
    ///
    /// # Panics
    /// If the number of pixels differs.
    #[must_use]
    pub fn new(reach: usize, pixels: Vec<[u8; 4]>) -> Self {
        let side = 2 * reach + 1;
        assert_eq!(pixels.len(), side * side, "a square");
        let span = |row: &[[u8; 4]]| {
            let from = row.iter().position(|pixel| pixel[3] > 0).unwrap_or(side);
            (from, row.iter().rposition(|pixel| pixel[3] > 0).map_or(side, |last| last + 1))
        };
        let spans: Vec<(usize, usize)> = pixels.chunks(side).map(span).collect();
        let opaque = pixels.chunks(side).zip(&spans).flat_map(|(row, &(from, to))| &row[from..to]).copied().collect();
        Self { reach, spans, pixels, opaque }
    }
}

/// Coverage of the pixels around a mark by its fill and by its outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    /// Pixels from the centre to each side.
    reach: usize,
    /// Samples within the fill and within the outline, row by row.
    covered: Vec<(u8, u8)>,
}

/// Samples per pixel in each direction.
const SAMPLES: u32 = 4;
/// Radius from which marks have an outline, px.
const LEAST_OUTLINED_PX: f64 = 4.0;

impl Mask {
    /// The mask of a polygon around (0, 0), its corners in radii; a disc without corners. The outline is a pixel wide.
    #[must_use]
    #[inline(never)]
    pub fn cut(corners: &[(f64, f64)], radius_px: f64) -> Self {
        let reach = (radius_px * 1.5).ceil() as usize;
        let inside = |x: f64, y: f64| if corners.is_empty() { x * x + y * y <= 1.0 } else { contains(corners, (x, y)) };
        // Scales into the shape inside the outline.
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

    /// The sprite of a mark with these colours of its fill and outline, both of this opacity, %.
    #[must_use]
    #[inline(never)]
    pub fn sprite(&self, filling: [u8; 3], outline: [u8; 3], opacity_percent: u32) -> Sprite {
        const ALL: u32 = SAMPLES * SAMPLES;
        let pixel = |&(filled, edge): &(u8, u8)| {
            let (filled, edge) = (u32::from(filled), u32::from(edge));
            // Rounded.
            let share = |sum: u32| ((sum * opacity_percent + ALL * 50) / (ALL * 100)) as u8;
            let channel = |at: usize| share(u32::from(filling[at]) * filled + u32::from(outline[at]) * edge);
            [channel(0), channel(1), channel(2), share(255 * (filled + edge))]
        };
        Sprite::new(self.reach, self.covered.iter().map(pixel).collect())
    }
}

/// Whether a point is inside a polygon, by the even-odd rule.
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

/// Finds the topmost mark of each pixel.
#[derive(Clone, Debug)]
pub struct TopMarks {
    width: usize,
    taken: Vec<bool>,
    across: Pixels,
    up: Pixels,
}

impl TopMarks {
    /// For an image without marks, as wide and high as these axes have pixels.
    #[must_use]
    pub fn new(across: Pixels, up: Pixels) -> Self {
        Self { width: across.count(), taken: vec![false; across.count() * up.count()], across, up }
    }

    /// Goes through the marks at `(x, y)` from the last to the first, and writes those to `top` that are on the chart and on
    /// a pixel without a mark so far, also of earlier calls. `O(n)`.
    ///
    /// # Panics
    /// If the slices differ in length.
    #[inline(never)]
    pub fn topmost(&mut self, (x, y): (&[f64], &[f64]), top: &mut Vec<TopMark>) {
        assert_eq!(x.len(), y.len(), "an x for every y");
        top.clear();
        for (at, (&x, &y)) in x.iter().zip(y).enumerate().rev() {
            let (Some(x), Some(y)) = (self.across.of(x), self.up.of(y)) else { continue };
            let pixel = y * self.width + x;
            if !std::mem::replace(&mut self.taken[pixel], true) {
                top.push(TopMark { at, pixel });
            }
        }
    }
}

/// Blends a premultiplied colour over an opaque one.
#[inline]
fn over(below: [u8; 4], above: [u8; 4]) -> [u8; 4] {
    let (below, above) = (u32::from_le_bytes(below), u32::from_le_bytes(above));
    let room = 255 - (above >> 24);
    // All channels at once, each in 16 bits. Rounded v / 255: (t + t / 256) / 256 with t = v + 128 is exact
    // for products of two bytes (Blinn, *Three Wrongs Make a Right*, 1995).
    const BYTES: u64 = 0x00ff_00ff_00ff_00ff;
    let channels = u64::from(below & 0x00ff_00ff) | u64::from(below & 0xff00_ff00) << 24;
    let t = channels * u64::from(room) + 0x0080_0080_0080_0080;
    let share = (t + (t >> 8 & BYTES)) >> 8 & BYTES;
    (above + (share as u32 | (share >> 24) as u32)).to_le_bytes()
}

/// An opaque image: background, bars and marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raster {
    width: usize,
    height: usize,
    /// Red, green, blue and 255; row by row.
    pixels: Vec<[u8; 4]>,
}

impl Raster {
    /// An image of one colour (red, green, blue).
    #[must_use]
    pub fn new(width: usize, height: usize, [red, green, blue]: [u8; 3]) -> Self {
        Self { width, height, pixels: vec![[red, green, blue, 255]; width * height] }
    }

    /// The pixels, row by row: red, green, blue and 255.
    #[must_use]
    pub fn into_pixels(self) -> Vec<[u8; 4]> {
        self.pixels
    }

    /// Blends marks onto the image, from the last to the first: the pixel of each centre and the index of its sprite.
    ///
    /// # Panics
    /// If there is no such pixel or sprite.
    #[inline(never)]
    pub fn draw(&mut self, marks: &[(u32, u32)], sprites: &[Sprite]) {
        marks.iter().rev().for_each(|&(pixel, sprite)| self.draw_one(pixel as usize, &sprites[sprite as usize]));
    }

    #[inline]
    fn draw_one(&mut self, pixel: usize, sprite: &Sprite) {
        let (x, y, reach) = (pixel % self.width, pixel / self.width, sprite.reach);
        let side = 2 * reach + 1;
        // The part of the sprite that lies on the image, in its own pixels.
        let (left, top) = (reach.saturating_sub(x), reach.saturating_sub(y));
        let (right, bottom) = (side.min(self.width + reach - x), side.min(self.height + reach - y));
        if (left, top, right, bottom) == (0, 0, side, side) {
            return self.draw_whole((y - reach) * self.width + x - reach, sprite);
        }
        for row in top..bottom {
            let (from, to) = (sprite.spans[row].0.max(left), sprite.spans[row].1.min(right));
            if from >= to {
                continue;
            }
            let marks = &sprite.pixels[row * side + from..row * side + to];
            let first = (y + row - reach) * self.width + x + from - reach;
            for (below, &mark) in self.pixels[first..first + marks.len()].iter_mut().zip(marks) {
                *below = over(*below, mark);
            }
        }
    }

    /// Blends a sprite that lies on the image as a whole, its upper left corner on this pixel. Most do.
    #[inline]
    fn draw_whole(&mut self, mut first: usize, sprite: &Sprite) {
        let mut opaque = &sprite.opaque[..];
        for &(from, to) in &sprite.spans {
            let (marks, others) = opaque.split_at(to - from);
            for (below, &mark) in self.pixels[first + from..first + to].iter_mut().zip(marks) {
                *below = over(*below, mark);
            }
            opaque = others;
            first += self.width;
        }
    }

    /// Fills the rectangle between two points (px), antialiased.
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
    // The cast makes zero of what is below.
    (from.floor() as usize).min(count)..(to.ceil() as usize).min(count)
}

/// The share of a pixel between two points.
fn covered(pixel: usize, from: f64, to: f64) -> f64 {
    (to.min(pixel as f64 + 1.0) - from.max(pixel as f64)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests;

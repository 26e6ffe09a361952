//! Many marks at once: each is a small picture, put onto one image that is then drawn as a whole.
//!
//! Above some thousand marks a backend's own shapes are too slow, one by one. Marks are put from the last to the first,
//! each under what is there already; one whose middle lies on the same pixel as a later mark's is hidden by that, near
//! enough, and left out.

use plotters::style::RGBColor;

use super::marks::symbol::Symbol;

/// More marks than this are stamped.
pub const MANY: usize = 4_000;
/// How opaque a mark is.
const ALPHA: f64 = 0.85;
/// Samples across a pixel when a stamp is cut.
const SAMPLES: i32 = 4;

/// Pixels, row by row: red, green, blue, and how opaque, 0 to 255 each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Four bytes a pixel.
    pub rgba: Vec<u8>,
}

/// Radius of `count` marks, CSS px, where one alone has `single`: the more, the smaller.
#[must_use]
pub fn radius_css(count: usize, single: f64) -> f64 {
    match count {
        0..20_000 => single,
        20_000..200_000 => single.min(3.0),
        _ => single.min(2.0),
    }
}

/// The picture of one mark, colours multiplied by their opacity.
struct Stamp {
    symbol: Symbol,
    colour: RGBColor,
    /// Pixels from the middle to each side.
    reach: i32,
    pixels: Vec<[u8; 4]>,
}

impl Stamp {
    fn cut(symbol: Symbol, colour: RGBColor, outline: RGBColor, radius_px: f64) -> Self {
        let reach = (radius_px * 1.5).ceil() as i32;
        let corners = symbol.corners();
        let has_outline = radius_px >= 4.0;
        let inside = |x: f64, y: f64| if corners.is_empty() { x.hypot(y) <= 1.0 } else { contains(&corners, (x, y)) };
        let inner = 1.0 - 1.0 / radius_px;
        let mut pixels = Vec::new();
        for (py, px) in (-reach..=reach).flat_map(|py| (-reach..=reach).map(move |px| (py, px))) {
            let (mut filled, mut edge) = (0.0, 0.0);
            for (sy, sx) in (0..SAMPLES).flat_map(|sy| (0..SAMPLES).map(move |sx| (sy, sx))) {
                let at = |pixel: i32, sample: i32| {
                    (f64::from(pixel) - 0.5 + (f64::from(sample) + 0.5) / f64::from(SAMPLES)) / radius_px
                };
                let (x, y) = (at(px, sx), at(py, sy));
                if inside(x, y) {
                    let on_edge = has_outline && !inside(x / inner, y / inner);
                    *if on_edge { &mut edge } else { &mut filled } += 1.0;
                }
            }
            let all = f64::from(SAMPLES * SAMPLES);
            let channel = |fill: u8, edge_colour: u8| {
                ((f64::from(fill) * filled + f64::from(edge_colour) * edge) / all * ALPHA).round() as u8
            };
            pixels.push([
                channel(colour.0, outline.0),
                channel(colour.1, outline.1),
                channel(colour.2, outline.2),
                ((filled + edge) / all * ALPHA * 255.0).round() as u8,
            ]);
        }
        Self { symbol, colour, reach, pixels }
    }
}

/// By the even-odd rule.
fn contains(corners: &[(f64, f64)], (x, y): (f64, f64)) -> bool {
    let mut inside = false;
    for (at, &(ax, ay)) in corners.iter().enumerate() {
        let (bx, by) = corners[(at + 1) % corners.len()];
        if (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax {
            inside = !inside;
        }
    }
    inside
}

/// An image in the making.
pub struct Sheet {
    width: usize,
    height: usize,
    /// Colours multiplied by their opacity.
    pixels: Vec<[u8; 4]>,
    /// Where the middle of a mark is.
    taken: Vec<bool>,
    stamps: Vec<Stamp>,
    outline: RGBColor,
    radius_px: f64,
}

impl Sheet {
    /// An empty image for marks of one size.
    #[must_use]
    pub fn new(width: usize, height: usize, radius_px: f64, outline: RGBColor) -> Self {
        let pixels = width * height;
        Self {
            width,
            height,
            pixels: vec![[0; 4]; pixels],
            taken: vec![false; pixels],
            stamps: Vec::new(),
            outline,
            radius_px: radius_px.max(1.0),
        }
    }

    /// Puts a mark with its middle at this place, px, under all that are there already. Outside of the image, nothing.
    pub fn put(&mut self, (x, y): (f64, f64), symbol: Symbol, colour: RGBColor) {
        let (x, y) = (x.round(), y.round());
        if !(x >= 0.0 && y >= 0.0 && x < self.width as f64 && y < self.height as f64) {
            return;
        }
        let (x, y) = (x as usize, y as usize);
        if std::mem::replace(&mut self.taken[y * self.width + x], true) {
            return;
        }
        let at = self.stamp(symbol, colour);
        let Stamp { reach, pixels, .. } = &self.stamps[at];
        let (x, y, reach) = (x as i32, y as i32, *reach);
        let side = (2 * reach + 1) as usize;
        let (left, right) = ((x - reach).max(0), (x + reach).min(self.width as i32 - 1));
        for row in (y - reach).max(0)..=(y + reach).min(self.height as i32 - 1) {
            let from = (row - y + reach) as usize * side + (left - x + reach) as usize;
            let to = row as usize * self.width + left as usize;
            let length = (right - left + 1) as usize;
            for (below, above) in pixels[from..from + length].iter().zip(&mut self.pixels[to..to + length]) {
                under(above, *below);
            }
        }
    }

    fn stamp(&mut self, symbol: Symbol, colour: RGBColor) -> usize {
        let known = self.stamps.iter().position(|stamp| stamp.symbol == symbol && stamp.colour == colour);
        known.unwrap_or_else(|| {
            self.stamps.push(Stamp::cut(symbol, colour, self.outline, self.radius_px));
            self.stamps.len() - 1
        })
    }

    /// The image.
    #[must_use]
    pub fn finish(self) -> Image {
        let mut rgba = Vec::with_capacity(self.pixels.len() * 4);
        for [red, green, blue, alpha] in self.pixels {
            let plain = |channel: u8| match alpha {
                0 => 0,
                255 => channel,
                alpha => (u32::from(channel) * 255 / u32::from(alpha)).min(255) as u8,
            };
            rgba.extend_from_slice(&[plain(red), plain(green), plain(blue), alpha]);
        }
        Image { width: self.width, height: self.height, rgba }
    }
}

/// Puts a colour under another.
fn under(above: &mut [u8; 4], below: [u8; 4]) {
    let room = 255 - u32::from(above[3]);
    if room == 0 || below[3] == 0 {
        return;
    }
    for (above, below) in above.iter_mut().zip(below) {
        *above += (u32::from(below) * room / 255) as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: RGBColor = RGBColor(200, 0, 0);
    const BLUE: RGBColor = RGBColor(0, 0, 200);

    fn at(image: &Image, x: usize, y: usize) -> [u8; 4] {
        image.rgba[(y * image.width + x) * 4..][..4].try_into().unwrap()
    }

    #[test]
    fn every_mark_leaves_its_colour_where_it_is() {
        for symbol in Symbol::ALL {
            let mut sheet = Sheet::new(40, 30, 5.0, RGBColor(0, 0, 0));
            sheet.put((20.2, 14.9), symbol, RED);
            let image = sheet.finish();
            let [red, green, blue, alpha] = at(&image, 20, 15);
            assert!((195..=200).contains(&red) && green == 0 && blue == 0, "{symbol:?}: {red} {green} {blue}");
            assert_eq!(alpha, (255.0 * ALPHA).round() as u8, "{symbol:?}");
            assert_eq!(at(&image, 2, 2), [0; 4], "{symbol:?}");
        }
    }

    #[test]
    fn later_marks_go_under_earlier_ones() {
        let mut sheet = Sheet::new(30, 30, 6.0, RGBColor(0, 0, 0));
        sheet.put((15.0, 15.0), Symbol::Circle, RED);
        sheet.put((17.0, 15.0), Symbol::Circle, BLUE);
        let image = sheet.finish();
        let [red, _, blue, _] = at(&image, 15, 15);
        assert!(red > 150 && blue < 60, "{red} {blue}");
        let [red, _, blue, _] = at(&image, 22, 15);
        assert!(blue > red, "{red} {blue}");
    }

    #[test]
    fn marks_at_the_edges_are_cut_and_outside_there_is_nothing() {
        let mut sheet = Sheet::new(10, 10, 4.0, RED);
        for place in
            [(0.0, 0.0), (9.4, 9.4), (9.0, 0.0), (-1.0, 5.0), (10.0, 5.0), (f64::NAN, 5.0), (5.0, f64::INFINITY)]
        {
            sheet.put(place, Symbol::Square, BLUE);
        }
        let image = sheet.finish();
        assert!([(0, 0), (9, 9), (9, 0)].iter().all(|&(x, y)| at(&image, x, y)[3] > 0));
        assert_eq!(at(&image, 0, 9)[3], 0);
        assert_eq!(image.rgba.len(), 400);
    }

    #[test]
    fn the_more_the_smaller() {
        let sizes: Vec<f64> = [10, 4_001, 50_000, 1_000_000].iter().map(|&n| radius_css(n, 5.0)).collect();
        assert!(sizes.windows(2).all(|pair| pair[0] >= pair[1]) && sizes[3] == 2.0);
    }
}

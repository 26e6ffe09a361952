//! Rasterised marks: many marks as sprites on one image, which is then drawn as a whole.
//!
//! Above some hundred marks, drawing each as a shape of the backend is too slow. A mark whose centre is on the same pixel
//! as that of a later mark is as good as hidden by it, and left out.

use isocost_kernels::marks::{self, Mask, Sprite, TopMark, TopMarks};
use isocost_kernels::pixel;
use plotters::style::RGBColor;

use super::symbol::Symbol;
use crate::chart::frame::Frame;
use crate::chart::frame::axes;
use crate::chart::frame::axes::{Over, Zone};
use crate::chart::frame::projection::Projection;
use crate::chart::pixels::{Image, Pixels};
use crate::chart::theme::Theme;

/// More marks than this are rasterised. All runs of a bundled table are drawn one by one.
pub const MANY: usize = 500;
/// The best number of marks to add at once: their coordinates fit the processor's cache.
pub const AT_ONCE: usize = 4_096;
/// How far marks reach over the edges of the plot area. The labels of ticks begin behind it.
const AROUND_CSS: f64 = 7.0;

/// Radius of `count` marks, CSS px, where one alone has `single`: the more, the smaller.
#[must_use]
pub fn radius_css(count: usize, single: f64) -> f64 {
    match count {
        0..20_000 => single,
        20_000..200_000 => single.min(3.0),
        _ => single.min(2.0),
    }
}

/// Size of the cache of looks: more than tables have batch sizes and groups.
const LOOKS: usize = 1_024;

/// What a mark tells, from which follows what it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its shape.
    pub symbol: Symbol,
    /// Its hardware, by position among the table's.
    pub hardware: u32,
    /// The bits of its value: NaN is one too.
    pub value: u64,
    /// Whether it breaks a limit.
    pub faded: bool,
}

impl Kind {
    /// Its place in a cache of [`LOOKS`].
    fn slot(&self) -> usize {
        // Batch sizes differ in the upper bits; a multiplication spreads them (Fibonacci hashing: Knuth, *The Art of
        // Computer Programming* 3, 6.4).
        let bits = self.value ^ self.symbol as u64 ^ u64::from(self.hardware) << 4 ^ u64::from(self.faded) << 12;
        (bits.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - LOOKS.ilog2())) as usize
    }
}

/// What a mark looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Its shape.
    pub symbol: Symbol,
    /// The colour of its inside.
    pub fill: RGBColor,
    /// That of its outline.
    pub outline: RGBColor,
    /// Its size.
    pub radius_css: f64,
    /// Opacity of both.
    pub alpha_percent: u32,
}

/// The marks of a plot area, on paper and grid.
pub struct MarkLayer {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
    raster: marks::Raster,
    top_marks: TopMarks,
    /// Kept between calls for its memory.
    found: Vec<TopMark>,
    /// The pixel and the sprite of each visible mark, from the last to the first.
    visible: Vec<(u32, u32)>,
    /// By shape and radius.
    masks: Vec<((Symbol, f64), Mask)>,
    sprites: Vec<Sprite>,
    /// What each sprite is of.
    sprite_looks: Vec<Look>,
    /// The kinds last seen and their sprites.
    looks: Vec<Option<(Kind, u32)>>,
    ratio: f64,
}

impl MarkLayer {
    /// The plot area and its surroundings that marks reach into, with paper, the zone beyond a limit, and grid.
    #[must_use]
    pub fn new(frame: &Frame, projection: &Projection, pixels: &Pixels, theme: &Theme, over: &Over) -> Self {
        let (area, backing) = (projection.area, frame.backing());
        let from = |css: f64| ((css - AROUND_CSS) * pixels.ratio).floor().max(0.0) as usize;
        let to = |css: f64| ((css + AROUND_CSS) * pixels.ratio).ceil() as usize;
        let (left, top) = (from(area.left), from(area.top));
        let width = to(area.right).min(backing.0 as usize).saturating_sub(left);
        let height = to(area.bottom).min(backing.1 as usize).saturating_sub(top);
        let mut raster = marks::Raster::new(width, height, bytes(theme.paper));
        let place = |(x, y): (f64, f64)| (x - left as f64, y - top as f64);
        if let Some(Zone { from, to }) = over.zone {
            let sharp = |(x, y): (f64, f64)| place(((x * pixels.ratio).round(), (y * pixels.ratio).round()));
            raster.bar(sharp((from, area.top)), sharp((to, area.bottom)), bytes(theme.sunk));
        }
        for [from, to] in axes::grid_lines(projection, over) {
            let (from, to) = pixels.of_rule(from, to);
            raster.bar(place(from), place(to), bytes(theme.grid));
        }
        let (across, up) = projection.pixel_axes(pixels.ratio, (left as f64, top as f64));
        let (across, up) = (pixel::Pixels::rounded(across, width), pixel::Pixels::rounded(up, height));
        Self {
            left,
            top,
            width,
            height,
            raster,
            top_marks: TopMarks::new(across, up),
            found: Vec::new(),
            visible: Vec::new(),
            masks: Vec::new(),
            sprites: Vec::new(),
            sprite_looks: Vec::new(),
            looks: vec![None; LOOKS],
            ratio: pixels.ratio,
        }
    }

    /// Adds marks at points in data space, below all that were added before; those off the plot area are skipped. `of` gives
    /// the kind of a mark, `look` what that looks like.
    pub fn add_below(&mut self, x: &[f64], y: &[f64], of: &dyn Fn(usize) -> Kind, look: &dyn Fn(&Kind) -> Look) {
        let mut found = std::mem::take(&mut self.found);
        self.top_marks.topmost((x, y), &mut found);
        for &TopMark { at, pixel } in &found {
            let sprite = self.sprite_of(&of(at), look);
            self.visible.push((pixel as u32, sprite));
        }
        self.found = found;
    }

    /// The sprite of a kind, cached: computing a colour costs more than drawing a mark.
    fn sprite_of(&mut self, kind: &Kind, look: &dyn Fn(&Kind) -> Look) -> u32 {
        let slot = kind.slot();
        match self.looks[slot] {
            Some((known, sprite)) if known == *kind => sprite,
            _ => {
                let sprite = self.sprite(look(kind));
                self.looks[slot] = Some((*kind, sprite));
                sprite
            }
        }
    }

    fn sprite(&mut self, look: Look) -> u32 {
        if let Some(known) = self.sprite_looks.iter().position(|known| *known == look) {
            return known as u32;
        }
        let radius_px = (look.radius_css * self.ratio).max(1.0);
        let cut = (look.symbol, radius_px);
        let mask = self.masks.iter().position(|mask| mask.0 == cut).unwrap_or_else(|| {
            self.masks.push((cut, Mask::cut(&look.symbol.corners(), radius_px)));
            self.masks.len() - 1
        });
        self.sprites.push(self.masks[mask].1.sprite(bytes(look.fill), bytes(look.outline), look.alpha_percent));
        self.sprite_looks.push(look);
        self.sprites.len() as u32 - 1
    }

    /// Draws the marks and returns the image.
    #[must_use]
    pub fn finish(mut self) -> Image {
        self.raster.draw(&self.visible, &self.sprites);
        let Self { left, top, width, height, .. } = self;
        Image { left, top, width, height, rgba: self.raster.into_pixels() }
    }
}

fn bytes(RGBColor(red, green, blue): RGBColor) -> [u8; 3] {
    [red, green, blue]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::stats::extent::Extent;
    use crate::chart::frame::PlotArea;
    use crate::chart::frame::projection::{Axis, Scale};
    use crate::chart::theme::LIGHT;

    const RED: RGBColor = RGBColor(200, 0, 0);
    const BLUE: RGBColor = RGBColor(0, 0, 200);
    const ALPHA_PERCENT: u32 = 85;
    const PIXELS: Pixels = Pixels { ratio: 1.0, origin: (0.0, 0.0) };

    /// A chart of 60 by 50 pixels, where 1 to 31 along each axis are 1 to 31 pixels right of 10 and above 40.
    fn image(radius_px: f64, marks: &[(f64, f64, Symbol, RGBColor)]) -> Image {
        let frame = Frame { width_css: 60.0, height_css: 50.0, pixel_ratio: 1.0 };
        let axis = Axis::exact(Some(Extent { min: 0.0, max: 30.0 }), Scale::Linear);
        let area = PlotArea { left: 10.0, top: 10.0, right: 40.0, bottom: 40.0 };
        let mut layer =
            MarkLayer::new(&frame, &Projection { area, x: axis, y: axis }, &PIXELS, &LIGHT, &Over::default());
        let (x, y): (Vec<f64>, Vec<f64>) = marks.iter().map(|mark| (mark.0, mark.1)).unzip();
        let kind = |at: usize| Kind { symbol: marks[at].2, hardware: at as u32, value: 0, faded: false };
        let look = |kind: &Kind| {
            let (_, _, symbol, fill) = marks[kind.hardware as usize];
            Look { symbol, fill, outline: LIGHT.ink, radius_css: radius_px, alpha_percent: ALPHA_PERCENT }
        };
        layer.add_below(&x, &y, &kind, &look);
        layer.finish()
    }

    /// The pixel at a place in data space.
    fn at(image: &Image, x: usize, y: usize) -> [u8; 4] {
        image.rgba[(40 - y - image.top) * image.width + 10 + x - image.left]
    }

    fn is_mix(got: [u8; 4], above: RGBColor, below: RGBColor) -> bool {
        let alpha = f64::from(ALPHA_PERCENT) / 100.0;
        let mix = |above: u8, below: u8| f64::from(above) * alpha + f64::from(below) * (1.0 - alpha);
        let expected = [mix(above.0, below.0), mix(above.1, below.1), mix(above.2, below.2), 255.0];
        got.iter().zip(expected).all(|(&got, expected)| (f64::from(got) - expected).abs() <= 1.5)
    }

    #[test]
    fn every_mark_leaves_its_colour_where_it_is() {
        for symbol in Symbol::ALL {
            let image = image(5.0, &[(14.2, 14.9, symbol, RED)]);
            assert!(is_mix(at(&image, 14, 15), RED, LIGHT.paper), "{symbol:?}: {:?}", at(&image, 14, 15));
            let paper = LIGHT.paper;
            assert_eq!(at(&image, 3, 4), [paper.0, paper.1, paper.2, 255], "{symbol:?}");
        }
    }

    #[test]
    fn earlier_marks_go_under_later_ones() {
        let image = image(6.0, &[(17.0, 15.0, Symbol::Circle, BLUE), (15.0, 15.0, Symbol::Circle, RED)]);
        let [red, _, blue, _] = at(&image, 15, 15);
        assert!(red > 150 && blue < 60, "{red} {blue}");
        let [red, _, blue, _] = at(&image, 22, 15);
        assert!(blue > red, "{red} {blue}");
    }

    #[test]
    fn marks_at_the_edges_are_whole_and_outside_there_is_nothing() {
        let empty = image(4.0, &[]);
        let outside = [(-1.0, 5.0), (31.0, 5.0), (f64::NAN, 5.0), (5.0, f64::INFINITY)];
        let marks = outside.map(|(x, y)| (x, y, Symbol::Square, BLUE));
        assert_eq!(image(4.0, &marks), empty);
        assert_eq!((empty.left, empty.top, empty.width, empty.height), (3, 3, 44, 44));
        assert_eq!(empty.rgba.len(), 44 * 44);
        let cornered = image(4.0, &[(0.0, 0.0, Symbol::Circle, BLUE), (30.0, 30.0, Symbol::Circle, BLUE)]);
        let inked = cornered.rgba.iter().zip(&empty.rgba).filter(|(marked, plain)| marked != plain).count();
        assert!((100..150).contains(&inked), "two discs of radius 4, edges in part: {inked}");
    }

    #[test]
    fn the_grid_is_below() {
        let empty = image(4.0, &[]);
        let line = |y: usize| at(&empty, 7, y) == [LIGHT.grid.0, LIGHT.grid.1, LIGHT.grid.2, 255];
        assert!((0..31).any(line) && !(0..31).all(line));
    }

    #[test]
    fn the_more_the_smaller() {
        let sizes: Vec<f64> = [10, 4_001, 50_000, 1_000_000].iter().map(|&n| radius_css(n, 5.0)).collect();
        assert!(sizes.windows(2).all(|pair| pair[0] >= pair[1]) && sizes[3] == 2.0);
    }
}

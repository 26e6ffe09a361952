//! Colours of a surface, of which good values are the bright ones, and of the lines and marks on it: bright as viridis on
//! white paper, calm on dark.

use plotters::style::{Color, RGBAColor, RGBColor};

use super::colour::viridis;

/// The colours of a surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// Viridis, as in the notebook.
    Viridis,
    /// Slate blue, darker than any text on dark paper: a field of viridis' yellow would outshine the page.
    Slate,
}

/// White, in every theme: a run.
pub const WHITE: RGBColor = RGBColor(255, 255, 255);
/// Around it.
pub const BLACK: RGBColor = RGBColor(23, 26, 33);

/// Slate blue by equal steps of lightness, from L* 12 to 48.
const SLATE: [RGBColor; 5] = [
    RGBColor(0x17, 0x20, 0x2d),
    RGBColor(0x20, 0x34, 0x47),
    RGBColor(0x25, 0x4a, 0x63),
    RGBColor(0x25, 0x62, 0x7e),
    RGBColor(0x20, 0x7b, 0x98),
];

impl Surface {
    /// The colour of a value, from the worst at 0 to the best at 1.
    #[must_use]
    pub fn colour(self, fraction: f64) -> RGBColor {
        if self == Self::Viridis { viridis(fraction) } else { slate(fraction) }
    }

    /// The colour of a line of equal values between bands of about that colour.
    #[must_use]
    pub fn line(self, fraction: f64) -> RGBAColor {
        match self {
            // Neither colour is visible on both ends of viridis.
            Self::Viridis if fraction >= 0.45 => BLACK.mix(0.55),
            Self::Viridis => WHITE.mix(0.55),
            Self::Slate => WHITE.mix(0.7),
        }
    }

    /// The marks of the best, and what is around them.
    #[must_use]
    pub fn best(self) -> (RGBColor, RGBColor) {
        match self {
            Self::Viridis => (RGBColor(208, 16, 43), BLACK),
            Self::Slate => (RGBColor(255, 92, 106), WHITE),
        }
    }
}

/// Apart, as the first view has no surface.
#[inline(never)]
fn slate(fraction: f64) -> RGBColor {
    let at = fraction.clamp(0.0, 1.0) * (SLATE.len() - 1) as f64;
    let below = (at as usize).min(SLATE.len() - 2);
    let (RGBColor(ar, ag, ab), RGBColor(br, bg, bb)) = (SLATE[below], SLATE[below + 1]);
    let between = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * (at - below as f64)).round() as u8;
    RGBColor(between(ar, br), between(ag, bg), between(ab, bb))
}

//! Colours of a surface, of which good values are the bright ones, and of the lines and marks on it: bright as viridis on
//! white paper, calm on dark.

use plotters::style::{Color, RGBAColor, RGBColor};

use super::colour::viridis;

/// The colours of a surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// Viridis, as in the notebook.
    Viridis,
    /// Slate to grey green, darker than any text on dark paper: a field of viridis' yellow would outshine the page.
    Slate,
}

/// White, in every theme: a run.
pub const WHITE: RGBColor = RGBColor(255, 255, 255);
/// Around it.
pub const BLACK: RGBColor = RGBColor(23, 26, 33);

/// From slate over blue to a grey green, by equal steps of lightness from L* 10 to 61, as far as a white outline of the best
/// allows: neighbouring bands of nine differ by more than 6 of it, where slate blue alone has room for 4.5.
const SLATE: [RGBColor; 5] = [
    RGBColor(0x17, 0x1b, 0x26),
    RGBColor(0x1d, 0x37, 0x57),
    RGBColor(0x1e, 0x59, 0x7a),
    RGBColor(0x26, 0x7f, 0x8c),
    RGBColor(0x5a, 0xa1, 0x90),
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
            Self::Slate if fraction >= 0.8 => BLACK.mix(0.8),
            Self::Slate => WHITE.mix(0.8),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// CIE L* of a colour.
    fn lightness(RGBColor(red, green, blue): RGBColor) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        let y = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
        if y > 0.008_856 { 116.0 * y.cbrt() - 16.0 } else { 903.3 * y }
    }

    #[test]
    fn neighbouring_bands_in_the_dark_differ_in_lightness() {
        let bands = 9;
        let at = |band: i32| lightness(Surface::Slate.colour(f64::from(band) / f64::from(bands - 1)));
        for band in 1..bands {
            assert!((6.0..=7.0).contains(&(at(band) - at(band - 1))), "{band}: {} {}", at(band - 1), at(band));
        }
    }
}

//! Themes: colours and sizes of charts, CSS px. The colours are those of `style/first/tokens.css`, which a test holds them
//! against.

use plotters::style::RGBColor;

use super::surface::Surface;

/// A theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// The background: `--face`.
    pub paper: RGBColor,
    /// What lies outside of a limit: `--sunk`.
    pub sunk: RGBColor,
    /// Text, and the Pareto front: `--ink`.
    pub ink: RGBColor,
    /// Axis labels, and what has no value of its own: `--ink3`.
    pub muted: RGBColor,
    /// Grid lines: `--ln`.
    pub grid: RGBColor,
    /// What stands back: `--edge`.
    pub edge: RGBColor,
    /// What one holds and what one gets, limits and the answer: `--accent`.
    pub accent: RGBColor,
    /// Text on that: `--on-accent`.
    pub on_accent: RGBColor,
    /// What is wrong: `--bad`.
    pub bad: RGBColor,
    /// Hardware, in the order of the table's: `--hw1` and so on.
    pub hardware: [RGBColor; 8],
    /// The front and the star of the notebook's chart, which are red there. No token.
    pub notebook: RGBColor,
    /// Surfaces, and what lies on them. No token.
    pub surface: Surface,
    /// Size of tick labels.
    pub label_px: f64,
    /// Radius of a mark.
    pub mark_px: f64,
}

impl Theme {
    /// The colour of the `nth` hardware, or series; they begin anew after the last.
    #[must_use]
    pub fn hue(&self, nth: usize) -> RGBColor {
        self.hardware[nth % self.hardware.len()]
    }
}

/// Dark on white.
pub const LIGHT: Theme = Theme {
    paper: hex(0xff_ffff),
    sunk: hex(0xf0_f2f5),
    ink: hex(0x12_161c),
    muted: hex(0x5c_6573),
    grid: hex(0xe1_e4e9),
    edge: hex(0xc3_c9d2),
    accent: hex(0x4b_3fce),
    on_accent: hex(0xff_ffff),
    bad: hex(0xb0_241c),
    hardware: [
        hex(0x00_72b2),
        hex(0xb5_4800),
        hex(0x00_775a),
        hex(0xa9_477f),
        hex(0x76_6200),
        hex(0xb8_124a),
        hex(0x7c_4a24),
        hex(0x56_6078),
    ],
    notebook: hex(0xd0_102b),
    surface: Surface::Viridis,
    label_px: 12.0,
    mark_px: 5.0,
};

/// Light on dark.
pub const DARK: Theme = Theme {
    paper: hex(0x15_181d),
    sunk: hex(0x1c_2026),
    ink: hex(0xec_eef2),
    muted: hex(0x92_9bab),
    grid: hex(0x27_2c34),
    edge: hex(0x45_4d59),
    accent: hex(0xa9_a1ff),
    on_accent: hex(0x15_122b),
    bad: hex(0xff_8f86),
    hardware: [
        hex(0x56_b4e9),
        hex(0xf3_9b3f),
        hex(0x35_c49b),
        hex(0xe7_9ac6),
        hex(0xe3_d255),
        hex(0xff_8fa8),
        hex(0xcf_a27c),
        hex(0xa9_b4cc),
    ],
    notebook: hex(0xff_5c6a),
    surface: Surface::Slate,
    ..LIGHT
};

/// A colour as style sheets write it.
const fn hex(colour: u32) -> RGBColor {
    let [_, red, green, blue] = colour.to_be_bytes();
    RGBColor(red, green, blue)
}

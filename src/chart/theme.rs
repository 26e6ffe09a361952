//! Themes: colours and sizes of charts, CSS px. The HTML has the same values from `style/first/tokens.css`.

use plotters::style::RGBColor;

/// A theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// The background.
    pub paper: RGBColor,
    /// Text.
    pub ink: RGBColor,
    /// Axis labels.
    pub muted: RGBColor,
    /// Grid lines.
    pub grid: RGBColor,
    /// The thin outline of marks, which keeps both ends of viridis visible on the background.
    pub outline: RGBColor,
    /// The Pareto front.
    pub front: RGBColor,
    /// A missing value, which has no position on the colour scale.
    pub missing: RGBColor,
    /// Size of tick labels.
    pub label_px: f64,
    /// Radius of a mark.
    pub mark_px: f64,
}

/// Dark on white.
pub const LIGHT: Theme = Theme {
    paper: RGBColor(255, 255, 255),
    ink: RGBColor(23, 26, 33),
    muted: RGBColor(84, 92, 106),
    grid: RGBColor(228, 231, 236),
    outline: RGBColor(23, 26, 33),
    front: RGBColor(208, 16, 43),
    missing: RGBColor(150, 155, 165),
    label_px: 12.0,
    mark_px: 5.0,
};

/// Light on dark.
pub const DARK: Theme = Theme {
    paper: RGBColor(24, 27, 33),
    ink: RGBColor(233, 236, 241),
    muted: RGBColor(166, 174, 188),
    grid: RGBColor(46, 51, 61),
    outline: RGBColor(233, 236, 241),
    front: RGBColor(255, 92, 106),
    missing: RGBColor(120, 126, 138),
    ..LIGHT
};

//! Colours of the charts against those of the page's style sheet.

use isocost::chart::theme::{DARK, LIGHT, Theme};
use plotters::style::RGBColor;

const SHEET: &str = include_str!("../../../style/first/tokens.css");

/// What `light-dark(…)` gives a token in the light and in the dark.
fn token(name: &str) -> [RGBColor; 2] {
    let line = SHEET.lines().find_map(|line| line.trim().strip_prefix(&format!("{name}: light-dark(")));
    let line = line.unwrap_or_else(|| panic!("{name} is no token with two colours"));
    let (light, dark) = line.trim_end_matches(");").split_once(", ").expect("two colours");
    [light, dark].map(|colour| {
        let digits = colour.strip_prefix('#').unwrap_or_else(|| panic!("{name}: {colour}"));
        let number = u32::from_str_radix(digits, 16).unwrap_or_else(|error| panic!("{name}: {colour}: {error}"));
        let [_, red, green, blue] = number.to_be_bytes();
        RGBColor(red, green, blue)
    })
}

type Colour = fn(&Theme) -> RGBColor;

#[test]
fn every_colour_is_that_of_its_token() {
    let tokens: [(&str, Colour); 9] = [
        ("--face", |theme| theme.paper),
        ("--sunk", |theme| theme.sunk),
        ("--ink", |theme| theme.ink),
        ("--ink3", |theme| theme.muted),
        ("--ln", |theme| theme.grid),
        ("--edge", |theme| theme.edge),
        ("--accent", |theme| theme.accent),
        ("--on-accent", |theme| theme.on_accent),
        ("--bad", |theme| theme.bad),
    ];
    for (name, of) in tokens {
        assert_eq!([of(&LIGHT), of(&DARK)], token(name), "{name}");
    }
    for nth in 0..LIGHT.hardware.len() {
        let name = format!("--hw{}", nth + 1);
        assert_eq!([LIGHT.hue(nth), DARK.hue(nth)], token(&name), "{name}");
    }
    // A colour more needs a line here: these and the notebook's red are all there are.
    let Theme { paper, sunk, ink, muted, grid, edge, accent, on_accent, bad, hardware, notebook, label_px, mark_px } =
        LIGHT;
    let all = [paper, sunk, ink, muted, grid, edge, accent, on_accent, bad, notebook];
    assert_eq!(all.len() - 1, tokens.len());
    assert!(hardware.len() == 8 && label_px > 0.0 && mark_px > 0.0);
}

/// Relative luminance, WCAG 2.1.
fn luminance(RGBColor(red, green, blue): RGBColor) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[test]
fn hues_are_legible_as_text_and_differ() {
    for theme in [LIGHT, DARK] {
        for (nth, hue) in theme.hardware.into_iter().enumerate() {
            let (a, b) = (luminance(hue), luminance(theme.paper));
            let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            assert!(contrast >= 4.5, "hue {nth} has a contrast of {contrast:.2}");
            for other in &theme.hardware[..nth] {
                let apart = [(hue.0, other.0), (hue.1, other.1), (hue.2, other.2)];
                let apart: u32 = apart.iter().map(|&(a, b)| u32::from(a.abs_diff(b))).sum();
                assert!(apart >= 60, "hues {hue:?} and {other:?}");
            }
        }
    }
}

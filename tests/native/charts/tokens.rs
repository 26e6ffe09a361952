//! Colours of the charts against those of the page's style sheet.

use isocost::chart::colour::viridis;
use isocost::chart::theme::{DARK, LIGHT, Theme};
use plotters::style::{Color, RGBAColor, RGBColor};

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
    let Theme {
        paper,
        sunk,
        ink,
        muted,
        grid,
        edge,
        accent,
        on_accent,
        bad,
        hardware,
        notebook,
        surface,
        label_px,
        mark_px,
    } = LIGHT;
    let all = [paper, sunk, ink, muted, grid, edge, accent, on_accent, bad, notebook];
    assert_eq!(all.len() - 1, tokens.len());
    assert!(hardware.len() == 8 && label_px > 0.0 && mark_px > 0.0);
    // Surfaces have colours of their own.
    assert_ne!(surface, DARK.surface);
}

/// Relative luminance, WCAG 2.1.
fn luminance(RGBColor(red, green, blue): RGBColor) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// The contrast of two colours, WCAG 2.1.
fn contrast(one: RGBColor, other: RGBColor) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// A translucent colour on another.
fn over(RGBAColor(red, green, blue, alpha): RGBAColor, below: RGBColor) -> RGBColor {
    let mixed = |above: u8, below: u8| (f64::from(above) * alpha + f64::from(below) * (1.0 - alpha)).round() as u8;
    RGBColor(mixed(red, below.0), mixed(green, below.1), mixed(blue, below.2))
}

#[test]
fn hues_are_legible_as_text_and_differ() {
    for theme in [LIGHT, DARK] {
        for (nth, hue) in theme.hardware.into_iter().enumerate() {
            let contrast = contrast(hue, theme.paper);
            assert!(contrast >= 4.5, "hue {nth} has a contrast of {contrast:.2}");
            for other in &theme.hardware[..nth] {
                let apart = [(hue.0, other.0), (hue.1, other.1), (hue.2, other.2)];
                let apart: u32 = apart.iter().map(|&(a, b)| u32::from(a.abs_diff(b))).sum();
                assert!(apart >= 60, "hues {hue:?} and {other:?}");
            }
        }
    }
}

#[test]
fn surfaces_are_calm_in_the_dark() {
    let colours: Vec<RGBColor> = (0..=40).map(|at| DARK.surface.colour(f64::from(at) / 40.0)).collect();
    assert!(colours.is_sorted_by(|a, b| luminance(*a) <= luminance(*b)), "better is brighter");
    let (worst, best) = (colours[0], colours[40]);
    assert!(contrast(worst, DARK.paper) < 1.2, "the worst is next to the background");
    assert!(luminance(best) < 0.3 && luminance(best) < luminance(DARK.muted), "nothing outshines the text");
    // Bands side by side differ: there are nine of them where levels are equal.
    for at in 0..8 {
        let (a, b) = (DARK.surface.colour(f64::from(at) / 8.0), DARK.surface.colour(f64::from(at + 1) / 8.0));
        assert!(contrast(a, b) > 1.15, "bands {at} and {}: {:.2}", at + 1, contrast(a, b));
    }
    // What is no text needs 3, and text 4.5.
    let (_, around) = DARK.surface.best();
    for (at, &colour) in colours.iter().enumerate() {
        let line = DARK.surface.line(at as f64 / 40.0);
        assert!(contrast(over(line, colour), colour) >= 3.0, "an isoline at {at}");
        assert!(contrast(around, colour) >= 3.0, "the best at {at}");
        let excluded = over(DARK.paper.mix(0.45), colour);
        assert!(contrast(over(DARK.ink.mix(0.6), excluded), excluded) >= 3.0, "the hatch at {at}");
    }
    assert!(contrast(DARK.ink, DARK.paper) >= 4.5, "a label in its box");
    // Beyond the ends there is no other colour.
    assert_eq!((DARK.surface.colour(-1.0), DARK.surface.colour(2.0)), (worst, best));
    // The light keeps the notebook's.
    assert_eq!(LIGHT.surface.colour(0.3), viridis(0.3));
}

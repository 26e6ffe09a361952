//! Layout of a saved picture: title, legend, chart, caption and source. On the page all but the chart is HTML.

use plotters::prelude::DrawingBackend;

use super::legend::{Legend, Ramp, Swatch};
use crate::chart::frame::texts::{shortened, width, wrapped};
use crate::chart::painter::{Anchor, DrawError, Painter};
use crate::chart::theme::Theme;
use crate::text::and_more::and_more;

/// The size of the chart in every picture, whatever the screen: pictures in a report match, and text of 12 px is legible
/// where the picture is as wide as a sheet of paper.
pub const PLOT_CSS: (f64, f64) = (800.0, 500.0);

/// Margin, and distance between the parts.
const MARGIN_CSS: f64 = 20.0;
const GAP_CSS: f64 = 10.0;
const TITLE_CSS: f64 = 17.0;
const LEGEND_CSS: f64 = 13.0;
const CAPTION_CSS: f64 = 12.0;
const SOURCE_CSS: f64 = 11.0;
/// Line height in font sizes.
const LEADING: f64 = 1.4;
/// The most lines of a text.
const MOST_LINES: usize = 4;
/// The most entries of a legend; of more their number is stated.
const MOST_ENTRIES: usize = 40;
/// Distance between a swatch and its label, and between entries.
const AFTER_SWATCH_CSS: f64 = 6.0;
const AFTER_ENTRY_CSS: f64 = 18.0;
const ROW_CSS: f64 = 22.0;
/// Size of the colour scale.
const RAMP_CSS: (f64, f64) = (300.0, 12.0);
/// Distance between the labels below it.
const TICK_GAP_CSS: f64 = 6.0;

/// The parts of a picture around the chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// Title.
    pub title: String,
    /// Legend.
    pub legend: Legend,
    /// What it shows, a sentence or two.
    pub caption: String,
    /// Where the data are from, and when the picture was made.
    pub source: String,
}

/// Positioned text; [`Role`] says which point of it `at` is.
#[derive(Clone, Debug, PartialEq)]
struct Words {
    text: String,
    at: (f64, f64),
    size_css: f64,
    role: Role,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Title,
    /// A label of the legend, vertically centred right of the point.
    Entry,
    /// A heading in the legend, likewise.
    Heading,
    /// A label of the colour scale, centred below the point.
    Tick,
    Caption,
}

/// A picture with the positions of its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Its size, CSS px.
    pub size_css: (f64, f64),
    /// The upper left corner of the chart.
    pub plot: (f64, f64),
    words: Vec<Words>,
    swatches: Vec<(Swatch, (f64, f64))>,
    ramp: Option<(Ramp, (f64, f64))>,
}

impl Picture {
    /// Lays out title, legend, chart, caption and source, one below the other.
    #[must_use]
    pub fn lay_out(&self) -> Layout {
        let mut layout = Layout {
            size_css: (PLOT_CSS.0 + 2.0 * MARGIN_CSS, 0.0),
            plot: (MARGIN_CSS, 0.0),
            words: Vec::new(),
            swatches: Vec::new(),
            ramp: None,
        };
        let mut y = layout.lines(&self.title, TITLE_CSS, Role::Title, MARGIN_CSS);
        y = layout.legend(&self.legend, y + GAP_CSS / 2.0);
        layout.plot.1 = (y + GAP_CSS).ceil();
        y = layout.lines(&self.caption, CAPTION_CSS, Role::Caption, layout.plot.1 + PLOT_CSS.1 + GAP_CSS);
        y = layout.lines(&self.source, SOURCE_CSS, Role::Caption, y + GAP_CSS);
        layout.size_css.1 = (y + MARGIN_CSS - GAP_CSS / 2.0).ceil();
        layout
    }
}

impl Layout {
    /// Adds wrapped text from `top` on, and returns its bottom.
    fn lines(&mut self, text: &str, size_css: f64, role: Role, top: f64) -> f64 {
        let lines = wrapped(text, size_css, PLOT_CSS.0, MOST_LINES);
        let mut y = top;
        for text in lines {
            self.words.push(Words { text, at: (MARGIN_CSS, y), size_css, role });
            y += size_css * LEADING;
        }
        y
    }

    /// Adds the entries in rows and the colour scale behind them, and returns the bottom of the last row.
    fn legend(&mut self, legend: &Legend, top: f64) -> f64 {
        let right = MARGIN_CSS + PLOT_CSS.0;
        let (mut x, mut y) = (MARGIN_CSS, top);
        let mut row: Vec<Placed> = Vec::new();
        let more = legend.entries.len().saturating_sub(MOST_ENTRIES);
        let and_more = (more > 0).then(|| (Swatch::Heading, and_more(more).trim_start().to_owned()));
        let entries = legend.entries.iter().take(MOST_ENTRIES).map(|entry| (entry.swatch, entry.label.clone()));
        let entries: Vec<_> = entries.chain(and_more).map(|(swatch, label)| Placed::new(swatch, &label)).collect();
        for (nth, entry) in entries.iter().enumerate() {
            // A heading is kept in one row with its entries, if a row is wide enough.
            let is_own = |next: &&Placed| next.swatch != Swatch::Heading;
            let own = if entry.swatch == Swatch::Heading { &entries[nth + 1..] } else { &[] };
            let own: f64 = own.iter().take_while(is_own).map(|next| next.wide() + AFTER_ENTRY_CSS).sum();
            let wide = entry.wide();
            let fits = x + wide <= right && (x + wide + own <= right || wide + own > PLOT_CSS.0);
            if !fits && !row.is_empty() {
                y = self.row(&mut row, y);
                x = MARGIN_CSS;
            }
            row.push(Placed { x, ..entry.clone() });
            x += wide + AFTER_ENTRY_CSS;
        }
        let Some(ramp) = &legend.ramp else { return self.row(&mut row, y) };
        let title = shortened(&ramp.title, LEGEND_CSS, PLOT_CSS.0 - RAMP_CSS.0 - AFTER_ENTRY_CSS);
        let before = width(&title, LEGEND_CSS) + AFTER_SWATCH_CSS;
        if x + before + RAMP_CSS.0 + AFTER_ENTRY_CSS > right && !row.is_empty() {
            y = self.row(&mut row, y);
            x = MARGIN_CSS;
        }
        row.push(Placed { swatch: Swatch::Heading, text: title, x, before: 0.0 });
        self.ticks(ramp, (x + before, y + ROW_CSS / 2.0 + RAMP_CSS.1 / 2.0 + 3.0));
        self.ramp = Some((ramp.clone(), (x + before, y + (ROW_CSS - RAMP_CSS.1) / 2.0)));
        let ticks_end = y + ROW_CSS / 2.0 + RAMP_CSS.1 / 2.0 + 3.0 + SOURCE_CSS * LEADING;
        self.row(&mut row, y).max(ticks_end)
    }

    /// Adds a row, vertically centred and as high as its highest swatch, and returns its bottom.
    fn row(&mut self, row: &mut Vec<Placed>, top: f64) -> f64 {
        let high = row.iter().map(|placed| placed.swatch.size().1 + 2.0).fold(ROW_CSS, f64::max);
        let (high, middle) = if row.is_empty() { (0.0, top) } else { (high, top + high / 2.0) };
        for Placed { swatch, text, x, before } in row.drain(..) {
            let role = if swatch == Swatch::Heading { Role::Heading } else { Role::Entry };
            self.words.push(Words { text, at: (x + before, middle), size_css: LEGEND_CSS, role });
            if role == Role::Entry {
                self.swatches.push((swatch, (x + swatch.size().0 / 2.0, middle)));
            }
        }
        top + high
    }

    fn ticks(&mut self, ramp: &Ramp, (left, top): (f64, f64)) {
        let mut taken: Vec<(f64, f64)> = Vec::new();
        for (fraction, label) in &ramp.ticks {
            let (middle, half) = (left + fraction * RAMP_CSS.0, width(label, SOURCE_CSS) / 2.0);
            let (from, to) = (middle - half, middle + half);
            let is_free = taken.iter().all(|(a, b)| to + TICK_GAP_CSS <= *a || from >= b + TICK_GAP_CSS);
            if is_free && from >= 0.0 && to <= self.size_css.0 {
                taken.push((from, to));
                let (text, at) = (label.clone(), (middle, top));
                self.words.push(Words { text, at, size_css: SOURCE_CSS, role: Role::Tick });
            }
        }
    }

    /// Draws all but the chart, whose place is [`Self::plot`].
    pub fn draw<DB: DrawingBackend>(&self, painter: &mut Painter<'_, DB>, theme: &Theme) -> Result<(), DrawError<DB>> {
        painter.fill_rect((0.0, 0.0), self.size_css, theme.paper)?;
        for (swatch, at) in &self.swatches {
            swatch.draw(painter, *at, theme)?;
        }
        if let Some((ramp, corner)) = &self.ramp {
            ramp.draw(painter, *corner, RAMP_CSS)?;
        }
        for Words { text, at, size_css, role } in &self.words {
            match role {
                Role::Title => painter.heading(text, *at, *size_css, theme.ink)?,
                Role::Entry => painter.text(text, *at, Anchor::Right, *size_css, theme.ink)?,
                Role::Heading => painter.text(text, *at, Anchor::Right, *size_css, theme.muted)?,
                Role::Tick => painter.text(text, *at, Anchor::Below, *size_css, theme.muted)?,
                Role::Caption => painter.text(text, *at, Anchor::BeginsAt, *size_css, theme.muted)?,
            }
        }
        Ok(())
    }
}

/// An entry in a row: its left edge, and the distance from there to its label.
#[derive(Clone, Debug)]
struct Placed {
    swatch: Swatch,
    text: String,
    x: f64,
    before: f64,
}

impl Placed {
    fn new(swatch: Swatch, label: &str) -> Self {
        let (wide, _) = swatch.size();
        let before = if wide > 0.0 { wide + AFTER_SWATCH_CSS } else { 0.0 };
        Self { swatch, text: shortened(label, LEGEND_CSS, PLOT_CSS.0 - before), x: 0.0, before }
    }

    fn wide(&self) -> f64 {
        self.before + width(&self.text, LEGEND_CSS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::marks::symbol::Symbol;
    use crate::chart::theme::LIGHT;

    /// Left, top, right, bottom of everything, the chart too.
    fn boxes(layout: &Layout) -> Vec<(f64, f64, f64, f64)> {
        let words = layout.words.iter().map(|Words { text, at: (x, y), size_css, role }| {
            let (wide, high) = (width(text, *size_css), *size_css);
            match role {
                Role::Title | Role::Caption => (*x, *y, x + wide, y + high),
                Role::Entry | Role::Heading => (*x, y - high / 2.0, x + wide, y + high / 2.0),
                Role::Tick => (x - wide / 2.0, *y, x + wide / 2.0, y + high),
            }
        });
        let swatches = layout.swatches.iter().map(|(swatch, (x, y))| {
            let (wide, high) = swatch.size();
            (x - wide / 2.0, y - high / 2.0, x + wide / 2.0, y + high / 2.0)
        });
        let ramp = layout.ramp.iter().map(|(_, (x, y))| (*x, *y, x + RAMP_CSS.0, y + RAMP_CSS.1));
        let (left, top) = layout.plot;
        let plot = (left, top, left + PLOT_CSS.0, top + PLOT_CSS.1);
        words.chain(swatches).chain(ramp).chain([plot]).collect()
    }

    fn assert_apart(layout: &Layout) {
        let boxes = boxes(layout);
        for (nth, a) in boxes.iter().enumerate() {
            assert!(
                a.0 >= 0.0 && a.1 >= 0.0 && a.2 <= layout.size_css.0 && a.3 <= layout.size_css.1,
                "{a:?} {layout:?}"
            );
            for b in &boxes[nth + 1..] {
                let meet = a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3;
                assert!(!meet, "{a:?} and {b:?} in {layout:?}");
            }
        }
    }

    fn picture(label: &str, entries: usize, ramp: bool) -> Picture {
        let mut legend = Legend::default();
        for nth in 0..entries {
            legend.add(
                Swatch::Symbol {
                    symbol: Symbol::nth(nth),
                    fill: LIGHT.muted,
                    radius_css: 5.0 + (nth % 3) as f64 * 5.0,
                },
                label,
            );
        }
        let tick = |nth: u32| (f64::from(nth) / 11.0, (1u32 << nth).to_string());
        legend.ramp = ramp.then(|| Ramp::whole(label.to_owned(), (0..12).rev().map(tick).collect()));
        Picture { title: label.to_owned(), legend, caption: label.repeat(3), source: label.to_owned() }
    }

    #[test]
    fn parts_do_not_overlap() {
        let labels =
            ["", "x", "nvidia-l4 · server:1.0", &"Something long about one thing ".repeat(20), &"W".repeat(500)];
        for label in labels {
            for entries in [0, 1, 2, 7, 41, 900] {
                for ramp in [false, true] {
                    assert_apart(&picture(label, entries, ramp).lay_out());
                }
            }
        }
    }

    #[test]
    fn all_parts_are_laid_out() {
        let layout = picture("nvidia", 3, true).lay_out();
        assert_eq!((layout.swatches.len(), layout.ramp.is_some()), (3, true));
        let said: Vec<&str> = layout.words.iter().map(|words| words.text.as_str()).collect();
        // Title, three entries, the heading of the colours, caption, source; and the ticks that have room.
        assert_eq!(said.iter().filter(|text| text.contains("nvidia")).count(), 7, "{said:?}");
        assert!(said.contains(&"2048") && said.contains(&"1"), "{said:?}");
        let many = picture("nvidia", 100, false).lay_out();
        assert_eq!(many.swatches.len(), MOST_ENTRIES);
        assert!(many.words.iter().any(|words| words.text == "and 60 more"));
    }

    #[test]
    fn a_heading_stays_with_its_entries() {
        let mut legend = Legend::default();
        for (heading, label) in [("Cheapest", "x".repeat(60)), ("Saving", "y".repeat(20))] {
            legend.add(Swatch::Heading, heading);
            legend.add(Swatch::Ring { radius_css: 9.0 }, label.clone());
            legend.add(Swatch::Ring { radius_css: 9.0 }, label);
        }
        let layout = Picture { legend, ..Picture::default() }.lay_out();
        assert_apart(&layout);
        let row = |text: &str| layout.words.iter().find(|words| words.text.starts_with(text)).map(|words| words.at.1);
        assert!(row("Saving") == row("y") && row("Saving") > row("x"), "{layout:?}");
    }

    #[test]
    fn an_empty_picture_has_room_for_the_chart() {
        let layout = Picture::default().lay_out();
        assert!(layout.words.is_empty() && layout.size_css.1 > PLOT_CSS.1);
    }
}

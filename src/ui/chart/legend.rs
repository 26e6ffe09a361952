//! Legend of a chart as HTML, from the same description as the legend of its saved picture.

use leptos::prelude::*;
use plotters::style::RGBColor;

use crate::chart::colour::css;
use crate::chart::painter::Painter;
use crate::chart::picture::legend::{Entry, Legend, Ramp, Swatch};
use crate::chart::picture::svg::{SvgBackend, UNITS};
use crate::chart::theme::Theme;
use crate::ui::reactive::{Memo, Views};
use crate::ui::state::selection::Selection;

use super::backend::PageBackend;
use super::theme;

/// The entries of a legend; a list for each heading. The colour scale is [`ColourBar`]'s.
#[component]
pub fn LegendList(
    state: Selection,
    legend: Memo<Legend>,
    test_id: &'static str,
    /// What to add to an entry, by its position.
    #[prop(optional)]
    after: Option<Callback<usize, AnyView>>,
) -> impl IntoView {
    let lists = move || {
        let theme = theme(state);
        let mut nth = 0..;
        let mut item = |Entry { swatch, label }: &Entry| {
            let icon = icon(swatch, &theme);
            let after = nth.next().and_then(|nth| Some(after?.run(nth)));
            view! { <li class:title=*swatch == Swatch::Heading>{icon}{label.clone()}{after}</li> }.into_any()
        };
        let entries = legend.get().entries;
        let lists = entries.chunk_by(|_, next| next.swatch != Swatch::Heading);
        lists.map(|list| view! { <ul>{list.iter().map(&mut item).views()}</ul> }).views()
    };
    view! { <div class="legend-list" data-testid=test_id>{lists}</div> }
}

/// A swatch as the saved picture has it.
fn icon(swatch: &Swatch, theme: &Theme) -> Option<AnyView> {
    let (width, height) = swatch.size();
    if width == 0.0 {
        return None;
    }
    let mut backend = PageBackend::Svg(SvgBackend::new((width, height)));
    let mut painter = Painter::with_subpixels(&mut backend, 1.0, UNITS);
    if let Err(error) = swatch.draw(&mut painter, (width / 2.0, height / 2.0), theme) {
        leptos::logging::error!("the legend could not be drawn: {error}");
    }
    let elements = match backend {
        PageBackend::Svg(svg) => svg.into_elements(),
        PageBackend::Canvas(_) => String::new(),
    };
    let size = |css: f64| format!("{css:.1}");
    Some(
        view! { <svg width=size(width) height=size(height) stroke-miterlimit="10" aria-hidden="true" inner_html=elements></svg> }
            .into_any(),
    )
}

/// The colour scale of a chart, if it has one.
#[component]
pub fn ColourBar(ramp: Memo<Option<Ramp>>, test_id: &'static str, label: &'static str) -> impl IntoView {
    move || {
        let ramp = ramp.get()?;
        let tick = |(at, label): (f64, String)| {
            view! { <span style:left=format!("{:.1}%", at * 100.0)>{label}</span> }.into_any()
        };
        Some(
            view! {
                <div class="colour-bar" data-testid=test_id role="img" aria-label=label>
                    <span class="title">{ramp.title}</span>
                    <span class="bar">
                        <span class="gradient" style:background=bands(&ramp.colours)></span>
                        <span class="ticks">{ramp.ticks.into_iter().map(tick).views()}</span>
                    </span>
                </div>
            }
            .into_any(),
        )
    }
}

/// A gradient of bands of equal width, as [`Ramp`] draws them.
fn bands(colours: &[RGBColor]) -> String {
    let width = 100.0 / colours.len() as f64;
    let band = |(nth, &colour): (usize, &RGBColor)| {
        let from = nth as f64 * width;
        format!("{} {:.2}% {:.2}%", css(colour), from, from + width)
    };
    let bands: Vec<String> = colours.iter().enumerate().map(band).collect();
    format!("linear-gradient(to right, {})", bands.join(", "))
}

//! Legend of the cost-latency chart, of buttons: each hides its marks and shows them again.

use leptos::prelude::*;

use crate::chart::colour::css;
use crate::chart::marks::star;
use crate::chart::picture::legend::{STAR_CSS, Swatch};
use crate::data::runs::run_table::RunTable;
use crate::page::scatter::view::{CHEAPEST_LABEL, FRONT_LABEL, LegendGroup};
use crate::page::words::legends;
use crate::ui::reactive::{Memo, Views, act};
use crate::ui::state::State;

use super::legend::ColourBar;
use super::theme;

/// A button of the legend.
#[derive(Clone, PartialEq)]
struct Toggle {
    swatch: Swatch,
    label: String,
    shown: bool,
}

/// The legend and the colour scale of the cost-latency chart.
#[component]
pub fn ScatterLegend(state: State) -> impl IntoView {
    let groups = Memo::new(move |_| {
        let theme = theme(state.now);
        let toggle = |LegendGroup { label, symbol, shown }: &LegendGroup| Toggle {
            swatch: legends::group_swatch(*symbol, &theme),
            label: label.clone(),
            shown: *shown,
        };
        state.scatter.with(|view| view.iter().flat_map(|view| &view.legend).map(toggle).collect::<Vec<_>>())
    });
    let marks = Memo::new(move |_| {
        let theme = theme(state.now);
        let marks = [(FRONT_LABEL, legends::front_swatch(&theme)), (CHEAPEST_LABEL, legends::cheapest_swatch(&theme))];
        state.choice.with(|choice| {
            let toggle = |(label, swatch): (&str, Swatch)| Toggle {
                swatch,
                label: label.to_owned(),
                shown: !choice.hidden.contains(label),
            };
            marks.into_iter().map(toggle).collect::<Vec<_>>()
        })
    });
    // A memo of its own: the distinct batch sizes are not sought again when only filters moved.
    let scale = Memo::new(move |_| state.scatter.with(|view| view.as_ref().and_then(|view| view.scene.colours)));
    let ramp = Memo::new(move |_| {
        let (shown, scale) = (state.shown.get()?, scale.get()?);
        Some(legends::batch_sizes(&scale, &RunTable::distinct(&shown.runs.batch_size)))
    });
    view! {
        <div class="legend">
            <div data-testid="legend" class="entries" role="group" aria-label="Shown on the chart">
                {buttons(state, groups)}
            </div>
            <div class="entries" role="group" aria-label="Marks on the chart">{buttons(state, marks)}</div>
            <ColourBar ramp test_id="colour-bar" label="Colour shows the batch size, from violet (smallest) to yellow (largest)" />
        </div>
    }
}

fn buttons(state: State, toggles: Memo<Vec<Toggle>>) -> impl IntoView {
    move || toggles.get().into_iter().map(|toggle| view! { <ToggleButton state toggle /> }.into_any()).views()
}

#[component]
fn ToggleButton(state: State, toggle: Toggle) -> impl IntoView {
    let Toggle { swatch, label, shown } = toggle;
    let text = label.clone();
    let switch = move |_| {
        state.choose(|choice| {
            if !choice.hidden.remove(&label) {
                choice.hidden.insert(label.clone());
            }
        });
    };
    view! {
        <button type="button" aria-pressed=shown.to_string() on:click=act(switch)>
            {icon(swatch)}
            {text}
        </button>
    }
}

/// A swatch in its shape and colour, without the outline: the SVG backend is not part of the first view.
fn icon(swatch: Swatch) -> AnyView {
    let (width, height) = swatch.size();
    let half = width.max(height) / 2.0;
    let shape = match swatch {
        Swatch::Symbol { symbol, fill, radius_css } => filled(&symbol.corners(), radius_css, css(fill)),
        Swatch::Star { fill } => filled(&star::corners(), STAR_CSS, css(fill)),
        Swatch::Line { colour, dash: (on, off), width_css, .. } => view! {
            <path
                d=format!("M{:.1} 0H{half:.1}", -half)
                stroke=css(colour)
                stroke-width=format!("{width_css:.1}")
                stroke-dasharray=format!("{on:.1} {off:.1}")
            ></path>
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! { <svg viewBox=format!("{:.1} {:.1} {:.1} {:.1}", -half, -half, 2.0 * half, 2.0 * half) aria-hidden="true">{shape}</svg> }
        .into_any()
}

/// A polygon of corners in radii; without corners a disc.
fn filled(corners: &[(f64, f64)], radius: f64, fill: String) -> AnyView {
    if corners.is_empty() {
        return view! { <circle r=format!("{radius:.1}") fill=fill></circle> }.into_any();
    }
    let points: Vec<String> = corners.iter().map(|(x, y)| format!("{:.2},{:.2}", x * radius, y * radius)).collect();
    view! { <polygon points=points.join(" ") fill=fill></polygon> }.into_any()
}

//! Legend of the cost-latency chart, of buttons: each shows its marks alone, or hides them and shows them again.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html::Div;
use leptos::prelude::*;
use web_sys::Element;

use crate::chart::colour::css;
use crate::chart::marks::star;
use crate::chart::picture::legend::{Entry, STAR_CSS, Swatch};
use crate::chart::scenes::scatter::paint::Paint;
use crate::data::runs::run_table::RunTable;
use crate::page::choice::hidden;
use crate::page::scatter::columns::{CHEAPEST_LABEL, FRONT_LABEL};
use crate::page::scatter::view::LegendGroup;
use crate::page::words::{group_names, legends};
use crate::ui::browser::observe;
use crate::ui::reactive::{Memo, RwSignal, Views, act};
use crate::ui::state::State;
use crate::ui::state::inputs::LazyCode;

use super::legend::ColourBar;
use super::listen::listen_until_cleanup;
use super::theme;

/// More groups than these have no room in two lines.
const MOST: usize = 14;
/// What the words of all sizes begin with.
const SIZES: &str = "Batch size ";
/// After the name of a group.
const CLICKS: &str = "\nClick: alone, and all again. Shift and click (Alt and Enter): hide or show.";
/// Side of the square that a swatch has in the style sheet.
const RING_BOX_CSS: f64 = 14.0;

/// A button of the legend.
#[derive(Clone, PartialEq)]
struct Toggle {
    swatch: Swatch,
    /// As the address names it.
    label: String,
    words: String,
    shown: bool,
    /// Whether a click shows it alone, and does not hide it.
    is_group: bool,
}

/// The groups of the cost-latency chart, which can be shown alone, and what shapes and sizes mean.
#[component]
pub fn ScatterLegend(state: State) -> impl IntoView {
    // Of the table alone: what a filter changes names nothing anew.
    let names = Memo::new(move |_| state.shown.map_or_default(|shown| group_names::group_names(shown)));
    let groups = Memo::new(move |_| {
        let theme = theme(state.now);
        let words = |label: &String| {
            let at = state.shown.with(|shown| shown.as_ref()?.groups.labels.iter().position(|known| known == label));
            names.with(|names| at.and_then(|at| names.get(at)).unwrap_or(label).clone())
        };
        let toggle = |group: &LegendGroup| Toggle {
            swatch: legends::group_swatch(group, &theme),
            label: group.label.clone(),
            words: words(&group.label),
            shown: group.shown,
            is_group: true,
        };
        state.scatter.with(|view| view.iter().flat_map(|view| &view.legend).map(toggle).collect::<Vec<_>>())
    });
    let paint = paint(state);
    let shapes = Memo::new(move |_| {
        let (theme, shown, view) = (theme(state.now), state.shown.get()?, state.scatter.get()?);
        // Of encoders, which the first view shows, the groups have them.
        let apart = view.legend.iter().any(|group| group.symbol.is_none());
        let names = if apart { group_names::shape_names(&shown) } else { Vec::new() };
        Some(legends::shapes(&view, &names, &theme).entries)
    });
    // Memos of their own: the distinct batch sizes are not sought again when only filters moved.
    let ramp = Memo::new(move |_| {
        let shown = state.shown.get()?;
        let Some(Paint::Viridis(Some(scale))) = paint.get() else { return None };
        Some(legends::batch_sizes(&scale, &RunTable::distinct(&shown.runs.batch_size)))
    });
    let sizes = Memo::new(move |_| {
        let shown = state.shown.get()?;
        let Some(Paint::Hardware(Some(scale))) = paint.get() else { return None };
        Some(legends::sizes(&scale, &RunTable::distinct(&shown.runs.batch_size)))
    });
    let node = NodeRef::<Div>::new();
    hear_keys_once_ready(state, node);
    view! {
        <div class="legend" node_ref=node>
            <div data-testid="legend" class="entries" role="group" aria-label="Shown on the chart">
                {buttons(state, groups)}
            </div>
            {key(shapes, "shape-key", "Shape", "")}
            {key(sizes, "size-key", "Size", SIZES)}
            <ColourBar ramp test_id="colour-bar" label="Colour shows the batch size, from violet (smallest) to yellow (largest)" />
        </div>
    }
}

/// Buttons for front and star.
#[component]
pub fn LegendMarks(state: State) -> impl IntoView {
    let marks = Memo::new(move |_| {
        let theme = theme(state.now);
        // Without a star nothing stands for one.
        let (paint, starred) = state.scatter.with(|view| {
            view.as_ref().map_or((Paint::Hardware(None), true), |view| (view.scene.paint, view.cheapest_row.is_some()))
        });
        let marks = [
            (FRONT_LABEL, FRONT_LABEL, legends::front_swatch(paint, &theme)),
            (CHEAPEST_LABEL, legends::star_words(paint), legends::star_swatch(paint, &theme)),
        ];
        state.choice.with(|choice| {
            let toggle = |(label, words, swatch): (&str, &str, Swatch)| Toggle {
                swatch,
                label: label.to_owned(),
                words: words.to_owned(),
                shown: !choice.hidden.contains(label),
                is_group: false,
            };
            marks.into_iter().take(1 + usize::from(starred)).map(toggle).collect::<Vec<_>>()
        })
    });
    view! {
        <div class="legend marks-key">
            <div class="entries" role="group" aria-label="Marks on the chart">{buttons(state, marks)}</div>
        </div>
    }
}

fn paint(state: State) -> Memo<Option<Paint>> {
    Memo::new(move |_| state.scatter.with(|view| view.as_ref().map(|view| view.scene.paint)))
}

/// Keys are heard once what answers them is loaded.
fn hear_keys_once_ready(state: State, node: NodeRef<Div>) {
    Effect::new(move |_| {
        if let (LazyCode::Ready, Some(node)) = (state.lazy_code.get(), node.get()) {
            hear_keys(state, &node);
        }
    });
}

/// Entries that are no buttons. What they all begin with is said once.
fn key(
    entries: Memo<Option<Vec<Entry>>>,
    test_id: &'static str,
    label: &'static str,
    before: &'static str,
) -> impl IntoView {
    move || {
        let entries = entries.get().filter(|entries| !entries.is_empty())?;
        let item = |Entry { swatch, label }: Entry| {
            view! { <li>{icon(swatch)}{label.strip_prefix(before).unwrap_or(&label).to_owned()}</li> }.into_any()
        };
        let first = (!before.is_empty()).then(|| view! { <li>{before}</li> }.into_any());
        let items = first.into_iter().chain(entries.into_iter().map(item)).views();
        Some(view! { <ul class="key" data-testid=test_id aria-label=label>{items}</ul> }.into_any())
    }
}

fn buttons(state: State, toggles: Memo<Vec<Toggle>>) -> impl IntoView {
    let all = RwSignal::new(false);
    move || {
        let mut toggles = toggles.get();
        let rest = toggles.len().saturating_sub(MOST);
        let more = (rest > 0 && !all.get()).then(|| {
            toggles.truncate(MOST);
            more(all, rest)
        });
        let buttons = toggles.into_iter().map(|toggle| view! { <ToggleButton state toggle /> }.into_any());
        buttons.chain(more).views()
    }
}

/// Apart, as few tables have so many groups.
#[inline(never)]
fn more(all: RwSignal<bool>, rest: usize) -> AnyView {
    view! { <button type="button" class="more" on:click=act(move |_| all.set(true))>"+ " {rest} " more"</button> }
        .into_any()
}

#[component]
fn ToggleButton(state: State, toggle: Toggle) -> impl IntoView {
    let Toggle { swatch, label, words, shown, is_group } = toggle;
    let title = is_group.then(|| [&label, CLICKS].concat());
    view! {
        <button
            type="button"
            aria-pressed=shown.to_string()
            title=title
            data-label=label.clone()
            on:click=act(move |event: MouseEvent| press(state, &label, is_group && !event.shift_key()))
        >
            {icon(swatch)}
            {words}
        </button>
    }
}

/// Alt and Enter do to the button with the keyboard what shift and a click do.
#[inline(never)]
fn hear_keys(state: State, legend: &Element) {
    listen_until_cleanup(legend, "keydown", move |event: KeyboardEvent| {
        let button = observe::target(&event);
        let label = button.and_then(|button| button.get_attribute("data-label"));
        if let (true, true, Some(label)) = (event.key() == "Enter", event.alt_key(), label) {
            event.prevent_default();
            press(state, &label, false);
        }
    });
}

/// Shows an entry alone, or hides it or shows it again.
#[inline(never)]
fn press(state: State, label: &str, alone: bool) {
    let groups: Vec<String> = state
        .scatter
        .with_untracked(|view| view.iter().flat_map(|view| &view.legend).map(|group| group.label.clone()).collect());
    state.choose(|choice| match alone {
        true => hidden::solo(&mut choice.hidden, label, &groups),
        false => hidden::toggle(&mut choice.hidden, label),
    });
}

/// A swatch in its shape and colour, without the outline: the SVG backend is not part of the first view.
pub(crate) fn icon(swatch: Swatch) -> AnyView {
    let (width, height) = swatch.size();
    // Rings show sizes, and so have all one scale.
    let half = if matches!(swatch, Swatch::Ring { .. }) { RING_BOX_CSS / 2.0 } else { width.max(height) / 2.0 };
    let shape = match swatch {
        Swatch::Symbol { symbol, fill, radius_css } => filled(&symbol.corners(), radius_css, css(fill)),
        Swatch::Bar { colour, .. } => {
            view! { <rect x="-9" y="-6" width="18" height="12" rx="2" fill=css(colour)></rect> }.into_any()
        }
        Swatch::Ring { radius_css } => {
            view! { <circle r=format!("{radius_css:.1}") fill="none" stroke="currentColor"></circle> }.into_any()
        }
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

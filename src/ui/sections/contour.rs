//! Cost (or another measure) as a surface over VUs and batch size (or other settings), a chart for each hardware and image.

mod made;

use std::sync::Arc;

use leptos::prelude::*;

use crate::page::choice::contour::{Controls, Interpolation, LevelRule, Quantity};
use crate::page::choice::contour_axes::{ContourAxes, Dimension, with};
use crate::page::contour::plane::{Offer, with_setting};
use crate::page::contour::view::{ContourView, MOST_PANELS};
use crate::page::contour::words;
use crate::page::words::legends;
use crate::ui::browser::observe;
use crate::ui::chart::legend::{ColourBar, LegendList};
use crate::ui::chart::scatter::broken;
use crate::ui::chart::{Chart, Description, Hit, theme};
use crate::ui::controls::pick_list::PickList;
use crate::ui::controls::radios::Radios;
use crate::ui::parts::conditions;
use crate::ui::parts::pins::Linked;
use crate::ui::parts::short_text::{short_forms, short_text};
use crate::ui::parts::tabs::{is_all, shows_all};
use crate::ui::reactive::{Memo, RwSignal, Signal, Views, act, live};
use crate::ui::state::State;
use crate::ui::state::selection::Selection;
use crate::ui::state::turns::COUNTING;
use crate::ui::state::visibility;

type View = Memo<Option<Arc<ContourView>>>;

/// What a colour scale says to a screen reader.
const COLOURS: &str = "Colour shows the value: bright is better";

/// The names of the charts in tests.
const NAMES: [&str; MOST_PANELS] =
    ["contour-1", "contour-2", "contour-3", "contour-4", "contour-5", "contour-6", "contour-7", "contour-8"];

/// So many maps are shown until all are asked for: those beside each other.
fn first_panels() -> usize {
    if observe::is_narrow() { 1 } else { 2 }
}

/// The section.
#[component]
pub fn ContourSection(state: State) -> impl IntoView {
    let page = state;
    let (state, section) = visibility::follow(state);
    let controls = Memo::new(move |_| state.sections.committed.with(|sections| sections.contour));
    let axes = Memo::new(move |_| state.sections.committed.with(|sections| sections.contour_axes.clone()));
    let notebook = Memo::new(move |_| state.choice.with(|choice| choice.notebook));
    let (view, counts) = made::view(state, controls, axes);
    let labels = Memo::new(move |_| {
        view.with(|view| {
            let panels = view.iter().flat_map(|view| &view.panels);
            panels.map(|panel| panel.label.clone()).collect::<Vec<_>>()
        })
    });
    let demand = Memo::new(move |_| state.choice.with(|choice| choice.money.demand));
    let heading = Memo::new(move |_| view.map_or_default(|view| view.plane.heading(demand.get())));
    // Shared levels; otherwise each chart has its own.
    let ramp = Memo::new(move |_| {
        let view = view.get().filter(|view| !view.levels.is_empty())?;
        Some(legends::contour_levels(&view, &view.levels, &theme(state)))
    });
    let legend = Memo::new(move |_| {
        let limited = view.with(|view| view.as_ref().is_some_and(|view| view.limited));
        let upwards = view.map_or_default(|view| view.plane.y.noun().to_owned());
        legends::contour_marks(&upwards, true, limited, &theme(state))
    });
    let all = RwSignal::new(shows_all(state.mode));
    let first = first_panels();
    let total = Memo::new(move |_| labels.with(Vec::len));
    let panels = shown_panels(page, state, view, (labels, all, first));
    view! {
        <section class="card contour" aria-labelledby="contour-title" data-testid="contour" node_ref=section>
            <h2 id="contour-title">{move || heading.get()}</h2>
            {conditions::line(page)}
            <details class="contour-settings" open=is_all()>
                <summary>"Measure, axes, levels"</summary>
                <ContourControls state controls axes notebook />
                <AxisLists state view axes notebook />
            </details>
            <ColourBar ramp test_id="contour-colours" label=COLOURS />
            <LegendList state legend test_id="contour-key" />
            <p class="overview" data-testid="contour-overview">{move || match counts.get() {
                true => COUNTING.to_owned(),
                false => view.map_or_default(|view| words::overview(view)),
            }}</p>
            <div class="panels">{live(panels)}</div>
            {more_maps(all, total, first)}
            <Prose state view />
        </section>
    }
}

/// The maps, that of the answer first: whoever opens the link sees the same.
fn shown_panels(
    page: State,
    state: Selection,
    view: View,
    (labels, all, first): (Memo<Vec<String>>, RwSignal<bool>, usize),
) -> impl Fn() -> AnyView + Copy + Send + Sync {
    let answered = Memo::new(move |_| {
        let row = page.verdict.with(|view| view.as_ref().and_then(|view| view.row))?;
        state.shown.with(|shown| shown.as_ref().and_then(|shown| shown.groups.of_row.get(row).copied()))
    });
    move || {
        let panel = |(at, label): (usize, String)| view! { <PanelChart state view at label /> };
        let most = if all.get() { usize::MAX } else { first };
        let mut labelled: Vec<(usize, String)> = labels.get().into_iter().enumerate().collect();
        if let Some(place) = answered.get().and_then(|group| labelled.iter().position(|&(at, _)| at == group)) {
            labelled[..=place].rotate_right(1);
        }
        labelled.into_iter().take(most).map(panel).views()
    }
}

/// Shows the maps after the first ones.
fn more_maps(all: RwSignal<bool>, total: Memo<usize>, first: usize) -> AnyView {
    let words = move || match (all.get(), first) {
        (false, _) => format!("Show all {} maps", total.get()),
        (true, 1) => "Show the first map".to_owned(),
        (true, first) => format!("Show the first {first} maps"),
    };
    view! {
        <button
            type="button"
            class="link"
            data-testid="contour-all"
            aria-expanded=move || all.get().to_string()
            hidden=move || total.get() <= first
            on:click=act(move |_| all.update(|all| *all = !*all))
        >
            {live(words)}
        </button>
    }
    .into_any()
}

#[component]
fn PanelChart(state: Selection, view: View, at: usize, label: String) -> impl IntoView {
    let scene = Signal::derive(move || {
        view.with(|view| view.as_ref().and_then(|view| Some(Arc::clone(&view.panels.get(at)?.scene))))
    });
    let summary = Signal::derive(move || {
        view.map_or_default(|view| view.panels.get(at).map(|panel| words::summary(view, panel)).unwrap_or_default())
    });
    let describe = move |hit: Hit| {
        let (view, shown) = (view.get()?, state.shown.get()?);
        let panel = view.panels.get(at)?;
        // A row of a table that has just gone.
        if hit.item >= shown.runs.rows {
            return None;
        }
        let (title, fields) = words::describe(&view, panel, &shown, (hit.item, broken(state, hit.item)), hit.data);
        Some(Description { title, fields })
    };
    let linked = Linked::runs(move |row| {
        let shown = state.shown.get()?;
        let here = shown.groups.of_row[row] == at;
        let plane = view.get().map(|view| Arc::clone(&view.plane))?;
        here.then(|| (plane.x.values[row], plane.y.values[row]))
    });
    let of = label.clone();
    let title = Signal::derive(move || {
        let demand = state.choice.with(|choice| choice.money.demand);
        let heading = view.map_or_default(|view| view.plane.heading(demand));
        format!("{heading} · {of}")
    });
    let legend = Memo::new(move |_| view.map_or_default(|view| legends::contour(view, at, &theme(state))));
    let ramp = Memo::new(move |_| {
        let view = view.get().filter(|view| view.levels.is_empty())?;
        let levels = &view.panels.get(at)?.levels;
        (!levels.is_empty()).then(|| legends::contour_levels(&view, levels, &theme(state)))
    });
    let panel = move |read: fn(&crate::page::contour::view::Panel) -> String| {
        move || view.with(|view| view.as_ref().and_then(|view| Some(read(view.panels.get(at)?))))
    };
    view! {
        <div
            class="panel"
            data-testid=format!("contour-panel-{}", at + 1)
            data-samples=panel(|panel| panel.scene.samples.len().to_string())
            data-best-row=panel(|panel| panel.best_row.map(|row| row.to_string()).unwrap_or_default())
            data-isolines=panel(|panel| panel.scene.lines.len().to_string())
            data-excluded=panel(|panel| panel.scene.samples.iter().filter(|sample| sample.excluded).count().to_string())
            data-hatched=panel(|panel| panel.scene.excluded.len().to_string())
        >
            <h3>{short_text(short_forms(state), Box::new(move || label.clone()))}</h3>
            <ColourBar ramp test_id="contour-colours" label=COLOURS />
            <Chart
                state
                scene
                test_id=NAMES[at.min(MOST_PANELS - 1)]
                label="Contour chart"
                title
                legend
                summary
                describe
                linked
            />
        </div>
    }
}

#[component]
fn ContourControls(
    state: Selection,
    controls: Memo<Controls>,
    axes: Memo<ContourAxes>,
    notebook: Memo<bool>,
) -> impl IntoView {
    let quantities = [Quantity::Cost, Quantity::P95Latency, Quantity::Throughput];
    let units = [Interpolation::Log, Interpolation::Raw];
    let levels = [LevelRule::Equal, LevelRule::Percentile];
    // The notebook's way leaves nothing to choose.
    let now = move || if notebook.get() { Controls::NOTEBOOK } else { controls.get() };
    let disabled = Signal::from(notebook);
    let set = move |change: &dyn Fn(&mut Controls)| state.arrange(|sections| change(&mut sections.contour));
    // None of the three while another measure is shown.
    let own = move || !notebook.get() && axes.with(|axes| axes.as_ref().is_some_and(|keys| keys.z.is_some()));
    view! {
        <div class="contour-controls">
            <Radios name="contour-quantity" legend="Show" disabled
                options=vec![("cost", "Cost"), ("p95", "p95 latency"), ("throughput", "Throughput")]
                now=Signal::derive(move || quantities.iter().position(|&of| now().quantity == of).filter(|_| !own()))
                choose=Callback::new(move |at: usize| state.arrange(|sections| {
                    sections.contour.quantity = quantities[at];
                    sections.contour_axes = with(&sections.contour_axes, Dimension::Z, None);
                })) />
            <Radios name="contour-units" legend="Interpolate in" disabled
                options=vec![("log", "Log units"), ("raw", "Raw units")]
                now=Signal::derive(move || units.iter().position(|&of| now().interpolation == of))
                choose=Callback::new(move |at: usize| set(&|controls| controls.interpolation = units[at])) />
            <Radios name="contour-levels" legend="Levels" disabled
                options=vec![("equal", "Equal steps"), ("percentile", "Percentiles")]
                now=Signal::derive(move || levels.iter().position(|&of| now().levels == of))
                choose=Callback::new(move |at: usize| set(&|controls| controls.levels = levels[at])) />
        </div>
    }
}

/// The settings that the charts lie over, and further measures, where the table has any to choose from.
#[component]
fn AxisLists(state: Selection, view: View, axes: Memo<ContourAxes>, notebook: Memo<bool>) -> impl IntoView {
    let offer = Memo::new(move |_| state.shown.map_or_default(|shown| Offer::of(&shown.runs)));
    let settings = Memo::new(move |_| offer.with(|offer| offer.settings.clone()));
    let measures = Memo::new(move |_| {
        let none = (String::new(), "as above".to_owned());
        std::iter::once(none).chain(offer.with(|offer| offer.measures.clone())).collect::<Vec<_>>()
    });
    let has_settings = Memo::new(move |_| settings.with(|settings| !settings.is_empty()));
    let has_measures = Memo::new(move |_| measures.with(|measures| measures.len() > 1));
    let x = Memo::new(move |_| view.map_or_default(|view| view.plane.x.kind.key()));
    let y = Memo::new(move |_| view.map_or_default(|view| view.plane.y.kind.key()));
    let z = Memo::new(move |_| {
        axes.with(|axes| axes.as_ref().and_then(|keys| keys.z.clone())).filter(|_| !notebook.get()).unwrap_or_default()
    });
    let lay = move |of: Dimension| {
        Callback::new(move |key: String| {
            let Some(view) = view.get_untracked() else { return };
            state.arrange(|sections| {
                sections.contour_axes = with_setting(&view.plane, &sections.contour_axes, of, &key);
            });
        })
    };
    let measure = Callback::new(move |key: String| {
        state.arrange(|sections| {
            let key = Some(&*key).filter(|key| !key.is_empty());
            sections.contour_axes = with(&sections.contour_axes, Dimension::Z, key);
        });
    });
    let disabled = notebook;
    view! {
        <div class="contour-controls" data-testid="contour-axes">
            {move || has_measures.get().then(|| view! {
                <PickList label="Another measure" test_id="contour-z" options=measures now=z choose=measure disabled />
            }.into_any())}
            {move || has_settings.get().then(|| view! {
                <PickList label="Across" test_id="contour-x" options=settings now=x choose=lay(Dimension::X) disabled />
                <PickList label="Upwards" test_id="contour-y" options=settings now=y choose=lay(Dimension::Y) disabled />
            }.into_any())}
        </div>
    }
}

#[component]
fn Prose(state: Selection, view: View) -> impl IntoView {
    let finding = move || view.map_or_default(|view| words::finding(view).unwrap_or_default());
    view! {
        <details class="prose">
            <summary>"How to read this"</summary>
            <p>
                "Every white dot is a load test. Between the dots the value is estimated: four dots at the corners of a \
                 rectangle by both of its diagonals, others joined to triangles, inside of which the value changes \
                 evenly. Nothing is drawn outside the dots, where \
                 nothing was measured. A line joins places of equal value, and says which; bright bands are better. \
                 All charts share axes, levels and colours, which are those of the whole table: filters take runs \
                 away and leave the rest comparable. As in the notebook, several charts have levels and colours each \
                 of its own."
            </p>
            <p>
                "Lines close together mean that a small change of a setting matters; a wide band means that \
                 it does not, so take whichever of its settings is faster. A narrow dent around a single dot is one \
                 odd run: look it up in the table before you trust it. A star at the edge says that the best may lie \
                 beyond what was tried."
            </p>
            <p>
                "Under limits the hatched places are those where one of them is broken, estimated between the runs \
                 in the same way; runs that break one are grey, and the star is the best of the others."
            </p>
            <p>
                "With log units a place counts by factors, as the axes are drawn: half way from 32 to 128 VUs is 64. The \
                 value itself is interpolated linearly: half way from $300 to $400 is $350. Raw units, as in the \
                 notebook, take places by differences too, which bends the lines here; the notebook takes triangles \
                 alone. Percentile levels put equally many runs into each band."
            </p>
            <p data-testid="contour-finding">{short_text(short_forms(state), Box::new(finding))}</p>
        </details>
    }
}

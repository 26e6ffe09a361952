//! Did we try enough VUs? What throughput does at the end of each configuration's series, and what had been seen with fewer.

use std::sync::Arc;

use leptos::prelude::*;

use crate::data::table::number;
use crate::format::numbers::short;
use crate::page::choice::filters::Choice;
use crate::page::choice::sections::GAINS_PERCENT;
use crate::page::enough_vus::view::{Question, VusAxes, VusView};
use crate::page::enough_vus::words;
use crate::page::words::text_table::Listing;
use crate::ui::chart::{Chart, Description, Hit};
use crate::ui::controls::vus_slider::VusSlider;
use crate::ui::parts::conditions;
use crate::ui::parts::pins::Linked;
use crate::ui::parts::text_table::LinesTable;
use crate::ui::reactive::{Memo, Signal, live};
use crate::ui::state::State;
use crate::ui::state::selection::Selection;
use crate::ui::state::visibility;

/// What this section knows beside the page's state.
#[derive(Clone, Copy)]
struct Local {
    state: Selection,
    /// What the slider says: at once.
    draft: Memo<Option<f64>>,
    /// The least gain that counts as rising, a share.
    least_gain: Memo<f64>,
    fixed: Memo<Option<Arc<VusAxes>>>,
    view: Memo<Option<Arc<VusView>>>,
}

impl Local {
    fn new(state: Selection) -> Self {
        let draft = Memo::new(move |_| state.sections.now.with(|sections| sections.tried_vus));
        let limit = Memo::new(move |_| state.sections.committed.with(|sections| sections.tried_vus));
        let least_gain =
            Memo::new(move |_| state.sections.committed.with(|sections| sections.least_gain_percent / 100.0));
        // Groups and axes of the whole table: filters do not touch them.
        let parts = Memo::new(move |_| state.choice.with(|choice| (choice.notebook, choice.axes)));
        let fixed = Memo::new(move |_| {
            let (notebook, axes) = parts.get();
            let choice = Choice { notebook, axes, ..Choice::default() };
            Some(Arc::new(VusAxes::new(&*state.shown.get()?, &choice)))
        });
        let view = Memo::new(move |_| {
            let (shown, fixed) = (state.shown.get()?, fixed.get()?);
            let (rows, within) = (state.rows.get(), state.within.get());
            let question = Question { limit: limit.get(), least_gain: least_gain.get() };
            Some(Arc::new(VusView::within(&shown, (&rows, &within), &fixed, question)))
        });
        Self { state, draft, least_gain, fixed, view }
    }

    fn say(self, words: impl Fn(&VusView) -> String + Send + Sync + 'static) -> Signal<String> {
        Signal::derive(move || self.view.map_or_default(|view| words(view)))
    }

    fn notebook(self) -> bool {
        self.fixed.with(|fixed| fixed.as_ref().is_some_and(|fixed| fixed.notebook))
    }
}

/// The runs that speak: in the notebook's reading limits do not count.
fn allowed(state: Selection, fixed: &VusAxes) -> Arc<Vec<usize>> {
    if fixed.notebook { state.rows.get() } else { state.within.get() }
}

/// The section.
#[component]
pub fn EnoughVusSection(state: State) -> impl IntoView {
    let page = state;
    let (state, section) = visibility::follow(state);
    view! {
        <section class="card enough-vus" aria-labelledby="enough-vus-title" node_ref=section>
            <h2 id="enough-vus-title">"Did we try enough VUs?"</h2>
            {conditions::of_view(page)}
            {stopped_at(state)}
        </section>
    }
}

/// How many charts it has; tracked.
pub fn charts(state: Selection) -> usize {
    Local::new(state).view.map_or_default(|view| view.charts.len())
}

/// What would be said had testing stopped earlier: slider, sentences, table and charts.
pub(super) fn stopped_at(state: Selection) -> AnyView {
    let local = Local::new(state);
    let attribute = move |count: fn(&VusView) -> usize| local.say(move |view| count(view).to_string());
    view! {
        <div
            class="enough-vus"
            data-testid="enough-vus"
            data-groups=attribute(|view| view.states.len()).live()
            data-rising=attribute(|view| view.rising().count()).live()
        >
            <div class="vus-controls">
                <VusSlider
                    state
                    name="enough-vus-limit"
                    label="As if nothing had been tried beyond"
                    limit=local.draft
                    set=|state, limit| state.arrange(|sections| sections.tried_vus = limit)
                />
                <LeastGain local />
            </div>
            <div class="vus-answer" aria-live="polite">
                <p data-testid="enough-vus-answer">{local.say(words::answer).live()}</p>
                <p class="meaning" data-testid="enough-vus-meaning">{local.say(words::meaning).live()}</p>
            </div>
            <div class="vus-results">
                <GroupTable local />
                <Charts local />
            </div>
            <Prose local />
        </div>
    }
    .into_any()
}

/// The threshold; the notebook has none.
#[component]
fn LeastGain(local: Local) -> impl IntoView {
    view! {
        <div class="field row">
            <label for="enough-vus-gain">"Rising from a gain at the end of, %"</label>
            <input
                id="enough-vus-gain"
                data-testid="enough-vus-gain"
                type="number"
                step="0.5"
                min=GAINS_PERCENT.0.to_string()
                max=GAINS_PERCENT.1.to_string()
                prop:value=move || short(local.least_gain.get() * 100.0)
                disabled=move || local.notebook()
                on:input:target=move |event| {
                    // While it is being typed a number may not be one yet.
                    if let Some(percent) = number::parse(&event.target().value())
                        && (GAINS_PERCENT.0..=GAINS_PERCENT.1).contains(&percent)
                    {
                        local.state.arrange(|sections| sections.least_gain_percent = percent);
                    }
                }
            />
        </div>
    }
}

/// The groups with their verdicts.
#[component]
fn GroupTable(local: Local) -> impl IntoView {
    let listing = Memo::new(move |_| match (local.fixed.get(), local.view.get()) {
        (Some(fixed), Some(view)) => words::listing(&fixed, &view),
        _ => Listing::default(),
    });
    view! {
        <LinesTable
            state=local.state
            test_id="enough-vus-groups"
            label="Groups and whether their throughput still rises"
            saved="Enough VUs"
            listing
            full=true
            short=true
        />
    }
}

/// One chart for each rising group. Groups that go on rising keep their chart while the slider moves.
#[component]
fn Charts(local: Local) -> impl IntoView {
    let groups = move || {
        let name = |group: usize| {
            local.view.with(|view| view.as_ref().and_then(|v| v.state(group).map(|state| state.label.clone())))
        };
        let groups: Vec<usize> = local.view.with(|view| {
            view.as_ref().map_or_else(Vec::new, |view| view.charts.iter().map(|chart| chart.group).collect())
        });
        // The name belongs to the key: another table's groups have the same numbers.
        groups.into_iter().map(|group| (group, name(group).unwrap_or_default())).collect::<Vec<_>>()
    };
    view! {
        <div class="vus-charts" data-testid="enough-vus-charts">
            <Show when=move || local.view.with(|view| view.as_ref().is_some_and(|view| view.charts.is_empty()))>
                <p class="no-chart">"No chart: none of these groups still rises."</p>
            </Show>
            <For each=groups key=|group| group.clone() let((group, name))>
                <GroupChart local group name />
            </For>
        </div>
    }
}

#[component]
fn GroupChart(local: Local, group: usize, name: String) -> impl IntoView {
    // A memo, so that a chart is not drawn again when only other groups changed.
    let scene = Memo::new(move |_| local.view.with(|view| view.as_ref().and_then(|view| view.chart(group))));
    let summary = local
        .say(move |view| view.state(group).map(|state| words::chart_summary(state, view.axis)).unwrap_or_default());
    let title = StoredValue::new(name.clone());
    let describe = move |hit: Hit| {
        let shown = local.state.shown.get()?;
        let view = local.view.get()?;
        let fields = words::point_fields(&shown, &view, view.state(group)?, hit.item);
        (!fields.is_empty()).then(|| Description { title: title.get_value(), fields })
    };
    let linked = Linked::runs(move |row| {
        let here = local
            .fixed
            .with(|fixed| fixed.as_ref().is_some_and(|fixed| fixed.groups.of_row.get(row) == Some(&Some(group))));
        let shown = local.state.shown.get().filter(|_| here)?;
        let load = local.fixed.with(|fixed| fixed.as_ref().map(|fixed| fixed.load[row]))?;
        Some((load, shown.runs.throughput_req_per_sec[row]))
    });
    view! {
        <div class="vus-chart" data-testid="enough-vus-chart" data-group=group.to_string()>
            <h3>{name.clone()}</h3>
            <Chart
                state=local.state
                scene
                test_id="enough-vus-lines"
                label=format!("Throughput over VUs, {name}")
                title=format!("Throughput over VUs · {name}")
                summary
                describe
                linked
            />
        </div>
    }
}

#[component]
fn Prose(local: Local) -> impl IntoView {
    let try_it = move || {
        let (shown, fixed) = (local.state.shown.get()?, local.fixed.get()?);
        let rows = allowed(local.state, &fixed);
        Some(words::try_it(&shown, &rows, &fixed, local.least_gain.get()))
    };
    view! {
        <details class="prose">
            <summary>"How to read this"</summary>
            <p>{move || words::how_to_read(local.notebook(), local.least_gain.get())}</p>
            <p data-testid="enough-vus-try">{live(try_it)}</p>
            <p>
                "What to do: run the rising ones again with about twice their most VUs, and see “Runs to make next” for the \
                 others. The slider stands on top of the page's own filters."
            </p>
        </details>
    }
}

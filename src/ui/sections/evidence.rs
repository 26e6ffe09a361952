//! How far can each configuration be trusted? Its grade, the numbers behind it, and its throughput over load.

use std::sync::Arc;

use leptos::prelude::*;

use crate::chart::frame::projection::Scale;
use crate::page::choice::filters::{Axes, Choice};
use crate::page::enough_vus::view::VusAxes;
use crate::page::evidence::chart::{Around, EvidenceChart, extents, fields};
use crate::page::evidence::view::{EvidenceLine, EvidenceView};
use crate::page::words::legends;
use crate::ui::chart::legend::LegendList;
use crate::ui::chart::{Chart, Description, Hit};
use crate::ui::parts::text_table::{Chosen, LinesTable};
use crate::ui::reactive::{Memo, Signal};
use crate::ui::state::State;
use crate::ui::state::selection::Selection;
use crate::ui::state::visibility;

/// What this section knows beside the page's state.
#[derive(Clone, Copy)]
struct Local {
    state: Selection,
    /// Of the table: its configurations.
    fixed: Memo<Option<Arc<VusAxes>>>,
    view: Memo<Option<Arc<EvidenceView>>>,
}

impl Local {
    fn new(state: Selection) -> Self {
        // By full configuration, whatever the preset.
        let fixed = Memo::new(move |_| {
            state.shown.with(|shown| shown.as_ref().map(|shown| Arc::new(VusAxes::new(shown, &Choice::default()))))
        });
        let view = Memo::new(move |_| {
            let (shown, basis, fixed) = (state.shown.get()?, state.basis.get()?, fixed.get()?);
            let (rows, within) = (state.rows.get(), state.within.get());
            let limits = state.choice.with(|choice| choice.limits.limits(&shown.runs));
            let view = EvidenceView::within(&shown, &basis, &fixed.groups, (&rows, &within));
            Some(Arc::new(view.interpolated(&shown, &basis, &rows, &limits)))
        });
        Self { state, fixed, view }
    }

    fn pick(self, group: usize) {
        let name = self.view.with_untracked(|view| {
            let line = view.as_ref()?.lines.iter().find(|line| line.group == group)?;
            Some(line.cells[0].text.clone())
        });
        self.state.arrange(|sections| sections.trusted = name);
    }

    /// Reads the chosen line, or the verdict's.
    fn read<T>(self, read: impl FnOnce(&EvidenceLine) -> T) -> Option<T> {
        let name = self.state.sections.committed.with(|sections| sections.trusted.clone());
        self.view.with(|view| {
            let view = view.as_ref()?;
            let group =
                view.lines.iter().find(|line| Some(&line.cells[0].text) == name.as_ref()).map(|line| line.group);
            view.chosen(group).map(read)
        })
    }
}

/// The section.
#[component]
pub fn TrustSection(state: State) -> impl IntoView {
    let (state, section) = visibility::follow(state);
    let local = Local::new(state);
    let view = local.view;
    let listing = Memo::new(move |_| view.map_or_default(|view| view.listing()));
    let key = Memo::new(move |_| local.read(|line| line.group));
    let chosen = Chosen { key, choose: Callback::new(move |group| local.pick(group)) };
    view! {
        <section class="card trust" aria-labelledby="trust-title" data-testid="trust-section" node_ref=section>
            <h2 id="trust-title">"How far to trust it"</h2>
            <LinesTable state test_id="trust" label="Configurations and how far to trust them" listing chosen />
            <Detail local />
            <Prose />
        </section>
    }
}

/// The chosen configuration: what its grade means, and its throughput over load.
#[component]
fn Detail(local: Local) -> impl IntoView {
    // As in "Did we try enough VUs?": load tests double their VUs.
    let is_linear = Memo::new(move |_| {
        local.state.choice.with(|choice| match choice.axes {
            Axes::Linear => true,
            Axes::Auto => choice.notebook,
            Axes::Log => false,
        })
    });
    let chart = Memo::new(move |_| {
        let (shown, fixed) = (local.state.shown.get()?, local.fixed.get()?);
        let scale = if is_linear.get() { Scale::Linear } else { Scale::Log };
        let draw = |line: &EvidenceLine| EvidenceChart::new(&shown, line, extents(&shown, &fixed.groups, line), scale);
        local.read(draw).map(Arc::new)
    });
    let scene = Signal::derive(move || chart.with(|chart| chart.as_ref().map(|chart| Arc::clone(&chart.scene))));
    let summary = Signal::derive(move || chart.map_or_default(|chart| chart.summary.clone()));
    let read = move |get: fn(&EvidenceLine) -> String| local.read(get);
    let describe = move |hit: Hit| {
        let shown = local.state.shown.get()?;
        let of = |line: &EvidenceLine| (line.cells[0].text.clone(), fields(&shown, line, &Around::default(), hit.item));
        let (title, fields) = local.read(of)?;
        (!fields.is_empty()).then_some(Description { title, fields })
    };
    let title = Signal::derive(move || {
        let of = local.read(|line| line.cells[0].text.clone()).unwrap_or_default();
        format!("Throughput over load · {of}")
    });
    let legend = Memo::new(move |_| chart.map_or_default(|chart| legends::evidence(&chart.legend)));
    view! {
        <div class="trust-chosen" data-testid="trust-chosen" hidden=move || chart.with(Option::is_none)>
            <div aria-live="polite">
                <h3>{move || read(|line| format!("{}: {}", line.cells[0].text, line.cells[1].text))}</h3>
                <p data-testid="trust-meaning">{move || read(|line| line.meaning.clone())}</p>
                <LegendList state=local.state legend test_id="trust-key" />
            </div>
            <Chart
                state=local.state
                scene
                test_id="trust-chart"
                label="Throughput over load of the chosen configuration"
                title
                legend
                summary
                describe
            />
        </div>
    }
}

#[component]
pub(super) fn Prose() -> impl IntoView {
    view! {
        <details class="prose">
            <summary>"How to read this"</summary>
            <p>
                "What throughput does at the end of each series, by a line through the last three steps of load and its \
                 interval with the noise between runs of one load. Rises: cheaper may lie beyond. Flat or falls: enough was \
                 tried. Cannot tell: noise, or too few loads, hide it. The end of a dip is no rise. After it stand doubts: \
                 too few loads (fewer than three), bound by a limit or a filter (more was run, and is left out), at the edge \
                 (the best run has the most, or the fewest, VUs that were tried), short run (few requests beside the other \
                 runs), numbers disagree (throughput × latency is far from the VUs), overloaded (a rate that was asked for \
                 was not reached). Only runs within filters and limits speak."
            </p>
            <p>
                "The scalability law (USL) is X(N) = λN / (1 + α(N−1) + βN(N−1)) over requests in flight N: α is what they wait \
                 for each other, β what they cost each other. It is fitted from five runs on, outliers weighing less and \
                 failed runs not at all, and shown only where it beats a constant (F test, 5%) and its peak (90% interval) \
                 lies inside what was tried. The knee (Kneedle) is where more load begins to bring little; only a rise has \
                 one. Choose a line to see its chart; the first is that of the cheapest run."
            </p>
        </details>
    }
}

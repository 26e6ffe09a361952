//! The open row of the table of evidence: what its state means, and its throughput over load.

use std::sync::Arc;

use leptos::prelude::*;

use super::Local;
use crate::chart::frame::projection::Scale;
use crate::page::answer::asked::Asked;
use crate::page::choice::filters::Axes;
use crate::page::evidence::chart::{Around, EvidenceChart, extents, fields};
use crate::page::evidence::table::around;
use crate::page::evidence::view::EvidenceLine;
use crate::page::words::legends;
use crate::ui::chart::legend::LegendList;
use crate::ui::chart::scatter::broken;
use crate::ui::chart::{Chart, Description, Hit, theme};
use crate::ui::parts::short_text::{short_forms, short_text};
use crate::ui::reactive::{Memo, Signal};

/// What it shows of a configuration.
#[component]
pub(super) fn OpenRow(local: Local, group: usize) -> impl IntoView {
    let state = local.state;
    let line = Memo::new(move |_| local.full.with(|view| view.as_ref()?.line(group).cloned()));
    let asked = Memo::new(move |_| state.choice.with(Asked::of));
    let around = Memo::new(move |_| {
        let (shown, basis, fixed, line) = (state.shown.get()?, state.basis.get()?, local.fixed.get()?, line.get()?);
        let (rows, within) = (state.rows.get(), state.within.get());
        Some(asked.with(|asked| around(&shown, &basis, &fixed.groups, (&rows, &within), (&line, asked))))
    });
    // Load tests double their VUs.
    let is_linear = Memo::new(move |_| {
        state.choice.with(|choice| match choice.axes {
            Axes::Linear => true,
            Axes::Auto => choice.notebook,
            Axes::Log => false,
        })
    });
    let chart = Memo::new(move |_| {
        let (shown, fixed, line, around) = (state.shown.get()?, local.fixed.get()?, line.get()?, around.get()?);
        let scale = if is_linear.get() { Scale::Linear } else { Scale::Log };
        let ends = extents(&shown, &fixed.groups, &line);
        Some(Arc::new(EvidenceChart::among(&shown, &line, ends, scale, &around)))
    });
    let scene = Signal::derive(move || chart.with(|chart| chart.as_ref().map(|chart| Arc::clone(&chart.scene))));
    let summary = Signal::derive(move || chart.map_or_default(|chart| chart.summary.clone()));
    let legend = Memo::new(move |_| chart.map_or_default(|chart| legends::evidence(&chart.legend, &theme(state))));
    let name = move || line.map_or_default(|line| line.cells[0].text.clone());
    let describe = move |hit: Hit| {
        let (shown, line) = (state.shown.get()?, line.get()?);
        let fields = around.with(|around| {
            let none = Around::default();
            fields(&shown, &line, around.as_ref().unwrap_or(&none), (hit.item, broken(state, hit.item)))
        });
        (!fields.is_empty()).then(|| Description { title: line.cells[0].text.clone(), fields })
    };
    let title = Signal::derive(move || format!("Throughput over load · {}", name()));
    let told = move |words: fn(&EvidenceLine) -> String| move || line.map_or_default(words);
    view! {
        <div class="ev" data-testid="trust-chosen">
            <div aria-live="polite">
                <h3>{short_text(short_forms(state), Box::new(told(|line| format!("{}: {}", line.cells[0].text, line.cells[1].text))))}</h3>
                <p data-testid="trust-meaning">{told(|line| line.meaning.clone())}</p>
                <LegendList state legend test_id="trust-key" />
            </div>
            <Chart
                state
                scene
                test_id="trust-chart"
                label=format!("Throughput over load, {}", untrack(name))
                title
                legend
                summary
                describe
            />
        </div>
    }
}

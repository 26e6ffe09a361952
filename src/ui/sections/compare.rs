//! Which value of a category is cheapest where all else is equal: a chart of bubbles for each configuration.

use std::sync::Arc;

use leptos::prelude::*;

use crate::analysis::decide::compare::Contest;
use crate::chart::picture::legend::Legend;
use crate::page::compare::campaigns;
use crate::page::compare::offer::{Compared, Offer};
use crate::page::compare::view::{CompareLayout, CompareView};
use crate::page::compare::words::{bubble_fields, bubble_title, nothing_in_table, panel_summary, reading, summary};
use crate::page::words::legends;
use crate::ui::chart::legend::LegendList;
use crate::ui::chart::{Chart, Description, Hit, theme};
use crate::ui::controls::radios::Radios;
use crate::ui::parts::pins::Linked;
use crate::ui::parts::save_table::SaveTable;
use crate::ui::parts::text_table::LinesTable;
use crate::ui::reactive::{Memo, Signal, Views, live};
use crate::ui::state::State;
use crate::ui::state::selection::Selection;
use crate::ui::state::visibility;

/// What the section shows now.
type View = Memo<Option<Arc<CompareView>>>;

/// The section.
#[component]
pub fn CompareSection(state: State) -> impl IntoView {
    let (state, section) = visibility::follow(state);
    let chosen = Memo::new(move |_| state.sections.committed.with(|sections| sections.compared));
    let offer = Memo::new(move |_| state.shown.with(|shown| shown.as_ref().map(|shown| Arc::new(Offer::of(shown)))));
    // Another table may not offer what was chosen before.
    let compared = Memo::new(move |_| {
        let offer = offer.get()?;
        chosen.get().filter(|chosen| offer.options.contains(chosen)).or(offer.options.first().copied())
    });
    let fixed = Memo::new(move |_| {
        let shown = state.shown.get()?;
        let (offer, compared) = (offer.get()?, compared.get()?);
        Some(Arc::new(CompareLayout::new(&shown, &offer, compared)))
    });
    let view: View = Memo::new(move |_| {
        let shown = state.shown.get()?;
        let rows = state.rows.get();
        let fixed = fixed.get()?;
        Some(Arc::new(CompareView::new(&shown, &rows, &fixed)))
    });
    let legend = Memo::new(move |_| {
        let (theme, fixed) = (theme(state), fixed.get());
        fixed.map(|fixed| legends::bubbles(&fixed, &theme)).unwrap_or_default()
    });
    let sentence = move || {
        let (shown, offer) = (state.shown.get()?, offer.get()?);
        Some(view.get().map_or_else(|| nothing_in_table(&offer), |view| summary(&shown, &view)))
    };
    let sheet = Callback::new(move |()| Some(view.get_untracked()?.listing(&*state.shown.get_untracked()?).sheet()));
    let places = move || view.with(|view| view.as_ref().map_or(0, |view| view.comparison.contests.len()).to_string());
    view! {
        <section
            class="card compare"
            aria-labelledby="compare-title"
            data-testid="compare-section" node_ref=section
            data-places=live(places)
        >
            <h2 id="compare-title">
                {move || {
                    compared.get().map_or_else(
                        || "Cheapest with all else equal".to_owned(),
                        |compared| format!("Cheapest {} with all else equal", compared.noun()),
                    )
                }}
            </h2>
            {move || offer.get().map(|offer| options(state, &offer, compared))}
            <p class="answer" data-testid="compare-summary">{live(sentence)}</p>
            {campaigns(state, offer, compared)}
            <LegendList state legend test_id="bubble-legend" />
            <div class="panels">{panels(state, fixed, view, legend)}</div>
            <SaveTable state test_id="compare" title="Cheapest with all else equal" sheet />
            <Prose state view />
        </section>
    }
}

/// Of tables that are compared: which of their configurations became better or worse.
fn campaigns(
    state: Selection,
    offer: Memo<Option<Arc<Offer>>>,
    compared: Memo<Option<Compared>>,
) -> impl IntoView + use<> {
    let listing = Memo::new(move |_| {
        let found = || {
            let (shown, offer, basis) = (state.shown.get()?, offer.get()?, state.basis.get()?);
            campaigns::listing(&shown, &offer, &state.rows.get(), basis.noise(&shown.runs))
        };
        found().filter(|_| compared.get() == Some(Compared::Table)).unwrap_or_default()
    });
    let are_there = Memo::new(move |_| listing.with(|listing| !listing.lines.is_empty()));
    move || {
        let label = "The same configurations in several tables";
        are_there.get().then(|| view! { <LinesTable state test_id="campaigns" label listing /> }.into_any())
    }
}

/// One radio for each category that can be compared.
fn options(state: Selection, offer: &Offer, compared: Memo<Option<Compared>>) -> impl IntoView + use<> {
    let options = Arc::new(offer.options.clone());
    (!options.is_empty()).then(|| {
        let named = options.iter().map(|option| (option.noun(), option.title())).collect();
        let offered = Arc::clone(&options);
        let now = move || compared.get().and_then(|compared| offered.iter().position(|&option| option == compared));
        let choose = move |at: usize| state.arrange(|sections| sections.compared = options.get(at).copied());
        view! {
            <Radios
                legend="What is compared"
                name="compared"
                test_id="compared"
                options=named
                now=Signal::derive(now)
                choose=Callback::new(choose)
            />
        }
        .into_any()
    })
}

fn panels(
    state: Selection,
    fixed: Memo<Option<Arc<CompareLayout>>>,
    view: View,
    legend: Memo<Legend>,
) -> impl IntoView {
    move || {
        // Made anew only with another table or category: filters leave the panels where they are.
        let fixed = fixed.get()?;
        let panel = |(at, label): (usize, String)| {
            let fixed = Arc::clone(&fixed);
            view! { <BubblePanel state view fixed at label legend /> }
        };
        Some(fixed.panels.iter().map(|panel| panel.label.clone()).enumerate().map(panel).views())
    }
}

/// A chart with its name.
#[component]
fn BubblePanel(
    state: Selection,
    view: View,
    fixed: Arc<CompareLayout>,
    /// Which of the panels.
    at: usize,
    /// Its name.
    label: String,
    legend: Memo<Legend>,
) -> impl IntoView {
    let scene = Signal::derive(move || view.with(|view| view.as_ref().and_then(|view| view.scenes.get(at).cloned())));
    let summary = Signal::derive(move || view.map_or_default(|view| panel_summary(view, at)));
    let count = move || scene.with(|scene| scene.as_ref().map_or(0, |scene| scene.bubbles.len()).to_string());
    let name = label.clone();
    let describe = move |hit: Hit| {
        let (shown, view) = (state.shown.get()?, view.get()?);
        let contest = view.contest(hit.item)?;
        Some(Description { title: bubble_title(&view, contest), fields: bubble_fields(&shown, &view, contest) })
    };
    // A mark stands for all runs that compete at its place, and pins the cheapest.
    let contest =
        move |item: usize, read: fn(&Contest) -> Option<usize>| view.with(|view| read(view.as_ref()?.contest(item)?));
    let linked = Linked {
        run_of: Arc::new(move |item| contest(item, |contest| contest.candidates.first().copied())),
        place: Arc::new(move |row| {
            let view = view.get()?;
            let competes = |item: usize| view.contest(item).is_some_and(|contest| contest.candidates.contains(&row));
            view.scenes.get(at)?.bubbles.iter().find(|bubble| competes(bubble.item)).map(|bubble| (bubble.x, bubble.y))
        }),
    };
    let title = format!("Cheapest {} with all else equal · {label}", fixed.compared.noun());
    view! {
        <div class="panel" role="group" aria-label=name data-testid="bubble-panel" data-bubbles=live(count)>
            <h3>{label}</h3>
            <Chart
                state
                scene
                test_id="bubbles"
                label="The cheapest, by batch size and VUs"
                title
                legend
                summary
                describe
                linked
            />
        </div>
    }
}

/// What it shows, how to read it, what to do.
#[component]
fn Prose(state: Selection, view: View) -> impl IntoView {
    let here = move || {
        let (shown, basis) = (state.shown.get()?, state.basis.get()?);
        view.with(|view| view.as_ref().map(|view| reading(view, basis.noise(&shown.runs))))
    };
    view! {
        <details class="prose">
            <summary>"How to read this"</summary>
            <p>
                "Each mark is a batch size and a number of VUs at which runs exist that differ in one thing alone. Its \
                 colour and shape say what is cheapest there, its area how much that saves against the next cheapest \
                 (where two compete: against the more expensive one), in percent of the latter. Of repeated runs the cheapest \
                 counts; where both cost the same, a small grey cross says \u{201c}no difference\u{201d}."
            </p>
            <p data-testid="compare-prose">{live(here)}</p>
            <p>
                "One colour throughout: take it. Colours that change with batch size or VUs: look at the mark nearest \
                 to how you will run. Small marks may be noise. A lone large mark among small ones may be one bad run: \
                 look at the runs beside it before you believe it. Runs that fail a check are not compared, unless most \
                 of the table fail."
            </p>
            <p>
                "The saving in the median has a sign: it is of the value that wins most often, over all places, those \
                 that it loses included. The sign test tells how often so many wins would come about if either side were \
                 as likely to win; it takes places for independent of each other."
            </p>
        </details>
    }
}

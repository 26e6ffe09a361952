//! Segments of the data bar beside the table's name, and the way to all that is known of the data.

use leptos::prelude::*;

use super::notes::{notes_of, undo_button};
use crate::page::answer::asked::Asked;
use crate::page::tables::data_bar;
use crate::page::tables::data_bar::{Segment, Way};
use crate::page::tables::table_source::TableSource;
use crate::ui::browser::observe;
use crate::ui::parts::drawer;
use crate::ui::reactive::{Memo, Views, act, live};
use crate::ui::state::State;
use crate::ui::state::inputs::Opened;

/// The segments. They come after the first view and stand after what it has, so that nothing of that moves.
pub fn segments(state: State) -> AnyView {
    let notes = notes_of(state);
    let workload = Memo::new(move |_| state.choice.with(|choice| choice.filter.workload.clone()));
    let kept = kept(state);
    let all = move || {
        let segments = state.shown.map_or_default(|shown| {
            let asked = kept.get().then(|| state.choice.with_untracked(Asked::of));
            let kept = asked.and_then(|asked| data_bar::kept(shown, &asked));
            let segments =
                notes.with(|notes| workload.with(|workload| data_bar::segments(shown, notes, workload.as_deref())));
            kept.into_iter().chain(segments).collect::<Vec<_>>()
        });
        segments.into_iter().map(|of| segment(state, of)).views()
    };
    let nothing = move || state.loaded.with(Vec::is_empty);
    view! {
        {live(all)}
        // What fails is told by the checks themselves, as beside the link in the rail.
        <a class="w" href="#data" data-testid="bar-checks">"Checks: "</a>
        <button
            type="button"
            class="link"
            data-testid="data-change"
            aria-haspopup="dialog"
            aria-label="Change columns and units, look at the data"
            hidden=nothing
            on:click=act(move |_| drawer::open(state.now, Opened::Data))
        >
            "Columns"
        </button>
    }
    .into_any()
}

/// Whether the question is as it was when other tables gave way to these.
fn kept(state: State) -> Memo<bool> {
    type Seen = (Vec<TableSource>, Asked, bool);
    let seen = Memo::new(move |before: Option<&Seen>| {
        let places = state.shown.map_or_default(|shown| shown.place.each().to_vec());
        let mut asked = state.choice.with(Asked::of);
        // Hardware is of a table, and never kept.
        asked.limits.hardware = None;
        let kept = before.is_some_and(|(old, was, kept)| {
            let gave_way = !old.is_empty() && !old.iter().any(|place| places.contains(place));
            *was == asked && (*kept || gave_way)
        });
        (places, asked, kept)
    });
    Memo::new(move |_| seen.with(|(.., kept)| *kept))
}

fn segment(state: State, Segment { key, words, title, warns, way, undo }: Segment) -> AnyView {
    let test_id = format!("bar-{key}");
    let way = match way {
        Way::Prices => view! { <a href="#prices">{words}</a> }.into_any(),
        Way::Count(work) => {
            let take = move |_| state.choose(|choice| choice.money.work = Some(work));
            let offer = ["Count ", work.unit_words().1].concat();
            view! { {words} " " <button type="button" class="link" data-testid="bar-count" on:click=act(take)>{offer}</button> }
                .into_any()
        }
        way => {
            let go = move |_| match way {
                Way::Question => observe::focus("[data-testid=ask] input"),
                Way::EnterPrices => observe::focus("[data-testid=ask-price], a.all-prices"),
                _ => drawer::open(state.now, Opened::Data),
            };
            let opens = (way == Way::Data).then_some("dialog");
            view! { <button type="button" class="link" aria-haspopup=opens on:click=act(go)>{words}</button> }
                .into_any()
        }
    };
    view! { <span class="about" class:w=warns title=title data-testid=test_id>{way} {undo_button(state, undo, "bar-undo")}</span> }
        .into_any()
}

//! Price lists side by side: a line for each hardware, a column for each list.

use std::sync::Arc;

use leptos::prelude::*;

use super::fetch::{PriceLists, day};
use crate::page::money::gpus::typed_gpus;
use crate::page::money::lists::view::{Cell, Head, Line, ListsView};
use crate::page::words::runs::count;
use crate::ui::controls::{CheckedInput, Taken};
use crate::ui::reactive::{Memo, Signal, Views, act, live};

type View = Memo<Option<Arc<ListsView>>>;

/// The table, with what each list would make the answer.
#[component]
pub fn ListsTable(lists: PriceLists) -> impl IntoView {
    // As the controls have come to rest: each list is an answer of its own.
    let of = lists.state.rested;
    let view: View = Memo::new(move |_| {
        let (shown, basis, lists) = (of.shown.get()?, of.basis.get()?, lists.lists.get());
        of.choice.with(|choice| Some(Arc::new(ListsView::new(&shown, &basis, choice, &lists, day()))))
    });
    // What else changes leaves the fields where they are.
    let form = Memo::new(move |_| {
        let labels = |view: &Arc<ListsView>| {
            let titles = view.heads.iter().map(|head| head.title.clone()).collect::<Vec<_>>();
            (titles, view.lines.iter().map(|line| line.label.clone()).collect::<Vec<_>>())
        };
        view.map_or_default(labels)
    });
    let table = move || {
        let (titles, labels) = form.get();
        let heads = (0..titles.len()).map(|at| head(lists, view, at)).views();
        let rows = (0..labels.len()).map(|at| row(lists, view, at, titles.len())).views();
        view! {
            <thead>
                <tr>
                    <th scope="col">"Price an hour"</th>
                    <th scope="col">"Now"</th>
                    {heads}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        }
        .into_any()
    };
    view! {
        <div class="scroll">
            <table class="price-lists-table" data-testid="price-lists-table">{table}</table>
        </div>
    }
}

fn of_head<R: Default>(view: View, at: usize, get: impl FnOnce(&Head) -> R) -> R {
    view.with(|view| view.as_ref().and_then(|view| view.heads.get(at)).map(get)).unwrap_or_default()
}

fn of_line<R: Default>(view: View, at: usize, get: impl FnOnce(&Line) -> R) -> R {
    view.with(|view| view.as_ref().and_then(|view| view.lines.get(at)).map(get)).unwrap_or_default()
}

fn head(lists: PriceLists, view: View, at: usize) -> AnyView {
    let takes = Memo::new(move |_| of_head(view, at, |head| head.takes.clone()));
    let prices =
        Memo::new(move |_| takes.with(|takes| takes.iter().map(|source| source.prices.each().len()).sum::<usize>()));
    let words = move || format!("Take {}", count(prices.get(), "price", "prices"));
    let take = move |_| lists.take(&takes.get_untracked());
    let remove = move |_| lists.lists.update(|lists| lists.remove(at));
    view! {
        <th scope="col" data-testid="price-list">
            <b>{live(move || of_head(view, at, |head| head.title.clone()))}</b>
            <span class="hint">{live(move || of_head(view, at, |head| head.said.join(" ")))}</span>
            <span data-testid="price-list-answer">{live(move || of_head(view, at, |head| head.answer.clone()))}</span>
            <span>
                <button type="button" data-testid="price-list-take" disabled=move || prices.get() == 0 on:click=act(take)>{live(words)}</button>
                " "
                <button type="button" class="link" data-testid="price-list-remove" on:click=act(remove)>"Remove"</button>
            </span>
        </th>
    }
    .into_any()
}

fn row(lists: PriceLists, view: View, at: usize, columns: usize) -> AnyView {
    let asks = Memo::new(move |_| of_line(view, at, |line| line.asks_gpus));
    let cells = (0..columns).map(|list| cell(lists, view, at, list)).views();
    view! {
        <tr>
            <th scope="row">
                {live(move || of_line(view, at, |line| line.label.clone()))}
                {move || asks.get().then(|| gpus(lists, view, at))}
            </th>
            <td>{live(move || of_line(view, at, |line| line.now.clone()))}</td>
            {cells}
        </tr>
    }
    .into_any()
}

/// How many GPUs a machine has, where neither table nor list tells.
fn gpus(lists: PriceLists, view: View, at: usize) -> AnyView {
    let pair = move || of_line(view, at, |line| (line.vendor.clone(), line.hardware.clone()));
    let value = Signal::derive(move || {
        let (vendor, hardware) = pair();
        lists.lists.with(|lists| lists.gpus(&vendor, &hardware)).map(|gpus| gpus.to_string()).unwrap_or_default()
    });
    let set = move |text: String| -> Taken {
        let gpus = typed_gpus(&text)?;
        let (vendor, hardware) = untrack(pair);
        lists.lists.update(|lists| lists.set_gpus(&vendor, &hardware, gpus));
        Ok(None)
    };
    view! {
        <CheckedInput
            label="GPUs of a machine".to_owned()
            name=format!("price-list-gpus-{at}")
            test_id="price-list-gpus"
            placeholder="not known"
            value
            set
        />
    }
    .into_any()
}

/// What a list offers for a hardware.
fn cell(lists: PriceLists, view: View, at: usize, list: usize) -> AnyView {
    let read = Memo::new(move |_| of_line(view, at, |line| line.cells.get(list).cloned()));
    let options =
        Memo::new(move |_| read.with(|cell| cell.as_ref().map_or_else(Vec::new, |cell| cell.options.clone())));
    let chosen = Memo::new(move |_| read.with(|cell| cell.as_ref().and_then(|cell| cell.chosen)));
    let choose = move |value: String| {
        let (vendor, hardware) =
            untrack(move || of_line(view, at, |line| (line.vendor.clone(), line.hardware.clone())));
        lists.lists.update(|lists| {
            if let Some(title) = lists.all.get(list).map(|list| list.title.clone()) {
                lists.choose(&title, &vendor, &hardware, value.parse().ok());
            }
        });
    };
    let option = move |(line, words): (usize, String)| {
        let selected = move || chosen.get() == Some(line);
        view! { <option value=line.to_string() prop:selected=live(selected)>{words}</option> }
    };
    let select = move || {
        let options = options.get();
        (!options.is_empty()).then(|| {
            view! {
                <select
                    data-testid="price-list-choice"
                    aria-label="Which of these prices counts"
                    on:change:target=move |event| choose(event.target().value())
                >
                    <option value="" prop:selected=live(move || chosen.get().is_none())>"choose…"</option>
                    {options.into_iter().map(option).views()}
                </select>
            }
            .into_any()
        })
    };
    let words = move || read.with(|cell: &Option<Cell>| cell.as_ref().map(|cell| cell.words.clone()));
    view! { <td data-testid="price-list-cell"><span>{live(words)}</span> {select}</td> }.into_any()
}

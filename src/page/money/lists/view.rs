//! Price lists side by side: what an hour of each hardware costs now and by each list, and what the answer would be then.

use std::sync::Arc;

use super::Lists;
use super::listed::{ListedPrice, ListedPrices};
use super::offer::{Found, Offer, Wanted, gpus_of, offer, words};
use crate::data::runs::prices::PriceList;
use crate::data::runs::table_facts::Basis;
use crate::page::answer::asked::Asked;
use crate::page::choice::filters::Choice;
use crate::page::choice::hosted::Day;
use crate::page::choice::price_source::PriceSource;
use crate::page::money::prices::{pair_label, price_now};
use crate::page::tables::active_table::{ActiveTable, Bill};
use crate::page::verdict::view::VerdictView;
use crate::page::words::runs::count;
use crate::text::foreign::shown as seen;

/// More lines of a list are not offered to choose from for one hardware.
pub const MOST_OPTIONS: usize = 100;

/// All of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListsView {
    /// A line for each hardware of each vendor.
    pub lines: Vec<Line>,
    /// What is said of each list.
    pub heads: Vec<Head>,
}

/// A hardware.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Vendor as in the table; empty without one.
    pub vendor: String,
    /// Hardware as in the table; empty without one.
    pub hardware: String,
    /// Both, as a label.
    pub label: String,
    /// Its price now.
    pub now: String,
    /// Whether a list needs to know how many GPUs a machine has.
    pub asks_gpus: bool,
    /// What each list offers.
    pub cells: Vec<Cell>,
}

/// What a list offers for a hardware.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// In words.
    pub words: String,
    /// The lines to choose from, by their places in the list; empty where nothing is to be chosen.
    pub options: Vec<(usize, String)>,
    /// The one that is chosen.
    pub chosen: Option<usize>,
}

/// A list.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Its address, or the name of a file.
    pub title: String,
    /// Its days, and what is left out of it, sentences.
    pub said: Vec<String>,
    /// What the answer is with its prices.
    pub answer: String,
    /// The prices that can be taken, by their days.
    pub takes: Vec<PriceSource>,
}

impl ListsView {
    /// Of a table with a choice; `today` is the day, where it is known.
    #[must_use]
    pub fn new(shown: &Arc<ActiveTable>, basis: &Basis, choice: &Choice, lists: &Lists, today: Option<Day>) -> Self {
        let (runs, gpus) = (&shown.runs, gpus_of(&shown.runs));
        let wanted: Vec<Wanted<'_>> = runs
            .prices
            .iter()
            .zip(gpus)
            .map(|(pair, gpus)| Wanted {
                pair,
                gpus,
                typed: lists.gpus(&pair.vendor, &pair.hardware),
                currency: &shown.currency,
            })
            .collect();
        let of_list = |list: &ListedPrices| -> Vec<Offer> {
            let of = |wanted: &Wanted<'_>| {
                offer(list, wanted, lists.chosen(&list.title, &wanted.pair.vendor, &wanted.pair.hardware))
            };
            wanted.iter().map(of).collect()
        };
        let offers: Vec<Vec<Offer>> = lists.all.iter().map(|list| of_list(list)).collect();
        let line = |(at, wanted): (usize, &Wanted<'_>)| {
            let asks = |of_list: &Vec<Offer>| matches!(of_list[at], Offer::Refused { asks_gpus: true, .. });
            let (vendor, hardware) = (wanted.pair.vendor.clone(), wanted.pair.hardware.clone());
            let now = price_now(wanted.pair);
            let cell = |(list, of_list): (&Arc<ListedPrices>, &Vec<Offer>)| {
                let chosen = lists.chosen(&list.title, &vendor, &hardware);
                cell(shown, list, wanted, &of_list[at], chosen)
            };
            Line {
                label: pair_label(&vendor, &hardware),
                now: if now.is_nan() { "not known".to_owned() } else { shown.price(now) },
                asks_gpus: wanted.typed.is_some() || offers.iter().any(asks),
                cells: lists.all.iter().zip(&offers).map(cell).collect(),
                vendor,
                hardware,
            }
        };
        Self {
            lines: wanted.iter().enumerate().map(line).collect(),
            heads: lists
                .all
                .iter()
                .zip(&offers)
                .map(|(list, offers)| {
                    let takes = takes(list, &wanted, offers);
                    Head {
                        title: seen(&list.title).into_owned(),
                        said: said(list, today),
                        answer: answer(shown, basis, choice, &takes),
                        takes,
                    }
                })
                .collect(),
        }
    }
}

/// The price of a line as it counts here, with how it comes about.
fn amount(shown: &ActiveTable, found: &Found) -> String {
    let how = if found.how.is_empty() { String::new() } else { format!(" ({})", found.how) };
    shown.price(found.per_hour) + &how
}

fn cell(shown: &ActiveTable, list: &ListedPrices, wanted: &Wanted<'_>, offer: &Offer, chosen: Option<usize>) -> Cell {
    let option = |found: &Found| (found.at, format!("{}: {}", amount(shown, found), words(&list.lines[found.at])));
    match offer {
        Offer::Absent if wanted.pair.hardware.is_empty() => plain("The table names no hardware.".to_owned()),
        Offer::Absent => plain("Not in the list.".to_owned()),
        Offer::Refused { why, .. } => plain(why.clone()),
        Offer::One(found) => {
            let line: &ListedPrice = &list.lines[found.at];
            // What the reader chose from stays to be changed.
            let all = if chosen == Some(found.at) { super::offer::offer(list, wanted, None) } else { Offer::Absent };
            let options = if let Offer::Several(all) = all {
                all.iter().take(MOST_OPTIONS).map(option).collect()
            } else {
                Vec::new()
            };
            Cell {
                words: format!("{}: {}", amount(shown, found), words(line)),
                options,
                chosen: chosen.filter(|at| *at == found.at),
            }
        }
        Offer::Several(all) => {
            let beyond = all.len().saturating_sub(MOST_OPTIONS);
            let more =
                if beyond > 0 { format!(" {beyond} more are not offered: shorten the list.") } else { String::new() };
            let words = format!("{}, and which counts is yours to say.{more}", count(all.len(), "price", "prices"));
            Cell { words, options: all.iter().take(MOST_OPTIONS).map(option).collect(), chosen: None }
        }
    }
}

fn plain(words: String) -> Cell {
    Cell { words, options: Vec::new(), chosen: None }
}

/// What can be taken of a list, by day.
fn takes(list: &ListedPrices, wanted: &[Wanted<'_>], offers: &[Offer]) -> Vec<PriceSource> {
    let mut takes: Vec<PriceSource> = Vec::new();
    for (wanted, offer) in wanted.iter().zip(offers) {
        let Offer::One(found) = offer else { continue };
        let day = list.lines[found.at].day;
        let at = takes.iter().position(|source| source.day == day).unwrap_or_else(|| {
            let prices = PriceList::default();
            takes.push(PriceSource { list: list.title.clone(), is_file: list.is_file, day, prices });
            takes.len() - 1
        });
        takes[at].prices.set(&wanted.pair.vendor, &wanted.pair.hardware, Some(found.per_hour));
    }
    takes
}

/// A day, and how long ago that is.
fn day_words(day: Day, today: Option<Day>) -> String {
    match today.map_or(0, |today| day.months_to(today)) {
        0 => day.to_string(),
        months => format!("{day}, {} ago", count(months as usize, "month", "months")),
    }
}

fn said(list: &ListedPrices, today: Option<Day>) -> Vec<String> {
    let days = match list.days() {
        None => "It gives no day that can be read, as 2026-11-01.".to_owned(),
        Some((first, last)) if first == last => format!("Of {}.", day_words(last, today)),
        Some((first, last)) => format!("Of {first} to {}.", day_words(last, today)),
    };
    let lines = |n: usize, words: &str| (n > 0).then(|| format!("{} {words}", count(n, "line", "lines")));
    let left_out = [
        lines(list.without_price, "without a price that counts, left out."),
        lines(list.to_come, "of days to come, left out."),
        lines(list.older, "older than another of the same, left out."),
    ];
    [days].into_iter().chain(left_out.into_iter().flatten()).collect()
}

/// The answer with the prices of a list.
fn answer(shown: &Arc<ActiveTable>, basis: &Basis, choice: &Choice, takes: &[PriceSource]) -> String {
    if takes.is_empty() {
        return "No price of it can be taken as it stands.".to_owned();
    }
    let mut choice = choice.clone();
    choice.take_prices(takes);
    let priced = shown.priced(&Bill::of(&choice));
    let rows = choice.filter.rows(&priced.runs, &priced.batch_sizes);
    let verdict = VerdictView::new(&priced, basis, &rows, &Asked::of(&choice));
    let reading = &verdict.headline;
    let parts = [[&*reading.number, " ", &*reading.unit].concat(), reading.machines.clone(), reading.settings.clone()];
    let parts: Vec<String> =
        parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
    ["With its prices: ", &parts.join(", "), "."].concat()
}

/// What is said once prices of a list are taken.
#[must_use]
pub fn taken_words(takes: &[PriceSource]) -> String {
    let prices = takes.iter().map(|source| source.prices.each().len()).sum();
    let from: Vec<String> = takes.iter().map(PriceSource::words).collect();
    format!("{} now from {}.", count(prices, "price is", "prices are"), from.join(" and "))
}

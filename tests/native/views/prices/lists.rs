//! Price lists of an address: what is read of them, what they offer for the hardware of a table, and what is taken.

use std::sync::Arc;

use super::{read as choice_of, shown};
use crate::support::tables::{made_of_rows, number, table, text};
use crate::support::texts::named;
use isocost::data::limits::Limits;
use isocost::data::runs::name;
use isocost::data::runs::table_facts::Basis;
use isocost::data::table::Table;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::hosted::Day;
use isocost::page::money::lists::listed::{ListedPrices, NotPrices};
use isocost::page::money::lists::view::{Cell, ListsView, taken_words};
use isocost::page::money::lists::{Lists, MOST_LISTS};
use isocost::page::money::prices::PricesView;
use isocost::page::tables::active_table::ActiveTable;

const HEAD: &str = "vendor,hardware,region,kind,usd_per_gpu_hour,gpus,date\n";

fn today() -> Option<Day> {
    Day::parse("2026-11-29")
}

fn of_bytes(file: &str, text: &str) -> Result<ListedPrices, NotPrices> {
    let table = isocost::data::text::read(vec![named(file, text)], &Limits::default()).expect("a table");
    ListedPrices::of(file.to_owned(), false, &table, today())
}

fn list(title: &str, lines: &str) -> ListedPrices {
    let table = isocost::data::text::read(vec![named("prices.csv", [HEAD, lines].concat())], &Limits::default());
    ListedPrices::of(title.to_owned(), false, &table.expect("a table"), today()).expect("a price list")
}

fn lists(all: impl IntoIterator<Item = ListedPrices>) -> Lists {
    let mut lists = Lists::default();
    all.into_iter().for_each(|list| lists.add(list).unwrap());
    lists
}

/// Runs on an L4 of two clouds, whose machines have as many GPUs as nobody tells.
fn clouds() -> Table {
    made_of_rows(
        &[("aws", 40.0), ("gcp", 50.0)],
        &[(name::VENDOR, |run| run.0), (name::HW_TYPE, |_| "nvidia-l4")],
        &[(name::AVG_LATENCY_MS, |_| 100.0), (name::THROUGHPUT, |run| run.1)],
    )
}

/// A language model on so many GPUs of a hardware each.
fn of_gpus(runs: &[(&'static str, f64)]) -> Table {
    made_of_rows(
        runs,
        &[(name::HW_TYPE, |run| run.0)],
        &[
            ("gpus", |run| run.1),
            (name::AVG_LATENCY_MS, |_| 100.0),
            (name::THROUGHPUT, |run| 10.0 * run.1),
            ("output_tokens_per_sec", |run| 1000.0 * run.1),
        ],
    )
}

fn view(shown: &ActiveTable, lists: &Lists) -> ListsView {
    let shown = Arc::new(shown.clone());
    ListsView::new(&shown, &Basis::of(&shown.runs), &Choice::default(), lists, today())
}

/// What each list says of each hardware.
fn cells(table: &Table, lists: &Lists) -> Vec<Vec<Cell>> {
    view(&shown(table, &Choice::default()), lists).lines.into_iter().map(|line| line.cells).collect()
}

fn words(table: &Table, lists: &Lists) -> Vec<String> {
    cells(table, lists).into_iter().flatten().map(|cell| cell.words).collect()
}

#[test]
fn forms_of_a_list() {
    let csv = of_bytes("p.csv", "gpu,price_per_hour\nL4,0.7\n").unwrap();
    assert!(csv.lines[0].per_gpu, "the column names GPUs, and none counts them");
    let machine = of_bytes("p.csv", "instance_type,gpus,price_per_hour\np5.48xlarge,8,98.3\n").unwrap();
    assert_eq!((machine.lines[0].per_gpu, machine.lines[0].gpus), (false, Some(8.0)));
    let json =
        of_bytes("p.json", r#"[{"hardware":"h100","usd_per_gpu_hour":2.5,"date":"2026-10-01T00:00:00Z"}]"#).unwrap();
    assert_eq!((json.lines[0].per_hour, json.lines[0].day), (2.5, Day::parse("2026-10-01")));
    assert!(json.lines[0].per_gpu);
    let nested = of_bytes("prices.json", r#"{"aws": {"l4": 0.8}, "gcp": {"l4": 0.7}}"#).unwrap();
    let told: Vec<(&str, f64)> = nested.lines.iter().map(|line| (&*line.vendor, line.per_hour)).collect();
    assert_eq!(told, [("aws", 0.8), ("gcp", 0.7)]);
    let seconds = of_bytes("p.csv", "hardware,price_per_second\nl4,0.001\n").unwrap();
    assert_eq!(seconds.lines[0].per_hour, 3.6);
}

#[test]
fn what_is_no_list_is_refused() {
    let of = |file: &str, text: &str| of_bytes(file, text).unwrap_err();
    assert_eq!(of("runs.csv", "hardware,price_per_hour,vus,avg_latency_ms\nl4,0.7,4,30\n"), NotPrices::Runs);
    assert_eq!(
        of("p.csv", "hardware,colour\nl4,red\n"),
        NotPrices::NoPrice { columns: vec!["hardware".into(), "colour".into()] }
    );
    // An answer of a server in the place of a list is none.
    assert!(matches!(of("status.json", r#"{"error": 404}"#), NotPrices::NoPrice { .. }));
    assert_eq!(of("p.csv", "hardware,price_per_hour\nl4,0\nt4,-1\nh100,\n"), NotPrices::NoLines);
    assert_eq!(of("p.csv", "price_per_hour,gpus\n1,2\n"), NotPrices::NoHardware);
    let texts = table(vec![text("hardware", &[Some("l4")]), text("price_per_hour", &[Some("cheap")])]);
    let refused = ListedPrices::of("p".to_owned(), false, &texts, None).unwrap_err();
    assert!(refused.to_string().contains("price"), "{refused}");
    let long = table(vec![number("price_per_hour", &vec![1.0; 200_001])]);
    assert_eq!(ListedPrices::of("p".to_owned(), false, &long, None), Err(NotPrices::TooLong { lines: 200_001 }));
    for error in [NotPrices::Runs, NotPrices::NoHardware, NotPrices::NoLines] {
        assert!(error.to_string().ends_with('.'), "{error}");
    }
}

#[test]
fn days_decide_between_lines_that_differ_in_nothing_else() {
    let list = list(
        "a/b",
        "aws,l4,us,spot,0.2,1,2026-09-01\naws,l4,us,spot,0.3,1,2026-10-01\naws,l4,us,spot,0.1,1,2027-01-01\naws,l4,us,spot,0,1,2026-11-01\n",
    );
    assert_eq!((list.lines.len(), list.lines[0].per_hour), (1, 0.3));
    assert_eq!((list.older, list.to_come, list.without_price), (1, 1, 1));
    let view = view(&shown(&clouds(), &Choice::default()), &lists([list]));
    assert_eq!(
        view.heads[0].said,
        [
            "Of 2026-10-01, 1 month ago.",
            "1 line without a price that counts, left out.",
            "1 line of days to come, left out.",
            "1 line older than another of the same, left out.",
        ]
    );
    let old = self::list("c/d", "aws,l4,us,spot,0.2,1,2025-01-01\naws,t4,us,spot,0.2,1,2025-06-30\n");
    let none = self::list("e/f", "aws,l4,us,spot,0.2,1,soon\n");
    let said = super::lists::view(&shown(&clouds(), &Choice::default()), &lists([old, none]));
    assert_eq!(said.heads[0].said, ["Of 2025-01-01 to 2025-06-30, 16 months ago."]);
    assert_eq!(said.heads[1].said, ["It gives no day that can be read, as 2026-11-01."]);
}

#[test]
fn hardware_and_vendor_must_be_the_same() {
    let list =
        list("a/b", "AWS,L4,us,od,0.8,1,2026-11-01\nazure,l4,us,od,0.9,1,2026-11-01\naws,L40S,us,od,9,1,2026-11-01\n");
    assert_eq!(
        words(&clouds(), &lists([list])),
        ["$0.80: L4 · AWS · us · od · 1 GPU · 2026-11-01", "Not in the list."]
    );
    let without = made_of_rows(&[1.0], &[], &[(name::AVG_LATENCY_MS, |_| 9.0), (name::THROUGHPUT, |run| *run)]);
    let any = self::list("a/b", "aws,l4,us,od,0.8,1,2026-11-01\n");
    assert_eq!(words(&without, &lists([any])), ["The table names no hardware."]);
}

#[test]
fn several_lines_are_the_readers_to_choose_from() {
    let two = "gcp,l4,eu,od,0.9,1,2026-11-01\ngcp,l4,us,spot,0.3,1,2026-11-01\naws,l4,eu,od,0.8,1,2026-11-01\naws,l4,us,od,0.8,1,2026-10-01\n";
    let mut lists = lists([list("a/b", two)]);
    let before = cells(&clouds(), &lists);
    // Of one price it is all the same which line counts: the newest is named.
    assert_eq!(before[0][0].words, "$0.80: l4 · aws · eu · od · 1 GPU · 2026-11-01");
    assert_eq!(before[1][0].words, "2 prices, and which counts is yours to say.");
    let offered: Vec<usize> = before[1][0].options.iter().map(|(at, _)| *at).collect();
    assert_eq!(offered, [0, 1]);
    assert_eq!(before[1][0].options[1].1, "$0.30: l4 · gcp · us · spot · 1 GPU · 2026-11-01");
    lists.choose("a/b", "gcp", "nvidia-l4", Some(1));
    let after = cells(&clouds(), &lists);
    assert_eq!((after[1][0].chosen, after[1][0].options.len()), (Some(1), 2));
    assert!(after[1][0].words.starts_with("$0.30: "), "{:?}", after[1][0]);
    // Not a line of that hardware, not any longer there.
    lists.choose("a/b", "gcp", "nvidia-l4", Some(3));
    assert_eq!(cells(&clouds(), &lists)[1][0].chosen, None);
    lists.choose("a/b", "gcp", "nvidia-l4", Some(1));
    lists.add(list("a/b", two)).unwrap();
    assert_eq!(cells(&clouds(), &lists)[1][0].chosen, None, "the same list again is another one");
}

#[test]
fn prices_of_gpus_and_of_machines() {
    let machine = |gpus: &str| format!(",l4,us,od,0.8,{gpus},2026-11-01\n");
    // Of a GPU, for a machine: the list's number, else the reader's, else none.
    let known = lists([list("a/b", &machine("4"))]);
    assert!(words(&clouds(), &known)[0].starts_with("$3.20 ($0.80 × 4 GPUs): "), "{:?}", words(&clouds(), &known));
    let mut unknown = lists([list("a/b", &machine(""))]);
    assert_eq!(words(&clouds(), &unknown)[0], "$0.80 an hour of a GPU, and nothing tells how many GPUs a machine has.");
    let asked = view(&shown(&clouds(), &Choice::default()), &unknown);
    assert!(asked.lines.iter().all(|line| line.asks_gpus) && asked.heads[0].takes.is_empty());
    assert_eq!(asked.heads[0].answer, "No price of it can be taken as it stands.");
    unknown.set_gpus("aws", "nvidia-l4", Some(2.0));
    assert!(words(&clouds(), &unknown)[0].starts_with("$1.60 ($0.80 × 2 GPUs): "));
    assert!(words(&clouds(), &unknown)[1].starts_with("$0.80 an hour of a GPU"));
    // Of a machine, for a GPU.
    let runs = of_gpus(&[("p5", 8.0), ("p5", 4.0)]);
    let of = |list: &str| lists([of_bytes("list.csv", list).unwrap()]);
    let eight = of("hardware,usd_per_hour,gpus\np5,80,8\n");
    assert!(words(&runs, &eight)[0].starts_with("$10.00 ($80.00 / 8 GPUs): "), "{:?}", words(&runs, &eight));
    let untold = of("hardware,usd_per_hour\np5,80\n");
    assert_eq!(words(&runs, &untold)[0], "$80.00 an hour of a machine, and nothing tells how many GPUs a machine has.");
    // Of a GPU, for a GPU, whatever the machine.
    let each = of("hardware,usd_per_gpu_hour,gpus\np5,2.5,8\n");
    assert!(words(&runs, &each)[0].starts_with("$2.50: p5 · 8 GPUs"), "{:?}", words(&runs, &each));
    // A machine of several GPUs, where the table does not say that it is that: the reader decides.
    let large = of("hardware,usd_per_hour,gpus\nl4,6.4,8\n");
    let offered = cells(&clouds(), &large);
    assert_eq!((offered[0][0].options.len(), offered[0][0].chosen), (1, None), "{offered:?}");
    assert_eq!(offered[0][0].words, "1 price, and which counts is yours to say.");
}

#[test]
fn machines_of_several_sizes_have_no_one_price() {
    let named = |runs: &[(&'static str, f64)]| {
        let mut table = of_gpus(runs);
        table
            .columns
            .iter_mut()
            .filter(|column| column.name == name::HW_TYPE)
            .for_each(|column| column.name = "instance_type".into());
        table
    };
    let of = |list: &str| lists([of_bytes("list.csv", list).unwrap()]);
    let mixed = named(&[("p5", 8.0), ("p5", 4.0)]);
    let list = of("hardware,usd_per_gpu_hour\np5,2.5\n");
    assert_eq!(words(&mixed, &list)[0], "The runs have machines of 4 and 8 GPUs: one price is not that of all.");
    assert!(words(&named(&[("p5", 8.0)]), &list)[0].starts_with("$20.00 ($2.50 × 8 GPUs): "));
    let other = of("hardware,usd_per_hour,gpus\np5,40,4\n");
    assert_eq!(words(&named(&[("p5", 8.0)]), &other)[0], "The list's machine has 4 GPUs, the table's 8.");
}

#[test]
fn nothing_is_converted() {
    let list = |currency: &str| {
        lists([of_bytes("p.csv", &format!("hardware,usd_per_hour,currency\nl4,0.8,{currency}\n")).unwrap()])
    };
    assert!(words(&clouds(), &list("usd"))[0].starts_with("$0.80: "));
    assert_eq!(words(&clouds(), &list("EUR"))[0], "0.80 EUR: nothing is converted, and the page's currency is $.");
    let euro = shown(&clouds(), &choice_of(&[("currency", "€")]));
    let cell = |list: &Lists| view(&euro, list).lines[0].cells[0].words.clone();
    assert!(cell(&list("EUR")).starts_with("€0.80: "), "{}", cell(&list("EUR")));
    assert_eq!(cell(&list("")), "0.80 $: nothing is converted, and the page's currency is €.");
}

#[test]
fn several_lists_side_by_side_and_one_taken() {
    let shown = shown(&clouds(), &Choice::default());
    let cheap = list("a/cheap", "aws,l4,us,od,0.1,1,2026-11-01\ngcp,l4,us,od,0.5,1,2026-10-01\n");
    let dear = list("a/dear", "aws,l4,us,od,4,1,2026-11-01\ngcp,l4,us,od,0.5,1,2026-11-01\n");
    let view = view(&shown, &lists([cheap, dear]));
    assert_eq!(view.lines.iter().map(|line| &*line.now).collect::<Vec<_>>(), ["$0.80", "$0.70"]);
    assert_eq!(view.lines[0].cells.len(), 2);
    // What is said of the answer is the page's own headline at these prices.
    for (head, machine) in view.heads.iter().zip(["aws", "gcp"]) {
        let mut choice = Choice::default();
        choice.take_prices(&head.takes);
        let priced = super::shown(&clouds(), &choice);
        let costs = &priced.runs.cost_usd_per_billion;
        let cheaper = if costs[0] < costs[1] { "aws" } else { "gcp" };
        assert_eq!(cheaper, machine, "{}", head.title);
        assert!(head.answer.starts_with("With its prices: $"), "{}", head.answer);
    }
    assert_ne!(view.heads[0].answer, view.heads[1].answer);
    let takes = &view.heads[0].takes;
    assert_eq!(
        takes.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["a%2Fcheap,2026-11-01,aws/nvidia-l4:0.1", "a%2Fcheap,2026-10-01,gcp/nvidia-l4:0.5"]
    );
    assert_eq!(taken_words(takes), "2 prices are now from “a/cheap”, 2026-11-01 and “a/cheap”, 2026-10-01.");
    // As if typed, and marked.
    let mut choice = Choice::default();
    choice.take_prices(takes);
    assert_eq!(choice.prices.to_string(), "aws/nvidia-l4:0.1,gcp/nvidia-l4:0.5");
    let reasons = |choice: &Choice| -> Vec<String> {
        let view = PricesView::new(&super::shown(&clouds(), choice), &choice.prices, &choice.price_sources);
        view.lines.into_iter().map(|line| line.reason).collect()
    };
    assert_eq!(reasons(&choice)[0], "From “a/cheap”, 2026-11-01; $0.80 in the notebooks' list.");
    // A link has both, and the mark goes with the price.
    let pairs = choice.to_pairs();
    let again = choice_of(&pairs.iter().map(|(key, value)| (*key, value.as_str())).collect::<Vec<_>>());
    assert_eq!((reasons(&again), again.notes.len()), (reasons(&choice), 0));
    choice.set_price("aws", "nvidia-l4", Some(0.2));
    assert_eq!(reasons(&choice)[0], "Yours; $0.80 in the notebooks' list.");
    assert!(reasons(&choice)[1].starts_with("From “a/cheap”, 2026-10-01"));
}

#[test]
fn few_lists_stand_side_by_side() {
    let mut lists = Lists::default();
    let nth = |nth: usize| list(&format!("a/{nth}"), "aws,l4,us,od,1,1,2026-11-01\n");
    (0..MOST_LISTS).for_each(|at| lists.add(nth(at)).unwrap());
    assert!(lists.add(nth(MOST_LISTS)).is_err());
    assert!(lists.add(nth(2)).is_ok(), "again");
    lists.remove(99);
    lists.remove(0);
    assert_eq!((lists.all.len(), &*lists.all[0].title), (MOST_LISTS - 1, "a/1"));
    assert!(lists.add(nth(MOST_LISTS)).is_ok());
}

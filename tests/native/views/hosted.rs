//! A hosted API beside own machines: the sentences and the table, on runs whose numbers are worked out by hand.

use crate::support::shown::{all, made_table, real};
use crate::support::tables::{close, number, table, text};
use isocost::analysis::decide::answer::Demand;
use isocost::data::runs::table_facts::Basis;
use isocost::data::table::Table;
use isocost::data::table::column::Column;
use isocost::data::token_mix::{cached_share, mix};
use isocost::page::choice::filters::Choice;
use isocost::page::choice::hosted::HostedChoice;
use isocost::page::choice::param::Misread;
use isocost::page::money::hosted::{HostedView, has_tokens};
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::words::text_table::Value;

/// One request per second on a machine of $1 an hour, and two on one of $4: 1,000 tokens in, 500 out.
fn runs(further: Vec<Column>) -> Table {
    let mut columns = vec![
        text("hw_type", &[Some("small"), Some("large")]),
        number("vus", &[4.0, 8.0]),
        number("avg_latency_ms", &[4000.0, 4000.0]),
        number("throughput_req_per_sec", &[1.0, 2.0]),
        number("price_per_hour", &[1.0, 4.0]),
        number("input_tokens", &[1000.0, 1000.0]),
        number("output_tokens", &[500.0, 500.0]),
    ];
    columns.extend(further);
    table(columns)
}

fn hosted(text: &str) -> HostedChoice {
    let mut hosted = HostedChoice::default();
    hosted.read(text).unwrap_or_else(|error: Misread| panic!("{text}: {error:?}"));
    hosted
}

fn view(shown: &ActiveTable, choice: &Choice, hosted: &HostedChoice) -> HostedView {
    HostedView::new(shown, &Basis::of(&shown.runs), &all(shown), choice, hosted)
}

#[test]
fn a_bill_and_a_break_even_by_hand() {
    let shown = made_table(runs(Vec::new()));
    // 1,000 · 0.2 + 500 · 0.6 millionths of a dollar: $0.0005 a request, $1 per 1M output tokens. Own: $1 for 3,600 requests.
    let found = view(&shown, &Choice::default(), &hosted("0.2,,0.6,2026-11-01"));
    assert_eq!(
        found.sentence,
        "A request of 1,000 input and 500 output tokens costs $0.0005000 ($1.00 per 1M output tokens) at the API, and \
         $0.0002778 ($0.5556 per 1M output tokens) on small, at 4 VUs, fully used: 1.8 times less."
    );
    // A month of the machine is $730: 1,460,000 requests at the API; two machines from 2,920,000 on.
    assert_eq!(
        found.break_even,
        "With idle time paid for, own machines cost less than the API from 1.46M requests a month on (0.5556 req/s on \
         average). Where a further machine has just been added the API may cost less again, up to 2.92M requests a month on \
         2 machines; above that, never."
    );
    assert!(
        found.caption.starts_with("The API's prices are those of 2026-11-01, as you entered them. Machines are whole")
    );
    let cells: Vec<&str> = found.listing.lines[0].cells.iter().map(|cell| cell.as_str()).collect();
    assert_eq!(cells[..2], ["Hosted API", "prices of 2026-11-01"]);
    let values: Vec<f64> = found.listing.lines[0].cells[2..]
        .iter()
        .map(|cell| if let Value::Number(value) = cell.value { value } else { f64::NAN })
        .collect();
    let expected = [500.0, 1.0, 1.0 / 3.0, 0.5];
    assert!(values.iter().zip(expected).all(|(value, expected)| close(*value, expected, 1e-12)), "{values:?}");
    assert_eq!((found.listing.lines.len(), found.listing.lines[1].row), (2, Some(0)));
    assert!(found.listing.lines.iter().all(|line| line.cells.len() == found.listing.heads.len()));
}

#[test]
fn cached_tokens_count_once_and_as_the_reader_says() {
    let rates = number("prefix_cache_hit_rate", &[0.4, 0.4]);
    let shown = made_table(runs(vec![rates]));
    assert_eq!(cached_share(&shown.runs, &[0, 1]), Some(0.4));
    // 600 · 0.2 + 400 · 0.1 + 500 · 0.6 millionths.
    let found = view(&shown, &Choice::default(), &hosted("0.2,0.1,0.6"));
    assert!(found.sentence.contains("costs $0.0004600 "), "{}", found.sentence);
    assert!(found.caption.contains("Of the input 40.0% was cached, as the run says."), "{}", found.caption);
    assert!(found.caption.contains("without a day"));
    let own = HostedChoice { cached_percent: Some(100.0), ..hosted("0.2,0.1,0.6") };
    let found = view(&shown, &Choice::default(), &own);
    assert!(found.sentence.contains("costs $0.0004000 ") && found.caption.contains("as you say"), "{}", found.sentence);
    let shown = made_table(runs(Vec::new()));
    let found = view(&shown, &Choice::default(), &hosted("0.2,0.1,0.6"));
    assert!(found.sentence.contains("costs $0.0005000 ") && found.caption.contains("none is taken to be"));
    // In percent, where a value says so.
    let percent = made_table(runs(vec![number("cache_hit_rate_pct", &[40.0, 0.5])]));
    assert_eq!(cached_share(&percent.runs, &[0]), Some(0.4));
}

#[test]
fn tokens_that_were_reached_count_before_those_asked_for() {
    let reached = vec![
        number("completed", &[100.0, 100.0]),
        number("total_input_tokens", &[90_000.0, 91_000.0]),
        number("total_output_tokens", &[45_000.0, f64::NAN]),
    ];
    let mut both = runs(reached);
    both.columns[5] = number("isl", &[1000.0, 1000.0]);
    both.columns[6] = number("osl", &[500.0, 500.0]);
    let shown = made_table(both);
    let tokens = mix(&shown.runs, &[0]).unwrap();
    assert_eq!((tokens.input(), tokens.output(), tokens.cached_share()), (900.0, 450.0, 0.0));
    // Where a run does not say what it reached, what it was asked for.
    let other = mix(&shown.runs, &[1]).unwrap();
    assert_eq!((other.input(), other.output(), mix(&shown.runs, &[])), (910.0, 500.0, None));
}

#[test]
fn never_free_and_nothing_to_compare() {
    let shown = made_table(runs(Vec::new()));
    let dear = view(&shown, &Choice::default(), &hosted("0.1,,0.1"));
    assert!(dear.break_even.starts_with("Own machines cost less at no volume"), "{}", dear.break_even);
    assert!(dear.sentence.ends_with("fully used: 1.852 times as much."), "{}", dear.sentence);
    let free = view(&shown, &Choice::default(), &hosted("0,,0"));
    assert!(free.sentence.ends_with("fully used.") && free.break_even.contains("at no volume"), "{}", free.sentence);
    let asked = view(&shown, &Choice::default(), &HostedChoice::default());
    assert!(asked.has_tokens && asked.sentence.starts_with("Enter what an API asks") && asked.listing.lines.is_empty());
    let none = HostedView::new(&shown, &Basis::of(&shown.runs), &[], &Choice::default(), &hosted("1,,1"));
    assert!(none.sentence.starts_with("No run passes"), "{}", none.sentence);
    let encoders = real("embedding");
    assert!(!has_tokens(&encoders.runs));
    assert!(view(&encoders, &Choice::default(), &hosted("1,,1")).sentence.starts_with("The table does not say"));
}

#[test]
fn a_steady_demand_has_its_month() {
    let shown = made_table(runs(Vec::new()));
    let mut choice = Choice::default();
    choice.money.demand = Demand::Steady { units_per_sec: 0.5, hours: 730.0 };
    let found = view(&shown, &choice, &hosted("0.2,,0.6"));
    assert_eq!(found.listing.lines.len(), 3);
    // 0.5 · 3,600 · 730 requests at $0.0005; one machine of $1 an hour.
    let month = |line: usize| found.listing.lines[line].cells[6].as_str().to_owned();
    assert_eq!((month(0), month(1), month(2)), ("657.00".to_owned(), "–".to_owned(), "730.00".to_owned()));
    assert_eq!(found.listing.lines[2].cells[0], "Own, as planned");
    assert!(found.listing.heads[6].title.starts_with("A month at 0.5 req/s"));
}

#[test]
fn runs_of_other_work_are_no_rivals() {
    let mut other = runs(Vec::new());
    other.columns[5] = number("input_tokens", &[1000.0, 100.0]);
    other.columns[4] = number("price_per_hour", &[1.0, 0.5]);
    // The second run is cheaper and has the shorter requests; the first, of another length, is not held against its bill.
    let found = view(&made_table(other), &Choice::default(), &hosted("0.2,,0.6"));
    assert!(
        found.sentence.contains("100 input and 500 output tokens") && found.sentence.contains("on large"),
        "{found:?}"
    );
    assert!(found.break_even.contains("own machines cost less than the API from 1.141M"), "{}", found.break_even);
}

#[test]
fn a_smaller_machine_may_pay_earlier() {
    // The large machine is cheaper per request, and needs more of them: $2 / 7,200 against $1 / 3,500.
    let table = table(vec![
        text("hw_type", &[Some("small"), Some("large")]),
        number("vus", &[4.0, 8.0]),
        number("avg_latency_ms", &[4000.0, 4000.0]),
        number("throughput_req_per_sec", &[3500.0 / 3600.0, 2.0]),
        number("price_per_hour", &[1.0, 2.0]),
        number("input_tokens", &[1000.0, 1000.0]),
        number("output_tokens", &[500.0, 500.0]),
    ]);
    let found = view(&made_table(table), &Choice::default(), &hosted("0.2,,0.6"));
    assert!(
        found.break_even.starts_with("With idle time paid for, small costs less than the API from 1.46M"),
        "{}",
        found.break_even
    );
    assert!(found.break_even.ends_with("The cheapest run per request does from 2.92M on."), "{}", found.break_even);
}

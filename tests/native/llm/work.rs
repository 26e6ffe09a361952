//! Costs in the unit of the work: laws between requests and tokens, prices, and the question the other way round.

use crate::support::Random;
use crate::support::shown::nth;
use crate::support::tables::{close, number, table, text};
use isocost::analysis::decide::answer::{Demand, Question, Solver};
use isocost::data::runs::derive::How;
use isocost::data::runs::prices::PriceList;
use isocost::data::runs::roles::{Role, Roles};
use isocost::data::runs::run_table::RunTable;
use isocost::data::runs::table_facts::Basis;
use isocost::data::runs::work::Work;
use isocost::data::table::Table;
use isocost::page::answer::columns::Columns;
use isocost::page::tables::active_table::{ActiveTable, Provenance};
use isocost::page::tables::table_source::TableSource;

const TOKENS: [Work; 3] = [Work::OutputTokens, Work::TotalTokens, Work::InputTokens];

/// Runs with requests per second and tokens of each request.
fn made(random: &mut Random, price: f64) -> RunTable {
    let rows = 2 + random.below(12);
    let mut column = |name: &str, least: f64, most: f64| {
        number(name, &(0..rows).map(|_| least + (most - least) * random.unit()).collect::<Vec<_>>())
    };
    let mut columns = vec![
        column("request_throughput", 0.5, 50.0),
        column("mean_e2el_ms", 100.0, 9000.0),
        column("input_tokens", 100.0, 104.0),
        column("output_tokens", 200.0, 209.0),
    ];
    columns.push(number("tp", &(0..rows).map(|_| [1.0, 2.0, 4.0, 8.0][random.below(4)]).collect::<Vec<_>>()));
    columns.push(text("gpu", &vec![Some("h100"); rows]));
    let table = table(columns);
    let roles = Roles::find(&table);
    RunTable::new(table, &roles, &PriceList::parse(&format!("/h100:{price}")).0).unwrap()
}

fn tokens_of(runs: &RunTable, role: Role) -> Vec<f64> {
    runs.columns[runs.position(role).unwrap()].numbers().unwrap().to_vec()
}

#[test]
fn cost_per_token_times_tokens_is_cost_per_request() {
    let mut random = Random::new(401);
    for _ in 0..50 {
        let runs = made(&mut random, 2.5);
        let (input, output) = (tokens_of(&runs, Role::InputTokens), tokens_of(&runs, Role::OutputTokens));
        let requests = runs.cost_in(Work::Requests);
        for row in 0..runs.rows {
            let of = |work: Work| runs.cost_in(work)[row] / work.units();
            let per_request = requests[row] / 1e9;
            assert!(close(of(Work::OutputTokens) * output[row], per_request, 1e-12));
            assert!(close(of(Work::InputTokens) * input[row], per_request, 1e-12));
            assert!(close(of(Work::TotalTokens) * (input[row] + output[row]), per_request, 1e-12));
        }
    }
}

#[test]
fn price_times_k_is_cost_times_k() {
    let mut random = Random::new(409);
    for _ in 0..50 {
        let runs = made(&mut random, 2.0);
        let factor = 0.1 + 5.0 * random.unit();
        let dearer = runs.with_prices(&PriceList::parse(&format!("/h100:{}", 2.0 * factor)).0);
        for work in Work::ALL {
            let (before, after) = (runs.cost_in(work), dearer.cost_in(work));
            assert!(before.iter().zip(after.iter()).all(|(a, b)| close(a * factor, *b, 1e-12)), "{work:?}");
        }
    }
}

#[test]
fn requests_are_unchanged_by_a_look_at_tokens() {
    let mut random = Random::new(419);
    let runs = made(&mut random, 2.5);
    let back = runs.with_work(Work::OutputTokens).with_work(Work::Requests);
    assert_eq!(back.ranked_cost(), runs.ranked_cost());
    assert_eq!(back.columns.len(), runs.columns.len());
    let tokens = runs.with_work(Work::OutputTokens);
    let column = &tokens.columns[tokens.position(Role::Cost).unwrap()];
    assert_eq!(column.name, "usd_per_1m_output_tokens");
    assert_eq!(&column.numbers().unwrap()[..], tokens.ranked_cost());
    assert_eq!(tokens.how(Role::Cost).unwrap().how, How::PricedTokens);
    assert_eq!(tokens.default_work(), Work::OutputTokens);
}

#[test]
fn tables_without_tokens_have_no_cost_of_them() {
    let runs = nth(0);
    let runs = &runs.runs;
    for work in TOKENS {
        assert!(runs.rate(work).is_none() && runs.cost_in(work).iter().all(|cost| cost.is_nan()), "{work:?}");
    }
    assert_eq!(&runs.cost_in(Work::Requests)[..], &runs.cost_usd_per_billion[..]);
    assert_eq!(runs.work_per_sec(), &runs.throughput_req_per_sec[..]);
}

#[test]
fn a_stated_cost_is_turned_into_tokens() {
    let table = table(vec![
        number("vus", &[4.0]),
        number("avg_latency_ms", &[100.0]),
        number("throughput_req_per_sec", &[40.0]),
        number("output_tokens", &[250.0]),
        number("1B_cost", &[5e6]),
    ]);
    let runs = RunTable::by_default(table).unwrap();
    // $0.005 a request of 250 tokens: $20 per million.
    assert!(close(runs.cost_in(Work::OutputTokens)[0], 20.0, 1e-12));
    assert!(close(runs.cost_in(Work::Requests)[0], 5e6, 1e-12));
}

#[test]
fn failed_requests_make_no_tokens() {
    let table = |good: f64| {
        table(vec![
            number("vus", &[4.0]),
            number("avg_latency_ms", &[100.0]),
            number("total_requests", &[400.0]),
            number("successful_requests", &[good]),
            number("test_duration_sec", &[10.0]),
            number("throughput_req_per_sec", &[40.0]),
            number("output_tokens", &[250.0]),
            number("price_per_hour", &[3.6]),
        ])
    };
    let half = RunTable::by_default(table(200.0)).unwrap().with_work(Work::OutputTokens);
    assert!(close(half.work_per_sec()[0], 5000.0, 1e-12), "half of 40 requests a second");
    assert!(half.good_share().is_none(), "it is in the rate");
    let none = RunTable::by_default(table(0.0)).unwrap().with_work(Work::OutputTokens);
    assert!(!none.ranking().ranks(0), "{:?}", none.ranked_cost());
}

fn shown(runs: &RunTable) -> ActiveTable {
    ActiveTable::new(TableSource::of_dataset("a/b"), Provenance::Computer, runs.clone())
}

#[test]
fn question_and_limit_swapped_return_the_same_point() {
    let mut random = Random::new(421);
    let mut answered = 0;
    for _ in 0..60 {
        let runs = made(&mut random, 2.5).with_work(TOKENS[random.below(3)]);
        let shown = shown(&runs);
        let columns = Columns::of(&shown, &Basis::of(&shown.runs));
        let all: Vec<usize> = (0..runs.rows).collect();
        let demand = match random.below(3) {
            0 => Demand::None,
            1 => Demand::Steady { units_per_sec: 5_000.0 + 50_000.0 * random.unit(), hours: 730.0 },
            _ => Demand::Volume { units: 1e9, within_hours: 24.0 },
        };
        let cheapest = Solver::new(columns.candidates(&shown), Question { demand, ..Question::default() }, &all);
        let Some(best) = cheapest.best(cheapest.passing()) else { continue };
        let question = Question { demand, at_most_usd_per_unit: Some(best.usd_per_unit), ..Question::default() };
        let fastest = Solver::new(columns.candidates(&shown), question, &all);
        let found = fastest.best(fastest.passing()).unwrap();
        // Nothing else costs as little, and what costs as much is no slower.
        assert_eq!(found.row, best.row, "{demand:?}");
        answered += 1;
    }
    assert!(answered > 30, "{answered}");
}

#[test]
fn a_steady_demand_of_tokens_is_one_of_requests() {
    let table: Table = table(vec![
        number("vus", &[1.0, 2.0, 4.0]),
        number("mean_e2el_ms", &[100.0, 100.0, 200.0]),
        number("request_throughput", &[10.0, 20.0, 20.0]),
        number("output_tokens", &[200.0; 3]),
        number("price_per_hour", &[1.0; 3]),
    ]);
    let runs = RunTable::by_default(table).unwrap();
    let point = |runs: &RunTable, units_per_sec: f64| {
        let shown = shown(runs);
        let columns = Columns::of(&shown, &Basis::of(&shown.runs));
        let demand = Demand::Steady { units_per_sec, hours: 1.0 };
        let solver = Solver::new(columns.candidates(&shown), Question { demand, ..Question::default() }, &[0, 1, 2]);
        solver.best(solver.passing()).unwrap()
    };
    let requests = point(&runs, 30.0);
    let tokens = point(&runs.with_work(Work::OutputTokens), 6000.0);
    assert_eq!((requests.machines, requests.vus, requests.mean_ms), (2.0, 1.5, 100.0));
    assert_eq!((tokens.machines, tokens.vus, tokens.mean_ms, tokens.usd), (2.0, 1.5, 100.0, requests.usd));
    assert!(close(tokens.usd_per_unit * 200.0, requests.usd_per_unit, 1e-12));
}

/// A rate of tokens without VUs and requests per second: tokens have a cost, requests have none.
#[test]
fn a_rate_of_tokens_alone_is_a_load() {
    let of = |rate: &str| {
        let columns = vec![
            text("hardware", &[Some("h100"), Some("h100"), Some("b200")]),
            number(rate, &[400.0, 700.0, 600.0]),
            number("mean_e2el_ms", &[1000.0, 1300.0, 800.0]),
        ];
        let table = table(columns);
        let roles = Roles::find(&table);
        RunTable::new(table, &roles, &PriceList::parse("/h100:3,/b200:5").0)
    };
    for (rate, work) in [("output_throughput", Work::OutputTokens), ("total_token_throughput", Work::TotalTokens)] {
        let runs = of(rate).unwrap();
        assert_eq!(runs.default_work(), work, "{rate}");
        let runs = runs.with_work(work);
        for (cost, (price, rate)) in runs.ranked_cost().iter().zip([(3.0, 400.0), (3.0, 700.0), (5.0, 600.0)]) {
            assert!(close(*cost, price / 3600.0 / rate * 1e6, 1e-12), "{cost}");
        }
        assert_eq!(runs.ranking().cheapest(&[0, 1, 2]), Some(1));
        assert!(runs.with_work(Work::Requests).ranked_cost().iter().all(|cost| cost.is_nan()));
    }
    // Without any rate there is nothing to compare.
    assert!(of("queue_length").is_err());
}

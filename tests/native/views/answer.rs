//! Faults that the planner and the headline once had, each with its right value.

use crate::support::asked::Columns;
use crate::support::shown::{all, made_table, real, verdict_of};
use crate::support::tables::{close, number, table, text};
use isocost::analysis::decide::answer::{
    Answer, Candidates, Demand, Limit, Measure, Point, Question, Solver, Warning, answer,
};
use isocost::analysis::decide::compare::saving_percent;
use isocost::analysis::decide::near_ties::{NearTie, example, near_ties};
use isocost::data::runs::prices::PriceList;
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::answer::columns::Columns as TableColumns;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::choice::terms::Terms;
use isocost::page::money::plan::PlanView;
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::verdict::view::VerdictView;
use isocost::page::words::runs::run_name;

const NAN: f64 = f64::NAN;

const MILLION: Demand = Demand::Volume { units: 1e6, within_hours: 24.0 };
const RATE: Demand = Demand::Steady { units_per_sec: 200.0, hours: 720.0 };

/// The answer on a bundled table, with a limit on p95, a price of T4 and a load share; and the name of its run.
fn asked(table: &str, demand: Demand, p95: Option<f64>, t4: Option<f64>, load_share: Option<f64>) -> (String, Answer) {
    let shown = real(table);
    let mut prices = PriceList::default();
    for pair in shown.runs.prices.iter().filter(|pair| pair.hardware.ends_with("t4")) {
        prices.set(&pair.vendor, &pair.hardware, t4);
    }
    let columns = Columns::of(&shown, &prices);
    let values = columns.p95.as_deref().unwrap();
    let limits =
        p95.map(|bound| Limit { measure: Measure::Latency, values: values.into(), bound }).into_iter().collect();
    let question = Question { demand, limits, load_share, ..Question::default() };
    let found = answer(&Solver::new(columns.candidates(), question, &columns.all())).unwrap();
    (run_name(&shown, found.best.row), found)
}

/// Runs of one configuration at rising load, $2 an hour each.
fn made(rates: &[f64]) -> Columns {
    let of = |value: f64| vec![value; rates.len()];
    Columns {
        configuration: vec![0; rates.len()],
        hardware: vec![0; rates.len()],
        price: of(2.0),
        cost: None,
        requests: None,
        rate: rates.to_vec(),
        vus: (1..=rates.len()).map(|vus| vus as f64).collect(),
        mean: of(500.0),
        p95: None,
        good: None,
        failed: vec![0; rates.len()],
        errors: of(0.0),
    }
}

fn of_made(columns: &Columns, question: Question) -> Option<Answer> {
    answer(&Solver::new(columns.candidates(), question, &columns.all()))
}

/// More machines than the fewest may bill fewer hours.
#[test]
fn the_cheapest_volume_over_all_machine_counts() {
    let (name, found) = asked("vision-embedding", MILLION, None, None, None);
    assert_eq!(name, "nvidia-l4, batch size 4, at 4 VUs");
    assert!(close(found.best.usd, 44.80, 1e-9), "{:?}", found.best);
    assert_eq!((found.best.machine_hours, found.best.machines), (56.0, 3.0));
    assert_eq!(found.best.schedule(), [(2.0, 19.0), (1.0, 18.0)]);
    let (_, found) = asked("vision-embedding", MILLION, Some(1000.0), None, None);
    assert!(close(found.best.usd, 48.80, 1e-9) && found.best.machine_hours == 61.0);
    let (_, found) = asked("embedding", Demand::Volume { units: 1e8, within_hours: 8.0 }, None, None, None);
    assert!(close(found.best.usd, 41.60, 1e-9), "{:?}", found.best);
    let demand = Demand::Volume { units: 1e5, within_hours: 3.0 };
    let found = of_made(&made(&[1.0]), Question { demand, ..Question::default() }).unwrap();
    assert_eq!((found.best.usd, found.best.machine_hours), (56.0, 28.0));
}

/// What costs the same is told apart by p95, then headroom, then checks, and not by rounding.
#[test]
fn equal_costs_are_told_apart_by_latency() {
    let l4 = "nvidia-l4 · michaelf34/infinity:0.0.75-trt-onnx";
    let t4 = "nvidia-t4 · michaelf34/infinity:0.0.75-trt-onnx";
    for (table, demand, limit, price, load, name, usd) in [
        ("embedding", MILLION, None, None, None, "nvidia-l4, batch size 32, at 64 VUs".to_owned(), 0.8),
        ("classification", MILLION, None, None, None, format!("{l4}, batch size 32, at 32 VUs"), 0.8),
        ("classification", MILLION, Some(500.0), None, None, format!("{l4}, batch size 32, at 32 VUs"), 0.8),
        ("vision-embedding", MILLION, Some(1000.0), None, None, "nvidia-l4, batch size 2, at 2 VUs".to_owned(), 48.8),
        ("classification", MILLION, None, Some(0.15), None, format!("{t4}, batch size 512, at 32 VUs"), 0.3),
        ("classification", RATE, None, None, Some(1.0), format!("{t4}, batch size 512, at 48 VUs"), 360.0),
        ("embedding", RATE, None, None, Some(1.0), "nvidia-l4, batch size 1,024, at 159 VUs".to_owned(), 576.0),
    ] {
        let (found, answer) = asked(table, demand, limit, price, load);
        assert_eq!(found, name, "{table} {demand:?}");
        assert!(close(answer.best.usd, usd, 1e-9), "{table} {demand:?}: {}", answer.best.usd);
        let p95 = answer.best.p95_ms;
        assert!(answer.same_cost.iter().all(|other| other.p95_ms >= p95 * (1.0 - 1e-9) && close(other.usd, usd, 1e-9)));
    }
}

#[test]
fn equal_costs_and_latencies_by_headroom_then_checks_then_row() {
    let volume = Question { demand: Demand::Volume { units: 3600.0, within_hours: 1.0 }, ..Question::default() };
    let mut columns = made(&[2.0, 4.0, 4.0, 3.0]);
    columns.configuration = vec![0, 1, 2, 3];
    columns.failed = vec![0, 1, 0, 0];
    assert_eq!(of_made(&columns, volume.clone()).unwrap().best.row, 2, "equal headroom: the one that fails no check");
    columns.failed = vec![0; 4];
    assert_eq!(of_made(&columns, volume.clone()).unwrap().best.row, 1, "then the earlier");
    columns.mean[3] = 400.0;
    assert_eq!(of_made(&columns, volume.clone()).unwrap().best.row, 3, "the mean where there is no p95");
    columns.p95 = Some(vec![900.0, 900.0, 900.0, f64::NAN]);
    assert_eq!(of_made(&columns, volume).unwrap().best.row, 1, "none is not less than one");
}

/// Against the best of the other hardware, which no further configuration of the winner's changes.
#[test]
fn savings_are_against_the_other_hardware() {
    let (_, found) = asked("classification", Demand::None, None, None, None);
    let other = found.other_hardware.unwrap();
    // By hand: $253.82 against $611.09 of the best T4.
    let saved = |found: &Answer, other: &Point| saving_percent(found.best.usd_per_unit, other.usd_per_unit);
    assert!((saved(&found, &other) - 58.462).abs() < 1e-3, "{}", saved(&found, &other));
    let (_, found) = asked("classification", Demand::None, None, Some(0.35), None);
    assert!((saved(&found, &found.other_hardware.unwrap()) - 40.660).abs() < 1e-3);
    assert_eq!(asked("vision-embedding", Demand::None, None, None, None).1.other_hardware, None, "all of one hardware");
}

/// One tolerance, and an example that is a choice: no run that is dearer and slower.
#[test]
fn the_example_of_a_near_tie_is_not_dominated() {
    for (table, count) in [("embedding", 7), ("classification", 13), ("vision-embedding", 8)] {
        let shown = real(table);
        let basis = Basis::of(&shown.runs);
        let ties = near_ties(&basis.measures(&shown.runs), &all(&shown), 0.05);
        assert_eq!(ties.len(), count, "{table}");
        if let Some(tie) = example(&ties) {
            assert!(tie.is_faster(), "{table}: {tie:?}");
            let dominates = |other: &NearTie| {
                other.cost < tie.cost && other.avg_latency <= tie.avg_latency && other.p95_latency <= tie.p95_latency
            };
            assert!(!ties.iter().any(dominates), "{table}: {tie:?}");
        }
    }
    let shown = real("embedding");
    let basis = Basis::of(&shown.runs);
    let ties = near_ties(&basis.measures(&shown.runs), &all(&shown), 0.02);
    assert_eq!((ties.len(), example(&ties)), (2, None), "both are dearer and slower");
}

/// Clients of this table pause 92 ms after each answer, so that 1 VU is 0.725 in flight: 2.994 requests a second at 242 ms. Six
/// machines at 3.333 each are beyond that, between the loads of 1 and 2 VUs: `N = λ · R(N)` by hand from these two runs.
#[test]
fn a_load_between_two_that_were_tried_is_not_below_both() {
    let shown = real("vision-embedding");
    let columns = Columns::of(&shown, &PriceList::default());
    let demand = Demand::Steady { units_per_sec: 20.0, hours: 730.0 };
    let solver = Solver::new(columns.candidates(), Question { demand, ..Question::default() }, &columns.all());
    let of_4: Vec<usize> = columns.all().into_iter().filter(|&row| shown.runs.batch_size[row] == 4.0).collect();
    let point = solver.best(&of_4).unwrap();
    assert_eq!((point.machines, point.below_tried), (6.0, false));
    for (ms, right) in [(point.p95_ms, 616.267_636_382_400_5), (point.mean_ms, 258.873_689_829_306_6)] {
        assert!(close(ms, right, 1e-9), "{ms} {right}");
    }
    assert!(close(point.vus, 0.862_912_299_431_022_1, 1e-9), "{}", point.vus);
}

/// Idle is against the most that the machine was seen to do, and the default headroom says when it decides.
#[test]
fn load_is_a_share_of_the_capacity() {
    let (_, found) = asked("embedding", RATE, None, None, None);
    assert!(close(found.best.load_share, 200.0 / 467.484_268_425_4, 1e-9), "{:?}", found.best);
    let shown = real("embedding");
    let columns = Columns::of(&shown, &PriceList::default());
    let solver = Solver::new(columns.candidates(), Question { demand: RATE, ..Question::default() }, &columns.all());
    // Batch 16: 477.2 requests a second at 256 VUs, so 58 % idle at 200, whatever its run at 32 VUs did.
    let of_16: Vec<usize> = columns.all().into_iter().filter(|&row| shown.runs.batch_size[row] == 16.0).collect();
    let point = solver.best(&of_16).unwrap();
    assert_eq!((shown.runs.vus[point.row], (100.0 - 100.0 * point.load_share).round()), (256.0, 58.0));
    let (_, found) = asked("classification", RATE, None, None, None);
    assert_eq!(found.best.usd_per_month, 0.8 * 730.0);
    let Some(Warning::DefaultLoad(full)) = found.warnings.first() else { panic!("{:?}", found.warnings) };
    assert_eq!((full.machines, (full.load_share * 100.0).round(), full.usd_per_month.round()), (1.0, 88.0, 365.0));
    let (_, full_load) = asked("classification", RATE, None, None, Some(1.0));
    assert_eq!(full_load.best.usd_per_month, full.usd_per_month);
    assert!(!full_load.warnings.iter().any(|warning| matches!(warning, Warning::DefaultLoad(_))), "nobody's default");
}

/// 4, 8 and 16 VUs at 2,000, 2,500 and 4,000 ms are 2, 3.2 and 4 requests a second by Little's law; 4, 6.4 and 8 were measured.
#[test]
fn latency_at_less_load_where_throughput_contradicts_it() {
    let mut columns = made(&[4.0, 6.4, 8.0]);
    columns.vus = vec![4.0, 8.0, 16.0];
    columns.mean = vec![2000.0, 2500.0, 4000.0];
    let of = |units_per_sec: f64| {
        let demand = Demand::Steady { units_per_sec, hours: 730.0 };
        of_made(&columns, Question { demand, ..Question::default() }).unwrap()
    };
    // 6 a second, 75 % of 8: between 4 and 8 VUs a request holds 1,000 to 1,250 ms of a VU, so that N = 6 (0.75 + 0.0625 N).
    let found = of(6.0);
    assert!(close(found.best.vus, 7.2, 1e-9) && close(found.best.mean_ms, 2400.0, 1e-9), "{:?}", found.best);
    assert_eq!(found.warnings, [Warning::ByThroughput]);
    // Without the contradiction, at half of the latencies, the law says the same of the load.
    columns.mean = vec![1000.0, 1250.0, 2000.0];
    let found = of_made(
        &columns,
        Question { demand: Demand::Steady { units_per_sec: 6.0, hours: 730.0 }, ..Question::default() },
    );
    let found = found.unwrap();
    assert!(close(found.best.vus, 7.2, 1e-9) && close(found.best.mean_ms, 1200.0, 1e-9), "{:?}", found.best);
    assert!(found.warnings.is_empty());
}

/// Whole multiples take no machine more.
#[test]
fn a_whole_multiple_takes_no_machine_more() {
    for count in 1..=400 {
        for tenth in 1..=9 {
            let rate = f64::from(tenth) / 10.0;
            let demand = Demand::Steady { units_per_sec: f64::from(count) * rate, hours: 1.0 };
            let question = Question { demand, load_share: Some(1.0), ..Question::default() };
            let found = of_made(&made(&[rate]), question).unwrap();
            assert_eq!(found.best.machines, f64::from(count), "{count} · {rate}");
        }
    }
    let demand = Demand::Steady { units_per_sec: 0.9, hours: 0.5 };
    let question = Question { demand, load_share: Some(1.0), spare: true, ..Question::default() };
    let found = of_made(&made(&[0.3]), question).unwrap();
    assert_eq!((found.best.machines, found.best.spare, found.best.usd), (3.0, 1.0, 8.0));
}

#[test]
fn without_prices_the_most_from_one_machine() {
    let mut columns = made(&[1.0, 3.0, 2.0]);
    columns.mean = vec![100.0, 900.0, 300.0];
    columns.price = vec![f64::NAN, 0.0, f64::INFINITY];
    let limits = vec![Limit { measure: Measure::Latency, values: columns.mean.as_slice().into(), bound: 500.0 }];
    let found = of_made(&columns, Question { limits: limits.clone(), ..Question::default() }).unwrap();
    assert_eq!((found.best.row, found.best.is_priced()), (2, false));
    assert_eq!(found.warnings, [Warning::Unpriced(2)]);
    let asks_price = Question { limits: limits.clone(), at_most_usd_per_unit: Some(1.0), ..Question::default() };
    assert_eq!(of_made(&columns, asks_price), None);
    let prices = vec![1.0, f64::NAN, f64::NAN];
    let candidates = Candidates { usd_per_hour: &prices, ..columns.candidates() };
    let both = answer(&Solver::new(candidates, Question { limits, ..Question::default() }, &columns.all())).unwrap();
    assert_eq!((both.best.row, both.most_unpriced.map(|point| point.row)), (0, Some(2)));
}

#[test]
fn costs_are_of_successful_work() {
    let mut columns = made(&[1.0, 2.0]);
    columns.good = Some(vec![1.0, 0.4]);
    let found = of_made(&columns, Question::default()).unwrap();
    assert_eq!((found.best.row, found.best.usd_per_unit), (0, 2.0 / 3600.0), "0.8 good requests a second are fewer");
    columns.good = Some(vec![0.5, 0.4]);
    let found = of_made(&columns, Question::default()).unwrap();
    assert_eq!((found.best.row, found.warnings), (1, vec![Warning::Failed(0.6)]));
}

#[test]
fn no_demand_that_can_be_met_no_answer() {
    for demand in [
        Demand::Volume { units: 0.0, within_hours: 1.0 },
        Demand::Volume { units: 1.0, within_hours: 0.0 },
        Demand::Volume { units: f64::NAN, within_hours: 1.0 },
        Demand::Steady { units_per_sec: f64::INFINITY, hours: 1.0 },
        Demand::Steady { units_per_sec: -1.0, hours: 1.0 },
        Demand::Volume { units: 1e300, within_hours: 1e-9 },
    ] {
        assert_eq!(of_made(&made(&[10.0]), Question { demand, ..Question::default() }), None, "{demand:?}");
    }
    let demand = Demand::Volume { units: 1.0, within_hours: 1.0 };
    assert_eq!(of_made(&made(&[f64::NAN]), Question { demand, ..Question::default() }), None);
    assert_eq!(of_made(&made(&[0.0]), Question::default()), None);
    assert_eq!(of_made(&made(&[]), Question::default()), None);
}

/// Runs of one hardware: cost, price per hour, throughput, requests sent and answered in 100 s.
fn table_of(runs: &[[f64; 5]]) -> ActiveTable {
    let of = |column: usize| runs.iter().map(|run| run[column]).collect::<Vec<f64>>();
    let ones = vec![1.0; runs.len()];
    made_table(table(vec![
        text("hw_type", &vec![Some("h100"); runs.len()]),
        number("vus", &(1..=runs.len()).map(|vus| vus as f64).collect::<Vec<_>>()),
        number("avg_latency_ms", &of(2).iter().map(|rate| 1000.0 / rate).collect::<Vec<_>>()),
        number("throughput_req_per_sec", &of(2)),
        number("1B_cost", &of(0)),
        number("price_per_hour", &of(1)),
        number("total_requests", &of(3)),
        number("successful_requests", &of(4)),
        number("test_duration", &ones.iter().map(|one| one * 100.0).collect::<Vec<_>>()),
    ]))
}

#[test]
fn a_price_is_used_as_it_is_written_and_contradictions_are_told() {
    let cost = |price: f64, rate: f64| 1e9 / rate * (price / 3600.0);
    // Rounded throughput: the price in the cost is a hair off the one that is written, which counts.
    let rounded =
        table_of(&[[cost(2.0, 10.004), 2.0, 10.0, 1000.0, 1000.0], [cost(2.0, 20.0), 2.0, 20.0, 2000.0, 2000.0]]);
    let columns = TableColumns::of(&rounded, &Basis::of(&rounded.runs));
    assert_eq!(columns.candidates(&rounded).usd_per_hour, [2.0, 2.0]);
    assert_eq!(columns.candidates(&rounded).contradicting_prices, 0);
    // Another price in the cost: that counts, for all, and is told.
    let twice = table_of(&[[cost(4.0, 10.0), 2.0, 10.0, 1000.0, 1000.0], [cost(4.0, 20.0), 2.0, 20.0, 2000.0, 2000.0]]);
    let basis = Basis::of(&twice.runs);
    let columns = TableColumns::of(&twice, &basis);
    assert_eq!(columns.candidates(&twice).usd_per_hour, [4.0, 4.0]);
    let mut choice = Choice::default();
    choice.money.demand = Demand::Volume { units: 144_000.0, within_hours: 2.0 };
    let plan = PlanView::new(&twice, &basis, &all(&twice), &choice);
    assert!(plan.sentence.contains("1 machine of h100, at 2 VUs, for $8.00, 0.0% idle."), "{}", plan.sentence);
    assert!(plan.caption.starts_with("The price of 2 runs is another than in its cost"), "{}", plan.caption);
}

#[test]
fn failed_requests_that_are_counted_as_answered_make_a_run_dearer() {
    // The second is cheaper by what it sent, and half of that failed.
    let shown = table_of(&[[100.0, NAN, 10.0, 1000.0, 1000.0], [80.0, NAN, 20.0, 2000.0, 1000.0]]);
    let basis = Basis::of(&shown.runs);
    let view = verdict_of(&shown, &basis, &all(&shown), &LimitChoice::default());
    assert_eq!(view.sentence, "h100, at 1 VU: $0.100 per 1M successful requests, the cheapest of 2 runs.");
    assert_eq!(view.figures[0], ("per 1M successful requests", "$0.1000".to_owned()));
    assert_eq!(shown.runs.ranked_cost(), [100.0, 160.0]);
    let only = verdict_of(&shown, &basis, &[1], &LimitChoice::default());
    assert!(
        only.caveats
            .iter()
            .any(|caveat| caveat == "50.0% of its requests failed (1,000 of 2,000); cost and throughput are of the others; the latencies may include them.")
    );
}

/// Work that no run is known to do is not called too dear.
#[test]
fn what_cannot_be_done_is_not_too_dear() {
    let shown = table_of(&[[100.0, NAN, NAN, 1000.0, 1000.0]]);
    let (basis, terms) = (Basis::of(&shown.runs), Terms { at_most_usd: Some(1.0), ..Terms::default() });
    let columns = TableColumns::of(&shown, &basis);
    let asked = |demand| Asked { demand, terms, ..Asked::default() };
    let none = asked(MILLION).answered(&shown, &basis, &columns, &all(&shown));
    assert!(none.found.is_none() && !none.too_dear);
    let dear = asked(Demand::None).answered(&shown, &basis, &columns, &all(&shown));
    assert!(dear.too_dear && dear.found.is_some_and(|found| found.best.row == 0));
    let view = VerdictView::new(&shown, &basis, &all(&shown), &asked(MILLION));
    assert!(view.caveats.iter().any(|caveat| caveat.contains("no run that passes can do this")), "{:?}", view.caveats);
    assert!(!view.caveats.iter().any(|caveat| caveat.contains("known to cost")), "{:?}", view.caveats);
}

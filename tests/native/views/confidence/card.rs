//! What the card says of the answer's own run: a check that fails, or that no other of its configuration counts.

use super::*;
use crate::support::tables::text;

/// VUs, mean latency in ms, throughput, p95 in ms and requests of the runs of one configuration, at $1,000 per billion.
fn of_runs(runs: &[[f64; 5]]) -> ActiveTable {
    let costs: Vec<f64> = runs.iter().map(|run| 1e6 / run[2]).collect();
    let mut columns = without_costs(runs);
    columns.push(number("1B_cost", &costs));
    made_table(table(columns))
}

fn without_costs(runs: &[[f64; 5]]) -> Vec<isocost::data::table::column::Column> {
    let column = |at: usize| runs.iter().map(|run| run[at]).collect::<Vec<f64>>();
    vec![
        text("hw_type", &vec![Some("l4"); runs.len()]),
        number("vus", &column(0)),
        number("avg_latency_ms", &column(1)),
        number("throughput_req_per_sec", &column(2)),
        number("p95_latency_ms", &column(3)),
        number("total_requests", &column(4)),
    ]
}

fn on_card(shown: &ActiveTable, max_p95_ms: Option<f64>) -> Vec<String> {
    let limits = LimitChoice { max_p95_latency_ms: max_p95_ms, ..LimitChoice::default() };
    let view = sure(shown, &limits, None);
    // Each of them is counted among those that stand elsewhere.
    assert!(view.on_card.len() <= view.against.len() + view.warnings.len(), "{view:?}");
    view.on_card
}

/// By Little's law 100 requests a second of 40 ms are 4 in flight.
#[test]
fn a_sound_run_among_others_has_nothing() {
    let sound =
        of_runs(&[[1.0, 20.0, 50.0, 30.0, 1000.0], [2.0, 25.0, 80.0, 40.0, 1000.0], [4.0, 40.0, 100.0, 60.0, 1000.0]]);
    assert!(on_card(&sound, None).is_empty());
    assert!(on_card(&sound, Some(50.0)).is_empty(), "two are left");
}

#[test]
fn a_check_that_its_own_run_fails_is_told() {
    // Half as many in flight as VUs, and no think time is the same in all.
    let broken = [[1.0, 20.0, 50.0, 30.0, 1000.0], [2.0, 25.0, 80.0, 40.0, 1000.0], [4.0, 10.0, 200.0, 60.0, 1000.0]];
    let told = on_card(&of_runs(&broken), None);
    assert_eq!(told, ["Its run is doubtful, by Little's law: 0.500 requests in flight per VU, not about 1."]);
    // Another one's is not the answer's.
    assert!(on_card(&of_runs(&broken), Some(50.0)).is_empty());
    let short =
        of_runs(&[[1.0, 20.0, 50.0, 30.0, 1000.0], [2.0, 25.0, 80.0, 40.0, 1000.0], [4.0, 40.0, 100.0, 60.0, 200.0]]);
    assert_eq!(on_card(&short, None), ["It rests on 200 requests, less than half of the median run's."]);
}

#[test]
fn one_of_several_runs_is_told() {
    let two = of_runs(&[[2.0, 25.0, 80.0, 40.0, 1000.0], [4.0, 40.0, 100.0, 60.0, 1000.0]]);
    assert_eq!(on_card(&two, Some(50.0)), ["Only 1 of the 2 runs of its configuration is within filters and limits."]);
    assert!(on_card(&two, None).is_empty());
    // No run is the only one of several.
    assert!(on_card(&of_runs(&[[2.0, 25.0, 80.0, 40.0, 1000.0]]), None).is_empty());
    // Of repeats at its load one breaks the limit, beside others that keep it.
    let repeats = of_runs(&[
        [1.0, 20.0, 50.0, 30.0, 1000.0],
        [2.0, 25.0, 80.0, 40.0, 1000.0],
        [4.0, 40.0, 100.0, 49.0, 1000.0],
        [4.0, 41.0, 97.0, 60.0, 1000.0],
    ]);
    assert_eq!(on_card(&repeats, Some(50.0)), ["Only 1 of the 2 runs at its load is within filters and limits."]);
    assert!(on_card(&repeats, None).is_empty());
}

/// Without a price the answer is the run that does the most on one machine, which may be as doubtful as any.
#[test]
fn without_prices_the_run_that_does_the_most_is_doubted_too() {
    let broken = [[1.0, 20.0, 50.0, 30.0, 1000.0], [2.0, 25.0, 80.0, 40.0, 1000.0], [4.0, 10.0, 200.0, 60.0, 200.0]];
    let shown = made_table(table(without_costs(&broken)));
    let view = sure(&shown, &LimitChoice::default(), None);
    assert_eq!((view.row, view.confidence), (None, None));
    assert_eq!(
        view.on_card,
        [
            "Its run is doubtful, by Little's law: 0.500 requests in flight per VU, not about 1.",
            "It rests on 200 requests, less than half of the median run's."
        ]
    );
    assert_eq!(view.against.len(), 2, "{:?}", view.against);
    assert!(view.against[0].contains("0.500 requests in flight per VU where 0.9 to 1.05 is healthy"));
    // What is said of costs has no place there.
    assert!(view.against.iter().chain(&view.warnings).all(|words| !words.contains("cheap")), "{view:?}");
    let sound = made_table(table(without_costs(&broken[..2])));
    let view = sure(&sound, &LimitChoice::default(), None);
    assert_eq!((view.on_card.len(), view.against.len() + view.warnings.len()), (0, 0), "{view:?}");
    // Of repeats at its load one breaks the limit.
    let repeats = [
        [1.0, 20.0, 50.0, 30.0, 1000.0],
        [2.0, 25.0, 80.0, 40.0, 1000.0],
        [4.0, 40.0, 100.0, 49.0, 1000.0],
        [4.0, 41.0, 97.0, 60.0, 1000.0],
    ];
    let told = on_card(&made_table(table(without_costs(&repeats))), Some(50.0));
    assert_eq!(told, ["Only 1 of the 2 runs at its load is within filters and limits."]);
}

/// A cost that is missing, as in all runs, is told by the lack of a price; a number of the run that cannot be is not.
#[test]
fn without_prices_an_impossible_number_of_its_run_is_told() {
    let runs = [[1.0, 20.0, 50.0, 30.0, 1000.0], [2.0, 25.0, 80.0, 40.0, 1000.0], [4.0, 40.0, 100.0, 60.0, 1000.0]];
    let with = |costs: Option<[f64; 3]>, invalid: [f64; 3]| {
        let mut columns = without_costs(&runs);
        columns.extend(costs.map(|costs| number("1B_cost", &costs)));
        columns.push(number("invalid_embeddings", &invalid));
        on_card(&made_table(table(columns)), None)
    };
    for costs in [None, Some([f64::NAN; 3])] {
        assert!(with(costs, [0.0; 3]).is_empty());
        assert!(with(costs, [0.0, f64::INFINITY, 0.0]).is_empty(), "another one's");
        let of_it = with(costs, [0.0, 0.0, f64::INFINITY]);
        let told = "It fails a sanity check, Missing and impossible values: ";
        assert!(
            of_it.len() == 1 && of_it[0].starts_with(told) && of_it[0].contains("invalid_embeddings infinite"),
            "{of_it:?}"
        );
    }
}

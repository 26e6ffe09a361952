//! Evidence under limits, near-ties and the menu of choices, where things are missing or equal, and on the real tables.

use crate::support::shown::{all, made_table, real, verdict_of};
use crate::support::tables::made_of_rows;
use isocost::analysis::decide::slo::Limits;
use isocost::analysis::saturation::evidence::Doubt;
use isocost::analysis::saturation::trend::Grade;
use isocost::chart::frame::projection::Scale;
use isocost::data::runs::name;
use isocost::data::runs::table_facts::Basis;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::enough_vus::groups::VusGroups;
use isocost::page::evidence::chart::{EvidenceChart, extents};
use isocost::page::evidence::view::EvidenceView;
use isocost::page::rankings::near_ties;
use isocost::page::rankings::next_runs::NextView;
use isocost::page::rankings::pareto_menu::{Objective, choices, judged, offered};
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::words::text_table::Listing;
use isocost::page::words::text_table::MOST_LINES;

const NAN: f64 = f64::NAN;
const TWO: [Objective; 2] = [Objective::Cost, Objective::AvgLatency];

/// Hardware, batch size, VUs, latency, throughput, cost.
type Run = (&'static str, f64, f64, f64, f64, f64);

fn shown(runs: &[Run]) -> ActiveTable {
    made_table(made_of_rows(
        runs,
        &[(name::HW_TYPE, |run| run.0)],
        &[
            (name::BATCH_SIZE, |run| run.1),
            (name::VUS, |run| run.2),
            (name::AVG_LATENCY_MS, |run| run.3),
            (name::THROUGHPUT, |run| run.4),
            (name::COST, |run| run.5),
        ],
    ))
}

fn p95(shown: &ActiveTable, ms: f64) -> Vec<usize> {
    let limits = LimitChoice { max_p95_latency_ms: Some(ms), ..LimitChoice::default() };
    verdict_of(shown, &Basis::of(&shown.runs), &all(shown), &limits).passing
}

fn ties(shown: &ActiveTable, within: &[usize], tolerance: f64) -> Listing {
    near_ties::ties(shown, &Basis::of(&shown.runs), &all(shown), within, tolerance)
}

fn menu(shown: &ActiveTable, within: &[usize], judged: &[Objective]) -> Listing {
    choices(shown, &Basis::of(&shown.runs), &all(shown), within, judged)
}

fn keys(listing: &Listing) -> Vec<usize> {
    assert!(listing.lines.iter().all(|line| line.cells.len() == listing.heads.len()));
    listing.lines.iter().map(|line| line.key).collect()
}

#[test]
fn sentences_without_any_run() {
    let one = shown(&[("h", 8.0, 4.0, 400.0, 10.0, 0.0)]);
    let basis = Basis::of(&one.runs);
    for (filtered, within, words) in [
        (&[][..], &[][..], "No run passes the filters."),
        (&[0], &[], "No run is within the limits."),
        (&[0], &[0], "The run has no usable cost."),
    ] {
        let view = near_ties::ties(&one, &basis, filtered, within, 0.02);
        assert_eq!(view, Listing { sentence: words.to_owned(), ..Listing::default() });
    }
    let view = |filtered: &[usize], within: &[usize]| choices(&one, &basis, filtered, within, &TWO).sentence;
    assert_eq!(view(&[], &[]), "No run passes the filters.");
    assert_eq!(view(&[0], &[]), "No run is within the limits.");
    assert_eq!(view(&[0], &[0]), "Of 1 run none has all of cost and average latency.");
    assert_eq!(menu(&one, &[0], &[Objective::Cost]).sentence, "This table does not have two objectives to weigh.");
    let groups = VusGroups::configurations(&one);
    assert_eq!(EvidenceView::within(&one, &basis, &groups, (&[0], &[])).sentence, "No run is within the limits.");
    assert!(EvidenceView::default().chosen(Some(0)).is_none() && EvidenceView::default().listing().lines.is_empty());
    let next = NextView::new(&one, &basis, &[], &[], &Limits::default()).listing();
    assert!(next.lines.is_empty() && next.sentence.starts_with("Without a run that qualifies"));
}

#[test]
fn one_run_is_the_whole_menu() {
    let one = shown(&[("h", 8.0, 4.0, 400.0, 10.0, 50.0)]);
    let view = ties(&one, &[0], 0.02);
    assert_eq!(
        view.sentence,
        "No other run costs at most 2.0% more than the cheapest, h, batch size 8, at 4 VUs at $0.0500."
    );
    assert_eq!(view.lines[0].cells, ["h, batch size 8, at 4 VUs", "$0.05000", "400 ms", "10 req/s"]);
    let found = menu(&one, &[0], &TWO);
    assert_eq!(
        found.sentence,
        "By cost and average latency, 1 of 1 run: no other is as good in all of them and better in one."
    );
    assert_eq!(found.lines[0].cells[3..], ["–", "–", "–"]);
    let groups = VusGroups::configurations(&one);
    let evidence = EvidenceView::within(&one, &Basis::of(&one.runs), &groups, (&[0], &[0]));
    assert_eq!(evidence.lines[0].grade, Grade::CannotTell);
    assert!(evidence.lines[0].evidence.has(Doubt::TooFewPoints));
    let line = &evidence.lines[0];
    let chart = EvidenceChart::new(&one, line, extents(&one, &groups, line), Scale::Log);
    assert_eq!((chart.legend.len(), chart.scene.lines[0].points.len()), (1, 1));
}

#[test]
fn near_tie_trade_offs() {
    let runs = shown(&[
        ("h", 8.0, 4.0, 400.0, 10.0, 100.0),
        ("h", 8.0, 2.0, 250.0, 9.9, 101.0),
        ("h", 8.0, 1.0, NAN, 9.0, 102.0),
        ("h", 16.0, 4.0, 400.0, NAN, 100.0),
        ("h", 16.0, 2.0, 300.0, 8.0, 102.1),
    ]);
    let view = ties(&runs, &all(&runs), 0.02);
    assert_eq!(
        view.sentence,
        "3 other runs cost at most 2.0% more than the cheapest, h, batch size 8, at 4 VUs at $0.100; 1 is faster."
    );
    assert_eq!(keys(&view), [0, 3, 1, 2]);
    let marked: Vec<bool> = view.lines.iter().map(|line| line.marked).collect();
    assert_eq!(marked, [true, false, false, false]);
    assert_eq!(view.lines[1].cells[1..], ["$0.1000 (0.0%)", "400 ms (=)", "–"]);
    assert_eq!(view.lines[2].cells[1..], ["$0.1010 (+1.0%)", "250 ms (−150 ms)", "9.9 req/s (−1.0%)"]);
    assert_eq!(view.lines[3].cells[2], "–");
    let none = ties(&runs, &[0, 1], 0.0).sentence;
    assert_eq!(none, "No other run costs as little as the cheapest, h, batch size 8, at 4 VUs at $0.100.");
    let same = ties(&runs, &[0, 3], 0.0).sentence;
    assert_eq!(
        same,
        "1 other run costs as little as the cheapest, h, batch size 8, at 4 VUs at $0.100; none is faster."
    );
}

#[test]
fn a_long_list_is_cut_and_counted() {
    let many: Vec<Run> = (0..500).map(|at| ("h", 8.0, f64::from(at) + 1.0, 400.0, 10.0, 100.0)).collect();
    let runs = shown(&many);
    let view = ties(&runs, &all(&runs), 0.2);
    assert!(view.sentence.starts_with("499 other runs cost"));
    assert_eq!(view.lines.len(), MOST_LINES);
    assert_eq!(menu(&runs, &all(&runs), &TWO).lines.len(), MOST_LINES, "equal runs are all on the front");
}

#[test]
fn objectives_are_those_of_the_table() {
    let runs = shown(&[("h", 8.0, 4.0, 400.0, 10.0, 100.0)]);
    let has = offered(&runs, &Basis::of(&runs.runs));
    assert_eq!(has, [Objective::Cost, Objective::AvgLatency, Objective::Throughput]);
    let [cost, avg, p95, rate] = [0, 1, 2, 3];
    let of = |places: &[usize]| places.iter().map(|&at| Objective::ALL[at].clone()).collect::<Vec<_>>();
    assert_eq!(judged(&has, &[], false), of(&[cost, avg]));
    assert_eq!(judged(&has, &[], true), of(&[cost, avg]), "there is no p95");
    assert_eq!(judged(&has, &of(&[p95, rate]), true), of(&[cost, rate]), "what the table lacks is not judged");
    assert_eq!(judged(&has, &of(&[rate, avg, cost]), false), of(&[cost, avg, rate]));
    assert_eq!(judged(&Objective::ALL, &[], true), of(&[cost, p95]));
    assert_eq!(judged(&Objective::ALL, &Objective::ALL, true), of(&[cost, avg, p95]), "three at most");
    assert!(judged(&[], &TWO, false).is_empty());
}

#[test]
fn a_menu_by_cost_and_latency_has_prices_and_others_have_none() {
    let runs = shown(&[
        ("h", 8.0, 4.0, 400.0, 10.0, 100.0),
        ("h", 8.0, 2.0, 300.0, 9.0, 150.0),
        ("h", 8.0, 1.0, 300.0, 12.0, 150.0),
        ("h", 16.0, 1.0, 350.0, 2.0, 160.0),
        ("h", 16.0, 2.0, NAN, 99.0, 90.0),
        ("h", 16.0, 4.0, 100.0, 99.0, 0.0),
    ]);
    let view = menu(&runs, &all(&runs), &TWO);
    assert_eq!(keys(&view), [0, 1, 2]);
    assert_eq!(view.lines[1].cells[1..], ["$0.1500", "300 ms", "100 ms", "$0.05000", "$0.0005000"]);
    assert_eq!(view.lines[2].cells[3..], ["–", "–", "–"], "the same point again saves nothing");
    assert_eq!(
        view.sentence,
        "By cost and average latency, 3 of 4 runs: no other is as good in all of them and better in one. 2 runs are left \
         out: a value is missing."
    );
    let three = menu(&runs, &all(&runs), &[Objective::Cost, Objective::AvgLatency, Objective::Throughput]);
    assert_eq!(keys(&three), [0, 2], "with more throughput the equal run dominates");
    assert_eq!(three.heads.len(), 4);
    let rate = menu(&runs, &all(&runs), &[Objective::Cost, Objective::Throughput]);
    assert_eq!(keys(&rate), [4], "cost and throughput are known of it");
}

#[test]
fn limits_take_configurations_away_and_change_what_is_rested_on() {
    let shown = real("embedding");
    let (basis, groups) = (Basis::of(&shown.runs), VusGroups::configurations(&shown));
    let view = |within: &[usize]| EvidenceView::within(&shown, &basis, &groups, (&all(&shown), within));
    assert_eq!(view(&all(&shown)), EvidenceView::new(&shown, &basis, &all(&shown)));
    let within = p95(&shown, 155.0);
    let limited = view(&within);
    let limits = LimitChoice { max_p95_latency_ms: Some(155.0), ..LimitChoice::default() };
    let winner = verdict_of(&shown, &basis, &all(&shown), &limits).row;
    assert_eq!(limited.lines[0].best, winner);
    assert!(winner.is_some() && limited.lines.iter().all(|line| line.best.is_some_and(|row| within.contains(&row))));
    // By hand: the groups of the runs that pass.
    let mut left: Vec<usize> = within.iter().filter_map(|&row| groups.of_row[row]).collect();
    left.sort_unstable();
    left.dedup();
    assert_eq!(limited.lines.len(), left.len());
    // Only what is allowed speaks; that more was run is known.
    let whole = view(&all(&shown));
    for line in &limited.lines {
        assert!(line.evidence.curve.row.iter().all(|row| within.contains(row)));
        assert_eq!(Some(line.evidence.loads_run), whole.chosen(Some(line.group)).map(|line| line.evidence.loads_run));
    }
    assert_eq!(limited.chosen(Some(usize::MAX)), limited.lines.first(), "the verdict's where the choice is gone");
    assert_eq!(limited.chosen(None), limited.lines.first());
}

#[test]
fn real_tables() {
    for (name, ties_of, first) in [
        ("vision-embedding", "", "nvidia-l4 · batch 4"),
        ("embedding", "", "nvidia-l4 · batch 32"),
        ("classification", "4 other runs cost at most 2.0% more than", ""),
    ] {
        let shown = real(name);
        let (basis, rows) = (Basis::of(&shown.runs), all(&shown));
        let winner = verdict_of(&shown, &basis, &rows, &LimitChoice::default()).row;
        let group = VusGroups::configurations(&shown).of_row[winner.unwrap()];
        let evidence = EvidenceView::new(&shown, &basis, &rows).answering(group).listing();
        assert!(evidence.lines[0].cells[0].text.starts_with(first) && evidence.lines[0].marked);
        let view = ties(&shown, &rows, 0.02);
        assert!(view.sentence.contains(ties_of), "{}", view.sentence);
        assert_eq!(view.lines[0].row, winner);
        // By hand: as many as cost no more than 2% above the winner.
        let cost = &shown.runs.cost_usd_per_billion;
        let near = rows.iter().filter(|&&row| cost[row] <= cost[winner.unwrap()] * 1.02).count();
        assert_eq!(keys(&view).len(), near);
        let found = menu(&shown, &rows, &TWO);
        assert_eq!(found.lines[0].row, winner);
        // By hand: what nothing beats.
        let latency = &shown.runs.avg_latency_ms;
        let beats = |a: usize, b: usize| {
            cost[a] <= cost[b] && latency[a] <= latency[b] && (cost[a] < cost[b] || latency[a] < latency[b])
        };
        let mut by_hand: Vec<usize> = rows.iter().copied().filter(|&b| !rows.iter().any(|&a| beats(a, b))).collect();
        let mut keys = keys(&found);
        by_hand.sort_unstable();
        keys.sort_unstable();
        assert_eq!(keys, by_hand, "{name}");
    }
}

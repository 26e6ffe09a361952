//! How sure the verdict is, on the real tables: noise, near ties, the cost near the load, chances, what warns of it.

mod card;
mod demands;
mod likelier;

use crate::support::shown::{all, made_table, real, sure_of, verdict_of};
use crate::support::tables::{close, number, table};
use crate::support::{path, stems};
use isocost::analysis::decide::chances::Confidence;
use isocost::analysis::decide::near_ties::example;
use isocost::analysis::stats::noise::{Noise, Source};
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use isocost::data::runs::name;
use isocost::data::runs::run_table::RunTable;
use isocost::data::runs::table_facts::Basis;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::evidence::table::EvidenceTable;
use isocost::page::rankings::next_runs::NextView;
use isocost::page::rankings::{chances, near_ties};
use isocost::page::tables::active_table::{ActiveTable, Provenance};
use isocost::page::tables::table_source::TableSource;
use isocost::page::verdict::confidence::{ConfidenceView, standings};
use isocost::page::words::runs::configuration_name;

fn sure(shown: &ActiveTable, limits: &LimitChoice, own_percent: Option<f64>) -> ConfidenceView {
    let verdict = verdict_of(shown, &Basis::of(&shown.runs), &all(shown), limits);
    sure_of(shown, &all(shown), &verdict, own_percent)
}

fn plain(name: &str) -> (ActiveTable, ConfidenceView) {
    let shown = real(name);
    let view = sure(&shown, &LimitChoice::default(), None);
    (shown, view)
}

/// Pairs of runs of one configuration whose loads are next to each other and at most 2 % apart.
#[test]
fn the_noise_of_the_real_tables() {
    let noise = |name: &str| {
        let shown = real(name);
        Basis::of(&shown.runs).noise(&shown.runs)
    };
    for (name, pairs, percent) in [("embedding", 19, 4.77), ("classification", 42, 2.37)] {
        let found = noise(name);
        assert_eq!(found.source, Source::Neighbours { pairs, within: 0.02 }, "{name}");
        assert!(close(found.deviation().unwrap() * 100.0, percent, 0.003), "{name}: {found:?}");
        assert!(close(found.share, 8.0_f64.sqrt() * found.deviation().unwrap(), 1e-12));
    }
    assert_eq!(noise("vision-embedding"), Noise::ASSUMED, "loads of 1, 2, 4, 6 and 8");
}

/// One tolerance for the verdict, the section and what is saved: noise, or the reader's own; and an example that is a choice.
#[test]
fn one_tolerance_and_no_example_that_is_dominated() {
    let cases = [
        ("embedding", None, 21, 3, "13.5% more, which is within noise"),
        ("classification", None, 21, 5, "6.7% more, which is within noise"),
        ("vision-embedding", None, 0, 1, ""),
        ("embedding", Some(2.0), 2, 1, "2.0% more"),
        ("embedding", Some(5.0), 7, 1, "5.0% more"),
        ("classification", Some(2.0), 4, 2, "2.0% more"),
        ("classification", Some(5.0), 13, 3, "5.0% more"),
        ("vision-embedding", Some(5.0), 8, 6, "5.0% more"),
    ];
    for (name, own, others, configurations, words) in cases {
        let shown = real(name);
        let (basis, rows) = (Basis::of(&shown.runs), all(&shown));
        let view = sure(&shown, &LimitChoice::default(), own);
        assert_eq!(view.ties.len(), others, "{name} {own:?}");
        let mut of: Vec<String> = view.ties.iter().map(|tie| configuration_name(&shown, tie.row)).collect();
        of.extend(view.row.map(|row| configuration_name(&shown, row)));
        of.sort();
        of.dedup();
        assert_eq!(of.len(), configurations, "{name} {own:?}: {of:?}");
        let tolerance = near_ties::tolerance(&shown, &basis, own);
        let listed = near_ties::ties(&shown, &basis, &rows, &rows, tolerance);
        assert_eq!(listed.lines.len(), others + 1, "{name}: as in the section");
        let said = view.warnings.iter().find(|warning| warning.starts_with("Near-tie"));
        assert_eq!(said.is_some(), others > 0, "{name}");
        let Some(said) = said else { continue };
        assert!(said.contains(&format!("cost at most {words}")), "{said}");
        let of = match configurations {
            1 => "other runs of the same configuration".to_owned(),
            all => format!("other runs of {all} configurations (its own counted)"),
        };
        assert!(said.contains(&format!("Near-tie: {others} {of} cost")), "{said}");
        match example(&view.ties) {
            None => assert!(said.ends_with("none is faster."), "{said}"),
            Some(tie) => assert!(tie.is_faster() && said.contains('−'), "{said}"),
        }
    }
}

/// The lowest of many noisy runs is quoted too cheap: about $0.423 beside $0.409, and $0.260 beside $0.254.
#[test]
fn the_cost_near_the_load_beside_that_of_the_run() {
    for (name, own, local) in [("embedding", "$0.409", "$0.423"), ("classification", "$0.254", "$0.260")] {
        let (_, view) = plain(name);
        let told = &view.reasons[1];
        assert!(told.starts_with(&format!("The 4 runs within 3% of its load cost {local} per 1M")), "{told}");
        assert!(told.contains(own) && told.ends_with("likely too low."), "{told}");
    }
    let limits = LimitChoice { max_p95_latency_ms: Some(400.0), ..LimitChoice::default() };
    let alone = sure(&real("embedding"), &limits, None);
    assert_eq!(
        alone.reasons[1],
        "No other run lies within 3% of its load: $0.605 is of one run, the lowest of many, and likely too low."
    );
}

/// A load at which 2 of 7 runs collapsed: the configuration of the verdict is not the likeliest.
#[test]
fn an_unstable_neighbourhood_warns_and_counts() {
    let (shown, view) = plain("classification");
    assert_eq!(
        view.warnings[0],
        "Throughput is not stable there: 2 of 7 runs at its load or beside it (448 to 512 VUs) lost up to 25%."
    );
    let (answer, rival) = (&view.standings[0], &view.standings[1]);
    assert_eq!(Some(answer.best), view.row);
    assert_eq!(
        configuration_name(&shown, rival.best),
        "nvidia-l4 · michaelf34/infinity:0.0.75-trt-onnx, batch size 64"
    );
    assert!(answer.chance < Some(0.25) && rival.chance > Some(0.6), "{answer:?} {rival:?}");
    assert!(rival.lost.is_none());
    assert_eq!(view.confidence, Some(Confidence::OneMoreRun));
    assert!(view.reasons[0].ends_with("run nvidia-l4 · michaelf34/infinity:0.0.75, batch size 64, at 448 VUs again."));
    // Evidence says the same, whatever it says of new runs.
    let again = view.again.expect("one more run is needed");
    assert!(view.reasons[0].ends_with(&format!("; {}.", again.words)), "{again:?}");
    assert!(
        again.words.starts_with("throughput is not stable at the load of the answer: ") && again.row == answer.best
    );
    let again = again.words.as_str();
    let no =
        EvidenceTable { title: "No: no run proposed below can lower it. More.".to_owned(), ..EvidenceTable::default() };
    assert_eq!(
        no.title_beside(Some(again)),
        format!("One more run is needed to be sure: {again}. No other run proposed below can lower it. More.")
    );
    assert_eq!(no.title_beside(None), no.title);
    let titled = |title: &str| EvidenceTable { title: title.to_owned(), ..EvidenceTable::default() };
    let yes = titled("Yes: 1 of 1 run.");
    assert_eq!(yes.title_beside(Some(again)), format!("One more run is needed to be sure: {again}. Yes: 1 of 1 run."));
    let repeats = titled("Only to be sure: no new run is known.");
    assert_eq!(
        repeats.title_beside(Some(again)),
        format!("One more run is needed to be sure: {again}. No new run is known.")
    );
}

#[test]
fn chances_sum_to_one_and_are_the_same_again() {
    for name in ["embedding", "classification"] {
        let (_, view) = plain(name);
        let sum: f64 = view.standings.iter().filter_map(|standing| standing.chance).sum();
        assert!(close(sum, 1.0, 1e-9), "{name}: {sum}");
        assert_eq!(view, plain(name).1);
        assert_eq!(view.standings[0].best, view.row.unwrap());
        assert_eq!(view.reasons.len(), 3);
        assert_eq!(view.again.is_none(), view.confidence != Some(Confidence::OneMoreRun), "{name}");
    }
    let (_, embedding) = plain("embedding");
    // With this noise a second campaign has the same cheapest in 92 of 100 cases.
    let chance = embedding.standings[0].chance.unwrap();
    assert!((0.85..0.97).contains(&chance), "{chance}");
}

#[test]
fn without_noise_no_chance_is_told() {
    let (shown, view) = plain("vision-embedding");
    assert_eq!(view.confidence, Some(Confidence::CannotTell));
    assert_eq!(
        view.reasons,
        ["How much two runs of one load differ is not known: no load was run twice, and too few pairs of runs of one \
          configuration lie within 3% of load. 2.0% is assumed."]
    );
    assert!(view.standings.iter().all(|standing| standing.chance.is_none()));
    let rows = all(&shown);
    let listing = chances::chances(9, &shown, &Basis::of(&shown.runs), (&rows, &rows), &view.standings);
    assert!(listing.lines.is_empty() && listing.sentence.starts_with("No chance can be told: "));
}

/// Under limits only the runs that keep them are taken together, and none is of another configuration.
#[test]
fn under_limits_only_allowed_runs_speak() {
    let shown = real("classification");
    let basis = Basis::of(&shown.runs);
    for ms in [200.0, 300.0, 400.0, 500.0, 700.0] {
        let limits = LimitChoice { max_p95_latency_ms: Some(ms), ..LimitChoice::default() };
        let verdict = verdict_of(&shown, &basis, &all(&shown), &limits);
        let view = sure(&shown, &limits, None);
        assert_eq!((view.row, view.standings[0].best), (verdict.row, verdict.row.unwrap()), "{ms}");
        for standing in &view.standings {
            assert!(verdict.passing.contains(&standing.best));
            let vus = &shown.runs.vus;
            let near = |row: usize| (vus[row] / vus[standing.best]).max(vus[standing.best] / vus[row]) <= 1.03;
            let own = basis.configuration(&shown.runs, standing.best, &verdict.passing);
            let by_hand = own.iter().filter(|&&row| near(row) && basis.is_sound(&shown.runs, row)).count();
            assert_eq!(standing.near, by_hand, "{ms}");
        }
    }
    let none = LimitChoice { max_p95_latency_ms: Some(0.1), ..LimitChoice::default() };
    assert_eq!(sure(&shown, &none, None), ConfidenceView::default());
}

#[test]
fn checks_that_name_the_run_warn_of_it() {
    let (_, vision) = plain("vision-embedding");
    let told: Vec<&String> = vision.warnings.iter().filter(|warning| warning.contains("sanity check")).collect();
    assert!(told.is_empty(), "the client's think time explains its 0.886 requests in flight per VU: {told:?}");
    let (_, classification) = plain("classification");
    assert!(!classification.warnings.iter().any(|warning| warning.contains("sanity check")), "{classification:?}");
}

#[test]
fn checks_that_fail_and_those_of_language_models() {
    let shown = made_table(table(vec![
        number(name::VUS, &[4.0, 8.0]),
        number(name::AVG_LATENCY_MS, &[200.0, 400.0]),
        number(name::THROUGHPUT, &[10.0, 20.0]),
        number(name::COST, &[100.0, 50.0]),
        number("p99_ttft_ms", &[50.0, 60.0]),
        number(name::TOTAL_REQUESTS, &[60.0, 60.0]),
        number(name::SUCCESSFUL_REQUESTS, &[60.0, 60.0]),
    ]));
    assert_eq!(
        sure(&shown, &LimitChoice::default(), None).warnings,
        ["A sanity check warns of it, Percentiles of few requests: p99 of 60 requests."]
    );
    let slow = made_table(table(vec![
        number(name::VUS, &[4.0, 8.0]),
        number(name::AVG_LATENCY_MS, &[400.0, 200.0]),
        number(name::THROUGHPUT, &[10.0, 20.0]),
        number(name::COST, &[100.0, 50.0]),
    ]));
    // What Little's law says is told once, with the evidence.
    let sure = sure(&slow, &LimitChoice::default(), None);
    assert_eq!(sure.warnings, [""; 0]);
    assert!(
        sure.against[0].starts_with("Throughput × latency makes 0.500 requests in flight per VU"),
        "{:?}",
        sure.against
    );
}

#[test]
fn the_table_of_chances() {
    let shown = real("embedding");
    let (basis, rows) = (Basis::of(&shown.runs), all(&shown));
    let known = standings(&shown, &basis, &rows);
    let listing = chances::chances(200, &shown, &basis, (&rows, &rows), &known);
    assert_eq!(listing.lines.len(), 7);
    assert!(listing.lines[0].marked && listing.heads.len() == listing.lines[0].cells.len());
    assert_eq!(listing.lines[0].cells[2..6], ["$0.4094", "256 VUs", "4", "$0.4230"]);
    assert_eq!(listing.lines[6].cells[5], "–", "a single run");
    assert_eq!(chances::chances(2, &shown, &basis, (&rows, &rows), &known).lines.len(), 2);
    assert_eq!(chances::chances(2, &shown, &basis, (&rows, &[]), &[]).sentence, "No run is within the limits.");
}

/// Nobody says that nothing was run twice, where neighbouring loads tell the noise.
#[test]
fn noise_is_told_with_its_source() {
    for (name, own, words) in [
        (
            "embedding",
            None,
            "Noise: two runs of one load differ by up to 13.5%, found from 19 pairs of runs of one configuration within 2% of \
             load.",
        ),
        (
            "classification",
            Some(3.0),
            "Your own tolerance. Noise: two runs of one load differ by up to 6.7%, found from 42 pairs of runs of one \
             configuration within 2% of load.",
        ),
        (
            "vision-embedding",
            None,
            "2.0% is assumed to be noise: no load was run twice, and too few pairs of runs of one configuration lie within \
             3% of load.",
        ),
    ] {
        let shown = real(name);
        let basis = Basis::of(&shown.runs);
        assert_eq!(near_ties::tolerance_words(&shown, &basis, own), words);
        let next = NextView::new(&shown, &basis, &all(&shown), &all(&shown), &Default::default());
        assert!(next.lines.iter().all(|line| !line.why.contains("run twice")), "{name}: {:?}", next.lines);
    }
}

/// On every table there is: the first standing is the verdict's run, and known chances sum to one.
#[test]
fn holds_on_every_fixture() {
    let mut told = 0;
    for name in stems(&path("tests/fixtures"), "parquet") {
        let file = std::fs::read(path(&format!("tests/fixtures/{name}.parquet"))).unwrap();
        let Ok(table) = decode(file.into(), &Limits::default()) else { continue };
        let Ok(runs) = RunTable::by_default(table) else { continue };
        let shown = ActiveTable::new(TableSource::of_dataset("a/b"), Provenance::Computer, runs);
        let view = sure(&shown, &LimitChoice::default(), None);
        if view.row.is_none() {
            assert_eq!(view, ConfidenceView::default(), "{name}");
            continue;
        }
        told += 1;
        assert_eq!(view.standings.first().map(|standing| standing.best), view.row, "{name}");
        let known: Vec<f64> = view.standings.iter().filter_map(|standing| standing.chance).collect();
        assert!(known.is_empty() || close(known.iter().sum(), 1.0, 1e-9), "{name}: {known:?}");
        assert_eq!(known.is_empty(), view.confidence == Some(Confidence::CannotTell), "{name}");
        let texts = view.reasons.iter().chain(&view.warnings);
        texts.for_each(|text| assert!(!text.contains("NaN") && text.ends_with('.'), "{name}: {text}"));
    }
    assert!(told > 20, "{told}");
}

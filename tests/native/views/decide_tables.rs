//! Decisions on the real tables, checked by hand.

use crate::support::shown::{all, real, sure_of, told_of};
use isocost::analysis::decide::answer::{Demand, Point};
use isocost::analysis::decide::break_even::BreakEven;
use isocost::analysis::decide::near_ties::menu;
use isocost::data::runs::derive::cost_usd_per_billion;
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::answer::columns::Columns;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::evidence::view::EvidenceView;
use isocost::page::money::plan::PlanView;
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::verdict::markdown::{markdown, text};
use isocost::page::verdict::view::VerdictView;

fn verdict(shown: &ActiveTable, limits: &LimitChoice) -> VerdictView {
    told_of(shown, &Basis::of(&shown.runs), &all(shown), limits)
}

fn p95(ms: f64) -> LimitChoice {
    LimitChoice { max_p95_latency_ms: Some(ms), ..LimitChoice::default() }
}

#[test]
fn verdicts_without_limits() {
    // Of one hardware nothing is saved against another.
    for (name, figures, sentence) in [
        ("vision-embedding", 5, "nvidia-l4, batch size 4, at 4 VUs: $44.50 per 1M requests, the cheapest of 30 runs."),
        ("embedding", 5, "nvidia-l4, batch size 32, at 256 VUs: $0.409 per 1M requests, the cheapest of 80 runs."),
        (
            "classification",
            6,
            "nvidia-l4 · michaelf34/infinity:0.0.75, batch size 64, at 448 VUs: $0.254 per 1M requests, the \
             cheapest of 246 runs.",
        ),
    ] {
        let shown = real(name);
        let view = verdict(&shown, &LimitChoice::default());
        assert_eq!(view.sentence, sentence);
        assert_eq!(view.passing, all(&shown));
        assert!(view.excluded.is_empty() && view.offers.is_empty());
        assert_eq!(view.figures.len(), figures, "{name}: {:?}", view.figures);
        assert!(view.figures.iter().all(|(_, value)| value != "–"));
    }
}

#[test]
fn the_card_of_the_classification_table() {
    let view = verdict(&real("classification"), &LimitChoice::default());
    let figures: Vec<String> = view.figures.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    assert_eq!(
        figures,
        [
            "per 1M requests: $0.2538",
            "average latency: 503 ms",
            "p95 latency: 743 ms",
            "throughput: 875.5 req/s",
            "saved against the best other hardware: 58.5%",
            "price of a machine per hour: $0.80, in the file"
        ]
    );
    let cannot = "Whether throughput still rises cannot be told: −9.8% by the line over 256 to 512 VUs (−26.8% to +11.3% with noise).";
    assert_eq!(view.caveats, [cannot]);
}

#[test]
fn vision_within_500_ms_has_none_and_599_ms_admit_one() {
    let shown = real("vision-embedding");
    let view = verdict(&shown, &p95(500.0));
    assert_eq!((view.row, view.passing.len()), (None, 0));
    assert_eq!(
        view.sentence,
        "None of 30 runs qualifies with p95 latency ≤ 500 ms. The smallest change: p95 latency 599 ms would admit nvidia-l4, batch size 4, at 1 VU, at $74.20 per 1M requests."
    );
    assert_eq!(view.excluded, ["The limit p95 latency ≤ 500 ms excludes 30 runs."]);
    let [offer] = &view.offers[..] else { panic!("one offer: {:?}", view.offers) };
    assert_eq!(offer.limits, p95(599.0));
    let taken = verdict(&shown, &offer.limits);
    assert_eq!((taken.row, taken.passing.len()), (Some(offer.row), 1));
    assert!(taken.sentence.ends_with("the cheapest of the 1 of 30 runs within the limits."), "{}", taken.sentence);
    assert!(verdict(&shown, &p95(598.0)).row.is_none());
}

#[test]
fn the_price_at_which_hardware_changes_places() {
    let shown = real("classification");
    let runs = &shown.runs;
    let is_l4: Vec<bool> = all(&shown).iter().map(|&row| runs.hw_type.label(row) == "nvidia-l4").collect();
    let (cost, rate) = (&runs.cost_usd_per_billion, &runs.throughput_req_per_sec);
    let found = BreakEven::new(&runs.ranking(), rate, &is_l4, &all(&shown));
    let price = found.price_usd_per_hour.unwrap();
    let winner = verdict(&shown, &LimitChoice::default()).row;
    assert_eq!((found.own, found.winner_at(0.8)), (winner, winner));
    // By hand: the best t4 run costs as much per request, and an l4 does so many times its requests.
    let t4 = found.rival.unwrap();
    assert_eq!(runs.hw_type.label(t4), "nvidia-t4");
    assert!((cost_usd_per_billion(price, rate[winner.unwrap()]) / cost[t4] - 1.0).abs() < 1e-12);
    assert!((price / 0.8 - cost[t4] / cost[winner.unwrap()]).abs() < 1e-9);
    assert_eq!((found.winner_at(price * 0.999), found.winner_at(price * 1.001)), (winner, Some(t4)));
}

#[test]
fn evidence_of_the_real_tables() {
    for (name, sentence) in [
        ("vision-embedding", "Of 6 configurations, throughput at the most load falls in 5, cannot be told in 1."),
        (
            "embedding",
            "Of 7 configurations, throughput at the most load is flat in 2, cannot be told in 2, only recovers from a dip in 3. 71 of 80 runs lasted less than 30 s, where the \
             beginning and the end of a test weigh.",
        ),
        (
            "classification",
            "Of 28 configurations, throughput at the most load is flat in 7, falls in 4, cannot be told in 17. 158 of 246 \
             runs lasted less than 30 s, where the beginning and the end of a test weigh.",
        ),
    ] {
        let shown = real(name);
        let view = EvidenceView::new(&shown, &Basis::of(&shown.runs), &all(&shown));
        assert_eq!(view.sentence, sentence);
        assert_eq!(view.lines[0].best, verdict(&shown, &LimitChoice::default()).row, "cheapest first");
        for line in &view.lines {
            // What a law that is not determined says is not shown.
            assert_eq!(line.cells[6] == "–", line.shape.law.is_none(), "{:?}", line.cells);
        }
    }
    let vision = real("vision-embedding");
    let view = EvidenceView::new(&vision, &Basis::of(&vision.runs), &all(&vision));
    assert_eq!(view.lines[0].cells[..5], ["nvidia-l4 · batch 4", "saturated", "5", "−13.2%", "−16.0% to −10.3%"]);
}

#[test]
fn a_volume_under_several_limits() {
    let shown = real("embedding");
    let basis = Basis::of(&shown.runs);
    let columns = Columns::of(&shown, &basis);
    let demand = Demand::Volume { units: 1e9, within_hours: 24.0 };
    let found: Vec<Option<Point>> = [f64::INFINITY, 500.0, 200.0, 1.0]
        .map(|ms| {
            let asked = Asked { demand, limits: p95(ms), ..Asked::default() };
            let solver = asked.solver(&shown, &basis, &columns, &all(&shown));
            solver.best(solver.passing())
        })
        .into();
    let told: Vec<Option<(f64, f64)>> =
        found.iter().map(|plan| plan.map(|plan| (plan.machines, plan.machine_hours))).collect();
    // By hand: 1e9 / (542.75 · 3,600) is 511.8 machine-hours, which 22 machines do in a day.
    assert_eq!(told[0], Some((22.0, 512.0)));
    assert!((found[0].unwrap().usd - 512.0 * 0.8).abs() < 1e-9);
    assert!(found[0].unwrap().usd <= found[1].unwrap().usd && found[1].unwrap().usd <= found[2].unwrap().usd);
    assert_eq!(told[3], None);
}

#[test]
fn the_menu_runs_from_the_verdict_to_the_fastest() {
    for name in ["vision-embedding", "embedding", "classification"] {
        let shown = real(name);
        let courses = menu(&shown.runs.cost_usd_per_billion, &shown.runs.avg_latency_ms, &all(&shown));
        assert_eq!(courses.first().map(|course| course.row), verdict(&shown, &LimitChoice::default()).row);
        assert!(courses.len() > 3 && courses[1..].iter().all(|course| course.usd_per_ms.is_some_and(|usd| usd > 0.0)));
    }
}

#[test]
fn the_headline_answers_the_demand_as_the_plan_does() {
    for (name, plan, told) in [
        ("vision-embedding", "1000000@24h", "3 machines of nvidia-l4, batch size 4, at 4 VUs, for $44.80, 0.7% idle."),
        ("embedding", "100000000@8h", "7 machines of nvidia-l4, batch size 32, at 256 VUs, for $41.60, 1.6% idle."),
        ("embedding", "200/s@720h", "1 machine of nvidia-l4, batch size 1,024, for $576.00, 57.2% idle."),
    ] {
        let shown = real(name);
        let (basis, mut choice) = (Basis::of(&shown.runs), Choice::default());
        assert!(choice.money.read("plan", plan) && choice.money.notes.is_empty());
        let asked = Asked { demand: choice.money.demand, ..Asked::default() };
        let headline = VerdictView::new(&shown, &basis, &all(&shown), &asked);
        let planned = PlanView::new(&shown, &basis, &all(&shown), &choice);
        assert!(planned.sentence.ends_with(told), "{}", planned.sentence);
        assert!(headline.sentence.starts_with(&planned.sentence), "{}", headline.sentence);
        assert_eq!(headline.row, planned.choices.lines[0].row);
        let sure = sure_of(&shown, &all(&shown), &headline, None);
        assert!(sure.confidence.is_some(), "a demand has a word, too");
        let markdown = markdown(&headline, &sure, &shown, "https://a.example/", "1 May 2026");
        assert!(markdown.contains(&text(&planned.sentence)) && markdown.contains("price of a machine per hour"));
        // What is saved of the plan is the amount that is shown.
        let json = isocost::export::json::write(&planned.choices.sheet());
        let amount = planned.choices.lines[0].cells[3].text.parse::<f64>().unwrap();
        assert!(json.contains(&format!("\"Cost, $\": {amount},")), "{amount}: {json}");
    }
    let shown = real("classification");
    let basis = Basis::of(&shown.runs);
    let demand = Demand::Steady { units_per_sec: 200.0, hours: 720.0 };
    let view = VerdictView::new(&shown, &basis, &all(&shown), &Asked { demand, ..Asked::default() });
    let full = "Machines are planned at 75% of what they can do; 1 machine of nvidia-t4 · \
                michaelf34/infinity:0.0.75-trt-onnx, batch size 512 at 88% would be $365.00 a month.";
    assert!(view.caveats.iter().any(|caveat| caveat == full), "{:?}", view.caveats);
    assert_eq!(verdict(&shown, &LimitChoice::default()).row, Some(194), "without a demand the cheapest per request");
}

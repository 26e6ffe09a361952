//! What is asked besides a demand: headroom, a spare machine, the most that is paid, the run that savings are against. The
//! headline, the plan, Markdown and saved tables of one question agree.

use std::sync::Arc;

use crate::support::questions::choice;
use crate::support::shown::{all, made_table, real};
use crate::support::tables::{number, table, text as texts};
use isocost::analysis::decide::compare::saving_percent;
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::answer::columns::Columns;
use isocost::page::choice::filters::Choice;
use isocost::page::money::plan::PlanView;
use isocost::page::rankings::alternatives::{Alternatives, List};
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::verdict::confidence::ConfidenceView;
use isocost::page::verdict::markdown::{markdown, text};
use isocost::page::verdict::view::VerdictView;
use isocost::page::words::runs::run_name;

/// A choice from an address's query, and both views of it.
fn ask(shown: &ActiveTable, query: &str) -> (Choice, VerdictView, PlanView) {
    let choice = choice(query);
    assert!(choice.money.notes.is_empty(), "{query}: {:?}", choice.money.notes);
    let basis = Basis::of(&shown.runs);
    let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
    let headline = VerdictView::new(shown, &basis, &rows, &Asked::of(&choice));
    let plan = PlanView::new(shown, &basis, &rows, &choice);
    (choice, headline, plan)
}

fn figure<'a>(view: &'a VerdictView, name: &str) -> &'a str {
    let found = view.figures.iter().find(|(title, _)| *title == name);
    &found.unwrap_or_else(|| panic!("{name}: {:?}", view.figures)).1
}

/// The headline begins with the plan's sentence, and everything that is copied has the same amounts.
fn agree(shown: &ActiveTable, query: &str) -> (VerdictView, PlanView) {
    let (_, headline, plan) = ask(shown, query);
    assert!(headline.sentence.starts_with(&plan.sentence), "{query}: {}\n{}", headline.sentence, plan.sentence);
    let first = &plan.choices.lines[0];
    assert_eq!(headline.row, first.row, "{query}");
    assert_eq!(figure(&headline, "in all"), format!("${}", first.cells[3].text), "{query}");
    let copied = markdown(&headline, &ConfidenceView::default(), shown, "https://a.example/", "1 May 2026");
    assert!(copied.starts_with(&format!("## {}\n", headline.title)) && copied.contains(&text(&plan.sentence)));
    for (name, value) in &headline.figures {
        assert!(copied.contains(&format!("| {} | {} |", text(name), text(value))), "{query}: {name}");
    }
    let json = isocost::export::json::write(&plan.choices.sheet());
    let amount: f64 = first.cells[3].text.replace(',', "").parse().unwrap();
    assert!(json.contains(&format!("\"Cost, $\": {amount},")), "{query}: {amount}: {json}");
    (headline, plan)
}

#[test]
fn headline_plan_and_copies_agree() {
    for name in ["vision-embedding", "embedding", "classification"] {
        let shown = real(name);
        for query in [
            "plan=1M@24h&load_percent=80",
            "plan=1M@24h&max_cost=1M",
            "plan=40/s@720h&spare=1",
            "plan=40/s@720h&load_percent=100&max_p95_ms=2000",
            "plan=40/s@720h&spare=1&max_cost=1M",
            "plan=40/s@720h&max_cost=0.01",
        ] {
            agree(&shown, query);
        }
    }
}

#[test]
fn headroom_and_a_spare_machine() {
    let shown = real("classification");
    let (full, _) = agree(&shown, "plan=200/s@730h&load_percent=100");
    let told = "1 machine of nvidia-t4 · michaelf34/infinity:0.0.75-trt-onnx, batch size 512, for $365.00, 12.0% idle.";
    assert!(full.sentence.contains(told), "{}", full.sentence);
    assert!(!full.caveats.iter().any(|caveat| caveat.contains("planned at")), "nobody's default decides");
    let (spare, plan) = agree(&shown, "plan=200/s@730h&load_percent=100&spare=1");
    assert!(spare.sentence.contains("1 machine of") && spare.sentence.contains(" and 1 to spare, for $730.00"));
    assert_eq!(plan.choices.lines[0].cells[2].text, "2");
    // Of a volume one that falls behind runs longer.
    let (_, volume, _) = ask(&shown, "plan=1M@24h&spare=1");
    assert!(!volume.sentence.contains("to spare"), "{}", volume.sentence);
    // Half of what it can do: twice the hours, but for whole ones.
    let hours = |query| ask(&real("vision-embedding"), query).2.choices.lines[0].cells[6].text.clone();
    assert!(hours("plan=1M@24h").starts_with("56 (") && hours("plan=1M@24h&load_percent=50").starts_with("112 ("));
}

#[test]
fn the_fastest_at_a_cost() {
    let shown = real("classification");
    let cost = &shown.runs.cost_usd_per_billion;
    let p95 = shown.runs.p95_latency_ms.as_ref().unwrap();
    let (_, headline, _) = ask(&shown, "max_cost=500");
    let affordable = (0..shown.runs.rows).filter(|&row| cost[row] <= 500.0);
    let fastest = affordable.min_by(|&a, &b| p95[a].total_cmp(&p95[b]).then(cost[a].total_cmp(&cost[b]))).unwrap();
    assert_eq!((headline.title, headline.row), ("Fastest run by p95", Some(fastest)));
    let told = format!(
        "At most $0.50 per 1M requests: {}, for {}, p95 latency ",
        run_name(&shown, fastest),
        shown.money(cost[fastest] / 1e3)
    );
    assert!(headline.sentence.starts_with(&told), "{}", headline.sentence);
    assert!(headline.sentence.ends_with(" ms. The fastest of 246 runs."), "{}", headline.sentence);
    let basis = Basis::of(&shown.runs);
    let rows: Vec<usize> = (0..shown.runs.rows).collect();
    let lists = Alternatives::new(&Arc::new(shown.clone()), &basis, &rows, &choice("max_cost=500"), 0.02);
    assert_eq!(lists.title(List::Near), "About the same cost", "the fastest is no cheapest");
    assert!(!headline.figures.iter().any(|(name, _)| *name == "in all"), "nothing in all is asked");
    // Limits hold, too.
    let (_, limited, _) = ask(&shown, "max_cost=500&allow_hw=nvidia-t4");
    assert!(limited.row.is_none_or(|row| shown.runs.hw_type.label(row) == "nvidia-t4"));
    // Of a rate: more machines where they make it faster.
    let (at_cost, plan) = agree(&shown, "plan=40/s@720h&max_cost=20k");
    assert!(at_cost.sentence.contains(", at most $20.00 per 1M requests: "), "{}", at_cost.sentence);
    assert_eq!(plan.choices.lines[0].cells[0].text, "Fastest at that cost");
    let (_, cheapest) = agree(&shown, "plan=40/s@720h");
    let p95 = |plan: &PlanView| plan.choices.lines[0].cells[9].text.parse::<f64>().unwrap();
    assert!(p95(&plan) < p95(&cheapest));
    let usd: f64 = plan.choices.lines[0].cells[4].text.replace(',', "").parse().unwrap();
    assert!(usd <= 20.0, "{usd}");
}

#[test]
fn where_nothing_is_as_cheap_the_cheapest_is_told() {
    let shown = real("classification");
    let caveat = "Nothing that passes is known to cost at most $0.00001 per 1M requests: this is the cheapest.";
    for query in ["", "&plan=40/s@720h", "&plan=1M@24h"] {
        let (_, headline, plan) = ask(&shown, &format!("max_cost=0.01{query}"));
        let (_, cheapest, _) = ask(&shown, query.trim_start_matches('&'));
        assert_eq!((headline.title, &headline.sentence), ("Cheapest run", &cheapest.sentence), "{query}");
        assert!(headline.caveats.iter().any(|told| told == caveat), "{query}: {:?}", headline.caveats);
        assert!(plan.caption.starts_with(caveat), "{query}: {}", plan.caption);
    }
    let none = made_table(table(vec![
        number("vus", &[1.0, 2.0]),
        number("avg_latency_ms", &[100.0, 200.0]),
        number("throughput_req_per_sec", &[10.0, 10.0]),
        number("1B_cost", &[0.0, 0.0]),
    ]));
    let (_, headline, _) = ask(&none, "max_cost=5");
    assert_eq!((headline.title, headline.row), ("Most from one machine", None));
}

#[test]
fn savings_against_a_chosen_run() {
    let shown = real("classification");
    let (basis, cost) = (Basis::of(&shown.runs), &shown.runs.cost_usd_per_billion);
    let title = "saved against the chosen run";
    let (_, usual, _) = ask(&shown, "");
    assert_eq!(figure(&usual, "saved against the best other hardware"), "58.5%");
    let best = usual.row.unwrap();
    for row in [0, 17, 200, best] {
        // Filters and limits do not keep a chosen run out.
        for query in ["", "&hw_type=nvidia-l4&max_p95_ms=100000"] {
            let (_, headline, plan) = ask(&shown, &format!("against={row}{query}"));
            let saved = saving_percent(cost[best], cost[row]);
            let words = isocost::format::numbers::percent(saved);
            assert_eq!(figure(&headline, title), format!("{words}, {}", run_name(&shown, row)));
            assert!(plan.against.contains(&(row, run_name(&shown, row))), "it can be chosen again");
        }
    }
    // Of a demand: what meeting it with the chosen run costs.
    let (choice, headline, _) = ask(&shown, "against=17&plan=1M@24h");
    let columns = Columns::of(&shown, &basis);
    let solver = Asked::of(&choice).solver(&shown, &basis, &columns, &all(&shown));
    let usd = |row| solver.point(row).unwrap().usd;
    let words = isocost::format::numbers::percent(saving_percent(usd(headline.row.unwrap()), usd(17)));
    assert_eq!(figure(&headline, title), format!("{words}, {}", run_name(&shown, 17)));
    let (_, steady, plan) = ask(&shown, "against=17&plan=40/s@24h&hw_type=nvidia-l4&pin=3&pin=9999");
    assert!(figure(&steady, title).ends_with(&run_name(&shown, 17)));
    assert_eq!(plan.against[0].0, 3, "pins first, and none that the table does not have");
    let (_, gone, plan) = ask(&shown, "against=9999");
    assert_eq!(figure(&gone, "saved against the best other hardware"), "58.5%");
    assert!(plan.against.iter().all(|(row, _)| *row < shown.runs.rows));
}

#[test]
fn a_price_that_contradicts_the_cost_is_told_without_a_demand() {
    use isocost::page::checks::view::Status;
    let cost = |price: f64, rate: f64| 1e9 / rate * (price / 3600.0);
    let shown = made_table(table(vec![
        texts("hw_type", &[Some("a"), Some("a"), Some("b")]),
        number("vus", &[1.0, 2.0, 1.0]),
        number("avg_latency_ms", &[100.0, 100.0, 100.0]),
        number("throughput_req_per_sec", &[10.0, 20.0, 10.0]),
        number("1B_cost", &[cost(2.0, 10.0), cost(4.0, 20.0), cost(1.0, 10.0)]),
        number("price_per_hour", &[2.0, 2.0, 1.0]),
    ]));
    let loads = isocost::data::runs::checks::Loads::of(&shown.runs);
    let verdicts = |rows: &[usize]| isocost::page::checks::view::verdicts(&shown, &loads, rows);
    let at = isocost::page::checks::view::CHECKS.iter().position(|(name, ..)| *name == "price").unwrap();
    let price = &verdicts(&all(&shown))[at];
    assert_eq!(price.status, Status::Warn);
    assert_eq!(
        price.sentence,
        "The price of 1 run is another than in its cost: costs are what is compared, for all runs."
    );
    assert_eq!((price.affected[0].row, price.affected.len()), (1, 1));
    assert_eq!(price.affected[0].note, "price $2.00 an hour, in its cost $4.00");
    assert_eq!(verdicts(&[0, 2])[at].status, Status::Pass);
}

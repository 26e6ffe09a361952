//! What the first chart shows upwards, and in which unit.

use std::sync::Arc;

use crate::support::bundled;
use crate::support::shown::{all, made_table, nth};
use crate::support::tables::{number, table, text};
use isocost::chart::theme::LIGHT;
use isocost::data::bundled::{LLM, TABLES};
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::answer::columns::Columns;
use isocost::page::choice::filters::Choice;
use isocost::page::rankings::alternatives::{Alternatives, List};
use isocost::page::scatter::presets::Offer;
use isocost::page::scatter::said::said;
use isocost::page::scatter::upwards::Upwards;
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::{Runs, ScatterView};
use isocost::page::tables::active_table::{ActiveTable, Bill};
use isocost::page::verdict::view::VerdictView;
use isocost::page::words::group_names::{engine_group_names, group_names, image_names, shape_names};
use isocost::page::words::legends;

fn drawn(shown: &ActiveTable, choice: &Choice) -> ScatterView {
    ScatterView::new(shown, &all(shown), choice, &scatter_view::fixed(shown, choice))
}

fn choice(pairs: &[(&str, &str)]) -> Choice {
    Choice::from_pairs(pairs.iter().copied())
}

#[test]
fn costs_are_in_the_unit_of_the_headline() {
    let shown = nth(0);
    let view = drawn(&shown, &Choice::default());
    let money = view.scene.titles.y_money.as_ref().expect("costs are money");
    assert_eq!((&*view.scene.titles.y, money.factor), ("Cost, $ per 1M requests", 1e-3));
    let star = view.scene.star.as_ref().and_then(|star| star.tags.clone()).expect("the answer has tags");
    assert_eq!(star[1], "$44.50");
    assert!(view.summary(&shown, &Choice::default()).ends_with("to $44.50 at 709.6 ms."));
    let fields = scatter_view::fields(Some(&view), &shown, 12);
    assert_eq!(fields[0], ("Cost", "$44.50 / 1M requests".to_owned()));
    // As in the notebook: of a billion.
    let notebook = Choice { notebook: true, ..Choice::default() };
    let view = drawn(&shown, &notebook);
    assert_eq!((&*view.scene.titles.y, &view.scene.titles.y_money), ("Cost, $ per 1 billion requests", &None));
    // Of tokens a million is what is counted anyway.
    let model = Arc::new(bundled(LLM.dataset)).priced(&Bill::of(&Choice::default()));
    let view = drawn(&model, &choice(&[("x", "avg"), ("y", "cost")]));
    assert_eq!(view.scene.titles.y_money.as_ref().map(|money| money.factor), Some(1.0));
}

#[test]
fn a_bill_is_what_the_answer_function_asks_for_the_demand() {
    let shown = bundled(TABLES[2].dataset);
    let asked = choice(&[("plan", "200/s@730h"), ("y", "bill"), ("max_p95_ms", "400")]);
    let view = drawn(&shown, &asked);
    let (basis, rows) = (Basis::of(&shown.runs), all(&shown));
    let columns = Columns::of(&shown, &basis);
    let question = Asked { limits: Default::default(), ..Asked::of(&asked) };
    let solver = question.solver(&shown, &basis, &columns, &rows);
    assert_eq!(view.scene.points.len(), 246);
    for point in &view.scene.points {
        assert_eq!(Some(point.y), solver.point(point.row).map(|point| point.usd_per_month), "row {}", point.row);
    }
    let lowest = view.scene.points.iter().map(|point| point.y).fold(f64::INFINITY, f64::min);
    assert_eq!((lowest.round(), &*view.scene.titles.y), (584.0, "$ a month for the demand"));
    assert_eq!(scatter_view::title(Some(&view)), "Bill against average latency");
    let fields = scatter_view::fields(Some(&view), &shown, view.front_rows[0]);
    assert_eq!(fields[0], ("Bill", "$584 a month".to_owned()));
    // Without a demand there is none: the cost stands in its place, and it says so.
    let asked = choice(&[("y", "bill")]);
    let view = drawn(&shown, &asked);
    assert_eq!(view.scene.titles.y, "Cost, $ per 1M requests");
    let told = view.summary(&shown, &asked);
    assert!(told.contains(" A bill needs a demand and a price: "), "{told}");
}

#[test]
fn the_switch_offers_what_says_something() {
    let shown = bundled(TABLES[2].dataset);
    let offered = |shown: &ActiveTable, pairs: &[(&str, &str)]| {
        let choice = choice(pairs);
        Upwards::ALL.map(|of| of.is_offered(shown, &choice))
    };
    assert_eq!(offered(&shown, &[]), [true, false, true]);
    assert_eq!(offered(&shown, &[("plan", "200/s@730h")]), [true, true, true]);
    assert_eq!(offered(&shown, &[("plan", "1000000@24h")]), [true, true, true]);
    assert_eq!(offered(&shown, &[("preset", "notebook")]), [false; 3]);
    let once = choice(&[("plan", "1000000@24h")]);
    assert_eq!(Upwards::ALL.map(|of| of.words(&shown, &once)), ["$ / 1M", "$ in all", "req/s"]);
    // What is chosen is what is shown, and the usual axes need no word in the address: the bill with a demand, else the cost.
    for (demand, usual, keys) in [
        (choice(&[]), Upwards::PerUnit, [None, None, Some("rate")]),
        (choice(&[("plan", "200/s@730h")]), Upwards::Bill, [Some("cost"), None, Some("rate")]),
        (once, Upwards::Bill, [Some("cost"), None, Some("rate")]),
    ] {
        for (of, y) in Upwards::ALL.into_iter().zip(keys).filter(|(of, _)| of.is_offered(&shown, &demand)) {
            let chosen = Choice { scatter: of.on(&demand, &shown), ..demand.clone() };
            assert_eq!(chosen.scatter.as_ref().and_then(|axes| axes.y.as_deref()), y);
            let view = drawn(&shown, &chosen);
            let is = |other: Upwards| other.is(view.upwards(), &shown);
            assert_eq!(Upwards::ALL.map(is), Upwards::ALL.map(|other| other == of), "{of:?}");
            assert_eq!(usual.on(&chosen, &shown), None);
        }
    }
    // What is across stays.
    let across = choice(&[("x", "rate")]);
    assert_eq!(Upwards::PerUnit.on(&across, &shown).and_then(|axes| axes.x.clone()).as_deref(), Some("rate"));
}

#[test]
fn without_any_cost_the_rate_is_drawn() {
    let shown = made_table(table(vec![
        number("vus", &[1.0, 2.0, 4.0]),
        number("avg_latency_ms", &[100.0, 120.0, 200.0]),
        number("throughput_req_per_sec", &[10.0, 20.0, 25.0]),
        number("cost_per_1b_requests", &[0.0, f64::NAN, 0.0]),
    ]));
    let view = drawn(&shown, &Choice::default());
    assert_eq!(
        (view.scene.points.len(), scatter_view::title(Some(&view))),
        (3, "Requests per second against average latency".to_owned())
    );
    assert_eq!(Upwards::ALL.map(|of| of.is_offered(&shown, &Choice::default())), [false, false, true]);
    assert_eq!(view.front_rows, [0, 1, 2], "more is better, so all are on the front");
    // The notebook's chart is of costs, whatever they are.
    let notebook = Choice { notebook: true, ..Choice::default() };
    assert_eq!(scatter_view::title(Some(&drawn(&shown, &notebook))), "Cost against latency");
}

#[test]
fn groups_have_short_names_on_the_page_and_whole_ones_in_pictures() {
    let shown = bundled(TABLES[2].dataset);
    assert_eq!(group_names(&shown), ["L4 · default", "L4 · trt-onnx", "T4 · default", "T4 · trt-onnx"]);
    let view = drawn(&shown, &Choice::default());
    let words: Vec<String> =
        legends::scatter(&view, &shown, &LIGHT).entries.into_iter().map(|entry| entry.label).collect();
    assert!(words.contains(&"nvidia-l4 · michaelf34/infinity:0.0.75".to_owned()), "{words:?}");
    assert_eq!(group_names(&nth(0)), ["L4"]);
}

/// What stands under the chart: how the star and the card differ, in both measures.
#[test]
fn the_star_and_the_card_are_told_apart_under_the_chart() {
    let shown = nth(2);
    let (basis, rows) = (Basis::of(&shown.runs), all(&shown));
    let of = |pairs: &[(&str, &str)]| {
        let choice = choice(pairs);
        let verdict = VerdictView::new(&shown, &basis, &rows, &Asked::of(&choice));
        let runs = Runs::of(&rows, &verdict);
        let view = ScatterView::of(&shown, runs, &choice, &scatter_view::fixed(&shown, &choice));
        said(&shown, &choice, &view, Some(&verdict)).replace('\u{a0}', " ")
    };
    let (limits, steady) = (("max_p95_ms", "400"), ("plan", "200/s@730h"));
    assert_eq!(
        of(&[limits, steady, ("latency", "p95"), ("y", "cost")]),
        "The star is the run as measured, at full load: p95 372 ms and $0.280 / 1M requests. The answer's p95 60 ms was \
         measured at the lowest load tried, 603 req/s, which is more than is asked of each machine; its $584 a month are of whole machines, $1.11 per 1M requests asked for."
    );
    // Where the bill is drawn it is told once.
    for pairs in [&[limits, steady, ("latency", "p95")][..], &[limits, steady, ("latency", "p95"), ("y", "bill")]] {
        assert_eq!(
            of(pairs),
            "The answer's p95 60 ms was measured at the lowest load tried, 603 req/s, which is more than is asked of each \
             machine. The ring is its run as measured, at full load, as are the other marks and the front: p95 372 ms and $584 a month."
        );
    }
    assert_eq!(of(&[limits, ("latency", "p95")]), "");
    assert_eq!(
        of(&[limits]),
        "Neither axis shows p95 up to 400 ms, so no line is drawn for it; faded runs break a limit."
    );
}

/// A limit on another latency is on the chart: that is what stands across, unless the reader said what does.
#[test]
fn a_limited_latency_stands_across() {
    let shown = Arc::new(bundled(LLM.dataset)).priced(&Bill::of(&Choice::default()));
    let of = |pairs: &[(&str, &str)]| {
        let choice = choice(pairs);
        let basis = Basis::of(&shown.runs);
        let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
        let verdict = VerdictView::new(&shown, &basis, &rows, &Asked::of(&choice));
        let runs = Runs::of(&rows, &verdict);
        let view = ScatterView::of(&shown, runs, &choice, &scatter_view::fixed(&shown, &choice));
        let line = view.scene.limit.as_ref().map(|limit| limit.tag.replace('\u{a0}', " "));
        (view.scene.titles.x.clone(), line, said(&shown, &choice, &view, Some(&verdict)))
    };
    let ttft = ("limit", "ttft:500");
    let (title, line, told) = of(&[ttft]);
    assert_eq!((&*title, line.as_deref(), &*told), ("Mean time to first token, ms", Some("≤ 500 ms"), ""));
    // The rate upwards, the same across.
    assert_eq!(of(&[ttft, ("y", "outrate")]).0, title);
    // The first of several is drawn; of the other it is said that it is not.
    let (_, line, told) = of(&[ttft, ("limit", "tpot:10")]);
    assert_eq!(line.as_deref(), Some("≤ 10 ms"));
    assert!(told.contains("Neither axis shows TTFT up to 500 ms"), "{told}");
    // Where the reader said what is across, or a limit on that is set, it stays.
    for pairs in [&[ttft, ("x", "avg")][..], &[ttft, ("max_avg_ms", "20000")][..]] {
        let (title, _, told) = of(pairs);
        assert_eq!(title, "Average latency, ms", "{pairs:?}");
        assert!(told.contains("Neither axis shows TTFT up to 500 ms, so no line is drawn"), "{told}");
    }
    // Nor is it another one where more must be waited, or where no run has it.
    for limit in ["ttft:min:500", "p90:5", "outgpu:100"] {
        assert_eq!(of(&[("limit", limit)]).0, "Average latency, ms", "{limit}");
    }
}

/// With a limit on another latency the trade-offs are the runs of the front that is drawn, and say by what.
#[test]
fn trade_offs_are_the_front_that_is_drawn() {
    let shown = Arc::new(bundled(LLM.dataset)).priced(&Bill::of(&Choice::default()));
    let of = |pairs: &[(&str, &str)]| {
        let choice = choice(&[&[("workload", "8,192 in / 1,024 out tokens")], pairs].concat());
        let basis = Basis::of(&shown.runs);
        let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
        let verdict = VerdictView::new(&shown, &basis, &rows, &Asked::of(&choice));
        let runs = Runs::of(&rows, &verdict);
        let view = ScatterView::of(&shown, runs, &choice, &scatter_view::fixed(&shown, &choice));
        let lists = Alternatives::new(&shown, &basis, &rows, &choice, 0.02);
        let mut own: Vec<usize> = lists.list(List::TradeOffs).iter().map(|own| own.point.row).collect();
        let mut front = view.front_rows.clone();
        own.sort_unstable();
        front.sort_unstable();
        assert_eq!(own, front, "{pairs:?}");
        (lists.title(List::TradeOffs), own.len())
    };
    let by = |limit: &str| of(&[("limit", limit)]);
    assert_eq!(by("ttft99:500"), ("Trade-offs by TTFT p99".to_owned(), 6));
    for (limit, title) in [("ttft50:500", "Trade-offs by TTFT p50"), ("tpot:10", "Trade-offs by TPOT")] {
        assert_eq!(by(limit).0, title);
    }
    // By the usual latency, as is the chart.
    for pairs in
        [&[][..], &[("limit", "ttft99:500"), ("x", "avg")], &[("limit", "ttft99:500"), ("max_avg_ms", "20000")]]
    {
        assert_eq!(of(pairs).0, "Trade-offs", "{pairs:?}");
    }
}

/// A table without latencies: the load stands across, and it says so; without a load nothing is drawn, and it says why.
#[test]
fn without_latencies_the_load_stands_across() {
    let unknown = [f64::NAN; 4];
    let runs = |loads: &[f64]| {
        made_table(table(vec![
            text("gpu", &[Some("a"), Some("a"), Some("b"), Some("b")]),
            number("concurrency", loads),
            number("rps", &[10.0, 18.0, 20.0, 41.0]),
            number("latency_ms", &unknown),
            number("price_per_hour", &[1.0, 1.0, 3.0, 3.0]),
        ]))
    };
    let of = |shown: &ActiveTable| {
        let (basis, rows, choice) = (Basis::of(&shown.runs), all(shown), Choice::default());
        let verdict = VerdictView::new(shown, &basis, &rows, &Asked::of(&choice));
        let runs = Runs::of(&rows, &verdict);
        let view = ScatterView::of(shown, runs, &choice, &scatter_view::fixed(shown, &choice));
        // 18 req/s for $1 an hour: the answer needs no latency.
        assert_eq!(verdict.row, Some(1));
        (scatter_view::title(Some(&view)), view.scene.points.len(), said(shown, &choice, &view, Some(&verdict)))
    };
    let (title, drawn, words) = of(&runs(&[8.0, 16.0, 8.0, 16.0]));
    assert_eq!((title.as_str(), drawn), ("Cost of 1M requests against VUs", 4));
    assert_eq!(words, "No run has a latency: VUs stand across in its place. With a limit on latency no run qualifies.");
    let (title, drawn, words) = of(&runs(&unknown));
    assert_eq!((title.as_str(), drawn), ("Cost against latency", 0));
    assert!(
        words.starts_with("No run has a latency, nor a load to stand in its place: nothing can be drawn"),
        "{words}"
    );
}

/// On the page shapes and fronts have the short names of the rest; pictures keep the whole ones.
#[test]
fn legends_of_a_language_model_have_short_names() {
    let shown = Arc::new(bundled(LLM.dataset)).priced(&Bill::of(&Choice::default()));
    let engines = shape_names(&shown);
    assert_eq!(engines.len(), shown.shapes.labels.len());
    let view = drawn(&shown, &choice(&[("x", "user"), ("y", "outgpu")]));
    let groups = view.own.as_ref().and_then(|own| own.groups.as_ref()).expect("fronts of groups");
    let fronts = engine_group_names(&shown, groups);
    for (names, whole) in [(&engines, &shown.shapes.labels), (&fronts, &groups.labels)] {
        let distinct: std::collections::BTreeSet<&String> = names.iter().collect();
        assert_eq!(distinct.len(), whole.len(), "{names:?}");
        assert!(names.iter().zip(whole).all(|(name, whole)| name.len() <= whole.len()), "{names:?} of {whole:?}");
        assert!(names.iter().all(|name| name.chars().count() <= 24), "{names:?} of {whole:?}");
    }
    // They are those of the names of runs.
    assert_eq!(group_names(&shown)[0], "B200 · trt");
    assert_eq!(image_names(&shown), ["trt", "atom", "vllm"]);
    let picture = legends::scatter(&drawn(&shown, &Choice::default()), &shown, &LIGHT);
    for label in shown.groups.labels.iter().filter(|label| label.contains("vllm")) {
        assert!(picture.entries.iter().any(|entry| entry.label == *label), "{label}");
    }
}

/// Without prices the chart has other axes, and the list of charts says which; the answer has its star.
#[test]
fn without_prices_words_and_star_are_those_of_what_is_drawn() {
    let usual = |shown: &ActiveTable| Offer::of(shown, &Choice::default()).unwrap().presets[0].words.clone();
    let columns = |cost: &[f64]| {
        made_table(table(vec![
            number("vus", &[1.0, 2.0, 4.0]),
            number("throughput_req_per_sec", &[10.0, 30.0, 20.0]),
            number("avg_latency_ms", &[100.0, 66.0, 200.0]),
            number("score", &[1.0, 2.0, 3.0]),
            number("cost_per_1b_requests", cost),
        ]))
    };
    let priced = columns(&[3.0, 2.0, 1.0]);
    assert_eq!(usual(&priced), "Cost against latency");
    let unpriced = columns(&[f64::NAN; 3]);
    assert_eq!(usual(&unpriced), "Throughput against latency");
    let rows = all(&unpriced);
    let verdict = VerdictView::new(&unpriced, &Basis::of(&unpriced.runs), &rows, &Asked::default());
    let choice = Choice::default();
    let runs = Runs::of(&rows, &verdict);
    let view = ScatterView::of(&unpriced, runs, &choice, &scatter_view::fixed(&unpriced, &choice));
    assert_eq!((verdict.row, verdict.most, view.cheapest_row), (None, Some(1), Some(1)));
    assert!(legends::scatter(&view, &unpriced, &LIGHT).entries.iter().any(|entry| entry.label == "The answer"));
    assert!(!view.summary(&unpriced, &choice).contains("none has a star"), "{}", view.summary(&unpriced, &choice));
}

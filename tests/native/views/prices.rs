//! Prices, break-even and plans on the page: what is said of them, and that what is said holds.

use crate::support::Random;
use crate::support::tables::{made_of_rows, number, table, text};
use isocost::analysis::decide::answer::Demand;
use isocost::data::bundled;
use isocost::data::runs::name;
use isocost::data::runs::prices::PriceList;
use isocost::data::runs::roles::Overrides;
use isocost::data::runs::run_table::RunTable;
use isocost::data::runs::table_facts::Basis;
use isocost::data::table::Table;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::money::break_even;
use isocost::page::money::break_even::BreakEvenView;
use isocost::page::money::plan::PlanView;
use isocost::page::money::prices::{Preset, PricesView};
use isocost::page::tables::active_table::{ActiveTable, Provenance};
use isocost::page::tables::table_source::TableSource;
use isocost::page::verdict::view::VerdictView;

const NAN: f64 = f64::NAN;

fn read(pairs: &[(&str, &str)]) -> Choice {
    Choice::from_pairs(pairs.iter().copied())
}

fn shown(table: &Table, choice: &Choice) -> ActiveTable {
    let runs = RunTable::chosen(table.clone(), &Overrides::default(), &choice.prices).unwrap();
    let shown = ActiveTable::new(TableSource::of_dataset("a/b"), Provenance::Computer, runs);
    ActiveTable { currency: choice.money.currency.clone(), ..shown }
}

/// Vendor, hardware, latency, throughput, cost.
type Run = (&'static str, &'static str, f64, f64, f64);

fn made(runs: &[Run]) -> Table {
    made_of_rows(
        runs,
        &[(name::VENDOR, |run| run.0), (name::HW_TYPE, |run| run.1)],
        &[(name::AVG_LATENCY_MS, |run| run.2), (name::THROUGHPUT, |run| run.3), (name::COST, |run| run.4)],
    )
}

fn rows(shown: &ActiveTable, choice: &Choice) -> Vec<usize> {
    choice.filter.rows(&shown.runs, &shown.batch_sizes)
}

fn break_even(table: &Table, choice: &Choice) -> (ActiveTable, BreakEvenView) {
    let shown = shown(table, choice);
    let rows = break_even::rows(&shown, &Basis::of(&shown.runs), &rows(&shown, choice), choice);
    let view = BreakEvenView::new(&shown, &shown.runs.price_of_row(), &rows, choice);
    (shown, view)
}

fn winner(table: &Table, choice: &Choice) -> Option<usize> {
    let shown = shown(table, choice);
    VerdictView::new(&shown, &Basis::of(&shown.runs), &rows(&shown, choice), &choice.limits).row
}

fn plan(table: &Table, choice: &Choice) -> (ActiveTable, PlanView) {
    let shown = shown(table, choice);
    let view = PlanView::new(&shown, &Basis::of(&shown.runs), &rows(&shown, choice), choice);
    (shown, view)
}

#[test]
fn real_prices_and_where_they_are_from() {
    for table in bundled::TABLES {
        let shown = shown(&table.table(), &Choice::default());
        let view = PricesView::new(&shown, &PriceList::default());
        assert!(!view.asks && view.preset == Preset::AsListed && view.summary.starts_with("Per hour, as listed: "));
        for line in &view.lines {
            assert!(["0.5", "0.7", "0.8"].contains(&line.value.as_str()), "{line:?}");
            assert!(line.reason.starts_with("From the file's column "), "{}", line.reason);
        }
        assert_eq!(view.lines.iter().map(|line| line.runs).sum::<usize>(), shown.runs.rows);
        assert_eq!(shown.runs.price_of_row().len(), shown.runs.rows);
    }
}

#[test]
fn a_price_is_found_in_the_costs_or_is_asked_for() {
    let cost = 1e9 / 10.0 * (0.8 / 3600.0);
    let table =
        made(&[("aws", "l4", 5.0, 10.0, cost), ("aws", "l4", 5.0, 10.0, cost), ("gcp", "h100", 5.0, 10.0, 0.0)]);
    let shown = shown(&table, &Choice::default());
    let view = PricesView::new(&shown, &PriceList::default());
    let said: Vec<_> = view.lines.iter().map(|line| (line.value.as_str(), line.reason.as_str())).collect();
    assert_eq!(said[0], ("0.8", "From the file's costs and throughputs."));
    assert_eq!(said[1], ("", "The file has no price above 0."));
    // Without costs the notebooks' list, or nobody.
    let mut unpriced = table.clone();
    unpriced.columns.pop();
    let shown = self::shown(&unpriced, &Choice::default());
    let view = PricesView::new(&shown, &PriceList::default());
    assert_eq!((view.lines[0].value.as_str(), view.lines[0].asked), ("0.8", false));
    assert!(view.lines[0].reason.contains("notebooks"));
    assert_eq!((view.lines[1].value.as_str(), view.lines[1].asked, view.asks), ("", true, true));
    assert_eq!(view.summary, "1 price is missing: 1 run cannot be ranked by cost.");
    let choice = read(&[("prices", "gcp/h100:2.5"), ("currency", "EUR")]);
    let given = PricesView::new(&self::shown(&unpriced, &choice), &choice.prices);
    assert_eq!((given.lines[1].value.as_str(), given.lines[1].reason.as_str(), given.asks), ("2.5", "Yours.", false));
    assert_eq!(given.summary, "Per hour, partly yours: l4 at aws EUR\u{a0}0.80, h100 at gcp EUR\u{a0}2.50.");
    assert_eq!(given.preset, Preset::AsListed, "what only the reader knows is no preset");
}

#[test]
fn a_price_that_differs_from_run_to_run_says_so() {
    let cost = |price: f64| 1e9 / 10.0 * (price / 3600.0);
    let table = made(&[("aws", "l4", 5.0, 10.0, cost(0.5)), ("aws", "l4", 5.0, 10.0, cost(0.9))]);
    let shown = shown(&table, &Choice::default());
    assert!(shown.runs.prices[0].base.varies);
    let view = PricesView::new(&shown, &PriceList::default());
    assert!(view.lines[0].value == "0.7" && view.lines[0].reason.contains("median"), "{:?}", view.lines);
}

#[test]
fn presets_round_trip() {
    let table = bundled::TABLES[2].table();
    let shown = shown(&table, &Choice::default());
    let pairs = &shown.runs.prices;
    let mut prices = PriceList::parse("azure/h100:3").0;
    for (preset, factor) in [(Preset::Less30, 0.7), (Preset::Less60, 0.4), (Preset::AsListed, 1.0)] {
        preset.apply(pairs, &mut prices);
        assert_eq!(Preset::of(pairs, &prices), preset);
        assert_eq!(prices.own("azure", "h100"), Some(3.0), "another table's");
        let choice = Choice { prices: prices.clone(), ..Choice::default() };
        let cheaper = self::shown(&table, &choice);
        assert_eq!(Preset::of(&cheaper.runs.prices, &prices), preset, "the list is known beside the reader's");
        for (was, is) in shown.runs.cost_usd_per_billion.iter().zip(cheaper.runs.cost_usd_per_billion.iter()) {
            assert!(was.is_nan() || *was <= 0.0 || (is / was / factor - 1.0).abs() < 1e-9, "{was} {is}");
        }
    }
    Preset::Own.apply(pairs, &mut prices);
    assert_eq!(Preset::of(pairs, &prices), Preset::Own);
    assert_eq!(Preset::of(&[], &prices), Preset::AsListed, "nothing to be asked");
}

/// The words hold: just below the price and just above it, the page's own verdict is the one foretold.
fn holds(table: &Table, choice: &Choice) -> bool {
    let (_, view) = break_even(table, choice);
    let (Some(switch), Some(of)) = (view.switch, view.of) else { return false };
    let (_, vendor, hardware) = &view.pairs[of];
    for (factor, at) in [(1.0 - 1e-8, 0), (1.0 + 1e-8, 1), (0.5, 0), (3.0, 1)] {
        let mut moved = choice.clone();
        moved.prices.set(vendor, hardware, Some(switch * factor));
        assert_eq!(winner(table, &moved), Some(view.key[at].0), "{} · {factor}", view.sentence);
    }
    true
}

#[test]
fn the_switch_is_where_the_verdict_changes() {
    let mut switches = 0;
    for table in bundled::TABLES {
        let packed = table.table();
        for pairs in [
            &[][..],
            &[("max_p95_ms", "1000")],
            &[("max_avg_ms", "400"), ("prices", "aws/nvidia-t4:0.2")],
            &[("min_req_per_sec", "3"), ("max_vus", "200")],
        ] {
            for pair in shown(&packed, &Choice::default()).runs.prices.iter() {
                let mut choice = read(pairs);
                choice.money.break_even = Some((pair.vendor.clone(), pair.hardware.clone()));
                switches += usize::from(holds(&packed, &choice));
            }
        }
    }
    assert!(switches > 5, "{switches}");
}

#[test]
fn prices_of_one_gpu_switch_too() {
    let table = table(vec![
        text("gpu_type", &[Some("a"), Some("a"), Some("b")]),
        number("num_gpus", &[1.0, 4.0, 1.0]),
        number(name::VUS, &[1.0, 1.0, 1.0]),
        number(name::AVG_LATENCY_MS, &[5.0, 5.0, 5.0]),
        number(name::THROUGHPUT, &[10.0, 30.0, 8.0]),
    ]);
    let choice = read(&[("prices", "/a:1,/b:1.2"), ("break_even", "/a")]);
    let (shown, view) = break_even(&table, &choice);
    assert!(shown.runs.listed_gpus.is_some(), "the case is about prices of one GPU");
    // One a answers 10 a second, four of them 30: the single one is the best use of its price.
    assert_eq!(view.key.iter().map(|key| key.0).collect::<Vec<_>>(), [0, 2]);
    assert!((view.switch.unwrap() - 1.5).abs() < 1e-12);
    assert!(holds(&table, &choice));
}

/// Vendor, hardware, latency, throughput, price per hour, and the price in the cost.
type Priced = (&'static str, &'static str, f64, f64, f64, f64);

fn with_prices(runs: &[Priced]) -> Table {
    made_of_rows(
        runs,
        &[(name::VENDOR, |run| run.0), (name::HW_TYPE, |run| run.1)],
        &[
            (name::AVG_LATENCY_MS, |run| run.2),
            (name::THROUGHPUT, |run| run.3),
            ("price_per_hour", |run| run.4),
            (name::COST, |run| 1e9 / run.3 * (run.5 / 3600.0)),
        ],
    )
}

#[test]
fn break_even_of_costs_that_contradict_prices() {
    let table = with_prices(&[("aws", "l4", 5.0, 10.0, 1.0, 3.0), ("aws", "t4", 5.0, 10.0, 2.0, 2.0)]);
    let choice = read(&[("break_even", "aws/l4")]);
    let (shown, view) = break_even(&table, &choice);
    assert!(shown.runs.price_usd_per_hour.is_some(), "the case is about a table with both");
    assert_eq!(winner(&table, &choice), Some(1));
    let now = "At less than $2.00 an hour for l4 at aws (now $3.00; 33.3% less), l4 becomes cheapest; until then t4.";
    assert_eq!(view.sentence, now);
    assert_eq!(
        view.caption,
        "In the file its price is $1.00, but not in its costs, which are what runs are compared by."
    );
    assert!(view.chart.ends_with(&format!("now {}.", shown.money(1e9 / 10.0 * (2.0 / 3600.0)))), "{}", view.chart);
    // The reader's price is that of the costs, too.
    let (_, view) = break_even(&table, &read(&[("break_even", "aws/l4"), ("prices", "aws/l4:1")]));
    assert!(view.sentence.contains("(now $1.00; ") && view.sentence.ends_with("until then l4."), "{}", view.sentence);
    assert_eq!(view.caption, "");
}

/// A price per second times 3,600, or the inverse of a cost, is off in its last digits.
#[test]
fn a_tie_is_a_tie_whatever_the_rounding() {
    for price in [0.1, 0.7, 0.8, 1.1, 2.3, 1.0 / 3.0, 0.123_456_789_123] {
        for (own, rival) in [(3.0, 7.0), (10.0, 10.0), (0.3, 0.7), (11.3, 17.9)] {
            let same = price / rival * own;
            let table = with_prices(&[("aws", "l4", 5.0, own, same, same), ("aws", "t4", 5.0, rival, price, price)]);
            let (_, view) = break_even(&table, &read(&[("break_even", "aws/l4")]));
            assert!(view.sentence.contains(", the present price, "), "{price} {own} {rival}: {}", view.sentence);
        }
    }
}

#[test]
fn break_even_agrees_with_the_verdict_whatever_prices_and_costs_say() {
    let mut random = Random::new(17);
    let mut told = 0;
    for round in 0..2000 {
        let prices = [0.5, 0.7, 0.8, 1.0, 2.0, 3.0];
        let own_prices = [prices[random.below(6)], prices[random.below(6)]];
        let runs: Vec<Priced> = (0..2 + random.below(6))
            .map(|at| {
                let hardware = if at == 0 { 0 } else { random.below(2) };
                let price = if round % 3 == 0 { prices[random.below(6)] } else { own_prices[hardware] };
                let in_cost = if round % 2 == 0 { price } else { prices[random.below(6)] };
                let rate = [1.0, 2.0, 3.0, 5.0, 7.5][random.below(5)];
                ("aws", ["l4", "t4"][hardware], 1.0 + random.unit(), rate, price, in_cost)
            })
            .collect();
        let table = with_prices(&runs);
        let choice = read(&[("break_even", "aws/l4")]);
        let (_, view) = break_even(&table, &choice);
        let Some(winner) = winner(&table, &choice).filter(|_| view.switch.is_some()) else { continue };
        let Some((_, until)) = view.sentence.split_once("until then ") else {
            assert!(view.sentence.contains("the present price"), "{}", view.sentence);
            continue;
        };
        told += 1;
        assert!(until.starts_with(runs[winner].1), "{round}: {} of {} for {runs:?}", view.sentence, runs[winner].1);
    }
    assert!(told > 500, "{told}");
}

#[test]
fn break_even_in_words() {
    let table = bundled::TABLES[2].table();
    let (shown, view) = break_even(&table, &Choice::default());
    assert!(view.sentence.starts_with("At more than $"), "{}", view.sentence);
    assert!(view.sentence.contains("(now $0.80; ") && view.sentence.contains("nvidia-t4"), "{}", view.sentence);
    assert_eq!(view.pairs[view.of.unwrap()].0, "nvidia-l4 at aws");
    let scene = view.scene.as_ref().unwrap();
    assert_eq!((scene.lines.len(), scene.rules.len(), view.key.len()), (2, 2, 2));
    let (mut items, switch) = (Vec::new(), view.switch.unwrap());
    for (at, line) in scene.lines.iter().enumerate() {
        assert!(line.points.is_sorted_by(|a, b| a.x < b.x));
        assert!(line.points.iter().any(|point| point.x == switch), "both lines meet there");
        for point in &line.points {
            let (title, fields) = view.describe(&shown, point.item).unwrap();
            assert_eq!((fields.len(), title == "Here the winner changes"), (3, point.x == switch), "{at} {title}");
            items.push(point.item);
        }
    }
    assert!(items.is_sorted_by(|a, b| a < b) && view.describe(&shown, 999).is_none());
    // From the other side.
    let (_, other) = break_even(&table, &read(&[("break_even", "aws/nvidia-t4"), ("currency", "€")]));
    assert!(other.sentence.starts_with("At less than €"), "{}", other.sentence);
    assert_eq!(other.scene.unwrap().titles.x, "Price of nvidia-t4 at aws, € per hour");
    // At the price itself.
    let tie = read(&[("prices", &format!("aws/nvidia-l4:{switch}")), ("break_even", "aws/nvidia-l4")]);
    let (_, tie) = break_even(&table, &tie);
    assert!(tie.sentence.contains("the present price"), "{}", tie.sentence);
    // A pair of another table is the winner's, and "only the cheapest" is lifted.
    let (_, lifted) = break_even(&table, &read(&[("break_even", "azure/h100"), ("cheapest", "3")]));
    assert_eq!((lifted.sentence, lifted.key), (view.sentence.clone(), view.key.clone()));
    assert!(lifted.caption.contains("only the cheapest"));
}

#[test]
fn break_even_of_sparse_tables() {
    let say = |runs: &[Run], pairs: &[(&str, &str)]| {
        let (_, view) = break_even(&made(runs), &read(pairs));
        assert_eq!(view.scene.is_some(), !view.key.is_empty(), "{}", view.sentence);
        view.sentence
    };
    let none = say(&[("aws", "l4", 5.0, 10.0, 1.0)], &[("max_avg_ms", "1")]);
    assert_eq!(none, "No run passes the filters and limits.");
    assert_eq!(say(&[], &[]), none);
    let alone = say(&[("aws", "l4", 5.0, 10.0, 1.0)], &[]);
    assert!(alone.starts_with("Whatever l4 at aws costs, l4 stays cheapest"), "{alone}");
    let (_, view) = break_even(&made(&[("aws", "l4", 5.0, 10.0, 1e9 / 36e3)]), &Choice::default());
    let end = view.scene.unwrap().x.range().max;
    assert!((end - 2.0).abs() < 1e-9, "without a change the axis ends at twice the price: {end}");
    let unknown = say(&[("aws", "l4", 5.0, NAN, NAN), ("aws", "t4", 5.0, NAN, NAN)], &[]);
    assert_eq!(unknown, "No run that passes has a known cost or throughput.");
    let rival = say(&[("aws", "l4", 5.0, NAN, 7.0), ("aws", "t4", 5.0, 1.0, 9.0)], &[("break_even", "aws/l4")]);
    assert!(rival.contains("no run of l4 at aws with a throughput"), "{rival}");
    let asked = say(&[("aws", "l4", 5.0, 10.0, 1.0), ("aws", "h100", 5.0, 20.0, 0.0)], &[("break_even", "aws/h100")]);
    assert!(asked.starts_with("Up to $") && asked.contains("h100 is cheapest; above, l4."), "{asked}");
    let (_, view) = break_even(
        &made(&[("aws", "l4", 5.0, 1e6, 1e-3), ("aws", "t4", 5.0, 1.0, 1e6), ("aws", "h100", 5.0, 1.0, 0.0)]),
        &Choice::default(),
    );
    assert!(view.caption.contains("1 run of other hardware has no usable cost"), "{}", view.caption);
    assert!(view.caption.contains("beyond the chart"), "{}", view.caption);
}

#[test]
fn plans_of_the_real_tables_never_fall_short() {
    for table in bundled::TABLES {
        for plan in ["1000000@24h", "50/s", "1@0.01h", "1e12@1h", "0.001/s@1h"] {
            for limit in ["250", "1000", "1e9"] {
                let choice = read(&[("plan", plan), ("max_p95_ms", limit)]);
                let (shown, view) = self::plan(&table.table(), &choice);
                let demand = choice.money.demand;
                for line in view.choices.lines.iter().chain(&view.limits.lines) {
                    assert_eq!(line.cells.len(), view.choices.heads.len());
                    let Some(row) = line.row else { continue };
                    let machines: f64 = line.cells[2].text.replace(',', "").parse().unwrap();
                    let rate = machines * shown.runs.throughput_req_per_sec[row];
                    let share = demand.default_load_share();
                    assert!(rate * share >= demand.units_per_sec() * (1.0 - 1e-9), "{plan}: {line:?}");
                    let one_less = (machines - 1.0) * shown.runs.throughput_req_per_sec[row];
                    assert!(one_less * share < demand.units_per_sec(), "{plan}: {line:?}");
                }
            }
        }
    }
}

#[test]
fn a_plan_by_hand() {
    let table = bundled::TABLES[1].table();
    let choice = read(&[("plan", "1000000000@24h"), ("currency", "€")]);
    let (_, view) = plan(&table, &choice);
    // 1e9 / (542.75 · 3,600) is 511.8 machine-hours: 512 are billed at 0.80, on 22 machines.
    assert!(
        view.sentence.starts_with("1,000,000,000 requests within 24 hours (11,574 req/s): 22 machines of nvidia-l4")
    );
    assert!(view.sentence.contains("for €409.60, "), "{}", view.sentence);
    // Whole hours spread over machines: what is cheapest per request is cheapest here, too.
    let names: Vec<&str> = view.choices.lines.iter().map(|line| line.cells[0].as_str()).collect();
    assert_eq!(
        names,
        [
            "Cheapest plan, and per request",
            "Faster, for more",
            "Faster, for more",
            "Faster, for more",
            "Faster, for more"
        ]
    );
    assert!(!view.caption.contains("as cheap or cheaper"), "{}", view.caption);
    assert_eq!(view.choices.lines[0].cells[6].text, "512 (6 × 24 + 16 × 23)");
    let names: Vec<&str> = view.limits.lines.iter().map(|line| line.cells[0].as_str()).collect();
    assert_eq!(names, ["No limit", "p95 ≤ 1,000 ms", "p95 ≤ 500 ms", "p95 ≤ 250 ms"]);
    assert_eq!(view.choices.heads[3].title, "Cost, €");
    let limited = read(&[("plan", "1000000000@24h"), ("max_avg_ms", "1"), ("plan_p95_ms", "9,9")]);
    let (_, none) = plan(&table, &limited);
    assert!(none.sentence.ends_with("none of 80 runs passes the limits with a known cost and throughput."));
    let names: Vec<(&str, bool)> = none.limits.lines.iter().map(|l| (l.cells[0].as_str(), l.row.is_some())).collect();
    assert_eq!(
        names,
        [("As set: average latency ≤ 1 ms", false), ("No limit", true), ("p95 ≤ 9 ms, others as set", false)]
    );
    assert!(none.choices.lines.is_empty());
}

#[test]
fn plans_of_sparse_tables() {
    // Dearer for a request, and cheaper for a few: one slow machine is enough.
    let price = |price: f64, rate: f64| 1e9 / rate * (price / 3600.0);
    let table = made(&[
        ("aws", "big", 5.0, 100.0, price(4.0, 100.0)),
        ("aws", "small", 5.0, 10.0, price(1.0, 10.0)),
        ("aws", "same", 4.0, 10.0, price(1.0, 10.0)),
        ("aws", "free", 5.0, 10.0, 0.0),
        ("aws", "lost", 5.0, NAN, 1e9),
    ]);
    let (shown, view) = plan(&table, &read(&[("plan", "5/s@1h")]));
    let told: Vec<_> = view.choices.lines.iter().map(|line| (line.cells[0].as_str(), line.row.unwrap())).collect();
    assert_eq!(
        told,
        [
            ("Cheapest plan", 2),
            ("Same cost", 1),
            ("Cheapest per request", 0),
            ("Most from one machine, without a price", 3)
        ],
        "of equals the faster"
    );
    assert!(view.caption.contains("as cheap or cheaper") && view.caption.contains("no p95"), "{}", view.caption);
    let cells = &view.choices.lines[0].cells;
    assert_eq!(cells[2..6], ["1", "1.00", "55,555.56", "50.0%"]);
    assert!(view.sentence.starts_with("5 req/s for 1 hour: 1 machine of same, for $1.00, 50.0% idle."));
    let none = PlanView::new(&shown, &Basis::of(&shown.runs), &[], &Choice::default());
    assert_eq!((none.sentence.as_str(), none.choices.lines.len()), ("No run passes the filters.", 0));
    let absurd = Choice {
        limits: LimitChoice::default(),
        money: isocost::page::choice::money::MoneyChoice {
            demand: Demand::Volume { units: NAN, within_hours: 1.0 },
            ..Default::default()
        },
        ..Choice::default()
    };
    assert!(PlanView::new(&shown, &Basis::of(&shown.runs), &[0, 1], &absurd).choices.lines.is_empty());
}

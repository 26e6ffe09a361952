//! Break-even prices: the switch, ties, words, and that they agree with the verdict.

use super::{NAN, Run, made, read, rows, shown, winner};
use crate::support::Random;
use crate::support::tables::{made_of_rows, number, table, text};
use isocost::chart::scenes::lines::Trace;
use isocost::data::bundled;
use isocost::data::runs::name;
use isocost::data::runs::table_facts::Basis;
use isocost::data::table::Table;
use isocost::page::choice::filters::Choice;
use isocost::page::money::break_even;
use isocost::page::money::break_even::BreakEvenView;
use isocost::page::tables::active_table::ActiveTable;

fn break_even(table: &Table, choice: &Choice) -> (ActiveTable, BreakEvenView) {
    let shown = shown(table, choice);
    let rows = break_even::rows(&shown, &Basis::of(&shown.runs), &rows(&shown, choice), choice);
    let view = BreakEvenView::new(&shown, &shown.runs.price_of_row(), &rows, choice);
    (shown, view)
}

/// Marks have the shape that the first chart gives the image of the run, whatever the order of the winners.
#[test]
fn marks_have_the_shapes_of_the_first_chart() {
    let mut differ = 0;
    let images = bundled::TABLES.iter().flat_map(|table| {
        let (shown, _) = break_even(&table.table(), &Choice::default());
        let one = |image: &String| (table, Choice::from_pairs([("image", image.as_str())]));
        std::iter::once((table, Choice::default())).chain(shown.runs.image.labels.iter().map(one)).collect::<Vec<_>>()
    });
    for (table, choice) in images {
        let (shown, view) = break_even(&table.table(), &choice);
        let Some(scene) = view.scene.as_deref() else { continue };
        for (nth, &(row, _)) in view.key.iter().enumerate() {
            assert_eq!(scene.lines[nth].shape, Some(shown.shapes.of_row[row]), "{}", table.dataset);
            differ += usize::from(shown.shapes.of_row[row] != nth);
        }
    }
    assert!(differ > 0, "else the order would do");
}

/// The words hold: just below the price and just above it, the page's own verdict is the one foretold.
fn holds(table: &Table, choice: &Choice) -> bool {
    super::holds(&break_even(table, choice).1, choice, &|moved| winner(table, moved))
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

#[test]
fn break_even_of_costs_that_contradict_prices() {
    let table = with_prices(&[("aws", "l4", 5.0, 10.0, 1.0, 3.0), ("aws", "t4", 5.0, 10.0, 2.0, 2.0)]);
    let choice = read(&[("break_even", "aws/l4")]);
    let (shown, view) = break_even(&table, &choice);
    assert!(shown.runs.price_usd_per_hour.is_some(), "the case is about a table with both");
    assert_eq!(winner(&table, &choice), Some(1));
    let now = "While l4 at aws costs more than $2.00 an hour (now $3.00), t4 is cheapest. If that price falls by more than \
               33.3%, l4 becomes cheapest.";
    assert_eq!(view.sentence, now);
    assert_eq!(
        view.caption,
        "In the file its price is $1.00, but not in its costs, which are what runs are compared by."
    );
    let chart = format!(
        "at the present price it is {}. Cheapest: L4 below $2.00 an hour, T4 above $2.00 an hour. Dashed: what the other costs.",
        isocost::page::words::cost::quoted(&shown, 1e9 / 10.0 * (2.0 / 3600.0))
    );
    assert!(view.chart.ends_with(&chart), "{}", view.chart);
    // The reader's price is that of the costs, too.
    let (_, view) = break_even(&table, &read(&[("break_even", "aws/l4"), ("prices", "aws/l4:1")]));
    assert!(view.sentence.contains("(now $1.00), l4 is cheapest. If that price rises"), "{}", view.sentence);
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
        let Some((_, until)) = view.sentence.split_once("), ") else {
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
    assert!(view.sentence.starts_with("While nvidia-l4 at aws costs less than $1.93 an hour (now $0.80), nvidia-l4"));
    let (_, then) =
        view.sentence.split_once(" is cheapest. If that price rises by more than 14").expect(&view.sentence);
    let (_, then) = then.split_once("%, ").unwrap();
    assert!(then.starts_with("nvidia-t4") && then.ends_with(" becomes cheapest."), "{}", view.sentence);
    assert_eq!(view.pairs[view.of.unwrap()].0, "nvidia-l4 at aws");
    let scene = view.scene.as_ref().unwrap();
    assert_eq!((scene.lines.len(), scene.rules.len(), view.key.len()), (4, 2, 2));
    let (mut items, switch) = (Vec::new(), view.switch.unwrap());
    for (at, line) in scene.lines[..2].iter().enumerate() {
        assert!(line.points.is_sorted_by(|a, b| a.x < b.x));
        assert!(line.points.iter().any(|point| point.x == switch), "both lines meet there");
        for point in &line.points {
            let (title, fields) = view.describe(&shown, point.item).unwrap();
            assert_eq!((fields.len(), title == "Here the winner changes"), (3, point.x == switch), "{at} {title}");
            items.push(point.item);
        }
    }
    assert!(items.is_sorted_by(|a, b| a < b) && view.describe(&shown, 999).is_none());
    assert_eq!([&*view.key[0].1, &*view.key[1].1], ["below $1.93 an hour", "above $1.93 an hour"]);
    // From the other side.
    let (_, other) = break_even(&table, &read(&[("break_even", "aws/nvidia-t4"), ("currency", "€")]));
    assert!(other.sentence.starts_with("While nvidia-t4 at aws costs more than €"), "{}", other.sentence);
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
    assert_eq!(alone, "Only one run passes the filters and limits, l4: no price changes that.");
    // Two runs of one hardware, with a price and without any; then others without one.
    let two = |price: f64| [("aws", "l4", 5.0, 10.0, price), ("aws", "l4", 5.0, 20.0, price / 2.0)];
    let one_hardware =
        "All runs that pass the filters and limits are of l4 at aws: whatever it costs, l4 stays cheapest.";
    assert_eq!(say(&two(1.0), &[]), one_hardware);
    assert_eq!(say(&two(NAN), &[]), format!("{one_hardware} No price is known."));
    let others = say(&[("aws", "l4", 5.0, 10.0, NAN), ("aws", "t4", 5.0, 20.0, NAN)], &[("break_even", "aws/l4")]);
    assert_eq!(
        others,
        "No price is known. Of l4 at aws alone l4 stays cheapest whatever it costs; what the others cost is not known."
    );
    let known = say(&[("aws", "l4", 5.0, 10.0, 1.0), ("aws", "t4", 5.0, 20.0, NAN)], &[("break_even", "aws/l4")]);
    assert!(
        known.starts_with("Whatever l4 at aws costs, l4 stays cheapest: no run of other hardware with a known"),
        "{known}"
    );
    // Neither vendor nor hardware has a name: that there is one hardware is not known.
    let unnamed = table(vec![
        number("vus", &[1.0, 2.0]),
        number("throughput_req_per_sec", &[10.0, 15.0]),
        number("avg_latency_ms", &[100.0, 130.0]),
    ]);
    let (_, view) = break_even(&unnamed, &Choice::default());
    assert!(
        view.sentence
            .starts_with("No run that passes the filters and limits tells its hardware: as long as all machines "),
        "{}",
        view.sentence
    );
    assert!(view.sentence.ends_with(" stays cheapest. No price is known."), "{}", view.sentence);
    let (_, view) = break_even(&made(&[("aws", "l4", 5.0, 10.0, 1e9 / 36e3)]), &Choice::default());
    let end = view.scene.unwrap().x.range().max;
    assert!((end - 2.0).abs() < 1e-9, "without a change the axis ends at twice the price: {end}");
    let unknown = say(&[("aws", "l4", 5.0, NAN, NAN), ("aws", "t4", 5.0, NAN, NAN)], &[]);
    assert_eq!(unknown, "No run that passes has a known cost or throughput.");
    let rival = say(&[("aws", "l4", 5.0, NAN, 7.0), ("aws", "t4", 5.0, 1.0, 9.0)], &[("break_even", "aws/l4")]);
    assert!(rival.contains("no run of l4 at aws with a throughput"), "{rival}");
    let asked = say(&[("aws", "l4", 5.0, 10.0, 1.0), ("aws", "h100", 5.0, 20.0, 0.0)], &[("break_even", "aws/h100")]);
    assert!(
        asked.starts_with("While h100 at aws costs less than $")
            && asked.contains("h100 is cheapest; above that, l4 is"),
        "{asked}"
    );
    let (_, view) = break_even(
        &made(&[("aws", "l4", 5.0, 1e6, 1e-3), ("aws", "t4", 5.0, 1.0, 1e6), ("aws", "h100", 5.0, 1.0, 0.0)]),
        &Choice::default(),
    );
    assert!(view.caption.contains("1 run of other hardware has no usable cost"), "{}", view.caption);
    assert!(view.caption.contains("beyond the chart"), "{}", view.caption);
}

#[test]
fn both_are_drawn_in_full_and_bands_tell_who_wins() {
    let mut seen = [0, 0];
    for table in bundled::TABLES {
        let packed = table.table();
        for pair in shown(&packed, &Choice::default()).runs.prices.iter() {
            let mut choice = Choice::default();
            choice.money.break_even = Some((pair.vendor.clone(), pair.hardware.clone()));
            let (shown, view) = break_even(&packed, &choice);
            let Some(scene) = view.scene.as_ref() else { continue };
            let end = scene.x.range().max;
            // The bands lie side by side from 0 on, in the order of the key and the colour of its hardware.
            let ends: Vec<(f64, f64)> = scene.bands.iter().map(|band| (band.from, band.to)).collect();
            match view.switch {
                Some(switch) => assert_eq!(ends, [(0.0, switch), (switch, f64::INFINITY)]),
                None => assert_eq!(ends, [(0.0, f64::INFINITY)]),
            }
            let hardware = |row: usize| shown.runs.hw_type.codes[row] as usize;
            assert!(scene.bands.iter().zip(&view.key).all(|(band, (row, _))| band.hardware == hardware(*row)));
            assert!(scene.bands.iter().all(|band| view.chart.contains(&band.labels[0])), "{}", view.chart);
            // Each is drawn on, dashed, where it does not win: above the other, in its own colour, without items.
            let (winners, dearer) = scene.lines.split_at(view.key.len());
            for line in dearer {
                let own = winners.iter().position(|winner| winner.name == line.name).expect("one of the two");
                assert_eq!((line.trace, line.hardware), (Trace::Dashed, winners[own].hardware));
                let other = &winners[1 - own];
                for point in &line.points {
                    let near =
                        other.points.iter().min_by(|a, b| (a.x - point.x).abs().total_cmp(&(b.x - point.x).abs()));
                    let near = near.expect("points");
                    assert!((0.0..=end).contains(&point.x) && point.y <= scene.y.range().max);
                    assert!(point.x != near.x || point.y >= near.y * (1.0 - 1e-9), "{point:?} under {near:?}");
                    seen[0] += 1;
                }
            }
            seen[1] += usize::from(dearer.len() == 2);
        }
    }
    assert!(seen[0] > 4 && seen[1] > 1, "{seen:?}");
}

#[test]
fn prices_that_would_read_alike_have_more_digits() {
    // T4 costs as much at 1.0004 an hour as L4 does at 1.
    let table = with_prices(&[("aws", "l4", 5.0, 10.0, 1.0, 1.0), ("aws", "t4", 5.0, 10.0, 1.0004, 1.0004)]);
    let (_, view) = break_even(&table, &read(&[("break_even", "aws/l4")]));
    assert!(view.sentence.contains("costs less than $1.0004 an hour (now $1.00), l4"), "{}", view.sentence);
    assert_eq!(view.key[0].1, "below $1.0004 an hour");
}

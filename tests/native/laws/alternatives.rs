//! Lists of alternatives on the bundled tables under random questions: what each holds, against every run that passes.

use std::sync::Arc;

use crate::support::Random;
use crate::support::shown::nth;
use isocost::analysis::decide::answer::{Demand, same};
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::answer::columns::Columns;
use isocost::page::choice::filters::Choice;
use isocost::page::rankings::alternatives::{Alternatives, List};
use isocost::page::tables::active_table::ActiveTable;

fn question(shown: &ActiveTable, random: &mut Random) -> Choice {
    let mut choice = Choice::default();
    let any = |values: &[f64], random: &mut Random| values[random.below(values.len())];
    let rate = any(&shown.runs.throughput_req_per_sec, random);
    choice.money.demand = match random.below(3) {
        0 => Demand::None,
        1 => Demand::Steady { units_per_sec: rate * (0.1 + 5.0 * random.unit()), hours: 730.0 },
        _ => Demand::Volume {
            units: rate * 3600.0 * (0.1 + 30.0 * random.unit()),
            within_hours: 1.0 + random.below(24) as f64,
        },
    };
    choice.money.terms.spare = random.below(4) == 0;
    choice.money.terms.load_share = (random.below(3) == 0).then(|| 0.3 + 0.7 * random.unit());
    if random.below(2) == 0 {
        choice.limits.max_p95_latency_ms = Some(any(shown.runs.p95_latency_ms.as_ref().unwrap(), random));
    }
    if random.below(4) == 0 {
        choice.limits.max_avg_latency_ms = Some(any(&shown.runs.avg_latency_ms, random));
    }
    if random.below(4) == 0 {
        choice.filter.max_vus = Some(any(&shown.runs.vus, random));
    }
    choice.pins = (0..random.below(3)).map(|_| random.below(shown.runs.rows + 1)).collect();
    choice
}

#[test]
fn every_list_holds_what_it_says() {
    let mut random = Random::new(47);
    let (mut answered, mut outside, mut several) = (0, 0, 0);
    for table in 0..3 {
        let shown = Arc::new(nth(table));
        let basis = Basis::of(&shown.runs);
        for _ in 0..60 {
            let choice = question(&shown, &mut random);
            let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
            let tolerance = [0.0, 0.02, 0.2][random.below(3)];
            let view = Alternatives::new(&shown, &basis, &rows, &choice, tolerance);
            let columns = Columns::of(&shown, &basis);
            let told = Asked::of(&choice).answered(&shown, &basis, &columns, &rows);
            let best = told.found.as_ref().map(|found| found.best);
            assert_eq!(view.answer.map(|answer| answer.point.row), best.map(|best| best.row), "one answer");
            let Some(best) = best else { continue };
            answered += 1;
            for list in [List::TradeOffs, List::Near, List::Best] {
                let own: Vec<usize> = view.list(list).iter().map(|alternative| alternative.point.row).collect();
                assert_eq!(own[0], best.row, "{list:?}");
                let mut once = own.clone();
                once.sort_unstable();
                once.dedup();
                assert_eq!(once.len(), own.len(), "{list:?}");
                assert!(own.iter().all(|row| told.solver.passing().contains(row)), "{list:?}");
            }
            // By every run that passes, not by the contenders alone.
            let steady = matches!(choice.money.demand, Demand::Steady { .. });
            let of = |row: usize| {
                let point = told.solver.point(row)?;
                let grows = if steady { point.machines * told.solver.most_units_per_sec(row) } else { 0.0 };
                Some((point.usd_per_unit, point.latency_ms(), grows))
            };
            let all: Vec<_> = told.solver.passing().iter().filter_map(|&row| of(row)).collect();
            for alternative in view.list(List::TradeOffs) {
                let (usd, ms, grows) = of(alternative.point.row).unwrap();
                let no_worse = |a: f64, b: f64| a <= b || same(a, b);
                let better = |a: f64, b: f64| a < b && !same(a, b);
                let beats = |&&(its_usd, its_ms, its_grows): &&(f64, f64, f64)| {
                    let none_worse = no_worse(its_usd, usd) && no_worse(its_ms, ms) && no_worse(grows, its_grows);
                    none_worse && (better(its_usd, usd) || better(its_ms, ms) || better(grows, its_grows))
                };
                assert_eq!(all.iter().find(beats), None, "{usd} {ms} {grows}");
            }
            several += usize::from(view.list(List::TradeOffs).len() > 1);
            for alternative in view.list(List::Near) {
                let usd = alternative.point.usd_per_unit;
                let most = best.usd_per_unit * (1.0 + tolerance);
                assert!(usd <= most || same(usd, most), "{usd} {most} {:?}", choice.money);
            }
            for step in &view.outside {
                assert!(step.alternative.point.usd_per_unit < best.usd_per_unit && !step.words.is_empty());
                outside += 1;
            }
        }
    }
    assert!(answered > 90 && outside > 40 && several > 20, "{answered} {outside} {several}");
}

//! Laws of "did we try enough VUs?" that hold for any data, tried on the real tables and on many made ones with fixed
//! seeds.

use crate::support::{self, Random};
use isocost::analysis::saturation::monotonic::{Curve, by_vus, is_monotonic};
use isocost::analysis::saturation::trend::{Grade, Trend};
use isocost::data::bundled;
use isocost::page::choice::filters::Choice;
use isocost::page::enough_vus::groups::VusGroups;
use isocost::page::enough_vus::view::{Question, VusAxes, VusView};
use isocost::page::tables::active_table::ActiveTable;

/// VUs on a lattice, so that some repeat; throughput mostly rising; now and then a value is missing or no measurement.
fn runs(random: &mut Random) -> (Vec<f64>, Vec<f64>) {
    let length = random.below(12);
    (0..length)
        .map(|_| {
            let vus = f64::from(1u32 << random.below(8));
            let throughput = vus.ln() + 1.0 + random.unit();
            match random.below(30) {
                0 => (f64::NAN, throughput),
                1 => (vus, f64::NAN),
                2 => (vus, 0.0),
                3 => (0.0, throughput),
                _ => (vus, throughput),
            }
        })
        .unzip()
}

fn shuffled(random: &mut Random, length: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    for at in (1..length).rev() {
        order.swap(at, random.below(at + 1));
    }
    order
}

#[test]
fn the_unit_of_throughput_changes_nothing() {
    let mut random = Random::new(31);
    for round in 0..500 {
        let (vus, throughput) = runs(&mut random);
        let rows: Vec<usize> = (0..vus.len()).collect();
        let curve = Curve::new(&vus, &throughput, &rows);
        for factor in [60.0, 1e-6, 86_400e3] {
            let scaled: Vec<f64> = throughput.iter().map(|value| value * factor).collect();
            let other = Curve::new(&vus, &scaled, &rows);
            assert_eq!((&other.load, other.left_out), (&curve.load, curve.left_out), "round {round}");
            let grade = |curve: &Curve| Trend::of(curve, 0.02, 0.02).grade;
            assert_eq!(grade(&other), grade(&curve), "round {round}");
            for at in 0..curve.load.len() {
                let close = match (curve.gain(at), other.gain(at)) {
                    (Some(a), Some(b)) => (a - b).abs() <= 1e-12 * (1.0 + a.abs()),
                    (a, b) => a == b,
                };
                assert!(close, "round {round}: the gain of point {at}");
            }
            let sorted = by_vus(&vus, &rows);
            let rises = |values: &[f64]| is_monotonic(sorted.iter().map(|&row| values[row]));
            assert_eq!(rises(&scaled), rises(&throughput), "round {round}");
        }
    }
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let mut random = Random::new(37);
    for round in 0..500 {
        let (vus, throughput) = runs(&mut random);
        let rows: Vec<usize> = (0..vus.len()).collect();
        let curve = Curve::new(&vus, &throughput, &rows);
        let order = shuffled(&mut random, vus.len());
        // The same table, its rows asked for in another order.
        assert_eq!(Curve::new(&vus, &throughput, &order), curve, "round {round}");
        // Another table with the same rows.
        let pick = |values: &[f64]| order.iter().map(|&row| values[row]).collect::<Vec<_>>();
        let other = Curve::new(&pick(&vus), &pick(&throughput), &rows);
        assert_eq!(other.load, curve.load, "round {round}");
        assert_eq!(other.throughput_req_per_sec, curve.throughput_req_per_sec, "round {round}");
        assert_eq!((other.left_out, other.repeats), (curve.left_out, curve.repeats), "round {round}");
    }
}

#[test]
fn a_rise_is_one_above_the_best_before_and_beyond_noise() {
    let mut random = Random::new(41);
    let mut counts = [0; 4];
    let (low, high) = (|trend: &Trend| trend.change.unwrap().low, |trend: &Trend| trend.change.unwrap().high);
    // The last step may be of several loads.
    let risen = |curve: &Curve| {
        let rate = &curve.throughput_req_per_sec;
        rate.iter()
            .rposition(|&rate_here| rate.iter().all(|&other| other <= rate_here))
            .is_some_and(|at| at + 4 > rate.len())
    };
    for round in 0..2000 {
        let (vus, mut throughput) = runs(&mut random);
        if round % 3 == 0 {
            // Level, with a little noise.
            throughput.iter_mut().for_each(|value| *value = 9.0 + 0.01 * value.clamp(0.0, 9.0));
        }
        let rows: Vec<usize> = (0..vus.len()).collect();
        let curve = Curve::new(&vus, &throughput, &rows);
        for noise_share in [0.0, 0.02, 0.1] {
            let trend = Trend::of(&curve, noise_share, 0.02);
            counts[trend.grade as usize] += 1;
            match trend.grade {
                Grade::Rises => {
                    assert!(low(&trend) > 0.0 && trend.change.unwrap().gain >= 0.02 && risen(&curve), "round {round}")
                }
                Grade::Falls => assert!(high(&trend) < 0.0, "round {round}"),
                Grade::Flat => {
                    let most = noise_share.max(0.02f64.ln_1p()) * (1.0 + 1e-8);
                    let ends = [low(&trend), high(&trend)].map(f64::ln_1p);
                    assert!(ends.iter().all(|end| end.abs() <= most), "round {round}");
                }
                Grade::CannotTell => assert!(trend.steps < 2 || low(&trend) <= high(&trend), "round {round}"),
            }
        }
    }
    assert!(counts.iter().all(|&count| count > 0), "{counts:?}");
}

#[test]
fn more_noise_or_a_higher_threshold_never_make_a_group_rise() {
    let mut random = Random::new(43);
    for _ in 0..500 {
        let (vus, throughput) = runs(&mut random);
        let rows: Vec<usize> = (0..vus.len()).collect();
        let curve = Curve::new(&vus, &throughput, &rows);
        let rises = |noise: f64, least: f64| Trend::of(&curve, noise, least).grade == Grade::Rises;
        for rising in [
            [0.0, 0.01, 0.02, 0.1, 1.0].map(|least| rises(0.02, least)),
            [0.0, 0.01, 0.02, 0.1, 1.0].map(|noise| rises(noise, 0.02)),
        ] {
            assert!(rising.windows(2).all(|w| w[0] || !w[1]), "{rising:?}");
        }
    }
}

fn tables() -> Vec<ActiveTable> {
    bundled::TABLES.iter().map(|table| support::bundled(table.dataset)).collect()
}

#[test]
fn a_group_rising_up_to_more_vus_was_rising_up_to_fewer() {
    for shown in tables() {
        let fixed = VusAxes::new(&shown, &Choice { notebook: true, ..Choice::default() });
        let all: Vec<usize> = (0..shown.runs.rows).collect();
        let at =
            |limit: f64| VusView::new(&shown, &all, &fixed, Question { limit: Some(limit), ..Question::default() });
        for limits in shown.vus.windows(2) {
            let (fewer, more) = (at(limits[0]), at(limits[1]));
            let known: Vec<usize> = fewer.states.iter().map(|state| state.group).collect();
            for state in more.rising().filter(|state| known.contains(&state.group)) {
                assert!(fewer.chart(state.group).is_some(), "{}: {} at {limits:?}", shown.place.title(), state.label);
            }
        }
    }
}

#[test]
fn every_run_is_in_one_group_and_every_group_has_a_verdict() {
    for shown in tables() {
        let all: Vec<usize> = (0..shown.runs.rows).collect();
        for notebook in [false, true] {
            let fixed = VusAxes::new(&shown, &Choice { notebook, ..Choice::default() });
            for &limit in shown.vus.iter() {
                let view = VusView::new(&shown, &all, &fixed, Question { limit: Some(limit), ..Question::default() });
                let runs: usize = view.states.iter().map(|s| s.curve.repeats.iter().sum::<usize>()).sum();
                let expected = all.iter().filter(|&&row| shown.runs.vus[row] <= limit).count();
                assert_eq!(runs + view.left_out, expected, "{} {limit}", shown.place.title());
                assert_eq!(view.charts.len(), view.rising().count(), "{} {limit}", shown.place.title());
                assert!(view.states.windows(2).all(|w| (w[0].grade, w[0].group) < (w[1].grade, w[1].group)));
            }
        }
    }
}

#[test]
fn axes_and_names_stay_while_filters_move() {
    for shown in tables() {
        let filtered = isocost::data::runs::filter::Filter { max_vus: Some(0.0), ..Default::default() };
        let open = VusAxes::new(&shown, &Choice::default());
        assert_eq!(VusAxes::new(&shown, &Choice { filter: filtered, ..Choice::default() }), open);
    }
}

#[test]
fn configurations_of_the_real_tables() {
    let [vision, embedding, classification] = tables().try_into().map_err(|_| "three tables").unwrap();
    let sizes =
        |shown: &ActiveTable| (VusGroups::configurations(shown).labels.len(), VusGroups::notebook(shown).labels.len());
    assert_eq!([sizes(&vision), sizes(&embedding), sizes(&classification)], [(6, 6), (7, 7), (28, 14)]);
    assert_eq!(VusGroups::configurations(&vision).labels[0].name(), "nvidia-l4 · batch 1");
    let last = VusGroups::configurations(&classification).labels.pop().unwrap();
    assert_eq!(last.name(), "nvidia-t4 · michaelf34/infinity:0.0.75-trt-onnx · batch 1024");
}

/// Last gains as pandas 3.1 gives them from the same files: `x[-1] / x[-2] - 1` of each configuration sorted by VUs.
#[test]
fn last_gains_of_the_real_tables() {
    let [vision, embedding, _] = tables().try_into().map_err(|_| "three tables").unwrap();
    for (shown, percent) in [
        (&vision, &[0.59, -7.96, -8.43, -11.36, -10.16, -5.42][..]),
        (&embedding, &[1.84, 0.87, 0.61, 25.74, 14.42, 26.81, -11.10][..]),
    ] {
        let all: Vec<usize> = (0..shown.runs.rows).collect();
        let view = VusView::new(shown, &all, &VusAxes::new(shown, &Choice::default()), Question::default());
        for (group, expected) in percent.iter().enumerate() {
            let gain = view.state(group).unwrap().curve.last_gain().unwrap() * 100.0;
            assert!((gain - expected).abs() < 0.005_1, "{} {group}: {gain}", shown.place.title());
        }
        assert_eq!(view.rising().count(), 0, "the steps of 26, 14 and 27 % end dips");
    }
}

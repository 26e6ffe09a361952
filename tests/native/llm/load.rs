//! Open load: rates asked for, no limit on requests in flight, and what rises along a series.

use crate::support::tables::{number, table};
use isocost::analysis::saturation::open::is_saturated;
use isocost::data::runs::checks::serving::unreached;
use isocost::data::runs::load::LoadAxis;
use isocost::data::runs::roles::Role;
use isocost::data::runs::run_table::RunTable;
use isocost::data::table::column::Column;

fn runs(columns: Vec<Column>) -> RunTable {
    let rows = 3;
    let mut all = vec![number("mean_e2el_ms", &vec![500.0; rows]), number("request_throughput", &[4.9, 9.9, 13.0])];
    all.extend(columns);
    RunTable::by_default(table(all)).unwrap()
}

#[test]
fn asked_20_and_reached_13_is_saturation() {
    let runs = runs(vec![number("request_rate", &[5.0, 10.0, 20.0])]);
    assert_eq!(runs.roles.of(Role::AskedRate).unwrap().column, "request_rate");
    let asked = runs.asked_rate().unwrap();
    let saturated: Vec<_> = (0..3).map(|row| is_saturated(asked[row], runs.throughput_req_per_sec[row])).collect();
    assert_eq!(saturated, [Some(false), Some(false), Some(true)]);
    assert!(runs.vus.iter().all(|vus| vus.is_nan()), "VUs are absent, not zero");
    let (axis, values) = runs.load(&[0, 1, 2]);
    assert_eq!((axis, &values[..]), (LoadAxis::AskedRate, &[5.0, 10.0, 20.0][..]));
}

#[test]
fn no_limit_is_no_load() {
    for unlimited in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let runs = runs(vec![number("max_concurrency", &[8.0, unlimited, 16.0])]);
        assert!(runs.vus[1].is_nan(), "{unlimited}: {:?}", runs.vus);
        assert_eq!((runs.vus[0], runs.vus[2]), (8.0, 16.0));
    }
    let at_once = runs(vec![number("request_rate", &[f64::INFINITY, 5.0, 0.0])]);
    let asked = at_once.asked_rate().unwrap();
    assert!(asked[0].is_nan() && asked[1] == 5.0 && asked[2].is_nan());
    // Numbers that stand for no limit: 4.9, 9.9 and 13 req/s were reached.
    for sentinel in [1e9, 2_147_483_647.0, 1e6, 1e308] {
        let at_once = runs(vec![number("request_rate", &[sentinel, 5.0, sentinel])]);
        let asked = at_once.asked_rate().unwrap();
        assert!(asked[0].is_nan() && asked[1] == 5.0 && asked[2].is_nan(), "{sentinel}");
        assert_eq!(unreached(&at_once, &[0, 1, 2]), Some(Vec::new()), "{sentinel}");
    }
    // Much, and not reached: asked for all the same.
    let overloaded = runs(vec![number("request_rate", &[5.0, 10.0, 5000.0])]);
    assert_eq!(unreached(&overloaded, &[0, 1, 2]), Some(vec![(2, 5000.0, 13.0)]));
    // A server that comes near a huge rate was asked for it.
    let rates = vec![number("mean_e2el_ms", &[1.0; 2]), number("request_throughput", &[4e5, 9e5])];
    let fast = RunTable::by_default(table([rates, vec![number("request_rate", &[5e5, 1e6])]].concat())).unwrap();
    assert_eq!(&fast.asked_rate().unwrap()[..], &[5e5, 1e6]);
}

#[test]
fn the_load_is_what_varies() {
    let axis = |columns: Vec<Column>, rows: &[usize]| runs(columns).load(rows).0;
    let vus = || number("max_concurrency", &[8.0, 8.0, 16.0]);
    let batch = || number("max_num_seqs", &[1.0, 2.0, 4.0]);
    assert_eq!(axis(vec![vus(), batch()], &[0, 1, 2]), LoadAxis::Vus);
    assert_eq!(axis(vec![vus(), batch()], &[0, 1]), LoadAxis::BatchSize, "the VUs are the same there");
    assert_eq!(axis(vec![vus(), number("request_rate", &[5.0, 6.0, 7.0])], &[0, 1]), LoadAxis::AskedRate);
    assert_eq!(axis(vec![vus()], &[0, 1]), LoadAxis::Vus);
    assert_eq!(axis(Vec::new(), &[0, 1, 2]), LoadAxis::Vus, "nothing is known");
    assert_eq!(axis(vec![vus()], &[]), LoadAxis::Vus);
}

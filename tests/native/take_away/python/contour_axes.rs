//! Contours over settings, and of measures, that the reader chose: the script finds the page's levels, best runs and values.

use std::sync::Arc;

use super::{COST, Table};
use crate::support::scripts::{Job, answers};
use crate::support::tables::close;
use isocost::page::choice::contour::Interpolation;
use isocost::page::choice::contour_axes::{ContourAxes, ContourKeys};
use isocost::page::choice::filters::Choice;
use isocost::page::contour::view::ContourView;
use isocost::page::take_away::python::{Topic, script_on};

fn keys(x: &str, y: &str, z: &str) -> ContourAxes {
    let key = |key: &str| Some(key.to_owned()).filter(|key| !key.is_empty());
    Some(Arc::new(ContourKeys { x: key(x), y: key(y), z: key(z) }))
}

#[test]
fn any_settings_and_measures() {
    let served = "hardware,request_rate,max_num_seqs,gpu_memory_utilization,mean_e2el_ms,request_throughput,score,cost_per_1b_requests\n\
                  h,1,64,0.8,100,1,-2,90\nh,2,64,0.8,120,2,0,70\nh,4,64,0.8,150,3.9,1,60\nh,inf,64,0.8,900,6,2,40\n\
                  h,1,256,0.8,100,1,-2,80\nh,2,256,0.9,110,2,0,65\nh,4,256,0.9,140,4,,50\nh,1,256,0.9,100,1,-1,85\n";
    let cases =
        [(Table::language_model(), keys("", "", ""), ""), (Table::written("served.csv", served), keys("", "", ""), "")];
    let choices = [
        [keys("", "", ""), keys("col:tp", "vus", "outgpu"), keys("vus", "col:ep", "ttft99"), keys("", "", "user50")],
        [
            keys("", "", ""),
            keys("batch", "asked", "col:score"),
            keys("", "col:gpu_memory_utilization", "avg"),
            keys("", "", "rate"),
        ],
    ];
    for ((table, ..), choices) in cases.iter().zip(&choices) {
        let choice = Choice::default();
        let shown = table.loaded.shown(&choice).unwrap();
        let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
        for (nth, axes) in choices.iter().enumerate() {
            let controls = super::Controls { interpolation: [Interpolation::Log, Interpolation::Raw][nth % 2], ..COST };
            let view = ContourView::on(&shown, &rows, None, false, controls, axes);
            let text = script_on(&shown, &choice, Topic::Contour(controls), axes);
            let name = format!("{} {axes:?}", shown.place.title());
            // A panel's own runs are asked for their values, in the order of the panels that have any.
            let wanted = "[levels.tolist(), sorted(best.index.tolist()), \
                          [[[row, *value_at(panel, [runs.loc[row, axes[0]]], [runs.loc[row, axes[1]]])] \
                          for row in runs.index.tolist()] for panel, runs in panels.items()]]";
            let job =
                Job { name: name.clone(), script: super::pointed_at(&text, &table.path), wanted: wanted.to_owned() };
            let found = &answers(&format!("contour-axes-{}-{nth}", shown.runs.rows), &[job])[0];
            let levels: Vec<f64> = found[0].as_array().unwrap().iter().map(|level| level.as_f64().unwrap()).collect();
            assert_eq!(levels.len(), view.levels.len(), "{name}");
            assert!(levels.iter().zip(&view.levels).all(|(a, b)| close(*a, *b, 1e-9)), "{name}: {levels:?}");
            let mut best: Vec<u64> = view.panels.iter().filter_map(|panel| Some(panel.best_row? as u64)).collect();
            best.sort_unstable();
            assert_eq!(found[1].to_string(), format!("{best:?}").replace(' ', ""), "{name}");
            let mut asked = 0;
            for pair in found[2].as_array().unwrap().iter().flat_map(|panel| panel.as_array().unwrap()) {
                let row = pair[0].as_u64().unwrap() as usize;
                let panel = &view.panels[shown.groups.of_row[row]];
                assert!(panel.scene.samples.iter().any(|sample| sample.row == row), "{name}: {row} is no sample");
                let (x, y) = (view.plane.x.values[row], view.plane.y.values[row]);
                match panel.surface.as_ref().and_then(|surface| surface.at(x, y)) {
                    Some(value) => assert!(close(pair[1].as_f64().unwrap(), value, 1e-9), "{name}: {row}"),
                    None => assert!(pair[1].as_f64().is_none_or(f64::is_nan), "{name}: {row}"),
                }
                asked += 1;
            }
            assert_eq!(asked, view.panels.iter().map(|panel| panel.scene.samples.len()).sum::<usize>(), "{name}");
        }
    }
}

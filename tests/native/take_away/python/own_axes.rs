//! The front on axes that the reader chose: the script's is the chart's. And failed checks, the last that decides.

use super::Table;
use crate::support::scripts::{Job, answers};
use crate::support::tables::close;
use isocost::data::bundled;
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::answer::columns::Columns;
use isocost::page::choice::filters::Choice;
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::ScatterView;
use isocost::page::tables::active_table::{Loaded, Provenance};
use isocost::page::tables::table_source::TableSource;
use isocost::page::take_away::python::{Topic, script};

#[test]
fn the_front_follows_the_charts_axes() {
    let loaded = Loaded::new(TableSource::of_dataset(bundled::LLM.dataset), Provenance::Own, bundled::LLM.table());
    let model = Table::saved(loaded, bundled::LLM.file());
    let encoder = Table::bundled(&bundled::TABLES[2]);
    let scored = "hw_type,vus,avg_latency_ms,throughput_req_per_sec,1B_cost,score\n\
                  a,1,100,10,50,0\na,2,110,18,30,-1\na,4,150,25,22,0\nb,1,90,11,25,3\nb,2,95,20,14,3\nb,4,140,27,,2\n";
    let scored = Table::written("scored.csv", scored);
    let cases = [
        (&model, "x=user50&y=outgpu"),
        (&model, "x=user50&y=cost"),
        (&model, "x=ttft99&y=tpot99&max_vus=64"),
        (&model, "x=userconc&y=tokgpu&max_avg_ms=9000"),
        (&encoder, "x=rate&y=p95"),
        (&encoder, "x=avg&hw_type=nvidia-t4"),
        (&encoder, "x=rate&y=cost&preset=notebook"),
        (&scored, "x=col:score&y=cost"),
        (&scored, "x=vus&y=cost"),
        (&scored, "x=p95&y=avg"),
        // Where something is demanded the bill is drawn, unless the reader says otherwise.
        (&encoder, "plan=200/s@730h"),
        (&encoder, "plan=2000/s@24h&max_p95_ms=400&latency=p95"),
        (&encoder, "plan=2000/s@730h&load_percent=100&spare=1&max_cost=900"),
        (&encoder, "plan=2000000000@72h"),
        (&encoder, "plan=200/s@730h&y=cost"),
        (&model, "plan=5000/s@730h&x=user50"),
    ];
    for (nth, (table, query)) in cases.iter().enumerate() {
        let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap());
        let choice = Choice::from_pairs(pairs);
        let shown = table.loaded.shown(&choice).unwrap();
        let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
        let basis = isocost::data::runs::table_facts::Basis::of(&shown.runs);
        let limits = choice.limits.limits(&shown.runs);
        let within = isocost::analysis::decide::slo::passing(&basis.measures(&shown.runs), &rows, &limits);
        let view = ScatterView::new(&shown, &within, &choice, &scatter_view::fixed(&shown, &choice));
        let Some(own) = &view.own else { panic!("{query}: the usual axes") };
        let text = script(&shown, &choice, Topic::Verdict);
        let wanted = "[front.index.tolist(), front['across'].tolist(), front['upwards'].tolist()]".to_owned();
        let job = Job { name: (*query).to_owned(), script: super::pointed_at(&text, &table.path), wanted };
        let found = &answers(&format!("own-axes-{nth}"), &[job])[0];
        let numbers =
            |at: usize| found[at].as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect::<Vec<_>>();
        let front: Vec<f64> = view.front_rows.iter().map(|&row| row as f64).collect();
        assert_eq!(numbers(0), front, "{query}\n{text}");
        for (at, &row) in view.front_rows.iter().enumerate() {
            let (x, y) = own.place(row);
            assert!(close(numbers(1)[at], x, 1e-9) && close(numbers(2)[at], y, 1e-9), "{query}: {row}");
        }
    }
}

/// Two runs of one cost and latency: the second has as many requests in flight as VUs.
#[test]
fn of_equal_runs_the_one_that_fails_fewer_checks() {
    let runs = "hw_type,vus,avg_latency_ms,p95_latency_ms,throughput_req_per_sec,1B_cost,total_requests,successful_requests\n\
                a,4,100,150,20,100,1000,1000\na,2,100,150,20,100,1000,1000\na,2,100,150,20,100,300,300\na,8,400,500,20,120,1000,1000\n";
    let table = Table::written("equal.csv", runs);
    let mut jobs = Vec::new();
    for query in ["", "plan=1M@24h", "preset=notebook"] {
        let choice = Choice::from_pairs(query.split('&').filter_map(|pair| pair.split_once('=')));
        let shown = table.loaded.shown(&choice).unwrap();
        assert_eq!(shown.runs.ranking().cheapest(&[0, 1, 2, 3]), Some(1));
        let text = script(&shown, &choice, Topic::Verdict);
        let wanted = "[cheapest.index[0], *(plan.index.tolist() if 'plan' in globals() else [])]".to_owned();
        jobs.push(Job { name: query.to_owned(), script: super::pointed_at(&text, &table.path), wanted });
    }
    for found in answers("failed-checks", &jobs) {
        assert!(found.as_array().unwrap().iter().all(|row| row == 1), "{found}");
    }
    // Where they decide nothing they are not written.
    let plain = Table::bundled(&bundled::TABLES[2]).case("", Topic::Verdict);
    assert!(!script(&plain.shown, &plain.choice, Topic::Verdict).contains("checks"));
}

/// Of equal bills the p95 decides as it is shown, halves rounded up as on the page, then the average; further digits decide
/// nothing. `60.25` and `60.3` are both 60.3; `9.995` is 9.99, as in binary it is less than it reads.
#[test]
fn of_equal_bills_a_p95_counts_as_it_is_shown() {
    let mut jobs = Vec::new();
    let tables = [
        (["60.25", "60.3"], ["40", "30"], 1),
        (["1405", "1410"], ["800", "700"], 1),
        (["1404", "1410"], ["800", "700"], 0),
        (["9.995", "10.0"], ["4", "3"], 0),
        (["1400.44", "1400.0"], ["800", "800"], 0),
    ];
    let tables = tables.map(|(p95, mean, row)| {
        let line = |at: usize, image: &str| format!("a,{image},4,{},{},20,100\n", mean[at], p95[at]);
        let header = "hw_type,image,vus,avg_latency_ms,p95_latency_ms,throughput_req_per_sec,1B_cost\n";
        (Table::written(&format!("shown-{}.csv", p95[0]), &[header, &line(0, "x"), &line(1, "y")].concat()), row)
    });
    for (table, row) in &tables {
        let choice = Choice::from_pairs([("plan", "5/s@730h")]);
        let shown = table.loaded.shown(&choice).unwrap();
        let basis = Basis::of(&shown.runs);
        let columns = Columns::of(&shown, &basis);
        let found = Asked::of(&choice).answered(&shown, &basis, &columns, &[0, 1]).found.expect("an answer");
        assert_eq!(found.best.row, *row, "{}", table.path);
        let text = script(&shown, &choice, Topic::Verdict);
        let wanted = "plan.index.tolist()".to_owned();
        jobs.push(Job { name: row.to_string(), script: super::pointed_at(&text, &table.path), wanted });
    }
    for (found, (_, row)) in answers("shown-p95", &jobs).iter().zip(&tables) {
        assert_eq!(found.as_array().unwrap().first().and_then(|row| row.as_u64()), Some(*row as u64), "{found}");
    }
}

//! Evidence as one table on the real tables: one state for each configuration that agrees with its grade, and what to run.

use super::{all, p95, real, up_to};
use crate::support::shown::{bundled, made_table};
use crate::support::tables::{number, table as columns_of, text};
use isocost::analysis::decide::answer::Demand;
use isocost::analysis::saturation::trend::Grade;
use isocost::data::bundled::{LLM, TABLES};
use isocost::data::runs::load::LoadAxis;
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::enough_vus::view::VusAxes;
use isocost::page::evidence::state::State;
use isocost::page::evidence::table::{EvidenceTable, around};
use isocost::page::evidence::table_words::heads;
use isocost::page::evidence::view::EvidenceView;
use isocost::page::rankings::next_runs::NextView;
use isocost::page::runs::one_run::OneRun;
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::verdict::view::VerdictView;
use isocost::page::words::conditions::conditions;

pub(super) fn asked(limits: &LimitChoice, demand: Demand) -> Asked {
    Asked { limits: limits.clone(), demand, ..Asked::default() }
}

pub(super) fn table(shown: &ActiveTable, rows: &[usize], asked: &Asked) -> (EvidenceTable, VerdictView, NextView) {
    let basis = Basis::of(&shown.runs);
    let verdict = VerdictView::new(shown, &basis, rows, asked);
    let groups = VusAxes::new(shown, &Choice::default()).groups;
    let passing = (rows, verdict.passing.as_slice());
    let view = EvidenceView::within(shown, &basis, &groups, passing);
    let next = NextView::new(shown, &basis, rows, passing.1, &asked.limits.limits(&shown.runs));
    let made = |view: EvidenceView| EvidenceTable::new(shown, &basis, &groups, passing, (view, &next, verdict.row));
    let table = made(view);
    // The page's own, which fits no laws, says the same.
    let graded = made(EvidenceView::graded(shown, &basis, &groups, passing));
    assert!(graded == EvidenceTable { view: graded.view.clone(), ..table.clone() });
    (table, verdict, next)
}

#[test]
fn each_configuration_of_the_real_tables_has_one_state() {
    // By state: still rising, cannot tell, recovers, flat, saturated.
    for (name, counts, first, title) in [
        (
            "vision-embedding",
            [0, 1, 0, 0, 5],
            6,
            "None of 6 configurations is known to gain from more load than was run. Of 1 it cannot be told, for noise or too few loads.",
        ),
        (
            "embedding",
            [0, 2, 3, 2, 0],
            7,
            "None of 7 configurations is known to gain from more load than was run. 3 end on a rise, and all 3 only recover \
             from a dip. Of 2 it cannot be told, for noise or too few loads.",
        ),
        (
            "classification",
            [0, 17, 0, 7, 4],
            6,
            "None of 28 configurations is known to gain from more load than was run. Of 17 it cannot be told, for noise or too few loads.",
        ),
    ] {
        let shown = real(name);
        let (table, verdict, _) = table(&shown, &all(&shown), &Asked::default());
        let of = |state: State| table.rows.iter().filter(|row| row.state == state).count();
        assert_eq!(State::ALL.map(of), counts, "{name}");
        assert_eq!((table.first, table.without, table.title.as_str()), (first, 0, title), "{name}");
        assert!(table.rows[0].is_answer && table.view.line(table.rows[0].group).unwrap().best == verdict.row, "{name}");
        assert_eq!(table.rows.iter().filter(|row| row.is_answer).count(), 1);
    }
    let shown = real("classification");
    let (table, ..) = table(&shown, &all(&shown), &Asked::default());
    assert_eq!(table.rest, "22 more configurations: 14 cannot tell, 5 flat, 3 saturated");
    assert_eq!(table.rows[0].name.whole(), "L4 · default · b64");
    assert_eq!((table.rows[0].tried_words(), table.rows[0].runs_words()), ("32–512".to_owned(), "12".to_owned()));
    assert_eq!(
        (table.rows[0].last_step_words(), table.rows[0].next_words()),
        ("−22.9%".to_owned(), "repeat 448".to_owned())
    );
    assert_eq!(table.rows[2].next_words(), "367; repeat 527");
    assert_eq!(table.rows[4].best_words(), ["827", "287"]);
    assert_eq!((table.name_parts.as_str(), heads(LoadAxis::Vus, false)[1]), ("image · batch", "req/s over concurrent"));
}

/// Under every limit and filter: the state is the grade's, what to run is told once, and every number is of the runs that pass.
#[test]
fn states_agree_with_grades_and_numbers_with_runs() {
    let mut repeats = 0;
    for data in TABLES.iter().chain([&LLM]) {
        let shown = bundled(data.dataset);
        let groups = VusAxes::new(&shown, &Choice::default()).groups;
        let looked = Choice::default().filter.rows(&shown.runs, &shown.batch_sizes);
        let few: Vec<usize> = up_to(&shown, 64.0).into_iter().filter(|row| looked.contains(row)).collect();
        for rows in [looked, few, Vec::new()] {
            for limits in [LimitChoice::default(), p95(250.0), p95(400.0), p95(1000.0), p95(1e-3)] {
                let (table, verdict, next) = table(&shown, &rows, &asked(&limits, Demand::None));
                assert_eq!(table.rows.len(), table.view.lines.len());
                let filtered: std::collections::BTreeSet<_> = rows.iter().map(|&row| groups.of_row[row]).collect();
                assert_eq!(table.without + table.rows.len(), filtered.len());
                let told: usize = table.rows.iter().map(|row| row.next.len()).sum();
                assert_eq!(told, next.lines.len(), "{}", data.title);
                repeats += table.rows.iter().filter(|row| row.next_words().contains("repeat ")).count();
                for row in &table.rows {
                    let line = table.view.line(row.group).unwrap();
                    let grades: &[State] = match line.grade {
                        Grade::Rises => &[State::Rising],
                        Grade::Flat => &[State::Flat],
                        Grade::Falls => &[State::Saturated],
                        Grade::CannotTell => &[State::CannotTell, State::Recovers],
                    };
                    assert!(grades.contains(&row.state), "{:?} {:?}", row.state, line.grade);
                    assert_eq!(row.state.is_enough(), matches!(line.grade, Grade::Flat | Grade::Falls));
                    let own = |row: &&usize| groups.of_row[**row] == Some(line.group);
                    assert_eq!(row.runs, verdict.passing.iter().filter(own).count());
                    assert_eq!(row.runs_filtered, rows.iter().filter(own).count());
                    let vus = rows.iter().filter(own).map(|&row| shown.runs.vus[row]);
                    let ends = vus
                        .fold((f64::INFINITY, 0.0), |(least, most): (f64, f64), vus| (least.min(vus), most.max(vus)));
                    assert_eq!(row.tried, Some(ends));
                    let best = line.best.unwrap();
                    assert_eq!(row.best_load, Some(shown.runs.vus[best]));
                    assert!(
                        row.spark.best.is_some()
                            && row
                                .spark
                                .points
                                .iter()
                                .all(|&(x, y)| { (-1e-9..=1.0 + 1e-9).contains(&x) && (0.0..=1.0).contains(&y) })
                    );
                }
                let shown_last = &table.rows[table.first..];
                assert!(shown_last.iter().all(|row| row.next.is_empty() && !row.is_answer));
                assert_eq!(table.rest.is_empty(), shown_last.is_empty());
            }
        }
    }
    assert!(repeats > 10, "{repeats}");
}

/// 200 requests per second at most 75 % of a machine: 267 of one L4; of two T4 133 each. Runs beyond the limit are hollow.
#[test]
fn what_is_needed_and_what_breaks_the_limit() {
    let shown = real("classification");
    let (rows, basis) = (all(&shown), Basis::of(&shown.runs));
    let asked = asked(&p95(400.0), Demand::Steady { units_per_sec: 200.0, hours: 730.0 });
    let (table, verdict, _) = table(&shown, &rows, &asked);
    let groups = VusAxes::new(&shown, &Choice::default()).groups;
    assert_eq!(groups.of_row[verdict.row.unwrap()], Some(table.rows[0].group), "the answer's is the first");
    for (hardware, needed) in
        [("L4", "267 req/s needed: 200 at 75% load"), ("T4", "133 req/s needed of each machine: 100 at 75% load")]
    {
        let row = table.rows.iter().find(|row| row.name.hardware == hardware).unwrap();
        let line = table.view.line(row.group).unwrap();
        let found = around(&shown, &basis, &groups, (&rows, &verdict.passing), (line, &asked));
        let (rate, words) = found.needed.unwrap();
        assert_eq!(words, needed);
        assert!((rate - if hardware == "L4" { 800.0 / 3.0 } else { 400.0 / 3.0 }).abs() < 1e-9);
        assert_eq!(found.beyond.repeats.iter().sum::<usize>(), row.runs_filtered - row.runs);
        let limit = shown.runs.p95_latency_ms.as_ref().unwrap();
        assert!(found.beyond.row.iter().all(|&row| limit[row] > 400.0));
    }
    let line = table.view.line(table.rows[0].group).unwrap();
    let none = around(&shown, &basis, &groups, (&rows, &rows), (line, &Asked::default()));
    assert!(none.needed.is_none() && none.beyond.load.is_empty());
    let choice = Choice { limits: asked.limits.clone(), ..Choice::default() };
    let passing = (rows.len(), verdict.passing.len());
    assert_eq!(conditions(&shown, &choice, passing), "p95 up to 400 ms, 130 of 246 runs");
    assert_eq!(conditions(&shown, &Choice::default(), (246, 246)), "246 runs");
}

/// Runs of one configuration: VUs, requests per second, average latency in ms.
pub(super) fn of_one(runs: &[[f64; 3]]) -> ActiveTable {
    let of = |column: usize| runs.iter().map(|run| run[column]).collect::<Vec<f64>>();
    made_table(columns_of(vec![
        text("hw_type", &vec![Some("h100"); runs.len()]),
        number("vus", &of(0)),
        number("throughput_req_per_sec", &of(1)),
        number("avg_latency_ms", &of(2)),
        number("1B_cost", &of(1).iter().map(|rate| 1e4 / rate).collect::<Vec<_>>()),
    ]))
}

/// A doubt beside a rise ends no rise: the title follows the states of the rows, under no limit and no filter and under both.
#[test]
fn the_title_follows_the_rows() {
    // Latency is twice that of Little's law, so that the numbers disagree.
    let runs = [4.0, 8.0, 16.0, 32.0].map(|vus: f64| [vus, 4.0 * vus.sqrt(), 2000.0 * vus / (4.0 * vus.sqrt())]);
    let shown = of_one(&runs);
    let titled = |rows: &[usize], limits: &LimitChoice| {
        let (table, ..) = table(&shown, rows, &asked(limits, Demand::None));
        assert_eq!((table.rows.len(), table.rows[0].state), (1, State::Rising));
        (table.title, table.rows[0].note.clone())
    };
    let open = "More load could be tried: throughput still rises.";
    assert_eq!(titled(&all(&shown), &LimitChoice::default()), (open.to_owned(), "numbers disagree".to_owned()));
    let told = "Enough load was tried. In 1 it rises up to the filters; more load was run.";
    assert_eq!(titled(&[0, 1, 2], &LimitChoice::default()), (told.to_owned(), "up to the filters".to_owned()));
    // 32 VUs take 2,828 ms.
    let limits = LimitChoice { max_avg_latency_ms: Some(2500.0), ..LimitChoice::default() };
    let told = "Enough load was tried. In 1 it rises up to the limits; more load was run and breaks them.";
    assert_eq!(titled(&all(&shown), &limits), (told.to_owned(), "up to the limits".to_owned()));
}

/// L4 · default · b32 within 400 ms: 807, 617 and 794 req/s at 129, 131 and 135 VUs. The last step is +28.7%, and no rise.
#[test]
fn a_rise_that_only_ends_a_dip_is_none() {
    let shown = real("classification");
    let (table, ..) = table(&shown, &all(&shown), &asked(&p95(400.0), Demand::None));
    let row = table.rows.iter().find(|row| row.name.whole() == "L4 · default · b32").unwrap();
    assert_eq!((row.state, row.last_step_words().as_str()), (State::Recovers, "+28.7%"));
    assert!(!table.view.rising().contains(&table.view.line(row.group).unwrap().best.unwrap()));
    let ends = table.rows.iter().filter(|row| row.state == State::Recovers).count();
    assert!(table.title.contains("recover"), "{ends}: {}", table.title);
}

/// The row, the row opened, the figures and the drawer of its best run have one verdict on a configuration.
#[test]
fn one_verdict_in_every_place() {
    let mut recovers = 0;
    for (name, limits) in [("embedding", LimitChoice::default()), ("classification", p95(400.0))] {
        let shown = std::sync::Arc::new(real(name));
        let (rows, basis) = (all(&shown), Basis::of(&shown.runs));
        let asked = asked(&limits, Demand::None);
        let (table, verdict, _) = table(&shown, &rows, &asked);
        let choice = Choice { limits, ..Choice::default() };
        for row in &table.rows {
            let line = table.view.line(row.group).unwrap();
            let words = row.state.words();
            assert!(line.cells[1].text.starts_with(&words.to_lowercase()), "{name}: {:?}, {words}", line.cells[1]);
            let best = line.best.unwrap();
            let one = OneRun::new(&shown, &basis, (&rows, &verdict.passing), &choice, best).unwrap();
            assert_eq!(one.evidence, words, "{name}: {}", row.full_name);
            let said = [one.evidence_words.join(" "), line.meaning.clone()];
            let of_a_dip = said.each_ref().map(|said| said.contains(" only recovers from a dip, to no more than"));
            assert_eq!(of_a_dip, [row.state == State::Recovers; 2], "{name}: {said:?}");
            recovers += usize::from(row.state == State::Recovers);
        }
    }
    assert!(recovers >= 4, "{recovers}");
}

//! The charts of the real tables as vectors, held against drawings that were looked at.

use std::sync::Arc;

use crate::support;
use crate::support::drawing::{self, frame, hold};
use isocost::analysis::decide::slo::{Limit, passing};
use isocost::chart::colour::css;
use isocost::chart::frame::Frame;
use isocost::chart::frame::window::Window;
use isocost::chart::interactive::Interactive;
use isocost::chart::scenes::scatter::strip::{Bar, STRIP_CSS};
use isocost::chart::theme;
use isocost::chart::theme::LIGHT;
use isocost::data::bundled;
use isocost::data::runs::table_facts::Basis;
use isocost::page::choice::filters::{Axes, Choice, Latency};
use isocost::page::scatter::moved_limit;
use isocost::page::scatter::moved_limit::{handle, movable};
use isocost::page::scatter::own_axes::GROUP_FRONTS_LABEL;
use isocost::page::scatter::stops::Move;
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::{Runs, ScatterView};
use isocost::page::tables::active_table::{ActiveTable, Bill};
use plotters::style::RGBColor;

const FRAME: Frame = frame(800.0, 480.0);

fn draw(dataset: &str, choice: &Choice, theme: &theme::Theme) -> String {
    let shown = support::bundled(dataset);
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    let view = ScatterView::new(&shown, &all, choice, &scatter_view::fixed(&shown, choice));
    drawing::draw(&*view.scene, &FRAME, theme)
}

#[test]
fn the_default_charts() {
    for table in bundled::TABLES {
        let name = table.title.to_lowercase().replace(' ', "-");
        hold(&name, &draw(table.dataset, &Choice::default(), &theme::LIGHT));
    }
}

#[test]
fn the_notebook_chart_and_the_logarithmic_dark_one() {
    let [vision, _, classification] = bundled::TABLES;
    let notebook = Choice { notebook: true, ..Choice::default() };
    hold("vision-embedding-notebook", &draw(vision.dataset, &notebook, &theme::LIGHT));
    let log = Choice { axes: Axes::Log, ..Choice::default() };
    hold("classification-log-dark", &draw(classification.dataset, &log, &theme::DARK));
}

/// How often a colour is used.
fn uses(svg: &str, colour: RGBColor) -> usize {
    svg.matches(&css(colour)).count()
}

#[test]
fn what_is_hidden_is_not_drawn() {
    let hide = |labels: &[&str]| {
        let hidden = labels.iter().map(|&label| label.to_owned()).collect();
        draw(bundled::TABLES[0].dataset, &Choice { hidden, ..Choice::default() }, &LIGHT)
    };
    let front = |svg: &str| svg.matches("stroke=\"#12161c\" stroke-width=\"1.5\"").count();
    let (all, no_front, no_star) = (hide(&[]), hide(&["Pareto front"]), hide(&["Cheapest run"]));
    assert_eq!([&all, &no_front, &no_star].map(|svg| front(svg)), [1, 0, 1]);
    assert_eq!([&all, &no_front, &no_star].map(|svg| uses(svg, LIGHT.accent)), [1, 1, 0]);
    // The marks go; the answer stays where it is.
    let no_marks = hide(&["nvidia-l4"]);
    assert_eq!((no_marks.matches("<circle").count(), uses(&no_marks, LIGHT.accent)), (0, 1));
}

#[test]
fn a_chart_without_a_single_run_is_still_a_chart() {
    let shown = support::shown::nth(0);
    let choice = Choice::default();
    let view = ScatterView::new(&shown, &[], &choice, &scatter_view::fixed(&shown, &choice));
    assert_eq!((view.scene.points.len(), view.cheapest_row), (0, None));
    let svg = drawing::draw(&*view.scene, &FRAME, &theme::LIGHT);
    assert!(svg.contains("Average latency, ms") && svg.contains("Cost, $ per 1M requests"));
}

/// The bundled language-model table on other axes, the runs of one workload.
fn on_axes(pairs: &[(&str, &str)], theme: &theme::Theme) -> String {
    let choice = Choice::from_pairs(pairs.iter().copied().chain([("workload", "1,024 in / 1,024 out tokens")]));
    let shown = Arc::new(support::bundled(bundled::LLM.dataset)).priced(&Bill::of(&choice));
    let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
    let view = ScatterView::new(&shown, &rows, &choice, &scatter_view::fixed(&shown, &choice));
    drawing::draw(&*view.scene, &FRAME, theme)
}

#[test]
fn fronts_as_steps_where_more_is_better_and_where_less_is() {
    hold("llm-tokens-per-gpu", &on_axes(&[("x", "user50"), ("y", "outgpu")], &theme::LIGHT));
    hold("llm-cost-over-users-dark", &on_axes(&[("x", "user50"), ("y", "cost")], &theme::DARK));
}

#[test]
fn fronts_are_hidden_one_kind_by_the_other() {
    let lines = |hide: &[(&str, &str)]| {
        let pairs: Vec<_> = [("x", "user50"), ("y", "outgpu")].into_iter().chain(hide.iter().copied()).collect();
        let svg = on_axes(&pairs, &LIGHT);
        // Lines in ink, and in the colour of the first hardware.
        ["#12161c", "#0072b2"].map(|colour| svg.matches(&format!("fill=\"none\" stroke=\"{colour}\"")).count())
    };
    let [all, groups] = lines(&[]);
    let [none, same] = lines(&[("hide", "Pareto front")]);
    assert!(all == 1 && none == 0 && groups > 1 && same == groups, "{all} {none} {groups} {same}");
    assert_eq!(lines(&[("hide", GROUP_FRONTS_LABEL)]), [1, 0]);
}

/// The classification table with a limit on p95.
fn limited(hide: &[&str]) -> (ScatterView, ScatterView) {
    let hidden = hide.iter().map(|label| ("hide", *label));
    let pairs = [("latency", "p95"), ("max_p95_ms", "400")];
    let choice = Choice::from_pairs(pairs.into_iter().chain(hidden));
    let shown = support::bundled(bundled::TABLES[2].dataset);
    let rows: Vec<usize> = (0..shown.runs.rows).collect();
    let basis = Basis::of(&shown.runs);
    let within = passing(&basis.measures(&shown.runs), &rows, &choice.limits.limits(&shown.runs));
    let answer = shown.runs.ranking().cheapest(&within);
    let fixed = scatter_view::fixed(&shown, &choice);
    let of = |rows: &[usize]| {
        ScatterView::of(&shown, Runs { rows, within: &within, answer, at_load: None }, &choice, &fixed)
    };
    (of(&rows), of(&within))
}

#[test]
fn runs_beyond_a_limit_are_faded_and_change_nothing_else() {
    let (view, alone) = limited(&[]);
    assert_eq!((view.scene.faded, view.scene.within().len()), (116, 130));
    assert_eq!(view.scene.within(), &alone.scene.points[..]);
    assert_eq!((&view.front_rows, view.cheapest_row), (&alone.front_rows, alone.cheapest_row));
    let limit = view.scene.limit.as_ref().expect("a limit on what is shown");
    assert_eq!((limit.at, &*limit.tag, &*limit.within, &*limit.out), (400.0, "≤ 400 ms", "130 runs in", "116 out"));
    let svg = drawing::draw(&*view.scene, &FRAME, &LIGHT);
    assert_eq!(svg.matches("fill-opacity=\"0.22\"").count(), 116);
    for text in ["≤ 400 ms", "130 runs in", "116 out"] {
        assert!(svg.contains(text), "{text}");
    }
    hold("classification-limited", &svg);
    hold("classification-limited-dark", &drawing::draw(&*view.scene, &FRAME, &theme::DARK));
}

#[test]
fn hiding_never_moves_the_answer() {
    let (view, _) = limited(&[]);
    let labels: Vec<&str> = view.legend.iter().map(|group| group.label.as_str()).collect();
    for hidden in [&labels[..1], &labels[1..], &labels[..]] {
        let (other, _) = limited(hidden);
        assert_eq!((other.cheapest_row, &other.scene.star), (view.cheapest_row, &view.scene.star), "{hidden:?}");
        assert!(other.scene.points.len() < view.scene.points.len());
    }
}

#[test]
fn the_front_runs_level_then_upright_and_ends_at_the_limit() {
    let (view, _) = limited(&[]);
    let steps = view.scene.steps.as_ref().expect("steps");
    let corners = steps.corners(&view.scene.points, &view.scene.front);
    // The cheapest within a latency, by looking at all of them.
    let lowest = |x: f64| {
        let within = view.scene.within().iter().filter(|point| point.x <= x);
        within.map(|point| point.y).fold(f64::INFINITY, f64::min)
    };
    assert!(corners.len() >= 5, "{corners:?}");
    for pair in corners.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        assert!(from.0 == to.0 || from.1 == to.1, "slanted: {from:?} to {to:?}");
        let middle = f64::midpoint(from.0, to.0);
        assert!(from.0 == to.0 || from.1 == lowest(middle), "{from:?} to {to:?}");
    }
    let first = view.scene.within().iter().map(|point| point.x).fold(f64::INFINITY, f64::min);
    assert_eq!(corners[0].0, first);
    let projection = view.scene.project(&FRAME, &LIGHT);
    let line = view.scene.front_line(&projection);
    let end = projection.to_css(400.0, corners.last().unwrap().1);
    assert_eq!(line.last(), Some(&end));
}

#[test]
fn the_strip_counts_every_run_where_the_axis_has_it() {
    let (view, _) = limited(&[]);
    let whole = view.scene.project(&FRAME, &LIGHT);
    let bars = view.scene.bars(&whole);
    assert_eq!(bars.iter().map(|bar| (bar.within, bar.out)).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1)), (130, 116));
    let edge = whole.x.fraction(400.0) * bars.len() as f64;
    for (nth, bar) in bars.iter().enumerate() {
        assert!(bar.within == 0 || nth as f64 <= edge, "bar {nth} is beyond the limit");
        assert!(bar.out == 0 || (nth + 1) as f64 >= edge, "bar {nth} is within the limit");
    }
    // The same axis when zoomed: the runs of its middle half, at any height.
    let window = Window { x: (0.25, 0.75), y: (0.0, 0.1) };
    let part = view.scene.project_part(&FRAME, &window, &LIGHT);
    let counted: usize = view.scene.bars(&part).iter().map(|bar| bar.within + bar.out).sum();
    let inside = |x: f64| (0.25..=0.75).contains(&whole.x.fraction(x));
    assert_eq!(counted, view.scene.points.iter().filter(|point| inside(point.x)).count());
    // Many runs are counted alike.
    let mut many = (*view.scene).clone();
    many.points = view.scene.points.iter().flat_map(|point| vec![*point; 5]).collect();
    many.faded *= 5;
    for projection in [&whole, &part] {
        let five: Vec<Bar> =
            view.scene.bars(projection).iter().map(|bar| Bar { within: bar.within * 5, out: bar.out * 5 }).collect();
        assert_eq!(many.bars(projection), five);
    }
    // Points without a place are in no bar, and there are bars without runs.
    let mut odd = (*view.scene).clone();
    odd.points.iter_mut().for_each(|point| point.x = [f64::NAN, -1.0, f64::INFINITY][point.row % 3]);
    assert!(odd.bars(&whole).iter().all(|bar| *bar == Bar::default()));
    // The notebook has no strip.
    let notebook = Choice { notebook: true, ..Choice::default() };
    let shown = support::bundled(bundled::TABLES[2].dataset);
    let drawn = ScatterView::new(&shown, &[0, 1], &notebook, &scatter_view::fixed(&shown, &notebook));
    assert_eq!((drawn.scene.titles.below_css, view.scene.titles.below_css), (0.0, STRIP_CSS));
}

/// The limit on the p95 latency, which is across, after a move among `rows`.
fn moved(shown: &ActiveTable, rows: &[usize], now: Option<f64>, by: Move) -> Option<f64> {
    let mut choice = Choice { latency: Latency::P95, ..Choice::default() };
    let view = ScatterView::new(shown, rows, &choice, &scatter_view::fixed(shown, &choice));
    choice.limits.set(Limit::P95Latency, now);
    moved_limit::moved(&view, shown, &mut choice, rows, by);
    choice.limits.get(Limit::P95Latency)
}

#[test]
fn keys_move_the_limit_by_one_run() {
    let shown = support::bundled(bundled::TABLES[2].dataset);
    let rows: Vec<usize> = (0..shown.runs.rows).collect();
    let choice = Choice::from_pairs([("latency", "p95"), ("max_p95_ms", "400")]);
    let view = ScatterView::new(&shown, &rows, &choice, &scatter_view::fixed(&shown, &choice));
    let p95 = shown.runs.p95_latency_ms.as_deref().expect("the table has p95");
    let by = |now: Option<f64>, by: Move| moved(&shown, &rows, now, by);
    let passing = |limit: f64| p95.iter().filter(|&&value| value <= limit).count();
    // One to the right lets more pass, one to the left fewer, and there and back again is the same.
    let (more, fewer) = (by(Some(400.0), Move::By(1)).unwrap(), by(Some(400.0), Move::By(-1)).unwrap());
    assert!(passing(fewer) <= passing(400.0) && fewer < 400.0 && passing(more) > passing(400.0), "{fewer} {more}");
    assert_eq!(by(Some(more), Move::By(-1)).and_then(|at| by(Some(at), Move::By(1))), Some(more));
    let (first, last) = (by(None, Move::First).unwrap(), by(None, Move::By(-1)).unwrap());
    assert_eq!((passing(first) >= 1, passing(last)), (true, 246));
    assert_eq!((by(Some(first), Move::By(-1)), by(Some(last), Move::By(1))), (Some(first), None));
    assert_eq!((by(Some(first), Move::By(-9)), by(Some(first), Move::By(i32::MAX))), (Some(first), None));
    assert_eq!(
        (by(Some(400.0), Move::Lift), by(None, Move::By(1)), by(Some(5.0), Move::By(0))),
        (None, None, Some(5.0))
    );
    // Below all runs the next is the first of them; among none there is no limit to move.
    assert_eq!((by(Some(1.0), Move::By(1)), by(Some(1.0), Move::By(-1))), (Some(first), Some(first)));
    assert_eq!(moved(&shown, &[], Some(5.0), Move::By(1)), None);
    let told = handle(&view, &shown, &choice, &rows).expect("a handle");
    assert_eq!((&*told.label, &*told.words, told.now), ("P95 latency at most", "400 ms", 400.0));
    assert_eq!((told.ends, handle(&view, &shown, &choice, &[])), ((first, last), None));
    assert_eq!(handle(&view, &shown, &Choice { notebook: true, ..choice }, &rows), None);
}

#[test]
fn a_moved_limit_admits_the_run_it_is_moved_to() {
    let shown = support::bundled(bundled::TABLES[2].dataset);
    let p95 = shown.runs.p95_latency_ms.as_deref().expect("the table has p95");
    let rows: Vec<usize> = (0..shown.runs.rows).collect();
    let (first, last) = rows.iter().fold((f64::INFINITY, 0.0f64), |(a, b), &row| (a.min(p95[row]), b.max(p95[row])));
    for &row in rows.iter().filter(|&&row| p95[row] < last) {
        let limit = moved(&shown, &rows, None, Move::To(p95[row])).expect("a limit");
        assert!(limit >= p95[row] && limit <= p95[row] * 1.01, "{limit} for {}", p95[row]);
    }
    // Before the first run it is that of the first, beyond the last it is lifted.
    let at = |x: f64| moved(&shown, &rows, None, Move::To(x));
    assert_eq!((at(0.0), at(-5.0)), (at(first), at(first)));
    assert_eq!((at(last * 1.01), at(f64::NAN), at(f64::INFINITY)), (None, None, None));
    assert_eq!(moved(&shown, &[], None, Move::To(100.0)), None);
    // Only a latency that is on the axis is moved, and not in the notebook's chart.
    let of = |pairs: &[(&str, &str)]| {
        let choice = Choice::from_pairs(pairs.iter().copied());
        let view = ScatterView::new(&shown, &rows, &choice, &scatter_view::fixed(&shown, &choice));
        assert_eq!(view.scene.movable, movable(&view, &shown, &choice).is_some(), "{pairs:?}");
        movable(&view, &shown, &choice).map(str::to_owned)
    };
    assert_eq!(of(&[]).as_deref(), Some("avg"));
    assert_eq!(of(&[("latency", "p95")]).as_deref(), Some("p95"));
    assert_eq!(of(&[("x", "p95"), ("y", "rate")]).as_deref(), Some("p95"));
    assert_eq!((of(&[("x", "rate"), ("y", "cost")]), of(&[("preset", "notebook")])), (None, None));
}

/// A further latency that is limited stands across with its line, which is moved as that of the usual ones.
#[test]
fn the_limit_on_a_further_latency_is_moved_as_well() {
    let shown = support::bundled(bundled::LLM.dataset);
    let rows: Vec<usize> = (0..shown.runs.rows).collect();
    let ttft = shown.runs.measure("ttft99").expect("the table has it");
    let view = |choice: &Choice| ScatterView::new(&shown, &rows, choice, &scatter_view::fixed(&shown, choice));
    let mut choice = Choice::from_pairs([("limit", "ttft99:500")]);
    let told = handle(&view(&choice), &shown, &choice, &rows).expect("a handle");
    assert_eq!((&*told.label, &*told.words, told.now), ("TTFT p99 at most", "500 ms", 500.0));
    assert!(view(&choice).scene.movable && view(&choice).scene.limit.is_some());
    let at = |choice: &Choice| choice.limits.others.get("ttft99").map(|bound| bound.at);
    let mut by = |by: Move| {
        moved_limit::moved(&view(&choice), &shown, &mut choice, &rows, by);
        (at(&choice), view(&choice).own.map(|own| own.x.measure.key.clone()))
    };
    let passing = |limit: f64| ttft.iter().filter(|&&value| value <= limit).count();
    let (more, across) = by(Move::By(1));
    let more = more.expect("a limit");
    assert!(more > 500.0 && passing(more) > passing(500.0) && passing(more) <= passing(500.0) + 2, "{more}");
    assert_eq!(across.as_deref(), Some("ttft99"));
    // Lifted it leaves the measure across, on which it can be set anew.
    assert_eq!(by(Move::Lift), (None, Some("ttft99".to_owned())));
    assert!(by(Move::First).0.is_some_and(|first| passing(first) >= 1));
    // What must be at least so much has no line to move.
    let choice = Choice::from_pairs([("limit", "ttft99:min:500"), ("x", "ttft99")]);
    assert_eq!((movable(&view(&choice), &shown, &choice), view(&choice).scene.movable), (None, false));
}

/// A chart as wide as a phone.
fn narrow(dataset: &str, choice: &Choice) -> String {
    let shown = support::bundled(dataset);
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    let view = ScatterView::new(&shown, &all, choice, &scatter_view::fixed(&shown, choice));
    drawing::draw(&*view.scene, &frame(330.0, 304.0), &LIGHT)
}

#[test]
fn on_a_phone_the_answer_hides_no_label_of_its_axis() {
    let svg = narrow(bundled::TABLES[0].dataset, &Choice::default());
    for label in [">500<", ">1,000<", ">1,500<", ">709.6 ms<"] {
        assert!(svg.contains(label), "{label} in {svg}");
    }
}

#[test]
fn on_a_phone_what_a_limit_leaves_stands_beside_the_title_of_the_axis() {
    let mut choice = Choice { latency: Latency::P95, ..Choice::default() };
    choice.limits.set(Limit::P95Latency, Some(400.0));
    let svg = narrow(bundled::TABLES[2].dataset, &choice);
    assert!(svg.contains(" runs in · "), "{svg}");
}

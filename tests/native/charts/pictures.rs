//! Saved pictures (SVG): every kind of chart of the real tables, with title, legend and caption, as the page saves it.
//!
//! With `ISOCOST_PICTURES=folder` all of them are written there, to be looked at.

use std::sync::Arc;

use crate::support::drawing::{self, frame};
use crate::support::shown::{all, nth};
use crate::support::xml::{Element, elements};
use isocost::analysis::decide::slo::{Limits, Screen};
use isocost::chart::frame::Frame;
use isocost::chart::frame::line_labels::is_stroke;
use isocost::chart::frame::projection::Scale;
use isocost::chart::interactive::Interactive;
use isocost::chart::painter::Painter;
use isocost::chart::picture::layout::{PLOT_CSS, Picture};
use isocost::chart::picture::legend::Legend;
use isocost::chart::picture::svg::{SvgBackend, UNITS};
use isocost::chart::scenes::contour::Isoline;
use isocost::chart::scenes::scatter::{Point, Scene};
use isocost::chart::theme::{DARK, LIGHT, Theme};
use isocost::data::runs::table_facts::Basis;
use isocost::page::checks::accuracy::AccuracyView;
use isocost::page::checks::quality::invalid_scene;
use isocost::page::choice::contour::Controls;
use isocost::page::choice::filters::Choice;
use isocost::page::compare::offer::{Compared, Offer};
use isocost::page::compare::view::{CompareLayout, CompareView};
use isocost::page::contour::limits::Kept;
use isocost::page::contour::view::ContourView;
use isocost::page::enough_vus::groups::VusGroups;
use isocost::page::enough_vus::view as vus_view;
use isocost::page::enough_vus::view::{Question, VusView};
use isocost::page::evidence::chart::{EvidenceChart, extents};
use isocost::page::evidence::view::EvidenceView;
use isocost::page::money::break_even::BreakEvenView;
use isocost::page::runs::response_shape::{ResponseView, shapes};
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::ScatterView;
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::take_away::file_names;
use isocost::page::words::legends;
use isocost::page::words::runs::run_name;

const DATE: &str = "2026-11-25";
const HOSTILE: &str = "</text></svg><script>alert('x')</script> & \"more\" \u{1}";

/// A chart as the page saves it.
fn svg(scene: &impl Interactive, picture: &Picture, theme: &Theme) -> String {
    let (width_css, height_css) = PLOT_CSS;
    let frame = Frame { width_css, height_css, pixel_ratio: 1.0 };
    let projection = scene.project(&frame, theme);
    let mut picture = picture.clone();
    picture.caption += &scene.left_out(&projection);
    let layout = picture.lay_out();
    let mut svg_backend = SvgBackend::new(layout.size_css);
    let mut painter = Painter::with_subpixels(&mut svg_backend, 1.0, UNITS);
    layout.draw(&mut painter, theme).unwrap();
    painter.set_origin(layout.plot);
    scene.draw(&mut painter, &frame, &projection, theme).unwrap();
    svg_backend.finish(&picture.title, &picture.caption)
}

/// The chart with its legend, drawn, read back and written where it can be looked at. It is well-formed, says what it has
/// to, lies within its edges, and holds nothing but shapes and text.
fn checked(name: &str, scene: &impl Interactive, title: &str, legend: Legend, theme: &Theme) -> Vec<Element> {
    let source = file_names::source(&nth(0), &[], DATE);
    let caption = "What it shows, in a sentence or two.".to_owned();
    let picture = Picture { title: title.to_owned(), legend, caption, source };
    let svg = svg(scene, &picture, theme);
    if let Some(folder) = std::env::var_os("ISOCOST_PICTURES") {
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.svg")), &svg).unwrap();
    }
    let found = elements(&svg);
    let (width, height) = (found[0].number("width"), found[0].number("height"));
    let texts: Vec<&str> = found.iter().filter(|element| element.name == "text").map(|e| e.text.as_str()).collect();
    for said in [title, &picture.source, &picture.caption] {
        assert!(texts.contains(&said), "{name} does not say {said}: {texts:?}");
    }
    for entry in &picture.legend.entries {
        assert!(texts.contains(&entry.label.as_str()), "{name} does not say {}: {texts:?}", entry.label);
    }
    // Every text of the chart alone is in the picture, too.
    let chart = drawing::draw(scene, &frame(800.0, 500.0), theme);
    for text in elements(&chart).iter().filter(|element| element.name == "text") {
        assert!(texts.contains(&text.text.as_str()), "{name} lacks {}: {texts:?}", text.text);
    }
    for element in &found {
        assert!(
            ["svg", "title", "desc", "rect", "path", "circle", "text"].contains(&element.name.as_str()),
            "{element:?}"
        );
        if let Some(path) = element.attributes.get("d") {
            let numbers: Vec<f64> = path.split(['M', 'L', ' ', 'Z']).filter_map(|number| number.parse().ok()).collect();
            let within = |pair: &[f64]| (0.0..=width).contains(&pair[0]) && (0.0..=height).contains(&pair[1]);
            assert!(
                numbers.len().is_multiple_of(2) && numbers.chunks(2).all(within),
                "{name}: {path} leaves the picture"
            );
        }
    }
    found
}

/// Marks as [`isocost::chart::marks::symbol::Symbol`] draws them, those of runs and others; each is one element.
fn symbols(found: &[Element]) -> usize {
    let is_mark = |e: &Element| {
        e.has("fill-opacity", "0.8") && e.has("stroke-opacity", "0.55")
            || e.has("fill-opacity", "0.85") && e.has("stroke-opacity", "0.85")
    };
    found.iter().filter(|element| is_mark(element)).count()
}

fn scatter(shown: &ActiveTable, rows: &[usize], choice: &Choice) -> ScatterView {
    ScatterView::new(shown, rows, choice, &scatter_view::fixed(shown, choice))
}

#[test]
fn cost_against_latency() {
    for (table, theme) in [(0, LIGHT), (1, DARK), (2, LIGHT)] {
        let shown = nth(table);
        for rows in [all(&shown), all(&shown)[..5].to_vec(), vec![0], vec![]] {
            let view = scatter(&shown, &rows, &Choice::default());
            let legend = legends::scatter(&view, &shown, &theme);
            let name = format!("scatter-{table}-{}", rows.len());
            let found = checked(&name, &*view.scene, "Cost against latency", legend, &theme);
            assert_eq!(symbols(&found), view.scene.points.len() + view.legend.len(), "{name}");
        }
    }
}

#[test]
fn hidden_groups_are_not_in_the_legend() {
    let shown = nth(2);
    let hidden = ["Pareto front", &shown.groups.labels[0]].map(str::to_owned).into_iter().collect();
    let view = scatter(&shown, &all(&shown), &Choice { hidden, ..Choice::default() });
    let legend = legends::scatter(&view, &shown, &LIGHT);
    let labels: Vec<&str> = legend.entries.iter().map(|entry| entry.label.as_str()).collect();
    // The other groups and the star; a small, a middle and a large batch size.
    assert_eq!(labels.len(), shown.groups.labels.len() + 3, "{labels:?}");
    assert!(!labels.contains(&"Pareto front") && !labels.contains(&shown.groups.labels[0].as_str()));
    let found = checked("scatter-hidden", &*view.scene, "Cost against latency", legend, &LIGHT);
    assert_eq!(symbols(&found), view.scene.points.len() + view.legend.len() - 1);
}

#[test]
fn contours() {
    for (table, theme) in [(0, LIGHT), (1, DARK), (2, LIGHT)] {
        let shown = nth(table);
        let view = ContourView::new(&shown, &all(&shown), false, Controls::default());
        for (at, panel) in view.panels.iter().enumerate() {
            let legend = legends::contour(&view, at, &theme);
            let bands = legend.ramp.as_ref().map_or(0, |ramp| ramp.colours.len());
            assert_eq!(bands, view.levels.len() + 1);
            let name = format!("contour-{table}-{at}");
            let found = checked(&name, &*panel.scene, "Cost over VUs and batch size", legend, &theme);
            // Each sample is a disc upon a larger one; of the legend two.
            let circles = found.iter().filter(|element| element.name == "circle").count();
            assert_eq!(circles, panel.scene.samples.len() * 2 + 2, "{name}");
            let opacity = theme.surface.line(0.0).3.to_string();
            let lines = found.iter().filter(|e| e.has("fill", "none") && e.has("stroke-opacity", &opacity)).count();
            let (width_css, height_css) = PLOT_CSS;
            let frame = Frame { width_css, height_css, pixel_ratio: 1.0 };
            let projection = panel.scene.project(&frame, &theme);
            let placed = |line: &Isoline| line.points.iter().map(|&(x, y)| projection.to_css(x, y)).collect::<Vec<_>>();
            let strokes = panel.scene.lines.iter().filter(|line| is_stroke(&placed(line))).count();
            assert!(strokes < 4, "{name}: {strokes}");
            assert_eq!(lines + strokes, panel.scene.lines.len(), "{name}");
        }
    }
}

#[test]
fn a_contour_under_limits() {
    let shown = nth(2);
    let (basis, rows) = (Basis::of(&shown.runs), all(&shown));
    let limits = Limits { max_p95_latency_ms: Some(250.0), ..Limits::default() };
    let within = Screen::new(&basis.measures(&shown.runs), &rows, &limits).passing;
    let kept = Kept::new(basis.measures(&shown.runs), &limits, &within);
    let view = ContourView::under(&shown, &rows, Some(&kept), false, Controls::default());
    for theme in [LIGHT, DARK] {
        let name = if theme == DARK { "contour-limited-dark" } else { "contour-limited" };
        let found =
            checked(name, &*view.panels[0].scene, "Cost under limits", legends::contour(&view, 0, &theme), &theme);
        assert!(found.iter().any(|element| element.text == "Breaks a limit"));
    }
}

#[test]
fn comparisons() {
    let shown = nth(2);
    let offer = Arc::new(Offer::of(&shown));
    for (compared, theme) in [(Compared::Image, LIGHT), (Compared::Hardware, DARK)] {
        let fixed = Arc::new(CompareLayout::new(&shown, &offer, compared));
        let view = CompareView::new(&shown, &all(&shown), &fixed);
        let legend = legends::bubbles(&fixed, &theme);
        let marks = fixed.values.len() + usize::from(fixed.ties);
        let title = format!("Cheapest {} with all else equal", compared.noun());
        let found = checked(&format!("bubbles-{}", compared.noun()), &*view.scenes[0], &title, legend, &theme);
        assert_eq!(symbols(&found), view.scenes[0].bubbles.len() + marks);
    }
}

#[test]
fn lines() {
    let (vision, classification) = (nth(0), nth(2));
    let groups = VusGroups::configurations(&vision);
    let rows = all(&vision);
    let view = EvidenceView::within(&vision, &Basis::of(&vision.runs), &groups, (&rows, &rows));
    let line = &view.lines[0];
    for (scale, theme) in [(Scale::Log, LIGHT), (Scale::Linear, DARK)] {
        let chart = EvidenceChart::new(&vision, line, extents(&vision, &groups, line), scale);
        let name = if theme == DARK { "evidence-dark" } else { "evidence" };
        let found =
            checked(name, &*chart.scene, "Throughput over VUs", legends::evidence(&chart.legend, &theme), &theme);
        assert_eq!(symbols(&found), line.evidence.curve.load.len() + 1);
    }
    let fixed = vus_view::VusAxes::new(&vision, &Choice::default());
    let view = VusView::new(&vision, &rows, &fixed, Question { limit: Some(2.0), least_gain: 0.02 });
    let chart = view.charts.first().expect("up to two VUs throughput rises");
    let found = checked("vus", &*chart.scene, "Throughput over VUs, one group", Legend::default(), &DARK);
    assert_eq!(symbols(&found), chart.scene.lines[0].points.len());
    let rows = all(&classification);
    let pairs = classification.runs.price_of_row();
    let view = BreakEvenView::new(&classification, &pairs, &rows, &Choice::default());
    let names = view.key.iter().map(|(row, prices)| format!("{prices}: {}", run_name(&classification, *row)));
    let legend = legends::lines(&view.scene.as_ref().unwrap().lines, names, &LIGHT);
    assert_eq!(legend.entries.len(), 2);
    checked("break-even", view.scene.as_deref().unwrap(), "Lowest cost over the price", legend, &LIGHT);
}

#[test]
fn histograms_and_a_density() {
    let (vision, classification) = (nth(0), nth(2));
    let view = ResponseView::new(&shapes(&vision)[0], &all(&vision), 50, false);
    let found = checked("response", &*view.scene, "Response shape", legends::series(&view.labels), &LIGHT);
    // A bar whose outline is dashed is one element, and its dashes are others.
    let bars = found.iter().filter(|element| element.has("fill-opacity", "0.45")).count();
    assert_eq!(bars, view.scene.bars().count() + view.labels.len());
    let scene = invalid_scene(&vision, &all(&vision), true).unwrap();
    checked("invalid-dark", &*scene, "Invalid responses", Legend::default(), &DARK);
    let scene = AccuracyView::new(&classification, &all(&classification)).unwrap().scene.unwrap();
    for theme in [LIGHT, DARK] {
        let name = if theme == DARK { "density-dark" } else { "density" };
        let found = checked(name, &*scene, "Density of the accuracies", legends::density(&theme), &theme);
        let outliers = scene.rug.iter().filter(|stroke| stroke.outlier).count();
        assert_eq!(found.iter().filter(|element| element.name == "circle").count(), outliers + 1);
    }
}

#[test]
fn labels_from_data_stay_text() {
    let shown = nth(0);
    let view = scatter(&shown, &all(&shown), &Choice::default());
    let mut scene = Scene::clone(&view.scene);
    scene.titles.x = HOSTILE.to_owned();
    let mut legend = legends::scatter(&view, &shown, &LIGHT);
    legend.entries[0].label = HOSTILE.to_owned();
    let picture =
        Picture { title: HOSTILE.to_owned(), legend, caption: HOSTILE.to_owned(), source: HOSTILE.to_owned() };
    let svg = svg(&scene, &picture, &LIGHT);
    let found = elements(&svg);
    let said = HOSTILE.replace('\u{1}', "\u{fffd}");
    let says = |name: &str| found.iter().filter(|element| element.name == name && element.text == said).count();
    // Title, legend, axis, caption and source, as they are; and the name and the description of the file.
    assert_eq!((says("text"), says("title"), says("desc")), (5, 1, 1));
    assert!(found.iter().all(|element| element.name != "script"));
}

/// `count` points, no two on one spot.
fn cloud(count: usize) -> Scene {
    let shown = nth(0);
    let view = scatter(&shown, &all(&shown), &Choice::default());
    let mut scene = Scene::clone(&view.scene);
    let (x, y) = (scene.x, scene.y);
    let share = |nth: usize, step: f64| (nth as f64 * step).fract() * 0.98 + 0.01;
    let point = |nth: usize| Point {
        row: nth,
        x: x.at(share(nth, 0.618_033_988_749_894_9)),
        y: y.at(share(nth, 0.414_213_562_373_095_1)),
        ..view.scene.points[0]
    };
    scene.points = (0..count).map(point).collect();
    (scene.front, scene.star) = (vec![0], None);
    scene
}

#[test]
fn many_points_are_all_drawn_and_very_many_are_thinned_and_it_is_said() {
    for count in [4_001, 20_000] {
        let found = elements(&svg(&cloud(count), &Picture::default(), &LIGHT));
        assert_eq!(symbols(&found), count);
        assert!(found.iter().all(|element| !element.text.contains("uppermost")));
    }
    let svg = svg(&cloud(300_000), &Picture::default(), &LIGHT);
    let found = elements(&svg);
    let marks = symbols(&found);
    assert!((5_000..=20_000).contains(&marks), "{marks}");
    assert!(svg.len() < 3_000_000, "{} bytes", svg.len());
    let said = found.iter().find(|element| element.text.contains("uppermost")).unwrap();
    let said_marks = said.text.split(' ').next().unwrap().replace(',', "");
    assert_eq!(said_marks, marks.to_string(), "{}", said.text);
    assert!(said.text.contains("of 300,000 marks"), "{}", said.text);
}

#[test]
fn saved_picture_golden() {
    let shown = nth(0);
    let view = scatter(&shown, &all(&shown), &Choice::default());
    let picture = Picture {
        title: "Cost against latency".to_owned(),
        legend: legends::scatter(&view, &shown, &LIGHT),
        caption: "30 runs by cost and average latency.".to_owned(),
        source: file_names::source(&shown, &[], DATE),
    };
    assert_eq!(
        picture.source,
        "derek-thomas/vision-embedding-ie-optimization · the copy bundled with Isocost · 2026-11-25 · Isocost"
    );
    drawing::hold("picture", &svg(&*view.scene, &picture, &LIGHT));
    let scene = invalid_scene(&shown, &all(&shown), true).unwrap();
    drawing::hold(
        "picture-plain-dark",
        &svg(&*scene, &Picture { title: "Plain".to_owned(), ..Picture::default() }, &DARK),
    );
}

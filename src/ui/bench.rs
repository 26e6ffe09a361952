//! What the bench beside the peers calls: the page's own decoder, analysis and charts, part by part.
//!
//! `tools/bench/bench-dist.mjs` builds it beside a copy of the page; no shipped page holds it.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Float64Array, Int32Array, Object, Reflect, Uint8Array, Uint32Array};
use leptos::prelude::document;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::analysis::decide::pareto;
use crate::analysis::saturation::monotonic;
use crate::analysis::stats::extent::Extent;
use crate::analysis::stats::percentile;
use crate::analysis::stats::percentile::linspace;
use crate::analysis::surface::isolines::{Line, contours, outline};
use crate::analysis::surface::triangulation::{Duplicates, Tin};
use crate::chart::frame::Frame;
use crate::chart::frame::axes::Titles;
use crate::chart::frame::projection::{Axis, Scale};
use crate::chart::interactive::Interactive;
use crate::chart::scenes::contour;
use crate::chart::scenes::contour::{Isoline, Layer};
use crate::chart::theme;
use crate::data::error::DecodeError;
use crate::data::limits::Limits;
use crate::data::parquet::decode_columns;
use crate::data::parquet::footer::Footer;
use crate::data::parquet::source;
use crate::data::runs::filter::Filter;
use crate::data::table::Table;

use super::chart::canvas;
use crate::page::choice::filters::{Axes, Choice};
use crate::page::scatter::view as scatter_view;
use crate::page::scatter::view::ScatterView;
use crate::page::tables::active_table::{ActiveTable, Loaded, Provenance};
use crate::page::tables::table_source::TableSource;

/// Where the calls stand, on the global object.
const ENTRY: &str = "__isocost_bench";
/// The six columns of the peers' shorter case.
const FEW: [&str; 6] = ["avg_latency_ms", "1B_cost", "throughput_req_per_sec", "hw_type", "batch_size", "vus"];
/// As large as the peers' charts.
const FRAME: Frame = Frame { width_css: 900.0, height_css: 560.0, pixel_ratio: 1.0 };
/// The nodes of the peers' grid along each side.
const GRID: usize = 100;

/// Puts the calls on the global object.
pub fn start() {
    console_error_panic_hook::set_once();
    let calls = Object::new();
    let put = |name: &str, call: JsValue| set(&calls, name, &call);
    put("decode", Closure::<dyn Fn(Uint8Array, JsValue) -> JsValue>::new(decode).into_js_value());
    put("pareto", Closure::<dyn Fn(Float64Array, Float64Array) -> JsValue>::new(front).into_js_value());
    put("monotonic", Closure::<dyn Fn(Int32Array, Int32Array, Float64Array) -> f64>::new(rising).into_js_value());
    put("percentiles", Closure::<dyn Fn(Float64Array, Float64Array) -> JsValue>::new(percentiles).into_js_value());
    let grid = Closure::<dyn Fn(Float64Array, Float64Array, Float64Array, JsValue) -> JsValue>::new(grid);
    put("grid", grid.into_js_value());
    let loaded: Rc<RefCell<Option<Chart>>> = Rc::default();
    let load = {
        let loaded = Rc::clone(&loaded);
        Closure::<dyn Fn(Uint8Array)>::new(move |file: Uint8Array| *loaded.borrow_mut() = Chart::of(&file))
    };
    put("load", load.into_js_value());
    let draw = {
        let loaded = Rc::clone(&loaded);
        Closure::<dyn Fn() -> f64>::new(move || loaded.borrow().as_ref().map_or(0.0, Chart::draw_all))
    };
    put("draw", draw.into_js_value());
    let step = move |max_vus: f64| loaded.borrow().as_ref().map_or(JsValue::NULL, |chart| chart.step(max_vus));
    put("step", Closure::<dyn Fn(f64) -> JsValue>::new(step).into_js_value());
    set(&js_sys::global(), ENTRY, &calls);
}

fn set(object: &Object, name: &str, value: &JsValue) {
    Reflect::set(object, &name.into(), value).ok();
}

fn answer(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    fields.iter().for_each(|(name, value)| set(&object, name, value));
    object.into()
}

/// Decodes a file as the reader does.
fn read(file: &Uint8Array, few: bool) -> Result<Table, DecodeError> {
    let (file, limits) = (bytes::Bytes::from(file.to_vec()), Limits::default());
    let footer = Footer::of_file(&file, &limits)?;
    let selection = footer.select(few.then_some(&FEW), None);
    decode_columns(&footer, &selection, &|at, length| source::slice(&file, at, length), &limits)
}

fn decode(file: Uint8Array, columns: JsValue) -> JsValue {
    match read(&file, columns.as_string().as_deref() == Some("few")) {
        Ok(table) => {
            let of = |name: &str| table.columns.iter().find(|column| column.name == name)?.numbers();
            let sum = |name: &str| JsValue::from(of(name).map_or(f64::NAN, |numbers| numbers.iter().sum::<f64>()));
            let (rows, columns) = (table.rows as u32, table.columns.len() as u32);
            answer(&[
                ("rows", rows.into()),
                ("columns", columns.into()),
                ("sum_cost", sum("1B_cost")),
                ("sum_vus", sum("vus")),
            ])
        }
        Err(error) => answer(&[("error", error.to_string().into())]),
    }
}

fn front(x: Float64Array, y: Float64Array) -> JsValue {
    let rows: Vec<u32> = pareto::front_strict(&x.to_vec(), &y.to_vec()).into_iter().map(|row| row as u32).collect();
    Uint32Array::from(rows.as_slice()).into()
}

/// How many groups never fall, as the section on VUs counts them.
fn rising(group: Int32Array, vus: Int32Array, throughput: Float64Array) -> f64 {
    let (group, vus, throughput) = (group.to_vec(), vus.to_vec(), throughput.to_vec());
    let groups: Vec<Option<usize>> = group.into_iter().map(|group| usize::try_from(group).ok()).collect();
    let vus: Vec<f64> = vus.into_iter().map(f64::from).collect();
    let all: Vec<usize> = (0..groups.len()).collect();
    let rises = |rows: &[usize]| {
        let sorted = monotonic::by_vus(&vus, rows);
        monotonic::is_monotonic(sorted.iter().map(|&row| throughput[row]))
    };
    monotonic::grouped(&groups, &all).iter().filter(|(_, rows)| rises(rows)).count() as f64
}

fn percentiles(values: Float64Array, percents: Float64Array) -> JsValue {
    let found = percentile::percentiles(&values.to_vec(), &percents.to_vec());
    Float64Array::from(found.as_slice()).into()
}

/// A table on a chart.
struct Chart {
    shown: ActiveTable,
    choice: Choice,
    fixed: scatter_view::ScatterAxes,
    all: ScatterView,
    canvas: HtmlCanvasElement,
}

impl Chart {
    fn of(file: &Uint8Array) -> Option<Self> {
        let table = read(file, true).ok()?;
        let choice = Choice { axes: Axes::Log, ..Choice::default() };
        let shown = Loaded::new(TableSource::of_dataset("made/up"), Provenance::Computer, table).shown(&choice).ok()?;
        let fixed = scatter_view::fixed(&shown, &choice);
        let rows: Vec<usize> = (0..shown.runs.rows).collect();
        let all = ScatterView::new(&shown, &rows, &choice, &fixed);
        Some(Self { canvas: canvas()?, shown, choice, fixed, all })
    }

    fn draw_all(&self) -> f64 {
        draw(&self.canvas, &*self.all.scene);
        self.all.scene.points.len() as f64
    }

    /// One move of the slider, from its value to the pixels.
    fn step(&self, max_vus: f64) -> JsValue {
        let filter = Filter { max_vus: Some(max_vus), ..Filter::default() };
        let rows = filter.rows(&self.shown.runs, &self.shown.batch_sizes);
        let view = ScatterView::new(&self.shown, &rows, &self.choice, &self.fixed);
        draw(&self.canvas, &*view.scene);
        let count = |count: usize| JsValue::from(count as u32);
        answer(&[("points", count(view.scene.points.len())), ("pareto", count(view.front_rows.len()))])
    }
}

/// Linear interpolation on a grid and lines of equal value on that, drawn.
fn grid(x: Float64Array, y: Float64Array, z: Float64Array, levels: JsValue) -> JsValue {
    let (x, y, z) = (x.to_vec(), y.to_vec(), z.to_vec());
    let levels: Vec<f64> = Array::from(&levels).iter().filter_map(|level| level.as_f64()).collect();
    let axis = |values: &[f64]| Extent::of(values.iter().copied());
    let start = now();
    let tin = Tin::new(&x, &y, &z, Duplicates::First);
    let triangulated = now();
    let (Some(tin), Some(wide), Some(high)) = (tin, axis(&x), axis(&y)) else { return JsValue::NULL };
    let (xs, ys) = (linspace(wide.min, wide.max, GRID), linspace(high.min, high.max, GRID));
    let values = tin.sample(&xs, &ys);
    let sampled = now();
    let Some(mesh) = Tin::of_grid(&xs, &ys, &values) else { return JsValue::NULL };
    let share = |at: usize| at as f64 / levels.len() as f64;
    let mut layers = vec![Layer { loops: outline(&mesh).loops, fraction: 0.0 }];
    let mut lines = Vec::new();
    for (at, contour) in contours(&mesh, &levels).into_iter().enumerate() {
        layers.push(Layer { loops: contour.region.loops, fraction: share(at + 1) });
        lines.extend(contour.lines.into_iter().map(|Line { mut points, closed }| {
            points.extend_from_within(..usize::from(closed));
            Isoline { points, label: String::new(), fraction: share(at) }
        }));
    }
    let scene = contour::Scene {
        layers,
        excluded: Vec::new(),
        lines,
        samples: Vec::new(),
        best: None,
        x: Axis::exact(Some(wide), Scale::Linear),
        y: Axis::exact(Some(high), Scale::Linear),
        titles: Titles { x: "x".to_owned(), y: "y".to_owned(), ..Titles::default() },
    };
    let contoured = now();
    if let Some(canvas) = canvas() {
        draw(&canvas, &scene);
    }
    let parts = [
        ("triangulate_ms", triangulated - start),
        ("interpolate_ms", sampled - triangulated),
        ("contour_ms", contoured - sampled),
        ("draw_ms", now() - contoured),
    ];
    let parts = parts.map(|(name, ms)| (name, JsValue::from(Array::of1(&ms.into()))));
    let rings = JsValue::from(scene.lines.len() as u32);
    answer(&[("z", Float64Array::from(values.as_slice()).into()), ("rings", rings), ("parts", answer(&parts))])
}

fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

/// The canvas of the bench, in front of the page.
fn canvas() -> Option<HtmlCanvasElement> {
    const ID: &str = "isocost-bench";
    if let Some(there) = document().get_element_by_id(ID) {
        return there.dyn_into().ok();
    }
    let canvas = document().create_element("canvas").ok()?.unchecked_into::<HtmlCanvasElement>();
    canvas.set_id(ID);
    // As a property: the page's policy refuses the attribute.
    canvas.style().set_css_text("position:fixed;inset:0 auto auto 0;z-index:9;background:#fff");
    document().body()?.append_child(&canvas).ok()?;
    Some(canvas)
}

/// Draws, and reads one pixel back, or the raster would come after the time is taken.
fn draw(canvas: &HtmlCanvasElement, scene: &impl Interactive) {
    let projection = scene.project(&FRAME, &theme::LIGHT);
    canvas::paint(canvas, &FRAME, &|painter, frame| {
        if let Err(error) = scene.draw(painter, frame, &projection, &theme::LIGHT) {
            leptos::logging::error!("{error}");
        }
    });
    if let Some(context) = canvas::context(canvas) {
        context.get_image_data(0.0, 0.0, 1.0, 1.0).ok();
    }
}

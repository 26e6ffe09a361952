//! The cost-latency chart: what is on it, and how a reader gets at each run.

use crate::harness::stage::{CLASSIFICATION, Stage, VISION, id};
use crate::harness::{project, run};
use crate::open::anything::pick;
use serde_json::Value;

/// The slowest run of the vision table, and its average latency.
const SLOWEST: (usize, f64) = (23, 1825.73046875);
/// The cheapest.
const CHEAPEST: (usize, f64) = (12, 709.5548172757);
/// The fastest.
const FASTEST: (usize, f64) = (10, 242.0276243094);

/// The canvas's opaque pixels, counted: distinct colours, those of the answer's star, those of the first hardware, in the
/// light and in the dark.
pub const PIXELS: &str = "(() => {
    const canvas = document.querySelector('[data-testid=scatter] canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const like = (colours) => (r, g, b) =>
        colours.some(([x, y, z]) => Math.abs(r - x) + Math.abs(g - y) + Math.abs(b - z) < 45);
    const isStar = like([[75, 63, 206], [169, 161, 255]]), isMark = like([[0, 114, 178], [86, 180, 233], [38, 135, 190], [76, 157, 202]]);
    const colours = new Set(); let star = 0, marks = 0;
    for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3] < 128) continue;
        const [r, g, b] = data.subarray(i, i + 3);
        colours.add(r << 16 | g << 8 | b);
        star += isStar(r, g, b);
        marks += isMark(r, g, b);
    }
    return [colours.size, star, marks];
})()";

async fn assert_is_painted(stage: &Stage) {
    let pixels: Vec<usize> = stage.tab.eval(PIXELS).await;
    let [colours, star, marks] = pixels[..] else { panic!("three counts, not {pixels:?}") };
    assert!(colours > 50, "only {colours} colours on the canvas");
    assert!(star > 20, "only {star} pixels of the star");
    assert!(marks > 100, "only {marks} pixels in the colour of the hardware");
}

async fn draws(stage: &Stage) -> usize {
    stage.tab.attr(&id("scatter"), "data-draws").await.and_then(|draws| draws.parse().ok()).expect("draws are counted")
}

/// Puts the keyboard on the chart and the marker on its first run.
async fn go_home(stage: &Stage) {
    stage.focus(&id("scatter")).await;
    stage.tab.press("Home").await;
}

async fn row_is(stage: &Stage, row: usize) {
    stage.attr_is(&id("tooltip"), "data-row", &row.to_string()).await;
}

/// The middle of the marker, relative to the viewport.
async fn marker(stage: &Stage) -> (f64, f64) {
    stage.frames().await;
    let middle: Vec<f64> = stage
        .tab
        .eval(format!(
            "(() => {{ const box = document.querySelector('{}').getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height / 2]; }})()",
            id("scatter-marker")
        ))
        .await;
    (middle[0], middle[1])
}

/// Walks by keyboard until the marker is on `row`, and says where that is.
pub async fn place_of(stage: &Stage, row: usize) -> (f64, f64) {
    go_home(stage).await;
    for _ in 0..stage.points().await {
        stage.frames().await;
        if stage.tab.attr(&id("tooltip"), "data-row").await == Some(row.to_string()) {
            return marker(stage).await;
        }
        stage.tab.press("ArrowRight").await;
    }
    panic!("the keyboard never came to run {row}");
}

#[test]
fn the_notebooks_front_is_reproduced() {
    run(async {
        let golden =
            std::fs::read_to_string(project("tests/golden/vision-embedding.json")).expect("the golden answers");
        let golden: Value = serde_json::from_str(&golden).expect("JSON");
        let front = golden["scatter"]["pareto_rows"].as_array().expect("a list of rows");
        let front: Vec<String> = front.iter().map(Value::to_string).collect();
        let stage = Stage::showing(VISION, "&preset=notebook").await;
        stage.points_are(30).await;
        stage.attr_is(&id("scatter"), "data-front", &front.join(",")).await;
        stage.attr_is(&id("scatter"), "data-min-row", &golden["scatter"]["min_row"].to_string()).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_canvas_shows_marks_front_and_star() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        assert_is_painted(&stage).await;
        assert_eq!((stage.tab.count(&id("size-key")).await, stage.tab.count(&id("colour-bar")).await), (1, 0));
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_keyboard_goes_from_fast_to_slow() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        go_home(&stage).await;
        row_is(&stage, FASTEST.0).await;
        for (key, row) in
            [("ArrowRight", 5), ("ArrowRight", 15), ("ArrowLeft", 5), ("End", SLOWEST.0), ("ArrowLeft", 18)]
        {
            stage.tab.press(key).await;
            row_is(&stage, row).await;
        }
        let text = stage.tab.text(&id("tooltip")).await.to_lowercase();
        for word in ["vus", "batch size", "throughput", "latency", "cost"] {
            assert!(text.contains(word), "the tooltip does not speak of {word}: {text}");
        }
        stage.tab.press("Escape").await;
        stage.tab.wait_for(format!("!document.querySelector('{}')", id("tooltip"))).await;
    });
}

#[test]
fn the_mouse_finds_what_the_keyboard_found() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        let (x, y) = place_of(&stage, CHEAPEST.0).await;
        stage.tab.press("End").await;
        row_is(&stage, SLOWEST.0).await;
        stage.tab.hover_at(x + 2.0, y - 2.0).await;
        row_is(&stage, CHEAPEST.0).await;
        let (marked_x, marked_y) = marker(&stage).await;
        assert!((marked_x - x).abs() < 0.6 && (marked_y - y).abs() < 0.6, "the marker is not on the run");
        stage.tab.hover(&id("source-line")).await;
        stage.tab.wait_for(format!("!document.querySelector('{}')", id("tooltip"))).await;
    });
}

#[test]
fn hover_does_not_repaint_the_canvas() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        let (x, y) = place_of(&stage, CHEAPEST.0).await;
        let before = draws(&stage).await;
        for step in 0..10 {
            stage.tab.hover_at(x + f64::from(step), y).await;
        }
        stage.tab.press("End").await;
        row_is(&stage, SLOWEST.0).await;
        stage.frames().await;
        assert_eq!(draws(&stage).await, before);
    });
}

/// How far along the way from the fastest to the slowest run the cheapest one is marked.
async fn fraction(stage: &Stage) -> f64 {
    let (fastest, cheapest) = (place_of(stage, FASTEST.0).await, place_of(stage, CHEAPEST.0).await);
    let slowest = place_of(stage, SLOWEST.0).await;
    (cheapest.0 - fastest.0) / (slowest.0 - fastest.0)
}

#[test]
fn runs_stand_where_the_axes_say() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.tab.click("input[name=axes][value=linear]").await;
        stage.frames().await;
        let linear = (CHEAPEST.1 - FASTEST.1) / (SLOWEST.1 - FASTEST.1);
        assert!((fraction(&stage).await - linear).abs() < 0.005);
        stage.tab.click("input[name=axes][value=log]").await;
        stage.frames().await;
        let log = (CHEAPEST.1 / FASTEST.1).ln() / (SLOWEST.1 / FASTEST.1).ln();
        assert!((fraction(&stage).await - log).abs() < 0.005);
        stage.tab.assert_no_errors().await;
    });
}

/// Clicks with the shift key held.
async fn shift_click(stage: &Stage, selector: &str) {
    let click = format!(
        "document.querySelector('{selector}').dispatchEvent(new MouseEvent('click', {{ bubbles: true, shiftKey: true }}))"
    );
    stage.tab.eval::<bool>(click).await;
}

#[test]
fn the_legend_takes_groups_off_and_puts_them_back() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        stage.points_are(246).await;
        let answer = stage.tab.attr(&id("scatter"), "data-min-row").await;
        let buttons = format!("{} button", id("legend"));
        assert_eq!(stage.tab.count(&buttons).await, 4, "one for each hardware and image");
        let mut left = 246;
        for nth in 1..=4 {
            let button = format!("{buttons}:nth-of-type({nth})");
            stage.attr_is(&button, "aria-pressed", "true").await;
            shift_click(&stage, &button).await;
            stage.attr_is(&button, "aria-pressed", "false").await;
            stage.frames().await;
            let now = stage.points().await;
            assert!([78, 80, 46, 42].contains(&(left - now)), "{} runs went with group {nth}", left - now);
            left = now;
            assert_eq!(stage.tab.attr(&id("scatter"), "data-min-row").await, answer, "the answer moved");
        }
        assert_eq!(left, 0);
        shift_click(&stage, &format!("{buttons}:nth-of-type(1)")).await;
        stage.tab.wait_for(format!("+document.querySelector('{}').dataset.points > 0", id("scatter"))).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_click_in_the_legend_shows_a_group_alone_and_one_more_all() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        let second = format!("{} button:nth-of-type(2)", id("legend"));
        let hidden = format!("document.querySelectorAll('{} button[aria-pressed=false]').length", id("legend"));
        stage.tab.click(&second).await;
        stage.tab.wait_until(hidden.clone(), 3).await;
        stage.attr_is(&second, "aria-pressed", "true").await;
        stage.frames().await;
        assert!([78, 80, 46, 42].contains(&stage.points().await));
        stage.tab.click(&second).await;
        stage.tab.wait_until(hidden.clone(), 0).await;
        stage.points_are(246).await;
        // By key as well.
        stage.focus(&second).await;
        let alt_enter = format!(
            "document.querySelector('{second}').dispatchEvent(new KeyboardEvent('keydown', {{ key: 'Enter', altKey: true, bubbles: true }}))"
        );
        stage.tab.eval::<bool>(alt_enter).await;
        stage.attr_is(&second, "aria-pressed", "false").await;
        stage.tab.wait_until(hidden, 1).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn up_and_down_go_to_the_nearest_mark() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        let (_, low) = place_of(&stage, CHEAPEST.0).await;
        stage.tab.press("ArrowUp").await;
        let (_, above) = marker(&stage).await;
        assert!(above < low, "{above} is not above {low}");
        stage.tab.press("ArrowDown").await;
        let (_, below) = marker(&stage).await;
        assert!(below > above);
        stage.tab.assert_no_errors().await;
    });
}

/// A zoomed page has fewer CSS pixels, each of more device pixels. (Chromium's emulation of the ratio alone tells the
/// page nothing, so the size must change with it, as it does when somebody zooms.)
#[test]
fn a_zoomed_page_gets_a_finer_canvas() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        for (width, ratio) in [(1280, 1.0), (640, 2.0), (853, 1.5)] {
            stage.tab.set_viewport(width, 900, ratio).await;
            let fits = format!(
                "(() => {{ const canvas = document.querySelector('{} canvas');
                    const box = canvas.getBoundingClientRect();
                    return Math.abs(canvas.width - box.width * {ratio}) <= 1
                        && Math.abs(canvas.height - box.height * {ratio}) <= 1; }})()",
                id("scatter")
            );
            stage.tab.wait_for(fits).await;
            stage.frames().await;
            assert_is_painted(&stage).await;
        }
    });
}

#[test]
fn the_canvas_follows_the_filters() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        let all: Vec<usize> = stage.tab.eval(PIXELS).await;
        stage.focus(&id("vus-max")).await;
        stage.tab.press("Home").await;
        stage.points_are(6).await;
        stage.frames().await;
        let few: Vec<usize> = stage.tab.eval(PIXELS).await;
        assert!(few[2] * 2 < all[2], "6 of 30 marks cover {} pixels, all of them {}", few[2], all[2]);
        stage.tab.press("End").await;
        stage.points_are(30).await;
        stage.frames().await;
        assert_eq!(stage.tab.eval::<Vec<usize>>(PIXELS).await, all);
    });
}

#[test]
fn a_fast_slider_is_drawn_once_a_frame() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        let before = draws(&stage).await;
        let rush = format!(
            "(() => {{ const slider = document.querySelector('{}');
                for (let i = 0; i < 50; i++) {{
                    slider.value = i % 4;
                    slider.dispatchEvent(new Event('input', {{ bubbles: true }}));
                }} return true; }})()",
            id("vus-max")
        );
        stage.tab.eval::<bool>(rush).await;
        stage.points_are(12).await;
        stage.frames().await;
        assert_eq!(draws(&stage).await, before + 1);
    });
}

#[test]
fn a_narrow_screen_needs_no_sideways_scrolling() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        stage.tab.set_viewport(360, 740, 2.0).await;
        stage.tab.wait_for("document.documentElement.scrollWidth <= 360").await;
        stage.frames().await;
        assert_is_painted(&stage).await;
    });
}

#[test]
fn the_theme_follows_the_preferred_colour_scheme() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        // Of the page's ground and of the canvas's corner, which may let the ground through.
        let brightest = "(() => {
            const canvas = document.querySelector('[data-testid=scatter] canvas');
            const [r, g, b, a] = canvas.getContext('2d').getImageData(1, 1, 1, 1).data;
            const ground = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number);
            return Math.max(a > 127 ? r + g + b : 0, ground[0] + ground[1] + ground[2]); })()";
        stage.tab.prefer_colour_scheme("light").await;
        stage.tab.wait_for(format!("{brightest} > 600")).await;
        stage.tab.prefer_colour_scheme("dark").await;
        stage.tab.wait_for(format!("{brightest} < 200")).await;
        assert_is_painted(&stage).await;
        stage.tab.assert_no_errors().await;
    });
}

/// Without a price the answer is what does the most: it has the star, and a legend without a star has no entry for one.
#[test]
fn without_prices_legend_and_words_are_of_what_is_drawn() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        pick(&stage, "files-input", &[("mine.csv", "users,rps,avg_ms\n4,40,100\n8,70,114\n")]).await;
        stage.app_is("source", "files").await;
        stage.points_are(2).await;
        stage.attr_is(&id("scatter"), "data-min-row", "1").await;
        stage.says("answer-machines", "1 machine · mine.csv · 8 concurrent").await;
        let legend = "[...document.querySelectorAll('.marks-key button')].map(own => own.dataset.label).join()";
        stage.tab.wait_until(legend, "Pareto front,Cheapest run").await;
        stage.tab.fill(&id("ask-latency"), "1").await;
        stage.tab.press("Enter").await;
        stage.attr_is(&id("scatter"), "data-min-row", "").await;
        stage.tab.wait_until(legend, "Pareto front").await;
        stage.tab.assert_no_errors().await;
    });
}

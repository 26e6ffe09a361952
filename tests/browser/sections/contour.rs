//! The contour section: drawn, hovered, filtered, empty, one run, and its controls.

use isocost::chart::theme::DARK;
use plotters::style::RGBColor;

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, OTHER, Stage, VISION, fixture, id, other};

/// The cheapest run of the vision table.
const CHEAPEST: &str = "12";

/// A colour as style sheets are read.
fn css_rgb(RGBColor(red, green, blue): RGBColor) -> String {
    format!("rgb({red}, {green}, {blue})")
}

/// Distinct colours on a chart, and its pixels close to the yellow and to the violet end of viridis.
fn pixels(chart: &str) -> String {
    format!(
        "(() => {{ const canvas = document.querySelector('{} canvas');
            const {{ data }} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            const colours = new Set(); let yellow = 0, violet = 0;
            for (let i = 0; i < data.length; i += 4) {{
                const [r, g, b] = data.subarray(i, i + 3);
                colours.add(r << 16 | g << 8 | b);
                yellow += g > 150 && b < 120 && r < 254 && g > b + 60;
                violet += r > g + 20 && b > g + 60;
            }}
            return [colours.size, yellow, violet]; }})()",
        id(chart)
    )
}

async fn samples_are(stage: &Stage, panel: usize, count: usize) {
    stage.attr_is(&id(&format!("contour-panel-{panel}")), "data-samples", &count.to_string()).await;
}

/// Scrolls a chart into view and waits until it is drawn at its size: only what is seen can be pointed at.
async fn look_at(stage: &Stage, chart: &str) {
    stage.see(&id(chart)).await;
    let fits = format!(
        "(() => {{ const canvas = document.querySelector('{} canvas');
            return Math.abs(canvas.width - canvas.getBoundingClientRect().width) <= 1; }})()",
        id(chart)
    );
    stage.tab.wait_for(fits).await;
    stage.frames().await;
}

#[test]
fn the_surface_is_drawn() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        samples_are(&stage, 1, 30).await;
        stage.attr_is(&id("contour-panel-1"), "data-best-row", CHEAPEST).await;
        look_at(&stage, "contour-1").await;
        let counts: Vec<usize> = stage.tab.eval(pixels("contour-1")).await;
        assert!(counts[0] > 20 && counts[1] > 5000, "{counts:?}");
        let said = stage.tab.text(&id("contour-overview")).await;
        assert!(said.contains("$44.50") && said.contains("isolines"), "{said}");
        let key = stage.tab.text(&id("contour-key")).await;
        assert!(
            ["A run", "Best of its batch size", "Best of its chart"].iter().all(|label| key.contains(label)),
            "{key}"
        );
        // The text of what is hidden is not on the page.
        assert!(!key.contains("Breaks a limit"), "{key}");
        assert_eq!(stage.tab.count(&id("contour-colours")).await, 1);
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_surface_and_its_colours_are_calm_in_the_dark() {
    run(async {
        let stage = Stage::showing(VISION, "&theme=dark").await;
        samples_are(&stage, 1, 30).await;
        look_at(&stage, "contour-1").await;
        let dark: Vec<usize> = stage.tab.eval(pixels("contour-1")).await;
        assert!(dark[0] > 20 && dark[1] == 0, "{dark:?}");
        let bar =
            format!("getComputedStyle(document.querySelector('{} .gradient')).backgroundImage", id("contour-colours"));
        let best = css_rgb(DARK.surface.colour(1.0));
        assert!(stage.tab.eval::<String>(&bar).await.contains(&best));
        // The look alone changes, and both with it.
        stage.tab.click(&id("look")).await;
        stage.tab.wait_for(format!("!{bar}.includes('{best}')")).await;
        stage.tab.wait_for(format!("{}[1] > 5000", pixels("contour-1"))).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_keyboard_and_the_mouse_find_values() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        look_at(&stage, "contour-1").await;
        stage.focus(&id("contour-1")).await;
        stage.tab.press("Home").await;
        stage.tab.wait_for(format!("document.querySelector('{} [data-testid=tooltip]')", id("contour-1"))).await;
        let text = stage.tab.text(&format!("{} {}", id("contour-1"), id("tooltip"))).await;
        assert!(text.contains("nvidia-l4") && text.contains("Throughput"), "{text}");
        let place: Vec<f64> = stage
            .tab
            .eval(format!(
                "(() => {{ const box = document.querySelector('{}').getBoundingClientRect();
                    return [box.x + box.width * 0.42, box.y + box.height * 0.37]; }})()",
                id("contour-1")
            ))
            .await;
        stage.tab.hover_at(place[0], place[1]).await;
        let says = format!("document.querySelector('{} {}')?.innerText", id("contour-1"), id("tooltip"));
        stage.tab.wait_for(format!("{says}?.includes('between runs')")).await;
        let text: String = stage.tab.eval(says).await;
        assert!(text.contains("Nearest run") && text.contains("Distance") && text.contains('$'), "{text}");
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn it_follows_the_filters_down_to_one_run_and_none() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        samples_are(&stage, 1, 30).await;
        // All at 1 VU: a line, no surface.
        stage.focus(&id("vus-max")).await;
        stage.tab.press("Home").await;
        samples_are(&stage, 1, 6).await;
        stage.attr_is(&id("contour-panel-1"), "data-isolines", "0").await;
        stage
            .tab
            .wait_for(format!("document.querySelector('{}').innerText.includes('No surface')", id("contour")))
            .await;
        stage.tab.press("End").await;
        samples_are(&stage, 1, 30).await;
        stage.tab.fill(&id("cheapest-n"), "1").await;
        samples_are(&stage, 1, 1).await;
        stage.attr_is(&id("contour-panel-1"), "data-best-row", CHEAPEST).await;
        stage.tab.click(&format!("{} input[type=checkbox]", id("filter-hw_type"))).await;
        samples_are(&stage, 1, 0).await;
        let said = stage.tab.text(&id("contour-overview")).await;
        assert_eq!(said.trim(), "No run passes the filters.");
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_table_of_one_run() {
    run(async {
        let stage = Stage::set([other(fixture("one_row"))]).await;
        // On the page it is a line that says why there is no map; the view alone has its mark.
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.says("no-map", "No map: it needs two settings that vary, and in this table none does.").await;
        stage.visit(&format!("?dataset={OTHER}&view=contour")).await;
        samples_are(&stage, 1, 1).await;
        stage.frames().await;
        stage.tab.assert_no_errors().await;
    });
}

/// The map of the answer's hardware comes first, whether the question was in the address or came later.
#[test]
fn the_answers_map_comes_first() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "#contour").await;
        let first = "document.querySelector('.contour .panels .panel').dataset.testid";
        stage.tab.wait_until(first, "contour-panel-1".to_owned()).await;
        stage.visit(&format!("?dataset={CLASSIFICATION}&plan=200/s@730h&max_p95_ms=400#contour")).await;
        stage.tab.wait_until(first, "contour-panel-2".to_owned()).await;
        // Without L4.
        stage.tab.click(".filters input[type=checkbox]").await;
        stage.tab.wait_until(first, "contour-panel-4".to_owned()).await;
    });
}

#[test]
fn the_controls_and_the_notebooks_way() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.tab.click("input[name=contour-quantity][value=throughput]").await;
        stage.tab.wait_for("document.querySelector('#contour-title').innerText.startsWith('Throughput')").await;
        for choice in ["contour-units][value=raw", "contour-levels][value=percentile", "contour-quantity][value=p95"] {
            stage.tab.click(&format!("input[name={choice}]")).await;
            stage.frames().await;
        }
        let said = stage.tab.text(&id("contour-overview")).await;
        assert!(said.starts_with("p95 latency from") && said.contains(" ms"), "{said}");
        stage.tab.click(&format!("input{}", id("preset-notebook"))).await;
        stage.tab.wait_for("document.querySelector('#contour-title').innerText.startsWith('Cost')").await;
        stage.tab.wait_for("document.querySelector('input[name=contour-units][value=raw]').matches(':disabled')").await;
        let said = stage.tab.text(&id("contour-overview")).await;
        assert!(said.contains("40 isolines"), "{said}");
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn one_chart_for_each_hardware_and_image_and_no_sideways_scrolling() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        for (at, count) in [78, 80, 46, 42].into_iter().enumerate() {
            samples_are(&stage, at + 1, count).await;
        }
        stage.tab.set_viewport(420, 800, 1.0).await;
        stage.tab.wait_for("document.documentElement.scrollWidth <= 420").await;
        look_at(&stage, "contour-4").await;
        let counts: Vec<usize> = stage.tab.eval(pixels("contour-4")).await;
        // The dearest of the four: there is nothing bright on it.
        assert!(counts[0] > 20 && counts[1] == 0 && counts[2] > 1000, "{counts:?}");
        // In the notebook each has levels and colours of its own, so that its cheapest is bright.
        stage.tab.click(&format!("input{}", id("preset-notebook"))).await;
        stage.tab.wait_until(format!("document.querySelectorAll('{}').length", id("contour-colours")), 4).await;
        look_at(&stage, "contour-4").await;
        let bright = format!("{}[1] > 100", pixels("contour-4"));
        stage.tab.wait_for(bright).await;
        stage.tab.wait_for("document.documentElement.scrollWidth <= 420").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn settings_and_measures_are_picked_and_stay_in_the_address() {
    run(async {
        let stage = Stage::of_language_model("").await;
        stage.see(&id("contour-1")).await;
        stage.tab.wait_for("document.querySelector('#contour-title').innerText === 'Cost over VUs and tp'").await;
        stage.pick_option("contour-x", "tp").await;
        stage.tab.wait_for("document.querySelector('#contour-title').innerText === 'Cost over tp and VUs'").await;
        stage.pick_option("contour-z", "Output tokens/s/GPU").await;
        stage
            .tab
            .wait_for("document.querySelector('#contour-title').innerText === 'Output tokens/s/GPU over tp and VUs'")
            .await;
        let keys = "['cx', 'cy', 'cz'].map(key => new URLSearchParams(location.search).get(key)).join()";
        stage.tab.wait_until(keys, "col:tp,vus,outgpu").await;
        assert_eq!(stage.tab.count("input[name=contour-quantity]:checked").await, 0);
        stage.tab.click("input[name=contour-quantity][value=throughput]").await;
        stage.tab.wait_for("document.querySelector('#contour-title').innerText === 'Throughput over tp and VUs'").await;
        stage.tab.assert_no_errors().await;
    });
}

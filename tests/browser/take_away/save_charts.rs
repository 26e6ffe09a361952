//! Charts saved as pictures: what the page hands over is a whole file of the size it says, with the chart and what
//! belongs around it. With `ISOCOST_PICTURES=folder` every chart's picture is written there, to be looked at.

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, EMBEDDING, OTHER, Stage, VISION, fixture, id, other, real_repo};
use crate::harness::tab::quote;
use serde_json::Value;

const SCATTER: &str = "figure:has([data-testid=scatter])";

/// From now on files are caught as they are handed over, and go nowhere.
const CATCH: &str = "(() => {
    window.caught = [];
    let last = null;
    const make = URL.createObjectURL, click = HTMLElement.prototype.click;
    URL.createObjectURL = blob => (last = blob, make.call(URL, blob));
    HTMLElement.prototype.click = function () {
        if (this.hasAttribute('download')) caught.push({ name: this.download, blob: last }); else click.call(this);
    };
    return true; })()";

/// What the last file is as SVG.
const SVG: &str = "(async () => {
    const { name, blob } = caught.at(-1);
    const file = new DOMParser().parseFromString(await blob.text(), 'image/svg+xml');
    const all = [...file.querySelectorAll('*')], root = file.documentElement;
    return {
        name, type: blob.type, size: blob.size, broken: file.querySelectorAll('parsererror').length,
        width: +root.getAttribute('width'), height: +root.getAttribute('height'),
        title: file.querySelector('title').textContent,
        texts: all.filter(e => e.tagName === 'text').map(e => e.textContent),
        tags: [...new Set(all.map(e => e.tagName))],
        paper: file.querySelector('rect').getAttribute('fill'),
        marks: file.querySelectorAll('[fill-opacity=\"0.8\"][stroke-opacity=\"0.55\"], [fill-opacity=\"0.85\"][stroke-opacity=\"0.85\"]').length,
    }; })()";

/// What the last file is as PNG: its first bytes read by hand, its pixels by the browser.
const PNG: &str = "(async () => {
    const { name, blob } = caught.at(-1);
    const bytes = new DataView(await blob.arrayBuffer());
    const image = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(image.width, image.height), context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const colours = new Set();
    for (let i = 0; i < data.length; i += 4) colours.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
    return {
        name, type: blob.type, begins: bytes.getUint32(0) === 0x89504e47 && bytes.getUint32(12) === 0x49484452,
        width: bytes.getUint32(16), height: bytes.getUint32(20), colours: colours.size, paper: data[0],
        opaque: data.every((value, i) => i % 4 < 3 || value === 255),
    }; })()";

/// Has the chart saved as `kind`, by mouse, and asks what came.
async fn save(stage: &Stage, figure: &str, kind: &str) -> Value {
    let before: usize = stage.tab.eval("caught.length").await;
    stage.tab.click(&format!("{figure} [data-testid=save-{kind}]")).await;
    look(stage, before, kind).await
}

async fn look(stage: &Stage, before: usize, kind: &str) -> Value {
    stage.tab.wait_until("caught.length", before + 1).await;
    stage.tab.eval(if kind == "svg" { SVG } else { PNG }).await
}

fn texts(svg: &Value) -> Vec<&str> {
    svg["texts"].as_array().expect("a list").iter().map(|text| text.as_str().expect("text")).collect()
}

/// A drawing that is well-formed and made of shapes and text.
fn assert_drawn(svg: &Value) {
    assert_eq!((&svg["broken"], &svg["type"]), (&Value::from(0), &Value::from("image/svg+xml")), "{svg}");
    for tag in svg["tags"].as_array().expect("a list") {
        let known = ["svg", "title", "desc", "rect", "path", "circle", "text"];
        assert!(known.contains(&tag.as_str().expect("a name")), "{tag} in {svg}");
    }
}

/// A PNG twice as wide and high as the drawing says, opaque and not blank.
fn assert_twice(png: &Value, svg: &Value) {
    assert_eq!((&png["begins"], &png["opaque"], &png["type"]), (&true.into(), &true.into(), &"image/png".into()));
    for side in ["width", "height"] {
        assert_eq!(png[side].as_u64().map(|px| px as f64), svg[side].as_f64().map(|css| css * 2.0), "{png} {svg}");
    }
    assert!(png["colours"].as_u64() > Some(20), "{png}");
}

#[test]
fn a_picture_says_what_it_is_and_where_it_is_from() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.tab.eval::<bool>(CATCH).await;
        let svg = save(&stage, SCATTER, "svg").await;
        assert_drawn(&svg);
        assert_eq!(svg["name"], "isocost-vision-embedding-cost-against-latency.svg");
        let said = texts(&svg);
        let commit = stage.tab.text(&id("source-line")).await;
        let commit = commit.split(" · ").next().expect("a part");
        let today: String = stage.tab.eval("new Date().toLocaleDateString('sv')").await;
        assert!(said.contains(&format!("{VISION} · {commit} · {today} · Isocost").as_str()), "{commit} in {said:?}");
        assert!(commit.starts_with("Hub, commit "), "{commit}");
        for text in ["Cost against latency", "Pareto front", "The answer", "nvidia-l4", "Batch size 32"] {
            assert!(said.contains(&text), "{text} in {said:?}");
        }
        assert!(said.iter().any(|text| text.starts_with("30 runs by cost")), "{said:?}");
        // The points, and the one group of the key.
        assert_eq!((stage.points().await, &svg["marks"]), (30, &Value::from(31)));
        let png = save(&stage, SCATTER, "png").await;
        assert_eq!(png["name"], "isocost-vision-embedding-cost-against-latency.png");
        assert_twice(&png, &svg);
        assert_eq!((&png["paper"], &svg["paper"]), (&Value::from(255), &Value::from("#ffffff")));
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_picture_shows_what_the_filters_leave_in_the_look_of_the_page() {
    run(async {
        let stage = Stage::showing(VISION, "&theme=dark").await;
        stage.tab.eval::<bool>(CATCH).await;
        stage.focus(&id("vus-max")).await;
        stage.tab.press("Home").await;
        stage.points_are(6).await;
        stage.frames().await;
        let svg = save(&stage, SCATTER, "svg").await;
        assert_drawn(&svg);
        assert_eq!((&svg["marks"], &svg["paper"]), (&Value::from(7), &Value::from("#15181d")));
        let png = save(&stage, SCATTER, "png").await;
        assert_twice(&png, &svg);
        assert_eq!(png["paper"], 0x15);
        // However narrow the screen, the picture is of the same size.
        stage.tab.set_viewport(420, 800, 1.0).await;
        stage.frames().await;
        let narrow = save(&stage, SCATTER, "svg").await;
        assert_eq!((&narrow["width"], &narrow["marks"]), (&svg["width"], &svg["marks"]));
        stage.tab.assert_no_errors().await;
    });
}

/// Saves every chart of the table by keyboard, and says which there were.
async fn save_all(dataset: &str, query: &str) -> Vec<String> {
    let stage = Stage::showing(dataset, query).await;
    stage.tab.eval::<bool>(CATCH).await;
    let figures: usize = stage
        .tab
        .eval("[...document.querySelectorAll('.chart-figure')].map((f, n) => f.id = `figure-${n}`).length")
        .await;
    let (mut names, mut files) = (Vec::new(), Vec::new());
    for nth in 0..figures {
        let figure = format!("#figure-{nth}");
        stage.see(&format!("{figure} canvas")).await;
        let name = stage.tab.attr(&format!("{figure} .canvas-host"), "data-testid").await.expect("charts have names");
        let kinds = ["svg", "png"];
        let mut saved = Vec::new();
        for kind in kinds {
            let button = format!("{figure} [data-testid=save-{kind}]");
            stage.focus(&button).await;
            let label = stage.tab.attr(&button, "aria-label").await.unwrap_or_default();
            let before: usize = stage.tab.eval("caught.length").await;
            stage.tab.press("Enter").await;
            let picture = look(&stage, before, kind).await;
            let title = saved.first().map_or(&picture["title"], |svg: &Value| &svg["title"]);
            let title = title.as_str().expect("a title").to_owned();
            assert_eq!(label, format!("Save “{title}” as {}", kind.to_uppercase()));
            keep(&stage, &format!("{name}-{nth}{}.{kind}", query.replace(['&', '='], "-"))).await;
            saved.push(picture);
        }
        assert_drawn(&saved[0]);
        assert_twice(&saved[1], &saved[0]);
        let said = texts(&saved[0]);
        assert!(said.iter().any(|text| text.starts_with(dataset) && text.ends_with("· Isocost")), "{name}: {said:?}");
        files.push(saved[0]["name"].to_string());
        names.push(name);
    }
    files.sort();
    files.dedup();
    assert_eq!(files.len(), figures, "two charts have one file name: {files:?}");
    stage.tab.assert_no_errors().await;
    names
}

/// Writes the last file where somebody wants to look at it.
async fn keep(stage: &Stage, name: &str) {
    let Some(folder) = std::env::var_os("ISOCOST_PICTURES") else { return };
    let hex = "(async () => [...new Uint8Array(await caught.at(-1).blob.arrayBuffer())]
        .map(byte => byte.toString(16).padStart(2, '0')).join(''))()";
    let hex: String = stage.tab.eval(hex).await;
    let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal digits");
    let bytes: Vec<u8> = (0..hex.len()).step_by(2).map(byte).collect();
    std::fs::write(std::path::Path::new(&folder).join(name), bytes).expect("the folder takes it");
}

#[test]
fn every_chart_can_be_saved_by_keyboard() {
    run(async {
        let names = save_all(CLASSIFICATION, "").await;
        for name in ["scatter", "trust-chart", "break-even-chart", "contour-4", "bubbles", "accuracy"] {
            assert!(names.iter().any(|found| found == name), "{name} in {names:?}");
        }
    });
}

#[test]
fn every_chart_can_be_saved_in_the_dark() {
    run(async {
        let names = save_all(EMBEDDING, "&theme=dark&max_vus=128").await;
        for name in ["scatter", "contour-1", "enough-vus-lines"] {
            assert!(names.iter().any(|found| found == name), "{name} in {names:?}");
        }
    });
}

/// All responses are valid: only the notebook draws that.
#[test]
fn every_chart_of_the_notebook_can_be_saved_in_the_dark() {
    run(async {
        let names = save_all(VISION, "&theme=dark&preset=notebook").await;
        for name in ["invalid", "response-shape"] {
            assert!(names.iter().any(|found| found == name), "{name} in {names:?}");
        }
    });
}

#[test]
fn words_from_a_file_stay_words_and_one_run_is_a_picture() {
    run(async {
        let stage = Stage::set([other(fixture("markup_in_strings"))]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.app_is("source", "hub").await;
        stage.app_is("busy", "false").await;
        stage.frames().await;
        stage.tab.eval::<bool>(CATCH).await;
        let button = format!("document.querySelector({})", quote(&format!("{} button", id("legend"))));
        let words: String = stage.tab.eval(format!("{button}.innerText")).await;
        assert!(words.contains('<'), "{words}");
        // The page's words are short, the picture's are not.
        let label: String = stage.tab.eval(format!("{button}.dataset.label")).await;
        assert!(label.contains('<'), "{label}");
        let svg = save(&stage, SCATTER, "svg").await;
        assert_drawn(&svg);
        assert!(texts(&svg).iter().any(|text| text.trim() == label.trim()), "{label} in {svg}");
        stage.hub.put(other(fixture("one_row")));
        stage.visit(&format!("?dataset={OTHER}&again")).await;
        stage.points_are(1).await;
        stage.app_is("busy", "false").await;
        stage.frames().await;
        stage.tab.eval::<bool>(CATCH).await;
        let svg = save(&stage, SCATTER, "svg").await;
        assert_drawn(&svg);
        assert_eq!(svg["marks"], 2);
        assert_twice(&save(&stage, SCATTER, "png").await, &svg);
        stage.assert_no_crash().await;
    });
}

/// What a picture shows holds for a question, which stands on it.
#[test]
fn a_picture_names_its_conditions() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "&plan=200/s@730h&max_p95_ms=400#contour").await;
        stage.tab.eval::<bool>(CATCH).await;
        for chart in ["scatter", "contour-2"] {
            stage.see(&id(chart)).await;
            let svg = save(&stage, &format!("figure:has({})", id(chart)), "svg").await;
            let said = texts(&svg).join(" ");
            assert!(
                said.contains("Conditions: 200 req/s for 730 hours, p95 up to 400 ms, 130 of 246 runs; an hour"),
                "{said}"
            );
            assert!(said.contains("nvidia-l4 at aws $0.80"), "{said}");
        }
    });
}

#[test]
fn of_very_many_runs_there_is_still_a_picture() {
    run(async {
        const ROWS: usize = 30_000;
        let stage = Stage::set([other(crate::support::large::table(ROWS, 1))]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.points_are(ROWS).await;
        stage.app_is("busy", "false").await;
        stage.frames().await;
        stage.tab.eval::<bool>(CATCH).await;
        let mut svg = save(&stage, SCATTER, "svg").await;
        assert_drawn(&svg);
        let marks = svg["marks"].as_u64().expect("a number");
        assert!((1_000..=20_000 + 3).contains(&marks), "{marks}");
        assert!(svg["size"].as_u64() < Some(3_000_000), "{}", svg["size"]);
        let said = texts(&svg).join(" ");
        assert!(said.contains("of 30,000 marks are in this drawing"), "{said}");
        let png = save(&stage, SCATTER, "png").await;
        // That sentence is the SVG's alone, and may take a line of its caption more.
        const LINE_CSS: f64 = 17.0;
        let lower = svg["height"].as_f64().expect("a number") - LINE_CSS;
        if png["height"].as_f64() == Some(lower * 2.0) {
            svg["height"] = lower.into();
        }
        assert_twice(&png, &svg);
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_browser_takes_the_files() {
    run(async {
        let stage = Stage::alone([real_repo(VISION)]).await;
        stage.show(VISION, "").await;
        let folder = std::env::temp_dir().join(format!("isocost-pictures-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        stage.tab.page.download_to(&folder).await;
        for (kind, begins) in [("png", &b"\x89PNG"[..]), ("svg", &b"<svg "[..])] {
            stage.tab.click(&format!("{SCATTER} [data-testid=save-{kind}]")).await;
            let file = folder.join(format!("isocost-vision-embedding-cost-against-latency.{kind}"));
            crate::harness::eventually("the file is there", || {
                std::fs::read(&file).is_ok_and(|bytes| bytes.starts_with(begins))
            })
            .await;
        }
        std::fs::remove_dir_all(&folder).expect("nobody else has it");
        stage.tab.assert_no_errors().await;
    });
}

//! The page in a Jupyter notebook: notebooks of `tests/scripts` are executed and exported to HTML.
//!
//! Needs the Python that `tools/setup.sh test` puts in place.

use crate::harness::http::{Response, Server};
use crate::harness::polling::poll;
use crate::harness::stage::{Stage, VISION, id, real_repo};
use crate::harness::tab::{Tab, quote};
use crate::harness::{project, run};
use isocost::page::take_away::data_frame;
use isocost::page::take_away::snippets::snippets;
use serde_json::Value;
use std::panic::Location;
use std::process::Command;
use std::sync::{Arc, Mutex};

const NOTEBOOK: &str = "tests/scripts/isocost.ipynb";
/// What `tests/browser/engines` opens in three browsers.
pub const DATA_FRAME: &str = "tests/scripts/data_frame.ipynb";

/// Pixels of the screenshot, which the notebook's server has, inside a rectangle: all of them, those close to
/// the colour of the first hardware, in the light and in the dark, and distinct colours.
const PIXELS: &str = "(async ([x, y, width, height]) => {
    const image = await createImageBitmap(await (await fetch('/screenshot.png')).blob());
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(x, y, width, Math.min(height, image.height - y));
    const hardware = [[0, 114, 178], [38, 135, 190], [86, 180, 233], [76, 157, 202]];
    const colours = new Set(); let marks = 0;
    for (let i = 0; i < data.length; i += 4) {
        const [r, g, b] = data.subarray(i, i + 3);
        colours.add(r << 16 | g << 8 | b);
        marks += hardware.some(([x, y, z]) => Math.abs(r - x) + Math.abs(g - y) + Math.abs(b - z) < 40);
    }
    return [data.length / 4, marks, colours.size];
})";

/// The outputs of a notebook of `tests/scripts` as a page, with this in its environment.
pub fn executed(notebook: &str, (name, value): (&str, &str)) -> String {
    let asked = Command::new(project("tools/setup.sh")).arg("python").output().expect("a shell");
    let python = String::from_utf8(asked.stdout).expect("a path");
    let folder = std::env::temp_dir()
        .join(format!("{name}-{}-{value:x?}", std::process::id()).replace(|c: char| !c.is_ascii_alphanumeric(), ""));
    std::fs::create_dir_all(&folder).expect("a folder of our own");
    let page = folder.join("page.html");
    let mut command = Command::new(python.trim());
    command.arg(project("tests/scripts/notebook_run.py")).arg(project(notebook)).arg(&page).env(name, value);
    // Nothing of the reader's own notebooks is read or written.
    for name in ["IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"] {
        command.env(name, folder.join(name));
    }
    let done = command.output();
    let done = done.unwrap_or_else(|error| panic!("{}: {error}. Run tools/setup.sh test first", python.trim()));
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let html = std::fs::read_to_string(&page).expect("it wrote the page");
    std::fs::remove_dir_all(&folder).ok();
    html
}

/// The value of an expression in the frame from `origin`.
async fn in_frame(tab: &Tab, origin: &str, expression: &str) -> Result<Value, String> {
    let world = tab.page.frame_world(origin).await?;
    Ok(tab.page.evaluate(expression, true, Some(world)).await?["value"].take())
}

#[track_caller]
fn frame_says(tab: &Tab, origin: &str, expression: &str, expected: &str) -> impl Future<Output = ()> {
    let caller = Location::caller();
    async move {
        let ask = async || in_frame(tab, origin, expression).await;
        poll(caller, (expression, expected), ask, |value| value.as_str() == Some(expected), || None).await;
    }
}

/// The source of a cell.
fn cell(notebook: &str, nth: usize) -> String {
    let notebook = std::fs::read_to_string(project(notebook)).expect("the notebook is there");
    let notebook: Value = serde_json::from_str(&notebook).expect("it is JSON");
    let source = notebook["cells"][nth]["source"].as_array().expect("a cell of lines");
    source.iter().map(|line| line.as_str().expect("text")).collect()
}

#[test]
fn notebooks_contain_the_cells_of_the_page() {
    let own = data_frame::cell("max_avg_ms=15");
    assert_eq!([cell(DATA_FRAME, 2), cell(DATA_FRAME, 4)], [own.trim_end(), own.trim_end()]);
    let cell = cell(NOTEBOOK, 2);
    let address = "https://example.org/?a=1&b=2";
    let snippet = &snippets(address, "Vision embedding", None)[0].text;
    let line = format!("ADDRESS = \"{address}\"");
    assert!(snippet.contains(&line), "{snippet}");
    assert_eq!(cell, snippet.replace(&line, "ADDRESS = os.environ[\"ISOCOST_ADDRESS\"]").trim_end());
}

#[test]
fn a_notebook_shows_the_page_in_a_frame_and_a_link_below() {
    run(async {
        let stage = Stage::set([real_repo(VISION)]).await;
        let (tab, origin) = (&stage.tab, stage.site().origin());
        let address = format!("{origin}/?max_vus=64&axes=log");
        let html = executed(NOTEBOOK, ("ISOCOST_ADDRESS", &address));
        let screenshot = Arc::new(Mutex::new(Vec::new()));
        let shown = Arc::clone(&screenshot);
        let notebook = Server::start(move |request| {
            if request.path() == "/screenshot.png" {
                let bytes = shown.lock().expect("nobody panics with it").clone();
                return Response::new(200, crate::harness::body::Body::whole(bytes))
                    .header("Content-Type", "image/png")
                    .into();
            }
            Response::html(html.clone()).into()
        })
        .await;
        tab.set_viewport(1100, 1100, 1.0).await;
        tab.open(notebook.origin()).await;

        // The frame's address is complete.
        let app = |name: &str| format!("document.querySelector({}).dataset.{name}", quote(&id("app")));
        frame_says(tab, origin, &app("source"), "hub").await;
        frame_says(tab, origin, &app("busy"), "false").await;
        frame_says(tab, origin, "location.href", &address).await;
        let drawn = format!(
            "(() => {{ const chart = document.querySelector({});
                chart.scrollIntoView({{ block: 'center' }});
                return String(+chart.closest('.canvas-host').dataset.draws > 0); }})()",
            quote(&id("scatter"))
        );
        frame_says(tab, origin, &drawn, "true").await;
        stage.frames().await;

        // It can be seen.
        let picture = tab.page.picture().await.expect("a picture");
        if let Some(file) = std::env::var_os("ISOCOST_NOTEBOOK_PICTURE") {
            std::fs::write(file, &picture).expect("a file that can be written");
        }
        *screenshot.lock().expect("nobody panics with it") = picture;
        let frame: Vec<f64> = tab
            .eval("(({ x, y, width, height }) => [x, y, width, height])(document.querySelector('iframe').getBoundingClientRect())")
            .await;
        assert!(frame[2] > 500.0 && frame[3] > 700.0, "the frame is {frame:?}");
        let inside =
            format!("[{}, {}, {}, {}]", frame[0].ceil(), frame[1].max(0.0).ceil(), frame[2].floor(), frame[3].floor());
        let pixels: Vec<usize> = tab.eval(format!("{PIXELS}({inside})")).await;
        let [all, marks, colours] = pixels[..] else { panic!("three counts, not {pixels:?}") };
        assert!(all > 300_000 && marks > 300 && colours > 50, "all, marks, colours: {pixels:?}");
        // Outside of it there is nothing of these colours: the count can tell.
        let outside: Vec<usize> = tab.eval(format!("{PIXELS}([0, 0, {}, 100])", frame[0].floor().max(1.0))).await;
        assert!(outside[1] < 10, "{outside:?}");

        // Beside it there is the link, and both say what they are.
        assert_eq!(tab.attr("iframe", "title").await.as_deref(), Some("Isocost: Vision embedding"));
        assert_eq!(tab.attr("iframe", "allow").await.as_deref(), Some("clipboard-write"));
        assert_eq!(tab.attr("a[target=_blank]", "href").await.as_deref(), Some(address.as_str()));
        assert_eq!(tab.text("a[target=_blank]").await, address);
        let gap: f64 = tab
            .eval("document.querySelector('a[target=_blank]').getBoundingClientRect().top - document.querySelector('iframe').getBoundingClientRect().bottom")
            .await;
        assert!((0.0..100.0).contains(&gap), "the link is {gap} px below the frame");
        tab.assert_no_errors().await;
    });
}

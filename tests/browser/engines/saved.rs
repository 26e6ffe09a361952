//! Saved files and canvases, compared with Chromium's.

use super::venue::{Venue, host};
use crate::harness::drivers::{Browser, Engine};
use crate::harness::eventually;
use crate::harness::stage::{EMBEDDING, VISION, id};
use crate::harness::tab::quote;

const FILES: [(&str, &str); 4] = [
    ("figure:has([data-testid=scatter]) [data-testid=save-svg]", "cost-against-latency.svg"),
    ("[data-testid=save-runs] button[aria-label$=' as CSV']", "runs.csv"),
    ("[data-testid=save-runs] button[aria-label$=' as JSON']", "runs.json"),
    ("[data-testid=save-runs] button[aria-label$=' as Parquet']", "runs.parquet"),
];

/// Saves all files by mouse.
async fn save(browser: &dyn Browser, venue: &Venue) -> Vec<Vec<u8>> {
    venue.show(browser, &format!("?dataset={VISION}&max_vus=6")).await;
    browser.points_are(24).await;
    let mut saved = Vec::new();
    for (button, name) in FILES {
        browser.click(button).await;
        let file = browser.downloads().join(format!("isocost-vision-embedding-{name}"));
        // While it is being written, browsers give it another name or no bytes, and have a second file beside it.
        let is_whole = || {
            let beside = std::fs::read_dir(browser.downloads()).map_or(0, Iterator::count);
            beside == 1 && std::fs::metadata(&file).is_ok_and(|file| file.len() > 0)
        };
        eventually("the file is there, and no part of it", is_whole).await;
        saved.push(std::fs::read(&file).expect("it is there"));
        std::fs::remove_file(file).expect("it is ours");
    }
    browser.did_not_complain().await;
    saved
}

pub async fn files_equal_to_chromiums(browser: &dyn Browser, venue: &Venue) {
    let chromium = Engine::Chromium.launch().await;
    let expected = save(&*chromium, venue).await;
    drop(chromium);
    for ((found, expected), (_, name)) in save(browser, venue).await.iter().zip(&expected).zip(FILES) {
        assert!(expected.len() > 1000, "{name} has {} bytes", expected.len());
        let differs = found.iter().zip(expected).position(|(a, b)| a != b);
        assert!(found == expected, "{name}: {} bytes, not {}; {differs:?}", found.len(), expected.len());
    }
}

/// Which of the pixels drawn on in either picture differ, as a share, in the plot area of the chart. (Words beside it are in
/// other fonts.)
fn compared(ours: &str, chromiums: &str) -> String {
    format!(
        "(async () => {{
            const pixels = async address => {{
                const image = new Image();
                image.src = address;
                await image.decode();
                const canvas = Object.assign(document.createElement('canvas'), {{ width: image.width, height: image.height }});
                const context = canvas.getContext('2d');
                context.drawImage(image, 0, 0);
                return context.getImageData(0, 0, image.width, image.height);
            }};
            const a = await pixels({}), b = await pixels({});
            if (a.width !== b.width || a.height !== b.height) return [a.width, a.height, b.width, b.height];
            const far = (x, from, y, at) => [0, 1, 2, 3].some(part => Math.abs(x.data[from + part] - y.data[at + part]) > 32);
            let drawn = 0, differs = 0;
            for (let y = Math.round(a.height * 0.03); y < a.height * 0.85; y++) {{
                for (let x = Math.round(a.width * 0.1); x < a.width * 0.98; x++) {{
                    const at = 4 * (y * a.width + x);
                    // In the corner is nothing but paper.
                    drawn += far(a, at, a, 0) || far(b, at, b, 0);
                    differs += far(a, at, b, at);
                }}
            }}
            return [differs / drawn, drawn]; }})()",
        quote(ours),
        quote(chromiums)
    )
}

/// The scatter in a frame that leaves no room for scrollbars, as a PNG's address.
async fn drawn(browser: &dyn Browser, venue: &Venue) -> String {
    let address = format!("{}/?dataset={EMBEDDING}&embed=1&view=scatter&theme=light", venue.site.origin());
    let host = host(&format!("<iframe width=800 height=1500 style='border:0' src='{address}'></iframe>")).await;
    browser.visit(host.origin()).await;
    browser.go_into(Some("iframe")).await;
    browser.app_is("source", "hub").await;
    browser.app_is("busy", "false").await;
    assert!(browser.colours("scatter").await > 50);
    assert_eq!(browser.eval::<usize>("document.documentElement.clientWidth").await, 800);
    let picture = browser.eval(format!("document.querySelector('{} canvas').toDataURL()", id("scatter"))).await;
    browser.go_into(None).await;
    picture
}

pub async fn canvas_close_to_chromiums(browser: &dyn Browser, venue: &Venue) {
    let chromium = Engine::Chromium.launch().await;
    let expected = drawn(&*chromium, venue).await;
    drop(chromium);
    let ours = drawn(browser, venue).await;
    let compared: Vec<f64> = browser.eval(compared(&ours, &expected)).await;
    let [differs, drawn] = compared[..] else { panic!("the canvases are of different sizes: {compared:?}") };
    println!("    {:.2} % of {drawn} pixels differ", differs * 100.0);
    assert!(drawn > 5000.0 && differs < 0.02, "{:.2} % of {drawn} pixels differ", differs * 100.0);
}

//! Gallery: pictures of the page in each state, width and look, to be looked at; not part of the tests (`make gallery`).
//!
//! They come into `target/gallery`, with a page that shows them side by side. `ISOCOST_UPDATE=1` renews README's picture.

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use crate::harness::project;
use crate::harness::run::run_within;
use crate::harness::stage::{CLASSIFICATION, LLM, OTHER, Stage, fixture, other, real_repo};

const QUESTION: &str = "max_p95_ms=400&plan=200/s@730h&latency=p95";
const WIDTHS: [i64; 3] = [1280, 600, 390];
const LOOKS: [&str; 2] = ["light", "dark"];

/// Name and address of each state.
fn states() -> Vec<(&'static str, String)> {
    let asked = format!("?dataset={CLASSIFICATION}&{QUESTION}");
    vec![
        ("question", format!("{asked}#")),
        ("all-parts", asked.clone()),
        ("nothing-asked", format!("?dataset={CLASSIFICATION}#")),
        ("nothing-qualifies", format!("?dataset={CLASSIFICATION}&max_p95_ms=20&plan=200/s@730h#")),
        ("no-price", format!("?dataset={OTHER}&columns=vendor:,price:#")),
        ("language-model", format!("?dataset={LLM}&plan=5000/s@730h#")),
        ("frame-of-one-part", format!("{asked}&embed=1&view=verdict#")),
        ("table-not-found", "?dataset=nobody/nothing#".to_owned()),
    ]
}

#[test]
#[ignore = "pictures to be looked at"]
fn pictures() {
    run_within(Duration::from_secs(600), async {
        let folder = project("target/gallery");
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        let stage = Stage::set([real_repo(CLASSIFICATION), other(fixture("missing_cost"))]).await;
        let mut sheet = "<!doctype html><meta charset=utf-8><title>Gallery</title>\n".to_owned();
        for (state, address) in states() {
            writeln!(sheet, "<h2>{state}</h2>").expect("text takes more text");
            for (width, look) in WIDTHS.into_iter().flat_map(|width| LOOKS.map(|look| (width, look))) {
                let name = format!("{state}-{width}-{look}.png");
                take(&stage, &address, (width, look), &folder.join(&name)).await;
                writeln!(sheet, "<img src=\"{name}\" alt=\"{name}\" width={} loading=lazy>", width / 2)
                    .expect("text takes more text");
            }
        }
        std::fs::write(folder.join("index.html"), sheet).expect("a file can be written");
        if std::env::var_os("ISOCOST_UPDATE").is_some() {
            let readme = project("tests/screenshots/page.png");
            take(&stage, &states()[0].1, (1280, "light"), &readme).await;
        }
    });
}

/// The page from its top, as tall as a screen where it is read, whole where all parts are asked for.
async fn take(stage: &Stage, address: &str, (width, look): (i64, &str), path: &Path) {
    stage.tab.set_viewport(width, 900, 1.0).await;
    stage.tab.prefer_colour_scheme(look).await;
    stage.visit(address).await;
    stage.app_is("busy", "false").await;
    stage.tab.wait_for("!document.querySelector('.later')").await;
    if !address.contains('#') {
        let height: f64 = stage.tab.eval("document.documentElement.scrollHeight").await;
        stage.tab.set_viewport(width, height.min(16_000.0) as i64, 1.0).await;
    }
    stage.frames().await;
    stage.frames().await;
    let picture = stage.tab.page.picture().await.expect("Chromium takes pictures");
    std::fs::write(path, picture).expect("a file can be written");
}

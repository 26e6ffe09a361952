//! Parquet fixtures in the browser: what native tests read must be read by the page too, and what they
//! refuse must end in a sentence and not in a crash.

use crate::harness::hub::Repo;
use crate::harness::stage::{DEFAULT_PATH, OTHER, SETTLED, Stage, VISION, fixture, id, other, real_repo};
use crate::harness::tab::quote;
use crate::harness::{project, run};
use serde_json::Value;

/// Name and expectation of each fixture, in order.
fn fixtures() -> Vec<(String, Value)> {
    let folder = std::fs::read_dir(project("tests/fixtures")).expect("the fixtures are there");
    let paths = folder.map(|entry| entry.expect("a readable folder").path());
    let mut fixtures: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a readable file");
            let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
            (name, serde_json::from_str(&text).expect("fixtures are described in JSON"))
        })
        .collect();
    fixtures.sort_by(|(a, _), (b, _)| a.cmp(b));
    fixtures
}

/// `open(dataset)` types a dataset and opens it.
const OPEN: &str = r"window.open = dataset => settled(() => {
    const input = document.querySelector('[data-testid=dataset-input]');
    input.value = dataset;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    document.querySelector('[data-testid=dataset-load]').click();
}); true";

const ERROR: &str = "document.querySelector('[data-testid=load-error]')?.innerText.trim() ?? ''";

/// Opens each fixture that `wanted` picks, one after the other in one page, and lets `look` say what is wrong with what
/// the page shows of that dataset. Before a broken one there is a whole table, and no error.
fn assert_each(wanted: impl Fn(&Value) -> bool, look: impl AsyncFn(&Stage, &str, &Value) -> Option<String>) {
    run(async {
        let stage = Stage::set([real_repo(VISION)]).await;
        stage.visit("").await;
        stage.app_is("source", "hub").await;
        stage.app_is("busy", "false").await;
        stage.tab.there(&id("dataset-input")).await;
        for script in [SETTLED, OPEN] {
            stage.tab.eval::<bool>(script).await;
        }
        let mut wrong = Vec::new();
        for (name, expected) in fixtures().into_iter().filter(|(_, expected)| wanted(expected)) {
            let dataset = format!("acme/{name}");
            stage.hub.put(Repo::new(&dataset).file("main", DEFAULT_PATH, fixture(&name)));
            stage.tab.eval::<Value>(format!("open({})", quote(&dataset))).await;
            wrong.extend(look(&stage, &dataset, &expected).await.map(|what| format!("{name}: {what}")));
            if expected.get("error").is_none() {
                assert_eq!(stage.tab.eval::<String>(ERROR).await, "", "of {name}");
                continue;
            }
            stage.tab.eval::<Value>(format!("open({})", quote(VISION))).await;
            assert_eq!(stage.tab.eval::<String>(ERROR).await, "", "after {name}");
            stage.points_are(30).await;
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        stage.assert_no_crash().await;
    });
}

#[test]
fn readable_fixtures_are_shown() {
    assert_each(
        |expected| expected.get("error").is_none(),
        async |stage, dataset, expected| {
            let rows = expected["rows"].as_u64().expect("a readable fixture says how many rows it has");
            let runs = if rows == 1 { "1 run".to_owned() } else { format!("{rows} runs") };
            let line: Option<String> =
                stage.tab.eval(format!("document.querySelector('{}')?.innerText", id("source-line"))).await;
            let line = line.unwrap_or_default();
            let shown = stage.tab.attr(&id("app"), "data-dataset").await.unwrap_or_default();
            let is_shown = shown == dataset && line.replace(',', "").contains(&runs);
            (!is_shown).then(|| format!("{line:?} of {shown} instead of {runs:?}"))
        },
    );
}

#[test]
fn broken_fixtures_show_an_error() {
    assert_each(
        |expected| expected.get("error").is_some(),
        async |stage, _, expected| {
            let error: String = stage.tab.eval(ERROR).await;
            if error.is_empty() {
                return Some("no error is shown".to_owned());
            }
            let column = expected["column"].as_str().unwrap_or_default();
            (!error.contains(column)).then(|| format!("{error:?} does not name {column}"))
        },
    );
}

#[test]
fn markup_in_the_data_is_text() {
    run(async {
        let stage = Stage::set([other(fixture("markup_in_strings"))]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.points_are(12).await;
        let markup = "<img src=x onerror=\"window.pwned=1\">";
        stage.tab.wait_for(&format!("document.querySelector('{}')", id("runs"))).await;
        for place in ["legend", "filter-hw_type", "runs"] {
            let text = stage.tab.text(&id(place)).await;
            assert!(text.contains(markup), "{place} does not show the markup as text: {text}");
        }
        // Row 7, the slowest, is one of those with markup in the name of its hardware.
        stage.focus(&id("scatter")).await;
        stage.tab.press("End").await;
        stage.attr_is(&id("tooltip"), "data-row", "7").await;
        assert!(stage.tab.text(&id("tooltip")).await.contains(markup));
        assert!(stage.tab.eval::<bool>("window.pwned === undefined && !document.querySelector('img')").await);
        stage.tab.assert_no_errors().await;
    });
}

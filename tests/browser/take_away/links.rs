//! The address: all of the page's state in it and back, what of it is not understood, back and forward.

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, EMBEDDING, Stage, VISION, id, real_repo};
use isocost::page::choice::address::keys;

/// A value for every name that the page writes, in the order in which it writes them.
const STATE: [(&str, &str); 55] = [
    ("preset", "notebook"),
    ("workload", "1,024 in / 1,024 out tokens"),
    ("max_vus", "256"),
    ("hw_type", "nvidia-l4"),
    ("image", "michaelf34/infinity:0.0.75-trt-onnx"),
    ("batch_size", "32"),
    ("batch_size", "64"),
    ("cheapest", "20"),
    ("latency", "p95"),
    ("axes", "linear"),
    ("x", "rate"),
    ("y", "p95"),
    ("hide", "Pareto front"),
    ("theme", "dark"),
    ("columns", "avg:p95_latency_ms"),
    ("prices", "aws/nvidia-l4:0.6"),
    ("price_list", "acme%2Fprices,2026-11-01,aws/nvidia-l4:0.6"),
    ("pin", "3"),
    ("pin", "1"),
    ("max_avg_ms", "9000"),
    ("max_p95_ms", "9500"),
    ("max_error_share", "0.5"),
    ("min_req_per_sec", "1"),
    ("allow_hw", "nvidia-l4"),
    ("limit", "rate:min:0.5"),
    ("currency", "€"),
    ("per", "requests"),
    ("gpus", "h100:8"),
    ("break_even", "gcp/nvidia-l4"),
    ("plan", "50/s@12h"),
    ("plan_p95_ms", "800,400"),
    ("load_percent", "62.5"),
    ("spare", "1"),
    ("max_cost", "70000"),
    ("against", "5"),
    ("contour", "throughput"),
    ("contour_units", "raw"),
    ("contour_levels", "percentile"),
    ("cx", "batch"),
    ("cy", "vus"),
    ("cz", "avg"),
    ("tried_vus", "256"),
    ("least_gain_percent", "5.5"),
    ("compare", "hardware"),
    ("tolerance_percent", "7.5"),
    ("objectives", "cost,p95"),
    ("configuration", "nvidia-l4 · batch size 32 & more = #1"),
    ("bins", "30"),
    ("shape", "num_vectors"),
    ("sort", "-p95_latency_ms"),
    ("columns_shown", "all"),
    ("api", "0.15,0.075,0.6,2026-11-01"),
    ("api_cached_percent", "40"),
    ("note", "See \"row 3\" & the <map>"),
    // Of several tables side by side: held by its own tests.
    ("of_table", "b/runs.csv"),
];

fn query(pairs: &[(&str, &str)]) -> String {
    let escaped = pairs.iter().map(|(key, value)| {
        let value: String = value
            .bytes()
            .map(|b| if b.is_ascii_alphanumeric() || b == b'_' { (b as char).to_string() } else { format!("%{b:02X}") })
            .collect();
        format!("&{key}={value}")
    });
    escaped.collect()
}

/// The pairs of the address, as the page has written them.
const PAIRS: &str = "JSON.stringify([...new URLSearchParams(location.search)])";

fn json(dataset: &str, pairs: &[(&str, &str)]) -> String {
    let all: Vec<[&str; 2]> = [("dataset", dataset)].iter().chain(pairs).map(|&(key, value)| [key, value]).collect();
    serde_json::to_string(&all).expect("text is JSON")
}

#[test]
fn every_part_of_the_state_survives_a_link() {
    // Files are held by a test of their own, `places::keyboard`.
    let places = ["dataset", "url", "table", "files"];
    let missing: Vec<&str> =
        keys().filter(|key| !places.contains(key) && !STATE.iter().any(|(known, _)| known == key)).collect();
    assert!(missing.is_empty(), "not tested: {missing:?}");
    run(async {
        let alone = &STATE[..STATE.len() - 1];
        let stage = Stage::showing(EMBEDDING, &query(alone)).await;
        stage.tab.wait_until(PAIRS, json(EMBEDDING, alone)).await;
        stage.attr_is("html", "data-theme", "dark").await;
        stage.open_alternatives("near", "near-ties").await;
        assert_eq!(stage.tab.text(&id("tolerance-readout")).await, "7.5%");
        assert_eq!(stage.tab.text(&id("response-bins-readout")).await, "30");
        assert_eq!(stage.tab.text(&id("enough-vus-limit-readout")).await, "256 VUs");
        stage.tab.wait_for(format!("document.querySelector('{}').hidden", id("link-notes"))).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn what_is_chosen_in_the_sections_comes_into_the_address() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        stage.tab.click("input[name=contour-quantity][value=p95]").await;
        stage.tab.click("input[name=compared][value=hardware]").await;
        stage.tab.click(&format!("{} th:nth-child(5) button", id("runs"))).await;
        stage.tab.click(&format!("input{}", id("all-columns"))).await;
        let expected = [("contour", "p95"), ("compare", "hardware"), ("sort", "vus"), ("columns_shown", "all")];
        stage.tab.wait_until(PAIRS, json(CLASSIFICATION, &expected)).await;
        // Another table keeps what is no table's.
        stage.hub.put(real_repo(VISION));
        stage.load(VISION).await;
        stage.app_is("dataset", VISION).await;
        stage.tab.wait_until(PAIRS, r#"[["contour","p95"],["columns_shown","all"]]"#).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_fragment_is_read_as_a_space_hands_it_through() {
    run(async {
        let stage = Stage::set([real_repo(VISION)]).await;
        stage.visit("?latency=p95#max_vus=4").await;
        stage.points_are(18).await;
        stage.tab.wait_until("location.search + location.hash", "?max_vus=4&latency=p95").await;
        stage.visit("?max_vus=6#runs-title").await;
        stage.points_are(24).await;
        assert_eq!(stage.tab.eval::<String>("location.hash").await, "#runs-title");
    });
}

#[test]
fn what_is_not_understood_is_told_and_stays_or_is_clamped() {
    run(async {
        let stage = Stage::showing(VISION, "&max_vus=many&colour_of_hope=green&bins=100000&latency=p95").await;
        let notes = stage.tab.text(&id("link-notes")).await;
        assert!(notes.contains("max_vus=many means nothing"), "{notes}");
        assert!(notes.contains("colour_of_hope") && notes.contains("200 is used"), "{notes}");
        let expected = r#"[["colour_of_hope","green"],["latency","p95"],["bins","200"]]"#;
        stage.tab.wait_until(PAIRS, expected).await;
        stage.points_are(30).await;
        stage.tab.click(&format!("{} button", id("link-notes"))).await;
        stage.tab.wait_for(format!("document.querySelector('{}').hidden", id("link-notes"))).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn back_and_forward_lead_through_filters_and_tables() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.focus(&id("vus-max")).await;
        stage.tab.press("ArrowLeft").await;
        stage.points_are(24).await;
        stage.tab.wait_until("location.search", "?max_vus=6").await;
        stage.tab.click("input[name=contour-quantity][value=p95]").await;
        stage.tab.wait_until("location.search", "?max_vus=6&contour=p95").await;
        stage.hub.put(real_repo(EMBEDDING));
        stage.load(EMBEDDING).await;
        stage.app_is("dataset", EMBEDDING).await;
        stage.tab.wait_for("location.search.startsWith('?dataset=')").await;
        stage.app_is("busy", "false").await;
        let requests = stage.hub.requests().len();
        stage.tab.eval::<bool>("history.back(), true").await;
        stage.app_is("dataset", VISION).await;
        stage.points_are(24).await;
        assert!(
            stage.tab.eval::<bool>("document.querySelector('input[name=contour-quantity][value=p95]').checked").await
        );
        stage.tab.eval::<bool>("history.back(), true").await;
        stage.tab.wait_until("location.search", "?max_vus=6").await;
        stage.tab.wait_for("document.querySelector('input[name=contour-quantity][value=cost]').checked").await;
        stage.tab.eval::<bool>("history.back(), true").await;
        stage.points_are(30).await;
        stage.tab.eval::<bool>("history.go(3), true").await;
        stage.app_is("dataset", EMBEDDING).await;
        assert_eq!(stage.hub.requests().len(), requests, "tables that were there are not fetched again");
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn after_a_reload_going_back_opens_the_earlier_table_by_its_address() {
    run(async {
        let stage = Stage::showing(EMBEDDING, "&max_vus=64").await;
        stage.hub.put(real_repo(VISION));
        stage.load(VISION).await;
        stage.app_is("dataset", VISION).await;
        stage.tab.wait_until("location.search", "").await;
        stage.app_is("busy", "false").await;
        stage.tab.reload().await;
        stage.app_is("dataset", VISION).await;
        stage.app_is("busy", "false").await;
        stage.tab.eval::<bool>("history.back(), true").await;
        stage.app_is("dataset", EMBEDDING).await;
        stage.app_is("busy", "false").await;
        stage.tab.wait_until(PAIRS, json(EMBEDDING, &[("max_vus", "64")])).await;
        assert_eq!(stage.tab.text(&id("vus-max-readout")).await, "64 VUs");
        stage.tab.assert_no_errors().await;
    });
}

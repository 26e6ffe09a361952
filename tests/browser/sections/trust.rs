//! "Nearly as cheap", "How far to trust it", "Run these next": what they say of the real tables, under limits, by keyboard,
//! and on the clipboard.

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, EMBEDDING, OTHER, Stage, VISION, fixture, id, other};
use serde_json::Value;

#[track_caller]
fn lines_are(stage: &Stage, table: &str, count: usize) -> impl Future<Output = ()> {
    stage.tab.wait_until(format!("document.querySelectorAll('{} tbody tr').length", id(table)), count)
}

/// The cells of a line, counted from 1.
async fn cells(stage: &Stage, table: &str, nth: usize) -> Vec<String> {
    let cells = format!("document.querySelectorAll('{} tbody tr:nth-child({nth}) > *')", id(table));
    stage.tab.eval(format!("[...{cells}].map(cell => cell.textContent)")).await
}

/// Stands in for the browser's clipboard: keeps what it is given, or refuses it.
async fn clipboard(stage: &Stage, answers: &str) {
    let stand_in = format!("{{ writeText: text => {{ window.copied = text; return Promise.{answers}; }} }}");
    let script =
        format!("(Object.defineProperty(navigator, 'clipboard', {{ value: {stand_in}, configurable: true }}), true)");
    assert!(stage.tab.eval::<bool>(script).await);
}

/// Moves a range to a value, as a reader's hand does.
async fn slide(stage: &Stage, name: &str, value: &str) {
    let script = format!(
        "(() => {{ const input = document.querySelector('{}');
            input.value = '{value}';
            input.dispatchEvent(new Event('input', {{ bubbles: true }}));
            return input.value === '{value}'; }})()",
        id(name)
    );
    assert!(stage.tab.eval::<bool>(script).await, "{name} takes {value}");
}

#[test]
fn each_table_says_what_is_known_of_it() {
    run(async {
        for (dataset, trust, next, ties) in [
            (
                VISION,
                "Of 6 configurations, throughput at the most load falls in 5, cannot be told in 1.",
                "1 run could find a lower cost per request",
                "the cheapest, nvidia-l4, batch size 4, at 4 VUs at $44.50",
            ),
            (
                EMBEDDING,
                "Of 7 configurations, throughput at the most load is flat in 2, cannot be told in 2, only recovers from a dip in 3.",
                "could find a lower cost per request",
                "batch size 32, at 256 VUs at $0.409",
            ),
            (
                CLASSIFICATION,
                "Of 28 configurations, throughput at the most load is flat in 7, falls in 4, cannot be told in 17.",
                "could find a lower cost per request",
                "21 other runs cost at most 6.7% more than the cheapest, nvidia-l4 · michaelf34/infinity:0.0.75, batch size 64",
            ),
        ] {
            let stage = Stage::showing(dataset, "").await;
            stage.says("trust-sentence", trust).await;
            stage.says("next-list-sentence", next).await;
            stage.open_alternatives("near", "near-ties").await;
            stage.says("ties-sentence", ties).await;
            stage.open_alternatives("trade-offs", "other-measures").await;
            stage.says("menu-sentence", "By cost and average latency, ").await;
            stage.tab.assert_no_errors().await;
        }
    });
}

#[test]
fn a_line_is_chosen_by_key_and_by_mouse() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        lines_are(&stage, "trust", 6).await;
        let first = ["nvidia-l4 · batch 4", "saturated", "5", "−13.2%", "−16.0% to −10.3%"];
        assert_eq!(cells(&stage, "trust", 1).await[..5], first);
        stage.says_in_full("trust-chosen", "nvidia-l4 · batch 4: saturated").await;
        stage.says("trust-key", "its peak, 4 VUs").await;
        stage.says("trust-meaning", "Scalability law: contention").await;
        stage.focus(&format!("{} tr:nth-child(1) input", id("trust"))).await;
        stage.tab.press("ArrowDown").await;
        let second = cells(&stage, "trust", 2).await[0].clone();
        stage.says_in_full("trust-chosen", &second).await;
        let chosen = format!("document.querySelector('{} tr.chosen th').textContent", id("trust"));
        stage.tab.wait_until(chosen.clone(), second).await;
        let third = cells(&stage, "trust", 3).await[0].clone();
        stage.tab.click(&format!("{} tr:nth-child(3) td:nth-child(4)", id("trust"))).await;
        stage.says_in_full("trust-chosen", &third).await;
        // What was chosen is kept while filters leave it, and is the verdict's where they do not.
        stage.tab.click(&format!("{} input[type=checkbox]", id("filter-batch_size"))).await;
        stage.points_are(25).await;
        lines_are(&stage, "trust", 5).await;
        let left = stage.tab.text(&id("trust")).await.contains(&third);
        let expected = if left { third } else { cells(&stage, "trust", 1).await[0].clone() };
        stage.tab.wait_until(chosen, expected).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_evidence_chart_is_drawn_and_interactive() {
    run(async {
        let stage = Stage::showing(VISION, "&theme=light").await;
        let chart = id("trust-chart");
        stage.see(&format!("{chart} canvas")).await;
        stage.frames().await;
        // Near the colours of the marks, of the law and of its peak.
        let counts: Vec<usize> = stage
            .tab
            .eval(format!(
                "(() => {{ const canvas = document.querySelector('{chart} canvas');
                    const {{ data }} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                    const near = (i, r, g, b) =>
                        Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b) < 110;
                    const counts = [0, 0, 0];
                    for (let i = 0; i < data.length; i += 4) {{
                        counts[0] += near(i, 0, 114, 178);
                        counts[1] += near(i, 213, 94, 0);
                        counts[2] += near(i, 0, 158, 115);
                    }}
                    return counts; }})()"
            ))
            .await;
        assert!(counts.iter().all(|&count| count > 40), "{counts:?}");
        stage.focus(&chart).await;
        stage.tab.press("Home").await;
        let tooltip = format!("document.querySelector('{chart} {}').innerText", id("tooltip"));
        stage.tab.wait_for(format!("{tooltip}.includes('first point')")).await;
        for _ in 0..2 {
            stage.tab.press("ArrowRight").await;
        }
        stage.tab.wait_for(format!("{tooltip}.includes('$44.50') && {tooltip}.includes('By the law')")).await;
        stage.tab.press("End").await;
        stage.tab.wait_for(format!("{tooltip}.includes('−8.4%')")).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn limits_change_evidence_near_ties_and_menu() {
    run(async {
        let stage = Stage::showing(EMBEDDING, "").await;
        lines_are(&stage, "trust", 7).await;
        stage.open_alternatives("near", "near-ties").await;
        stage.says("ties-sentence", "$0.409").await;
        stage.visit(&format!("?dataset={EMBEDDING}&max_p95_ms=155")).await;
        stage.says("trust-sentence", "3 more have no run within the limits.").await;
        let winner = stage.in_full("verdict").await;
        let (name, _) = winner.split_once(": $").expect("a verdict names a run and its cost");
        stage.open_alternatives("near", "near-ties").await;
        stage.says("ties-sentence", name).await;
        stage.open_alternatives("trade-offs", "other-measures").await;
        assert_eq!(cells(&stage, "menu", 1).await[0], name);
        let batch = name.split("batch size ").nth(1).and_then(|rest| rest.split(',').next()).expect("a batch size");
        stage.says_in_full("trust-chosen", &format!("batch {batch}: ")).await;
        // Lifted on the page itself.
        stage.tab.click(&id("limits-lift")).await;
        stage.open_alternatives("near", "near-ties").await;
        stage.says("ties-sentence", "$0.409").await;
        lines_are(&stage, "trust", 7).await;
        stage.tab.fill(&id("max_p95_ms-typed"), "1").await;
        stage.tab.press("Enter").await;
        for name in ["trust-sentence", "ties-sentence", "alternatives-none"] {
            stage.says(name, "No run is within the limits.").await;
        }
        stage.open_alternatives("trade-offs", "other-measures").await;
        stage.says("menu-sentence", "No run is within the limits.").await;
        stage.says("next-list-sentence", "Without a run that qualifies").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_tolerance_widens_by_keyboard() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        stage.open_alternatives("near", "near-ties").await;
        lines_are(&stage, "ties", 12).await;
        stage.attr_is(&id("tolerance"), "aria-valuetext", "6.7%").await;
        stage.says("tolerance-note", "found from 42 pairs of runs").await;
        let first = cells(&stage, "ties", 1).await;
        assert_eq!(first[1..4], ["$0.2538", "503 ms", "743 ms"].map(str::to_owned), "{first:?}");
        assert!(cells(&stage, "ties", 2).await[1].contains("(+"));
        stage.focus(&id("tolerance")).await;
        stage.tab.press("Home").await;
        stage.attr_is(&id("tolerance"), "aria-valuetext", "0.0%").await;
        stage.says("ties-sentence", "No other run costs as little as the cheapest").await;
        lines_are(&stage, "ties", 1).await;
        stage.tab.press("End").await;
        stage.attr_is(&id("tolerance"), "aria-valuetext", "20.0%").await;
        stage.says("ties-sentence", "at most 20.0% more").await;
        lines_are(&stage, "ties", 12).await;
        stage.tab.click(&id("ties-all")).await;
        stage.tab.wait_for(format!("document.querySelectorAll('{} tbody tr').length > 12", id("ties"))).await;
        slide(&stage, "tolerance", "2").await;
        lines_are(&stage, "ties", 5).await;
        stage.says("tolerance-note", "Your own tolerance.").await;
        stage.tab.click(&format!("{} tr:nth-child(2) .to-run", id("ties"))).await;
        stage.to_table_of_runs().await;
        stage.tab.wait_for(format!("document.querySelector('{} tr[aria-current]')", id("runs"))).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_verdict_says_how_sure_it_is() {
    run(async {
        for (dataset, word, reason, chances) in [
            (VISION, "Cannot tell", "too few pairs of runs", 0),
            (EMBEDDING, "Tie", "The 4 runs within 3% of its load cost $0.423 per 1M requests", 7),
            (CLASSIFICATION, "One more run needed", "throughput is not stable at the load of the answer", 12),
        ] {
            let stage = Stage::showing(dataset, "").await;
            stage.says("confidence-word", word).await;
            stage.says("confidence-reasons", reason).await;
            // The likelier one is told where the answer is read.
            let hidden = format!("document.querySelector('{}').offsetParent === null", id("likelier"));
            stage.tab.wait_until(hidden, dataset != CLASSIFICATION).await;
            if dataset == CLASSIFICATION {
                let told = "L4 · trt-onnx, batch size 64 is likelier to be the cheapest (89%, this one 7%). One more run would tell.";
                stage.says("likelier", told).await;
            }
            stage.open_alternatives("near", "chances-of-each").await;
            lines_are(&stage, "chances", chances).await;
            stage.tab.assert_no_errors().await;
        }
    });
}

#[test]
fn the_menu_is_by_two_or_three_objectives() {
    run(async {
        let stage = Stage::showing(EMBEDDING, "").await;
        stage.open_alternatives("trade-offs", "other-measures").await;
        stage.says("menu-sentence", "By cost and average latency, ").await;
        let heads =
            format!("[...document.querySelectorAll('{} thead th')].map(head => head.textContent).join()", id("menu"));
        let menu = "Run,Cost,Average latency,Faster by,Dearer by,Per ms saved";
        stage.tab.wait_until(heads.clone(), menu.to_owned()).await;
        let check = |name: &str| format!("{} input[value={name}]", id("objectives"));
        let disabled = |name: &str| format!("document.querySelector('{}').disabled", check(name));
        stage.tab.wait_until(disabled("Cost"), true).await;
        stage.tab.click(&check("Throughput")).await;
        stage.says("menu-sentence", "By cost, average latency and throughput, ").await;
        stage.tab.wait_until(heads.clone(), "Run,Cost,Average latency,Throughput".to_owned()).await;
        stage.tab.wait_until(disabled("P95Latency"), true).await;
        stage.tab.wait_until(disabled("Cost"), false).await;
        stage.focus(&check("Cost")).await;
        stage.tab.press(" ").await;
        stage.says("menu-sentence", "By average latency and throughput, ").await;
        stage.tab.wait_until(disabled("Throughput"), true).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_list_is_copied_in_three_forms() {
    run(async {
        let stage = Stage::showing(EMBEDDING, "").await;
        clipboard(&stage, "resolve()").await;
        stage.tab.wait_for(format!("document.querySelectorAll('{} tbody tr').length > 2", id("next-list"))).await;
        let lines = stage.tab.count(&format!("{} tbody tr", id("next-list"))).await;
        stage.tab.click(&id("copy-json")).await;
        stage.says("copied", "Copied.").await;
        let json: Value = serde_json::from_str(&stage.tab.eval::<String>("window.copied").await).expect("JSON");
        let runs = json.as_array().expect("a list");
        assert_eq!(runs.len(), lines);
        assert_eq!(
            (&runs[0]["batch_size"], &runs[0]["vus"], &runs[0]["hw_type"]),
            (&32.into(), &256.into(), &"nvidia-l4".into())
        );
        assert_eq!(runs[0]["k6"]["scenarios"]["run"]["vus"], 256);
        assert_eq!(runs[0]["k6"]["scenarios"]["run"]["iterations"], 10_000);
        stage.tab.click(&id("copy-table")).await;
        stage.tab.wait_for("window.copied.startsWith('hw_type\\t')").await;
        let table: String = stage.tab.eval("window.copied").await;
        assert_eq!(table.lines().count(), lines + 1);
        stage.tab.click(&id("copy-k6")).await;
        stage.tab.wait_for("window.copied.startsWith('k6 run --vus 256 --iterations 10000 ')").await;
        let commands: String = stage.tab.eval("window.copied").await;
        assert_eq!(commands.lines().count(), lines);
        assert!(commands.lines().all(|line| line.ends_with(" script.js") && line.contains("--tag 'batch_size=")));
        assert_eq!(stage.tab.count(&id("copy-text")).await, 0);
        // Another list has not been copied.
        stage.tab.click(&format!("{} label:nth-of-type(2) input[type=checkbox]", id("filter-batch_size"))).await;
        stage.tab.wait_until(format!("document.querySelector('{}').textContent", id("copied")), String::new()).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn where_the_clipboard_is_refused_the_text_is_selected() {
    run(async {
        let stage = Stage::showing(EMBEDDING, "").await;
        let selected = format!(
            "(() => {{ const area = document.querySelector('{}');
                return document.activeElement === area && area.readOnly && area.value.length > 0
                    && area.selectionEnd - area.selectionStart === area.value.length; }})()",
            id("copy-text")
        );
        for refusal in ["reject(new DOMException('no', 'NotAllowedError'))", ""] {
            if refusal.is_empty() {
                // As on a page that came without encryption.
                let none = "(Object.defineProperty(navigator, 'clipboard', { value: undefined }), true)";
                assert!(stage.tab.eval::<bool>(none).await);
            } else {
                clipboard(&stage, refusal).await;
            }
            for (button, begins) in [("copy-json", "["), ("copy-k6", "k6 run "), ("copy-table", "hw_type")] {
                stage.tab.click(&id(button)).await;
                let value = format!("document.querySelector('{}').value.startsWith('{begins}')", id("copy-text"));
                stage.tab.wait_for(value).await;
                stage.tab.wait_until(selected.clone(), true).await;
            }
        }
        stage.says("copied", "does not let this page copy").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn sentences_without_any_run_and_with_one() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.tab.click(&format!("{} input[type=checkbox]", id("filter-hw_type"))).await;
        stage.points_are(0).await;
        stage.says("trust-sentence", "No run passes the filters.").await;
        stage.says("alternatives-none", "No run passes the filters.").await;
        stage.says("next-list-sentence", "Without a run that qualifies").await;
        let is_empty = async |name: &str| {
            lines_are(&stage, name, 0).await;
            let hidden = format!("document.querySelector('{}').offsetParent === null", id(name));
            assert!(stage.tab.eval::<bool>(hidden).await, "{name}");
        };
        for name in ["trust", "next-list", "alternatives"] {
            is_empty(name).await;
        }
        for (list, detail, table) in [("near", "near-ties", "ties"), ("trade-offs", "other-measures", "menu")] {
            stage.open_alternatives(list, detail).await;
            stage.says(&format!("{table}-sentence"), "No run passes the filters.").await;
            is_empty(table).await;
        }
        for hidden in ["copies"] {
            stage.attr_is(&id(hidden), "hidden", "").await;
        }
        stage.tab.assert_no_errors().await;
        let stage = Stage::set([other(fixture("one_row"))]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.points_are(1).await;
        stage.says("trust-sentence", "Of 1 configuration, throughput at the most load cannot be told in 1.").await;
        stage.open_alternatives("trade-offs", "other-measures").await;
        stage.says("menu-sentence", "1 of 1 run: no other").await;
        stage.open_alternatives("near", "near-ties").await;
        lines_are(&stage, "ties", 1).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn many_configurations_are_shown_a_few_first() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        lines_are(&stage, "trust", 12).await;
        stage
            .tab
            .wait_until(format!("document.querySelector('{}').textContent", id("trust-all")), "Show all 28".to_owned())
            .await;
        stage.tab.click(&id("trust-all")).await;
        lines_are(&stage, "trust", 28).await;
        stage.tab.click(&id("trust-all")).await;
        lines_are(&stage, "trust", 12).await;
        stage.tab.assert_no_errors().await;
    });
}

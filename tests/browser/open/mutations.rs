//! Damaged copies of the three real tables, picked as files: each gives a table or a sentence, the page answers
//! afterwards, and neither the page nor what reads files beside it takes much memory.
//!
//! `ISOCOST_PAGE_MUTATIONS` says how many there are; `ISOCOST_SEED` begins elsewhere.

use crate::harness::run;
use crate::harness::site::{Changes, reader_script};
use crate::harness::stage::{CLASSIFICATION, EMBEDDING, SETTLED, Stage, VISION, id, real_table};
use crate::harness::tab::quote;
use crate::support::damage::{Random, Target};
use serde_json::Value;

const MUTATIONS: usize = 120;
/// The most that the WebAssembly memory of the page, and that of the worker, may come to, bytes. The files have 11 to
/// 21 kB. WebAssembly memory never shrinks, so its size is the most that was ever held.
const MEMORY_CAP: f64 = (64 << 20) as f64;
/// After so many damaged files comes a whole one, which must be shown.
const ROUND: usize = 15;

/// Keeps hold of each WebAssembly memory, and hands it to `hold`.
const HOLD: &str = r"for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name].bind(WebAssembly);
    WebAssembly[name] = async (...given) => {
        const made = await original(...given);
        const { memory } = (made.instance ?? made).exports;
        // What comes after the first view has none of its own.
        if (memory) hold(memory);
        return made;
    };
}";

/// In the page: `pageMemory()`, and `workerPeak`, which workers tell with whatever they say.
const IN_PAGE: &str = r"let memory = null;
    const hold = made => memory = made;
    window.pageMemory = () => memory.buffer.byteLength;
    window.workerPeak = 0;
    new BroadcastChannel('memory').onmessage = ({ data }) => window.workerPeak = Math.max(window.workerPeak, data);";

const IN_WORKER: &str = r"let memory = null;
    const hold = made => memory = made;
    const channel = new BroadcastChannel('memory');
    const post = self.postMessage.bind(self);
    self.postMessage = (...given) => { if (memory) channel.postMessage(memory.buffer.byteLength); post(...given); };";

/// `feed(name, base64)` picks a file and says what came of it, once the page is no longer busy.
const FEED: &str = r"window.feed = (name, base64) => {
    const part = name => document.querySelector(`[data-testid=${name}]`);
    const pick = () => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(atob(base64), char => char.charCodeAt(0))], name));
        const input = part('files-input');
        input.files = data.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
    };
    return settled(pick).then(() => ({
        error: part('load-error')?.innerText.trim() ?? '',
        dataset: part('app').dataset.dataset,
        phase: part('app').dataset.phase,
        points: +(part('scatter')?.dataset.points ?? -1),
    }));
}; true";

/// What a page shows after a file.
struct Outcome {
    error: String,
    dataset: String,
    phase: String,
    points: f64,
}

impl Outcome {
    async fn of(stage: &Stage, name: &str, bytes: &[u8]) -> Self {
        let json: String =
            stage.tab.eval(format!("feed({}, '{}').then(JSON.stringify)", quote(name), base64(bytes))).await;
        let state: Value = serde_json::from_str(&json).expect("it was made by JSON.stringify");
        let text = |name: &str| state[name].as_str().expect("the page says it in words").to_owned();
        let points = state["points"].as_f64().expect("a number");
        Self { error: text("error"), dataset: text("dataset"), phase: text("phase"), points }
    }

    /// The fault of an outcome; a table and an expected error message are no faults.
    fn fault(&self, name: &str) -> Option<String> {
        let Self { error, dataset, phase, points } = self;
        let is_sentence = error.ends_with('.') && error.contains(' ') && error.chars().count() < 1_000;
        let is_unforeseen =
            ["crashed", "took too long", "unreachable", "panicked"].iter().any(|word| error.contains(word));
        if error.is_empty() {
            let is_shown = dataset == name && phase == "shown" && *points >= 0.0;
            return (!is_shown).then(|| format!("neither a table nor an error ({phase}, {dataset}, {points} points)"));
        }
        (!is_sentence || is_unforeseen).then(|| format!("no good sentence: {error}"))
    }
}

/// As the browser's `atob` reads it.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| bits << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        for digit in 0..4 {
            let shown = DIGITS[(bits >> (18 - 6 * digit) & 63) as usize] as char;
            text.push(if digit <= three.len() { shown } else { '=' });
        }
    }
    text
}

fn setting(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// The page, with its memory and that of its workers in view.
async fn watched() -> Stage {
    let script = format!("{{ {IN_PAGE}\n{HOLD} }}");
    let reader = format!("{{ {IN_WORKER}\n{HOLD} }}\n{}", reader_script());
    let stage = Stage::changed([], Changes { script: Some(script), reader: Some(reader), ..Changes::default() }).await;
    stage.visit("").await;
    stage.app_is("phase", "shown").await;
    stage.app_is("busy", "false").await;
    stage.tab.there(&id("files-input")).await;
    stage.tab.eval::<bool>(SETTLED).await;
    stage.tab.eval::<bool>(FEED).await;
    stage
}

async fn assert_small(stage: &Stage, name: &str) {
    for place in ["window.pageMemory()", "window.workerPeak"] {
        let bytes: f64 = stage.tab.eval(place).await;
        assert!(bytes > 0.0 && bytes <= MEMORY_CAP, "{place} is {bytes} bytes after {name}");
    }
}

#[test]
fn damaged_files_give_a_table_or_an_error_message() {
    run(async {
        let whole = [VISION, EMBEDDING, CLASSIFICATION].map(real_table);
        let targets = whole.each_ref().map(|bytes| Target::new(bytes));
        let mut random = Random::new(setting("ISOCOST_SEED", 31) as u64);
        let stage = watched().await;
        let (mut tables, mut wrong) = (0, Vec::new());
        let count = setting("ISOCOST_PAGE_MUTATIONS", MUTATIONS);
        for round in 0..count {
            let (target, other) = (&targets[round % 3], &targets[random.below(3)]);
            let bytes = target.damaged(&mut random, other);
            let name = format!("damaged-{round}.parquet");
            let outcome = Outcome::of(&stage, &name, &bytes).await;
            tables += usize::from(outcome.error.is_empty());
            wrong.extend(outcome.fault(&name).map(|fault| format!("{name}: {fault}")));
            if round % ROUND == ROUND - 1 {
                let outcome = Outcome::of(&stage, "whole.parquet", &whole[0]).await;
                assert!(outcome.error.is_empty(), "after {name}: {}", outcome.error);
                assert_eq!((outcome.dataset.as_str(), outcome.points), ("whole.parquet", 30.0), "after {name}");
                assert_small(&stage, &name).await;
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(tables > 0 && tables < count, "{tables} tables of {count} files: the damage is no test");
        // The page also reacts to input.
        Outcome::of(&stage, "last.parquet", &whole[0]).await;
        stage.tab.fill(&id("cheapest-n"), "3").await;
        stage.tab.wait_until(format!("document.querySelectorAll('{} tbody tr').length", id("runs")), 3).await;
        assert_small(&stage, "all of them").await;
        stage.assert_no_crash().await;
    });
}

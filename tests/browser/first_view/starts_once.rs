//! First views that start once: whatever the address, the table, the frame or the screen, nothing calls code that is still
//! to come, for which the page would have to start again.

use std::sync::Arc;

use super::before_the_rest::CALLED;
use crate::harness::http::{Request, Response, Server};
use crate::harness::run;
use crate::harness::site::{Changes, Files};
use crate::harness::stage::{CLASSIFICATION, EMBEDDING, OTHER, Stage, VISION, fixture, other, real_repo, real_table};
use crate::support::damage::Random;

const HEAD: &str = "vus,batch_size,avg_latency_ms,throughput_req_per_sec,1B_cost,hw_type";

/// Put before the page: the code below the first view comes once that has come to rest, or waits for that code: where nothing
/// is fetched, and no worker has been asked or has answered, for a while; a long one in the widest window, as what the page
/// does by the clock must call none of that code either.
const HELD: &str = "
    const rests = () => {
        const [app, chart] = ['app', 'scatter'].map(name => document.querySelector(`[data-testid=${name}]`));
        return globalThis.isocostRare || app?.dataset.busy === 'false' && (!chart || chart.dataset.draws > 0);
    };
    let [running, last] = [0, performance.now()];
    const runs = more => (running += more, last = performance.now());
    const waits = () => running === 0 && performance.now() > last + (innerWidth < 1900 ? 500 : 2000);
    const Real = Worker;
    window.Worker = class extends Real {
        constructor(...all) {
            super(...all);
            this.addEventListener('message', () => runs(this.isAsked ? -1 : 0, this.isAsked = false));
        }
        postMessage(...all) {
            runs(this.isAsked ? 0 : 1);
            this.isAsked = true;
            super.postMessage(...all);
        }
    };
    const over = new Promise(free => {
        const began = Date.now();
        const look = setInterval(() => {
            if (!rests() && !waits() && Date.now() < began + 2500) return;
            clearInterval(look);
            setTimeout(() => (window.isFree = true, free()), 300);
        }, 50);
    });
    const really = window.fetch;
    window.fetch = async (what, ...more) => {
        if (/isocost-.*_(moves|secondary).wasm/.test(what)) await over;
        runs(1);
        return really(what, ...more).finally(() => runs(-1));
    };";

/// How a first view is met.
#[derive(Clone, Copy)]
enum Met {
    /// In a window of this width and pixel ratio.
    Window(i64, f64),
    /// In a frame of this width.
    Frame(u32),
}

const WINDOW: Met = Met::Window(1280, 1.0);

/// The page with three tables on the Hub, beside a page that frames it.
async fn stage() -> Stage {
    let host = |request: &Request, _: &Files<'_>| {
        let (width, query) = request.target.strip_prefix("/framed/")?.split_once('/')?;
        let frame = format!("<iframe width={width} height=800 style='border: 0' src=\"/{query}\"></iframe>");
        Some(Response::html(format!("<!doctype html><style>body {{ margin: 0 }}</style>{frame}")).into())
    };
    let changes = Changes { script: Some(HELD.to_owned()), host: Some(Arc::new(host)), ..Changes::default() };
    Stage::changed([real_repo(VISION), real_repo(EMBEDDING), other(real_table(CLASSIFICATION))], changes).await
}

/// Opens each address as it is met, waits for all of the page, and fails where that started twice.
async fn start_once(stage: &Stage, views: impl IntoIterator<Item = (Met, String)>) {
    let mut twice = Vec::new();
    for (met, query) in views {
        let (page, at) = match met {
            Met::Window(width, ratio) => {
                stage.tab.set_viewport(width, 900, ratio).await;
                stage.visit(&query).await;
                ("window", format!("{query} {width} px wide, {ratio} pixels to one"))
            }
            Met::Frame(width) => {
                stage.tab.set_viewport(1280, 900, 1.0).await;
                stage.visit(&format!("framed/{width}/{query}")).await;
                ("frames[0]", format!("{query} in a frame of {width} px"))
            }
        };
        let is_whole = format!(
            "{page}.isFree && {page}.document.querySelector('[data-testid=app][data-busy=false]') \
             && !{page}.document.querySelector('.later')"
        );
        stage.tab.wait_for(is_whole).await;
        stage.frames().await;
        if stage.tab.eval::<usize>(format!("{page}.{CALLED}")).await > 0 {
            twice.push(at);
        }
    }
    assert!(twice.is_empty(), "started twice: {twice:#?}");
    stage.assert_no_crash().await;
}

fn queries<const N: usize>(met: Met, queries: [&str; N]) -> [(Met, String); N] {
    queries.map(|query| (met, query.to_owned()))
}

#[test]
fn windows_and_frames_of_all_sizes() {
    run(async {
        let stage = stage().await;
        let screens = [(320, 3.0), (600, 1.5), (1280, 2.0), (1900, 1.0)];
        let windows = screens.map(|(width, ratio)| (Met::Window(width, ratio), String::new()));
        let frames = [390, 1280].map(|width| (Met::Frame(width), String::new()));
        start_once(&stage, windows.into_iter().chain(frames)).await;
        stage.tab.prefer_colour_scheme("dark").await;
        start_once(&stage, queries(WINDOW, ["", "?theme=light"])).await;
        stage.tab.prefer_colour_scheme("light").await;
        start_once(&stage, queries(WINDOW, ["?theme=dark"])).await;
    });
}

#[test]
fn parts_alone() {
    run(async {
        let stage = stage().await;
        let parts = ["verdict", "scatter", "contour", "vus"];
        let framed = parts.into_iter().zip([320, 600, 320, 600]);
        let framed = framed.map(|(part, width)| (Met::Frame(width), format!("?embed=1&view={part}")));
        let whole = ["scatter", "vus"].map(|part| (WINDOW, format!("?view={part}")));
        start_once(&stage, framed.chain(whole)).await;
        start_once(&stage, queries(Met::Frame(390), ["?embed=1&dataset=acme/loads"])).await;
    });
}

#[test]
fn what_readers_choose() {
    run(async {
        let stage = stage().await;
        let chosen = [
            "?preset=notebook&dataset=acme/loads",
            "?max_vus=4&look=dark&latency=p95&axes=log&hide=Pareto%20front",
            "?hw_type=nvidia-l4&batch_size=64&cheapest=10&axes=linear&pin=12&pin=3",
            "?max_p95_ms=500&max_avg_ms=400&max_error_share=0.1&min_req_per_sec=1&allow_hw=nvidia-l4",
            "?max_p95_ms=0.001&bins=30&sort=-vus&columns_shown=all",
            "?prices=aws/nvidia-l4:0.6&currency=%E2%82%AC",
            "?plan=50/s@24h&plan_p95_ms=1000,500&break_even=aws/nvidia-l4&prices=aws/nvidia-l4:0.6",
            "?columns=vus:batch_size",
            "?contour=p95&contour_levels=percentile&tried_vus=256&compare=engine&objectives=cost,p95&tolerance_percent=5",
            "?max_vus=many&embed=yes&view=everything&nonsense=1",
        ];
        start_once(&stage, queries(WINDOW, chosen)).await;
    });
}

#[test]
fn tables_of_all_forms() {
    run(async {
        let stage = stage().await;
        let csv = format!("{HEAD}\n1,8,10,100,1400,nvidia-l4\n2,8,12,160,900,nvidia-l4\n4,8,20,200,700,nvidia-l4\n");
        let row = r#"{"vus":4,"avg_latency_ms":20,"throughput_req_per_sec":200,"1B_cost":700}"#;
        let words =
            "concurrency,Requests/sec,mean (s),p95 (s),failed\n1,10,0.1,0.12,0\n2,19,0.11,0.15,1\n8,34,0.24,0.4,3\n";
        let made = [
            ("runs.csv", csv.clone().into_bytes()),
            ("head.csv", format!("{HEAD}\n").into_bytes()),
            ("words.csv", words.into()),
            ("runs.json", format!("[{row},{row}]").into_bytes()),
            ("runs.jsonl", format!("{row}\n{row}\n").into_bytes()),
        ];
        let fixtures = ["one_row", "no_rows", "nan_inf", "missing_cost", "missing_vus", "missing_latency"];
        let files: Vec<(String, Vec<u8>)> = made
            .map(|(name, bytes)| (name.to_owned(), bytes))
            .into_iter()
            .chain(fixtures.map(|name| (format!("{name}.parquet"), fixture(name))))
            .collect();
        let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
        let web = Server::start(move |request| {
            let found = files.iter().find(|(name, _)| request.path() == format!("/{name}"));
            let answer = found.map_or_else(
                || Response::text(404, "Not Found"),
                |(_, bytes)| Response::new(200, crate::harness::body::Body::whole(bytes.clone())),
            );
            answer.header("Access-Control-Allow-Origin", "*").into()
        })
        .await;
        let url = |name: &str| format!("url={}/{name}", web.origin());
        start_once(&stage, names.iter().map(|name| (WINDOW, format!("?{}", url(name))))).await;
        start_once(
            &stage,
            [
                (Met::Frame(390), format!("?{}", url("runs.csv"))),
                (WINDOW, format!("?{}&{}", url("runs.csv"), url("one_row.parquet"))),
                (WINDOW, format!("?dataset={EMBEDDING}&dataset={VISION}")),
                (WINDOW, format!("?dataset={OTHER}")),
            ],
        )
        .await;
        start_once(
            &stage,
            [(WINDOW, format!("?{}", url("none.csv")))].into_iter().chain(queries(
                WINDOW,
                ["?dataset=nobody/nothing", "?dataset=not%20a%20name", "?url=http://localhost:9/runs.csv"],
            )),
        )
        .await;
    });
}

/// What readers choose in the first view, with several values of each.
const CHOICES: [&[&str]; 17] = [
    &["preset=notebook"],
    &["max_vus=4", "max_vus=64"],
    &["look=dark", "theme=dark"],
    &["latency=p95", "latency=p50"],
    &["axes=log", "axes=linear"],
    &["hide=Pareto%20front", "hide=nvidia-l4"],
    &["hw_type=nvidia-l4", "hw_type=nvidia-t4&hw_type=nvidia-l4"],
    &["image=x", "image=trt-onnx"],
    &["batch_size=64", "batch_size=1&batch_size=64"],
    &["cheapest=10", "cheapest=1"],
    &["pin=12&pin=3", "pin=1"],
    &["max_p95_ms=500", "max_p95_ms=200", "max_p95_ms=0.001"],
    &["max_avg_ms=400", "max_error_share=0.1", "max_error_share=0"],
    &["min_req_per_sec=1", "min_req_per_sec=100"],
    &["allow_hw=nvidia-l4"],
    &["embed=1"],
    &["dataset=acme/loads", "dataset=derek-thomas/embedding-ie-optimization"],
];

/// Several of them, by a seed; each at most once.
fn together(seed: u64) -> String {
    let mut random = Random::new(seed);
    let mut left = CHOICES.to_vec();
    let chosen = (0..2 + random.below(5)).map(|_| {
        let values = left.swap_remove(random.below(left.len()));
        values[random.below(values.len())]
    });
    format!("?{}", chosen.collect::<Vec<_>>().join("&"))
}

/// Together they may ask for code that none of them asks for by itself. `ISOCOST_SEEDS=100..160` tries these.
#[test]
fn what_readers_choose_together() {
    run(async {
        let stage = stage().await;
        let asked = std::env::var("ISOCOST_SEEDS").unwrap_or_else(|_| "1..9".to_owned());
        let (first, end) = asked.split_once("..").expect("two numbers");
        let [first, end] = [first, end].map(|number| number.parse::<u64>().expect("a number"));
        start_once(&stage, (first..end).map(|seed| (WINDOW, together(seed)))).await;
    });
}

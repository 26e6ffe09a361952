//! Controls of the first view while the code below it cannot be had: nothing crashes, the page says why, and what was done
//! is done once that code is there, in order and once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::harness::http::Response;
use crate::harness::run;
use crate::harness::site::{Changes, host_without};
use crate::harness::stage::{Stage, VISION, fixture, id, other, real_repo};
use crate::harness::tab::quote;

/// Everything of the first view that can be clicked, moved or filled.
const CONTROLS: &str = "[...document.querySelectorAll('main button, main summary, header button, header label, legend, main input, header input')]
    .filter(part => !part.closest('.later, .place, .chart-head, .chart-more, .sure, .reasons > :not(summary), .open-data > .panel, .data'))";

/// In the page: uses a control as a person would.
const USE: &str = "window.use = part => {
    const told = kind => part.dispatchEvent(new Event(kind, { bubbles: true }));
    if (part.type === 'range') { part.value = part.value === part.max ? +part.max - 1 : +part.value + 1; told('input'); told('change'); }
    else if (part.matches('input:not([type=checkbox], [type=radio], [type=file])')) { part.value = '5'; told('input'); told('change'); }
    else part.click();
    return true;
}; true";

/// In the page: all that a control of the first view may change.
const SHOWN: &str = "JSON.stringify([location.search, document.documentElement.dataset.theme, document.querySelector('main').dataset.dataset,
    document.querySelector('main').dataset.source, document.querySelector('[data-testid=scatter]').dataset.points,
    document.querySelector('[data-testid=verdict]').innerText,
    [...document.querySelectorAll('header details, .filters details')].map(part => part.open),
    [...document.querySelectorAll('.filters input, header input')].map(part => part.type === 'checkbox' || part.type === 'radio' ? part.checked : part.value)])";

/// The page's host, which has the code below the first view only while it is told so.
struct Host {
    has_code: Arc<AtomicBool>,
    stage: Stage,
}

impl Host {
    async fn start() -> Self {
        let has_code = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&has_code);
        let host = host_without(move |path| {
            let lost = path.ends_with("_secondary.wasm") && path.contains("isocost") && !told.load(Ordering::SeqCst);
            lost.then(|| Response::text(404, "Not Found").into())
        });
        // Which would bring what its host has not.
        let script = Some("delete Navigator.prototype.serviceWorker".to_owned());
        let changes = Changes { host, script, ..Changes::default() };
        let stage = Stage::changed([real_repo(VISION), other(fixture("one_row"))], changes).await;
        Self { has_code, stage }
    }

    fn has_code(&self, has: bool) {
        self.has_code.store(has, Ordering::SeqCst);
    }

    /// The first view; without the code, until the page has said so.
    async fn show(&self, has_code: bool) {
        self.has_code(has_code);
        let Self { stage, .. } = self;
        stage.visit("").await;
        stage.app_is("source", "hub").await;
        stage.tab.wait_for(format!("document.querySelector('{}')?.dataset.draws > 0", id("scatter"))).await;
        if has_code {
            stage.tab.wait_for("!document.querySelector('.later')").await;
        } else {
            stage.tab.there(&id("later-failed")).await;
        }
        stage.tab.eval::<bool>(USE).await;
    }

    async fn is_alive(&self, what: &str) {
        let crashed: bool = self.stage.tab.eval("document.documentElement.hasAttribute('data-crashed')").await;
        assert!(!crashed, "{what} crashed the page");
        self.stage.assert_no_crash().await;
    }

    async fn says(&self, words: &str) {
        self.stage.tab.wait_for(format!("document.querySelector('.said')?.innerText.includes({})", quote(words))).await;
    }

    /// The code is there from now on, and somebody asks for it.
    async fn retry(&self) {
        self.has_code(true);
        self.stage.tab.eval::<bool>("(document.querySelector('.said button').click(), true)").await;
    }
}

#[test]
fn every_control_waits_for_missing_code_and_is_then_answered() {
    run(async {
        let (host, reference) = (Host::start().await, Host::start().await);
        host.show(false).await;
        let controls: usize = host.stage.tab.eval(format!("{CONTROLS}.length")).await;
        assert!(controls > 20, "{controls}");
        // Three at a time, far from each other.
        let stride = controls.div_ceil(3);
        for nth in 0..stride {
            let all = (nth..controls).step_by(stride).map(|nth| format!("use({CONTROLS}[{nth}])"));
            let act = all.collect::<Vec<_>>().join(" && ");
            let expected = async {
                reference.show(true).await;
                reference.stage.tab.eval::<bool>(act.clone()).await;
                // Until controls have come to rest.
                tokio::time::sleep(std::time::Duration::from_millis(500)).await;
                reference.stage.app_is("busy", "false").await;
                reference.stage.tab.eval::<String>(SHOWN).await
            };
            let held = async {
                if nth > 0 {
                    host.show(false).await;
                }
                host.stage.tab.eval::<bool>(act.clone()).await;
                host.stage.frames().await;
                host.is_alive(&act).await;
            };
            let (expected, ()) = tokio::join!(expected, held);
            // Answered at once, or the page says why not.
            let why = "document.querySelector('.said')?.innerText.includes(\"is missing on the page's host (404)\")";
            host.stage.tab.wait_for(format!("{why} || {SHOWN} === {}", quote(&expected))).await;
            host.has_code(true);
            let again = "((document.querySelector('.said button') ?? document.querySelector('[data-testid=later-failed] button')).click(), true)";
            host.stage.tab.eval::<bool>(again).await;
            host.stage.tab.wait_until(SHOWN, expected).await;
            host.stage.tab.wait_for("!document.querySelector('.said, .later')").await;
            host.is_alive(&act).await;
        }
    });
}

#[test]
fn a_held_click_says_why_it_waits_and_is_done_after_a_retry() {
    run(async {
        let host = Host::start().await;
        host.show(false).await;
        host.stage.tab.click(&id("look")).await;
        host.says("What you did waits for a part of the page that could not be loaded yet").await;
        host.says("is missing on the page's host (404)").await;
        let theme = "document.documentElement.dataset.theme";
        host.stage.tab.wait_until(theme, "light".to_owned()).await;
        // In vain, and not in vain.
        host.stage.tab.eval::<bool>("(document.querySelector('.said button').click(), true)").await;
        host.says("is missing on the page's host (404)").await;
        host.stage.tab.wait_until(theme, "light".to_owned()).await;
        host.retry().await;
        host.stage.tab.wait_until(theme, "dark".to_owned()).await;
        host.stage.tab.wait_for("!document.querySelector('.said, .later')").await;
        host.is_alive("the retry").await;
    });
}

#[test]
fn what_was_done_is_done_in_order_and_once() {
    run(async {
        let host = Host::start().await;
        host.show(false).await;
        let tab = &host.stage.tab;
        // A box that is turned, a field that is filled, a button: each by a person's own mouse and keys.
        let boxes = "[...document.querySelectorAll('.filters input[type=checkbox]')].map(box => box.checked).join()";
        let before: String = tab.eval(boxes).await;
        tab.click(".filters input[type=checkbox]").await;
        let after: String = tab.eval(boxes).await;
        assert_ne!(before, after, "a box turns at once");
        tab.fill(&id("demand"), "50").await;
        tab.press("Enter").await;
        tab.click(&id("look")).await;
        host.says("What you did waits").await;
        host.is_alive("what was done").await;
        host.retry().await;
        host.stage.address_says("plan", "50/s@730h").await;
        tab.wait_until("document.documentElement.dataset.theme", "dark".to_owned()).await;
        host.is_alive("what was done").await;
    });
}

#[test]
fn a_click_on_the_chart_pins_the_run_that_was_clicked() {
    run(async {
        let host = Host::start().await;
        host.show(false).await;
        let tab = &host.stage.tab;
        let scatter = id("scatter");
        // Where the pointer finds a run.
        let star = format!(
            "(async () => {{ const chart = document.querySelector('{scatter}'); const box = chart.getBoundingClientRect();
                for (let y = 8; y < box.height; y += 8) for (let x = 8; x < box.width; x += 8) {{
                    const place = {{ clientX: box.x + x, clientY: box.y + y, bubbles: true }};
                    chart.dispatchEvent(new PointerEvent('pointermove', place));
                    await new Promise(resolve => setTimeout(resolve));
                    if (chart.querySelector('[data-testid=tooltip]')?.checkVisibility()) return [place.clientX, place.clientY];
                }} return []; }})()"
        );
        tab.eval::<bool>(format!("(document.querySelector('{scatter}').scrollIntoView({{ block: 'center' }}), true)"))
            .await;
        let place: Vec<f64> = tab.eval(star).await;
        let [x, y] = place[..] else { panic!("no run is at any place of the chart") };
        tab.click_at(x, y).await;
        host.says("What you did waits").await;
        // The pointer goes on to where there is no run.
        tab.hover_at(5.0, 5.0).await;
        host.retry().await;
        tab.wait_for("new URLSearchParams(location.search).has('pin')").await;
        host.is_alive("the click").await;
    });
}

#[test]
fn dropped_files_are_opened_once_the_code_is_there() {
    run(async {
        let host = Host::start().await;
        host.show(false).await;
        let drop = "(() => { const transfer = new DataTransfer();
            transfer.items.add(new File(['vus,batch_size,avg_latency_ms,throughput_req_per_sec,1B_cost,hw_type\\n1,8,10,100,1400,nvidia-l4\\n2,8,12,160,900,nvidia-l4\\n'], 'dropped.csv'));
            const over = new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer: transfer });
            const dropped = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer });
            document.body.dispatchEvent(over); document.body.dispatchEvent(dropped);
            return over.defaultPrevented && dropped.defaultPrevented; })()";
        assert!(host.stage.tab.eval::<bool>(drop).await, "the browser would have left the page for the file");
        host.says("What you did waits").await;
        host.retry().await;
        host.stage.app_is("dataset", "dropped.csv").await;
        host.stage.points_are(2).await;
        host.is_alive("the drop").await;
    });
}

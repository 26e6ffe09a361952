//! Embedding in another page: single sections, frame height, messages from the host, the Hub around a Space.

use crate::harness::http::{Response, Server};
use crate::harness::run;
use crate::harness::site::{self, Changes};
use crate::harness::stage::{CLASSIFICATION, Stage, VISION, id, real_repo};
use crate::harness::tab::quote;

/// A page of another origin that frames `address` and notes what it hears.
async fn host(address: &str, attributes: &str) -> Server {
    let page = format!(
        "<!doctype html><title>host</title><body style='margin:0'><script>window.heard = [];
            addEventListener('message', event => heard.push({{ data: event.data, origin: event.origin }}));
        </script><iframe src={} width=600 height=400 {attributes}></iframe>",
        quote(address)
    );
    Server::start(move |_| Response::html(page.clone()).into()).await
}

const HEIGHT: &str = "heard.filter(m => m.data.type === 'isocost:height').map(m => m.data.height).at(-1) ?? 0";

#[test]
fn an_embedded_view_shows_one_section() {
    run(async {
        for (view, there) in
            [("verdict", "verdict"), ("scatter", "scatter"), ("contour", "contour"), ("vus", "enough-vus")]
        {
            let stage = Stage::showing(VISION, &format!("&embed=1&view={view}")).await;
            stage.tab.there(&id(there)).await;
            let all = ["verdict", "scatter", "contour", "enough-vus"];
            for other in all {
                let count = stage.tab.count(&id(other)).await;
                assert_eq!(count, usize::from(other == there), "{other} in view={view}");
            }
            for gone in ["dataset-input", "runs", "share", "limits"] {
                assert_eq!(stage.tab.count(&id(gone)).await, 0, "{gone} in view={view}");
            }
            let line = stage.tab.text(&id("embed-line")).await;
            assert!(line.contains(VISION) && line.contains("Open in Isocost"), "{line}");
            let link = stage.tab.attr(&format!("{} a", id("embed-line")), "href").await.unwrap_or_default();
            assert!(link.starts_with("http") && !link.contains("embed") && !link.contains("view"), "{link}");
            assert_eq!(stage.tab.count(&id("whole-page")).await, 0);
            // The part stays when the page writes its address.
            let kept = stage.tab.eval::<String>("location.search").await;
            assert!(kept.contains("embed=1") && kept.contains(&format!("view={view}")), "{kept}");
            stage.tab.assert_no_errors().await;
        }
    });
}

#[test]
fn a_frame_says_which_views_there_are_before_all_else() {
    run(async {
        let stage = Stage::showing(VISION, "&embed=1&view=chances").await;
        let first = format!("document.querySelector('main').firstElementChild.matches('{}')", id("link-notes"));
        stage.tab.wait_for(first).await;
        let said = stage.tab.text(&id("link-notes")).await;
        assert!(
            said.contains("view is one of verdict, scatter, contour, vus, answer, chart, map, evidence."),
            "{said}"
        );
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_frame_of_everything_starts_closed_as_the_page_does() {
    run(async {
        let open =
            "[...document.querySelectorAll('details[open]')].map(own => own.className).filter(name => name).join()";
        for query in ["&embed=1#", "&embed=1&view=break-even#"] {
            let stage = Stage::showing(CLASSIFICATION, query).await;
            stage.tab.there(&id("limits-rest")).await;
            stage.tab.there(&id("data-checks")).await;
            for width in [600, 1000] {
                stage.tab.set_viewport(width, 800, 1.0).await;
                stage.tab.wait_until("innerWidth", width).await;
                stage.tab.wait_until(open, "").await;
            }
            stage.tab.assert_no_errors().await;
        }
    });
}

#[test]
fn the_warnings_of_an_answer_alone_unfold() {
    run(async {
        let stage = Stage::showing(VISION, "&embed=1&view=answer").await;
        stage.tab.wait_for(format!("!document.querySelector('{}').open", id("verdict-reasons"))).await;
        stage.tab.click(&format!("{} a", id("confidence-line"))).await;
        stage.tab.wait_for(format!("document.querySelector('{}').open", id("verdict-reasons"))).await;
        stage.tab.wait_for(format!("document.querySelector('{} li')?.offsetParent", id("confidence-reasons"))).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_link_copied_in_a_frame_opens_the_whole_page_there() {
    run(async {
        for (view, place) in [("scatter", "chart-title"), ("contour", "contour")] {
            let stage = Stage::showing(CLASSIFICATION, &format!("&max_p95_ms=400&embed=1&view={view}")).await;
            let clipboard = "(Object.defineProperty(navigator, 'clipboard',
                { value: { writeText: text => (window.copied = text, Promise.resolve()) } }), true)";
            stage.tab.eval::<bool>(clipboard).await;
            stage.tab.there(&id("copy-link")).await;
            stage.tab.click(&id("copy-link")).await;
            stage.tab.wait_for(format!("window.copied?.endsWith('#{place}')")).await;
            let link: String = stage.tab.eval("window.copied").await;
            assert!(!link.contains("embed") && !link.contains("view="), "{link}");
            assert!(link.contains("dataset=") && link.contains("max_p95_ms=400"), "{link}");
            // The frame itself stays what it is, and its link opens the page at that part.
            assert!(stage.tab.eval::<String>("location.search").await.contains(&format!("view={view}")));
            stage.tab.open("about:blank").await;
            stage.tab.open(&link).await;
            stage.tab.wait_for(format!("document.querySelector('.rail') && document.getElementById('{place}')")).await;
            stage.tab.assert_no_errors().await;
        }
    });
}

#[test]
fn controls_stand_under_a_view_where_the_address_asks_for_them() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "&embed=1&view=scatter&controls=limits,prices").await;
        for there in ["scatter", "limits-rest", "prices-section"] {
            stage.tab.there(&id(there)).await;
        }
        assert_eq!(stage.tab.count(".filters").await, 0);
        stage.says("conditions", "246 runs; an hour nvidia-l4 at aws $0.80, nvidia-t4 at aws $0.50").await;
        // They work, and the address follows with its controls.
        stage.focus(&id("max_p95_ms-typed")).await;
        stage.tab.fill(&id("max_p95_ms-typed"), "200").await;
        stage.tab.press("Enter").await;
        stage.tab.wait_for("location.search.includes('max_p95_ms=200') && location.search.includes('controls=')").await;
        assert_eq!(stage.tab.eval::<usize>("document.documentElement.scrollWidth - innerWidth").await, 0);
        stage.tab.assert_no_errors().await;

        // "Share and export" writes such a frame.
        let stage = Stage::showing(VISION, "#share").await;
        let text = format!("document.querySelector('{}').value", id("share-text"));
        stage.pick_option("share-form", "Frame in a web page (HTML)").await;
        stage.pick_option("share-part", "Chart of all runs").await;
        // The page may still be on its way to that place.
        let click = format!("(document.querySelector('{}').click(), true)", id("share-with-filters"));
        stage.tab.eval::<bool>(click).await;
        stage.tab.wait_for(format!("{text}.includes('embed=1&amp;view=scatter&amp;controls=filters')")).await;
    });
}

/// What is wider than the page.
const TOO_WIDE: &str = "[...document.querySelectorAll('main *')].filter(element => element.getClientRects().length
    && element.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(e => e.className).join()";

/// The height of the frames that the page offers to paste.
const PASTED_HEIGHT: f64 = 800.0;

#[test]
fn a_verdict_in_a_frame_as_it_is_pasted_is_seen_whole() {
    run(async {
        const ASKED: &str = "&max_p95_ms=400&plan=200/s@730h&view=verdict";
        let open = format!("document.querySelector('{}').open", id("verdict-reasons"));
        let stage = Stage::showing(CLASSIFICATION, &format!("{ASKED}&embed=1")).await;
        for width in [600, 390] {
            stage.tab.set_viewport(width, PASTED_HEIGHT as i64, 1.0).await;
            stage.says("confidence-word", "Settled").await;
            stage.tab.wait_until(&*open, false).await;
            stage.frames().await;
            let height: f64 = stage.tab.eval("document.querySelector('main').getBoundingClientRect().bottom").await;
            assert!(height <= PASTED_HEIGHT, "{height} at {width}");
            stage.tab.wait_until(TOO_WIDE, "").await;
        }
        // All of them are one click away, and nothing leads out of the frame.
        stage.tab.click(&format!("{} > summary", id("verdict-reasons"))).await;
        stage.says("confidence-reasons", "Confidence: settled.").await;
        stage.tab.wait_until(TOO_WIDE, "").await;
        let address: String = stage.tab.eval("location.href").await;
        stage.tab.click(&format!("{} a", id("confidence-line"))).await;
        assert_eq!(stage.tab.eval::<String>("location.href").await, address);
        // Alone, but in no frame, all is open.
        let stage = Stage::showing(CLASSIFICATION, ASKED).await;
        stage.tab.set_viewport(600, 800, 1.0).await;
        stage.tab.wait_until(&*open, true).await;
        stage.says("confidence-reasons", "Confidence: settled.").await;
        stage.tab.wait_until(TOO_WIDE, "").await;
    });
}

#[test]
fn height_is_posted_to_the_host() {
    run(async {
        let stage = Stage::set([real_repo(VISION)]).await;
        let host = host(&format!("{}/?embed=1&view=verdict", stage.site().origin()), "").await;
        stage.tab.open(host.origin()).await;
        stage.tab.wait_for(format!("({HEIGHT}) > 100")).await;
        // A host that follows comes to rest: the height does not depend on the frame's.
        let follow = "addEventListener('message', event => { if (event.data.type === 'isocost:height') {
                document.querySelector('iframe').style.height = event.data.height + 'px';
                window.still = 0;
            } });
            const count = () => (window.still++, requestAnimationFrame(count));
            window.still = 0, count(), true";
        stage.tab.eval::<bool>(follow).await;
        // Narrow, so that its words take more lines.
        for width in [240, 800, 1200] {
            let before: usize = stage.tab.eval("heard.length").await;
            let resize = format!("(document.querySelector('iframe').width = {width}, window.still = 0, true)");
            stage.tab.eval::<bool>(resize).await;
            stage.tab.wait_for(format!("heard.length > {before} || {width} === 800")).await;
            let fits = "document.querySelector('iframe').clientHeight";
            stage.tab.wait_for(format!("window.still > 10 && Math.max({fits}, 400) === Math.max({HEIGHT}, 400)")).await;
            let height: f64 = stage.tab.eval(HEIGHT).await;
            assert!(height > 100.0 && height < 1500.0, "{height}");
        }
        let only = "heard.every(m => Object.keys(m.data).sort().join() === 'height,type')";
        assert!(stage.tab.eval::<bool>(only).await, "the height and nothing else is told");
    });
}

/// Bytes of a table of this many runs, in JavaScript.
fn table(runs: usize) -> String {
    let rows: String = (1..=runs).map(|vus| format!("{vus},{},{}\\n", 10 * vus, 100 * vus)).collect();
    format!("new TextEncoder().encode('vus,avg_latency_ms,1B_cost\\n{rows}')")
}

#[test]
fn tables_of_the_host_are_opened_and_those_of_nobody_else() {
    run(async {
        let stage = Stage::set([real_repo(VISION)]).await;
        let beside = "></iframe><iframe srcdoc='<script>window.own = true</script>'";
        let host = host(&format!("{}/?embed=1&view=scatter", stage.site().origin()), beside).await;
        stage.tab.open(host.origin()).await;
        stage.tab.wait_for(format!("({HEIGHT}) > 100 && frames[1].own")).await;
        let points = format!("document.querySelector('{}')?.dataset.points", id("scatter"));
        let dataset = format!("document.querySelector('{}').dataset.dataset", id("app"));
        stage.tab.frame_says(&points, "30").await;
        let send = |message: &str| stage.tab.eval::<bool>(format!("frames[0].postMessage({message}, '*'), true"));

        // A frame beside it, a channel, and the page itself.
        let wrong = format!("{{ type: 'isocost:open', name: 'wrong.csv', bytes: {} }}", table(2));
        let beside = quote(&format!("parent.frames[0].postMessage({wrong}, '*')"));
        stage.tab.eval::<bool>(format!("frames[1].eval({beside}), true")).await;
        let by_channel = format!(
            "(channel => (frames[0].postMessage('port', '*', [channel.port2]), channel.port1.postMessage({wrong}), true))(new MessageChannel())"
        );
        stage.tab.eval::<bool>(by_channel).await;
        stage.tab.eval_in_frame(&format!("(window.postMessage({wrong}, '*'), 1)")).await;
        // The host, after them: both forms of bytes, of which one shows a part of a buffer.
        let right = format!("{{ type: 'isocost:open', name: 'right.csv', bytes: {}.buffer }}", table(3));
        send(&right).await;
        stage.tab.frame_says(&points, "3").await;
        stage.tab.frame_says(&dataset, "right.csv").await;
        let part = format!(
            "{{ type: 'isocost:open', name: 'part.csv', bytes: (all => {{
                const more = new Uint8Array(all.length + 9); more.set(all, 4); return more.subarray(4, -5); }})({}) }}",
            table(4)
        );
        send(&part).await;
        stage.tab.frame_says(&points, "4").await;
        stage.tab.frame_says(&dataset, "part.csv").await;

        // What cannot be opened is told, and what is shown stays.
        let error = format!(
            "document.querySelector('{}')?.innerText.includes('neither an ArrayBuffer') + ''",
            id("load-error")
        );
        for nothing in ["{ type: 'isocost:open' }", "{ type: 'isocost:open', name: 'x.csv', bytes: 'vus,avg' }"] {
            send(nothing).await;
            stage.tab.frame_says(&error, "true").await;
            stage.tab.frame_says(&points, "4").await;
            send(&right).await;
            stage.tab.frame_says(&points, "3").await;
            send(&part).await;
            stage.tab.frame_says(&points, "4").await;
        }
        let others = "heard.filter(m => m.data.type !== 'isocost:height').length";
        assert_eq!(stage.tab.eval::<usize>(others).await, 0, "no answers are sent");
    });
}

#[test]
fn host_sets_the_theme() {
    run(async {
        let stage = Stage::set([real_repo(VISION)]).await;
        let host = host(&format!("{}/?embed=1&view=verdict", stage.site().origin()), "").await;
        stage.tab.open(host.origin()).await;
        stage.tab.wait_for(format!("({HEIGHT}) > 100")).await;
        let look = "document.documentElement.dataset.theme";
        assert_eq!(stage.tab.eval_in_frame(look).await, "light");
        for message in ["'dark'", "null", "{ type: 'other', theme: 'dark' }", "{ type: 'isocost:theme', theme: 'red' }"]
        {
            let send = format!("frames[0].postMessage({message}, '*'), true");
            stage.tab.eval::<bool>(send).await;
        }
        // Whoever is not the host is not heard: here the page itself.
        stage.tab.eval_in_frame("(window.postMessage({ type: 'isocost:theme', theme: 'dark' }, '*'), 1)").await;
        stage.frames().await;
        assert_eq!(stage.tab.eval_in_frame(look).await, "light");
        stage.tab.eval::<bool>("frames[0].postMessage({ type: 'isocost:theme', theme: 'dark' }, '*'), true").await;
        stage.tab.frame_says(look, "dark").await;
    });
}

#[test]
fn address_is_posted_to_the_hub_around_a_space() {
    run(async {
        let stage = Stage::set([real_repo(VISION)]).await;
        // The Hub frames a page that takes it for its Hub.
        let hub = Server::start(|_| Response::text(404, "").into()).await;
        let space = site::built(hub.origin(), hub.origin(), Changes::default()).await;
        let around = host(&format!("{}/?max_vus=4&__theme=dark", space.origin()), "").await;
        stage.tab.open(around.origin()).await;
        stage.tab.wait_for(format!("({HEIGHT}) > 100")).await;
        let count = "heard.filter(m => 'queryString' in m.data).length";
        assert_eq!(stage.tab.eval::<usize>(count).await, 0, "another host is told nothing of the address");

        let framed = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
        let page = std::sync::Arc::clone(&framed);
        let hub = Server::start(move |request| match request.path() {
            "/spaces/acme/isocost" => Response::html(page.lock().expect("no test holds it").clone()).into(),
            _ => Response::text(404, "").into(),
        })
        .await;
        let space = site::built(hub.origin(), hub.origin(), Changes::default()).await;
        *framed.lock().expect("no test holds it") = format!(
            "<!doctype html><script>window.heard = [];
                addEventListener('message', event => heard.push({{ data: event.data, origin: event.origin }}));
            </script><iframe src='{}/?max_vus=4&__theme=dark#latency=p95' width=800 height=600></iframe>",
            space.origin()
        );
        stage.tab.open(&format!("{}/spaces/acme/isocost", hub.origin())).await;
        let last = "(heard.filter(m => 'queryString' in m.data).at(-1)?.data ?? {})";
        stage.tab.wait_until(format!("{last}.queryString"), "__theme=dark&max_vus=4&latency=p95").await;
        assert_eq!(stage.tab.eval::<String>(format!("{last}.hash")).await, "");
        assert_eq!(stage.tab.eval_in_frame("document.documentElement.dataset.theme").await, "dark");
        let steps: usize = stage.tab.eval("history.length").await;
        stage.tab.eval_in_frame("(document.querySelector('[data-testid=vus-max]').focus(), 1)").await;
        stage.tab.eval_in_frame(
            "((slider) => { slider.value = 0; slider.dispatchEvent(new Event('input', { bubbles: true })); return 1; })
                (document.querySelector('[data-testid=vus-max]'))",
        )
        .await;
        stage.tab.wait_until(format!("{last}.queryString"), "__theme=dark&max_vus=1&latency=p95").await;
        assert_eq!(stage.tab.eval::<usize>("history.length").await, steps, "a frame makes no steps");
    });
}

#[test]
fn hidden_frame_is_drawn_once_visible() {
    run(async {
        let stage = Stage::set([real_repo(VISION)]).await;
        let host = host(&format!("{}/?embed=1&view=scatter", stage.site().origin()), "style='display:none'").await;
        stage.tab.open(host.origin()).await;
        stage.tab.eval::<bool>("(document.querySelector('iframe').style.display = 'block'), true").await;
        let drawn = "+document.querySelector('[data-testid=scatter]')?.dataset.draws > 0";
        stage.tab.frame_says(drawn, true).await;
        let size = "(() => { const canvas = document.querySelector('canvas'); return canvas.width > 300 && canvas.width <= 600; })()";
        stage.tab.frame_says(size, true).await;
    });
}

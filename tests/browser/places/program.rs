//! What the program for pipelines writes, opened in a browser: it says the same with scripts and without.

use crate::harness::run;
use crate::harness::site;
use crate::harness::stage::id;
use crate::harness::tab::{Tab, quote};
use crate::places::{Scratch, tool};
use crate::support::program::{PROGRAM, TABLE, run as program};
use std::path::Path;

const NAME: &str = "classification-ie-optimization.parquet";
const ASK: [&str; 3] = ["--max_p95_ms=500", "--plan=200/s@730h", "--spare=1"];

/// The page as one file that was built.
fn one_file() -> String {
    let dist = site::dist();
    let files = std::fs::read_dir(&dist).unwrap().map(|entry| entry.unwrap().path());
    let is_one = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("one-file-"));
    let path = files.into_iter().find(|path| is_one(path)).expect("the page as one file");
    path.display().to_string()
}

/// The page that the program writes, with these files inside, and the sentence that it prints.
fn written(scratch: &Scratch, arguments: &[&str]) -> (std::path::PathBuf, String) {
    let out = scratch.path("report.html");
    let (page, from) = (format!("--page={}", out.display()), format!("--from={}", one_file()));
    let ended = program(&[&["--format=json", &page, &from], arguments].concat());
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let sentence = ended.json()["answer"]["sentence"].as_str().expect("a sentence").to_owned();
    (out, sentence)
}

/// Waits for the page's answer, in which names may be short.
async fn answered(tab: &Tab, sentence: &str) {
    let whole = "(own => own?.querySelector('[title]')?.title || own?.textContent)";
    tab.wait_until(format!("{whole}(document.querySelector('{}'))", id("verdict")), sentence.to_owned()).await;
    tab.wait_until(format!("document.querySelector('{}')?.dataset.busy", id("app")), "false".to_owned()).await;
}

#[test]
fn its_page_says_what_it_prints_with_scripts_and_without() {
    run(async {
        let scratch = Scratch::new("program");
        let (out, sentence) = written(&scratch, &[&ASK[..], &[TABLE]].concat());
        // A frame that may run no script, into which its parent may look.
        let tab = Tab::launch().await;
        let parent = site::blank().await;
        tab.open(parent.origin()).await;
        let page = std::fs::read_to_string(&out).unwrap();
        let framed = format!(
            "new Promise(done => {{
                const frame = document.createElement('iframe');
                frame.sandbox = 'allow-same-origin';
                frame.onload = () => frame.contentDocument.querySelector('main') && done(true);
                frame.srcdoc = {};
                document.body.append(frame);
            }})",
            quote(&page)
        );
        assert!(tab.eval::<bool>(framed).await);
        let inside = "document.querySelector('iframe').contentDocument";
        let text: String = tab.eval(format!("{inside}.querySelector('#app').innerText")).await;
        for says in [&sentence, "Cheapest run", "Conditions: p95 up to 500 ms, 161 of 246 runs.", NAME, "Best of each"]
        {
            assert!(text.contains(says), "{says}: {text}");
        }
        assert!(!text.contains("Loading"), "{text}");
        let drawn = format!("{inside}.querySelectorAll('#app svg circle').length > 50");
        assert!(tab.eval::<bool>(drawn).await, "the picture");
        assert!(tab.eval::<bool>(format!("{inside}.querySelector('#app svg').clientWidth > 100")).await, "it is shown");
        drop(tab);

        let tab = Tab::launch().await;
        tab.open(&format!("file://{}", out.display())).await;
        answered(&tab, &sentence).await;
        assert_eq!(tab.attr(&id("app"), "data-dataset").await.as_deref(), Some(NAME));
        assert_eq!(tab.attr(&id("app"), "data-source").await.as_deref(), Some("inside"));
        assert_eq!(tab.count("#app template, #app > main:not([data-testid])").await, 0, "the code took its place");
        tab.assert_no_errors().await;
    });
}

#[test]
fn several_files_are_one_table_in_its_page() {
    run(async {
        let scratch = Scratch::new("program-several");
        let mut names = Vec::new();
        for (name, rate) in [("tp1.csv", 100), ("tp2.csv", 150)] {
            let path = scratch.path(name);
            let head = "vus,avg_latency_ms,throughput_req_per_sec,hw_type";
            std::fs::write(&path, format!("{head}\n1,10,{rate},<b>l4</b>\n")).unwrap();
            names.push(path.display().to_string());
        }
        let (out, sentence) = written(&scratch, &["--prices=/<b>l4<%2Fb>:0.8", &names[0], &names[1]]);
        let tab = Tab::launch().await;
        tab.open(&format!("file://{}", out.display())).await;
        answered(&tab, &sentence).await;
        assert!(sentence.contains("<b>l4</b>"), "{sentence}");
        assert_eq!(tab.attr(&id("app"), "data-dataset").await.as_deref(), Some("tp1.csv and 1 more"));
        tab.assert_no_errors().await;
    });
}

#[test]
fn a_space_opens_on_the_data_that_it_was_made_of() {
    run(async {
        let scratch = Scratch::new("space-of-data");
        let (folder, program) = (scratch.path("space"), PROGRAM.display().to_string());
        let variables = [
            ("ISOCOST_CLI", program.as_str()),
            ("ASK", "--max_p95_ms 500 --plan 200/s@730h --spare 1"),
            ("SITE", "https://owner-name.static.hf.space"),
        ];
        tool("space.mjs", &[folder.to_str().expect("a plain path"), TABLE], &variables);
        let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
        let (_, sentence) = written(&scratch, &[&ASK[..], &[TABLE]].concat());
        let readme = text("README.md");
        assert!(readme.starts_with(&format!("---\ntitle: \"Isocost: {NAME}\"\n")), "{readme}");
        for part in [
            "sdk: static\n",
            "\nshort_description: \"$1,095 a month",
            "![Cost against latency](cost-against-latency.svg)",
            "### Cheapest run\n",
            &sentence.replace('$', "\\$"),
            "| Run |",
        ] {
            assert!(readme.contains(part), "{part}: {readme}");
        }
        assert!(text("cost-against-latency.svg").starts_with("<svg "));
        let index = text("index.html");
        assert!(index.contains("<meta property=\"og:url\" content=\"https://owner-name.static.hf.space\">"));
        let built = std::fs::read_to_string(site::dist().join("sw.js")).unwrap();
        assert_ne!(text("sw.js"), built, "another version is kept for times without a network");

        // As the Hub frames it: with parameters of its own.
        let server = site::of_folder(&folder).await;
        let tab = Tab::launch().await;
        tab.open(&format!("{}/?__theme=dark&__sign=x", server.origin())).await;
        answered(&tab, &sentence).await;
        assert_eq!(tab.attr(&id("app"), "data-dataset").await.as_deref(), Some(NAME));
        assert_eq!(tab.attr("html", "data-theme").await.as_deref(), Some("dark"));
        tab.assert_no_errors().await;
        // What somebody asks for in a link goes before the question that the page was made for.
        tab.open(&format!("{}/?hw_type=nvidia-t4", server.origin())).await;
        let said = format!("document.querySelector('{}')?.textContent.includes('of 88 runs')", id("verdict"));
        tab.wait_for(said).await;
        tab.assert_no_errors().await;
    });
}

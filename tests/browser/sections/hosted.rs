//! The bundled table of a language model, and a hosted API beside it.

use crate::harness::run;
use crate::harness::stage::{LLM, Stage, VISION, id};

#[test]
fn the_table_comes_with_the_page_and_says_whose_it_is() {
    run(async {
        let stage = Stage::of_language_model("").await;
        stage.says("source-line", "comes with this page · 216 runs").await;
        stage.says("bar-notes", "5 notes").await;
        stage.open_data().await;
        stage.says("table-notes", "Data from InferenceX (https://github.com/SemiAnalysisAI/InferenceX)").await;
        stage.says("table-notes", "Apache License 2.0; rows selected, columns dropped").await;
        stage.tab.click(&id("drawer-close")).await;
        assert!(stage.hub.requests().is_empty(), "it is on no Hub: {:?}", stage.hub.requests());
        let fetched =
            |part: &str| stage.site().requests().iter().filter(|request| request.path().contains(part)).count();
        assert_eq!((fetched("gpt-oss"), fetched("notices.txt")), (1, 0));
        let price = |hardware: &str| {
            format!(
                "[...document.querySelectorAll('.price-row')].find(row => row.innerText.includes('{hardware}')).innerText"
            )
        };
        stage.tab.wait_for(format!("document.querySelector('{}')", id("price"))).await;
        let text: String = stage.tab.eval(price("mi355x")).await;
        assert!(text.contains("Assumption, per GPU: no source found."), "{text}");
        // Its notices stand beside the page.
        let link = format!("document.querySelector('{} a').href", id("notices"));
        let notices: String = stage.tab.eval(format!("fetch({link}).then(answer => answer.text())")).await;
        for words in
            ["InferenceX", "TERMS AND CONDITIONS FOR USE", "leptos", "parquet", "Copyright (c) 2023 Derek Thomas"]
        {
            assert!(notices.contains(words), "{words}");
        }
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn another_view_fetches_it_only_when_asked_for() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        let packs = || stage.site().requests().iter().filter(|request| request.path().contains("gpt-oss")).count();
        assert_eq!(packs(), 0);
        let hidden = format!("(document.querySelector('{}')?.hidden ?? true)", id("hosted"));
        assert!(stage.tab.eval::<bool>(hidden.clone()).await, "encoders have no tokens");
        stage.tab.there(".examples button").await;
        stage.tab.eval::<bool>("([...document.querySelectorAll('.examples button')].find(b => b.textContent.startsWith('LLM')).click(), true)").await;
        stage.app_is("dataset", LLM).await;
        stage.app_is("source", "bundled").await;
        assert_eq!(packs(), 1);
        stage.tab.wait_for(format!("!{hidden}")).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn prices_of_an_api_are_entered_and_stand_in_the_address() {
    run(async {
        let stage = Stage::of_language_model("&api=0.15,0.075,0.60,2026-11-01").await;
        stage.tab.eval::<bool>(format!("(document.querySelector('{}').scrollIntoView(), true)", id("hosted"))).await;
        stage.says("hosted-answer", "at the API, and").await;
        stage.says("hosted-break-even", "own machines cost less than the API from").await;
        assert_eq!(stage.tab.count(&format!("{} tbody tr", id("hosted-table"))).await, 2);
        let value = |field: &str| format!("document.querySelector('#{field}').value");
        assert_eq!(stage.tab.eval::<String>(value("api-day")).await, "2026-11-01");
        stage.tab.fill("#api-output", "0").await;
        stage.tab.press("Enter").await;
        stage.tab.fill("#api-input", "0").await;
        stage.tab.press("Enter").await;
        stage.says("hosted-break-even", "at no volume").await;
        stage.address_says("api", "0,0.075,0,2026-11-01").await;
        // What is no day changes nothing, and says so.
        stage.tab.fill("#api-day", "yesterday").await;
        stage.tab.press("Enter").await;
        stage.tab.wait_for("document.querySelector('#api-day-words').innerText.includes('write a day')").await;
        stage.address_says("api", "0,0.075,0,2026-11-01").await;
        stage.tab.assert_no_errors().await;
    });
}

//! A note that travels with a link: written under Share, shown above the answer as the sender's words, hidden, and saved.

use super::share::{choose, text};
use crate::harness::run;
use crate::harness::site::Changes;
use crate::harness::stage::{Stage, VISION, id, real_repo};

/// Keeps what the page hands out, which a headless browser would drop.
const CATCH: &str = "
    const create = URL.createObjectURL;
    URL.createObjectURL = blob => { if (blob.type === 'text/html') window.saved = blob; return create.call(URL, blob); };";

#[test]
fn it_is_in_the_link_and_above_the_answer_until_it_is_hidden() {
    run(async {
        let stage = Stage::showing(VISION, "&max_vus=16").await;
        let written = "Take \u{202e}this <b>one</b>; see https://evil.example & \"Checks\".";
        stage.tab.fill(&id("share-own-note"), written).await;
        stage.tab.press("Enter").await;
        stage.tab.wait_for(format!("document.querySelector('{}').value.includes('note=')", id("share-text"))).await;
        let link = text(&stage).await;
        // Whoever writes it is not shown it as a sender's, nor is it in the own address.
        assert_eq!(stage.tab.count(&id("note")).await, 0);
        stage.address_says("note", "").await;
        choose(&stage, "share-form", "verdict in words").await;
        let told = text(&stage).await;
        assert!(told.starts_with("> Whoever sent you this wrote: “Take \\[U+202E\\]this \\<b\\>one"), "{told}");
        stage.tab.open("about:blank").await;
        stage.tab.open(&link).await;
        stage.says("note", "Whoever sent you this wrote: ").await;
        let said = stage.tab.text(&id("note")).await;
        assert!(said.contains("Take [U+202E]this <b>one</b>; see https://evil.example"), "{said}");
        assert_eq!(stage.tab.count(&format!("{} b, {} a", id("note"), id("note"))).await, 0, "it is text");
        let above = format!(
            "document.querySelector('{}').getBoundingClientRect().bottom <= document.querySelector('#answer').getBoundingClientRect().top",
            id("note")
        );
        stage.tab.wait_for(above).await;
        // A filter leaves it, and it is loaded again.
        stage.tab.wait_for("new URLSearchParams(location.search).get('note')").await;
        stage.tab.click(&id("note-hide")).await;
        stage.tab.wait_for(format!("!document.querySelector('{}')", id("note"))).await;
        stage.address_says("note", "").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn it_is_in_the_one_file_and_a_long_one_is_cut() {
    run(async {
        let changes = Changes { script: Some(CATCH.to_owned()), ..Changes::default() };
        let stage = Stage::changed([real_repo(VISION)], changes).await;
        stage.show(VISION, "&note=From%20the%20sender").await;
        stage.says("note", "From the sender").await;
        // It goes along, as long as nobody says otherwise.
        let own = format!("document.querySelector('{}').value", id("share-own-note"));
        stage.tab.wait_until(own.clone(), "From the sender".to_owned()).await;
        stage.tab.fill(&id("share-own-note"), &"é".repeat(300)).await;
        stage.tab.press("Enter").await;
        stage.tab.wait_until(format!("{own}.length"), 280).await;
        stage.tab.wait_for("document.querySelector('#share-own-note-words').innerText.includes('280')").await;
        stage.tab.fill(&id("share-own-note"), "Mine & <mine>").await;
        stage.tab.press("Enter").await;
        stage.tab.wait_until(own, "Mine & <mine>".to_owned()).await;
        stage.tab.click(&id("save-one-file")).await;
        stage.tab.wait_for("window.saved").await;
        let page: String = stage.tab.eval("saved.text()").await;
        assert!(page.contains("<p>Whoever sent you this wrote: “Mine &amp; &lt;mine&gt;”</p>"));
        assert!(page.contains("note=Mine%20%26%20%3Cmine%3E"));
        stage.tab.assert_no_errors().await;
    });
}

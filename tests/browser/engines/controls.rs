//! The controls by keyboard and by mouse.

use super::venue::Venue;
use crate::harness::drivers::Browser;
use crate::harness::stage::{CLASSIFICATION, EMBEDDING, VISION, id};

pub async fn slider_by_keyboard(browser: &dyn Browser, venue: &Venue) {
    venue.show(browser, &format!("?dataset={VISION}")).await;
    browser.says("verdict", "$44.50").await;
    browser.focus(&id("vus-max")).await;
    for (key, words, points, address) in [
        ("ArrowLeft", "6 VUs", 24, "6"),
        ("ArrowLeft", "4 VUs", 18, "4"),
        ("ArrowRight", "6 VUs", 24, "6"),
        ("Home", "1 VU", 6, "1"),
        ("End", "8 VUs", 30, ""),
    ] {
        browser.keys(&[key]).await;
        browser.points_are(points).await;
        browser.attr_is(&id("vus-max"), "aria-valuetext", words).await;
        browser.address_says("max_vus", address).await;
        let cost = if key == "Home" { "$74.10" } else { "$" };
        browser.says("verdict", cost).await;
    }
    browser.says("verdict", "$44.50").await;
    browser.did_not_complain().await;
}

pub async fn limit_typed_and_lifted(browser: &dyn Browser, venue: &Venue) {
    let says_cost = format!("document.querySelector('{}').innerText.includes('$0.409 ')", id("verdict"));
    venue.show(browser, &format!("?dataset={EMBEDDING}")).await;
    browser.wait_for(&says_cost).await;
    browser.fill(&id("max_p95_ms-typed"), "100").await;
    browser.keys(&["Enter"]).await;
    browser.wait_for(format!("!{says_cost}")).await;
    browser.address_says("max_p95_ms", "100").await;
    // The slider at its end limits nothing.
    browser.focus(&id("max_p95_ms")).await;
    browser.keys(&["End"]).await;
    browser.wait_for(&says_cost).await;
    browser.keys(&["Home"]).await;
    browser.wait_for(format!("!{says_cost}")).await;
    browser.click(&id("limits-lift")).await;
    browser.wait_for(&says_cost).await;
    browser.address_says("max_p95_ms", "").await;
    browser.did_not_complain().await;
}

pub async fn legend(browser: &dyn Browser, venue: &Venue) {
    venue.show(browser, &format!("?dataset={EMBEDDING}")).await;
    let entry = format!("{} button", id("legend"));
    browser.colours("scatter").await;
    browser.attr_is(&entry, "aria-pressed", "true").await;
    // The address names it in full.
    let label = browser.eval::<String>(&format!("document.querySelector('{entry}').dataset.label")).await;
    let words = browser.text(&entry).await.trim().to_lowercase();
    assert!(!words.is_empty() && label.to_lowercase().contains(&words), "{words:?} is no short name of {label:?}");
    let shift_click = format!(
        "document.querySelector('{entry}').dispatchEvent(new MouseEvent('click', {{ bubbles: true, shiftKey: true }}))"
    );
    browser.eval::<bool>(&shift_click).await;
    browser.attr_is(&entry, "aria-pressed", "false").await;
    browser.address_says("hide", label.trim()).await;
    browser.wait_for(format!("+document.querySelector('{}').dataset.points < 80", id("scatter"))).await;
    browser.eval::<bool>(&shift_click).await;
    browser.attr_is(&entry, "aria-pressed", "true").await;
    browser.address_says("hide", "").await;
    browser.points_are(80).await;
    // A click shows a group alone, and one more shows all.
    venue.show(browser, &format!("?dataset={CLASSIFICATION}")).await;
    browser.points_are(246).await;
    let hidden = format!("document.querySelectorAll('{entry}[aria-pressed=false]').length");
    browser.click(&entry).await;
    browser.wait_until(hidden.clone(), 3).await;
    browser.attr_is(&entry, "aria-pressed", "true").await;
    browser.click(&entry).await;
    browser.wait_until(hidden, 0).await;
    browser.points_are(246).await;
    browser.did_not_complain().await;
}

pub async fn copied_link(browser: &dyn Browser, venue: &Venue) {
    venue.show(browser, &format!("?dataset={VISION}&max_vus=4")).await;
    browser.click(&id("share-open")).await;
    browser.wait_until("document.activeElement.dataset.testid", "share-form").await;
    let link: String = browser.eval(format!("document.querySelector('{}').value", id("share-text"))).await;
    browser.click(&id("share-copy")).await;
    browser.wait_for(format!("document.querySelector('{}').innerText.startsWith('Copied.')", id("share-copied"))).await;
    browser.did_not_complain().await;
    browser.visit(&link).await;
    browser.is_whole().await;
    browser.points_are(18).await;
}

//! "Prices", "Break-even" and "Plan a volume": what they change, that what they say holds, and how it stands in the
//! address.

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, EMBEDDING, OTHER, Stage, VISION, fixture, id, other};

/// The text of the first cell of the table of runs: the lowest cost.
const FIRST_COST: &str = "document.querySelector('[data-testid=runs] tbody th').innerText";

async fn open(stage: &Stage) {
    stage.tab.wait_for(format!("document.querySelector('{}')", id("price"))).await;
}

/// The selector of the field with this label.
async fn field(stage: &Stage, label: &str) -> String {
    let labels = format!("[...document.querySelectorAll('{} label')]", id("prices"));
    let name: String = stage.tab.eval(format!("{labels}.find(l => l.innerText === '{label}').htmlFor")).await;
    format!("#{name}")
}

/// Types into a field and leaves it.
async fn enter(stage: &Stage, field: &str, text: &str) {
    stage.tab.fill(field, text).await;
    stage.tab.press("Enter").await;
}

#[test]
fn a_price_edit_flips_the_winner_where_break_even_says() {
    run(async {
        // Named, as else it would be the price of whoever wins now.
        let stage = Stage::showing(CLASSIFICATION, "&break_even=aws/nvidia-l4").await;
        stage.says_in_full("verdict", "nvidia-l4").await;
        stage.says_in_full("break-even-answer", "nvidia-t4").await;
        let switch = stage.tab.attr(&id("break-even"), "data-switch").await.unwrap_or_default();
        let switch: f64 = switch.parse().unwrap_or_else(|_| panic!("no price: {switch:?}"));
        open(&stage).await;
        let l4 = field(&stage, "nvidia-l4 at aws").await;
        // Closer than 1e-9, costs are equal.
        for (factor, winner) in [(1.0 - 1e-8, "nvidia-l4"), (1.0 + 1e-8, "nvidia-t4"), (0.5, "nvidia-l4")] {
            let price = (switch * factor).to_string();
            enter(&stage, &l4, &price).await;
            stage.address_says("prices", &format!("aws/nvidia-l4:{price}")).await;
            let verdict = stage.in_full("verdict").await;
            assert!(verdict.starts_with(winner), "at {price}: {verdict}");
            // The price at which it happens does not depend on what it is now.
            let again = stage.tab.attr(&id("break-even"), "data-switch").await.unwrap_or_default();
            assert!((again.parse::<f64>().unwrap_or(0.0) / switch - 1.0).abs() < 1e-12, "{again}");
        }
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_button_takes_30_percent_off_one_price() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "#prices").await;
        open(&stage).await;
        let less = format!("document.querySelectorAll('{}')", id("price-less"));
        stage.tab.wait_until(format!("{less}[0].ariaLabel"), "−30% of the price of nvidia-l4 at aws").await;
        for price in ["0.56", "0.392"] {
            stage.tab.eval::<bool>(format!("({less}[0].click(), true)")).await;
            stage.address_says("prices", &format!("aws/nvidia-l4:{price}")).await;
            stage.tab.wait_until(format!("document.querySelector('{}').value", id("price")), price).await;
        }
        // Where no price is known there is none to change.
        let stage = Stage::of_language_model("#prices").await;
        open(&stage).await;
        let (shown, all) = (format!("[...{less}].filter(own => own.offsetParent).length"), format!("{less}.length"));
        stage
            .tab
            .wait_for(format!(
                "{all} > 0 && {shown} === [...document.querySelectorAll('{}')].filter(own => own.value).length",
                id("price")
            ))
            .await;
        stage.tab.assert_no_errors().await;
    });
}

/// Back from a tab leads to the tab before; the step before that is a step by itself.
#[test]
fn back_from_a_tab_changes_no_price() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "#prices").await;
        stage.tab.wait_for("document.querySelector('#prices')?.ariaSelected === 'true'").await;
        stage.tab.wait_for(format!("document.querySelector('{}')", id("price-less"))).await;
        stage.tab.click(&id("price-less")).await;
        stage.address_says("prices", "aws/nvidia-l4:0.56").await;
        stage.tab.click("#break-even").await;
        stage.tab.wait_until("location.hash", "#break-even").await;
        for (hash, prices) in [("#prices", Some("aws/nvidia-l4:0.56")), ("#prices", None)] {
            stage.tab.eval::<bool>("(history.back(), true)").await;
            stage.tab.wait_until("new URLSearchParams(location.search).get('prices')", prices).await;
            stage.tab.wait_until("location.hash", hash).await;
            stage.tab.wait_for("document.querySelector('#prices').ariaSelected === 'true'").await;
        }
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn presets_change_verdict_and_table_alike() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        stage.open_alternatives("best", "best-section").await;
        open(&stage).await;
        for (preset, rounded, cost, quoted) in [
            ("less30", "0.178", "177.68", "$0.1777"),
            ("less60", "0.102", "101.53", "$0.1015"),
            ("own", "0.102", "101.53", "$0.1015"),
            ("listed", "0.254", "253.82", "$0.2538"),
        ] {
            stage.tab.click(&format!("{} [value={preset}]", id("price-presets"))).await;
            stage.says("verdict", &format!("${rounded} ")).await;
            stage.tab.wait_until(FIRST_COST, cost.to_owned()).await;
            stage.says("best", quoted).await;
        }
        stage.address_says("prices", "").await;
        let chosen = format!("document.querySelector('{} :checked').value", id("price-presets"));
        stage.tab.wait_until(chosen.clone(), "listed".to_owned()).await;
        enter(&stage, &field(&stage, "nvidia-t4 at aws").await, "0.3").await;
        stage.tab.wait_until(chosen, "own".to_owned()).await;
        stage.says("prices-summary", "partly yours").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn bad_input_says_words_and_changes_nothing() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        let before = stage.tab.text(&id("verdict")).await;
        open(&stage).await;
        let price = "#price-0";
        let words = "document.querySelector('#price-0-words').innerText";
        for (text, said) in [("cheap", "is no price"), ("0", "free"), ("-2", "is no price"), ("0,5", "decimal point")] {
            enter(&stage, price, text).await;
            stage.tab.wait_for(format!("{words}.includes('{said}')")).await;
            stage.attr_is(price, "aria-invalid", "true").await;
            assert_eq!(stage.tab.eval::<String>(format!("document.querySelector('{price}').value")).await, text);
        }
        assert_eq!(stage.tab.text(&id("verdict")).await, before);
        stage.address_says("prices", "").await;
        enter(&stage, price, "$0.001").await;
        stage.tab.wait_until(words, String::new()).await;
        stage.attr_is(price, "aria-invalid", "false").await;
        stage.tab.wait_for("new URLSearchParams(location.search).get('prices')?.endsWith(':0.001')").await;
        // An empty field takes it back.
        enter(&stage, price, "").await;
        stage.address_says("prices", "").await;
        stage.tab.wait_for(format!("document.querySelector('{price}').value > 0.1")).await;
        assert_eq!(stage.tab.text(&id("verdict")).await, before);
        for (field, text, said, value) in [
            ("#plan-amount", "many", "is no number", "many"),
            ("#plan-amount", "0", "1 is used", "1"),
            ("#plan-hours", "1e9", "100,000 is used", "100000"),
            ("#plan-p95", "fast", "is no latency", "fast"),
        ] {
            enter(&stage, field, text).await;
            stage.tab.wait_for(format!("document.querySelector('{field}-words').innerText.includes('{said}')")).await;
            assert_eq!(stage.tab.eval::<String>(format!("document.querySelector('{field}').value")).await, value);
        }
        stage.address_says("plan", "1@100000h").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_missing_price_is_asked_for_here() {
    run(async {
        let stage = Stage::set([other(fixture("missing_cost"))]).await;
        // Without the place that opens all sections.
        stage.visit(&format!("?dataset={OTHER}#answer")).await;
        stage.points_are(4).await;
        stage.app_is("busy", "false").await;
        assert_eq!(stage.tab.count(&id("price")).await, 0, "the notebooks know the price, so the section is closed");
        // Without a vendor nobody does.
        stage.visit(&format!("?dataset={OTHER}&columns=vendor:,price:")).await;
        stage.app_is("phase", "shown").await;
        stage.tab.wait_for(format!("document.querySelector('{} [data-asked=true]')", id("prices"))).await;
        // Until then the chart has the rate in the place of costs.
        let title = "document.querySelector('#chart-title').innerText";
        stage.tab.wait_until(title, "Requests per second against average latency".to_owned()).await;
        stage.points_are(4).await;
        assert!(stage.tab.text(&id("prices-summary")).await.contains("missing"));
        enter(&stage, "#price-0", "0.8").await;
        stage.tab.wait_until(title, "Cost against latency".to_owned()).await;
        stage.points_are(4).await;
        stage.address_says("prices", "/nvidia-l4:0.8").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_break_even_chart_is_interactive() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "").await;
        let chart = id("break-even-chart");
        stage.see(&format!("{chart} canvas")).await;
        assert_eq!(stage.tab.count(&format!("{} li", id("break-even-key"))).await, 2);
        stage.focus(&chart).await;
        stage.tab.press("Home").await;
        let tip = format!("document.querySelector('{chart} {}').innerText", id("tooltip"));
        stage.tab.wait_for(format!("{tip}.includes('nvidia-l4') && {tip}.includes('below $')")).await;
        stage.tab.press("End").await;
        stage.tab.wait_for(format!("{tip}.includes('nvidia-t4') && {tip}.includes('above $')")).await;
        // Another's price.
        let chosen = format!(
            "(() => {{ const select = document.querySelector('{}');
                select.value = [...select.options].find(o => o.text === 'T4 at aws').value;
                select.dispatchEvent(new Event('change', {{ bubbles: true }}));
                return true; }})()",
            id("break-even-of")
        );
        stage.tab.eval::<bool>(chosen).await;
        stage.says("break-even-answer", "costs more than $").await;
        stage.address_says("break_even", "aws/nvidia-t4").await;
        // Short names on the page, two digits, and in words what the bands say by colour.
        let answer = stage.tab.text(&id("break-even-answer")).await;
        assert!(
            answer.contains("While T4 at aws costs more than ")
                && answer.contains(" an hour (now $0.50), ")
                && !answer.contains("nvidia"),
            "{answer}"
        );
        let key = stage.tab.text(&id("break-even-key")).await;
        assert!(key.contains("L4 · ") && !key.contains("nvidia"), "{key}");
        let digits = "(text => [...text.matchAll(/[$]([0-9.]+) an hour/g)].map(found => found[1]).join(' '))";
        let prices: String =
            stage.tab.eval(format!("{digits}(document.querySelector('{}').innerText)", id("break-even"))).await;
        let has_cents = |price: &str| price.split_once('.').is_some_and(|(_, cents)| cents.len() == 2);
        assert!(prices.split(' ').count() >= 3 && prices.split(' ').all(has_cents), "{prices}");
        let said = format!("document.querySelector('{chart} canvas').getAttribute('aria-label')");
        stage.tab.wait_for(format!("/Cheapest: T4 .* below .*, L4 .* above /.test({said})")).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_plan_covers_the_volume() {
    run(async {
        let mut in_all = 0;
        for dataset in [VISION, EMBEDDING, CLASSIFICATION] {
            let stage = Stage::showing(dataset, "&plan=777/s").await;
            stage.says("plan-answer", "777 req/s for 24 hours").await;
            let lines = stage.tab.count(&format!("{} tbody tr", id("plan-choices"))).await;
            assert!(lines >= 1, "{dataset}");
            in_all += lines;
            for line in 1..=lines {
                let row = format!("{} tbody tr:nth-of-type({line})", id("plan-choices"));
                let machines: String =
                    stage.tab.eval(format!("document.querySelector('{row} td:nth-of-type(2)').innerText")).await;
                stage.tab.click(&format!("{row} .to-run")).await;
                stage.to_table_of_runs().await;
                let marked =
                    "document.querySelector('[data-testid=runs] tr[aria-current] td:nth-last-of-type(2)').innerText";
                stage.frames().await;
                let rate: String = stage.tab.eval(marked).await;
                let number = |text: &str| text.replace(',', "").parse::<f64>().unwrap();
                // The table shows four digits.
                let together = number(&machines) * number(&rate) * 1.0005;
                assert!(together >= 777.0, "{machines} machines at {rate}");
            }
            stage.tab.assert_no_errors().await;
        }
        // The first table has no other that is as cheap, or faster.
        assert!(in_all > 6, "{in_all}");
    });
}

#[test]
fn limits_are_compared_and_edited() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        let first = format!(
            "[...document.querySelectorAll('{} tbody tr')].map(tr => tr.cells[0].innerText).join()",
            id("plan-limits")
        );
        let names = "No limit,p95 ≤ 1,000 ms,p95 ≤ 500 ms,p95 ≤ 250 ms";
        stage.tab.wait_until(first.clone(), names.to_owned()).await;
        stage.says("plan-limits", "no run qualifies").await;
        enter(&stage, "#plan-p95", "599").await;
        stage.tab.wait_until(first, "No limit,p95 ≤ 599 ms".to_owned()).await;
        let none = format!("document.querySelector('{}').innerText.includes('no run qualifies')", id("plan-limits"));
        stage.tab.wait_until(none, false).await;
        stage.address_says("plan_p95_ms", "599").await;
        stage.tab.click(&format!("{} [value=steady]", id("plan-kind"))).await;
        stage.says("plan-answer", "50 req/s for 24 hours").await;
        stage.address_says("plan", "50/s@24h").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn prices_round_trip_through_the_address() {
    run(async {
        let pairs = [
            ("prices", "aws/nvidia-l4:0.9"),
            ("currency", "EUR"),
            ("break_even", "aws/nvidia-t4"),
            ("plan", "50/s@12h"),
            ("plan_p95_ms", "800,300"),
        ];
        let query: String = pairs.iter().map(|(key, value)| format!("&{key}={value}")).collect();
        let stage = Stage::showing(CLASSIFICATION, &query).await;
        for (key, value) in pairs {
            stage.address_says(key, value).await;
        }
        stage.says("verdict", "EUR\u{a0}6.00").await;
        stage.says("break-even-answer", "50 req/s for 12 hours: while T4 at aws costs less than EUR").await;
        stage.says("plan-answer", "50 req/s for 12 hours").await;
        stage.says("plan-limits", "p95 ≤ 800 ms").await;
        open(&stage).await;
        enter(&stage, "#currency", "12345").await;
        stage.tab.wait_for("document.querySelector('#currency-words').innerText.includes('no digits')").await;
        enter(&stage, "#currency", "€").await;
        stage.says("verdict", "€6.00").await;
        stage.says("runs", "€ / 1B requests").await;
        enter(&stage, "#currency", "").await;
        stage.says("verdict", "$6.00").await;
        stage.address_says("currency", "").await;
        stage.tab.wait_until("document.querySelector('#currency').value", "$".to_owned()).await;
        stage.visit(&format!("?dataset={CLASSIFICATION}&plan=many&currency=millions")).await;
        stage.says("plan-notes", "many").await;
        stage.says("plan-notes", "currency").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_terms_of_a_plan() {
    run(async {
        let stage = Stage::showing(CLASSIFICATION, "&plan=200/s@730h").await;
        stage.says("plan-answer", "for $584.00").await;
        enter(&stage, "#plan-load", "100").await;
        stage.says("plan-answer", "for $365.00").await;
        stage.says("verdict", "for $365.00").await;
        stage.address_says("load_percent", "100").await;
        stage.tab.click(&id("plan-spare")).await;
        stage.says("plan-answer", "and 1 to spare, for $730.00").await;
        stage.address_says("spare", "1").await;
        enter(&stage, "#plan-at-most", "$20").await;
        stage.says("plan-answer", "at most $20.00 per 1M requests").await;
        stage.says("verdict", "The fastest of").await;
        stage.address_says("max_cost", "20000").await;
        enter(&stage, "#plan-at-most", "0").await;
        stage.tab.wait_for("document.querySelector('#plan-at-most-words').innerText.includes('no cost above 0')").await;
        enter(&stage, "#plan-at-most", "").await;
        stage.address_says("max_cost", "").await;
        enter(&stage, "#plan-load", "").await;
        stage.address_says("load_percent", "").await;
        enter(&stage, "#plan-amount", "1.5k").await;
        stage.address_says("plan", "1500/s@730h").await;
        // A run to compare with: the second of the list, after the best of the other hardware.
        let select = format!("document.querySelector('{}')", id("plan-against"));
        let choose = format!(
            "({select}.selectedIndex = 1, {select}.dispatchEvent(new Event('change', {{ bubbles: true }})), {select}.value)"
        );
        let row: String = stage.tab.eval(choose).await;
        stage.address_says("against", &row).await;
        let figures = "document.querySelector('[data-testid=verdict-figures]').innerText.includes('saved against the chosen run')";
        stage.tab.wait_for(figures).await;
        stage.tab.assert_no_errors().await;
    });
}

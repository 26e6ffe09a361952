//! The list of prices: what they are, where they are from, presets.

use super::{made, read, shown};
use isocost::data::bundled;
use isocost::data::runs::prices::PriceList;
use isocost::page::choice::filters::Choice;
use isocost::page::money::prices::{Preset, PricesView};

#[test]
fn real_prices_and_where_they_are_from() {
    for table in bundled::TABLES {
        let shown = shown(&table.table(), &Choice::default());
        let view = PricesView::new(&shown, &PriceList::default(), &[]);
        assert!(
            !view.asks && view.preset == Some(Preset::AsListed) && view.summary.starts_with("Per hour, as listed: ")
        );
        for line in &view.lines {
            assert!(["0.50", "0.70", "0.80"].contains(&line.value.as_str()), "{line:?}");
            assert!(line.reason.starts_with("From the file's column "), "{}", line.reason);
        }
        assert_eq!(view.lines.iter().map(|line| line.runs).sum::<usize>(), shown.runs.rows);
        assert_eq!(shown.runs.price_of_row().len(), shown.runs.rows);
    }
}

#[test]
fn a_price_is_found_in_the_costs_or_is_asked_for() {
    let cost = 1e9 / 10.0 * (0.8 / 3600.0);
    let table =
        made(&[("aws", "l4", 5.0, 10.0, cost), ("aws", "l4", 5.0, 10.0, cost), ("gcp", "h100", 5.0, 10.0, 0.0)]);
    let shown = shown(&table, &Choice::default());
    let view = PricesView::new(&shown, &PriceList::default(), &[]);
    let said: Vec<_> = view.lines.iter().map(|line| (line.value.as_str(), line.reason.as_str())).collect();
    assert_eq!(said[0], ("0.80", "From the file's costs and throughputs."));
    assert_eq!(said[1], ("", "The file has no price above 0."));
    // Without costs the notebooks' list, or nobody.
    let mut unpriced = table.clone();
    unpriced.columns.pop();
    let shown = self::shown(&unpriced, &Choice::default());
    let view = PricesView::new(&shown, &PriceList::default(), &[]);
    assert_eq!((view.lines[0].value.as_str(), view.lines[0].asked), ("0.80", false));
    assert!(view.lines[0].reason.contains("notebooks"));
    assert_eq!((view.lines[1].value.as_str(), view.lines[1].asked, view.asks), ("", true, true));
    assert_eq!(view.summary, "1 price is missing: 1 run cannot be ranked by cost.");
    let choice = read(&[("prices", "gcp/h100:2.5"), ("currency", "EUR")]);
    let given = PricesView::new(&self::shown(&unpriced, &choice), &choice.prices, &[]);
    assert_eq!((given.lines[1].value.as_str(), given.lines[1].reason.as_str(), given.asks), ("2.50", "Yours.", false));
    assert_eq!(given.summary, "Per hour, partly yours: l4 at aws EUR\u{a0}0.80, h100 at gcp EUR\u{a0}2.50.");
    assert_eq!(given.preset, Some(Preset::AsListed), "what only the reader knows is no preset");
}

#[test]
fn a_price_that_differs_from_run_to_run_says_so() {
    let cost = |price: f64| 1e9 / 10.0 * (price / 3600.0);
    let table = made(&[("aws", "l4", 5.0, 10.0, cost(0.5)), ("aws", "l4", 5.0, 10.0, cost(0.9))]);
    let shown = shown(&table, &Choice::default());
    assert!(shown.runs.prices[0].base.varies);
    let view = PricesView::new(&shown, &PriceList::default(), &[]);
    assert!(view.lines[0].value == "0.70" && view.lines[0].reason.contains("median"), "{:?}", view.lines);
}

#[test]
fn presets_round_trip() {
    let table = bundled::TABLES[2].table();
    let shown = shown(&table, &Choice::default());
    let pairs = &shown.runs.prices;
    let mut prices = PriceList::parse("azure/h100:3").0;
    for (preset, factor) in [(Preset::Less30, 0.7), (Preset::Less60, 0.4), (Preset::AsListed, 1.0)] {
        preset.apply(pairs, &mut prices);
        assert_eq!(Preset::of(pairs, &prices), Some(preset));
        assert_eq!(prices.own("azure", "h100"), Some(3.0), "another table's");
        let choice = Choice { prices: prices.clone(), ..Choice::default() };
        let cheaper = self::shown(&table, &choice);
        assert_eq!(Preset::of(&cheaper.runs.prices, &prices), Some(preset), "the list is known beside the reader's");
        for (was, is) in shown.runs.cost_usd_per_billion.iter().zip(cheaper.runs.cost_usd_per_billion.iter()) {
            assert!(was.is_nan() || *was <= 0.0 || (is / was / factor - 1.0).abs() < 1e-9, "{was} {is}");
        }
    }
    Preset::Own.apply(pairs, &mut prices);
    assert_eq!(Preset::of(pairs, &prices), Some(Preset::Own));
    assert_eq!(Preset::of(&[], &prices), None, "nothing to be asked");
}

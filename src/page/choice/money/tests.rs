//! Tests of what is chosen about money, and of its parameters.

use super::*;

fn read(pairs: &[(&str, &str)]) -> MoneyChoice {
    let mut choice = MoneyChoice::default();
    pairs.iter().for_each(|(key, value)| {
        choice.read(key, value);
    });
    choice
}

fn written(choice: &MoneyChoice) -> Vec<(&'static str, String)> {
    param::pairs(&PARAMS, choice).collect()
}

#[test]
fn every_parameter_round_trips() {
    assert!(written(&MoneyChoice::default()).is_empty());
    let pairs = [
        ("currency", "EUR"),
        ("break_even", "aws/a%2Fb"),
        ("plan", "5000000@12.5h"),
        ("plan_p95_ms", "1000,200.5"),
        ("load_percent", "62.5"),
        ("spare", "1"),
        ("max_cost", "300"),
        ("against", "12"),
    ];
    let choice = read(&pairs);
    assert!(choice.notes.is_empty());
    assert_eq!(written(&choice), pairs.map(|(key, value)| (key, value.to_owned())));
    assert_eq!(choice.break_even, Some(("aws".to_owned(), "a/b".to_owned())));
    let steady = read(&[("plan", "50/s")]);
    assert_eq!((steady.demand, demand_text(steady.demand).as_deref()), (STEADY, Some("50/s@24h")));
    assert_eq!(read(&[("plan", "1.5M@24h")]).demand, Demand::Volume { units: 1.5e6, within_hours: 24.0 });
    assert_eq!(read(&[("plan", "1.5k/s@1k")]).demand, Demand::Steady { units_per_sec: 1500.0, hours: 1000.0 });
    assert_eq!(read(&[("plan", "2B@24h")]).demand.units(), 2e9);
    assert_eq!(written(&read(&[("plan_p95_ms", "")])), [("plan_p95_ms", String::new())], "none at all");
}

#[test]
fn nonsense_changes_nothing_and_is_reported() {
    for pair in [
        ("currency", "dollars"),
        ("currency", "5"),
        ("plan", "many"),
        ("plan", "1e6@soon"),
        ("plan", "NaN/s"),
        ("plan", "1m@24h"),
        ("load_percent", "full"),
        ("spare", "2"),
        ("max_cost", "0"),
        ("max_cost", "cheap"),
        ("against", "-1"),
        ("plan_p95_ms", "500,fast"),
        ("plan_p95_ms", "0"),
        ("plan_p95_ms", "1,2,3,4,5,6,7,8,9,10,11,12,13"),
    ] {
        let choice = read(&[pair]);
        assert_eq!((written(&choice).len(), choice.notes.len()), (0, 1), "{pair:?}");
    }
    assert_eq!(read(&[("break_even", "l4"), ("other", "x"), ("currency", " ")]), MoneyChoice::default());
}

#[test]
fn numbers_out_of_range_are_clamped_and_reported() {
    let choice = read(&[("plan", "0@1e99h")]);
    assert_eq!(choice.demand, Demand::Volume { units: 1.0, within_hours: 1e5 });
    assert_eq!(choice.notes, ["Hours go from 0.01 to 100,000: 100,000 is used."]);
    let choice = read(&[("load_percent", "0.1"), ("max_cost", "1e99")]);
    assert_eq!((choice.terms.load_share, choice.terms.at_most()), (Some(0.01), Some(1e15)));
    assert_eq!(choice.notes[0], "Percentages go from 1 to 100: 1 is used.");
}

#[test]
fn typed_changes_of_a_price() {
    let of = |text: &str| typed_price(text, "$", Some(0.8));
    assert_eq!([of("-30%"), of("−30 %"), of("+ 10 %")], [Ok(Some(0.56)), Ok(Some(0.56)), Ok(Some(0.88))]);
    assert!(
        of("30%").is_err() && of("-100%").is_err() && of("-x%").is_err() && typed_price("-30%", "$", None).is_err()
    );
}

#[test]
fn typed_prices() {
    assert_eq!(typed_price(" $0.8 ", "$", Some(0.8)), Ok(Some(0.8)));
    assert_eq!(typed_price("EUR 2", "EUR", Some(0.8)), Ok(Some(2.0)));
    assert_eq!((typed_price("", "$", Some(0.8)), typed_price("$", "$", Some(0.8))), (Ok(None), Ok(None)));
    for (text, words) in [
        ("0", "free"),
        ("-1", "no price"),
        ("NaN", "no price"),
        ("inf", "no price"),
        ("cheap", "no price"),
        ("0,8", "decimal point"),
        ("1e9", "from"),
        ("1e-300", "from"),
    ] {
        let told = typed_price(text, "$", Some(0.8)).unwrap_err();
        assert!(told.contains(words) && told.contains("othing changed"), "{text}: {told}");
    }
}

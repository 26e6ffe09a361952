//! How sure the answer to a demand is, and to which is the fastest at a cost, on the real tables.

use super::*;
use crate::support::shown::sure_of_asked;
use isocost::analysis::decide::answer::Demand;
use isocost::page::answer::asked::Asked;
use isocost::page::choice::terms::Terms;
use isocost::page::verdict::confidence::words::chance_words;
use isocost::page::verdict::view::VerdictView;

pub(super) fn asked(demand: Demand, p95_ms: Option<f64>, at_most_usd: Option<f64>) -> Asked {
    let limits = LimitChoice { max_p95_latency_ms: p95_ms, ..LimitChoice::default() };
    Asked { demand, limits, terms: Terms { at_most_usd, ..Terms::default() } }
}

pub(super) fn of(name: &str, asked: &Asked) -> (VerdictView, ConfidenceView) {
    let shown = real(name);
    let rows = all(&shown);
    let verdict = VerdictView::new(&shown, &Basis::of(&shown.runs), &rows, asked);
    let view = sure_of_asked(&shown, &rows, (&verdict, asked), None);
    (verdict, view)
}

pub(super) const STEADY: Demand = Demand::Steady { units_per_sec: 200.0, hours: 730.0 };

/// One L4 for $584 a month against two T4 for $730: no noise makes up for that. Which of the L4s is no matter of cost.
#[test]
fn bills_that_differ_are_settled_and_equal_ones_are_told() {
    let (verdict, view) = of("classification", &asked(STEADY, Some(400.0), None));
    assert!(verdict.sentence.contains("$584.00"), "{}", verdict.sentence);
    assert_eq!((view.row, view.confidence), (verdict.row, Some(Confidence::Settled)));
    assert_eq!(view.standings[0].best, verdict.row.unwrap());
    assert!(
        view.reasons[0].starts_with("The chance that no other configuration has a lower bill is over 99%; that of ")
    );
    assert!(
        view.reasons[0].ends_with(" ($730 a month) is under 1%.") && view.reasons[0].contains("2 × nvidia-t4"),
        "{:?}",
        view.reasons
    );
    assert_eq!(
        view.reasons[1],
        "13 other configurations have the same bill; of these the lowest p95 at this load decides, and of equal ones the lowest average."
    );
    assert!(view.reasons[2].starts_with("Noise: "), "{:?}", view.reasons);
}

#[test]
fn every_question_has_a_word_where_noise_is_known() {
    let volume = Demand::Volume { units: 2e9, within_hours: 72.0 };
    for name in ["embedding", "classification"] {
        for (demand, at_most) in [
            (STEADY, None),
            (Demand::Steady { units_per_sec: 5000.0, hours: 24.0 }, None),
            (volume, None),
            (Demand::None, Some(500.0)),
            (STEADY, Some(3000.0)),
        ] {
            let asked = asked(demand, Some(600.0), at_most);
            let (verdict, view) = of(name, &asked);
            assert!(!verdict.is_per_request, "{name} {asked:?}");
            let chance = view.standings[0].chance.unwrap();
            let settled = view.confidence == Some(Confidence::Settled);
            assert_eq!(settled, chance >= 0.9, "{name} {asked:?}: {chance}");
            assert_eq!(view.standings[0].best, verdict.row.unwrap(), "{name} {asked:?}");
            assert_eq!(view.reasons[0].contains(" at this cost"), at_most.is_some(), "{:?}", view.reasons);
            assert!(view.reasons.iter().all(|text| text.ends_with('.') && !text.contains("NaN")), "{:?}", view.reasons);
            assert_eq!(of(name, &asked).1, view);
        }
    }
    // A demand that no machine meets is answered by the cheapest request, and that is judged.
    let none = asked(Demand::Steady { units_per_sec: f64::NAN, hours: 1.0 }, None, None);
    let (verdict, view) = of("embedding", &none);
    assert!(verdict.is_per_request && view.reasons[0].contains("is the cheapest is"), "{:?}", view.reasons);
}

#[test]
fn without_noise_nothing_is_told_of_a_demand_either() {
    let (_, view) = of("vision-embedding", &asked(Demand::Steady { units_per_sec: 50.0, hours: 24.0 }, None, None));
    assert_eq!((view.confidence, view.reasons.len()), (Some(Confidence::CannotTell), 1));
}

/// The load that the card offers: what it does to the chance is said with both numbers, before anybody allows it.
#[test]
fn what_more_load_does_to_the_chance_is_told() {
    let planned = asked(STEADY, Some(400.0), None);
    let (verdict, view) = of("classification", &planned);
    let percent = verdict.headline.offer.as_ref().unwrap().percent;
    assert_eq!(percent, 88.0);
    let fuller = Asked { terms: Terms { load_share: Some(percent / 100.0), ..planned.terms }, ..planned.clone() };
    let (_, allowed) = of("classification", &fuller);
    // The same chance that the answer has once it is allowed.
    let then = chance_words(allowed.standings[0].chance.unwrap());
    assert_eq!(view.offered, format!("How sure: over 99% now, {then} at 88% load."));
    assert_ne!(then, "over 99%");
    assert_eq!(allowed.offered, "", "nothing more is offered");
}

//! Sentences about a comparison.

use crate::analysis::decide::compare::Contest;
use crate::analysis::stats::median::median;
use crate::analysis::stats::noise::Noise;
use crate::analysis::stats::order;
use crate::format::numbers::{fixed, percent, short};

use super::offer::{Compared, Offer};
use super::view::{CompareView, Signed};
use crate::page::choice::filters::Choice;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::noise::noise_sentence;
use crate::page::words::runs::{Field, count, vus};

/// Values beyond these are not named one by one.
const MOST_NAMED: usize = 6;

/// Why a table has nothing to compare.
#[must_use]
pub fn nothing_in_table(offer: &Offer) -> String {
    let why: Vec<String> = Compared::ALL
        .into_iter()
        // Of one table nobody asks.
        .filter(|&compared| compared != Compared::Table || offer.values(compared) > 1)
        .map(|compared| {
            let noun = compared.noun();
            match (&offer.categories[compared.at()], offer.values(compared)) {
                (None, _) => format!("{noun} is not a column of it"),
                (_, 0) => format!("{noun} has no value"),
                (_, 1) => format!("{noun} has one value"),
                (_, n) => format!("{noun} has {n} values, but no two priced runs differ in it alone"),
            }
        })
        .collect();
    format!("Nothing to compare in this table: {}.", why.join("; "))
}

/// What came of the comparison: how often each value is cheapest, the median and the largest saving.
#[must_use]
pub fn summary(shown: &ActiveTable, view: &CompareView) -> String {
    let compared = view.fixed.compared;
    let contests = &view.comparison.contests;
    let Some(best) = contests.iter().reduce(|a, b| if b.saving_percent > a.saving_percent { b } else { a }) else {
        return nothing_in_rows(view, compared);
    };
    let ties = contests.iter().filter(|contest| contest.is_tie()).count();
    let among = count(contests.len(), "place where", "places where");
    let (what, differ) = with_table(&view.fixed.offer, compared);
    let mut text = format!("At {among} nothing but {what} {differ}, {}.", wins(view, contests, ties));
    if let Some(signed) = view.signed.as_ref().filter(|_| ties < contests.len()) {
        text += &format!(
            " {} The largest saving is {}, by {} against {} ({}).",
            signed_words(view, signed, ties),
            percent(best.saving_percent),
            view.fixed.offer.label(compared, best.winner()),
            view.fixed.offer.label(compared, best.rival()),
            place(shown, view, best),
        );
    }
    text + &footnotes(view)
}

/// What the most frequent winner saves in the median, places where it is dearer included, and whether that may be chance.
fn signed_words(view: &CompareView, signed: &Signed, ties: usize) -> String {
    let effect = &signed.effect;
    let middle = signed.saving_percent();
    let saves =
        if middle < 0.0 { format!("costs {} more", percent(-middle)) } else { format!("saves {}", percent(middle)) };
    let against = if view.fixed.values.len() > 2 { " against the cheapest other" } else { "" };
    let mut text = format!("In the median {} {saves}{against}", signed.value);
    let mut notes = vec!["places where it is dearer count as negative".to_owned()];
    if ties > 0 {
        notes.push("no difference as 0".to_owned());
    }
    if let Some((low, high)) = signed.interval_percent() {
        notes.push(format!("95% interval {} to {}", percent(low), percent(high)));
    }
    text += &format!(" ({}).", notes.join("; "));
    match effect.below + effect.above {
        n if n < LEAST_TESTED => text + " Too few places for a test.",
        _ => text + &format!(" Sign test, {} to {}: {}.", effect.below, effect.above, probability(effect.p)),
    }
}

/// A probability to one significant digit, two above 0.01.
#[must_use]
pub fn probability(p: f64) -> String {
    match p {
        p if p < 0.0001 => "p < 0.0001".to_owned(),
        p if p < 0.001 => format!("p = {}", fixed(p, 4)),
        p if p < 0.01 => format!("p = {}", fixed(p, 3)),
        p => format!("p = {}", fixed(p, 2)),
    }
}

/// Of fewer places not even all together say more than chance one time in twenty.
const LEAST_TESTED: usize = 6;

/// What differs where two values meet, and the verb to it: with tables what goes with them.
fn with_table(offer: &Offer, compared: Compared) -> (String, &'static str) {
    let with = |other: &Compared| compared == Compared::Table && offer.with_table[other.at()];
    let named = Compared::ALL.iter().filter(|other| with(other)).map(|other| other.noun());
    let further = offer.further.iter().filter(|further| compared == Compared::Table && further.with_table);
    let others: Vec<&str> = named.chain(further.map(|further| further.name.as_str())).collect();
    if others.is_empty() {
        (compared.noun().to_owned(), "differs")
    } else {
        (format!("{} and with it {}", compared.noun(), others.join(" and ")), "differ")
    }
}

fn nothing_in_rows(view: &CompareView, compared: Compared) -> String {
    format!(
        "Nothing to compare among {}: no two priced ones differ in {} alone.",
        count(view.rows, "run that passes the filters", "runs that pass the filters"),
        compared.noun()
    )
}

/// Each value with its wins, most first.
fn wins(view: &CompareView, contests: &[Contest], ties: usize) -> String {
    let mut won: Vec<(&String, usize)> = view.fixed.values.iter().map(|value| (value, 0)).collect();
    for contest in contests.iter().filter(|contest| !contest.is_tie()) {
        won[view.fixed.value(contest.winner())].1 += 1;
    }
    order::sort_by(&mut won, |a, b| b.1.cmp(&a.1));
    let rest: usize = won.iter().skip(MOST_NAMED).map(|(_, wins)| wins).sum();
    let mut parts: Vec<String> = won
        .iter()
        .take(MOST_NAMED)
        .enumerate()
        .map(|(nth, (value, wins))| format!("{value} {}{wins}", if nth == 0 { "is cheapest at " } else { "at " }))
        .collect();
    if rest > 0 {
        parts.push(format!("others at {rest}"));
    }
    if ties > 0 {
        parts.push(format!("and there is no difference at {ties}"));
    }
    parts.join(", ")
}

fn place(shown: &ActiveTable, view: &CompareView, contest: &Contest) -> String {
    let row = contest.winner();
    let fixed = &view.fixed;
    let (batch_size, vus) = (short(shown.runs.batch_size[row]), vus(shown.runs.vus[row]));
    let numbers = format!("batch size {batch_size}, {vus}");
    match fixed.panel_of(row) {
        Some(panel) if fixed.panels.len() > 1 => format!("{}, {numbers}", panel.label),
        _ => numbers,
    }
}

/// What is counted and not seen.
fn footnotes(view: &CompareView) -> String {
    let comparison = &view.comparison;
    let mut text = String::new();
    if comparison.repeats > 0 {
        text += &format!(
            " {} not counted: a cheaper run of the same {} stands at the same place.",
            count(comparison.repeats, "repeated run is", "repeated runs are"),
            view.fixed.compared.noun()
        );
    }
    if comparison.failed > 0 {
        text += &format!(
            " {} not counted: {} a check (too short, or idle or collapsed by Little's law).{}",
            count(comparison.failed, "run is", "runs are"),
            if comparison.failed == 1 { "it fails" } else { "each fails" },
            with_failed_words(view),
        );
    }
    if comparison.left_out > 0 {
        text += &format!(
            " {} no usable cost, batch size or VUs and never {} (a cost of 0 is an unknown price).",
            count(comparison.left_out, "run has", "runs have"),
            if comparison.left_out == 1 { "competes" } else { "compete" },
        );
    }
    if view.fixed.undrawn > 0 {
        let more = count(view.fixed.undrawn, "more configuration is", "more configurations are");
        text += &format!(" {more} counted and not drawn.");
    }
    text
}

/// What it would be with the runs that fail a check.
fn with_failed_words(view: &CompareView) -> String {
    let Some(Signed { value, effect }) = &view.with_failed else { return String::new() };
    let saving = 100.0 * (1.0 - effect.ratio);
    let saves = if saving < 0.0 { format!("{} more", percent(-saving)) } else { format!("{} saved", percent(saving)) };
    format!(
        " With {}: {} to {} for {value}, {}, {saves} in the median.",
        if view.comparison.failed == 1 { "it" } else { "them" },
        effect.below,
        effect.above,
        probability(effect.p),
    )
}

/// What a panel shows, under it.
#[must_use]
pub fn panel_summary(view: &CompareView, panel: usize) -> String {
    let Some(scene) = view.scenes.get(panel) else { return String::new() };
    if scene.bubbles.is_empty() {
        return "Nothing to compare here among the runs that pass the filters.".to_owned();
    }
    let contests: Vec<Contest> = scene.bubbles.iter().filter_map(|bubble| view.contest(bubble.item)).cloned().collect();
    let ties = contests.iter().filter(|contest| contest.is_tie()).count();
    let middle = median(contests.iter().map(|contest| contest.saving_percent)).unwrap_or_default();
    let wins = wins(view, &contests, ties);
    format!("Of {}, {wins}; median saving {}.", count(contests.len(), "place", "places"), percent(middle))
}

/// The title of a bubble's hover.
#[must_use]
pub fn bubble_title(view: &CompareView, contest: &Contest) -> String {
    if contest.is_tie() {
        "No difference".to_owned()
    } else {
        format!("Cheaper: {}", view.fixed.offer.label(view.fixed.compared, contest.winner()))
    }
}

/// What the hover says of a bubble: where, what is saved, what each value costs there.
#[must_use]
pub fn bubble_fields(shown: &ActiveTable, view: &CompareView, contest: &Contest) -> Vec<Field> {
    let runs = &shown.runs;
    let row = contest.winner();
    let mut fields = vec![("Saving", percent(contest.saving_percent))];
    let settings = [("Batch size", runs.batch_size[row]), ("VUs", runs.vus[row])];
    fields.extend(settings.into_iter().filter(|(_, value)| !value.is_nan()).map(|(name, value)| (name, short(value))));
    let cost = |&row: &usize| {
        let label = view.fixed.offer.label(view.fixed.compared, row);
        ("Cost", format!("{} · {label}", cost::quoted_in_full(shown, runs.ranked_cost()[row])))
    };
    fields.extend(contest.candidates.iter().take(MOST_NAMED).map(cost));
    fields
}

/// What the reader's filters leave out, in words; `None` when nothing.
#[must_use]
pub fn filter_words(choice: &Choice) -> Option<String> {
    let filter = &choice.filter;
    let mut parts: Vec<String> = Vec::new();
    parts.extend(filter.max_vus.map(|most| format!("at most {} VUs", short(most))));
    for (what, kept) in [
        ("hardware", &filter.hw_type),
        ("image", &filter.image),
        ("batch size", &filter.batch_size),
        ("table", &filter.table),
    ] {
        parts.extend(kept.as_ref().map(|kept| {
            let kept: Vec<&str> = kept.iter().map(String::as_str).collect();
            if kept.is_empty() { format!("no {what}") } else { format!("{what} {}", kept.join(" or ")) }
        }));
    }
    parts.extend(filter.cheapest.map(|n| format!("only the {} cheapest", fixed(n as f64, 0))));
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// How the charts at hand are to be read: the largest saving beside the middling one, as computed.
#[must_use]
pub fn reading(view: &CompareView, noise: Noise) -> String {
    let savings: Vec<f64> = view.comparison.contests.iter().map(|contest| contest.saving_percent).collect();
    let Some(middle) = median(savings.iter().copied()) else {
        return "Now no two runs can be compared; widen the filters.".to_owned();
    };
    let largest = savings.iter().copied().fold(0.0, f64::max);
    let small = savings.iter().filter(|&&saving| saving < 100.0 * noise.share).count();
    format!(
        "Now {} of {} save less than {}; half save at most {}, the most is {}. {}",
        fixed(small as f64, 0),
        count(savings.len(), "mark", "marks"),
        percent(100.0 * noise.share),
        percent(middle),
        percent(largest),
        noise_sentence(noise),
    )
}

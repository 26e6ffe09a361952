//! What of the doubts stands on the answer's card: its own run is doubtful, or the only one of its configuration.

use crate::analysis::saturation::evidence::Doubt;
use crate::format::numbers::fixed;
use crate::page::evidence::series::Known;
use crate::page::evidence::words::doubt_words;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::count;

/// Short sentences, each of a doubt of the configuration, which is told in full elsewhere.
pub(super) fn on_card(shown: &ActiveTable, known: &Known) -> Vec<String> {
    let evidence = &known.evidence;
    let mut told = Vec::new();
    if let Some(ratio) = evidence.in_flight_per_vu.filter(|_| evidence.has(Doubt::BrokenLittle)) {
        let ratio = fixed(ratio, 3);
        told.push(format!("Its run is doubtful, by Little's law: {ratio} requests in flight per VU, not about 1."));
    }
    if evidence.has(Doubt::ShortRun) {
        told.push(doubt_words(shown, known, Doubt::ShortRun));
    }
    told.extend(only_words(known));
    told
}

/// What is wrong with the answer's run itself, in full: sentences.
pub(super) fn doubts_of_run(shown: &ActiveTable, known: &Known) -> Vec<String> {
    let of_run = [Doubt::BrokenLittle, Doubt::ShortRun, Doubt::Overloaded].into_iter();
    let told = of_run.filter(|&doubt| known.evidence.has(doubt)).map(|doubt| doubt_words(shown, known, doubt));
    told.chain(only_words(known)).collect()
}

/// That of several runs of the configuration the answer's alone is within filters and limits.
fn only_words(known: &Known) -> Option<String> {
    let ([_], all @ 2..) = (&known.allowed[..], known.all.len()) else { return None };
    Some(format!("Only 1 of the {} of its configuration is within filters and limits.", runs(all)))
}

/// That of several runs at the load of the answer only some are within filters and limits, a sentence; `None` where all are,
/// and where no other of its configuration is, which [`on_card`] says.
pub(super) fn repeats_differ(known: &Known) -> Option<String> {
    let load = known.load[known.evidence.best?];
    let at_load = |rows: &[usize]| rows.iter().filter(|&&row| known.load[row] == load).count();
    let (kept, made) = (at_load(&known.allowed), at_load(&known.all));
    let verb = if kept == 1 { "is" } else { "are" };
    (known.allowed.len() > 1 && kept < made).then(|| {
        format!("Only {} of the {} at its load {verb} within filters and limits.", fixed(kept as f64, 0), runs(made))
    })
}

fn runs(number: usize) -> String {
    count(number, "run", "runs")
}

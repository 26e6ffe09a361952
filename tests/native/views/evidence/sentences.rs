//! Every sentence about a configuration, its law and a p95 near its limit, against the rows that it is about.

use super::{all, nth, of, p95, up_to};
use isocost::analysis::saturation::trend::Grade;
use isocost::data::bundled;
use isocost::data::runs::table_facts::Basis;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::enough_vus::groups::VusGroups;
use isocost::page::evidence::minima::margin_words;
use isocost::page::evidence::view::EvidenceLine;
use isocost::page::evidence::words::little_words;
use isocost::page::tables::active_table::ActiveTable;

/// Each sentence holds of the rows that it is about: none says what a row contradicts.
#[test]
fn every_sentence_holds_of_its_rows() {
    let mut told_margins = 0;
    for table in 0..bundled::TABLES.len() {
        let shown = nth(table);
        for limits in [LimitChoice::default(), p95(250.0), p95(400.0), p95(1000.0), p95(1300.0)] {
            for rows in [all(&shown), up_to(&shown, 128.0), up_to(&shown, 64.0), up_to(&shown, 2.0)] {
                let (verdict, view) = of(&shown, &rows, &limits);
                for line in &view.lines {
                    holds(&shown, line);
                    law_holds(&shown, line, &verdict.passing);
                }
                let bound = limits.max_p95_latency_ms.unwrap_or(f64::INFINITY);
                told_margins += rows.iter().filter(|&&row| margin_holds(&shown, row, bound)).count();
            }
        }
    }
    assert!(told_margins > 5, "{told_margins}");
}

/// The number after some words of a sentence, as it is written.
fn number_after(sentence: &str, words: &str) -> f64 {
    let at = sentence.find(words).unwrap_or_else(|| panic!("{words}: {sentence}")) + words.len();
    let number: String =
        sentence[at..].chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | 'e' | '-')).collect();
    let number = number.trim_end_matches(['.', ',']).replace(',', "");
    number.parse().unwrap_or_else(|_| panic!("{number}: {sentence}"))
}

/// The law: its figures, as they are written, miss the runs by as much as is told, and its peak lies where they put it.
fn law_holds(shown: &ActiveTable, line: &EvidenceLine, passing: &[usize]) {
    let (runs, says) = (&shown.runs, |words: &str| line.meaning.contains(words));
    let points = line.evidence.curve.load.len();
    assert_eq!(says("not looked for below 5 loads"), (1..5).contains(&points), "{}", line.meaning);
    assert_eq!(says("Scalability law: not determined"), points >= 5 && line.shape.law.is_none(), "{}", line.meaning);
    assert_eq!(says("Scalability law: contention"), line.shape.law.is_some(), "{}", line.meaning);
    if line.shape.law.is_none() {
        return;
    }
    let figure = |words| number_after(&line.meaning, words);
    let (alpha, beta) = (figure("contention "), figure("coherency "));
    let (lambda, peak) = (figure_before(&line.meaning, " req/s for one"), figure("a peak at "));
    let (low, high) = (figure(" in flight ("), figure_before(&line.meaning, ");"));
    assert!(low < peak && peak < high, "{}", line.meaning);
    assert!((((1.0 - alpha) / beta).sqrt() / peak - 1.0).abs() < 0.02, "{}", line.meaning);
    let groups = VusGroups::configurations(shown);
    let basis = Basis::of(runs);
    let mut sound: Vec<usize> = passing
        .iter()
        .copied()
        .filter(|&row| groups.of_row[row] == Some(line.group) && basis.is_sound(runs, row))
        .collect();
    sound.sort_by(|&a, &b| runs.vus[a].total_cmp(&runs.vus[b]));
    let loads: Vec<&[usize]> = sound.chunk_by(|&a, &b| runs.vus[a] == runs.vus[b]).collect();
    let mean =
        |rows: &[usize], of: &dyn Fn(usize) -> f64| rows.iter().map(|&row| of(row)).sum::<f64>() / rows.len() as f64;
    let rate = |row: usize| runs.throughput_req_per_sec[row];
    let flight = |row: usize| rate(row) * runs.avg_latency_ms[row] / 1e3;
    let misses = |rows: &&[usize]| {
        let n = mean(rows, &flight);
        (mean(rows, &rate) - lambda * n / (1.0 + alpha * (n - 1.0) + beta * n * (n - 1.0))).powi(2)
    };
    let count = loads.len() as f64;
    let square = (loads.iter().map(misses).sum::<f64>() / count).sqrt();
    let average = loads.iter().map(|rows| mean(rows, &rate)).sum::<f64>() / count;
    let told = figure("it misses throughput by ");
    assert!((square / average * 100.0 - told).abs() < 0.3, "{} by {}: {}", told, square / average, line.meaning);
}

/// The number before some words of a sentence.
fn figure_before(sentence: &str, words: &str) -> f64 {
    let end = sentence.find(words).unwrap_or_else(|| panic!("{words}: {sentence}"));
    let start = sentence[..end].rfind([' ', '(']).map_or(0, |at| at + 1);
    sentence[start..end].replace(',', "").parse().unwrap_or_else(|_| panic!("{words}: {sentence}"))
}

/// That a limit on p95 is not surely kept: whether it is told of a run, and that it holds.
fn margin_holds(shown: &ActiveTable, row: usize, bound: f64) -> bool {
    let Some(words) = margin_words(shown, row, None, bound) else { return false };
    let runs = &shown.runs;
    let p95 = runs.p95_latency_ms.as_ref().unwrap()[row];
    assert_eq!(number_after(&words, "rests on "), runs.total_requests.as_ref().unwrap()[row], "{words}");
    let (low, high) = (number_after(&words, "may be "), figure_before(&words, " ms, so"));
    assert!(p95 <= bound && low <= p95 * 1.005 && p95 <= high * 1.005 && high * 1.005 > bound, "{p95}: {words}");
    assert!((number_after(&words, "limit of ") / bound - 1.0).abs() < 1e-3, "{words}");
    true
}

fn holds(shown: &ActiveTable, line: &EvidenceLine) {
    let (runs, evidence) = (&shown.runs, &line.evidence);
    let rate = &evidence.curve.throughput_req_per_sec;
    let says = |words: &str| line.meaning.contains(words);
    let (first, last) = (rate.first().copied().unwrap_or(f64::NAN), rate.last().copied().unwrap_or(f64::NAN));
    let best = rate.iter().copied().fold(0.0, f64::max);
    assert_eq!(says("Throughput still rises"), line.grade == Grade::Rises, "{}", line.meaning);
    assert_eq!(says("Throughput is flat"), line.grade == Grade::Flat, "{}", line.meaning);
    assert_eq!(says("Throughput falls"), line.grade == Grade::Falls, "{}", line.meaning);
    if says("Throughput still rises") {
        assert!(last > first, "{}", line.meaning);
    }
    if says("Throughput falls") {
        assert!(last < best, "{}", line.meaning);
    }
    let group = VusGroups::configurations(shown);
    let mine: Vec<usize> = all(shown).into_iter().filter(|&row| group.of_row[row] == Some(line.group)).collect();
    let loads = |rows: &[usize]| {
        let mut loads: Vec<u64> = rows.iter().map(|&row| runs.vus[row].to_bits()).collect();
        loads.sort_unstable();
        loads.dedup();
        loads.len()
    };
    assert_eq!(evidence.loads_run, loads(&mine), "{}", line.meaning);
    let most = mine.iter().map(|&row| runs.vus[row]).fold(0.0, f64::max);
    if says("the most that were tried") {
        assert_eq!(line.best_load, Some(most), "{}", line.meaning);
    }
    if says("was run at") {
        assert_eq!(loads(&mine), evidence.curve.load.len(), "{}", line.meaning);
    }
    if says("within the limits, which") || says("that pass the filters;") {
        assert!(line.best_load.is_some_and(|load| load < most), "{}", line.meaning);
    }
    if let Some((adds_up, words)) = little_words(evidence) {
        let ratio = evidence.in_flight_per_vu.unwrap();
        assert_eq!(words.contains("adds up"), (0.9..=1.05).contains(&ratio), "{words}");
        assert!(adds_up || says(&words), "{}", line.meaning);
    }
}

//! What each part costs as a multiple of a simple reference in the same run: the machine, and what else it does, falls out
//! of it. The committed multiples are those that a change is held against.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

/// Where the committed multiples are; `ISOCOST_UPDATE=1` writes them anew.
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bench/baseline.tsv");
/// Timings repeat within this.
const NOISE: f64 = 1.5;

/// The parts measured so far, for one number of rows after the other.
pub struct Baseline {
    committed: BTreeMap<String, f64>,
    measured: BTreeMap<String, f64>,
    reference_ns: f64,
    rows: usize,
}

impl Baseline {
    pub fn new() -> Self {
        let text = std::fs::read_to_string(FILE).unwrap_or_default();
        let line =
            |line: &str| line.rsplit_once('\t').and_then(|(name, ratio)| Some((name.to_owned(), ratio.parse().ok()?)));
        Self {
            committed: text.lines().filter_map(line).collect(),
            measured: BTreeMap::new(),
            reference_ns: 1.0,
            rows: 1,
        }
    }

    /// Measures the reference for that many rows: the sum of a column's squares, in nanoseconds a row.
    pub fn begin(&mut self, rows: usize) {
        let column: Vec<f64> = (0..rows).map(|row| (row % 97) as f64).collect();
        let once = || {
            let start = Instant::now();
            black_box(black_box(&column).iter().map(|value| value * value).sum::<f64>());
            start.elapsed().as_secs_f64() * 1e9
        };
        let best = (0..200).map(|_| once()).fold(f64::INFINITY, f64::min);
        (self.reference_ns, self.rows) = (best / rows as f64, rows);
        println!("{rows} rows; the reference, a sum of squares: {:.2} ns a row", self.reference_ns);
    }

    /// Prints one part.
    pub fn say(&mut self, what: &str, ms: f64) {
        let ns = ms * 1e6 / self.rows as f64;
        let (name, multiple) = (format!("{}\t{what}", self.rows), ns / self.reference_ns);
        let held = self.committed.get(&name).map(|committed| multiple / committed);
        let word = match held {
            None => "new".to_owned(),
            // Below a tenth of the reference there is nothing to hold.
            Some(held) if held > NOISE && multiple > 0.1 => format!("{held:.1} x the baseline: SLOWER"),
            Some(held) => format!("{held:.1} x the baseline"),
        };
        println!("  {what:<28} {ms:>10.2} ms {ns:>8.0} ns a row {multiple:>8.1} x the reference, {word}");
        self.measured.insert(name, multiple);
    }

    /// Writes what was measured, where that is asked for.
    pub fn end(mut self) {
        if std::env::var_os("ISOCOST_UPDATE").is_none() {
            return;
        }
        self.committed.append(&mut self.measured);
        let mut text = String::new();
        for (name, multiple) in &self.committed {
            writeln!(text, "{name}\t{multiple:.2}").expect("memory takes everything");
        }
        std::fs::write(FILE, text).expect("the baseline can be written");
    }
}

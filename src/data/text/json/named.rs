//! Runs by name in a JSON object: `{"c8": {…}, "c16": {…}}`.

use super::evidence::Evidence;
use super::reader::Reader;
use crate::data::text::fault::Fault;

/// The runs among the members of an object.
#[derive(Clone, Copy, Debug, Default)]
pub struct NamedRuns {
    first: Evidence,
    runs: usize,
    /// Objects that are runs and measure something else than the first: phases or parts of one run.
    others: usize,
    /// Names of sums, beside which the others are parts.
    sums: usize,
}

/// Whether a name is that of a sum, as load testers call it.
pub fn is_sum(name: &[u8]) -> bool {
    ["total", "totals", "aggregated", "aggregate", "overall", "all", "all requests"]
        .iter()
        .any(|sum| name.eq_ignore_ascii_case(sum.as_bytes()))
}

impl NamedRuns {
    /// Adds what a member measures that is an object.
    pub fn add(&mut self, name: &[u8], evidence: Evidence) {
        if !evidence.is_run() {
            return;
        }
        self.sums += usize::from(is_sum(name));
        if self.runs == 0 {
            self.first = evidence;
        }
        if self.first.is_like(evidence) {
            self.runs += 1;
        } else {
            self.others += 1;
        }
    }

    /// How many runs there are; none where some members are runs of another kind.
    pub fn count(self) -> usize {
        if self.others == 0 { self.runs } else { 0 }
    }

    /// Whether one of them is the sum of the others.
    pub fn has_sum(self) -> bool {
        self.sums == 1 && self.count() > 2
    }

    /// Whether no member is a run.
    pub fn is_empty(self) -> bool {
        self.runs + self.others == 0
    }

    /// Whether one of them alone is a run: it has a load, a rate and a latency.
    pub fn is_full(self) -> bool {
        self.count() > 0 && self.first.is_full_run()
    }

    /// Reads an object at the reader's position, all of whose members must be runs.
    pub fn of_object(reader: &mut Reader) -> Result<Self, Fault> {
        let mut found = Self::default();
        let mut members = 0;
        reader.open(b'{')?;
        while reader.more(b'}')? {
            let name = reader.key()?;
            members += 1;
            if reader.peek() == Some(b'{') && found.count() + 1 == members {
                found.add(&name, Evidence::of_object(reader)?);
            } else {
                reader.skip()?;
            }
        }
        Ok(if found.count() == members { found } else { Self::default() })
    }
}

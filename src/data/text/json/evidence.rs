//! What the names in a JSON object measure, by which rows are told from what stands beside them.

use super::reader::Reader;
use crate::data::runs::roles::names;
use crate::data::runs::roles::role::Role;
use crate::data::text::fault::Fault;

/// Names of an object that are looked at.
const MOST_NAMES: usize = 2_000;

/// What an object's names measure: a set of roles, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence(u64);

const _: () = assert!(Role::COUNT <= 64, "a role has no bit");

impl Evidence {
    /// Adds a name.
    pub fn add(&mut self, name: &str) {
        if let Some(read) = names::read(name) {
            self.0 |= 1 << read.role as u64;
        }
    }

    fn has(self, role: Role) -> bool {
        self.0 >> role as u64 & 1 == 1
    }

    /// Whether it is one of a load test: a latency, and a load or a rate.
    pub fn is_run(self) -> bool {
        let latency = Role::LATENCIES.into_iter().chain(Role::TOKEN_TIMES).any(|role| self.has(role));
        latency && (self.has(Role::Vus) || self.has(Role::Throughput))
    }

    /// Whether it is one of a load test by itself: a latency, a load and a rate.
    pub fn is_full_run(self) -> bool {
        self.is_run() && self.has(Role::Vus) && self.has(Role::Throughput)
    }

    /// Whether it sums up requests: it has a percentile of their latency.
    pub fn is_sum(self) -> bool {
        [Role::P50Latency, Role::P90Latency, Role::P95Latency, Role::P99Latency].into_iter().any(|role| self.has(role))
    }

    /// Whether both measure mostly the same.
    pub fn is_like(self, other: Self) -> bool {
        2 * (self.0 & other.0).count_ones() >= (self.0 | other.0).count_ones()
    }

    /// Whether nothing is measured.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Reads an object whose names count, at the reader's position.
    pub fn of_object(reader: &mut Reader) -> Result<Self, Fault> {
        let mut evidence = Self::default();
        let mut room = MOST_NAMES;
        evidence.object(reader, "", &mut room)?;
        Ok(evidence)
    }

    fn object(&mut self, reader: &mut Reader, path: &str, room: &mut usize) -> Result<(), Fault> {
        reader.open(b'{')?;
        while reader.more(b'}')? {
            let key = reader.key()?;
            let may = *room > 0 && path.len() + key.len() < 256;
            *room = room.saturating_sub(1);
            let name = String::from_utf8_lossy(&key);
            let name = if path.is_empty() { name.into_owned() } else { format!("{path}.{name}") };
            match reader.peek() {
                Some(b'{') if may => self.object(reader, &name, room)?,
                Some(b'{' | b'[') => reader.skip()?,
                _ => {
                    reader.scalar()?;
                    if may {
                        self.add(&name);
                    }
                }
            }
        }
        Ok(())
    }
}

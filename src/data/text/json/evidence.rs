//! What the names in a JSON object measure, by which rows are told from what stands beside them.

use super::reader::Reader;
use crate::data::runs::roles::names;
use crate::data::runs::roles::role::Role;
use crate::data::text::fault::Fault;

/// Names of an object that are looked at.
const MOST_NAMES: usize = 2_000;

/// What an object's names measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    latency: bool,
    load: bool,
}

impl Evidence {
    /// Adds a name.
    pub fn add(&mut self, name: &str) {
        let Some(read) = names::read(name) else { return };
        match read.role {
            Role::AvgLatency | Role::P50Latency | Role::P90Latency | Role::P95Latency | Role::P99Latency => {
                self.latency = true;
            }
            Role::TtftMean | Role::TtftP50 | Role::TtftP99 | Role::TpotMean => self.latency = true,
            Role::Vus | Role::Throughput => self.load = true,
            _ => {}
        }
    }

    /// Whether it is one of a load test: a latency, and a load or a rate.
    pub fn is_run(self) -> bool {
        self.latency && self.load
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

//! Messages between page and worker: whatever is posted is a request, a reply or nothing, and what a reply or a request holds
//! ends in a table or in words.

use arrow::buffer::Buffer;
use bytes::Bytes;
use isocost::data::bundled;
use isocost::data::limits::Limits;
use isocost::data::runs::run_table::RunTable;
use isocost::data::table::pack::{pack, unpack};
use isocost::data::text;
use isocost::data::text::NamedBytes;
use isocost::hub::address::table_address::TableAddress;
use isocost::hub::fetch::transport::Json;
use isocost::worker::protocol::{Failure, Reply, TableInput};
use isocost::worker::reading::{Posted, reply, request};
use isocost::worker::whole;

use crate::support::Random;

/// What a browser can post, as far as messages hold it.
#[derive(Clone, Debug, Default)]
pub enum Message {
    #[default]
    Nothing,
    Truth(bool),
    Number(f64),
    Text(String),
    List(Vec<Self>),
    Object(Vec<(&'static str, Self)>),
    Bytes(Vec<u8>),
}

impl Json for Message {
    fn parse(_: &str) -> Self {
        Self::Nothing
    }

    fn get(&self, key: &str) -> Self {
        let Self::Object(members) = self else { return Self::Nothing };
        members.iter().find(|(name, _)| *name == key).map_or(Self::Nothing, |(_, value)| value.clone())
    }

    fn items(&self) -> Vec<Self> {
        if let Self::List(items) = self { items.clone() } else { Vec::new() }
    }

    fn text(&self) -> Option<String> {
        if let Self::Text(text) = self { Some(text.clone()) } else { None }
    }
}

impl Posted for Message {
    type Buffer = Vec<u8>;

    fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    fn is_true(&self) -> bool {
        !matches!(self, Self::Nothing | Self::Truth(false))
    }

    fn buffer(&self) -> Option<Vec<u8>> {
        if let Self::Bytes(bytes) = self { Some(bytes.clone()) } else { None }
    }
}

const KEYS: [&str; 17] = [
    "kind",
    "hub",
    "place",
    "files",
    "table",
    "token",
    "all",
    "packed",
    "commit",
    "unfetched",
    "more",
    "rare",
    "received",
    "total",
    "options",
    "failure",
    "words",
];
const WORDS: [&str; 16] = [
    "ready",
    "alive",
    "progress",
    "table",
    "choose",
    "failed",
    "unreachable",
    "crashed",
    "",
    "runs.csv",
    "a/b",
    "https://huggingface.co",
    "hf://buckets/a/b/c.csv",
    "kind of another build",
    "\u{0}\u{202e}",
    "https://",
];
const NUMBERS: [f64; 8] = [0.0, -1.0, 7.0, 0.5, 1e300, f64::NAN, f64::INFINITY, f64::NEG_INFINITY];

/// What a message was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Was {
    Nothing,
    Request,
    Reply,
    Table,
}

/// Makes a message as the bytes say, and reads it both ways.
pub fn run(data: &[u8]) {
    read(&made(&mut Random::told(data)));
}

/// Reads a message as the page and as the worker would.
///
/// # Panics
/// Where it ends in something else than a table, words or nothing.
pub fn read(message: &Message) -> Was {
    let mut was = Was::Nothing;
    if let Some(reply) = reply(message) {
        was = Was::Reply;
        assert!(!matches!(message, Message::List(_) | Message::Text(_)));
        if let Reply::Table(arrived) = reply
            && let Some(table) = unpack(Buffer::from(arrived.packed))
        {
            was = Was::Table;
            let _ = RunTable::by_default(table);
        }
    }
    if let Some(asked) = request(message) {
        was = if was == Was::Nothing { Was::Request } else { was };
        let failure = match asked.input {
            TableInput::Address(place) => TableAddress::parse(&place, &asked.hub).err().map(Failure::from),
            TableInput::Files(files) => {
                let named = |(name, bytes)| NamedBytes { name, bytes: Bytes::from(bytes) };
                whole::read(files.into_iter().map(named).collect(), &Limits::default(), text::read_runs)
                    .err()
                    .map(Failure::from)
            }
        };
        assert!(failure.is_none_or(|failure| !failure.words.trim().is_empty()), "{message:?}");
    }
    was
}

/// A message: a good one, damaged as often as not, or anything.
pub fn made(random: &mut Random) -> Message {
    let message = if random.below(8) == 0 { anything(random, 0) } else { good(random) };
    match (message, random.below(3)) {
        (Message::Object(mut members), damage) if damage < 2 && !members.is_empty() => {
            let at = random.below(members.len());
            match random.below(4) {
                0 => drop(members.remove(at)),
                1 => members[at].0 = KEYS[random.below(KEYS.len())],
                2 => members[at].1 = anything(random, 0),
                _ => members[at].1 = damaged(random, members[at].1.clone()),
            }
            Message::Object(members)
        }
        (message, _) => message,
    }
}

fn damaged(random: &mut Random, value: Message) -> Message {
    match value {
        Message::Bytes(mut bytes) => {
            if !bytes.is_empty() {
                let at = random.below(bytes.len());
                bytes[at] ^= 1 << random.below(8);
                if random.below(2) == 0 {
                    bytes.truncate(at);
                }
            }
            Message::Bytes(bytes)
        }
        Message::List(mut items) => {
            if !items.is_empty() {
                let at = random.below(items.len());
                items[at] = anything(random, 1);
                items.truncate(at + random.below(2));
            }
            Message::List(items)
        }
        _ => anything(random, 0),
    }
}

fn anything(random: &mut Random, depth: usize) -> Message {
    match random.below(if depth < 3 { 7 } else { 5 }) {
        0 => Message::Nothing,
        1 => Message::Truth(random.below(2) == 0),
        2 => Message::Number(NUMBERS[random.below(NUMBERS.len())]),
        3 => word(random),
        4 => Message::Bytes((0..random.below(40)).map(|_| random.below(256) as u8).collect()),
        5 => Message::List((0..random.below(5)).map(|_| anything(random, depth + 1)).collect()),
        _ => {
            let member = |random: &mut Random| (KEYS[random.below(KEYS.len())], anything(random, depth + 1));
            Message::Object((0..random.below(8)).map(|_| member(random)).collect())
        }
    }
}

fn word(random: &mut Random) -> Message {
    Message::Text(WORDS[random.below(WORDS.len())].to_owned())
}

/// As page and worker write them (`src/worker/message.rs`).
fn good(random: &mut Random) -> Message {
    let text = |text: &str| Message::Text(text.to_owned());
    let table = || bundled::TABLES[2].table();
    let kind = random.below(7);
    Message::Object(match kind {
        0 => vec![("kind", text(["ready", "alive"][random.below(2)]))],
        1 => vec![
            ("kind", text("progress")),
            ("received", Message::Number(NUMBERS[random.below(3)])),
            ("total", Message::Number(NUMBERS[random.below(8)])),
        ],
        2 => vec![
            ("kind", text("table")),
            ("packed", Message::Bytes(pack(&table()))),
            ("unfetched", Message::List(vec![word(random)])),
            ("more", Message::Number(NUMBERS[random.below(8)])),
            ("rare", Message::Truth(random.below(2) == 0)),
        ],
        3 => vec![("kind", text("choose")), ("options", Message::List(vec![word(random), word(random)]))],
        4 => vec![("kind", text("failed")), ("failure", word(random)), ("words", word(random))],
        5 => vec![("hub", text("https://huggingface.co")), ("place", word(random)), ("all", Message::Truth(true))],
        _ => {
            let rows = "vus,avg_latency_ms,throughput_req_per_sec\n1,10,100\n2,12,160\n".as_bytes().to_vec();
            let files = Message::List(vec![text("runs.csv"), Message::Bytes(rows)]);
            vec![("hub", text("https://huggingface.co")), ("files", files), ("token", Message::Nothing)]
        }
    })
}

/// Choices.
pub fn seeds() -> Vec<Vec<u8>> {
    super::choices(60)
}

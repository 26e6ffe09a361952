//! Messages as they are read: whatever was posted is a request, a reply or nothing.

use crate::hub::fetch::progress::Progress;
use crate::hub::fetch::transport::Json;

use super::protocol::{Failure, FailureKind, PackedTable, Reply, Request, TableInput, TableOption};

/// What is posted: what an answer may hold, and also numbers, truth values and buffers. As there, no value of another type
/// makes a method fail.
pub trait Posted: Json + Clone {
    /// A buffer that is handed over.
    type Buffer;

    /// A number; `None` for anything else.
    fn number(&self) -> Option<f64>;

    /// Whether it counts as true.
    fn is_true(&self) -> bool;

    /// A buffer; `None` for anything else.
    fn buffer(&self) -> Option<Self::Buffer>;
}

fn text<P: Posted>(object: &P, key: &str) -> Option<String> {
    object.get(key).text()
}

/// Pairs of a flat array: key, value, key, value, …
fn pairs<P: Posted>(list: &P) -> Vec<(String, P)> {
    list.items().chunks_exact(2).filter_map(|pair| Some((pair[0].text()?, pair[1].clone()))).collect()
}

/// Reads a request; `None` if it is malformed.
pub fn request<P: Posted>(object: &P) -> Option<Request<P::Buffer>> {
    let files = || {
        let files = pairs(&object.get("files")).into_iter();
        files.map(|(name, bytes)| Some((name, bytes.buffer()?))).collect::<Option<_>>()
    };
    Some(Request {
        hub: text(object, "hub")?,
        input: match text(object, "place") {
            Some(place) => TableInput::Address(place),
            None => TableInput::Files(files()?),
        },
        table: text(object, "table"),
        token: text(object, "token"),
        all_columns: object.get("all").is_true(),
    })
}

/// Reads a reply; `None` if it is malformed, or of a kind that another build may know.
pub fn reply<P: Posted>(object: &P) -> Option<Reply<P::Buffer>> {
    let number = |key| object.get(key).number().map(|number| number as u64);
    Some(match text(object, "kind")?.as_str() {
        "ready" => Reply::Ready,
        "alive" => Reply::Alive,
        "progress" => Reply::Progress(Progress { received: number("received")?, total: number("total") }),
        "table" => Reply::Table(PackedTable {
            packed: object.get("packed").buffer()?,
            commit: text(object, "commit"),
            unfetched: object.get("unfetched").items().iter().filter_map(P::text).collect(),
            more: number("more"),
            is_rare: object.get("rare").is_true(),
        }),
        "choose" => {
            let options = pairs(&object.get("options")).into_iter();
            let option = |(table, words): (String, P)| Some(TableOption { table, words: words.text()? });
            Reply::Choose(options.map(option).collect::<Option<_>>()?)
        }
        "failed" => Reply::Failed(Failure {
            kind: FailureKind::from_word(&text(object, "failure")?),
            words: text(object, "words")?,
        }),
        _ => return None,
    })
}

//! Addresses of tables, and the page's own address: what is taken comes back after a round, notes are short and plain.

use isocost::hub::address::folder::Folder;
use isocost::hub::address::table_address::TableAddress;
use isocost::hub::address::web_url::{WebUrl, host_of, takes_token};
use isocost::hub::list::tree::Tree;
use isocost::page::choice::address::{Link, keys, pairs};
use isocost::page::tables::embedded::{InsideTable, query};
use isocost::page::tables::table_source::TableSource;
use isocost::text::percent::decode_name;

const HUB: &str = "https://hub.example";

/// Reads an address.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (address, rest) = text.split_once('\n').unwrap_or((&text, ""));
    table(address);
    page(rest);
    let _ = Tree::default().add_page(rest, Some(address), HUB);
}

fn table(address: &str) {
    if let Ok(url) = WebUrl::parse(address) {
        let _ = (url.file_name(), url.is_safe(), url.origin());
        assert!(!takes_token(address, HUB) || url.host() == "hub.example", "{address:?} would get the token");
    }
    let _ = host_of(address);
    if let Ok(found) = TableAddress::parse(address, HUB) {
        let _ = found.dataset();
    }
    let Ok(place) = TableSource::parse(address, HUB) else { return };
    let _ = place.title();
    if let Some(written) = place.address() {
        assert_eq!(TableSource::parse(&written, HUB).as_ref(), Ok(&place), "{address:?} as {written:?}");
    }
    let inside = InsideTable { place, unfetched: vec![address.to_owned()] };
    assert_eq!(InsideTable::from_query(&inside.to_query(), HUB).as_ref(), Some(&inside), "{address:?}");
    let _ = Folder::whole(address).tree_url(HUB);
}

fn page(written: &str) {
    let split = |query: &str| -> Vec<(String, String)> {
        let pair = |part: &str| part.split_once('=').map(|(key, value)| (decode_name(key), decode_name(value)));
        query.split('&').filter_map(pair).collect()
    };
    let read = |query: &str| {
        let pairs = split(query);
        Link::from_pairs(pairs.iter().map(|(key, value)| (&**key, &**value)))
    };
    let mut link = read(written);
    for note in link.notes.iter().chain(&link.choice.notes).chain(&link.choice.money.notes) {
        assert!(note.chars().count() < 400 && !note.contains('\u{202e}'), "{note}");
    }
    let address = query(&pairs(&link.choice, &link.sections));
    assert!(address.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~%&=".contains(&byte)), "{address:?}");
    link.choice.notes.clear();
    link.choice.money.notes.clear();
    let again = read(&address);
    assert_eq!((&again.choice, &again.sections), (&link.choice, &link.sections), "{written:?} as {address:?}");
}

/// Pasted addresses, and every key with values of every kind.
pub fn seeds() -> Vec<Vec<u8>> {
    let values = [
        "1",
        "500",
        "0.5",
        "a,b",
        "nvidia-l4",
        "1M@24h",
        "200/s@730h",
        "aws/nvidia-l4:0.8",
        "p95_latency_ms",
        "yes",
        "-1,2",
        "a:b:c",
        "cost",
        "100/s@x",
        "1e9",
        "in:3:out:5",
        "1.5..2.5",
    ];
    let places = [
        "acme/loads/data/runs.parquet",
        "https://hub.example/datasets/acme/loads/blob/main/data/runs.parquet?download=true",
        "https://hub.example/datasets/acme/loads/viewer/default/train?p=1",
        "hf://datasets/acme/loads@refs%2Fconvert%2Fparquet/default/train/0000.parquet",
        "hf://buckets/acme/loads/runs.csv",
        "https://example.org/a%20b/run.json?x=1#y",
        "acme/loads",
        "<https://hub.example/api/datasets/a/b/tree/main?cursor=x>; rel=\"next\"",
        "https://huggingface.co/spaces/a/b",
    ];
    let every = keys().zip(values.iter().cycle()).map(|(key, value)| format!("{key}={value}"));
    let all: Vec<String> = every.collect();
    let one = all.iter().zip(places.iter().cycle()).map(|(pair, place)| format!("{place}\n{pair}").into_bytes());
    let tree = b"<u>; rel=\"next\"\n[{\"type\":\"file\",\"path\":\"a.csv\",\"size\":1,\"oid\":\"x\"}]".to_vec();
    one.chain([tree, format!("{}\n{}", places[1], all.join("&")).into_bytes()]).collect()
}

//! Parsing of typed addresses: data sets, pages of the Hub, other files.

use crate::support::Random;
use isocost::hub::address::AddressError;
use isocost::hub::address::table_address::TableAddress;

const HUB: &str = "https://huggingface.co";
const FAKE: &str = "http://127.0.0.1:4321";

pub fn address(text: &str) -> TableAddress {
    TableAddress::parse(text, FAKE).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn kind(address: &TableAddress) -> &'static str {
    match address {
        TableAddress::File(_) => "file",
        TableAddress::Folder(_) => "folder",
        TableAddress::Bucket(_) => "bucket",
        TableAddress::Web(_) => "web",
    }
}

/// Each text is taken for that kind, and printed in that way; what is printed is taken for the same.
pub fn assert_taken(cases: &[(&str, &str, &str)]) {
    for (text, expected, printed) in cases {
        let address = address(text);
        assert_eq!((kind(&address), address.to_string().as_str()), (*expected, *printed), "{text}");
        assert_eq!(self::address(printed), address, "{text}");
    }
}

#[test]
fn dataset_names() {
    assert_taken(&[
        (" a/b ", "folder", "a/b"),
        ("a/b/", "folder", "a/b"),
        ("a/b@main", "folder", "a/b"),
        ("a/b@v1", "folder", "a/b@v1"),
        ("a/b@v1/data/", "folder", "a/b@v1/data/"),
        ("a/b@refs/pr/7", "folder", "a/b@refs/pr/7"),
        (
            "a/b@refs/convert/parquet/default/train/0000.parquet",
            "file",
            "a/b@refs/convert/parquet/default/train/0000.parquet",
        ),
        ("a/b@refs%2Fpr%2F7/x.csv", "file", "a/b@refs/pr/7/x.csv"),
        ("a/b@feature%2Fx/d/x.csv", "file", "a/b@feature%2Fx/d/x.csv"),
        ("a/b/data/train-00000-of-00001.parquet", "file", "a/b/data/train-00000-of-00001.parquet"),
        ("a/b/x@y#1?.parquet", "file", "a/b/x@y#1?.parquet"),
        ("datasets/a/b", "folder", "a/b"),
        ("hf://datasets/a/b", "folder", "a/b"),
        ("HF://datasets/a/b@refs/pr/7/d/x.parquet", "file", "a/b@refs/pr/7/d/x.parquet"),
        ("hf://datasets/a/b@refs/convert/parquet", "folder", "a/b@refs/convert/parquet"),
    ]);
}

#[test]
fn pages_of_the_hub() {
    assert_taken(&[
        ("https://huggingface.co/datasets/a/b", "folder", "a/b"),
        ("http://HuggingFace.co/datasets/a/b/", "folder", "a/b"),
        ("huggingface.co/datasets/a/b/blob/main/x.csv", "file", "a/b/x.csv"),
        ("https://hf.co/datasets/a/b#readme", "folder", "a/b"),
        ("https://www.huggingface.co/datasets/a/b/viewer/default/train?row=3", "folder", "a/b"),
        ("https://huggingface.co/datasets/a/b/blob/main/data/x%20y.parquet?q=1#L1", "file", "a/b/data/x y.parquet"),
        ("https://huggingface.co/datasets/a/b/resolve/v1/x.csv?download=true", "file", "a/b@v1/x.csv"),
        ("https://huggingface.co/datasets/a/b/raw/main/x.jsonl", "file", "a/b/x.jsonl"),
        (
            "https://huggingface.co/datasets/a/b/resolve/refs%2Fconvert%2Fparquet/d/t/0000.parquet",
            "file",
            "a/b@refs/convert/parquet/d/t/0000.parquet",
        ),
        ("https://huggingface.co/datasets/a/b/blob/refs/pr/7/x.csv", "file", "a/b@refs/pr/7/x.csv"),
        ("https://huggingface.co/datasets/a/b/tree/main", "folder", "a/b"),
        ("https://huggingface.co/datasets/a/b/tree/main/data", "folder", "a/b/data/"),
        ("https://huggingface.co/datasets/a/b/tree/refs%2Fpr%2F7/data/sub", "folder", "a/b@refs/pr/7/data/sub/"),
        ("https://huggingface.co/datasets/a/b/tree/main/data/x.parquet", "file", "a/b/data/x.parquet"),
        ("https://huggingface.co/datasets/a/b/tree/x.csv", "folder", "a/b@x.csv"),
        ("https://huggingface.co/datasets/a/b/blob/main", "folder", "a/b"),
        ("https://huggingface.co/datasets/a/b/commit/0123abc", "folder", "a/b@0123abc"),
        ("https://huggingface.co/datasets/a/b/discussions/3", "folder", "a/b"),
        ("https://huggingface.co/api/datasets/a/b", "folder", "a/b"),
        ("https://huggingface.co/api/datasets/a/b/parquet", "folder", "a/b@refs/convert/parquet"),
        ("https://huggingface.co/api/datasets/a/b/parquet/c/train", "folder", "a/b@refs/convert/parquet/c/train/"),
        (
            "https://huggingface.co/api/datasets/a/b/parquet/c/train/0.parquet",
            "file",
            "a/b@refs/convert/parquet/c/train/0000.parquet",
        ),
        ("http://127.0.0.1:4321/datasets/a/b/resolve/main/x.csv", "file", "a/b/x.csv"),
    ]);
    let below = TableAddress::parse("https://mirror.org/hub/datasets/a/b/blob/main/x.csv", "https://mirror.org/hub");
    assert_eq!(below.unwrap().to_string(), "a/b/x.csv");
    let beside =
        TableAddress::parse("https://mirror.org/hubble/datasets/a/b/blob/main/x.csv", "https://mirror.org/hub");
    assert_eq!(kind(&beside.unwrap()), "web");
}

#[test]
fn files_elsewhere() {
    assert_taken(&[
        ("https://Example.org/a%20b/x.CSV?sig=1#frag", "web", "https://example.org/a%20b/x.CSV?sig=1"),
        ("http://localhost:8000/x.parquet", "web", "http://localhost:8000/x.parquet"),
        ("http://[::1]/x y.parquet", "web", "http://[::1]/x%20y.parquet"),
        ("https://example.org/?id=7", "web", "https://example.org/?id=7"),
        (
            "https://huggingface.co.evil.org/datasets/a/b/blob/main/x.csv",
            "web",
            "https://huggingface.co.evil.org/datasets/a/b/blob/main/x.csv",
        ),
        ("http://127.0.0.1:9/datasets/a/b/blob/main/x.csv", "web", "http://127.0.0.1:9/datasets/a/b/blob/main/x.csv"),
    ]);
    assert_eq!((address("https://e.org/x").dataset(), address("a/b/x").dataset()), (None, Some("a/b")));
}

#[test]
fn refusals_suggest_an_address() {
    let cases = [
        ("", "NotAName", "owner/name"),
        ("squad", "NotAName", "owner/name"),
        ("datasets/squad", "NotAName", "owner/name"),
        ("datasets/datasets/b", "NotAName", "owner/name"),
        ("https://huggingface.co/datasets/datasets/b", "NotAName", "owner/name"),
        ("https://huggingface.co/datasets/%73paces/b?p=1", "NotAName", "owner/name"),
        ("a/b@", "NotAName", "owner/name"),
        ("a/b@/x", "NotAName", "owner/name"),
        ("a/b//", "NotAName", "owner/name"),
        ("a/b/../x", "NotAName", "owner/name"),
        ("a/b@..%2F..", "NotAName", "owner/name"),
        ("a/b@%ff", "NotAName", "owner/name"),
        ("a/b/\u{202E}fdp.exe", "NotAName", "owner/name"),
        ("hf://datasets/squad", "NotAName", "owner/name"),
        ("hf://a/b", "Model", "datasets/"),
        ("hf://dataset/a/b", "Model", "datasets/"),
        ("hf://models/a/b", "OtherKind", "data sets"),
        ("spaces/a/b", "OtherKind", "data sets"),
        ("buckets/a/b", "Bucket", "hf://buckets/a/b/path"),
        ("hf://buckets/a/b/", "Bucket", "hf://buckets/a/b/path"),
        ("hf://buckets/a/b/runs/", "Bucket", "hf://buckets/a/b/path"),
        ("hf://buckets/a/b@main/x.csv", "NotAName", "owner/name"),
        ("hf://buckets/a/../x.csv", "NotAName", "owner/name"),
        ("hf://buckets/a", "NotAName", "owner/name"),
        ("buckets", "NotAName", "owner/name"),
        ("datasets/buckets/b", "NotAName", "owner/name"),
        ("hf://buckets/a/b@v1/x.csv", "NotAName", "owner/name"),
        ("https://huggingface.co/buckets", "NotAName", "owner/name"),
        ("https://huggingface.co/buckets/a/b", "Bucket", "hf://buckets/a/b/path"),
        ("https://huggingface.co/buckets/a/b/tree/runs?show_file_info=x.csv", "Bucket", "hf://buckets/a/b/path"),
        ("https://huggingface.co/buckets/a/b/resolve/", "Bucket", "hf://buckets/a/b/path"),
        ("https://huggingface.co/buckets/a/b/resolve/%2e%2e/x.csv", "NotAName", "owner/name"),
        ("https://huggingface.co/api/buckets/a/b/tree", "Bucket", "hf://buckets/a/b/path"),
        ("https://huggingface.co/a/b", "Model", "datasets/"),
        ("https://huggingface.co/spaces/a/b", "OtherKind", "data sets"),
        ("https://huggingface.co/docs/hub", "OtherPage", "page"),
        ("https://huggingface.co", "OtherPage", "page"),
        ("https://huggingface.co/datasets/squad", "NotAName", "owner/name"),
        ("https://huggingface.co/datasets/a/b/blob/main/%2e%2e/x", "NotAName", "owner"),
        ("https://u:secret@example.org/x", "Credentials", "without"),
        ("https://u:secret@huggingface.co/datasets/a/b", "Credentials", "without"),
        ("http://example.org/x.csv", "Insecure", "https"),
        ("https://example.org", "NoFile", "path"),
        ("https://us.aws.cdn.hf.co/xet-bridge-us/1?Expires=1", "Expiring", "owner/name"),
        ("javascript:alert(1)//a/b", "Scheme", "https"),
        ("data:text/csv,vus", "Scheme", "https"),
        ("file:///etc/passwd", "Scheme", "https"),
        ("https://exa mple.org/x", "BadUrl", "https"),
    ];
    for (text, variant, advice) in cases {
        let error = TableAddress::parse(text, FAKE).unwrap_err();
        assert_eq!(format!("{error:?}").split(' ').next(), Some(variant), "{text}");
        let words = error.to_string();
        assert!(words.contains(advice) && !words.contains("secret"), "{text}: {words}");
    }
    assert_eq!(TableAddress::parse(&"a/b/".repeat(600), HUB), Err(AddressError::TooLong));
    assert!(TableAddress::parse("java\nscript:alert(1)", HUB).is_err());
    let space = TableAddress::parse("spaces/a/b", HUB);
    assert_eq!(space, Err(AddressError::OtherKind { kind: "Space" }));
}

/// What texts are made of below.
const PIECES: [&str; 48] = [
    "a",
    "b",
    "owner",
    "/",
    "/",
    "/",
    "@",
    "main",
    "refs/pr/7",
    "refs/convert/parquet",
    "refs",
    "%2F",
    "%25",
    "%",
    ".",
    "..",
    "x.parquet",
    "x.csv",
    "data",
    "datasets",
    "datasets/",
    "tree",
    "blob",
    "resolve",
    "parquet",
    "?q=1",
    "#f",
    " ",
    "ü",
    "hf://",
    "hf://buckets/",
    "buckets/",
    "?show_file_info=x.csv",
    "https://huggingface.co/buckets/a/b/resolve/",
    "https://",
    "http://",
    "huggingface.co/",
    "127.0.0.1:4321/",
    "example.org",
    ":",
    ":443",
    "0.parquet",
    "\u{7}",
    "https://huggingface.co/datasets/a/b/",
    "http://127.0.0.1:4321/datasets/a/b/resolve/",
    "\\",
    "a/b",
    "a/b@",
];

/// Whatever pieces a text is made of: it is refused, or what is printed reads back as the same.
#[test]
fn addresses_round_trip() {
    let mut random = Random::new(21);
    let mut taken = 0;
    for _ in 0..60_000 {
        let text: String = (0..1 + random.below(8)).map(|_| PIECES[random.below(PIECES.len())]).collect();
        let Ok(address) = TableAddress::parse(&text, FAKE) else { continue };
        taken += 1;
        let printed = address.to_string();
        assert_eq!(TableAddress::parse(&printed, FAKE).as_ref(), Ok(&address), "{text:?} printed {printed:?}");
        let is_web = matches!(address, TableAddress::Web(_));
        assert!(is_web || printed.len() <= text.len() + 60, "{text:?} printed {printed:?}");
        if let TableAddress::File(file) = &address {
            let url = file.file_url(HUB);
            assert!(url.is_ascii() && !url.contains(['?', '#', ' ', '\\']) && !url.contains("/../"), "{url}");
            assert_eq!(
                TableAddress::parse(&url, FAKE).as_ref(),
                Ok(&address),
                "{text:?}: the address of the file is the file's"
            );
        }
        if let TableAddress::Bucket(file) = &address {
            let url = file.file_url(HUB);
            assert!(url.is_ascii() && !url.contains(['?', '#', ' ', '\\']) && !url.contains("/../"), "{url}");
            assert_eq!(TableAddress::parse(&url, FAKE).as_ref(), Ok(&address), "{text:?}");
        }
        if let TableAddress::Folder(folder) = &address {
            assert!(!folder.tree_url(HUB).contains("/../"), "{text:?}");
        }
    }
    assert!(taken > 3_000, "{taken} texts were taken");
}

/// Found by fuzzing: where characters are escaped, the address in a link is longer than what was typed.
#[test]
fn an_address_that_is_taken_can_be_read_from_a_link() {
    for (before, after) in [("https://example.org/", ".csv"), ("acme/loads@", "/runs.csv"), ("acme/loads/", ".csv")] {
        let mut taken = 0;
        for length in 1..1_000 {
            let typed = format!("{before}{}{after}", "é|".repeat(length));
            match TableAddress::parse(&typed, HUB) {
                Ok(found) => {
                    taken += 1;
                    assert_eq!(TableAddress::parse(&found.to_string(), HUB), Ok(found), "{typed}");
                }
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
        assert!(taken > 100 && taken < 999, "{before}: {taken} were taken");
    }
}

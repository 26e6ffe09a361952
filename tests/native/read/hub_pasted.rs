//! Parsing of addresses of the Hub as they are pasted: with queries, fragments and slashes; files of buckets.

use super::hub_address::{address, assert_taken};
use isocost::hub::address::table_address::TableAddress;

#[test]
fn what_is_copied_with_a_page() {
    let page = "https://huggingface.co/datasets/a/b";
    let cases: Vec<(String, &str, &str)> = [
        ("?show_file_info=data%2Fx.parquet", "file", "a/b/data/x.parquet"),
        ("/tree/main?show_file_info=x.parquet", "file", "a/b/x.parquet"),
        ("/tree/main/data/?a=1&show_file_info=data%2Fx%20y.parquet#top", "file", "a/b/data/x y.parquet"),
        ("/tree/refs%2Fpr%2F7/?show_file_info=x.csv", "file", "a/b@refs/pr/7/x.csv"),
        ("/tree/v1?show_file_info=x.csv", "file", "a/b@v1/x.csv"),
        // No table's file, and paths that are not below the page's folder: the page says what is opened.
        ("?show_file_info=README.md", "folder", "a/b"),
        ("?show_file_info=..%2Fx.csv", "folder", "a/b"),
        ("?show_file_info=%ff.csv", "folder", "a/b"),
        ("?show_file_info=", "folder", "a/b"),
        ("/tree/main/data?show_file_info=x.csv", "folder", "a/b/data/"),
        ("/tree/main/data?show_file_info=database/x.csv", "folder", "a/b/data/"),
        ("/blob/main/x.csv?show_file_info=y.csv", "file", "a/b/x.csv"),
        ("/viewer", "folder", "a/b"),
        ("/viewer/", "folder", "a/b"),
        ("/viewer/default/train?sql=SELECT+1&views%5B%5D=train#row", "folder", "a/b"),
        ("/embed/viewer/default/train?sql_console=true", "folder", "a/b"),
        ("/embed/viewer", "folder", "a/b"),
        ("/#readme", "folder", "a/b"),
        ("/tree/main/#files", "folder", "a/b"),
        ("/blob/main/x.csv/", "file", "a/b/x.csv"),
        ("/raw/main/data/x.jsonl/#L3", "file", "a/b/data/x.jsonl"),
        ("/resolve/main/x.csv/?download=true", "file", "a/b/x.csv"),
        ("/tree/main/data/x.csv/", "folder", "a/b/data/x.csv/"),
        ("/blob/main/data/", "folder", "a/b/data/"),
        ("/blob/feature%2Fx/d/x.csv", "file", "a/b@feature%2Fx/d/x.csv"),
        ("/raw/feature%2Fx/x.csv", "file", "a/b@feature%2Fx/x.csv"),
        ("/tree/feature%2Fx/d", "folder", "a/b@feature%2Fx/d/"),
        ("/resolve/refs/convert/parquet/d/t/0000.parquet", "file", "a/b@refs/convert/parquet/d/t/0000.parquet"),
        ("/tree/refs/pr/7/data/", "folder", "a/b@refs/pr/7/data/"),
    ]
    .into_iter()
    .map(|(rest, kind, printed)| (format!("{page}{rest}"), kind, printed))
    .collect();
    assert_taken(&cases.iter().map(|(text, kind, printed)| (text.as_str(), *kind, *printed)).collect::<Vec<_>>());
    assert_taken(&[
        ("a/b#readme", "folder", "a/b"),
        ("a/b?row=3", "folder", "a/b"),
        ("hf://datasets/a/b#x/y", "folder", "a/b"),
    ]);
}

#[test]
fn files_of_buckets() {
    let file = "hf://buckets/a/b/runs/x y.parquet";
    assert_taken(&[
        (file, "bucket", file),
        ("buckets/a/b/runs/x y.parquet", "bucket", file),
        ("HF://buckets/a/b/runs/x y.parquet", "bucket", file),
        ("https://huggingface.co/buckets/a/b/resolve/runs/x%20y.parquet?download=true#1", "bucket", file),
        ("hf.co/buckets/a/b/resolve/runs%2Fx%20y.parquet/", "bucket", file),
        ("hf://buckets/a/b/main/x@1#2?.csv", "bucket", "hf://buckets/a/b/main/x@1#2?.csv"),
        ("http://127.0.0.1:4321/buckets/a/b/resolve/x.csv", "bucket", "hf://buckets/a/b/x.csv"),
    ]);
    let TableAddress::Bucket(bucket) = address("buckets/a/b/ü/x#1.csv") else { panic!("it is one") };
    assert_eq!(
        bucket.file_url("https://huggingface.co"),
        "https://huggingface.co/buckets/a/b/resolve/%C3%BC/x%231.csv"
    );
    assert_eq!(address(file).dataset(), None);
}

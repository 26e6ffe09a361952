//! Content-Security-Policy: its hosts are those that the code contacts and the README names.

use std::path::Path;

use crate::support;
use isocost::hub::address::web_url::takes_token;
use isocost::worker::csp::allows_connection;

/// All code below a folder, without comments.
fn code(folder: &Path) -> String {
    let mut all = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all += &code(&path);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let before_tests = text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines = before_tests.lines().filter(|line| !line.trim_start().starts_with("//"));
            all.extend(lines.flat_map(|line| [line, "\n"]));
        }
    }
    all
}

#[test]
fn hosts_of_the_policy_are_used_by_the_code() {
    let read = |name: &str| std::fs::read_to_string(support::path(name)).unwrap();
    let (page, readme, code) = (read("index.html"), read("README.md"), code(Path::new(&support::path("src"))));
    let policy = page.split_once("connect-src ").and_then(|(_, rest)| rest.split_once(';')).expect("a directive").0;
    let hosts: Vec<&str> = policy.split(' ').filter_map(|source| source.strip_prefix("https://")).collect();
    assert_eq!(policy, format!("'self' https://{}", hosts.join(" https://")), "no other kind of source");
    let quoted = |host: &str| code.contains(&format!("{}\"", host.trim_start_matches('*')));
    for host in &hosts {
        assert!(quoted(host), "nothing contacts {host}");
    }
    let names: Vec<String> = hosts.iter().map(|host| format!("`{host}`")).collect();
    assert!(readme.contains(&format!("the Hub ({})", names.join(", "))), "the README names other hosts than {hosts:?}");
}

/// Hosts that the Hub redirects to, as its documentation lists them; it says that they may change, so the policy names
/// their domain, which is the Hub's own, and not each of them.
const REDIRECTED_TO: [&str; 7] = [
    "us.aws.cdn.hf.co",
    "us.gcp.cdn.hf.co",
    "cdn-lfs-us-1.hf.co",
    "cdn-lfs-eu-1.hf.co",
    "cas-bridge.xethub.hf.co",
    "cas-server.xethub.hf.co",
    "transfer.xethub.hf.co",
];

#[test]
fn policy_allows_the_hub_and_where_it_keeps_files_and_no_look_alike() {
    let page = std::fs::read_to_string(support::path("index.html")).unwrap();
    let policy = page.split_once("Content-Security-Policy\" content=\"").and_then(|(_, rest)| rest.split_once('"'));
    let policy = policy.expect("a policy").0;
    let may = |url: &str| allows_connection(policy, "https://page.example", url);
    for host in REDIRECTED_TO {
        let url = format!("https://{host}/xet-bridge-us/file?Expires=1");
        assert!(may(&url), "{url}");
        assert!(!takes_token(&url, "https://huggingface.co"), "{url}");
    }
    assert!(may("https://huggingface.co/api/datasets/a/b"));
    for url in [
        "http://huggingface.co/",
        "https://huggingface.co.example/",
        "https://example.hf.co.example/",
        "https://hf.co/",
    ] {
        assert!(!may(url), "{url}");
    }
}

//! Folder of a static Hugging Face Space.

use crate::harness::stage::{CLASSIFICATION, EMBEDDING, VISION};
use crate::places::{Scratch, tool};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// `make space`, into a folder of our own.
fn space(scratch: &Scratch, variables: &[(&str, &str)]) -> std::path::PathBuf {
    let folder = scratch.path("space");
    tool("space.mjs", &[folder.to_str().expect("a plain path")], variables);
    folder
}

fn text(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Keys of the front matter with their values; a list's items follow each other, apart from each other by commas.
fn front_matter(readme: &str) -> Vec<(String, String)> {
    let front = readme.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).expect("front matter").0;
    let mut pairs: Vec<(String, String)> = Vec::new();
    for line in front.lines() {
        match line.strip_prefix("  - ") {
            Some(item) => {
                let (_, list) = pairs.last_mut().expect("a list has a name");
                *list = if list.is_empty() { item.to_owned() } else { format!("{list},{item}") };
            }
            None => {
                let (key, value) = line.split_once(':').unwrap_or_else(|| panic!("no key in {line:?}"));
                pairs.push((key.to_owned(), value.trim().to_owned()));
            }
        }
    }
    pairs
}

#[test]
fn folder_is_a_static_space() {
    let scratch = Scratch::new("space");
    let folder = space(&scratch, &[]);
    let pairs = front_matter(&text(&folder, "README.md"));
    let get = |key: &str| {
        let found: Vec<_> = pairs.iter().filter(|(known, _)| known == key).map(|(_, value)| value.as_str()).collect();
        assert!(found.len() <= 1, "{key} stands there {} times", found.len());
        found.first().copied()
    };
    assert_eq!((get("sdk"), get("app_file"), get("license")), (Some("static"), Some("index.html"), Some("mit")));
    assert_eq!((get("title"), get("pinned"), get("hf_oauth")), (Some("Isocost"), Some("false"), None));
    let colours = ["red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"];
    assert!(["colorFrom", "colorTo"].iter().all(|key| get(key).is_some_and(|colour| colours.contains(&colour))));
    assert!(get("emoji").is_some_and(|emoji| !emoji.is_ascii()));
    assert!(get("short_description").is_some_and(|words| !words.is_empty() && words.len() <= 60));
    assert_eq!(get("datasets"), Some([VISION, EMBEDDING, CLASSIFICATION].join(",").as_str()));
    assert!(get("tags").is_some_and(|tags| tags.split(',').count() >= 3));
    assert!(text(&folder, "README.md").contains("Data from InferenceX (https://github.com/SemiAnalysisAI/InferenceX)"));
    assert!(text(&folder, "notices.txt").contains("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION"));
    let attributes = text(&folder, ".gitattributes");
    for ending in ["wasm", "parquet", "pack"] {
        assert!(attributes.contains(&format!("*.{ending} filter=lfs diff=lfs merge=lfs -text\n")), "{attributes}");
    }
}

#[test]
fn folder_is_complete_and_binary_files_are_lfs() {
    let scratch = Scratch::new("space-files");
    let folder = space(&scratch, &[]);
    let files: BTreeSet<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    let index = text(&folder, "index.html");
    let named = |mark: &str| {
        let values = index.split(mark).skip(1).filter_map(|rest| rest.split('"').next());
        values.map(str::to_owned).collect::<Vec<_>>()
    };
    let mut own = [named(" href=\""), named(" src=\""), named(" data-code=\"")].concat();
    for meta in ["reader", "tables", "one-file"] {
        let content = named(&format!("name=\"isocost-{meta}\" content=\""));
        assert_eq!(content.len(), 1, "{meta}");
        own.extend(content[0].split(' ').map(str::to_owned));
    }
    let own: Vec<&str> =
        own.iter().map(String::as_str).filter(|name| !name.is_empty() && !name.starts_with("data:")).collect();
    // Script and code of page and reader, two tables, the page as one file.
    assert!(own.len() > 6, "{own:?}");
    for name in own {
        assert!(!name.starts_with('/') && !name.contains("://"), "{name} is no relative address");
        assert!(files.contains(name.trim_start_matches("./")), "{name} is not in the folder");
    }
    for name in &files {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let is_text = std::str::from_utf8(&bytes).is_ok();
        assert!(is_text || name.ends_with(".wasm") || name.ends_with(".pack"), "{name} is binary, and no LFS");
        // The Hub takes text of up to 10 MB.
        assert!(!is_text || bytes.len() < 10_000_000, "{name} has {} bytes", bytes.len());
    }
}

#[test]
fn sign_in_only_if_configured() {
    let scratch = Scratch::new("space-oauth");
    let pairs = front_matter(&text(&space(&scratch, &[("OAUTH", "1")]), "README.md"));
    assert!(pairs.contains(&("hf_oauth".to_owned(), "true".to_owned())));
    assert!(pairs.contains(&("hf_oauth_scopes".to_owned(), "gated-repos".to_owned())));
}

#[test]
fn a_release_holds_all_three_with_checksums_and_is_the_same_twice() {
    let scratch = Scratch::new("release");
    let folder = space(&scratch, &[]);
    let alone = scratch.path("isocost.html");
    tool("one_file.mjs", &[alone.to_str().unwrap()], &[("ISOCOST_UNMEASURED", "1")]);
    let name = concat!("isocost-", env!("CARGO_PKG_VERSION"));
    let archives = ["a", "b"].map(|out| {
        let out = scratch.path(out);
        let [space, alone, into] = [&folder, &alone, &out].map(|path| path.to_str().expect("a plain path").to_owned());
        tool("release.mjs", &[&space, &alone, &into], &[]);
        std::fs::read(out.join(format!("{name}.tar.gz"))).unwrap()
    });
    assert!(archives[0] == archives[1], "another archive of the same files");
    let shell = |command: &str| {
        let ended = Command::new("sh").args(["-e", "-c", command]).current_dir(scratch.path("a")).output().unwrap();
        assert!(ended.status.success(), "{command}: {}", String::from_utf8_lossy(&ended.stderr));
    };
    shell(&format!("sha256sum --check {name}.tar.gz.sha256 && tar xzf {name}.tar.gz"));
    shell(&format!("cd {name} && sha256sum --check --strict SHA256SUMS"));
    let inside = scratch.path("a").join(name);
    assert_eq!(text(&inside, "VERSION").trim(), env!("CARGO_PKG_VERSION"));
    assert!(
        text(&inside, "README.md").contains("isocost.html") && text(&inside, "isocost.html").contains("isocost-alone")
    );
    let listed = text(&inside, "SHA256SUMS").lines().count();
    let of = |folder: &str| std::fs::read_dir(inside.join(folder)).unwrap().count();
    assert_eq!(listed + 1, of("") - 2 + of("dist") + of("space"), "every file but the list itself");
    assert_eq!(of("space"), of("dist") + 2, "the card, and what is LFS");
}

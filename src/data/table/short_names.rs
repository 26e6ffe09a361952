//! Short unique names for several tables, from the ends of their paths.

use crate::text::unique_name::{Suffix, unique};

/// A unique name for each title: the fewest path segments, from the end, that no other title ends with.
///
/// `a/b/runs.csv` and `a/c/runs.csv` become `b/runs.csv` and `c/runs.csv`; a part after a comma (which table of a data
/// set) belongs to the last one. Titles that are the same are numbered in their order, the first without a number. An
/// empty title is called `table`. Names are text as it came: nothing is escaped or cut.
#[must_use]
pub fn short_names(titles: &[String]) -> Vec<String> {
    let titles: Vec<&str> = titles.iter().map(|title| if title.is_empty() { "table" } else { title }).collect();
    let mut names: Vec<String> = Vec::with_capacity(titles.len());
    for (at, title) in titles.iter().enumerate() {
        let ending =
            ending(title, titles.iter().enumerate().filter(|&(other, _)| other != at).map(|(_, other)| *other));
        // A number may make what another title is called already.
        let other = |own: &str| own != ending && titles.contains(&own);
        names.push(unique(ending, Suffix::Count, |own| names.iter().any(|name| name == own) || other(own)));
    }
    names
}

/// The shortest ending at a slash that none of `others` has; all of the title where there is none.
fn ending<'a>(title: &'a str, others: impl Iterator<Item = &'a str> + Clone) -> &'a str {
    let has = |other: &str, ending: &str| {
        other.strip_suffix(ending).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    };
    // In `owner/name, l4/train` the path ends at the comma.
    let path = title.find(", ").map_or(title, |comma| &title[..comma]);
    let starts = path.rmatch_indices('/').map(|(slash, _)| slash + 1).chain([0]);
    let endings = starts.map(|start| &title[start..]).filter(|ending| !ending.is_empty());
    endings.into_iter().find(|ending| !others.clone().any(|other| has(other, ending))).unwrap_or(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(titles: &[&str]) -> Vec<String> {
        short_names(&titles.iter().map(|&title| title.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn shortest_unique_endings() {
        assert_eq!(names(&[]), [""; 0]);
        assert_eq!(names(&["a/b"]), ["b"]);
        assert_eq!(names(&["a/vision", "a/text", "c/text"]), ["vision", "a/text", "c/text"]);
        assert_eq!(names(&["a/b@v1", "a/b@v2"]), ["b@v1", "b@v2"]);
        assert_eq!(names(&["a/b/x.csv", "a/c/x.csv", "x.csv"]), ["b/x.csv", "c/x.csv", "x.csv"]);
        assert_eq!(names(&["a/b, l4/train", "a/b, t4/train"]), ["b, l4/train", "b, t4/train"]);
        assert_eq!(names(&["a/xb", "a/b"]), ["xb", "b"], "an ending begins at a slash");
    }

    #[test]
    fn equal_and_empty_titles() {
        assert_eq!(names(&["x.csv", "x.csv", "x.csv"]), ["x.csv", "x.csv (2)", "x.csv (3)"]);
        assert_eq!(names(&["x", "x", "x (2)"]), ["x", "x (3)", "x (2)"]);
        assert_eq!(names(&["", "", "a/"]), ["table", "table (2)", "a/"]);
        assert_eq!(names(&["a/<b>", "a/ "]), ["<b>", " "]);
    }
}

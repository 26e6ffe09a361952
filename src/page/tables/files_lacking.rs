//! The number of files of a computer in the page's address, which no address can name.

use super::table_source::TableSource;

/// Its name there.
pub const KEY: &str = "files";

/// What an address says of tables that are files of a computer: how many files, and no name. Whoever opens it elsewhere has to
/// be told that they are lacking.
#[must_use]
pub fn pair(places: &[TableSource]) -> Option<(&'static str, String)> {
    let files = |place: &TableSource| if let TableSource::Files { names, .. } = place { names.len() } else { 0 };
    let count: usize = places.iter().map(files).sum();
    (count > 0).then(|| (KEY, count.to_string()))
}

/// That pair in an address; `None` where it names all of its tables.
#[must_use]
pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<(&'static str, String)> {
    let (_, count) = pairs.into_iter().find(|(key, _)| *key == KEY)?;
    let is_count = (1..=6).contains(&count.len()) && count.bytes().all(|byte| byte.is_ascii_digit());
    (is_count && !count.starts_with('0')).then(|| (KEY, count.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_files_an_address_has_the_number() {
        let files = |names: &[&str]| TableSource::of_files(names.iter().map(|&name| name.to_owned()).collect(), &[]);
        let pair = |count: &str| Some(("files", count.to_owned()));
        let places = [files(&["a.json", "b.json"]), TableSource::of_dataset("a/b"), files(&["c.json"])];
        assert_eq!((super::pair(&places), super::pair(&places[1..2])), (pair("3"), None));
        assert_eq!(read([("max_vus", "4"), ("files", "3")]), pair("3"));
        for count in ["0", "-1", "all", ""] {
            assert_eq!(read([("files", count)]), None, "{count}");
        }
    }
}

//! Files and folders of a command line as the reader takes them: names inside what was given, never whole paths.

use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use isocost::data::limits::Limits;
use isocost::data::text::{self, NamedBytes};

/// Why files are not read.
#[derive(Debug)]
pub enum InputError {
    /// The system gives none.
    Io {
        /// Which file or folder.
        path: String,
        /// Why.
        error: io::Error,
    },
    /// A folder without a file that may hold a table.
    Empty {
        /// Which.
        path: String,
    },
    /// More bytes than the page takes.
    TooLarge {
        /// The first file that goes beyond.
        path: String,
        /// Its most, bytes.
        most: u64,
    },
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, error } => {
                write!(f, "{path} cannot be read: {error}. Check the name and the permissions.")
            }
            Self::Empty { path } => {
                write!(f, "{path} holds no file that may be a table. Name the folder that the load tester wrote.")
            }
            Self::TooLarge { path, most } => {
                let mib = most >> 20;
                write!(f, "With {path} the files are larger than {mib} MiB, the most that is read. Name fewer of them.")
            }
        }
    }
}

/// The standard input, as an argument.
const STANDARD_INPUT: &str = "-";

/// Reads what paths name; of a folder every file that the page would open.
///
/// # Errors
/// The first path that cannot be read.
pub fn files(paths: &[String]) -> Result<Vec<NamedBytes>, InputError> {
    let mut found: Vec<(PathBuf, bool)> = Vec::new();
    for path in paths {
        let is_folder = path != STANDARD_INPUT && fs::metadata(path).map_err(|error| failed(path, error))?.is_dir();
        if !is_folder {
            found.push((PathBuf::from(path), false));
            continue;
        }
        let before = found.len();
        walk(Path::new(path), Path::new(path), &mut found)?;
        if found.len() == before {
            return Err(InputError::Empty { path: path.clone() });
        }
    }
    let folder = common_folder(&found);
    let mut left = Limits::default().log_bytes;
    found.iter().map(|(path, is_inside)| read(path, *is_inside, &folder, &mut left)).collect()
}

fn failed(path: &str, error: io::Error) -> InputError {
    InputError::Io { path: path.to_owned(), error }
}

/// The files below a folder, in the order of their names. Links inside it are not followed: they may lead out, or round.
fn walk(root: &Path, folder: &Path, found: &mut Vec<(PathBuf, bool)>) -> Result<(), InputError> {
    let failed = |error| failed(&folder.display().to_string(), error);
    let mut entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>).map_err(failed)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, kind) = (entry.path(), entry.file_type().map_err(failed)?);
        let mut inside = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        if kind.is_dir() {
            inside.push('/');
        }
        if text::is_passed_over(&inside) {
            continue;
        }
        if kind.is_dir() {
            walk(root, &path, found)?;
        } else if kind.is_file() {
            found.push((path, true));
        }
    }
    Ok(())
}

/// The folder that all files lie in, by their paths as they were given; empty where these have none in common.
fn common_folder(found: &[(PathBuf, bool)]) -> PathBuf {
    let is_file = |(path, is_inside): &&(PathBuf, bool)| *is_inside || path.as_os_str() != STANDARD_INPUT;
    let mut folders = found.iter().filter(is_file).map(|(path, _)| path.parent().unwrap_or(Path::new("")));
    let mut common: PathBuf = folders.next().unwrap_or(Path::new("")).to_path_buf();
    for folder in folders {
        while !folder.starts_with(&common) {
            if !common.pop() {
                return common;
            }
        }
    }
    common
}

/// A file under its name inside the common folder. Nothing of where that lies goes into a report.
fn read(path: &Path, is_inside: bool, folder: &Path, left: &mut u64) -> Result<NamedBytes, InputError> {
    let shown = path.display().to_string();
    let is_input = !is_inside && shown == STANDARD_INPUT;
    let mut bytes = Vec::new();
    // One byte more than may be: a pipe does not say how much it holds.
    let most = left.saturating_add(1);
    let result = if is_input {
        io::stdin().take(most).read_to_end(&mut bytes)
    } else {
        fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    result.map_err(|error| failed(&shown, error))?;
    *left = left
        .checked_sub(bytes.len() as u64)
        .ok_or_else(|| InputError::TooLarge { path: shown, most: Limits::default().log_bytes })?;
    let name = if is_input { input_name(&bytes) } else { name_inside(path, folder) };
    Ok(NamedBytes { name, bytes: bytes.into() })
}

fn name_inside(path: &Path, folder: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    let parts = inside.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// As pasted text is called on the page; bytes of another kind are known by their content.
fn input_name(bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes).ok().and_then(text::pasted_name);
    text.unwrap_or("input.txt").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_absolute_and_relative_paths() {
        let common = |paths: &[&str]| {
            let found: Vec<(PathBuf, bool)> = paths.iter().map(|path| (PathBuf::from(path), false)).collect();
            common_folder(&found).display().to_string()
        };
        assert_eq!(common(&["/a/b/1.csv", "/a/c/2.csv"]), "/a");
        assert_eq!(common(&["/a/b/1.csv", "/c/2.csv"]), "/");
        assert_eq!(common(&["a/1.csv", "a/b/2.csv", STANDARD_INPUT]), "a");
        assert_eq!(common(&["/tmp/1.csv", STANDARD_INPUT]), "/tmp");
        for mixed in [["/tmp/1.csv", "2.csv"], ["1.csv", "/tmp/2.csv"], ["/tmp/1.csv", "a/2.csv"]] {
            assert!(["", "/"].contains(&&*common(&mixed)), "{mixed:?}");
        }
    }
}

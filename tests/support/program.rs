//! Runs `isocost-cli` as a process, built as these tests are.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use serde_json::Value;

/// The program. Cargo builds no example for one crate of tests, so that it is asked to.
pub static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--locked", "--offline", "--no-default-features", "--example", "isocost-cli"]);
    if cfg!(feature = "browser-tests") {
        cargo.args(["--features", "browser-tests"]);
    }
    // target/debug/deps/native-0123456789abcdef
    let own = std::env::current_exe().unwrap();
    let profile = own.parent().and_then(Path::parent).expect("a folder of the build").to_owned();
    if profile.ends_with("release") {
        cargo.arg("--release");
    }
    cargo.arg("--target-dir").arg(profile.parent().expect("the target folder"));
    let built = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    profile.join("examples/isocost-cli")
});

/// What a process did.
#[derive(Debug)]
pub struct Ended {
    /// Its exit code; `None` where a signal ended it.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ended {
    /// What it printed as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Runs it with these arguments in the project's folder, on the 29th of February 2000.
pub fn run<S: AsRef<str>>(arguments: &[S]) -> Ended {
    run_with(arguments, b"")
}

/// The same with a standard input.
pub fn run_with<S: AsRef<str>>(arguments: &[S], input: &[u8]) -> Ended {
    let mut program = Command::new(&*PROGRAM);
    program
        .args(arguments.iter().map(AsRef::as_ref))
        .current_dir(super::path(""))
        .env("SOURCE_DATE_EPOCH", "951782400");
    let mut process =
        program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a process");
    // Small inputs fit into the pipe; who does not read them closes it.
    process.stdin.take().expect("its input").write_all(input).ok();
    let ended = process.wait_with_output().unwrap();
    Ended {
        code: ended.status.code(),
        stdout: String::from_utf8(ended.stdout).expect("UTF-8"),
        stderr: String::from_utf8(ended.stderr).expect("UTF-8"),
    }
}

/// A place for the files of a test, empty.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A file of a test, as an argument.
pub fn written(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    path.display().to_string()
}

/// A table of the project.
pub const TABLE: &str = "src/data/bundled/classification-ie-optimization.parquet";

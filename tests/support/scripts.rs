//! Runs scripts in the Python that `tools/setup.sh test` puts in place.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

use serde_json::{Value, json};

/// The interpreter.
pub fn python() -> String {
    let asked = Command::new(super::path("tools/setup.sh")).arg("python").output().unwrap();
    String::from_utf8(asked.stdout).unwrap().trim().to_owned()
}

/// What a script of this project prints.
pub fn output_of(script: &str, arguments: &[&Path]) -> Vec<u8> {
    let python = python();
    let run = Command::new(&python).arg(super::path(script)).args(arguments).output();
    let run = run.unwrap_or_else(|error| panic!("{python}: {error}. Run tools/setup.sh test first"));
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    run.stdout
}

/// A script, and what is asked of it at its end.
pub struct Job {
    pub name: String,
    pub script: String,
    pub wanted: String,
}

/// What runs the scripts: one process for all tests, which ends with them.
struct Server {
    socket: PathBuf,
    /// Its input stays open as long as this process lives.
    _process: Child,
}

impl Server {
    fn start() -> Self {
        let socket = std::env::temp_dir().join(format!("isocost-python-{}", std::process::id()));
        // Of an earlier process of this number.
        std::fs::remove_file(&socket).ok();
        let python = python();
        let mut command = Command::new(&python);
        command.arg(super::path("tests/scripts/python_run.py")).arg(&socket);
        // Threads for tables of a hundred rows only wait, and keep a core busy with that.
        command.env("OMP_NUM_THREADS", "1").env("OPENBLAS_NUM_THREADS", "1");
        let server = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut server = server.unwrap_or_else(|error| panic!("{python}: {error}. Run tools/setup.sh test first"));
        let mut said = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut said).unwrap();
        assert_eq!(said, "ready\n", "the interpreter ended");
        Self { socket, _process: server }
    }

    fn ask(&self, jobs: &Path) -> String {
        let mut stream = UnixStream::connect(&self.socket).unwrap();
        writeln!(stream, "{}", jobs.display()).unwrap();
        let mut answers = String::new();
        stream.read_to_string(&mut answers).unwrap();
        answers
    }
}

/// The answers, in the order of the jobs, all from one process. `name` keeps the files of tests apart.
pub fn answers(name: &str, jobs: &[Job]) -> Vec<Value> {
    static SERVER: LazyLock<Server> = LazyLock::new(Server::start);
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.json"));
    let job = |job: &Job| json!({ "script": job.script, "wanted": job.wanted });
    std::fs::write(&file, Value::Array(jobs.iter().map(job).collect()).to_string()).unwrap();
    let answers: Vec<Value> = match serde_json::from_str(&SERVER.ask(&file)) {
        Ok(Value::Array(answers)) => answers,
        other => panic!("no list of answers: {other:?}"),
    };
    assert_eq!(answers.len(), jobs.len());
    let value = |(answer, job): (&Value, &Job)| {
        if let Some(error) = answer["error"].as_str() {
            panic!("{}: {error}\nasked: {}\n{}", job.name, job.wanted, job.script);
        }
        answer["value"].clone()
    };
    answers.iter().zip(jobs).map(value).collect()
}

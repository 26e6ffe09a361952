//! Opens tables through a mocked transport.
#![allow(dead_code, clippy::allow_attributes, reason = "each test file uses another part")]

use super::transport::{Web, run};
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use isocost::data::table::Table;
use isocost::hub::address::DatasetFile;
use isocost::hub::fetch::progress::Progress;
use isocost::worker::open::{Opened, Outcome, ProgressListener, open};
use isocost::worker::protocol::{Failure, Request, TableInput};
use std::cell::RefCell;

pub const HUB: &str = "https://hub.example";
pub const ID: &str = "acme/loads";
pub const FILE: &str = "acme/loads/data/runs.parquet";
/// Records the progress callbacks.
#[derive(Default)]
pub struct ProgressLog {
    pub progress: RefCell<Vec<Progress>>,
    /// Rows of each beginning, and of the whole table.
    pub beginnings: RefCell<Vec<(usize, u64)>>,
}

impl ProgressListener for ProgressLog {
    fn progress(&self, progress: Progress) {
        self.progress.borrow_mut().push(progress);
    }

    fn beginning(&self, opened: Opened, rows: u64) {
        self.beginnings.borrow_mut().push((opened.table.rows, rows));
    }
}

pub fn request(place: &str) -> Request<bytes::Bytes> {
    Request {
        hub: HUB.to_owned(),
        input: TableInput::Address(place.to_owned()),
        table: None,
        token: None,
        all_columns: false,
    }
}

pub fn opened(web: &Web, request: Request<bytes::Bytes>) -> Result<Outcome, Failure> {
    run(open(web, request, &ProgressLog::default()))
}

pub fn table(web: &Web, place: &str) -> Opened {
    match opened(web, request(place)) {
        Ok(Outcome::Table(opened)) => opened,
        Ok(Outcome::Choose(options)) => panic!("{place}: a choice of {options:?}"),
        Err(failure) => panic!("{place}: {failure}"),
    }
}

pub fn failure(web: &Web, place: &str) -> String {
    match opened(web, request(place)) {
        Err(failure) => failure.words,
        Ok(_) => panic!("{place} was opened"),
    }
}

pub fn url(file: &str) -> String {
    DatasetFile::parse(file).unwrap().file_url(HUB)
}

pub fn texts(table: &Table) -> Vec<(String, Vec<String>)> {
    let column = |at: usize| (0..table.rows).map(|row| table.columns[at].text(row)).collect();
    (0..table.columns.len()).map(|at| (table.columns[at].name.clone(), column(at))).collect()
}

pub fn decoded(bytes: Vec<u8>) -> Vec<(String, Vec<String>)> {
    texts(&decode(bytes.into(), &Limits::default()).unwrap())
}

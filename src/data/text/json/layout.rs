//! Detection of the layout of a JSON table: records, columns, split, index, lines.

use super::evidence::Evidence;
use super::named::NamedRuns;
use super::reader::Reader;
use crate::data::text::cell::CellKind;
use crate::data::text::fault::Fault;

/// Layout of a JSON table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// `{…}`: one row.
    Row,
    /// `{…} {…} …`: a row each, mostly one on each line.
    Lines,
    /// `[{…}, …]`: a row each (pandas' `records`).
    Array,
    /// `{"benchmarks": [{…}, …], …}`: one array of rows among other things.
    Wrapped {
        /// Start of that array, bytes.
        at: usize,
    },
    /// `{"a": {"0": 1, "1": 2}, …}`: a column each, with the numbers of its rows (pandas' default).
    Columns,
    /// `{"a": [1, 2], …}`: a column each.
    Lists,
    /// `{"columns": ["a", …], "data": [[1, …], …]}`: names and rows (pandas' `split`).
    Split {
        /// Start of the names, bytes.
        columns: usize,
        /// Start of the rows, bytes.
        data: usize,
    },
    /// `{"0": {…}, "1": {…}}`: a row each, with its number (pandas' `index`).
    Index,
    /// `{"c8": {…}, "c16": {…}, …}`: a run each, with its name.
    Named {
        /// Start of the object that holds them, bytes; the outermost one where there is none.
        at: Option<usize>,
        /// Whether its members are groups of such objects.
        grouped: bool,
        /// Whether one of them is the sum of the others, which alone is read.
        summed: bool,
    },
}

/// Kind of a member of the outermost object.
enum Member {
    Number,
    Other,
    /// An object of scalars whose names are integers.
    Numbered,
    /// What an object measures, and the runs in it.
    Object(Evidence, NamedRuns),
    /// An array of objects, and what the first one measures.
    Rows(Evidence),
    /// An array of arrays.
    Matrix,
    /// An array of scalars.
    List(usize),
}

/// Statistics of the outermost object, from which the layout is decided.
#[derive(Default)]
struct OutermostObject<'a> {
    members: usize,
    numbers: usize,
    objects: usize,
    numbered_names: usize,
    /// The last of the numbers, and whether they do not follow each other.
    last_number: Option<u64>,
    uncounted: bool,
    numbered: usize,
    named: NamedRuns,
    /// The only object that holds runs by name: where it begins, and how many objects hold some.
    inside: NamedRuns,
    inside_at: usize,
    insides: usize,
    /// Whether an object sums up requests.
    summed: bool,
    lists: usize,
    /// What the names of lists measure.
    listed: Evidence,
    list_length: Option<usize>,
    unequal: bool,
    rows: usize,
    rows_at: usize,
    /// Arrays whose objects are runs: how many, and the start of the first.
    runs: usize,
    runs_at: usize,
    /// Arrays whose objects sum up requests: how many, and the start of the last.
    sums: usize,
    sums_at: usize,
    /// What the scalars measure.
    own: Evidence,
    columns_at: Option<usize>,
    data_at: Option<usize>,
    /// The row numbers of the first column.
    index: Vec<&'a [u8]>,
}

impl Layout {
    /// Detects the layout in one pass over the text. `most_rows` bounds the memory used.
    ///
    /// A wrapper around rows and a single row with an array of objects look alike. If the objects have a latency and a
    /// load, and the outermost has not both itself, they are the rows; if their names tell nothing, an object with two
    /// or more numbers beside that array is a single row.
    pub fn of(text: &[u8], most_rows: u64) -> Result<Self, Fault> {
        let mut reader = Reader::new(text);
        let layout = match reader.peek() {
            Some(b'{') => OutermostObject::of(&mut reader, most_rows)?.layout(&reader)?,
            Some(b'[') => {
                reader.skip()?;
                Self::Array
            }
            Some(_) => return Err(reader.fault("it begins with neither { nor [")),
            None => return Err(reader.fault("it is empty")),
        };
        match reader.peek() {
            None => Ok(layout),
            Some(_) if layout == Self::Array => Err(reader.fault("something follows the end of the array")),
            Some(_) => Ok(Self::Lines),
        }
    }
}

impl<'a> OutermostObject<'a> {
    fn of(reader: &mut Reader<'a>, most_rows: u64) -> Result<Self, Fault> {
        let mut outermost = Self::default();
        reader.open(b'{')?;
        while reader.more(b'}')? {
            let name = reader.key()?;
            reader.peek();
            let at = reader.at();
            let member = outermost.member(reader, most_rows)?;
            outermost.members += 1;
            outermost.count(&name);
            match member {
                Member::Number => {
                    outermost.numbers += 1;
                    outermost.own.add(&String::from_utf8_lossy(&name));
                }
                Member::Other => {}
                Member::Object(evidence, inside) => {
                    outermost.objects += 1;
                    outermost.summed |= evidence.is_sum();
                    if inside.count() == 0 {
                        outermost.named.add(&name, evidence);
                    } else {
                        (outermost.inside, outermost.inside_at) = (inside, at);
                        outermost.insides += 1;
                    }
                }
                Member::Numbered => {
                    outermost.objects += 1;
                    outermost.numbered += 1;
                }
                Member::Rows(evidence) => {
                    outermost.rows += 1;
                    outermost.rows_at = at;
                    if evidence.is_run() {
                        outermost.runs += 1;
                        outermost.runs_at = at;
                    }
                    if evidence.is_sum() {
                        outermost.sums += 1;
                        outermost.sums_at = at;
                    }
                }
                Member::Matrix => {}
                Member::List(length) => {
                    outermost.lists += 1;
                    outermost.listed.add(&String::from_utf8_lossy(&name));
                    outermost.unequal |= *outermost.list_length.get_or_insert(length) != length;
                }
            }
            match (&*name, member) {
                (b"columns", Member::List(_)) => outermost.columns_at = Some(at),
                (b"data", Member::Matrix | Member::List(0)) => outermost.data_at = Some(at),
                _ => {}
            }
        }
        Ok(outermost)
    }

    fn layout(&self, reader: &Reader) -> Result<Layout, Fault> {
        let all = |count: usize| self.members > 0 && count == self.members;
        Ok(if let (Some(columns), Some(data)) = (self.columns_at, self.data_at) {
            Layout::Split { columns, data }
        } else if all(self.numbered) {
            Layout::Columns
        } else if all(self.objects) && all(self.numbered_names) && !self.uncounted {
            Layout::Index
        } else if self.named.count() > 1 && self.runs == 0 && !self.own.is_run() {
            Layout::Named { at: None, grouped: false, summed: self.named.has_sum() }
        } else if self.members > 1 && all(self.insides) {
            Layout::Named { at: None, grouped: true, summed: false }
        } else if self.holds_named_runs() {
            Layout::Named { at: Some(self.inside_at), grouped: false, summed: self.inside.has_sum() }
        } else if all(self.objects) && all(self.numbered_names) {
            Layout::Index
        } else if all(self.lists) {
            if self.unequal {
                return Err(reader.fault("its columns are not equally long"));
            }
            Layout::Lists
        } else if self.listed.is_run() && !self.unequal && self.list_length > Some(1) && !self.own.is_sum() {
            // A list for each measure, and beside them what holds for all.
            Layout::Lists
        } else if self.runs == 1 && !self.own.is_run() {
            Layout::Wrapped { at: self.runs_at }
        } else if self.runs == 0 && self.sums == 1 && !self.own.is_sum() {
            Layout::Wrapped { at: self.sums_at }
        } else if self.rows == 1 && self.numbers < 2 && !self.summed {
            Layout::Wrapped { at: self.rows_at }
        } else {
            Layout::Row
        })
    }

    /// Looks at the name of a member: rows that are numbered follow each other.
    fn count(&mut self, name: &[u8]) {
        if !is_whole(name) {
            return;
        }
        self.numbered_names += 1;
        let number = std::str::from_utf8(name).ok().and_then(|name| name.parse().ok());
        self.uncounted |= self.last_number.is_some_and(|last: u64| number != last.checked_add(1));
        self.last_number = number;
    }

    /// Whether one of the members holds runs by name: several, or a single one beside which nothing else is nested or
    /// measured.
    fn holds_named_runs(&self) -> bool {
        let alone = self.objects == 1 && self.rows == 0 && self.own.is_empty() && self.inside.is_full();
        self.insides == 1
            && self.runs == 0
            && self.named.is_empty()
            && !self.own.is_run()
            && (self.inside.count() > 1 || alone)
    }

    fn member(&mut self, reader: &mut Reader<'a>, most_rows: u64) -> Result<Member, Fault> {
        match reader.peek() {
            Some(b'{') => self.object(reader, most_rows),
            Some(b'[') => array(reader),
            _ => {
                let is_number = matches!(reader.scalar()?.kind, CellKind::Whole | CellKind::Fraction);
                Ok(if is_number { Member::Number } else { Member::Other })
            }
        }
    }

    /// Whether the object has the same row numbers as the columns before; else it holds results of one run that have
    /// numbers for names, such as percentiles.
    fn object(&mut self, reader: &mut Reader<'a>, most_rows: u64) -> Result<Member, Fault> {
        let is_first = self.members == 0;
        let mut is_column = is_first || self.numbered == self.members;
        let mut row = 0;
        let begin = reader.at();
        reader.open(b'{')?;
        while reader.more(b'}')? {
            let key = reader.key()?;
            if is_column {
                is_column = match key {
                    std::borrow::Cow::Borrowed(key) if is_first && is_whole(key) && (row as u64) < most_rows => {
                        self.index.push(key);
                        true
                    }
                    key => !is_first && self.index.get(row) == Some(&&*key),
                };
            }
            row += 1;
            reader.skip()?;
        }
        if is_column && row == self.index.len() {
            return Ok(Member::Numbered);
        }
        reader.go_to(begin);
        let evidence = Evidence::of_object(reader)?;
        reader.go_to(begin);
        NamedRuns::of_object(reader).map(|inside| Member::Object(evidence, inside))
    }
}

fn is_whole(name: &[u8]) -> bool {
    !name.is_empty() && name.iter().all(u8::is_ascii_digit)
}

/// Kind of an array, by its first element.
fn array(reader: &mut Reader) -> Result<Member, Fault> {
    let mut first = None;
    let mut evidence = Evidence::default();
    let mut length = 0;
    reader.open(b'[')?;
    while reader.more(b']')? {
        let begin = reader.peek();
        length += 1;
        if first.is_none() && begin == Some(b'{') {
            evidence = Evidence::of_object(reader)?;
        } else {
            reader.skip()?;
        }
        first = first.or(begin);
    }
    Ok(match first {
        Some(b'{') => Member::Rows(evidence),
        Some(b'[') => Member::Matrix,
        _ => Member::List(length),
    })
}

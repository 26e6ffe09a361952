//! CSV and JSON export, read back.

use crate::support::Random;
use crate::support::sheets::of_rows;
use isocost::data::limits::Limits;
use isocost::data::text;
use isocost::data::text::NamedBytes;
use isocost::export::csv;
use isocost::export::csv::{is_formula, tab_separated};
use isocost::export::json;
use isocost::export::sheet::{Cell, Kind, Sheet, column, digits};

/// Names and texts that mean something to somebody.
const ODD: [&str; 20] = [
    "",
    "plain",
    "a, b; c",
    "say \"so\"",
    "two\nlines",
    "two\r\nlines",
    " space ",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    "\u{ff1d}1",
    "'=1",
    "naïve \u{1f98a} 日本",
    "<img src=x onerror=alert(1)>",
    "\u{202e}x\u{0}\u{1b}\\",
    "\u{feff}=1",
];

/// A table of every kind of column with every kind of cell.
fn made(random: &mut Random, rows: usize) -> Sheet {
    let columns = vec![
        column("text", Kind::Text),
        column("number", Kind::Number),
        column("whole", Kind::Whole),
        column("truth", Kind::Truth),
        column("=evil, \"name\"", Kind::Text),
    ];
    let number = |random: &mut Random| match random.below(12) {
        0 => f64::NAN,
        1 => f64::INFINITY,
        2 => f64::NEG_INFINITY,
        3 => -0.0,
        4 => 5e-324,
        5 => f64::MAX,
        6 => -1.0 / 3.0,
        _ => (random.unit() - 0.5) * 10f64.powi(random.below(40) as i32 - 20),
    };
    let row = |random: &mut Random| {
        let cells = vec![
            Cell::Text(ODD[random.below(ODD.len())].to_owned()),
            Cell::Number(number(random)),
            Cell::Whole([0, -1, 7, i64::MIN, i64::MAX, (1 << 53) + 1][random.below(6)]),
            Cell::Truth(random.below(2) == 0),
            Cell::Text(ODD[random.below(ODD.len())].to_owned()),
        ];
        cells.into_iter().map(|cell| if random.below(5) == 0 { Cell::Missing } else { cell }).collect()
    };
    let rows = (0..rows).map(|_| row(random)).collect();
    of_rows(columns, rows)
}

/// A cell as text, and whether it stood in quotes.
pub(super) type Field = (String, bool);

/// Reads CSV as RFC 4180 has it, by its grammar.
pub(super) fn parse(text: &str) -> Vec<Vec<Field>> {
    let (mut lines, mut line, mut field, mut was_quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => field.extend(chars.next()),
            '"' if quoted => quoted = false,
            c if quoted => field.push(c),
            '"' => {
                assert!(field.is_empty() && !was_quoted, "a quote in the middle of a field");
                (quoted, was_quoted) = (true, true);
            }
            ',' => line.push((std::mem::take(&mut field), std::mem::take(&mut was_quoted))),
            '\r' => {
                assert_eq!(chars.next(), Some('\n'), "a line ends in CR LF");
                line.push((std::mem::take(&mut field), std::mem::take(&mut was_quoted)));
                lines.push(std::mem::take(&mut line));
            }
            '\n' => panic!("a bare line feed outside of quotes"),
            c => field.push(c),
        }
    }
    assert!(field.is_empty() && line.is_empty() && !quoted, "the last line ends, too");
    lines
}

fn same(field: &Field, cell: &Cell) -> bool {
    let (text, quoted) = field;
    match cell {
        Cell::Missing => text.is_empty() && !quoted,
        Cell::Number(value) if value.is_nan() => text.is_empty() && !quoted,
        Cell::Number(value) => !quoted && text.parse::<f64>().is_ok_and(|read| read.to_bits() == value.to_bits()),
        Cell::Whole(value) => !quoted && text.parse() == Ok(*value),
        Cell::Truth(value) => !quoted && text.parse() == Ok(*value),
        Cell::Text(value) => {
            let value = &value.replace('\0', "\u{fffd}");
            (*quoted || !text.is_empty())
                && text.strip_prefix('\'').filter(|_| is_formula(value)).unwrap_or(text) == value
        }
    }
}

#[test]
fn csv_is_read_back_as_the_table() {
    let mut random = Random::new(7);
    for rows in [0, 1, 2, 3, 500] {
        let sheet = made(&mut random, rows);
        let lines = parse(&csv::write(&sheet));
        assert_eq!(lines.len(), rows + 1);
        let names: Vec<&str> = lines[0].iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["text", "number", "whole", "truth", "'=evil, \"name\""]);
        for (row, line) in lines[1..].iter().enumerate() {
            assert_eq!(line.len(), sheet.columns.len());
            for (at, field) in line.iter().enumerate() {
                assert!(same(field, &sheet.cell(row, at)), "{field:?} for {:?}", sheet.cell(row, at));
            }
        }
    }
}

#[test]
fn no_text_is_a_formula_to_a_spreadsheet() {
    let sheet = made(&mut Random::new(11), 800);
    for line in parse(&csv::write(&sheet)) {
        for at in [0, 4] {
            let (text, _) = &line[at];
            let first = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
            assert!(!first.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{text:?}");
            assert!(!text.starts_with(['\t', '\r', '\n']), "{text:?}");
        }
    }
    // What is harmless is left as it is.
    for text in ["a=1", "'=1", "1-2", "–", "−5", "é", "", " ", "$1"] {
        assert!(!is_formula(text), "{text:?}");
    }
    let numbers = of_rows(vec![column("x", Kind::Number)], vec![vec![Cell::Number(-1.5)], vec![Cell::Whole(-2)]]);
    assert_eq!(csv::write(&numbers), "x\r\n-1.5\r\n-2\r\n");
}

#[test]
fn no_cell_of_tab_separated_text_is_a_formula() {
    for text in ODD {
        let cell = tab_separated(text);
        assert!(!cell.contains(['\t', '\n', '\r', '\0']), "{cell:?}");
        // As a spreadsheet takes a cell that begins with a quotation mark.
        let pasted = match cell.strip_prefix('"') {
            Some(quoted) => quoted.strip_suffix('"').expect("a closing mark").replace("\"\"", "\""),
            None => cell,
        };
        assert!(pasted.starts_with('\'') || !is_formula(&pasted), "{pasted:?}");
    }
    for (text, cell) in [
        ("a\tb", "a b"),
        ("\"so\" it is", "\"\"\"so\"\" it is\""),
        ("say \"so\"", "say \"so\""),
        ("\"=1", "'\"=1"),
        ("1-2", "1-2"),
    ] {
        assert_eq!(tab_separated(text), cell);
    }
}

/// A NUL would make the file no text to the reader here, and end the cell for others.
#[test]
fn nul_is_written_as_a_replacement_character_and_read_back() {
    let cells = |text: &str| vec![Cell::Text(text.to_owned()), Cell::Number(1.0)];
    let sheet = of_rows(
        vec![column("a\0b", Kind::Text), column("vus", Kind::Number)],
        vec![cells("x\0y"), cells("\0"), cells("\0=1")],
    );
    let written = csv::write(&sheet);
    assert!(!written.contains('\0'));
    let file = NamedBytes { name: "saved.csv".to_owned(), bytes: written.into() };
    let table = text::read(vec![file], &Limits::default()).unwrap();
    let read: Vec<String> = (0..3).map(|row| table.columns[0].text(row)).collect();
    assert_eq!(
        (table.columns[0].name.as_str(), read),
        ("a\u{fffd}b", ["x\u{fffd}y", "\u{fffd}", "\u{fffd}=1"].map(str::to_owned).to_vec())
    );
}

#[test]
fn a_line_of_one_missing_value_is_no_empty_line() {
    let sheet = of_rows(vec![column("x", Kind::Number)], vec![vec![Cell::Missing], vec![Cell::Number(2.0)]]);
    assert_eq!(csv::write(&sheet), "x\r\n\"\"\r\n2\r\n");
    let none = of_rows(Vec::new(), vec![Vec::new()]);
    assert_eq!((csv::write(&none).as_str(), json::write(&none).as_str()), ("", "[]\n"));
}

#[test]
fn json_is_read_back_as_the_table() {
    let mut random = Random::new(13);
    for rows in [0, 1, 400] {
        let sheet = made(&mut random, rows);
        let read: serde_json::Value = serde_json::from_str(&json::write(&sheet)).unwrap();
        let read = read.as_array().unwrap();
        assert_eq!(read.len(), rows);
        for (row, object) in read.iter().enumerate() {
            let object = object.as_object().unwrap();
            assert_eq!(object.len(), sheet.columns.len());
            for (at, name) in sheet.names().iter().enumerate() {
                let (value, cell) = (&object[name], sheet.cell(row, at));
                let is_same = match &cell {
                    Cell::Text(text) => value == text,
                    Cell::Number(number) if number.is_finite() => {
                        // The crate reads the last digit less well than the language does; see below.
                        value.as_f64().is_some_and(|read| (read - number).abs() <= number.abs() * 1e-15)
                    }
                    Cell::Whole(whole) => value.as_i64() == Some(*whole),
                    Cell::Truth(truth) => value.as_bool() == Some(*truth),
                    Cell::Number(_) | Cell::Missing => value.is_null(),
                };
                assert!(is_same, "{value} for {cell:?}");
            }
        }
    }
}

#[test]
fn columns_have_names_of_their_own() {
    let names = |names: &[&str]| {
        let columns = names.iter().map(|name| column(name, Kind::Text)).collect();
        of_rows(columns, Vec::new()).names()
    };
    assert_eq!(names(&["a", "a", "a (2)", ""]), ["a", "a (3)", "a (2)", "column"]);
    assert_eq!(names(&["", "", "b"]), ["column", "column (2)", "b"]);
}

#[test]
fn numbers_have_the_fewest_digits_that_read_back() {
    for (value, text) in [
        (44_496.514_142_5, "44496.5141425"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e16, "10000000000000000"),
        (1e300, "1e300"),
        (-2.5e-7, "-2.5e-7"),
        (0.0, "0"),
        (-0.0, "-0"),
        (8.0, "8"),
    ] {
        assert_eq!(digits(value), text);
    }
    let mut random = Random::new(19);
    for _ in 0..20_000 {
        let value = (random.unit() - 0.5) * 10f64.powi(random.below(600) as i32 - 300);
        assert_eq!(digits(value).parse::<f64>().unwrap().to_bits(), value.to_bits(), "{value:e}");
    }
}

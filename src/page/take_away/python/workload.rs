//! Which rows are of the workload that is looked at.

use crate::data::table::column::Column;

use super::code::Code;
use super::labels::value;
use super::rows::one_line;
use super::text::literal;

const BY_PLACES: &str = r#"
# Of several workloads one: $0. No value of a column tells its runs from the others, so that they are named by their places.
rows = $1.iloc[$2]
"#;

/// Writes what keeps the runs of the workload that is looked at; the name of what that leaves. By the columns that say it
/// where their values tell these runs from all others; else, where tokens are about the same, by their places.
pub fn written(code: &mut Code<'_>, frame: &'static str) -> &'static str {
    let runs = code.runs();
    let workloads = &runs.workloads;
    if !workloads.are_several() {
        return frame;
    }
    let chosen = workloads.chosen(code.choice.filter.workload.as_deref());
    let is_of = |row: usize| workloads.of_row[row] as usize == chosen;
    let own: Vec<usize> = (0..runs.rows).filter(|&row| is_of(row)).collect();
    let label = one_line(&workloads.labels[chosen]);
    match by_columns(code, &own) {
        Some(condition) => {
            code.reads_table = true;
            code.fill("\n# Of several workloads one: $0.\nrows = $1[$2]\n", &[&label, frame, &condition]);
        }
        None => code.fill(BY_PLACES, &[&label, frame, &places(&own)]),
    }
    "rows"
}

/// The condition on the columns of workloads that tells these rows from all others; `None` without one.
fn by_columns(code: &Code<'_>, own: &[usize]) -> Option<String> {
    let runs = code.runs();
    let first = *own.first()?;
    let find = |name: &String| runs.columns[..runs.file_columns].iter().find(|column| column.name == *name);
    let columns = runs.roles.workload.iter().filter_map(|(name, _)| find(name));
    let mut kept: Vec<usize> = (0..runs.rows).collect();
    let mut conditions = Vec::new();
    for column in columns {
        let same = |row: usize| is_same(column, row, first);
        let before = kept.len();
        if !own.iter().all(|&row| same(row)) {
            continue;
        }
        kept.retain(|&row| same(row));
        if kept.len() < before {
            conditions.push(is(column, first));
        }
    }
    (kept == own).then(|| if let [one] = &conditions[..] { one.clone() } else { super::labels::all(&conditions) })
}

fn is_same(column: &Column, a: usize, b: usize) -> bool {
    match (column.is_null(a), column.is_null(b)) {
        (false, false) => column.text(a) == column.text(b),
        (a, b) => a == b,
    }
}

/// `table["isl"] == 1024`.
fn is(column: &Column, row: usize) -> String {
    let at = ["table[", &literal(&column.name), "]"].concat();
    if column.is_null(row) {
        return at + ".isna()";
    }
    [&at, " == ", &value(Some(column), &column.text(row))].concat()
}

/// `np.r_[0:70, 72, 90:100]`.
fn places(rows: &[usize]) -> String {
    let pieces: Vec<String> = rows
        .chunk_by(|a, b| a + 1 == *b)
        .map(|run| match run {
            [one] => one.to_string(),
            _ => format!("{}:{}", run[0], run[run.len() - 1] + 1),
        })
        .collect();
    format!("np.r_[{}]", pieces.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_ranges() {
        assert_eq!(places(&[0, 1, 2, 5, 7, 8]), "np.r_[0:3, 5, 7:9]");
        assert_eq!(places(&[4]), "np.r_[4]");
    }
}

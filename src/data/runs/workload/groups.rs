//! Groups of token counts that are the same to within 5 %: see [`Workloads`](super::Workloads).

use crate::analysis::stats::order;

/// Tokens that differ by no more than this share of the smaller are the same.
pub const SAME_TOKENS: f64 = 0.05;

/// Whether two numbers of tokens are the same.
#[must_use]
pub fn same_tokens(a: f64, b: f64) -> bool {
    // 1,050 is within 5 % of 1,000 though 1,000 · 1.05 may be less by rounding.
    a == b || (a - b).abs() <= SAME_TOKENS * a.min(b) * (1.0 + 1e-9)
}

/// Whether a value is a number of tokens: what is negative or not finite is unknown.
#[must_use]
pub fn is_known(value: f64) -> bool {
    value >= 0.0 && value.is_finite()
}

/// A group of numbers that count as one.
struct Group {
    /// The number that stands for it: the one asked for, or of those reached the middle one.
    value: f64,
    /// The last table that has given it a number asked for.
    of_table: usize,
}

/// For each row the number of its group, in the order of their values, and the value of each; what is unknown is the last
/// group, of value NaN. Tables begin at the rows `firsts`, rising from 0.
pub fn groups(of_row: &[f64], asked: &[bool], firsts: &[usize]) -> (Vec<u32>, Vec<f64>) {
    let mut groups: Vec<Group> = Vec::new();
    // Groups by the number, for each table in turn and for those reached.
    let mut placed: Vec<Option<usize>> = vec![None; of_row.len()];
    let ends = firsts.iter().skip(1).copied().chain([of_row.len()]);
    for (table, (first, end)) in firsts.iter().copied().zip(ends).enumerate() {
        let rows: Vec<usize> = (first..end).filter(|&row| asked[row] && is_known(of_row[row])).collect();
        let rows = sorted(rows, of_row);
        let (known, others): (Vec<_>, Vec<_>) = rows
            .chunk_by(|&a, &b| of_row[a] == of_row[b])
            .partition(|equal| groups.iter().any(|group| group.value == of_row[equal[0]]));
        // What is equal to another table's comes before what is only near it.
        for equal in known.into_iter().chain(others) {
            let at = place_asked(&mut groups, of_row[equal[0]], table);
            equal.iter().for_each(|&row| placed[row] = Some(at));
        }
    }
    let asked_groups = groups.len();
    let reached: Vec<usize> = (0..of_row.len()).filter(|&row| !asked[row] && is_known(of_row[row])).collect();
    let mut left = Vec::new();
    for row in sorted(reached, of_row) {
        match nearest(&groups[..asked_groups], of_row[row]) {
            Some(at) => placed[row] = Some(at),
            None => left.push(row),
        }
    }
    let mut from = 0;
    while from < left.len() {
        let least = of_row[left[from]];
        let wide = left[from..].iter().take_while(|&&row| same_tokens(of_row[row], least)).count();
        let rows = &left[from..from + wide];
        rows.iter().for_each(|&row| placed[row] = Some(groups.len()));
        groups.push(Group { value: of_row[rows[wide / 2]], of_table: usize::MAX });
        from += wide;
    }
    in_order(&placed, &groups)
}

/// From one number of tokens to the next, more than this factor is a gap.
const GAP: f64 = 2.0;

/// Replaces the numbers of rows that `counts` by the middle one of those of the same file of prompts; of each side of a gap
/// by its own. What is unknown stays so.
pub fn of_one_file(of_row: &mut [f64], file: &[u32], counts: &dyn Fn(usize) -> bool) {
    let mut rows: Vec<usize> = (0..of_row.len()).filter(|&row| counts(row) && is_known(of_row[row])).collect();
    order::sort_rows_by(&mut rows, &|row| order::key(of_row[row]));
    // Stable: within a file the numbers rise.
    order::sort_rows_by(&mut rows, &|row| file[row].into());
    let values: Vec<f64> = rows.iter().map(|&row| of_row[row]).collect();
    let apart = |a: usize, b: usize| file[rows[a]] != file[rows[b]] || values[b] > values[a] * GAP;
    let mut first = 0;
    for end in 1..=rows.len() {
        if end == rows.len() || apart(end - 1, end) {
            let middle = values[(first + end - 1) / 2];
            rows[first..end].iter().for_each(|&row| of_row[row] = middle);
            first = end;
        }
    }
}

fn sorted(mut rows: Vec<usize>, of_row: &[f64]) -> Vec<usize> {
    order::sort_rows_by(&mut rows, &|row| order::key(of_row[row]));
    rows
}

/// The group of a number that a table asks for: an equal one, else the nearest of another table within 5 % that this table
/// has no number in yet, else a new one.
fn place_asked(groups: &mut Vec<Group>, value: f64, table: usize) -> usize {
    let free = |group: &&Group| group.of_table != table;
    let equal = groups.iter().position(|group| group.value == value && free(&group));
    let at = equal.or_else(|| {
        let near = groups.iter().enumerate().filter(|(_, group)| free(group) && same_tokens(group.value, value));
        near.min_by(|a, b| (a.1.value - value).abs().total_cmp(&(b.1.value - value).abs())).map(|(at, _)| at)
    });
    match at {
        Some(at) => {
            groups[at].of_table = table;
            at
        }
        None => {
            groups.push(Group { value, of_table: table });
            groups.len() - 1
        }
    }
}

fn nearest(groups: &[Group], value: f64) -> Option<usize> {
    let near = groups.iter().enumerate().filter(|(_, group)| same_tokens(group.value, value));
    near.min_by(|a, b| (a.1.value - value).abs().total_cmp(&(b.1.value - value).abs())).map(|(at, _)| at)
}

/// Groups numbered by their values, those without a row left out.
fn in_order(placed: &[Option<usize>], groups: &[Group]) -> (Vec<u32>, Vec<f64>) {
    let mut by_value: Vec<usize> = (0..groups.len()).collect();
    order::sort_rows_by(&mut by_value, &|at| order::key(groups[at].value));
    let mut number = vec![0u32; groups.len()];
    by_value.iter().enumerate().for_each(|(nth, &at)| number[at] = nth as u32);
    let mut values: Vec<f64> = by_value.iter().map(|&at| groups[at].value).collect();
    if placed.iter().any(Option::is_none) {
        values.push(f64::NAN);
    }
    let codes = placed.iter().map(|at| at.map_or(groups.len() as u32, |at| number[at])).collect();
    (codes, values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asked_for_in_one_table_is_exact() {
        let (codes, values) = groups(&[1024.0, 1000.0, f64::NAN, 1024.0, 1025.0], &[true; 5], &[0]);
        assert_eq!(codes, [1, 0, 3, 1, 2]);
        assert_eq!(&values[..3], [1000.0, 1024.0, 1025.0]);
        assert!(values[3].is_nan());
    }

    #[test]
    fn reached_is_grouped_without_chains() {
        let (codes, values) = groups(&[100.0, 104.0, 108.0, 112.0, 105.0], &[false; 5], &[0]);
        assert_eq!(codes, [0, 0, 1, 1, 0]);
        assert_eq!(values, [104.0, 112.0]);
        let (codes, values) = groups(&[-5.0, 0.0, f64::INFINITY, 0.0], &[false; 4], &[0]);
        assert_eq!((codes, values[0]), (vec![1, 0, 1, 0], 0.0), "what is no number of tokens is unknown");
        let (codes, _) = groups(&[1000.0, 1050.0, 1051.0], &[false; 3], &[0]);
        assert_eq!(codes, [0, 0, 1], "5 % is within");
    }

    #[test]
    fn answers_to_one_file_of_prompts_scatter() {
        let mut of_row = [70.0, 102.0, 81.0, 1004.0, f64::NAN, 55.0, 2503.0];
        of_one_file(&mut of_row, &[0, 0, 0, 0, 0, 1, 1], &|row| row != 5);
        // 102 to 1,004 is a gap; the other file, of which one row does not count, is for itself.
        assert_eq!(of_row[..4], [81.0, 81.0, 81.0, 1004.0]);
        assert!(of_row[4].is_nan() && of_row[5..] == [55.0, 2503.0]);
        of_one_file(&mut [], &[], &|_| true);
    }

    #[test]
    fn tables_share_what_is_asked_for_within_five_percent() {
        let asked = [true, true, true, true, false];
        let (codes, values) = groups(&[1000.0, 2000.0, 1024.0, 1040.0, 1010.0], &asked, &[0, 2]);
        // 1,024 of the second table is the first one's 1,000; 1,040 of the same table is not.
        assert_eq!((codes, values), (vec![0, 2, 0, 1, 0], vec![1000.0, 1040.0, 2000.0]));
        let (codes, _) = groups(&[1000.0, 980.0, 1000.0], &[true; 3], &[0, 1]);
        assert_eq!(codes, [1, 0, 1], "the equal one, not the near one");
        assert_eq!(groups(&[], &[], &[0]).1, Vec::<f64>::new());
    }
}

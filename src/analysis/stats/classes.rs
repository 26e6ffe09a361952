//! Equivalence classes of rows that are equal in several columns.

use isocost_kernels::rows::{MANY_ROWS, few_different, split};

use super::order;

/// For each row of a table the number of its class. Numbers are dense and in the order of the columns' codes, the first
/// column counting most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classes {
    /// For each row.
    pub of_row: Vec<u32>,
    /// How many there are.
    pub count: usize,
}

impl Classes {
    /// All rows in one class.
    #[must_use]
    pub fn one(rows: usize) -> Self {
        Self { of_row: vec![0; rows], count: rows.min(1) }
    }

    /// By the numbers of a column; `-0.0` equals `0.0`, and NaN equals NaN and comes last.
    #[must_use]
    pub fn of_numbers(values: &[f64]) -> Self {
        let key = |row: usize| if values[row].is_nan() { u64::MAX } else { order::key(values[row] + 0.0) };
        let few = if values.len() < MANY_ROWS { None } else { Self::of_few_numbers(values, &key) };
        few.unwrap_or_else(|| Self::by_key(values.len(), &key))
    }

    /// Splits the classes by another column's codes, which are below `codes_below`. `O(n)`.
    ///
    /// # Panics
    /// When the column has other rows, or a code is not below.
    #[must_use]
    pub fn split(self, codes: &[u32], codes_below: usize) -> Self {
        assert_eq!(self.of_row.len(), codes.len(), "a code for each row");
        let rows = codes.len();
        // A table of all pairs, as long as it is not much larger than the rows.
        let pairs = self.count.saturating_mul(codes_below);
        if pairs > 4 * rows + 1_000 {
            return Self::by_key(rows, &|row| u64::from(self.of_row[row]) << 32 | u64::from(codes[row]));
        }
        if rows >= MANY_ROWS {
            return self.split_many(codes, codes_below);
        }
        let pair = |row: usize| self.of_row[row] as usize * codes_below + codes[row] as usize;
        let mut numbers = vec![0u32; pairs];
        (0..rows).for_each(|row| numbers[pair(row)] = 1);
        let mut count = 0;
        for number in &mut numbers {
            count += std::mem::replace(number, count);
        }
        Self { of_row: (0..rows).map(|row| numbers[pair(row)]).collect(), count: count as usize }
    }

    #[inline(never)]
    fn split_many(self, codes: &[u32], codes_below: usize) -> Self {
        let (of_row, count) = split(&self.of_row, codes, self.count, codes_below);
        Self { of_row, count }
    }

    #[inline(never)]
    fn of_few_numbers(values: &[f64], key: &dyn Fn(usize) -> u64) -> Option<Self> {
        let (firsts, mut of_row) = few_different(values)?;
        let few = Self::by_key(firsts.len(), &|at| key(firsts[at]));
        of_row.iter_mut().for_each(|code| *code = few.of_row[*code as usize]);
        Some(Self { of_row, count: few.count })
    }

    fn by_key(rows: usize, key: &dyn Fn(usize) -> u64) -> Self {
        let mut sorted: Vec<usize> = (0..rows).collect();
        order::sort_rows_by(&mut sorted, key);
        let mut classes = Self { of_row: vec![0; rows], count: 0 };
        let mut last = None;
        for row in sorted {
            if last != Some(key(row)) {
                last = Some(key(row));
                classes.count += 1;
            }
            classes.of_row[row] = classes.count as u32 - 1;
        }
        classes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_dense_and_in_order() {
        let values = [4.0, f64::NAN, -0.0, 0.0, 4.0, -f64::NAN, f64::NEG_INFINITY];
        let classes = Classes::of_numbers(&values);
        assert_eq!((classes.of_row, classes.count), (vec![2, 3, 1, 1, 2, 3, 0], 4));
    }

    #[test]
    fn pairs_by_table_and_by_sorting_are_numbered_alike() {
        let (first, second) = ([1, 0, 1, 0, 1], [2, 2, 0, 2, 2]);
        let one = || Classes::one(5).split(&first, 2);
        let by_table = one().split(&second, 3);
        assert_eq!((by_table.of_row.as_slice(), by_table.count), (&[2, 0, 1, 0, 2][..], 3));
        assert_eq!(one().split(&second, 1_000_000), by_table);
        assert_eq!(one().split(&second, usize::MAX), by_table);
    }

    #[test]
    fn many_rows_are_numbered_as_few() {
        let value = |row: usize| [2.0, -0.0, f64::NAN, 0.0, 7.5][row * row % 5];
        let values: Vec<f64> = (0..MANY_ROWS + 3).map(value).collect();
        let (few, many) = (Classes::of_numbers(&values[..9]), Classes::of_numbers(&values));
        assert_eq!((&many.of_row[..9], many.count), (&few.of_row[..], few.count));
        let codes: Vec<u32> = (0..values.len()).map(|row| row as u32 % 3).collect();
        let (few, many) = (few.split(&codes[..9], 3), many.split(&codes, 3));
        let first = many.of_row.iter().position(|&class| class as usize + 1 == many.count);
        assert!(first.is_some() && few.count <= many.count);
        for (a, b) in (0..9).flat_map(|a| (0..9).map(move |b| (a, b))) {
            assert_eq!(few.of_row[a] < few.of_row[b], many.of_row[a] < many.of_row[b], "{a} {b}");
        }
    }

    #[test]
    fn no_rows() {
        assert_eq!(Classes::one(0).split(&[], 0), Classes::default());
        assert_eq!(Classes::of_numbers(&[]), Classes::default());
    }
}

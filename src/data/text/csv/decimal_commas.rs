//! Decimal commas of tools that print as the language of their machine does, such as JMeter's "Save Table Data": `"1,000%"`
//! is 1 % beside `"20,02901"`.

use std::borrow::Cow;

use crate::data::text::amount::is_quantity;
use crate::data::text::quantity::{Convention, Spellings};
use crate::data::text::records::cell;

/// Writes the numbers below a line of names with decimal dots, in columns whose comma is the decimal mark. What it is in a
/// column is told by its cells, else by the other columns.
pub fn with_dots(lines: &mut [Vec<Cow<[u8]>>], semicolons: bool) {
    let Some((names, rows)) = lines.split_first_mut() else { return };
    if !rows.iter().flatten().any(|field| field.contains(&b',')) {
        return;
    }
    let mut columns = vec![Spellings::default(); names.len()];
    // Names that repeat begin a second table.
    for row in rows.iter().filter(|row| row.first() != names.first()) {
        columns.iter_mut().zip(row).for_each(|(column, field)| column.add(&cell(field.clone()), true));
    }
    let mut file = Convention::of(semicolons);
    columns.iter().for_each(|column| file.add(column));
    for (at, column) in columns.iter().enumerate() {
        let notation = column.notation(file, None, true, true).filter(|notation| notation.comma_is_decimal);
        let Some(notation) = notation else { continue };
        for field in rows.iter_mut().filter_map(|row| row.get_mut(at)) {
            let Some(text) = std::str::from_utf8(field).ok().filter(|text| is_quantity(text)) else { continue };
            let text = if notation.dot_is_decimal { text.to_owned() } else { text.replace('.', "") };
            *field = Cow::Owned(text.replace(',', ".").into_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cells of one row below the names, after it.
    fn row<'a>(cells: &[&'a str]) -> Vec<String> {
        let names = cells.iter().map(|_| Cow::Borrowed(&b"name"[..])).collect();
        let row: Vec<Cow<'a, [u8]>> = cells.iter().map(|cell| Cow::Borrowed(cell.as_bytes())).collect();
        let mut lines = vec![names, row];
        with_dots(&mut lines, false);
        lines[1].iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
    }

    #[test]
    fn a_cell_that_can_only_be_decimal_tells_of_the_others() {
        assert_eq!(row(&["1,000%", "20,02901", "a,b"]), ["1.000%", "20.02901", "a,b"]);
        assert_eq!(row(&["2,000%", ",60000", "1.024,5"]), ["2.000%", ".60000", "1024.5"]);
        assert_eq!(row(&["0,125%", "351"]), ["0.125%", "351"]);
        for as_it_was in [&["1,000%", "20"][..], &["1,024", "0.5%"], &["1,024,000", "20,029"]] {
            assert_eq!(row(as_it_was), as_it_was, "thousands, perhaps");
        }
    }
}

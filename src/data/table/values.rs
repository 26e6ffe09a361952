//! Values of a column from a list of numbers or texts, each of which may be missing.

use super::column::Values;
use super::column_builder::ColumnBuilder;
use super::kind::ValueKind;
use super::number;
use crate::analysis::stats::round::MAX_EXACT_INTEGER;

/// Numbers where all texts are numbers, else the texts.
pub fn of_texts(texts: &[Option<&str>]) -> Values {
    let number = |text: &str| number::parse(text).filter(|value| value.is_finite());
    let numbers: Option<Vec<Option<f64>>> =
        texts.iter().map(|text| text.map_or(Some(None), |text| number(text).map(Some))).collect();
    numbers.map_or_else(|| of_labels(texts), |numbers| of_numbers(&numbers))
}

/// Whole numbers where all are, else floats.
pub fn of_numbers(numbers: &[Option<f64>]) -> Values {
    let whole = |value: f64| value.fract() == 0.0 && value.abs() <= MAX_EXACT_INTEGER;
    let all_whole = numbers.iter().flatten().all(|&value| whole(value));
    let mut builder = ColumnBuilder::new(if all_whole { ValueKind::Signed } else { ValueKind::Float }, numbers.len());
    for &value in numbers {
        if all_whole {
            builder.int(value.map(|value| value as i64));
        } else {
            builder.float(value);
        }
    }
    builder.finish()
}

/// The texts.
pub fn of_labels(texts: &[Option<&str>]) -> Values {
    let mut builder = ColumnBuilder::new(ValueKind::Text, texts.len());
    texts.iter().for_each(|text| builder.bytes(text.map(str::as_bytes)));
    builder.finish()
}

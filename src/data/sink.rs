//! Collects the decoded values of one column into an arrow array.

use arrow::array::{BooleanArray, Float64Array, Int64Array};
use arrow::buffer::NullBuffer;

use super::column::Values;
use super::kind::Kind;
use super::text::TextBuilder;
use super::time;

/// Whole numbers up to here are exact in an `f64`.
const EXACT: i64 = 1 << 53;

/// The column so far. One `push` for each row, by the stored type; `None` is null.
pub struct Sink {
    kind: Kind,
    valid: Vec<bool>,
    bools: Vec<bool>,
    ints: Vec<i64>,
    floats: Vec<f64>,
    text: TextBuilder,
}

impl Sink {
    /// An empty column of `kind`, with room for `rows` rows.
    pub fn new(kind: Kind, rows: usize) -> Self {
        let room = |wanted: bool| if wanted { rows } else { 0 };
        let ints = matches!(kind, Kind::Signed | Kind::Unsigned);
        let floats = matches!(kind, Kind::Float | Kind::Decimal { .. });
        Self {
            kind,
            valid: Vec::with_capacity(room(ints || floats || kind == Kind::Bool)),
            bools: Vec::with_capacity(room(kind == Kind::Bool)),
            ints: Vec::with_capacity(room(ints)),
            floats: Vec::with_capacity(room(floats)),
            text: TextBuilder::default(),
        }
    }

    /// A stored boolean.
    pub fn bool(&mut self, value: Option<bool>) {
        self.valid.push(value.is_some());
        self.bools.push(value.unwrap_or_default());
    }

    /// A stored whole number.
    pub fn int(&mut self, value: Option<i64>) {
        match self.kind {
            Kind::Decimal { scale } => self.float(value.map(|v| v as f64 / 10f64.powi(scale))),
            Kind::Date => self.string(value.map(time::date)),
            Kind::Timestamp { per_second } => self.string(value.map(|v| time::timestamp(v, per_second))),
            _ => {
                self.valid.push(value.is_some());
                self.ints.push(value.unwrap_or_default());
            }
        }
    }

    /// A stored fraction.
    pub fn float(&mut self, value: Option<f64>) {
        self.valid.push(value.is_some());
        self.floats.push(value.unwrap_or(f64::NAN));
    }

    /// Stored bytes.
    pub fn bytes(&mut self, value: Option<&[u8]>) {
        match (self.kind, value) {
            (Kind::Decimal { scale }, _) => self.float(value.map(|v| big_endian(v) / 10f64.powi(scale))),
            (Kind::Float, _) => self.float(value.map(half)),
            (Kind::Hex, Some(bytes)) => {
                let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                self.text.push(hex.as_bytes());
            }
            (_, Some(bytes)) => self.text.push(bytes),
            (_, None) => self.text.push_null(),
        }
    }

    fn string(&mut self, value: Option<String>) {
        match value {
            Some(text) => self.text.push(text.as_bytes()),
            None => self.text.push_null(),
        }
    }

    /// The finished column.
    pub fn finish(self) -> Values {
        match self.kind {
            Kind::Bool => Values::Bool(BooleanArray::new(self.bools.into(), nulls(self.valid))),
            Kind::Signed | Kind::Unsigned => finish_ints(self.ints, self.valid, self.kind == Kind::Unsigned),
            Kind::Float | Kind::Decimal { .. } => {
                let array = Float64Array::new(self.floats.into(), nulls(self.valid));
                Values::Number { array, integral: false }
            }
            Kind::Date | Kind::Timestamp { .. } | Kind::Text | Kind::Hex => Values::Text(self.text.finish()),
        }
    }
}

/// Whole numbers become `f64` when that keeps them exact. Unsigned ones beyond `i64` are rounded: no column of a run
/// table counts that far, and an id that does is only looked at.
fn finish_ints(ints: Vec<i64>, valid: Vec<bool>, unsigned: bool) -> Values {
    let wraps = unsigned && ints.iter().any(|&v| v < 0);
    if !wraps && ints.iter().any(|v| v.unsigned_abs() > EXACT as u64) {
        return Values::BigInt(Int64Array::new(ints.into(), nulls(valid)));
    }
    let float = |(&v, &valid): (&i64, &bool)| match (valid, unsigned) {
        (false, _) => f64::NAN,
        (true, false) => v as f64,
        (true, true) => v as u64 as f64,
    };
    let floats: Vec<f64> = ints.iter().zip(&valid).map(float).collect();
    Values::Number { array: Float64Array::new(floats.into(), nulls(valid)), integral: true }
}

fn nulls(valid: Vec<bool>) -> Option<NullBuffer> {
    valid.contains(&false).then(|| valid.into())
}

/// A signed big-endian number of any length, as decimals are stored; rounded once up to 16 bytes, and beyond them at
/// each byte.
fn big_endian(bytes: &[u8]) -> f64 {
    let negative = bytes.first().is_some_and(|&byte| byte >= 0x80);
    if bytes.len() <= 16 {
        let wide = bytes.iter().fold(if negative { -1i128 } else { 0 }, |sum, &byte| sum << 8 | i128::from(byte));
        return wide as f64;
    }
    // Two's complement: the flipped digits are one less than the magnitude. (Subtracting a power of 256 instead would
    // leave nothing of a small negative number.)
    let flip = if negative { 0xff } else { 0 };
    let digits = bytes.iter().fold(0f64, |sum, &byte| sum * 256.0 + f64::from(byte ^ flip));
    if negative { -digits - 1.0 } else { digits }
}

/// IEEE 754 half precision, little-endian.
fn half(bytes: &[u8]) -> f64 {
    let &[low, high] = bytes else { return f64::NAN };
    let bits = u16::from_le_bytes([low, high]);
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let exponent = i32::from(bits >> 10 & 0x1f);
    let fraction = f64::from(bits & 0x3ff);
    sign * match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * 2f64.powi(exponent - 25),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves() {
        let of = |bits: u16| half(&bits.to_le_bytes());
        assert_eq!(of(0x3c00), 1.0);
        assert_eq!(of(0xc000), -2.0);
        assert_eq!(of(0x0001), 2f64.powi(-24));
        assert_eq!(of(0x7c00), f64::INFINITY);
        assert!(of(0x7e00).is_nan());
        assert!(half(&[1]).is_nan());
    }

    #[test]
    fn decimals_of_any_length() {
        assert_eq!(big_endian(&[0xff, 0x85]), -123.0);
        assert_eq!(big_endian(&[0x01, 0x00]), 256.0);
        let mut long = vec![0xff; 20];
        assert_eq!(big_endian(&long), -1.0);
        long[19] = 0x85;
        assert_eq!(big_endian(&long), -123.0);
        assert_eq!(big_endian(&[]), 0.0);
        long[0] = 0;
        assert!(big_endian(&long) > 1e40);
    }

    #[test]
    fn big_whole_numbers_are_not_rounded() {
        let finish = |ints: Vec<i64>, unsigned| {
            let valid = vec![true; ints.len()];
            finish_ints(ints, valid, unsigned)
        };
        assert!(matches!(finish(vec![1, EXACT], false), Values::Number { integral: true, .. }));
        assert!(matches!(finish(vec![1, EXACT + 1], false), Values::BigInt(_)));
        let Values::Number { array, .. } = finish(vec![-1], true) else { panic!("u64::MAX is shown rounded") };
        assert_eq!(array.value(0), 18_446_744_073_709_551_615.0);
    }
}

//! Value types of columns, and their mapping from parquet's types.

use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::schema::types::ColumnDescriptor;

/// Type of a flat column's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// True or false.
    Bool,
    /// Signed integers.
    Signed,
    /// Unsigned integers.
    Unsigned,
    /// Floating-point numbers of 16, 32 or 64 bits.
    Float,
    /// Integers that are divided by a power of ten.
    Decimal {
        /// The exponent of that power.
        scale: i32,
    },
    /// Days since 1970.
    Date,
    /// Time since 1970.
    Timestamp {
        /// Units per second.
        per_second: i64,
    },
    /// UTF-8.
    Text,
    /// Bytes that are not text, shown in hexadecimal.
    Hex,
}

impl ValueKind {
    /// The kind of a column; `None` if it is nested or repeated.
    pub fn of(column: &ColumnDescriptor) -> Option<Self> {
        if column.max_rep_level() > 0 || column.path().parts().len() != 1 {
            return None;
        }
        let meant = column
            .logical_type_ref()
            .map_or_else(|| Self::of_converted(column.converted_type(), column.type_scale()), Self::of_logical);
        Some(meant.filter(|kind| kind.fits(column.physical_type())).unwrap_or_else(|| plain(column)))
    }

    fn of_logical(logical: &LogicalType) -> Option<Self> {
        Some(match logical {
            LogicalType::Integer(int) if !int.is_signed => Self::Unsigned,
            LogicalType::Decimal(decimal) => Self::Decimal { scale: decimal.scale },
            LogicalType::Date => Self::Date,
            LogicalType::Timestamp(timestamp) => Self::Timestamp { per_second: per_second(&timestamp.unit) },
            LogicalType::Float16 => Self::Float,
            LogicalType::Bson | LogicalType::Geometry(_) | LogicalType::Geography(_) => Self::Hex,
            _ => return None,
        })
    }

    fn of_converted(converted: ConvertedType, scale: i32) -> Option<Self> {
        Some(match converted {
            ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64 => {
                Self::Unsigned
            }
            ConvertedType::DECIMAL => Self::Decimal { scale },
            ConvertedType::DATE => Self::Date,
            ConvertedType::TIMESTAMP_MILLIS => Self::Timestamp { per_second: 1_000 },
            ConvertedType::TIMESTAMP_MICROS => Self::Timestamp { per_second: 1_000_000 },
            ConvertedType::BSON => Self::Hex,
            _ => return None,
        })
    }

    /// Whether the logical type fits the physical one: a malformed footer may claim a date made of strings.
    fn fits(self, stored: Type) -> bool {
        match self {
            Self::Unsigned => matches!(stored, Type::INT32 | Type::INT64),
            Self::Date => stored == Type::INT32,
            Self::Timestamp { .. } => stored == Type::INT64,
            Self::Decimal { scale } => {
                (0..=38).contains(&scale) && !matches!(stored, Type::BOOLEAN | Type::FLOAT | Type::DOUBLE | Type::INT96)
            }
            Self::Float => stored == Type::FIXED_LEN_BYTE_ARRAY,
            Self::Hex => matches!(stored, Type::BYTE_ARRAY | Type::FIXED_LEN_BYTE_ARRAY),
            Self::Bool | Self::Signed | Self::Text => true,
        }
    }
}

fn plain(column: &ColumnDescriptor) -> ValueKind {
    match column.physical_type() {
        Type::BOOLEAN => ValueKind::Bool,
        Type::INT32 | Type::INT64 => ValueKind::Signed,
        Type::INT96 => ValueKind::Timestamp { per_second: 1_000_000_000 },
        Type::FLOAT | Type::DOUBLE => ValueKind::Float,
        Type::BYTE_ARRAY => ValueKind::Text,
        Type::FIXED_LEN_BYTE_ARRAY => ValueKind::Hex,
    }
}

fn per_second(unit: &TimeUnit) -> i64 {
    match unit {
        TimeUnit::MILLIS => 1_000,
        TimeUnit::MICROS => 1_000_000,
        TimeUnit::NANOS => 1_000_000_000,
    }
}

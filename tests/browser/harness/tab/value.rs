//! Conversion of JavaScript results to Rust types.

use serde_json::Value;

/// What an expression's value can be read as. (serde would do, but its traits are no dependency of ours.)
pub trait FromJs: Sized {
    fn from_js(value: Value) -> Option<Self>;
}

impl FromJs for Value {
    fn from_js(value: Value) -> Option<Self> {
        Some(value)
    }
}

impl FromJs for bool {
    fn from_js(value: Value) -> Option<Self> {
        value.as_bool()
    }
}

impl FromJs for f64 {
    fn from_js(value: Value) -> Option<Self> {
        value.as_f64()
    }
}

impl FromJs for usize {
    fn from_js(value: Value) -> Option<Self> {
        value.as_u64()?.try_into().ok()
    }
}

impl FromJs for String {
    fn from_js(value: Value) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }
}

impl<T: FromJs> FromJs for Option<T> {
    fn from_js(value: Value) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::from_js(value).map(Some) }
    }
}

impl<T: FromJs> FromJs for Vec<T> {
    fn from_js(value: Value) -> Option<Self> {
        let Value::Array(items) = value else { return None };
        items.into_iter().map(T::from_js).collect()
    }
}

/// JavaScript's idea of it.
pub fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(yes) => *yes,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

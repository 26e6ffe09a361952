//! JSON tables, in every common [`Layout`].
//!
//! Decisions. Nested objects are flattened with dots, arrays inside a row are left out and named. Of two equal names
//! in one object the last counts, as in browsers and in Python. `NaN` and `Infinity`, bare as Python writes them or
//! quoted as strict writers do, are numbers (NaN is a missing one); any other string is text, even `"1"`.

pub(crate) mod layout;
pub(crate) mod reader;
pub(crate) mod rows;

pub use self::layout::Layout;
pub use self::rows::walk;

//! JSON tables, in every layout of [`Layout`].
//!
//! Nested objects are flattened with dots, arrays inside a row are left out and named. Of two equal names
//! in one object the last counts, as in browsers and in Python. `NaN` and `Infinity`, bare as Python and `printf` write
//! them or quoted as strict writers do, are numbers: NaN is a missing one, and an infinite measure is never ranked. Any
//! other string is text, and a column of strings that are all numbers becomes one of numbers if its name is that of a
//! measure ([`quantity`](super::quantity)). Scalars beside wrapped rows hold for all of them and become columns, but for
//! measures, which are totals; of what is nested beside them only what names the machine, the engine or the model.

pub(crate) mod evidence;
pub(crate) mod layout;
pub(crate) mod named;
pub(crate) mod reader;
pub(crate) mod rows;
pub(crate) mod wrapped;

pub use self::layout::Layout;
pub use self::rows::walk;

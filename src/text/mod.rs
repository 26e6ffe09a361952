//! Text inside other text: in an address, in markup, as a name among names.

pub mod markup;
pub mod percent;
pub mod unique_name;

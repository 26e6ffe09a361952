//! Text inside other text: percent-encoding in addresses, escapes in markup and in a
//! shell, unique names, invisible characters, how many more there are.
//!
//! One encoder and one escape for each language: other modules have none of their own.

pub mod and_more;
pub mod foreign;
pub mod markup;
pub mod percent;
pub mod shell;
pub mod unique_name;

//! The individual tables behind a joined one, for facts that only hold within one table (percentiles, short runs).

use std::sync::Arc;

/// One of several tables side by side.
#[derive(Clone, Debug)]
pub struct Part<T> {
    /// What it is called beside the others.
    pub name: String,
    /// The row of all tables at which it begins.
    pub first: usize,
    /// As if it stood alone.
    pub runs: Arc<T>,
}

//! The same configuration with one thing changed.

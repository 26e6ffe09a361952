//! Numbers as text, written the same everywhere on the page. Units and sentences are in [`crate::page`].

pub mod numbers;

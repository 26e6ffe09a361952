//! The answer: which configuration is cheapest, in a view, in sentences, as Markdown.

pub mod markdown;
pub mod view;
pub mod words;

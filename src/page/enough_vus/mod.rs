//! "Did we try enough VUs?": whether throughput still rose at the highest load of each configuration.

pub mod groups;
pub mod view;
pub mod words;

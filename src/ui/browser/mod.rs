//! The browser's interfaces: address bar, history, clipboard, downloads, observers, lazy code. Without components.

pub mod address;
pub(crate) mod clipboard;
pub(crate) mod crash;
pub(crate) mod download;
pub(crate) mod embedding;
pub(crate) mod history;
pub(crate) mod lazy_code;
pub(crate) mod observe;
pub(crate) mod own_files;
pub mod staggered;
pub mod storage;

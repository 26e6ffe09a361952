//! Harness of the browser tests: browsers, tabs, the page's fixture, a fake Hub, servers.

pub mod body;
pub mod chromium;
pub mod devtools;
pub mod drivers;
pub mod home;
pub mod http;
pub mod hub;
pub mod polling;
pub mod process;
pub mod requests;
pub mod run;
pub mod self_test;
pub mod self_test_browser;
pub mod self_test_drivers;
pub mod self_test_hub;
pub mod site;
pub mod stage;
pub mod tab;

pub use run::{eventually, project, run};

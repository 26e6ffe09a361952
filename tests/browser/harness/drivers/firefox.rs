//! Firefox, driven by geckodriver.

use super::program;
use super::session::Session;
use crate::harness::process::Process;
use crate::harness::project;
use serde_json::json;
use std::path::PathBuf;
use std::process::Command;

pub struct Programs {
    firefox: PathBuf,
    driver: PathBuf,
}

impl Programs {
    /// Words on what is missing otherwise.
    pub fn find() -> Result<Self, String> {
        Ok(Self {
            firefox: program(&["firefox-esr", "firefox"], "firefox-esr")?,
            driver: program(&["geckodriver", &in_tools("geckodriver")], "it by 'tools/setup.sh test'")?,
        })
    }
}

/// Where `tools/setup.sh test` puts a program.
fn in_tools(name: &str) -> String {
    let folder = Command::new(project("tools/setup.sh")).arg("path").output().expect("it is a program");
    format!("{}/{name}", String::from_utf8_lossy(&folder.stdout).trim())
}

pub async fn launch() -> Session {
    let Programs { firefox, driver } = Programs::find().unwrap_or_else(|missing| panic!("{missing}"));
    let (process, lines) = Process::start("Firefox", |folder, command| {
        command.arg(driver).args(["--port", "0", "--binary"]).arg(firefox).arg("--profile-root").arg(folder);
        command.env("TMPDIR", folder).env("HOME", folder);
    });
    let port = lines.announced(|line| line.split_once("Listening on 127.0.0.1:").map(|(_, port)| port.to_owned()));
    let port = port.trim().parse().expect("a port is a number");
    let downloads = process.folder().join("downloads");
    let preferences = json!({
        "browser.download.folderList": 2,
        "browser.download.dir": downloads,
        "browser.download.alwaysOpenPanel": false,
        // Nobody but the test's servers is asked.
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
    });
    let capabilities = json!({
        "browserName": "firefox",
        "moz:firefoxOptions": { "args": ["-headless", "-width=1280", "-height=990"], "prefs": preferences },
    });
    Session::start("Firefox", port, capabilities, downloads, vec![process]).await
}

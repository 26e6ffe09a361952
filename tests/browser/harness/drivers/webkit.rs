//! WebKitGTK's MiniBrowser on a screen of its own, driven by WebKitWebDriver.

use super::program;
use super::session::Session;
use crate::harness::process::Process;
use serde_json::json;
use std::net::TcpListener;
use std::path::PathBuf;

pub struct Programs {
    browser: PathBuf,
    driver: PathBuf,
    screen: PathBuf,
}

impl Programs {
    /// Words on what is missing otherwise.
    pub fn find() -> Result<Self, String> {
        Ok(Self {
            browser: mini_browser().ok_or("no WebKitGTK MiniBrowser: install libwebkit2gtk-4.1-0")?,
            driver: program(&["WebKitWebDriver"], "webkit2gtk-driver")?,
            screen: program(&["Xvfb"], "xvfb")?,
        })
    }
}

/// It lies beside the library, in a folder with the library's version and the processor in its path.
fn mini_browser() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").ok()?.filter_map(|folder| folder.ok().map(|folder| folder.path()));
    let all = folders.flat_map(|folder| {
        ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"].map(|library| folder.join(library).join("MiniBrowser"))
    });
    all.into_iter().find(|file| file.is_file())
}

pub async fn launch() -> Session {
    let Programs { browser, driver, screen } = Programs::find().unwrap_or_else(|missing| panic!("{missing}"));
    let (screen, lines) = Process::start("Xvfb", |_, command| {
        command.arg(screen).args(["-displayfd", "2", "-screen", "0", "1500x1200x24", "-nolisten", "tcp"]);
    });
    let number = lines.announced(|line| line.trim().parse::<u32>().ok().map(|number| number.to_string()));
    let port = free_port();
    let (process, _) = Process::start("WebKit", |folder, command| {
        let config = folder.join("config");
        std::fs::create_dir_all(&config).expect("a temporary folder can be made");
        let downloads = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", folder.join("downloads").display());
        std::fs::write(config.join("user-dirs.dirs"), downloads).expect("a temporary file can be written");
        command.arg(driver).arg(format!("--port={port}")).envs(VARIABLES).env("DISPLAY", format!(":{number}"));
        command.env("XDG_CONFIG_HOME", config).env("HOME", folder).env("TMPDIR", folder);
        command.env("XDG_DATA_HOME", folder.join("data")).env("XDG_CACHE_HOME", folder.join("cache"));
    });
    let downloads = process.folder().join("downloads");
    let options = json!({ "binary": browser, "args": ["--automation"] });
    let capabilities = json!({ "webkitgtk:browserOptions": options });
    Session::start("WebKit", port, capabilities, downloads, vec![process, screen]).await
}

const VARIABLES: [(&str, &str); 7] = [
    ("GDK_BACKEND", "x11"),
    ("LIBGL_ALWAYS_SOFTWARE", "1"),
    // Containers have no namespaces to make a sandbox of.
    ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1"),
    ("NO_AT_BRIDGE", "1"),
    ("GTK_A11Y", "none"),
    // Without a graphics card frames come three times as fast so.
    ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
    ("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1"),
];

/// The driver does not say which port it found.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free local port");
    listener.local_addr().expect("a bound socket has an address").port()
}

//! Tests of the page outside a tab of its own: frames without an origin, files. A test cannot look into a frame
//! of another origin, so the page in it answers questions.

mod anchors;
mod embedded;
mod frame;
mod keyboard;
mod layout;
pub mod notebook;
mod offline;
mod one_file;
mod pasted;
mod phone;
mod policy;
mod program;
mod reading;
mod space;
mod told;
mod updates;

use crate::harness::http::{Response, Server};
use crate::harness::run::project;
use crate::harness::site::dist;
use crate::harness::stage::id;
use crate::harness::tab::{Tab, quote};
use std::path::PathBuf;
use std::process::Command;

/// Put before everything else in a framed page: notes what its policy refused, and answers the frame's parent.
pub const ANSWERS: &str = "
    window.violations = [];
    addEventListener('securitypolicyviolation', event =>
        violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
    addEventListener('message', ({ data, source }) => {
        if (!data || !data.question) return;
        const element = document.querySelector(data.selector);
        const value = {
            text: () => element?.innerText ?? null,
            attribute: () => element?.getAttribute(data.name) ?? null,
                violations: () => violations.join('; '),
            origin: () => self.origin,
        }[data.question]();
        source.postMessage({ answer: data.number, value }, '*');
    });";

/// The parent: frames `attributes` and asks.
const ASKS: &str = "
    let asked = 0;
    window.ask = question => new Promise(resolve => {
        const number = ++asked;
        const hear = ({ data }) => {
            if (data.answer !== number) return;
            removeEventListener('message', hear);
            clearInterval(again);
            resolve(data.value);
        };
        addEventListener('message', hear);
        const put = () => document.querySelector('iframe').contentWindow.postMessage({ number, ...question }, '*');
        const again = setInterval(put, 200);
        put();
    });";

/// A page of another origin, in whose frame a page stands.
pub struct Parent {
    pub server: Server,
}

impl Parent {
    /// `attributes` of the frame; with `srcdoc`, a document that is put into it.
    pub async fn start(attributes: &str, srcdoc: Option<String>) -> Self {
        let put = srcdoc.as_ref().map_or("", |_| {
            "fetch('/framed').then(answer => answer.text()).then(text => document.querySelector('iframe').srcdoc = text);"
        });
        let html = format!(
            "<!doctype html><title>Parent</title><iframe width=900 height=700 {attributes}></iframe>\
             <script>{ASKS}{put}</script>"
        );
        let server = Server::start(move |request| match (request.path(), &srcdoc) {
            ("/framed", Some(page)) => Response::html(page.clone()).into(),
            ("/", _) => Response::html(html.clone()).into(),
            _ => Response::text(404, "Not Found").into(),
        })
        .await;
        Self { server }
    }
}

/// A question to the framed page.
fn question(question: &str, selector: &str, name: &str) -> String {
    format!("ask({{ question: '{question}', selector: {}, name: '{name}' }})", quote(selector))
}

/// Waits until `data-{name}` of the framed page's root has this value.
#[track_caller]
pub fn framed_is(tab: &Tab, name: &str, value: &str) -> impl Future<Output = ()> {
    tab.wait_until(question("attribute", &id("app"), &format!("data-{name}")), value.to_owned())
}

/// Waits until an element of the framed page says this.
#[track_caller]
pub fn framed_says(tab: &Tab, element: &str, words: &str) -> impl Future<Output = ()> {
    tab.wait_for(format!("{}.then(text => text?.includes({}))", question("text", &id(element), ""), quote(words)))
}

#[track_caller]
pub fn framed_points_are(tab: &Tab, count: usize) -> impl Future<Output = ()> {
    tab.wait_until(question("attribute", &id("scatter"), "data-points"), count.to_string())
}

/// What the framed page answers to a question that needs no element.
#[track_caller]
pub fn framed(tab: &Tab, what: &str) -> impl Future<Output = String> {
    tab.eval(question(what, "html", ""))
}

/// A folder for a test's files, gone with it.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("isocost-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a temporary folder can be made");
        Self(folder)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left behind is the system's to clean.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs one of our tools as the Makefile does, on the built page.
pub fn tool(name: &str, arguments: &[&str], variables: &[(&str, &str)]) {
    let mut command = Command::new("node");
    command.current_dir(project("")).arg(format!("tools/build/{name}")).arg(dist()).args(arguments);
    let output = command.envs(variables.iter().copied()).output().expect("node runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "tools/build/{name} failed: {stderr}");
}

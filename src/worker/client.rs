//! The page's side: one worker, one request at a time, and patience with an end.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Function, JSON};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::{document, set_timeout_with_handle};
use std::time::Duration;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, MessageEvent, Url, Worker};

use super::main_thread;
use super::message::{from_request, to_reply};
use super::protocol::{Failure, FailureKind, Reply, Request};

/// A worker that says nothing for so long is taken for hung. Downloads keep it talking, decoding does not: a million
/// rows take a few seconds.
const PATIENCE: Duration = Duration::from_secs(30);

/// Who hears what comes of a request.
pub type Hear = Rc<dyn Fn(Reply<ArrayBuffer>)>;

/// Asks the worker, and makes another one whenever there is none.
#[derive(Clone)]
pub struct Client(Rc<RefCell<Inner>>);

struct Inner {
    /// Addresses of the module's script and code.
    module: (String, String),
    patience: Duration,
    worker: Option<Worker>,
    ready: bool,
    /// Cannot be had here: another origin's rules, an old browser.
    no_workers: bool,
    /// The request under way: who hears, and the message until it could be posted.
    hear: Option<Hear>,
    waiting: Option<(JsValue, Array)>,
    /// Counts requests, so that what belongs to an older one is not heard.
    asked: u64,
    watchdog: Option<TimeoutHandle>,
}

impl Client {
    /// A client of the module that the page names; `patience` instead of half a minute.
    #[must_use]
    pub fn new(patience: Option<Duration>) -> Self {
        Self(Rc::new(RefCell::new(Inner {
            module: module(),
            patience: patience.unwrap_or(PATIENCE),
            worker: None,
            ready: false,
            no_workers: false,
            hear: None,
            waiting: None,
            asked: 0,
            watchdog: None,
        })))
    }

    /// Forgets the request under way, if any, and puts this one.
    pub fn ask(&self, request: &Request<ArrayBuffer>, hear: Hear) {
        self.stop();
        let message = from_request(request);
        let (asked, ready) = {
            let mut inner = self.0.borrow_mut();
            inner.asked += 1;
            inner.hear = Some(hear);
            inner.waiting = Some(message);
            if inner.worker.is_none() && !inner.no_workers {
                inner.worker = self.spawn(&inner.module);
                inner.no_workers = inner.worker.is_none();
            }
            (inner.asked, inner.ready || inner.no_workers)
        };
        self.watch(asked);
        if ready {
            self.post();
        }
    }

    /// Ends what is under way; a worker in the middle of something is thrown away.
    pub fn stop(&self) {
        let mut inner = self.0.borrow_mut();
        if let Some(watchdog) = inner.watchdog.take() {
            watchdog.clear();
        }
        if inner.hear.take().is_some() && inner.ready {
            inner.discard();
        }
    }

    fn spawn(&self, (js, wasm): &(String, String)) -> Option<Worker> {
        let worker = Worker::new(&bootstrap(js, wasm)?).ok()?;
        let client = self.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let asked = client.0.borrow().asked;
            client.heard(asked, &event.data());
        });
        worker.set_onmessage(Some(on_message.into_js_value().unchecked_ref()));
        let client = self.clone();
        let on_error = Closure::<dyn Fn(JsValue)>::new(move |_: JsValue| client.died());
        worker.set_onerror(Some(on_error.into_js_value().unchecked_ref()));
        Some(worker)
    }

    /// Hands over the request that waits.
    fn post(&self) {
        let (worker, message, asked) = {
            let mut inner = self.0.borrow_mut();
            let Some(message) = inner.waiting.take() else { return };
            (inner.worker.clone(), message, inner.asked)
        };
        if let Some(worker) = worker {
            worker.post_message_with_transfer(&message.0, &message.1).ok();
            return;
        }
        let client = self.clone();
        let tell = Closure::<dyn Fn(JsValue)>::new(move |reply: JsValue| client.heard(asked, &reply)).into_js_value();
        let client = self.clone();
        let (js, wasm) = self.0.borrow().module.clone();
        let failed = move || client.fail(FailureKind::Other, NO_READER);
        main_thread::read(document(), js, wasm, message.0, tell.unchecked_into::<Function>(), failed);
    }

    fn heard(&self, asked: u64, message: &JsValue) {
        let Some(reply) = to_reply(message) else { return };
        if asked != self.0.borrow().asked {
            return;
        }
        self.watch(asked);
        match reply {
            Reply::Ready => {
                self.0.borrow_mut().ready = true;
                self.post();
            }
            Reply::Alive => {}
            reply if reply.is_last() => self.finish(reply),
            reply => {
                let hear = self.0.borrow().hear.clone();
                if let Some(hear) = hear {
                    hear(reply);
                }
            }
        }
    }

    /// The worker's script threw. Before it was ready that means that there are no workers here.
    fn died(&self) {
        let was_ready = {
            let mut inner = self.0.borrow_mut();
            let was_ready = inner.ready;
            if let Some(watchdog) = inner.watchdog.take() {
                watchdog.clear();
            }
            inner.discard();
            inner.no_workers |= !was_ready;
            was_ready
        };
        if was_ready {
            self.fail(FailureKind::Crashed, CRASHED);
        } else {
            self.post();
        }
    }

    /// Waits anew.
    fn watch(&self, asked: u64) {
        let client = self.clone();
        let mut inner = self.0.borrow_mut();
        if let Some(watchdog) = inner.watchdog.take() {
            watchdog.clear();
        }
        // On the page's own thread nobody could tell.
        if inner.hear.is_none() || inner.no_workers {
            return;
        }
        let give_up = move || {
            if client.0.borrow().asked == asked {
                client.0.borrow_mut().discard();
                client.fail(FailureKind::Crashed, SILENT);
            }
        };
        inner.watchdog = set_timeout_with_handle(give_up, inner.patience).ok();
    }

    fn fail(&self, kind: FailureKind, words: &str) {
        self.finish(Reply::Failed(Failure { kind, words: words.to_owned() }));
    }

    fn finish(&self, reply: Reply<ArrayBuffer>) {
        let hear = {
            let mut inner = self.0.borrow_mut();
            if let Some(watchdog) = inner.watchdog.take() {
                watchdog.clear();
            }
            inner.waiting = None;
            inner.hear.take()
        };
        if let Some(hear) = hear {
            hear(reply);
        }
    }
}

impl Inner {
    fn discard(&mut self) {
        if let Some(worker) = self.worker.take() {
            worker.terminate();
        }
        self.ready = false;
    }
}

const CRASHED: &str = "Reading this file crashed the part of the page that reads files, which has been started anew. \
                       The file is damaged in a way that is not foreseen here, or too large for this browser's memory.";
const SILENT: &str = "Reading this file took too long without a sign of life and was stopped. \
                      Reduce it to one row per load test, or try again.";
const NO_READER: &str = "The part of the page that reads files could not be loaded. \
                         Check the network and load the page again.";

/// The addresses of script and code, in one `<meta>`, whole: a worker made of a blob knows no folder.
fn module() -> (String, String) {
    let named = document()
        .query_selector("meta[name='isocost-reader']")
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_default();
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let whole = |name: &str| Url::new_with_base(name, &base).map_or_else(|_| name.to_owned(), |url| url.href());
    let (js, wasm) = named.split_once(' ').unwrap_or(("reader.js", "reader_bg.wasm"));
    (whole(js), whole(wasm))
}

/// The address of a worker's first script. A blob, because a frame without an origin may start no other worker.
fn bootstrap(js: &str, wasm: &str) -> Option<String> {
    let quoted = |text: &str| JSON::stringify(&text.into()).ok().map(String::from);
    // What goes wrong in a promise would not reach the page by itself.
    let script = format!(
        "onunhandledrejection=e=>setTimeout(()=>{{throw e.reason}});\
         importScripts({});wasm_bindgen({{module_or_path:{}}})",
        quoted(js)?,
        quoted(wasm)?
    );
    let options = BlobPropertyBag::new();
    options.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&script.into()), &options).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

//! The page's side of the worker: one worker, one request at a time, with a timeout.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Function, Reflect};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::{document, set_timeout_with_handle};
use std::time::Duration;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageEvent, Worker};

use super::main_thread;
use super::message::{SPENT, from_request};
use super::protocol::{Failure, FailureKind, OTHER_BUILD, Reply, Request};
use super::reader_module::Module;
use super::reading::reply;

/// A worker that sends nothing for this long is treated as hung. It sends progress while downloading but not while
/// decoding, which takes a few seconds for a million rows.
const TIMEOUT: Duration = Duration::from_secs(30);

#[wasm_bindgen]
extern "C" {
    /// The worker that was started beside the page, once, if it has not been asked for anything but this request: see
    /// `tools/build/loader/early.js`.
    #[wasm_bindgen(js_namespace = isocost, js_name = reader)]
    fn early_reader(request: &JsValue) -> Option<Worker>;
    /// A new worker.
    #[wasm_bindgen(catch, js_namespace = isocost, js_name = worker)]
    fn start_worker(address: &str) -> Result<Worker, JsValue>;
    /// Why a file of the reader's did not come, as its worker said, or the first of these files: a sentence.
    #[wasm_bindgen(catch, js_namespace = isocost, js_name = why)]
    async fn cause(said: &str, other: &str) -> Result<JsValue, JsValue>;
}

/// Callback for the replies to a request.
pub type OnReply = Rc<dyn Fn(Reply<ArrayBuffer>)>;

/// Sends requests to the worker, and starts a worker whenever there is none.
#[derive(Clone)]
pub struct Client(Rc<RefCell<Inner>>);

struct Inner {
    module: Module,
    timeout: Duration,
    worker: Option<Worker>,
    ready: bool,
    /// Workers cannot be started here: a sandboxed frame, an old browser.
    no_workers: bool,
    /// The request under way: its callback, its message until the worker is ready, and whether the worker has it. One
    /// that was started beside the page may have it before it is ready.
    on_reply: Option<OnReply>,
    waiting: Option<(JsValue, Array)>,
    is_posted: bool,
    /// Counts requests, so that replies to older ones are ignored.
    generation: u64,
    /// The last request for which a worker was replaced that had ended before its first word.
    replaced: u64,
    watchdog: Option<TimeoutHandle>,
}

impl Client {
    /// A client of the module that the page names; `timeout` replaces the default of half a minute.
    #[must_use]
    pub fn new(timeout: Option<Duration>) -> Self {
        Self(Rc::new(RefCell::new(Inner {
            module: Module::named(),
            timeout: timeout.unwrap_or(TIMEOUT),
            worker: None,
            ready: false,
            no_workers: false,
            on_reply: None,
            waiting: None,
            is_posted: false,
            generation: 0,
            replaced: 0,
            watchdog: None,
        })))
    }

    /// Sends a request; cancels the one under way, if any.
    pub fn ask(&self, request: &Request<ArrayBuffer>, on_reply: OnReply) {
        self.stop();
        let message = from_request(request);
        let (generation, ready) = {
            let mut inner = self.0.borrow_mut();
            inner.generation += 1;
            inner.on_reply = Some(on_reply);
            inner.waiting = Some(message);
            self.start(&mut inner);
            (inner.generation, inner.ready || inner.no_workers)
        };
        self.watch(generation);
        if ready {
            self.post();
        }
    }

    /// Cancels the request under way by terminating the worker.
    pub fn stop(&self) {
        let mut inner = self.0.borrow_mut();
        if let Some(watchdog) = inner.watchdog.take() {
            watchdog.clear();
        }
        inner.waiting = None;
        if inner.on_reply.take().is_some() && inner.is_posted {
            inner.discard();
        }
    }

    /// Whether the worker inherits the page's Content-Security-Policy, so that it may connect only where the page may.
    #[must_use]
    pub fn is_bound(&self) -> bool {
        let inner = self.0.borrow();
        inner.no_workers || !inner.module.is_beside()
    }

    /// Starts a worker where there is none and one can be had.
    fn start(&self, inner: &mut Inner) {
        if inner.worker.is_some() || inner.no_workers {
            return;
        }
        let early = inner.waiting.as_ref().and_then(|(request, _)| early_reader(request));
        let is_asked = |early| Reflect::get(early, &"asked".into()).is_ok_and(|asked| asked.is_truthy());
        inner.is_posted = early.as_ref().is_some_and(|early| is_asked(early));
        inner.worker = early.or_else(|| start_worker(&inner.module.address()?).ok());
        inner.no_workers = inner.worker.is_none();
        if let Some(worker) = &inner.worker {
            self.listen(worker);
        }
    }

    fn listen(&self, worker: &Worker) {
        let client = self.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let generation = client.0.borrow().generation;
            client.handle_reply(generation, &event.data());
        });
        worker.set_onmessage(Some(on_message.into_js_value().unchecked_ref()));
        let client = self.clone();
        let on_error = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| client.handle_error(&event));
        worker.set_onerror(Some(on_error.into_js_value().unchecked_ref()));
    }

    /// Posts the waiting request.
    fn post(&self) {
        let (worker, message, generation) = {
            let mut inner = self.0.borrow_mut();
            if inner.is_posted {
                return;
            }
            let Some(message) = inner.waiting.take() else { return };
            inner.is_posted = true;
            (inner.worker.clone(), message, inner.generation)
        };
        if let Some(worker) = worker {
            worker.post_message_with_transfer(&message.0, &message.1).ok();
            return;
        }
        let client = self.clone();
        let on_reply = Closure::<dyn Fn(JsValue)>::new(move |reply: JsValue| client.handle_reply(generation, &reply))
            .into_js_value();
        let client = self.clone();
        let Module { js, wasm, .. } = self.0.borrow().module.clone();
        let files = (js.clone(), wasm.clone());
        let failed = async move || client.fail_without(generation, &files.0, &files.1).await;
        main_thread::read(document(), js, wasm, message.0, on_reply.unchecked_into::<Function>(), failed);
    }

    fn handle_reply(&self, generation: u64, message: &JsValue) {
        if generation != self.0.borrow().generation {
            return;
        }
        let Some(reply) = reply(message) else {
            self.0.borrow_mut().discard();
            return self.fail(FailureKind::Other, OTHER_BUILD);
        };
        self.watch(generation);
        match reply {
            Reply::Ready => {
                {
                    let mut inner = self.0.borrow_mut();
                    (inner.ready, inner.replaced) = (true, 0);
                }
                self.post();
            }
            Reply::Alive => {}
            reply if reply.is_last() => {
                if Reflect::get(message, &SPENT.into()).is_ok_and(|spent| spent.is_truthy()) {
                    // The next request starts another one.
                    self.0.borrow_mut().discard();
                }
                self.finish(reply);
            }
            reply => {
                let on_reply = self.0.borrow().on_reply.clone();
                if let Some(on_reply) = on_reply {
                    on_reply(reply);
                }
            }
        }
    }

    /// Handles an error in the worker's script, or its end by the browser: another one is started at once. Before the worker
    /// was ready an error means that workers cannot be used here, and so does its end the second time.
    fn handle_error(&self, event: &JsValue) {
        // An event of another kind, where the script itself did not load, has no message.
        let said = Reflect::get(event, &"message".into()).ok().and_then(|said| said.as_string()).unwrap_or_default();
        let (was_ready, again, generation) = {
            let mut inner = self.0.borrow_mut();
            let again = !inner.ready && said == ENDED && inner.replaced != inner.generation;
            if again {
                inner.replaced = inner.generation;
            }
            let was_ready = inner.ready || again;
            if let Some(watchdog) = inner.watchdog.take() {
                watchdog.clear();
            }
            inner.discard();
            inner.no_workers |= !was_ready;
            self.start(&mut inner);
            (was_ready, again, inner.generation)
        };
        if again {
            // It had not begun to read: the next one is asked the same.
            self.watch(generation);
        } else if was_ready && said.contains(OWN_FILE) {
            let client = self.clone();
            spawn_local(async move { client.fail_without(generation, &said, "").await });
        } else if was_ready {
            self.fail(FailureKind::Crashed, CRASHED);
        } else {
            self.post();
        }
    }

    /// Fails for want of a file of the page's own, not by the table.
    async fn fail_without(&self, generation: u64, said: &str, other: &str) {
        let cause = cause(said, other).await.ok().and_then(|cause| cause.as_string()).unwrap_or_default();
        if generation == self.0.borrow().generation {
            self.fail(FailureKind::Other, &format!("{NO_READER} {cause}"));
        }
    }

    /// Restarts the timeout.
    fn watch(&self, generation: u64) {
        let client = self.clone();
        let mut inner = self.0.borrow_mut();
        if let Some(watchdog) = inner.watchdog.take() {
            watchdog.clear();
        }
        // Without a worker the page's own thread is blocked, and no timeout could fire.
        if inner.on_reply.is_none() || inner.no_workers {
            return;
        }
        let give_up = move || {
            if client.0.borrow().generation == generation {
                client.0.borrow_mut().discard();
                client.fail(FailureKind::Crashed, SILENT);
            }
        };
        inner.watchdog = set_timeout_with_handle(give_up, inner.timeout).ok();
    }

    fn fail(&self, kind: FailureKind, words: &str) {
        self.finish(Reply::Failed(Failure { kind, words: words.to_owned() }));
    }

    fn finish(&self, reply: Reply<ArrayBuffer>) {
        let on_reply = {
            let mut inner = self.0.borrow_mut();
            if let Some(watchdog) = inner.watchdog.take() {
                watchdog.clear();
            }
            inner.waiting = None;
            inner.is_posted = false;
            inner.on_reply.take()
        };
        if let Some(on_reply) = on_reply {
            on_reply(reply);
        }
    }
}

impl Inner {
    fn discard(&mut self) {
        if let Some(worker) = self.worker.take() {
            // Its end is no news.
            worker.set_onerror(None);
            worker.terminate();
        }
        self.ready = false;
        self.is_posted = false;
    }
}

/// As `tools/build/loader/gate.js` says that the browser ended a worker.
const ENDED: &str = "ended";
const CRASHED: &str = "Reading this file crashed the part of the page that reads files, which has been restarted. \
                       The file is damaged in an unexpected way, or too large for this browser's memory.";
const SILENT: &str = "Reading this file took too long and was stopped. \
                      Reduce it to one row per load test, or try again.";
const NO_READER: &str = "A part of the page that reads files could not be loaded.";
/// As `tools/build/loader/reader.js` begins what it throws for want of a file.
const OWN_FILE: &str = "isocost:";

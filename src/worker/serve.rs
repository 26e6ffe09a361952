//! The worker's side: receives a request, fetches and decodes the table, sends it packed.

use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Function, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::data::table::Table;
use crate::data::table::pack::{pack_into, packed_length};
use crate::hub::fetch::browser::Fetch;
use crate::hub::fetch::progress::Progress;

use super::main_thread;
use super::message::{from_reply, to_request};
use super::open::{Opened, Outcome, ProgressListener, open};
use super::protocol::{Failure, OTHER_BUILD, PackedTable, Reply};
use super::usual;

/// Interval of the worker's sign of life while a request is under way.
const ALIVE_EVERY_MS: i32 = 1_000;

/// Starts to listen: to messages in a worker; else to calls from the page, which loaded the module as a script.
pub fn start() {
    console_error_panic_hook::set_once();
    match js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
        Ok(scope) => listen(scope),
        Err(global) => {
            let read = Closure::<dyn Fn(JsValue, Function)>::new(|request: JsValue, send: Function| {
                let send: SendReply = Rc::new(move |reply| drop(send.call1(&JsValue::NULL, &from_reply(&reply).0)));
                spawn_local(answer(request, send));
            });
            Reflect::set(&global, &main_thread::ENTRY.into(), &read.into_js_value()).ok();
        }
    }
}

type SendReply = Rc<dyn Fn(Reply<ArrayBuffer>)>;

fn listen(scope: DedicatedWorkerGlobalScope) {
    let post = {
        let scope = scope.clone();
        move |reply: Reply<ArrayBuffer>| {
            let (message, handed_over) = from_reply(&reply);
            scope.post_message_with_transfer(&message, &handed_over).ok();
        }
    };
    let send: SendReply = Rc::new(post);
    let on_message = {
        let (scope, send) = (scope.clone(), Rc::clone(&send));
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let (scope, send) = (scope.clone(), Rc::clone(&send));
            spawn_local(async move {
                let beat = say_alive(&scope, Rc::clone(&send));
                answer(event.data(), send).await;
                scope.clear_interval_with_handle(beat);
            });
        })
    };
    scope.set_onmessage(Some(on_message.into_js_value().unchecked_ref()));
    send(Reply::Ready);
}

fn say_alive(scope: &DedicatedWorkerGlobalScope, send: SendReply) -> i32 {
    let beat = Closure::<dyn Fn()>::new(move || send(Reply::Alive)).into_js_value();
    let every = ALIVE_EVERY_MS;
    // If this fails, the page at worst times out.
    scope.set_interval_with_callback_and_timeout_and_arguments_0(beat.unchecked_ref(), every).unwrap_or_default()
}

async fn answer(request: JsValue, send: SendReply) {
    let outcome = match to_request(&request) {
        Some(request) => open(&Fetch, request, &send).await,
        None => Err(Failure::other(OTHER_BUILD)),
    };
    send(match outcome {
        Ok(Outcome::Table(opened)) => arrived(opened, None),
        Ok(Outcome::Choose(options)) => Reply::Choose(options),
        Err(failure) => Reply::Failed(failure),
    });
}

fn arrived(opened: Opened, more: Option<u64>) -> Reply<ArrayBuffer> {
    let Opened { table, commit, unfetched } = opened;
    match packed(&table) {
        Ok(packed) => Reply::Table(PackedTable { packed, commit, unfetched, more, is_rare: !usual::is_usual(&table) }),
        Err(_) => Reply::Failed(Failure::other(
            "The table is too large for this browser's memory. Reduce it to one row per load test.",
        )),
    }
}

/// Packs the table directly into a JavaScript buffer: a copy in this module's memory, which never shrinks, would hold
/// the table twice.
fn packed(table: &Table) -> Result<ArrayBuffer, JsValue> {
    // Where there is not enough memory, an error and not an exception through WebAssembly.
    let class: Function = Reflect::get(&js_sys::global(), &"Uint8Array".into())?.dyn_into()?;
    let length = packed_length(table) as u32;
    let packed: Uint8Array = Reflect::construct(&class, &Array::of1(&length.into()))?.dyn_into()?;
    let mut at = 0;
    pack_into(table, &mut |bytes| {
        let end = at + bytes.len() as u32;
        packed.subarray(at, end).copy_from(bytes);
        at = end;
    });
    Ok(packed.buffer())
}

impl ProgressListener for SendReply {
    fn progress(&self, progress: Progress) {
        self(Reply::Progress(progress));
    }

    fn beginning(&self, opened: Opened, rows: u64) {
        self(arrived(opened, Some(rows)));
    }
}

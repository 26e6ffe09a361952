//! One plain GET: no custom header, so no preflight, which the Hub's storage hosts do not all answer.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use gloo_net::http::{Request, Response};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStreamDefaultReader;

use super::address::DatasetFile;
use super::error::HubError;
use super::info;
use super::progress::Progress;

/// Fetches a file, at most `cap` bytes of it, telling `progress` after each piece.
///
/// # Errors
/// See [`HubError`].
pub async fn file(hub: &str, file: &DatasetFile, cap: u64, progress: impl Fn(Progress)) -> Result<Vec<u8>, HubError> {
    let answer = Request::get(&file.file_url(hub)).send().await.map_err(|_| unreachable(hub))?;
    if !answer.ok() {
        return Err(refused(&answer, file));
    }
    // What is compressed on the way is announced by its compressed length, which says nothing about progress.
    let total = match answer.headers().get("Content-Encoding") {
        Some(_) => None,
        None => answer.headers().get("Content-Length").and_then(|length| length.parse().ok()),
    };
    if let Some(bytes) = total.filter(|&bytes| bytes > cap) {
        return Err(HubError::TooLarge { bytes, cap });
    }
    read(&answer, total, cap, progress).await
}

async fn read(
    answer: &Response,
    total: Option<u64>,
    cap: u64,
    progress: impl Fn(Progress),
) -> Result<Vec<u8>, HubError> {
    let mut bytes: Vec<u8> = Vec::with_capacity(total.unwrap_or_default() as usize);
    progress(Progress { received: 0, total });
    let Some(stream) = answer.body() else { return Ok(bytes) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    loop {
        let cut_short = |received: usize| HubError::CutShort { received: received as u64, expected: total };
        let piece = JsFuture::from(reader.read()).await.map_err(|_| cut_short(bytes.len()))?;
        let get = |key: &str| Reflect::get(&piece, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED);
        if get("done").is_truthy() {
            break;
        }
        let piece: Uint8Array = get("value").unchecked_into();
        let received = bytes.len() as u64 + u64::from(piece.length());
        if received > cap {
            return Err(HubError::TooLarge { bytes: received, cap });
        }
        let start = bytes.len();
        bytes.resize(received as usize, 0);
        piece.copy_to(&mut bytes[start..]);
        progress(Progress { received, total });
    }
    match total {
        Some(total) if total > bytes.len() as u64 => {
            Err(HubError::CutShort { received: bytes.len() as u64, expected: Some(total) })
        }
        _ => Ok(bytes),
    }
}

/// The commit that a revision stands for. `None` whenever it cannot be told: the file matters more than its name.
///
/// The file's own answer cannot say it: the header is on the redirect, which a page never sees.
pub async fn commit(hub: &str, file: &DatasetFile) -> Option<String> {
    match file.commit() {
        Some(commit) => Some(commit.to_owned()),
        None => info::of(hub, file).await.ok()?.commit,
    }
}

/// What the Hub's refusal says.
pub(super) fn refused(answer: &Response, file: &DatasetFile) -> HubError {
    let header = |name: &str| answer.headers().get(name);
    let (code, message) = (header("X-Error-Code"), header("X-Error-Message"));
    HubError::from_answer(answer.status(), code.as_deref(), message.as_deref(), file)
}

/// No answer from there.
pub(super) fn unreachable(hub: &str) -> HubError {
    HubError::Unreachable { host: host(hub) }
}

fn host(address: &str) -> String {
    address.split("//").last().unwrap_or(address).split('/').next().unwrap_or(address).to_owned()
}

/// Waits for both at once.
pub async fn join<A: Future, B: Future>(a: A, b: B) -> (A::Output, B::Output) {
    let (mut a, mut b) = (pin!(a), pin!(b));
    let (mut done_a, mut done_b) = (None, None);
    poll_fn(move |context| {
        if done_a.is_none()
            && let Poll::Ready(value) = a.as_mut().poll(context)
        {
            done_a = Some(value);
        }
        if done_b.is_none()
            && let Poll::Ready(value) = b.as_mut().poll(context)
        {
            done_b = Some(value);
        }
        match (done_a.take(), done_b.take()) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            (a, b) => {
                (done_a, done_b) = (a, b);
                Poll::Pending
            }
        }
    })
    .await
}

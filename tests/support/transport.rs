//! Mocked HTTP transport: answers the product's own client from memory.
#![allow(dead_code, clippy::allow_attributes, reason = "each test file uses another part")]

use isocost::hub::fetch::transport::{Answer, ConnectionBroken, HttpRequest, Json, Transport};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::future::poll_fn;
use std::ops::Range;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Bodies come in pieces of so many bytes.
const PIECE_BYTES: usize = 50_000;

/// A request that arrived.
#[derive(Clone, Debug)]
pub struct Sent {
    pub url: String,
    pub range: Option<Range<usize>>,
    pub authorization: Option<String>,
    pub form: Option<String>,
    /// Number of earlier requests for this address.
    pub before: usize,
}

/// What is answered.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// The connection breaks at the end of the body.
    pub breaks: bool,
}

impl Reply {
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, body: body.into(), ..Self::default() }
    }

    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// An error response with the Hub's error code.
    pub fn refusal(status: u16, code: &str) -> Self {
        Self::new(status, "").header("X-Error-Code", code)
    }
}

/// Changes a reply; `None` drops the connection.
pub type Trouble = Box<dyn Fn(&Sent, Reply) -> Option<Reply>>;

/// Replies by address, with range requests for files. Missing files are refused as the Hub does.
#[derive(Default)]
pub struct Web {
    replies: BTreeMap<String, Reply>,
    trouble: Option<Trouble>,
    sent: RefCell<Vec<Sent>>,
}

impl Web {
    pub fn reply(mut self, url: impl Into<String>, reply: Reply) -> Self {
        self.replies.insert(url.into(), reply);
        self
    }

    /// A file.
    pub fn file(self, url: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.reply(url, Reply::new(200, bytes).header("ETag", "\"1\""))
    }

    /// What is replied without trouble.
    pub fn reply_to(&self, url: &str) -> Reply {
        self.replies[url].clone()
    }

    pub fn trouble(mut self, trouble: impl Fn(&Sent, Reply) -> Option<Reply> + 'static) -> Self {
        self.trouble = Some(Box::new(trouble));
        self
    }

    pub fn sent(&self) -> Vec<Sent> {
        self.sent.borrow().clone()
    }

    fn note(&self, get: HttpRequest<'_>) -> Sent {
        let mut sent = self.sent.borrow_mut();
        let before = sent.iter().filter(|sent| sent.url == get.url).count();
        let range = get.range.as_deref().map(|text| {
            let (first, last) = text.strip_prefix("bytes=").and_then(|text| text.split_once('-')).expect("bytes=F-L");
            first.parse().expect("a first byte")..last.parse::<usize>().expect("a last byte") + 1
        });
        sent.push(Sent { url: get.url.to_owned(), range, authorization: get.authorization, form: get.form, before });
        sent[sent.len() - 1].clone()
    }

    fn answer(&self, sent: &Sent) -> Reply {
        let Some(reply) = self.replies.get(&sent.url) else { return Reply::refusal(401, "RepoNotFound") };
        let Some(range) = sent.range.clone().filter(|_| reply.status == 200) else { return reply.clone() };
        let size = reply.body.len();
        if range.start >= size {
            return Reply::new(416, "").header("Content-Range", format!("bytes */{size}"));
        }
        let range = range.start..range.end.min(size);
        let content_range = format!("bytes {}-{}/{size}", range.start, range.end - 1);
        Reply { status: 206, body: reply.body[range].to_vec(), ..reply.clone() }.header("Content-Range", content_range)
    }
}

impl Transport for Web {
    type Answer = Answered;

    async fn send(&self, get: HttpRequest<'_>) -> Option<Answered> {
        let sent = self.note(get);
        // Others may ask before this is answered.
        pause().await;
        let reply = self.answer(&sent);
        let reply = match &self.trouble {
            Some(trouble) => trouble(&sent, reply)?,
            None => reply,
        };
        let pieces = reply.body.chunks(PIECE_BYTES).map(<[u8]>::to_vec).collect();
        Some(Answered { reply, pieces })
    }
}

pub struct Answered {
    reply: Reply,
    pieces: VecDeque<Vec<u8>>,
}

impl Answer for Answered {
    type Json = Parsed;

    fn status(&self) -> u16 {
        self.reply.status
    }

    fn header(&self, name: &str) -> Option<String> {
        let headers = &self.reply.headers;
        headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone())
    }

    async fn next(&mut self) -> Result<Option<Vec<u8>>, ConnectionBroken> {
        pause().await;
        match self.pieces.pop_front() {
            None if self.reply.breaks => Err(ConnectionBroken),
            piece => Ok(piece),
        }
    }

    fn cancel(self) {}
}

pub struct Parsed(Option<Value>);

impl Json for Parsed {
    fn parse(text: &str) -> Self {
        Self(serde_json::from_str(text).ok())
    }

    fn get(&self, key: &str) -> Self {
        Self(self.0.as_ref().and_then(|value| value.get(key)).cloned())
    }

    fn items(&self) -> Vec<Self> {
        let items = self.0.as_ref().and_then(Value::as_array);
        items.into_iter().flatten().map(|item| Self(Some(item.clone()))).collect()
    }

    fn text(&self) -> Option<String> {
        self.0.as_ref().and_then(Value::as_str).map(str::to_owned)
    }
}

/// Lets what else is under way go on first.
async fn pause() {
    let mut paused = false;
    poll_fn(|_| if std::mem::replace(&mut paused, true) { Poll::Ready(()) } else { Poll::Pending }).await;
}

/// Runs a future to its end. Nothing in memory has to be waited for, so it is asked again and again.
pub fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
}

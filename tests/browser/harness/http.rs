//! HTTP/1.1 test server on a free local port. It records every request, and it can misbehave on purpose: stall, cut
//! a body short, hang up without an answer. Every connection serves one request, so a browser never blames a reused one.

use crate::harness::body::Body;
use std::io;
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    /// Path and query, as sent: still percent-encoded.
    pub target: String,
    headers: Vec<(String, String)>,
    /// What came after the head, as text.
    pub body: String,
}

impl Request {
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    pub fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

pub struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    body: Body,
}

impl Response {
    pub fn new(status: u16, body: Body) -> Self {
        Self { status, headers: Vec::new(), body }
    }

    pub fn text(status: u16, text: impl Into<String>) -> Self {
        Self::new(status, Body::whole(text.into())).header("Content-Type", "text/plain; charset=utf-8")
    }

    pub fn html(text: impl Into<String>) -> Self {
        Self::new(200, Body::whole(text.into())).header("Content-Type", "text/html; charset=utf-8")
    }

    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    fn head(&self) -> String {
        let mut head = format!("HTTP/1.1 {} \r\nConnection: close\r\n{}\r\n", self.status, self.body.framing_header());
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head + "\r\n"
    }
}

pub enum Answer {
    Reply(Response),
    /// The connection closes without a byte.
    HangUp,
}

impl From<Response> for Answer {
    fn from(response: Response) -> Self {
        Self::Reply(response)
    }
}

type Handler = Box<dyn Fn(&Request) -> Answer + Send + Sync>;

/// Shared by a server's connections.
struct Desk {
    handler: Handler,
    seen: Mutex<Vec<Request>>,
    under_way: AtomicUsize,
}

/// At a free local port, which is no other server's of this run: what a browser stores goes by the port. Below those that
/// the system gives to whoever asks for any, and above those that browsers refuse.
async fn listen() -> (TcpListener, u16) {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    const PORTS: std::ops::Range<u16> = 12_000..32_000;
    // Two runs at a time seldom meet.
    let first = std::process::id() % u32::from(PORTS.end - PORTS.start);
    loop {
        let count = NEXT.fetch_add(1, Ordering::Relaxed);
        assert!(count < PORTS.end - PORTS.start, "no port is left");
        let port = PORTS.start + ((first + u32::from(count)) % u32::from(PORTS.end - PORTS.start)) as u16;
        if let Ok(listener) = TcpListener::bind(("127.0.0.1", port)).await {
            return (listener, port);
        }
    }
}

pub struct Server {
    origin: String,
    desk: Arc<Desk>,
    accepting: JoinHandle<()>,
}

impl Server {
    pub async fn start(handler: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Self {
        let (listener, port) = listen().await;
        let desk = Desk { handler: Box::new(handler), seen: Mutex::default(), under_way: AtomicUsize::new(0) };
        let desk = Arc::new(desk);
        let accepting = tokio::spawn(accept(listener, Arc::clone(&desk)));
        Self { origin: format!("http://127.0.0.1:{port}"), desk, accepting }
    }

    /// Scheme, host and port, without a slash at the end.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Every request so far, in order of arrival.
    pub fn requests(&self) -> Vec<Request> {
        self.desk.seen.lock().expect("no handler panics while it notes a request").clone()
    }

    /// Nobody is there any more.
    pub fn stop(&self) {
        self.accepting.abort();
    }

    /// Whether every request that arrived has been answered to its end.
    pub fn is_idle(&self) -> bool {
        self.desk.under_way.load(Ordering::SeqCst) == 0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, desk: Arc<Desk>) {
    // The set aborts its connections when the server goes.
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let desk = Arc::clone(&desk);
        connections.spawn(async move {
            // A client that goes away in the middle is no fault of the server's.
            let _ = serve(stream, &desk).await;
        });
    }
}

async fn serve(stream: TcpStream, desk: &Desk) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    let Some(request) = read_request(&mut stream).await? else { return Ok(()) };
    desk.under_way.fetch_add(1, Ordering::SeqCst);
    desk.seen.lock().expect("no handler panics while it notes a request").push(request.clone());
    let sent = match (desk.handler)(&request) {
        Answer::HangUp => Ok(()),
        Answer::Reply(response) => send(&response, &request, stream.get_mut()).await,
    };
    desk.under_way.fetch_sub(1, Ordering::SeqCst);
    sent
}

async fn send(response: &Response, request: &Request, client: &mut TcpStream) -> io::Result<()> {
    client.write_all(response.head().as_bytes()).await?;
    if request.method != "HEAD" {
        response.body.send(client).await?;
    }
    client.shutdown().await
}

/// `None` when the client closed a connection that it had opened in advance and did not need.
async fn read_request(client: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<Request>> {
    let Some(first) = read_line(client).await? else { return Ok(None) };
    let mut words = first.split(' ');
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return Ok(None) };
    let mut request =
        Request { method: method.to_owned(), target: target.to_owned(), headers: Vec::new(), body: String::new() };
    while let Some(line) = read_line(client).await? {
        let Some((name, value)) = line.split_once(':') else { break };
        request.headers.push((name.to_owned(), value.trim().to_owned()));
    }
    if let Some(length) = request.header("Content-Length").and_then(|length| length.parse().ok()) {
        let mut body = vec![0; length];
        client.read_exact(&mut body).await?;
        request.body = String::from_utf8_lossy(&body).into_owned();
    }
    Ok(Some(request))
}

async fn read_line(client: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<String>> {
    let mut line = String::new();
    let length = client.read_line(&mut line).await?;
    Ok((length > 0).then(|| line.trim_end().to_owned()))
}

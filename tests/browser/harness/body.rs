//! Response bodies of the test server: bytes, with pauses and premature ends.

use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::watch;

/// Holds a response back in the middle until the test opens it; once open it stays open.
#[derive(Clone)]
pub struct Gate(watch::Sender<bool>);

impl Gate {
    pub fn new() -> Self {
        Self(watch::Sender::new(false))
    }

    pub fn open(&self) {
        self.0.send_replace(true);
    }

    async fn passed(&self) {
        let mut state = self.0.subscribe();
        state.wait_for(|open| *open).await.expect("the gate outlives its subscriber: self holds the sender");
    }
}

#[derive(Clone)]
enum Piece {
    Bytes(Vec<u8>),
    Wait(Gate),
}

/// How the client is told where the body ends.
#[derive(Clone, Copy)]
enum Framing {
    /// `Content-Length`, which may promise more than the pieces hold.
    Length(usize),
    Chunked,
}

#[derive(Clone)]
pub struct Body {
    pieces: Vec<Piece>,
    framing: Framing,
}

impl Body {
    pub fn whole(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self { framing: Framing::Length(bytes.len()), pieces: vec![Piece::Bytes(bytes)] }
    }

    /// Half the bytes, then the other half once `gate` is open; the length is announced from the start.
    pub fn gated(bytes: impl Into<Vec<u8>>, gate: &Gate) -> Self {
        let mut first = bytes.into();
        let framing = Framing::Length(first.len());
        let rest = first.split_off(first.len() / 2);
        Self { pieces: vec![Piece::Bytes(first), Piece::Wait(gate.clone()), Piece::Bytes(rest)], framing }
    }

    /// Nothing but the announced length until `gate` is open.
    pub fn silent(bytes: impl Into<Vec<u8>>, gate: &Gate) -> Self {
        let bytes = bytes.into();
        let framing = Framing::Length(bytes.len());
        Self { pieces: vec![Piece::Wait(gate.clone()), Piece::Bytes(bytes)], framing }
    }

    /// Half the bytes, then the connection closes, although the whole length was announced.
    pub fn cut_short(bytes: impl Into<Vec<u8>>) -> Self {
        let mut bytes = bytes.into();
        let framing = Framing::Length(bytes.len());
        bytes.truncate(bytes.len() / 2);
        Self { pieces: vec![Piece::Bytes(bytes)], framing }
    }

    /// The same bytes without an announced length.
    pub fn chunked(mut self) -> Self {
        self.framing = Framing::Chunked;
        self
    }

    /// The header line by which the client finds the end of the body.
    pub fn framing_header(&self) -> String {
        match self.framing {
            Framing::Length(length) => format!("Content-Length: {length}"),
            Framing::Chunked => "Transfer-Encoding: chunked".to_owned(),
        }
    }

    pub async fn send(&self, client: &mut (impl AsyncWrite + Unpin)) -> std::io::Result<()> {
        for piece in &self.pieces {
            match piece {
                Piece::Wait(gate) => gate.passed().await,
                Piece::Bytes(bytes) => self.send_bytes(bytes, client).await?,
            }
        }
        if matches!(self.framing, Framing::Chunked) {
            client.write_all(b"0\r\n\r\n").await?;
        }
        client.flush().await
    }

    async fn send_bytes(&self, bytes: &[u8], client: &mut (impl AsyncWrite + Unpin)) -> std::io::Result<()> {
        // An empty chunk would end a chunked body.
        if bytes.is_empty() {
            return Ok(());
        }
        if matches!(self.framing, Framing::Chunked) {
            client.write_all(format!("{:x}\r\n", bytes.len()).as_bytes()).await?;
            client.write_all(bytes).await?;
            client.write_all(b"\r\n").await?;
        } else {
            client.write_all(bytes).await?;
        }
        client.flush().await
    }
}

//! One HTTP request with JSON, over a connection of its own, to a program of this computer.

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// What is answered, whatever its status.
pub async fn ask(port: u16, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
    let body = body.map(Value::to_string).unwrap_or_default();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/json; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let answer = exchange(port, &(head + &body)).await.map_err(|error| format!("{method} {path}: {error}"))?;
    serde_json::from_slice(&answer).map_err(|error| format!("{method} {path}: {error}"))
}

/// Sends a request and gives the body of the answer.
async fn exchange(port: u16, request: &str) -> std::io::Result<Vec<u8>> {
    let mut stream = BufReader::new(TcpStream::connect(("127.0.0.1", port)).await?);
    stream.write_all(request.as_bytes()).await?;
    let mut length = None;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 || line.trim_end().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
    let mut body = vec![0; length.unwrap_or_default()];
    match length {
        Some(_) => stream.read_exact(&mut body).await?,
        None => stream.read_to_end(&mut body).await?,
    };
    Ok(body)
}

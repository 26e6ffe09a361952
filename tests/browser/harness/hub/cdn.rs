//! Fake storage host behind the Hub: signed addresses, ranges, its own CORS headers.

use super::repo::Trouble;
use crate::harness::body::Body;
use crate::harness::http::{Answer, Request, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;

/// One file behind a signed address.
pub struct Download {
    pub bytes: Vec<u8>,
    pub trouble: Option<Trouble>,
    pub etag: String,
}

pub fn answer(request: &Request, download: Option<&Download>) -> Answer {
    // Like the real one, it does not answer preflights: a request that needs one must fail the test that made it.
    if request.method == "OPTIONS" {
        return Response::text(403, "no preflight here").into();
    }
    let signed = request.query().contains("Signature=");
    let Some(download) = download.filter(|_| signed) else {
        return allow_all(Response::text(403, "Missing Key-Pair-Id query parameter or cookie value")).into();
    };
    if let Some(Trouble::HtmlPage) = download.trouble {
        return allow_all(Response::html("<!doctype html><title>Sign in</title><p>Sign in to go on.</p>")).into();
    }
    let response = describe(file_response(request, download), &download.etag);
    match download.trouble {
        Some(Trouble::NoCors) => response.into(),
        _ => allow_all(response).into(),
    }
}

fn file_response(request: &Request, download: &Download) -> Response {
    let size = download.bytes.len();
    let ignored = matches!(download.trouble, Some(Trouble::IgnoresRanges | Trouble::SlowChunked(_)));
    if let Some(Trouble::SlowEncoded(gate)) = &download.trouble {
        if request.header("Range").is_some() {
            return Response::new(206, Body::whole(&download.bytes[..1]));
        }
        let encoded = Body::gated(gzip(&download.bytes), gate);
        return Response::new(200, encoded).header("Content-Encoding", "gzip");
    }
    let Some(wanted) = request.header("Range").filter(|_| !ignored) else {
        return Response::new(200, body(&download.bytes, download.trouble.as_ref()));
    };
    match parse_range(wanted, size) {
        Some((first, last)) if first < last && matches!(download.trouble, Some(Trouble::ShortPart)) => {
            Response::new(206, Body::whole(&download.bytes[first..last]))
                .header("Content-Range", format!("bytes {first}-{last}/{size}"))
        }
        Some((first, last)) if matches!(download.trouble, Some(Trouble::WrongPart)) => {
            let first = (first + 1).min(last);
            Response::new(206, Body::whole(&download.bytes[first..=last]))
                .header("Content-Range", format!("bytes {first}-{last}/{size}"))
        }
        Some((first, last)) if matches!(download.trouble, Some(Trouble::SlowEnd(_) | Trouble::Silent(_))) => {
            let bytes = &download.bytes[first..=last];
            let body = match &download.trouble {
                Some(Trouble::SlowEnd(gate)) if last > size / 2 && last + 1 < size => Body::gated(bytes, gate),
                Some(Trouble::Silent(gate)) if last > size / 2 && (first == 0 || last + 1 < size) => {
                    Body::silent(bytes, gate)
                }
                _ => Body::whole(bytes),
            };
            Response::new(206, body).header("Content-Range", format!("bytes {first}-{last}/{size}"))
        }
        Some((first, last)) => Response::new(206, body(&download.bytes[first..=last], download.trouble.as_ref()))
            .header("Content-Range", format!("bytes {first}-{last}/{size}")),
        None => Response::text(416, "Range Not Satisfiable").header("Content-Range", format!("bytes */{size}")),
    }
}

fn body(bytes: &[u8], trouble: Option<&Trouble>) -> Body {
    match trouble {
        Some(Trouble::CutShort) => Body::cut_short(bytes),
        Some(Trouble::Slow(gate)) => Body::gated(bytes, gate),
        Some(Trouble::SlowChunked(gate)) => Body::gated(bytes, gate).chunked(),
        _ => Body::whole(bytes),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("a vector takes any bytes");
    encoder.finish().expect("a vector takes any bytes")
}

fn describe(response: Response, etag: &str) -> Response {
    response
        .header("Content-Type", "binary/octet-stream")
        .header("Accept-Ranges", "bytes")
        .header("Cache-Control", "public, max-age=31536000")
        .header("ETag", etag)
}

fn allow_all(response: Response) -> Response {
    response.header("Access-Control-Allow-Origin", "*").header(
        "Access-Control-Expose-Headers",
        "Accept-Ranges, Content-Range, Content-Type, Content-Disposition, ETag, X-Cache",
    )
}

/// The first and last byte of a single range; `None` when it is malformed or beyond the end.
fn parse_range(header: &str, size: usize) -> Option<(usize, usize)> {
    let (first, last) = header.strip_prefix("bytes=")?.split_once('-')?;
    let end = size.checked_sub(1)?;
    let (first, last) = match (first.parse::<usize>(), last.parse::<usize>()) {
        (Ok(first), Ok(last)) => (first, last.min(end)),
        (Ok(first), Err(_)) if last.is_empty() => (first, end),
        (Err(_), Ok(length)) if first.is_empty() => (size.saturating_sub(length), end),
        _ => return None,
    };
    (first <= last).then_some((first, last))
}

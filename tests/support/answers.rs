//! A hundred made HTTP answers that no address of the Hub should get, and proxies, mirrors and captive portals give.
#![allow(dead_code, clippy::allow_attributes, reason = "each test file uses another part")]

use super::transport::Reply;

const PORTAL: &str =
    "<!doctype html><html><head><title>Sign in</title></head><body><h1>captive portal</h1></body></html>";

/// Bodies with status 200: what they are, and what they hold.
pub fn bodies() -> Vec<(&'static str, Vec<u8>)> {
    let mut bodies: Vec<(&str, Vec<u8>)> = TEXTS.iter().map(|(name, text)| (*name, (*text).into())).collect();
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    bodies.extend([
        ("HTML after a byte order mark", [b"\xef\xbb\xbf", PORTAL.as_bytes()].concat()),
        ("an object after a byte order mark", b"\xef\xbb\xbf{}".to_vec()),
        ("an array after a byte order mark", b"\xef\xbb\xbf[]".to_vec()),
        ("UTF-16 with a byte order mark", [vec![0xff, 0xfe], utf16(r#"{"sha":"abc1234","siblings":[]}"#)].concat()),
        ("UTF-16 without one", utf16("[]")),
        ("Latin-1", b"{\"sha\":\"caf\xe9\",\"error\":\"indispon\xedvel\"}".to_vec()),
        ("bytes that are no UTF-8", b"[\"\xff\xfe\xc0\"]".to_vec()),
        ("a NUL", b"\0".to_vec()),
        ("gzip", b"\x1f\x8b\x08\0\0\0\0\0\0\xff\xab\xae\x05\0\x43\xbf\xa6\xa3\x02\0\0\0".to_vec()),
        ("a PNG", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("the beginning of a parquet file", b"PAR1\x15\0\x15".to_vec()),
        ("an empty parquet file", b"PAR1\0\0\0\0PAR1".to_vec()),
        ("a parquet footer of 4294967295 bytes", b"PAR1\0\0\0\0\xff\xff\xff\xffPAR1".to_vec()),
        ("an encrypted parquet file", b"PARE\0\0\0\0PARE".to_vec()),
        ("arrays in arrays, 200,000 deep", "[".repeat(200_000).into()),
        ("arrays in arrays, closed", ["[".repeat(5_000), "]".repeat(5_000)].concat().into()),
        ("objects in objects, 100,000 deep", "{\"siblings\":".repeat(100_000).into()),
        ("an array of 70,000 nulls", ["[", &"null,".repeat(70_000), "null]"].concat().into()),
        ("a text of a million characters", ["{\"sha\":\"", &"a".repeat(1_000_000), "\"}"].concat().into()),
        ("a path of a million characters", long_path().into()),
        ("white space", " ".repeat(100_000).into()),
    ]);
    bodies
}

fn long_path() -> String {
    ["[{\"type\":\"file\",\"path\":\"", &"a/".repeat(500_000), "x.csv\",\"size\":1}]"].concat()
}

const TEXTS: [(&str, &str); 56] = [
    ("nothing", ""),
    ("a line end", "\r\n"),
    ("HTML", PORTAL),
    ("a heading", "<h1>captive portal</h1>"),
    ("XML", "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>"),
    ("prose", "upstream connect error or disconnect/reset before headers. reset reason: overflow"),
    ("an LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"),
    ("an empty object", "{}"),
    ("an empty array", "[]"),
    ("null", "null"),
    ("true", "true"),
    ("zero", "0"),
    ("minus one", "-1"),
    ("a number", "4294967295"),
    ("a number beyond 64 bits", "99999999999999999999999999"),
    ("an infinite number", "1e999"),
    ("a text", "\"siblings\""),
    ("an empty text", "\"\""),
    ("an array of null", "[null]"),
    ("an array of arrays", "[[],[[]],[[[]]]]"),
    ("an array of numbers", "[1,2,3]"),
    ("an array of texts", "[\"a.csv\",\"b.parquet\"]"),
    ("an array of empty objects", "[{},{},{}]"),
    ("truncated array", "[{\"type\":\"file\",\"path\":\"a.csv\""),
    ("truncated object", "{\"sha\":\"abc1234\",\"siblings\":["),
    ("truncated escape", "{\"sha\":\"\\u12"),
    ("JSON and more", "{} {}"),
    ("NaN", "NaN"),
    ("single quotes", "{'sha':'abc1234'}"),
    ("JSON lines", "{\"a\":1}\n{\"a\":2}\n"),
    ("an error", "{\"error\":\"Internal error\"}"),
    ("an error in an array", "[{\"error\":\"Internal error\"}]"),
    ("an error of numbers", "{\"error\":500,\"message\":null}"),
    ("siblings null", "{\"siblings\":null}"),
    ("siblings missing", "{\"sha\":\"abc1234def5678900123456789abcdef01234567\"}"),
    ("siblings a text", "{\"siblings\":\"none\"}"),
    ("siblings a number", "{\"siblings\":7}"),
    ("siblings true", "{\"siblings\":true}"),
    ("siblings an object with a length", "{\"siblings\":{\"length\":4294967295}}"),
    ("siblings an object with a negative length", "{\"siblings\":{\"length\":-1,\"0\":{}}}"),
    ("siblings of null", "{\"siblings\":[null,null]}"),
    ("siblings of arrays", "{\"siblings\":[[[\"rfilename\"]]]}"),
    ("siblings with numbers as names", "{\"siblings\":[{\"rfilename\":7,\"lfs\":null}]}"),
    ("sums of other types", "{\"siblings\":[{\"rfilename\":\"data/runs.parquet\",\"lfs\":{\"sha256\":[1]}}]}"),
    ("lfs a text", "{\"siblings\":[{\"rfilename\":\"data/runs.parquet\",\"lfs\":\"yes\"}]}"),
    ("a commit of markup", "{\"sha\":\"<img src=x onerror=alert(1)>\",\"siblings\":[]}"),
    ("a commit that is a number", "{\"sha\":1234567,\"siblings\":[]}"),
    ("keys of prototypes", "{\"__proto__\":{\"siblings\":[]},\"constructor\":null,\"toString\":1}"),
    ("files without a type", "[{\"path\":\"a.csv\"}]"),
    ("files with paths of other types", "[{\"type\":\"file\",\"path\":7},{\"type\":\"file\",\"path\":null}]"),
    ("files with parents in paths", "[{\"type\":\"file\",\"path\":\"../../etc/passwd.csv\",\"size\":9}]"),
    ("files with sizes as texts", "[{\"type\":\"file\",\"path\":\"none.csv\",\"size\":\"9\"}]"),
    ("files with huge sizes", "[{\"type\":\"file\",\"path\":\"none.csv\",\"size\":1e308,\"lfs\":{\"size\":-1}}]"),
    ("files with lfs null", "[{\"type\":\"file\",\"path\":\"none.csv\",\"lfs\":null}]"),
    ("a token of other types", "{\"access_token\":{\"value\":1},\"token_type\":null}"),
    ("a token with a line end", "{\"access_token\":\"hf_a\\r\\nX-Evil: 1\"}"),
];

/// Status codes with a body that explains nothing.
pub const STATUSES: [u16; 26] = [
    201, 203, 204, 205, 206, 226, 300, 304, 400, 401, 402, 403, 404, 405, 407, 410, 412, 416, 418, 429, 451, 500, 502,
    503, 511, 599,
];

/// Headers beside a body that is right.
pub const HEADERS: [(&str, &str); 26] = [
    ("Content-Length", "4294967295"),
    ("Content-Length", "18446744073709551615"),
    ("Content-Length", "268435456"),
    ("Content-Length", "-1"),
    ("Content-Length", "ten"),
    ("Content-Length", "1"),
    ("Content-Range", "bytes 0-131071/18446744073709551615"),
    ("Content-Range", "bytes 0-131071/4294967295"),
    ("Content-Range", "bytes 0-4294967295/4294967296"),
    ("Content-Range", "bytes 0-18446744073709551615/*"),
    ("Content-Range", "bytes 0-0/1"),
    ("Content-Range", "bytes */0"),
    ("Content-Range", "bytes */*"),
    ("Content-Range", ""),
    ("Content-Encoding", "br"),
    ("ETag", ""),
    ("ETag", "W/"),
    ("Link", "<>; rel=next"),
    ("Link", "<https://evil.example/next>; rel=next"),
    ("Link", "<//evil.example/next>; rel=next"),
    ("Link", "<javascript:alert(1)>; rel=next"),
    ("Link", "</api/none?cursor=2>; rel=\"next\""),
    ("Link", "<<<<<<;;;,,,\"\"\"rel=next"),
    ("X-Error-Code", "GatedRepo"),
    ("X-Error-Code", "\u{fffd}"),
    ("X-Error-Message", "Access to this resource is disabled."),
];

/// All of them in place of the reply that is `right`.
pub fn answers(right: &Reply) -> Vec<(String, Reply)> {
    let body = bodies().into_iter().map(|(name, body)| (name.to_owned(), Reply::new(200, body)));
    let status = STATUSES.iter().map(|&status| (format!("status {status}"), Reply::new(status, PORTAL)));
    let header = HEADERS.iter().flat_map(|&(name, value)| {
        // As an answer to the whole and as an answer to a part.
        [200, 206].map(|status| {
            let reply = Reply { status, ..right.clone() };
            (format!("status {status}, {name}: {value}"), reply.header(name, value))
        })
    });
    let cut = [0, 1, right.body.len() / 2].map(|length| {
        let reply = Reply { body: right.body[..length.min(right.body.len())].to_vec(), breaks: true, ..right.clone() };
        (format!("cut after {length} bytes"), reply)
    });
    body.chain(status).chain(header).chain(cut).collect()
}

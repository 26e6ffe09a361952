//! URL parser: only as much of the standard as is needed to refuse URLs that must not be opened.

use std::net::Ipv4Addr;

use super::error::AddressError;
use crate::text::percent::{as_sent, decode};

/// An http or https address. Lower-case host, no default port, no fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebUrl {
    encrypted: bool,
    /// Host and, unless it is the usual one, port.
    host: String,
    /// Begins with a slash.
    path: String,
    query: Option<String>,
}

impl WebUrl {
    /// Parses an address.
    ///
    /// # Errors
    /// Another scheme, a password, no host, characters that browsers interpret differently.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let bad = || AddressError::BadUrl { typed: text.to_owned() };
        let (scheme, rest) = text.split_once("://").ok_or_else(bad)?;
        let encrypted = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            other => return Err(AddressError::Scheme { scheme: other.to_owned() }),
        };
        let rest = rest.split('#').next().unwrap_or_default();
        let (authority, tail) = rest.split_at(rest.find(['/', '?', '\\']).unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err(AddressError::Credentials);
        }
        // Browsers treat a backslash as a slash, and so would connect to another host.
        if text.contains('\\') || text.chars().any(char::is_control) {
            return Err(bad());
        }
        let host = host(authority, encrypted).ok_or_else(bad)?;
        let (path, query) = tail.split_once('?').map_or((tail, None), |(path, query)| (path, Some(query)));
        let path = if path.is_empty() { "/" } else { path };
        let query = query.filter(|query| !query.is_empty()).map(as_sent);
        Ok(Self { encrypted, host, path: as_sent(path), query })
    }

    /// Host and, unless it is the usual one, port.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The path, percent-encoded, from its first slash on.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query without its question mark.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("{}://{}", if self.encrypted { "https" } else { "http" }, self.host)
    }

    /// The last segment of the path, decoded; the host when there is none.
    #[must_use]
    pub fn file_name(&self) -> String {
        let last = self.path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(&self.host);
        decode(last).unwrap_or_else(|| last.to_owned())
    }

    /// Whether nobody can read or change the traffic: encrypted, or on this machine.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        self.encrypted || self.is_loopback()
    }

    /// The path below `base`, with a slash before it; `None` when this is not below it.
    #[must_use]
    pub fn path_on(&self, base: &Self) -> Option<&str> {
        let rest = self.path.strip_prefix(base.path.trim_end_matches('/')).filter(|rest| rest.starts_with('/'));
        rest.filter(|_| self.origin() == base.origin())
    }

    fn is_loopback(&self) -> bool {
        let name_end = self.host.find(']').map_or_else(|| self.host.find(':'), |at| Some(at + 1));
        let name = &self.host[..name_end.unwrap_or(self.host.len())];
        matches!(name, "localhost" | "[::1]") || name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
    }
}

/// Whether a request may carry the reader's token: only to the Hub itself, and only over a safe connection. (http on
/// this machine is allowed for the tests' fake Hub.)
#[must_use]
pub fn takes_token(url: &str, hub: &str) -> bool {
    let (Ok(url), Ok(hub)) = (WebUrl::parse(url), WebUrl::parse(hub)) else { return false };
    url.is_safe() && url.path_on(&hub).is_some()
}

/// The host of an address, for messages; the whole text if it does not parse.
#[must_use]
pub fn host_of(address: &str) -> String {
    WebUrl::parse(address).map_or_else(|_| address.to_owned(), |url| url.host().to_owned())
}

impl std::fmt::Display for WebUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.origin(), self.path)?;
        self.query.iter().try_for_each(|query| write!(f, "?{query}"))
    }
}

/// Letters, digits, `-`, `_`, `.`, or an IPv6 address in brackets; then the port, unless it is the usual one.
///
/// Non-ASCII names are refused: a browser would look up another name (Punycode), and some look alike.
fn host(authority: &str, encrypted: bool) -> Option<String> {
    let port_at = authority.rfind(':').filter(|&at| !authority[at..].contains(']')).unwrap_or(authority.len());
    let (name, port) = authority.split_at(port_at);
    let name = name.to_ascii_lowercase();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let valid = match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !name.is_empty() && name.bytes().all(plain) && !name.starts_with('.') && !name.contains(".."),
    };
    let port = match port.strip_prefix(':') {
        None | Some("") => None,
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => Some(digits.parse::<u16>().ok()?),
        Some(_) => return None,
    };
    let usual = if encrypted { 443 } else { 80 };
    valid.then(|| port.filter(|&port| port != usual).map_or(name.clone(), |port| format!("{name}:{port}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_normalized() {
        for (text, written) in [
            ("HTTPS://Example.ORG:443/a b.csv#top", "https://example.org/a%20b.csv"),
            ("http://127.0.0.1:80", "http://127.0.0.1/"),
            ("http://[::1]:8080/x?a=%20b", "http://[::1]:8080/x?a=%20b"),
            ("https://h/x?", "https://h/x"),
            ("https://h?q=1", "https://h/?q=1"),
        ] {
            let url = WebUrl::parse(text).unwrap();
            assert_eq!(url.to_string(), written);
            assert_eq!(WebUrl::parse(written).unwrap(), url);
        }
        assert_eq!(WebUrl::parse("https://h/a/b%20c.csv?x").unwrap().file_name(), "b c.csv");
        assert_eq!(WebUrl::parse("https://h/").unwrap().file_name(), "h");
    }

    #[test]
    fn invalid_addresses_are_refused() {
        assert_eq!(WebUrl::parse("https://me:secret@h/x"), Err(AddressError::Credentials));
        assert_eq!(WebUrl::parse("https://me@h/x"), Err(AddressError::Credentials));
        assert!(WebUrl::parse("https://h/me@x").is_ok());
        for text in [
            "https://",
            "https:///x",
            "https://h\\@evil/x",
            "https://h/\u{1}",
            "https://h:x/",
            "https://h:99999/",
            "https://ü.org/",
            "https://a b/",
            "https://[::g]/",
            "https://.h/",
            "https://a..b/",
            "https:/h",
        ] {
            assert!(matches!(WebUrl::parse(text), Err(AddressError::BadUrl { .. })), "{text}");
        }
        assert_eq!(WebUrl::parse("ftp://h/x"), Err(AddressError::Scheme { scheme: "ftp".into() }));
    }

    #[test]
    fn a_token_goes_to_the_hub_only() {
        let hub = "https://huggingface.co";
        assert!(takes_token("https://HuggingFace.co:443/api/x", hub));
        assert!(takes_token("http://127.0.0.1:9/x", "http://127.0.0.1:9"));
        for url in [
            "https://us.aws.cdn.hf.co/x",
            "https://huggingface.co.evil.org/",
            "https://huggingface.co:8443/",
            "http://huggingface.co/",
            "https://huggingface.co@evil.org/",
            "https://evil.org/huggingface.co",
            "",
        ] {
            assert!(!takes_token(url, hub), "{url}");
        }
        assert!(!takes_token("http://mirror.org/x", "http://mirror.org"), "anybody could listen");
        assert!(takes_token("https://mirror.org/hub/x", "https://mirror.org/hub"));
        assert!(
            !takes_token("https://mirror.org/hubble/x", "https://mirror.org/hub"),
            "not the Hub's part of the host"
        );
    }

    #[test]
    fn host_of_an_address() {
        assert_eq!(host_of("https://h/x?u=https://b/y"), "h");
        assert_eq!(host_of("https://H.org:8443/a//b"), "h.org:8443");
        assert_eq!(host_of("no address"), "no address");
    }

    #[test]
    fn only_this_machine_is_safe_without_encryption() {
        for (url, safe) in [
            ("https://h/", true),
            ("http://localhost:1/", true),
            ("http://127.0.0.1/", true),
            ("http://127.9.9.9:80/", true),
            ("http://[::1]/", true),
            ("http://[::1]:9/", true),
            ("http://h/", false),
            ("http://127.0.0.1.evil.org/", false),
            ("http://localhost.evil.org/", false),
            ("http://[::2]/", false),
            ("http://128.0.0.1/", false),
        ] {
            assert_eq!(WebUrl::parse(url).unwrap().is_safe(), safe, "{url}");
        }
    }
}

//! HTTP `Link` header (RFC 8288): the next page of a list.

use super::error::ListingError;
use crate::hub::address::web_url::{WebUrl, host_of};

/// The address of the next page, from the header of the page at `url`; `None` on the last page.
///
/// A path alone is on the same host.
///
/// # Errors
/// [`ListingError::ForeignPage`] if the next page is at another host, which must not get the token.
pub fn next_page(header: Option<&str>, url: &str) -> Result<Option<String>, ListingError> {
    let Some(target) = header.and_then(next_target) else { return Ok(None) };
    let foreign = || ListingError::ForeignPage { host: host_of(target) };
    let here = WebUrl::parse(url).map_err(|_| foreign())?;
    let absolute = match target.strip_prefix('/') {
        // Two slashes begin a host.
        Some(rest) if !rest.starts_with(['/', '\\']) => format!("{}{target}", here.origin()),
        _ => target.to_owned(),
    };
    let next = WebUrl::parse(&absolute).map_err(|_| foreign())?;
    if next.origin() != here.origin() {
        return Err(foreign());
    }
    // A page that follows itself would never end.
    if next == here {
        Err(ListingError::NotAList { detail: "a page follows itself" })
    } else {
        Ok(Some(next.to_string()))
    }
}

/// The target of the first link whose relation is `next`.
fn next_target(header: &str) -> Option<&str> {
    let mut rest = header;
    while let Some((_, after)) = rest.split_once('<') {
        let (target, after) = after.split_once('>')?;
        let end = end_of_link(after);
        if parameters(&after[..end]).any(|(name, value)| is_next(name, value)) {
            return Some(target.trim());
        }
        rest = &after[end..];
    }
    None
}

fn is_next(name: &str, value: &str) -> bool {
    let mut relations = value.trim_matches('"').split_ascii_whitespace();
    name.eq_ignore_ascii_case("rel") && relations.any(|relation| relation.eq_ignore_ascii_case("next"))
}

/// Where the parameters of a link end: at a comma that is not in quotes.
fn end_of_link(text: &str) -> usize {
    unquoted(text, b',').next().unwrap_or(text.len())
}

fn parameters(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut start = 0;
    let ends = unquoted(text, b';').chain([text.len()]);
    ends.filter_map(move |end| {
        let parameter = &text[start..end];
        start = end + 1;
        let (name, value) = parameter.split_once('=')?;
        Some((name.trim(), value.trim()))
    })
}

/// Positions of a character outside of quotes; inside quotes a backslash escapes the next character.
fn unquoted(text: &str, wanted: u8) -> impl Iterator<Item = usize> {
    let (mut quoted, mut escaped) = (false, false);
    text.bytes().enumerate().filter_map(move |(at, byte)| {
        let was_escaped = std::mem::take(&mut escaped);
        match byte {
            b'\\' if quoted && !was_escaped => escaped = true,
            b'"' if !was_escaped => quoted = !quoted,
            _ if byte == wanted && !quoted => return Some(at),
            _ => {}
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "https://hub.org/api/tree/main?recursive=true";

    fn next(header: &str) -> Result<Option<String>, ListingError> {
        next_page(Some(header), HERE)
    }

    #[test]
    fn next_page_in_every_notation() {
        let page = || Ok(Some("https://hub.org/api/tree/main?cursor=a,b".to_owned()));
        for header in [
            "<https://hub.org/api/tree/main?cursor=a,b>; rel=\"next\"",
            "<https://hub.org/api/tree/main?cursor=a,b>;rel=next",
            "</api/tree/main?cursor=a,b>; title=\"x, \\\" <y>; rel=z\" ; REL=\"prev NEXT\"",
            "<https://evil.org/>; rel=\"prev\", <https://HUB.org:443/api/tree/main?cursor=a,b>; rel=\"next\"",
        ] {
            assert_eq!(next(header), page(), "{header}");
        }
        for header in ["", "nonsense", "<https://hub.org/x>", "<https://hub.org/x>; rel=prev", "<https://hub.org/x"] {
            assert_eq!(next(header), Ok(None), "{header}");
        }
        assert_eq!(next_page(None, HERE), Ok(None));
    }

    #[test]
    fn other_hosts_are_refused() {
        for target in [
            "https://evil.org/x",
            "//evil.org/x",
            "/\\evil.org/x",
            "http://hub.org/x",
            "https://hub.org:8443/x",
            "https://me:secret@hub.org/x",
            "https://hub.org.evil.org/x",
            "javascript:alert(1)",
            "x",
        ] {
            let refused = next(&format!("<{target}>; rel=\"next\""));
            assert!(matches!(refused, Err(ListingError::ForeignPage { .. })), "{target}: {refused:?}");
        }
        assert_eq!(
            next(&format!("<{HERE}>; rel=\"next\"")),
            Err(ListingError::NotAList { detail: "a page follows itself" })
        );
    }
}

//! Strict XML parser for our SVG drawings, and for HTML that is written as strictly; panics on anything that is not
//! well-formed.

use std::collections::BTreeMap;

/// An element.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    /// Directly inside.
    pub text: String,
}

impl Element {
    pub fn has(&self, attribute: &str, value: &str) -> bool {
        self.attributes.get(attribute).is_some_and(|found| found == value)
    }

    pub fn number(&self, attribute: &str) -> f64 {
        self.attributes[attribute].parse().unwrap()
    }
}

/// The elements of a document, in the order in which they begin.
pub fn elements(xml: &str) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        let text = plain(&rest[..at]);
        match open.last() {
            Some(&inside) => elements[inside].text += &text,
            None => assert!(text.trim().is_empty(), "text outside of all: {text:?}"),
        }
        let (tag, after) = rest[at + 1..].split_once('>').expect("a tag ends");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let opened = open.pop().unwrap_or_else(|| panic!("{name} ends and never began"));
            assert_eq!(elements[opened].name, name);
            continue;
        }
        assert!(open.len() + elements.len() == 0 || !open.is_empty(), "two roots");
        let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        elements.push(element(tag));
        if !empty {
            open.push(elements.len() - 1);
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "not ended: {open:?} {rest:?}");
    elements
}

fn element(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    assert!(
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()),
        "{name:?} in {tag}"
    );
    let mut found = Element { name: name.to_owned(), ..Element::default() };
    while !rest.trim().is_empty() {
        let (name, value) = rest.trim_start().split_once("=\"").unwrap_or_else(|| panic!("{rest:?} in {tag}"));
        let (value, after) = value.split_once('"').unwrap_or_else(|| panic!("{value:?} in {tag}"));
        assert!(!name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-'), "{name:?} in {tag}");
        assert!(after.is_empty() || after.starts_with(' '), "{after:?} in {tag}");
        assert!(found.attributes.insert(name.to_owned(), plain(value)).is_none(), "{name} twice in {tag}");
        rest = after;
    }
    found
}

/// Text without its entities.
fn plain(text: &str) -> String {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    assert!(text.chars().all(allowed), "characters that XML forbids: {text:?}");
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (entity, after) = part.split_once(';').unwrap_or_else(|| panic!("a bare & in {text:?}"));
        out.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            // As Python's html.escape spells it.
            "#x27" => '\'',
            other => panic!("{other:?} is no entity, in {text:?}"),
        });
        out += after;
    }
    out
}

//! Paths into a document: names parted by slashes, such as `metrics/http_req_duration/values/p(95)`.
//!
//! A step is the name of a member, or the position in a list, or `name=text`: the item of a list whose member `name` is
//! that text, or `*`: the first member or item in which the rest of the path leads somewhere. A slash within a name is
//! written `~1`, as in a JSON Pointer (RFC 6901).

use super::value::Value;

/// The value at a path; `None` where it leads nowhere, or to null.
#[must_use]
pub fn find<'v, 'a>(value: &'v Value<'a>, path: &str) -> Option<&'v Value<'a>> {
    find_beside(value, path).map(|(found, _)| found)
}

/// The value at a path, and the object that it is a member of.
#[must_use]
pub fn find_beside<'v, 'a>(value: &'v Value<'a>, path: &str) -> Option<(&'v Value<'a>, &'v Value<'a>)> {
    let (step, rest) = path.split_once('/').map_or((path, None), |(step, rest)| (step, Some(rest)));
    if step == "*" {
        let inside = value.members().iter().map(|(_, inner)| inner).chain(value.items());
        return match rest {
            Some(rest) => inside.filter_map(|inner| find_beside(inner, rest)).next(),
            None => inside.filter(|inner| **inner != Value::Null).map(|inner| (inner, value)).next(),
        };
    }
    let next = step_into(value, step)?;
    match rest {
        Some(rest) => find_beside(next, rest),
        None => (*next != Value::Null).then_some((next, value)),
    }
}

/// Whether a name is that of a step.
#[must_use]
pub fn is_named(name: &str, step: &str) -> bool {
    name == step || (step.contains('~') && name == step.replace("~1", "/"))
}

fn step_into<'v, 'a>(value: &'v Value<'a>, step: &str) -> Option<&'v Value<'a>> {
    let Value::List(items) = value else {
        return if step.contains('~') { value.get(&step.replace("~1", "/")) } else { value.get(step) };
    };
    if let Some((name, wanted)) = step.split_once('=') {
        return items.iter().find(|item| item.get(name).and_then(Value::words).as_deref() == Some(wanted));
    }
    items.get(step.parse::<usize>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::text::json::reader::Reader;
    use crate::data::tools::value::Kept;

    #[test]
    fn steps() {
        let text = br#"{"a": {"b.c": [{"name": "x", "v": 1}, {"name": "y", "v": 2}]}, "n": null}"#;
        let value = Value::of_json(&mut Reader::new(text), &mut Kept { samples: 9, items: 9, is_cut: false }).unwrap();
        let number = |path| match find(&value, path) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        };
        assert_eq!(number("a/b.c/0/v"), Some(1.0));
        assert_eq!(number("a/b.c/name=y/v"), Some(2.0));
        assert_eq!(number("a/*/1/v"), Some(2.0));
        for nowhere in ["a/b", "a/b.c/2/v", "a/b.c/name=z/v", "n", "n/x", "", "a/b.c/-1"] {
            assert_eq!(number(nowhere), None, "{nowhere}");
        }
        let (_, beside) = find_beside(&value, "a/b.c/0/v").unwrap();
        assert_eq!(find(beside, "name").and_then(Value::text), Some("x"));
    }
}

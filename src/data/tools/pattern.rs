//! Patterns of lines of text reports.
//!
//! Lines and patterns are compared word by word: words are parted by spaces and by the lines of a drawn table, marks at
//! the beginning of a line (`✓`, `>`, `-`) and punctuation at the end of a word are passed over. In a pattern
//! - `{name}` is a value, also as a part of a word: `OK={ok}`, `{rate}/s`;
//! - `{=}` are all the values that follow as `name=value`;
//! - `*` is any word, `...` any number of words;
//! - `HEAD >> LINE` is the first line that fits LINE after the first one that fits HEAD; there may be several heads.

use std::borrow::Cow;

use super::value::Value;

/// The name of a value, and the pattern of its line. The value has a member for each name of the pattern; of patterns
/// with the same name the first one that any line fits counts. A name that ends with `[]` is a list of all lines.
pub type Line = (&'static str, &'static str);

type Words<'t> = Vec<&'t str>;
type Found<'t> = Vec<(&'t str, &'t str)>;

/// Whether a line of a text fits a pattern.
#[must_use]
pub fn has_line(root: &Value, pattern: &str) -> bool {
    texts(root).any(|line| fits(pattern, &words(line)))
}

/// The reports of a text. One begins at a line that fits one of the patterns `begins` which the report before it has
/// already; what stands before the first belongs to it.
#[must_use]
pub fn reports(begins: &[&str], lines: &[Line], root: &Value) -> Vec<Value<'static>> {
    let mut reports: Vec<Vec<Words>> = vec![Vec::new()];
    let mut begun = vec![false; begins.len()];
    for line in texts(root) {
        let line = words(line);
        if let Some(at) = begins.iter().position(|pattern| fits(pattern, &line)) {
            if begun[at] {
                reports.push(Vec::new());
                begun.fill(false);
            }
            begun[at] = true;
        }
        reports.last_mut().expect("there is always one").push(line);
    }
    reports.iter().map(|report| report_of(lines, report)).collect()
}

fn texts<'v>(root: &'v Value) -> impl Iterator<Item = &'v str> {
    root.get("lines").into_iter().flat_map(Value::items).filter_map(Value::text)
}

fn report_of(lines: &[Line], report: &[Words]) -> Value<'static> {
    let mut members: Vec<(Cow<'static, str>, Value<'static>)> = Vec::new();
    for &(name, pattern) in lines {
        let (mut from, mut pattern) = (0, pattern);
        while let Some((head, rest)) = pattern.split_once(" >> ") {
            from += report[from..].iter().position(|line| fits(head, line)).map_or(report.len() - from, |at| at + 1);
            pattern = rest;
        }
        let mut fitting = report[from..].iter().filter_map(|line| values(pattern, line));
        if let Some(name) = name.strip_suffix("[]") {
            members.push((name.into(), Value::List(fitting.collect())));
        } else if members.iter().all(|(own, _)| own != name) {
            members.extend(fitting.next().map(|values| (name.into(), values)));
        }
    }
    Value::object(members)
}

/// The words of a line.
fn words(line: &str) -> Words<'_> {
    let is_between = |c: char| c.is_whitespace() || matches!(c, '|' | '`' | '\u{2500}'..='\u{257f}');
    let words = line.split(is_between).map(|word| word.trim_end_matches([':', ',', ';', '.']));
    let is_word = |word: &&str| word.contains(|c: char| c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).skip_while(|word| !is_word(word)).collect()
}

fn fits(pattern: &str, line: &[&str]) -> bool {
    values(pattern, line).is_some()
}

fn values(pattern: &str, line: &[&str]) -> Option<Value<'static>> {
    let pattern: Words = pattern.split(' ').collect();
    let mut found = Vec::new();
    let value = |text: &str| Value::of_cell(text.as_bytes().to_vec().into());
    fit(&pattern, line, &mut found)
        .then(|| Value::object(found.into_iter().map(|(name, text)| (name.to_owned().into(), value(text))).collect()))
}

fn fit<'t>(pattern: &[&'t str], line: &[&'t str], found: &mut Found<'t>) -> bool {
    let Some((&first, rest)) = pattern.split_first() else { return line.is_empty() };
    match first {
        "..." if rest.is_empty() => true,
        "..." => (0..=line.len()).any(|skipped| fit(rest, &line[skipped..], found)),
        "{=}" => {
            found.extend(line.iter().filter_map(|word| word.split_once('=')));
            true
        }
        _ => {
            let known = found.len();
            let fits = line
                .split_first()
                .is_some_and(|(word, after)| fits_word(first, word, found) && fit(rest, after, found));
            if !fits {
                found.truncate(known);
            }
            fits
        }
    }
}

fn fits_word<'t>(pattern: &'t str, word: &'t str, found: &mut Found<'t>) -> bool {
    if pattern == "*" {
        return true;
    }
    let Some((before, rest)) = pattern.split_once('{') else { return pattern == word };
    let Some((name, after)) = rest.split_once('}') else { return pattern == word };
    let Some(text) = word.strip_prefix(before) else { return false };
    let next = after.split('{').next().unwrap_or_default();
    let end = if next.is_empty() { Some(text.len()) } else { text.find(next) };
    let Some(end) = end.filter(|&end| end > 0) else { return false };
    found.push((name, &text[..end]));
    fits_word(after, &text[end..], found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::tools::lines::parse;
    use crate::data::tools::path::find;

    fn found(pattern: &str, line: &str) -> Option<String> {
        let value = values(pattern, &words(line))?;
        Some(value.members().iter().map(|(name, value)| format!("{name}:{} ", value.words().unwrap())).collect())
    }

    #[test]
    fn words_of_a_line() {
        assert_eq!(words("│ Req/Sec │ 1,5 │"), ["Req/Sec", "1,5"]);
        assert_eq!(words("  ✓ http_reqs......: 12  4.5/s"), ["http_reqs", "12", "4.5/s"]);
        assert_eq!(words("---- Global Information ---"), ["Global", "Information", "---"]);
    }

    #[test]
    fn patterns() {
        assert_eq!(found("Latency {avg} {sd}", "  Latency   2.5ms  3ms").as_deref(), Some("avg:2.5ms sd:3ms "));
        assert_eq!(found("Latency {avg}", "Latency 2.5ms 3ms"), None);
        assert_eq!(found("{n} reqs {rate}/s", "12 reqs, 4.5/s").as_deref(), Some("n:12 rate:4.5 "));
        assert_eq!(found("all {failed}({share}) ...", "all 0(0.5%) | x").as_deref(), Some("failed:0 share:0.5% "));
        assert_eq!(found("... sum = {n}", "INFO: sum = 7").as_deref(), Some("n:7 "));
        assert_eq!(found("d {=}", "d..: avg=1ms p(95)=2ms").as_deref(), Some("avg:1ms p(95):2ms "));
        assert_eq!(found("* - {n}", "5xx - 3").as_deref(), Some("n:3 "));
    }

    #[test]
    fn reports_begin_where_one_has_its_first_line_already() {
        let root = parse(b"log\nrun 1\nmean 5\n[200] 7\n[500] 1\nrun 2\np: mean 6\nmean 8\n", 99);
        let lines =
            [("mean", "mean {v}"), ("codes[]", "[{code}] {n}"), ("p", "p mean {v}"), ("after", "p ... >> mean {v}")];
        let found = reports(&["run {n}"], &lines, &root);
        assert_eq!(found.len(), 2);
        assert_eq!(find(&found[0], "mean/v"), Some(&Value::Number(5.0)));
        assert_eq!(find(&found[0], "codes/1/n"), Some(&Value::Number(1.0)));
        assert_eq!(find(&found[1], "after/v"), Some(&Value::Number(8.0)));
        assert_eq!(find(&found[1], "p/v"), Some(&Value::Number(6.0)));
    }
}

//! YAML: what it says, against known values; damaged text; caps.

use std::fmt::Write;

use isocost::data::tools::value::Value;
use isocost::data::tools::yaml::parse;

use crate::support::Random;

/// A value in one line, with text in quotes.
fn line(value: &Value, to: &mut String) {
    let all = |to: &mut String, signs: [char; 2], parts: &mut dyn Iterator<Item = (&str, &Value)>| {
        to.push(signs[0]);
        for (at, (name, value)) in parts.enumerate() {
            to.push_str(if at > 0 { " " } else { "" });
            to.push_str(name);
            to.push_str(if signs[0] == '{' { "=" } else { "" });
            line(value, to);
        }
        to.push(signs[1]);
    };
    match value {
        Value::Null => to.push('~'),
        Value::Bool(value) => write!(to, "{value}").unwrap(),
        Value::Number(value) => write!(to, "{value}").unwrap(),
        Value::Text(text) => write!(to, "{text:?}").unwrap(),
        Value::List(items) => all(to, ['[', ']'], &mut items.iter().map(|item| ("", item))),
        Value::Object(members) => {
            all(to, ['{', '}'], &mut members.iter().map(|(name, value)| (&**name, value)));
        }
    }
}

/// What YAML says; `-` where it is refused.
fn read(text: &str) -> String {
    let mut read = String::new();
    match parse(text.as_bytes()) {
        Some(value) => line(&value, &mut read),
        None => read.push('-'),
    }
    read
}

fn hold(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(&read(text), expected, "of {text:?}");
        // Lines may end as those of Windows do.
        let other = text.replace('\n', "\r\n");
        assert_eq!(&read(&other), expected, "of {other:?}");
    }
}

#[test]
fn lists_and_objects_by_indentation() {
    hold(&[
        ("a: 1\nb: x\n", r#"{a=1 b="x"}"#),
        ("a:\n  b:\n    c: 1\n  d: 2\ne: 3", "{a={b={c=1} d=2} e=3}"),
        ("a:\n- 1\n- 2\nb: 3\n", "{a=[1 2] b=3}"),
        ("a:\n  - 1\n  -   2\n", "{a=[1 2]}"),
        ("- a: 1\n  b: 2\n- c: 3\n", "[{a=1 b=2} {c=3}]"),
        ("- - 1\n  - 2\n- - - 3\n-\n  - 4\n", "[[1 2] [[3]] [4]]"),
        ("-\n  a: 1\n-\n- b:\n", "[{a=1} ~ {b=~}]"),
        ("a:\n\n  # comment\n  b: 1 # more\n\n# end\n", "{a={b=1}}"),
        ("a: 1\na: 2\n", "{a=1 a=2}"),
        ("1.50: x\nnull: y\n'2': z\n\"q: r\": s\n--flag: t\n", r#"{1.5="x" ="y" 2="z" q: r="s" --flag="t"}"#),
        ("? long name\n: 1\n? b\n? - c\n: - 2\n", "{long name=1 b=~ =[2]}"),
        ("", "[]"),
        ("# nothing\n", "[]"),
    ]);
}

#[test]
fn plain_scalars() {
    hold(&[
        ("[1, -1.5, +2, 1e3, .5, 007, 12345678901234567890]", "[1 -1.5 2 1000 0.5 7 12345678901234567000]"),
        ("[~, null, Null, NULL, .nan, .NaN, true, True, false, False]", "[~ ~ ~ ~ ~ ~ true true false false]"),
        ("[.inf, -.inf, +.Inf, .INF, .NAN, TRUE, FALSE]", "[inf -inf inf inf ~ true false]"),
        ("[-inf, +inf, -nan, inf]", r#"["-inf" "+inf" "-nan" "inf"]"#),
        ("[yes, tRUE, nUll, 0x1f, 1_000, 12ms, 1.2.3]", r#"["yes" "tRUE" "nUll" "0x1f" "1_000" "12ms" "1.2.3"]"#),
        ("a: b#c\nd: e # f\n", r#"{a="b#c" d="e"}"#),
        (
            "a: http://host:80/x?y=z\nb: 12:30:45\nc: 2025-01-01\n",
            r#"{a="http://host:80/x?y=z" b="12:30:45" c="2025-01-01"}"#,
        ),
        ("a: -x\nb: ?x\nc: :x\nd: - x\n", "-"),
        ("a: -x\nb: ?x\nc: :x\n", r#"{a="-x" b="?x" c=":x"}"#),
        ("a: words\n  that go on\n\n  after a line\nb: 1\n", r#"{a="words that go on\nafter a line" b=1}"#),
        ("a: words # and\n  no more\n", "-"),
        ("a: b: c\n", "-"),
        ("a: b\n  c: d\n", "-"),
        ("just words\nof prose\n", r#""just words of prose""#),
        ("a: @b\n", "-"),
        ("a: %b\n", "-"),
        ("a: é ü\nü: 1\n", r#"{a="é ü" ü=1}"#),
    ]);
}

#[test]
fn text_in_quotes() {
    hold(&[
        ("a: '1'\nb: \"null\"\nc: ''\n", r#"{a="1" b="null" c=""}"#),
        (r"'it''s: \n # no'", r#""it's: \\n # no""#),
        (r#""\"\\\/\n\t\e\x41\u00e9\U0001F600\N""#, r#""\"\\/\n\t\u{1b}Aé😀\u{85}""#),
        ("a: \"two \n  lines\n\n  and \\\n  more\\\n   \\ x\"\n", r#"{a="two lines\nand more x"}"#),
        ("a: 'two \n  lines\n\n\n  more'\n", r#"{a="two lines\n\nmore"}"#),
        ("a: \"x\nb: \"y\"\n", "-"),
        ("a: \"x\nb: y\nc: z\"\n", "-"),
        ("a: \"x\" y\n", "-"),
        (r#"a: "\q""#, "-"),
        (r#"a: "\ud83d""#, "-"),
        (r#"a: "\x+4""#, "-"),
        ("a: \"x", "-"),
    ]);
}

#[test]
fn blocks_of_lines() {
    hold(&[
        ("a: |\n  x\n   y\n\n  z\n\nb: 1\n", r#"{a="x\n y\n\nz\n" b=1}"#),
        ("a: |-\n  x\n\n", r#"{a="x"}"#),
        ("a: |+\n  x\n\nb: 1\n", r#"{a="x\n\n" b=1}"#),
        ("a: >\n  x\n  y\n\n  z\n    w\n  v\n", r#"{a="x y\nz\n  w\nv\n"}"#),
        ("a: >-\n  x\n  # no comment\n", r##"{a="x # no comment"}"##),
        ("a: |2-\n   x\n", r#"{a=" x"}"#),
        ("- |\n x: 1\n- 2\n", r#"["x: 1\n" 2]"#),
        ("--- |\nx\n...\n", r#""x\n""#),
        ("a: |\nb: 1\n", r#"{a="" b=1}"#),
        ("a: | # said\n  x\n", r#"{a="x\n"}"#),
        ("a: |x\n  y\n", "-"),
    ]);
}

#[test]
fn lists_and_objects_in_brackets() {
    hold(&[
        ("{a: 1, 'b': [x, y z,], \"c\":3, d, e: }", r#"{a=1 b=["x" "y z"] c=3 d=~ e=~}"#),
        ("a: {\n  b: [1,\n 2], # said\n  c: two\n   words\n}\nd: 1\n", r#"{a={b=[1 2] c="two words"} d=1}"#),
        ("[a: 1, {b}, [], {}]", "[{a=1} {b=~} [] {}]"),
        ("{a:1}", "{a:1=~}"),
        ("[a, b]: 1\n", "{=1}"),
        ("[http://x.y/z, a#b]", r#"["http://x.y/z" "a#b"]"#),
        ("[1 2]", "[\"1 2\"]"),
        ("[1, , 2]", "-"),
        ("[1", "-"),
        ("[1}", "-"),
        ("{a: 1]", "-"),
        ("a: [1,\nb: 2]\n", "-"),
        ("[1]x", "-"),
    ]);
}

#[test]
fn documents_tags_and_anchors() {
    hold(&[
        ("---\na: 1\n", "{a=1}"),
        ("%YAML 1.2\n---\na: 1\n...\n", "{a=1}"),
        ("--- 1\n--- 2\n...\n3\n", "[1 2 3]"),
        ("---\n---\na: 1\n", "[~ {a=1}]"),
        ("a: 1\n}\n", "-"),
        ("a: &x {n: 1.5}\nb:\n  - *x\n  - null\n", "{a={n=1.5} b=[{n=1.5} ~]}"),
        ("a: &x\n  n: 1\nb: *x\n", "{a={n=1} b={n=1}}"),
        ("&x a: 1\nb: *x\n", r#"{a=1 b="a"}"#),
        ("- &x k: 1\n- *x\n", r#"[{k=1} "k"]"#),
        ("a: &x 1\nb: &x 2\nc: *x\n", "{a=1 b=2 c=2}"),
        ("a: *x\n", "-"),
        ("a: &x [*x]\n", "-"),
        ("a: !!float 1\nb: !x\n  c: 2\n", "{a=1 b={c=2}}"),
        ("<<: {a: 1}\n", "{<<={a=1}}"),
    ]);
}

#[test]
fn indentation_that_says_nothing_is_refused() {
    for text in [
        "a: 1\n b: 2\n",
        "  a: 1\nb: 2\n",
        "- 1\n  - : 2\n",
        "a:\n\tb: 1\n",
        "a: - 1\n",
        "a:\n  - 1\n b: 2\n",
        "- a\nb: 1\n",
    ] {
        assert_eq!(read(text), "-", "{text:?}");
    }
    assert_eq!(read("a: \u{1}\n"), "-", "a control character");
    assert_eq!(read("a: 1\rb: 2\n"), "-", "a line end of its own");
    assert_eq!(parse(b"a: \xff\n"), None, "no UTF-8");
}

#[test]
fn aliases_anchors_and_depth_are_capped() {
    let mut bomb = "a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n".to_owned();
    for level in 1..9 {
        let before = format!("*a{}", level - 1);
        bomb += &format!("a{level}: &a{level} [{}]\n", vec![before; 10].join(","));
    }
    assert_eq!(read(&bomb), "-");
    let anchors: String = (0..1_001).map(|at| format!("- &a{at} 1\n")).collect();
    assert_eq!(read(&anchors), "-");
    assert_ne!(read("&a [1, 2]"), "-");
    for (open, close) in [("[", "]"), ("- ", ""), ("{a: ", "}")] {
        let nested = |depth: usize| read(&(open.repeat(depth) + "1" + &close.repeat(depth)));
        assert_ne!(nested(64), "-", "{open}");
        assert_eq!(nested(65), "-", "{open}");
        assert_eq!(nested(100_000), "-", "{open}");
    }
}

/// Damaged copies of YAML of every kind: read or refused, and never for long.
#[test]
fn damaged_yaml_is_read_or_refused() {
    let seed = "%YAML 1.2\n---\nrun: &r {uid: 'a''b', \"t\": [1, -2.5e3, ~,]}\nlist:\n- x: |+\n    a\n\n     b\n\n  y: >-\n    \
                folded\n    text\n- *r\n- ? k\n  : - - 1\n    - two\n      lines # end\nq: \"esc \\u00e9 \\\n  on\n\n  é\"\n...\n---\n2\n";
    assert_ne!(read(seed), "-");
    const SIGNS: &[u8] = b" \n\t\r:-?#&*!|>'\"%@`[]{},\\x1\0\xc3";
    let mut random = Random::new(31);
    let (mut right, mut refused) = (0, 0);
    for _ in 0..20_000 {
        let mut text = seed.as_bytes().to_vec();
        for _ in 0..=random.below(6) {
            let at = random.below(text.len());
            let end = (at + random.below(30)).min(text.len());
            match random.below(4) {
                0 => drop(text.drain(at..end)),
                1 => text.insert(at, SIGNS[random.below(SIGNS.len())]),
                2 => text[at] = SIGNS[random.below(SIGNS.len())],
                _ => {
                    let part = text[at..end].to_vec();
                    let to = random.below(text.len());
                    text.splice(to..to, part);
                }
            }
        }
        match parse(&text) {
            Some(_) => right += 1,
            None => refused += 1,
        }
    }
    assert!(right > 1_000 && refused > 1_000, "{right} read, {refused} refused: the damage is no test");
}

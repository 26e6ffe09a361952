//! What is copied: one word for each setting whatever it says, no formula, valid JSON.

use super::*;

#[test]
fn commands_are_one_word_for_each_setting_whatever_it_says() {
    let run = |image: &str, batch_size: f64, vus: f64| NextLine {
        like: 0,
        settings: vec![("hw_type".to_owned(), "l4".to_owned()), ("image".to_owned(), image.to_owned())],
        batch_size,
        load: vus,
        axis: LoadAxis::Vus,
        is_repeat: false,
        why: "Because.".to_owned(),
        forecast: "$1.00".to_owned(),
        cost_usd: 1.0,
        improvement: 0.1,
    };
    let lines = vec![run("it's; rm -rf \n\u{1b}$(x)", 8.0, 16.0), run("", f64::NAN, 1.0), run("a", 1.0, f64::NAN)];
    let view = NextView { lines, ..NextView::default() };
    assert_eq!(
        view.k6(),
        "k6 run --vus 16 --duration 60s --tag 'hw_type=l4' --tag 'image=it'\\''s; rm -rf   $(x)' --tag \
         'batch_size=8' script.js\nk6 run --vus 1 --duration 60s --tag 'hw_type=l4' script.js\n"
    );
    let listing = view.listing();
    let titles: Vec<&str> = listing.heads.iter().map(|head| head.title.as_str()).collect();
    assert_eq!(titles, ["Hardware", "Image", "Batch size", "VUs", "Forecast", "Expected improvement", "Why"]);
    assert!(listing.lines.iter().all(|line| line.cells.len() == titles.len()));
    assert_eq!(listing.lines[1].cells[2], "–");
}

#[test]
fn no_copied_cell_is_a_formula() {
    let odd = ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "\u{ff1d}1", "\"=1", "\"\"=1\"", "\u{feff}=1"];
    for text in odd {
        let line = NextLine {
            like: 0,
            settings: vec![(text.to_owned(), text.to_owned())],
            batch_size: -2.0,
            load: 8.5,
            axis: LoadAxis::Vus,
            is_repeat: true,
            why: text.to_owned(),
            forecast: String::new(),
            cost_usd: f64::NAN,
            improvement: f64::NAN,
        };
        let copied = NextView { lines: vec![line], ..NextView::default() }.tsv();
        let rows: Vec<Vec<&str>> = copied.lines().map(|line| line.split('\t').collect()).collect();
        assert_eq!(rows.iter().map(Vec::len).collect::<Vec<_>>(), [5, 5], "{copied:?}");
        assert!([rows[0][0], rows[1][0], rows[1][4]].iter().all(|cell| cell.starts_with('\'')), "{copied:?}");
        assert_eq!(rows[1][1..3], ["-2", "8.5"], "numbers stay numbers");
    }
}

#[test]
fn json_is_json_whatever_the_names() {
    let line = NextLine {
        like: 0,
        settings: vec![("hw \"type\"".to_owned(), "a\\b\n\u{1}é\t".to_owned())],
        batch_size: f64::NAN,
        load: 8.0,
        axis: LoadAxis::Vus,
        is_repeat: false,
        why: "Because.".to_owned(),
        forecast: String::new(),
        cost_usd: f64::NAN,
        improvement: f64::NAN,
    };
    let view = NextView { lines: vec![line.clone(), line], ..NextView::default() };
    let read: serde_json::Value = serde_json::from_str(&view.json()).unwrap();
    assert_eq!(read.as_array().map(Vec::len), Some(2));
    assert_eq!(read[1]["hw \"type\""], "a\\b\n\u{1}é\t");
    assert!(read[0]["batch_size"].is_null());
    assert_eq!(read[0]["k6"]["scenarios"]["run"]["vus"], 8);
    assert_eq!(view.tsv().lines().nth(1), Some("a\\b \u{1}é \t\t8\tno\tBecause."));
    let none = NextView::default();
    assert_eq!((none.json().as_str(), none.tsv().as_str(), none.k6().as_str()), ("[]\n", "", ""));
    assert_eq!(none.listing(), Listing::default());
}

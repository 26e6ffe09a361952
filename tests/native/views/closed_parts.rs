//! What closed parts of the page say of themselves, the search of the table of runs, sentences with short names.

use std::sync::Arc;

use crate::support::shown::{all, real};
use isocost::page::checks::tables::Tables;
use isocost::page::checks::view::{Status, Verdict, brief, summary, worst, worst_in_full};
use isocost::page::runs::table::found;
use isocost::page::words::runs::run_name;
use isocost::page::words::short_sentences::ShortForms;

const CLASSIFICATION: &str = "classification";

#[test]
fn checks_in_a_line_name_what_fails_and_count_what_passes() {
    let shown = Arc::new(real(CLASSIFICATION));
    let verdicts = Tables::of(&shown).every_verdict(&all(&shown));
    assert_eq!(brief(&verdicts, (246, 246)), "2 fail: short runs, Little's law. 1 check warns: accuracy. 4 pass.");
    assert_eq!((worst(&verdicts).as_str(), worst_in_full(&verdicts).as_str()), ("2 fail", "2 checks fail"));
    // Of fewer runs than there are it is said of how many.
    let line = brief(&verdicts, (1, 246));
    assert!(line.starts_with("1 of 246 runs checked. 2 fail: short runs"), "{line}");
    assert!(summary(&verdicts, (130, 246)).starts_with("130 of 246 runs: 2 checks fail, "));
    assert!(summary(&verdicts, (246, 246)).starts_with("246 runs: 2 checks fail, "));
    let passing: Vec<Verdict> = verdicts.iter().map(|_| Verdict::of(Status::Pass, String::new())).collect();
    assert_eq!((worst(&passing), worst_in_full(&passing)), (String::new(), String::new()));
    let line = brief(&passing, (246, 246));
    assert!(line.ends_with(" pass."), "{line}");
    let mut warned = passing;
    warned[0].status = Status::Warn;
    assert_eq!((worst(&warned).as_str(), worst_in_full(&warned).as_str()), ("1 check warns", "1 check warns"));
    assert_eq!((brief(&[], (0, 246)), worst(&[])), (String::new(), String::new()), "nothing was checked");
}

#[test]
fn runs_are_found_by_words_of_either_name() {
    let shown = real(CLASSIFICATION);
    let rows = all(&shown);
    assert_eq!(found(&shown, &rows, " \t"), rows, "no word");
    let short = found(&shown, &rows, "l4 TRT b32");
    assert!(!short.is_empty() && short.len() < rows.len());
    for &row in &short {
        let name = run_name(&shown, row);
        assert!(name.contains("nvidia-l4") && name.contains("trt-onnx"), "{name}");
    }
    assert_eq!(found(&shown, &rows, "nvidia-t4").len() + found(&shown, &rows, "nvidia-l4").len(), rows.len());
    assert_eq!(found(&shown, &rows, "no such run"), Vec::<usize>::new());
    assert_eq!(found(&shown, &[3, 1], ""), [3, 1], "in their order");
    assert_eq!(found(&shown, &[], "l4"), Vec::<usize>::new());
}

#[test]
fn sentences_with_short_names_name_no_image_in_full() {
    let shown = real(CLASSIFICATION);
    let forms = ShortForms::of(&shown);
    for row in all(&shown) {
        let short = forms.shorten(&format!("The fastest is {}.", run_name(&shown, row)));
        assert!(!short.contains("infinity") && !short.contains("nvidia"), "{short}");
        assert!(short.contains("batch size"), "{short}");
    }
}

//! One question, one answer: fifty questions about the bundled tables are answered alike by the reference, the headline,
//! Markdown and the script.

use super::{Table, compare};
use crate::support::questions::fifty;
use crate::support::tables::close;
use isocost::analysis::decide::answer::Demand;
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::tables::table_source::TableSource;
use isocost::page::take_away::python::Topic;
use isocost::page::verdict::confidence::ConfidenceView;
use isocost::page::verdict::markdown::{markdown, text};
use isocost::page::verdict::view::VerdictView;

#[test]
fn fifty_questions_are_answered_alike() {
    let (mut cases, mut answered) = (Vec::new(), 0);
    let asked = fifty();
    assert_eq!(asked.len(), 50);
    let tables: Vec<Table> =
        isocost::data::bundled::TABLES.iter().map(Table::bundled).chain([Table::language_model()]).collect();
    for question in &asked {
        let table = tables.iter().find(|table| table.loaded.place == TableSource::of_dataset(question.table.dataset));
        let table = table.expect("it is one of these");
        let case = table.case(&question.query, Topic::Verdict);
        let name = &case.name;
        let rows = case.choice.filter.rows(&case.shown.runs, &case.shown.batch_sizes);
        let view = VerdictView::new(&case.shown, &Basis::of(&case.shown.runs), &rows, &Asked::of(&case.choice));
        let Some(right) = question.found() else {
            assert_eq!(view.row, None, "{name}: {}", view.sentence);
            assert!(view.headline.number.starts_with("None of"), "{name}: {}", view.headline.number);
            continue;
        };
        answered += 1;
        assert_eq!(view.row, Some(right.row), "{name}: {}", view.sentence);
        if let Some(plan) = case.plan() {
            assert_eq!(plan.machines, right.machines, "{name}");
            assert!(close(plan.load_share, right.load, 1e-9), "{name}: {} {}", plan.load_share, right.load);
        }
        let usd = question.told_usd(&right);
        let is_bill = case.choice.money.demand != Demand::None;
        let told = if is_bill { case.shown.bill(usd) } else { case.shown.rounded(usd) };
        assert_eq!(view.headline.number, told, "{name}: {}", view.sentence);
        let copied = markdown(&view, &ConfidenceView::default(), &case.shown, "", "today");
        assert!(copied.starts_with(&format!("## {}\n\n{}\n", view.title, text(&view.sentence))), "{name}: {copied}");
        for (figure, value) in &view.figures {
            assert!(copied.contains(&format!("| {} | {} |", text(figure), text(value))), "{name}: {figure}");
        }
        cases.push((case, table.path.as_str()));
    }
    assert!((35..50).contains(&answered), "{answered}");
    compare("fifty", &cases);
}

//! One question, one answer: what the page shows, its Markdown and its script are what is computed natively, for fifty
//! questions about the bundled tables; native tests hold that against a reference.

use super::share::{choose, text};
use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, EMBEDDING, Stage, VISION, id, real_repo};
use crate::harness::tab::quote;
use crate::support::questions::{Asking, choice, fifty, shown};
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::take_away::python::{Topic, script};
use isocost::page::verdict::markdown;
use isocost::page::verdict::view::VerdictView;

/// Goes to an address within the page, as Back does.
async fn go(stage: &Stage, question: &Asking) {
    let query = format!("?dataset={}&{}#all", question.table.dataset, question.query);
    let go =
        format!("(history.pushState(null, '', {}), dispatchEvent(new PopStateEvent('popstate')), true)", quote(&query));
    stage.tab.eval::<bool>(go).await;
    stage.app_is("dataset", question.table.dataset).await;
    stage.app_is("busy", "false").await;
}

/// The lines that are run, but for where the table is: the page's is of a commit.
fn code(script: &str) -> Vec<&str> {
    script.lines().filter(|line| !line.starts_with('#') && !line.starts_with("PATH = ")).collect()
}

#[test]
fn fifty_questions_are_answered_as_computed() {
    run(async {
        let stage = Stage::set([VISION, EMBEDDING, CLASSIFICATION].map(real_repo)).await;
        stage.show(VISION, "").await;
        for question in fifty() {
            let (shown, choice) = (shown(question.table, &question.query), choice(&question.query));
            let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
            let view = VerdictView::new(&shown, &Basis::of(&shown.runs), &rows, &Asked::of(&choice));
            go(&stage, &question).await;
            let reading = format!("{} {}", view.headline.number, view.headline.unit).replace('\u{a0}', " ");
            let told = format!("document.querySelector('{}').innerText.replace(/\\s+/g, ' ')", id("answer-number"));
            stage.tab.wait_until(told, reading).await;
            let name = &question.query;
            assert_eq!(stage.in_full("verdict").await, view.sentence, "{name}");
            choose(&stage, "share-form", "verdict in words").await;
            let head = format!("## {}\n\n{}\n", view.title, markdown::text(&view.sentence));
            assert!(text(&stage).await.starts_with(&head), "{name}: {}\n{head}", text(&stage).await);
            choose(&stage, "share-form", "cheapest run and").await;
            assert_eq!(code(&text(&stage).await), code(&script(&shown, &choice, Topic::Verdict)), "{name}");
        }
        stage.assert_no_crash().await;
    });
}

//! Made answers in place of the Hub's: the page shows the table or an error message, and does not crash. The native test
//! `read::hub_answers` tries all of them; these few go through the browser's own client.

use crate::harness::body::{Body, Gate};
use crate::harness::hub::FakeHub;
use crate::harness::run;
use crate::harness::site::Changes;
use crate::harness::stage::{DEFAULT_PATH, OTHER, Stage, VISION, id, other, real_repo, real_table};
use crate::support::answers::bodies;

/// Answers with status 200 that are neither a revision nor a list.
const MADE: [&str; 9] = [
    "nothing",
    "HTML",
    "an empty object",
    "null",
    "siblings null",
    "siblings an object with a length",
    "siblings with numbers as names",
    "truncated object",
    "UTF-16 with a byte order mark",
];

fn made() -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    let all = bodies();
    MADE.into_iter()
        .map(move |name| (name, all.iter().find(|(known, _)| *known == name).expect("it is made").1.clone()))
}

fn answer(hub: &FakeHub, path: &str, body: Vec<u8>) {
    hub.answer_with(path, Some((200, Body::whole(body))));
}

#[test]
fn any_answer_about_the_commit_leaves_the_table() {
    run(async {
        let stage = Stage::set([other(real_table(VISION))]).await;
        for (name, body) in made() {
            answer(&stage.hub, &format!("/api/datasets/{OTHER}/revision/"), body);
            stage.visit(&format!("?dataset={OTHER}/{DEFAULT_PATH}")).await;
            stage.app_is("source", "hub").await;
            stage.points_are(30).await;
            let source = stage.tab.text(&id("source-line")).await;
            assert!(!source.contains("commit"), "{name}: {source}");
            stage.assert_no_crash().await;
        }
    });
}

/// The page itself asks about a bundled table.
#[test]
fn any_answer_about_a_bundled_table_ends_the_asking() {
    run(async {
        let stage = Stage::set([real_repo(VISION)]).await;
        for (name, body) in made() {
            answer(&stage.hub, &format!("/api/datasets/{VISION}/revision/"), body);
            stage.visit("").await;
            stage.app_is("phase", "shown").await;
            stage.app_is("busy", "false").await;
            stage.points_are(30).await;
            let source = stage.tab.text(&id("source-line")).await;
            assert!(!source.contains("asking the Hub"), "{name}: {source}");
            stage.assert_no_crash().await;
        }
    });
}

#[test]
fn any_answer_in_place_of_a_list_is_an_error_message() {
    run(async {
        let stage = Stage::set([other(real_table(VISION))]).await;
        for (name, body) in made() {
            answer(&stage.hub, &format!("/api/datasets/{OTHER}/tree/"), body);
            stage.visit(&format!("?dataset={OTHER}")).await;
            let error = stage.error().await;
            assert!(error.contains("list of files could not be read"), "{name}: {error}");
            stage.app_is("busy", "false").await;
            stage.assert_no_crash().await;
        }
    });
}

/// Headers, and nothing after them. (The page's own deadline is shortened.)
#[test]
fn an_answer_that_never_comes_ends_the_asking() {
    run(async {
        let script = "{ const later = setTimeout; window.setTimeout = (call, ms, ...rest) => \
                      later(call, ms === 20000 ? 500 : ms, ...rest); }";
        let changes = Changes { script: Some(script.to_owned()), ..Changes::default() };
        let stage = Stage::changed([real_repo(VISION)], changes).await;
        let gate = Gate::new();
        let silent = Body::silent("{}", &gate);
        stage.hub.answer_with(&format!("/api/datasets/{VISION}/revision/"), Some((200, silent)));
        stage.visit("").await;
        stage.app_is("busy", "false").await;
        stage.points_are(30).await;
        let source = stage.tab.text(&id("source-line")).await;
        assert!(source.contains("could not be reached") || !source.contains("asking"), "{source}");
        stage.assert_no_crash().await;
        gate.open();
    });
}

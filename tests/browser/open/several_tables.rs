//! Several tables side by side: adding, linking, naming, removing; and failures of one of them.

use crate::harness::hub::{Repo, Trouble};
use crate::harness::run;
use crate::harness::stage::{EMBEDDING, OTHER, Stage, VISION, id, other, real_repo, real_table};
use crate::open::anything::pick;

/// Runs of VISION and of EMBEDDING.
const BOTH: usize = 30 + 80;

/// Three runs as CSV.
const CSV: &str = "vus,batch_size,avg_latency_ms,throughput_req_per_sec,1B_cost,hw_type\n\
                   1,8,10,100,1400,nvidia-l4\n2,8,12,160,900,nvidia-l4\n4,8,20,200,700,nvidia-l4\n";

/// From now on what is opened comes beside what is shown.
async fn beside(stage: &Stage) {
    stage.tab.click(&id("keep-shown")).await;
}

/// Waits until the address names these, in this order.
async fn address_names(stage: &Stage, datasets: &[&str]) {
    let all = "new URLSearchParams(location.search).getAll('dataset').join(' ')";
    stage.tab.wait_until(all, datasets.join(" ")).await;
}

/// Waits until so many tables are listed.
async fn tables_are(stage: &Stage, count: usize) {
    stage.tab.wait_until(format!("document.querySelectorAll('{} li').length", id("tables")), count).await;
}

/// The names of the tables that are listed.
fn names() -> String {
    format!("[...document.querySelectorAll('{} li b')].map(b => b.innerText).join()", id("tables"))
}

fn boxes() -> String {
    format!("{} input[type=checkbox]", id("filter-table"))
}

#[test]
fn table_is_added_and_removed() {
    run(async {
        let stage = Stage::set([real_repo(VISION), real_repo(EMBEDDING)]).await;
        stage.visit(&format!("?dataset={VISION}")).await;
        stage.app_is("source", "hub").await;
        stage.app_is("busy", "false").await;
        stage.points_are(30).await;
        assert_eq!(stage.tab.count(&id("tables")).await + stage.tab.count(&id("filter-table")).await, 0);
        beside(&stage).await;
        stage.load(EMBEDDING).await;
        stage.points_are(BOTH).await;
        stage.app_is("source", "several").await;
        stage.app_is("busy", "false").await;
        tables_are(&stage, 2).await;
        address_names(&stage, &[VISION, EMBEDDING]).await;
        // The boxes stand in the order of their names: first "embedding", then "vision".
        stage.tab.wait_until(format!("document.querySelectorAll('{}').length", boxes()), 2).await;
        stage.tab.click(&boxes()).await;
        stage.points_are(30).await;
        let filter = "new URLSearchParams(location.search).getAll('of_table').join()";
        stage.tab.wait_until(filter, "vision-embedding-ie-optimization".to_owned()).await;
        stage.tab.click(&boxes()).await;
        stage.points_are(BOTH).await;
        let legend: String = stage.tab.eval("document.body.innerText").await;
        assert!(legend.contains("· vision-embedding-ie-optimization"), "the legend names the tables");
        // The first of the list is the one that was there before.
        stage.tab.click(&id("table-remove")).await;
        stage.points_are(80).await;
        address_names(&stage, &[EMBEDDING]).await;
        stage.tab.wait_until(format!("document.querySelectorAll('{}').length", id("tables")), 0).await;
        assert_eq!(stage.tab.count(&id("filter-table")).await, 0);
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_link_opens_all_its_tables_in_their_order() {
    run(async {
        let stage = Stage::set([real_repo(EMBEDDING), other(real_table(VISION))]).await;
        stage.visit(&format!("?dataset={OTHER}&dataset={EMBEDDING}&of_table=loads")).await;
        tables_are(&stage, 2).await;
        stage.app_is("busy", "false").await;
        stage.points_are(30).await;
        address_names(&stage, &[OTHER, EMBEDDING]).await;
        stage.tab.wait_until(names(), "loads,embedding-ie-optimization".to_owned()).await;
        stage.tab.click(&id("reset")).await;
        stage.points_are(BOTH).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_second_table_that_fails_is_named_and_the_first_stays() {
    run(async {
        let private = other(real_table(VISION)).trouble(Trouble::Private);
        let stage = Stage::set([real_repo(EMBEDDING), private]).await;
        stage.visit(&format!("?dataset={EMBEDDING}&dataset={OTHER}")).await;
        let error = stage.error().await;
        assert!(error.contains(OTHER) && error.contains("still shown"), "{error}");
        stage.points_are(80).await;
        stage.app_is("busy", "false").await;
        address_names(&stage, &[EMBEDDING]).await;
        // And by hand, with a good one after it.
        beside(&stage).await;
        stage.load("acme/none").await;
        let says = |word: &str| format!("document.querySelector('{}')?.innerText.includes('{word}')", id("load-error"));
        stage.tab.wait_for(says("acme/none")).await;
        stage.points_are(80).await;
        stage.load(VISION).await;
        stage.points_are(BOTH).await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn a_file_that_was_passed_over_is_told_at_every_width() {
    const SAMPLES: &str = "start_request,delay,status,written,read,method_and_url,thread_id,conn_id,conns,reqs,start,\
                           socket_writable,conn_est,tls_reuse,err\n\
                           1669783256000000,1843,200,96,1240,GET http://app.test/a.html,0,0,200,1,1669783256000000,410,390,0,\n";
    run(async {
        let stage = Stage::set([real_repo(EMBEDDING)]).await;
        stage.visit(&format!("?dataset={EMBEDDING}")).await;
        stage.app_is("source", "hub").await;
        pick(&stage, "files-input", &[("issue.csv", SAMPLES), ("runs.csv", CSV)]).await;
        stage.points_are(3).await;
        stage.tab.wait_until(format!("document.querySelector('{}').innerText", id("data-title")), "runs.csv").await;
        let footer: String = stage.tab.eval("document.querySelector('footer').innerText").await;
        assert!(footer.contains("runs.csv") && !footer.contains("issue.csv") && !footer.contains("more"), "{footer}");
        for width in [1600, 1280, 390] {
            stage.tab.set_viewport(width, 844, 1.0).await;
            stage.tab.wait_until("innerWidth", width).await;
            stage.says("bar-passed", "“issue.csv” is of mb: it holds raw samples").await;
            let seen = "(box => box.width > 100 && box.right <= innerWidth)";
            stage
                .tab
                .wait_for(format!("{seen}(document.querySelector('{}').getBoundingClientRect())", id("bar-passed")))
                .await;
        }
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_file_is_added_beside_a_data_set() {
    run(async {
        let stage = Stage::set([real_repo(EMBEDDING)]).await;
        stage.visit(&format!("?dataset={EMBEDDING}")).await;
        stage.app_is("source", "hub").await;
        stage.app_is("busy", "false").await;
        beside(&stage).await;
        pick(&stage, "files-input", &[("runs.csv", CSV)]).await;
        stage.points_are(83).await;
        tables_are(&stage, 2).await;
        assert!(stage.tab.text(&id("tables")).await.contains("nothing leaves it"));
        // No address can name a file of this computer.
        address_names(&stage, &[EMBEDDING]).await;
        // With the box off, it takes the place of all.
        beside(&stage).await;
        pick(&stage, "files-input", &[("runs.csv", CSV)]).await;
        stage.points_are(3).await;
        stage.tab.wait_until(format!("document.querySelectorAll('{}').length", id("tables")), 0).await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn second_file_of_the_same_name() {
    run(async {
        let stage = Stage::set([real_repo(EMBEDDING)]).await;
        stage.visit(&format!("?dataset={EMBEDDING}")).await;
        stage.app_is("source", "hub").await;
        stage.app_is("busy", "false").await;
        beside(&stage).await;
        pick(&stage, "files-input", &[("runs.csv", CSV)]).await;
        stage.points_are(83).await;
        pick(&stage, "files-input", &[("runs.csv", &CSV.replace("700", "70"))]).await;
        stage.points_are(86).await;
        stage.tab.wait_until(names(), "embedding-ie-optimization,runs.csv,runs.csv (2)".to_owned()).await;
        // The number stays when the first goes.
        stage.tab.click(&format!("{} li:nth-child(2) {}", id("tables"), id("table-remove"))).await;
        stage.points_are(83).await;
        stage.tab.wait_until(names(), "embedding-ie-optimization,runs.csv (2)".to_owned()).await;
        stage.assert_no_crash().await;
    });
}

/// A data set of two tables.
fn two_tables() -> Repo {
    Repo::new("acme/two").file("main", "l4/train-00000-of-00001.parquet", real_table(VISION)).file(
        "main",
        "t4/train-00000-of-00001.parquet",
        real_table(EMBEDDING),
    )
}

#[test]
fn open_choice_and_failure_do_not_stop_other_tables() {
    run(async {
        let stage = Stage::set([two_tables(), real_repo(EMBEDDING), real_repo(VISION)]).await;
        stage.visit(&format!("?dataset=acme/two&dataset=acme/none&dataset={EMBEDDING}&dataset={VISION}")).await;
        // The available tables are shown, and the failed one is named beside the question.
        stage.points_are(BOTH).await;
        stage.tab.wait_until(format!("document.querySelectorAll('{} li button').length", id("choices")), 2).await;
        assert!(stage.tab.text(&id("choices")).await.contains("acme/two"));
        let error = stage.error().await;
        assert!(error.contains("“acme/none” was not opened") && error.contains("still shown"), "{error}");
        stage.app_is("busy", "false").await;
        // Nothing was chosen: the link still asks.
        address_names(&stage, &[EMBEDDING, VISION, "acme/two"]).await;
        stage.tab.click(&format!("{} li:nth-child(1) button", id("choices"))).await;
        stage.points_are(BOTH + 30).await;
        tables_are(&stage, 3).await;
        assert!(stage.error().await.contains("acme/none"), "still missing");
        let tables = "new URLSearchParams(location.search).getAll('table').join()";
        stage.tab.wait_until(tables, "l4/train".to_owned()).await;
        // The data set can be skipped.
        stage.visit(&format!("?dataset={VISION}&dataset=acme/two")).await;
        stage.points_are(30).await;
        stage.tab.click(&id("leave-out")).await;
        stage.tab.wait_until(format!("document.querySelectorAll('{}').length", id("choices")), 0).await;
        // The default table is not written into the address.
        address_names(&stage, &[]).await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn filter_of_a_failed_table_hides_nothing() {
    run(async {
        let stage = Stage::set([real_repo(EMBEDDING), real_repo(VISION)]).await;
        let address = format!("?dataset={EMBEDDING}&dataset={VISION}&dataset=acme/gone&of_table=gone");
        stage.visit(&address).await;
        stage.points_are(BOTH).await;
        assert!(stage.error().await.contains("acme/gone"));
        let filter = "new URLSearchParams(location.search).getAll('of_table').length";
        stage.tab.wait_until(filter, 0).await;
        let ticked = format!("document.querySelectorAll('{}:checked').length", boxes());
        stage.tab.wait_until(ticked, 2).await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn checks_say_which_table_lacks_a_column() {
    run(async {
        let stage = Stage::set([real_repo(EMBEDDING)]).await;
        stage.visit(&format!("?dataset={EMBEDDING}")).await;
        stage.app_is("source", "hub").await;
        stage.app_is("busy", "false").await;
        beside(&stage).await;
        pick(&stage, "files-input", &[("runs.csv", CSV)]).await;
        stage.points_are(83).await;
        stage.tab.there(&id("checks")).await;
        stage.tab.eval::<bool>("(document.querySelector('[data-testid=checks]').scrollIntoView(), true)").await;
        let says = |check: &str, words: &str| {
            format!("document.querySelector('[data-testid=check-{check}]').innerText.includes('{words}')")
        };
        stage.tab.wait_for(says("failed", "Not in runs.csv.")).await;
        stage.tab.wait_for(says("values", "No number is missing")).await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn table_that_cannot_be_compared_can_be_removed() {
    run(async {
        let stage = Stage::set([real_repo(EMBEDDING)]).await;
        stage.visit(&format!("?dataset={EMBEDDING}")).await;
        stage.app_is("source", "hub").await;
        stage.app_is("busy", "false").await;
        beside(&stage).await;
        pick(&stage, "files-input", &[("names.csv", "vus,hw_type\n1,nvidia-l4\n")]).await;
        let error = stage.error().await;
        assert!(error.contains("names.csv") && error.contains("a latency"), "{error}");
        stage.points_are(80).await;
        stage.tab.click(&format!("{} li:nth-child(2) {}", id("tables"), id("table-remove"))).await;
        stage.tab.wait_until(format!("document.querySelectorAll('{}').length", id("load-error")), 0).await;
        stage.points_are(80).await;
        stage.assert_no_crash().await;
    });
}

//! Addresses of the Hub as people paste them: files of buckets, pages with queries and slashes.

use crate::harness::hub::Repo;
use crate::harness::run;
use crate::harness::stage::{EMBEDDING, OTHER, Stage, VISION, id, real_repo, real_table};

#[test]
fn a_file_of_a_bucket_is_shown() {
    run(async {
        let bucket = Repo::bucket("acme/results").file("", "day 1/runs.parquet", real_table(EMBEDDING));
        let stage = Stage::set([bucket, real_repo(VISION)]).await;
        stage.visit("?url=hf://buckets/acme/results/day%201/runs.parquet").await;
        stage.points_are(80).await;
        stage.app_is("busy", "false").await;
        let asked: Vec<_> = stage.hub.requests().into_iter().map(|request| request.target).collect();
        assert_eq!(asked, ["/buckets/acme/results/resolve/day%201/runs.parquet"]);
        assert_eq!(stage.hub.cdn_requests().len(), 1);
        // The link opens it again.
        let kept = "new URLSearchParams(location.search).get('url')";
        let address: String = stage.tab.eval(kept).await;
        assert_eq!(address, "hf://buckets/acme/results/day 1/runs.parquet");
        // Pasted as the download's address; and the bucket itself, whose files are not listed.
        let hub = stage.hub.origin().to_owned();
        stage.load(VISION).await;
        stage.points_are(30).await;
        stage.load(&format!("{hub}/buckets/acme/results/resolve/day%201/runs.parquet?download=true")).await;
        stage.points_are(80).await;
        stage.load("hf://buckets/acme/results").await;
        let error = stage.error().await;
        assert!(error.contains("hf://buckets/acme/results/path/to/file.parquet"), "{error}");
        stage.points_are(80).await;
        stage.load("hf://buckets/acme/results/none.csv").await;
        let missing = format!("document.querySelector('{}')?.innerText.includes('none.csv')", id("load-error"));
        stage.tab.wait_for(missing).await;
        stage.assert_no_crash().await;
    });
}

#[test]
fn the_described_file_of_a_page_is_shown() {
    run(async {
        let two = Repo::new(OTHER).file("main", "a.parquet", real_table(VISION));
        let stage = Stage::set([two.file("main", "d/b.parquet", real_table(EMBEDDING))]).await;
        stage.visit(&format!("?dataset={OTHER}/a.parquet")).await;
        stage.points_are(30).await;
        let page = format!("{}/datasets/{OTHER}/tree/main/", stage.hub.origin());
        stage.load(&format!("{page}?show_file_info=d%2Fb.parquet#files")).await;
        stage.points_are(80).await;
        stage
            .tab
            .wait_for(format!("new URLSearchParams(location.search).get('dataset') === '{OTHER}/d/b.parquet'"))
            .await;
        stage.tab.assert_no_errors().await;
    });
}

//! Each kind of chart through all that may happen to it: drawn, walked by keyboard, pointed at, filtered, left without
//! a run, and with a single one. What each of them says in particular is tested with its section.

use crate::harness::run;
use crate::harness::stage::{CLASSIFICATION, EMBEDDING, Stage, VISION, id};

/// A chart, a table that has it, and what makes another picture of it.
struct Case {
    chart: &'static str,
    dataset: &'static str,
    query: &'static str,
    /// Pressed on the slider of VUs.
    filter: &'static str,
    /// What is said when one run is left, of which it shows nothing; empty for a chart that shows that run.
    of_one: &'static str,
}

impl Case {
    const fn new(chart: &'static str, dataset: &'static str, filter: &'static str) -> Self {
        Self { chart, dataset, query: "", filter, of_one: "" }
    }

    fn canvas(&self) -> String {
        format!("document.querySelector('{} canvas')", id(self.chart))
    }

    fn tooltip(&self) -> String {
        format!("document.querySelector('{} {}')", id(self.chart), id("tooltip"))
    }

    /// How many colours are on the canvas, and a number that tells its picture from others; once it is drawn.
    async fn picture(&self, stage: &Stage) -> (usize, usize) {
        stage.see(&id(self.chart)).await;
        stage.frames().await;
        let counted: Vec<usize> = stage.tab.eval(self.counted()).await;
        (counted[0], counted[1])
    }

    fn counted(&self) -> String {
        format!(
            "(() => {{ const canvas = {};
                const {{ data }} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                const pixels = new Uint32Array(data.buffer);
                return [new Set(pixels).size, pixels.reduce((sum, pixel) => (sum * 31 + pixel) >>> 0, 7)]; }})()",
            self.canvas()
        )
    }

    /// The chart is on the page, and one can see it.
    async fn is_there(&self, stage: &Stage) -> bool {
        stage.tab.eval(format!("!!{0} && {0}.offsetParent !== null", self.canvas())).await
    }

    /// Walks to the first item; what is said of it, and the middle of its marker.
    async fn first(&self, stage: &Stage) -> (String, Vec<f64>) {
        stage.focus(&id(self.chart)).await;
        stage.tab.press("Home").await;
        stage.tab.wait_for(format!("{}?.innerText.trim()", self.tooltip())).await;
        stage.frames().await;
        let middle = format!(
            "(() => {{ const box = document.querySelector('{} {}').getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height / 2]; }})()",
            id(self.chart),
            id("scatter-marker")
        );
        (stage.tab.eval(format!("{}.innerText", self.tooltip())).await, stage.tab.eval(middle).await)
    }

    /// Nothing is there to walk to.
    async fn shows_nothing(&self, stage: &Stage) {
        stage.frames().await;
        if self.is_there(stage).await {
            stage.focus(&id(self.chart)).await;
            stage.tab.press("Home").await;
            stage.frames().await;
            assert!(stage.tab.eval::<bool>(format!("!{}", self.tooltip())).await, "{}: of what?", self.chart);
        }
    }

    /// What the page says makes sense even where there is nothing to say.
    async fn is_sane(&self, stage: &Stage, what: &str) {
        let text = "document.querySelector('main').innerText";
        let odd: Vec<String> = stage.tab.eval(format!("{text}.match(/.*(NaN|undefined).*/g) ?? []")).await;
        assert!(odd.is_empty(), "{}, {what}: {odd:?}", self.chart);
        stage.tab.assert_no_errors().await;
    }
}

async fn drawn_and_pointed_at(case: &Case) {
    let stage = Stage::showing(case.dataset, case.query).await;
    let before = case.picture(&stage).await;
    assert!(before.0 > 3, "{}: {} colours", case.chart, before.0);
    let (said, middle) = case.first(&stage).await;
    stage.tab.press("Escape").await;
    stage.tab.wait_for(format!("!{}", case.tooltip())).await;
    stage.tab.hover_at(middle[0], middle[1]).await;
    stage.tab.wait_until(format!("{}?.innerText", case.tooltip()), said).await;
    stage.tab.hover_at(1.0, 1.0).await;
    stage.tab.wait_for(format!("!{}", case.tooltip())).await;
    stage.focus(&id("vus-max")).await;
    for key in case.filter.split(' ') {
        stage.tab.press(key).await;
    }
    stage.see(&id(case.chart)).await;
    stage.tab.wait_for(format!("{}[1] !== {}", case.counted(), before.1)).await;
    assert!(case.is_there(&stage).await, "{}: a filter took it away", case.chart);
    case.is_sane(&stage, "filtered").await;
}

async fn without_a_run(case: &Case) {
    let stage = Stage::showing(case.dataset, case.query).await;
    case.picture(&stage).await;
    let boxes = format!("{} input[type=checkbox]", id("filter-hw_type"));
    for nth in 0..stage.tab.count(&boxes).await {
        stage.tab.eval::<bool>(format!("(document.querySelectorAll('{boxes}')[{nth}].click(), true)")).await;
    }
    stage.points_are(0).await;
    let section = format!("document.querySelector('{}')?.closest('section')", id(case.chart));
    // Sections far from the screen follow when the controls rest.
    stage.tab.eval::<bool>(format!("({section}?.scrollIntoView(), true)")).await;
    case.shows_nothing(&stage).await;
    case.is_sane(&stage, "empty").await;
}

async fn with_one_run(case: &Case) {
    let stage = Stage::showing(case.dataset, &format!("{}&cheapest=1", case.query)).await;
    stage.points_are(1).await;
    if case.of_one.is_empty() {
        assert!(case.picture(&stage).await.0 > 3, "{}: blank", case.chart);
        assert!(!case.first(&stage).await.0.is_empty());
    } else {
        let words = case.of_one;
        stage.tab.wait_for(format!("document.querySelector('main').innerText.includes({words:?})")).await;
        case.shows_nothing(&stage).await;
    }
    case.is_sane(&stage, "one run").await;
}

fn lives(case: Case) {
    run(async {
        drawn_and_pointed_at(&case).await;
        without_a_run(&case).await;
        with_one_run(&case).await;
    });
}

#[test]
fn the_scatter() {
    lives(Case { query: "&batch_size=4", ..Case::new("scatter", VISION, "Home") });
}

#[test]
fn the_density_of_accuracies() {
    let of_one = "one value has no density curve";
    lives(Case { of_one, ..Case::new("accuracy", CLASSIFICATION, "Home") });
}

#[test]
fn the_histogram_of_invalid_responses() {
    // Every run has the same number: only the notebook draws that.
    lives(Case { query: "&preset=notebook", ..Case::new("invalid", VISION, "Home") });
}

#[test]
fn the_histogram_of_the_response_shape() {
    lives(Case::new("response-shape", VISION, "Home"));
}

#[test]
fn the_histogram_of_embedding_sizes() {
    lives(Case { query: "&preset=notebook", ..Case::new("response-shape", EMBEDDING, "Home") });
}

#[test]
fn the_lines_over_vus() {
    // At most 256 VUs the first group still rises at its last but one.
    let of_one = "No chart: none of these groups still rises.";
    lives(Case { query: "&max_vus=256", of_one, ..Case::new("enough-vus-lines", EMBEDDING, "ArrowLeft") });
}

#[test]
fn the_contour() {
    lives(Case::new("contour-1", VISION, "ArrowLeft"));
}

#[test]
fn the_bubbles() {
    lives(Case { of_one: "Nothing to compare", ..Case::new("bubbles", CLASSIFICATION, "Home") });
}

#[test]
fn the_evidence() {
    lives(Case::new("trust-chart", VISION, "ArrowLeft"));
}

#[test]
fn break_even() {
    lives(Case::new("break-even-chart", CLASSIFICATION, "Home"));
}

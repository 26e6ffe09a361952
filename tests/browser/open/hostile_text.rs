//! Hostile text in names and values of a file: markup, control characters, very long names.

use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use crate::harness::run;
use crate::harness::stage::{OTHER, Stage, id, other};
use crate::harness::tab::quote;

/// Values of the column that tells hardware apart.
const HARM: [&str; 7] = [
    "<img src=x onerror=\"window.pwned=1\">",
    "</td><script>window.pwned=1</script>",
    "=HYPERLINK(\"javascript:window.pwned=1\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\u{202e}4l-aidivn\u{2066}",
    "bell\u{7}escape\u{1b}[31mnull\u{0}",
    "'\"`;${window.pwned=1}{{window.pwned=1}}&amp;&#60;",
];

/// A column of text or of numbers.
fn field(name: &str, physical: Physical) -> Type {
    let text = (physical == Physical::BYTE_ARRAY).then_some(LogicalType::String);
    let field = Type::primitive_type_builder(name, physical).with_repetition(Repetition::REQUIRED);
    field.with_logical_type(text).build().expect("a column of a plain type")
}

/// A table with a row for each value, whose other columns are fit to be compared.
fn table(values: &[String], name: &str) -> Vec<u8> {
    let numbers = ["vus", "batch_size", "avg_latency_ms", "throughput_req_per_sec", "1B_cost"];
    let mut fields = vec![field("hw_type", Physical::BYTE_ARRAY), field(name, Physical::BYTE_ARRAY)];
    fields.extend(numbers.iter().map(|name| field(name, Physical::DOUBLE)));
    let fields = fields.into_iter().map(Arc::new).collect();
    let schema = Type::group_type_builder("runs").with_fields(fields).build().expect("a flat table");
    let properties = Arc::new(WriterProperties::builder().build());
    let mut file = SerializedFileWriter::new(Vec::new(), Arc::new(schema), properties).expect("memory takes it");
    let mut group = file.next_row_group().expect("a new group");
    for at in 0..2 + numbers.len() {
        let mut column = group.next_column().expect("columns can be written").expect("one for each field");
        let written = if at < 2 {
            let values: Vec<ByteArray> = values.iter().map(|value| value.as_str().into()).collect();
            column.typed::<ByteArrayType>().write_batch(&values, None, None)
        } else {
            let values: Vec<f64> = (0..values.len()).map(|row| ((at + 1) * (row + 2)) as f64).collect();
            column.typed::<DoubleType>().write_batch(&values, None, None)
        };
        assert_eq!(written.expect("the values are of the column's type"), values.len());
        column.close().expect("the column is whole");
    }
    group.close().expect("the group is whole");
    file.into_inner().expect("the file is whole")
}

/// As the page shows it: by its number, what turns the direction of reading.
fn seen(value: &str) -> String {
    value.replace('\u{202e}', "[U+202E]").replace('\u{2066}', "[U+2066]")
}

async fn assert_harmless(stage: &Stage) {
    let harmless =
        "window.pwned === undefined && !document.querySelector('main img, main script, main a[href^=javascript]')";
    assert!(stage.tab.eval::<bool>(harmless).await, "something of the data became markup");
    let turned = "[...document.querySelectorAll('main, main *')].some(e => [...e.childNodes].some(n => n.nodeType === 3 \
                  && /[\\u202a-\\u202e\\u2066-\\u2069]/.test(n.data)))";
    assert!(!stage.tab.eval::<bool>(turned).await, "a character that nobody sees turns the direction of text");
    let fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth";
    let wide = "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
        .map(e => `${e.tagName}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`).slice(0, 9)";
    if !stage.tab.eval::<bool>(fits).await {
        panic!("a long name makes the page scroll sideways: {:?}", stage.tab.eval::<Vec<String>>(wide).await);
    }
    stage.assert_no_crash().await;
}

#[test]
fn harmful_values_are_shown_as_text() {
    run(async {
        let values = HARM.map(str::to_owned);
        let stage = Stage::set([other(table(&values, "<b onmouseover=\"window.pwned=1\">\u{202e}=1+1"))]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.points_are(values.len()).await;
        stage.see(&id("scatter")).await;
        stage.tab.there(&id("runs")).await;
        for place in ["legend", "filter-hw_type", "runs"] {
            for value in &values {
                // The characters themselves, as an element holds them: rendering may leave out what cannot be seen.
                let holds =
                    format!("document.querySelector('{}').textContent.includes({})", id(place), quote(&seen(value)));
                let shown: String =
                    stage.tab.eval(format!("document.querySelector('{}').textContent", id(place))).await;
                assert!(stage.tab.eval::<bool>(holds).await, "{place} does not show {value:?}: {shown:?}");
            }
        }
        assert_harmless(&stage).await;
    });
}

#[test]
fn very_long_names_do_not_break_the_page() {
    run(async {
        let long = |letter: &str| letter.repeat(10_000);
        let values = [long("h"), long("<b>"), long("\u{202e}x")];
        let stage = Stage::set([other(table(&values, &long("column")))]).await;
        stage.visit(&format!("?dataset={OTHER}")).await;
        stage.points_are(values.len()).await;
        stage.see(&id("scatter")).await;
        stage.focus(&id("scatter")).await;
        stage.tab.press("End").await;
        stage.tab.wait_for(format!("document.querySelector('{}')", id("tooltip"))).await;
        assert_eq!(stage.rows().await.len(), values.len());
        assert_harmless(&stage).await;
    });
}

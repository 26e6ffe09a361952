//! Scripts of tables with odd names, units and labels.

use super::*;

/// Names of columns and labels that would end a literal, a line or a template.
const ODD: [&str; 6] = [
    "\"; import os; os.abort() #",
    "\\",
    "'''\n\"\"\"\nraise SystemExit(3)\n",
    "$0 $1 {0} %s {cost}",
    "a\u{2028}b\u{202e}c\u{0}d\re",
    "日本 😀 (none)",
];

/// Runs under odd names, in units of their own, each configuration a bit different.
fn odd_runs() -> String {
    let mut rows = Vec::new();
    for (nth, label) in ODD.iter().enumerate() {
        for step in 0..12_u32 {
            let (batch, vus) = (1 << (step % 3), 8 << (step / 3));
            let rate = f64::from(vus) * 3.0 / (1.0 + 0.2 * f64::from(vus * (nth as u32 + 1))) + 0.01 * f64::from(step);
            let mode = if step % 2 == 0 { "x\"" } else { "y\\" };
            rows.push(serde_json::json!({
                "gpu\"\n#": label,
                "im\\age": ODD[(nth + step as usize % 2) % ODD.len()],
                "mode $1": mode,
                "batch": batch,
                "load": vus,
                "mean 'e2e'": f64::from(vus) / rate,
                "tail": 2e6 * f64::from(vus) / rate,
                "per minute": rate * 60.0,
                "$": 0.5 + nth as f64,
                "sent": 1000,
                "bad": 0.002 * f64::from(step % 5),
            }));
        }
    }
    rows.iter().map(|row| row.to_string() + "\n").collect()
}

/// The roles of those columns, as an address has them.
const ODD_COLUMNS: &str = "columns=vus:load,batch:batch,avg:mean 'e2e'@s,p95:tail@us,rate:per minute@per_min,\
     price:$@per_h,total:sent,failed:bad@share,hw:gpu\"\n#,image:im\\age,by:mode $1";

#[test]
fn odd_names_units_and_labels() {
    let table = Table::written("odd \"runs\".jsonl", &odd_runs());
    let filters = [
        String::new(),
        format!("&hw_type={}&hw_type={}", ODD[0], ODD[2]),
        format!("&image={}&max_vus=32&batch_size=2", ODD[3]),
        format!("&allow_hw={}&allow_hw={}&max_error_share=0.005&min_req_per_sec=1", ODD[4], ODD[1]),
        "&max_avg_ms=900&latency=p95&max_p95_ms=2500".to_owned(),
        "&preset=notebook".to_owned(),
        "&hide=the first".to_owned(),
        "&plan=20/s@24h&max_p95_ms=2500".to_owned(),
        format!("&plan=20/s@24h&max_cost=1B&load_percent=50&allow_hw={}", ODD[0]),
        "&plan=1M@7.5h&max_cost=1B".to_owned(),
    ];
    let mut cases = Vec::new();
    for filter in &filters {
        for topic in topics() {
            cases.push((table.case(&format!("{ODD_COLUMNS}{filter}"), topic), table.path.as_str()));
        }
    }
    assert!(cases[..3].iter().all(|(case, _)| case.says_something()));
    // A label is where prices are, too.
    let mut choice = table.case(ODD_COLUMNS, Topic::Best).choice;
    ODD.iter().enumerate().for_each(|(nth, label)| choice.prices.set("", label, Some(9.0 - nth as f64)));
    let shown = table.loaded.shown(&choice).unwrap();
    assert_eq!(shown.runs.prices.len(), ODD.len());
    cases.push((Case::new("odd prices".to_owned(), shown, choice, Topic::Best), table.path.as_str()));
    compare("odd", &cases);
}

// The first views of a profile: addresses, sizes and screens that show something else before the secondary module is there.

const TABLES = "src/data/bundled";
const FIXTURES = "batch_size_int32 codec_snappy dictionary_given_up duplicate_rows page_index pandas_index pyarrow_default required_columns with_nulls";

// Tables as people write them, served by these names.
const HEAD = "vus,batch_size,avg_latency_ms,throughput_req_per_sec,1B_cost,hw_type";
const ROWS = [[1, 8, 10, 100, 1400, "nvidia-l4"], [2, 8, 12, 160, 900, "nvidia-l4"], [4, 8, 20, 200, 700, "nvidia-l4"]];
const records = ROWS.map((row) => Object.fromEntries(HEAD.split(",").map((name, at) => [name, row[at]])));
export const MADE = {
  "runs.csv": [HEAD, ...ROWS].join("\n"),
  "runs.json": JSON.stringify(records),
  "runs.jsonl": records.map((record) => JSON.stringify(record)).join("\n"),
  // In the words of load testers, without prices.
  "words.csv": "concurrency,Requests/sec,mean (s),p95 (s),failed\n1,10,0.1,0.12,0\n2,19,0.11,0.15,1\n4,30,0.13,0.2,0\n8,34,0.24,0.4,3",
};

// What shows that a view is there.
const HUB = "[data-source=hub]";
const LINE = "[title]:not([title=''])[data-testid=source-line]";
const EMBEDDED = "[data-testid=embed-line]";
const LATER = "[data-source=hub] [data-testid=later-failed]";

// Of each view: its address; `sign`, which shows that it is there; `hub`, how the Hub is to be; in a frame of `width`
// pixels, where one is given; on a screen of this pixel `ratio` and colour `scheme`; `parts`, the modules whose profile it
// counts for. Of a file of text only the page's counts: what reads text is in the reader's secondary module.
export function views(port) {
  // The Hub has the table that comes with the page, does not answer, or says no.
  const [hub, dead, lost] = [`http://localhost:${port}`, "http://localhost:9", `http://localhost:${port}/nobody`];
  const view = (address, sign = HUB, more = {}) => ({ address, sign, hub, parts: ["page", "reader"], ...more });
  const at = (table) => `url=${encodeURIComponent(`http://127.0.0.1:${port}/${table}`)}`;
  const web = (table) => view(`/?${at(table)}`, "[data-source=web]");
  const text = (name, more) => view(`/?${at(`made/${name}`)}`, "[data-source=web]", { parts: ["page"], ...more });
  return [
    view("/"),
    view("/?embed=1", LINE, { hub: dead }),
    view("/?dataset=derek-thomas/embedding-ie-optimization", LINE, { hub: dead }),
    view("/?dataset=derek-thomas/classification-ie-optimization", LINE, { hub: lost }),
    web(`${TABLES}/vision-embedding-ie-optimization.parquet`),
    web(`${TABLES}/classification-ie-optimization.parquet`),
    ...FIXTURES.split(" ").map((name) => web(`tests/fixtures/${name}.parquet`)),
    view("/?dataset=somebody/runs", "[data-dataset='somebody/runs'][data-source=hub]"),
    view("/?dataset=somebody/runs&max_vus=64&look=dark", "[data-dataset='somebody/runs'][data-source=hub]"),
    view("/?theme=dark&max_vus=4"),
    view("/?view=contour", LATER),
    view("/?dataset=nobody/nothing", "[data-testid=load-error]"),
  ];
}
export const candidates = (port) => {
  const hub = `http://localhost:${port}`;
  const view = (address, sign = HUB, more = {}) => ({ address, sign, hub, parts: ["page", "reader"], ...more });
  const at = (table) => `url=${encodeURIComponent(`http://127.0.0.1:${port}/${table}`)}`;
  const text = (name, more) => view(`/?${at(`made/${name}`)}`, "[data-source=web]", { parts: ["page"], ...more });
  const widths = [320, 390, 600, 900, 1280, 1900];
  const fixture = (name) => view(`/?${at(`tests/fixtures/${name}.parquet`)}`, "[data-source=web]");
  const bundled = ["vision-embedding", "embedding", "classification"].map((name) => `derek-thomas/${name}-ie-optimization`);
  return [
    ...widths.map((width) => view("/", HUB, { width })),
    ...[1.5, 2, 3].map((ratio) => view("/", HUB, { ratio })),
    view("/", HUB, { scheme: "dark" }),
    ...["verdict", "scatter", "contour", "vus"].map((name) => view(`/?embed=1&view=${name}`, EMBEDDED, { width: 600 })),
    ...["verdict", "scatter", "contour", "vus"].map((name) => view(`/?view=${name}`, "[data-testid=whole-page]")),
    view("/?embed=1&view=scatter", EMBEDDED, { width: 320 }),
    ...bundled.map((name) => view(`/?dataset=${name}`, LINE, { hub: "http://localhost:9" })),
    ...bundled.map((name) => view(`/?dataset=${name}&preset=notebook`, LINE, { hub: "http://localhost:9" })),
    ...["preset=notebook", "latency=p95", "axes=log", "axes=linear", "cheapest=10", "hide=Pareto%20front", "theme=light", "pin=12", "pin=3&pin=4",
      "max_p95_ms=500", "max_avg_ms=100", "max_error_share=0.1", "min_req_per_sec=100", "allow_hw=nvidia-l4", "hw_type=nvidia-l4", "batch_size=64", "image=x", "max_p95_ms=0.001",
      "currency=%E2%82%AC", "break_even=aws/nvidia-l4", "plan=50/s@24h", "plan=1000@24h", "plan_p95_ms=100", "prices=aws/nvidia-l4:0.6", "columns=vus:vus", "columns=avg:test_duration",
      "contour=p95", "tried_vus=256", "compare=engine", "objectives=cost,p95", "bins=30", "sort=-vus", "columns_shown=all", "nonsense=1", "max_vus=many", "embed=yes", "view=all", "tolerance_percent=5", "look=dark", "nosw"].map((query) => view(`/?${query}`)),
    text("runs.csv"), text("runs.csv", { width: 390 }), text("runs.json"), text("runs.jsonl"), text("words.csv"),
    ...["ties", "one_row", "extra_columns", "many_columns", "nan_inf", "missing_cost", "all_null_cost", "missing_vus", "missing_latency", "no_rows", "types_bool", "cost_is_text", "hw_is_number", "markup_in_strings", "truncated", "polars_default", "hyparquet_writer", "decimal_fixed", "cost_float32"].map((name) => ({ ...fixture(name), sign: "[data-source=web], [data-testid=load-error]" })),
    view(`/?${at("tests/fixtures/codec_snappy.parquet")}&${at("tests/fixtures/pyarrow_default.parquet")}`, "[data-source=web], [data-source=several], [data-testid=load-error]"),
    view(`/?${bundled.map((name) => `dataset=${name}`).join("&")}`, "[data-source]:not([data-source=none])", { hub: "http://localhost:9" }),
    view(`/?dataset=derek-thomas/nothing`, "[data-testid=load-error]"),
    view(`/?dataset=not%20a%20name`, "[data-testid=load-error]"),
    view(`/?url=http://localhost:9/runs.csv`, "[data-testid=load-error]", { parts: ["page"] }),
    view(`/?${at("made/none.csv")}`, "[data-testid=load-error]", { parts: ["page"] }),
    view(`/?dataset=somebody/runs`, "[data-testid=load-error]", { hub: "http://localhost:9" }),
    view(`/?dataset=private/runs`, "[data-testid=load-error]"),
    view(`/?dataset=gated/runs`, "[data-testid=load-error]"),
  ];
};

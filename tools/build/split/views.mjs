// The first views of a profile: addresses, sizes and screens that show something else before the secondary module is there.

const TABLES = "src/data/bundled";
// Files that differ in how they were written, of usual tables and of others (src/worker/usual.rs).
const USUAL = "batch_size_int32 codec_snappy duplicate_rows page_index pyarrow_default required_columns with_nulls";
const OTHERS = "dictionary_given_up pandas_index";

// Tables as people write them, served by these names.
const HEAD = "vus,batch_size,avg_latency_ms,throughput_req_per_sec,1B_cost,hw_type";
const ROWS = [[1, 8, 10, 100, 1400, "nvidia-l4"], [2, 8, 12, 160, 900, "nvidia-l4"], [4, 8, 20, 200, 700, "nvidia-l4"]];
const records = ROWS.map((row) => Object.fromEntries(HEAD.split(",").map((name, at) => [name, row[at]])));
export const MADE = {
  "runs.csv": [HEAD, ...ROWS].join("\n"),
  "runs.json": JSON.stringify(records),
  "runs.jsonl": records.map((record) => JSON.stringify(record)).join("\n"),
};

// What readers choose in the first view, as links say it. All else that an address may say waits for all of the code
// (tools/build/loader/early.js).
const CHOSEN = [
  "preset=notebook",
  "max_p95_ms=500",
  "max_p95_ms=500&max_avg_ms=400",
  "max_avg_ms=100&max_error_share=0.1&min_req_per_sec=100&allow_hw=nvidia-l4",
  "max_p95_ms=0.001",
  "latency=p95&axes=log&hide=Pareto%20front",
  "axes=linear&cheapest=10&pin=12&pin=3",
  "hw_type=nvidia-l4&batch_size=64",
  "image=x",
  "image=x&max_p95_ms=500",
  // Together they ask for more than each by itself.
  "max_vus=4&latency=p95&axes=log&hide=Pareto%20front&pin=12",
  "hw_type=nvidia-l4&batch_size=64&cheapest=10&axes=linear&pin=12&pin=3",
  "max_p95_ms=500&max_avg_ms=400&max_error_share=0.1&min_req_per_sec=1&allow_hw=nvidia-l4",
  "hw_type=nvidia-t4&hw_type=nvidia-l4&batch_size=1&batch_size=64&allow_hw=nvidia-l4&min_req_per_sec=1&cheapest=1",
  "cheapest=10&hide=nvidia-l4&image=trt-onnx",
  "embed=1&cheapest=10&hide=Pareto%20front&hw_type=nvidia-l4&max_avg_ms=400&pin=12",
  "preset=notebook&hide=nvidia-l4&hw_type=nvidia-t4&hw_type=nvidia-l4&latency=p95&max_avg_ms=400&allow_hw=nvidia-l4",
];

// What shows that a view is there.
const HUB = "[data-source=hub]";
const LINE = "[title]:not([title=''])[data-testid=source-line]";
const EMBEDDED = "[data-testid=embed-line]";
const LATER = "[data-source=hub] [data-testid=later-failed]";

// Of each view: its address; `sign`, which shows that it is there; `hub`, how the Hub is to be; in a frame of `width`
// pixels, where one is given; on a screen of this pixel `ratio` and colour `scheme`; `often`, whether all is done again and
// again; `drops`, whether a file is dropped on the page; `counts`, the profile that what it calls
// of the page and of the reader counts for: `page` is that of the primary module, `opened` that of the module for tables that an
// address names, `moves` that of the one that says why it did not come, `asked` that for what else it asks for (tools/build/loader/early.js knows which do); `reader` is that of the
// reader's primary module, `hub` that of the module for tables of the Hub. What of the reader's reads text is in another module,
// and `text` says what that needs of others. Of a table that is rare only the reader's does: the page waits for all of its code.
export function views(port) {
  // The Hub has the table that comes with the page, does not answer, or says no.
  const [hub, dead, lost] = [`http://localhost:${port}`, "http://localhost:9", `http://localhost:${port}/nobody`];
  const view = (address, sign = HUB, more = {}) => ({ address, sign, hub, counts: { page: "opened", reader: "hub" }, ...more });
  const plain = (address, sign, more) => view(address, sign, { ...more, counts: { page: "page", reader: "hub" } });
  const at = (table) => `url=${encodeURIComponent(`http://127.0.0.1:${port}/${table}`)}`;
  const web = (table, more) => view(`/?${at(table)}`, "[data-source=web]", { counts: { page: "opened", reader: "reader" }, ...more });
  const text = (name, more) => view(`/?${at(`made/${name}`)}`, "[data-source=web]", { counts: { page: "opened", reader: "text" }, ...more });
  return [
    plain("/", HUB, { often: true }),
    plain("/", LINE, { hub: lost }),
    plain("/?embed=1", LINE, { hub: dead }),
    view("/?dataset=derek-thomas/embedding-ie-optimization", LINE, { hub: dead }),
    view("/?dataset=derek-thomas/classification-ie-optimization", LINE, { hub: lost }),
    web(`${TABLES}/vision-embedding-ie-optimization.parquet`),
    web(`${TABLES}/classification-ie-optimization.parquet`),
    ...USUAL.split(" ").map((name) => web(`tests/fixtures/${name}.parquet`)),
    ...OTHERS.split(" ").map((name) => web(`tests/fixtures/${name}.parquet`, { counts: { reader: "reader" } })),
    view("/?dataset=somebody/runs", "[data-dataset='somebody/runs'][data-source=hub]"),
    view("/?dataset=somebody/runs&max_vus=64&look=dark", "[data-dataset='somebody/runs'][data-source=hub]"),
    view("/?embed=1&dataset=somebody/runs", "[data-dataset='somebody/runs'][data-source=hub]", { width: 390 }),
    plain("/?theme=dark&max_vus=4"),
    ...CHOSEN.map((chosen) => view(`/?${chosen}`, HUB, { counts: { page: "asked" } })),
    ...[320, 390, 1280].map((width) => plain("/", HUB, { width })),
    plain("/", HUB, { ratio: 1.5, scheme: "dark" }),
    plain("/?embed=1&view=scatter", EMBEDDED, { width: 600 }),
    plain("/?embed=1&view=verdict", EMBEDDED, { width: 320 }),
    plain("/?embed=1&view=vus", LATER, { width: 320 }),
    plain("/?view=contour", LATER),
    plain("/?view=nonsense&max_vus=many"),
    text("runs.csv", { width: 390 }),
    text("runs.json"),
    text("runs.jsonl"),
    // What is dropped has another way into the reader.
    view("/", "[data-source=files]", { drops: true, counts: { reader: "text" } }),
    view(`/?${at("made/none.csv")}`, "[data-testid=load-error]", { counts: { page: "moves", reader: "reader" } }),
    view("/?dataset=nobody/nothing", "[data-testid=load-error]", { counts: { page: "moves", reader: "hub" } }),
  ];
}

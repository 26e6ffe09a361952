// Starts the reader beside the page where the address names a table that it has to fetch, so that both are ready at once.
// The page's code takes it over (worker/client.rs).
var isocostReader;
// A worker with the name of its lock (gate.js).
var isocostWorker = (script, kind = "isocost") => {
  const lock = `${kind}-${Math.random()}`;
  return Object.assign(new Worker(script, { name: lock }), { lock, script });
};
// Whether the address asks for a first view by code that usual ones do not call, which the profile
// (tools/build/split/views.mjs) lacks. The page then waits for all of its code (page.js).
var isocostRare;
// The modules with what a first view calls where the address names a table, and where it asks for something else, on their
// way; none where it does neither.
var isocostAsked = [];
{
  // The build fills in the tables that come with the page.
  const BUNDLED = [];
  const told = (name) => document.querySelector(`meta[name=isocost-${name}]`).content;
  // A fragment without a value is the name of a place on the page.
  const hash = location.hash.includes("=") ? location.hash : "";
  const pairs = [location.search, hash].flatMap((part) => [...new URLSearchParams(part.replace(/^[#?]/, ""))]);
  const keys = pairs.map(([key]) => key);
  const tables = pairs.filter(([key]) => /^(dataset|url)$/.test(key));
  const isPlain = (key) => /^(embed|view|controls|theme|look|nosw|max_vus|__.*|utm_.*|.*clid)$/.test(key);
  const isUsual = (key) => isPlain(key) || /^(dataset|url|table|preset|max_.+|min_.+|allow_hw|hw_type|image|batch_size|cheapest|latency|axes|hide|pin)$/.test(key);
  // The table of a language model.
  const isOfModels = ([key, name]) => key === "dataset" && /^bundled\//.test(name);
  const isSaved = !!document.querySelector("meta[name=isocost-state]");
  // What is no name is refused.
  const isNoName = ([key, name]) => key === "dataset" && !name.includes("/");
  isocostRare = !keys.every(isUsual) || tables.length > 1 || tables.some(isOfModels) || tables.some(isNoName) || isSaved;
  const fetched = tables.some(([key, name]) => key === "url" || !BUNDLED.includes(name));
  const beside = self.origin !== "null" && !document.querySelector("[data-file]");
  if (told("asked") && beside) {
    const isOfTable = (key) => isPlain(key) || /^(dataset|url|table)$/.test(key);
    const needed = keys.every(isPlain) ? 0 : keys.every(isOfTable) ? 1 : 2;
    isocostAsked = told("asked").split(" ").slice(0, needed).map((name) => fetch(name));
    // Heard by page.js.
    for (const coming of isocostAsked) coming.catch(() => {});
  }
  const [script, code] = told("reader").split(" ");
  // The request for the one table that the address names, as the page will make it (src/worker/message.rs), where that is
  // plain to see. A reader with a token is asked by the page alone.
  const request = () => {
    const [[, place], ...others] = tables;
    const isSeen = /^([\w.-]+\/[\w.-]+|https?:\/\/(?!huggingface\.co|github\.com)[^\s?#]+\.(parquet|csv|jsonl?))$/.test(place);
    if (others.length || !isSeen || isSaved || sessionStorage.getItem("isocost-token")) return;
    return { hub: told("hub").replace(/\/+$/, ""), table: pairs.find(([key]) => key === "table")?.[1], all: false, place };
  };
  try {
    if (fetched && beside) {
      // The name tells that its code comes from here, compiled while the worker starts; or nothing, and it fetches that itself.
      const reader = (isocostReader = isocostWorker(script, "isocost-given"));
      const compiled = (name) => WebAssembly.compileStreaming(fetch(name));
      const isOfHub = tables.some(([key]) => key === "dataset");
      const give = ([code, hub]) => reader.postMessage({ code, hub });
      Promise.all([compiled(code), isOfHub && compiled(code.replace("_bg.", "_hub."))]).then(give, () => give([]));
      // Kept for the page, which listens later (page.js).
      const said = (isocostReader.said = []);
      isocostReader.onmessage = ({ data }) => said.push(data);
      isocostReader.onerror = () => (isocostReader = undefined);
      const asked = request();
      isocostReader.asked = JSON.stringify(asked);
      if (asked) isocostReader.postMessage(asked);
    }
  } catch {}
}

// Starts the reader beside the page where the address names a table that it has to fetch, so that both are ready at once.
// The page's code takes it over (worker/client.rs).
var isocostReader;
// A worker with the name of its lock (gate.js).
var isocostWorker = (script) => {
  const lock = `isocost-${Math.random()}`;
  return Object.assign(new Worker(script, { name: lock }), { lock, script });
};
// Whether the address asks for a first view by code that usual ones do not call, which the profile
// (tools/build/split/views.mjs) lacks. The page then waits for all of its code (page.js).
var isocostRare;
// The module with what a first view calls where the address asks for something, on its way; nothing where it does not.
var isocostAsked;
{
  // The build fills in the tables that come with the page.
  const BUNDLED = [];
  const told = (name) => document.querySelector(`meta[name=isocost-${name}]`).content;
  // A fragment without a value is the name of a place on the page.
  const hash = location.hash.includes("=") ? location.hash : "";
  const named = [location.search, hash].map((part) => new URLSearchParams(part.replace(/^[#?]/, "")));
  const keys = named.flatMap((said) => [...said.keys()]);
  const isPlain = (key) => /^(embed|view|controls|theme|look|nosw|max_vus|__.*|utm_.*|.*clid)$/.test(key);
  const isUsual = (key) => isPlain(key) || /^(dataset|url|table|preset|max_.+|min_.+|allow_hw|hw_type|image|batch_size|cheapest|latency|axes|hide|pin)$/.test(key);
  // The table of a language model.
  const isOfModels = (said) => /^bundled\//.test(said.get("dataset"));
  isocostRare = !keys.every(isUsual) || keys.filter((key) => /^(dataset|url)$/.test(key)).length > 1 || named.some(isOfModels) || !!document.querySelector("meta[name=isocost-state]");
  const fetched = named.some((said) => said.has("url") || said.getAll("dataset").some((name) => !BUNDLED.includes(name)));
  const beside = self.origin !== "null" && !document.querySelector("[data-file]");
  if (told("asked") && beside && !keys.every(isPlain)) {
    isocostAsked = fetch(told("asked"));
    // Heard by page.js.
    isocostAsked.catch(() => {});
  }
  const [script] = told("reader").split(" ");
  // The request for the one table that the address names, as the page will make it (src/worker/message.rs), where that is
  // plain to see. A reader with a token is asked by the page alone.
  const request = () => {
    const all = named.flatMap((said) => [...said]);
    const [[, place], ...others] = all.filter(([key]) => /^(dataset|url)$/.test(key));
    const isSeen = /^([\w.-]+\/[\w.-]+|https?:\/\/(?!huggingface\.co|github\.com)[^\s?#]+\.(parquet|csv|jsonl?))$/.test(place);
    if (others.length || !isSeen || document.querySelector("meta[name=isocost-state]") || sessionStorage.getItem("isocost-token")) return;
    return { hub: told("hub").replace(/\/+$/, ""), table: all.find(([key]) => key === "table")?.[1], all: false, place };
  };
  try {
    if (fetched && beside) isocostReader = isocostWorker(script);
    if (isocostReader) {
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

// Starts the reader beside the page where the address names a table that it has to fetch, so that both are ready at once.
// The page's code takes it over (worker/client.rs).
var isocostReader;
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
  try {
    if (fetched && beside) isocostReader = new Worker(script);
    // Heard before anybody else could listen.
    if (isocostReader) {
      isocostReader.onmessage = ({ data }) => (isocostReader[data.lock ? "lock" : "said"] = data);
      isocostReader.onerror = () => (isocostReader = undefined);
    }
  } catch {}
}

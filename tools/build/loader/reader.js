// Starts the reader in a worker. Made from a blob it is told where it is from, and perhaps what it needs; otherwise its
// own address says it.
// The modules beside the primary one, by name and place of what each needs before it. The build puts them here.
const LATER = [];
const NAMES = LATER.map(([name]) => name);
if (typeof importScripts === "function") {
  // What goes wrong in a promise would not reach the page by itself.
  onunhandledrejection = (event) => setTimeout(() => { throw event.reason; });
  // Held as long as this worker lives: whoever asks for the lock that the page named gets it once the browser has ended the
  // worker, of which no event tells (gate.js).
  navigator.locks?.request(self.name, () => new Promise(() => {})).catch(() => {});
  self.isocost ??= { twins: {} };
  const { twins, at = location.href } = isocost;
  const code = at.replace(/\.js$/, "_bg.wasm");
  const name = code.split("/").pop();
  const start = async () => {
    if (!(name in twins)) {
      try {
        const answer = await fetch(code);
        if (answer.ok) return answer;
      } catch {}
      importScripts(`${code}.js`);
    }
    return unpack(twins[name]);
  };
  // A module that a placeholder of it calls for before it is there, and what that needs. The only requests that block: here
  // nobody waits but the file that needs it, which would have to be fetched and read again from its beginning. Stopped by
  // the page's cancelling like the rest of the worker, and by its own time limit, which is below that for a silent worker.
  const early = (at) => {
    const [module, parent] = LATER[at - 1];
    if (parent && wasm_bindgen.missing(parent)) early(parent);
    const request = new XMLHttpRequest();
    request.open("GET", secondaryOf(code, module), false);
    request.responseType = "arraybuffer";
    request.timeout = 20_000;
    let why = "lost";
    try {
      request.send();
      if (request.status === 200) return wasm_bindgen.put(new WebAssembly.Module(request.response), undefined, at);
    } catch (error) {
      if (error.name === "TimeoutError") why = "slow";
    }
    // Heard by the page, whose causes.js makes words of it.
    throw new Error(`isocost:${why} ${secondaryOf(name, module)}`);
  };
  withSecondary(wasm_bindgen, early, NAMES);
  // The request that the code will make first for a file of the web (src/hub/fetch/download.rs) leaves before the code is
  // there, which takes the answer. Nothing that the code may ask otherwise, or refuse (src/hub/address).
  const really = fetch;
  const isPlain = ({ place, hub }) =>
    /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1)[:/])[^@]*$/.test(place) && !/^\w+:\/\/([\w.-]*\.)?(huggingface|hf)\.co\b/i.test(place) && !place.startsWith(hub);
  const ask = ({ place }) => {
    const request = new Request(place, { headers: { Range: "bytes=0-131071" }, cache: "no-store", referrerPolicy: "no-referrer" });
    const answer = really(request);
    answer.catch(() => {});
    const isSame = (other) => other.url === request.url && other.headers.get("Range") === request.headers.get("Range");
    self.fetch = (other) => {
      if (!(other instanceof Request)) return really(other);
      self.fetch = really;
      return isSame(other) ? answer : really(other);
    };
  };
  // What is asked before anybody here listens; and the code, where early.js sends it.
  let asked;
  let give;
  const given = new Promise((resolve) => (give = resolve));
  onmessage = ({ data }) => {
    if ("code" in data) return give(data);
    asked = data;
    try {
      if (isPlain(data)) ask(data);
    } catch {}
  };
  const taken = ({ code, hub }) => {
    if (hub) wasm_bindgen.before = (parts) => wasm_bindgen.put(hub, parts, NAMES.indexOf("hub") + 1);
    return code ?? start();
  };
  const source = self.name.startsWith("isocost-given-") ? given.then(taken) : start();
  wasm_bindgen({ module_or_path: source }).then(() => asked && dispatchEvent(new MessageEvent("message", { data: asked })));
} else {
  // The page starts it itself, where no worker can be had. Whole: nothing may block there.
  const [, code] = document.querySelector("meta[name=isocost-reader]").content.split(" ");
  withSecondary(wasm_bindgen, undefined, NAMES);
  wasm_bindgen.before = async (parts) => {
    if (!parts.primary.loaded) return;
    const modules = await Promise.all(NAMES.map(async (name) => compiled(await fetch(secondaryOf(code, name)))));
    modules.forEach((module, nth) => wasm_bindgen.put(module, parts, nth + 1));
  };
}

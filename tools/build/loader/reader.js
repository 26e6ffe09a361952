// Starts the reader in a worker. Made from a blob it is told where it is from, and perhaps what it needs; otherwise its
// own address says it.
if (typeof importScripts === "function") {
  // What goes wrong in a promise would not reach the page by itself.
  onunhandledrejection = (event) => setTimeout(() => { throw event.reason; });
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
  // The secondary module, where a placeholder is called before it is there. The only request that blocks: here nobody waits
  // but the file that needs it, which would have to be fetched and read again from its beginning. Stopped by the page's
  // cancelling like the rest of the worker, and by its own time limit, which is below that for a silent worker.
  const early = () => {
    const request = new XMLHttpRequest();
    request.open("GET", secondaryOf(code), false);
    request.responseType = "arraybuffer";
    request.timeout = 20_000;
    let why = "lost";
    try {
      request.send();
      if (request.status === 200) return wasm_bindgen.put(new WebAssembly.Module(request.response));
    } catch (error) {
      if (error.name === "TimeoutError") why = "slow";
    }
    // Heard by the page, whose causes.js makes words of it.
    throw new Error(`isocost:${why} ${secondaryOf(name)}`);
  };
  withSecondary(wasm_bindgen, early);
  wasm_bindgen({ module_or_path: start() });
} else {
  // The page starts it itself, where no worker can be had. Whole: nothing may block there.
  const [, code] = document.querySelector("meta[name=isocost-reader]").content.split(" ");
  withSecondary(wasm_bindgen);
  wasm_bindgen.before = async (parts) => {
    if (parts.primary.loaded) wasm_bindgen.put(await compiled(await fetch(secondaryOf(code))), parts);
  };
}

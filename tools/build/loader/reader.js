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
  withSecondary(wasm_bindgen, code);
  wasm_bindgen({ module_or_path: start() });
} else {
  // The page starts it itself.
  const [, code] = document.querySelector("meta[name=isocost-reader]").content.split(" ");
  withSecondary(wasm_bindgen, code);
}

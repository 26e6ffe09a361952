// Loads the secondary module, which the build split off the primary module at that address (tools/build/split) and laid
// beside it: `soon` fetches it without blocking anything, `now` with a request that blocks, where a placeholder is called
// before it is there. Where the module came whole, both have nothing to do.
const withSecondary = (module, code) => {
  const at = code.replace("_bg.", "_secondary.");
  const loaded = () => module.parts().primary.loaded;
  const missing = () => loaded()?.value === 0;
  let coming;
  // Once: a second time would put the data back to where it began. At once, so that nobody comes in between.
  const put = (code) => {
    if (!missing()) return;
    new WebAssembly.Instance(code, module.parts());
    loaded().value = 1;
  };
  const fetched = async () => {
    const answer = await fetch(at, { priority: "low" });
    if (!answer.ok) throw new Error(`${at} cannot be loaded`);
    const type = "application/wasm";
    const said = answer.headers.get("Content-Type") === type;
    // As what it is, in whatever name the host sends it.
    put(await WebAssembly.compileStreaming(said ? answer : new Response(answer.body, { headers: { "Content-Type": type } })));
  };
  module.soon = () => (coming ??= (missing() ? fetched() : Promise.resolve()).catch((error) => {
    coming = undefined;
    throw error;
  }));
  module.now = () => {
    const request = new XMLHttpRequest();
    request.open("GET", at, false);
    // Bytes as characters: a page may not ask for bytes so.
    request.overrideMimeType("text/plain; charset=x-user-defined");
    try {
      request.send();
      if (request.status !== 200) throw new Error(`${at} cannot be loaded`);
    } catch (error) {
      // What called cannot go on, and there is no way to wait. The page says so.
      self.document?.documentElement.setAttribute("data-crashed", "");
      throw error;
    }
    const bytes = Uint8Array.from(request.responseText, (sign) => sign.charCodeAt(0));
    put(new WebAssembly.Module(bytes));
    performance.mark("isocost:placeholder-was-called");
  };
};

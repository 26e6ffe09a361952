// What the build split off a module (tools/split.mjs), at the address `at`: `soon` fetches it beside everything else,
// `now` on the spot, where something calls it before. Where the module came whole, both have nothing to do.
const withRest = (module, at) => {
  const loaded = () => module.parts().first.loaded;
  const missing = () => loaded()?.value === 0;
  let coming;
  const fetched = async () => {
    const answer = await fetch(at, { priority: "low" });
    if (!answer.ok) throw new Error(`${at} cannot be loaded`);
    // As what it is, in whatever name the host sends it.
    const code = new Response(answer.body, { headers: { "Content-Type": "application/wasm" } });
    await WebAssembly.instantiateStreaming(answer.headers.get("Content-Type") === "application/wasm" ? answer : code, module.parts());
    loaded().value = 1;
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
    new WebAssembly.Instance(new WebAssembly.Module(bytes), module.parts());
    loaded().value = 1;
    performance.mark("isocost:rest-was-called");
  };
};

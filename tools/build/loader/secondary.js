// The secondary module, which the build split off the primary module (tools/build/split) and laid beside it. Gives the
// script of wasm-bindgen for a module: `missing`, whether the secondary module is still to come; `put`, which puts it in
// its place; and `early`, which a placeholder calls that is called before. Where the module came whole, nothing is missing.
const withSecondary = (module, early) => {
  const absent = (parts) => parts?.primary?.loaded?.value === 0;
  module.early = early;
  module.missing = () => absent(module.parts?.());
  // Once: a second time would put the data back to where it began.
  module.put = (code, parts = module.parts()) => {
    if (!absent(parts)) return;
    new WebAssembly.Instance(code, parts);
    parts.primary.loaded.value = 1;
  };
};
const secondaryOf = (code) => code.replace("_bg.", "_secondary.");
// As what it is, in whatever name the host sends it.
const compiled = (answer) => {
  if (!answer.ok) throw new Error(`${answer.url} cannot be loaded`);
  const type = "application/wasm";
  const said = answer.headers.get("Content-Type") === type;
  return WebAssembly.compileStreaming(said ? answer : new Response(answer.body, { headers: { "Content-Type": type } }));
};

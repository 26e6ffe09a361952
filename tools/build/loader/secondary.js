// Modules that the build split off the primary module (tools/build/split) and laid beside it, of the page and of the reader.
// Gives the script of wasm-bindgen for a module: `missing`, whether the module at a place among `names` is still to come,
// counted from 1; `put`, which puts it in its place; and `early`, which a placeholder calls that is called before. Where the module came whole, nothing is missing.
const withSecondary = (module, early, names) => {
  const absent = (parts, at) => !!parts?.primary?.loaded && !(parts.primary.loaded.value & (1 << (at - 1)));
  // What those that are there have for those that need them.
  const offered = {};
  module.early = early;
  module.missing = (at) => absent(module.parts?.(), at);
  // Once: a second time would put the data back to where it began.
  module.put = (code, parts = module.parts(), at) => {
    if (!absent(parts, at)) return;
    offered[names[at - 1]] = new WebAssembly.Instance(code, { ...parts, ...offered }).exports;
    parts.primary.loaded.value |= 1 << (at - 1);
  };
};
const secondaryOf = (code, name) => code.replace("_bg.", `_${name}.`);
// As what it is, in whatever name the host sends it.
const compiled = (answer) => {
  if (!answer.ok) throw new Error(`${answer.url} cannot be loaded`);
  const type = "application/wasm";
  const said = answer.headers.get("Content-Type") === type;
  return WebAssembly.compileStreaming(said ? answer : new Response(answer.body, { headers: { "Content-Type": type } }));
};

// Imports of a WebAssembly module that have no exception wrapper: an exception of one of them runs through WebAssembly, ends
// the task under way and leaves what it had borrowed. imports.json lists what may be imported so, by the reason why it throws
// nothing, or why its exception is meant; anything else fails the build.
// usage: node tools/build/imports.mjs SCRIPT…    (prints what is not listed in scripts of wasm-bindgen)
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// By reason: a list of operations.
export const LISTED = JSON.parse(readFileSync(new URL("imports.json", import.meta.url), "utf8"));

// The import object's functions in a script of wasm-bindgen, by name.
function imported(script) {
  const [, inside = ""] = script.split("function __wbg_get_imports() {");
  const [object] = inside.split(/^ {8}\};$/m);
  const starts = [...object.matchAll(/^ {12}(\w+): function/gm)];
  if (starts.length === 0) throw new Error("imports: no imports found: wasm-bindgen writes its script in another way");
  const body = ({ index, 0: start }, at) => object.slice(index + start.length, starts[at + 1]?.index);
  return new Map(starts.map((start, at) => [start[1], body(start, at)]));
}

const isWrapped = (body) => /^\([^)]*\) \{ return handleError\(function /.test(body) || /\btry \{[^]*\} catch\b/.test(body);

// What an import does, without how its operands and its result cross over.
export function operation(name, body) {
  if (name.startsWith("__wbindgen_generic") || /make(?:Mut)?Closure\(/.test(body)) {
    return /makeMutClosure|makeClosure/.test(body) ? "a closure" : "a cast";
  }
  const statements = body
    .replace(/^\([^)]*\) \{|\},\s*$/g, "")
    .replace(/getStringFromWasm0\(\w+, \w+\)/g, "text")
    .replace(/getArray\w+FromWasm0\(\w+, \w+\)/g, "bytes")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("//") && !/^(?:const|var|let) (?:ptr|len)\d|^getDataViewMemory0\(\)|^return\b/.test(line));
  if (body.includes("new Promise(")) return "new Promise";
  // A text that has to be freed: named by what it is for.
  if (statements.length > 3) return name.replace(/_[0-9a-f]{16}$/, "").replace(/^__wb(?:g|indgen)_/, "");
  return statements.map((line) => line.replace(/^(?:const|var|let) (\w+) = /, (_, to) => (to === "ret" ? "" : `${to} = `)).replace(/;$/, "")).join("; ");
}

// The operations of a script that have no wrapper, each with the names of its imports.
export function unwrapped(script) {
  const found = new Map();
  for (const [name, body] of imported(script)) {
    if (isWrapped(body)) continue;
    const what = operation(name, body);
    found.set(what, [...(found.get(what) ?? []), name]);
  }
  return found;
}

// Fails where a script has operations that are not listed.
export function checkImports(script, of, listed = LISTED) {
  const known = new Set(Object.values(listed).flat());
  const beyond = [...unwrapped(script)].filter(([what]) => !known.has(what));
  if (beyond.length === 0) return;
  const lines = beyond.map(([what, names]) => `  ${what}    (${names.join(", ")})`).join("\n");
  throw new Error(
    `imports: the script of the ${of} has imports without an exception wrapper that tools/build/imports.json does not list:\n${lines}\n` +
      "Import what can throw with `#[wasm_bindgen(catch)]`; list the others there, under the reason why they cannot.",
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const known = new Set(Object.values(LISTED).flat());
  const all = new Set(process.argv.slice(2).flatMap((path) => [...unwrapped(readFileSync(path, "utf8")).keys()]));
  for (const what of [...all].filter((what) => !known.has(what)).sort()) console.log(what);
  for (const what of [...known].filter((what) => !all.has(what)).sort()) console.log(`listed, and not imported: ${what}`);
}

// Checks what a split wrote: that both modules are valid, and that the primary module exports what the secondary imports.
import { KIND, parse } from "./wasm.mjs";

// Compiles, which says more of what is wrong than a validation.
function checkValid(name, bytes) {
  try {
    new WebAssembly.Module(bytes);
  } catch (error) {
    throw new Error(`split: the ${name} module is not valid WebAssembly: ${error.message}`);
  }
}

const I32 = 0x7f;
const SPACES = ["functions", "tables", "memories", "globals"];
// What two modules must agree on, in words that can be compared.
const DESCRIBE = [
  ({ types }, { type }) => `${types[type].params} -> ${types[type].results}`,
  (_, { type, min, max }) => `${type} ${min} ${max}`,
  (_, { min, max }) => `${min} ${max}`,
  (_, { type, mutable }) => `${type} ${mutable}`,
];
const nameOf = ({ module, field }) => `${module}.${field}`;

// That each of the imports is among `offered`, by name, as what it is imported as.
function checkImports(name, module, imports, offered) {
  for (const item of imports) {
    const found = offered.get(nameOf(item));
    if (found === undefined) throw new Error(`split: the ${name} module imports ${nameOf(item)}, which nobody exports`);
    const wanted = `${item.kind}: ${DESCRIBE[item.kind](module, item)}`;
    if (found !== wanted) throw new Error(`split: the ${name} module imports ${nameOf(item)} as ${wanted}, but it is ${found}`);
  }
}

// `original` is the parsed module that was split into these, `[name, bytes]`, a module after those that it loads; `loader`
// is the import that the first has besides its imports.
export function checkSplit(original, modules, loader) {
  for (const [name, bytes] of modules) checkValid(name, bytes);
  const [first, ...others] = modules.map(([name, bytes]) => ({ name, ...parse(bytes) }));
  const host = original.imports.map((item) => [nameOf(item), `${item.kind}: ${DESCRIBE[item.kind](original, item)}`]);
  checkImports("primary", first, first.imports, new Map([...host, [nameOf(loader), `${KIND.function}: ${I32} -> `]]));
  const offered = new Map([...host, ...exportsOf(first)]);
  for (const module of others) {
    checkImports(module.name, module, module.imports, offered);
    for (const [name, what] of exportsOf(module)) offered.set(name, what);
  }
  for (const { name, kind, index } of original.exports) {
    const [found] = first.exports.filter((item) => item.name === name);
    const wanted = kind === KIND.table ? undefined : DESCRIBE[kind](original, original[SPACES[kind]][index]);
    if (found?.kind !== kind) throw new Error(`split: the primary module does not export ${name}`);
    if (wanted !== undefined && wanted !== DESCRIBE[kind](first, first[SPACES[kind]][found.index])) throw new Error(`split: the primary module exports ${name} as something else`);
  }
}

const exportsOf = (module) => module.exports.map(({ name, kind, index }) =>
  [`${module.name}.${name}`, `${kind}: ${DESCRIBE[kind](module, module[SPACES[kind]][index])}`]);

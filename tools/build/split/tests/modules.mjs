// Tiny modules for the tests of the splitter: assembled from text, given relocations, split, and run.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { join, sized, s32, text, u32, vec } from "../bytes.mjs";
import { split } from "../mod.mjs";
import { functionNames, parse } from "../wasm.mjs";

const setup = fileURLToPath(new URL("../../../setup.sh", import.meta.url));
const folder = execFileSync(setup, ["binaryen"], { encoding: "utf8" }).trim();
export const { default: binaryen } = await import(`${folder}/index.js`);
binaryen.setDebugInfo(true);
// What browsers have had for years. Of newer ones some write sections in another form.
const { MutableGlobals, SignExt, NontrappingFPToInt, BulkMemory, BulkMemoryOpt, SIMD128, ReferenceTypes, Multivalue } = binaryen.Features;
export const FEATURES = MutableGlobals | SignExt | NontrappingFPToInt | BulkMemory | BulkMemoryOpt | SIMD128 | ReferenceTypes | Multivalue;

// The bytes of a module in WebAssembly's text format, with the names of its functions.
export function assemble(wat) {
  const module = binaryen.parseText(`(module ${wat})`);
  module.setFeatures(FEATURES);
  const bytes = module.emitBinary();
  module.dispose();
  return bytes;
}

// The number of the function of that name.
export function numberOf(bytes, name) {
  const [found] = [...functionNames(bytes)].filter(([, at]) => at === name);
  if (!found) throw new Error(`no function ${name}`);
  return found[0];
}

export const custom = (name, content) => [0, ...sized(join([text(name), content]))];

const symbolOf = (symbol) => (symbol.function === undefined ? dataSymbol(symbol) : join([[0], u32(0), u32(symbol.function), text("f")]));
const dataSymbol = ({ name, segment = 0, at, size, flags = 0 }) =>
  join([[1], u32(flags), text(name), ...(flags & 0x10 ? [] : [u32(segment), u32(at), u32(size)])]);
export const RELOCATION = { slotInCode: 1, slotInData: 2, addressInCode: 4, addressInData: 5 };
const WITH_ADDEND = [3, 4, 5];
const relocation = ({ type, at = 0, symbol = 0, added = 0 }) =>
  [type, ...u32(at), ...u32(symbol), ...(WITH_ADDEND.includes(type) ? s32(added) : [])];

// What a linker says with `--emit-relocs`: data symbols, and relocations in code and in data. Places in data are told by
// segment and offset; those in code the splitter does not ask for.
//
// Code names all slots of the table, unless `slots` lists some.
export function linkedAs(bytes, { symbols: given = [], code: named = [], data = [], slots, sections = ["linking", "reloc.CODE", "reloc.DATA"] } = {}) {
  const { data: segments, elements } = parse(bytes);
  const inTable = slots ?? elements.flatMap(({ functions }) => functions);
  const symbols = [...given, ...inTable.map((at) => ({ function: at }))];
  const code = [...named, ...inTable.map((_, nth) => ({ type: RELOCATION.slotInCode, symbol: given.length + nth }))];
  const places = data.map(({ segment = 0, at, ...more }) => ({ ...more, at: segments[segment].from + at }));
  const contents = {
    linking: join([u32(2), [8], sized(vec(symbols.map(symbolOf)))]),
    "reloc.CODE": join([u32(10), vec(code.map(relocation))]),
    "reloc.DATA": join([u32(11), vec(places.map(relocation))]),
  };
  return join([bytes, ...sections.map((name) => custom(name, contents[name]))]);
}

// Splits the module such that these functions are kept.
export function splitKeeping(kept, bytes, linking, later, options) {
  return withSecondary(split(bytes, kept.map((name) => numberOf(bytes, name)), linkedAs(bytes, linking), functionNames(bytes), later, options));
}

export const withSecondary = (parts) => ({ ...parts, secondary: parts.others.get("secondary") });

export const whole = (bytes, imports = {}) => new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports;

// The primary module, which loads others as the page's loader does. `loads` counts how often, `loaded` says which. The
// parents of modules, by name, are the primary module's where none is given.
export function run({ primary, others }, imports = {}, parents = {}) {
  const names = [...others.keys()];
  const state = { loads: 0, loaded: [] };
  const offered = {};
  state.load = (at = 1) => {
    const name = names[at - 1];
    const parent = names.indexOf(parents[name]) + 1;
    if (parent && !(state.exports.loaded.value & (1 << (parent - 1)))) state.load(parent);
    state.loads++;
    state.loaded.push(name);
    offered[name] = whole(others.get(name), { ...imports, ...offered, primary: state.exports });
    state.exports.loaded.value |= 1 << (at - 1);
  };
  state.exports = whole(primary, { ...imports, later: { load: (at) => state.load(at) } });
  return state;
}

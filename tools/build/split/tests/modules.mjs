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

const dataSymbol = ({ name, segment = 0, at, size, flags = 0 }) =>
  join([[1], u32(flags), text(name), ...(flags & 0x10 ? [] : [u32(segment), u32(at), u32(size)])]);
export const RELOCATION = { slotInCode: 1, slotInData: 2, addressInCode: 4, addressInData: 5 };
const WITH_ADDEND = [3, 4, 5];
const relocation = ({ type, at = 0, symbol = 0, added = 0 }) =>
  [type, ...u32(at), ...u32(symbol), ...(WITH_ADDEND.includes(type) ? s32(added) : [])];

// What a linker says with `--emit-relocs`: data symbols, and relocations in code and in data. Places in data are told by
// segment and offset; those in code the splitter does not ask for.
export function linkedAs(bytes, { symbols = [], code = [], data = [], sections = ["linking", "reloc.CODE", "reloc.DATA"] } = {}) {
  const segments = parse(bytes).data;
  const places = data.map(({ segment = 0, at, ...more }) => ({ ...more, at: segments[segment].from + at }));
  const contents = {
    linking: join([u32(2), [8], sized(vec(symbols.map(dataSymbol)))]),
    "reloc.CODE": join([u32(10), vec(code.map(relocation))]),
    "reloc.DATA": join([u32(11), vec(places.map(relocation))]),
  };
  return join([bytes, ...sections.map((name) => custom(name, contents[name]))]);
}

// Splits the module such that these functions are kept.
export function splitKeeping(kept, bytes, linking) {
  return split(bytes, kept.map((name) => numberOf(bytes, name)), linkedAs(bytes, linking), functionNames(bytes));
}

export const whole = (bytes, imports = {}) => new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports;

// The primary module, which loads the secondary as the page's loader does. `loads` counts how often.
export function run({ primary, secondary }, imports = {}) {
  const state = { loads: 0 };
  state.load = () => {
    state.loads++;
    new WebAssembly.Instance(new WebAssembly.Module(secondary), { ...imports, primary: state.exports });
    state.exports.loaded.value = 1;
  };
  state.exports = whole(primary, { ...imports, secondary: { load: () => state.load() } });
  return state;
}

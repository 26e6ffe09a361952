// Parses a WebAssembly module into its parts and serialises it again. What a split does not understand is refused, in
// words, and never copied as it is. Source: WebAssembly Core Specification 2.0, chapter 5.5.
import { Reader, hex, join, s32, sized, text, u32, valueType, vec } from "./bytes.mjs";
import { instructions } from "./instructions.mjs";

export const KIND = { function: 0, table: 1, memory: 2, global: 3 };
const SECTION = { custom: 0, type: 1, import: 2, function: 3, table: 4, memory: 5, global: 6, export: 7, start: 8, element: 9, code: 10, data: 11, dataCount: 12 };
// As they stand in a module: the count of data segments comes before the code.
const ORDER = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 10, 11];
const MAGIC = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const FUNCTION_TYPE = 0x60;
const FUNCTION_NAMES = 1;
const I32_CONST = 0x41;
export const END = 0x0b;

// ---- parsing

function functionType(reader) {
  const form = reader.byte();
  if (form !== FUNCTION_TYPE) throw new Error(`wasm: type form ${hex(form)} is not understood: only functions have types here`);
  return { params: reader.vec(valueType), results: reader.vec(valueType) };
}

function limits(reader) {
  const flags = reader.byte();
  if (flags > 1) throw new Error(`wasm: limits with flags ${hex(flags)} (shared or of 64 bits) are not understood`);
  return { min: reader.u32(), max: flags ? reader.u32() : undefined };
}

const table = (reader) => ({ type: valueType(reader), ...limits(reader) });

function globalType(reader) {
  const [type, mutable] = [valueType(reader), reader.byte()];
  if (mutable > 1) throw new Error(`wasm: mutability ${hex(mutable)} of a global is not understood`);
  return { type, mutable };
}

// What `kind` is described by, in imports.
const DESCRIPTIONS = [(r) => ({ type: r.u32() }), table, limits, globalType];

function importOf(reader) {
  const [module, field, kind] = [reader.name(), reader.name(), reader.byte()];
  const describe = DESCRIPTIONS[kind];
  if (!describe) throw new Error(`wasm: import ${module}.${field} of kind ${kind} is not understood`);
  return { module, field, kind, ...describe(reader) };
}

function exportOf(reader) {
  const [name, kind, index] = [reader.name(), reader.byte(), reader.u32()];
  if (kind > KIND.global) throw new Error(`wasm: export ${name} of kind ${kind} is not understood`);
  return { name, kind, index };
}

function constantExpression(reader) {
  const from = reader.at;
  for (const _ of instructions(reader));
  return reader.bytes.subarray(from, reader.at);
}

function offset(reader, of) {
  const [code, at, end] = [reader.byte(), reader.s32(), reader.byte()];
  if (code !== I32_CONST || end !== END) throw new Error(`wasm: the offset of ${of} is computed, which is not understood`);
  if (at < 0) throw new Error(`wasm: the offset of ${of} is beyond 2 GiB`);
  return at;
}

function elementSegment(reader) {
  const flags = reader.u32();
  if (flags !== 0 && flags !== 2) throw new Error(`wasm: an element segment with flags ${flags} is not understood`);
  if (flags === 2 && reader.u32() !== 0) throw new Error("wasm: an element segment of another table than the first is not understood");
  const at = offset(reader, "an element segment");
  if (flags === 2 && reader.byte() !== 0) throw new Error("wasm: elements that are no functions are not understood");
  return { at, functions: reader.vec((r) => r.u32()) };
}

function dataSegment(reader) {
  const flags = reader.u32();
  if (flags !== 0) throw new Error(`wasm: a data segment with flags ${flags} (passive, or of another memory) is not understood`);
  const at = offset(reader, "a data segment");
  const length = reader.u32();
  // `from`: where its bytes stand in the section, which is how relocations name places.
  return { at, from: reader.at, bytes: reader.take(length) };
}

function sectionsOf(bytes) {
  if (MAGIC.some((byte, at) => bytes[at] !== byte)) throw new Error("wasm: this is no module of version 1");
  const reader = new Reader(bytes, MAGIC.length);
  const [sections, custom] = [new Map(), new Map()];
  while (!reader.done) {
    const [id, content] = [reader.byte(), reader.take(reader.u32())];
    if (!Object.values(SECTION).includes(id)) throw new Error(`wasm: section ${id} is not understood`);
    const inside = new Reader(content);
    if (id === SECTION.custom) custom.set(inside.name(), content.subarray(inside.at));
    else if (sections.has(id)) throw new Error(`wasm: section ${id} comes twice`);
    else sections.set(id, inside);
  }
  return { sections, custom };
}

// The module's parts. `functions`, `tables`, `memories` and `globals` are by number: those imported come first, and hold
// their import. A function of the module's own has a `body`: its locals and instructions. `custom` holds bytes by name.
export function parse(bytes) {
  const { sections, custom } = sectionsOf(bytes);
  const read = (id, how, otherwise) => {
    const reader = sections.get(id);
    if (!reader) return otherwise;
    const content = how(reader);
    if (!reader.done) throw new Error(`wasm: section ${id} has bytes that are not understood`);
    return content;
  };
  const all = (id, item) => read(id, (reader) => reader.vec(item), []);
  const types = all(SECTION.type, functionType);
  const imports = all(SECTION.import, importOf);
  const space = (kind, own) => [...imports.filter((item) => item.kind === kind).map((item) => ({ ...item, imported: item })), ...own];
  const [typesOf, bodies] = [all(SECTION.function, (r) => r.u32()), all(SECTION.code, (r) => r.take(r.u32()))];
  if (typesOf.length !== bodies.length) throw new Error(`wasm: ${typesOf.length} functions have ${bodies.length} bodies`);
  return {
    types,
    imports,
    functions: space(KIND.function, bodies.map((body, at) => ({ type: typesOf[at], body }))),
    tables: space(KIND.table, all(SECTION.table, table)),
    memories: space(KIND.memory, all(SECTION.memory, limits)),
    globals: space(KIND.global, all(SECTION.global, (r) => ({ ...globalType(r), value: constantExpression(r) }))),
    exports: all(SECTION.export, exportOf),
    start: read(SECTION.start, (r) => r.u32()),
    elements: all(SECTION.element, elementSegment),
    dataCount: read(SECTION.dataCount, (r) => r.u32()),
    data: all(SECTION.data, dataSegment),
    custom,
  };
}

// ---- serialising

const writeLimits = ({ min, max }) => [max === undefined ? 0 : 1, ...u32(min), ...(max === undefined ? [] : u32(max))];
const writeTable = (item) => [item.type, ...writeLimits(item)];
const writeGlobalType = ({ type, mutable }) => [type, mutable];
const WRITE_DESCRIPTIONS = [({ type }) => u32(type), writeTable, writeLimits, writeGlobalType];
const writeImport = (item) => [...text(item.module), ...text(item.field), item.kind, ...WRITE_DESCRIPTIONS[item.kind](item)];
const writeOffset = (at) => [I32_CONST, ...s32(at), END];

// The module's bytes, without custom sections: they tell of a module that was another. With `nameOf`, which gives the name
// of the function that one was made of, there is a section of those names.
export function serialise(module, nameOf) {
  const own = (list) => list.filter(({ imported }) => !imported);
  const list = (items, write) => items.length > 0 && vec(items.map(write));
  const number = (value) => value !== undefined && u32(value);
  const functions = own(module.functions);
  const content = {
    [SECTION.type]: list(module.types, ({ params, results }) => join([[FUNCTION_TYPE], vec(params.map((type) => [type])), vec(results.map((type) => [type]))])),
    [SECTION.import]: list(module.imports, writeImport),
    [SECTION.function]: list(functions, ({ type }) => u32(type)),
    [SECTION.table]: list(own(module.tables), writeTable),
    [SECTION.memory]: list(own(module.memories), writeLimits),
    [SECTION.global]: list(own(module.globals), (item) => join([writeGlobalType(item), item.value])),
    [SECTION.export]: list(module.exports, ({ name, kind, index }) => [...text(name), kind, ...u32(index)]),
    [SECTION.start]: number(module.start),
    [SECTION.element]: list(module.elements, ({ at, functions }) => join([[0], writeOffset(at), vec(functions.map(u32))])),
    [SECTION.dataCount]: number(module.dataCount),
    [SECTION.code]: list(functions, ({ body }) => sized(body)),
    [SECTION.data]: list(module.data, ({ at, bytes }) => join([[0], writeOffset(at), sized(bytes)])),
  };
  const sections = ORDER.flatMap((id) => (content[id] ? [[id], sized(content[id])] : []));
  return join([MAGIC, ...sections, ...(nameOf ? [[SECTION.custom], sized(nameSection(module.functions, nameOf))] : [])]);
}

function nameSection(functions, nameOf) {
  const named = functions.flatMap(({ from }, at) => (from === undefined ? [] : [[...u32(at), ...text(nameOf(from) ?? "?")]]));
  return join([text("name"), [FUNCTION_NAMES], sized(vec(named))]);
}

// The module with other names for what it imports and exports.
export function renamed(bytes, name) {
  const module = parse(bytes);
  const imports = module.imports.map((item) => ({ ...item, field: name(item.field) }));
  const exports = module.exports.map((item) => ({ ...item, name: name(item.name) }));
  return serialise({ ...module, imports, exports });
}

// The names of functions by number, where the module has a section of them.
export function functionNames(bytes) {
  const section = parse(bytes).custom.get("name");
  const names = new Map();
  for (const reader = new Reader(section ?? []); !reader.done; ) {
    const [kind, content] = [reader.byte(), new Reader(reader.take(reader.u32()))];
    if (kind === FUNCTION_NAMES) content.vec((r) => names.set(r.u32(), r.name()));
  }
  return names;
}

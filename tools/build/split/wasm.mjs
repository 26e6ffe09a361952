// Reads and writes WebAssembly modules, as far as splitting one needs it: sections, functions by number, and where in a
// body the numbers of functions stand. Source: WebAssembly Core Specification 2.0, chapter 5 (binary format).

export const SECTION = { custom: 0, type: 1, import: 2, function: 3, table: 4, memory: 5, global: 6, export: 7, start: 8, element: 9, code: 10, data: 11, dataCount: 12 };
export const KIND = { function: 0, table: 1, memory: 2, global: 3 };
const MAGIC = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

// ---- reading

export class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  get done() { return this.at >= this.bytes.length; }
  byte() {
    if (this.done) throw new Error("wasm: the module ends too early");
    return this.bytes[this.at++];
  }
  u32() {
    let value = 0, shift = 0, byte;
    do {
      byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      shift += 7;
    } while (byte & 0x80);
    return value;
  }
  // As a number of 32 bits with a sign.
  s32() {
    let value = 0, shift = 0, byte;
    do {
      byte = this.byte();
      value |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte & 0x80);
    return shift < 32 && byte & 0x40 ? value | (-1 << shift) : value;
  }
  // The lower and the upper half of a number of 64 bits.
  halves() {
    let value = 0n, shift = 0n, byte;
    do {
      byte = BigInt(this.byte());
      value |= (byte & 0x7fn) << shift;
      shift += 7n;
    } while (byte & 0x80n);
    if (byte & 0x40n) value |= -1n << shift;
    return [value, value >> 32n].map((half) => Number(BigInt.asIntN(32, half)));
  }
  // A number in LEB128 whose value nobody asks for.
  skip() { while (this.byte() & 0x80); }
  take(length) {
    if (this.at + length > this.bytes.length) throw new Error("wasm: the module ends too early");
    return this.bytes.subarray(this.at, (this.at += length));
  }
  name() { return new TextDecoder().decode(this.take(this.u32())); }
  vec(read) { return Array.from({ length: this.u32() }, () => read(this)); }
}

// ---- writing

export const u32 = (value) => {
  const bytes = [];
  do {
    const low = value & 0x7f;
    value >>>= 7;
    bytes.push(value ? low | 0x80 : low);
  } while (value);
  return bytes;
};
// A non-negative number where a signed one is read.
export const s32 = (value) => {
  const bytes = [];
  for (; value >= 0x40; value >>= 7) bytes.push((value & 0x7f) | 0x80);
  return [...bytes, value];
};
export const text = (string) => {
  const bytes = new TextEncoder().encode(string);
  return [...u32(bytes.length), ...bytes];
};
export const vec = (items) => [...u32(items.length), ...items.flat()];
export const join = (parts) => Buffer.concat(parts.map((part) => Buffer.from(part)));
export const sized = (content) => join([u32(content.length), content]);
// A vector whose items are larger than what fits among arguments.
export const long = (items) => join([u32(items.length), ...items]);
export const write = (sections) =>
  join([MAGIC, ...sections.filter(Boolean).map(([id, content]) => join([[id], sized(join([content]))]))]);

// The module without what tools wrote into it for each other.
export function bare(bytes) {
  const reader = new Reader(bytes, MAGIC.length);
  const kept = [];
  while (!reader.done) {
    const [id, content] = [reader.byte(), reader.take(reader.u32())];
    if (id !== SECTION.custom) kept.push([id, content]);
  }
  return write(kept);
}

// The module with other names for what it imports and exports.
export function renamed(bytes, name) {
  const { raw, imports, exports } = parse(bytes);
  const sections = new Map(raw);
  sections.set(SECTION.import, long(imports.map((item) => writeImport({ ...item, field: name(item.field) }))));
  sections.set(SECTION.export, long(exports.map((item) => writeExport({ ...item, name: name(item.name) }))));
  return write([...sections]);
}

// ---- the parts of a module

const limits = (reader) => {
  const flags = reader.byte();
  return { flags, min: reader.u32(), max: flags & 1 ? reader.u32() : undefined };
};
export const writeLimits = ({ flags, min, max }) => [flags, ...u32(min), ...(max === undefined ? [] : u32(max))];
export const writeImport = ({ module, field, type }) => [...text(module), ...text(field), KIND.function, ...u32(type)];
export const writeExport = ({ name, kind, index }) => [...text(name), kind, ...u32(index)];
const table = (reader) => ({ type: reader.byte(), ...limits(reader) });
export const writeTable = (table) => [table.type, ...writeLimits(table)];

function importOf(reader) {
  const [module, field, kind] = [reader.name(), reader.name(), reader.byte()];
  if (kind !== KIND.function) throw new Error(`wasm: imports ${module}.${field}, which is no function`);
  return { module, field, type: reader.u32() };
}

function functionType(reader) {
  const from = reader.at;
  if (reader.byte() !== 0x60) throw new Error("wasm: a type that is no function's");
  const [params, results] = [reader.vec((r) => r.byte()), reader.vec((r) => r.byte())];
  return { params, results, bytes: reader.bytes.subarray(from, reader.at) };
}

function constant(reader) {
  const from = reader.at;
  for (const _ of instructions(reader, true));
  return reader.bytes.subarray(from, reader.at);
}

function element(reader) {
  const flags = reader.u32();
  if (flags !== 0 && flags !== 2) throw new Error(`wasm: a segment of elements of kind ${flags}`);
  const inTable = flags === 2 ? reader.u32() : 0;
  const offset = new Reader(constant(reader));
  if (inTable !== 0 || offset.byte() !== 0x41) throw new Error("wasm: elements whose place is computed");
  const at = offset.u32();
  if (flags === 2) reader.byte();
  return { at, functions: reader.vec((r) => r.u32()) };
}

function dataSegment(reader) {
  const flags = reader.u32();
  if (flags !== 0 || reader.byte() !== 0x41) throw new Error("wasm: data whose place is computed");
  const at = reader.s32();
  reader.byte();
  const length = reader.u32();
  // `from`: where they stand in their section.
  return { at, from: reader.at, bytes: reader.take(length) };
}

export function parse(bytes) {
  if (MAGIC.some((byte, at) => bytes[at] !== byte)) throw new Error("wasm: no module");
  const reader = new Reader(bytes, MAGIC.length);
  const raw = new Map();
  const module = { raw, custom: new Map() };
  while (!reader.done) {
    const [id, content] = [reader.byte(), reader.take(reader.u32())];
    if (id !== SECTION.custom) raw.set(id, content);
    else {
      const inside = new Reader(content);
      module.custom.set(inside.name(), inside);
    }
  }
  const all = (id, read) => (raw.has(id) ? new Reader(raw.get(id)).vec(read) : []);
  module.types = all(SECTION.type, functionType);
  module.imports = all(SECTION.import, importOf);
  module.tables = all(SECTION.table, table);
  module.memories = all(SECTION.memory, limits);
  module.globals = all(SECTION.global, (r) => ({ type: r.byte(), mutable: r.byte(), value: constant(r) }));
  module.data = all(SECTION.data, dataSegment);
  module.exports = all(SECTION.export, (r) => ({ name: r.name(), kind: r.byte(), index: r.u32() }));
  module.elements = all(SECTION.element, element);
  const bodies = all(SECTION.code, (r) => r.take(r.u32()));
  const types = all(SECTION.function, (r) => r.u32());
  // By number: those imported first.
  module.functions = [
    ...module.imports.map(({ type }) => ({ type })),
    ...bodies.map((body, at) => ({ type: types[at], body })),
  ];
  return module;
}

// ---- what stands in a body

const none = () => {};
const one = (reader) => reader.skip();
const two = (reader) => { reader.skip(); reader.skip(); };
// Alignment and offset of what is read from memory or written to it.
const memory = (reader) => { reader.skip(); return { offset: reader.u32() }; };
const IMMEDIATES = new Map([
  ...[0x02, 0x03, 0x04, 0x0c, 0x0d, 0x20, 0x21, 0x22, 0x25, 0x26, 0x3f, 0x40, 0xd0].map((code) => [code, one]),
  ...[0x11, 0x13].map((code) => [code, two]),
  [0x0e, (r) => { r.vec(one); one(r); }],
  [0x1c, (r) => r.vec(one)],
  [0x41, (r) => ({ constants: [r.s32()] })],
  // Two of 32 bits side by side may have been made one.
  [0x42, (r) => ({ constants: r.halves() })],
  [0x43, (r) => r.take(4)],
  [0x44, (r) => r.take(8)],
  [0xfc, (r) => {
    const code = r.u32();
    if (code > 17) throw new Error(`wasm: instruction 0xfc ${code}`);
    if ([8, 10, 12, 14].includes(code)) two(r);
    else if (code > 7) one(r);
  }],
  [0xfd, (r) => {
    const code = r.u32();
    if (code <= 11 || code === 92 || code === 93) return memory(r);
    else if (code === 12 || code === 13) r.take(16);
    else if (code >= 21 && code <= 34) r.byte();
    else if (code >= 84 && code <= 91) {
      const found = memory(r);
      r.byte();
      return found;
    }
  }],
]);
for (let code = 0x28; code <= 0x3e; code++) IMMEDIATES.set(code, memory);
const CALLS = [0x10, 0x12, 0xd2];
const GLOBALS = [0x23, 0x24];
const known = (code) => code <= 0xc4 || code === 0xd1;

// What instructions name, in order: functions (`callee`) and globals (`global`) with where their number stands, constants
// that may be addresses, and the offsets of what is read and written. Of a body (with its locals in front), or of one
// constant expression.
export function* instructions(reader, constantOnly = false) {
  if (!constantOnly) reader.vec((r) => { r.skip(); r.byte(); });
  for (let depth = 1; depth > 0; ) {
    const code = reader.byte();
    if (code === 0x0b) depth--;
    else if (code === 0x02 || code === 0x03 || code === 0x04) depth++;
    if (CALLS.includes(code) || GLOBALS.includes(code)) {
      const from = reader.at;
      const index = reader.u32();
      yield { [CALLS.includes(code) ? "callee" : "global"]: index, from, to: reader.at };
    } else {
      const read = IMMEDIATES.get(code) ?? (known(code) ? none : undefined);
      if (!read) throw new Error(`wasm: instruction 0x${code.toString(16)}`);
      const found = read(reader);
      for (const constant of found?.constants ?? []) yield { constant };
      if (found?.offset !== undefined) yield found;
    }
  }
}

// The body with other numbers.
export function renumbered(body, callee, global) {
  const parts = [];
  let done = 0;
  for (const found of instructions(new Reader(body))) {
    if (found.from === undefined) continue;
    const to = found.callee === undefined ? global(found.global) : callee(found.callee);
    parts.push(body.subarray(done, found.from), Uint8Array.from(u32(to)));
    done = found.to;
  }
  parts.push(body.subarray(done));
  return join(parts);
}

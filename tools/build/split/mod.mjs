// Splits a WebAssembly module in two: what the first view calls, and the rest, which is fetched after it.
//
// A function that moved leaves a stub behind where something of the first part may call it, be it by its place in the
// table of functions: the stub calls it through that table, and before that, where the rest is not there yet, an import
// that has to fetch it on the spot (see tools/build/loader/secondary.js). So what is moved changes when bytes come, and nothing else.
// The rest imports memory, tables, globals and the functions it calls from the first part, and puts its own into the table.
import { cut, neededBy, piecesOf, placesIn, unneeded } from "./data.mjs";
import { KIND, Reader, SECTION, instructions, join, long, parse, renumbered, s32, sized, text, u32, vec, write, writeExport, writeImport, writeLimits, writeTable } from "./wasm.mjs";

// What the two parts call each other's by, and the import that fetches the rest.
const FIRST = "first";
const FETCH = "rest";
const LOADED = "loaded";
// The names of functions that the rest calls: their place among them, which no name of the module's own looks like.
const short = (number) => number.toString(36).toUpperCase();

// What a body names of one kind.
const namedIn = (body, kind) => [...instructions(new Reader(body))].flatMap((found) => (found[kind] === undefined ? [] : [found[kind]]));

// New numbers, as they are asked for.
class Numbers {
  constructor(first = []) {
    this.of = new Map(first.map((old, at) => [old, at]));
  }
  add(old) {
    if (!this.of.has(old)) this.of.set(old, this.of.size);
  }
  get(old) {
    const found = this.of.get(old);
    if (found === undefined) throw new Error(`split: function ${old} is not where it is called`);
    return found;
  }
}

// `moves` says of a function, by its number, whether it goes into the rest. `linked` is the module as the linker left
// it: data that only the rest needs goes there too. Gives the bytes of both.
export function split(bytes, moves, linked) {
  const module = parse(bytes);
  const imported = module.imports.length;
  const moved = new Set();
  module.functions.forEach(({ body }, at) => body && moves(at) && moved.add(at));
  const bodies = (there) => module.functions.flatMap(({ body }, at) => (body && moved.has(at) === there ? [at] : []));
  const [staying, going] = [bodies(false), bodies(true)];
  const calledBy = (list) => new Set(list.flatMap((at) => namedIn(module.functions[at].body, "callee")));
  const [byFirst, byRest] = [calledBy(staying), calledBy(going)];

  // Which place in the table each function has; those that the first part calls get one.
  const inTable = module.elements.flatMap(({ at, functions }) => functions.map((number, nth) => [at + nth, number]));
  const places = new Map(inTable.map(([place, number]) => [number, place]));
  const table = { ...module.tables[0] };
  const exported = module.exports.filter(({ kind }) => kind === KIND.function).map(({ index }) => index);
  const bodiesStaying = staying.map((at) => module.functions[at].body);
  const pieces = linked && piecesOf(linked);
  const needed = pieces && neededBy(pieces, bodiesStaying);
  const ranges = pieces ? unneeded(pieces, needed) : [];
  // Numbers in code may be places in the table, and data that is needed may name them.
  const named = pieces && new Set([...placesIn(needed, module.data), ...bodiesStaying.flatMap((body) => namedIn(body, "constant"))]);
  const reachable = inTable.filter(([place]) => !named || named.has(place)).map(([, at]) => at);
  const reached = new Set(reachable);
  const stubs = going.filter((at) => byFirst.has(at) || exported.includes(at) || reached.has(at));
  // Alike beside alike, which compresses.
  stubs.sort((a, b) => module.functions[a].type - module.functions[b].type || (places.get(a) ?? 0) - (places.get(b) ?? 0));
  for (const at of stubs) {
    if (places.has(at)) continue;
    places.set(at, table.min);
    inTable.push([table.min++, at]);
  }
  if (table.max !== undefined) table.max = Math.max(table.max, table.min);

  const parts = { ranges, inTable, module, imported, moved, staying, going, byFirst, byRest, places, table, exported, stubs };
  return { first: first(parts), rest: rest(parts), moved: going.length };
}

// One for each type: checks whether the rest is there, then calls what stands at the place that comes last.
function trampoline(type, at, fetch, loaded) {
  const params = type.params.flatMap((_, nth) => [0x20, ...u32(nth)]);
  const check = [0x23, ...u32(loaded), 0x45, 0x04, 0x40, 0x10, ...u32(fetch), 0x0b];
  return Uint8Array.from([0, ...check, ...params, 0x20, ...u32(type.params.length), 0x11, ...u32(at), 0, 0x0b]);
}

const stub = (type, place, call) =>
  Uint8Array.from([0, ...type.params.flatMap((_, nth) => [0x20, ...u32(nth)]), 0x41, ...s32(place), 0x10, ...u32(call), 0x0b]);

const dataSection = (segments) => [SECTION.data, long(segments.map(({ at, bytes }) => join([[0, 0x41], s32(at), [0x0b], sized(bytes)])))];

function first({ ranges, module, imported, moved, staying, byFirst, byRest, places, table, exported, stubs }) {
  const tabled = module.elements.flatMap(({ functions }) => functions);
  const kept = new Set([...byFirst, ...exported, ...tabled]);
  const imports = module.imports.flatMap((_, at) => (kept.has(at) ? [at] : []));
  // The import that fetches, a type for each trampoline, and the functions: imports, staying, stubs, trampolines.
  const types = module.types.map(({ bytes }) => bytes);
  const addType = (bytes) => types.push(Uint8Array.from(bytes)) - 1;
  const fetchType = addType([0x60, 0, 0]);
  const numbers = new Numbers([...imports, FETCH, ...staying, ...stubs]);
  const trampolines = [...new Set(stubs.map((at) => module.functions[at].type))];
  trampolines.forEach((type) => numbers.add(`type ${type}`));
  const longer = new Map(trampolines.map((type) => {
    const { params, results } = module.types[type];
    return [type, addType([0x60, ...vec([...params, 0x7f]), ...vec(results)])];
  }));
  // In a place that nothing of the first part can name stands whatever: nobody calls it before the rest is there.
  const standing = (old) => (numbers.of.has(old) ? numbers.get(old) : numbers.get(FETCH));
  const loaded = module.globals.length;
  const same = (number) => number;
  const code = [
    ...staying.map((at) => renumbered(module.functions[at].body, (old) => numbers.get(old), same)),
    ...stubs.map((at) => {
      const { type } = module.functions[at];
      return stub(module.types[type], places.get(at), numbers.get(`type ${type}`));
    }),
    ...trampolines.map((type) => trampoline(module.types[type], type, numbers.get(FETCH), loaded)),
  ];
  const typeOf = [...staying, ...stubs].map((at) => module.functions[at].type).concat(trampolines.map((type) => longer.get(type)));
  const globals = module.globals.map(({ type, mutable, value }) => join([[type, mutable], value]));
  const share = (kind, count, prefix) => Array.from({ length: count }, (_, at) => ({ name: prefix + short(at), kind, index: at }));
  const shared = [...byRest].filter((at) => at >= imported && !moved.has(at)).sort((a, b) => a - b);
  const exports = [
    ...module.exports.map((item) => (item.kind === KIND.function ? { ...item, index: numbers.get(item.index) } : item)),
    ...shared.map((at, nth) => ({ name: short(nth), kind: KIND.function, index: numbers.get(at) })),
    ...share(KIND.table, module.tables.length, "t-"),
    ...share(KIND.memory, module.memories.length, "m-"),
    ...share(KIND.global, module.globals.length, "g-"),
    { name: LOADED, kind: KIND.global, index: loaded },
  ];
  return write([
    [SECTION.type, long(types)],
    [SECTION.import, long([
      ...imports.map((at) => writeImport(module.imports[at])),
      [...text(FIRST), ...text(FETCH), KIND.function, ...u32(fetchType)],
    ])],
    [SECTION.function, long(typeOf.map(u32))],
    [SECTION.table, long([table, ...module.tables.slice(1)].map(writeTable))],
    [SECTION.memory, long(module.memories.map(writeLimits))],
    [SECTION.global, long([...globals, [0x7f, 1, 0x41, 0, 0x0b]])],
    [SECTION.export, long(exports.map(writeExport))],
    [SECTION.element, long(module.elements.map(({ at, functions }) => segment(at, functions.map(standing))))],
    [SECTION.code, long(code.map(sized))],
    dataSection(cut(module.data, ranges, false)),
  ]);
}

const segment = (at, functions) => join([[0, 0x41], s32(at), [0x0b], long(functions.map(u32))]);

function rest({ ranges, inTable, module, imported, moved, going, byRest, places, table }) {
  const called = [...byRest].sort((a, b) => a - b);
  const direct = called.filter((at) => at < imported);
  const shared = called.filter((at) => at >= imported && !moved.has(at));
  const numbers = new Numbers([...direct, ...shared, ...going]);
  const globals = [...new Set(going.flatMap((at) => namedIn(module.functions[at].body, "global")))].sort((a, b) => a - b);
  const from = (name, ...what) => [...text(FIRST), ...text(name), ...what];
  const imports = [
    ...direct.map((at) => writeImport(module.imports[at])),
    ...shared.map((at, nth) => from(short(nth), KIND.function, ...u32(module.functions[at].type))),
    ...[table, ...module.tables.slice(1)].map((table, at) => from(`t-${short(at)}`, KIND.table, ...writeTable(table))),
    ...module.memories.map((memory, at) => from(`m-${short(at)}`, KIND.memory, ...writeLimits(memory))),
    ...globals.map((at) => from(`g-${short(at)}`, KIND.global, module.globals[at].type, module.globals[at].mutable)),
  ];
  // Neighbours in the table share a segment.
  const segments = [];
  for (const [place, at] of inTable.filter(([, at]) => moved.has(at)).sort(([a], [b]) => a - b)) {
    const last = segments.at(-1);
    if (last && last.at + last.functions.length === place) last.functions.push(numbers.get(at));
    else segments.push({ at: place, functions: [numbers.get(at)] });
  }
  return write([
    [SECTION.type, long(module.types.map(({ bytes }) => bytes))],
    [SECTION.import, long(imports)],
    [SECTION.function, long(going.map((at) => u32(module.functions[at].type)))],
    [SECTION.element, long(segments.map(({ at, functions }) => segment(at, functions)))],
    [SECTION.code, long(going.map((at) => sized(renumbered(module.functions[at].body, (old) => numbers.get(old), (old) => globals.indexOf(old)))))],
    dataSection(cut(module.data, ranges, true)),
  ]);
}

// The module with a mark for each function, set at its first call: the exported globals `called-` and its number.
export function instrumented(bytes) {
  const module = parse(bytes);
  const imported = module.imports.length;
  const counted = module.functions.length - imported;
  const from = module.globals.length;
  const same = (number) => number;
  const marked = module.functions.slice(imported).map(({ body }, at) => {
    const reader = new Reader(body);
    reader.vec((r) => { r.skip(); r.byte(); });
    return join([body.subarray(0, reader.at), [0x41, 1, 0x24], u32(from + at), body.subarray(reader.at)]);
  });
  const globals = module.globals.map(({ type, mutable, value }) => join([[type, mutable], value]));
  const marks = Array.from({ length: counted }, () => [0x7f, 1, 0x41, 0, 0x0b]);
  const exports = [
    ...module.exports.map(writeExport),
    ...marks.map((_, at) => [...text(`called-${at + imported}`), KIND.global, ...u32(from + at)]),
  ];
  const sections = new Map(module.raw);
  sections.set(SECTION.global, long([...globals, ...marks]));
  sections.set(SECTION.export, long(exports));
  sections.set(SECTION.code, long(marked.map(sized)));
  const order = [1, 2, 3, 4, 5, 6, 7, 8, 9, SECTION.dataCount, 10, 11];
  return write(order.filter((id) => sections.has(id)).map((id) => [id, sections.get(id)]));
}

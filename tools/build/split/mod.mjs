// Splits a WebAssembly module in two by a profile: the primary module has what the first view calls, the secondary
// module what comes after it. See README.md beside this file.
import { FUNCREF } from "./bytes.mjs";
import { checkSplit } from "./check.mjs";
import { checkSameData, dataWithin, dataWithout, movable, neededBy, piecesOf, slotsIn } from "./data.mjs";
import { namedIn, renumbered } from "./instructions.mjs";
import { loaderType, placeholder, trampoline, trampolineType } from "./placeholder.mjs";
import { planReport } from "./report.mjs";
import { KIND, parse, serialise } from "./wasm.mjs";

// The import that the primary module loads the secondary by, the names that the secondary module imports of the primary.
const LOADER = { module: "secondary", field: "load", kind: KIND.function };
const PRIMARY = "primary";
const LOADED = "loaded";
// Functions by their place among those shared, which no name of wasm-bindgen's looks like.
const shortName = (number) => number.toString(36).toUpperCase();
const SPACES = [["t-", KIND.table, "tables"], ["m-", KIND.memory, "memories"], ["g-", KIND.global, "globals"]];

const ascending = (a, b) => a - b;
const same = (number) => number;

// Splits `bytes`. `profile` has the numbers of the functions to keep in the primary module; `linked` is the module as the
// linker left it, with its relocations. Gives the bytes of both modules, how many functions moved, and a report on where
// kept functions reach placeholders, in which `names` are those of functions by number.
export function split(bytes, profile, linked, names = new Map()) {
  const module = parse(bytes);
  refuse(module);
  const plan = planOf(module, profile, linked);
  const [primary, secondary] = [serialise(primaryOf(plan)), serialise(secondaryOf(plan))];
  checkSplit(module, primary, secondary, LOADER);
  return { primary, secondary, moved: plan.moved.length, report: planReport(plan, names) };
}

function refuse({ imports, functions, tables, globals }) {
  const other = imports.find(({ kind }) => kind !== KIND.function);
  if (other) throw new Error(`split: the module imports ${other.module}.${other.field}, which is no function`);
  const taken = imports.find(({ module }) => module === PRIMARY || module === LOADER.module);
  if (taken) throw new Error(`split: the module imports ${taken.module}.${taken.field}, a name that the split uses`);
  if (tables[0]?.type !== FUNCREF) throw new Error("split: the module's first table is not one of functions, through which placeholders call");
  for (const { value } of globals) {
    if (namedIn(Uint8Array.of(0, ...value), "callee").length) throw new Error("split: a global holds a function, which is not understood");
  }
  if (!functions.some(({ body }) => body)) throw new Error("split: the module has no functions");
}

// What goes where. Functions are named by their number in the module that is split.
function planOf(module, profile, linked) {
  const { functions } = module;
  const keep = new Set(profile);
  for (const at of keep) if (!functions[at]?.body) throw new Error(`split: the profile names function ${at}, which the module does not have: it is of another build`);
  keepStart(module, keep);
  const own = functions.flatMap(({ body }, at) => (body ? [at] : []));
  const inOrder = [...own].sort(likeness(functions));
  const [kept, moved] = [inOrder.filter((at) => keep.has(at)), inOrder.filter((at) => !keep.has(at))];
  const calledBy = (list) => new Set(list.flatMap((at) => namedIn(functions[at].body, "callee")));
  const [calledByKept, calledByMoved] = [calledBy(kept), calledBy(moved)];
  const exported = module.exports.filter(({ kind }) => kind === KIND.function).map(({ index }) => index);
  const shared = own.filter((at) => keep.has(at) && calledByMoved.has(at));
  const keptBodies = kept.map((at) => functions[at].body);
  const { needed, ranges } = dataOf(module, linked, keptBodies);

  // Which slot of the table each function has. A constant of kept code may be one, and so may be data that it needs.
  const inTable = module.elements.flatMap(({ at, functions }) => functions.map((number, nth) => [at + nth, number]));
  const named = new Set([...slotsIn(needed, module.data), ...keptBodies.flatMap((body) => namedIn(body, "constant"))]);
  const reached = new Set(inTable.filter(([slot]) => named.has(slot)).map(([, at]) => at));
  const placeholders = moved.filter((at) => calledByKept.has(at) || exported.includes(at) || reached.has(at));
  const { slots, table } = slotsOf(module, inTable, placeholders);
  return { module, kept, moved, calledByKept, calledByMoved, exported, shared, ranges, inTable, slots, reached, placeholders, table };
}

// Functions of one type side by side, the shorter before the longer: compressed, a module is about 1 % smaller so.
const likeness = (functions) => (a, b) => functions[a].type - functions[b].type || functions[a].body.length - functions[b].body.length || a - b;

// The data that kept code needs, and the ranges of addresses that move.
function dataOf({ data }, linked, keptBodies) {
  const pieces = piecesOf(linked);
  const needed = neededBy(pieces, keptBodies);
  const ranges = movable(pieces, needed);
  checkSameData(linked, data, ranges);
  return { needed, ranges };
}

// The slot of each function in the table, through which placeholders call: those that have none get one beyond its end.
// Sorts placeholders by type, which compresses.
function slotsOf({ functions, tables }, inTable, placeholders) {
  const slots = new Map(inTable.map(([slot, number]) => [number, slot]));
  placeholders.sort((a, b) => functions[a].type - functions[b].type || (slots.get(a) ?? 0) - (slots.get(b) ?? 0));
  const table = { ...tables[0] };
  for (const at of placeholders) {
    if (slots.has(at)) continue;
    slots.set(at, table.min);
    inTable.push([table.min++, at]);
  }
  if (table.max !== undefined) table.max = Math.max(table.max, table.min);
  return { slots, table };
}

// The start function runs before anything could load the secondary module: it stays, with all that it calls by name.
function keepStart({ functions, start }, keep) {
  for (const waiting = start === undefined ? [] : [start]; waiting.length; ) {
    const at = waiting.pop();
    if (!functions[at].body) continue;
    keep.add(at);
    waiting.push(...namedIn(functions[at].body, "callee").filter((callee) => !keep.has(callee)));
  }
}

// New numbers of functions, in the order in which they are given.
function numbering(order) {
  const numbers = new Map(order.map((old, at) => [old, at]));
  return {
    has: (old) => numbers.has(old),
    of: (old) => {
      if (!numbers.has(old)) throw new Error(`split: function ${old} is not in the module that names it`);
      return numbers.get(old);
    },
  };
}

function primaryOf(plan) {
  const { module, kept, calledByKept, exported, ranges, placeholders, table } = plan;
  const inElements = module.elements.flatMap(({ functions }) => functions);
  const used = new Set([...calledByKept, ...exported, ...inElements, module.start]);
  const imported = module.imports.flatMap((_, at) => (used.has(at) ? [at] : []));
  const imports = [...imported.map((at) => module.imports[at]), { ...LOADER, type: module.types.length }];
  // One trampoline for each type of placeholder.
  const trampolines = [...new Set(placeholders.map((at) => module.functions[at].type))];
  const numbers = numbering([...imported, LOADER, ...kept, ...placeholders, ...trampolines.map(trampolineOf)]);
  // A slot that nothing kept can name holds whatever: nobody calls it before the secondary module has filled it.
  const inSlot = (at) => numbers.of(numbers.has(at) ? at : LOADER);
  return {
    types: [...module.types, loaderType, ...trampolines.map((type) => trampolineType(module.types[type]))],
    imports,
    functions: [...imports.map((item) => ({ type: item.type, imported: item })), ...primaryFunctions(plan, numbers, trampolines)],
    tables: [table, ...module.tables.slice(1)],
    memories: module.memories,
    globals: [...module.globals, { type: 0x7f, mutable: 1, value: Uint8Array.of(0x41, 0, 0x0b) }],
    exports: primaryExports(plan, numbers),
    start: module.start === undefined ? undefined : numbers.of(module.start),
    elements: module.elements.map(({ at, functions }) => ({ at, functions: functions.map(inSlot) })),
    data: dataWithout(module.data, ranges),
  };
}

const trampolineOf = (type) => `trampoline of type ${type}`;

function primaryFunctions({ module, kept, placeholders, slots }, numbers, trampolines) {
  const { types, functions, globals } = module;
  const [loader, loaded] = [numbers.of(LOADER), globals.length];
  return [
    ...kept.map((at) => ({ type: functions[at].type, body: renumbered(functions[at].body, numbers.of, same) })),
    ...placeholders.map((at) => {
      const { type } = functions[at];
      return { type, body: placeholder(types[type], slots.get(at), numbers.of(trampolineOf(type))) };
    }),
    // Their types follow the module's own and the loader's.
    ...trampolines.map((type, nth) => ({ type: types.length + 1 + nth, body: trampoline(types[type], type, loader, loaded) })),
  ];
}

function primaryExports({ module, shared }, numbers) {
  const all = ([prefix, kind, space]) => module[space].map((_, index) => ({ name: prefix + shortName(index), kind, index }));
  return [
    ...module.exports.map((item) => (item.kind === KIND.function ? { ...item, index: numbers.of(item.index) } : item)),
    ...shared.map((at, nth) => ({ name: shortName(nth), kind: KIND.function, index: numbers.of(at) })),
    ...SPACES.flatMap(all),
    { name: LOADED, kind: KIND.global, index: module.globals.length },
  ];
}

function secondaryOf({ module, moved, calledByMoved, shared, ranges, inTable, table }) {
  const direct = module.imports.flatMap((_, at) => (calledByMoved.has(at) ? [at] : []));
  const numbers = numbering([...direct, ...shared, ...moved]);
  const globals = [...new Set(moved.flatMap((at) => namedIn(module.functions[at].body, "global")))].sort(ascending);
  const share = (name, kind, what) => ({ module: PRIMARY, field: name, kind, ...what });
  const imports = [
    ...direct.map((at) => module.imports[at]),
    ...shared.map((at, nth) => share(shortName(nth), KIND.function, { type: module.functions[at].type })),
    ...[table, ...module.tables.slice(1)].map((table, at) => share(`t-${shortName(at)}`, KIND.table, table)),
    ...module.memories.map((memory, at) => share(`m-${shortName(at)}`, KIND.memory, memory)),
    ...globals.map((at) => share(`g-${shortName(at)}`, KIND.global, module.globals[at])),
  ];
  const body = (at) => renumbered(module.functions[at].body, numbers.of, (old) => globals.indexOf(old));
  // Neighbours in the table share a segment.
  const elements = [];
  const movedSet = new Set(moved);
  for (const [slot, at] of inTable.filter(([, at]) => movedSet.has(at)).sort(([a], [b]) => a - b)) {
    const last = elements.at(-1);
    if (last && last.at + last.functions.length === slot) last.functions.push(numbers.of(at));
    else elements.push({ at: slot, functions: [numbers.of(at)] });
  }
  return {
    types: module.types,
    imports,
    functions: moved.map((at) => ({ type: module.functions[at].type, body: body(at) })),
    tables: [],
    memories: [],
    globals: [],
    exports: [],
    elements,
    data: dataWithin(module.data, ranges),
  };
}

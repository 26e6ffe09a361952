// Splits a WebAssembly module by a profile: the primary module has what the first view calls, others what comes after it.
// See README.md beside this file.
import { FUNCREF } from "./bytes.mjs";
import { checkSplit } from "./check.mjs";
import { dataWithin, dataWithout } from "./data.mjs";
import { PRIMARY } from "./homes.mjs";
import { namedIn, renumbered } from "./instructions.mjs";
import { halt, loaderType, placeholder, trampoline, trampolineType } from "./placeholder.mjs";
import { planOf } from "./plan.mjs";
import { planReport } from "./report.mjs";
import { KIND, parse, serialise } from "./wasm.mjs";

// The import that the primary module loads another by, and what it exports for the others: the modules that are there.
const LOADER = { module: "later", field: "load", kind: KIND.function };
const LOADED = "loaded";
// Functions by their place among those shared, which no name of wasm-bindgen's looks like.
const shortName = (number) => number.toString(36).toUpperCase();
const SPACES = [["t-", KIND.table, "tables"], ["m-", KIND.memory, "memories"], ["g-", KIND.global, "globals"]];
// One module for all that moves.
const ONE = [{ name: "secondary", rest: true }];

const ascending = (a, b) => a - b;
const same = (number) => number;

// Splits `bytes`. `profile` has the numbers of the functions to keep in the primary module; `linked` is the module as the
// linker left it, with its relocations; `later` are the modules that functions move into (homes.mjs), which take
// functions by their `names` or by a profile of their own. Gives the bytes of the primary module and of those that have something in them, by name in
// their order, how many functions moved, and a report on where kept functions reach placeholders. `named`: functions keep
// their names, for profiles in the browser; `halts`: the import that loads a module always throws.
export function split(bytes, profile, linked, names = new Map(), later = ONE, { named = false, halts = false } = {}) {
  const module = parse(bytes);
  refuse(module, later);
  const plan = planOf(module, profile, linked, names, later, halts);
  const shared = sharedOf(plan);
  const nameOf = named ? (at) => names.get(at) : undefined;
  const primary = serialise(primaryOf(plan, shared), nameOf);
  const others = later.map(({ name }, nth) => [name, serialise(laterOf(plan, shared, nth + 1), nameOf)]);
  checkSplit(module, [["primary", primary], ...others], LOADER);
  return { primary, others: new Map(others), moved: plan.moved.length, report: planReport(plan, names) };
}

function refuse({ imports, functions, tables, globals }, later) {
  const other = imports.find(({ kind }) => kind !== KIND.function);
  if (other) throw new Error(`split: the module imports ${other.module}.${other.field}, which is no function`);
  const names = ["primary", LOADER.module, ...later.map(({ name }) => name)];
  const taken = imports.find(({ module }) => names.includes(module));
  if (taken) throw new Error(`split: the module imports ${taken.module}.${taken.field}, a name that the split uses`);
  if (tables[0]?.type !== FUNCREF) throw new Error("split: the module's first table is not one of functions, through which placeholders call");
  for (const { value } of globals) {
    if (namedIn(Uint8Array.of(0, ...value), "callee").length) throw new Error("split: a global holds a function, which is not understood");
  }
  if (!functions.some(({ body }) => body)) throw new Error("split: the module has no functions");
}

// Of each module, the functions that others call by name there, in order. A function of a module that the caller does not
// load is called as its placeholder, which is the primary module's.
function sharedOf({ tree, homes, bodies, called, placeholders }) {
  const inside = [[...bodies[PRIMARY], ...placeholders], ...bodies.slice(1)];
  const wanted = tree.names.map(() => new Set());
  called.forEach((list, module) => list.forEach((at) => {
    const place = placeOf(tree, homes, module, at);
    if (place !== undefined && place !== module) wanted[place].add(at);
  }));
  return inside.map((list, module) => list.filter((at) => wanted[module].has(at)));
}

// Where this module finds that function: in a module that it loads, or as a placeholder; imports are nowhere.
const placeOf = (tree, homes, module, at) => (homes[at] === undefined ? undefined : tree.loads(module, homes[at]) ? homes[at] : PRIMARY);

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

function primaryOf(plan, shared) {
  const { module, homes, kept, called, exported, ranges, placeholders, halting, table } = plan;
  const inElements = module.elements.flatMap(({ functions }) => functions);
  const used = new Set([...called[PRIMARY], ...exported, ...inElements, module.start]);
  const imported = module.imports.flatMap((_, at) => (used.has(at) ? [at] : []));
  const imports = [...imported.map((at) => module.imports[at]), { ...LOADER, type: module.types.length }];
  // One trampoline for each type of placeholder, and module that it loads.
  const trampolines = [...new Map(placeholders.map((at) => [trampolineOf(plan, at), [module.functions[at].type, homes[at]]]))];
  const typeOf = (at) => module.functions[at].type;
  const halts = new Map(halting.map((at) => [at, `halt of type ${typeOf(at)}`]));
  const types = [...new Map(halting.map((at) => [halts.get(at), typeOf(at)]))];
  const numbers = numbering([...imported, LOADER, ...kept, ...placeholders, ...trampolines.map(([name]) => name), ...types.map(([name]) => name)]);
  // A slot that nothing kept can name holds whatever: nobody calls it before another module has filled it.
  const inSlot = (at) => numbers.of(numbers.has(at) ? at : (halts.get(at) ?? LOADER));
  return {
    types: [...module.types, loaderType, ...trampolines.map(([, [type]]) => trampolineType(module.types[type]))],
    imports,
    functions: [...imports.map((item) => ({ type: item.type, imported: item })), ...primaryFunctions(plan, numbers, trampolines, types)],
    tables: [table, ...module.tables.slice(1)],
    memories: module.memories,
    globals: [...module.globals, { type: 0x7f, mutable: 1, value: Uint8Array.of(0x41, 0, 0x0b) }],
    exports: primaryExports(module, shared[PRIMARY], numbers),
    start: module.start === undefined ? undefined : numbers.of(module.start),
    elements: module.elements.map(({ at, functions }) => ({ at, functions: functions.map(inSlot) })),
    data: dataWithout(module.data, [...ranges.values()].flat()),
  };
}

const trampolineOf = ({ module, homes }, at) => `trampoline of type ${module.functions[at].type} into ${homes[at]}`;

function primaryFunctions(plan, numbers, trampolines, halts) {
  const { tree, kept, placeholders, slots, module: { types, functions, globals } } = plan;
  const [loader, loaded] = [numbers.of(LOADER), globals.length];
  return [
    ...kept.map((at) => ({ type: functions[at].type, from: at, body: renumbered(functions[at].body, numbers.of, same) })),
    ...placeholders.map((at) => {
      const { type } = functions[at];
      return { type, body: placeholder(types[type], slots.get(at), numbers.of(trampolineOf(plan, at))) };
    }),
    // Their types follow the module's own and the loader's.
    ...trampolines.map(([, [type, home]], nth) => ({ type: types.length + 1 + nth, body: trampoline(types[type], type, { loader, loaded, home }) })),
    ...halts.map(([, type]) => ({ type, body: halt({ loader, home: tree.rest }) })),
  ];
}

const exportsOf = (shared, numbers) => shared.map((at, nth) => ({ name: shortName(nth), kind: KIND.function, index: numbers.of(at) }));

function primaryExports(module, shared, numbers) {
  const all = ([prefix, kind, space]) => module[space].map((_, index) => ({ name: prefix + shortName(index), kind, index }));
  return [
    ...module.exports.map((item) => (item.kind === KIND.function ? { ...item, index: numbers.of(item.index) } : item)),
    ...exportsOf(shared, numbers),
    ...SPACES.flatMap(all),
    { name: LOADED, kind: KIND.global, index: module.globals.length },
  ];
}

// The module at this place of the tree, which is not the first.
function laterOf(plan, shared, here) {
  const { module, tree, homes, bodies, called, ranges, table } = plan;
  const direct = module.imports.flatMap((_, at) => (called[here].has(at) ? [at] : []));
  const isFrom = (place) => (at) => called[here].has(at) && place !== here && placeOf(tree, homes, here, at) === place;
  const from = shared.flatMap((list, place) => list.flatMap((at, nth) => (isFrom(place)(at) ? [{ at, nth, place }] : [])));
  const numbers = numbering([...direct, ...from.map(({ at }) => at), ...bodies[here]]);
  const globals = [...new Set(bodies[here].flatMap((at) => namedIn(module.functions[at].body, "global")))].sort(ascending);
  const share = (name, kind, what, place = PRIMARY) => ({ module: tree.names[place], field: name, kind, ...what });
  const imports = [
    ...direct.map((at) => module.imports[at]),
    ...from.map(({ at, nth, place }) => share(shortName(nth), KIND.function, { type: module.functions[at].type }, place)),
    ...[table, ...module.tables.slice(1)].map((table, at) => share(`t-${shortName(at)}`, KIND.table, table)),
    ...module.memories.map((memory, at) => share(`m-${shortName(at)}`, KIND.memory, memory)),
    ...globals.map((at) => share(`g-${shortName(at)}`, KIND.global, module.globals[at])),
  ];
  const functions = [
    ...imports.filter(({ kind }) => kind === KIND.function).map((item) => ({ type: item.type, imported: item })),
    ...bodies[here].map((at) => ({ type: module.functions[at].type, from: at, body: renumbered(module.functions[at].body, numbers.of, (old) => globals.indexOf(old)) })),
  ];
  const empty = { tables: [], memories: [], globals: [] };
  const data = dataWithin(module.data, ranges.get(here) ?? []);
  return { ...empty, types: module.types, imports, functions, exports: exportsOf(shared[here], numbers), elements: elementsOf(plan, here, numbers), data };
}

// The slots of a module's functions. Neighbours in the table share a segment.
function elementsOf({ inTable, homes }, here, numbers) {
  const elements = [];
  for (const [slot, at] of inTable.filter(([, at]) => homes[at] === here).sort(([a], [b]) => a - b)) {
    const last = elements.at(-1);
    if (last && last.at + last.functions.length === slot) last.functions.push(numbers.of(at));
    else elements.push({ at: slot, functions: [numbers.of(at)] });
  }
  return elements;
}

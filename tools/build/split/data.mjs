// The data rule of the split: which data the primary module needs, and which moves into the secondary. Told by the linker
// (`--emit-relocs`), which knows each piece of data and what points to it.
// Source: WebAssembly tool conventions, "Linking" (linking section version 2, relocation sections).
import { Reader } from "./bytes.mjs";
import { namedIn } from "./instructions.mjs";
import { parse } from "./wasm.mjs";

const SECTIONS = ["linking", "reloc.CODE", "reloc.DATA"];
const LINKING_VERSION = 2;
const SYMBOL_TABLE = 8;
const SYMBOL = { function: 0, data: 1, global: 2, section: 3, tag: 4, table: 5 };
const FLAG = { undefined: 0x10, named: 0x40, absolute: 0x200 };
// Relocations that name a symbol, by type: a slot of the function table, an address (with something to add to it), or
// what says nothing of data. Those of position-independent code, threads and 64-bit memories are refused.
const SLOT = [1, 2], ADDRESS = [3, 4, 5], OTHER = [0, 6, 7, 20];
// Rust's numbers for "no character", in nearly every loop over text, and the first of them less the surrogates, by which
// numbers are checked to be characters. They are taken for addresses only where one is.
const NO_CHARACTERS = [0x110000, 0x110001, 0x110002, 0x110003, 0x110000 - 0x800];

// ---- what the linker says

// The symbols by their number: of data, from which address to which, or `missing`; of functions, the `function`.
function symbolsOf(bytes, segments) {
  const reader = new Reader(bytes);
  const version = reader.u32();
  if (version !== LINKING_VERSION) throw new Error(`data: version ${version} of the linking section is not understood`);
  while (!reader.done) {
    const [kind, content] = [reader.byte(), new Reader(reader.take(reader.u32()))];
    if (kind === SYMBOL_TABLE) return content.vec((r) => symbol(r, segments));
  }
  throw new Error("data: the linking section has no symbol table");
}

function symbol(reader, segments) {
  const [kind, flags] = [reader.byte(), reader.u32()];
  if (!Object.values(SYMBOL).includes(kind)) throw new Error(`data: symbol kind ${kind} is not understood`);
  const defined = !(flags & FLAG.undefined);
  if (kind !== SYMBOL.data) {
    const index = reader.u32();
    if (kind !== SYMBOL.section && (defined || flags & FLAG.named)) reader.name();
    return kind === SYMBOL.function ? { function: index } : undefined;
  }
  const name = reader.name();
  if (!defined) return { name, missing: true };
  const [segment, offset, size] = [reader.u32(), reader.u32(), reader.u32()];
  if (!(flags & FLAG.absolute) && !segments[segment]) throw new Error(`data: ${name} is in segment ${segment}, which is not there`);
  const from = flags & FLAG.absolute ? offset : segments[segment].at + offset;
  return { name, from, to: from + size };
}

// A section's relocations of these types.
function relocations(bytes, types) {
  const reader = new Reader(bytes);
  reader.u32();
  return reader.vec((r) => {
    const [type, at, symbol] = [r.byte(), r.u32(), r.u32()];
    if (![...SLOT, ...ADDRESS, ...OTHER].includes(type)) throw new Error(`data: relocation type ${type} is not understood`);
    return { type, at, symbol, added: ADDRESS.includes(type) ? r.s32() : 0 };
  }).filter(({ type }) => types.includes(type));
}

// What a linked module says: `pieces` of data, and the `slots` of the function table that code names.
//
// Pieces are in the order of addresses: from where to where, which pieces each points to, where it holds slots of the
// function table (`slots`), whether code names it (`named`), or the address at its end (`ended`), and whether code names one of its own
// outside of it, or one that is more often something else (`stray`): such a piece always stays.
export function linkedParts(linked) {
  const { custom, data, elements } = parse(linked);
  const absent = SECTIONS.filter((name) => !custom.has(name));
  if (absent.length) throw new Error(`data: the linked module has no section ${absent.join(", ")}: link it with --emit-relocs, as the Makefile does`);
  const symbols = symbolsOf(custom.get("linking"), data);
  const pieces = symbols.map((item) => item && item.to !== undefined && { ...item, pointsTo: new Set(), slots: [], named: false, ended: false, stray: false });
  // An address that nothing defines (a weak symbol) is zero.
  const named = (number) => {
    if (!symbols[number]?.name) throw new Error(`data: a relocation of an address names symbol ${number}, which is no data`);
    return pieces[number];
  };
  for (const { symbol, added } of relocations(custom.get("reloc.CODE"), ADDRESS)) {
    const piece = named(symbol);
    if (!piece) continue;
    piece.named = true;
    const meant = piece.from + added;
    if (meant === piece.to) piece.ended = true;
    if (added < 0 || meant > piece.to || NO_CHARACTERS.includes(meant)) piece.stray = true;
  }
  const sorted = pieces.filter(Boolean).sort((a, b) => a.from - b.from || a.to - b.to);
  const find = finder(sorted);
  const addressOf = (at) => {
    const segment = data.find(({ from, bytes }) => at >= from && at < from + bytes.length);
    if (!segment) throw new Error(`data: a relocation at ${at} of the data section, where no data is`);
    return segment.at + at - segment.from;
  };
  for (const { at } of relocations(custom.get("reloc.DATA"), SLOT)) {
    for (const piece of find(addressOf(at))) piece.slots.push(addressOf(at));
  }
  for (const { at, symbol, added } of relocations(custom.get("reloc.DATA"), ADDRESS)) {
    const target = named(symbol);
    if (!target) continue;
    for (const piece of find(addressOf(at))) for (const to of [target, ...find(target.from + added)]) piece.pointsTo.add(to);
  }
  return { pieces: sorted, slots: slotsNamed(relocations(custom.get("reloc.CODE"), SLOT), symbols, elements) };
}

// The slots that these relocations name: those of the functions that they name.
function slotsNamed(found, symbols, elements) {
  const functions = new Set(found.map(({ symbol }) => {
    if (symbols[symbol]?.function === undefined) throw new Error(`data: a relocation of a slot names symbol ${symbol}, which is no function`);
    return symbols[symbol].function;
  }));
  return new Set(elements.flatMap(({ at, functions: inTable }) => inTable.flatMap((number, nth) => (functions.has(number) ? [at + nth] : []))));
}

// Finds those among sorted pieces that hold an address, or end at it and are known to be named by that.
function finder(pieces) {
  // Where the pieces up to each end at most: before that, nothing earlier can hold an address.
  const ends = new Uint32Array(pieces.length);
  pieces.forEach(({ to }, at) => (ends[at] = Math.max(to, ends[at - 1] ?? 0)));
  return (address) => {
    let [low, high] = [0, pieces.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pieces[middle].from <= address) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (let at = low - 1; at >= 0 && ends[at] >= address; at--) {
      const { to, ended } = pieces[at];
      if (to > address || (to === address && ended)) found.push(pieces[at]);
    }
    return found;
  };
}

// ---- the rule

// Finds the pieces that a body names, by a function's number. The bodies are of the optimised module, to which no
// relocation applies any more: a constant that lies in a piece is taken for its address, whatever it is, and so is what a
// load or store adds.
export function namedPieces(pieces, functions) {
  const find = finder(pieces);
  const found = new Map();
  return (at) => {
    if (found.has(at)) return found.get(at);
    const { body } = functions[at];
    // Addresses are also subtracted, where that is shorter.
    const constants = namedIn(body, "constant").filter((constant) => ![constant, -constant].some((value) => NO_CHARACTERS.includes(value)));
    const addresses = [...constants.flatMap((constant) => [constant, -constant]), ...namedIn(body, "offset")];
    found.set(at, new Set(addresses.flatMap(find)));
    return found.get(at);
  };
}

// These pieces, with all that they point to.
export function withTargets(pieces) {
  const needed = new Set(pieces);
  for (const piece of needed) piece.pointsTo.forEach((to) => needed.add(to));
  return needed;
}

// Where the pieces go, as ranges of addresses by module, `[from, to)` in order. `homeOf` gives a piece's module; `stays`
// is the one that has what lies in no piece, and so is not listed. Where pieces overlap, `common` finds the module.
export function rangesOf(pieces, homeOf, stays, common) {
  const ranges = new Map();
  const add = (home, from, to) => {
    if (home === stays) return;
    const list = ranges.get(home) ?? ranges.set(home, []).get(home);
    const last = list.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else list.push([from, to]);
  };
  for (const group of overlapping(pieces.filter(({ from, to }) => from < to))) {
    const cuts = [...new Set(group.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
    for (let nth = 1; nth < cuts.length; nth++) {
      const there = group.filter(({ from, to }) => from < cuts[nth] && cuts[nth - 1] < to);
      add(there.map(homeOf).reduce(common), cuts[nth - 1], cuts[nth]);
    }
  }
  return ranges;
}

// Sorted pieces in groups, each of which overlaps none of another.
function overlapping(pieces) {
  const groups = [];
  let end = 0;
  for (const piece of pieces) {
    if (piece.from < end) groups.at(-1).push(piece);
    else groups.push([piece]);
    end = Math.max(end, piece.to);
  }
  return groups;
}

// ---- segments

// Memory as the segments fill it. They leave out zeros, also those in the upper bytes of a number at their end.
export function memoryOf(data) {
  const memory = new Uint8Array(data.reduce((most, { at, bytes }) => Math.max(most, at + bytes.length), 0));
  for (const { at, bytes } of data) memory.set(bytes, at);
  return (address) => memory[address] ?? 0;
}

// Reads the slots of the function table that a piece holds.
export function slotReader(data) {
  const byte = memoryOf(data);
  const number = (address) => [3, 2, 1, 0].reduce((sum, nth) => sum * 256 + byte(address + nth), 0);
  return ({ slots }) => slots.map(number);
}

const within = (ranges) => ({ at, bytes }) => ranges.flatMap(([from, to]) => {
  const [start, end] = [Math.max(from, at), Math.min(to, at + bytes.length)];
  return start < end ? [{ at: start, bytes: bytes.subarray(start - at, end - at) }] : [];
});

// The data in these ranges, as segments.
export const dataWithin = (data, ranges) => data.flatMap(within(ranges));

// The data with zeros in these ranges.
export function dataWithout(data, ranges) {
  return data.map((segment) => {
    const bytes = Uint8Array.from(segment.bytes);
    for (const { at, bytes: moved } of within(ranges)(segment)) bytes.fill(0, at - segment.at, at - segment.at + moved.length);
    return { at: segment.at, bytes };
  });
}

// Fails where the linked module is of another build than the optimised one: its addresses would say nothing.
export function checkSameData(linked, data, ranges) {
  const [before, after] = [memoryOf(parse(linked).data), memoryOf(data)];
  for (const [from, to] of ranges) {
    for (let address = from; address < to; address++) {
      if (before(address) !== after(address)) throw new Error(`data: at ${address} the linked and the optimised module differ: they are of two builds`);
    }
  }
}

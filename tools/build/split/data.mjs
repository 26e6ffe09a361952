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
// Rust's numbers for "no character", in nearly every loop over text. They are taken for addresses only where one is.
const NO_CHARACTERS = [0x110000, 0x110001, 0x110002, 0x110003];

// ---- what the linker says

// The data symbols, by their number among all symbols: from which address to which, or `missing`.
function dataSymbols(bytes, segments) {
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
    reader.u32();
    if (kind !== SYMBOL.section && (defined || flags & FLAG.named)) reader.name();
    return undefined;
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

// The pieces of a linked module's data, by address: from where to where, which pieces each points to, where it holds
// slots of the function table (`slots`), whether code names the address at its end (`ended`), and whether code names one
// of its own outside of it, or one that is more often something else (`stray`): such a piece always stays.
export function piecesOf(linked) {
  const { custom, data } = parse(linked);
  const absent = SECTIONS.filter((name) => !custom.has(name));
  if (absent.length) throw new Error(`data: the linked module has no section ${absent.join(", ")}: link it with --emit-relocs, as the Makefile does`);
  const symbols = dataSymbols(custom.get("linking"), data);
  const pieces = symbols.map((item) => item && !item.missing && { ...item, pointsTo: new Set(), slots: [], ended: false, stray: false });
  // An address that nothing defines (a weak symbol) is zero.
  const named = (number) => {
    if (!symbols[number]) throw new Error(`data: a relocation of an address names symbol ${number}, which is no data`);
    return pieces[number];
  };
  for (const { symbol, added } of relocations(custom.get("reloc.CODE"), ADDRESS)) {
    const piece = named(symbol);
    if (!piece) continue;
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
  return sorted;
}

// Finds those among sorted pieces that hold an address, or end at it and are known to be named by that.
function finder(pieces) {
  const longest = pieces.reduce((most, { from, to }) => Math.max(most, to - from), 0);
  return (address) => {
    let [low, high] = [0, pieces.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pieces[middle].from <= address) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (let at = low - 1; at >= 0 && pieces[at].from >= address - longest; at--) {
      const { to, ended } = pieces[at];
      if (to > address || (to === address && ended)) found.push(pieces[at]);
    }
    return found;
  };
}

// ---- the rule

// The pieces that these bodies need. The bodies are of the optimised module, to which no relocation applies any more: a
// constant that lies in a piece is taken for its address, whatever it is, and so is what a load or store adds.
export function neededBy(pieces, bodies) {
  const find = finder(pieces);
  const needed = new Set(pieces.filter(({ stray }) => stray));
  const need = (address) => find(address).forEach((piece) => needed.add(piece));
  for (const body of bodies) {
    // Addresses are also subtracted, where that is shorter.
    for (const constant of namedIn(body, "constant")) if (!NO_CHARACTERS.includes(constant)) [constant, -constant].forEach(need);
    namedIn(body, "offset").forEach(need);
  }
  for (const piece of needed) piece.pointsTo.forEach((to) => needed.add(to));
  return needed;
}

// The ranges of addresses in no needed piece, `[from, to)` in order: what moves. Data in no piece at all stays.
export function movable(pieces, needed) {
  const kept = [...needed].map(({ from, to }) => [from, to]);
  const ranges = [];
  for (const { from, to } of pieces) {
    if (from === to || kept.some(([start, end]) => start < to && from < end)) continue;
    const last = ranges.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else ranges.push([from, to]);
  }
  return ranges;
}

// ---- segments

// Memory as the segments fill it. They leave out zeros, also those in the upper bytes of a number at their end.
function memoryOf(data) {
  const memory = new Uint8Array(data.reduce((most, { at, bytes }) => Math.max(most, at + bytes.length), 0));
  for (const { at, bytes } of data) memory.set(bytes, at);
  return (address) => memory[address] ?? 0;
}

// The slots of the function table that pieces hold.
export function slotsIn(pieces, data) {
  const byte = memoryOf(data);
  const number = (address) => [3, 2, 1, 0].reduce((sum, nth) => sum * 256 + byte(address + nth), 0);
  return new Set([...pieces].flatMap(({ slots }) => slots).map(number));
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

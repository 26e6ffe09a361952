// Which of a module's data its first part needs: strings, tables and the like that the functions in it may read, and what
// those point to. Told by the linker (`--emit-relocs`), which knows each piece and what points to it.
// Source: WebAssembly tool conventions, "Linking" (linking section version 2, relocations).
import { Reader, instructions, parse } from "./wasm.mjs";

const SYMBOLS = 8;
const DATA = 1, SECTION = 3;
const UNDEFINED = 0x10, NAMED = 0x40;
// Relocations that are addresses in memory, places in the table of functions, and all that carry something to add.
const ADDRESSES = [3, 4, 5];
const PLACES = [2];
// Rust's numbers for "no character", in nearly every loop over text. They are taken for addresses only where one is.
const NO_CHARACTERS = [0x110000, 0x110001, 0x110002, 0x110003];
const ADDED = [3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 21, 22, 23];

function symbolsOf(reader, segments) {
  if (reader.u32() !== 2) throw new Error("data: another version of the linking section");
  const symbol = (r) => {
    const [kind, flags] = [r.byte(), r.u32()];
    if (kind === SECTION) return void r.u32();
    if (kind !== DATA) {
      r.u32();
      if (!(flags & UNDEFINED) || flags & NAMED) r.name();
      return undefined;
    }
    r.name();
    if (flags & UNDEFINED) return undefined;
    const [segment, offset, size] = [r.u32(), r.u32(), r.u32()];
    const from = segments[segment].at + offset;
    return { from, to: from + size };
  };
  while (!reader.done) {
    const [kind, content] = [reader.byte(), new Reader(reader.take(reader.u32()))];
    if (kind === SYMBOLS) return content.vec(symbol);
  }
  throw new Error("data: no symbols");
}

function relocations(content, types) {
  const reader = new Reader(content.bytes, content.at);
  reader.u32();
  return reader.vec((r) => {
    const [type, at, symbol] = [r.byte(), r.u32(), r.u32()];
    const added = ADDED.includes(type) ? r.s32() : 0;
    return { type, at, symbol, added };
  }).filter(({ type }) => types.includes(type));
}

// The pieces of a linked module's data: from where to where, which pieces each points to, whether code names its end
// (`ended`), where it names functions by their place in the table (`calls`), and whether code may reach it from outside of it (`stray`), so that nobody can tell by an address alone that
// it is meant. `null` where the linker did not say.
export function piecesOf(bytes) {
  const { custom, data } = parse(bytes);
  if (!["linking", "reloc.CODE", "reloc.DATA"].every((name) => custom.has(name))) return null;
  const symbols = symbolsOf(custom.get("linking"), data);
  const pieces = symbols.map((symbol) => symbol && { ...symbol, pointsTo: new Set(), calls: [], ended: false, stray: false });
  for (const { symbol, added } of relocations(custom.get("reloc.CODE"), ADDRESSES)) {
    const piece = pieces[symbol];
    if (!piece) continue;
    const meant = piece.from + added;
    if (meant === piece.to) piece.ended = true;
    if (added < 0 || meant > piece.to || NO_CHARACTERS.includes(meant)) piece.stray = true;
  }
  const inside = pieces.filter(Boolean).sort((a, b) => a.from - b.from || a.to - b.to);
  const find = finder(inside);
  const addressOf = (at) => {
    const segment = data.find(({ from, bytes }) => at >= from && at < from + bytes.length);
    return segment.at + at - segment.from;
  };
  for (const { at } of relocations(custom.get("reloc.DATA"), PLACES)) {
    for (const piece of find(addressOf(at))) piece.calls.push(addressOf(at));
  }
  for (const { at, symbol, added } of relocations(custom.get("reloc.DATA"), ADDRESSES)) {
    const address = addressOf(at);
    for (const piece of find(address)) for (const to of [pieces[symbol], ...find(pieces[symbol].from + added)]) piece.pointsTo.add(to);
  }
  return inside;
}

// Those among pieces, sorted by where they begin, that hold an address, or end at it and are known to be named by that.
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

// Which pieces these bodies need. A constant that lies in a piece is taken for its address, whatever it is, and so is an
// offset.
export function neededBy(pieces, bodies) {
  const find = finder(pieces);
  const needed = new Set(pieces.filter(({ stray }) => stray));
  const say = (address) => find(address).forEach((piece) => needed.add(piece));
  for (const body of bodies) {
    for (const { constant, offset } of instructions(new Reader(body))) {
      // Addresses are also subtracted, where that is shorter.
      if (constant !== undefined && !NO_CHARACTERS.includes(constant)) [constant, -constant].forEach(say);
      else if (offset !== undefined) say(offset);
    }
  }
  for (const piece of needed) piece.pointsTo.forEach((to) => needed.add(to));
  return needed;
}

// The ranges of addresses that no needed piece is in, `[from, to)` in order.
export function unneeded(pieces, needed) {
  const kept = [...needed].map(({ from, to }) => [from, to]).sort(([a], [b]) => a - b);
  const ranges = [];
  for (const { from, to } of pieces) {
    if (from === to || kept.some(([start, end]) => start < to && from < end)) continue;
    const last = ranges.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else ranges.push([from, to]);
  }
  return ranges;
}

// The places in the table that pieces name.
export function placesIn(pieces, data) {
  // Segments leave out zeros, also those in the upper bytes of a number at their end.
  const byte = (address) => {
    const { at, bytes } = data.find(({ at, bytes }) => address >= at && address < at + bytes.length) ?? {};
    return bytes?.[address - at] ?? 0;
  };
  const number = (address) => [3, 2, 1, 0].reduce((sum, nth) => sum * 256 + byte(address + nth), 0);
  return new Set([...pieces].flatMap(({ calls }) => calls).map(number));
}

// Data as segments with these ranges (`inside`), or without them and zeros in their place.
export function cut(data, ranges, inside) {
  const of = ({ at, bytes }) => ranges.flatMap(([from, to]) => {
    const [start, end] = [Math.max(from, at), Math.min(to, at + bytes.length)];
    return start < end ? [{ at: start, bytes: bytes.subarray(start - at, end - at) }] : [];
  });
  if (inside) return data.flatMap(of);
  return data.map((segment) => {
    const bytes = Uint8Array.from(segment.bytes);
    for (const { at, bytes: gone } of of(segment)) bytes.fill(0, at - segment.at, at - segment.at + gone.length);
    return { at: segment.at, bytes };
  });
}

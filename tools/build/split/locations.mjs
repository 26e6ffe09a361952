// Where panics of dependencies and of the standard library come from: hundreds of paths on the machine that built the page,
// with lines. They say nothing to who reads its console, and differ from machine to machine, so all become one: `:0:0`.
// Those of the project stay, with their lines and without columns: most of the standard library's panics (an index,
// `unwrap`) are told at the caller's place.
// Source: `core::panic::Location`, a text (address and length), a line and a column, of 32 bits each.
import { dataWithin, linkedParts, memoryOf } from "./data.mjs";
import { parse } from "./wasm.mjs";

const SIZE = 16;
const COLUMN = { offset: 12, size: 4 };
const PATH = /\.rs$/;
const FOREIGN = /^\/rustc\/[0-9a-f]+\/library\/.*\.rs$|\/(registry\/src|git\/checkouts)\/.*\.rs$/;
// Of an empty text: any address but zero will do.
const NOWHERE = Uint8Array.of(1, 0, 0, 0, ...new Array(SIZE - 4).fill(0));

// What to write where, so that no foreign place and no column is left in the module; `linked` is what the linker left of
// it. A place of which the optimised module leaves out the first byte, as a zero, stays.
export function shorterLocations(code, linked) {
  const { data } = parse(code);
  const byte = memoryOf(data);
  const memory = {
    holds: (address) => dataWithin(data, [[address, address + 1]]).length > 0,
    read: (from, to) => Uint8Array.from({ length: to - from }, (_, nth) => byte(from + nth)),
  };
  // By the piece of a path, the places that name it, and whether anything else does.
  const [paths, edits] = [new Map(), []];
  for (const piece of linkedParts(linked).pieces) {
    for (const target of piece.pointsTo) {
      const path = paths.get(target) ?? { places: [], others: target.named };
      paths.set(target, path);
      const text = pathOf(piece, target, memory);
      if (text && FOREIGN.test(text)) path.places.push(piece);
      else path.others = true;
      if (text) edits.push({ at: piece.from + COLUMN.offset, bytes: new Uint8Array(COLUMN.size) });
    }
  }
  for (const [{ from, to }, { places, others }] of paths) {
    for (const place of places) edits.push({ at: place.from, bytes: NOWHERE });
    if (places.length && !others) edits.push({ at: from, bytes: new Uint8Array(to - from) });
  }
  return edits;
}

// The same module with these bytes in its memory.
export function edited(module, edits) {
  const copy = Uint8Array.from(module);
  const { data } = parse(copy);
  for (const { at, bytes } of edits) {
    for (const held of dataWithin(data, [[at, at + bytes.length]])) held.bytes.set(bytes.subarray(held.at - at, held.at - at + held.bytes.length));
  }
  return copy;
}

// The path that a place names, if the piece is one.
function pathOf({ from, to, pointsTo, slots }, target, memory) {
  if (to - from !== SIZE || pointsTo.size !== 1 || slots.length || !memory.holds(from)) return undefined;
  const view = new DataView(memory.read(from, to).buffer);
  const [address, length] = [view.getUint32(0, true), view.getUint32(4, true)];
  if (address !== target.from || address + length > target.to) return undefined;
  const text = Buffer.from(memory.read(address, address + length)).toString("latin1");
  return PATH.test(text) ? text : undefined;
}

// Where panics of dependencies and of the standard library come from: hundreds of paths on the machine that built the page,
// with lines. They say nothing to who reads its console, and differ from machine to machine, so all become one: `:0:0`.
// Those of the project stay, with their lines and without columns: most of the standard library's panics (an index,
// `unwrap`) are told at the caller's place.
// Source: `core::panic::Location`, a text (address and length), a line and a column, of 32 bits each.
import { linkedParts } from "./data.mjs";
import { parse } from "./wasm.mjs";

const SIZE = 16;
const COLUMN = { offset: 12, size: 4 };
const PATH = /\.rs$/;
const FOREIGN = /^\/rustc\/[0-9a-f]+\/library\/.*\.rs$|\/(registry\/src|git\/checkouts)\/.*\.rs$/;
// Of an empty text: any address but zero will do.
const NOWHERE = Uint8Array.of(1, 0, 0, 0, ...new Array(SIZE - 4).fill(0));

// A module's memory as it starts: what no segment holds is zero, and stays so.
class Memory {
  constructor(segments) {
    this.segments = segments;
  }
  // The parts of a range that segments hold, as views of the module, with where they begin in the range.
  held(from, to) {
    return this.segments.flatMap(({ at, bytes }) => {
      const [begin, end] = [Math.max(from, at), Math.min(to, at + bytes.length)];
      return begin < end ? [{ offset: begin - from, bytes: bytes.subarray(begin - at, end - at) }] : [];
    });
  }
  read(from, to) {
    const all = new Uint8Array(to - from);
    for (const { offset, bytes } of this.held(from, to)) all.set(bytes, offset);
    return all;
  }
  write(at, content) {
    for (const { offset, bytes } of this.held(at, at + content.length)) bytes.set(content.subarray(offset, offset + bytes.length));
  }
}

// What to write where, so that no foreign place and no column is left in the module; `linked` is what the linker left of
// it. A place of which the optimised module leaves out the first byte, as a zero, stays.
export function shorterLocations(code, linked) {
  const memory = new Memory(parse(code).data);
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
  const memory = new Memory(parse(copy).data);
  for (const { at, bytes } of edits) memory.write(at, bytes);
  return copy;
}

// The path that a place names, if the piece is one.
function pathOf({ from, to, pointsTo, slots }, target, memory) {
  if (to - from !== SIZE || pointsTo.size !== 1 || slots.length || !memory.held(from, from + 1).length) return undefined;
  const view = new DataView(memory.read(from, to).buffer);
  const [address, length] = [view.getUint32(0, true), view.getUint32(4, true)];
  if (address !== target.from || address + length > target.to) return undefined;
  const text = Buffer.from(memory.read(address, address + length)).toString("latin1");
  return PATH.test(text) ? text : undefined;
}

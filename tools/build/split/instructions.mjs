// Instructions of WebAssembly function bodies: which functions and globals they name, and which constants may be
// addresses. An instruction that is not in the table is refused. Source: WebAssembly Core Specification 2.0, chapter 5.4.
import { Reader, hex, join, u32, valueType } from "./bytes.mjs";

const END = 0x0b;
const UNREACHABLE = 0x00;
// block, loop, if
const BLOCKS = [0x02, 0x03, 0x04];

const none = () => {};
const one = (reader) => reader.skip();
const two = (reader) => { reader.skip(); reader.skip(); };
// A block's type: none, one value type, or a function type by number.
function block(reader) {
  const first = reader.bytes[reader.at];
  if (first & 0x40 && !(first & 0x80) && first !== 0x40) valueType(reader);
  else reader.skip();
}
const constants = (list) => list.map((constant) => ({ constant }));
// A number of another function or global, and where it stands.
const naming = (what) => (reader) => {
  const from = reader.at;
  const index = reader.u32();
  return [{ [what]: index, from, to: reader.at }];
};
// Alignment and offset of a load or store.
const memory = (reader) => {
  if (reader.u32() >= 0x40) throw new Error("wasm: an access to another memory than the first is not understood");
  return [{ offset: reader.u32() }];
};
const memoryLane = (reader) => {
  const found = memory(reader);
  reader.byte();
  return found;
};
const lanes = (reader) => {
  const bytes = reader.take(16);
  const view = new DataView(bytes.buffer, bytes.byteOffset, 16);
  return constants([0, 4, 8, 12].map((at) => view.getInt32(at, true)));
};

// Saturating conversions, and what copies and fills memories and tables. Those that name a segment are refused: the
// split makes other segments.
function bulk(reader) {
  const code = reader.u32();
  if ([8, 9, 12, 13].includes(code) || code > 17) throw new Error(`wasm: instruction 0xfc ${code} is not understood`);
  if (code === 10 || code === 14) two(reader);
  else if (code > 7) one(reader);
}

function simd(reader) {
  const code = reader.u32();
  if (code > 255) throw new Error(`wasm: instruction 0xfd ${code} is not understood`);
  if (code <= 11 || code === 92 || code === 93) return memory(reader);
  if (code === 12) return lanes(reader);
  if (code === 13) reader.take(16);
  else if (code >= 21 && code <= 34) reader.byte();
  else if (code >= 84 && code <= 91) return memoryLane(reader);
}

const range = (from, to, read) => Array.from({ length: to - from + 1 }, (_, at) => [from + at, read]);
const of = (codes, read) => codes.map((code) => [code, read]);
// What follows each instruction's code.
const IMMEDIATES = new Map([
  // unreachable, nop, else, end, return, drop, select
  ...of([UNREACHABLE, 0x01, 0x05, END, 0x0f, 0x1a, 0x1b], none),
  ...of(BLOCKS, block),
  // br, br_if
  ...of([0x0c, 0x0d], one),
  // br_table
  [0x0e, (r) => { r.vec(one); one(r); }],
  // call, return_call, ref.func
  ...of([0x10, 0x12, 0xd2], naming("callee")),
  // call_indirect, return_call_indirect
  ...of([0x11, 0x13], two),
  // select with types
  [0x1c, (r) => void r.vec(valueType)],
  // local.get, local.set, local.tee
  ...range(0x20, 0x22, one),
  // global.get, global.set
  ...of([0x23, 0x24], naming("global")),
  // table.get, table.set, memory.size, memory.grow, ref.null
  ...of([0x25, 0x26, 0x3f, 0x40, 0xd0], one),
  ...range(0x28, 0x3e, memory),
  // i32.const
  [0x41, (r) => constants([r.s32()])],
  // i64.const: two numbers of 32 bits side by side may have been made one
  [0x42, (r) => constants(r.halves())],
  // f32.const, f64.const
  [0x43, (r) => void r.take(4)],
  [0x44, (r) => void r.take(8)],
  // comparisons, arithmetic, conversions
  ...range(0x45, 0xc4, none),
  // ref.is_null
  [0xd1, none],
  [0xfc, bulk],
  [0xfd, simd],
]);

// What the instructions of one expression name, in order: functions (`callee`) and globals (`global`) with where their
// number stands, constants that may be addresses (`constant`), and what loads and stores add to one (`offset`).
export function* instructions(reader) {
  for (let depth = 1; depth > 0; ) {
    const code = reader.byte();
    if (code === END) depth--;
    else if (BLOCKS.includes(code)) depth++;
    const read = IMMEDIATES.get(code);
    if (!read) throw new Error(`wasm: instruction ${hex(code)} is not understood`);
    yield* read(reader) ?? [];
  }
}

// A reader of a function's instructions, past its locals.
export function afterLocals(body) {
  const reader = new Reader(body);
  reader.vec((r) => { r.skip(); valueType(r); });
  return reader;
}

// What a function's body names.
function* namedBy(body) {
  const reader = afterLocals(body);
  yield* instructions(reader);
  if (!reader.done) throw new Error("wasm: a function's body goes on after its end");
}

// The functions that a body calls by name, without those that do not return: the compiler puts `unreachable` after them.
export function returningCallees(body) {
  const callees = [...namedBy(body)].filter(({ callee, to }) => callee !== undefined && body[to] !== UNREACHABLE);
  return [...new Set(callees.map(({ callee }) => callee))];
}

// All that a body names of one kind.
export const namedIn = (body, kind) => [...namedBy(body)].flatMap((found) => (found[kind] === undefined ? [] : [found[kind]]));

// The body with other numbers of functions and globals.
export function renumbered(body, callee, global) {
  const parts = [];
  let done = 0;
  for (const found of namedBy(body)) {
    if (found.from === undefined) continue;
    const to = found.callee === undefined ? global(found.global) : callee(found.callee);
    parts.push(body.subarray(done, found.from), Uint8Array.from(u32(to)));
    done = found.to;
  }
  parts.push(body.subarray(done));
  return join(parts);
}

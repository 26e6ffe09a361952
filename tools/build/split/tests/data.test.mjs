// The data rule: data that only moved code needs moves, all other data stays.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "../wasm.mjs";
import { RELOCATION, assemble, linkedAs, numberOf, run, splitKeeping, whole } from "./modules.mjs";
import { split } from "../mod.mjs";

const BASE = 1024;
// Three pieces of data, eight bytes each, and eight bytes that no symbol names.
const SYMBOLS = ["one", "two", "three"].map((name, nth) => ({ name, at: nth * 8, size: 8 }));
const PIECES = `
  (memory (export "memory") 1)
  (table (export "table") 4 funcref)
  (data (i32.const ${BASE}) "11111111" "22222222" "33333333" "unnamed!")`;
const load = (address) => `(i64.load (i32.const ${address}))`;
const returning = (name, body) => `(func $${name} (export "${name}") (result i64) ${body})`;

// What the primary module has at each piece before the secondary module is there: all of it is checked after.
function pieces(parts) {
  const state = run(parts);
  const bytes = () => Buffer.from(state.exports.memory.buffer, BASE, 32).toString("latin1").match(/.{8}/gs);
  const before = bytes().map((piece) => piece !== "\0".repeat(8));
  state.load();
  assert.deepEqual(bytes(), ["11111111", "22222222", "33333333", "unnamed!"]);
  return before;
}
const NOTHING = returning("nothing", "(i64.const 0)");

test("data that only moved code uses moves; what kept code uses, shared or not, and what has no symbol stays", () => {
  const bytes = assemble(`${PIECES}
    ${returning("kept", `(i64.add ${load(BASE)} ${load(BASE + 8)})`)}
    ${returning("moved", `(i64.add ${load(BASE + 8)} ${load(BASE + 16)})`)}`);
  const parts = splitKeeping(["kept"], bytes, { symbols: SYMBOLS });
  assert.deepEqual(pieces(parts), [true, true, false, true]);
  assert.deepEqual(parse(parts.secondary).data.map(({ at, bytes }) => [at, bytes.length]), [[BASE + 16, 8]]);
  const { exports } = run(parts);
  assert.equal(exports.kept(), whole(bytes).kept());
  assert.equal(exports.moved(), whole(bytes).moved());
});

const SHAPES = {
  "an address in the lower half of an i64.const": `(i64.const ${BASE + 8})`,
  "an address in the upper half of an i64.const": `(i64.const ${(BigInt(BASE + 8) << 32n) | 5n})`,
  "two addresses in an i64.const, the lower one negative": `(i64.const ${(BigInt(BASE + 8) << 32n) | 0xffffffffn})`,
  "an address in the middle of the data": `(i64.extend_i32_u (i32.const ${BASE + 11}))`,
  "an address that is subtracted": `(i64.extend_i32_u (i32.const ${-(BASE + 8)}))`,
  "an address that a load adds": `(i64.load offset=${BASE + 8} (i32.const 0))`,
  "an address that a store adds": `(i64.store offset=${BASE + 8} (i32.const 0) (i64.const 0)) (i64.const 0)`,
  "an address in a v128.const": `(i64x2.extract_lane 0 (v128.const i32x4 0 0 0 ${BASE + 8}))`,
  "an address for a load of one lane": `(drop (v128.load8_lane offset=${BASE + 8} 3 (i32.const 0) (v128.const i32x4 0 0 0 0))) (i64.const 0)`,
};
for (const [name, body] of Object.entries(SHAPES)) {
  test(`${name} keeps its data`, () => {
    const bytes = assemble(`${PIECES} ${returning("kept", body)} ${NOTHING}`);
    const parts = splitKeeping(["kept"], bytes, { symbols: SYMBOLS });
    assert.deepEqual(parse(parts.secondary).data.map(({ at }) => at), [BASE, BASE + 16]);
  });
}

test("an address just past a piece keeps it only where code names its end by its symbol", () => {
  const bytes = assemble(`${PIECES} ${returning("kept", `(i64.extend_i32_u (i32.const ${BASE + 24}))`)}`);
  const named = { type: RELOCATION.addressInCode, symbol: 2, added: 8 };
  assert.deepEqual(pieces(splitKeeping(["kept"], bytes, { symbols: SYMBOLS })), [false, false, false, true]);
  assert.deepEqual(pieces(splitKeeping(["kept"], bytes, { symbols: SYMBOLS, code: [named] })), [false, false, true, true]);
});

test("a piece that code names from outside of it always stays", () => {
  const bytes = assemble(`${PIECES} ${NOTHING}`);
  const code = [{ type: RELOCATION.addressInCode, symbol: 0, added: -4 }, { type: RELOCATION.addressInCode, symbol: 1, added: 12 }];
  assert.deepEqual(pieces(splitKeeping(["nothing"], bytes, { symbols: SYMBOLS, code })), [true, true, false, true]);
});

test("data that kept data points to stays, over any number of steps", () => {
  const bytes = assemble(`${PIECES} ${returning("kept", load(BASE))} ${NOTHING}`);
  const points = (from, to) => ({ type: RELOCATION.addressInData, at: from * 8, symbol: to });
  const linking = (data) => ({ symbols: SYMBOLS, data });
  assert.deepEqual(pieces(splitKeeping(["kept"], bytes, linking([points(0, 2)]))), [true, false, true, true]);
  assert.deepEqual(pieces(splitKeeping(["kept"], bytes, linking([points(0, 2), points(2, 1)]))), [true, true, true, true]);
  assert.deepEqual(pieces(splitKeeping(["kept"], bytes, linking([points(1, 2)]))), [true, false, false, true]);
  const within = { type: RELOCATION.addressInData, at: 0, symbol: 1, added: 8 };
  assert.deepEqual(pieces(splitKeeping(["kept"], bytes, linking([within]))), [true, true, true, true], "what lies at the address, too");
});

test("a weak symbol that nothing defines points to nothing", () => {
  const bytes = assemble(`${PIECES} ${returning("kept", load(BASE))}`);
  const symbols = [...SYMBOLS, { name: "weak", flags: 0x11 }];
  const data = [{ type: RELOCATION.addressInData, at: 0, symbol: 3 }];
  assert.deepEqual(pieces(splitKeeping(["kept"], bytes, { symbols, data })), [true, false, false, true]);
});

test("a symbol of an absolute address is in no segment", () => {
  const bytes = assemble(`${PIECES} ${NOTHING}`);
  const symbols = [{ name: "absolute", at: BASE + 8, size: 8, flags: 0x200 }];
  assert.deepEqual(pieces(splitKeeping(["nothing"], bytes, { symbols })), [true, false, true, true]);
});

test("where pieces overlap, what a needed one has stays", () => {
  const bytes = assemble(`${PIECES} ${returning("kept", load(BASE))}`);
  const symbols = [{ name: "wide", at: 4, size: 8 }, ...SYMBOLS];
  const parts = splitKeeping(["kept"], bytes, { symbols });
  assert.deepEqual(parse(parts.secondary).data.map(({ at, bytes }) => [at, bytes.length]), [[BASE + 8, 16]]);
});

test("Rust's numbers for no character are taken for addresses only where code names such an address", () => {
  const at = 0x110000;
  const bytes = assemble(`
    (memory (export "memory") 18) (table 1 funcref) (data (i32.const ${at}) "12345678")
    ${returning("kept", `(i64.extend_i32_u (i32.const ${at}))`)}`);
  const symbols = [{ name: "data", at: 0, size: 8 }];
  const moved = (linking) => parse(splitKeeping(["kept"], bytes, linking).secondary).data.length;
  assert.equal(moved({ symbols }), 1);
  assert.equal(moved({ symbols, code: [{ type: RELOCATION.addressInCode, symbol: 0 }] }), 0);
});

// A slot of the function table in data: 2, in the first piece.
const SLOT_IN_DATA = (pointer) => `
  (memory (export "memory") 1)
  (table (export "table") 4 funcref)
  (elem (i32.const 2) $moved)
  (data (i32.const ${BASE}) "\\02\\00\\00\\00\\00\\00\\00\\00" "22222222")
  (func $moved (result i64) (i64.const 77))
  ${returning("kept", `(call_indirect (result i64) (i32.load (i32.const ${pointer})))`)}`;
const SLOT = { symbols: SYMBOLS.slice(0, 2), data: [{ type: RELOCATION.slotInData, at: 0 }] };

test("a slot that needed data holds gets a placeholder", () => {
  const bytes = assemble(SLOT_IN_DATA(BASE));
  const state = run(splitKeeping(["kept"], bytes, SLOT));
  assert.equal(state.exports.kept(), 77n);
  assert.equal(state.loads, 1);
});

test("a slot that only moved data holds gets none", () => {
  const bytes = assemble(SLOT_IN_DATA(BASE + 8));
  const { functions } = parse(splitKeeping(["kept"], bytes, SLOT).primary);
  assert.equal(functions.filter(({ body }) => body).length, 1);
});

test("zeros that a segment leaves out are read as such", () => {
  const wat = (data) => `(memory 1) (table 1 funcref) (data (i32.const ${BASE}) "${data}") ${returning("kept", load(BASE))}`;
  const [linked, optimised] = [assemble(wat("\\02\\00\\00\\00\\00\\00\\00\\00")), assemble(wat("\\02"))];
  const linking = linkedAs(linked, { symbols: SYMBOLS.slice(0, 1), data: [{ type: RELOCATION.slotInData, at: 0 }] });
  assert.doesNotThrow(() => split(optimised, [numberOf(optimised, "kept")], linking));
});

test("a linked module of another build is refused", () => {
  const wat = (data) => `(memory 1) (table 1 funcref) (data (i32.const ${BASE}) "${data}") ${NOTHING}`;
  const [one, other] = [assemble(wat("11111111")), assemble(wat("11112111"))];
  const linked = linkedAs(other, { symbols: SYMBOLS.slice(0, 1) });
  assert.throws(() => split(one, [numberOf(one, "nothing")], linked), /at 1028 the linked and the optimised module differ/);
});

// A split into several modules: what a module claims by name, what several share, and what calls lead from one to another.
import assert from "node:assert/strict";
import { test } from "node:test";
import { treeOf } from "../homes.mjs";
import { parse } from "../wasm.mjs";
import { RELOCATION, assemble, numberOf, run, splitKeeping, whole } from "./modules.mjs";

// Text needs what is shared, markup needs text; the rest needs what is shared.
const LATER = [
  { name: "secondary" },
  { name: "rest", parent: "secondary", rest: true },
  { name: "text", parent: "secondary", functions: /^text/ },
  { name: "markup", parent: "text", functions: /^markup/ },
];
const PARENTS = Object.fromEntries(LATER.map(({ name, parent }) => [name, parent]));

const BASE = 1024;
// In slot 1, which only data of the rest names, a function of text; data of text, of the rest, and of both.
const BYTES = assemble(`
  (type $unary (func (param i32) (result i32)))
  (memory 1)
  (table 4 funcref)
  (elem (i32.const 1) $text_slot $textual)
  (data (i32.const ${BASE}) "\\01\\00\\00\\00tttt" "rrrrrrrr" "ssssssss")
  (func $open (export "open") (param i32) (result i32)
    (if (result i32) (local.get 0) (then (call $text_read (local.get 0))) (else (call $parquet (local.get 0)))))
  (func $text_read (type $unary)
    (i32.add (call $shared (local.get 0)) (call $textual (i32.load (i32.const ${BASE + 4})))))
  (func $textual (type $unary) (i32.xor (local.get 0) (i32.const 3)))
  (func $text_slot (type $unary) (i32.div_u (i32.const 9000) (local.get 0)))
  (func $parquet (type $unary) (i32.add (call $shared (local.get 0)) (call $codec (i32.load (i32.const ${BASE + 8})))))
  (func $codec (export "codec") (type $unary) (call_indirect (type $unary) (i32.mul (local.get 0) (i32.const 7)) (i32.load (i32.const ${BASE}))))
  (func $shared (type $unary) (i32.sub (local.get 0) (i32.load (i32.const ${BASE + 16}))))
  (func $markup_read (export "markup") (param i32) (result i32) (call $textual (local.get 0)))`);
const LINKING = {
  symbols: ["slot", "text"].map((name, nth) => ({ name, at: nth * 4, size: 4 })).concat(["rest", "shared"].map((name, nth) => ({ name, at: 8 + nth * 8, size: 8 }))),
  data: [{ type: RELOCATION.slotInData, at: 0, symbol: 4 }],
  slots: [],
};
const parts = splitKeeping(["open"], BYTES, LINKING, LATER);
const counts = () => [...parts.others].map(([name, bytes]) => [name, parse(bytes).functions.filter(({ body }) => body).length]);
const placesOf = (name) => parse(parts.others.get(name)).data.map(({ at, bytes }) => [at - BASE, bytes.length]);

test("what one module reaches goes there, what several reach to one that they load", () => {
  assert.deepEqual(counts(), [["secondary", 1], ["rest", 2], ["text", 3], ["markup", 1]]);
  assert.deepEqual(["secondary", "rest", "text", "markup"].map(placesOf), [[[16, 8]], [[0, 4], [8, 8]], [[4, 4]], []]);
});

test("a call loads the module that it needs, with its parents, and no other", () => {
  const expected = whole(BYTES);
  for (const [call, argument, loaded] of [["open", 5, ["secondary", "text"]], ["open", 0, ["secondary", "rest", "text"]], ["markup", 2, ["secondary", "text", "markup"]]]) {
    const state = run(parts, {}, PARENTS);
    assert.equal(state.exports[call](argument), expected[call](argument));
    assert.deepEqual(state.loaded, loaded);
  }
});

test("modules may come in any order in which their parents come first", () => {
  const expected = whole(BYTES);
  for (const order of [[1, 2, 3, 4], [1, 3, 2, 4], [1, 3, 4, 2]]) {
    const state = run(parts, {}, PARENTS);
    order.forEach((at) => state.load(at));
    for (const argument of [0, 1, 9]) for (const call of ["open", "markup"]) assert.equal(state.exports[call](argument), expected[call](argument));
    assert.equal(state.loads, order.length);
  }
});

test("a module with a profile of its own gets these functions, and no others", () => {
  const later = [{ name: "asked", profile: [numberOf(BYTES, "open"), numberOf(BYTES, "parquet")] }, { name: "rest", parent: "asked", rest: true }];
  const { others, ...split } = splitKeeping(["open"], BYTES, LINKING, later);
  const count = (bytes) => parse(bytes).functions.filter(({ body }) => body).length;
  assert.deepEqual([...others].map(([name, bytes]) => [name, count(bytes)]), [["asked", 1], ["rest", 6]]);
  const state = run({ ...split, others }, {}, { rest: "asked" });
  assert.equal(state.exports.open(0), whole(BYTES).open(0));
  assert.deepEqual(state.loaded, ["asked", "rest"], "parquet is asked for, and what that calls is in the rest");
});

test("a slot that only other code may name needs no placeholder", () => {
  const bytes = assemble(`
    (table 3 funcref)
    (elem (i32.const 1) $moved)
    (func $kept (export "kept") (result i32) (i32.const 1))
    (func $moved (result i32) (i32.const 2))`);
  const functions = (linking) => parse(splitKeeping(["kept"], bytes, linking).primary).functions.length;
  assert.equal(functions({ slots: [] }), 2, "the kept function and the import that loads");
  assert.equal(functions({ slots: [1] }), 4, "a placeholder and its trampoline besides");
});

test("a tree needs parents before children, and a module for the rest", () => {
  assert.throws(() => treeOf([{ name: "a", parent: "b", rest: true }, { name: "b" }]), /b is no module before a/);
  assert.throws(() => treeOf([{ name: "a" }]), /no module takes the rest/);
});

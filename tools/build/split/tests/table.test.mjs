// Moved functions in the function table: slots, placeholders in them, and element segments.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "../wasm.mjs";
import { assemble, run, splitKeeping, whole } from "./modules.mjs";

const CALLED_BY_SLOT = `
  (type $unary (func (param i32) (result i32)))
  (table (export "table") 4 4 funcref)
  (elem (i32.const 1) $moved $kept)
  (func $kept (type $unary) (i32.add (local.get 0) (i32.const 100)))
  (func $moved (type $unary) (i32.mul (local.get 0) (i32.const 10)))`;

test("a slot that kept code names holds a placeholder of the moved function", () => {
  const bytes = assemble(`${CALLED_BY_SLOT}
    (func $call (export "call") (param i32) (result i32) (call_indirect (type $unary) (local.get 0) (i32.const 1)))`);
  const state = run(splitKeeping(["call", "kept"], bytes));
  assert.equal(state.exports.call(3), whole(bytes).call(3));
  assert.equal(state.loads, 1);
});

test("where nothing goes on after a call that is too early, slots of one type share what calls the loader", () => {
  const bytes = assemble(`
    (type $unary (func (param i32) (result i32)))
    (table (export "table") 4 4 funcref)
    (elem (i32.const 1) $one $two $named)
    (func $one (type $unary) (i32.mul (local.get 0) (i32.const 10)))
    (func $two (type $unary) (i32.mul (local.get 0) (i32.const 20)))
    (func $named (type $unary) (i32.mul (local.get 0) (i32.const 30)))
    (func $call (export "call") (param i32) (result i32)
      (if (result i32) (local.get 0)
        (then (call_indirect (type $unary) (i32.const 3) (local.get 0)))
        (else (i32.add (call $named (i32.const 1)) (i32.add (i32.const 1) (i32.const 2))))))`);
  const parts = splitKeeping(["call"], bytes, undefined, undefined, { halts: true });
  const own = parse(parts.primary).functions.filter(({ body }) => body);
  assert.equal(own.length, 4, "what is kept, the placeholder of what is called by name, its trampoline, one for both slots");
  const state = run(parts);
  const { load } = state;
  const early = new Error("too early");
  state.load = () => { throw early; };
  for (const slot of [1, 2, 0]) assert.throws(() => state.exports.call(slot), early);
  state.load = load;
  state.load();
  for (const slot of [1, 2, 0]) assert.equal(state.exports.call(slot), whole(bytes).call(slot));
});

test("a slot that nothing kept names is filled when the secondary module is there", () => {
  const bytes = assemble(`${CALLED_BY_SLOT}
    (func $other (export "other") (param i32) (result i32) (call_indirect (type $unary) (local.get 0) (i32.const 2)))`);
  const parts = splitKeeping(["other", "kept"], bytes);
  const state = run(parts);
  assert.equal(state.exports.other(3), 103);
  assert.equal(state.loads, 0);
  assert.deepEqual(parse(parts.primary).functions.filter(({ body }) => body).length, 2, "no placeholder, no trampoline");
  state.load();
  assert.equal(state.exports.table.get(1)(3), 30);
  assert.equal(state.exports.table.get(2)(3), 103);
});

test("a moved function calls through slots of kept and moved functions", () => {
  const bytes = assemble(`${CALLED_BY_SLOT}
    (func $sum (export "sum") (param i32) (result i32)
      (i32.add
        (call_indirect (type $unary) (local.get 0) (i32.const 1))
        (call_indirect (type $unary) (local.get 0) (i32.const 2))))`);
  for (const kept of [[], ["kept"], ["moved"], ["sum"]]) assert.equal(run(splitKeeping(kept, bytes)).exports.sum(4), 144);
});

test("a moved function that is in no slot gets one beyond the table's end", () => {
  const bytes = assemble(`${CALLED_BY_SLOT}
    (func $caller (export "caller") (param i32) (result i32) (call $direct (local.get 0)))
    (func $direct (param i32) (result i32) (i32.sub (local.get 0) (i32.const 1)))`);
  const parts = splitKeeping(["caller", "kept"], bytes);
  assert.deepEqual(parse(parts.primary).tables.map(({ min, max }) => [min, max]), [[5, 5]]);
  assert.equal(run(parts).exports.caller(3), 2);
});

test("the secondary module fills neighbouring slots by one segment, and no other slots", () => {
  const bytes = assemble(`
    (table 12 funcref)
    (elem (i32.const 1) $a $b $kept $c)
    (elem (i32.const 9) $d)
    (func $a) (func $b) (func $kept (export "kept")) (func $c) (func $d)`);
  const elements = parse(splitKeeping(["kept"], bytes).secondary).elements.map(({ at, functions }) => [at, functions.length]);
  assert.deepEqual(elements, [[1, 2], [4, 1], [9, 1]]);
});

test("imports stay in their slots", () => {
  const bytes = assemble(`
    (import "host" "f" (func $f (result i32)))
    (table (export "table") 2 funcref)
    (elem (i32.const 1) $f)
    (func $g (export "g") (result i32) (call_indirect (result i32) (i32.const 1)))`);
  const state = run(splitKeeping([], bytes), { host: { f: () => 8 } });
  assert.equal(state.exports.table.get(1)(), 8);
  assert.equal(state.exports.g(), 8);
});

test("a reference to a moved function is one to its placeholder", () => {
  const bytes = assemble(`
    (table (export "table") 4 funcref)
    (elem (i32.const 1) $moved)
    (func $kept (export "kept") (table.set (i32.const 3) (ref.func $moved)))
    (func $moved (export "moved") (result i32) (i32.const 6))`);
  const state = run(splitKeeping(["kept"], bytes));
  state.exports.kept();
  assert.equal(state.exports.table.get(3)(), 6);
  assert.equal(state.loads, 1);
});

test("further tables are shared", () => {
  const bytes = assemble(`
    (table 1 funcref)
    (table $things 3 externref)
    (func $put (export "put") (param externref) (table.set $things (i32.const 1) (local.get 0)))
    (func $get (export "get") (result externref) (table.get $things (i32.const 1)))`);
  const { exports } = run(splitKeeping(["put"], bytes));
  const thing = {};
  exports.put(thing);
  assert.equal(exports.get(), thing);
});

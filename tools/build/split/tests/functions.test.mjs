// Functions in two modules that call each other.
import assert from "node:assert/strict";
import { test } from "node:test";
import { split } from "../mod.mjs";
import { functionNames, parse } from "../wasm.mjs";
import { assemble, linkedAs, numberOf, run, splitKeeping, whole } from "./modules.mjs";

const TABLE = "(table 1 funcref)";

test("a kept function calls a moved one through a placeholder, which loads the secondary module once", () => {
  const bytes = assemble(`${TABLE}
    (func $kept (export "kept") (param i32) (result i32) (i32.add (call $moved (local.get 0)) (i32.const 1)))
    (func $moved (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3)))`);
  const parts = splitKeeping(["kept"], bytes);
  assert.equal(parts.moved, 1);
  const state = run(parts);
  assert.equal(state.loads, 0);
  for (const number of [0, 1, -7, 1e9]) assert.equal(state.exports.kept(number), whole(bytes).kept(number));
  assert.equal(state.loads, 1);
});

test("a moved function calls kept ones and imports", () => {
  const bytes = assemble(`
    (import "host" "tell" (func $tell (param i32)))
    (import "host" "unused" (func $unused))
    ${TABLE}
    (func $kept (param i32) (result i32) (i32.add (local.get 0) (i32.const 5)))
    (func $moved (export "moved") (param i32) (call $tell (call $kept (local.get 0))))`);
  const told = [];
  const parts = splitKeeping(["kept"], bytes);
  const state = run(parts, { host: { tell: (number) => told.push(number), unused: () => {} } });
  state.exports.moved(2);
  state.exports.moved(3);
  assert.deepEqual(told, [7, 8]);
  const names = parse(parts.primary).imports.map(({ field }) => field);
  assert.deepEqual(names, ["load"], "imports that only moved code calls are the secondary module's alone");
});

test("calls go both ways, to any depth", () => {
  const bytes = assemble(`${TABLE}
    (func $even (export "even") (param i32) (result i32)
      (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 1)) (else (call $odd (i32.sub (local.get 0) (i32.const 1))))))
    (func $odd (export "odd") (param i32) (result i32)
      (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 0)) (else (call $even (i32.sub (local.get 0) (i32.const 1))))))`);
  for (const kept of ["even", "odd"]) {
    const { exports } = run(splitKeeping([kept], bytes));
    for (const number of [0, 1, 2, 101, 1000]) {
      assert.equal(exports.even(number), whole(bytes).even(number));
      assert.equal(exports.odd(number), whole(bytes).odd(number));
    }
  }
});

test("placeholders pass parameters and results of every type", () => {
  const bytes = assemble(`${TABLE}
    (func $f (export "f") (param i32 i64 f32 f64) (result f64 i64 f32 i32)
      (local.get 3) (local.get 1) (local.get 2) (local.get 0))
    (func $g (export "g") (param externref) (result externref) (local.get 0))
    (func $h (export "h"))`);
  const state = run(splitKeeping([], bytes));
  assert.deepEqual(state.exports.f(1, 2n ** 60n, 0.5, 0.1), [0.1, 2n ** 60n, 0.5, 1]);
  const thing = {};
  assert.equal(state.exports.g(thing), thing);
  assert.equal(state.exports.h(), undefined);
  assert.equal(state.loads, 1);
});

test("globals and memory are shared", () => {
  const bytes = assemble(`${TABLE}
    (memory 1)
    (global $unused i32 (i32.const 9))
    (global $count (mut i32) (i32.const 40))
    (func $kept (export "kept") (result i32)
      (call $moved) (i32.add (global.get $count) (i32.load (i32.const 16))))
    (func $moved (global.set $count (i32.add (global.get $count) (i32.const 1))) (i32.store (i32.const 16) (global.get $count)))`);
  const { exports } = run(splitKeeping(["kept"], bytes));
  const all = whole(bytes);
  for (let times = 0; times < 3; times++) assert.equal(exports.kept(), all.kept());
});

test("a module with nothing moved, or with all of it, is the same module", () => {
  const bytes = assemble(`${TABLE}
    (func $double (param i32) (result i32) (i32.shl (local.get 0) (i32.const 1)))
    (func $twice (export "twice") (param i32) (result i32) (call $double (call $double (local.get 0))))`);
  const none = run(splitKeeping(["double", "twice"], bytes));
  assert.equal(none.exports.twice(5), 20);
  assert.equal(none.loads, 0);
  const all = run(splitKeeping([], bytes));
  assert.equal(all.exports.twice(5), 20);
  assert.equal(all.loads, 1);
});

test("a moved function that nothing kept calls gets no placeholder", () => {
  const bytes = assemble(`${TABLE}
    (func $kept (export "kept") (call $a))
    (func $a (call $b))
    (func $b (call $c))
    (func $c)`);
  // kept, the placeholder of a, and the trampoline of their type
  const { functions } = parse(splitKeeping(["kept"], bytes).primary);
  assert.equal(functions.filter(({ body }) => body).length, 3);
});

test("the start function stays, with what it calls by name", () => {
  const bytes = assemble(`${TABLE}
    (global $ready (export "ready") (mut i32) (i32.const 0))
    (start $start)
    (func $start (call $prepare))
    (func $prepare (global.set $ready (i32.const 7)))
    (func $moved (export "moved") (result i32) (global.get $ready))`);
  const parts = splitKeeping([], bytes);
  assert.equal(parts.moved, 1);
  const state = run(parts);
  assert.equal(state.exports.ready.value, 7);
  assert.equal(state.loads, 0);
  assert.equal(state.exports.moved(), 7);
});

test("an imported start function stays", () => {
  let started = 0;
  const bytes = assemble(`(import "host" "start" (func $start)) ${TABLE} (start $start) (func $f (export "f"))`);
  run(splitKeeping([], bytes), { host: { start: () => started++ } });
  assert.equal(started, 1);
});

test("names of functions are left out, or kept where they are asked for", () => {
  const bytes = assemble(`${TABLE}
    (func $kept (export "kept") (result i32) (call $moved))
    (func $moved (result i32) (i32.const 3))`);
  const parts = (named) => {
    const { primary, others } = split(bytes, [numberOf(bytes, "kept")], linkedAs(bytes), functionNames(bytes), undefined, { named });
    return [primary, others.get("secondary")].map((part) => [...functionNames(part).values()]);
  };
  assert.deepEqual(parts(false), [[], []]);
  assert.deepEqual(parts(true), [["kept"], ["moved"]]);
});

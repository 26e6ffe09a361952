// From a profile to a split: marks of called functions, an order that depends on nothing else, and the report.
import assert from "node:assert/strict";
import { test } from "node:test";
import { MARK, instrumented } from "../instrument.mjs";
import { split } from "../mod.mjs";
import { functionNames } from "../wasm.mjs";
import { assemble, linkedAs, numberOf, run, splitKeeping, whole } from "./modules.mjs";

const BYTES = assemble(`
  (import "host" "g" (func $g))
  (type $unary (func (param i32) (result i32)))
  (table 6 funcref)
  (elem (i32.const 1) $slow $handler $idle)
  (func $run (export "run") (param i32) (result i32) (local f64)
    (if (result i32) (i32.gt_s (local.get 0) (i32.const 100)) (then (call $slow (local.get 0))) (else (call $fast (local.get 0)))))
  (func $fast (type $unary) (call $g) (i32.add (local.get 0) (i32.const 50)))
  (func $slow (type $unary) (call $slower (local.get 0)))
  (func $slower (type $unary) (i32.mul (local.get 0) (i32.const 60)))
  (func $handler (type $unary) (call $middle (local.get 0)))
  (func $middle (type $unary) (call $slower (local.get 0)))
  (func $idle (type $unary) (if (i32.eqz (local.get 0)) (then (call $panic) (unreachable))) (local.get 0))
  (func $panic (unreachable))
  (func $export (export "export") (result i32) (i32.const 70))`);
const HOST = { host: { g: () => {} } };

function profileOf(exports) {
  return Object.entries(exports).filter(([name, mark]) => name.startsWith(MARK) && mark.value).map(([name]) => Number(name.slice(MARK.length)));
}

test("an instrumented module runs as before and marks what is called", () => {
  const exports = whole(instrumented(BYTES), HOST);
  assert.deepEqual(profileOf(exports), []);
  assert.equal(exports.run(1), 51);
  assert.deepEqual(profileOf(exports), ["run", "fast"].map((name) => numberOf(BYTES, name)));
  assert.equal(exports.run(101), 6060);
  assert.deepEqual(profileOf(exports), ["run", "fast", "slow", "slower"].map((name) => numberOf(BYTES, name)));
});

test("what was called when the profile was made needs no placeholder", () => {
  const marked = whole(instrumented(BYTES), HOST);
  marked.run(1);
  const state = run(split(BYTES, profileOf(marked), linkedAs(BYTES)), HOST);
  assert.equal(state.exports.run(9), 59);
  assert.equal(state.loads, 0);
  assert.equal(state.exports.run(101), 6060);
  assert.equal(state.loads, 1);
});

test("the same module and profile give the same bytes, whatever the order of the profile", () => {
  const profile = ["run", "fast", "handler", "middle", "export"].map((name) => numberOf(BYTES, name));
  const first = split(BYTES, profile, linkedAs(BYTES));
  for (const order of [profile, [...profile].reverse(), [...profile.slice(2), ...profile.slice(0, 2)]]) {
    const again = split(BYTES, new Set(order), linkedAs(BYTES));
    assert.deepEqual(again.primary, first.primary);
    assert.deepEqual(again.others, first.others);
    assert.deepEqual(again.report, first.report);
  }
});

test("the report names who reaches a placeholder, and on which way", () => {
  const { report } = splitKeeping(["run", "fast", "handler", "middle", "idle"], BYTES);
  assert.equal(report.summary, "5 functions kept, 4 moved, 4 placeholders; 2 kept functions call one other than to panic, and 2 of 3 entry points reach one");
  const text = report.text.split("\n");
  assert.ok(text.includes("  run > slow"));
  assert.ok(text.includes("  handler > middle > slower"));
  assert.ok(text.includes("  slow < run"));
  assert.ok(text.includes("  slower < middle"));
  assert.ok(!/fast|idle|panic</.test(report.text), "these reach none, or only to panic");
});

test("without a name section the report has the names of exports, and numbers", () => {
  const { report } = split(BYTES, ["run", "fast"].map((name) => numberOf(BYTES, name)), linkedAs(BYTES));
  assert.ok(report.text.includes(`  run > function ${numberOf(BYTES, "slow")}`));
  assert.equal(functionNames(BYTES).get(numberOf(BYTES, "slow")), "slow");
});

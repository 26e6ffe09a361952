// Checks of what a split wrote: they fail on modules that do not belong together.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkSplit } from "../check.mjs";
import { parse, serialise } from "../wasm.mjs";
import { assemble, splitKeeping } from "./modules.mjs";

const LOADER = { module: "later", field: "load", kind: 0 };
const BYTES = assemble(`
  (import "host" "g" (func $g (param i32)))
  (table 1 funcref)
  (global $count (export "count") (mut i32) (i32.const 0))
  (func $kept (export "kept") (param i32) (call $moved) (call $g (local.get 0)))
  (func $moved (export "moved") (global.set $count (i32.const 1)) (call $kept (i32.const 2)) (call $g (i32.const 1)))`);
const { primary, secondary } = splitKeeping(["kept"], BYTES);
const check = (first, second) => checkSplit(parse(BYTES), [["primary", first], ["secondary", second]], LOADER);
const changed = (bytes, change) => {
  const module = parse(bytes);
  change(module);
  return serialise(module);
};

test("what the split writes passes", () => assert.doesNotThrow(() => check(primary, secondary)));

test("a module that is not valid", () => {
  const broken = (bytes) => changed(bytes, ({ functions }) => (functions.at(-1).body = Uint8Array.of(0, 0x6a, 0x0b)));
  assert.throws(() => check(broken(primary), secondary), /the primary module is not valid WebAssembly: .*not enough arguments/);
  assert.throws(() => check(primary, broken(secondary)), /the secondary module is not valid/);
});

test("an import of the secondary module that the primary does not export", () => {
  const without = changed(primary, (module) => (module.exports = module.exports.filter(({ name }) => name !== "0")));
  assert.throws(() => check(without, secondary), /the secondary module imports primary.0, which nobody exports/);
});

test("an import as another type than it is exported as", () => {
  const other = changed(primary, ({ globals }) => (globals[0].mutable = 0));
  assert.throws(() => check(changed(primary, ({ tables }) => tables[0].min++), secondary), /imports primary.t-0 as 1: 112 2 .*, but it is 1: 112 3/);
  assert.throws(() => check(other, secondary), /imports primary.g-0 as 3: 127 1, but it is 3: 127 0/);
});

test("an import that the module did not have before", () => {
  const stranger = changed(secondary, ({ imports }) => (imports[0].field = "stranger"));
  assert.throws(() => check(primary, stranger), /imports host.stranger, which nobody exports/);
});

test("an export that got lost, or is something else", () => {
  const other = (change) => changed(primary, (module) => change(module.exports.find(({ name }) => name === "kept")));
  assert.throws(() => check(other((item) => (item.name = "gone")), secondary), /does not export kept/);
  assert.throws(() => check(other((item) => (item.index = parse(primary).exports.find(({ name }) => name === "moved").index)), secondary), /exports kept as something else/);
});

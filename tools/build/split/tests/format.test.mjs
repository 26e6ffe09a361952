// Parsing and serialising modules, and the numbers in them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Reader, s32, u32 } from "../bytes.mjs";
import { namedIn } from "../instructions.mjs";
import { functionNames, parse, renamed, serialise } from "../wasm.mjs";
import { FEATURES, assemble, binaryen, whole } from "./modules.mjs";

// Something of each kind that a module may have.
const ALL = `
  (import "host" "f" (func $f (param i32) (result i32)))
  (import "host" "memory" (memory 1 4))
  (import "host" "table" (table 4 funcref))
  (import "host" "global" (global $imported i32))
  (table $things 2 5 externref)
  (global $count (mut i64) (i64.const -5))
  (global $pi f64 (f64.const 3.14))
  (global $copy i32 (global.get $imported))
  (export "run" (func $run)) (export "things" (table $things)) (export "count" (global $count))
  (start $begin)
  (elem (table 0) (i32.const 1) func $run $begin)
  (elem (table 0) (i32.const 3) func $f)
  (data (i32.const 16) "some data") (data (i32.const 65530) "ends")
  (func $begin (global.set $count (i64.const 0x123456789abcdef)))
  (func $run (param $n i32) (result i64) (local $a i32) (local $b v128) (local $c funcref)
    (block $out (block $two (block $three
      (br_table $out $two $three (local.get $n))))
      (local.set $b (v128.const i32x4 1 2 3 4))
      (local.set $c (ref.func $run))
      (drop (select (result externref) (ref.null extern) (table.get $things (i32.const 0)) (local.get $n)))
      (memory.copy (i32.const 0) (i32.const 16) (i32.const 4))
      (memory.fill (i32.const 0) (i32.const 1) (i32.const 4))
      (table.copy 0 0 (i32.const 0) (i32.const 0) (i32.const 0))
      (drop (i32.trunc_sat_f64_s (f64.const 1e300)))
      (drop (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 (local.get $b) (local.get $b)))
      (drop (i32.load16_u offset=300 align=1 (i32.const 3)))
      (drop (ref.is_null (local.get $c))))
    (if (result i64) (i32.lt_s (local.get $n) (i32.const -64))
      (then (i64.const -1))
      (else (i64.add (global.get $count) (i64.extend_i32_s (call $f (local.get $n)))))))`;
const imports = () => ({
  host: {
    f: (number) => number * 2,
    memory: new WebAssembly.Memory({ initial: 1, maximum: 4 }),
    table: new WebAssembly.Table({ initial: 4, element: "anyfunc" }),
    global: new WebAssembly.Global({ value: "i32" }, 3),
  },
});

test("a module that was parsed and serialised is the same", () => {
  const bytes = assemble(ALL);
  const again = serialise(parse(bytes));
  const module = binaryen.readBinary(bytes);
  module.setFeatures(FEATURES);
  binaryen.setDebugInfo(false);
  const written = module.emitBinary();
  binaryen.setDebugInfo(true);
  assert.deepEqual(Buffer.from(written), again, "as another tool writes it");
  assert.deepEqual(serialise(parse(again)), again);
  const [before, after] = [whole(bytes, imports()), whole(again, imports())];
  for (const number of [-100, 0, 1, 2, 3, 1e6]) assert.equal(after.run(number), before.run(number));
});

test("an empty module is one", () => {
  const bytes = assemble("");
  assert.deepEqual(serialise(parse(bytes)), Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
});

test("the parts of a module are by number, imports first", () => {
  const bytes = assemble(ALL);
  const { functions, tables, globals, elements, data } = parse(bytes);
  assert.deepEqual(functions.map(({ body }) => body !== undefined), [false, true, true]);
  assert.deepEqual(tables.map(({ min, max }) => [min, max]), [[4, undefined], [2, 5]]);
  assert.deepEqual(globals.map(({ imported }) => imported !== undefined), [true, false, false, false]);
  assert.deepEqual(elements, [{ at: 1, functions: [2, 1] }, { at: 3, functions: [0] }]);
  assert.deepEqual(data.map(({ at, bytes }) => [at, Buffer.from(bytes).toString()]), [[16, "some data"], [65530, "ends"]]);
});

test("imports and exports take other names, and the code still runs", () => {
  const bytes = renamed(assemble(ALL), (name) => ({ run: "a", f: "b", count: "c" })[name] ?? name);
  const { host: { f, ...others } } = imports();
  const exports = whole(bytes, { host: { b: f, ...others } });
  assert.deepEqual(Object.keys(exports), ["a", "things", "c"]);
  assert.equal(exports.a(1), whole(assemble(ALL), imports()).run(1));
});

test("functions have the names of the name section, or none", () => {
  const bytes = assemble(ALL);
  assert.deepEqual([...functionNames(bytes)], [[0, "f"], [1, "begin"], [2, "run"]]);
  assert.equal(functionNames(serialise(parse(bytes))).size, 0);
});

test("constants that are no integers are no addresses", () => {
  const body = Buffer.from([0, 0x44, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0x1a, 0x43, 0, 0, 0x80, 0x3f, 0x1a, 0x0b]);
  assert.deepEqual([...namedIn(body, "constant"), ...namedIn(body, "offset")], []);
});

test("numbers in LEB128 are read as they were written", () => {
  const around = Array.from({ length: 32 }, (_, bit) => [2 ** bit - 1, 2 ** bit, 2 ** bit + 1]).flat().filter((number) => number < 2 ** 32);
  for (const number of around) {
    assert.equal(new Reader(u32(number)).u32(), number);
    for (const signed of [number | 0, -number | 0]) assert.equal(new Reader(s32(signed)).s32(), signed);
  }
  assert.deepEqual([u32(624485), s32(-123456), s32(63), s32(64), s32(-64)], [[0xe5, 0x8e, 0x26], [0xc0, 0xbb, 0x78], [0x3f], [0xc0, 0], [0x40]]);
});

test("a number of 64 bits is read as its halves", () => {
  const encoded = (number) => {
    const bytes = [];
    for (let value = number; ; value >>= 7n) {
      const low = Number(value & 0x7fn);
      if (value >= -64n && value < 64n) return [...bytes, low];
      bytes.push(low | 0x80);
    }
  };
  const halves = (number) => new Reader(encoded(number)).halves();
  assert.deepEqual(halves(5n), [5, 0]);
  assert.deepEqual(halves(-1n), [-1, -1]);
  assert.deepEqual(halves((7n << 32n) | 9n), [9, 7]);
  assert.deepEqual(halves(-(2n ** 63n)), [0, -(2 ** 31)]);
  assert.deepEqual(halves((7n << 32n) | 0x80000000n), [-(2 ** 31), 7]);
});

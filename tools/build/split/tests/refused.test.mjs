// What the splitter does not understand: it fails in words, and writes nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { join, sized, u32 } from "../bytes.mjs";
import { namedIn } from "../instructions.mjs";
import { split } from "../mod.mjs";
import { parse } from "../wasm.mjs";
import { assemble, custom, linkedAs, numberOf, splitKeeping } from "./modules.mjs";

const EMPTY = assemble("");
const section = (id, content) => join([EMPTY, [id], sized(content)]);
const TINY = `(table 1 funcref) (memory 1) (data (i32.const 1024) "12345678") (func $f (export "f"))`;
const SYMBOLS = [{ name: "data", at: 0, size: 8 }];
const refused = (wat, words) => assert.throws(() => splitKeeping(["f"], assemble(wat)), words);

test("bytes that are no module", () => {
  assert.throws(() => parse(Uint8Array.of(1, 2, 3)), /no module/);
  assert.throws(() => parse(Uint8Array.of(0, 0x61, 0x73, 0x6d, 13, 0, 1, 0)), /no module of version 1/);
});

test("sections of unknown kind, twice, or longer than what is in them", () => {
  assert.throws(() => parse(section(14, [])), /section 14 is not understood/);
  assert.throws(() => parse(section(13, [0])), /section 13 is not understood/);
  assert.throws(() => parse(join([section(1, [0]), [1], sized([0])])), /section 1 comes twice/);
  assert.throws(() => parse(section(1, [0, 0])), /section 1 has bytes that are not understood/);
});

test("a module that ends too early, wherever it does", () => {
  const bytes = assemble(TINY);
  let refusals = 0;
  for (let length = 9; length < bytes.length; length++) {
    try {
      const { functions } = parse(bytes.subarray(0, length));
      for (const { body } of functions) if (body) namedIn(body, "callee");
    } catch (error) {
      assert.match(error.message, /ends too early|functions have \d+ bodies/);
      refusals++;
    }
  }
  // All but where one section ends and the next begins.
  assert.ok(refusals > bytes.length - 9 - 12, `${refusals} of ${bytes.length}`);
});

test("numbers that end too early or do not end", () => {
  assert.throws(() => parse(section(1, [0x80])), /ends too early/);
  assert.throws(() => parse(section(1, [0x80, 0x80, 0x80, 0x80, 0x80, 0])), /more than 5 bytes/);
  assert.throws(() => parse(section(1, [0xff, 0xff, 0xff, 0xff, 0x7f])), /more than 32 bits/);
});

test("types, imports, exports and limits of unknown kind", () => {
  assert.throws(() => parse(section(1, [1, 0x5f, 0])), /type form 0x5f/);
  assert.throws(() => parse(section(1, [1, 0x60, 1, 0x64, 0])), /value type 0x64/);
  assert.throws(() => parse(section(2, [1, 1, 0x61, 1, 0x62, 4, 0, 0])), /import a.b of kind 4/);
  assert.throws(() => parse(section(7, [1, 1, 0x61, 4, 0])), /export a of kind 4/);
  assert.throws(() => parse(section(5, [1, 3, 1, 2])), /limits with flags 0x3/);
  assert.throws(() => parse(section(5, [1, 4, 1])), /limits with flags 0x4/);
});

test("segments that are passive, of another table, or at a computed place", () => {
  assert.throws(() => parse(section(9, [1, 1, 0, 0])), /element segment with flags 1/);
  assert.throws(() => parse(section(9, [1, 2, 1, 0x41, 0, 0x0b, 0, 0])), /another table/);
  assert.throws(() => parse(section(9, [1, 0, 0x23, 0, 0x0b, 0])), /offset of an element segment is computed/);
  assert.throws(() => parse(section(11, [1, 1, 0])), /data segment with flags 1/);
  assert.throws(() => parse(section(11, [1, 0, 0x41, 1, 0x41, 1, 0x6a, 0x0b, 0])), /offset of a data segment is computed/);
});

test("instructions that are not in the table", () => {
  const body = (...code) => Uint8Array.of(0, ...code, 0x0b);
  for (const code of [0x06, 0x08, 0x14, 0x1d, 0x27, 0xc5, 0xd3, 0xfb, 0xfe]) {
    assert.throws(() => namedIn(body(code), "callee"), new RegExp(`instruction 0x${code.toString(16)} is not understood`));
  }
  assert.throws(() => namedIn(body(0xfc, 18), "callee"), /instruction 0xfc 18/);
  assert.throws(() => namedIn(body(0xfd, ...u32(256)), "callee"), /instruction 0xfd 256/);
  // memory.init, data.drop, table.init, elem.drop: by number of a segment
  for (const code of [8, 9, 12, 13]) assert.throws(() => namedIn(body(0xfc, code, 0, 0), "callee"), new RegExp(`instruction 0xfc ${code} `));
  assert.throws(() => namedIn(body(0x28, 0x42, 0, 0), "offset"), /another memory/);
  assert.throws(() => namedIn(body(0x02, 0x64), "callee"), /value type 0x64/);
  assert.throws(() => namedIn(body(0x0b), "callee"), /goes on after its end/);
  assert.throws(() => namedIn(Uint8Array.of(0, 0x02, 0x40, 0x0b), "callee"), /ends too early/);
});

test("modules that import more than functions, or under the names that the split uses", () => {
  refused(`(import "env" "memory" (memory 1)) (table 1 funcref) (func $f)`, /imports env.memory, which is no function/);
  refused(`(import "primary" "g" (func)) (table 1 funcref) (func $f)`, /imports primary.g, a name that the split uses/);
  refused(`(func $f)`, /first table is not one of functions/);
  refused(`(table 1 funcref) (global funcref (ref.func $f)) (func $f)`, /global holds a function/);
});

test("a profile of another build", () => {
  const bytes = assemble(`(import "host" "g" (func)) ${TINY}`);
  assert.throws(() => split(bytes, [7], linkedAs(bytes)), /profile names function 7, which the module does not have/);
  assert.throws(() => split(bytes, [0], linkedAs(bytes)), /profile names function 0/);
});

test("a linked module without relocations", () => {
  const bytes = assemble(TINY);
  const only = (...sections) => () => split(bytes, [numberOf(bytes, "f")], linkedAs(bytes, { sections }));
  assert.throws(only(), /no section linking, reloc.CODE, reloc.DATA: link it with --emit-relocs/);
  assert.throws(only("linking", "reloc.CODE"), /no section reloc.DATA/);
});

test("relocations and symbols of unknown kind", () => {
  const fails = (linking, words) => assert.throws(() => splitKeeping(["f"], assemble(TINY), { symbols: SYMBOLS, ...linking }), words);
  for (const type of [8, 11, 12, 14, 18, 21, 25, 26, 99]) fails({ code: [{ type }] }, new RegExp(`relocation type ${type} is not understood`));
  fails({ data: [{ type: 11, at: 0 }] }, /relocation type 11/);
  fails({ code: [{ type: 4, symbol: 5 }] }, /names symbol 5, which is no data/);
  fails({ symbols: [{ name: "data", segment: 3, at: 0, size: 8 }] }, /data is in segment 3, which is not there/);
  fails({ data: [{ type: 5, at: 200 }] }, /where no data is/);
  const bytes = assemble(TINY);
  const linking = (content) => join([bytes, custom("linking", content), custom("reloc.CODE", [10, 0]), custom("reloc.DATA", [11, 0])]);
  const failsAs = (content, words) => assert.throws(() => split(bytes, [0], linking(content)), words);
  failsAs([1], /version 1 of the linking section/);
  failsAs([2], /no symbol table/);
  failsAs([2, 8, 3, 1, 9, 0], /symbol kind 9/);
});

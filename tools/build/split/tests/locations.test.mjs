// Paths of the standard library leave the module; those of the project and all that it computes stay.
import assert from "node:assert/strict";
import { test } from "node:test";
import { edited, shorterLocations } from "../locations.mjs";
import { parse } from "../wasm.mjs";
import { whole } from "./modules.mjs";
import { linked, optimised } from "./rust.mjs";

const LIBRARY = /\/rustc\/[0-9a-f]+\/library\//;
const data = (module) => Buffer.concat(parse(module).data.map(({ bytes }) => bytes)).toString("latin1");
const answers = (module) => {
  const exports = whole(module);
  return ["common", "rare", "area", "digits"].flatMap((name) => [0, 1, 2].map((number) => exports[name](number)));
};

test("foreign places are nowhere, own ones stay", () => {
  const before = linked();
  for (const module of [before, optimised(before)]) {
    assert.ok(LIBRARY.test(data(module)), "the module has such paths");
    const after = edited(module, shorterLocations(module, before));
    assert.ok(!LIBRARY.test(data(after)), "none is left");
    assert.ok(data(after).includes("linked.rs"), "an index out of bounds is told here");
    assert.equal(after.length, module.length);
    assert.deepEqual(answers(after), answers(module));
  }
});

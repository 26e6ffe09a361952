// A module as rustc and the linker write it, optimised as the page is, split by a profile.
import assert from "node:assert/strict";
import { test } from "node:test";
import { MARK, instrumented } from "../instrument.mjs";
import { split } from "../mod.mjs";
import { parse } from "../wasm.mjs";
import { run, whole } from "./modules.mjs";
import { linked, optimised } from "./rust.mjs";

const NAMES = ["common", "rare", "area", "square", "count"];
const NUMBERS = [0, 1, 2, 3, 4, 5, 9];
// What each function returns for each number. The counter has to be asked in the same order.
const answers = (exports, names = NAMES, numbers = NUMBERS) => names.map((name) => numbers.map((number) => exports[name](number)));

test("a linked module, split by what was called, computes the same", () => {
  const before = linked();
  for (const bytes of [before, optimised(before)]) {
    const expected = answers(whole(bytes));
    const marked = whole(instrumented(bytes));
    marked.common(2);
    marked.area(2);
    const profile = Object.keys(marked).filter((name) => name.startsWith(MARK) && marked[name].value).map((name) => Number(name.slice(MARK.length)));
    const parts = split(bytes, profile, before);
    const moved = Buffer.concat(parse(parts.others.get("secondary")).data.map(({ bytes }) => bytes)).toString("latin1");
    assert.ok(moved.includes("and what comes") && !moved.includes("the first view"), moved);

    const state = run(parts);
    assert.deepEqual(answers(state.exports, ["common"]), answers(whole(bytes), ["common"]));
    assert.deepEqual(answers(state.exports, ["area"], [0, 2, 4]), answers(whole(bytes), ["area"], [0, 2, 4]));
    assert.equal(state.loads, 0, "none of this is in the secondary module");
    assert.deepEqual(answers(state.exports), expected);
    assert.equal(state.loads, 1);
    // Whatever is asked first.
    for (const name of NAMES) {
      const { exports } = run(parts);
      assert.deepEqual(answers(exports, [name]), answers(whole(bytes), [name]), name);
    }
  }
});

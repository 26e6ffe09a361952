// Instruments a module for a profile: a mark for each function, set when it is called.
import { u32, join } from "./bytes.mjs";
import { afterLocals } from "./instructions.mjs";
import { KIND, parse, serialise } from "./wasm.mjs";

// Names of the exported globals that hold the marks: this, and the function's number.
export const MARK = "called-";
const SET = [0x41, 1, 0x24];
const UNSET = { type: 0x7f, mutable: 1, value: Uint8Array.of(0x41, 0, 0x0b) };

export function instrumented(bytes) {
  const module = parse(bytes);
  const [globals, exports] = [[...module.globals], [...module.exports]];
  const functions = module.functions.map((item, at) => {
    if (!item.body) return item;
    const mark = globals.push(UNSET) - 1;
    exports.push({ name: MARK + at, kind: KIND.global, index: mark });
    const start = afterLocals(item.body).at;
    return { ...item, body: join([item.body.subarray(0, start), SET, u32(mark), item.body.subarray(start)]) };
  });
  return serialise({ ...module, functions, globals, exports });
}

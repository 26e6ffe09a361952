// Placeholders: functions of the primary module that stand for those that moved into another.
//
// A placeholder pushes its arguments and the slot of the function that moved, and calls the trampoline of its type and
// module. That loads the module, where it is not there yet, by an import that returns when it is, or throws, and calls what
// stands in the slot by then. Where the import always throws, functions that are called by their slot alone share one
// placeholder for each type, which passes nothing on: a halt.
import { s32, u32 } from "./bytes.mjs";

const I32 = 0x7f;
const CODE = { unreachable: 0x00, if: 0x04, and: 0x71, end: 0x0b, call: 0x10, callIndirect: 0x11, localGet: 0x20, globalGet: 0x23, i32Const: 0x41, i32Eqz: 0x45, noResult: 0x40 };
const NO_LOCALS = 0;

// Of the import that loads a module: its place among them.
export const loaderType = { params: [I32], results: [] };

export const trampolineType = ({ params, results }) => ({ params: [...params, I32], results });

const pushArguments = ({ params }) => params.flatMap((_, nth) => [CODE.localGet, ...u32(nth)]);

export const placeholder = (type, slot, trampoline) =>
  Uint8Array.from([NO_LOCALS, ...pushArguments(type), CODE.i32Const, ...s32(slot), CODE.call, ...u32(trampoline), CODE.end]);

// `loaded` is the global that has a bit for each module that is there, the lowest for the first after the primary module.
export function trampoline(type, typeNumber, { loader, loaded, home }) {
  const absent = [CODE.globalGet, ...u32(loaded), CODE.i32Const, ...s32(1 << (home - 1)), CODE.and, CODE.i32Eqz];
  const load = [...absent, CODE.if, CODE.noResult, CODE.i32Const, ...s32(home), CODE.call, ...u32(loader), CODE.end];
  const slot = [CODE.localGet, ...u32(type.params.length)];
  const call = [CODE.callIndirect, ...u32(typeNumber), 0, CODE.end];
  return Uint8Array.from([NO_LOCALS, ...load, ...pushArguments(type), ...slot, ...call]);
}

export const halt = ({ loader, home }) => Uint8Array.from([NO_LOCALS, CODE.i32Const, ...s32(home), CODE.call, ...u32(loader), CODE.unreachable, CODE.end]);

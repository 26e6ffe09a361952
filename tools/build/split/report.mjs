// The reachability report of a split: which kept functions, and which of those that the browser calls, may reach a
// placeholder. What happens where one is called before its module is there stands in README.md beside this file.
import { returningCallees } from "./instructions.mjs";
import { KIND } from "./wasm.mjs";

// What the compiler puts into names so that no two are alike.
const HASHES = /::h[0-9a-f]{16}\b|\[[0-9a-f]{16}\]/g;

// Calls by name only: who is called through the table cannot be told from the code. Calls with `unreachable` behind
// them are left out: panics, of which code is full. Some remain, where several share one `unreachable`.
export function planReport({ module, tree, bodies, kept, moved, exported, inTable, reached, placeholders, halting }, names) {
  const exportNames = new Map(module.exports.filter(({ kind }) => kind === KIND.function).map(({ index, name }) => [index, name]));
  const name = (at) => names.get(at)?.replace(HASHES, "") ?? exportNames.get(at) ?? `function ${at}`;
  const standing = [...placeholders, ...halting];
  const stand = new Set(standing);
  const callees = new Map(kept.map((at) => [at, returningCallees(module.functions[at].body)]));
  const called = new Map(kept.map((at) => [at, callees.get(at).filter((callee) => stand.has(callee))]));
  const callers = kept.filter((at) => called.get(at).length);
  const next = pathsTo(callers, callees, stand);
  const fromOutside = new Set([...exported, ...inTable.map(([, at]) => at)]);
  const entries = kept.filter((at) => fromOutside.has(at) && next.has(at));
  const path = (at) => (next.has(at) ? [name(at), ...path(next.get(at))] : [name(at)]);
  const callersOf = (at) => callers.filter((caller) => called.get(caller).includes(at)).map(name);
  const list = (title, items, line) => [`${title}: ${items.length}`, ...items.map((at) => `  ${line(at)}`).sort(), ""];
  const summary = `${kept.length} functions kept, ${moved.length} moved, ${placeholders.length} placeholders${halting.length ? ` and ${halting.length} that halt` : ""}; ` +
    `${callers.length} kept functions call one other than to panic, and ${entries.length} of ${kept.filter((at) => fromOutside.has(at)).length} entry points reach one`;
  const text = [
    summary,
    "",
    ...bodies.map((list, at) => `${tree.names[at]}: ${list.length} functions, ${list.reduce((sum, at) => sum + module.functions[at].body.length, 0)} bytes`),
    "",
    ...list("Entry points (exports, and functions in the table, such as event handlers) that reach a placeholder, and by which calls", entries, (at) => path(at).join(" > ")),
    ...list("Placeholders that kept functions call, and which", standing.filter((at) => callersOf(at).length), (at) => `${name(at)} < ${callersOf(at).sort().join(", ")}`),
    ...list("Placeholders that are in the table or exported", standing.filter((at) => reached.has(at) || exported.includes(at)), name),
  ].join("\n");
  return { summary, text };
}

// Of each kept function that reaches a placeholder, what it calls on the shortest way there.
function pathsTo(callers, callees, stand) {
  const calledFrom = new Map();
  for (const [at, list] of callees) for (const callee of list) calledFrom.set(callee, [...(calledFrom.get(callee) ?? []), at]);
  const next = new Map(callers.map((at) => [at, callees.get(at).find((callee) => stand.has(callee))]));
  for (const at of next.keys()) {
    for (const caller of calledFrom.get(at) ?? []) if (!next.has(caller)) next.set(caller, at);
  }
  return next;
}

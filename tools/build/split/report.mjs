// The reachability report of a split: which kept functions, and which of those that the browser calls, may reach a
// placeholder. Reached before the secondary module is there, it loads that with a request that blocks the page.
import { namedIn } from "./instructions.mjs";
import { KIND } from "./wasm.mjs";

// Calls by name only: who is called through the table cannot be told from the code.
export function planReport({ module, kept, moved, exported, inTable, reached, placeholders }, names) {
  const exportNames = new Map(module.exports.filter(({ kind }) => kind === KIND.function).map(({ index, name }) => [index, name]));
  const name = (at) => names.get(at) ?? exportNames.get(at) ?? `function ${at}`;
  const stand = new Set(placeholders);
  const callees = new Map(kept.map((at) => [at, [...new Set(namedIn(module.functions[at].body, "callee"))]]));
  const callers = kept.filter((at) => callees.get(at).some((callee) => stand.has(callee)));
  const next = pathsTo(callers, callees, stand);
  const tabled = new Set(inTable.map(([, at]) => at));
  const entries = kept.filter((at) => (exported.includes(at) || tabled.has(at)) && next.has(at));
  const path = (at) => (next.has(at) ? [name(at), ...path(next.get(at))] : [name(at)]);
  const list = (title, items, line) => [`${title}: ${items.length}`, ...items.map((at) => `  ${line(at)}`), ""];
  const count = `${callers.length} of ${kept.length} kept functions call one of ${placeholders.length} placeholders`;
  const summary = `${kept.length} functions kept, ${moved.length} moved; ${count}; ${entries.length} entry points reach one`;
  const called = placeholders.filter((at) => callers.some((caller) => callees.get(caller).includes(at)));
  const text = [
    summary,
    "",
    ...list("Entry points (exports, and functions in the table, such as event handlers) that reach a placeholder, by which calls", entries, (at) => path(at).join(" > ")),
    ...list("Kept functions that call placeholders", callers, (at) => `${name(at)} > ${callees.get(at).filter((callee) => stand.has(callee)).map(name).join(", ")}`),
    ...list("Placeholders called by name, and by how many", called, (at) => `${name(at)}: ${callers.filter((caller) => callees.get(caller).includes(at)).length}`),
    ...list("Placeholders that are in the table or exported", placeholders.filter((at) => reached.has(at) || exported.includes(at)), name),
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

// The plan of a split: which module each function and piece of data goes to, and what modules need of each other.
import { checkSameData, linkedParts, namedPieces, rangesOf, slotReader } from "./data.mjs";
import { PRIMARY, homesOf, homesOfData, reachOf, treeOf } from "./homes.mjs";
import { namedIn } from "./instructions.mjs";
import { byLikeness } from "./order.mjs";
import { KIND } from "./wasm.mjs";

// What goes where. Functions are named by their number in the module that is split, modules by their place in the tree.
// `halts`: nothing goes on after a call of a module that is not there.
export function planOf(module, profile, linked, names, later, halts) {
  const { functions } = module;
  const tree = treeOf(later);
  const keep = keptOf(module, profile);
  tree.profiles.forEach((numbers) => checkProfile(module, numbers));
  const exported = module.exports.filter(({ kind }) => kind === KIND.function).map(({ index }) => index);
  const inTable = module.elements.flatMap(({ at, functions }) => functions.map((number, nth) => [at + nth, number]));
  const says = linkedParts(linked);
  const bySlot = new Map(inTable);
  const pieces = namedPieces(says.pieces, functions);
  const slotsOf = slotReader(module.data);
  const functionIn = (slot) => bySlot.get(slot);
  const isSlot = (constant) => says.slots.has(constant);
  const reached = reachOf(module, { pieces, slotsOf, functionIn, isSlot });
  const homes = homesOf({ functions, exported }, keep, tree, names, reached);
  const { needed, homeOf } = homesOfData(says.pieces, homes, pieces, tree);
  const ranges = rangesOf(says.pieces, homeOf, PRIMARY, tree.common);
  checkSameData(linked, module.data, [...ranges.values()].flat());

  const own = functions.flatMap(({ body }, at) => (body ? [at] : []));
  const bodies = tree.names.map((_, module) => byLikeness(functions, own.filter((at) => homes[at] === module)));
  const called = bodies.map((list) => new Set(list.flatMap((at) => namedIn(functions[at].body, "callee"))));
  // What each module's code or data names by a slot of the table.
  const bySlots = bodies.map((list, module) => {
    const constants = list.flatMap((at) => namedIn(functions[at].body, "constant")).filter(isSlot);
    return new Set([...[...needed[module]].flatMap(slotsOf), ...constants].map(functionIn));
  });
  const beyond = (module) => (at) => at !== undefined && homes[at] !== undefined && !tree.loads(module, homes[at]);
  const stand = new Set(exported.filter(beyond(PRIMARY)));
  const note = (set) => set.forEach((list, module) => [...list].filter(beyond(module)).forEach((at) => stand.add(at)));
  note(called);
  const byName = new Set(stand);
  note(bySlots);
  const [kept, moved] = [bodies[PRIMARY], own.filter((at) => homes[at] !== PRIMARY)];
  const standing = moved.filter((at) => stand.has(at));
  // Where nothing goes on, what is called by its slot alone needs none of its own: its module puts it into its slot.
  const placeholders = halts ? standing.filter((at) => byName.has(at)) : standing;
  const halting = halts ? standing.filter((at) => !byName.has(at)) : [];
  const { slots, table } = slotsFor(module, inTable, placeholders);
  return { module, tree, homes, bodies, called, kept, moved, exported, ranges, inTable, slots, reached: bySlots[PRIMARY], placeholders, halting, table };
}

// The functions to keep. The start function runs before anything could be loaded: it stays, with all that it calls by name.
function keptOf({ functions, start }, profile) {
  const keep = new Set(profile);
  checkProfile({ functions }, keep);
  for (const waiting = start === undefined ? [] : [start]; waiting.length; ) {
    const at = waiting.pop();
    if (!functions[at].body) continue;
    keep.add(at);
    waiting.push(...namedIn(functions[at].body, "callee").filter((callee) => !keep.has(callee)));
  }
  return keep;
}

function checkProfile({ functions }, profile) {
  for (const at of profile) if (!functions[at]?.body) throw new Error(`split: the profile names function ${at}, which the module does not have: it is of another build`);
}

// The slot of each function in the table, through which placeholders call: those that have none get one beyond its end.
// Sorts placeholders by type, which compresses.
function slotsFor({ functions, tables }, inTable, placeholders) {
  const slots = new Map(inTable.map(([slot, number]) => [number, slot]));
  placeholders.sort((a, b) => functions[a].type - functions[b].type || (slots.get(a) ?? 0) - (slots.get(b) ?? 0));
  const table = { ...tables[0] };
  for (const at of placeholders) {
    if (slots.has(at)) continue;
    slots.set(at, table.min);
    inTable.push([table.min++, at]);
  }
  if (table.max !== undefined) table.max = Math.max(table.max, table.min);
  return { slots, table };
}

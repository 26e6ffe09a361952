// Which module of a split each function and each piece of data goes to.
//
// Modules form a tree: the primary module is its root, and a module is loaded after its parent. The functions of the profile
// stay in the root; those of another module's own profile go there. Of the others, those whose name a module claims go there,
// with all that only they reach; what several modules reach goes to the closest module that all of them load; what no claimed
// function reaches, to the module of the rest.
import { namedIn } from "./instructions.mjs";
import { withTargets } from "./data.mjs";

export const PRIMARY = 0;

// The tree of these modules, `{ name, parent, functions, profile, rest }` each: `parent` is a name, the primary module's
// without it; `functions` matches the names of the functions that it claims, from modules before it too; `profile` has the
// numbers of those that it gets besides; `rest` has the one that gets what nobody claims.
export function treeOf(later) {
  const names = ["primary", ...later.map(({ name }) => name)];
  const parents = [undefined, ...later.map(({ parent = names[PRIMARY] }, nth) => {
    const at = names.indexOf(parent);
    if (at < 0 || at > nth) throw new Error(`split: ${parent} is no module before ${later[nth].name}`);
    return at;
  })];
  const rest = later.findIndex((item) => item.rest) + 1;
  if (!rest) throw new Error("split: no module takes the rest");
  const lineage = (at) => (at === PRIMARY ? [at] : [at, ...lineage(parents[at])]);
  const loads = names.map((_, at) => new Set(lineage(at)));
  // The closest module that both load; `undefined` stands for no module yet.
  const common = (a, b) => (a === undefined ? b : b === undefined ? a : lineage(a).find((at) => loads[b].has(at)));
  const claims = later.map(({ functions }) => functions);
  const profiles = later.map(({ profile = [] }) => new Set(profile));
  return { names, parents, rest, common, claims, profiles, loads: (module, at) => loads[module].has(at) };
}

// The module of each function, by number; imports have none.
export function homesOf({ functions, exported }, keep, tree, names, reached) {
  const fixed = functions.map(({ body }, at) => {
    const profiled = tree.profiles.findIndex((profile) => profile.has(at));
    return !body ? undefined : keep.has(at) ? PRIMARY : profiled < 0 ? undefined : profiled + 1;
  });
  const claimedBy = functions.map(({ body }, at) => {
    if (!body || fixed[at] !== undefined) return undefined;
    const nth = tree.claims.findLastIndex((claim) => claim?.test(names.get(at) ?? ""));
    return nth < 0 ? undefined : nth + 1;
  });
  const homes = functions.map((_, at) => fixed[at] ?? claimedBy[at]);
  const claiming = [...new Set(claimedBy.filter((module) => module !== undefined))].sort((a, b) => a - b);
  const free = (at) => functions[at].body && fixed[at] === undefined && claimedBy[at] === undefined;
  const visit = (module, starts) => {
    for (const at of reachedFrom(starts, free, reached)) homes[at] = tree.common(homes[at], module);
  };
  if (claiming.length) {
    visit(tree.rest, [...fixed.flatMap((home, at) => (home === undefined ? [] : [at])), ...exported]);
    for (const module of claiming) visit(module, claimedBy.flatMap((claim, at) => (claim === module ? [at] : [])));
  }
  return homes.map((home, at) => (functions[at].body && home === undefined ? tree.rest : home));
}

// The functions for which `free` holds on the ways from these.
function reachedFrom(starts, free, reached) {
  const found = new Set();
  const waiting = starts.flatMap((at) => [...(free(at) ? [at] : []), ...reached(at)]);
  while (waiting.length) {
    const at = waiting.pop();
    if (found.has(at) || !free(at)) continue;
    found.add(at);
    waiting.push(...reached(at));
  }
  return found;
}

// What a function may call, by number: by name, through slots that it names, and through slots in the data that it needs.
export function reachOf({ functions }, { pieces, slotsOf, functionIn, isSlot }) {
  const ofPiece = new Map();
  const inPiece = (piece) => {
    if (!ofPiece.has(piece)) ofPiece.set(piece, [...withTargets([piece])].flatMap(slotsOf).map(functionIn));
    return ofPiece.get(piece);
  };
  const found = new Map();
  return (at) => {
    if (!functions[at].body) return [];
    if (!found.has(at)) {
      const { body } = functions[at];
      const named = namedIn(body, "constant").filter(isSlot).map(functionIn);
      const all = [...namedIn(body, "callee"), ...named, ...[...pieces(at)].flatMap(inPiece)];
      found.set(at, new Set(all.filter((other) => other !== undefined)));
    }
    return found.get(at);
  };
}

// The module of each piece of data, from what each module's functions name.
export function homesOfData(all, functionHomes, pieces, tree) {
  const homes = new Map(all.filter(({ stray }) => stray).map((piece) => [piece, PRIMARY]));
  const needed = tree.names.map((_, module) => {
    const named = functionHomes.flatMap((home, at) => (home === module ? [...pieces(at)] : []));
    return withTargets(module === PRIMARY ? [...homes.keys(), ...named] : named);
  });
  needed.forEach((set, module) => set.forEach((piece) => homes.set(piece, tree.common(homes.get(piece), module))));
  return { needed, homeOf: (piece) => homes.get(piece) ?? tree.rest };
}

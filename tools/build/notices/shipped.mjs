// The crates in the page's WebAssembly modules, from cargo's metadata: what the page depends on normally. What only builds or
// tests it is not shipped, and neither is a macro, which runs in the compiler.

export function shipped({ packages, resolve }) {
  const byId = new Map(packages.map((found) => [found.id, found]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const isMacro = (id) => byId.get(id).targets.some(({ kind }) => kind.includes("proc-macro"));
  const isNormal = ({ dep_kinds }) => dep_kinds.some(({ kind }) => kind === null || kind === "normal");
  const found = new Set();
  const open = [resolve.root];
  while (open.length) {
    const id = open.pop();
    if (found.has(id) || isMacro(id)) continue;
    found.add(id);
    open.push(...nodes.get(id).deps.filter(isNormal).map(({ pkg }) => pkg));
  }
  // Those without a source are this project's own.
  const others = [...found].map((id) => byId.get(id)).filter(({ source }) => source);
  const key = ({ name, version }) => `${name} ${version}`;
  return others.sort((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
}

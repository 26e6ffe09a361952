// The notices of what is shipped: of every crate in the page's WebAssembly modules, of the tables that come with the page, and
// of the page itself, as one text. Crates and their licence files are as cargo has them, so that nothing is listed by hand;
// what stands in several files stands here once. Fails for a crate whose licence is told by neither a file nor a standard text.
// usage: node tools/build/notices.mjs OUT
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { attribution, hubDatasets } from "./bundled.mjs";
import { chosen } from "./notices/expression.mjs";
import { shipped } from "./notices/shipped.mjs";

const TARGET = "wasm32-unknown-unknown";
const standard = (id) => readFileSync(new URL(`notices/texts/${id}.txt`, import.meta.url), "utf8");
// Licences without a file in the crate: their text is the same for all, but for who holds the copyright.
const STANDARD = ["Apache-2.0", "BSD-3-Clause", "MIT"];
// What a text of a licence has, and no other.
const SIGNS = {
  "Apache-2.0": /TERMS AND CONDITIONS FOR USE, REPRODUCTION/i,
  "Apache-2.0 WITH LLVM-exception": /LLVM Exceptions/i,
  MIT: /Permission is hereby granted, free of charge/,
  "MIT-0": /Permission is hereby granted, free of charge/,
  "BSD-2-Clause": /Redistribution and use in source and binary forms/,
  "BSD-3-Clause": /Redistribution and use in source and binary forms/,
  ISC: /Permission to use, copy, modify,? and(\/or)? distribute/i,
  "0BSD": /Permission to use, copy, modify,? and(\/or)? distribute/i,
  Zlib: /provided 'as-is'/,
  "Unicode-3.0": /Unicode, Inc/,
  "Unicode-DFS-2016": /Unicode, Inc/,
  Unlicense: /free and unencumbered software/,
  "CC0-1.0": /CC0 1\.0 Universal/i,
  "MPL-2.0": /Mozilla Public License/i,
  "BSL-1.0": /Boost Software License/i,
};
const APACHE = "Apache-2.0";

const byText = (a, b) => (a < b ? -1 : Number(a > b));
const tidy = (text) => text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").replace(/[ \t]+$/gm, "").replace(/^\n+|\n+$/g, "").replace(/\n{3,}/g, "\n\n");
// For comparison: how lines are broken and quotes are drawn makes no other text.
const bare = (text) => text.toLowerCase().replace(/[“”]/g, '"').replace(/[^a-z0-9"]+/g, " ").trim();

// A text of the MIT licence as its copyright block, where the rest is as usual; undefined for another text.
function holders(text) {
  const at = text.search(SIGNS.MIT);
  if (at < 0 || bare(text.slice(at)) !== bare(standard("MIT"))) return undefined;
  const lines = tidy(text.slice(0, at)).split("\n").filter((line) => line.trim() && !/^\s*(the )?(mit|expat)( license)?( \(mit\))?\s*$/i.test(line));
  return lines.map((line) => line.trim()).join("\n");
}

// What a file of the Apache licence has after it: works of others inside the crate.
function afterApache(text) {
  const [, rest = ""] = /END OF TERMS AND CONDITIONS([^]*)/i.exec(text) ?? [];
  return tidy(rest.replace(/[^]*limitations under the License\.?/i, "").replace(/^\s*[-~=]{3,}\s*$/gm, ""));
}

// The notices of one crate: by licence, the texts that must be kept.
function own({ name, version, license, authors = [], files }) {
  const ids = chosen(license ?? "", `${name} ${version}`);
  const kept = [];
  for (const id of ids) {
    const mine = files.find(({ text }) => SIGNS[id]?.test(text));
    if (id === APACHE) kept.push({ id, text: mine ? afterApache(mine.text) : "" });
    else if (mine) kept.push({ id, text: tidy(mine.text) });
    else if (STANDARD.includes(id)) {
      const who = authors.map((author) => author.replace(/\s*<.*>/, "")).join(", ") || `the authors of ${name}`;
      kept.push({ id, text: `Copyright (c) ${who}\n\n${tidy(standard(id))}` });
    } else throw new Error(`notices: ${name} ${version} is under ${id}, and has no text of it that is known`);
  }
  // Notices are kept whatever the licence; further licences where they are no alternative, but of parts of the crate.
  const isNotice = ({ name }) => /^notice/i.test(name);
  const isOffered = ({ text }) => Object.entries(SIGNS).some(([id, sign]) => license.includes(id.split(" ")[0]) && sign.test(text));
  const further = files.filter((file) => isNotice(file) || !isOffered(file));
  return { kept, further: further.map(({ text }) => tidy(text)).filter(Boolean) };
}

class Groups {
  #of = new Map();
  add(text, name) {
    const key = bare(text);
    const group = this.#of.get(key) ?? this.#of.set(key, { text, names: new Set() }).get(key);
    group.names.add(name);
    // Of texts that are the same but for their line breaks, always the same one.
    if (byText(text, group.text) < 0) group.text = text;
  }
  get size() {
    return this.#of.size;
  }
  print(write) {
    const groups = [...this.#of.values()].map(({ text, names }) => ({ text, names: [...names].sort(byText) }));
    return groups.sort((a, b) => byText(a.names[0], b.names[0]) || byText(a.text, b.text)).map(write).join("\n\n");
  }
}

const rule = "=".repeat(100);
const part = (title, ...bodies) => `${rule}\n${title}\n${rule}\n\n${bodies.filter(Boolean).join("\n\n")}\n`;
const wrapped = (names) => names.join(", ").replace(/(.{1,98})(?:, |$)/g, (all, line) => `${line}${all.endsWith(", ") ? "," : ""}\n`).trim();

// `packages` are the crates with their licence files, `mine` is the page's own licence, `tables` what is said of the tables.
export function notices(packages, mine, tables) {
  const [apache, mit, notes, others] = [new Set(), new Groups(), new Groups(), new Groups()];
  const addMit = (text, name) => {
    const block = holders(text);
    if (block === undefined) others.add(text, name);
    else mit.add(block || "(no copyright line)", name);
  };
  addMit(mine, "Isocost");
  for (const { name, copyright } of tables.mit) mit.add(copyright, name);
  for (const package_ of packages) {
    const called = `${package_.name} ${package_.version}`;
    const { kept, further } = own(package_);
    for (const { id, text } of kept) {
      if (id === APACHE) {
        apache.add(called);
        if (text) notes.add(text, called);
      } else if (id === "MIT") addMit(text, called);
      else others.add(text, called);
    }
    for (const text of further) notes.add(text, called);
  }
  const rust = "The Rust standard library (Copyright (c) The Rust Project Contributors) is part of the WebAssembly modules.";
  const list = (names) => wrapped([...names].sort(byText));
  return `\ufeff${[
    `Isocost: notices\n\nWhat is shipped with the page, and under which licence. Of crates that offer several, one is chosen.\n`,
    part("Tables", ...tables.said),
    part(`Apache License 2.0: the Rust standard library, the table of InferenceX, and ${apache.size} crates`, rust, list(apache), tidy(standard(APACHE))),
    part("MIT licence: whose, and the text that follows all of these", mit.print(({ text, names }) => `${list(names)}\n${text.replace(/^/gm, "    ")}`), tidy(standard("MIT"))),
    others.size ? part("Other licences", others.print(({ text, names }) => `${list(names)}:\n\n${text}`)) : "",
    notes.size ? part("Notices of crates, and licences of works inside them", notes.print(({ text, names }) => `${list(names)}:\n\n${text}`)) : "",
  ].join("\n")}`;
}

const IS_LICENCE = /^(licen[cs]e|copying|copyright|unlicen[cs]e|notice)/i;
const filesOf = (folder) =>
  readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && IS_LICENCE.test(entry.name)).map(({ name }) => name).sort(byText)
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));

// Those of this project as it stands.
export function ownNotices() {
  const asked = ["metadata", "--locked", "--format-version", "1", "--filter-platform", TARGET];
  const { status, stdout, stderr } = spawnSync("cargo", asked, { maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`notices: cargo metadata: ${stderr}`);
  const packages = shipped(JSON.parse(stdout)).map((found) => ({ ...found, files: filesOf(dirname(found.manifest_path)) }));
  const encoders = hubDatasets();
  const tables = {
    mit: [{ name: `the tables ${encoders.join(", ")}`, copyright: "Copyright (c) 2023 Derek Thomas" }],
    said: [
      `${encoders.join("\n")}\n    made by the load tests of https://github.com/datavistics/encoder-analysis, MIT licence (below)`,
      `gpt-oss-120b-inferencex\n    ${attribution()}.\n    The text of the Apache License 2.0 is below.`,
    ],
  };
  return notices(packages, readFileSync("LICENSE", "utf8"), tables);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) writeFileSync(process.argv[2], ownNotices());

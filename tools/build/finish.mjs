// After trunk's build. Splits the code into what the first view calls and the rest, names what trunk does not know by its
// content, so that a page never meets a part of another build in a cache, and tells the page these names. Then: the
// loader, styles inside the page, twins for places where only scripts can be loaded, the policy's hashes, the service
// worker, and the page as one file. Called by trunk.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asTelling, callsOfFirstView } from "./split/profile.mjs";
import { bundledDatasets, earlyScript, loaderScript, named, packed, readerScript, setMeta, withHashes } from "./loader.mjs";
import { oneFile } from "./one_file.mjs";
import { instrumented, split } from "./split/mod.mjs";
import { bare, parse, renamed } from "./split/wasm.mjs";

// The styles of what stands below the first view.
const LATER = /^(checks|columns|compare|contour|enough_vus|trust)-/;
const TABLES = ["embedding", "classification"];

const folder = process.env.TRUNK_STAGING_DIR ?? process.argv[2];
const read = (name) => readFileSync(join(folder, name));
const version = (...contents) => {
  const hash = createHash("sha256");
  for (const content of contents) hash.update(content);
  return hash.digest("hex").slice(0, 16);
};

// What trunk left: taken in, and out of the folder.
function built() {
  const glue = readdirSync(folder).find((name) => /^isocost-[0-9a-f]+\.js$/.test(name));
  const code = glue.replace(/\.js$/, "_bg.wasm");
  let html = read("index.html").toString();
  const styles = [...html.matchAll(/<link rel="stylesheet" href="(?:\.\/)?([^"]*)"[^>]*>\n?/g)];
  const styleOf = (later) =>
    unindented(styles.filter(([, name]) => LATER.test(name) === later).map(([, name]) => read(name).toString()).join(""));
  for (const [link] of styles) html = html.replace(link, "");
  // Comments are for who reads the source.
  html = html.replace(/<!--[^]*?-->\n?/g, "").replace("</head>", `<style>${styleOf(false)}</style>\n</head>`);
  // Whatever trunk starts the page with: the loader does it.
  html = html.replace(/<script type="module"[^>]*>(?:(?!<\/script>)[^])*TrunkApplicationStarted[^]*?<\/script>/, "");
  html = html.replace(/<link rel="(?:module)?preload"[^>]*>/g, "");
  if (html.includes('type="module"')) throw new Error("finish: trunk starts the page in another way");
  const parts = {
    html,
    laterStyle: styleOf(true),
    page: shortened(read(glue).toString(), bare(read(code))),
    reader: shortened(read("reader.js").toString(), bare(read("reader_bg.wasm"))),
  };
  for (const name of [glue, code, "reader.js", "reader_bg.wasm", ...styles.map(([, name]) => name)]) unlinkSync(join(folder, name));
  return parts;
}

// Names that script and code call each other by hold hashes, which nothing compresses. Comments and indentation go, too.
function shortened(script, code) {
  const { imports, exports } = parse(code);
  const long = [...imports.map(({ field }) => field), ...exports.map(({ name }) => name)].filter((name) => name.length > 8);
  const names = new Map(long.map((name) => [name, ""]));
  [...names.keys()].forEach((name, at) => names.set(name, `$${at.toString(36)}`));
  if (/\$[0-9a-z]+\b/.test(script.replace(/`[^`]*`/g, ""))) throw new Error("finish: the script has such names itself");
  const text = script.replace(/[\w$]+/g, (word) => names.get(word) ?? word).replace(/^\s*(?:\/\/.*|\/\*\*[^]*?\*\/)\n/gm, "").replace(/^\s+/gm, "");
  return { script: text, code: renamed(code, (name) => names.get(name) ?? name) };
}

const unindented = (style) =>
  style.replace(/\/\*[^]*?\*\//g, "").replace(/\s+/g, " ").replace(/ ?([{};,]) ?/g, "$1").replace(/: /g, ":").replace(/;}/g, "}");

// The page of these parts: file by name, and who is who. `rest` of a part is what was split off its `code`.
function assemble({ html, laterStyle, page, reader }) {
  const files = new Map();
  const add = (name, content) => (files.set(name, content), name);
  const put = (name, script, { code, rest }) => {
    const base = `${name}-${version(script, code, rest ?? "")}`;
    if (rest) add(`${base}_rest.wasm`, rest);
    return { glue: add(`${base}.js`, script), code: add(`${base}_bg.wasm`, code), rest: rest && `${base}_rest.wasm` };
  };
  const readerNames = put("reader", readerScript(reader.script), reader);
  // The page's script declares one name, which is also that of the reader's, where the page has to load that itself.
  const pageNames = put("isocost", named(page.script, "isocostPage"), page);
  // The tables that are not in the page's code.
  const tables = TABLES.map((what) => {
    const table = readFileSync(`src/data/bundled/${what}-ie-optimization.pack`);
    return add(`${what}-ie-optimization-${version(table)}.pack`, table);
  });
  const style = add(`later-${version(laterStyle)}.css`, laterStyle);
  const preload = (name, as) => `<link rel="preload" href="${name}" as="${as}">`;
  const early = `${preload(pageNames.glue, "script")}\n${preload(pageNames.code, 'fetch" crossorigin="anonymous')}\n</head>`;
  const start = `<script src="${pageNames.glue}"></script>\n<script data-code="${pageNames.code}" data-style="${style}">${loaderScript()}</script>\n</body>`;
  const soon = `<body>\n<script>${earlyScript(bundledDatasets())}</script>`;
  let whole = html.replace("</head>", early).replace("<body>", () => soon).replace("</body>", () => start);
  whole = setMeta(whole, "isocost-reader", `${readerNames.glue} ${readerNames.code}`);
  whole = setMeta(whole, "isocost-tables", tables.join(" "));
  add("index.html", whole);
  return { files, page: pageNames, reader: readerNames, tables, style };
}

// The module as the linker left it, for what that says about its data.
const linked = (part) => {
  const folder = join(process.env.CARGO_TARGET_DIR ?? "target", "wasm32-unknown-unknown", "release");
  return readFileSync(join(folder, `${{ page: "isocost", reader: "reader" }[part]}.wasm`));
};

// Each part as what the first view calls and the rest; whole where that cannot be found out.
async function divided(parts) {
  const telling = (part) => ({ script: asTelling(part, parts[part].script), code: instrumented(parts[part].code) });
  const marked = assemble({ ...parts, page: telling("page"), reader: telling("reader") });
  for (let tries = 2; ; tries--) {
    try {
      const called = await callsOfFirstView(marked.files);
      const divide = (part) => {
        const { first, rest, moved } = split(parts[part].code, (number) => !called[part].has(number), linked(part));
        console.log(`finish: ${part}: ${called[part].size} functions in the first view, ${moved} after it`);
        return { ...parts[part], code: first, rest };
      };
      return { ...parts, page: divide("page"), reader: divide("reader") };
    } catch (error) {
      if (tries > 1) continue;
      console.warn(`finish: what the first view calls was not found out, so the page stays in one piece: ${error.message}`);
      return parts;
    }
  }
}

// What stands packed inside something is whole: there it can only come at once.
function addTwins(files, parts, { page, reader, tables }) {
  const whole = new Map([[page.code, parts.page.code], [reader.code, parts.reader.code]]);
  const inside = (name) => packed(whole.get(name) ?? files.get(name));
  const twins = new Map([...whole.keys(), ...tables].map((name) => [name, inside(name)]));
  for (const [name, text] of twins) files.set(`${name}.js`, `isocost.twins[${JSON.stringify(name)}]="${text}";`);
  return twins;
}

function addServiceWorker(files, { page, tables, style }) {
  // It keeps what every view needs, and the tables; the rest once it was used.
  const kept = [page.glue, page.code, page.rest, style, ...tables].filter(Boolean);
  const worker = readFileSync("tools/build/loader/sw.js", "utf8")
    .replace("const FILES = [];", `const FILES = ${JSON.stringify(kept)};`)
    .replace('const VERSION = "";', `const VERSION = "${version(files.get("index.html"), kept.join())}";`);
  if (worker.includes("FILES = []") || worker.includes('VERSION = ""')) throw new Error("finish: sw.js was not filled in");
  files.set("sw.js", worker);
}

const parts = built();
const { files, ...names } = assemble(await divided(parts));
const twins = addTwins(files, parts, names);
const alone = oneFile(files, twins, names);
const aloneName = `one-file-${version(alone)}.html`;
files.set(aloneName, alone);
files.set("index.html", withHashes(setMeta(files.get("index.html"), "isocost-one-file", aloneName)));
addServiceWorker(files, names);
for (const [name, content] of files) writeFileSync(join(folder, name), content);

// The build's last step, called by trunk: makes the page of what trunk left. Splits each module by a profile, names files
// by their content, so that a page never meets a part of another build in a cache, and tells the page these names. Then:
// the loader, styles inside the page, twins for places where only scripts can be loaded, the policy's hashes, the service
// worker, and the page as one file.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundledDatasets, tablesBeside } from "./bundled.mjs";
import { checkImports } from "./imports.mjs";
import { ascii, collecting, earlyScript, loaderScript, named, packed, readerScript, setMeta, withHashes, withScriptedPolicy } from "./loader.mjs";
import { ownNotices } from "./notices.mjs";
import { oneFile } from "./one_file.mjs";
import { replaced } from "./replaced.mjs";
import { instrumented } from "./split/instrument.mjs";
import { edited, shorterLocations } from "./split/locations.mjs";
import { split } from "./split/mod.mjs";
import { asTelling, profileOf } from "./split/profile.mjs";
import { functionNames, parse, renamed } from "./split/wasm.mjs";
import { takeStyles } from "./styles.mjs";

const REPORT = "split-report.txt";
// Linked by this name from the page (ui/sections/share.rs).
const NOTICES = "notices.txt";

const folder = process.env.TRUNK_STAGING_DIR ?? process.argv[2];
const target = process.env.CARGO_TARGET_DIR ?? "target";
const read = (name) => readFileSync(join(folder, name));
// A module as the linker left it, for what that says about its data.
const linked = (bin) => readFileSync(join(target, "wasm32-unknown-unknown", "release", `${bin}.wasm`));
const version = (...contents) => {
  const hash = createHash("sha256");
  for (const content of contents) hash.update(content);
  return hash.digest("hex").slice(0, 16);
};

// What trunk left: taken in, and out of the folder.
function built() {
  const glue = readdirSync(folder).find((name) => /^isocost-[0-9a-f]+\.js$/.test(name));
  if (!glue) throw new Error(`finish: trunk left no script of the page in ${folder}`);
  const code = glue.replace(/\.js$/, "_bg.wasm");
  const styles = takeStyles(read("index.html").toString(), read);
  const changes = [
    // Comments are for who reads the source.
    [/<!--[^]*?-->\n?/g, ""],
    ["</head>", () => `<style>${styles.first}</style>\n</head>`],
    // Whatever trunk starts the page with: the loader does it.
    [/<script type="module"[^>]*>(?:(?!<\/script>)[^])*TrunkApplicationStarted[^]*?<\/script>/, ""],
    [/<link rel="(?:module)?preload"[^>]*>/g, ""],
  ];
  const html = changes.reduce((text, change) => replaced(text, ...change), styles.html);
  if (html.includes('type="module"')) throw new Error("finish: trunk starts the page in another way");
  checkImports(read(glue).toString(), "page");
  checkImports(read("reader.js").toString(), "reader");
  const parts = {
    html,
    lazyStyle: styles.lazy,
    page: shortened(read(glue).toString(), read(code), linked("isocost")),
    reader: shortened(read("reader.js").toString(), read("reader_bg.wasm"), linked("reader")),
    tables: tablesBeside(),
  };
  for (const name of [glue, code, "reader.js", "reader_bg.wasm", ...styles.files]) unlinkSync(join(folder, name));
  return parts;
}

// Names that script and code call each other by hold hashes, which nothing compresses. Comments, indentation, custom
// sections and the builder's paths go, too; the paths also from the linked module, so that both hold the same data.
function shortened(script, code, linked) {
  const edits = shorterLocations(code, linked);
  const { imports, exports } = parse(code);
  const long = [...imports.map(({ field }) => field), ...exports.map(({ name }) => name)].filter((name) => name.length > 8);
  const names = new Map([...new Set(long)].map((name, at) => [name, `$${at.toString(36)}`]));
  if (/\$[0-9a-z]+\b/.test(script.replace(/`[^`]*`/g, ""))) throw new Error("finish: the script has such names itself");
  const changes = [
    [/[\w$]+/g, (word) => names.get(word) ?? word],
    [/^\s*(?:\/\/.*|\/\*\*[^]*?\*\/)\n/gm, ""],
    [/^\s+/gm, ""],
  ];
  return {
    script: changes.reduce((text, change) => replaced(text, ...change), script),
    code: renamed(edited(code, edits), (name) => names.get(name) ?? name),
    linked: edited(linked, edits),
    functionNames: functionNames(code),
  };
}

// The page of these parts: file by name, and who is who. `later` of a part is what was split off its `code`, by name.
function assemble({ html, lazyStyle, page, reader, tables: beside }) {
  const files = new Map();
  const add = (name, content) => (files.set(name, content), name);
  const put = (name, script, { code, later = new Map() }) => {
    const base = `${name}-${version(script, code, ...later.values())}`;
    const rest = [...later].map(([name, code]) => add(`${base}_${name}.wasm`, code));
    return { glue: add(`${base}.js`, script), code: add(`${base}_bg.wasm`, code), later: rest };
  };
  const readerNames = put("reader", readerScript(reader.script, reader.later ? placesOf(LATER.reader) : []), reader);
  // The page's script declares one name, which is also that of the reader's, where the page has to load that itself.
  const pageNames = put("isocost", named(collecting(page.script, LATER.page, "secondary"), "isocostPage"), page);
  const tables = beside.map(({ name, table }) => add(`${name}-${version(table)}.pack`, table));
  const style = add(`lazy-${version(lazyStyle)}.css`, lazyStyle);
  const preload = (name, as) => `<link rel="preload" href="${name}" as="${as}">`;
  const early = `${preload(pageNames.glue, "script")}\n${preload(pageNames.code, 'fetch" crossorigin="anonymous')}\n</head>`;
  const start = `<script src="${pageNames.glue}"></script>\n<script data-code="${pageNames.code}" data-style="${style}">${loaderScript()}</script>\n</body>`;
  const soon = `<body>\n<script>${earlyScript(bundledDatasets())}</script>`;
  const changes = [["</head>", early], ["<body>", () => soon], ["</body>", () => start]];
  let whole = changes.reduce((text, change) => replaced(text, ...change), html);
  whole = setMeta(whole, "isocost-reader", `${readerNames.glue} ${readerNames.code}`);
  whole = setMeta(whole, "isocost-asked", pageNames.later.filter((name) => /_(opened|asked)\.wasm$/.test(name)).join(" "));
  whole = setMeta(whole, "isocost-tables", tables.join(" "));
  add("index.html", whole);
  return { files, page: pageNames, reader: readerNames, tables, style };
}

// With ISOCOST_NAMES=1 functions keep their names, for profiles in the browser; such a build is over its budgets of bytes.
const NAMED = process.env.ISOCOST_NAMES === "1";

// What the first view calls in each part, or nothing where that cannot be found out. The browser gets two tries.
async function profiled(parts) {
  const telling = (part) => ({ script: asTelling(part, parts[part].script), code: instrumented(parts[part].code) });
  const { files } = assemble({ ...parts, page: telling("page"), reader: telling("reader") });
  for (let tries = 2; ; tries--) {
    try {
      return await profileOf(files);
    } catch (error) {
      if (tries > 1) continue;
      console.warn(`finish: no profile of the first view, so the page stays in one piece: ${error.message}`);
      return undefined;
    }
  }
}

// The modules beside the primary one, of each part (split/homes.mjs). Those of the page: what the first view calls only where
// the address names a table, or asks for something else, and what comes once it is shown, by profiles of their own; and the
// rest. Those of the reader: what tables of the Hub need, by a profile too; what rarer parquet files need;
// what reading text files needs, and what only files in YAML, JMeter's logs, printed reports, price lists and files without
// runs do; and the rest, which several of them share.
const LATER = {
  page: [{ name: "opened" }, { name: "asked", parent: "opened" }, { name: "moves", parent: "asked" }, { name: "secondary", parent: "moves", rest: true }],
  reader: [
    { name: "hub" },
    { name: "secondary", rest: true },
    { name: "parquet", parent: "secondary", functions: /isocost::data::parquet\b|(^|\W)parquet::|brotli_decompressor|ruzstd|lz4_flex|\bsnap::/ },
    { name: "text", parent: "secondary", functions: /isocost::data::(text|tools|archive)\b/ },
    { name: "yaml", parent: "text", functions: /isocost::data::tools::yaml\b/ },
    { name: "jtl", parent: "text", functions: /isocost::data::tools::jtl::(of_|Samples)/ },
    { name: "reports", parent: "text", functions: /isocost::data::(tools::(pattern|lines)|text::labelled)\b/ },
    { name: "prices", parent: "text", functions: /isocost::data::text::price_list::PriceTable::fill\b/ },
    { name: "refused", parent: "text", functions: /isocost::data::((runs|tools)::(refusal|not_runs)|text::json::evidence)\b/ },
  ],
};
// By name and place of the parent, counted from 1; 0 is the primary module.
const placesOf = (later) => later.map(({ name, parent }) => [name, later.findIndex((other) => other.name === parent) + 1]);

// Each part as a primary module and others. Fails where the split does: no page is shipped that it got wrong.
function divided(parts, profile) {
  const reports = [];
  const divide = (part) => {
    const { code, linked, functionNames } = parts[part];
    const { primary, others, report } = split(code, profile[part], linked, functionNames, LATER[part].map((later) => ({ ...later, profile: profile[later.name] })), { named: NAMED, halts: part === "page" });
    console.log(`split: ${part}: ${report.summary}`);
    reports.push(`# ${part}\n${report.text}`);
    return { ...parts[part], code: primary, later: others };
  };
  const both = { ...parts, page: divide("page"), reader: divide("reader") };
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, REPORT), reports.join("\n"));
  console.log(`split: which functions reach a placeholder: ${join(target, REPORT)}`);
  return both;
}

// What stands packed inside something is whole: there it can only come at once.
async function addTwins(files, parts, packing, { page, reader, tables }) {
  const whole = new Map([[page.code, parts.page.code], [reader.code, parts.reader.code]]);
  const inside = async (name) => [name, await packing.get(whole.get(name) ?? files.get(name))];
  const twins = new Map(await Promise.all([...whole.keys(), ...tables].map(inside)));
  for (const [name, text] of twins) files.set(`${name}.js`, `isocost.twins[${JSON.stringify(name)}]="${text}";`);
  return twins;
}

// The table of a language model is fetched by whoever asks for it.
const isOfModels = (name) => name.startsWith("gpt-oss");

function addServiceWorker(files, { page, tables, style }) {
  // It keeps what every view needs, and the encoders' tables; what else there is once it was used.
  const kept = [page.glue, page.code, ...page.later, style, ...tables.filter((name) => !isOfModels(name))];
  const worker = readFileSync("tools/build/loader/sw.js", "utf8");
  const changes = [
    ["const FILES = [];", `const FILES = ${JSON.stringify(kept)};`],
    ['const VERSION = "";', `const VERSION = "${version(files.get("index.html"), kept.join(), worker)}";`],
  ];
  files.set("sw.js", changes.reduce((text, change) => replaced(text, ...change), worker));
}

const parts = built();
const notices = Buffer.from(ownNotices());
const contents = [parts.page.code, parts.reader.code, ...parts.tables.map(({ table }) => table), notices];
// Packing takes about as long as the profile, and needs nothing of it.
const packing = new Map(contents.map((content) => [content, packed(content)]));
const profile = await profiled(parts);
const { files, ...names } = assemble(profile ? divided(parts, profile) : parts);
const twins = await addTwins(files, parts, packing, names);
files.set(NOTICES, notices);
const alone = oneFile(files, twins.set(NOTICES, await packing.get(notices)), names);
const aloneName = `one-file-${version(alone)}.html`;
files.set(aloneName, alone);
files.set("index.html", withScriptedPolicy(withHashes(setMeta(files.get("index.html"), "isocost-one-file", aloneName))));
addServiceWorker(files, names);
for (const [name, content] of files) if (/\.(js|css)$/.test(name)) ascii(name, content.toString());
for (const [name, content] of files) writeFileSync(join(folder, name), content);

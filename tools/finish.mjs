// After trunk's build: gives what trunk does not know names by its content, as trunk gives the page's own files, so that
// a page never meets a part of another build in a cache, and tells the page these names. Then: the loader, twins for
// places where only scripts can be loaded, the policy's hashes, the service worker, and the page as one file.
// Called by trunk.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loaderScript, named, packed, readerScript, setMeta, withHashes } from "./loader.mjs";
import { oneFile } from "./one_file.mjs";

const folder = process.env.TRUNK_STAGING_DIR ?? process.argv[2];
const read = (name) => readFileSync(join(folder, name));
const write = (name, content) => writeFileSync(join(folder, name), content);
const version = (...contents) => {
  const hash = createHash("sha256");
  for (const content of contents) hash.update(content);
  return hash.digest("hex").slice(0, 16);
};

// The reader, which starts itself in a worker.
const readerText = readerScript(read("reader.js").toString());
const reader = `reader-${version(readerText, read("reader_bg.wasm"))}`;
renameSync(join(folder, "reader.js"), join(folder, `${reader}.js`));
renameSync(join(folder, "reader_bg.wasm"), join(folder, `${reader}_bg.wasm`));
write(`${reader}.js`, readerText);

// The tables that are not in the page's code.
const tables = ["embedding", "classification"].map((what) => {
  const table = readFileSync(`src/data/bundled/${what}-ie-optimization.pack`);
  const name = `${what}-ie-optimization-${version(table)}.pack`;
  write(name, table);
  return name;
});

// The page's script declares one name, which is also that of the reader's, where the page has to load that itself.
const [glue] = readdirSync(folder).filter((name) => /^isocost-[0-9a-f]+\.js$/.test(name));
const code = glue.replace(/\.js$/, "_bg.wasm");
write(glue, named(read(glue).toString(), "isocostPage"));

for (const name of [code, `${reader}_bg.wasm`, ...tables]) {
  write(`${name}.js`, `isocost.twins[${JSON.stringify(name)}]="${packed(read(name))}";`);
}

// Comments are for who reads the source.
let html = read("index.html").toString().replace(/<!--[^]*?-->\n?/g, "");
// Whatever trunk starts the page with: the loader does it.
html = html.replace(/<script type="module"[^>]*>(?:(?!<\/script>)[^])*TrunkApplicationStarted[^]*?<\/script>/, "");
html = html.replace(/<link rel="modulepreload"[^>]*>/g, "");
html = html.replace("</head>", `<link rel="preload" href="${glue}" as="script">\n</head>`);
html = setMeta(html, "isocost-reader", `${reader}.js ${reader}_bg.wasm`);
html = setMeta(html, "isocost-tables", tables.join(" "));
const start = (loader) => `<script src="${glue}"></script>\n<script data-code="${code}">${loader}</script>\n</body>`;
html = html.replace("</body>", () => start(loaderScript()));
if (html.includes('type="module"')) throw new Error("finish: trunk starts the page in another way");

const styles = [...html.matchAll(/<link rel="stylesheet" href="(?:\.\/)?([^"]*)"/g)].map((match) => match[1]);
const alone = oneFile(html, read, { glue, code, reader, tables, styles });
const aloneName = `one-file-${version(alone)}.html`;
write(aloneName, alone);
write("index.html", withHashes(setMeta(html, "isocost-one-file", aloneName)));

// The service worker keeps what the first view needs, and the tables; the rest once it was used.
const files = [...new Set([glue, code, ...styles, ...tables])];
const worker = readFileSync("tools/loader/sw.js", "utf8");
const filled = worker
  .replace("const FILES = [];", `const FILES = ${JSON.stringify(files)};`)
  .replace('const VERSION = "";', `const VERSION = "${version(read("index.html"), files.join())}";`);
if (filled.includes("FILES = []") || filled.includes('VERSION = ""')) throw new Error("finish: sw.js was not filled in");
write("sw.js", filled);

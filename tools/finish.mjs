// After trunk's build: gives the reader's files names by their content, as trunk gives the page's own, so that a page
// never meets a reader of another build in a cache, and tells the page these names. Called by trunk.
import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.env.TRUNK_STAGING_DIR ?? process.argv[2];
const files = ["reader.js", "reader_bg.wasm"];
const hash = createHash("sha256");
for (const name of files) hash.update(readFileSync(join(folder, name)));
const version = hash.digest("hex").slice(0, 16);
const named = files.map((name) => name.replace("reader", `reader-${version}`));
files.forEach((name, at) => renameSync(join(folder, name), join(folder, named[at])));

const page = join(folder, "index.html");
const html = readFileSync(page, "utf8");
const finished = html.replace(/(<meta name="isocost-reader" content=")[^"]*/, `$1${named.join(" ")}`);
if (finished === html) throw new Error("finish: index.html names no reader");
writeFileSync(page, finished);

// What a reader of the page downloads, raw and compressed, against budgets: the page itself, which is all that the first
// view needs, and what reads files, which is loaded when a table is opened. usage: node tools/size.mjs DIST
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

// Bytes in brotli. The page's was raised once, from 475 kB, for decisions (evidence, near-ties, next runs, prices,
// break-even, volume, pins) and tables side by side; the sections below the first view are to become a module of their
// own, loaded after it, and this to come down again.
const BUDGETS = { page: 550_000, reader: 320_000 };

const folder = process.argv[2] ?? "dist";
const rows = readdirSync(folder).sort().map((name) => {
  const raw = readFileSync(join(folder, name));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };
  const brotli = Math.min(brotliCompressSync(raw, { params }).length, raw.length);
  return { part: name.startsWith("reader") ? "reader" : "page", name, raw: raw.length, gzip: gzipSync(raw, { level: 9 }).length, brotli };
});
const print = (name, ...numbers) =>
  console.log(name.padEnd(44) + numbers.map((n) => n.toLocaleString("en").padStart(11)).join(""));
let failed = false;
for (const [part, budget] of Object.entries(BUDGETS)) {
  const files = rows.filter((row) => row.part === part);
  for (const { name, raw, gzip, brotli } of files) print(name, raw, gzip, brotli);
  const sum = (key) => files.reduce((total, row) => total + row[key], 0);
  print(`all of the ${part}`, sum("raw"), sum("gzip"), sum("brotli"));
  const whole = files.some((row) => row.name.endsWith(".wasm"));
  const verdict = `size: ${part}: ${sum("brotli")} of ${budget} bytes in brotli`;
  if (!whole || sum("brotli") > budget) {
    console.error(whole ? `${verdict}: over the budget` : `size: ${part}: no code in ${folder}`);
    failed = true;
  } else console.log(verdict);
}
process.exit(failed ? 1 : 0);

// What a reader of the page downloads, raw and compressed, against budgets that only go down: the page, which is all that
// the default view needs; what first views need besides where the address asks for something; the reader, which fetches and
// decodes the usual file where the address names one; and the lazy files of each (other modules, styles), which are fetched
// after the first view or where something rarer is asked for; what the reader needs for text files, and for YAML, is counted by itself.
// Aside stands what few ever need, in gzip alone: tables of their own, twins for frames without an origin, the page as one file.
// usage: node tools/build/size.mjs DIST
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { brotli, partOf } from "./one_file.mjs";

// Bytes in brotli.
const BUDGETS = {
  page: 222_600, "page, opened": 36_800, "page, asked": 16_200, "page, moves": 28_250, "page, lazy": 709_000, reader: 92_800, "reader, hub": 18_500, "reader, lazy": 231_800, "reader, text": 103_500, "reader, yaml": 5_600,
  "reader, jtl": 5_000, "reader, reports": 6_500, "reader, prices": 2_800, "reader, refused": 6_900, aside: Infinity,
};

const folder = process.argv[2] ?? "dist";
const rows = await Promise.all(readdirSync(folder).sort().map(async (name) => {
  const raw = readFileSync(join(folder, name));
  const part = partOf(name);
  const zipped = promisify(gzip)(raw, { level: 9 });
  return { part, name, raw: raw.length, gzip: (await zipped).length, brotli: BUDGETS[part] === Infinity ? NaN : await brotli(raw, 11) };
}));
const print = (name, ...numbers) =>
  console.log(name.padEnd(56) + numbers.map((n) => (isNaN(n) ? "" : n.toLocaleString("en")).padStart(11)).join(""));
let failed = false;
const unknown = rows.filter(({ part }) => !(part in BUDGETS));
if (!rows.some(({ name }) => name === "notices.txt")) throw new Error(`size: no notices of what is shipped in ${folder}`);
if (unknown.length) throw new Error(`size: no budget for ${unknown.map(({ name }) => name).join(", ")}`);
for (const [part, budget] of Object.entries(BUDGETS)) {
  const files = rows.filter((row) => row.part === part);
  for (const { name, raw, gzip, brotli } of files) print(name, raw, gzip, brotli);
  const sum = (key) => files.reduce((total, row) => total + row[key], 0);
  print(`all of the ${part}`, sum("raw"), sum("gzip"), sum("brotli"));
  if (budget === Infinity) continue;
  const whole = files.some((row) => row.name.endsWith(".wasm"));
  const verdict = `size: ${part}: ${sum("brotli")} of ${budget} bytes in brotli`;
  if (!whole || sum("brotli") > budget) {
    console.error(whole ? `${verdict}: over the budget` : `size: ${part}: no code in ${folder}`);
    failed = true;
  } else console.log(verdict);
}
process.exit(failed ? 1 : 0);

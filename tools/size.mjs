// What a reader downloads for the default view: each file of the built page, raw and compressed, and the sum against
// the budget. usage: node tools/size.mjs DIST
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

// Only ever lowered.
const BUDGET_BROTLI_BYTES = 500_000;

const folder = process.argv[2] ?? "dist";
const files = readdirSync(folder).sort();
const rows = files.map((name) => {
  const raw = readFileSync(join(folder, name));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };
  const brotli = brotliCompressSync(raw, { params }).length;
  return { name, raw: raw.length, gzip: gzipSync(raw, { level: 9 }).length, brotli: Math.min(brotli, raw.length) };
});
const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
const total = { name: "total", raw: sum("raw"), gzip: sum("gzip"), brotli: sum("brotli") };
for (const row of [...rows, total]) {
  const numbers = [row.raw, row.gzip, row.brotli].map((n) => n.toLocaleString("en").padStart(11));
  console.log(row.name.padEnd(44) + numbers.join(""));
}
if (!files.some((name) => name.endsWith(".wasm")) || total.brotli > BUDGET_BROTLI_BYTES) {
  console.error(`size: ${total.brotli} bytes in brotli, the budget is ${BUDGET_BROTLI_BYTES}`);
  process.exit(1);
}
console.log(`size: ${total.brotli} of ${BUDGET_BROTLI_BYTES} bytes in brotli`);

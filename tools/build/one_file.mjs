// The page as one file that asks nobody for anything. The build makes it beside the page, which hands it out with what
// is on the screen inside ("Save as one file"); called by itself, it writes the file for passing on:
// usage: node tools/build/one_file.mjs DIST OUT [DATA]        with the table DATA (parquet, CSV, JSON, …) opened first
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { escaped, packed, withHashes } from "./loader.mjs";
import { replaced } from "./replaced.mjs";

// Of the page's own size (page and reader), both in brotli as servers make it, which takes a tenth of the time of the best.
const QUALITY = 9;
const MOST = 1.15;

// `files` are the finished page, without hashes, and what lies beside it, `twins` what of that stands packed inside.
export function oneFile(files, twins, { page: { glue }, reader, style }) {
  const text = (name) => {
    const content = files.get(name).toString();
    // Inside a script these would begin or end one.
    if (/<\/script|<!--/i.test(content)) throw new Error(`one_file: ${name} cannot stand inside a page`);
    return content;
  };
  const file = ([name, text]) => `<script data-own type="text/plain" data-file="${name}">${text}</script>\n`;
  const inside = [...twins].map(file).join("");
  const changes = [
    ["</style>", () => `${files.get(style)}</style>`],
    [` data-style="${style}"`, ""],
    [/<link rel="preload"[^>]*>\n?/g, ""],
    ["</head>", `<meta name="isocost-alone" content="">\n</head>`],
    // What belongs to the page, in case something else has come in when it is saved again.
    [/<(meta|title|style|script|noscript|link|div id="app"|div class="notice crashed")(?=[ >])/g, "<$1 data-own"],
  ];
  const shell = changes.reduce((text, change) => replaced(text, ...change), files.get("index.html"));
  if (/<link data-own(?! rel="icon")/.test(shell)) throw new Error("one_file: the page links to a file");
  const page = replaced(shell, `<script data-own src="${glue}"></script>`, () => {
    const scripts = `<script data-own>${text(glue)}</script>\n<script data-own data-reader>${text(reader.glue)}</script>`;
    return `${inside}${scripts}`;
  });
  return withHashes(page);
}

const read = (folder, start, end) => {
  const name = readdirSync(folder).find((name) => name.startsWith(start) && name.endsWith(end));
  if (!name) throw new Error(`one_file: no ${start}…${end} in ${folder}: build the page first`);
  return readFileSync(join(folder, name));
};

// In brotli.
export async function brotli(bytes, quality) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_LGWIN]: 22 };
  const compressed = await promisify(brotliCompress)(bytes, { params });
  return Math.min(compressed.length, bytes.length);
}

// Whether a file of the build is of the page that everybody loads, of the reader, what comes later of one of them (what
// only some files need by its module's name), or neither.
export function partOf(name) {
  if (/\.(wasm|pack)\.js$|\.pack$|^one-file-|^sw\.js$|^notices\.txt$/.test(name)) return "aside";
  const part = name.startsWith("reader") ? "reader" : "page";
  const [, module] = /_(\w+)\.wasm$/.exec(name) ?? [];
  if (module && !["bg", "secondary", "parquet"].includes(module)) return `${part}, ${module}`;
  return /_(secondary|parquet)\.wasm$|^lazy-/.test(name) ? `${part}, lazy` : part;
}

async function main([folder = "dist", out = "isocost.html", data]) {
  const alone = read(folder, "one-file-", ".html").toString();
  const table = async () => {
    // The page finds out what it is, as of any file that somebody picks.
    const name = `file=${encodeURIComponent(basename(data))}`;
    return `<script type="text/plain" data-raw data-table="${escaped(name)}">${await packed(readFileSync(data))}</script>\n</head>`;
  };
  const end = data && (await table());
  writeFileSync(out, data ? replaced(alone, "</head>", () => end) : alone);
  // Tests make many, of one size.
  if (process.env.ISOCOST_UNMEASURED) return;
  const own = readdirSync(folder).filter((name) => partOf(name) !== "aside");
  const files = [Buffer.from(alone), ...own.map((name) => readFileSync(join(folder, name)))];
  const [one, ...sizes] = await Promise.all(files.map((bytes) => brotli(bytes, QUALITY)));
  const size = sizes.reduce((sum, size) => sum + size, 0);
  const ratio = one / size;
  console.log(`one file: ${out}: ${one} bytes in brotli${data ? " without the table" : ""}, ${ratio.toFixed(3)} of the page's ${size}`);
  if (!(ratio < MOST)) throw new Error(`one file: more than ${MOST} of the page's own size`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main(process.argv.slice(2));

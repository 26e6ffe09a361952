// What starts page and reader, and what tells the page about itself: shared by the build of the page and of one file.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { replaced } from "./replaced.mjs";

const part = (name) => readFileSync(new URL(`loader/${name}`, import.meta.url), "utf8");
// Comments are for who reads the source.
const script = (...names) => names.map(part).join("").replace(/^ *\/\/.*\n/gm, "");

// The loader as an inline script. In a block of its own, so that its words are nobody else's.
export const loaderScript = () => `{\n${script("unpack.js", "secondary.js", "page.js")}}`;

// What comes before everything else. `bundled` are the data sets that it need not fetch.
export const earlyScript = (bundled) =>
  replaced(`{\n${script("early.js")}}`, "const BUNDLED = [];", `const BUNDLED = ${JSON.stringify(bundled)};`);

// The reader's script by wasm-bindgen, which starts itself in a worker.
export const readerScript = (glue) => `${named(glue, "wasm_bindgen")}\n{\n${script("unpack.js", "secondary.js", "reader.js")}}\n`;

// What secondary.js is given: what both modules import, and what the primary module calls to load the secondary.
const GIVEN = `const imports = { ...__wbg_get_imports(), secondary: { load: () => __wbg_init.now() } };
        __wbg_init.parts = () => ({ ...imports, primary: wasm });`;

// A classic script of wasm-bindgen that declares `name`: as `var`, so that others can see whether it is there. Where it is
// from it need not know, and cannot in a document without an address.
export function named(glue, name) {
  const changes = [
    [/^(\s*)let wasm_bindgen = /m, `$1var ${name} = `],
    [/const imports = __wbg_get_imports\(\);(?=\s*if \(typeof module_or_path)/, () => GIVEN],
    [/script_src = new URL\(document\.currentScript\.src, location\.href\)\.toString\(\);/, ""],
  ];
  return changes.reduce((text, change) => replaced(text, ...change), glue);
}

// As tools/build/loader/unpack.js unpacks it.
export function packed(bytes) {
  const { status, stdout } = spawnSync("isocost-zopfli", { input: bytes, maxBuffer: 1 << 28 });
  if (status === 0 && gunzipSync(stdout).equals(bytes)) return stdout.toString("base64");
  console.warn("loader: no zopfli here (tools/setup.sh build puts it in place): packed by zlib, a twentieth larger");
  return gzipSync(bytes, { level: 9 }).toString("base64");
}

export const escaped = (text) =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

export const setMeta = (html, name, content) =>
  replaced(html, new RegExp(`(<meta name="${name}" content=")[^"]*`), (_, before) => before + escaped(content));

// Of every inline element of that name which the policy governs. Blocks of data are none.
const hashes = (html, tag) =>
  [...html.matchAll(new RegExp(`<${tag}(?![^>]*(?: src=| type="))[^>]*>([^]*?)</${tag}>`, "g"))]
    .map(([, text]) => ` 'sha256-${createHash("sha256").update(text).digest("base64")}'`)
    .join("");

// The page with its policy knowing its inline scripts and styles.
export function withHashes(html) {
  const policy = /(<meta[^>]* http-equiv="Content-Security-Policy" content="[^"]*?script-src [^;"]*)([^"]*?style-src [^;"]*)/;
  return replaced(html, policy, (_, scripts, styles) => scripts + hashes(html, "script") + styles + hashes(html, "style"));
}

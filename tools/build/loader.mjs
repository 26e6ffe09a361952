// What starts page and reader, and what tells the page about itself: shared by the build of the page and of one file.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { replaced } from "./replaced.mjs";

const part = (name) => readFileSync(new URL(`loader/${name}`, import.meta.url), "utf8");
// Comments and indentation are for who reads the source. No text there goes over several lines.
const script = (...names) => names.map(part).join("").replace(/^ *\/\/.*\n/gm, "").replace(/^ +/gm, "");

// The loader as an inline script. In a block of its own, so that its words are nobody else's.
export const loaderScript = () => `{\n${script("unpack.js", "secondary.js", "causes.js", "gate.js", "viewed.js", "page.js")}}`;

// What comes before everything else. `bundled` are the data sets that it need not fetch.
export const earlyScript = (bundled) =>
  replaced(`{\n${script("early.js")}}`, "const BUNDLED = [];", `const BUNDLED = ${JSON.stringify(bundled)};`);

// The reader's script by wasm-bindgen, which starts itself in a worker.
// `later` are the modules beside its primary one, by name and place of what each needs before it (split/homes.mjs).
export const readerScript = (glue, later) =>
  replaced(`${named(glue, "wasm_bindgen")}\n{\n${script("unpack.js", "secondary.js", "reader.js")}}\n`, "const LATER = [];", `const LATER = ${JSON.stringify(later)};`);

// The page's script, such that what the garbage collector finds while the module of this name is still to come stays where it
// is: the code that frees it may be in there, and a placeholder in its stead would end the page (page.js, `early`). These are
// a few closures of the first second.
export const collecting = (glue, later, name) => {
  const at = later.findIndex((module) => module.name === name) + 1;
  return replaced(glue, /new FinalizationRegistry\((\w+) => /g, (start) => `${start}__wbg_init.missing?.(${at}) || `);
};

// What the loader is given (secondary.js, page.js): what all modules import, and what the primary module calls where
// another is missing; the module, and a way to stop all that still calls this instance of it.
const GIVEN = `const imports = { ...__wbg_get_imports(), later: { load: (at) => __wbg_init.early(at) } };
        __wbg_init.parts = () => ({ ...imports, primary: wasm });
        __wbg_init.module = () => wasmModule;
        __wbg_init.end = (error) => { wasm = new Proxy({}, { get() { throw error; } }); };`;
// Between loading and starting.
const BEFORE = "await __wbg_init.before?.({ ...imports, primary: instance.exports });";

// A classic script of wasm-bindgen that declares `name`: as `var`, so that others can see whether it is there. Its `anew`
// makes another one, for another instance. Where it is from it need not know, and cannot in a document without an address.
export function named(glue, name) {
  const own = "{ __proto__: null }";
  const changes = [
    [/^(\s*)let wasm_bindgen = \(function\(exports\) {/m, `$1var ${name} = (make => Object.assign(make(${own}), { anew: () => make(${own}) }))(function(exports) {`],
    [/}\)\({ __proto__: null }\);\s*$/, "});\n"],
    [/const imports = __wbg_get_imports\(\);(?=\s*if \(typeof module_or_path)/, () => GIVEN],
    [/const { instance, module } = await __wbg_load\(await module_or_path, imports\);/, (load) => `${load}\n${BEFORE}`],
    [/script_src = new URL\(document\.currentScript\.src, location\.href\)\.toString\(\);/, ""],
  ];
  return changes.reduce((text, change) => replaced(text, ...change), glue);
}

// As tools/build/loader/unpack.js unpacks it.
export async function packed(bytes) {
  const zipped = await outputOf("isocost-zopfli", bytes);
  if (zipped && gunzipSync(zipped).equals(bytes)) return zipped.toString("base64");
  console.warn("loader: no zopfli here (tools/setup.sh build puts it in place): packed by zlib, a twentieth larger");
  return gzipSync(bytes, { level: 9 }).toString("base64");
}

// What a program says to this input; nothing where it fails or is not there.
function outputOf(program, input) {
  return new Promise((resolve) => {
    const chunks = [];
    const running = spawn(program, { stdio: ["pipe", "pipe", "ignore"] });
    running.on("error", () => resolve(undefined));
    running.stdin.on("error", () => {});
    running.stdout.on("data", (chunk) => chunks.push(chunk));
    running.on("close", (code) => resolve(code === 0 ? Buffer.concat(chunks) : undefined));
    running.stdin.end(input);
  });
}

export const escaped = (text) =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

export const setMeta = (html, name, content) =>
  replaced(html, new RegExp(`(<meta name="${name}" content=")[^"]*`), (_, before) => before + escaped(content));

// Of every inline element of that name which the policy governs. Blocks of data are none.
const hashes = (html, tag) =>
  [...html.matchAll(new RegExp(`<${tag}(?![^>]*(?: src=| type="))[^>]*>([^]*?)</${tag}>`, "g"))]
    .map(([, text]) => ` 'sha256-${createHash("sha256").update(ascii(tag, text)).digest("base64")}'`)
    .join("");

// A document that is put into another without a charset is read in another encoding: no letter of a style or script may
// depend on that, or its hash would not fit.
export function ascii(name, text) {
  const [other] = /.{0,20}[^\x00-\x7f]/.exec(text) ?? [];
  if (other) throw new Error(`loader: ${name} has a letter beyond ASCII: ${other}: write it as an escape`);
  return text;
}

const POLICY = /<meta[^>]* http-equiv="Content-Security-Policy" content="([^"]*)">/;

// The page with its policy knowing its inline scripts and styles.
export function withHashes(html) {
  const known = (tag, name) => [new RegExp(`${name} [^;]*`), (sources) => sources + hashes(html, tag)];
  const policy = ([, content]) => [known("script", "script-src"), known("style", "style-src")].reduce((text, change) => replaced(text, ...change), content);
  return replaced(html, POLICY, (...found) => found[0].replace(found[1], () => policy(found)));
}

// The page with its policy written by a script, which runs before anything that the policy governs. In WebKit 'self' is
// nobody in a document of no origin (a sandboxed frame), so that the page's own origin has to be named beside it; to
// other browsers that says the same twice.
export function withScriptedPolicy(html) {
  return replaced(html, POLICY, (_, policy) => {
    const text = JSON.stringify(policy);
    return `<script>{
const own = self.origin === "null" && /^http/.test(location.protocol) ? " " + location.origin : "";
const meta = document.createElement("meta");
meta.httpEquiv = "Content-Security-Policy";
meta.content = ${text}.replace(/'self'/g, "'self'" + own);
document.head.append(meta);
}</script>`;
  });
}

// The page's style sheets, joined by the folder they are in: style/first is part of the page, style/lazy comes with the
// secondary module. Within each the order is that of their links in index.html.
import { readFileSync, readdirSync } from "node:fs";
import { replaced } from "./replaced.mjs";

const FOLDERS = ["first", "lazy"];

// Folder and name of each sheet, as the source of the page links them.
function linkedSheets() {
  const links = readFileSync("index.html", "utf8").matchAll(/<link data-trunk rel="css" href="style\/([^"/]+)\/([^"/]+)\.css">/g);
  const linked = [...links].map(([, folder, name]) => ({ folder, name }));
  const paths = (list) => list.map(({ folder, name }) => `${folder}/${name}.css`).sort().join();
  const there = FOLDERS.flatMap((folder) => readdirSync(`style/${folder}`).map((file) => ({ folder, name: file.replace(/\.css$/, "") })));
  if (paths(linked) !== paths(there)) throw new Error(`styles: index.html links ${paths(linked)}, and style/ has ${paths(there)}`);
  if (!FOLDERS.every((folder) => linked.some((sheet) => sheet.folder === folder))) throw new Error(`styles: one of ${FOLDERS} has no sheets`);
  return linked;
}

// Takes trunk's links out of the page: what is left, the names of the files, and the sheets of each folder as one.
export function takeStyles(html, read) {
  const links = [...html.matchAll(/<link rel="stylesheet" href="(?:\.\/)?([^"]*)"[^>]*>\n?/g)];
  const sheets = linkedSheets();
  const fits = links.length === sheets.length && links.every(([, file], at) => file.startsWith(`${sheets[at].name}-`));
  if (!fits) throw new Error(`styles: trunk links ${links.map(([, file]) => file)} for ${sheets.map(({ name }) => name)}`);
  const of = (folder) => minified(links.filter((_, at) => sheets[at].folder === folder).map(([, file]) => read(file).toString()).join(""));
  return {
    html: links.reduce((text, [link]) => replaced(text, link, ""), html),
    files: links.map(([, file]) => file),
    first: of("first"),
    lazy: of("lazy"),
  };
}

// Without comments and spaces. For these sheets, not for any: none has such signs in a string.
const minified = (style) =>
  style.replace(/\/\*[^]*?\*\//g, "").replace(/\s+/g, " ").replace(/ ?([{};,]) ?/g, "$1").replace(/: /g, ":").replace(/;}/g, "}");

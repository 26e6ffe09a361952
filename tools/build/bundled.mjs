// The tables that come with the page, as src/data/bundled.rs lists them.
import { readFileSync, readdirSync } from "node:fs";

const LIST = "src/data/bundled.rs";
const FOLDER = "src/data/bundled";
const NOTES = "src/data/bundled_notes.rs";

function listed(what, found) {
  const names = [...readFileSync(LIST, "utf8").matchAll(found)].map(([, name]) => name);
  if (!names.length) throw new Error(`bundled: no ${what} in ${LIST}`);
  return names;
}

// What the page calls them by: those on the Hub as they are called there.
export function bundledDatasets() {
  const datasets = listed("data sets", /\bdataset: "([^"]+)"/g);
  const expected = datasets.map((name) => `${name.split("/").pop()}.pack`).sort();
  const there = readdirSync(FOLDER).filter((name) => name.endsWith(".pack")).sort();
  if (expected.join() !== there.join()) throw new Error(`bundled: ${LIST} lists ${expected}, and ${FOLDER} has ${there}`);
  return datasets;
}

export const hubDatasets = () => bundledDatasets().filter((name) => !name.startsWith("bundled/"));

// What must be said of the table that is on no Hub.
export function attribution() {
  const [, text] = /pub const INFERENCEX: &str = "((?:[^"\\]|\\[^])*)";/.exec(readFileSync(NOTES, "utf8")) ?? [];
  if (!text) throw new Error(`bundled: no attribution in ${NOTES}`);
  return text.replace(/\\\n\s*/g, "");
}

// Of those that are in files beside the page and not in its code: the file's name without its ending, and the table.
export function tablesBeside() {
  return listed("tables beside the page", /\bbeside!\(\s*"bundled\/([^"]+)\.pack"/g)
    .map((name) => ({ name, table: readFileSync(`${FOLDER}/${name}.pack`) }));
}

// The page as a static Space of Hugging Face, ready to push: `hf upload OWNER/NAME target/space --repo-type=space`, or
// as the content of the Space's git repository. With OAUTH=1 it offers to sign in, which asks for public gated data sets only.
// usage: node tools/build/space.mjs DIST OUT
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { attribution, hubDatasets } from "./bundled.mjs";

const [dist = "dist", out = "target/space"] = process.argv.slice(2);
const datasets = hubDatasets();

const front = [
  "title: Isocost",
  "emoji: 📉",
  "colorFrom: blue",
  "colorTo: green",
  "sdk: static",
  "app_file: index.html",
  "pinned: false",
  "license: mit",
  // The Hub takes 60 characters.
  "short_description: The cheapest inference setup that is fast enough",
  "datasets:",
  ...datasets.map((name) => `  - ${name}`),
  "tags:",
  ...["benchmark", "inference", "cost", "load-testing", "visualization"].map((tag) => `  - ${tag}`),
  ...(process.env.OAUTH === "1" ? ["hf_oauth: true", "hf_oauth_scopes:", "  - gated-repos"] : []),
];
const text = `# Isocost

Which inference configuration is cheapest and still fast enough? A static page that answers this from load-test results:
it fetches a parquet of runs from the Hub, analyses it in the browser and draws it. Nothing runs on a server.

Open a data set of your own by its address, \`?dataset=owner/name\`, or drop files onto the page; they do not leave your
computer. This folder is a build, under the MIT licence like its source; the tables in it are copies of the data sets
named above, and one of a language model: ${attribution()}.
What else is in it, and under which licence, says \`notices.txt\`.
`;
// As the Hub writes it into new repositories: binary files go through Xet or LFS whatever their size.
const attributes = ["wasm", "parquet", "pack"].map((end) => `*.${end} filter=lfs diff=lfs merge=lfs -text\n`).join("");

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
cpSync(dist, out, { recursive: true });
writeFileSync(join(out, "README.md"), `---\n${front.join("\n")}\n---\n\n${text}`);
writeFileSync(join(out, ".gitattributes"), attributes);
console.log(`space: ${out}`);

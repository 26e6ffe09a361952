// The page as a static Space of Hugging Face, ready to push: `hf upload OWNER/NAME target/space --repo-type=space`, or
// as the content of the Space's git repository. With OAUTH=1 it offers to sign in, which asks for public gated data sets only.
// With data the Space opens on them, and its card says what they answer: to the question in ASK ("--max_p95_ms 500"), if any.
// SITE is the address that the Space will have, for previews of links to it.
// usage: node tools/build/space.mjs DIST OUT [DATA…]
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { attribution, hubDatasets } from "./bundled.mjs";
import { escaped } from "./loader.mjs";
import { replaced } from "./replaced.mjs";

const [dist = "dist", out = "target/space", ...data] = process.argv.slice(2);
const PROGRAM = process.env.ISOCOST_CLI ?? "target/debug/examples/isocost-cli";
const PICTURE = "cost-against-latency.svg";
// The Hub takes text of up to this many bytes; what is larger goes through Xet or LFS.
const MOST_TEXT = 10_000_000;
// The Hub takes so many characters.
const MOST_DESCRIPTION = 60;

// A text of the front matter. JSON's text is YAML's, but for some letters that YAML wants escaped.
const quoted = (text) =>
  JSON.stringify(text).replace(/[\x7f-\x9f\ufffe\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
// As long as the Hub takes it, cut between words.
const short = (text, most) => {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join("").replace(/\s+\S*$/, "")}…`;
};

function front({ title, description, tags }) {
  return [
    `title: ${title}`,
    "emoji: 📉",
    "colorFrom: blue",
    "colorTo: green",
    "sdk: static",
    "app_file: index.html",
    "pinned: false",
    "license: mit",
    `short_description: ${description}`,
    "datasets:",
    ...hubDatasets().map((name) => `  - ${name}`),
    "tags:",
    ...["benchmark", "inference", "cost", "load-testing", "visualization", ...tags].map((tag) => `  - ${tag}`),
    ...(process.env.OAUTH === "1" ? ["hf_oauth: true", "hf_oauth_scopes:", "  - gated-repos"] : []),
  ].join("\n");
}

const INSIDE = `This folder is a build, under the MIT licence like its source; the tables in it are copies of the data sets
named above, and one of a language model: ${attribution()}.
\`notices.txt\` lists what else it contains, and the licences.
`;
const USUAL = {
  title: "Isocost",
  description: "The cheapest inference setup that is fast enough",
  tags: [],
  text: `# Isocost

Which inference configuration is cheapest and still fast enough? A static page that answers this from load-test results:
it fetches a parquet of runs from the Hub, analyses it in the browser and draws it. Nothing runs on a server.

Open a data set of your own by its address, \`?dataset=owner/name\`, or drop files onto the page; they do not leave your
computer. ${INSIDE}`,
};

// What the program answers to the question, on these data. That nothing qualifies is an answer, too.
function asked(format, ...rest) {
  const ask = (process.env.ASK ?? "").split(/\s+/).filter(Boolean);
  const { status, stdout, stderr, error } = spawnSync(PROGRAM, [...ask, "--format", format, ...rest, "--", ...data], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (error) throw new Error(`space: ${PROGRAM} does not run (${error.message}): make space builds it`);
  if (status !== 0 && status !== 4) throw new Error(`space: ${stderr.trim()}`);
  return stdout;
}

// The page opens on the data; the card tells what they answer.
function filled() {
  const index = join(out, "index.html");
  const answer = JSON.parse(asked("json", "--from", join(dist, "index.html"), "--page", index, "--picture", join(out, PICTURE)));
  const verdict = asked("markdown");
  // "FILE, from this computer; nothing leaves it": here it does.
  const [name] = answer.source.split(", from this computer");
  const site = process.env.SITE;
  if (site && !/^https:\/\/[^\s"<>]+$/.test(site)) throw new Error(`space: SITE=${site} is no address that begins with https`);
  const previews = [["og:title", `${answer.headline} · Isocost`], ["og:description", answer.answer.sentence], ["og:type", "website"], ["og:url", site]];
  const metas = previews.map(([name, content]) => `<meta property="${name}" content="${escaped(content ?? "")}">\n`).join("");
  let page = readFileSync(index, "utf8");
  page = replaced(page, /(<meta name="description" content=")[^"]*/, (_, before) => before + escaped(answer.answer.sentence));
  if (site) page = replaced(page, "</head>", () => `${metas}</head>`);
  writeFileSync(index, page);
  // What a browser keeps for times without a network is of this page.
  const worker = join(out, "sw.js");
  const version = createHash("sha256").update(page).digest("hex").slice(0, 16);
  writeFileSync(worker, replaced(readFileSync(worker, "utf8"), /const VERSION = "[^"]*";/, `const VERSION = "${version}";`));
  return {
    title: quoted(short(`Isocost: ${name}`, 100)),
    description: quoted(short(answer.headline, MOST_DESCRIPTION)),
    tags: ["llm", "tokens"].filter(() => / tokens?\b/.test(answer.headline)),
    text: `# Which configuration is cheapest and still fast enough?

![Cost against latency](${PICTURE})

${verdict.replace(/^#/gm, "##").replace(/, from this computer; nothing leaves it/, "")}
The page beside this card opens on these data, and answers for other limits, demands and prices; nothing runs on a server.
${INSIDE}`,
    isLarge: Buffer.byteLength(page) > MOST_TEXT,
  };
}

// It is made anew: nothing that is needed may be in there.
const holds = (path) => !relative(resolve(out), resolve(path)).startsWith("..");
const needed = [dist, ".", ...data].find(holds);
if (needed !== undefined) throw new Error(`space: ${out} holds ${resolve(needed)}, and would be deleted first: name another folder`);
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
cpSync(dist, out, { recursive: true });
const card = data.length ? filled() : USUAL;
writeFileSync(join(out, "README.md"), `---\n${front(card)}\n---\n\n${card.text}`);
// As the Hub writes it into new repositories: binary files go through Xet or LFS whatever their size.
const large = ["*.wasm", "*.parquet", "*.pack", ...(card.isLarge ? ["index.html"] : [])];
writeFileSync(join(out, ".gitattributes"), large.map((name) => `${name} filter=lfs diff=lfs merge=lfs -text\n`).join(""));
console.log(`space: ${out}`);

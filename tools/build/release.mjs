// The release as one archive that is the same for the same sources: the page in its folder, as a Space, and as one file,
// with a checksum of each file, and the version.
// usage: node tools/build/release.mjs DIST SPACE ONE_FILE OUT_FOLDER
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const [dist = "dist", space = "target/space", alone = "isocost.html", out = "target"] = process.argv.slice(2);
const [, version] = /^version = "([^"]+)"/m.exec(readFileSync("Cargo.toml", "utf8")) ?? [];
if (!version) throw new Error("release: no version in Cargo.toml");
const name = `isocost-${version}`;

const README = `# Isocost ${version}

Which inference configuration is cheapest and still fast enough?

- isocost.html: the page as one file. Open it in a browser, and drop results of a load test onto it. It needs no network.
- dist: the same for a web server, in any folder: copy its content.
- space: the same as a static Space of Hugging Face: hf upload OWNER/NAME space --repo-type=space

To check the files: sha256sum --check SHA256SUMS
`;

// Every file below a folder, in one order everywhere.
function below(folder, inside) {
  return readdirSync(folder).sort().flatMap((entry) => {
    const path = join(folder, entry);
    return statSync(path).isDirectory() ? below(path, `${inside}/${entry}`) : [[`${inside}/${entry}`, readFileSync(path)]];
  });
}

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

// A header of POSIX's ustar. Owner and time are nobody's, so that the archive is the same wherever it is made.
function header(path, size) {
  if (Buffer.byteLength(path) > 100) throw new Error(`release: ${path} is too long a name for the archive`);
  const block = Buffer.alloc(512);
  const put = (text, at) => block.write(text, at, "latin1");
  const octal = (number, length) => `${number.toString(8).padStart(length - 1, "0")}\0`;
  const mtime = Number(process.env.SOURCE_DATE_EPOCH ?? 315532800);
  put(path, 0);
  put(octal(0o644, 8), 100);
  put(octal(0, 8), 108);
  put(octal(0, 8), 116);
  put(octal(size, 12), 124);
  put(octal(mtime, 12), 136);
  put("        0", 148);
  put("ustar\u000000", 257);
  put(octal(block.reduce((sum, byte) => sum + byte, 0), 7), 148);
  return block;
}

const padded = (bytes) => Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);

const files = [
  ...below(dist, "dist"),
  ...below(space, "space"),
  ["isocost.html", readFileSync(alone)],
  ["LICENSE", readFileSync("LICENSE")],
  ["CHANGELOG.md", readFileSync("CHANGELOG.md")],
  ["README.md", Buffer.from(README)],
  ["VERSION", Buffer.from(`${version}\n`)],
];
files.push(["SHA256SUMS", Buffer.from(files.map(([path, bytes]) => `${sha256(bytes)}  ${path}\n`).join(""))]);
const parts = files.flatMap(([path, bytes]) => [header(`${name}/${path}`, bytes.length), padded(bytes)]);
const archive = gzipSync(Buffer.concat([...parts, Buffer.alloc(1024)]), { level: 9 });
mkdirSync(out, { recursive: true });
writeFileSync(join(out, `${name}.tar.gz`), archive);
writeFileSync(join(out, `${name}.tar.gz.sha256`), `${sha256(archive)}  ${name}.tar.gz\n`);
console.log(`release: ${join(out, `${name}.tar.gz`)}: ${files.length} files, ${archive.length} bytes`);

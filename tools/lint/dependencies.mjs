// Licences, sources and bans of all crates that are compiled, for the page or for its tests, from cargo's metadata: without
// a network. Part of `make lint`.
// usage: node tools/lint/dependencies.mjs          in the folder of Cargo.toml
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chosen } from "../build/notices/expression.mjs";

// What asks for no more than a notice, which the build writes for what is shipped.
const LICENCES = ["Apache-2.0", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "ISC", "MIT", "Unicode-3.0", "Zlib"];
const CRATES_IO = "registry+https://github.com/rust-lang/crates.io-index";
// Crates that must not come in, each with the reason.
const BANNED = new Map([
  ["openssl-sys", "needs a C library; the page has the browser's TLS"],
  ["wee_alloc", "is not maintained and leaks memory (RUSTSEC-2022-0054)"],
  ["atty", "is not maintained (RUSTSEC-2021-0145); std has IsTerminal"],
]);

// The crates of Cargo.lock, of every platform.
function locked(lock) {
  const entry = (text) => {
    const value = (key) => new RegExp(`^${key} = "(.*)"$`, "m").exec(text)?.[1];
    return { crate: `${value("name")} ${value("version")}`, name: value("name"), source: value("source"), checksum: value("checksum") };
  };
  return lock.split("[[package]]").slice(1).map(entry);
}

// What is wrong, a line each: of the crates of every platform where they are from, of those that are compiled also their
// licences. `lock` is the text of Cargo.lock, `packages` and `members` are cargo's metadata.
export function faults(packages, members, lock) {
  const own = new Set(members);
  const wrong = [];
  for (const { crate, name, source, checksum } of locked(lock)) {
    if (BANNED.has(name)) wrong.push(`${crate} ${BANNED.get(name)}`);
    // This project's own have no source; whether they are, cargo's metadata say.
    if (source === undefined) continue;
    if (source !== CRATES_IO) wrong.push(`${crate} is not from crates.io but from ${source}`);
    if (!/^[0-9a-f]{64}$/.test(checksum ?? "")) wrong.push(`${crate} has no checksum in Cargo.lock`);
  }
  for (const { id, name, version, source, license } of packages) {
    const crate = `${name} ${version}`;
    if (own.has(id)) continue;
    if (source !== CRATES_IO) wrong.push(`${crate} is compiled from ${source ?? "a folder outside the workspace"}`);
    try {
      const refused = chosen(license ?? "", crate).filter((id) => !LICENCES.includes(id));
      if (refused.length) wrong.push(`${crate} is under ${refused.join(", ")}, which tools/lint/dependencies.mjs does not list`);
    } catch (error) {
      wrong.push(error.message);
    }
  }
  return wrong;
}

// Of other platforms than these nothing is on this computer.
function metadata(platform) {
  const asked = ["metadata", "--locked", "--offline", "--format-version", "1", "--all-features", "--filter-platform", platform];
  return JSON.parse(execFileSync("cargo", asked, { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] }));
}

function main() {
  const [, host] = /^host: (.*)$/m.exec(execFileSync("rustc", ["-vV"], { encoding: "utf8" }));
  const all = [host, "wasm32-unknown-unknown"].map(metadata);
  const packages = new Map(all.flatMap(({ packages }) => packages.map((found) => [found.id, found])));
  const wrong = faults([...packages.values()], all[0].workspace_members, readFileSync("Cargo.lock", "utf8"));
  if (wrong.length) throw new Error(`dependencies:\n${wrong.join("\n")}`);
  console.log(`dependencies: the licences and sources of ${packages.size} crates are as they should be`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();

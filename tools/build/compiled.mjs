// A cache of compiled dependencies, so that a clean clone or another work tree compiles the project's own crates only.
//
//   node tools/build/compiled.mjs restore FOLDER   into target/, where there is none yet
//   node tools/build/compiled.mjs keep FOLDER      from target/, once all is built
//
// FOLDER holds a folder for each set of dependencies, compiler and flags, of which the two that were used last stay. Only a
// target/ that began empty is kept, as one that grew holds what is out of date. Cargo trusts what it finds there by its own
// fingerprints, as in any second build: what does not fit is compiled. The project's own crates are left out, since cargo
// knows them by the times of their files, which a clone makes new.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

// Natively; for the page's host, as macros and build scripts; for the page.
const PROFILES = ["debug", "release", "wasm32-unknown-unknown/release"];
const MOST_KEPT = 2;
// In a target/ that began empty: for which key.
const BEGUN = "begun-for";
const HASH = /-([0-9a-f]{16})(?=\.|$)/;

const hashOf = (name) => name.match(HASH)?.[1];

const unitOf = (name) => name.replace(HASH, "");

/** What of `profile` (a folder of target/) is not made from the packages `own`, as paths in it. */
export function ofOthers(profile, own) {
  const units = readdirSync(join(profile, ".fingerprint")).filter((unit) => hashOf(unit) && !own.includes(unitOf(unit)));
  const hashes = new Set(units.map(hashOf));
  const from = (folder) => (existsSync(join(profile, folder)) ? readdirSync(join(profile, folder)) : []);
  const others = (folder) => from(folder).filter((name) => hashes.has(hashOf(name))).map((name) => join(folder, name));
  return [...units.map((unit) => join(".fingerprint", unit)), ...others("build"), ...others("deps")];
}

/** Keeps the dependencies in `target` as `folder`/`key` if it began empty for that key; a run that is cut off keeps nothing. */
export function keep(target, folder, key, own) {
  const kept = join(folder, key);
  const begun = join(target, BEGUN);
  if (existsSync(kept) || !existsSync(begun) || readFileSync(begun, "utf8") !== key) return;
  const profiles = PROFILES.filter((profile) => existsSync(join(target, profile, ".fingerprint")));
  const parts = profiles.flatMap((profile) => ofOthers(join(target, profile), own).map((path) => join(profile, path)));
  copied(target, parts, kept);
  const age = (name) => statSync(join(folder, name)).mtimeMs;
  const names = readdirSync(folder).sort((a, b) => age(b) - age(a));
  for (const name of names.slice(MOST_KEPT)) rmSync(join(folder, name), { recursive: true, force: true });
}

/** Puts what is kept as `folder`/`key` into `target`, if there is no `target` yet; says whether it did. */
export function restore(target, folder, key) {
  const kept = join(folder, key);
  if (existsSync(target)) return false;
  if (!existsSync(kept)) {
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, BEGUN), key);
    return false;
  }
  copied(kept, readdirSync(kept), target);
  utimesSync(kept, new Date(), new Date());
  return true;
}

// With their times, by which cargo knows what is older than what. Renamed when whole: half a library would pass for one.
function copied(from, paths, to) {
  const half = `${to}.half-${process.pid}`;
  mkdirSync(half, { recursive: true });
  for (const path of paths) cpSync(join(from, path), join(half, path), { recursive: true, preserveTimestamps: true });
  try {
    renameSync(half, to);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

const output = (command, args) => execFileSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 28 });

// The standard library's files are named by their hashes; setup.sh may build another for the same compiler.
function keyOf(manifests) {
  const std = output("rustc", ["--print", "target-libdir", "--target", "wasm32-unknown-unknown"]).trim();
  const flags = Object.entries(process.env).filter(([name]) => /^(CARGO_.*|RUST)FLAGS$/.test(name)).sort();
  const parts = [output("rustc", ["-vV"]), readdirSync(std).sort().join(), JSON.stringify(flags)];
  for (const path of ["Cargo.lock", ...manifests]) parts.push(readFileSync(path, "utf8"));
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 16);
}

function main([word, folder]) {
  const { packages } = JSON.parse(output("cargo", ["metadata", "--no-deps", "--offline", "--format-version", "1"]));
  const key = keyOf(packages.map((each) => each.manifest_path).sort());
  const target = process.env.CARGO_TARGET_DIR ?? "target";
  if (word === "keep") keep(target, folder, key, packages.map((each) => each.name));
  else if (word !== "restore") throw new Error(`unknown word '${word}': restore or keep`);
  else if (restore(target, folder, key)) console.log(`Dependencies as compiled before, from ${basename(folder)}/${key}.`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv.slice(2));

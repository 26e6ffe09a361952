// The cache of compiled dependencies: what is kept of a made target folder, when, and what is put into a new one.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { keep, ofOthers, restore } from "../compiled.mjs";

const OWN = ["isocost", "isocost-kernels"];
const hash = (digit) => digit.repeat(16);
const file = (path, text = "") => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
};

// A dependency with a build script, an own crate, an own crate with a dash, and a test of the first one.
function compile(profile) {
  file(join(profile, `.fingerprint/serde-${hash("a")}/lib-serde.json`));
  file(join(profile, `build/serde-${hash("a")}/out/made.rs`), "made");
  const old = file(join(profile, `deps/libserde-${hash("a")}.rlib`), "serde");
  utimesSync(old, 1_700_000_000.25, 1_700_000_000.25);
  file(join(profile, `deps/serde-${hash("a")}.d`));
  file(join(profile, `.fingerprint/isocost-${hash("b")}/lib-isocost.json`));
  file(join(profile, `.fingerprint/isocost-kernels-${hash("c")}/lib.json`));
  for (const name of [`libisocost-${hash("b")}.rlib`, `native-${hash("b")}`, `libisocost_kernels-${hash("c")}.rmeta`, "no-hash"]) {
    file(join(profile, "deps", name));
  }
}

function inFolders(run) {
  const home = mkdtempSync(join(tmpdir(), "isocost-compiled-"));
  try {
    run(join(home, "target"), join(home, "kept"), join(home, "other/target"));
  } finally {
    rmSync(home, { recursive: true });
  }
}

test("what the project's own crates left is not kept", () => inFolders((target) => {
  compile(target);
  const serde = [`.fingerprint/serde-${hash("a")}`, `build/serde-${hash("a")}`, `deps/libserde-${hash("a")}.rlib`, `deps/serde-${hash("a")}.d`];
  assert.deepEqual(ofOthers(target, OWN).sort(), serde);
}));

test("a clean clone gets what another one compiled, with its times", () => inFolders((target, kept, other) => {
  assert.equal(restore(target, kept, "key"), false);
  for (const profile of ["debug", "wasm32-unknown-unknown/release"]) compile(join(target, profile));
  keep(target, kept, "key", OWN);
  assert.equal(restore(other, kept, "another key"), false);
  rmSync(other, { recursive: true });
  assert.equal(restore(other, kept, "key"), true);
  assert.deepEqual(readdirSync(other).sort(), ["debug", "wasm32-unknown-unknown"]);
  const library = join(other, `wasm32-unknown-unknown/release/deps/libserde-${hash("a")}.rlib`);
  assert.equal(readFileSync(library, "utf8"), "serde");
  assert.equal(statSync(library).mtimeMs, 1_700_000_000_250);
  assert.equal(readFileSync(join(other, `debug/build/serde-${hash("a")}/out/made.rs`), "utf8"), "made");
  assert.equal(existsSync(join(other, `debug/deps/native-${hash("b")}`)), false);
}));

test("a target folder that is there already stays as it is", () => inFolders((target, kept, other) => {
  restore(target, kept, "key");
  compile(join(target, "debug"));
  keep(target, kept, "key", OWN);
  file(join(other, "debug/mine"));
  assert.equal(restore(other, kept, "key"), false);
  assert.deepEqual(readdirSync(other), ["debug"]);
  assert.deepEqual(readdirSync(join(other, "debug")), ["mine"]);
}));

test("only what began empty, for the same dependencies, is kept", () => inFolders((target, kept) => {
  compile(join(target, "debug"));
  keep(target, kept, "key", OWN);
  assert.equal(existsSync(kept), false);
  rmSync(target, { recursive: true });
  restore(target, kept, "key");
  compile(join(target, "debug"));
  keep(target, kept, "key after an update", OWN);
  assert.equal(existsSync(kept), false);
}));

test("the two that were used last stay", () => inFolders((target, kept) => {
  for (const [age, key] of ["first", "second", "third"].entries()) {
    rmSync(target, { recursive: true, force: true });
    restore(target, kept, key);
    compile(join(target, "debug"));
    if (key === "third") {
      rmSync(target, { recursive: true });
      restore(target, kept, "first");
      rmSync(target, { recursive: true });
      restore(target, kept, key);
      compile(join(target, "debug"));
    }
    keep(target, kept, key, OWN);
    if (age < 2) utimesSync(join(kept, key), age + 1, age + 1);
  }
  assert.deepEqual(readdirSync(kept).sort(), ["first", "third"]);
}));

// The check of dependencies: a licence, a source, a missing checksum and a banned crate are found, and nothing else is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { faults } from "../dependencies.mjs";

const CRATES_IO = "registry+https://github.com/rust-lang/crates.io-index";
const SUM = "0".repeat(64);
const crate = (name, more) => ({ id: name, name, version: "1.0.0", source: CRATES_IO, license: "MIT OR Apache-2.0", ...more });
const entry = ({ name, source = CRATES_IO, checksum = SUM }) =>
  `\n[[package]]\nname = "${name}"\nversion = "1.0.0"\n${source ? `source = "${source}"\n` : ""}${checksum ? `checksum = "${checksum}"\n` : ""}`;
const own = crate("own", { source: null, license: null });
const of = (packages, entries) => faults([own, ...packages], ["own"], `version = 4\n${entry({ name: "own", source: "", checksum: "" })}${entries.map(entry).join("")}`);
const one = (more, locked) => of([crate("a", more)], [{ name: "a", ...locked }]);

test("what is as it should be has no fault", () => {
  assert.deepEqual(one(), []);
  for (const license of ["MIT", "MIT/Apache-2.0", "GPL-3.0 OR MIT", "(MIT OR Apache-2.0) AND Unicode-3.0"]) {
    assert.deepEqual(one({ license }), [], license);
  }
});

test("licences that ask for more than a notice", () => {
  for (const license of ["GPL-3.0-only", "MIT AND AGPL-3.0", "MPL-2.0", "LicenseRef-own", "", null, "MIT OR"]) {
    assert.equal(one({ license }).length, 1, license);
  }
  assert.match(one({ license: "MIT AND AGPL-3.0" })[0], /^a 1\.0\.0 is under AGPL-3\.0,/);
});

test("sources other than crates.io", () => {
  const git = "git+https://example.org/a#0123456";
  assert.match(one({}, { source: git })[0], /not from crates\.io but from git/);
  assert.match(one({ source: git })[0], /compiled from git/);
  assert.match(one({ source: null })[0], /a folder outside the workspace/);
  assert.match(one({}, { checksum: "" })[0], /no checksum/);
});

test("crates of other platforms have sources, and are banned, too", () => {
  assert.deepEqual(of([], [{ name: "other" }]), []);
  assert.match(of([], [{ name: "openssl-sys" }])[0], /^openssl-sys 1\.0\.0 needs a C library/);
  assert.equal(of([], [{ name: "other", source: "sparse+https://mirror.example/" }]).length, 1);
});

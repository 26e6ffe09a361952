// The notices of what is shipped: which licence of several is taken, which texts are kept, and that each stands there once.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { notices } from "../../notices.mjs";
import { chosen } from "../expression.mjs";
import { shipped } from "../shipped.mjs";

const text = (name) => readFileSync(new URL(`../texts/${name}.txt`, import.meta.url), "utf8");
const MIT = (holder) => `The MIT License (MIT)\n\n${holder}\n\n${text("MIT")}`;
const BSD = "Copyright (c) 2011, Somebody\n\nRedistribution and use in source and binary forms, with or without modification, are permitted.\n";
const crate = (name, license, files, more) => ({ name, version: "1.0.0", license, files: Object.entries(files).map(([name, text]) => ({ name, text })), ...more });
const tables = { mit: [], said: ["The tables."] };
const count = (whole, part) => whole.split(part).length - 1;
const GRANT = "Permission is hereby granted, free of charge";
const TERMS = "TERMS AND CONDITIONS FOR USE, REPRODUCTION";
const of = (...packages) => notices(packages, MIT("Copyright (c) 2026 Us"), tables);

test("of several licences one is taken", () => {
  const taken = (expression) => chosen(expression, "x").join(" + ");
  assert.equal(taken("MIT OR Apache-2.0"), "Apache-2.0");
  assert.equal(taken("MIT/Apache-2.0"), "Apache-2.0");
  assert.equal(taken("Unlicense OR MIT"), "MIT");
  assert.equal(taken("(MIT OR Apache-2.0) AND Unicode-3.0"), "Apache-2.0 + Unicode-3.0");
  assert.equal(taken("MIT OR (Apache-2.0 AND Zlib)"), "MIT");
  assert.equal(taken("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT"), "Apache-2.0");
  assert.equal(taken("Apache-2.0 WITH LLVM-exception"), "Apache-2.0 WITH LLVM-exception");
  for (const nonsense of ["", "MIT OR", "(MIT", "MIT Apache-2.0", "OR MIT"]) assert.throws(() => chosen(nonsense, "x 1"), /x 1 has no licence/);
});

test("the Apache licence stands there once, with the notices of crates under it", () => {
  const whole = of(
    crate("a", "MIT OR Apache-2.0", { "LICENSE-APACHE": text("Apache-2.0"), "LICENSE-MIT": MIT("Copyright (c) A") }),
    crate("b", "Apache-2.0", { LICENSE: `${text("Apache-2.0")}\n-------\n\nb/inner.rs: MIT, by C\n`, "NOTICE.txt": "Made by B.\n", "LICENSE-MIT": MIT("Copyright (c) C") }),
  );
  assert.equal(count(whole, TERMS), 1);
  assert.equal(count(whole, "Made by B."), 1);
  assert.equal(count(whole, "b/inner.rs: MIT, by C"), 1);
  assert.equal(count(whole, "Copyright (c) C"), 1, "the licence of a work inside the crate");
  assert.equal(count(whole, "Copyright (c) A"), 0, "the licence that was not taken");
  assert.match(whole, /a 1\.0\.0, b 1\.0\.0/);
});

test("the MIT licence stands there once, after all who hold a copyright", () => {
  const whole = of(
    crate("a", "MIT", { LICENSE: MIT("Copyright (c) 2020 A") }),
    crate("b", "MIT", { LICENSE: MIT("Copyright (c) 2020 A").replaceAll("\n", "\r\n") }),
    crate("c", "MIT", { "license.md": MIT("Copyright (c) 2021 C\nCopyright (c) 2022 D") }),
    crate("d", "MIT", {}, { authors: ["Dora <dora@example.org>"] }),
  );
  assert.equal(count(whole, GRANT), 1);
  assert.equal(count(whole, "Copyright (c) 2020 A"), 1);
  assert.match(whole, /a 1\.0\.0, b 1\.0\.0\n {4}Copyright \(c\) 2020 A\n/);
  assert.match(whole, /c 1\.0\.0\n {4}Copyright \(c\) 2021 C\n {4}Copyright \(c\) 2022 D\n/);
  assert.match(whole, /d 1\.0\.0\n {4}Copyright \(c\) Dora\n/);
  assert.match(whole, /Isocost\n {4}Copyright \(c\) 2026 Us\n/);
});

test("a text that differs is kept whole", () => {
  const other = MIT("Copyright (c) E").replace("THE SOFTWARE IS PROVIDED", "Furthermore. THE SOFTWARE IS PROVIDED");
  const whole = of(crate("e", "MIT", { LICENSE: other }), crate("f", "BSD-3-Clause", { COPYING: BSD }));
  assert.equal(count(whole, "Furthermore."), 1);
  assert.equal(count(whole, "Copyright (c) 2011, Somebody"), 1);
});

test("a licence without a text that is known fails", () => {
  assert.throws(() => of(crate("g", "BSD-2-Clause", {})), /g 1\.0\.0 is under BSD-2-Clause/);
  assert.throws(() => of(crate("h", null, { LICENSE: BSD })), /h 1\.0\.0 has no licence/);
  assert.throws(() => of(crate("i", "LicenseRef-own", { LICENSE: BSD })), /LicenseRef-own/);
});

test("the order of crates changes nothing", () => {
  const all = ["a", "b", "c"].map((name) => crate(name, "MIT", { LICENSE: MIT(`Copyright (c) ${name === "c" ? "C" : "A"}`) }));
  assert.equal(of(...all), of(...all.toReversed()));
});

test("what only builds, tests or expands is not shipped", () => {
  const node = (id, ...deps) => ({ id, deps: deps.map(([pkg, kind]) => ({ pkg, dep_kinds: [{ kind }] })) });
  const package_ = (id, kind = "lib", source = "registry") => ({ id, name: id, version: "1", source, targets: [{ kind: [kind] }] });
  const metadata = {
    packages: [package_("page", "bin", null), package_("a"), package_("b"), package_("macro", "proc-macro"), package_("syn"), package_("build"), package_("test"), package_("kernels", "lib", null)],
    resolve: {
      root: "page",
      nodes: [
        node("page", ["b", null], ["kernels", null], ["macro", null], ["build", "build"], ["test", "dev"]),
        node("kernels", ["a", null]), node("a"), node("b", ["a", null]), node("macro", ["syn", null]), node("syn"), node("build"), node("test"),
      ],
    },
  };
  assert.deepEqual(shipped(metadata).map(({ name }) => name), ["a", "b"]);
});

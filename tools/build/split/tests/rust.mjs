// `linked.rs` as rustc and the linker write it, and optimised as the page is.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FEATURES, binaryen } from "./modules.mjs";

export function linked() {
  const folder = mkdtempSync(join(tmpdir(), "isocost-split-"));
  try {
    const [source, out] = [fileURLToPath(new URL("linked.rs", import.meta.url)), join(folder, "linked.wasm")];
    const options = "--edition 2021 --crate-type cdylib --target wasm32-unknown-unknown -C opt-level=z -C panic=abort -C link-arg=--emit-relocs";
    execFileSync("rustc", [...options.split(" "), "-A", "warnings", "-o", out, source]);
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function optimised(bytes) {
  const module = binaryen.readBinary(bytes);
  module.setFeatures(FEATURES);
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(2);
  module.optimize();
  return module.emitBinary();
}

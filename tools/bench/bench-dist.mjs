// A copy of the built page that the peers' bench can drive as one of its peers: the page itself unchanged, one small
// script before it, and beside it the hooks (the bin `bench`), which are fetched when a hook is first called.
// Build the page first. usage: node tools/bench/bench-dist.mjs [DIST] [OUT]
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { replaced } from "../build/replaced.mjs";

const [dist = "dist", out = "target/bench-dist"] = process.argv.slice(2);
const target = "wasm32-unknown-unknown";

function run(command, ...args) {
  // Those of the Makefile, so that the hooks are built as the page is.
  const env = {
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: "--cfg erase_components -C link-arg=--emit-relocs",
    CONST_RANDOM_SEED: "isocost",
    ...process.env,
  };
  const { status, error } = spawnSync(command, args, { stdio: "inherit", env });
  if (status !== 0) throw new Error(`bench-dist: ${command} failed${error ? `: ${error.message}` : ""}`);
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
cpSync(dist, out, { recursive: true });
run("cargo", "build", "--locked", "--release", "--target", target, "--bin", "bench", "--features", "bench");
const folder = process.env.CARGO_TARGET_DIR ?? "target";
const wasm = join(folder, target, "release", "bench.wasm");
run("wasm-bindgen", "--target=web", "--no-typescript", `--out-dir=${out}`, "--out-name=bench", wasm);
// As index.html asks trunk to treat the reader.
const [, reader, level] = readFileSync("index.html", "utf8").match(/(data-bin="reader"[^>]*data-wasm-opt="([^"]*)"[^>]*)/) ?? [];
if (!reader) throw new Error("bench-dist: index.html does not say how the reader is optimised");
const params = reader.match(/data-wasm-opt-params="([^"]*)"/)?.[1].split(" ") ?? [];
const optimised = join(out, "bench_bg.wasm");
run("wasm-opt", `--output=${optimised}`, `-O${level}`, optimised, ...params);

// Before the page's wasm starts, and before its policy: the address of the bench's table as the page understands it;
// when the first chart of it is on the screen; and the hooks.
const script = `<script>
{
  const query = new URLSearchParams(location.search);
  const data = query.get("data");
  if (data) history.replaceState(null, "", "?url=" + encodeURIComponent(new URL(data, location.href)));
  let calls;
  const hooks = () => calls ??= import("./bench.js").then(async (bench) => {
    await bench.default({ module_or_path: "./bench_bg.wasm" });
    return globalThis.__isocost_bench;
  });
  const stub = (name) => async (...args) => {
    const answer = (await hooks())[name](...args);
    if (answer?.error) throw new Error(answer.error);
    return answer;
  };
  const names = ["decode", "pareto", "monotonic", "percentiles", "grid", "draw", "step"];
  window.__bench = Object.fromEntries(names.map((name) => [name, stub(name)]));
  const load = stub("load");
  window.__bench.load = async (url) => load(new Uint8Array(await (await fetch(url)).arrayBuffer()));
  const watch = new MutationObserver(() => {
    const chart = document.querySelector("[data-source=web] [data-testid=scatter][data-points]");
    if (!chart || !(chart.dataset.draws > 0) || document.querySelector("[data-busy=true]")) return;
    watch.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        performance.mark("app:first-chart");
        window.__bench.points = Number(chart.dataset.points);
        port1.close();
      };
      port2.postMessage(0);
    });
  });
  const attributeFilter = ["data-points", "data-draws", "data-source", "data-busy"];
  watch.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter });
}
</script>
`;
const page = join(out, "index.html");
const html = readFileSync(page, "utf8");
writeFileSync(page, replaced(html, "<head>", (head) => `${head}${script}`));
console.log(`bench-dist: ${out}`);

// The profile of a split: which functions the first view calls. Opens the page in Chromium with a mark in each function
// (instrument.mjs), at every address that shows something else before the secondary module is asked for; then moves
// controls and the pointer, which call what comes after the first view and before the rest.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { replaced } from "../replaced.mjs";
import { MARK } from "./instrument.mjs";
import { MADE, views } from "./views.mjs";

const TABLES = "src/data/bundled";
const PATH = "data/train-00000-of-00001.parquet";
const COMMIT = "0".repeat(40);
const PATIENCE_MS = 240_000;
// A view waits for frames and timers most of the time, so that browsers side by side take little longer than one.
const BROWSERS = 3;
const FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --remote-debugging-port=0 --window-size=1280,900";
const TYPES = { html: "text/html", js: "text/javascript", wasm: "application/wasm", css: "text/css" };

// In the page: the code below the first view fails, at once and whenever somebody asks again; what comes before it, does when
// it is told.
const NEVER = `const never = (ms) => new Promise((_, reject) => setTimeout(() => reject(Object.assign(new Error("It is missing."), { offer: "Try again" })), ms));
isocost.rest = () => never(0);
isocost.again = () => never(20);
const goes = new Promise((resolve) => (window.goOn = resolve));
isocost.soon = () => goes;`;

// Runs in the page: waits for the view, moves a control and the pointer, and goes on to the next. What is done here, the
// gate lets pass before the secondary module is there (tools/build/loader/gate.js): what is done before `moves`, at once.
async function look(sign, next, often, drops) {
  const frame = () => new Promise(requestAnimationFrame);
  const find = (name) => document.querySelector(`[data-testid=${name}]`);
  const until = async (holds) => { while (!holds()) await frame(); };
  const isThere = () => document.querySelector(sign) && document.querySelector("[data-busy=false]");
  await until(() => document.querySelector("[data-phase=shown]") || isThere());
  if (drops) {
    window.goOn();
    const files = [new File(["vus,avg_latency_ms,throughput_req_per_sec,1B_cost\n1,10,100,1400\n"], "runs.csv")];
    document.body.dispatchEvent(Object.assign(new Event("drop", { bubbles: true, cancelable: true }), { dataTransfer: { items: [], files } }));
    await until(isThere);
  }
  // In a low or narrow frame it is far from the screen.
  find("scatter")?.scrollIntoView();
  await until(() => !find("scatter") || +find("scatter").dataset.draws > 0);
  for (let times = 0; times < (often ? 12 : 2); times++) {
    document.querySelector(".later button")?.click();
    await frame();
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  // Windows are turned and resized without the gate.
  for (const width of ["90%", ""]) {
    document.documentElement.style.width = width;
    await frame();
    await frame();
  }
  // What timers do (ui/browser/crash.rs has the longest).
  await new Promise((resolve) => setTimeout(resolve, often ? 3_500 : 400));
  await window.called?.();
  window.moves = true;
  window.goOn();
  await until(isThere);
  await frame();
  await frame();
  const slider = find("vus-max");
  // In one view again and again: tables of what there is grow, by functions that nothing else calls.
  const values = slider ? [...Array(+slider.max + 1).keys()].reverse().slice(0, often ? Infinity : 2) : [];
  for (const value of [...values, ...values.slice(0, 1), ...(often ? values : []), ...values.slice(0, 1)]) {
    slider.value = value;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await frame();
    await frame();
  }
  const box = find("scatter")?.getBoundingClientRect();
  for (let at = 0; box && at < 100; at += often ? 1 : 7) {
    // To and fro, from below to above.
    const [x, y] = [Math.abs((at % 20) - 10) / 10, 1 - at / 100];
    const place = { clientX: box.x + x * box.width, clientY: box.y + y * box.height, bubbles: true };
    find("scatter").dispatchEvent(new PointerEvent("pointermove", place));
    await frame();
  }
  for (const event of [new PointerEvent("pointerleave"), new FocusEvent("blur")]) find("scatter")?.dispatchEvent(event);
  await frame();
  // Controls that have come to rest write the address.
  await new Promise((resolve) => setTimeout(resolve, 400));
  await window.called?.();
  // What beside the page has called comes by itself, every 200 ms.
  await new Promise((resolve) => setTimeout(resolve, 400));
  top.location = next;
}

// In a module's script: tells what was called, when asked in the page, all the time in a worker.
const telling = (part) => `wasm = instance.exports;
  globalThis.called = () => {
    const all = Object.entries(wasm).filter(([name, mark]) => name.startsWith("${MARK}") && mark.value);
    // A worker of a blob's has the page's folder from the page.
    return fetch(new URL("called/" + (globalThis.moves ? "moves" : "${part}"), globalThis.isocost?.at ?? location.href), { method: "POST", body: all.map(([name]) => name.slice(${MARK.length})).join() });
  };
  if (typeof importScripts === "function") setInterval(globalThis.called, 200);`;

// The script by wasm-bindgen of an instrumented module, such that it tells.
export const asTelling = (part, script) => replaced(script, "wasm = instance.exports;", () => telling(part));

// A page around the page, of this width.
const around = ({ address, width }) => `<!doctype html><style>body { margin: 0 }</style><iframe width="${width}" height="800" style="border: 0" src="${address.replaceAll("&", "&amp;")}"></iframe>`;

// In the page: the screen.
const screen = ({ ratio, scheme }) => `<script>
  const { ratio, scheme } = ${JSON.stringify({ ratio, scheme })};
  if (ratio) Object.defineProperty(window, "devicePixelRatio", { get: () => ratio });
  const asked = matchMedia.bind(window);
  if (scheme) window.matchMedia = (query) => asked(query.includes(scheme) ? "all" : query);
</script>`;

// Serves the page in each view, and stands in for the Hub and for others. Each view is opened as `/view/` and its number,
// and is in a folder of that name, as a worker tells what it called after the next view is opened, too.
function serve(files, listed, called, done) {
  const table = readFileSync(`${TABLES}/vision-embedding-ie-optimization.parquet`);
  let all;
  const page = (at) => {
    const view = all[at];
    const told = [view.sign, `/view/${Number(at) + 1}`, Boolean(view.often), Boolean(view.drops)].map((text) => JSON.stringify(text)).join();
    const changes = [
      [/<meta[^>]*Content-Security-Policy[^>]*>/, () => screen(view)],
      [/(<meta name="isocost-hub" content=")[^"]*/, (_, before) => before + view.hub],
      // Nothing below the first view is built, as its code does not come.
      ["start(isocost.response(code));", `${NEVER}\nstart(isocost.response(code));`],
      ["</body>", () => `<script>(${look})(${told});</script></body>`],
    ];
    return changes.reduce((html, change) => replaced(html, ...change), files.get("index.html").toString());
  };
  const open = (number, answer, response) => {
    const view = all[number];
    if (number === all.length) done();
    if (!view) return response.end();
    const address = `/${number}${view.address}`;
    if (view.width) answer(TYPES.html, around({ ...view, address }));
    else response.writeHead(302, { Location: address }).end();
  };
  return createServer((request, response) => {
    const [, folder, pathname] = /^(?:\/(\d+))?(\/.*)$/.exec(new URL(request.url, "http://page").pathname);
    const headers = { "Access-Control-Allow-Origin": "*" };
    const answer = (type, body) => response.writeHead(200, { "Content-Type": type, ...headers }).end(body);
    all ??= listed(request.headers.host.split(":")[1]);
    if (request.method === "POST") {
      let body = "";
      request.on("data", (part) => (body += part));
      request.on("end", () => {
        const part = pathname.split("/").pop();
        const numbers = body.split(",").filter(Boolean).map(Number);
        for (const number of numbers) called(all[folder], part, number);
        response.end();
      });
    } else if (pathname.startsWith("/view/")) {
      open(Number(pathname.slice(6)), answer, response);
    } else if (pathname === "/") {
      answer(TYPES.html, page(folder));
    } else if (pathname.includes("nobody")) {
      response.writeHead(404, { ...headers, "X-Error-Code": "RepoNotFound" }).end();
    } else if (pathname.includes("/revision/")) {
      answer("application/json", JSON.stringify(info(table)));
    } else if (pathname.includes("/tree/")) {
      answer("application/json", JSON.stringify([{ type: "file", oid: "", size: table.length, path: PATH }]));
    } else if (pathname.endsWith(".parquet")) {
      sendTable(request, response, pathname.startsWith("/datasets") ? table : readFileSync(pathname.slice(1)));
    } else if (pathname.startsWith("/made/") && pathname.slice(6) in MADE) {
      answer("text/plain", MADE[pathname.slice(6)]);
    } else if (files.has(pathname.slice(1))) {
      answer(TYPES[pathname.split(".").pop()] ?? "application/octet-stream", files.get(pathname.slice(1)));
    } else response.writeHead(404, headers).end();
  });
}

// As the Hub tells of a data set.
function info(table) {
  const sha256 = createHash("sha256").update(table).digest("hex");
  return { sha: COMMIT, siblings: [{ rfilename: PATH, size: table.length, lfs: { sha256 } }] };
}

// As the Hub does: in parts.
function sendTable(request, response, table) {
  const headers = { "Content-Type": "binary/octet-stream", ETag: '"made-up"', "X-Repo-Commit": COMMIT, "Accept-Ranges": "bytes", "Access-Control-Allow-Origin": "*" };
  const [, from, to] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? "") ?? [];
  if (from === undefined) return response.writeHead(200, headers).end(table);
  const part = table.subarray(Number(from), to ? Number(to) + 1 : undefined);
  const range = `bytes ${from}-${Number(from) + part.length - 1}/${table.length}`;
  response.writeHead(206, { ...headers, "Content-Range": range }).end(part);
}

const names = [process.env.CHROMIUM, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const chromium = () => names.find((name) => name && spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0);

// Chromium's helper processes may outlive it for a moment and still write there. A folder left behind is no reason to
// ship the page in one piece.
function removeQuietly(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  } catch (error) {
    console.warn(`profile: ${folder} stays: ${error.message}`);
  }
}

// Of the page that is built of `files`, whose modules are instrumented: the numbers of the functions called, for each profile
// that views count for. What the slider and the pointer call counts for `moves`, in views of which the page's code counts.
export async function profileOf(files, listed = views, tell = () => {}) {
  const browser = chromium();
  if (!browser) throw new Error("there is no Chromium (tools/setup.sh test installs one)");
  const called = Object.fromEntries(["page", "opened", "asked", "moves", "reader", "hub", "text"].map((name) => [name, new Set()]));
  const note = (view, part, number) => {
    tell(view, part, number);
    called[part === "moves" ? view.counts.page && part : view.counts[part]]?.add(number);
  };
  const part = (nth) => (port) => listed(port).filter((_, at) => at % BROWSERS === nth);
  const all = Array.from({ length: BROWSERS }, (_, nth) => shown(browser, files, part(nth), note));
  const failed = (await Promise.allSettled(all)).find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
  // Shared, or what reads text would have to wait for what opens tables of the Hub.
  for (const number of called.hub) if (called.text.has(number)) called.reader.add(number);
  delete called.text;
  for (const [name, functions] of Object.entries(called)) if (!functions.size) throw new Error(`no function was called that counts for the profile "${name}"`);
  return called;
}

// Shows the page in these views, one after the other, in a browser of its own.
async function shown(browser, files, listed, note) {
  let finish;
  const finished = new Promise((resolve) => (finish = resolve));
  const serving = serve(files, listed, note, finish);
  await new Promise((resolve) => serving.listen(0, "127.0.0.1", resolve));
  const userData = mkdtempSync(join(tmpdir(), "isocost-profile-"));
  const address = `http://127.0.0.1:${serving.address().port}/view/0`;
  const running = spawn(browser, [...FLAGS.split(" "), `--user-data-dir=${userData}`, address], { stdio: "ignore" });
  const gaveUp = new Promise((_, reject) => setTimeout(() => reject(new Error(`the page did not show all views in ${PATIENCE_MS / 1000} s`)), PATIENCE_MS).unref());
  try {
    await Promise.race([finished, gaveUp]);
  } finally {
    const gone = new Promise((resolve) => running.on("exit", resolve));
    running.kill();
    await gone;
    serving.closeAllConnections();
    serving.close();
    removeQuietly(userData);
  }
}

// Starts the page. Inline, behind the page's classic script: neither needs leave of another origin, which is what a
// sandboxed frame of no origin lacks. `var`, because the page's code calls it by this name.
var isocost = {
  // What arrived in twins: scripts that carry a file.
  twins: {},
  // A script of the page's own, once it has run.
  load: (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = name;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${name} cannot be loaded`));
      document.head.append(script);
    }),
  // One of the page's own files: from inside this document, from beside it, or as a twin.
  response: async (name) => {
    const inside = document.querySelector(`[data-file="${name}"]`);
    if (inside) return unpack(inside.textContent);
    try {
      const answer = await fetch(name);
      if (answer.ok) return answer;
    } catch {}
    await isocost.load(`${name}.js`);
    return unpack(isocost.twins[name]);
  },
  // The worker that early.js started, once, for this request of the page: if it was asked for another table, it ends. What it
  // has said so far it says again to the page.
  reader: (request) => {
    const early = isocostReader;
    isocostReader = undefined;
    if (!early) return;
    // Browsers call the listeners of a worker in the order in which they came: the page's shall come after the gate's.
    early.onmessage = null;
    const { asked, said } = early;
    if (asked && asked !== JSON.stringify(request)) return void early.terminate();
    queueMicrotask(() => said.forEach((data) => early.dispatchEvent(new MessageEvent("message", { data }))));
    return (worker = waiting.watch(early));
  },
  worker: (address) => (worker = waiting.watch(isocostWorker(address))),
  // Why the reader lacks a file of its own: the one that its worker names (reader.js), or else one of its script and code.
  why: async (said, other) => {
    const [, how, name] = /isocost:(slow|lost) (\S+)/.exec(said) ?? [];
    if (how === "slow") return slow(name).message;
    return (await why(code, ...(name ? [name] : [said, other, secondaryOf(other, "secondary")]))).message;
  },
  // Resolves when the first view has been on the screen, and the code is there of what the page does then.
  soon: () => {
    if (missing(MOVES)) viewed(app).then(fetchMoves);
    else moved();
    return soon;
  },
  // The code and styles below the first view. Once that view has been on the screen, or could have been, for a moment that
  // is the reader's, or at the first sign that somebody goes on.
  rest: async () => {
    const goes = ["scroll", "wheel", "pointerdown", "keydown"].map((kind) =>
      new Promise((resolve) => addEventListener(kind, resolve, { once: true, passive: true, capture: true })));
    const seen = viewed(app);
    seen.then(fetchMoves);
    await Promise.race([seen.then(() => after(250)), ...goes]);
    wanted = true;
    await fetchLazy();
  },
  // The same, as somebody asks for it: after it failed, or took long.
  again: () => fetchLazy(true),
  // Resolves when they are there, whoever asked for them.
  arrival: () => arrival,
  file: async (name) => (await isocost.response(name)).arrayBuffer(),
  // What stands packed in a part of this document.
  inside: async (part) => (await unpack(part.textContent)).arrayBuffer(),
  pack: async (bytes) => {
    const gzip = new CompressionStream("gzip");
    const pen = gzip.writable.getWriter();
    for (const written of [pen.write(bytes), pen.close()]) written.catch(() => {});
    const all = new Uint8Array(await new Response(gzip.readable).arrayBuffer());
    let text = "";
    for (let at = 0; at < all.length; at += 0x8000) text += String.fromCharCode(...all.subarray(at, at + 0x8000));
    return btoa(text);
  },
  // The page as one file, as it was built: what was opened in it is not in there.
  alone: async () => {
    const beside = document.querySelector("meta[name=isocost-one-file]")?.content;
    if (beside) return new TextDecoder().decode(await isocost.file(beside));
    const root = document.documentElement.cloneNode(true);
    for (const { name } of [...root.attributes]) if (name !== "lang") root.removeAttribute(name);
    for (const part of [...root.querySelectorAll("head > *, body > *")]) if (!part.matches("[data-own]")) part.remove();
    root.querySelector("#app").innerHTML = still;
    return `<!doctype html>\n${root.outerHTML}\n`;
  },
};
const app = document.getElementById("app");
// A page that was saved shows its answer first, and has what others show in a template.
const still = (app.querySelector("template") ?? app).innerHTML;
const { code, style } = document.currentScript.dataset;
// The modules split off the primary one, each loaded after those before it.
const LATER = ["opened", "asked", "moves", "secondary"];
const later = LATER.map((name) => secondaryOf(code, name));
const secondary = later.at(-1);
const MOVES = LATER.indexOf("moves") + 1;
let worker;

// What the loader says, below all else, until there is no reason any more.
const note = document.createElement("div");
note.className = "notice said";
note.setAttribute("role", "alert");
const say = (words, offer, act, waits) => {
  tell(note, words, offer, act);
  note.toggleAttribute("data-waits", !!waits);
  document.body.append(note);
};

// The instance of the page's code that runs, and whether that has stopped.
let page = globalThis.isocostPage;
let stopped = false;
// A first view that usual code does not show waits for all of it, before it starts. In a document of no origin, and in one
// that is one file, the code is whole.
let begins = isocostRare && self.origin !== "null" && !document.querySelector("[data-file]");
let came;
const coming = new Promise((resolve) => (came = resolve));
const missing = (at = LATER.length) => begins || stopped || page.missing(at);
const waiting = gate(app, missing, MOVES, () => (fetchMoves(), fetchLazy().catch(sayMissing)));
const sayMissing = ({ message, offer }) => {
  if (!begins && !stopped && !waiting.holds()) return;
  const what = begins ? "The page waits for a part of it that" : stopped ? "The page has to start again, with a part of it that" : "What you did waits for a part of the page that";
  say(`${what} could not be loaded yet. ${message}`, offer, () => (note.remove(), fetchLazy(true).catch(sayMissing)), true);
};

// The lazy code and styles, each fetched once; what failed is fetched again by the next who asks, what is slow by the next
// who says `again`. However they come, all that waits for them goes on.
let wanted = false;
let failed;
let arrive;
const arrival = new Promise((resolve) => (arrive = resolve));
const fetchLazy = async (again) => {
  if (again && failed?.newer) return location.reload();
  try {
    await inTime(fetchCode(again), secondary);
    if (style) await inTime(fetchStyle(again), style);
    arrive();
    // What is shown below the first view is built first.
    setTimeout(remember, 1_500);
  } catch (error) {
    if (error.name === "AbortError") return fetchLazy();
    throw (failed = error);
  }
};
addEventListener("online", () => failed && missing() && fetchLazy(true).catch(sayMissing));

const waitNoMore = () => note.hasAttribute("data-waits") && note.remove();
// What the address asks for, which comes beside the primary module: the first modules of LATER, as many as it needs.
let asked = isocostAsked.map((coming) => coming.then(compiled));
for (const coming of asked) coming.catch(() => {});
// What the page does once the first view is shown, and what the slider and the pointer call: fetched then.
let moved;
const soon = new Promise((resolve) => (moved = resolve));
const fetched = async (name, options) => compiled(await fetch(name, options));
// All before the secondary module, each fetched once.
const first = (options) => {
  for (let at = asked.length; at < MOVES; at++) asked.push(fetched(later[at], options));
  return asked;
};
const fetchMoves = async () => {
  try {
    if (begins || stopped || !missing(MOVES)) return;
    const modules = await Promise.all(first());
    if (begins || stopped) return;
    modules.forEach((module, nth) => page.put(module, undefined, nth + 1));
    moved();
    waiting.pass();
  } catch {
    // Whoever needs it, or the rest, asks again and says so.
    asked = [];
  }
};
// All modules of LATER, once they are compiled.
let lazy;
const putLazy = (parts) => (lazy.forEach((module, nth) => page.put(module, parts, nth + 1)), moved());
let underWay;
let codeComing;
const fetchCode = (again) => {
  if (again) {
    underWay?.abort();
    asked = [];
  }
  if (again || !codeComing) {
    const mine = (codeComing = missing() ? codeOf((underWay = new AbortController())) : Promise.resolve());
    mine.catch(() => codeComing === mine && (codeComing = undefined));
  }
  return codeComing;
};
const codeOf = async ({ signal }) => {
  try {
    // Some failures browsers keep for ever.
    const options = { priority: begins ? "auto" : "low", signal, cache: failed ? "reload" : "default" };
    lazy = await Promise.all([...first(options), fetched(secondary, options)]);
  } catch (error) {
    asked = [];
    throw signal.aborted ? error : await why(code, secondary, ...later);
  }
  waitNoMore();
  if (begins) return came();
  if (stopped) return startAnew();
  putLazy();
  waiting.pass();
  // For who was told that it takes long, and waits no more.
  if (wanted) fetchLazy().catch(() => {});
};

// The styles below the first view. Without them its signs would be as large as the page.
let styled = false;
// What is of another type loads too, as a sheet that is empty or of no origin, as all are for a page of none.
const isStyled = ({ sheet }) => {
  try {
    return sheet.cssRules.length > 0;
  } catch {
    return self.origin === "null";
  }
};
let styleComing;
const fetchStyle = (again) => {
  if (styleComing && (styled || !again)) return styleComing;
  document.querySelector(`link[href="${style}"]`)?.remove();
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = style;
  styleComing = new Promise(async (resolve, reject) => {
    if (failed) await fetch(style, { cache: "reload" }).catch(() => {});
    link.onload = link.onerror = async (event) => {
      styled = event.type === "load" && isStyled(link);
      if (styled) return resolve();
      styleComing = undefined;
      reject(await why(code, style));
    };
    document.head.append(link);
  });
  return styleComing;
};

// A placeholder was called before its code is there: by a timer, an observer, an answer, or at the start, of all of which
// the gate hears nothing. There is no way to wait in the middle of that. So this instance of the code stops for good, and
// another one begins with all of the code, once that is there; what the reader chose is in the address. At most once.
const halted = new Error("isocost: code was called that is still to come, so the page starts again with all of it");
const early = () => {
  performance.mark("isocost:placeholder-was-called");
  stopped = true;
  page.end(halted);
  app.inert = true;
  // Its end is no news.
  if (worker) worker.onerror = null;
  worker?.terminate();
  fetchLazy().catch(sayMissing);
  throw halted;
};
// From whatever still calls the instance that stopped.
const hush = (event) => (event.error ?? event.reason) === halted && event.preventDefault();
for (const kind of ["error", "unhandledrejection"]) addEventListener(kind, hush);
const startAnew = () => {
  const module = page.module();
  page = page.anew();
  withSecondary(page, early, LATER);
  page.before = putLazy;
  stopped = false;
  app.inert = false;
  start(module);
};

// Where that is allowed, a page that was visited opens without a network from then on; see sw.js.
const unkept = /[?&]nosw\b/.test(location.search);
let remembered = unkept;
const remember = () => {
  if (remembered) return;
  remembered = true;
  try {
    const framed = window !== window.top && window.top.location.origin !== self.origin;
    if (framed || self.origin === "null" || !isSecureContext || document.querySelector("[data-file]")) return;
    navigator.serviceWorker.register("sw.js").catch(() => {});
  } catch {}
};
// As the service worker does by itself, unless it is too old for that.
const forget = async () => {
  const folder = new URL(".", location.href);
  await (await navigator.serviceWorker.getRegistration(folder))?.unregister();
  const own = (await caches.keys()).filter((name) => name.startsWith(`isocost ${folder.pathname} `));
  await Promise.all(own.map((name) => caches.delete(name)));
  const words = "What this browser had kept of the page for times without a network is deleted. Nothing is kept while nosw is in the address.";
  say(words, "Hide this", () => note.remove());
};
if (unkept) forget().catch(() => {});

// In the place of "Loading…", where that will not come true.
const sayWhy = async (name) => {
  const { message, offer } = await why(code, name);
  const part = app.querySelector(".slow");
  part?.classList.remove("slow");
  (part ? (...said) => tell(part, ...said) : say)(`The page cannot start. ${message}`, offer, () => location.reload());
};
const start = (source) =>
  page({ module_or_path: source }).then(
    () => {
      waiting.pass();
      // After all of the page, which it would take the network from; in the end also where that does not come.
      setTimeout(remember, 15_000);
    },
    (error) => {
      if (error === halted) return;
      if (!(error instanceof WebAssembly.RuntimeError)) sayWhy(code);
      throw error;
    },
  );
// What the first view needs besides the primary module. Where only what the address asks for is needed, and that fails or is
// slow, it waits for all, which says so.
const needed = async (parts) => {
  try {
    if (!begins) {
      const modules = await inTime(Promise.all(asked), later[0]);
      return modules.forEach((module, nth) => page.put(module, parts, nth + 1));
    }
  } catch {
    asked = [];
    begins = true;
    fetchLazy().catch(sayMissing);
  }
  if (begins) await coming;
};
if (page) {
  withSecondary(page, early, LATER);
  page.before = async (parts) => {
    if (parts.primary.loaded) await needed(parts);
    begins = false;
    waitNoMore();
    if (lazy) putLazy(parts);
  };
  if (begins) fetchLazy().catch(sayMissing);
  start(isocost.response(code));
} else {
  sayWhy(document.querySelector("script[src]").getAttribute("src"));
}

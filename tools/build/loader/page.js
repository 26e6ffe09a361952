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
  // The worker that early.js started, once.
  reader: () => {
    const worker = isocostReader;
    isocostReader = undefined;
    return worker;
  },
  // The styles below the first view, once. Without them its signs would be as large as the page.
  style: () =>
    new Promise((resolve, reject) => {
      if (document.querySelector(`link[href="${style}"]`)) return resolve();
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = style;
      link.onload = resolve;
      link.onerror = () => {
        link.remove();
        reject(new Error(`${style} cannot be loaded`));
      };
      document.head.append(link);
    }),
  // The code below the first view; see secondary.js. Once that view has been on the screen, or could have been, for a moment
  // that is the reader's, or at the first sign that somebody goes on.
  rest: async () => {
    const frame = () => new Promise(requestAnimationFrame);
    const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const goes = ["scroll", "wheel", "pointerdown", "keydown"].map((kind) =>
      new Promise((resolve) => addEventListener(kind, resolve, { once: true, passive: true, capture: true })));
    await Promise.race([frame().then(frame).then(() => after(250)), after(750), ...goes]);
    await Promise.all([isocostPage.soon(), style && isocost.style()]);
    remember();
  },
  file: async (name) => (await isocost.response(name)).arrayBuffer(),
  // What stands packed in a part of this document.
  inside: async (part) => (await unpack(part.textContent)).arrayBuffer(),
  pack: async (bytes) => {
    const zipped = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
    const all = new Uint8Array(await new Response(zipped).arrayBuffer());
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
    root.querySelector("#app").innerHTML = waiting;
    return `<!doctype html>\n${root.outerHTML}\n`;
  },
};
const waiting = document.getElementById("app").innerHTML;
const { code, style } = document.currentScript.dataset;

// Where that is allowed, a page that was visited opens without a network from then on; see sw.js.
let remembered = false;
const remember = () => {
  if (remembered) return;
  remembered = true;
  try {
    const framed = window !== window.top && window.top.location.origin !== self.origin;
    if (framed || self.origin === "null" || !isSecureContext || document.querySelector("[data-file]")) return;
    navigator.serviceWorker.register("sw.js").catch(() => {});
  } catch {}
};

withSecondary(isocostPage, code);
// After all of the page, which it would take the network from; in the end also where that does not come.
isocostPage({ module_or_path: isocost.response(code) }).then(() => setTimeout(remember, 10_000));

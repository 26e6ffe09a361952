// The gate: what somebody does waits while the secondary module is missing, because what answers may be in there. Heard
// before the page hears it, held, and passed on in order once the code is there.
//
// What passes at once: where the browser does all by itself (links, fields, boxes and radio buttons, of which the page hears
// `input` and `change`; `submit` comes of its button), and what the profile of the first view covers
// (tools/build/split/profile.mjs): the button that loads the sections again. What passes once the module of that is there,
// which comes first: the slider of VUs, the pointer over the chart; and that the reader failed.
const PASSES = {
  click: "a, input, label, select, button:not([type]), details:not(.card, .open-data) > summary, .later button",
  input: "[data-testid=vus-max]",
  keydown: ":not(.canvas-host, [type=password])",
  pointerdown: ":not(.canvas-host, .canvas-host *)",
  change: "",
  submit: "",
  drop: "",
  dragover: "",
  popstate: "",
  message: "",
};
// Bytes. What the reader says of larger tables than the profile knows waits, from the first word: so that their first chart
// finds all of the code, which comes while they do.
const LARGE = 100_000;
// So does a table that the reader calls rare (src/worker/usual.rs), and the choice among several.
const isRare = ({ kind, packed, total, received, rare }) => rare || kind === "choose" || [packed?.byteLength, total, received].some((bytes) => bytes > LARGE);

const passes = ({ type, target, data }, app) => {
  if (type === "message") return target === window ? !/^isocost:(theme|open)$/.test(data?.type) : !isRare(data);
  if (!(target instanceof Element)) return false;
  const passed = PASSES[type];
  // Beside the page: what the loader itself says.
  if (!type.startsWith("dr") && !app.contains(target) && !target.contains(app)) return true;
  return passed !== "" && (type === "click" ? target.closest(passed) !== null : target.matches(passed));
};

// What the browser would do by itself, and the page would have kept it from.
const isRefused = ({ type, target, key }) =>
  ["submit", "drop", "dragover"].includes(type) ||
  (type === "click" && target.closest("summary")) ||
  (type === "keydown" && (target.type === "password" ? key === "Enter" : key !== "Tab"));

// An event that can be passed on later. What was dropped is gone after its event, but for the files.
const lasting = (event) => {
  // One that was stopped stays so in Chromium where its target is the window.
  if (!(event.target instanceof Node)) return new event.constructor(event.type, event);
  if (event.type !== "drop") return event;
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry());
  const items = entries.map((entry) => ({ webkitGetAsEntry: () => entry }));
  const again = new Event("drop", { bubbles: true, cancelable: true });
  return Object.assign(again, { dataTransfer: { items, files: [...event.dataTransfer.files] } });
};

// Where the pointer is matters by the next move again.
const POINTS = ["pointermove", "pointerleave", "pointercancel"];

// `missing` says whether the code is, or the module at the place `moves`; `open` asks for it. Gives what passes on all that is
// held, and what watches a worker.
const gate = (app, missing, moves, open) => {
  const held = [];
  const waits = (worker) => held.some(({ target }) => target === worker);
  const hold = (event) => {
    const { type, target, data } = event;
    // What comes after something that is held waits, too: of what one worker says, and of what somebody does.
    const ofWorker = target !== window && type === "message";
    const behind = ofWorker ? data.kind !== "alive" && waits(target) : type === "input" && held.length > 0;
    const waitsForMoves = missing(moves) && (type === "input" || (ofWorker && data.kind === "failed"));
    if (!missing() || (passes(event, app) && !behind && !waitsForMoves)) return;
    event.stopImmediatePropagation();
    if (isRefused(event)) event.preventDefault();
    if (type === "dragover") return;
    const last = held.at(-1);
    // A control says where it is by the end; who sees no answer clicks again.
    if (["click", "input", "change"].includes(type) && last?.target === target && last.event.type === type) held.pop();
    held.push({ target, event: lasting(event) });
    open();
  };
  for (const type of Object.keys(PASSES)) addEventListener(type, hold, true);
  for (const type of POINTS) addEventListener(type, (event) => missing(moves) && event.stopImmediatePropagation(), true);
  // That a field is left means nothing while what was typed into it waits.
  addEventListener("blur", (event) => missing() && event.stopImmediatePropagation(), true);
  const pass = () => {
    for (const { target, event } of held.splice(0)) if (target.isConnected ?? true) target.dispatchEvent(event);
  };
  // The reader's answers; while one is held the page is told that the reader is alive.
  const watch = (worker) => {
    worker.addEventListener("message", hold, true);
    // No event tells that the browser ended a worker, but the lock that it holds from its first line on does (reader.js). One
    // that has neither that nor said a word, well after its script could be had, ended before. To one that the page ended
    // nobody listens any more.
    const end = () => worker.dispatchEvent(new ErrorEvent("error", { message: "ended" }));
    let spoke;
    worker.addEventListener("message", () => (spoke = true));
    const follow = async (left) => {
      const { held } = await navigator.locks.query();
      if (held.some(({ name }) => name === worker.lock)) return navigator.locks.request(worker.lock, end);
      if (!left) return spoke || end();
      if (left === 30) await fetch(worker.script).catch(() => {});
      setTimeout(follow, 50, left - 1);
    };
    follow(40).catch(() => {});
    const beat = setInterval(() => {
      if (!missing()) clearInterval(beat);
      else if (waits(worker)) worker.dispatchEvent(new MessageEvent("message", { data: { kind: "alive" } }));
    }, 5_000);
    return worker;
  };
  return { pass, watch, holds: () => held.length > 0 };
};

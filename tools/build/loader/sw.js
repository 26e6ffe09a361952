// Keeps the page for times without a network. Its own files only: nothing of another host, no data that somebody
// opened, no address with what it asks for. The build fills in the names.
//
// A version is kept whole, in a cache of its own, or not at all: until it is, the version before it stays as it is. With
// `?nosw` in the address all of it is thrown away.
const FILES = [];
const VERSION = "";
const scope = new URL(registration.scope);
const prefix = `isocost ${scope.pathname} `;
const current = prefix + VERSION;

// Some hosts send a page in the place of what is missing.
const isFile = (answer) => answer.ok && answer.type === "basic" && !/^text\/html/.test(answer.headers.get("Content-Type"));
const isPage = (answer) => answer.ok && answer.type === "basic" && !answer.redirected;

// To its end: one that nobody reads would hold up the others.
async function fetchWhole(name) {
  const answer = await fetch(new Request(name, { cache: "reload" }));
  if (!(name === "./" ? isPage : isFile)(answer)) throw new Error(`isocost: ${name} does not come`);
  return new Response(await answer.arrayBuffer(), { headers: answer.headers });
}

// All of this version, past the browser's cache, which may hold the page of another one.
async function fill() {
  const names = ["./", ...FILES];
  const [page, ...files] = await Promise.all(names.map(fetchWhole));
  const text = await page.clone().text();
  // The first two are the page's script and code.
  const whole = FILES.slice(0, 2).every((name) => text.includes(name));
  if (!whole) throw new Error("isocost: the page's host has another version of it");
  const answers = [page, ...files];
  const cache = await caches.open(current);
  try {
    await Promise.all(answers.map((answer, nth) => cache.put(names[nth], answer)));
  } catch (error) {
    await caches.delete(current);
    throw error;
  }
}

async function drop(isDropped) {
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix) && isDropped(name));
  await Promise.all(names.map((name) => caches.delete(name)));
}

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(fill());
});

addEventListener("activate", (event) => event.waitUntil(drop((name) => name !== current).then(() => clients.claim())));

// The page itself: from the network while there is one. That may be another version, so it is not kept.
async function newest(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match("./", { cacheName: current });
    if (kept) return kept;
    throw error;
  }
}

// A file whose name holds its hash never changes.
async function kept(request) {
  // Thrown away, but the page that did so still asks here.
  if (!(await caches.has(current))) return fetch(request);
  const cache = await caches.open(current);
  const found = await cache.match(request.url);
  if (found) return found;
  const answer = await fetch(request);
  if (isFile(answer)) await cache.put(request.url, answer.clone());
  return answer;
}

async function forget(request) {
  await registration.unregister();
  await drop(() => true);
  try {
    return await fetch(request);
  } catch {
    const words = "What was kept of this page is deleted. There is no network now to load it from.";
    return new Response(words, { headers: { "Content-Type": "text/plain" } });
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, searchParams } = new URL(request.url);
  if (request.method !== "GET" || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return;
  const name = pathname.slice(scope.pathname.length);
  if (name === "" || name === "index.html") event.respondWith(searchParams.has("nosw") ? forget(request) : newest(request));
  else if (/^[\w-]+-[0-9a-f]{8,16}(_[a-z]+)?\.(js|wasm|css|pack)$/.test(name)) event.respondWith(kept(request));
});

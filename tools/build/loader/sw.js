// Keeps the page for times without a network. Its own files only: nothing of another host, no data that somebody
// opened, no address with what it asks for. The build fills in the names.
const FILES = [];
const VERSION = "";
const scope = new URL(registration.scope);
const prefix = `isocost ${scope.pathname} `;
const current = prefix + VERSION;

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(current).then((cache) => cache.addAll(["./", ...FILES])));
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(prefix) && name !== current;
  const drop = async () => Promise.all((await caches.keys()).filter(old).map((name) => caches.delete(name)));
  event.waitUntil(drop().then(() => clients.claim()));
});

// The page itself: from the network while there is one. Kept without its query, which is nobody's business.
async function newest(request) {
  const cache = await caches.open(current);
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.type === "basic" && !answer.redirected) await cache.put("./", answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match("./");
    if (kept) return kept;
    throw error;
  }
}

// A file whose name holds its hash never changes.
async function kept(request) {
  const cache = await caches.open(current);
  const found = await cache.match(request.url);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok && answer.type === "basic") await cache.put(request.url, answer.clone());
  return answer;
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return;
  const name = pathname.slice(scope.pathname.length);
  if (name === "" || name === "index.html") event.respondWith(newest(request));
  else if (/^[\w-]+-[0-9a-f]{8,16}(_bg|_secondary)?\.(js|wasm|css|pack)$/.test(name)) event.respondWith(kept(request));
});

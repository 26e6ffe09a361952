// Why a file of the page's own did not come, in words.
const SLOW_MS = 10_000;
// Past the browser's cache, which keeps some failures for ever, and into it.
const limited = () => ({ cache: "reload", signal: AbortSignal.timeout(SLOW_MS) });

// An error with these words, and with what a button beside them says and does.
const lost = (words, newer) =>
  Object.assign(new Error(words), { newer, offer: newer ? "Load the page again" : "Try again" });
const slow = (name) => lost(`${name} is slow to come; the page goes on waiting for it.`);

// Rejects where `coming` takes long, which goes on all the same.
const inTime = (coming, name) =>
  Promise.race([coming, new Promise((_, reject) => setTimeout(() => reject(slow(name)), SLOW_MS))]);

const refusedType = (name, type) => {
  if (name.endsWith(".css")) return !type.startsWith("text/css");
  if (name.endsWith(".js")) return !/javascript|ecmascript/.test(type);
  // In the place of what is missing some hosts, and the gates of some networks, send a page.
  return type.startsWith("text/html");
};

// The code that the page's host names by now; nothing where it cannot be asked.
const codeOfHost = async () => {
  try {
    const page = await (await fetch(location.href.split(/[?#]/)[0], limited())).text();
    return /data-code="([^"]+)"/.exec(page)?.[1] ?? "";
  } catch {}
};

const causeOf = async (name, code) => {
  let answer;
  let late = false;
  try {
    const asked = await fetch(name, limited());
    await asked.arrayBuffer();
    answer = asked;
  } catch (error) {
    late = error.name === "TimeoutError";
  }
  const type = answer?.headers.get("Content-Type") ?? "";
  if (answer?.ok && !refusedType(name, type)) return;
  if (late) return slow(name);
  const there = await codeOfHost();
  if (there && there !== code) return lost("This page was updated on its host while it was open.", true);
  if (there === undefined) return lost("The page's host cannot be reached: check the network.");
  if (!answer) return lost(`${name} was blocked on its way: by the network, a proxy, the browser or an extension of it.`);
  if (answer.ok) return lost(`${name} came as ${type || "a file of no type"}, which the browser cannot take for what it is: a fault of the page's host, or of a network in between.`);
  const missing = [404, 410].includes(answer.status);
  return lost(missing ? `${name} is missing on the page's host (${answer.status}).` : `The page's host answered ${answer.status} for ${name}.`);
};

// The cause for the first of these files that does not come; asks for them, and whether the host has another build of the
// page by now, which has other files.
const why = async (code, ...names) => {
  for (const name of names) {
    const cause = await causeOf(name, code);
    if (cause) return cause;
  }
  return lost(`${names[0]} did not arrive whole, or this browser cannot run it.`);
};

// Words and a button beside them in a part of the page.
const tell = (part, words, offer, act) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = offer;
  button.onclick = act;
  part.replaceChildren(`${words} `, button);
};

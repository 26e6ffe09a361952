// What the build packed (gzip in base64), as an answer that could have come from a server.
const unpack = async (text) => {
  const bytes = Uint8Array.from(atob(text), (digit) => digit.charCodeAt(0));
  const unzipped = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(unzipped, { headers: { "Content-Type": "application/wasm" } });
};

// What the build packed (gzip in base64), as an answer that could have come from a server. Without a Blob: a worker of a
// page opened from disk cannot read one in WebKit.
const unpack = async (text) => {
  const gunzip = new DecompressionStream("gzip");
  const pen = gunzip.writable.getWriter();
  // What is wrong with the bytes, whoever reads them is told.
  for (const written of [pen.write(Uint8Array.from(atob(text), (digit) => digit.charCodeAt(0))), pen.close()]) written.catch(() => {});
  return new Response(gunzip.readable, { headers: { "Content-Type": "application/wasm" } });
};

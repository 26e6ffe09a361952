// Text with one place of it replaced, which must be there: what other tools wrote may change with their next version.
export function replaced(text, found, by) {
  const there = typeof found === "string" ? text.includes(found) : text.search(found) >= 0;
  if (!there) throw new Error(`build: nothing to replace by ${found}: is this another version of what wrote the text?`);
  return text.replace(found, by);
}

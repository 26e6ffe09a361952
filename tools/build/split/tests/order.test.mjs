// The order of functions: all of them, each beside those like it.
import assert from "node:assert/strict";
import test from "node:test";
import { byLikeness } from "../order.mjs";

const made = (bodies) => bodies.map(([type, ...bytes]) => ({ type, body: Uint8Array.from(bytes) }));

test("few functions are sorted by type, then by length", () => {
  const functions = made([[1, 1, 2], [0, 1, 2, 3], [0, 1], [1, 9]]);
  assert.deepEqual(byLikeness(functions, [0, 1, 2, 3]), [2, 1, 3, 0]);
  assert.deepEqual(byLikeness(functions, [3, 1]), [1, 3]);
});

test("of many each follows the one that it is most like", () => {
  // 600 pairs: two of a pair share their bytes but for the last, and no two pairs share four in a row.
  const pair = (nth, last) => [nth % 3, ...Array.from({ length: 24 }, (_, at) => (nth * 7 + at * (nth % 13 + 1) * 11) & 255), nth & 255, nth >> 8, last];
  const functions = made(Array.from({ length: 1200 }, (_, at) => pair(at % 600, at < 600 ? 1 : 2)));
  const numbers = functions.map((_, at) => at);
  const order = byLikeness(functions, numbers);
  assert.deepEqual([...order].sort((a, b) => a - b), numbers, "all, once");
  const place = new Map(order.map((at, nth) => [at, nth]));
  const apart = numbers.filter((at) => at < 600 && Math.abs(place.get(at) - place.get(at + 600)) > 1);
  assert.ok(apart.length < 30, `${apart.length} pairs are torn apart`);
  assert.deepEqual(byLikeness(functions, [...numbers].reverse()), order, "whatever order they are given in");
});

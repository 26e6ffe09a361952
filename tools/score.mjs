// Scores the reader of load-test files against a corpus of real ones, where that lies beside the project, and fails when
// fewer cases are right than before: node tools/score.mjs CORPUS READER
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [corpus, reader] = process.argv.slice(2);
const committed = new URL("score.json", import.meta.url);
if (!existsSync(join(corpus, "score.py"))) {
  console.log(`score: no corpus of real files in ${corpus}, so nothing is scored here`);
  process.exit(0);
}
const folder = mkdtempSync(join(tmpdir(), "isocost-score-"));
const out = join(folder, "score.json");
execFileSync("python3", [join(corpus, "score.py"), "-q", "--reader", resolve(reader), "--out", out], { stdio: "ignore" });
const cases = JSON.parse(readFileSync(out, "utf8"));
rmSync(folder, { recursive: true });

// Never, in any case: a wrong answer is worse than none.
const NEVER = ["silently wrong", "ranked though it must not be", "not runs but read as runs", "crash"];
const right = (score) => cases.filter((one) => one[score] === "right").length;
const now = { cases: cases.length, a: right("a"), b: right("b") };
const floor = JSON.parse(readFileSync(committed, "utf8"));
const wrong = cases.filter((one) => NEVER.includes(one.a) || NEVER.includes(one.b));
console.log(`score: ${now.a} (fields of all tables) and ${now.b} (all fields) of ${now.cases} cases are right`);
for (const one of cases.filter((one) => one.b !== "right")) console.log(`  ${one.id}: ${one.a === one.b ? one.a : `${one.a} / ${one.b}`}`);
if (process.env.ISOCOST_UPDATE === "1") {
  const kept = { a: Math.max(floor.a, now.a), b: Math.max(floor.b, now.b), wrong: wrong.map((one) => one.id) };
  writeFileSync(committed, `${JSON.stringify(kept, null, 2)}\n`);
} else {
  const fresh = wrong.filter((one) => !floor.wrong.includes(one.id));
  if (now.a < floor.a || now.b < floor.b || fresh.length > 0) {
    console.error(`score: worse than the committed ${floor.a} and ${floor.b}`, fresh.map((one) => one.id).join(", "));
    process.exit(1);
  }
}

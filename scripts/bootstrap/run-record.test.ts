import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { claimRun, removeRunRecord, writeRunRecord } from "./run-record.mjs";

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "plumbline-run-"));
});
afterEach(() => rmSync(home, { recursive: true }));

it("of two starts that come together one has the home; the other one waits until it is told where that one serves", async () => {
  let waits = 0;
  const claims = [claimRun(home, () => (waits += 1)), claimRun(home, () => (waits += 1))];
  expect(await Promise.race(claims)).toEqual({ cleared: 0 });
  writeRunRecord(home, "http://127.0.0.1:3000", [process.pid]);
  const answers = await Promise.all(claims);
  expect(answers.filter((answer) => "url" in answer)).toEqual([{ url: "http://127.0.0.1:3000" }]);
  expect(waits).toBeLessThanOrEqual(1);
});

it("a start that was killed before it served leaves the home to the next one", async () => {
  // No process has this number: they end below it.
  writeFileSync(path.join(home, "run.json"), JSON.stringify({ url: null, owner: { pid: 2 ** 30, started: "1" }, parts: [] }));
  expect(await claimRun(home)).toEqual({ cleared: 0 });
  removeRunRecord(home);
  expect(readdirSync(home)).toEqual([]);
});

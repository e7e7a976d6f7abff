import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { scratchFolder, sweepScratch } from "@/lib/scratch-folder";

const home = mkdtempSync(path.join(tmpdir(), "plumbline-scratch-"));
vi.stubEnv("TMPDIR", home);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

it("goes with the process that made it, and takes nothing of those that live or of others", async () => {
  const { pid: dead } = spawnSync(process.execPath, ["--version"]);
  const left = path.join(home, `plumbline-work-${dead}-a1B2c3`);
  const others = ["plumbline-export-a1B2c3", `plumbline-work-${process.ppid}-a1B2c3`, `elsewhere-${dead}-x`].map((name) =>
    path.join(home, name),
  );
  for (const folder of [left, ...others]) mkdirSync(folder);
  writeFileSync(path.join(left, "rows"), "half");
  const mine = await scratchFolder();
  expect(path.dirname(mine)).toBe(home);
  expect([left, ...others, mine].map(existsSync)).toEqual([false, true, true, true, true]);
  await sweepScratch();
  expect(existsSync(mine)).toBe(true);
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { readFuzzed } from "@/bench/fuzz-imports";
import { mutatedFiles } from "@/bench/fuzz/mutated-files";

// The whole corpus is `plumbline bench fuzz-imports`; this is a part of it, so that a reader that crashes is found at once.
it("spoilt files of every format are read or refused, with place and reason", { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "plumbline-fuzz-"));
  const problems: string[] = [];
  try {
    for await (const { name, mutation, bytes } of mutatedFiles(7, 250, folder)) {
      const file = path.join(folder, `spoilt-${name}`);
      writeFileSync(file, bytes);
      const { problem } = await readFuzzed(file, bytes.length);
      if (problem !== null) problems.push(`${name}, ${mutation}: ${problem}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  expect(problems).toEqual([]);
});

import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { programsAbove } from "./fork-script";

it("finds the programs from the sources, and from the built web app, which lies further down", async () => {
  const checkout = await mkdtemp(path.join(tmpdir(), "checkout-"));
  try {
    const programs = path.join(checkout, ".local/programs");
    await mkdir(programs, { recursive: true });
    expect(programsAbove(path.join(checkout, "lib/fork-script.ts"))).toBe(programs);
    expect(programsAbove(path.join(checkout, ".next/standalone/lib/fork-script.ts"))).toBe(programs);
  } finally {
    await rm(checkout, { recursive: true });
  }
});

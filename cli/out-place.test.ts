import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { defineCommand, UsageError } from "@/cli/command";
import { whyNoFile, whyNoFolder } from "@/cli/out-place";
import { contextOf } from "@/scripts/testing/command-context";

const home = mkdtempSync(path.join(tmpdir(), "plumbline-out-"));
const at = (...names: string[]): string => path.join(home, ...names);
mkdirSync(at("folder"));
writeFileSync(at("file"), "x");
mkdirSync(at("closed"), { mode: 0o500 });
writeFileSync(at("kept"), "x", { mode: 0o400 });
afterAll(() => {
  chmodSync(at("closed"), 0o700);
  rmSync(home, { recursive: true });
});
const rules = process.getuid?.() !== 0;

describe("a place that a command writes to", () => {
  it("may be new, below folders that are missing, or a file that is there", async () => {
    for (const file of ["new", "a/b/new", "file"]) expect(await whyNoFile(at(file))).toBeNull();
    for (const folder of ["new", "a/b", "folder"]) expect(await whyNoFolder(at(folder))).toBeNull();
  });

  it("is refused where it is a folder, or lies below a file", async () => {
    expect(await whyNoFile(at("folder"))).toBe("is a folder; name a file in it");
    expect(await whyNoFile(at("file", "a", "new"))).toBe(`cannot be written: ${at("file")} is a file`);
    expect(await whyNoFolder(at("file"))).toBe(`cannot be written: ${at("file")} is a file`);
  });

  it.runIf(rules)("is refused where nobody may write", async () => {
    expect(await whyNoFile(at("kept"))).toBe("may not be written to");
    expect(await whyNoFile(at("closed", "new"))).toBe(`cannot be written: ${at("closed")} may not be written to`);
    expect(await whyNoFolder(at("closed"))).toBe(`cannot be written: ${at("closed")} may not be written to`);
  });

  it("is asked about before any command that writes there begins", async () => {
    let ran = 0;
    const schema = z.object({ out: z.string().optional() });
    const command = (flags: string) =>
      defineCommand({
        name: "x",
        describe: "x",
        options: [{ flags, describe: "x" }],
        schema,
        run: async () => {
          ran += 1;
          return {};
        },
      });
    const run = (flags: string, out?: string) =>
      command(flags).run(
        contextOf(async () => Promise.reject(new Error("nobody acts"))),
        { options: { out }, args: [] },
      );
    await expect(run("--out <file>", at("folder"))).rejects.toThrow(
      new UsageError(`--out: ${at("folder")} is a folder; name a file in it`),
    );
    await expect(run("--out <folder>", at("file"))).rejects.toThrow(UsageError);
    expect(ran).toBe(0);
    await run("--out <folder>", at("folder"));
    await run("--out <file>");
    expect(ran).toBe(2);
  });
});

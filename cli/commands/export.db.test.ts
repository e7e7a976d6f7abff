import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { command } from "@/cli/commands/export";
import { db } from "@/lib/db";
import { contextOf } from "@/scripts/testing/command-context";
import { plantRows } from "@/scripts/testing/export-project";
import { pairRows } from "@/scripts/testing/export-rows";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

it("a refused export leaves no version and no folder, and its number goes to the next one", async () => {
  const { actor, projectId } = await plantRows("pairwise", pairRows(4));
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-refused-"));
  try {
    const recipe = path.join(folder, "recipe.json");
    await writeFile(recipe, JSON.stringify({ minLabels: 99 }));
    const out = path.join(folder, "out");
    const context = contextOf(async () => actor);
    const options = { project: "rows", format: "trl-preference", container: "jsonl", out };
    await expect(command.run(context, { options: { ...options, recipe }, args: [] })).rejects.toMatchObject({ code: "refused" });
    expect(existsSync(out)).toBe(false);
    expect(await db().datasetVersion.count({ where: { projectId } })).toBe(0);
    expect(await command.run(context, { options, args: [] })).toMatchObject({ version: 1 });
    const acts = await db().auditEvent.findMany({ where: { projectId, action: "exports:create" }, orderBy: { id: "asc" } });
    expect(acts.map(({ detail }) => detail)).toMatchObject([{ number: 1 }, { did: "refuse", number: 1 }, { number: 1 }]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { command } from "@/cli/commands/aggregate";
import { command as importCommand } from "@/cli/commands/import";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { readPlanArms } from "@/lib/reward-models/read-plan-arms";
import { contextOf } from "@/scripts/testing/command-context";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const folder = mkdtempSync(path.join(os.tmpdir(), "plumbline-aggregate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("rows name their pair where the item has several, the first pair too", async () => {
  const actor = await systemActor("test");
  const context = contextOf(async () => actor);
  const labels = (...pairs: [number, number][]) => pairs.map((pair) => ({ annotator: "ada", kind: "human", pair, choice: pair[1] }));
  const texts = (...all: string[]) => all.map((text) => ({ text }));
  const items = [
    { id: "many", prompt: "p", responses: texts("a", "b", "c"), labels: labels([0, 1], [0, 2]) },
    { id: "two", prompt: "q", responses: texts("a", "b"), labels: labels([0, 1]) },
  ];
  const file = path.join(folder, "items.jsonl");
  writeFileSync(file, items.map((row) => JSON.stringify(row)).join("\n"));
  await importCommand.run(context, { options: { project: "pairs", create: true, format: "auto", onError: "stop" }, args: [file] });

  const out = path.join(folder, "out.jsonl");
  await command.run(context, { options: { project: "pairs", source: "human", model: "majority", out }, args: [] });
  const rows = readFileSync(out, "utf8")
    .trim()
    .split("\n")
    .map((line): { item: string; unit?: string } => JSON.parse(line));
  expect(rows.map(({ item, unit }) => [item, unit])).toEqual([
    ["many", "0-1"],
    ["many", "0-2"],
    ["two", undefined],
  ]);

  // What a plan's rows say by the same words: a decision on one pair is none on the item's others.
  const plan = path.join(folder, "plan.jsonl");
  writeFileSync(plan, JSON.stringify({ item: "many", unit: rows[0]?.unit, arm: "lm:large" }));
  const { armOf } = await readPlanArms(plan);
  expect([armOf("many", "0-1"), armOf("many", "0-2")]).toEqual(["lm:large", null]);
});

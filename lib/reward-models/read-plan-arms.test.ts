import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { readPlanArms } from "@/lib/reward-models/read-plan-arms";

const plan = async (...rows: object[]) => {
  const file = path.join(await mkdtemp(path.join(tmpdir(), "plumbline-")), "plan.jsonl");
  await writeFile(file, rows.map((row) => JSON.stringify(row)).join("\n"));
  return readPlanArms(file);
};

it("keeps the arm of each pair of an item apart", async () => {
  const { judges, armOf } = await plan({ item: "a", arm: "human:experts" }, { item: "a", unit: "0-2", arm: "lm:large" });
  expect(judges).toEqual(["large"]);
  expect([armOf("a", "0-1"), armOf("a", "0-2"), armOf("a", "1-2"), armOf("b", "0-1")]).toEqual(["human", "lm:large", null, null]);
});

it("decides whole items where no unit is named, by ids that are numbers too", async () => {
  const { armOf } = await plan({ item: 7, arm: "lm:large" });
  expect([armOf("7", "0-1"), armOf("7", "2-3")]).toEqual(["lm:large", "lm:large"]);
});

it("names the line that is no decision", async () => {
  await expect(plan({ item: "a", arm: "human" }, { item: "b", arm: "nobody" })).rejects.toThrow("Line 2 of the plan");
});

import { describe, expect, it } from "vitest";
import { addPerformanceTable, dropPerformanceTable } from "@/lib/routing/add-performance-table";
import { getPlan } from "@/lib/routing/get-plan";
import { listPerformanceTables } from "@/lib/routing/list-performance-tables";
import { planRoutes } from "@/lib/routing/plan-routes";
import { newActor, plant } from "@/lib/routing/testing/plant";
import { setTagSet } from "@/lib/tags/set-tag-set";
import { tagProject } from "@/lib/tags/tag-project";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const long = "long answers";
const short = "short answers";
const set = {
  rule: "half-open",
  tags: [
    { name: long, condition: { is: "bin", fact: "len_longer", low: 0.7, high: 1 } },
    { name: short, condition: { is: "bin", fact: "len_longer", low: 0, high: 0.7 } },
  ],
};

/** 30 mixes of a hundred items whose score grows with the long ones that people labelled. */
const lines = Array.from(
  { length: 30 },
  (_, mix) => `${(mix * 7) % 31},${(mix * 11) % 60},note ${mix},${(0.5 + 0.01 * ((mix * 7) % 31)).toFixed(4)}`,
);
const text = [`${long},${short},remark,score`, ...lines].join("\n");

describe("tables of measured mixes", () => {
  it("are kept, told how well they predict, and routed by without one label of a person", async () => {
    const { actor, projectId } = await plant(await newActor(), "mixes", 80, 0);
    await setTagSet(actor, { projectId, set });
    await tagProject(actor, { projectId });
    await expect(planRoutes(actor, { projectId, budget: { share: 0.25 }, strategy: "published-topk" })).rejects.toMatchObject({
      code: "refused",
    });
    const table = { projectId, name: "runs.csv", text, target: "score", mixItems: 100 };
    const added = await addPerformanceTable(actor, table);
    expect(added).toMatchObject({ mixes: 30, tags: 2, leftOut: ["remark"] });
    expect(await addPerformanceTable(actor, table)).toEqual(added);
    const [listed, ...more] = await listPerformanceTables(actor, { projectId });
    expect(more).toEqual([]);
    expect(listed).toMatchObject({ mixes: 30, tags: 2, mixItems: 100, lowest: 0.5, highest: 0.8 });
    expect(listed?.spearman).toBeGreaterThan(0.9);
    const plan = await planRoutes(actor, { projectId, budget: { share: 0.25 }, strategy: "published-topk", performance: added.tableId });
    expect(plan).toMatchObject({ humanItems: 20, outlook: { performance: { name: "runs.csv", mixes: 30 } } });
    const { decisions } = await getPlan(actor, { projectId, number: plan.number, take: 20 });
    // The judge of this project takes a long response in every fourth item.
    expect(decisions.every(({ item }) => Number(item.split("-")[1]) % 4 === 0)).toBe(true);
    await expect(planRoutes(actor, { projectId, budget: { share: 0.25 }, performance: added.tableId })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await dropPerformanceTable(actor, { projectId, tableId: added.tableId });
    await expect(
      planRoutes(actor, { projectId, budget: { share: 0.25 }, strategy: "published-topk", performance: added.tableId }),
    ).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("says which column or row is wrong", async () => {
    const { actor, projectId } = await plant(await newActor(), "bad-mixes", 8, 0);
    await setTagSet(actor, { projectId, set });
    const add = (changed: string, more = {}) =>
      addPerformanceTable(actor, { projectId, name: "runs.csv", text: changed, target: "score", mixItems: 100, ...more });
    await expect(add(text, { target: "overall" })).rejects.toMatchObject({ userMessage: expect.stringContaining("no column “overall”") });
    await expect(add(text.replaceAll(long, "x").replaceAll(short, "y"))).rejects.toMatchObject({
      userMessage: expect.stringContaining("No column of the table is a tag"),
    });
    await expect(add(text.replace("\n7,11", "\n,11"))).rejects.toMatchObject({
      userMessage: expect.stringContaining("Row 2 has no number"),
    });
    await expect(add(text.replace("\n7,11", "\n700,11"))).rejects.toMatchObject({
      userMessage: expect.stringContaining("Row 2 counts 700"),
    });
    await expect(add(text.split("\n").slice(0, 6).join("\n"))).rejects.toMatchObject({
      userMessage: expect.stringContaining("has 5 mixes"),
    });
    const stranger = await newActor();
    await expect(
      addPerformanceTable(stranger, { projectId, name: "runs.csv", text, target: "score", mixItems: 100 }),
    ).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(listPerformanceTables(stranger, { projectId })).rejects.toMatchObject({ code: "not_found" });
  });
});

import { describe, expect, it } from "vitest";
import { exportVersion, jsonRows, plantRows, readVersionFile } from "@/scripts/testing/export-project";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const splits = { train: 0.5, validation: 0, test: 0.5 };

const row = (index: number, label: object): object => ({
  id: `row-${index}`,
  prompt: `Question ${index}`,
  responses: [{ text: `first ${index}` }, { text: `second ${index}` }],
  labels: [{ annotator: "ann", kind: "human", ...label }],
});

describe("splits of a data set", () => {
  it("give the weights of what a trainer reads: the train split", async () => {
    // Of each pair one good and one bad row; of each tie two good ones.
    const at = await plantRows(
      "pairwise",
      Array.from({ length: 40 }, (_, index) => row(index, { choice: index < 20 ? 0 : "tie" })),
    );
    const version = await exportVersion(at, { format: "trl-unpaired", container: "jsonl", recipe: { ties: "unpaired", splits } });
    const train = jsonRows(await readVersionFile(at.actor, version.id, "train.jsonl"));
    const good = train.filter(({ label }) => label === true).length;
    const bad = train.length - good;
    const all = version.manifest?.splits;
    expect(all?.test).toBeGreaterThan(0);
    expect(version.manifest?.training).toEqual({
      desirable_rows: good,
      undesirable_rows: bad,
      desirable_weight: 1,
      undesirable_weight: good / bad,
    });
    const card = (await readVersionFile(at.actor, version.id, "README.md")).toString("utf8");
    expect(card).toContain(`${good} good and ${bad} bad rows in the train split.`);
  });

  it("have the same columns: a strength that one split lacks stands in none", async () => {
    const strong = (index: number): object => row(index, { choice: 0, strength: 0.25 });
    const all = await plantRows(
      "pairwise",
      Array.from({ length: 30 }, (_, index) => strong(index)),
    );
    const whole = await exportVersion(all, { format: "trl-preference", container: "jsonl", recipe: { splits } });
    const [first] = jsonRows(await readVersionFile(all.actor, whole.id, "test.jsonl"));
    expect(first).toHaveProperty("margin");
    const inTest = `Question ${String(first?.chosen).replace("first ", "")}`;
    const some = await plantRows(
      "pairwise",
      Array.from({ length: 30 }, (_, index) => (inTest === `Question ${index}` ? row(index, { choice: 0 }) : strong(index))),
    );
    const version = await exportVersion(some, { format: "trl-preference", container: "jsonl", recipe: { splits } });
    const columns = version.manifest?.files.filter(({ part }) => part === "default").map((file) => file.columns);
    expect(columns).toEqual([
      ["prompt", "chosen", "rejected"],
      ["prompt", "chosen", "rejected"],
    ]);
    for (const file of ["train.jsonl", "test.jsonl"])
      for (const one of jsonRows(await readVersionFile(some.actor, version.id, file)))
        expect(Object.keys(one)).toEqual(["prompt", "chosen", "rejected"]);
  });

  it("have the same columns where one is empty", async () => {
    const at = await plantRows("pairwise", [row(0, { choice: 0, strength: 0.25 })]);
    const version = await exportVersion(at, { format: "trl-preference", container: "parquet", recipe: { splits } });
    const columns = version.manifest?.files.filter(({ part }) => part === "default").map((file) => file.columns);
    expect(columns).toEqual([
      ["prompt", "chosen", "rejected", "margin"],
      ["prompt", "chosen", "rejected", "margin"],
    ]);
  });
});

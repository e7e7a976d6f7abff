import { afterEach, describe, expect, it, vi } from "vitest";
import { markedRows, pairRows, rankingRows } from "@/scripts/testing/export-rows";
import { testDatabase } from "@/scripts/testing/database";

const databases = [testDatabase(), testDatabase()];

afterEach(() => vi.resetModules());

type Built = { files: Record<string, string>; manifest: string };

/** Imports, aggregates and exports on one of the databases, with modules that know nothing of the other. */
const buildOn = async (place: number, kind: string, rows: object[], input: object): Promise<Built> => {
  const database = databases[place];
  if (!database) throw new RangeError("place: there are two");
  const { closeDb: closeBefore } = await import("@/lib/db");
  await closeBefore();
  vi.resetModules();
  process.env.DATABASE_URL = database.url;
  process.env.PLUMBLINE_HOME = database.home;
  const { closeDb } = await import("@/lib/db");
  const { exportVersion, plantRows, readVersionFile } = await import("@/scripts/testing/export-project");
  const { datasetInputSchema } = await import("@/lib/exports/schema");
  try {
    const at = await plantRows(kind, rows);
    const version = await exportVersion(at, datasetInputSchema.omit({ projectId: true }).parse(input));
    const files: Record<string, string> = {};
    for (const { path } of version.files) files[path] = (await readVersionFile(at.actor, version.id, path)).toString("base64");
    return { files, manifest: (await readVersionFile(at.actor, version.id, "manifest.json")).toString("utf8") };
  } finally {
    await closeDb();
  }
};

describe("a version built twice, on two fresh databases", () => {
  it.each([
    [
      "pairwise",
      pairRows(60),
      { format: "trl-preference", container: "hf", recipe: { splits: { train: 0.8, test: 0.2 }, minVoteShare: 0.5 } },
    ],
    ["pairwise", pairRows(60), { format: "arena", container: "jsonl", recipe: { compression: "zstd" } }],
    ["pairwise", pairRows(60), { format: "soft-preference", container: "csv", recipe: { aggregate: "glad", compression: "gzip" } }],
    ["ranking", rankingRows(40), { format: "oasst-trees", container: "jsonl", recipe: { compression: "gzip" } }],
    ["segment", markedRows(40), { format: "ddpo", container: "parquet", recipe: { annotators: "names" } }],
    ["pairwise", pairRows(60), { format: "plumbline", container: "jsonl" }],
  ])("has the same bytes: %s %#", { timeout: 120_000 }, async (kind, rows, input) => {
    const first = await buildOn(0, kind, rows, input);
    const second = await buildOn(1, kind, rows, input);
    expect(Object.keys(first.files).length).toBeGreaterThan(3);
    expect(second).toEqual(first);
  });

  it("differs where one label does", { timeout: 120_000 }, async () => {
    const input = { format: "annotations", container: "jsonl" };
    const first = await buildOn(0, "pairwise", pairRows(20), input);
    const [row, ...others] = pairRows(20);
    const second = await buildOn(1, "pairwise", [{ ...row, labels: [{ annotator: "ada", kind: "human", choice: 1 }] }, ...others], input);
    expect(second.files["annotations.jsonl"]).not.toBe(first.files["annotations.jsonl"]);
    expect(second.manifest).not.toBe(first.manifest);
  });
});

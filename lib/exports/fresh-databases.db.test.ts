import { afterEach, describe, expect, it, vi } from "vitest";
import { markedRows, pairRows, rankingRows } from "@/scripts/testing/export-rows";
import { testDatabase } from "@/scripts/testing/database";

const databases = [testDatabase(), testDatabase()];

afterEach(() => vi.resetModules());

type Built = { files: Record<string, string>; manifest: string };
type Case = { kind: string; rows: object[]; input: object };

/** Imports, aggregates and exports on one of the databases, with modules that know nothing of the other. */
const buildOn = async (place: number, cases: Case[]): Promise<Built[]> => {
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
  const built: Built[] = [];
  try {
    for (const { kind, rows, input } of cases) {
      const at = await plantRows(kind, rows);
      const version = await exportVersion(at, datasetInputSchema.omit({ projectId: true }).parse(input));
      const files: Record<string, string> = {};
      for (const { path } of version.files) files[path] = (await readVersionFile(at.actor, version.id, path)).toString("base64");
      built.push({ files, manifest: (await readVersionFile(at.actor, version.id, "manifest.json")).toString("utf8") });
    }
    return built;
  } finally {
    await closeDb();
  }
};

const pairs = pairRows(15);
const cases: Case[] = [
  {
    kind: "pairwise",
    rows: pairs,
    input: { format: "trl-preference", container: "hf", recipe: { splits: { train: 0.8, test: 0.2 }, minVoteShare: 0.5 } },
  },
  { kind: "pairwise", rows: pairs, input: { format: "arena", container: "jsonl", recipe: { compression: "zstd" } } },
  {
    kind: "pairwise",
    rows: pairs,
    input: { format: "soft-preference", container: "csv", recipe: { aggregate: "glad", compression: "gzip" } },
  },
  { kind: "ranking", rows: rankingRows(8), input: { format: "oasst-trees", container: "jsonl", recipe: { compression: "gzip" } } },
  { kind: "segment", rows: markedRows(8), input: { format: "ddpo", container: "parquet", recipe: { annotators: "names" } } },
  { kind: "pairwise", rows: pairs, input: { format: "plumbline", container: "jsonl" } },
];
const raw: Case = { kind: "pairwise", rows: pairRows(8), input: { format: "annotations", container: "jsonl" } };
const changed: Case = {
  ...raw,
  rows: raw.rows.map((row, index) => (index === 0 ? { ...row, labels: [{ annotator: "ada", kind: "human", choice: 1 }] } : row)),
};

describe("versions built twice, on two fresh databases", () => {
  it("have the same bytes, and others where one label differs", { timeout: 240_000 }, async () => {
    const [first, second] = [await buildOn(0, [...cases, raw]), await buildOn(1, [...cases, changed])];
    for (const [place, { input }] of cases.entries()) {
      expect(Object.keys(first[place]?.files ?? {}).length, JSON.stringify(input)).toBeGreaterThan(3);
      expect(second[place], JSON.stringify(input)).toEqual(first[place]);
    }
    expect(second.at(-1)?.files["annotations.jsonl"]).not.toBe(first.at(-1)?.files["annotations.jsonl"]);
    expect(second.at(-1)?.manifest).not.toBe(first.at(-1)?.manifest);
  });
});

import { expect, it } from "vitest";
import { readSnippets } from "@/lib/exports/read-snippets";
import { recipeSchema } from "@/lib/exports/schema";
import type { ExportContainer } from "@/lib/exports/schema";
import type { Manifest } from "@/lib/exports/version-schema";

const manifest = (container: ExportContainer, rows: Record<string, [string, number]>): Manifest => ({
  ...{ schema: "plumbline-manifest/2", project: "p", format: "trl-preference", container, shape: "standard", codeVersion: "" },
  ...{ considered: 0, exported: 0, excluded: {}, splits: {}, recipe: recipeSchema.parse({}), campaigns: [], training: {}, fingerprint: "" },
  models: { annotators: [], candidates: [] },
  files: [
    ...Object.entries(rows).map(([path, [split, count]]) => ({
      path,
      part: "default",
      split,
      rows: count,
      bytes: 1,
      sha256: "",
      columns: ["prompt", "chosen"],
    })),
    { path: "items.x", part: "items", split: null, rows: 9, bytes: 1, sha256: "", columns: [] },
  ],
});
const codeOf = (container: ExportContainer, rows: Record<string, [string, number]>): string[] =>
  readSnippets({ id: "v", container, manifest: manifest(container, rows) }, "http://here").map(({ code }) => code);

it("reads one file a split, and no file without a row, at which a reader breaks off", () => {
  const [datasets = "", pandas = "", duckdb = ""] = codeOf("jsonl", { "train.jsonl": ["train", 3], "test.jsonl": ["test", 0] });
  expect(datasets).toContain('load_dataset("json", data_files={\n    "train": "http://here/api/datasets/v/files/train.jsonl",\n}, ');
  expect(pandas).toContain(
    'pd.read_json(\n    "http://here/api/datasets/v/files/train.jsonl",\n    lines=True, dtype=False, convert_dates=False, storage_options=',
  );
  expect(duckdb).toContain("read_json(\n  'http://here/api/datasets/v/files/train.jsonl'\n) limit");
});

it("reads every file of a split that is cut", () => {
  const [datasets = "", pandas = "", duckdb = ""] = codeOf("hf", {
    "a.parquet": ["train", 3],
    "b.parquet": ["train", 2],
    "c.parquet": ["test", 1],
  });
  for (const name of ["a", "b"])
    for (const code of [datasets, pandas, duckdb]) expect(code).toContain(`http://here/api/datasets/v/files/${name}.parquet`);
  expect([datasets.includes("c.parquet"), pandas.includes("c.parquet")]).toEqual([true, false]);
  expect(pandas).toContain("pd.concat(\n    pd.read_parquet(address, storage_options=");
});

it("reads each cell of CSV as its text: replies of numbers, and such as say None or NA", () => {
  const [datasets = "", pandas = "", duckdb = ""] = codeOf("csv", { "train.csv": ["train", 3] });
  expect(datasets).toContain('\n}, converters={name: str for name in ["prompt","chosen"]}, storage_options=');
  expect(pandas).toContain("    dtype=str, keep_default_na=False, storage_options=");
  expect(duckdb).toContain("/files/train.csv'\n, all_varchar = true) limit 5;");
  expect(codeOf("jsonl", { "train.jsonl": ["train", 3] }).join("")).not.toMatch(/converters|dtype=str|varchar/);
});

it("says nothing of a version without rows", () => {
  expect(codeOf("csv", { "train.csv": ["train", 0] })).toEqual([]);
});

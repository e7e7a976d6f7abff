import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LineFile } from "@/lib/exports/line-file";
import { packParts } from "@/lib/exports/pack-parts";
import { mainPart } from "@/lib/exports/stage-rows";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "plumbline-pack-"));
});
afterEach(() => rm(folder, { recursive: true }));

const columns = [{ name: "n", kind: "integer" as const }];
const staged = (part: string, split: string, rows: number) => {
  const file = new LineFile(part, split, columns, path.join(folder, `${part}-${split}`));
  for (let n = 0; n < rows; n += 1) file.add({ n });
  return file.close([]);
};
const packed = async (container: "jsonl" | "csv", parts: [string, string, number][]) => {
  const ready = await Promise.all(parts.map(([part, split, rows]) => staged(part, split, rows)));
  const files = await packParts(ready, folder, { container, compression: "none", stem: undefined }, () => undefined);
  return files.map((file) => file.path);
};

it("JSON Lines without a row are left out, for nothing reads a file without a byte; a table keeps its header", async () => {
  const parts: [string, string, number][] = [
    [mainPart, "train", 2],
    [mainPart, "test", 0],
    ["annotations", "train", 0],
  ];
  expect(await packed("jsonl", parts)).toEqual(["train.jsonl"]);
  expect(await packed("csv", parts)).toEqual(["train.csv", "test.csv", "annotations.csv"]);
  expect(await packed("jsonl", [[mainPart, "train", 0]])).toEqual(["train.jsonl"]);
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { detectReading } from "@/lib/imports/detect-reading";
import { readRows } from "@/lib/imports/read-rows";
import { sourceOf } from "@/scripts/testing/file-source";

// Choices that a file writes as numbers: what they count from stands in no file, and is taken only where the numbers decide it.

/** The choices of a file's rows in their order, and how many of its rows were refused for want of a base. */
const readAll = async (header: string, rows: readonly string[]): Promise<{ choices: unknown[]; undecided: number; faults: string[] }> => {
  const source = sourceOf([header, ...rows].join("\n"), { fileName: "rows.csv", chunkBytes: 4_096 });
  const { reading } = await detectReading(source, "auto");
  const choices: unknown[] = [];
  const faults: string[] = [];
  for await (const read of readRows(source, reading, { bytes: 0 })) {
    if (read.ok === true) choices.push(...read.row.labels.map(({ choice }) => choice));
    if (read.ok === false) faults.push(`${read.line}: ${read.reason}`);
  }
  return { choices, faults, undecided: faults.filter((fault) => /nothing in the file decides which/.test(fault)).length };
};

const lettered = "prompt,response_a,response_b,winner";
const rowsOf = (...winners: (number | string)[]): string[] => winners.map((winner, i) => `p${i},x,y,${winner}`);

describe("choices written as numbers", () => {
  it.each([
    ["0 and 1 count from 0", lettered, [0, 1, 1], [0, 1, 1]],
    ["0 alone is the first one", lettered, [0, 0], [0, 0]],
    ["a 2 and no 0 count from 1", lettered, [1, 2, 1], [0, 1, 0]],
    ["1s alone are the first of responses numbered from 1", "prompt,response_1,response_2,winner", [1, 1], [0, 0]],
    ["1s alone are the second of responses numbered from 0", "prompt,response_0,response_1,winner", [1, 1], [1, 1]],
    [
      "a 0 of AlpacaFarm's and AlpacaEval's columns is a tie",
      "instruction,output_1,output_2,preference",
      [1, 2, 0, 1.5],
      [0, 1, "tie", "tie"],
    ],
    ["fractions are how likely the second one is the better", lettered, ["0.25", "1.0"], [0, 1]],
  ])("%s", async (_what, header, winners, choices) => {
    expect(await readAll(header, rowsOf(...winners))).toEqual({ choices, faults: [], undecided: 0 });
  });

  it.each([
    ["1s alone, which are the first or the second", [1, 1, ""]],
    ["-1, 0 and 1, which are sides and a tie in some order", [-1, 0, 1]],
    ["0, 1 and 2, of which one is a tie", [0, 1, 2]],
  ])("%s: each is refused by its line, and what would decide is named", async (_what, winners) => {
    const read = await readAll(lettered, rowsOf(...winners));
    expect(read.choices).toEqual([]);
    expect(read.undecided).toBe(winners.filter((winner) => winner !== "").length);
    expect(read.faults[0]).toMatch(/^2: choice: .*choiceBase.*words.*--map.*Imports page/);
  });

  it("what decides may stand far below the first rows", async () => {
    const ones = Array.from({ length: 300 }, () => 1);
    expect((await readAll(lettered, rowsOf(...ones, 2))).choices).toEqual([...ones.map(() => 0), 1]);
    expect((await readAll(lettered, rowsOf(...ones, 0))).choices).toEqual([...ones, 0]);
    expect((await readAll(lettered, rowsOf(...ones, 0, -1))).undecided).toBe(302);
    // A scale of five that begins with its middle is no number of a response.
    const scaled = await readAll(lettered, rowsOf(...ones, 5));
    expect(scaled).toEqual({ choices: [], faults: [], undecided: 0 });
  });

  it("of several annotators are taken together", async () => {
    const header = "prompt,response_a,response_b,rater_1,rater_2";
    expect((await readAll(header, ["p,x,y,1,2", "q,x,y,1,1"])).choices).toEqual([0, 1, 0, 0]);
    expect((await readAll(header, ["p,x,y,1,1"])).undecided).toBe(1);
  });

  it("of a folder's files are taken together, and no file is left out for its own few", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "codes-"));
    try {
      const shards = { "part-0.csv": rowsOf(1, 1), "part-1.csv": rowsOf(1, 2), "part-2.csv": rowsOf("") };
      for (const [name, rows] of Object.entries(shards)) await writeFile(path.join(folder, name), [lettered, ...rows].join("\n"));
      const source = { ...sourceOf(""), path: folder, isFolder: true };
      const { reading } = await detectReading(source, "auto");
      expect(reading.members?.map(({ name }) => name)).toEqual(Object.keys(shards));
      const choices: unknown[] = [];
      for await (const read of readRows(source, reading, { bytes: 0 }))
        if (read.ok === true) choices.push(...read.row.labels.map(({ choice }) => choice));
      expect(choices).toEqual([0, 0, 0, 1]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

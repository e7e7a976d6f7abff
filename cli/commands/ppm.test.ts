import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UsageError } from "@/cli/command";
import { performanceModels } from "@/lib/ml/routing/performance-prediction";
import { command as ppm } from "@/cli/commands/ppm";
import { command as rewardbench } from "@/cli/commands/rewardbench";
import { contextOf } from "@/scripts/testing/command-context";

const context = contextOf(() => Promise.reject(new Error("neither command needs the database")));

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "plumbline-ppm-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const fileOf = async (name: string, text: string): Promise<string> => {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
};

const run = (file: string, options: Record<string, unknown>) =>
  ppm.run(context, {
    options: { candidates: file, model: "linear", ...("predicted" in options ? {} : { folds: "5" }), ...options },
    args: [],
  });

describe("ppm", () => {
  it("predicts a score that is a sum of counts, leaving columns of words alone", async () => {
    const rows = Array.from(
      { length: 40 },
      (_, row) => `mix ${row},${row % 7},${(row * 3) % 11},${0.1 * (row % 7) - 0.05 * ((row * 3) % 11)}`,
    );
    const file = await fileOf("mixes.csv", `name,tables,chemistry,score\n${rows.join("\n")}\n`);
    const scores = await run(file, { target: "score" });
    expect(scores.spearman).toBeGreaterThan(0.99);
    expect(scores.rmse).toBeLessThan(1e-6);
    expect(scores).toMatchObject({ rows: 40, columns: 2, folds: 5, left_out: ["name"] });
    expect(Object.keys(scores).slice(0, 4)).toEqual(["spearman", "rmse", "mse", "p"]);
  });

  it("judges predictions that the table holds, fitting nothing", async () => {
    const file = await fileOf("predicted.csv", "what,score,guess\nx,1,1\ny,2,4\nz,3,3\nw,4,\n");
    await expect(run(file, { target: "score", model: undefined, predicted: "guess" })).rejects.toThrow(/Row 4/);
    const whole = await fileOf("whole.csv", "what,score,guess\nx,1,1\ny,2,4\nz,3,3\n");
    const scores = await run(whole, { target: "score", model: undefined, predicted: "guess" });
    expect(scores).toMatchObject({ spearman: 0.5, mse: 4 / 3, rows: 3 });
    expect(scores.p).toBeCloseTo(2 / 3, 10);
    await expect(run(whole, { target: "score", predicted: "guess" })).rejects.toThrow(/either/);
    await expect(run(whole, { target: "score", model: undefined })).rejects.toThrow(/either/);
  });

  it("boosts trees on two dozen rows too, in leaves of a quarter of them", async () => {
    const rows = Array.from({ length: 24 }, (_, row) => `${row},${row % 5},${row < 12 ? 0.2 : 0.8}`);
    const scores = await run(await fileOf("few.csv", `a,b,score\n${rows.join("\n")}\n`), { target: "score", model: "gbdt" });
    expect(scores.spearman).toBeGreaterThan(0.7);
  });

  it.each([...performanceModels])("%s copes with constant columns, ties and fewer rows than folds", async (model) => {
    const file = await fileOf("odd.csv", "same,a,score\n7,1,0.5\n7,2,0.5\n7,3,0.5\n7,4,0.5\n");
    const flat = await run(file, { target: "score", model, folds: "10" });
    expect(flat).toMatchObject({ folds: 4, spearman: { value: null } });
    expect(flat.rmse).toBeLessThan(1e-9);
    const tied = await fileOf("tied.csv", "same,a,score\n7,1,0.1\n7,1,0.1\n7,2,0.2\n7,2,0.2\n7,3,0.3\n7,3,0.3\n");
    const scores = await run(tied, { target: "score", model });
    expect(Number.isFinite(scores.rmse)).toBe(true);
  });

  it("says what is wrong with a table", async () => {
    const file = await fileOf("small.csv", "a,score\n1,2\n3,\n");
    await expect(run(file, { target: "missing" })).rejects.toThrow(UsageError);
    await expect(run(file, { target: "score" })).rejects.toThrow(/Row 2/);
    await expect(run(await fileOf("empty.csv", "a,score\n"), { target: "score" })).rejects.toThrow(/no rows/);
    await expect(run(await fileOf("few.csv", "a,score\n1,2\n3,4\n"), { target: "score" })).rejects.toThrow(/at least 3/);
    await expect(run(await fileOf("twice.csv", "a,a,score\n1,2,3\n"), { target: "score" })).rejects.toThrow(/two columns/);
    await expect(run(await fileOf("ragged.csv", "a,score\n1,2,3\n"), { target: "score" })).rejects.toThrow(/no CSV table/);
    await expect(run(await fileOf("nan.csv", "a,score\n1,2\n3,4\nNaN,5\n"), { target: "score" })).rejects.toThrow(/Row 3 .* “a” but “NaN”/);
  });
});

describe("rewardbench", () => {
  it("names the line and the subset that keep a run from being scored", async () => {
    const file = await fileOf("runs.jsonl", '{"alpacaeval-easy": 0.9}\n');
    await expect(rewardbench.run(context, { options: { weights: "published" }, args: [file] })).rejects.toThrow(
      /Line 1 .*alpacaeval-length/,
    );
    const broken = await fileOf("broken.jsonl", "\nnot json\n");
    await expect(rewardbench.run(context, { options: { weights: "published" }, args: [broken] })).rejects.toThrow(/Line 2/);
    await expect(rewardbench.run(context, { options: { weights: "other" }, args: [file] })).rejects.toThrow(UsageError);
  });
});

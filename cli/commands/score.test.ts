import { mkdtempSync, readFileSync, existsSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import type { CommandContext } from "@/cli/command";
import { command } from "@/cli/commands/score";
import { failureOf } from "@/cli/failure";
import { AppError } from "@/lib/errors";
import { scoreResponses } from "@/lib/reward-models/score-candidates";
import { contextOf } from "@/scripts/testing/command-context";

vi.mock("@/lib/reward-models/score-candidates", () => ({ scoreResponses: vi.fn() }));

const folder = mkdtempSync(path.join(os.tmpdir(), "plumbline-score-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const items = path.join(folder, "items.jsonl");
const out = path.join(folder, "scores.jsonl");
const rows = Array.from({ length: 5 }, (_, id) => JSON.stringify({ id: String(id), prompt: `p ${id}`, responses: [{ text: "a" }] }));
const context = contextOf(async () => ({ kind: "system", workspaceId: "wsp_a", name: "test" }));
const run = (to: string, more: Partial<CommandContext> = {}) =>
  command.run({ ...context, ...more }, { options: { version: "rmv_a", in: items, out: to }, args: [] });

/** Scores row by row, as the model does chunk by chunk. */
let afterRow: (row: number) => void = () => undefined;
beforeEach(() => {
  writeFileSync(items, rows.join("\n"));
  rmSync(out, { force: true });
  afterRow = () => undefined;
  vi.mocked(scoreResponses).mockImplementation(async (_actor, input, onScored) => {
    let row = 0;
    for await (const { responses } of input.rows) {
      await onScored([responses.map(() => row)], null);
      afterRow(row);
      row += 1;
    }
    return { rows: row };
  });
});

it("writes a line an item", async () => {
  expect(await run(out)).toMatchObject({ rows: 5 });
  expect(readFileSync(out, "utf8")).toBe(rows.map((_, id) => `{"id":"${id}","scores":[${id}]}\n`).join(""));
});

it("does not write over the file that it reads", async () => {
  const refused = await run(path.join(folder, ".", "items.jsonl")).then(
    () => null,
    (error: unknown) => failureOf(error, "score"),
  );
  expect(refused).toMatchObject({ status: 2, message: expect.stringContaining("--out: is the file that is read") });
  expect(readFileSync(items, "utf8")).toBe(rows.join("\n"));
});

it("stops where it is told to, and leaves no half of a file", async () => {
  const stop = new AbortController();
  afterRow = (row) => {
    if (row === 1) stop.abort(new AppError("cancelled", { userMessage: "Stopped." }));
  };
  await expect(run(out, { control: { signal: stop.signal, report: () => undefined } })).rejects.toThrow("Stopped.");
  expect(existsSync(out)).toBe(false);
});

it("leaves the file of an earlier run where nothing was scored", async () => {
  writeFileSync(out, "earlier");
  vi.mocked(scoreResponses).mockRejectedValueOnce(new AppError("not_found", { userMessage: "No such reward model." }));
  await expect(run(out)).rejects.toThrow("No such reward model.");
  expect(readFileSync(out, "utf8")).toBe("earlier");
});

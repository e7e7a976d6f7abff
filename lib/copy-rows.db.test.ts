import { beforeAll, expect, it } from "vitest";
import { copyRows } from "@/lib/copy-rows";
import { bulkConnection, bulkDb } from "@/lib/db";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

beforeAll(async () => {
  await bulkDb().$executeRaw`create table copied (n int primary key, t text, j jsonb, b boolean)`;
});

const texts = ["plain", "tab\tnew\nline\rback\\slash", "\\N", "\\.", "", "é😀", "\\t not a tab"];

it("copies texts as they are, with nothing, truth and JSON, in the caller's transaction", async () => {
  const rows = texts.map((text, n) => [n, text, JSON.stringify({ text }), n % 2 === 0] as const);
  await bulkDb().$transaction(async (tx) => {
    const client = await bulkConnection(tx);
    await copyRows(client, "copied", ["n", "t", "j", "b"], rows, (row) => row);
    await copyRows(client, "copied", ["n", "t", "j", "b"], [100], (n) => [n, null, null, null]);
  });
  const stored = await bulkDb().$queryRaw<
    { n: number; t: string | null; j: unknown; b: boolean | null }[]
  >`select * from copied order by n`;
  expect(stored).toEqual([...texts.map((t, n) => ({ n, t, j: { text: t }, b: n % 2 === 0 })), { n: 100, t: null, j: null, b: null }]);
});

it("fails with the constraint that a row breaks, and leaves nothing", async () => {
  const run = bulkDb().$transaction(async (tx) => {
    await copyRows(await bulkConnection(tx), "copied", ["n"], [500, 500], (n) => [n]);
  });
  await expect(run).rejects.toThrow("duplicate key");
  expect(await bulkDb().$queryRaw`select n from copied where n = 500`).toEqual([]);
});

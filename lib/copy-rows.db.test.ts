import { beforeAll, expect, it } from "vitest";
import { copyField, copySheets, openSheet } from "@/lib/copy-rows";
import { bulkConnection, bulkDb } from "@/lib/db";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

beforeAll(async () => {
  await bulkDb().$executeRaw`create table copied (n int primary key, t text, j jsonb, b boolean)`;
  await bulkDb().$executeRaw`create table beside (n int primary key, t text not null)`;
});

const texts = ["plain", "tab\tnew\nline\rback\\slash", "\\N", "\\.", "", "é😀", "\\t not a tab", "字".repeat(100_000)];

const openCopied = () => openSheet("copied", ["n", "t", "j", "b"]);

it("copies texts as they are, with nothing, truth and JSON, into several tables at once, in the caller's transaction", async () => {
  const copied = openCopied();
  const beside = openSheet("beside", ["n", "t"]);
  const nothing = openCopied();
  for (const [n, text] of texts.entries()) {
    copied.add(`${n}\t${copyField(text)}\t${copyField(JSON.stringify({ text }))}\t${n % 2 === 0}\n`);
    beside.add(`${n}\t${copyField(text)}\n`);
  }
  await bulkDb().$transaction(async (tx) => {
    const client = await bulkConnection(tx);
    await copySheets(client, [nothing, copied, beside], { before: "set local work_mem = '5MB'", after: "set local work_mem = '4MB'" });
    copied.clear();
    copied.add(`100\t${copyField(null)}\t\\N\t\\N\n`);
    await copySheets(client, [copied]);
    await copySheets(client, [nothing]);
  });
  const stored = await bulkDb().$queryRaw<
    { n: number; t: string | null; j: unknown; b: boolean | null }[]
  >`select * from copied order by n`;
  expect(stored).toEqual([...texts.map((t, n) => ({ n, t, j: { text: t }, b: n % 2 === 0 })), { n: 100, t: null, j: null, b: null }]);
  expect(await bulkDb().$queryRaw`select t from beside order by n`).toEqual(texts.map((t) => ({ t })));
});

it("fails with the constraint that a row breaks, leaves nothing of any table, and the connection goes on", async () => {
  const copied = openCopied();
  const beside = openSheet("beside", ["n", "t"]);
  const wide = "x".repeat(1_000);
  for (const n of [500, 500]) copied.add(`${n}\t\\N\t\\N\t\\N\n`);
  // More than the server reads before it fails: what was sent behind the fault must be passed over.
  for (let n = 500; n < 5_000; n += 1) beside.add(`${n}\t${wide}\n`);
  const run = bulkDb().$transaction(async (tx) => copySheets(await bulkConnection(tx), [copied, beside]));
  await expect(run).rejects.toThrow("duplicate key");
  expect(await bulkDb().$queryRaw`select n from copied where n = 500 union all select n from beside where n >= 500`).toEqual([]);
});

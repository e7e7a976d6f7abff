import fs, { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { systemActor } from "@/lib/auth/ensure-workspace";
import type { Actor } from "@/lib/auth/actor";
import { restoreBackup } from "@/lib/backup/restore-backup";
import { manifestSchema } from "@/lib/backup/schema";
import { inSnapshot, readTable } from "@/lib/backup/store";
import { writeBackup } from "@/lib/backup/write-backup";
import { closeDb, db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { importFiles } from "@/lib/imports/import-files";
import { silentRun } from "@/lib/jobs/progress";
import { inviteMember } from "@/lib/members/invite-member";
import { createProject } from "@/lib/projects/create-project";
import { requestAggregation } from "@/lib/aggregation/aggregate-project";
import { blobPath, deleteBlob, readBlob, writeBlob } from "@/lib/storage";
import { testDatabase } from "@/scripts/testing/database";

const database = testDatabase();
const folder = mkdtempSync(path.join(tmpdir(), "plumbline-backup-"));
const backup = path.join(folder, "one");
let actor: Actor;

/** Every row of every table as text: what must come back bit for bit. */
const everything = async (): Promise<Record<string, string[]>> => {
  const tables = await db().$queryRaw<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> '_prisma_migrations' order by 1`;
  const rows: Record<string, string[]> = {};
  for (const { name } of tables) {
    const found = await db().$queryRawUnsafe<{ line: string }[]>(`select t::text as line from "${name}" t order by 1`);
    rows[name] = found.map(({ line }) => line);
  }
  return rows;
};

/** What a restore may change: jobs wait again. */
const withoutJobs = ({ job: _job, ...rest }: Record<string, string[]>): Record<string, string[]> => rest;

const empty = async (): Promise<void> => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`do $$ declare t text; begin
    for t in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> '_prisma_migrations'
    loop execute format('truncate %I cascade', t); end loop; end $$`);
  await client.query("truncate pgboss.job");
  await client.end();
  rmSync(path.join(database.home, "blobs"), { recursive: true, force: true });
};

beforeAll(async () => {
  actor = await systemActor("test");
  const { project, campaign } = await createProject(actor, { name: "Kept", slug: "kept" });
  const file = path.join(database.home, "rows.jsonl");
  const odd = { a: null, b: 'line\nbreak, "quotes" \\ and ünïcode 😀', c: 1e-7, d: "a line\u2028of Unicode's\u2029own" };
  const rows = Array.from({ length: 30 }, (_, index) => ({
    id: `q${index}`,
    prompt: `Question ${index}\n\twith (brackets), commas`,
    responses: [{ text: `one ${index}` }, { text: "" }],
    labels: [{ annotator: "ada", kind: "human", choice: index % 2 }],
    meta: odd,
  }));
  writeFileSync(file, [...rows.map((row) => JSON.stringify(row)), "{broken"].join("\n"));
  await importFiles(
    actor,
    { projectId: project.id, campaignIds: [campaign.id], paths: [file], format: "jsonl", onError: "skip" },
    silentRun(),
  );
  await inviteMember(actor, { role: "annotator", email: "reader@example.org" });
  await db().encodedText.create({ data: { encoder: "e", contentHash: "h", vector: Buffer.from([0, 255, 10, 92, 39]) } });
  await writeBlob("exports/one/file.bin", Buffer.from([1, 2, 3, 0, 255]));
  await requestAggregation(actor, { projectId: project.id, model: "majority", source: "human" });
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
});

describe("a stored file", () => {
  it("is on the disk before its name is, and its name before it is told", async () => {
    const key = "exports/power/file.bin";
    const seen: string[] = [];
    const spot = (what: string): void => void seen.push(`${what}, ${existsSync(blobPath(key)) ? "named" : "nameless"}`);
    const [bytes, handle] = [vi.spyOn(fs, "fsync"), await open(database.home)];
    vi.spyOn(Object.getPrototypeOf(handle) as FileHandle, "sync").mockImplementation(async () => spot("folder"));
    bytes.mockImplementation((_file, done) => {
      spot("bytes");
      done(null);
    });
    await writeBlob(key, Buffer.from("labels"));
    vi.restoreAllMocks();
    await handle.close();
    // Its folder, that of exports, that of blobs, the home.
    expect(seen).toEqual(["bytes, nameless", "folder, named", "folder, named", "folder, named", "folder, named"]);
    await deleteBlob("exports/power");
  });
});

describe("a backup", () => {
  it("is everything with checksums, in a folder of its own, for owners alone", async () => {
    const report = await writeBackup(actor, { folder: backup }, silentRun());
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(path.join(backup, "manifest.json"), "utf8")));
    expect(report).toMatchObject({ tables: manifest.tables.length, blobs: 1 });
    expect(manifest.tables.find(({ name }) => name === "item")?.rows).toBe(30);
    expect(report.rows).toBe(Object.values(await everything()).flat().length);
    await expect(writeBackup(actor, { folder: backup }, silentRun())).rejects.toMatchObject({ code: "conflict" });
    const userId = newId("user");
    const other = path.join(folder, "other");
    await expect(
      writeBackup({ kind: "person", userId, workspaceId: actor.workspaceId }, { folder: other }, silentRun()),
    ).rejects.toMatchObject({ code: "not_found" });
    expect(existsSync(other)).toBe(false);
  });

  it("goes on where a file is gone before its turn", async () => {
    await writeBlob("trainings/ended/checkpoint.bin", Buffer.from("soon over"));
    const other = path.join(folder, "meanwhile");
    const report = ({ message }: { message?: string }): void =>
      void (message === "Copying files" && rmSync(blobPath("trainings/ended"), { recursive: true, force: true }));
    expect(await writeBackup(actor, { folder: other }, { signal: new AbortController().signal, report })).toMatchObject({ blobs: 1 });
  });

  it("holds few rows at a time where they are long, and each once", async () => {
    const groups = inSnapshot(async (tx) => {
      await tx.$executeRaw`create table long_rows (place int, body text)`;
      await tx.$executeRaw`
        insert into long_rows select n, case when n between 1001 and 1005 then repeat('x', 9000000) else 'short' end from generate_series(1, 2100) n`;
      const found: { rows: number; chars: number; first: string }[] = [];
      for await (const lines of readTable(tx, "long_rows"))
        found.push({ rows: lines.length, chars: lines.join("").length, first: lines[0]?.slice(0, 6) ?? "" });
      throw Object.assign(new Error("rolled back"), { found });
    });
    const { found } = await groups.catch((error: Error & { found: { rows: number; chars: number; first: string }[] }) => error);
    expect(found.map(({ rows }) => rows)).toEqual([1_000, 2, 2, 996, 100]);
    expect(Math.max(...found.map(({ chars }) => chars))).toBeLessThan(25_000_000);
    expect(found.map(({ first }) => first.split(",")[0])).toEqual(["(1", "(1001", "(1003", "(1005", "(2001"]);
  });

  it("that breaks off leaves nothing in the way", async () => {
    const other = path.join(folder, "three");
    const stop = new AbortController();
    const report = ({ done }: { done: number }): void => void (done === 9 && stop.abort(new Error("full")));
    await expect(writeBackup(actor, { folder: other }, { signal: stop.signal, report })).rejects.toThrow("full");
    expect(readdirSync(other)).toEqual([]);
  });

  it("is not restored over anything", async () => {
    await expect(restoreBackup({ folder: backup }, silentRun())).rejects.toThrow(/not empty/);
    await expect(restoreBackup({ folder }, silentRun())).rejects.toThrow(/no manifest/);
    const cut = mkdtempSync(path.join(folder, "cut-"));
    writeFileSync(path.join(cut, "manifest.json"), readFileSync(path.join(backup, "manifest.json"), "utf8").slice(0, 500));
    await expect(restoreBackup({ folder: cut }, silentRun())).rejects.toThrow(/manifest of .* is broken/);
  });

  it("that was altered restores nothing", async () => {
    await empty();
    const file = path.join(backup, "tables/item.jsonl.gz");
    const whole = readFileSync(file);
    appendFileSync(file, "x");
    await expect(restoreBackup({ folder: backup }, silentRun())).rejects.toThrow(
      /tables\/item.jsonl.gz of the backup has another checksum/,
    );
    expect(Object.values(await everything()).flat()).toEqual([]);
    writeFileSync(file, whole);
  });

  it("brings back every row and file, and sends waiting work again", async () => {
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(path.join(backup, "manifest.json"), "utf8")));
    const report = await restoreBackup({ folder: backup }, silentRun());
    expect(report.rows).toBe(manifest.tables.reduce((sum, { rows }) => sum + rows, 0));
    expect([...(await buffer(readBlob("exports/one/file.bin")))]).toEqual([1, 2, 3, 0, 255]);
    const again = path.join(folder, "again");
    await writeBackup(actor, { folder: again }, silentRun());
    const second = manifestSchema.parse(JSON.parse(readFileSync(path.join(again, "manifest.json"), "utf8")));
    const sums = (one: typeof manifest) => one.tables.filter(({ name }) => name !== "job").map(({ name, file }) => [name, file.sha256]);
    expect(sums(second)).toEqual(sums(manifest));
    expect(withoutJobs(await everything())["item"]).toHaveLength(30);
    const sent = await db().$queryRaw<{ name: string }[]>`select name from pgboss.job where state = 'created'`;
    expect(sent).toEqual([{ name: "aggregate-project" }]);
    // A counter goes on after what came in.
    const refusal = await db().importRefusal.findFirstOrThrow({ select: { id: true, importId: true } });
    const next = await db().importRefusal.create({
      data: { importId: refusal.importId, file: "f", line: 1, reason: "r", excerpt: "" },
      select: { id: true },
    });
    expect(next.id > refusal.id).toBe(true);
    await closeDb();
  });
});

import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { sweepFetched } from "@/lib/imports/fetch-import";
import { sweepImports } from "@/lib/imports/heartbeat";
import { importFiles } from "@/lib/imports/import-files";
import type { ImportFiles } from "@/lib/imports/import-files";
import type * as Rows from "@/lib/imports/read-rows";
import { findSource } from "@/lib/imports/containers/find-source";
import { detectReading } from "@/lib/imports/detect-reading";
import { runImports } from "@/lib/imports/run-imports";
import { insertImport, markStarted } from "@/lib/imports/store";
import { openTargets } from "@/lib/imports/targets";
import { undoImport } from "@/lib/imports/undo-import";
import { silentRun } from "@/lib/jobs/progress";
import { createProject } from "@/lib/projects/create-project";
import { blobPath, writeBlob } from "@/lib/storage";
import { testDatabase } from "@/scripts/testing/database";

const database = testDatabase();

/** What reading waits for after so many rows: a process that is stopped. */
const frozen = vi.hoisted(() => ({ after: Number.POSITIVE_INFINITY, until: null as Promise<void> | null, reached: false }));

vi.mock("@/lib/imports/read-rows", async (load) => {
  const real = await load<typeof Rows>();
  return {
    ...real,
    readRows: async function* (...asked: Parameters<typeof real.readRows>): ReturnType<typeof real.readRows> {
      let read = 0;
      for await (const row of real.readRows(...asked)) {
        read += 1;
        if (read > frozen.after) {
          frozen.reached = true;
          await frozen.until;
        }
        yield row;
      }
    },
  };
});

afterEach(() => {
  Object.assign(frozen, { after: Number.POSITIVE_INFINITY, until: null, reached: false });
});

let actor: Actor;
beforeAll(async () => {
  actor = await systemActor("test");
});

const rows = 1_500;

/** An import that skips bad rows, stopped when two batches of three are in; and what wakes it. */
const stopHalfWay = async (slug: string) => {
  const { project, campaign } = await createProject(actor, { name: slug, slug });
  const file = path.join(database.home, `${slug}.jsonl`);
  const row = (index: number): string =>
    JSON.stringify({ id: `r${index}`, prompt: `Which ${index}?`, responses: [{ text: "a" }, { text: "b" }] });
  writeFileSync(file, Array.from({ length: rows }, (_, index) => row(index)).join("\n"));
  let wake: () => void = () => undefined;
  frozen.after = 1_100;
  frozen.until = new Promise((resolve) => {
    wake = resolve;
  });
  const input: ImportFiles = { projectId: project.id, campaignIds: [campaign.id], paths: [file], format: "auto", onError: "skip" };
  const ended = importFiles(actor, input, silentRun()).then(
    () => "done",
    (error: unknown) => String(error),
  );
  const count = async (): Promise<number> => db().item.count({ where: { projectId: project.id } });
  await vi.waitFor(async () => expect([frozen.reached, await count()]).toEqual([true, 1_000]), { timeout: 20_000 });
  const { id } = await db().import.findFirstOrThrow({ where: { projectId: project.id }, select: { id: true } });
  return { projectId: project.id, importId: id, wake, ended, count };
};

describe("an import that stood still until it was taken for dead", () => {
  it("writes nothing more when it wakes, and stays as it was closed", async () => {
    const at = await stopHalfWay("woken");
    await db().$executeRaw`update import set heartbeat_at = now() - interval '1 minute' where id = ${at.importId}`;
    await sweepImports();
    at.wake();
    expect(await at.ended).toContain("was closed meanwhile");
    expect(await at.count()).toBe(1_000);
    expect(await db().import.findUniqueOrThrow({ where: { id: at.importId } })).toMatchObject({ state: "failed", itemsAdded: 1_000 });
  });

  it("brings back nothing of what was undone", async () => {
    const at = await stopHalfWay("undone");
    await db().$executeRaw`update import set heartbeat_at = now() - interval '1 minute' where id = ${at.importId}`;
    await sweepImports();
    await undoImport(actor, at);
    at.wake();
    expect(await at.ended).toContain("was closed meanwhile");
    expect(await at.count()).toBe(0);
    expect(await db().import.findUniqueOrThrow({ where: { id: at.importId } })).toMatchObject({ state: "undone" });
  });

  it("names no refused line that its successor has named", async () => {
    const { project, campaign } = await createProject(actor, { name: "twice", slug: "twice" });
    const file = path.join(database.home, "twice.jsonl");
    const row = (index: number): string =>
      index % 100 === 50
        ? "broken"
        : JSON.stringify({ id: `r${index}`, prompt: `Which ${index}?`, responses: [{ text: "a" }, { text: "b" }] });
    writeFileSync(file, Array.from({ length: 2_200 }, (_, index) => row(index)).join("\n"));
    const importId = newId("import");
    await insertImport(project.id, importId, {
      fileName: "twice.jsonl",
      byteSize: 1,
      storageKey: `imports/${importId}`,
      createdById: null,
    });
    const source = await findSource(file);
    const { reading } = await detectReading(source, "auto");
    await markStarted(db(), project.id, importId, { campaignId: campaign.id, onError: "skip", reading });
    const wakes: (() => void)[] = [];
    const run = async (after: number): Promise<string> => {
      Object.assign(frozen, { after, reached: false, until: new Promise<void>((resolve) => wakes.push(resolve)) });
      const targets = await openTargets(project.id, [campaign], [importId]);
      return runImports({ projectId: project.id, targets }, [{ importId, source, reading }], "skip", silentRun()).then(
        () => "done",
        (error: unknown) => String(error),
      );
    };
    const items = async (count: number): Promise<void> =>
      vi.waitFor(async () => expect([frozen.reached, await db().item.count({ where: { importId } })]).toEqual([true, count]), {
        timeout: 20_000,
      });
    const paused = run(1_100);
    await items(990);
    const successor = run(1_700);
    await items(1_485);
    wakes[0]?.();
    await vi.waitFor(async () => expect(await db().importRefusal.count({ where: { importId } })).toBeGreaterThanOrEqual(15));
    wakes[1]?.();
    expect([await paused, await successor].some((end) => end === "done")).toBe(true);
    const lines = await db().importRefusal.findMany({ where: { importId }, select: { line: true }, orderBy: { line: "asc" } });
    expect(lines.map(({ line }) => line)).toEqual(Array.from({ length: 22 }, (_, i) => 100 * i + 51));
    expect(await db().import.findUniqueOrThrow({ where: { id: importId } })).toMatchObject({
      state: "done",
      rowsRefused: 22,
      itemsAdded: 2_178,
    });
  });

  it("leaves no fetched file for good, and takes none of an import that has its own", async () => {
    const { project } = await createProject(actor, { name: "fetched", slug: "fetched" });
    const [whole, lost, coming] = [newId("import"), newId("import"), newId("import")];
    const row = { fileName: "x.jsonl", byteSize: 1, createdById: null };
    await insertImport(project.id, whole, { ...row, storageKey: `imports/${whole}/late` });
    await insertImport(project.id, coming, { ...row, storageKey: null, state: "fetching" });
    await insertImport(project.id, lost, { ...row, storageKey: `imports/${lost}` });
    for (const key of [`${whole}/late/a.jsonl`, `${whole}/killed`, `${lost}/a.jsonl`, `${coming}/now`])
      await writeBlob(`imports/${key}`, Buffer.from("x"));
    await sweepFetched();
    const there = [`${whole}/late/a.jsonl`, `${whole}/killed`, `${lost}/a.jsonl`, `${coming}/now`].map((key) =>
      existsSync(blobPath(`imports/${key}`)),
    );
    expect(there).toEqual([true, false, true, true]);
  });
});

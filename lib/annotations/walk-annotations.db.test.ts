import { beforeAll, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { walkAnnotations } from "@/lib/annotations/walk-annotations";
import { settledUntil } from "@/lib/annotations/walk-store";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { firstIdAt, newId } from "@/lib/ids";
import { openCampaign } from "@/scripts/testing/campaign";
import type { OpenCampaign } from "@/scripts/testing/campaign";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

let place: OpenCampaign;
let reader: Actor;
let annotatorId = "";

beforeAll(async () => {
  place = await openCampaign({ people: 1, tasks: 3, overlap: 1 });
  const { workspaceId } = await db().project.findUniqueOrThrow({ where: { id: place.projectId }, select: { workspaceId: true } });
  reader = { kind: "system", workspaceId, name: "test" };
  annotatorId = newId("annotator");
  await db().annotator.create({ data: { id: annotatorId, projectId: place.projectId, name: "model", source: "lm" } });
});

/** An answer whose id was made so long ago. */
const store = async (tx: Tx, secondsAgo: number): Promise<string> => {
  const { projectId, campaignId } = place;
  const { id: taskId } = await tx.task.findFirstOrThrow({ where: { campaignId }, select: { id: true } });
  const id = firstIdAt("annotation", new Date(Date.now() - secondsAgo * 1_000)) + newId("annotation").slice(14);
  await tx.annotation.create({ data: { id, projectId, campaignId, taskId, annotatorId, idemKey: id, payloadHash: "", response: {} } });
  return id;
};
const read = async (settled: boolean, after?: string): Promise<string[]> => {
  const lines = await walkAnnotations(reader, { projectId: place.projectId, settled, after }, new AbortController().signal);
  const ids: string[] = [];
  for await (const { id } of lines) ids.push(id);
  return ids;
};

it("reading on behind the last answer misses one that was being stored, but for what is settled", async () => {
  let commit = () => {};
  const told = new Promise<void>((resolve) => (commit = resolve));
  let begun = () => {};
  const writing = new Promise<void>((resolve) => (begun = resolve));
  let slow = "";
  const stored = db().$transaction(async (tx) => {
    slow = await store(tx, 1);
    begun();
    await told;
  });
  await writing;
  const [old, quick] = [await store(db(), 100), await store(db(), 0)];
  expect(slow < quick).toBe(true);

  // All that is stored, and what follows the last of it: the slow one is never seen.
  expect(await read(false)).toEqual([old, quick]);
  const first = await read(true);
  expect(first).toEqual([old]);
  const before = await settledUntil();
  await new Promise((resolve) => setTimeout(resolve, 100));
  // However long it takes, nothing behind its beginning is given.
  expect(await settledUntil()).toEqual(before);
  commit();
  await stored;
  expect(await read(false, quick)).toEqual([]);
  expect(Number(await settledUntil())).toBeGreaterThan(Number(before));

  // Half a minute later.
  const ids = [slow, quick].map((id, place) => [id, firstIdAt("annotation", new Date(Date.now() - 60_000 + place)) + id.slice(14)]);
  for (const [id, earlier] of ids) await db().$executeRaw`update annotation set id = ${earlier} where id = ${id}`;
  expect(await read(true, first.at(-1))).toEqual(ids.map(([, earlier]) => earlier));
});

it("nothing is settled while another role writes, whose times it may not see", async () => {
  await db().$executeRaw`create role plumbline_reader nosuperuser`;
  await db().$executeRaw`grant usage on schema public to plumbline_reader`;
  const asReader = async (): Promise<number> =>
    db().$transaction(async (tx) => {
      await tx.$executeRaw`set local role plumbline_reader`;
      return Number(await settledUntil(tx));
    });
  try {
    const earlier = await asReader();
    expect(earlier).toBeGreaterThan(Date.now() - 120_000);
    await db().$transaction(async (tx) => {
      await store(tx, 0);
      expect(await asReader()).toBe(0);
      expect(firstIdAt("annotation", new Date(0)) < (await store(tx, 100))).toBe(true);
    });
    expect(await asReader()).toBeGreaterThan(earlier);
  } finally {
    await db().$executeRaw`drop owned by plumbline_reader`;
    await db().$executeRaw`drop role plumbline_reader`;
  }
});

import { text } from "node:stream/consumers";
import { beforeAll, describe, expect, it } from "vitest";
import { buildWorld } from "@/lib/api/testing/world";
import type { World } from "@/lib/api/testing/world";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { checkLog, checkWholeLog, recheckLogs } from "@/lib/audit/check-log";
import { exportAudit } from "@/lib/audit/export-audit";
import { listAudit, nameSubjects, walkAudit } from "@/lib/audit/list-audit";
import type { AuditEntry, AuditFilter } from "@/lib/audit/schema";
import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { checkAudit } from "@/lib/auth/check-audit";
import { sealAudit } from "@/lib/auth/seal-audit";
import { db } from "@/lib/db";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

let world: World;
let key: Extract<Actor, { kind: "api key" }>;

const append = async (actor: Actor, entry: Parameters<typeof appendAudit>[2]): Promise<void> =>
  db().$transaction((tx) => appendAudit(tx, actor, entry));
const list = async (filter: AuditFilter, page: { before?: string; after?: string; take?: number } = {}): Promise<AuditEntry[]> =>
  (await listAudit(world.actors.admin, { filter, ...page })).entries;
const personId = (actor: Actor): string => (actor.kind === "person" ? actor.userId : "");

beforeAll(async () => {
  world = await buildWorld();
  const { owner, admin } = world.actors;
  const made = await createApiKey(owner, { name: "nightly", scopes: ["audit:see"], days: 1 });
  const workspaceId = world.own.workspaceId;
  key = { kind: "api key", keyId: made.id, userId: personId(owner), workspaceId, scopes: new Set(["audit:see"]), projectId: null };
  await append(owner, { action: "tasks:open", projectId: world.own.projectId, subjectId: world.own.campaignId, detail: { tasks: 12 } });
  await append(key, { action: "exports:create", projectId: world.siblingId, detail: { did: '=cmd|" /C calc"' } });
  await append(admin, { action: "members:edit", detail: { from: "annotator", to: "researcher" } });
  await append({ kind: "system", workspaceId, name: "worker" }, { action: "routing:alarm", projectId: world.own.projectId });
  await append(
    { kind: "system", workspaceId: world.foreign.workspaceId, name: "worker" },
    { action: "tasks:open", projectId: world.foreign.projectId },
  );
});

describe("the audit log", () => {
  it("is told newest first, page by page without gap or double, and never another workspace's", async () => {
    const all = await list({}, { take: 1_000 });
    expect(all.slice(0, 4).map(({ action }) => action)).toEqual(["routing:alarm", "members:edit", "exports:create", "tasks:open"]);
    expect(all.some(({ project }) => project?.id === world.foreign.projectId)).toBe(false);
    const paged: AuditEntry[] = [];
    for (let page = await list({}, { take: 3 }); page.length > 0; page = await list({}, { take: 3, before: paged.at(-1)?.id ?? "" }))
      paged.push(...page);
    expect(paged).toEqual(all);
    expect(await list({}, { take: 2, after: all[4]?.id ?? "" })).toEqual(all.slice(2, 4));
    expect(all.every(({ at }) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(at))).toBe(true);
  });

  it("goes by person with their keys, by key, by the system, by act, project and day", async () => {
    const acts = async (filter: AuditFilter) => (await list(filter)).map(({ action }) => action);
    expect(await acts({ by: personId(world.actors.owner) })).toEqual(["exports:create", "tasks:open", "api-keys:own"]);
    expect(await acts({ by: key.keyId })).toEqual(["exports:create"]);
    expect((await list({ by: key.keyId }))[0]?.actor).toBe("owner by key “nightly”");
    expect(new Set((await list({ by: "system" })).map(({ actorKind }) => actorKind))).toEqual(new Set(["system"]));
    expect(await acts({ action: "members:edit" })).toEqual(["members:edit"]);
    expect(new Set((await list({ projectId: world.siblingId })).map(({ project }) => project?.id))).toEqual(new Set([world.siblingId]));
    const today = (await list({}))[0]?.at.slice(0, 10) ?? "";
    expect((await list({ from: today })).length).toBeGreaterThan(0);
    expect(await list({ from: "2999-01-01" })).toEqual([]);
    expect(await list({ to: "2000-01-01" })).toEqual([]);
  });

  it("is open to admins and owners, and to keys with its scope; whom and what it does not know is not found", async () => {
    for (const role of ["researcher", "annotator"] as const) {
      await expect(listAudit(world.actors[role], {})).rejects.toMatchObject({ code: "forbidden" });
      await expect(walkAudit(world.actors[role], {})).rejects.toMatchObject({ code: "forbidden" });
      await expect(nameSubjects(world.actors[role], [])).rejects.toMatchObject({ code: "forbidden" });
      await expect(checkAudit(world.actors[role])).rejects.toMatchObject({ code: "forbidden" });
    }
    expect((await listAudit(world.actors.owner, {})).entries.length).toBeGreaterThan(0);
    await expect(listAudit({ ...key, scopes: new Set(["exports:see"]) }, {})).rejects.toMatchObject({ code: "forbidden" });
    const stranger = await db().user.create({ data: { id: "usr_stranger", email: "stranger@example.org", name: "Stranger" } });
    await db().member.create({
      data: { id: "mem_stranger", workspaceId: world.foreign.workspaceId, userId: stranger.id, role: "owner" },
    });
    const gone = { code: "not_found" };
    for (const by of [stranger.id, "usr_nobody"]) await expect(list({ by })).rejects.toMatchObject(gone);
    await expect(list({ projectId: world.foreign.projectId })).rejects.toMatchObject(gone);
    const bound = { ...key, projectId: world.siblingId };
    expect((await listAudit(bound, { filter: { projectId: world.siblingId } })).entries.length).toBeGreaterThan(0);
    await expect(listAudit(bound, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(listAudit(bound, { filter: { projectId: world.own.projectId } })).rejects.toMatchObject(gone);
  });

  it("names what entries are about as it is called now, nothing of another workspace", async () => {
    const entry = { subjectId: world.own.campaignId };
    const names = await nameSubjects(world.actors.admin, [entry, { subjectId: world.foreign.campaignId }, { subjectId: "mem_stranger" }]);
    expect([...names.keys()]).toEqual([world.own.campaignId]);
    expect(names.get(world.own.campaignId)).toMatchObject({ name: "Pairwise comparison", handle: "pairwise" });
  });

  it("comes as CSV that no spreadsheet runs, and as JSON lines", async () => {
    const file = async (format: "csv" | "jsonl") =>
      text((await exportAudit(world.actors.admin, { filter: { projectId: world.siblingId }, format })).stream);
    const [first] = (await file("jsonl")).split("\n");
    expect(JSON.parse(first ?? "")).toMatchObject({ action: "exports:create", project: "sibling", detail: { did: '=cmd|" /C calc"' } });
    const csv = await file("csv");
    expect(csv.split("\r\n")[0]).toBe("entry,at,actor_kind,actor_id,actor,action,project,subject_id,detail,block");
    expect(csv).not.toMatch(/(?:^|,)"?[=+@]/m);
  });

  it("says up to which entry the chain is whole, what waits, and where it breaks", async () => {
    await sealAudit();
    const { owner } = world.actors;
    const sealedTo = (await list({}))[0]?.id ?? "";
    await append(owner, { action: "projects:edit", projectId: world.own.projectId });
    expect(await checkAudit(owner)).toMatchObject({ wholeUpTo: sealedTo, waiting: 1, broken: [] });
    await sealAudit();
    const last = (await list({}))[0]?.id ?? "";
    const whole = await checkAudit(owner);
    expect(whole).toMatchObject({ wholeUpTo: last, waiting: 0, broken: [], last: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    await db().auditEvent.update({ where: { id: BigInt(last) }, data: { action: "projects:archive" }, select: { id: true } });
    expect(await checkAudit(owner)).toMatchObject({
      wholeUpTo: sealedTo,
      broken: [{ block: whole.last?.block, from: last, to: last, unlinked: false }],
    });
    await db().auditEvent.delete({ where: { id: BigInt(last) }, select: { id: true } });
    expect(await checkAudit(owner)).toMatchObject({ wholeUpTo: sealedTo, broken: [{ from: null, to: null }] });
  });
});

describe("a kept check of the whole log", () => {
  const change = async (id: string, action: string): Promise<void> => {
    await db().auditEvent.update({ where: { id: BigInt(id) }, data: { action }, select: { id: true } });
  };
  const sealOne = async (): Promise<string> => {
    await append(world.actors.owner, { action: "projects:edit", projectId: world.own.projectId });
    await sealAudit();
    return (await list({}, { take: 1 }))[0]?.id ?? "";
  };

  it("is gone on from: what was sealed since is recomputed, and what was there is told as of then", async () => {
    // Whatever the tests before left broken was found by the first check, and is told until the next whole one.
    const first = await checkLog(world.actors.owner);
    expect(first).toMatchObject({ wholeAt: null, recomputed: first.chain.checked });
    const newest = await sealOne();
    const second = await checkLog(world.actors.owner);
    expect(second).toMatchObject({ recomputed: 1, wholeAt: expect.any(String) });
    expect(second.chain).toMatchObject({ checked: first.chain.checked + 1, broken: first.chain.broken, waiting: 0 });
    await change(newest, "projects:archive");
    const found = (await checkLog(world.actors.owner)).chain.broken.at(-1);
    expect(found).toMatchObject({ from: newest, to: newest, unlinked: false });
    await change(newest, "projects:edit");
    expect((await checkLog(world.actors.owner)).chain.broken).toEqual(first.chain.broken);
  });

  it("does not vouch for older entries: a whole check finds what was changed behind it, and is what later visits tell", async () => {
    const newest = await sealOne();
    const { broken } = await checkWholeLog(world.actors.owner);
    await change(newest, "projects:archive");
    expect((await checkLog(world.actors.owner)).chain.broken).toEqual(broken);
    await checkWholeLog(world.actors.owner);
    const later = await checkLog(world.actors.owner);
    expect(later).toMatchObject({ recomputed: 0, chain: { broken: [...broken, { from: newest, to: newest }] } });
    await change(newest, "projects:edit");
  });

  it("is not trusted where its row was written by another hand, or its last block is gone; then all is recomputed", async () => {
    await checkWholeLog(world.actors.owner);
    const [row] = await db().auditCheck.findMany({ select: { workspaceId: true, sealed: true } });
    const { workspaceId = "", sealed = new Uint8Array() } = row ?? {};
    await db().auditCheck.update({ where: { workspaceId }, data: { sealed: Uint8Array.from(sealed, (byte) => byte ^ 1) } });
    expect((await checkLog(world.actors.owner)).wholeAt).toBeNull();
    expect((await checkLog(world.actors.owner)).wholeAt).not.toBeNull();
    const [last] = await db().auditSeal.findMany({ where: { workspaceId }, orderBy: { id: "desc" }, take: 1, select: { id: true } });
    await db().auditEvent.updateMany({ where: { sealId: last?.id ?? null }, data: { sealId: null } });
    await db().auditSeal.delete({ where: { id: last?.id ?? 0n }, select: { id: true } });
    expect((await checkLog(world.actors.owner)).wholeAt).toBeNull();
  });

  it("is made anew once a day, whoever looks", async () => {
    await checkWholeLog(world.actors.owner);
    const before = await db().auditCheck.findFirstOrThrow({ select: { workspaceId: true, checkedAt: true } });
    await recheckLogs();
    const where = { workspaceId: before.workspaceId };
    expect((await db().auditCheck.findUniqueOrThrow({ where, select: { checkedAt: true } })).checkedAt).toEqual(before.checkedAt);
    await db().auditCheck.update({ where, data: { checkedAt: new Date(before.checkedAt.getTime() - 25 * 3_600_000) } });
    await recheckLogs();
    expect((await db().auditCheck.findUniqueOrThrow({ where, select: { checkedAt: true } })).checkedAt.getTime()).toBeGreaterThan(
      before.checkedAt.getTime(),
    );
  });
});

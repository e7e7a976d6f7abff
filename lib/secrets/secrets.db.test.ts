import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { db } from "@/lib/db";
import { createProject } from "@/lib/projects/create-project";
import { installationKey } from "@/lib/secrets/installation-key";
import { dropSecret, keepSecret } from "@/lib/secrets/keep-secret";
import { describeSecrets, openSecret } from "@/lib/secrets/open-secret";
import { testDatabase } from "@/scripts/testing/database";

const database = testDatabase();
const projects: string[] = [];
let actor: Actor;

beforeAll(async () => {
  actor = await systemActor("test");
  for (const name of ["One", "Two"]) projects.push((await createProject(actor, { name, kind: "pairwise" })).project.id);
});

const value = "sk-live-0123456789abcdef";
const keep = (projectId: string, replaces?: string) =>
  db().$transaction((tx) => keepSecret(tx, actor, { projectId, purpose: "judge", value, replaces }));

describe("secrets", () => {
  it("are kept encrypted, shown by their last four characters, and opened only by who uses them", async () => {
    const [projectId = "", other = ""] = projects;
    const kept = await keep(projectId);
    expect(kept.lastFour).toBe("cdef");
    expect(JSON.stringify(kept)).not.toContain("sk-live");
    const row = await db().secret.findUniqueOrThrow({ where: { id: kept.id } });
    expect(Buffer.from(row.sealed).includes(Buffer.from("sk-live"))).toBe(false);
    expect(
      JSON.stringify(await db().auditEvent.findMany({ where: { subjectId: kept.id }, select: { detail: true, actorId: true } })),
    ).not.toContain("sk-live");
    expect(await openSecret(actor, { projectId, secretId: kept.id, purpose: "judge" })).toBe(value);
    await expect(openSecret(actor, { projectId, secretId: kept.id, purpose: "hub" })).rejects.toMatchObject({ code: "not_found" });
    await expect(openSecret(actor, { projectId: other, secretId: kept.id, purpose: "judge" })).rejects.toMatchObject({ code: "not_found" });
    expect([...(await describeSecrets(actor, { projectId, secretIds: [kept.id] })).values()]).toEqual([kept]);
  });

  it("are replaced and dropped for good", async () => {
    const [projectId = ""] = projects;
    const first = await keep(projectId);
    const second = await keep(projectId, first.id);
    await expect(openSecret(actor, { projectId, secretId: first.id, purpose: "judge" })).rejects.toMatchObject({ code: "not_found" });
    await db().$transaction((tx) => dropSecret(tx, actor, { projectId, secretId: second.id }));
    expect(await db().secret.count({ where: { id: { in: [first.id, second.id] } } })).toBe(0);
  });

  it("says so where a row was moved to another project behind our back", async () => {
    const [projectId = "", other = ""] = projects;
    const kept = await keep(projectId);
    await db().secret.update({ where: { id: kept.id }, data: { projectId: other } });
    await expect(openSecret(actor, { projectId: other, secretId: kept.id, purpose: "judge" })).rejects.toMatchObject({ code: "refused" });
  });

  it("share one key of the installation, whoever asks first, in a file for its owner alone", async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, installationKey));
    expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
    expect((await stat(path.join(database.home, "secrets-key"))).mode & 0o777).toBe(0o600);
    expect((await readdir(database.home)).filter((name) => name.startsWith("secrets-key"))).toEqual(["secrets-key"]);
  });
});

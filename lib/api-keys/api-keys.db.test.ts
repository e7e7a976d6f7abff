import { beforeAll, describe, expect, it } from "vitest";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { listApiKeys } from "@/lib/api-keys/list-api-keys";
import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { Action, Role } from "@/lib/auth/permissions";
import { keyActions } from "@/lib/auth/permissions";
import { requestActor } from "@/lib/auth/request-actor";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { changeRole } from "@/lib/members/change-role";
import { inviteMember } from "@/lib/members/invite-member";
import { setDisabled } from "@/lib/members/set-disabled";
import { createProject } from "@/lib/projects/create-project";
import { getProject } from "@/lib/projects/get-project";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const workspaceId = newId("workspace");
const system: Actor = { kind: "system", workspaceId, name: "test" };

const join = async (role: Role) => {
  const [userId, memberId] = [newId("user"), newId("member")];
  await db().user.create({ data: { id: userId, email: `${userId}@example.org`, name: role } });
  await db().member.create({ data: { id: memberId, workspaceId, userId, role } });
  const actor: Actor = { kind: "person", userId, workspaceId };
  return { actor, memberId, userId };
};

const withKey = (token: string): Request => new Request("http://x/api", { headers: { authorization: `Bearer ${token}` } });
const scoped = (scopes: Action[], projectId: string | null = null) => ({
  name: "script",
  scopes: keyActions.filter((one) => scopes.includes(one)),
  projectId,
});
const codeOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => "ok",
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );

beforeAll(async () => {
  await db().workspace.create({ data: { id: workspaceId, slug: workspaceId, name: "Test" } });
});

describe("a key", () => {
  it("acts for its owner within its scopes", async () => {
    const { actor, userId } = await join("researcher");
    const { token, id } = await createApiKey(actor, scoped(["projects:see"]));
    const key = await requestActor(withKey(token));
    expect(key).toMatchObject({ kind: "api key", keyId: id, userId, workspaceId, projectId: null });
    expect(await codeOf(guard(key, "projects:see"))).toBe("ok");
    expect(await codeOf(guard(key, "projects:create"))).toBe("forbidden");
  });

  it("keeps no token, only its hash and how it begins", async () => {
    const { actor } = await join("owner");
    const { token, prefix } = await createApiKey(actor, scoped(["items:see"]));
    const stored = JSON.stringify([await db().apiKey.findMany(), await db().auditEvent.findMany({ select: { detail: true } })]);
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(token.slice(-20));
    expect(token.startsWith(prefix)).toBe(true);
  });

  it("is not made beyond its owner's role, nor for what a person does in person", async () => {
    const { actor } = await join("researcher");
    expect(await codeOf(createApiKey(actor, scoped(["members:edit"])))).toBe("refused");
    expect(keyActions).not.toContain("api-keys:own");
    expect(keyActions).not.toContain("account:edit");
    const { actor: annotator } = await join("annotator");
    expect(await codeOf(createApiKey(annotator, scoped(["projects:see"])))).toBe("forbidden");
  });

  it("makes no further keys, whatever its scopes", async () => {
    const { actor } = await join("owner");
    const key = await requestActor(withKey((await createApiKey(actor, scoped([...keyActions]))).token));
    expect(await codeOf(createApiKey(key, scoped(["items:see"])))).toBe("forbidden");
    expect(await codeOf(listApiKeys(key))).toBe("forbidden");
  });

  it("loses what its owner's role loses, at once", async () => {
    const [owner, admin] = [await join("owner"), await join("admin")];
    const key = await requestActor(withKey((await createApiKey(admin.actor, scoped(["members:see", "projects:see"]))).token));
    expect(await codeOf(guard(key, "members:see"))).toBe("ok");
    await changeRole(owner.actor, { memberId: admin.memberId, role: "annotator" });
    expect(await codeOf(guard(key, "members:see"))).toBe("forbidden");
    expect(await codeOf(guard(key, "projects:see"))).toBe("ok");
  });

  it("of an owner does not decide about owners without the scope", async () => {
    const { actor } = await join("owner");
    const key = await requestActor(withKey((await createApiKey(actor, scoped(["members:invite"]))).token));
    expect(await codeOf(inviteMember(key, { role: "annotator" }))).toBe("ok");
    expect(await codeOf(inviteMember(key, { role: "owner" }))).toBe("forbidden");
  });

  it("of one project finds no other", async () => {
    const [one, two] = [
      await createProject(system, { name: "One", slug: "one" }),
      await createProject(system, { name: "Two", slug: "two" }),
    ];
    const { actor } = await join("researcher");
    const { token } = await createApiKey(actor, scoped(["projects:see", "projects:create"], one.project.id));
    const key = await requestActor(withKey(token));
    expect((await getProject(key, { slug: "one" })).project.id).toBe(one.project.id);
    expect(await codeOf(getProject(key, { slug: "two" }))).toBe("not_found");
    expect(await codeOf(guard(key, "projects:see", { projectId: two.project.id }))).toBe("not_found");
    expect(await codeOf(guard(key, "projects:create"))).toBe("forbidden");
  });

  it("is not bound to a project of another workspace", async () => {
    const elsewhere = newId("workspace");
    await db().workspace.create({ data: { id: elsewhere, slug: elsewhere, name: "Else" } });
    const { project } = await createProject({ kind: "system", workspaceId: elsewhere, name: "test" }, { name: "Far", slug: "far" });
    const { actor } = await join("owner");
    expect(await codeOf(createApiKey(actor, scoped(["items:see"], project.id)))).toBe("not_found");
  });
});

describe("a key that does not hold", () => {
  it("is refused: unknown, malformed, over, revoked, of a barred person, of somebody who left", async () => {
    const [owner, gone, left] = [await join("owner"), await join("researcher"), await join("researcher")];
    const make = async (actor: Actor) => createApiKey(actor, scoped(["items:see"]));
    const [over, revoked, barred, leaver] = [
      await make(owner.actor),
      await make(owner.actor),
      await make(gone.actor),
      await make(left.actor),
    ];
    for (const { token } of [over, revoked, barred, leaver]) expect(await codeOf(requestActor(withKey(token)))).toBe("ok");
    await db().$executeRaw`update api_key set expires_at = now() where id = ${over.id}`;
    await revokeApiKey(owner.actor, { keyId: revoked.id });
    await setDisabled(owner.actor, { memberId: gone.memberId, disabled: true });
    await db().member.delete({ where: { id: left.memberId } });
    const tokens = [over, revoked, barred, leaver].map(({ token }) => token);
    for (const token of [...tokens, `plk_${"A".repeat(43)}`, "%", "", `${over.token}x`]) {
      expect(await codeOf(requestActor(withKey(token))), token).toBe("unauthenticated");
    }
    expect(await codeOf(requestActor(new Request("http://x/api")))).toBe("unauthenticated");
  });
});

describe("the list of keys", () => {
  it("holds one's own; admins see and revoke those of everybody", async () => {
    const [researcher, other, admin] = [await join("researcher"), await join("researcher"), await join("admin")];
    const mine = await createApiKey(researcher.actor, scoped(["items:see"]));
    const theirs = await createApiKey(other.actor, scoped(["items:see"]));
    expect((await listApiKeys(researcher.actor)).map(({ id }) => id)).toEqual([mine.id]);
    expect(await codeOf(revokeApiKey(researcher.actor, { keyId: theirs.id }))).toBe("not_found");
    expect((await listApiKeys(admin.actor)).map(({ id }) => id)).toEqual(expect.arrayContaining([mine.id, theirs.id]));
    expect(await codeOf(revokeApiKey(admin.actor, { keyId: theirs.id }))).toBe("ok");
    expect((await listApiKeys(other.actor))[0]).toMatchObject({ state: "revoked" });
  });

  it("does not call a key live that is refused because its owner is barred, and lets it be revoked", async () => {
    const [researcher, admin] = [await join("researcher"), await join("admin")];
    const { id, token } = await createApiKey(researcher.actor, scoped(["items:see"]));
    const stateOf = async () => (await listApiKeys(admin.actor)).find((key) => key.id === id)?.state;
    await setDisabled(admin.actor, { memberId: researcher.memberId, disabled: true });
    expect([await stateOf(), await codeOf(requestActor(withKey(token)))]).toEqual(["barred", "unauthenticated"]);
    await setDisabled(admin.actor, { memberId: researcher.memberId, disabled: false });
    expect([await stateOf(), await codeOf(requestActor(withKey(token)))]).toEqual(["live", "ok"]);
    await setDisabled(admin.actor, { memberId: researcher.memberId, disabled: true });
    await revokeApiKey(admin.actor, { keyId: id });
    expect(await stateOf()).toBe("revoked");
  });

  it("says when a key was used last", async () => {
    const { actor } = await join("researcher");
    const { token } = await createApiKey(actor, scoped(["items:see"]));
    expect((await listApiKeys(actor))[0]?.lastUsedAt).toBeNull();
    await requestActor(withKey(token));
    expect((await listApiKeys(actor))[0]?.lastUsedAt).not.toBeNull();
  });

  it("of the command line names whom a key acts for", async () => {
    const { actor, userId } = await join("researcher");
    const email = `${userId}@example.org`;
    const { id } = await createApiKey(system, scoped(["items:see"]), email);
    expect((await listApiKeys(actor))[0]).toMatchObject({ id, owner: { email } });
    expect(await codeOf(createApiKey(system, scoped(["members:edit"]), email))).toBe("refused");
    expect(await codeOf(createApiKey(system, scoped(["items:see"]), "nobody@example.org"))).toBe("refused");
  });
});

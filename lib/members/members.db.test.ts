import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import { signInWithPassword } from "@/lib/auth/sign-in-with-password";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { acceptInvitation } from "@/lib/members/accept-invitation";
import { changeRole } from "@/lib/members/change-role";
import { findInvitation } from "@/lib/members/find-invitation";
import { inviteMember } from "@/lib/members/invite-member";
import { listInvitations } from "@/lib/members/list-invitations";
import { listMembers } from "@/lib/members/list-members";
import { revokeInvitation } from "@/lib/members/revoke-invitation";
import { setDisabled } from "@/lib/members/set-disabled";
import { lockMember, updateDisabled } from "@/lib/members/store";
import { withdrawInvitations } from "@/lib/members/withdraw-invitations";
import { testDatabase } from "@/scripts/testing/database";
import { waitForLocks } from "@/scripts/testing/locks";

testDatabase();

const address = "192.0.2.1";

const workspace = async () => {
  const workspaceId = newId("workspace");
  await db().workspace.create({ data: { id: workspaceId, slug: workspaceId, name: "Test" } });
  const join = async (role: Role): Promise<{ actor: Actor; memberId: string }> => {
    const userId = newId("user");
    const memberId = newId("member");
    await db().user.create({ data: { id: userId, email: `${userId}@example.org`, name: role } });
    await db().member.create({ data: { id: memberId, workspaceId, userId, role } });
    return { actor: { kind: "person", userId, workspaceId }, memberId };
  };
  return { workspaceId, join };
};

const tokenOf = (path: string): string => path.replace("/invitation/", "");
const answers = (token: string, n = 0) => ({
  token,
  email: `new${n}-${token.slice(0, 8)}@example.org`,
  name: "New",
  password: "a few words in a row",
});
const codes = (results: PromiseSettledResult<unknown>[]): string[] =>
  results.map((result) => (result.status === "fulfilled" ? "ok" : String(result.reason.code ?? result.reason)));

describe("an invitation", () => {
  it("lets one of twenty in who come at once", async () => {
    const { workspaceId, join } = await workspace();
    const { actor } = await join("admin");
    const { path } = await inviteMember(actor, { role: "annotator" });
    const token = tokenOf(path);
    const results = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => acceptInvitation(answers(token, n), address)));
    expect(codes(results).sort()).toEqual([...Array<string>(1).fill("ok"), ...Array<string>(19).fill("refused")].sort());
    expect(await db().member.count({ where: { workspaceId } })).toBe(2);
    expect(await db().user.count({ where: { name: "New", members: { none: {} } } })).toBe(0);
  });

  it("is one of two for the same address: who takes both at once has one account", async () => {
    const { join } = await workspace();
    const { actor } = await join("admin");
    const tokens = await Promise.all([1, 2].map(async () => tokenOf((await inviteMember(actor, { role: "annotator" })).path)));
    const email = `${newId("user").replace("_", "-")}@example.org`;
    const results = await Promise.allSettled(tokens.map((token) => acceptInvitation({ ...answers(token), email }, address)));
    expect(codes(results).sort()).toEqual(["conflict", "ok"]);
  });

  it("makes a member who can sign in, with the role that was offered", async () => {
    const { join } = await workspace();
    const { actor } = await join("owner");
    const token = tokenOf((await inviteMember(actor, { role: "researcher" })).path);
    expect(await findInvitation(token, address)).toEqual({ role: "researcher", email: null, workspaceName: "Test" });
    // What the schema does not name is not read: nobody promotes themselves.
    const { userId, email } = await acceptInvitation(Object.assign(answers(token), { role: "owner" }), address);
    expect(await signInWithPassword({ email, password: "a few words in a row" }, { address })).toMatchObject({ userId });
    expect((await listMembers(actor)).find((member) => member.userId === userId)?.role).toBe("researcher");
    expect((await listInvitations(actor))[0]).toMatchObject({ state: "used", usedBy: "New" });
  });

  it("keeps only a fingerprint of its link", async () => {
    const { join } = await workspace();
    const { actor } = await join("owner");
    const token = tokenOf((await inviteMember(actor, { role: "annotator" })).path);
    const stored = JSON.stringify([await db().invitation.findMany(), await db().auditEvent.findMany({ select: { detail: true } })]);
    expect(stored).not.toContain(token);
  });

  it("is gone when it was taken back, is over, or never was", async () => {
    const { join } = await workspace();
    const { actor } = await join("owner");
    const [back, over] = [await inviteMember(actor, { role: "annotator" }), await inviteMember(actor, { role: "annotator" })];
    await revokeInvitation(actor, { invitationId: back.id });
    await db().$executeRaw`update invitation set expires_at = now() where id = ${over.id}`;
    for (const token of [tokenOf(back.path), tokenOf(over.path), "A".repeat(43)]) {
      expect(await findInvitation(token, address)).toBeNull();
      await expect(acceptInvitation(answers(token), address)).rejects.toMatchObject({ code: "refused" });
    }
    await expect(revokeInvitation(actor, { invitationId: back.id })).rejects.toMatchObject({ code: "not_found" });
  });

  it("for an address is taken by that address alone, and stays open for it", async () => {
    const { join } = await workspace();
    const { actor } = await join("owner");
    const token = tokenOf((await inviteMember(actor, { role: "annotator", email: "Meant@example.org" })).path);
    await expect(acceptInvitation({ ...answers(token), email: "other@example.org" }, address)).rejects.toMatchObject({ code: "refused" });
    expect((await acceptInvitation({ ...answers(token), email: "meant@example.org" }, address)).email).toBe("meant@example.org");
  });

  it("cannot take over an account", async () => {
    const { join } = await workspace();
    const { actor } = await join("owner");
    const victim = await db().user.findUniqueOrThrow({ where: { id: actor.kind === "person" ? actor.userId : "" } });
    const token = tokenOf((await inviteMember(actor, { role: "annotator" })).path);
    await expect(acceptInvitation({ ...answers(token), email: victim.email }, address)).rejects.toMatchObject({ code: "conflict" });
    expect((await db().user.findUniqueOrThrow({ where: { id: victim.id } })).passwordHash).toBeNull();
    expect(await findInvitation(token, address)).not.toBeNull();
  });

  it("does not outlast its sender's right to send it: nobody who was barred or demoted comes back by a link of their own", async () => {
    const { workspaceId, join } = await workspace();
    const [boss, owner, admin] = [await join("owner"), await join("owner"), await join("admin")];
    const sent = async ({ actor }: { actor: Actor }, role: Role) => tokenOf((await inviteMember(actor, { role })).path);
    const [asOwner, asAdmin, ofAdmin, others] = [
      await sent(owner, "owner"),
      await sent(owner, "admin"),
      await sent(admin, "researcher"),
      await sent(boss, "owner"),
    ];
    const open = async () =>
      (await Promise.all([asOwner, asAdmin, ofAdmin, others].map((token) => findInvitation(token, address)))).map(Boolean);
    await changeRole(boss.actor, { memberId: owner.memberId, role: "admin" });
    expect(await open()).toEqual([false, true, true, true]);
    await changeRole(boss.actor, { memberId: owner.memberId, role: "researcher" });
    expect(await open()).toEqual([false, false, true, true]);
    await setDisabled(boss.actor, { memberId: admin.memberId, disabled: true });
    expect(await open()).toEqual([false, false, false, true]);
    await expect(acceptInvitation(answers(ofAdmin), address)).rejects.toMatchObject({ code: "refused" });
    expect((await listInvitations(boss.actor)).map(({ state }) => state).sort()).toEqual(["open", "revoked", "revoked", "revoked"]);
    expect(
      await db().auditEvent.count({ where: { workspaceId, action: "members:invite", detail: { path: ["revoked"], equals: true } } }),
    ).toBe(3);
  });

  it("is not sent by somebody who is barred while it is made", async () => {
    const { workspaceId, join } = await workspace();
    const { actor, memberId } = await join("admin");
    let sending: Promise<unknown> = Promise.resolve();
    await db().$transaction(async (tx) => {
      const member = await lockMember(tx, workspaceId, memberId);
      sending = inviteMember(actor, { role: "researcher" }).catch((error: unknown) => error);
      await waitForLocks(1);
      await updateDisabled(tx, member?.userId ?? "", true);
      await withdrawInvitations(tx, actor, { userId: member?.userId ?? "", now: null });
    });
    expect(await sending).toMatchObject({ code: "not_found" });
    expect(await db().invitation.count({ where: { workspaceId } })).toBe(0);
  });

  it("is listed for as long as it is open, however many were sent since", async () => {
    const { workspaceId, join } = await workspace();
    const { actor } = await join("owner");
    const first = await inviteMember(actor, { role: "owner" });
    await db().$executeRaw`
      insert into invitation (id, workspace_id, role, token_hash, expires_at, used_at)
      select 'inv_' || ${workspaceId} || n, ${workspaceId}, 'annotator', ${workspaceId} || n, now() + interval '1 day', case when n % 2 = 0 then now() end
      from generate_series(1, 240) n`;
    const listed = await listInvitations(actor);
    expect(listed.filter(({ state }) => state === "open")).toHaveLength(121);
    expect(listed.filter(({ state }) => state === "used")).toHaveLength(100);
    expect(listed.map(({ id }) => id)).toContain(first.id);
  });

  it("as owner is sent by owners only", async () => {
    const { join } = await workspace();
    const [{ actor: admin }, { actor: owner }] = [await join("admin"), await join("owner")];
    await expect(inviteMember(admin, { role: "owner" })).rejects.toMatchObject({ code: "forbidden" });
    expect((await inviteMember(owner, { role: "owner" })).path).toMatch(/^\/invitation\//);
  });
});

describe("roles", () => {
  it("keep one owner when two unmake each other at once", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { workspaceId, join } = await workspace();
      const [one, two] = [await join("owner"), await join("owner")];
      await Promise.allSettled([
        changeRole(one.actor, { memberId: two.memberId, role: "admin" }),
        changeRole(two.actor, { memberId: one.memberId, role: "admin" }),
      ]);
      expect(await db().member.count({ where: { workspaceId, role: "owner" } })).toBeGreaterThanOrEqual(1);
    }
  });

  it("keep the last owner from being unmade or barred; a barred owner does not count", async () => {
    const { join } = await workspace();
    const [last, spare] = [await join("owner"), await join("owner")];
    await setDisabled(last.actor, { memberId: spare.memberId, disabled: true });
    await expect(changeRole(last.actor, { memberId: last.memberId, role: "admin" })).rejects.toMatchObject({ code: "conflict" });
    await expect(setDisabled(last.actor, { memberId: last.memberId, disabled: true })).rejects.toMatchObject({ code: "conflict" });
  });

  it("of owners are beyond an admin, who cannot become one either", async () => {
    const { join } = await workspace();
    const [owner, admin] = [await join("owner"), await join("admin")];
    await join("owner");
    for (const attempt of [
      () => changeRole(admin.actor, { memberId: owner.memberId, role: "annotator" }),
      () => changeRole(admin.actor, { memberId: admin.memberId, role: "owner" }),
      () => setDisabled(admin.actor, { memberId: owner.memberId, disabled: true }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  it("hold from the next call on", async () => {
    const { join } = await workspace();
    const [owner, admin] = [await join("owner"), await join("admin")];
    await listMembers(admin.actor);
    await changeRole(owner.actor, { memberId: admin.memberId, role: "annotator" });
    await expect(listMembers(admin.actor)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("are changed in one's own workspace only", async () => {
    const [mine, theirs] = [await workspace(), await workspace()];
    const [owner, stranger] = [await mine.join("owner"), await theirs.join("annotator")];
    await expect(changeRole(owner.actor, { memberId: stranger.memberId, role: "owner" })).rejects.toMatchObject({ code: "not_found" });
    await expect(setDisabled(owner.actor, { memberId: stranger.memberId, disabled: true })).rejects.toMatchObject({ code: "not_found" });
  });
});

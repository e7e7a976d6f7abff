import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { changePassword } from "@/lib/auth/change-password";
import { hashPassword } from "@/lib/auth/passwords";
import type { Role } from "@/lib/auth/permissions";
import { signInWithPassword } from "@/lib/auth/sign-in-with-password";
import { findLiveSession, maxFailedAttempts, openSession } from "@/lib/auth/store";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { giveNewPassword } from "@/lib/members/give-new-password";
import { setDisabled } from "@/lib/members/set-disabled";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const forgotten = "a few words in a row";

const workspace = async () => {
  const workspaceId = newId("workspace");
  await db().workspace.create({ data: { id: workspaceId, slug: workspaceId, name: "Test" } });
  const join = async (role: Role, hash: Promise<string> | null = hashPassword(forgotten)) => {
    const [userId, memberId] = [newId("user"), newId("member")];
    const email = `${userId}@example.org`;
    await db().user.create({ data: { id: userId, email, name: role, passwordHash: await hash } });
    await db().member.create({ data: { id: memberId, workspaceId, userId, role } });
    const actor: Actor = { kind: "person", userId, workspaceId };
    return { actor, memberId, userId, email };
  };
  const system: Actor = { kind: "system", workspaceId, name: "command line" };
  return { workspaceId, join, system };
};

const from = (browser?: string) => ({ address: "192.0.2.1", browser });

const codeOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => "ok",
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );

describe("a new password", () => {
  it("lets its member in, and nobody who knew the old one: session, browser and old password are worth nothing", async () => {
    const { join } = await workspace();
    const [owner, member] = [await join("owner"), await join("annotator")];
    const { browser } = await signInWithPassword({ email: member.email, password: forgotten }, from());
    const session = await openSession(member.userId);
    const token = { sessionId: session?.sessionId ?? "", userId: member.userId, sessionEpoch: session?.epoch ?? 0 };
    expect(await findLiveSession(token)).not.toBeNull();

    const { email, password } = await giveNewPassword(owner.actor, { memberId: member.memberId });
    expect(email).toBe(member.email);
    expect(password).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
    expect(await findLiveSession(token)).toBeNull();
    expect(await codeOf(signInWithPassword({ email, password: forgotten }, from()))).toBe("unauthenticated");
    const again = await signInWithPassword({ email, password }, from(browser));
    expect(again.userId).toBe(member.userId);
    // A browser that was known would have kept its name.
    expect(again.browser.split(".")[0]).not.toBe(browser.split(".")[0]);
    await changePassword(member.actor, { currentPassword: password, newPassword: "quite another row of words" });
  });

  it("opens an account that its own guesses closed, at the door and where the password is changed", async () => {
    const { join, system } = await workspace();
    const [member, other] = [await join("researcher"), await join("researcher")];
    const guess = (email: string) => codeOf(signInWithPassword({ email, password: "wrong" }, from()));
    const change = (currentPassword: string) =>
      codeOf(changePassword(member.actor, { currentPassword, newPassword: "another row of words" }));
    for (let n = 0; n < maxFailedAttempts; n += 1) {
      expect([await guess(member.email), await guess(other.email), await change("wrong")]).toEqual([
        "unauthenticated",
        "unauthenticated",
        "refused",
      ]);
    }
    const { email, password } = await giveNewPassword(system, { memberId: member.memberId });
    expect(await codeOf(signInWithPassword({ email, password }, from()))).toBe("ok");
    expect(await change(password)).toBe("ok");
    expect(await guess(other.email)).toBe("rate_limited");
  });

  it("is told once and kept nowhere, and the log says who gave it to whom", async () => {
    const { join, system, workspaceId } = await workspace();
    const [owner, member] = [await join("owner"), await join("admin")];
    const given = [
      await giveNewPassword(owner.actor, { memberId: member.memberId }),
      await giveNewPassword(system, { memberId: member.memberId }),
    ];
    const events = await db().auditEvent.findMany({
      where: { workspaceId },
      orderBy: { id: "asc" },
      select: { actorKind: true, actorId: true, action: true, subjectId: true, detail: true },
    });
    const entry = { action: "members:password", subjectId: member.memberId, detail: {} };
    expect(events).toEqual([
      { ...entry, actorKind: "person", actorId: owner.userId },
      { ...entry, actorKind: "system", actorId: "command line" },
    ]);
    const kept = JSON.stringify([events, await db().user.findMany({ where: { id: member.userId } })]);
    for (const { password } of given) expect(kept).not.toContain(password);
  });

  it("is an owner's to give: an admin could otherwise come in as another", async () => {
    const { join } = await workspace();
    const other = await workspace();
    const [owner, second, admin, member] = [await join("owner"), await join("owner"), await join("admin"), await join("annotator")];
    const stranger = await other.join("annotator");
    for (const { memberId } of [owner, member]) expect(await codeOf(giveNewPassword(admin.actor, { memberId }))).toBe("forbidden");
    expect(await codeOf(giveNewPassword(owner.actor, { memberId: stranger.memberId }))).toBe("not_found");
    expect(await codeOf(giveNewPassword(owner.actor, { memberId: second.memberId }))).toBe("ok");
    expect(await codeOf(signInWithPassword({ email: member.email, password: forgotten }, from()))).toBe("ok");
  });

  it("is refused for oneself, for somebody who is barred, and for an account without a password", async () => {
    const { join, system } = await workspace();
    const [owner, barred, linked] = [await join("owner"), await join("annotator"), await join("researcher", null)];
    await setDisabled(system, { memberId: barred.memberId, disabled: true });
    const tellOf = (memberId: string) => giveNewPassword(owner.actor, { memberId }).catch((error: unknown) => error);
    expect(await tellOf(owner.memberId)).toMatchObject({ code: "conflict", userMessage: expect.stringContaining("your own account") });
    expect(await tellOf(barred.memberId)).toMatchObject({ code: "conflict", userMessage: expect.stringContaining("is barred") });
    expect(await tellOf(linked.memberId)).toMatchObject({ code: "refused", userMessage: expect.stringContaining("through a provider") });
    const { passwordHash } = await db().user.findUniqueOrThrow({ where: { id: linked.userId }, select: { passwordHash: true } });
    expect(passwordHash).toBeNull();
  });
});

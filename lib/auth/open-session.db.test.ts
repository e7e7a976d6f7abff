import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { changePassword } from "@/lib/auth/change-password";
import { endAllSessions } from "@/lib/auth/end-all-sessions";
import { hashPassword } from "@/lib/auth/passwords";
import { openSession } from "@/lib/auth/store";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { testDatabase } from "@/scripts/testing/database";
import { waitForLocks } from "@/scripts/testing/locks";

testDatabase();

const password = "a few words in a row";

const person = async () => {
  const [userId, workspaceId] = [newId("user"), newId("workspace")];
  await db().workspace.create({ data: { id: workspaceId, slug: workspaceId, name: "Test" } });
  const { sessionEpoch } = await db().user.create({
    data: { id: userId, email: `${userId}@example.org`, name: "Person", passwordHash: await hashPassword(password) },
    select: { sessionEpoch: true },
  });
  await db().member.create({ data: { id: newId("member"), workspaceId, userId, role: "annotator" } });
  const actor: Actor = { kind: "person", userId, workspaceId };
  return { userId, sessionEpoch, actor };
};

describe("a session", () => {
  it("is not opened by a password that another one took the place of while it was verified", async () => {
    const { userId, sessionEpoch, actor } = await person();
    await changePassword(actor, { currentPassword: password, newPassword: "quite another row of words" });
    expect(await openSession(userId, sessionEpoch)).toBeNull();
    expect(await db().userSession.count({ where: { userId, endedAt: null } })).toBe(0);
  });

  it("is not left alive by a sign-in that meets the end of all sessions half-way", async () => {
    const { userId, sessionEpoch } = await person();
    let signingIn: ReturnType<typeof openSession> = Promise.resolve(null);
    await db().$transaction(async (tx) => {
      await tx.user.update({ where: { id: userId }, data: { passwordHash: "another" } });
      signingIn = openSession(userId, sessionEpoch);
      // Until it waits for the row, or has gone past it.
      await Promise.race([signingIn, waitForLocks(1)]);
      await endAllSessions(tx, userId);
    });
    expect(await signingIn).toBeNull();
    expect(await db().userSession.count({ where: { userId, endedAt: null } })).toBe(0);
  });
});

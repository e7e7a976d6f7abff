import { encode } from "next-auth/jwt";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { ensureOwner } from "@/lib/auth/bootstrap-owner";
import { changePassword } from "@/lib/auth/change-password";
import { endOtherSessions } from "@/lib/auth/end-other-sessions";
import { generatePassword, hashPassword, verifyPassword } from "@/lib/auth/passwords";
import { requestActor } from "@/lib/auth/request-actor";
import { requireActor } from "@/lib/auth/session";
import { signInWithIdentity } from "@/lib/auth/sign-in-with-identity";
import type { SignIn } from "@/lib/auth/schema";
import { signInWithPassword } from "@/lib/auth/sign-in-with-password";
import { accountKey, endSession, findLiveSession, maxFailedAttempts, openSession, reserveAttempt } from "@/lib/auth/store";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { problemResponse, toRefusal } from "@/lib/http/problem";
import { newId } from "@/lib/ids";
import { countAttempt } from "@/lib/limits/failed-attempts";
import { sharedCount } from "@/lib/limits/shared-count";
import { findInvitation } from "@/lib/members/find-invitation";
import { inviteMember } from "@/lib/members/invite-member";
import { setDisabled } from "@/lib/members/set-disabled";
import { testDatabase } from "@/scripts/testing/database";

const next = vi.hoisted(() => ({ cookie: undefined as string | undefined, pieces: 1, secret: "a secret of more than thirty-two letters" }));
vi.mock("next/headers", () => ({ cookies: async () => ({ get: pieceOfCookie }) }));
vi.mock("@/lib/auth/options", () => ({ authOptions: () => ({ secret: next.secret, useSecureCookies: false }) }));

const pieceOfCookie = (name: string): { value: string } | undefined => {
  const { cookie, pieces } = next;
  if (cookie === undefined) return undefined;
  if (pieces === 1) return name === "next-auth.session-token" ? { value: cookie } : undefined;
  const size = Math.ceil(cookie.length / pieces);
  const index = Number(/^next-auth\.session-token\.(\d)$/.exec(name)?.[1] ?? Number.NaN);
  return index < pieces ? { value: cookie.slice(index * size, (index + 1) * size) } : undefined;
};

testDatabase();

const password = "a few words in a row";
const enter = (input: SignIn, from: { address?: string; browser?: string } = {}) =>
  signInWithPassword(input, { address: from.address ?? "192.0.2.1", browser: from.browser });
const signIn = async (input: SignIn, address?: string) => {
  const { userId } = await enter(input, { address });
  return { userId };
};

/** A person with a password, in a workspace of their own. */
const person = async (role: "owner" | "annotator" = "annotator") => {
  const userId = newId("user");
  const workspaceId = newId("workspace");
  const memberId = newId("member");
  const email = `${userId}@example.org`;
  await db().workspace.create({ data: { id: workspaceId, slug: workspaceId, name: "Test" } });
  await db().user.create({ data: { id: userId, email, name: "Person", passwordHash: await hashPassword(password) } });
  await db().member.create({ data: { id: memberId, workspaceId, userId, role } });
  const actor: Actor = { kind: "person", userId, workspaceId };
  const system: Actor = { kind: "system", workspaceId, name: "test" };
  return { userId, workspaceId, memberId, email, actor, system };
};

const opened = async (userId: string) => {
  const session = await openSession(userId);
  if (!session) throw new Error("no session");
  return { ...session, live: () => findLiveSession({ sessionId: session.sessionId, userId, sessionEpoch: session.epoch }) };
};

describe("ensureOwner", () => {
  it("makes one owner, however many starts there are at once, and tells the password once", async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => ensureOwner()));
    const made = results.flatMap((result) => (result.created ? [result] : []));
    expect(made).toHaveLength(1);
    expect(await db().member.count({ where: { role: "owner" } })).toBe(1);
    const { email, password: generated } = made[0] ?? { email: "", password: "" };
    expect((await signIn({ email, password: generated })).userId).toMatch(/^usr_/);
    expect(await ensureOwner()).toEqual({ created: false });
    expect(JSON.stringify(await db().user.findMany())).not.toContain(generated);
  });
});

describe("signInWithPassword", () => {
  it("takes the address in any spelling", async () => {
    const { email, userId } = await person();
    expect(await signIn({ email: ` ${email.toUpperCase()} `, password })).toEqual({ userId });
  });

  it("says the same of a wrong password, an unknown address, a barred person and one without a password", async () => {
    const [known, barred, linked] = [await person(), await person(), await person()];
    await db().user.update({ where: { id: barred.userId }, data: { disabledAt: new Date() } });
    await db().user.update({ where: { id: linked.userId }, data: { passwordHash: null } });
    const tries = [
      { email: known.email, password: "wrong password" },
      { email: "nobody@example.org", password },
      { email: barred.email, password },
      { email: linked.email, password },
    ];
    const messages = await Promise.all(
      tries.map((attempt) =>
        signIn(attempt).then(
          () => "in",
          (error: unknown) => (error instanceof Error ? error.message : ""),
        ),
      ),
    );
    expect(new Set(messages)).toEqual(new Set(["E-mail address and password do not fit together."]));
  });

  it("stops after ten failures, the right password included, for this account alone", async () => {
    const [target, other] = [await person(), await person()];
    for (let n = 0; n < maxFailedAttempts; n += 1) {
      await expect(signIn({ email: target.email, password: "wrong" })).rejects.toMatchObject({ code: "unauthenticated" });
    }
    await expect(signIn({ email: target.email, password })).rejects.toMatchObject({ code: "rate_limited", status: 429 });
    expect(await signIn({ email: other.email, password })).toEqual({ userId: other.userId });
    await db().$executeRaw`update sign_in_attempt set at = at - interval '16 minutes'`;
    expect(await signIn({ email: target.email, password })).toEqual({ userId: target.userId });
  });

  it("lets no more than ten guesses through when thirty come at once", async () => {
    const { email } = await person();
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, () =>
        signIn({ email, password: "wrong" }).catch((error: unknown) => (error instanceof Error && "code" in error ? error.code : null)),
      ),
    );
    expect(outcomes.filter((code) => code === "unauthenticated")).toHaveLength(maxFailedAttempts);
    expect(outcomes.filter((code) => code === "rate_limited")).toHaveLength(30 - maxFailedAttempts);
  });
});

const mostOfAddress = 300;
const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "in",
    (error: unknown) => (error instanceof AppError ? error.code : "fault"),
  );

describe("a browser in which a person signed in before", () => {
  /** Guesses of strangers, until nobody else gets in. */
  const close = async (email: string) => {
    while ((await reserveAttempt(accountKey(email))) !== null);
    expect(await codeOf(enter({ email, password }))).toBe("rate_limited");
  };

  it("gets in though strangers used up the guesses of the account and of its address, and has ten of its own", async () => {
    const { email } = await person();
    const address = "198.51.100.10";
    const { browser } = await enter({ email, password });
    await close(email);
    for (let n = 0; n < mostOfAddress; n += 1) await countAttempt("password", address);
    const again = await enter({ email, password }, { address, browser });
    expect(again.browser).toBe(browser);
    for (let n = 0; n < maxFailedAttempts; n += 1)
      expect(await codeOf(enter({ email, password: "wrong" }, { address, browser }))).toBe("unauthenticated");
    expect(await codeOf(enter({ email, password }, { browser }))).toBe("rate_limited");
  });

  it("is a stranger with another account, another password, or a token that is not ours", async () => {
    const [target, other] = [await person(), await person()];
    const { browser } = await enter({ email: target.email, password });
    const { browser: ofAnother } = await enter({ email: other.email, password });
    await close(target.email);
    const [name = "", seal = ""] = browser.split(".");
    for (const token of [ofAnother, name, `${name}.`, `x${name}.${seal}`, `${name}.${seal}x`, ".", ""])
      expect(await codeOf(enter({ email: target.email, password }, { browser: token }))).toBe("rate_limited");
    const newPassword = "quite another row of words";
    const changed = await changePassword(target.actor, { currentPassword: password, newPassword });
    const withNew = { email: target.email, password: newPassword };
    expect(await codeOf(enter(withNew, { browser }))).toBe("rate_limited");
    // The one in which it was changed comes in again at once.
    expect(await codeOf(enter(withNew, { browser: changed.browser }))).toBe("in");
  });
});

describe("an address", () => {
  it("that failed at many accounts is told when to come back, right password or not, and another one is not", async () => {
    const { email, userId } = await person();
    for (let n = 0; n < mostOfAddress; n += 1) await countAttempt("password", "198.51.100.7");
    const refused = await signIn({ email, password }, "198.51.100.7").catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "rate_limited", retryAfterSeconds: expect.any(Number) });
    expect(toRefusal(refused).message).toMatch(/^Too many failed attempts from your network\. Wait 15 minutes/);
    expect(Number(problemResponse(toRefusal(refused)).headers.get("retry-after"))).toBeGreaterThan(800);
    expect(await signIn({ email, password }, "198.51.100.8")).toEqual({ userId });
    // Keys are counted by themselves.
    const withKey = new Request("http://x/api", { headers: { authorization: "Bearer nonsense", "x-forwarded-for": "198.51.100.7" } });
    expect(await codeOf(requestActor(withKey))).toBe("unauthenticated");
    // Neither the table nor what is left of it names anybody.
    const kept = JSON.stringify(await db().apiAllowance.findMany({ select: { id: true } }));
    expect(kept).toContain("failed password ");
    expect(kept).not.toContain("198.51.100");
  });

  it("may bring a whole school: what went well is not counted", async () => {
    const { email, userId } = await person();
    const few = sharedCount(900);
    for (let n = 0; n < 50; n += 1) await (await few.take("school", 10)).giveBack();
    expect((await few.take("school", 10)).remaining).toBe(9);
    expect(await signIn({ email, password }, "198.51.100.9")).toEqual({ userId });
  });

  it("that makes keys and links up is held back, and whoever has a real one is not", async () => {
    const { system } = await person("owner");
    const { path } = await inviteMember(system, { role: "annotator", email: null });
    for (let n = 0; n < mostOfAddress; n += 1) await countAttempt("invitation", "2001:db8:1:100::1");
    // The same site by another of its addresses.
    const sameSite = "2001:db8:1:1ff:a:b:c:d";
    expect(await codeOf(findInvitation("x".repeat(43), sameSite))).toBe("rate_limited");
    expect(await findInvitation(path.replace("/invitation/", ""), sameSite)).toMatchObject({ role: "annotator" });
    expect(await findInvitation("x".repeat(43), "2001:db8:1:200::1")).toBeNull();
  });
});

describe("a session", () => {
  it("is a new one at every sign-in", async () => {
    const { userId } = await person();
    expect((await opened(userId)).sessionId).not.toBe((await opened(userId)).sessionId);
  });

  it("dies at sign-out, alone", async () => {
    const { userId } = await person();
    const [here, there] = [await opened(userId), await opened(userId)];
    await endSession(here.sessionId);
    expect(await here.live()).toBeNull();
    expect(await there.live()).not.toBeNull();
  });

  it("dies when the person is barred, and cannot be opened then", async () => {
    const { userId, memberId, system } = await person();
    const session = await opened(userId);
    await setDisabled(system, { memberId, disabled: true });
    expect(await session.live()).toBeNull();
    expect(await openSession(userId)).toBeNull();
    await setDisabled(system, { memberId, disabled: false });
    expect(await session.live()).toBeNull();
  });

  it("dies with the password, here and everywhere", async () => {
    const { userId, email, actor } = await person();
    const sessions = [await opened(userId), await opened(userId)];
    await changePassword(actor, { currentPassword: password, newPassword: "quite another row of words" });
    for (const session of sessions) expect(await session.live()).toBeNull();
    await expect(signIn({ email, password })).rejects.toMatchObject({ code: "unauthenticated" });
    await signIn({ email, password: "quite another row of words" });
  });

  it("dies at its end, and with the membership", async () => {
    const [old, gone] = [await person(), await person()];
    const [late, left] = [await opened(old.userId), await opened(gone.userId)];
    await db().$executeRaw`update user_session set expires_at = now() where id = ${late.sessionId}`;
    await db().member.delete({ where: { id: gone.memberId } });
    expect(await late.live()).toBeNull();
    expect(await left.live()).toBeNull();
  });

  it("is nobody else's, and of no other epoch", async () => {
    const [one, two] = [await person(), await person()];
    const session = await opened(one.userId);
    expect(await findLiveSession({ sessionId: session.sessionId, userId: two.userId, sessionEpoch: session.epoch })).toBeNull();
    expect(await findLiveSession({ sessionId: session.sessionId, userId: one.userId, sessionEpoch: session.epoch + 1 })).toBeNull();
  });

  it("outlives the end of the others", async () => {
    const { userId, actor } = await person();
    const [kept, ended] = [await opened(userId), await opened(userId)];
    expect(await endOtherSessions(actor, { keepSessionId: kept.sessionId })).toEqual({ ended: 1 });
    expect(await kept.live()).not.toBeNull();
    expect(await ended.live()).toBeNull();
  });
});

describe("changePassword", () => {
  it("wants the password in use, and counts guesses at it", async () => {
    const { actor } = await person();
    const attempt = () => changePassword(actor, { currentPassword: "wrong", newPassword: "quite another row of words" });
    for (let n = 0; n < maxFailedAttempts; n += 1) await expect(attempt()).rejects.toMatchObject({ code: "refused" });
    await expect(attempt()).rejects.toMatchObject({ code: "rate_limited" });
  });

  it("takes the place of the password that was verified, not of another that came meanwhile", async () => {
    const { actor, email } = await person();
    const both = ["the first row of words", "the other row of words"].map(async (newPassword) => {
      await changePassword(actor, { currentPassword: password, newPassword });
      return newPassword;
    });
    const settled = await Promise.allSettled(both);
    expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    for (const end of settled) if (end.status === "fulfilled") await signIn({ email, password: end.value });
  });

  it("refuses a short one", async () => {
    const { actor } = await person();
    await expect(changePassword(actor, { currentPassword: password, newPassword: "short" })).rejects.toMatchObject({ name: "ZodError" });
  });
});

describe("signInWithIdentity", () => {
  const provider = "https://id.example";
  const claims = (email: string, verified: unknown = true) => ({ email, email_verified: verified, name: "Person" });

  it("lets in whoever has an account under the verified address, and links it", async () => {
    const { email, userId, workspaceId } = await person();
    expect(await signInWithIdentity({ provider, subject: "s1", claims: claims(email) })).toBe(true);
    // Linked once, the address no longer matters.
    expect(await signInWithIdentity({ provider, subject: "s1", claims: claims("changed@example.org", false) })).toBe(true);
    expect(await db().externalIdentity.findMany({ select: { userId: true } })).toEqual([{ userId }]);
    // Who else can come in as this person stands in the log, once.
    expect(
      await db().auditEvent.findMany({ where: { workspaceId, action: "account:edit" }, select: { subjectId: true, detail: true } }),
    ).toEqual([{ subjectId: userId, detail: { linked: provider } }]);
  });

  it("believes no address that is not verified", async () => {
    const { email } = await person();
    for (const verified of [false, undefined, null, "yes", 1]) {
      expect(await signInWithIdentity({ provider, subject: "s2", claims: { ...claims(email), email_verified: verified } })).toBe(false);
    }
  });

  it("keeps strangers and barred people out", async () => {
    const { email, userId } = await person();
    expect(await signInWithIdentity({ provider, subject: "s3", claims: claims("stranger@example.org") })).toBe(false);
    await signInWithIdentity({ provider, subject: "s4", claims: claims(email) });
    await db().user.update({ where: { id: userId }, data: { disabledAt: new Date() } });
    expect(await signInWithIdentity({ provider, subject: "s4", claims: claims(email) })).toBe(false);
  });

  it("takes the invitation of the address, once", async () => {
    const { system } = await person("owner");
    await inviteMember(system, { role: "researcher", email: "invited@example.org" });
    expect(await signInWithIdentity({ provider, subject: "s5", claims: claims("Invited@example.org") })).toBe(true);
    const member = await db().member.findFirst({ where: { user: { email: "invited@example.org" } }, select: { role: true } });
    expect(member?.role).toBe("researcher");
    expect(await db().invitation.count({ where: { email: "invited@example.org", usedAt: null } })).toBe(0);
  });
});

describe("passwords", () => {
  it("verifies something for people who do not exist, too", async () => {
    expect(await verifyPassword(null, "nobody's password")).toBe(false);
  });

  it("generates one that no two people share", () => {
    const made = new Set(Array.from({ length: 200 }, generatePassword));
    expect(made.size).toBe(200);
    for (const one of made) expect(one).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
  });
});

describe("the session of a request", () => {
  const { secret } = next;
  beforeEach(() => {
    next.cookie = undefined;
  });

  it("is that of the person whose ids are in the token, whole or in pieces, for as long as it lasts", async () => {
    const { userId, workspaceId } = await person();
    const { sessionId, epoch } = await opened(userId);
    next.cookie = await encode({ token: { sub: userId, sessionId, sessionEpoch: epoch }, secret });
    for (const _use of [1, 2]) expect(await requireActor()).toEqual({ kind: "person", userId, workspaceId });
    next.pieces = 3;
    expect(await requireActor()).toEqual({ kind: "person", userId, workspaceId });
    next.pieces = 1;
    await endSession(sessionId);
    await expect(requireActor()).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it.each<[string, string | Record<string, unknown> | undefined]>([
    ["no cookie", undefined],
    ["a cookie that is no token", "abc"],
    ["no ids", {}],
    ["ids that are no one's", { sub: "usr_x", sessionId: "ses_x", sessionEpoch: 1 }],
    ["an epoch that is no number", { sub: "usr_x", sessionId: "ses_x", sessionEpoch: "1" }],
  ])("is refused for %s", async (_name, token) => {
    next.cookie = typeof token === "object" ? await encode({ token, secret }) : token;
    await expect(requireActor()).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("is refused for a token of another secret, and for one that is over", async () => {
    const { userId } = await person();
    const { sessionId, epoch } = await opened(userId);
    const token = { sub: userId, sessionId, sessionEpoch: epoch };
    next.cookie = await encode({ token, secret: "another secret of more than thirty-two letters" });
    await expect(requireActor()).rejects.toMatchObject({ code: "unauthenticated" });
    next.cookie = await encode({ token, secret, maxAge: -60 });
    await expect(requireActor()).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

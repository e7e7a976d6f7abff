import { describe, expect, it } from "vitest";
import { submitAndClaim } from "@/lib/annotations/submit-and-claim";
import { leaseNext } from "@/lib/assignments/lease-next";
import type { Work } from "@/lib/assignments/schema";
import type { Asker } from "@/lib/auth/actor";
import { endSession, openSession, raiseEpoch } from "@/lib/auth/store";
import { db } from "@/lib/db";
import { openCampaign } from "@/scripts/testing/campaign";
import type { OpenCampaign } from "@/scripts/testing/campaign";
import { choose, personOf } from "@/scripts/testing/desk-work";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

describe("a token in place of a person", () => {
  const signedIn = async (campaign: OpenCampaign, index: number): Promise<{ asker: Asker; sessionId: string; userId: string }> => {
    const actor = personOf(campaign, index);
    const userId = actor.kind === "person" ? actor.userId : "";
    const session = await openSession(userId);
    if (!session) throw new Error("no session");
    const { sessionId, epoch } = session;
    return { asker: { kind: "token", token: { userId, sessionId, sessionEpoch: epoch } }, sessionId, userId };
  };

  it("works as the person whose session it names, and not a moment longer than the session lives", async () => {
    const campaign = await openCampaign({ people: 3, tasks: 9, overlap: 1 });
    const { projectId, campaignId } = campaign;
    const place = { projectId, campaignId };
    const ends: ((who: { sessionId: string; userId: string }) => Promise<unknown>)[] = [
      ({ sessionId }) => endSession(sessionId),
      ({ userId }) => raiseEpoch(db(), userId),
      ({ userId }) => db().user.update({ where: { id: userId }, data: { disabledAt: new Date() } }),
    ];
    for (const [index, end] of ends.entries()) {
      const who = await signedIn(campaign, index);
      const answer = async (work: Work | undefined, key: string) =>
        submitAndClaim(who.asker, {
          ...place,
          assignmentId: work?.assignmentId ?? "",
          epoch: work?.epoch ?? "",
          idemKey: `token-${index}-${key}`.padEnd(20, "-"),
          response: choose(0),
          comment: "",
          flagged: false,
          extras: [],
          next: { holding: [work?.assignmentId ?? ""], want: 1 },
        });
      const [first] = await leaseNext(who.asker, { ...place, holding: [] });
      const { work } = await answer(first, "first");
      const stored = await db().annotation.findFirstOrThrow({
        where: { taskId: first?.taskId ?? "" },
        select: { annotator: { select: { userId: true } } },
      });
      expect(stored.annotator.userId).toBe(who.userId);
      await end(who);
      await expect(answer(work?.[0], "second")).rejects.toMatchObject({ code: "unauthenticated" });
      await expect(leaseNext(who.asker, { ...place, holding: [] })).rejects.toMatchObject({ code: "unauthenticated" });
    }
    expect(await db().annotation.count({ where: { campaignId } })).toBe(3);
  });

  it("is refused as signed out where the session ends while its person's first item is made ready", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 1, overlap: 1 });
    const { projectId, campaignId } = campaign;
    const who = await signedIn(campaign, 0);
    // The annotator's row is made between the two times that the desk is read: whoever writes it ends the session.
    await db().$executeRawUnsafe(`create function end_sessions() returns trigger language plpgsql as
      $$ begin update user_session set ended_at = clock_timestamp() where user_id = new.user_id; return new; end $$`);
    await db().$executeRawUnsafe("create trigger ends before insert on annotator for each row execute function end_sessions()");
    try {
      await expect(leaseNext(who.asker, { projectId, campaignId, holding: [] })).rejects.toMatchObject({ code: "unauthenticated" });
    } finally {
      await db().$executeRawUnsafe("drop function end_sessions() cascade");
    }
    expect(await db().assignment.count({ where: { campaignId } })).toBe(0);
  });
});

import { describe, expect, it } from "vitest";
import { submitAnnotation } from "@/lib/annotations/submit-annotation";
import { undoLast } from "@/lib/annotations/undo-last";
import { skipAssignment } from "@/lib/assignments/skip-assignment";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { listPosts, postToItem, removePost } from "@/lib/discussion/discuss-item";
import { listFlags, resolveFlag, warnItem } from "@/lib/flags/handle-flags";
import { raiseFlag } from "@/lib/flags/raise-flag";
import { flagFilterSchema } from "@/lib/flags/schema";
import { openCampaign } from "@/scripts/testing/campaign";
import type { OpenCampaign } from "@/scripts/testing/campaign";
import { answerWork, choose, nextOf, personOf } from "@/scripts/testing/desk-work";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const systemOf = (campaign: OpenCampaign): Actor => ({ kind: "system", workspaceId: personOf(campaign, 0).workspaceId, name: "test" });
const flagsOf = async (campaign: OpenCampaign, filter: object = {}) =>
  (await listFlags(systemOf(campaign), { projectId: campaign.projectId, filter: flagFilterSchema.parse(filter), take: 50, skip: 0 })).flags;

describe("flags", () => {
  it("come with flagged answers and with skips, are found by filters, and go where the answer is taken back", async () => {
    const campaign = await openCampaign({ people: 2, tasks: 3, overlap: 2 });
    const actor = personOf(campaign, 0);
    const work = await nextOf(campaign, actor);
    if (!work) throw new Error("nothing to claim");
    const place = { projectId: campaign.projectId, campaignId: campaign.campaignId };
    const answer = { ...place, assignmentId: work.assignmentId, epoch: work.epoch, idemKey: "a-flagged-answer-00", response: choose(0) };
    await submitAnnotation(actor, { ...answer, flagged: true, comment: "Both are off topic." });
    expect(await flagsOf(campaign)).toMatchObject([{ reason: "answer", comment: "Both are off topic.", taskId: work.taskId }]);
    await undoLast(actor, place);
    expect(await flagsOf(campaign)).toEqual([]);
    const again = await nextOf(campaign, actor);
    if (!again) throw new Error("nothing came back");
    await skipAssignment(actor, { ...place, ...again, reason: "needs-expert", note: "tax law" });
    expect(await flagsOf(campaign, { reason: "expert" })).toMatchObject([{ reason: "expert", comment: "tax law" }]);
    expect(await flagsOf(campaign, { reason: "unsafe" })).toEqual([]);
    const [flag] = await flagsOf(campaign);
    await resolveFlag(systemOf(campaign), {
      projectId: campaign.projectId,
      flagId: flag?.id ?? "",
      resolution: "anybody can",
      backToAll: true,
    });
    expect(await flagsOf(campaign)).toEqual([]);
    expect(await flagsOf(campaign, { state: "resolved" })).toHaveLength(1);
    expect((await nextOf(campaign, personOf(campaign, 1)))?.taskId).toBeDefined();
  });

  it("unsafe content is covered for everybody who comes after, until a researcher says otherwise", async () => {
    const campaign = await openCampaign({ people: 2, tasks: 1, overlap: 2 });
    const work = await nextOf(campaign, personOf(campaign, 0));
    if (!work) throw new Error("nothing to claim");
    expect(work.contentWarning).toBeNull();
    const place = { projectId: campaign.projectId, campaignId: campaign.campaignId };
    await raiseFlag(personOf(campaign, 0), { ...place, taskId: work.taskId, reason: "unsafe", response: 1 });
    await raiseFlag(personOf(campaign, 0), { ...place, taskId: work.taskId, reason: "unsafe", comment: "violence" });
    expect(await flagsOf(campaign)).toHaveLength(1);
    expect((await nextOf(campaign, personOf(campaign, 1)))?.contentWarning).toContain("reported");
    const [flag] = await flagsOf(campaign);
    await warnItem(systemOf(campaign), { projectId: campaign.projectId, itemId: flag?.itemId ?? "", warning: "Describes an accident." });
    expect((await nextOf(campaign, personOf(campaign, 1)))?.contentWarning).toBe("Describes an accident.");
  });

  it("are raised on items that one was given, on no others", async () => {
    const campaign = await openCampaign({ people: 2, tasks: 1, overlap: 1 });
    const work = await nextOf(campaign, personOf(campaign, 0));
    const flag = { projectId: campaign.projectId, campaignId: campaign.campaignId, taskId: work?.taskId ?? "", reason: "comment" as const };
    await expect(raiseFlag(personOf(campaign, 1), { ...flag, comment: "?" })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("discussion", () => {
  it("is joined by annotators once their answer is in; a word taken back leaves its place", async () => {
    const campaign = await openCampaign({ people: 2, tasks: 1, overlap: 1 });
    const actor = personOf(campaign, 0);
    const work = await nextOf(campaign, actor);
    if (!work) throw new Error("nothing to claim");
    const { itemId } = await db().task.findUniqueOrThrow({ where: { id: work.taskId }, select: { itemId: true } });
    const thread = { projectId: campaign.projectId, itemId };
    await expect(listPosts(actor, thread)).rejects.toMatchObject({ code: "not_found" });
    await answerWork(campaign, actor, work);
    const { id } = await postToItem(actor, { ...thread, body: "The second one cites a book that does not exist." });
    expect(await listPosts(actor, thread)).toMatchObject([{ id, mine: true, body: expect.stringContaining("cites") }]);
    await expect(removePost(personOf(campaign, 1), { projectId: campaign.projectId, postId: id })).rejects.toMatchObject({
      code: "not_found",
    });
    await removePost(actor, { projectId: campaign.projectId, postId: id });
    expect(await listPosts(actor, thread)).toMatchObject([{ id, body: null }]);
  });
});

import { describe, expect, it } from "vitest";
import { callBack } from "@/lib/annotations/call-back";
import { correctAnnotation } from "@/lib/annotations/correct-annotation";
import { getOwnProgress } from "@/lib/annotations/own-work";
import { saveDraft } from "@/lib/annotations/save-draft";
import type { AnnotationReceipt } from "@/lib/annotations/schema";
import { submitAndClaimSchema } from "@/lib/annotations/schema";
import { sendBack } from "@/lib/annotations/send-back";
import { submitAndClaim } from "@/lib/annotations/submit-and-claim";
import { submitAnnotation } from "@/lib/annotations/submit-annotation";
import { undoLast } from "@/lib/annotations/undo-last";
import { expireLeases } from "@/lib/assignments/expire-leases";
import { releaseLease } from "@/lib/assignments/release-lease";
import { renewLeases } from "@/lib/assignments/renew-leases";
import { refOf } from "@/lib/assignments/schema";
import type { Work } from "@/lib/assignments/schema";
import { skipAssignment } from "@/lib/assignments/skip-assignment";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { getItem } from "@/lib/items/get-item";
import { verifyInvariants } from "@/lib/verify/verify-invariants";
import { openCampaign } from "@/scripts/testing/campaign";
import type { OpenCampaign } from "@/scripts/testing/campaign";
import { answerWork, choose, nextOf, personOf } from "@/scripts/testing/desk-work";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

type Desk = OpenCampaign & { actor: Actor; reviewer: Actor; first: Work; given: AnnotationReceipt };

/** A campaign in which somebody answered one item and holds the next, and a reviewer. */
const plant = async (size: { people?: number; tasks?: number } = {}): Promise<Desk> => {
  const campaign = await openCampaign({ people: size.people ?? 2, tasks: size.tasks ?? 3, overlap: 1 });
  const actor = personOf(campaign, 0);
  const userId = newId("user");
  await db().user.create({ data: { id: userId, email: `${userId}@example.org`, name: "Rita Reviewer" } });
  await db().member.create({ data: { id: newId("member"), workspaceId: actor.workspaceId, userId, role: "researcher" } });
  const first = await nextOf(campaign, actor);
  if (!first) throw new Error("nothing to claim");
  const given = await answerWork(campaign, actor, first, 0);
  return { ...campaign, actor, reviewer: { kind: "person", userId, workspaceId: actor.workspaceId }, first, given };
};

const note = "Response B names the year; look again.";
const back = async ({ reviewer, projectId, given }: Desk) => sendBack(reviewer, { projectId, annotationId: given.id, note });

const queued = async (desk: Desk, holding: string[] = []): Promise<Work> => {
  const work = await nextOf(desk, desk.actor, holding);
  if (!work) throw new Error("nothing to claim");
  return work;
};

const send = async (desk: Desk, work: Work, choice: number, reply?: string, idemKey = `again-${work.epoch}-${choice}-${reply ?? ""}`) =>
  submitAnnotation(desk.actor, {
    ...desk,
    ...refOf(work),
    idemKey: idemKey.padEnd(16, "0"),
    response: choose(choice),
    reply,
    activeSeconds: 5,
  });

const live = async ({ campaignId }: Desk) =>
  db().annotation.findMany({
    where: { campaignId, withdrawnAt: null, supersededAt: null },
    orderBy: { createdAt: "asc" },
    select: { id: true, response: true, supersedesId: true },
  });

const sound = async ({ actor }: Desk): Promise<void> => {
  const system: Actor = { kind: "system", workspaceId: actor.workspaceId, name: "test" };
  expect((await verifyInvariants(system)).filter(({ ok }) => !ok)).toEqual([]);
};

const shownOf = async (desk: Desk) => {
  const { itemId } = await db().task.findUniqueOrThrow({ where: { id: desk.first.taskId }, select: { itemId: true } });
  return (await getItem(desk.reviewer, { projectId: desk.projectId, itemId })).units[0]?.answers[0];
};

const did = async (desk: Desk) =>
  (
    await db().auditEvent.findMany({
      where: { projectId: desk.projectId },
      orderBy: { id: "asc" },
      select: { actorId: true, detail: true },
    })
  ).map(({ actorId, detail }) => ({ actorId, detail }));

describe("an answer that was sent back", () => {
  it("comes before all that its person holds, with the note and the answer filled in, and counts meanwhile", async () => {
    const desk = await plant();
    const held = await queued(desk);
    await back(desk);
    const work = await queued(desk);
    expect(work).toMatchObject({
      taskId: desk.first.taskId,
      draft: { response: choose(0), comment: "", flagged: false, extras: [] },
      returned: { note, answer: { response: choose(0) } },
    });
    expect(work.epoch).not.toBe(desk.first.epoch);
    expect(work.candidates.map(({ ordinal }) => ordinal)).toEqual(desk.first.candidates.map(({ ordinal }) => ordinal));
    expect((await queued(desk, [work.assignmentId])).assignmentId).toBe(held.assignmentId);
    expect((await live(desk)).map(({ id }) => id)).toEqual([desk.given.id]);
    expect(await getOwnProgress(desk.actor, desk)).toMatchObject({ done: 0, left: 3 });
    expect(await shownOf(desk)).toMatchObject({ mayReturn: false, returned: { note, by: "Rita Reviewer", outcome: null } });
    expect((await did(desk)).at(-1)).toMatchObject({ detail: { did: "send back", person: "Person 0", note } });
    await sound(desk);
  });

  it("comes along with the answer that is sent next", async () => {
    const desk = await plant();
    const held = await queued(desk);
    await back(desk);
    const next = { holding: [held.assignmentId], want: 1 };
    const answer = { ...desk, ...refOf(held), idemKey: "the-next-answer-00", response: choose(1), next };
    const { work } = await submitAndClaim(desk.actor, submitAndClaimSchema.parse(answer));
    expect(work?.map(({ taskId }) => taskId)).toEqual([desk.first.taskId]);
  });

  it("is changed by another answer: one more revision, with the reply on record", async () => {
    const desk = await plant();
    await back(desk);
    const work = await queued(desk);
    const receipt = await send(desk, work, 1, "Overlooked it.");
    expect(await live(desk)).toMatchObject([{ id: receipt.id, supersedesId: desk.given.id, response: choose(1) }]);
    expect(await shownOf(desk)).toMatchObject({ mayReturn: true, returned: { outcome: "changed", reply: "Overlooked it." } });
    expect((await did(desk)).at(-1)).toMatchObject({ detail: { did: "answer again", reply: "Overlooked it." } });
    expect(await send(desk, work, 1, "Overlooked it.")).toEqual(receipt);
    expect(await live(desk)).toHaveLength(1);
    expect((await queued(desk)).taskId).not.toBe(desk.first.taskId);
    await sound(desk);
    await undoLast(desk.actor, desk);
    expect(await queued(desk)).toMatchObject({ taskId: desk.first.taskId, draft: { response: choose(1) }, returned: null });
    await sound(desk);
  });

  it("is kept with a reply, and not without one; sent again, the reply is the same one", async () => {
    const desk = await plant();
    await back(desk);
    const work = await queued(desk);
    await expect(send(desk, work, 0)).rejects.toMatchObject({ code: "invalid_input" });
    await expect(send(desk, work, 0, "   ")).rejects.toMatchObject({ code: "invalid_input" });
    const receipts = await Promise.all([1, 2, 3].map(() => send(desk, work, 0, "The year is in A, too.")));
    expect(receipts.map(({ id }) => id)).toEqual([1, 2, 3].map(() => desk.given.id));
    expect(await live(desk)).toMatchObject([{ id: desk.given.id, supersedesId: null }]);
    expect(await shownOf(desk)).toMatchObject({ mayReturn: true, returned: { outcome: "kept", reply: "The year is in A, too." } });
    expect(await getOwnProgress(desk.actor, desk)).toMatchObject({ done: 1, left: 2 });
    await sound(desk);
    await back(desk);
    expect(await queued(desk)).toMatchObject({ taskId: desk.first.taskId });
  });

  it("waits for its person alone: no sweep, skip or page that closes gives it away", async () => {
    const desk = await plant({ tasks: 1 });
    await back(desk);
    const work = await queued(desk);
    await releaseLease(desk.actor, { ...desk, ...refOf(work) });
    await expect(skipAssignment(desk.actor, { ...desk, ...refOf(work), reason: "other" })).rejects.toMatchObject({ code: "refused" });
    expect(await renewLeases(desk.actor, { ...desk, leases: [refOf(work)] })).toEqual({ lost: [] });
    await saveDraft(desk.actor, {
      ...desk,
      assignmentId: work.assignmentId,
      draft: { response: choose(1), comment: "", flagged: false, reply: "Hm" },
    });
    await expireLeases();
    expect(await nextOf(desk, personOf(desk, 1))).toBeNull();
    expect(await queued(desk)).toMatchObject({
      assignmentId: work.assignmentId,
      draft: { response: choose(1), reply: "Hm" },
      returned: { note },
    });
    await sound(desk);
  });

  it("is not answered by a page that still shows the item from before", async () => {
    const desk = await plant();
    await back(desk);
    await expect(send(desk, desk.first, 1, undefined, "from-an-old-page-0")).rejects.toMatchObject({ code: "lease_lost" });
    expect(await live(desk)).toMatchObject([{ id: desk.given.id }]);
  });

  it("changed among one's own answers is dealt with, whichever of two ways comes first", async () => {
    const desk = await plant();
    await back(desk);
    const work = await queued(desk);
    const correction = { annotationId: desk.given.id, idemKey: "in-the-list-of-own", response: choose(1) };
    const both = await Promise.allSettled([
      correctAnnotation(desk.actor, { ...desk, ...correction }),
      send(desk, work, 1, "Both at once."),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await live(desk)).toHaveLength(1);
    expect(await shownOf(desk)).toMatchObject({ returned: { outcome: "changed" } });
    await sound(desk);
  });
});

describe("an answer that was called back", () => {
  const recall = async ({ reviewer, projectId, given }: Desk) => callBack(reviewer, { projectId, annotationId: given.id });

  it("stands as it was, out of its person's queue, and the audit log says who called it back", async () => {
    const desk = await plant();
    await back(desk);
    const work = await queued(desk);
    await saveDraft(desk.actor, {
      ...desk,
      assignmentId: work.assignmentId,
      draft: { response: choose(1), comment: "", flagged: false },
    });
    await recall(desk);
    expect((await queued(desk)).taskId).not.toBe(desk.first.taskId);
    expect(await live(desk)).toMatchObject([{ id: desk.given.id, response: choose(0) }]);
    expect(await shownOf(desk)).toMatchObject({ mayReturn: true, returned: { note, outcome: "called back", reply: "" } });
    expect(await getOwnProgress(desk.actor, desk)).toMatchObject({ done: 1, left: 2 });
    expect((await did(desk)).at(-1)).toMatchObject({ detail: { did: "call back", person: "Person 0" } });
    await sound(desk);
  });

  it("is not answered any more by the page that shows it, which is told why", async () => {
    const desk = await plant();
    await back(desk);
    const work = await queued(desk);
    await recall(desk);
    expect(await renewLeases(desk.actor, { ...desk, leases: [refOf(work)] })).toEqual({ lost: [work.assignmentId] });
    await expect(send(desk, work, 1, "Too late.")).rejects.toMatchObject({
      code: "lease_lost",
      userMessage: expect.stringContaining("called this answer back"),
    });
    expect(await live(desk)).toMatchObject([{ id: desk.given.id, response: choose(0) }]);
    await sound(desk);
  });

  it("keeps its place: an undo takes back what its person did last, not what was called back", async () => {
    const desk = await plant();
    const second = await queued(desk);
    await answerWork(desk, desk.actor, second, 1);
    await back(desk);
    await recall(desk);
    expect(await undoLast(desk.actor, desk)).toMatchObject({ assignmentId: second.assignmentId });
    await sound(desk);
  });

  it("may be sent back again, and the older page answers nothing then", async () => {
    const desk = await plant();
    await back(desk);
    const old = await queued(desk);
    await recall(desk);
    await back(desk);
    await expect(send(desk, old, 1, "Of the first time.")).rejects.toMatchObject({ code: "lease_lost" });
    await send(desk, await queued(desk), 1, "Of the second.");
    expect(await shownOf(desk)).toMatchObject({ returned: { outcome: "changed", reply: "Of the second." } });
    await sound(desk);
  });

  it("meets its person's answer on the way: one of the two comes first, and the other is refused", async () => {
    const desk = await plant();
    await back(desk);
    const work = await queued(desk);
    const both = await Promise.allSettled([recall(desk), send(desk, work, 1, "At once."), recall(desk)]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await live(desk)).toHaveLength(1);
    await sound(desk);
  });

  it("is called back in a campaign that is closed, from a person who left, and only while it waits", async () => {
    const desk = await plant();
    await expect(recall(desk)).rejects.toMatchObject({ code: "conflict", userMessage: expect.stringContaining("does not wait") });
    await back(desk);
    await db().campaign.update({ where: { id: desk.campaignId }, data: { state: "archived" } });
    await db().member.deleteMany({ where: { userId: desk.actor.kind === "person" ? desk.actor.userId : "" } });
    await recall(desk);
    await expect(recall(desk)).rejects.toMatchObject({ code: "conflict" });
    await sound(desk);
  });

  it("is not for annotators, and not of another project", async () => {
    const [desk, other] = [await plant(), await plant()];
    await back(other);
    await expect(callBack(desk.actor, { projectId: desk.projectId, annotationId: desk.given.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(callBack(desk.reviewer, { projectId: desk.projectId, annotationId: other.given.id })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await queued(other)).toMatchObject({ returned: { note } });
  });
});

describe("sending back", () => {
  it("happens once, whoever sends at the same time", async () => {
    const desk = await plant();
    const all = await Promise.allSettled([1, 2, 3, 4].map(() => back(desk)));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(back(desk)).rejects.toMatchObject({ code: "conflict", userMessage: expect.stringContaining("waits for Person 0") });
    expect(await db().answerReturn.count({ where: { projectId: desk.projectId } })).toBe(1);
  });

  it("meets an undo on its way: the answer is back with its person one way or the other, never both", async () => {
    const desk = await plant();
    await Promise.allSettled([back(desk), undoLast(desk.actor, desk)]);
    await sound(desk);
    expect((await queued(desk)).taskId).toBe(desk.first.taskId);
  });

  const of = async (desk: Desk, source: "lm" | "human" | "gold", own: object = {}): Promise<string> => {
    const [id, annotatorId] = [newId("annotation"), newId("annotator")];
    const { projectId, campaignId } = desk;
    await db().annotator.create({ data: { id: annotatorId, projectId, name: annotatorId, source } });
    const row = {
      id,
      projectId,
      campaignId,
      taskId: desk.first.taskId,
      annotatorId,
      idemKey: id,
      payloadHash: id,
      response: choose(0),
      ...own,
    };
    await db().annotation.create({ data: row });
    return id;
  };

  it.each<[string, string, (desk: Desk) => Promise<string | undefined>]>([
    ["a judge's answer", "A judge’s answer", (desk) => of(desk, "lm")],
    ["an imported answer", "came with a file", (desk) => of(desk, "human")],
    ["a known answer", "Only what a person answered", (desk) => of(desk, "gold")],
    [
      "an answer of somebody who left",
      "no longer in this workspace",
      async ({ actor }) => void (await db().member.deleteMany({ where: { userId: actor.kind === "person" ? actor.userId : "" } })),
    ],
    [
      "an answer in a closed campaign",
      "is not open",
      async ({ campaignId }) => void (await db().campaign.update({ where: { id: campaignId }, data: { state: "archived" } })),
    ],
    [
      "an answer that people are measured by",
      "measured by this task",
      async ({ first }) => void (await db().task.update({ where: { id: first.taskId }, data: { isGold: true } })),
    ],
    [
      "an answer to an earlier question",
      "question was changed",
      async ({ campaignId }) => void (await db().campaign.update({ where: { id: campaignId }, data: { questionVersion: 2 } })),
    ],
  ])("is refused in words for %s", async (_name, words, arrange) => {
    const desk = await plant();
    const annotationId = (await arrange(desk)) ?? desk.given.id;
    await expect(sendBack(desk.reviewer, { projectId: desk.projectId, annotationId, note })).rejects.toMatchObject({
      code: "refused",
      userMessage: expect.stringContaining(words),
    });
  });

  it("is not for annotators, not of another project, and not of what was changed meanwhile", async () => {
    const [desk, other] = [await plant(), await plant()];
    await expect(sendBack(desk.actor, { projectId: desk.projectId, annotationId: desk.given.id, note })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(sendBack(desk.reviewer, { projectId: desk.projectId, annotationId: other.given.id, note })).rejects.toMatchObject({
      code: "not_found",
    });
    await correctAnnotation(desk.actor, { ...desk, annotationId: desk.given.id, idemKey: "changed-meanwhile", response: choose(1) });
    await expect(back(desk)).rejects.toMatchObject({ code: "conflict" });
  });
});

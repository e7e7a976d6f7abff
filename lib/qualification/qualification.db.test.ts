import { describe, expect, it } from "vitest";
import { getOwnItem } from "@/lib/annotations/get-own-item";
import { submitAnnotation } from "@/lib/annotations/submit-annotation";
import { expireLeases } from "@/lib/assignments/expire-leases";
import { leaseNext } from "@/lib/assignments/lease-next";
import { refOf } from "@/lib/assignments/schema";
import { skipAssignment } from "@/lib/assignments/skip-assignment";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { acceptConsent } from "@/lib/qualification/accept-consent";
import { answerPractice } from "@/lib/qualification/answer-practice";
import { nextPractice } from "@/lib/qualification/next-practice";
import { readGate } from "@/lib/qualification/read-gate";
import { saveProfile } from "@/lib/qualification/save-profile";
import { admissionSchema } from "@/lib/qualification/schema";
import type { TrainingFeedback } from "@/lib/qualification/schema";
import { publishConsent, setAdmission } from "@/lib/qualification/set-admission";
import { setKnownAnswer, setTraining } from "@/lib/quality/set-known-answer";
import { liftPause } from "@/lib/quality/set-person";
import { openCampaign } from "@/scripts/testing/campaign";
import type { OpenCampaign } from "@/scripts/testing/campaign";
import { annotatorOf, choose, personOf, plantKnownAnswer } from "@/scripts/testing/desk-work";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const systemOf = (campaign: OpenCampaign): Actor => ({ kind: "system", workspaceId: personOf(campaign, 0).workspaceId, name: "test" });

const taskIdsOf = async (campaign: OpenCampaign): Promise<string[]> =>
  (
    await db().task.findMany({ where: { campaignId: campaign.campaignId }, orderBy: { item: { ordinal: "asc" } }, select: { id: true } })
  ).map((task) => task.id);

const plant = async (training: number): Promise<OpenCampaign> => {
  const campaign = await openCampaign({ people: 2, tasks: training + 6, overlap: 1 });
  const ids = (await taskIdsOf(campaign)).slice(0, training);
  for (const id of ids) await plantKnownAnswer(campaign, id, 0, `Because the first says so (${id}).`);
  if (training > 0) await setTraining(systemOf(campaign), { ...campaign, taskIds: ids, training: true });
  return campaign;
};

/** Goes through one go, giving the known answer where `right` says so. */
const practise = async (campaign: OpenCampaign, actor: Actor, right: (n: number) => boolean): Promise<TrainingFeedback[]> => {
  const told: TrainingFeedback[] = [];
  for (;;) {
    const work = await nextPractice(actor, campaign);
    if (!work) return told;
    const shownOrder = work.candidates.map((candidate) => candidate.ordinal);
    const feedback = await answerPractice(actor, {
      ...campaign,
      taskId: work.taskId,
      shownOrder,
      response: choose(right(work.number) ? 0 : 1),
    });
    told.push(feedback);
    if (feedback.passed !== null) return told;
  }
};

describe("an item's metadata", () => {
  it("is seen in practice, at the desk and in one's own answers as far as the campaign names it, and no further", async () => {
    const campaign = await plant(1);
    const actor = personOf(campaign, 0);
    const meta = { domain: "law", model: "north", "a.b": ["x", 2] };
    await db().item.updateMany({ where: { projectId: campaign.projectId }, data: { meta } });
    await setAdmission(systemOf(campaign), { ...campaign, admission: { qualification: { items: 1, pass: 1, attempts: 2 } } });
    const shows = async (shownMeta: string[]) =>
      db().campaign.update({ where: { id: campaign.campaignId }, data: { shownMeta }, select: { id: true } });
    const seen = [
      { field: "a.b", value: "x, 2" },
      { field: "domain", value: "law" },
    ];
    expect((await nextPractice(actor, campaign))?.meta).toEqual([]);
    await shows(["a.b", "domain", "absent"]);
    expect((await nextPractice(actor, campaign))?.meta).toEqual(seen);
    await practise(campaign, actor, () => true);
    const [work] = await leaseNext(actor, { ...campaign, holding: [] });
    if (!work) throw new Error("nothing to claim");
    expect(work.meta).toEqual(seen);
    const { id } = await submitAnnotation(actor, { ...campaign, ...refOf(work), idemKey: "metadata-in-sight-0", response: choose(0) });
    expect((await getOwnItem(actor, { projectId: campaign.projectId, annotationId: id })).meta).toEqual(seen);
    await shows([]);
    expect((await leaseNext(actor, { ...campaign, holding: [] }))[0]?.meta).toEqual([]);
  });
});

describe("consent", () => {
  it("is asked before work, again for each new text, and kept with its version", async () => {
    const campaign = await plant(0);
    const actor = personOf(campaign, 0);
    await expect(setAdmission(systemOf(campaign), { ...campaign, admission: { consent: true } })).rejects.toMatchObject({
      code: "refused",
    });
    await publishConsent(systemOf(campaign), { ...campaign, markdown: "You can stop at any time." });
    await setAdmission(systemOf(campaign), { ...campaign, admission: { consent: true } });
    expect(await readGate(actor, campaign)).toMatchObject({ step: "consent", consent: { version: 1 } });
    await expect(leaseNext(actor, { ...campaign, holding: [] })).rejects.toMatchObject({ code: "refused" });
    await acceptConsent(actor, { ...campaign, version: 1 });
    await acceptConsent(actor, { ...campaign, version: 1 });
    expect(await leaseNext(actor, { ...campaign, holding: [] })).toHaveLength(1);
    await publishConsent(systemOf(campaign), { ...campaign, markdown: "You can stop at any time. It is paid." });
    expect((await readGate(actor, campaign)).step).toBe("consent");
    await expect(acceptConsent(actor, { ...campaign, version: 1 })).rejects.toMatchObject({ code: "conflict" });
    await acceptConsent(actor, { ...campaign, version: 2 });
    const kept = await db().consentAcceptance.findMany({
      where: { projectId: campaign.projectId },
      select: { text: { select: { version: true } } },
    });
    expect(kept.map((row) => row.text.version).sort()).toEqual([1, 2]);
  });
});

describe("profile", () => {
  it("takes what the fields allow, keeps it with the annotator, and lets people not say", async () => {
    const campaign = await plant(0);
    const actor = personOf(campaign, 0);
    const profile = [
      { type: "number" as const, name: "age", title: "Your age", required: true, min: 18 },
      { type: "several" as const, name: "languages", title: "Languages", options: ["German", "Finnish"] },
    ];
    await setAdmission(systemOf(campaign), { ...campaign, admission: { profile } });
    expect((await readGate(actor, campaign)).step).toBe("profile");
    await expect(saveProfile(actor, { ...campaign, answers: { age: 12 } })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(saveProfile(actor, { ...campaign, answers: { age: 30, languages: ["Latin"] } })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await saveProfile(actor, { ...campaign, answers: { age: "prefer not to say", languages: ["Finnish"], shoe: 43 } });
    expect((await readGate(actor, campaign)).step).toBe("ready");
    const row = await db().annotator.findUnique({ where: { id: await annotatorOf(campaign, actor) }, select: { demographics: true } });
    expect(row?.demographics).toEqual({ age: "prefer not to say", languages: ["Finnish"] });
  });
});

describe("qualification", () => {
  const rules = { items: 4, pass: 3, attempts: 2 };

  it("needs items to practise on", async () => {
    const campaign = await plant(2);
    await expect(setAdmission(systemOf(campaign), { ...campaign, admission: { qualification: rules } })).rejects.toThrow(/2 are marked/);
  });

  it("tells after each answer what was expected and why, and opens the desk at the pass mark", async () => {
    const campaign = await plant(4);
    await setAdmission(systemOf(campaign), { ...campaign, admission: { qualification: rules } });
    const actor = personOf(campaign, 0);
    await expect(leaseNext(actor, { ...campaign, holding: [] })).rejects.toMatchObject({ code: "refused" });
    const told = await practise(campaign, actor, (n) => n !== 2);
    expect(told.map(({ correct, passed }) => [correct, passed])).toEqual([
      [true, null],
      [false, null],
      [true, null],
      [true, true],
    ]);
    expect(told[1]).toMatchObject({ known: choose(0), explanation: expect.stringContaining("Because the first says so") });
    expect((await readGate(actor, campaign)).step).toBe("ready");
    expect(await leaseNext(actor, { ...campaign, holding: [] })).toHaveLength(1);
    expect(await db().annotation.count({ where: { campaignId: campaign.campaignId, slotId: { not: null } } })).toBe(0);
  });

  it("gives as many goes as it says; a researcher can give more", async () => {
    const campaign = await plant(5);
    await setAdmission(systemOf(campaign), { ...campaign, admission: { qualification: rules } });
    const actor = personOf(campaign, 0);
    expect((await practise(campaign, actor, () => false)).at(-1)?.passed).toBe(false);
    expect((await readGate(actor, campaign)).qualification).toMatchObject({ used: 1 });
    expect((await practise(campaign, actor, () => false)).at(-1)?.passed).toBe(false);
    expect((await readGate(actor, campaign)).step).toBe("failed");
    await expect(nextPractice(actor, campaign)).rejects.toMatchObject({ code: "refused" });
    const person = { ...campaign, annotatorId: await annotatorOf(campaign, actor) };
    await liftPause(systemOf(campaign), {
      projectId: person.projectId,
      campaignId: person.campaignId,
      annotatorId: person.annotatorId,
      again: true,
    });
    expect((await practise(campaign, actor, () => true)).at(-1)?.passed).toBe(true);
  });

  it("keeps the first answer to an item, whatever is sent after the feedback, and does not take an item out of turn", async () => {
    const campaign = await plant(4);
    await setAdmission(systemOf(campaign), { ...campaign, admission: { qualification: rules } });
    const actor = personOf(campaign, 0);
    const work = await nextPractice(actor, campaign);
    if (!work) throw new Error("nothing to practise");
    const send = (taskId: string, choice: number) =>
      answerPractice(actor, { ...campaign, taskId, shownOrder: [0, 1], response: choose(choice) });
    expect(await send(work.taskId, 1)).toMatchObject({ correct: false, answered: 1, correctSoFar: 0 });
    expect(await send(work.taskId, 0)).toMatchObject({ correct: false, answered: 1, correctSoFar: 0 });
    const outside = (await taskIdsOf(campaign)).at(-1) ?? "";
    await expect(send(outside, 0)).rejects.toMatchObject({ code: "conflict" });
  });

  it("judges a go by its own items where the rules were changed while it was under way", async () => {
    const campaign = await plant(4);
    const actor = personOf(campaign, 0);
    const ask = async (items: number, pass: number) =>
      setAdmission(systemOf(campaign), { ...campaign, admission: { qualification: { items, pass, attempts: 1 } } });
    await ask(2, 2);
    await nextPractice(actor, campaign);
    await ask(4, 3);
    expect((await practise(campaign, actor, () => true)).map(({ passed }) => passed)).toEqual([null, true]);
    const other = personOf(campaign, 1);
    await nextPractice(other, campaign);
    await ask(1, 1);
    expect((await practise(campaign, other, (n) => n === 1)).at(-1)?.passed).toBe(false);
  });

  it("never hands practice items out as work", async () => {
    const campaign = await plant(4);
    const actor = personOf(campaign, 0);
    const works = await leaseNext(actor, { ...campaign, holding: [], want: 20 });
    const training = new Set((await taskIdsOf(campaign)).slice(0, 4));
    expect(works).toHaveLength(6);
    expect(works.filter((work) => training.has(work.taskId))).toEqual([]);
  });

  it("hands no practice item on that somebody held as work, and gives all of it back", async () => {
    const campaign = await openCampaign({ people: 3, tasks: 2, overlap: 3 });
    const [held = "", plain = ""] = await taskIdsOf(campaign);
    await plantKnownAnswer(campaign, held, 0);
    const [first, second, third] = [personOf(campaign, 0), personOf(campaign, 1), personOf(campaign, 2)];
    const skipping = (await leaseNext(first, { ...campaign, holding: [], want: 2 })).find((work) => work.taskId === held);
    expect(await leaseNext(second, { ...campaign, holding: [], want: 2 })).toHaveLength(2);
    if (!skipping) throw new Error("nothing was handed out");
    // The other task has no known answer: it is not marked, and stays open.
    expect(await setTraining(systemOf(campaign), { ...campaign, taskIds: [held, plain], training: true })).toEqual({ marked: 1 });
    await skipAssignment(first, { ...campaign, ...refOf(skipping), reason: "other" });
    await db().slot.updateMany({ where: { taskId: held, state: "leased" }, data: { leaseUntil: new Date(0) } });
    await expireLeases();
    const works = await leaseNext(third, { ...campaign, holding: [], want: 20 });
    expect(works.map((work) => work.taskId)).toEqual([plain]);
    await setTraining(systemOf(campaign), { ...campaign, taskIds: [held], training: false });
    expect(await db().slot.count({ where: { taskId: held, state: "open" } })).toBe(3);
  });

  it("asks about a practice item like any other once its answer is not known", async () => {
    const campaign = await plant(1);
    const [taskId = ""] = await taskIdsOf(campaign);
    expect(await db().slot.count({ where: { taskId, state: "open" } })).toBe(0);
    await setKnownAnswer(systemOf(campaign), { ...campaign, taskId, response: null });
    expect(await db().slot.count({ where: { taskId, state: "open" } })).toBe(1);
  });

  it("reads what was stored before there was any of it", () => {
    expect(admissionSchema.parse({})).toEqual({ consent: false, profile: [], qualification: null });
  });
});

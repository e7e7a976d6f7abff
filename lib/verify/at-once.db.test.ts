import { writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { aggregateProject } from "@/lib/aggregation/aggregate-project";
import { correctAnnotation } from "@/lib/annotations/correct-annotation";
import { sendBack } from "@/lib/annotations/send-back";
import { undoLast } from "@/lib/annotations/undo-last";
import { expireLeases } from "@/lib/assignments/expire-leases";
import { releaseLease } from "@/lib/assignments/release-lease";
import { skipAssignment } from "@/lib/assignments/skip-assignment";
import type { Actor } from "@/lib/auth/actor";
import { sealAudit } from "@/lib/auth/seal-audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { importFiles } from "@/lib/imports/import-files";
import { undoImport } from "@/lib/imports/undo-import";
import { silentRun } from "@/lib/jobs/progress";
import { createRandom } from "@/lib/ml/random/random";
import { countEarned } from "@/lib/payments/count-earned";
import { setRate } from "@/lib/payments/set-rate";
import { setKnownAnswer, setTraining } from "@/lib/quality/set-known-answer";
import { excludePerson, readmitPerson } from "@/lib/quality/set-person";
import { openTasks } from "@/lib/tasks/open-tasks";
import { replaceUncounted } from "@/lib/tasks/replace-uncounted";
import { requestClosing } from "@/lib/tasks/request-change";
import { verifyInvariants } from "@/lib/verify/verify-invariants";
import { openCampaign } from "@/scripts/testing/campaign";
import { testDatabase } from "@/scripts/testing/database";
import { answerWork, choose, nextOf, setHandoutOf } from "@/scripts/testing/desk-work";

const database = testDatabase();

// What meets whom differs from run to run, what must hold does not.
const random = createRandom(11);
const pick = <T>(first: T, ...others: T[]): T => [first, ...others][random.integer(others.length + 1)] ?? first;

it("people and researchers who all do everything at once leave every invariant whole", { timeout: 120_000 }, async () => {
  const campaign = await openCampaign({ people: 4, tasks: 40, overlap: 2 });
  const { projectId, campaignId, people } = campaign;
  const place = { projectId, campaignId };
  await setHandoutOf(campaign, { adaptive: { min: 2, max: 4, threshold: 0.9 }, repeatShare: 0.1, repeatAfter: 3 });
  const { workspaceId } = await db().project.findUniqueOrThrow({ where: { id: projectId }, select: { workspaceId: true } });
  const boss: Actor = { kind: "system", workspaceId, name: "test" };
  await setRate(boss, { projectId, campaignId: "", annotatorId: "", basis: "item", amountMicros: 1_000, from: "now" });
  const tasks = (await db().task.findMany({ where: place, select: { id: true } })).map(({ id }) => id);
  const aTask = (): string => tasks[random.integer(tasks.length)] ?? "";
  const aPerson = async (): Promise<string> => {
    const rows = await db().annotator.findMany({ where: { projectId, userId: { not: null } }, select: { id: true } });
    return rows[random.integer(Math.max(1, rows.length))]?.id ?? "nobody";
  };

  const work = (person: Actor) => async (): Promise<void> => {
    const held = await nextOf(campaign, person);
    if (!held) return wait(20);
    const lease = { projectId, assignmentId: held.assignmentId, epoch: held.epoch };
    const what = random.uniform();
    if (what < 0.05) return skipAssignment(person, { ...lease, reason: pick("cannot-judge", "needs-expert"), note: "" });
    if (what < 0.1) return releaseLease(person, lease);
    if (what < 0.15) {
      const lapsed = new Date(Date.now() - 60_000);
      await db().slot.updateMany({ where: { taskId: held.taskId, state: "leased" }, data: { leaseUntil: lapsed } });
      return;
    }
    const { id } = await answerWork(campaign, person, held, pick<number | "tie">(0, 1, "tie"));
    const correction = { ...place, annotationId: id, idemKey: `instead-of-${id}`, response: choose(pick(0, 1)) };
    if (what > 0.8) await Promise.allSettled([correctAnnotation(person, correction), undoLast(person, place)]);
  };

  let files = 0;
  const importAndUndo = async (): Promise<void> => {
    const file = path.join(database.home, `${(files += 1)}.jsonl`);
    const rows = Array.from({ length: 60 }, (_, i) => ({
      prompt: `Which ${files} ${i}?`,
      responses: [{ text: "yes" }, { text: "no" }],
      labels: [{ annotator: "ann", kind: pick("human", "gold"), choice: i % 2 }],
    }));
    writeFileSync(file, rows.map((row) => JSON.stringify(row)).join("\n"));
    const onError = pick("stop", "skip");
    await importFiles(boss, { projectId, campaignIds: [campaignId], paths: [file], format: "jsonl", onError }, silentRun());
    const { id } = await db().import.findFirstOrThrow({ where: { projectId }, orderBy: { createdAt: "desc" }, select: { id: true } });
    if (random.uniform() < 0.7) await undoImport(boss, { projectId, importId: id });
  };
  const sendOneBack = async (): Promise<unknown> => {
    const given = await db().annotation.findFirst({ where: { ...place, slotId: { not: null }, supersededAt: null }, select: { id: true } });
    return given && sendBack(boss, { projectId, annotationId: given.id, note: "Look again." });
  };

  let over = false;
  let done = 0;
  const again = async (act: () => Promise<unknown>): Promise<void> => {
    while (!over) {
      // Refusals are part of it: an item goes to somebody else, an import's items were answered since. So is one deadlock too many.
      await act().then(
        () => (done += 1),
        (error: unknown) => {
          if (!(error instanceof AppError) && !/40P01|P2034/.test(JSON.stringify(error) + String(error))) throw error;
        },
      );
      await wait(random.uniform() * 50);
    }
  };
  const everybody = [
    ...people.flatMap((person) => [again(work(person)), again(work(person))]),
    again(importAndUndo),
    again(async () => excludePerson(boss, { ...place, annotatorId: await aPerson(), reason: "Too fast." })),
    again(async () => readmitPerson(boss, { ...place, annotatorId: await aPerson() })),
    again(() => replaceUncounted(boss, place)),
    again(() => setKnownAnswer(boss, { ...place, taskId: aTask(), response: pick(null, choose(0)), explanation: "" })),
    again(() => setTraining(boss, { ...place, taskIds: [aTask()], training: pick(true, false) })),
    again(() => openTasks(boss, { ...place, taskIds: [aTask(), aTask()], overlap: pick(1, 2, 3) })),
    again(() => requestClosing(boss, { ...place, taskIds: [aTask()] })),
    again(sendOneBack),
    again(() => countEarned(boss, { projectId })),
    again(() => aggregateProject(boss, { projectId, model: "majority" })),
    again(expireLeases),
  ];
  await wait(6_000);
  over = true;
  await Promise.all(everybody);
  await countEarned(boss, { projectId });
  // Of people who are all left out there is nothing to aggregate.
  for (const { annotatorId } of await db().exclusion.findMany({ where: { projectId, readmittedAt: null }, select: { annotatorId: true } }))
    await readmitPerson(boss, { ...place, annotatorId });
  await aggregateProject(boss, { projectId, model: "majority" });
  await sealAudit();
  expect(done).toBeGreaterThan(50);
  expect((await verifyInvariants(boss)).filter(({ ok }) => !ok)).toEqual([]);
});

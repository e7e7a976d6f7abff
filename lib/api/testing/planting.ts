import type { World } from "@/lib/api/testing/world";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { leaseNext } from "@/lib/assignments/lease-next";
import { submitAnnotation } from "@/lib/annotations/submit-annotation";
import { addConnection } from "@/lib/connections/add-connection";
import { createDatasetVersion } from "@/lib/exports/create-dataset-version";
import { adjustPay } from "@/lib/budgets/pay-person";
import { setBudget } from "@/lib/budgets/set-budget";
import { saveView } from "@/lib/items/saved-views";
import { addJudge } from "@/lib/judges/add-judge";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { uploadImport } from "@/lib/imports/upload-import";
import { enqueue } from "@/lib/jobs/enqueue";
import { Readable } from "node:stream";

// What the examples of operations act upon, planted by the product's own use cases where there is one.

export const answer = { answers: { overall: { choice: 0, strength: -1 } } };
export const inCampaign = ({ own }: World) => ({ campaignId: own.campaignId });
export const at = (list: string[], place: number): string => {
  const value = list[place];
  if (value === undefined) throw new RangeError(`nothing at ${place}`);
  return value;
};

export const person = async ({ own }: World, excluded = false): Promise<{ campaignId: string; annotatorId: string }> => {
  const annotatorId = newId("annotator");
  await db().annotator.create({ data: { id: annotatorId, projectId: own.projectId, name: annotatorId, source: "human" } });
  if (excluded) {
    const { projectId, campaignId } = own;
    await db().exclusion.create({ data: { id: newId("exclusion"), projectId, campaignId, annotatorId, reason: "test" } });
  }
  return { campaignId: own.campaignId, annotatorId };
};

export const member = async ({ own }: World): Promise<string> => {
  const [userId, memberId] = [newId("user"), newId("member")];
  await db().user.create({ data: { id: userId, email: `${userId}@example.org`, name: "Somebody" } });
  await db().member.create({ data: { id: memberId, workspaceId: own.workspaceId, userId, role: "annotator" } });
  return memberId;
};

export const lease = async ({ own, actors }: World) => {
  const { projectId, campaignId } = own;
  const [work] = await leaseNext(actors.annotator, { projectId, campaignId, holding: [] });
  if (!work) throw new Error("no work is left");
  return work;
};

let submitted = 0;
/** A key that no other write of the examples has. */
export const nextKey = (): string => {
  submitted += 1;
  return `example-${String(submitted).padStart(12, "0")}`;
};
export const submission = async (world: World) => {
  const { assignmentId, epoch, taskId } = await lease(world);
  return { assignmentId, epoch, taskId, idemKey: nextKey(), response: answer };
};

export const annotation = async (world: World): Promise<{ id: string; taskId: string }> => {
  const { taskId: _taskId, ...sent } = await submission(world);
  return submitAnnotation(world.actors.annotator, { ...sent, projectId: world.own.projectId, campaignId: world.own.campaignId });
};

/** An answer of somebody whose queue no other example takes from: what was sent back before comes first in it, and is kept with the reply. */
export const reviewed = async ({ own }: World): Promise<string> => {
  const { projectId, campaignId } = own;
  const writer = own.people[1];
  const [work] = writer ? await leaseNext(writer, { projectId, campaignId, holding: [] }) : [];
  if (!writer || !work) throw new Error("no work is left");
  const { assignmentId, epoch } = work;
  const sent = { projectId, campaignId, assignmentId, epoch, idemKey: nextKey(), response: answer, reply: "It stands." };
  return (await submitAnnotation(writer, sent)).id;
};

/** An item of its own with a task, so that examples do not stand in each other's way. */
let planted = 1_000;
export const item = async ({ own }: World): Promise<{ itemId: string; taskId: string }> => {
  planted += 1;
  const [itemId, taskId] = [newId("item"), newId("task")];
  const { projectId, campaignId } = own;
  const row = { ordinal: planted, externalId: itemId, contentHash: itemId, promptHash: itemId, title: "A planted item", promptChars: 1 };
  await db().item.create({ data: { id: itemId, projectId, ...row } });
  await db().itemPayload.create({ data: { itemId, prompt: "Which?" } });
  for (const ordinal of [0, 1]) {
    const id = newId("candidate");
    await db().candidate.create({ data: { id, projectId, itemId, ordinal, textHash: id, chars: 1 } });
    await db().candidatePayload.create({ data: { candidateId: id, text: `Answer ${ordinal}` } });
  }
  await db().task.create({ data: { id: taskId, projectId, campaignId, itemId, unitKey: "0-1" } });
  return { itemId, taskId };
};

export const knownTask = async (world: World): Promise<string> => {
  const { taskId } = await item(world);
  await db().task.update({ where: { id: taskId }, data: { isGold: true } });
  return taskId;
};

export const uploaded = async ({ own, actors }: World): Promise<string> => {
  const line = JSON.stringify({ id: newId("item"), prompt: "Which?", responses: [{ text: "one" }, { text: "two" }] });
  return (await uploadImport(actors.owner, { projectId: own.projectId, fileName: "rows.jsonl", body: Readable.from([`${line}\n`]) })).id;
};

export const job = async ({ own, actors }: World): Promise<string> =>
  db().$transaction((tx) => enqueue(tx, actors.owner, "plan-routes", { projectId: own.projectId, subjectId: "nothing" }));

export const delivery = async (world: World): Promise<string> => {
  const id = newId("webhook");
  await db().webhookDelivery.create({ data: { id, webhookId: await webhook(world), eventKey: id, type: "job.finished", payload: {} } });
  return id;
};
export const webhook = async ({ own, actors }: World): Promise<string> =>
  (await createWebhook(actors.owner, { projectId: own.projectId, url: "https://hooks.example.org/in", events: ["job.finished"] })).id;

export const replay = { provider: "replay", annotator: "nobody" } as const;
/** Whose labels a judge gives again: one that was taken back, so that no other example meets it. */
const replayed = async ({ projectId, campaignId }: World["own"]): Promise<void> => {
  const name = { projectId, source: "lm", name: replay.annotator } as const;
  if ((await db().annotator.count({ where: name })) > 0) return;
  const { id: taskId } = await db().task.findFirstOrThrow({ where: { campaignId }, orderBy: { id: "desc" }, select: { id: true } });
  const [id, annotatorId] = [newId("annotation"), newId("annotator")];
  await db().annotator.create({ data: { id: annotatorId, ...name } });
  const label = { id, projectId, campaignId, taskId, annotatorId, idemKey: id, payloadHash: "", response: answer, withdrawnAt: new Date() };
  await db().annotation.create({ data: label });
};
export const judgeName = async ({ own, actors }: World): Promise<string> => {
  await replayed(own);
  const name = unique();
  await addJudge(actors.owner, { projectId: own.projectId, name, settings: replay });
  return name;
};
export const judge = async (world: World): Promise<string> => {
  const name = await judgeName(world);
  return (await db().judge.findFirstOrThrow({ where: { projectId: world.own.projectId, name }, select: { id: true } })).id;
};

/** Somebody who is owed money, under a budget. */
export const earner = async ({ own, actors }: World): Promise<string> => {
  const { projectId } = own;
  const id = newId("annotator");
  await db().user.create({ data: { id, email: `${id}@example.org`, name: id } });
  await db().annotator.create({ data: { id, projectId, name: id, source: "human", userId: id } });
  await setBudget(actors.owner, { projectId, capMicros: 9_000_000_000 });
  await adjustPay(actors.owner, { projectId, annotatorId: id, amountMicros: 100, idemKey: id, note: "to begin with" });
  return id;
};

export const dataset = async ({ own, actors }: World): Promise<string> => {
  const made = await createDatasetVersion(actors.owner, {
    projectId: own.projectId,
    format: "annotations",
    container: "jsonl",
    build: "caller",
  });
  return String(made.number);
};

export const view = async ({ own, actors }: World): Promise<string> =>
  (await saveView(actors.owner, { projectId: own.projectId, name: unique(), query: {} })).id;

export const hub = { kind: "hub", endpoint: "https://hooks.example.org" } as const;
export const connection = async ({ own, actors }: World): Promise<string> =>
  (await addConnection(actors.owner, { projectId: own.projectId, name: unique(), settings: hub, key: "hf_token" })).connectionId;
export const savedReading = () => ({ name: unique(), reading: { container: "jsonl", format: "plumbline" } as const, columns: ["prompt"] });

export const unique = (): string => newId("project").replace("_", "-");

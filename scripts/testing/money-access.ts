import type { Actor } from "@/lib/auth/actor";
import type { Action } from "@/lib/auth/permissions";
import { readBudgets } from "@/lib/budgets/read-budgets";
import { exportLedger, readLedger } from "@/lib/budgets/read-ledger";
import { adjustPay, markPaid, reverseLine } from "@/lib/budgets/pay-person";
import { postEarnings } from "@/lib/budgets/post-earnings";
import { roomForPeople } from "@/lib/budgets/room-for-people";
import { prolong, reserve, settle } from "@/lib/budgets/reserve";
import { dropBudget, setBudget } from "@/lib/budgets/set-budget";
import { silentRun } from "@/lib/jobs/progress";
import { addJudge, archiveJudge, editJudge } from "@/lib/judges/add-judge";
import { askJudgeHere } from "@/lib/judges/ask-judge";
import { compareJudges, getJudgeCard } from "@/lib/judges/judge-card";
import { getJudge, listAsks, listImportedJudges, listJudges } from "@/lib/judges/list-judges";
import { countEarned } from "@/lib/payments/count-earned";
import { listPay } from "@/lib/payments/list-pay";
import { exportStatement, readOwnStatement, readStatement } from "@/lib/payments/read-statement";
import { setMinimum, setRate } from "@/lib/payments/set-rate";
import { dropSecret, keepSecret } from "@/lib/secrets/keep-secret";
import { describeSecrets } from "@/lib/secrets/open-secret";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";

type Place = { projectId: string; campaignId: string };

const promise = { arm: "human", amountMicros: 0n, holdSeconds: 60, onExpiry: "release" } as const;
const ownModel = { provider: "reward-model" } as const;
const replaySettings = { provider: "replay", annotator: "nobody" } as const;

const plantBudget = async (projectId: string): Promise<string> => {
  const id = newId("budget");
  await db().budget.create({ data: { id, projectId, campaignId: id, capMicros: 1n } });
  return id;
};

const plantReservation = async (projectId: string, campaignId: string): Promise<string> => {
  const id = newId("reservation");
  const data = { id, projectId, campaignId, arm: "human", month: "2026-11", amountMicros: 0n, onExpiry: "release", idemKey: id };
  await db().budgetReservation.create({ data: { ...data, expiresAt: new Date() } });
  return id;
};

const plantJudge = async (projectId: string): Promise<string> => {
  const [id, annotatorId] = [newId("judge"), newId("annotator")];
  await db().annotator.create({ data: { id: annotatorId, projectId, name: id, source: "lm" } });
  const version = { id: newId("judgeVersion"), version: 1, settings: replaySettings, template: "{{default}}" };
  await db().judge.create({ data: { id, projectId, annotatorId, name: id, versions: { create: version } } });
  return id;
};

/** Somebody who is owed a dollar. */
const plantEarner = async (projectId: string): Promise<string> => {
  const id = newId("annotator");
  await db().user.create({ data: { id, email: `${id}@example.org`, name: id } });
  await db().annotator.create({ data: { id, projectId, name: id, source: "human", userId: id } });
  const money = { reservedChange: 0n, spentChange: 0n, arm: "human", month: "2026-11", campaignId: "" };
  await db().budgetEntry.create({ data: { projectId, annotatorId: id, kind: "pay", paidChange: -1_000_000n, ...money } });
  return id;
};

const lineOf = async (projectId: string, annotatorId: string): Promise<string> =>
  String((await db().budgetEntry.findFirstOrThrow({ where: { projectId, annotatorId }, select: { id: true } })).id);

const where = ({ projectId, campaignId }: Place) => ({ projectId, campaignId });

/** Use cases of judges, money and keys for the access matrix, each with what it needs to succeed. */
export const moneyCases: { name: string; action: Action; run: (actor: Actor, place: Place) => Promise<unknown> }[] = [
  { name: "readBudgets", action: "budgets:see", run: (actor, { projectId }) => readBudgets(actor, { projectId }) },
  { name: "readLedger", action: "budgets:see", run: (actor, { projectId }) => readLedger(actor, { projectId }) },
  { name: "exportLedger", action: "budgets:see", run: (actor, { projectId }) => exportLedger(actor, { projectId }) },
  {
    name: "setBudget",
    action: "budgets:edit",
    run: (actor, { projectId }) => setBudget(actor, { projectId, capMicros: 1_000_000 }),
  },
  {
    name: "dropBudget",
    action: "budgets:edit",
    run: async (actor, { projectId }) => dropBudget(actor, { projectId, budgetId: await plantBudget(projectId) }),
  },
  {
    name: "reserve",
    action: "budgets:spend",
    run: (actor, place) => reserve(actor, { ...where(place), ...promise, idemKey: newId("reservation") }),
  },
  {
    name: "settle",
    action: "budgets:spend",
    run: async (actor, { projectId, campaignId }) => {
      const outcome = { kind: "release" } as const;
      return settle(actor, { projectId, reservationId: await plantReservation(projectId, campaignId), outcome });
    },
  },
  {
    name: "prolong",
    action: "budgets:spend",
    run: async (actor, { projectId, campaignId }) =>
      prolong(actor, { projectId, reservationId: await plantReservation(projectId, campaignId), holdSeconds: 1 }),
  },
  { name: "roomForPeople", action: "budgets:see", run: roomForPeople },
  {
    name: "postEarnings",
    action: "budgets:spend",
    run: (actor, { projectId }) => db().$transaction((tx) => postEarnings(actor, projectId, [], tx)),
  },
  { name: "countEarned", action: "budgets:spend", run: (actor, { projectId }) => countEarned(actor, { projectId }) },
  {
    name: "setRate",
    action: "pay:edit",
    run: (actor, { projectId }) => setRate(actor, { projectId, basis: "item", amountMicros: 1 }),
  },
  { name: "setMinimum", action: "pay:edit", run: (actor, { projectId }) => setMinimum(actor, { projectId, hourlyMicros: 1 }) },
  { name: "listPay", action: "pay:see", run: (actor, { projectId }) => listPay(actor, { projectId }) },
  {
    name: "readStatement",
    action: "pay:see",
    run: async (actor, { projectId }) => readStatement(actor, { projectId, annotator: await plantEarner(projectId) }),
  },
  {
    name: "exportStatement",
    action: "pay:see",
    run: async (actor, { projectId }) => exportStatement(actor, { projectId, annotator: await plantEarner(projectId) }),
  },
  { name: "readOwnStatement", action: "pay:own", run: (actor, { projectId }) => readOwnStatement(actor, { projectId }) },
  {
    name: "markPaid",
    action: "pay:edit",
    run: async (actor, { projectId }) =>
      markPaid(actor, { projectId, annotatorId: await plantEarner(projectId), idemKey: newId("payRate") }),
  },
  {
    name: "adjustPay",
    action: "pay:edit",
    run: async (actor, { projectId, campaignId }) => {
      await db().budget.createMany({ data: [{ id: newId("budget"), projectId, campaignId, capMicros: 9n }], skipDuplicates: true });
      const wanted = { annotatorId: await plantEarner(projectId), amountMicros: 1, campaignId, idemKey: newId("payRate"), note: "test" };
      return adjustPay(actor, { projectId, ...wanted });
    },
  },
  {
    name: "reverseLine",
    action: "pay:edit",
    run: async (actor, { projectId }) => {
      const annotatorId = await plantEarner(projectId);
      return reverseLine(actor, { projectId, lineId: await lineOf(projectId, annotatorId), note: "test" });
    },
  },
  { name: "listJudges", action: "judges:see", run: (actor, { projectId }) => listJudges(actor, { projectId }) },
  { name: "listAsks", action: "judges:see", run: (actor, { projectId }) => listAsks(actor, { projectId }) },
  { name: "listImportedJudges", action: "judges:see", run: (actor, { projectId }) => listImportedJudges(actor, { projectId }) },
  { name: "compareJudges", action: "judges:see", run: (actor, { projectId }) => compareJudges(actor, { projectId }) },
  {
    name: "getJudge",
    action: "judges:see",
    run: async (actor, { projectId }) => getJudge(actor, { projectId, judge: await plantJudge(projectId) }),
  },
  {
    name: "getJudgeCard",
    action: "judges:see",
    run: async (actor, { projectId }) => getJudgeCard(actor, { projectId, judge: await plantJudge(projectId) }),
  },
  {
    name: "addJudge",
    action: "judges:edit",
    run: (actor, { projectId }) => addJudge(actor, { projectId, name: newId("judge"), settings: ownModel }),
  },
  {
    name: "editJudge",
    action: "judges:edit",
    run: async (actor, { projectId }) =>
      editJudge(actor, { projectId, judgeId: await plantJudge(projectId), settings: ownModel, template: "{{default}}" }),
  },
  {
    name: "archiveJudge",
    action: "judges:edit",
    run: async (actor, { projectId }) => archiveJudge(actor, { projectId, judgeId: await plantJudge(projectId), archived: true }),
  },
  {
    name: "askJudgeHere",
    action: "judges:ask",
    run: async (actor, place) => askJudgeHere(actor, { ...where(place), judgeId: await plantJudge(place.projectId) }, silentRun()),
  },
  {
    name: "keepSecret",
    action: "secrets:keep",
    run: (actor, { projectId }) => db().$transaction((tx) => keepSecret(tx, actor, { projectId, purpose: "judge", value: "0123456789" })),
  },
  {
    name: "dropSecret",
    action: "secrets:keep",
    run: (actor, { projectId }) => db().$transaction((tx) => dropSecret(tx, actor, { projectId, secretId: "sec_none" })),
  },
  { name: "describeSecrets", action: "secrets:use", run: (actor, { projectId }) => describeSecrets(actor, { projectId, secretIds: [] }) },
];

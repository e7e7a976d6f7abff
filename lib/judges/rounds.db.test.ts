import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { sweepReservations } from "@/lib/budgets/reserve";
import { setBudget } from "@/lib/budgets/set-budget";
import { db } from "@/lib/db";
import { forkScript } from "@/lib/fork-script";
import { silentRun } from "@/lib/jobs/progress";
import { addJudge } from "@/lib/judges/add-judge";
import { askJudge, askJudgeHere } from "@/lib/judges/ask-judge";
import { getJudge } from "@/lib/judges/list-judges";
import { editCampaign } from "@/lib/projects/edit-campaign";
import { getProject } from "@/lib/projects/get-project";
import { runAsk, settleAsk } from "@/lib/judges/run-ask";
import { verifyInvariants } from "@/lib/verify/verify-invariants";
import { openCampaign } from "@/scripts/testing/campaign";
import { testDatabase } from "@/scripts/testing/database";
import { startJudgeServer } from "@/scripts/testing/judge-server";
import type { JudgeServer } from "@/scripts/testing/judge-server";

testDatabase();

let slow: JudgeServer;
let reasoning: JudgeServer;

beforeAll(async () => {
  slow = await startJudgeServer({ behave: () => "slow" });
  reasoning = await startJudgeServer({ behave: () => "slow", limitsCompletions: true });
  // The list of hosts is read once.
  process.env["PLUMBLINE_OUTBOUND_HOSTS"] = [slow, reasoning].map(({ host }) => host).join(", ");
});

afterAll(async () => {
  await Promise.all([slow, reasoning].map((server) => server.close()));
});

const place = async (
  tasks: number,
  url: string,
  more: { honoursIdempotencyKeys?: boolean; unknownOutcome?: "release" } = {},
): Promise<{ actor: Actor; projectId: string; judgeId: string }> => {
  const { projectId, people } = await openCampaign({ people: 1, tasks, overlap: 1 });
  const actor: Actor = { kind: "system", workspaceId: people[0]?.workspaceId ?? "", name: "test" };
  await setBudget(actor, { projectId, capMicros: 1_000_000 });
  const prices = { promptPriceMicros: 2_000_000, completionPriceMicros: 8_000_000, maxTokens: 50 };
  const settings = {
    provider: "openai",
    url,
    model: "stand-in",
    ...prices,
    orders: "one",
    attempts: 3,
    retrySeconds: 0.01,
    ...more,
  } as const;
  return { actor, projectId, judgeId: (await addJudge(actor, { projectId, name: "judge", settings })).judgeId };
};

/** The question becomes another one: answers given so far do not count. */
const askAnew = async (actor: Actor, projectId: string): Promise<void> => {
  const { campaigns } = await getProject(actor, { projectId });
  const [campaign] = campaigns;
  if (!campaign) throw new Error("the project has no campaign");
  const { id: campaignId, name, overlap, goldShare, leaseSeconds } = campaign;
  const change = { note: "Seven points", keepCounting: false };
  await editCampaign(actor, { projectId, campaignId, name, overlap, goldShare, leaseSeconds, config: { points: 7 }, change });
};

const versionsOf = async (projectId: string): Promise<number[]> => {
  const live = { projectId, withdrawnAt: null, supersededAt: null };
  const rows = await db().annotation.findMany({ where: live, orderBy: { taskId: "asc" }, select: { questionVersion: true } });
  return rows.map(({ questionVersion }) => questionVersion);
};

describe("rounds of asking", () => {
  it("ask anew what was out when the round of a killed worker was ended", async () => {
    const { actor, projectId, judgeId } = await place(2, slow.url);
    const dead = await askJudge(actor, { projectId, judgeId });
    slow.gate.limit = 0;
    process.env["ASK_FOR"] = `${projectId} ${dead.askId} ${actor.workspaceId}`;
    const worker = forkScript("scripts/testing/ask-and-die.ts", { maxHeapMb: 512 });
    await vi.waitFor(() => expect(slow.billed.size).toBe(2), 20_000);
    worker.kill("SIGKILL");
    await once(worker, "exit");
    slow.gate.limit = Number.POSITIVE_INFINITY;
    await settleAsk({ projectId, subjectId: dead.askId, outcome: "failed", message: "Its worker died each time it was tried." });
    const ask = await askJudgeHere(actor, { projectId, judgeId }, silentRun());
    expect(ask).toMatchObject({ state: "done", tasks: 2, labels: 2, calls: { waiting: 0, asking: 0, done: 2 } });
    // What the killed one may have cost is kept, and counted once.
    const spent = await db().budgetTotal.findMany({
      where: { budget: { projectId } },
      select: { spentMicros: true, reservedMicros: true },
    });
    expect(spent).toEqual([{ spentMicros: BigInt(ask.costMicros), reservedMicros: 0n }]);
    expect((await verifyInvariants(actor)).filter(({ ok }) => !ok)).toEqual([]);
  });

  it("promise money anew for what was out so long that its promise has lapsed, also where the server knows its key", async () => {
    const { actor, projectId, judgeId } = await place(1, slow.url, { honoursIdempotencyKeys: true, unknownOutcome: "release" });
    const { askId } = await askJudge(actor, { projectId, judgeId });
    const before = slow.billed.size;
    slow.gate.limit = 0;
    process.env["ASK_FOR"] = `${projectId} ${askId} ${actor.workspaceId}`;
    const worker = forkScript("scripts/testing/ask-and-die.ts", { maxHeapMb: 512 });
    await vi.waitFor(() => expect(slow.billed.size).toBe(before + 1), 20_000);
    worker.kill("SIGKILL");
    await once(worker, "exit");
    slow.gate.limit = Number.POSITIVE_INFINITY;
    await db().budgetReservation.updateMany({ where: { projectId }, data: { expiresAt: new Date(0) } });
    expect(await sweepReservations()).toBe(1);
    const ask = await runAsk(actor, { projectId, askId }, silentRun());
    expect(ask).toMatchObject({ state: "done", labels: 1 });
    expect(ask.costMicros).toBeGreaterThan(0);
    const spent = await db().budgetTotal.findMany({
      where: { budget: { projectId } },
      select: { spentMicros: true, reservedMicros: true },
    });
    expect(spent).toEqual([{ spentMicros: BigInt(ask.costMicros), reservedMicros: 0n }]);
  });

  it("learn how a server names its limit once, from several questions at a time, and keep the form of reply", async () => {
    const { actor, projectId, judgeId } = await place(8, reasoning.url);
    expect(await askJudgeHere(actor, { projectId, judgeId }, silentRun())).toMatchObject({ state: "done", labels: 8, unanswered: 0 });
    expect(new Set(reasoning.modes)).toEqual(new Set(["json_schema"]));
    expect((await getJudge(actor, { projectId, judge: "judge" })).replyMode).toBe("json_schema");
  });
});

describe("rounds of asking about a question that changes", () => {
  it("ask once more what does not count any more, and nothing twice", async () => {
    const { actor, projectId, judgeId } = await place(2, slow.url);
    const first = await askJudgeHere(actor, { projectId, judgeId }, silentRun());
    await askAnew(actor, projectId);
    const second = await askJudgeHere(actor, { projectId, judgeId }, silentRun());
    expect(second).toMatchObject({ state: "done", tasks: 2, labels: 2, calls: { waiting: 0, done: 2 } });
    expect(second.costMicros).toBeGreaterThan(0);
    expect(await versionsOf(projectId)).toEqual([2, 2]);
    const third = await askJudgeHere(actor, { projectId, judgeId, again: true }, silentRun());
    expect(third).toMatchObject({ state: "done", tasks: 0, costMicros: 0 });
    const total = await db().budgetTotal.findMany({
      where: { budget: { projectId } },
      select: { spentMicros: true, reservedMicros: true },
    });
    expect(total).toEqual([{ spentMicros: BigInt(first.costMicros + second.costMicros), reservedMicros: 0n }]);
    expect((await verifyInvariants(actor)).filter(({ ok }) => !ok)).toEqual([]);
  });

  it("mark what they were answered with the question that they asked", async () => {
    const { actor, projectId, judgeId } = await place(2, slow.url);
    await askJudgeHere(actor, { projectId, judgeId, limit: 1 }, silentRun());
    const before = slow.billed.size;
    slow.gate.limit = 0;
    const round = askJudgeHere(actor, { projectId, judgeId }, silentRun());
    await vi.waitFor(() => expect(slow.billed.size).toBe(before + 1), 20_000);
    await askAnew(actor, projectId);
    slow.gate.limit = Number.POSITIVE_INFINITY;
    expect(await round).toMatchObject({ state: "done" });
    expect(await versionsOf(projectId)).toEqual([1, 1]);
    const asked = slow.billed.size;
    expect(await askJudgeHere(actor, { projectId, judgeId }, silentRun())).toMatchObject({ state: "done", tasks: 2 });
    expect(slow.billed.size).toBe(asked + 2);
    expect(await versionsOf(projectId)).toEqual([2, 2]);
  });

  it("do not go on with another question than they were ordered for", async () => {
    const { actor, projectId, judgeId } = await place(2, slow.url);
    await askJudgeHere(actor, { projectId, judgeId, limit: 1 }, silentRun());
    const { askId } = await askJudge(actor, { projectId, judgeId });
    await askAnew(actor, projectId);
    await expect(runAsk(actor, { projectId, askId }, silentRun())).rejects.toThrow(/question was changed/);
    expect(await versionsOf(projectId)).toEqual([1]);
  });

  it("are not written down where no budget covers what a judge costs; one that costs nothing needs none", async () => {
    const { actor, projectId, judgeId } = await place(2, slow.url);
    await db().budget.deleteMany({ where: { projectId } });
    for (const ask of [() => askJudge(actor, { projectId, judgeId }), () => askJudgeHere(actor, { projectId, judgeId }, silentRun())])
      await expect(ask()).rejects.toMatchObject({
        code: "refused",
        userMessage: expect.stringMatching(/^No budget covers money for lm:judge/),
      });
    expect(await db().judgeAsk.count({ where: { projectId } })).toBe(0);
    const free = { provider: "openai", url: slow.url, model: "stand-in", promptPriceMicros: 0, completionPriceMicros: 0 } as const;
    const { judgeId: own } = await addJudge(actor, { projectId, name: "free", settings: free });
    expect(await askJudgeHere(actor, { projectId, judgeId: own }, silentRun())).toMatchObject({ state: "done" });
  });
});

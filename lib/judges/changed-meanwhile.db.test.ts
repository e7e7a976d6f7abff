import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { leaseNext } from "@/lib/assignments/lease-next";
import { submitAnnotation } from "@/lib/annotations/submit-annotation";
import type { Actor } from "@/lib/auth/actor";
import { setBudget } from "@/lib/budgets/set-budget";
import { db } from "@/lib/db";
import { silentRun } from "@/lib/jobs/progress";
import { addJudge, archiveJudge, editJudge } from "@/lib/judges/add-judge";
import { askJudge, askJudgeHere } from "@/lib/judges/ask-judge";
import { runAsk } from "@/lib/judges/run-ask";
import { editCampaign } from "@/lib/projects/edit-campaign";
import { getProject } from "@/lib/projects/get-project";
import { verifyInvariants } from "@/lib/verify/verify-invariants";
import { openCampaign } from "@/scripts/testing/campaign";
import type { OpenCampaign } from "@/scripts/testing/campaign";
import { testDatabase } from "@/scripts/testing/database";
import { startJudgeServer } from "@/scripts/testing/judge-server";
import type { JudgeServer } from "@/scripts/testing/judge-server";

testDatabase();

let slow: JudgeServer;
let other: JudgeServer;
let odd: JudgeServer;

beforeAll(async () => {
  slow = await startJudgeServer({ behave: () => "slow" });
  other = await startJudgeServer({ behave: () => "well" });
  odd = await startJudgeServer({ behave: () => "unstorable" });
  // The list of hosts is read once.
  process.env["PLUMBLINE_OUTBOUND_HOSTS"] = [slow, other, odd].map(({ host }) => host).join(", ");
});

afterAll(async () => {
  await Promise.all([slow, other, odd].map((server) => server.close()));
});

const settingsFor = (url: string) =>
  ({
    provider: "openai",
    url,
    model: "stand-in",
    promptPriceMicros: 2_000_000,
    completionPriceMicros: 8_000_000,
    maxTokens: 50,
    orders: "one",
    attempts: 2,
    retrySeconds: 0.01,
    concurrency: 1,
  }) as const;

type Place = OpenCampaign & { actor: Actor; judgeId: string };

const place = async (tasks: number, url: string, key?: string): Promise<Place> => {
  const campaign = await openCampaign({ people: 1, tasks, overlap: 1 });
  const { projectId, people } = campaign;
  const actor: Actor = { kind: "system", workspaceId: people[0]?.workspaceId ?? "", name: "test" };
  await setBudget(actor, { projectId, capMicros: 1_000_000 });
  const judge = { projectId, name: "judge", settings: settingsFor(url), ...(key === undefined ? {} : { key }) };
  return { ...campaign, actor, judgeId: (await addJudge(actor, judge)).judgeId };
};

/** Another question under the same name, of a campaign that nobody has answered: nothing has to be said about it. */
const askOtherwise = async ({ actor, projectId, campaignId }: Place): Promise<void> => {
  const { campaigns } = await getProject(actor, { projectId });
  const campaign = campaigns.find(({ id }) => id === campaignId);
  if (!campaign) throw new Error("the project has no campaign");
  const { name, overlap, goldShare, leaseSeconds } = campaign;
  await editCampaign(actor, { projectId, campaignId, name, overlap, goldShare, leaseSeconds, config: { points: 7 } });
};

const campaignNow = async ({ campaignId }: Place) =>
  db().campaign.findUniqueOrThrow({ where: { id: campaignId }, select: { questionVersion: true, countsFrom: true } });

describe("a question that nobody has answered, changed", () => {
  it("while a judge is out with it is another one, and what the judge says is filed under the one it was asked", async () => {
    const own = await place(3, slow.url);
    const { actor, projectId, judgeId } = own;
    const before = slow.billed.size;
    slow.gate.limit = before;
    const round = askJudgeHere(actor, { projectId, judgeId }, silentRun());
    const ended = round.then(
      () => "done",
      (error: unknown) => String(error),
    );
    await vi.waitFor(() => expect(slow.billed.size).toBe(before + 1), 20_000);
    await askOtherwise(own);
    slow.gate.limit = Number.POSITIVE_INFINITY;
    // What was out is paid for; nothing more is asked of what does not count.
    expect(await ended).toMatch(/question was changed/);
    expect(slow.billed.size).toBe(before + 1);
    expect(await campaignNow(own)).toEqual({ questionVersion: 2, countsFrom: 2 });
    expect(await askJudgeHere(actor, { projectId, judgeId }, silentRun())).toMatchObject({ state: "done", tasks: 3, labels: 3 });
    const live = { projectId, withdrawnAt: null, supersededAt: null };
    expect(await db().annotation.groupBy({ by: ["questionVersion"], where: live, _count: { id: true } })).toEqual([
      { questionVersion: 2, _count: { id: 3 } },
    ]);
    expect((await verifyInvariants(actor)).filter(({ ok }) => !ok)).toEqual([]);
  });

  it("while somebody has an item in hand is another one, and their answer is not filed under it", async () => {
    const own = await place(2, other.url);
    const { projectId, campaignId, people } = own;
    const [person] = people;
    if (!person) throw new Error("nobody is there");
    const [work] = await leaseNext(person, { projectId, campaignId, holding: [] });
    if (!work) throw new Error("no item is there");
    await askOtherwise(own);
    const { assignmentId, epoch, questionVersion } = work;
    const given = { projectId, campaignId, assignmentId, epoch, questionVersion, idemKey: "an-answer-to-what-was-shown" };
    await expect(submitAnnotation(person, { ...given, response: { answers: { overall: { choice: 0 } } } })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await campaignNow(own)).toEqual({ questionVersion: 2, countsFrom: 2 });
  });

  it("is written over where nobody has seen it", async () => {
    const own = await place(2, other.url);
    await askOtherwise(own);
    expect(await campaignNow(own)).toEqual({ questionVersion: 1, countsFrom: 1 });
  });
});

describe("a round that waits for its worker", () => {
  it("is one, of more than there are connections that are ordered at once, and the others are told so", async () => {
    const { actor, projectId, judgeId } = await place(1, other.url);
    const ordered = await Promise.allSettled(Array.from({ length: 20 }, () => askJudge(actor, { projectId, judgeId })));
    expect(ordered.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const order of ordered) if (order.status === "rejected") expect(order.reason).toMatchObject({ code: "conflict" });
  });

  it("takes no key to a server that it was not entered for", async () => {
    const { actor, projectId, judgeId } = await place(1, other.url, "key-of-the-first-server");
    const { askId } = await askJudge(actor, { projectId, judgeId });
    const template = "{{default}}";
    await editJudge(actor, { projectId, judgeId, settings: settingsFor(slow.url), template, key: "key-of-the-second-server" });
    await expect(runAsk(actor, { projectId, askId }, silentRun())).rejects.toThrow(/server was changed/);
    expect([...other.keys]).not.toContain("Bearer key-of-the-second-server");
  });

  it("asks an archived judge nothing", async () => {
    const { actor, projectId, judgeId } = await place(1, other.url);
    const { askId } = await askJudge(actor, { projectId, judgeId });
    await archiveJudge(actor, { projectId, judgeId, archived: true });
    const before = other.billed.size;
    await expect(runAsk(actor, { projectId, askId }, silentRun())).rejects.toThrow(/archived/);
    expect(other.billed.size).toBe(before);
  });
});

it("what a server says that no database stores is stored without it, and the question is through", async () => {
  const { actor, projectId, judgeId } = await place(2, odd.url);
  expect(await askJudgeHere(actor, { projectId, judgeId }, silentRun())).toMatchObject({ state: "done", unanswered: 2 });
  const totals = await db().budgetTotal.findMany({ where: { budget: { projectId } }, select: { reservedMicros: true } });
  expect(totals).toEqual([{ reservedMicros: 0n }]);
});

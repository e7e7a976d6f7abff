import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { setBudget } from "@/lib/budgets/set-budget";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { silentRun } from "@/lib/jobs/progress";
import { addJudge } from "@/lib/judges/add-judge";
import { askJudgeHere } from "@/lib/judges/ask-judge";
import { getJudgeCard } from "@/lib/judges/judge-card";
import { explainFailures } from "@/lib/judges/list-judges";
import type { JudgeSettingsInput } from "@/lib/judges/schema";
import { kindOf } from "@/lib/kinds/registry";
import type { KindId } from "@/lib/kinds/registry";
import { openCampaign } from "@/scripts/testing/campaign";
import { testDatabase } from "@/scripts/testing/database";
import { startJudgeServer } from "@/scripts/testing/judge-server";
import type { JudgeServer } from "@/scripts/testing/judge-server";

testDatabase();

/** Best first by the number in their text, whatever they are called in the order shown. */
const rank = (question: string): string =>
  [...question.matchAll(/<response name="(\w+)">\s*Answer (\d)/g)]
    .sort((a, b) => Number(b[2]) - Number(a[2]))
    .map(([, name]) => name)
    .join(" > ");

let server: JudgeServer;
let reply: (question: string) => string = () => "";
beforeAll(async () => {
  server = await startJudgeServer({ behave: () => "well", say: (question) => reply(question) });
  process.env["PLUMBLINE_OUTBOUND_HOSTS"] = server.host;
});
afterAll(() => server.close());

type Place = { actor: Actor; projectId: string; campaignId: string };

/** A campaign of a kind, as its own examples configure it, with three tasks about this part of an item. */
const place = async (kind: KindId, unitKey: string): Promise<Place> => {
  const { projectId, campaignId, people } = await openCampaign({ people: 1, tasks: 3, overlap: 1 });
  const config = z.json().parse(JSON.parse(JSON.stringify(kindOf(kind).fixtures.config))) ?? {};
  await db().campaign.update({ where: { id: campaignId }, data: { kind, config } });
  await db().task.updateMany({ where: { projectId }, data: { unitKey } });
  const actor: Actor = { kind: "system", workspaceId: people[0]?.workspaceId ?? "", name: "test" };
  await setBudget(actor, { projectId, capMicros: 1_000_000 });
  return { actor, projectId, campaignId };
};

/** Classes of every stored answer, sorted. */
const stored = async (kind: KindId, { projectId }: Place): Promise<string[][]> => {
  const { fixtures, normalise, label } = kindOf(kind);
  const rows = await db().annotation.findMany({ where: { projectId }, select: { response: true, task: { select: { unitKey: true } } } });
  return rows.map(({ response, task }) =>
    normalise(fixtures.config, task.unitKey, response)
      .map((form) => label(form))
      .sort(),
  );
};

const onServer = (): JudgeSettingsInput => ({ provider: "openai", url: server.url, model: "stand-in", retrySeconds: 0.01 });

describe("a judge of other kinds than pairs", () => {
  it("orders responses by what they are, not by where they stood", async () => {
    reply = (question) => JSON.stringify({ reasons: "The higher number.", verdict: `[[${rank(question)}]]` });
    const where = await place("ranking", "all");
    const { judgeId } = await addJudge(where.actor, { projectId: where.projectId, name: "ranker", settings: onServer() });
    const ask = await askJudgeHere(where.actor, { projectId: where.projectId, judgeId }, silentRun());
    expect(ask).toMatchObject({ state: "done", labels: 3, calls: { failed: 0 } });
    expect(await stored("ranking", where)).toEqual([["1>0"], ["1>0"], ["1>0"]]);
  });

  it("rates each response, and is asked about it once", async () => {
    reply = () => 'Right and short. [[{"overall": 4, "safe": true}]]';
    const where = await place("pointwise", "1");
    const { judgeId } = await addJudge(where.actor, { projectId: where.projectId, name: "rater", settings: onServer() });
    const ask = await askJudgeHere(where.actor, { projectId: where.projectId, judgeId }, silentRun());
    expect(ask).toMatchObject({ state: "done", tasks: 6, labels: 6, calls: { done: 6, failed: 0 } });
    expect(await stored("pointwise", where)).toEqual(Array.from({ length: 6 }, () => ["4", "yes"]));
  });

  it("marks errors where they stand, and gives no label for a quote that the response does not hold", async () => {
    reply = (question) => {
      const quote = question.includes("Question 1\n") ? "no such words" : "Answer";
      return JSON.stringify({ errors: [{ quote, type: "Factual", severity: "Major", correction: "Reply" }], score: 45 });
    };
    const where = await place("segment", "0");
    const { judgeId } = await addJudge(where.actor, { projectId: where.projectId, name: "proofreader", settings: onServer() });
    const ask = await askJudgeHere(where.actor, { projectId: where.projectId, judgeId }, silentRun());
    expect(ask).toMatchObject({ state: "done", tasks: 6, labels: 4, calls: { done: 6, failed: 0 } });
    const rows = await db().annotation.findMany({ where: { projectId: where.projectId }, select: { response: true } });
    for (const { response } of rows)
      expect(response).toMatchObject({ spans: [{ start: 0, end: 6, text: "Answer", replacement: "Reply" }] });
    const [refused] = await explainFailures(where.actor, { projectId: where.projectId, askId: ask.id });
    expect(refused?.calls).toBe(2);
    expect(refused?.reason).toContain("no such words");
  });
});

describe("the project's own reward model as a judge", () => {
  it("takes the side of a margin that did not see the pair, else of its scores, and says which it has not scored", async () => {
    const where = await place("pairwise", "0-1");
    const { actor, projectId } = where;
    const versionId = newId("rewardModel");
    const model = { encoder: "lexical", head: "linear", loss: "bradley-terry", seed: 1, folds: 5 };
    await db().rewardModelVersion.create({ data: { id: versionId, projectId, number: 1, state: "done", labels: "human", ...model } });
    const [first, second] = await db().task.findMany({ where: { projectId }, orderBy: { item: { ordinal: "asc" } } });
    const candidates = await db().candidate.findMany({ where: { projectId, itemId: { in: [first?.itemId ?? "", second?.itemId ?? ""] } } });
    await db().candidateScore.createMany({ data: candidates.map(({ id, ordinal }) => ({ versionId, candidateId: id, score: ordinal })) });
    // Its scores say the second; the model that had not seen the pair says the first.
    await db().pairMargin.create({ data: { versionId, taskId: first?.id ?? "", pair: "", marginLogits: -2, pSecond: 0 } });
    const { judgeId } = await addJudge(actor, { projectId, name: "own model", settings: { provider: "reward-model" } });
    const ask = await askJudgeHere(actor, { projectId, judgeId }, silentRun());
    expect(ask).toMatchObject({ state: "done", tasks: 3, labels: 2, costMicros: 0, calls: { done: 2, failed: 1 } });
    const labels = await db().annotation.findMany({ where: { projectId }, select: { taskId: true, response: true } });
    const of = (taskId: string | undefined) => labels.find((label) => label.taskId === taskId)?.response;
    expect(of(first?.id)).toMatchObject({ answers: { overall: { choice: 0 } } });
    expect(of(second?.id)).toMatchObject({ answers: { overall: { choice: 1 } } });

    // Beside a person whose answers count, and not beside one whose answers do not.
    const annotatorId = newId("annotator");
    await db().annotator.create({ data: { id: annotatorId, projectId, name: "Person 0", source: "human" } });
    const person = { projectId, campaignId: where.campaignId, annotatorId };
    const said = { response: { answers: { overall: { choice: 1 } } }, shownOrder: [0, 1], payloadHash: "" };
    await db().annotation.createMany({
      data: [first, second].map((task) => ({
        ...person,
        ...said,
        id: newId("annotation"),
        taskId: task?.id ?? "",
        idemKey: task?.id ?? "",
      })),
    });
    const card = () => getJudgeCard(actor, { projectId, judge: judgeId });
    expect(await card()).toMatchObject({ units: 2, referenced: 2, measures: { accuracy: { value: 0.5, n: 2 } } });
    await db().exclusion.create({ data: { id: newId("exclusion"), ...person, reason: "test" } });
    expect(await card()).toMatchObject({ units: 2, referenced: 0, measures: { accuracy: { value: null } } });
  });
});

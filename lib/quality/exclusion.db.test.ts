import { describe, expect, it } from "vitest";
import { aggregateProject } from "@/lib/aggregation/aggregate-project";
import { ensureConsensus } from "@/lib/aggregation/ensure-consensus";
import { getConsensus } from "@/lib/aggregation/get-consensus";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { decideTask, listDecisions, withdrawDecision } from "@/lib/discussion/decide-task";
import { getItem } from "@/lib/items/get-item";
import { measureSelfConsistency } from "@/lib/agreement/measure-self-consistency";
import { listKnownTasks } from "@/lib/quality/set-known-answer";
import { answerersOf } from "@/lib/reward-models/answerer-store";
import { countLiveAnswers } from "@/lib/reward-models/registry-store";
import { excludePerson, readmitPerson, setSkills } from "@/lib/quality/set-person";
import { newId } from "@/lib/ids";
import { listTasks } from "@/lib/tasks/list-tasks";
import { verifyInvariants } from "@/lib/verify/verify-invariants";
import { openCampaign } from "@/scripts/testing/campaign";
import { annotatorOf, answerAll, choose, personOf, plantKnownAnswer } from "@/scripts/testing/desk-work";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

describe("an excluded expert", () => {
  it("whose decisions are under another name of the same account, counts with neither, and decides nothing more", async () => {
    const campaign = await openCampaign({ people: 3, tasks: 2, overlap: 3 });
    for (const actor of campaign.people) await answerAll(campaign, actor, () => 0);
    const [expert, other] = [personOf(campaign, 0), personOf(campaign, 1)];
    const system: Actor = { kind: "system", workspaceId: expert.workspaceId, name: "test" };
    const place = { projectId: campaign.projectId, campaignId: campaign.campaignId };
    const asExpert = { skills: [], cohort: "", expert: true };
    const [annotatorId, otherId] = [await annotatorOf(campaign, expert), await annotatorOf(campaign, other)];
    await setSkills(system, { ...place, annotatorId, ...asExpert });
    await setSkills(system, { ...place, annotatorId: otherId, ...asExpert });
    const tasks = await db().task.findMany({ where: place, orderBy: { item: { ordinal: "asc" } }, select: { id: true } });
    const [first = "", second = ""] = tasks.map(({ id }) => id);
    await decideTask(expert, { ...place, taskId: first, response: choose(1) });
    await decideTask(other, { ...place, taskId: second, response: choose(1) });
    const consensus = async () => {
      await aggregateProject(system, { ...place, model: "majority" });
      return (await getConsensus(system, { projectId: place.projectId }))?.consensus.map(({ choice, labels }) => [choice, labels]);
    };
    expect(await consensus()).toEqual([
      ["1", 3],
      ["1", 3],
    ]);
    const { projectId } = place;
    const { itemId } = await db().task.findUniqueOrThrow({ where: { id: first }, select: { itemId: true } });
    const onPage = async () => {
      const [unit] = (await getItem(system, { projectId, itemId })).units;
      const decisions = await listDecisions(system, { projectId, itemId });
      return {
        answers: unit?.answers.map(({ source, uncounted }) => [source, uncounted]),
        pairs: unit?.differences.map(({ pairs }) => pairs),
        decisions: decisions.map(({ uncounted }) => uncounted),
      };
    };
    const votes = [
      ["human", null],
      ["human", null],
    ];
    expect(await onPage()).toEqual({ answers: [["human", null], ...votes, ["adjudicator", null]], pairs: [3], decisions: [null] });
    await excludePerson(system, { ...place, annotatorId, reason: "decided without reading" });
    expect(await consensus()).toEqual([
      ["0", 2],
      ["1", 2],
    ]);
    expect(await onPage()).toEqual({
      answers: [["human", "left-out"], ...votes, ["adjudicator", "left-out"]],
      pairs: [1],
      decisions: ["left-out"],
    });
    // A decision that counts nowhere would take the place of one that does.
    await expect(decideTask(expert, { ...place, taskId: second, response: choose(0) })).rejects.toMatchObject({ code: "forbidden" });
    await expect(withdrawDecision(expert, { ...place, taskId: second })).rejects.toMatchObject({ code: "forbidden" });
    expect((await verifyInvariants(system)).filter(({ ok }) => !ok)).toEqual([]);
    await readmitPerson(system, { ...place, annotatorId });
    expect(await consensus()).toEqual([
      ["1", 3],
      ["1", 3],
    ]);
  });
});

describe("an excluded person", () => {
  it("counts in no figure of their own answers: repeats, answers to learn from, known answers", async () => {
    const campaign = await openCampaign({ people: 2, tasks: 20, overlap: 2 });
    const place = { projectId: campaign.projectId, campaignId: campaign.campaignId };
    await db().campaign.update({ where: { id: campaign.campaignId }, data: { handout: { repeatShare: 0.25, repeatAfter: 2 } } });
    const [tasks] = [await db().task.findMany({ where: place, select: { id: true }, take: 2 })];
    for (const { id } of tasks) await plantKnownAnswer(campaign, id, 0);
    for (const actor of campaign.people) await answerAll(campaign, actor, () => 0);
    const system: Actor = { kind: "system", workspaceId: personOf(campaign, 0).workspaceId, name: "test" };
    await db().annotator.updateMany({ where: { projectId: place.projectId, source: "human" }, data: { demographics: { age: "30" } } });
    const figures = async () => ({
      people: (await measureSelfConsistency(system, place)).people,
      answers: await countLiveAnswers(place.projectId),
      answerers: (await answerersOf(place.projectId, place.campaignId)).length,
      onTasks: (await listTasks(system, { ...place, filter: "all", take: 1, skip: 0 })).tasks.map(({ people }) => people),
      asked: (await listKnownTasks(system, { ...place, take: 10, skip: 0 })).tasks.map(({ asked }) => asked),
    });
    expect(await figures()).toEqual({ people: 2, answers: 40, answerers: 40, onTasks: [2], asked: [2, 2] });
    await excludePerson(system, { ...place, annotatorId: await annotatorOf(campaign, personOf(campaign, 0)), reason: "pressed one key" });
    expect(await figures()).toEqual({ people: 1, answers: 20, answerers: 20, onTasks: [1], asked: [1, 1] });
    await db().campaign.update({ where: { id: campaign.campaignId }, data: { countsFrom: 2 } });
    expect(await figures()).toMatchObject({ people: 0, answers: 0, answerers: 0, onTasks: [0] });
  });

  it("leaves the consensus to language models where nobody else has answered", async () => {
    const campaign = await openCampaign({ people: 1, tasks: 3, overlap: 1 });
    const place = { projectId: campaign.projectId, campaignId: campaign.campaignId };
    const [person] = [personOf(campaign, 0)];
    await answerAll(campaign, person, () => 0);
    const system: Actor = { kind: "system", workspaceId: person.workspaceId, name: "test" };
    const judge = newId("annotator");
    await db().annotator.create({ data: { id: judge, projectId: place.projectId, name: "judge", source: "lm" } });
    for (const { id } of await db().task.findMany({ where: place, select: { id: true } })) {
      const answer = { ...place, taskId: id, annotatorId: judge, id: newId("annotation"), idemKey: id, payloadHash: "h" };
      await db().annotation.create({ data: { ...answer, response: choose(1) } });
    }
    expect(await ensureConsensus(system, place)).toMatchObject({ source: "human", labels: 3 });
    await excludePerson(system, { ...place, annotatorId: await annotatorOf(campaign, person), reason: "pressed one key" });
    expect(await ensureConsensus(system, place)).toMatchObject({ source: "lm", labels: 3 });
  });
});

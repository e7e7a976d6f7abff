import { describe, expect, it } from "vitest";
import { aggregateProject } from "@/lib/aggregation/aggregate-project";
import { getConsensus } from "@/lib/aggregation/get-consensus";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { decideTask } from "@/lib/discussion/decide-task";
import { excludePerson, readmitPerson, setSkills } from "@/lib/quality/set-person";
import { verifyInvariants } from "@/lib/verify/verify-invariants";
import { openCampaign } from "@/scripts/testing/campaign";
import { annotatorOf, answerAll, choose, personOf } from "@/scripts/testing/desk-work";
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
    await excludePerson(system, { ...place, annotatorId, reason: "decided without reading" });
    expect(await consensus()).toEqual([
      ["0", 2],
      ["1", 2],
    ]);
    // A decision that counts nowhere would take the place of one that does.
    await expect(decideTask(expert, { ...place, taskId: second, response: choose(0) })).rejects.toMatchObject({ code: "forbidden" });
    expect((await verifyInvariants(system)).filter(({ ok }) => !ok)).toEqual([]);
    await readmitPerson(system, { ...place, annotatorId });
    expect(await consensus()).toEqual([
      ["1", 3],
      ["1", 3],
    ]);
  });
});

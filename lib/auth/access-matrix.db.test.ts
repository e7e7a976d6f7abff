import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { can, roles } from "@/lib/auth/permissions";
import type { Action, Role } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { removeItem } from "@/lib/items/remove-item";
import { listDecisions } from "@/lib/discussion/decide-task";
import { listFlags, resolveFlag, warnItem } from "@/lib/flags/handle-flags";
import { cancelJob } from "@/lib/jobs/cancel-job";
import { findLatestJob } from "@/lib/jobs/find-latest-job";
import { getJob } from "@/lib/jobs/get-job";
import { archiveProject } from "@/lib/projects/archive-project";
import { countStages } from "@/lib/projects/count-stages";
import { createCampaign } from "@/lib/projects/create-campaign";
import { createProject } from "@/lib/projects/create-project";
import { editCampaign } from "@/lib/projects/edit-campaign";
import { editProject } from "@/lib/projects/edit-project";
import { getCampaign } from "@/lib/projects/get-campaign";
import { getProject } from "@/lib/projects/get-project";
import { listCampaigns } from "@/lib/projects/list-campaigns";
import { listGuides } from "@/lib/projects/list-guides";
import { listQuestions } from "@/lib/projects/list-questions";
import { publishGuide } from "@/lib/projects/publish-guide";
import { searchWorkspace } from "@/lib/projects/search-workspace";
import { setCampaignState } from "@/lib/projects/set-campaign-state";
import { summariseProjects } from "@/lib/projects/summarise-projects";
import { getTestSet } from "@/lib/reward-models/freeze-test-set";
import { listVersions } from "@/lib/reward-models/get-version";
import { getPolicy, setPolicy } from "@/lib/reward-models/retrain-policy";
import { findRollBack } from "@/lib/reward-models/roll-back-promotion";
import { measureSelfConsistency } from "@/lib/agreement/measure-self-consistency";
import { listConsents, publishConsent, setAdmission } from "@/lib/qualification/set-admission";
import { getUncounted, replaceUncounted } from "@/lib/tasks/replace-uncounted";
import { listPeople } from "@/lib/quality/list-people";
import { listKnownTasks, setKnownAnswer, setTraining } from "@/lib/quality/set-known-answer";
import { excludePerson, liftPause, readmitPerson, setSkills } from "@/lib/quality/set-person";
import { setQualityRules } from "@/lib/quality/set-rules";
import { setHandout } from "@/lib/tasks/set-handout";
import { testDatabase } from "@/scripts/testing/database";
import { moneyCases } from "@/scripts/testing/money-access";
import { itemCases, plantItem } from "@/scripts/testing/item-access";

testDatabase();

type Place = { workspaceId: string; projectId: string; slug: string; campaignId: string; config: unknown; itemId: string; jobId: string };
type UseCase = { name: string; action: Action; run: (actor: Actor, place: Place) => Promise<unknown> };

const settings = { name: "Round", overlap: 2, goldShare: 0, leaseSeconds: 600 };
const guide = { markdown: "Read both.", note: "shorter" };

// Every use case of these rooms that takes a project. What each needs to succeed lies in its Place.
const useCases: UseCase[] = [
  { name: "getProject", action: "projects:see", run: (actor, { projectId }) => getProject(actor, { projectId }) },
  { name: "countStages", action: "items:see", run: countStages },
  {
    name: "editProject",
    action: "projects:edit",
    run: (actor, { projectId, slug }) => editProject(actor, { projectId, slug, name: "Renamed", description: "" }),
  },
  {
    name: "archiveProject",
    action: "projects:archive",
    run: (actor, { projectId }) => archiveProject(actor, { projectId, archived: false }),
  },
  { name: "listCampaigns", action: "campaigns:see", run: listCampaigns },
  { name: "getCampaign", action: "campaigns:see", run: (actor, { projectId }) => getCampaign(actor, { projectId, slug: "pairwise" }) },
  {
    name: "createCampaign",
    action: "campaigns:edit",
    run: (actor, { projectId }) =>
      createCampaign(actor, { projectId, name: newId("campaign"), slug: newId("campaign").replace("_", "-"), kind: "pairwise" }),
  },
  {
    name: "editCampaign",
    action: "campaigns:edit",
    run: (actor, { projectId, campaignId }) => editCampaign(actor, { projectId, campaignId, ...settings, config: {} }),
  },
  {
    name: "setCampaignState",
    action: "campaigns:edit",
    run: (actor, { projectId, campaignId }) => setCampaignState(actor, { projectId, campaignId, state: "open" }),
  },
  { name: "listGuides", action: "guides:see", run: (actor, { projectId, campaignId }) => listGuides(actor, { projectId, campaignId }) },
  {
    name: "publishGuide",
    action: "campaigns:edit",
    run: async (actor, { projectId, campaignId }) =>
      publishGuide(actor, { projectId, campaignId, ...guide, basedOn: await db().guideVersion.count({ where: { campaignId } }) }),
  },
  { name: "listQuestions", action: "campaigns:see", run: listQuestions },
  {
    name: "setHandout",
    action: "campaigns:edit",
    run: (actor, place) => setHandout(actor, { ...where(place), handout: { order: "random" } }),
  },
  { name: "setAdmission", action: "campaigns:edit", run: (actor, place) => setAdmission(actor, { ...where(place), admission: {} }) },
  {
    name: "publishConsent",
    action: "campaigns:edit",
    run: (actor, place) => publishConsent(actor, { ...where(place), markdown: "Agree?" }),
  },
  { name: "listConsents", action: "campaigns:see", run: listConsents },
  { name: "setQualityRules", action: "campaigns:edit", run: (actor, place) => setQualityRules(actor, { ...where(place), rules: {} }) },
  { name: "listPeople", action: "quality:see", run: listPeople },
  { name: "getUncounted", action: "tasks:see", run: getUncounted },
  { name: "replaceUncounted", action: "tasks:open", run: replaceUncounted },
  { name: "listKnownTasks", action: "quality:see", run: (actor, place) => listKnownTasks(actor, { ...where(place), take: 10, skip: 0 }) },
  {
    name: "setKnownAnswer",
    action: "quality:manage",
    run: async (actor, place) =>
      setKnownAnswer(actor, {
        ...where(place),
        taskId: await plantTask(place),
        response: { answers: { overall: { choice: 0, strength: -1 } } },
      }),
  },
  {
    name: "setTraining",
    action: "quality:manage",
    run: async (actor, place) => setTraining(actor, { ...where(place), taskIds: [await plantTask(place, true)], training: true }),
  },
  {
    name: "setSkills",
    action: "quality:manage",
    run: async (actor, place) => setSkills(actor, { ...(await plantPerson(place)), skills: ["law"], cohort: null, expert: false }),
  },
  { name: "liftPause", action: "quality:manage", run: async (actor, place) => liftPause(actor, await plantPerson(place)) },
  {
    name: "excludePerson",
    action: "quality:manage",
    run: async (actor, place) => excludePerson(actor, { ...(await plantPerson(place)), reason: "test" }),
  },
  { name: "readmitPerson", action: "quality:manage", run: async (actor, place) => readmitPerson(actor, await plantPerson(place, true)) },
  {
    name: "listFlags",
    action: "flags:see",
    run: (actor, { projectId }) => listFlags(actor, { projectId, filter: { state: "all" }, take: 10, skip: 0 }),
  },
  {
    name: "resolveFlag",
    action: "flags:resolve",
    run: async (actor, place) => resolveFlag(actor, { projectId: place.projectId, flagId: await plantFlag(place) }),
  },
  {
    name: "warnItem",
    action: "flags:resolve",
    run: (actor, { projectId, itemId }) => warnItem(actor, { projectId, itemId, warning: "Careful." }),
  },
  { name: "listDecisions", action: "annotations:see", run: listDecisions },
  { name: "measureSelfConsistency", action: "aggregation:see", run: measureSelfConsistency },
  { name: "getJob", action: "jobs:see", run: getJob },
  {
    name: "findLatestJob",
    action: "jobs:see",
    run: (actor, { projectId, itemId }) => findLatestJob(actor, { projectId, subjectId: itemId }),
  },
  {
    name: "cancelJob",
    action: "jobs:cancel",
    run: async (actor, { projectId, itemId }) => cancelJob(actor, { projectId, jobId: await plantJob(projectId, itemId) }),
  },
  { name: "listVersions", action: "reward-models:see", run: (actor, { projectId }) => listVersions(actor, { projectId }) },
  { name: "getTestSet", action: "reward-models:see", run: (actor, { projectId }) => getTestSet(actor, { projectId }) },
  { name: "getPolicy", action: "reward-models:see", run: (actor, { projectId }) => getPolicy(actor, { projectId }) },
  { name: "findRollBack", action: "reward-models:see", run: (actor, { projectId }) => findRollBack(actor, { projectId }) },
  {
    name: "setPolicy",
    action: "reward-models:train",
    run: (actor, { projectId }) => setPolicy(actor, { projectId, enabled: false, everyLabels: 100, onDrift: false }),
  },
  ...itemCases,
  ...moneyCases,
];

const where = ({ projectId, campaignId }: Place) => ({ projectId, campaignId });

let planted = 0;

const plantTask = async ({ projectId, campaignId, itemId }: Place, known = false): Promise<string> => {
  planted += 1;
  const id = newId("task");
  await db().task.create({ data: { id, projectId, campaignId, itemId, unitKey: `0-${planted}`, isGold: known } });
  return id;
};

const plantPerson = async ({ projectId, campaignId }: Place, excluded = false) => {
  const annotatorId = newId("annotator");
  await db().annotator.create({ data: { id: annotatorId, projectId, name: annotatorId, source: "human" } });
  const person = { projectId, campaignId, annotatorId };
  if (excluded) await db().exclusion.create({ data: { id: newId("exclusion"), ...person, reason: "test" } });
  return person;
};

const plantFlag = async (place: Place): Promise<string> => {
  const { annotatorId } = await plantPerson(place);
  const id = newId("flag");
  const { projectId, campaignId, itemId } = place;
  await db().flag.create({ data: { id, projectId, campaignId, itemId, taskId: await plantTask(place), annotatorId, reason: "comment" } });
  return id;
};

const plantJob = async (projectId: string, subjectId: string): Promise<string> => {
  const id = newId("job");
  await db().job.create({ data: { id, projectId, subjectId, name: "import-items" } });
  return id;
};

const plantPlace = async (workspaceId: string, slug: string): Promise<Place> => {
  const system: Actor = { kind: "system", workspaceId, name: "test" };
  const { project, campaign } = await createProject(system, { name: slug, slug });
  const itemId = await plantItem(project.id);
  const jobId = await plantJob(project.id, itemId);
  return { workspaceId, projectId: project.id, slug, campaignId: campaign.id, config: campaign.config, itemId, jobId };
};

const people = new Map<Role, Actor>();
let own: Place;
let sibling: Place;
let foreign: Place;

const personOf = (role: Role): Actor => {
  const actor = people.get(role);
  if (!actor) throw new RangeError(`nobody is ${role}`);
  return actor;
};

const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => "ok",
    (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : String(error)),
  );

beforeAll(async () => {
  const [home, elsewhere] = [newId("workspace"), newId("workspace")];
  for (const id of [home, elsewhere]) await db().workspace.create({ data: { id, slug: id, name: id } });
  for (const role of roles) {
    const userId = newId("user");
    await db().user.create({ data: { id: userId, email: `${role}@example.org`, name: role } });
    await db().member.create({ data: { id: newId("member"), workspaceId: home, userId, role } });
    people.set(role, { kind: "person", userId, workspaceId: home });
  }
  own = await plantPlace(home, "own");
  sibling = await plantPlace(home, "sibling");
  foreign = await plantPlace(elsewhere, "foreign");
});

describe.each(useCases)("$name", ({ action, run }) => {
  it.each(roles)("in the own workspace answers a %s as the table says", async (role) => {
    expect(await codeOf(run(personOf(role), own))).toBe(can(role, action) ? "ok" : "forbidden");
  });

  it.each(roles)("does not exist for a %s of another workspace", async (role) => {
    expect(await codeOf(run(personOf(role), foreign))).toBe("not_found");
  });

  it("does not exist for the command line of another workspace", async () => {
    expect(await codeOf(run({ kind: "system", workspaceId: own.workspaceId, name: "test" }, foreign))).toBe("not_found");
  });

  it("does not exist for a member who was barred or removed", async () => {
    const userId = newId("user");
    await db().user.create({ data: { id: userId, email: `${userId}@example.org`, name: "gone", disabledAt: new Date() } });
    const memberId = newId("member");
    await db().member.create({ data: { id: memberId, workspaceId: own.workspaceId, userId, role: "owner" } });
    const actor: Actor = { kind: "person", userId, workspaceId: own.workspaceId };
    expect(await codeOf(run(actor, own))).toBe("not_found");
    await db().user.update({ where: { id: userId }, data: { disabledAt: null } });
    await db().member.delete({ where: { id: memberId } });
    expect(await codeOf(run(actor, own))).toBe("not_found");
  });
});

describe("an id of another project", () => {
  const owner = () => personOf("owner");
  const mixed = (change: Partial<Place>): Place => ({ ...own, ...change });

  it.each(["getItem", "getJob"])("is not found by %s through a project of one's own", async (name) => {
    const useCase = useCases.find((one) => one.name === name);
    for (const place of [sibling, foreign]) {
      expect(await codeOf(useCase?.run(owner(), mixed({ itemId: place.itemId, jobId: place.jobId })) ?? Promise.resolve())).toBe(
        "not_found",
      );
    }
  });

  it.each(["editCampaign", "setCampaignState", "publishGuide"])("is not changed by %s through a project of one's own", async (name) => {
    const useCase = useCases.find((one) => one.name === name);
    for (const place of [sibling, foreign]) {
      const before = await db().campaign.findUnique({ where: { id: place.campaignId }, include: { guides: true } });
      expect(await codeOf(useCase?.run(owner(), mixed({ campaignId: place.campaignId })) ?? Promise.resolve())).toBe("not_found");
      expect(await db().campaign.findUnique({ where: { id: place.campaignId }, include: { guides: true } })).toEqual(before);
    }
  });

  it("is not removed or cancelled through a project of one's own", async () => {
    for (const place of [sibling, foreign]) {
      expect(await codeOf(removeItem(owner(), { projectId: own.projectId, itemId: place.itemId }))).toBe("not_found");
      expect(await codeOf(cancelJob(owner(), { projectId: own.projectId, jobId: place.jobId }))).toBe("not_found");
      expect(await db().item.count({ where: { id: place.itemId } })).toBe(1);
      expect((await db().job.findUniqueOrThrow({ where: { id: place.jobId } })).cancelRequestedAt).toBeNull();
    }
    expect(await listGuides(owner(), { projectId: own.projectId, campaignId: foreign.campaignId })).toEqual([]);
  });
});

describe("lists and search", () => {
  it("hold nothing of another workspace", async () => {
    for (const role of roles) {
      const listed = JSON.stringify(await summariseProjects(personOf(role)));
      expect(listed).toContain(own.projectId);
      expect(listed).not.toContain(foreign.projectId);
    }
    expect(await codeOf(searchWorkspace(personOf("annotator"), { text: "secret" }))).toBe("forbidden");
    const found = JSON.stringify(await searchWorkspace(personOf("owner"), { text: "secret" }));
    expect(found).toContain(own.projectId);
    expect(found).not.toContain(foreign.projectId);
    expect(await searchWorkspace(personOf("owner"), { text: foreign.itemId })).toEqual([]);
  });

  it("take wildcards for letters", async () => {
    expect(await searchWorkspace(personOf("owner"), { text: "%%" })).toEqual([]);
    expect(await searchWorkspace(personOf("owner"), { text: "s_cret" })).toEqual([]);
  });
});

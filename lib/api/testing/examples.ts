import { dataExamples } from "@/lib/api/testing/data-examples";
import { none } from "@/lib/api/testing/example";
import type { MakeExample } from "@/lib/api/testing/example";
import { modelExamples } from "@/lib/api/testing/model-examples";
import { moneyExamples } from "@/lib/api/testing/money-examples";
import { sendBack } from "@/lib/annotations/send-back";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { postToItem } from "@/lib/discussion/discuss-item";
import { inviteMember } from "@/lib/members/invite-member";
import { createProject } from "@/lib/projects/create-project";
import { publishConsent } from "@/lib/qualification/set-admission";
import {
  annotation,
  answer,
  at,
  delivery,
  inCampaign,
  item,
  job,
  knownTask,
  lease,
  member,
  nextKey,
  person,
  reviewed,
  submission,
  unique,
  view,
  webhook,
} from "@/lib/api/testing/planting";

const ofCampaign: MakeExample = (world) => ({ params: inCampaign(world), status: 200 });

/** A request that each operation can do, and the status that it answers. Those without a trained model or a drawn plan say so. */
export const examples: Record<string, MakeExample> = {
  listProjects: none,
  createProject: () => ({ body: { name: "New", slug: unique() }, status: 201 }),
  search: () => ({ query: { text: "Question" }, status: 200 }),
  getProject: none,
  editProject: () => ({ body: { name: "Test", slug: "test", description: "Described" }, status: 200 }),
  archiveProject: async ({ own }) => {
    const system = { kind: "system" as const, workspaceId: own.workspaceId, name: "test" };
    const { project } = await createProject(system, { name: "Old", slug: unique() });
    return { params: { projectId: project.id }, body: { archived: true }, status: 204 };
  },
  countStages: none,
  listCampaigns: none,
  createCampaign: () => ({ body: { name: "Another", slug: unique(), kind: "pairwise" }, status: 201 }),
  getCampaign: ofCampaign,
  editCampaign: async (world) => {
    const { config } = await db().campaign.findUniqueOrThrow({ where: { id: world.own.campaignId }, select: { config: true } });
    return { params: inCampaign(world), body: { name: "Pairwise", overlap: 2, goldShare: 0, leaseSeconds: 600, config }, status: 200 };
  },
  setCampaignState: (world) => ({ params: inCampaign(world), body: { state: "open" }, status: 204 }),
  setHandout: (world) => ({ params: inCampaign(world), body: { handout: {} }, status: 200 }),
  setAdmission: (world) => ({ params: inCampaign(world), body: { admission: {} }, status: 204 }),
  setQualityRules: (world) => ({ params: inCampaign(world), body: { rules: {} }, status: 204 }),
  listQuestions: ofCampaign,
  listGuides: ofCampaign,
  publishGuide: async (world) => {
    const basedOn = await db().guideVersion.count({ where: { campaignId: world.own.campaignId } });
    return { params: inCampaign(world), body: { markdown: "Read both.", note: "shorter", basedOn }, status: 201 };
  },
  listConsents: ofCampaign,
  publishConsent: (world) => ({ params: inCampaign(world), body: { markdown: "Agree?" }, status: 201 }),
  listAuditEntries: none,
  readAuditLog: none,
  checkAuditChain: none,
  listMembers: none,
  changeRole: async (world) => ({ params: { memberId: await member(world) }, body: { role: "researcher" }, status: 204 }),
  setDisabled: async (world) => ({ params: { memberId: await member(world) }, body: { disabled: true }, status: 204 }),
  giveNewPassword: async (world) => {
    const memberId = await member(world);
    await db().user.updateMany({ where: { members: { some: { id: memberId } } }, data: { passwordHash: "of a forgotten one" } });
    return { params: { memberId }, status: 201 };
  },
  listInvitations: none,
  inviteMember: () => ({ body: { role: "annotator" }, status: 201 }),
  revokeInvitation: async ({ actors }) => ({
    params: { invitationId: (await inviteMember(actors.owner, { role: "annotator" })).id },
    status: 204,
  }),
  listApiKeys: none,
  createApiKey: () => ({ body: { name: "script", scopes: ["items:see"] }, status: 201 }),
  revokeApiKey: async ({ actors }) => ({
    params: { keyId: (await createApiKey(actors.owner, { name: "script", scopes: ["items:see"] })).id },
    status: 204,
  }),
  listPeople: ofCampaign,
  setSkills: async (world) => ({ params: await person(world), body: { skills: ["law"], cohort: null, expert: false }, status: 204 }),
  liftPause: async (world) => ({ params: await person(world), body: {}, status: 204 }),
  excludePerson: async (world) => ({ params: await person(world), body: { reason: "left" }, status: 204 }),
  readmitPerson: async (world) => ({ params: await person(world, true), status: 204 }),
  listFlags: none,
  raiseFlag: async (world) => {
    const { taskId } = await annotation(world);
    return { as: "annotator", body: { campaignId: world.own.campaignId, taskId, reason: "comment", comment: "Unclear." }, status: 204 };
  },
  resolveFlag: async (world) => {
    const { projectId, campaignId } = world.own;
    const [{ itemId, taskId }, { annotatorId }, id] = [await item(world), await person(world), newId("flag")];
    await db().flag.create({ data: { id, projectId, campaignId, itemId, taskId, annotatorId, reason: "comment" } });
    return { params: { flagId: id }, body: { resolution: "Read." }, status: 204 };
  },
  listItems: none,
  getItem: ({ own }) => ({ params: { itemId: at(own.itemIds, 0) }, status: 200 }),
  removeItem: async (world) => ({ params: { itemId: (await item(world)).itemId }, status: 204 }),
  warnItem: async (world) => ({ params: { itemId: (await item(world)).itemId }, body: { warning: "Careful." }, status: 204 }),
  listPosts: ({ own }) => ({ params: { itemId: at(own.itemIds, 0) }, scopes: ["items:see"], status: 200 }),
  postToItem: ({ own }) => ({
    params: { itemId: at(own.itemIds, 0) },
    body: { body: "Look at this." },
    scopes: ["items:see"],
    status: 201,
  }),
  listFilterChoices: none,
  sampleItems: () => ({ query: { count: "3" }, status: 200 }),
  listViews: none,
  saveView: () => ({ body: { name: unique(), query: { state: "contested", sort: "certainty", columns: ["tags"] } }, status: 201 }),
  editView: async (world) => ({ params: { viewId: await view(world) }, body: { shared: true, query: { flagged: "yes" } }, status: 204 }),
  dropView: async (world) => ({ params: { viewId: await view(world) }, status: 204 }),
  removePost: async ({ own, actors }) => {
    const { id } = await postToItem(actors.owner, { projectId: own.projectId, itemId: at(own.itemIds, 0), body: "Gone soon." });
    return { params: { postId: id }, status: 204 };
  },
  listDecisions: ({ own }) => ({ params: { itemId: at(own.itemIds, 0) }, status: 200 }),
  listTasks: ofCampaign,
  openTasks: async (world) => ({ params: inCampaign(world), body: { taskIds: [(await item(world)).taskId] }, status: 200 }),
  getUncounted: ofCampaign,
  replaceUncounted: async (world) => ({ params: inCampaign(world), status: 200 }),
  closeTasks: async (world) => ({ params: inCampaign(world), body: { taskIds: [(await item(world)).taskId] }, status: 200 }),
  askAgain: async (world) => ({ params: { taskId: (await item(world)).taskId }, status: 200 }),
  decideTask: async (world) => ({
    params: { ...inCampaign(world), taskId: (await item(world)).taskId },
    body: { response: answer },
    scopes: ["annotations:decide"],
    status: 200,
  }),
  withdrawDecision: async (world) => {
    const { taskId } = await item(world);
    const { decideTask } = await import("@/lib/discussion/decide-task");
    const { projectId, campaignId } = world.own;
    await decideTask(world.actors.owner, { projectId, campaignId, taskId, response: answer });
    return { params: { campaignId, taskId }, scopes: ["annotations:decide"], status: 204 };
  },
  listKnownTasks: ofCampaign,
  setKnownAnswer: async (world) => ({
    params: { ...inCampaign(world), taskId: (await item(world)).taskId },
    body: { response: answer, explanation: "It is right." },
    status: 204,
  }),
  addGuideExample: async (world) => {
    const { itemId, taskId } = await item(world);
    return { params: { ...inCampaign(world), taskId }, body: { itemId, response: answer, why: "It is right." }, status: 201 };
  },
  setTraining: async (world) => ({ params: inCampaign(world), body: { taskIds: [await knownTask(world)], training: true }, status: 200 }),
  leaseNext: (world) => ({ as: "annotator", params: inCampaign(world), body: {}, status: 200 }),
  renewLeases: async (world) => {
    const { assignmentId, epoch } = await lease(world);
    return { as: "annotator", params: inCampaign(world), body: { leases: [{ assignmentId, epoch }] }, status: 200 };
  },
  releaseLease: async (world) => {
    const { assignmentId, epoch } = await lease(world);
    return { as: "annotator", body: { assignmentId, epoch }, status: 204 };
  },
  skipAssignment: async (world) => {
    const { assignmentId, epoch } = await lease(world);
    return { as: "annotator", body: { assignmentId, epoch, reason: "cannot-judge" }, status: 204 };
  },
  saveDraft: async (world) => {
    const { assignmentId } = await lease(world);
    return { as: "annotator", body: { assignmentId, draft: { response: answer } }, status: 200 };
  },
  submitAnnotation: async (world) => {
    const { taskId: _taskId, ...body } = await submission(world);
    return { as: "annotator", params: inCampaign(world), body, status: 200 };
  },
  sendBack: async (world) => ({
    params: { annotationId: await reviewed(world) },
    body: { note: "Response A does not answer the question." },
    status: 201,
  }),
  callBack: async (world) => {
    const annotationId = await reviewed(world);
    await sendBack(world.actors.owner, { projectId: world.own.projectId, annotationId, note: "Sent by mistake." });
    return { params: { annotationId }, status: 204 };
  },
  correctAnnotation: async (world) => {
    const { id } = await annotation(world);
    const body = {
      idemKey: nextKey(),
      response: { answers: { overall: { choice: 1, strength: 1 } } },
    };
    return { as: "annotator", params: { ...inCampaign(world), annotationId: id }, body, status: 200 };
  },
  undoLast: async (world) => {
    await annotation(world);
    return { as: "annotator", params: inCampaign(world), status: 200 };
  },
  listOwnAnnotations: (world) => ({ as: "annotator", params: inCampaign(world), status: 200 }),
  getOwnItem: async (world) => ({ as: "annotator", params: { annotationId: (await annotation(world)).id }, status: 200 }),
  getOwnProgress: (world) => ({ as: "annotator", params: inCampaign(world), status: 200 }),
  readGate: (world) => ({ as: "annotator", params: inCampaign(world), status: 200 }),
  acceptConsent: async (world) => {
    const { projectId, campaignId } = world.own;
    const { version } = await publishConsent(world.actors.owner, { projectId, campaignId, markdown: `Agree? ${newId("consent")}` });
    return { as: "annotator", params: { campaignId }, body: { version }, status: 204 };
  },
  saveProfile: (world) => ({ as: "annotator", params: inCampaign(world), body: { answers: {} }, status: 204 }),
  nextPractice: (world) => ({ as: "annotator", params: inCampaign(world), status: 200 }),
  answerPractice: (world) => ({
    as: "annotator",
    params: inCampaign(world),
    body: { taskId: "nothing", shownOrder: [0, 1], response: answer },
    status: 404,
  }),
  getJob: async (world) => ({ params: { jobId: await job(world) }, status: 200 }),
  cancelJob: async (world) => ({ params: { jobId: await job(world) }, status: 202 }),
  summariseProject: none,
  measureAgreement: none,
  summariseAgreement: none,
  measureSelfConsistency: ofCampaign,
  requestAggregation: () => ({ body: {}, status: 202 }),
  getNewestAggregation: ofCampaign,
  getConsensus: none,
  readConsensus: none,
  followJob: async (world) => ({ params: { jobId: await job(world) }, status: 200 }),
  listWebhooks: none,
  createWebhook: () => ({ body: { url: "https://hooks.example.org/in", events: ["job.finished"] }, status: 201 }),
  editWebhook: async (world) => ({
    params: { webhookId: await webhook(world) },
    body: { url: "https://hooks.example.org/new", events: ["imports:create"] },
    status: 204,
  }),
  setWebhookEnabled: async (world) => ({ params: { webhookId: await webhook(world) }, body: { enabled: false }, status: 204 }),
  removeWebhook: async (world) => ({ params: { webhookId: await webhook(world) }, status: 204 }),
  listDeliveries: none,
  getDelivery: async (world) => ({ params: { deliveryId: await delivery(world) }, status: 200 }),
  resendDelivery: async (world) => ({ params: { deliveryId: await delivery(world) }, status: 204 }),
  ...dataExamples,
  ...modelExamples,
  ...moneyExamples,
};

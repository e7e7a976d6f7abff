import { z } from "zod";
import { page, pageOf, pageQuery } from "@/lib/api/cursor";
import { command, none, read, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inCampaign, inProject, inWorkspace } from "@/lib/api/params";
import { campaignSummarySchema, guideSchema, projectSummarySchema, questionSchema } from "@/lib/api/views";
import { archiveProject } from "@/lib/projects/archive-project";
import { countStages } from "@/lib/projects/count-stages";
import { createCampaign } from "@/lib/projects/create-campaign";
import { createProject } from "@/lib/projects/create-project";
import { editCampaign } from "@/lib/projects/edit-campaign";
import { editProject } from "@/lib/projects/edit-project";
import { findCampaign } from "@/lib/projects/find-campaign";
import { getProject } from "@/lib/projects/get-project";
import { listCampaigns } from "@/lib/projects/list-campaigns";
import { listGuides } from "@/lib/projects/list-guides";
import { listQuestions } from "@/lib/projects/list-questions";
import { publishGuide } from "@/lib/projects/publish-guide";
import {
  archiveProjectSchema,
  campaignViewSchema,
  createCampaignSchema,
  createProjectSchema,
  editCampaignSchema,
  editProjectSchema,
  projectViewSchema,
  publishGuideSchema,
  setCampaignStateSchema,
  setHandoutSchema,
  slugSchema,
} from "@/lib/projects/schema";
import { searchWorkspace } from "@/lib/projects/search-workspace";
import { setCampaignState } from "@/lib/projects/set-campaign-state";
import { summariseProjects } from "@/lib/projects/summarise-projects";
import { listConsents, publishConsent, setAdmission } from "@/lib/qualification/set-admission";
import { consentTextSchema, setAdmissionSchema } from "@/lib/qualification/schema";
import { setQualityRulesSchema } from "@/lib/quality/schema";
import { setQualityRules } from "@/lib/quality/set-rules";
import { setHandout } from "@/lib/tasks/set-handout";

const version = z.object({ version: z.number().int() });

const projects: Operation[] = [
  read({
    id: "listProjects",
    method: "GET",
    path: "/projects",
    tag: "Projects",
    summary: "List projects",
    scope: "projects:see",
    params: inWorkspace,
    query: pageQuery({ slug: slugSchema.optional().describe("the one with this short name"), archived: z.stringbool().optional() }),
    answer: pageOf(projectSummarySchema),
    run: (actor, { query }) =>
      page("projects", query, async ({ at, take }) => {
        const all = await summariseProjects(actor);
        const wanted = all.filter(
          (project) =>
            (query.slug === undefined || project.slug === query.slug) &&
            (query.archived === undefined || (project.archivedAt !== null) === query.archived),
        );
        return wanted.slice(at, at + take);
      }),
  }),
  write({
    id: "createProject",
    method: "POST",
    path: "/projects",
    tag: "Projects",
    summary: "Create a project with its first campaign",
    scope: "projects:create",
    params: inWorkspace,
    body: createProjectSchema,
    answer: z.object({ project: projectViewSchema, campaign: campaignViewSchema }),
    run: (actor, { body: { slug, ...body } }) => createProject(actor, slug === undefined ? body : { ...body, slug }),
  }),
  read({
    id: "search",
    method: "GET",
    path: "/search",
    tag: "Projects",
    summary: "Find projects, campaigns and items by a word",
    scope: "items:see",
    params: inWorkspace,
    query: z.object({ text: z.string().trim().min(2).max(200) }),
    answer: z.object({ data: z.array(z.looseObject({ id: z.string() })) }),
    run: async (actor, { query }) => ({ data: await searchWorkspace(actor, query) }),
  }),
  read({
    id: "getProject",
    method: "GET",
    path: "/projects/{projectId}",
    tag: "Projects",
    summary: "Read a project",
    scope: "projects:see",
    params: inProject,
    query: none,
    answer: projectViewSchema,
    run: async (actor, { params }) => (await getProject(actor, params)).project,
  }),
  write({
    id: "editProject",
    method: "PUT",
    path: "/projects/{projectId}",
    tag: "Projects",
    summary: "Change name, short name and description",
    scope: "projects:edit",
    revisionOf: "getProject",
    params: inProject,
    body: editProjectSchema.omit({ projectId: true }),
    answer: projectViewSchema,
    run: (actor, { params, body }) => editProject(actor, { ...params, ...body }),
  }),
  command({
    id: "archiveProject",
    method: "PUT",
    path: "/projects/{projectId}/archived",
    tag: "Projects",
    summary: "Archive a project, or take it back",
    scope: "projects:archive",
    params: inProject,
    body: archiveProjectSchema.omit({ projectId: true }),
    run: (actor, { params, body }) => archiveProject(actor, { ...params, ...body }),
  }),
  read({
    id: "countStages",
    method: "GET",
    path: "/projects/{projectId}/stages",
    tag: "Projects",
    summary: "Count what lies in each stage of the line",
    scope: "items:see",
    params: inProject,
    query: none,
    answer: z.object({
      imports: z.number().int(),
      failedImports: z.number().int(),
      items: z.number().int(),
      campaigns: z.number().int(),
      tasks: z.number().int(),
      openTasks: z.number().int(),
      annotations: z.number().int(),
      annotators: z.number().int(),
      rewardModel: z.number().int().nullable(),
      routePlan: z.number().int().nullable(),
      dataset: z.number().int().nullable(),
    }),
    run: (actor, { params }) => countStages(actor, params),
  }),
];

const campaigns: Operation[] = [
  read({
    id: "listCampaigns",
    method: "GET",
    path: "/projects/{projectId}/campaigns",
    tag: "Campaigns",
    summary: "List the campaigns of a project",
    scope: "campaigns:see",
    params: inProject,
    query: none,
    answer: z.object({ data: z.array(campaignSummarySchema) }),
    run: async (actor, { params }) => ({ data: await listCampaigns(actor, params) }),
  }),
  write({
    id: "createCampaign",
    method: "POST",
    path: "/projects/{projectId}/campaigns",
    tag: "Campaigns",
    summary: "Create a campaign",
    scope: "campaigns:edit",
    params: inProject,
    body: createCampaignSchema.omit({ projectId: true }),
    answer: campaignViewSchema,
    run: (actor, { params, body }) => createCampaign(actor, { ...params, ...body }),
  }),
  read({
    id: "getCampaign",
    method: "GET",
    path: "/projects/{projectId}/campaigns/{campaignId}",
    tag: "Campaigns",
    summary: "Read a campaign",
    scope: "campaigns:see",
    params: inCampaign,
    query: none,
    answer: campaignViewSchema,
    run: (_actor, { params }) => findCampaign(params.projectId, params.campaignId),
  }),
  write({
    id: "editCampaign",
    method: "PUT",
    path: "/projects/{projectId}/campaigns/{campaignId}",
    tag: "Campaigns",
    summary: "Change the question and the settings of a campaign",
    about: "Once there are answers, a changed question needs `change`: what changed, and whether the answers so far count on.",
    scope: "campaigns:edit",
    revisionOf: "getCampaign",
    params: inCampaign,
    body: editCampaignSchema.omit({ projectId: true, campaignId: true }),
    answer: campaignViewSchema,
    run: (actor, { params, body }) => editCampaign(actor, { ...params, ...body }),
  }),
  command({
    id: "setCampaignState",
    method: "PUT",
    path: "/projects/{projectId}/campaigns/{campaignId}/state",
    tag: "Campaigns",
    summary: "Open, pause or archive a campaign",
    scope: "campaigns:edit",
    params: inCampaign,
    body: setCampaignStateSchema.omit({ projectId: true, campaignId: true }),
    run: (actor, { params, body }) => setCampaignState(actor, { ...params, ...body }),
  }),
  write({
    id: "setHandout",
    method: "PUT",
    path: "/projects/{projectId}/campaigns/{campaignId}/handout",
    tag: "Campaigns",
    summary: "Set how work is handed out",
    scope: "campaigns:edit",
    params: inCampaign,
    body: setHandoutSchema.omit({ projectId: true, campaignId: true }),
    answer: z.object({ slots: z.number().int() }),
    run: (actor, { params, body }) => setHandout(actor, { ...params, ...body }),
  }),
  command({
    id: "setAdmission",
    method: "PUT",
    path: "/projects/{projectId}/campaigns/{campaignId}/admission",
    tag: "Campaigns",
    summary: "Set what people pass before the first item",
    scope: "campaigns:edit",
    params: inCampaign,
    body: setAdmissionSchema.omit({ projectId: true, campaignId: true }),
    run: (actor, { params, body }) => setAdmission(actor, { ...params, ...body }),
  }),
  command({
    id: "setQualityRules",
    method: "PUT",
    path: "/projects/{projectId}/campaigns/{campaignId}/quality-rules",
    tag: "Campaigns",
    summary: "Set what follows when known answers are missed",
    scope: "campaigns:edit",
    params: inCampaign,
    body: setQualityRulesSchema.omit({ projectId: true, campaignId: true }),
    run: (actor, { params, body }) => setQualityRules(actor, { ...params, ...body }),
  }),
  read({
    id: "listQuestions",
    method: "GET",
    path: "/projects/{projectId}/campaigns/{campaignId}/questions",
    tag: "Campaigns",
    summary: "List earlier versions of the question",
    scope: "campaigns:see",
    params: inCampaign,
    query: none,
    answer: z.object({ data: z.array(questionSchema) }),
    run: async (actor, { params }) => ({ data: await listQuestions(actor, params) }),
  }),
  read({
    id: "listGuides",
    method: "GET",
    path: "/projects/{projectId}/campaigns/{campaignId}/guides",
    tag: "Campaigns",
    summary: "List the versions of the guide, the newest first",
    scope: "guides:see",
    params: inCampaign,
    query: none,
    answer: z.object({ data: z.array(guideSchema) }),
    run: async (actor, { params }) => ({ data: await listGuides(actor, params) }),
  }),
  write({
    id: "publishGuide",
    method: "POST",
    path: "/projects/{projectId}/campaigns/{campaignId}/guides",
    tag: "Campaigns",
    summary: "Publish a version of the guide",
    about: "`basedOn` is the version that was edited: a newer one of somebody else is not written over.",
    scope: "campaigns:edit",
    params: inCampaign,
    body: publishGuideSchema.omit({ projectId: true, campaignId: true }),
    answer: version,
    run: (actor, { params, body }) => publishGuide(actor, { ...params, ...body }),
  }),
  read({
    id: "listConsents",
    method: "GET",
    path: "/projects/{projectId}/campaigns/{campaignId}/consents",
    tag: "Campaigns",
    summary: "List the versions of the consent text",
    scope: "campaigns:see",
    params: inCampaign,
    query: none,
    answer: z.object({ data: z.array(z.looseObject({ version: z.number().int(), markdown: z.string() })) }),
    run: async (actor, { params }) => ({ data: await listConsents(actor, params) }),
  }),
  write({
    id: "publishConsent",
    method: "POST",
    path: "/projects/{projectId}/campaigns/{campaignId}/consents",
    tag: "Campaigns",
    summary: "Publish a version of the consent text",
    scope: "campaigns:edit",
    params: inCampaign,
    body: consentTextSchema.omit({ projectId: true, campaignId: true }),
    answer: version,
    run: (actor, { params, body }) => publishConsent(actor, { ...params, ...body }),
  }),
];

export const projectOperations: Operation[] = [...projects, ...campaigns];

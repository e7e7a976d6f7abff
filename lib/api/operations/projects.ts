import { z } from "zod";
import { page, pageOf, pageQuery } from "@/lib/api/cursor";
import { unlessChanged } from "@/lib/api/etag";
import { command, none, read, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inProject, inWorkspace } from "@/lib/api/params";
import { projectSummarySchema } from "@/lib/api/views";
import { archiveProject } from "@/lib/projects/archive-project";
import { countStages } from "@/lib/projects/count-stages";
import { createProject } from "@/lib/projects/create-project";
import { editProject } from "@/lib/projects/edit-project";
import { getProject } from "@/lib/projects/get-project";
import {
  archiveProjectSchema,
  campaignViewSchema,
  createProjectSchema,
  editProjectSchema,
  projectViewSchema,
  slugSchema,
} from "@/lib/projects/schema";
import { searchWorkspace } from "@/lib/projects/search-workspace";
import { summariseProjects } from "@/lib/projects/summarise-projects";

export const projectOperations: Operation[] = [
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
    run: (actor, { params, body, request }) => editProject(actor, { ...params, ...body }, unlessChanged(request, projectViewSchema)),
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
      judges: z.number().int(),
      openFlags: z.number().int(),
      agreement: z
        .number()
        .nullable()
        .describe("corrected for chance, as the newest aggregation of the first campaign that has one kept it"),
      rewardModel: z.number().int().nullable(),
      routePlan: z.number().int().nullable(),
      dataset: z.number().int().nullable(),
    }),
    run: (actor, { params }) => countStages(actor, params),
  }),
];

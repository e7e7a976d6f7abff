import { z } from "zod";
import { page, pageOf, pageQuery } from "@/lib/api/cursor";
import { named } from "@/lib/api/names";
import { command, drop, none, read, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inCampaign, inProject, ofItem, ofTask } from "@/lib/api/params";
import { decisionSchema, itemRowSchema, itemSchema, knownTaskSchema, taskRowSchema } from "@/lib/api/views";
import { decideTask, listDecisions, withdrawDecision } from "@/lib/discussion/decide-task";
import { listPosts, postToItem, removePost } from "@/lib/discussion/discuss-item";
import { decideSchema, postSchema, postViewSchema } from "@/lib/discussion/schema";
import { warnItem } from "@/lib/flags/handle-flags";
import { warnItemSchema } from "@/lib/flags/schema";
import { addGuideExample } from "@/lib/items/add-guide-example";
import { getItem } from "@/lib/items/get-item";
import { removeItem } from "@/lib/items/remove-item";
import { addExampleSchema, itemAnswers, itemStates } from "@/lib/items/schema";
import { walkItems } from "@/lib/items/walk-items";
import { markTrainingSchema, setKnownAnswerSchema } from "@/lib/quality/schema";
import { listKnownTasks, setKnownAnswer, setTraining } from "@/lib/quality/set-known-answer";
import { askAgain } from "@/lib/reward-models/ask-again";
import { closeTasks } from "@/lib/tasks/close-tasks";
import { listTasks } from "@/lib/tasks/list-tasks";
import { openTasks } from "@/lib/tasks/open-tasks";
import { closeTasksSchema, openTasksSchema, taskFilters } from "@/lib/tasks/schema";

const placed = { projectId: true, campaignId: true } as const;
const opened = z.object({ tasks: z.number().int(), slots: z.number().int() });

named("Post", postViewSchema);

const items: Operation[] = [
  read({
    id: "listItems",
    method: "GET",
    path: "/projects/{projectId}/items",
    tag: "Items",
    summary: "List items in the order of their import",
    about: "The cursor is a place in that order: items that are added or removed meanwhile neither repeat nor skip others.",
    scope: "items:see",
    params: inProject,
    query: pageQuery({
      q: z.string().trim().min(1).max(200).optional().describe("words of the title, the id, the prompt or a response"),
      source: z.string().min(1).max(200).optional(),
      import: z.string().min(1).max(60).optional().describe("id of the import that brought them"),
      state: z.enum(itemStates).optional(),
      answers: z.enum(itemAnswers).optional(),
    }),
    answer: pageOf(itemRowSchema),
    run: (actor, { params, query }) =>
      page(
        `items ${params.projectId}`,
        query,
        ({ at, take }) => {
          const { limit: _limit, cursor: _cursor, ...filter } = query;
          return walkItems(actor, { ...params, filter, fromOrdinal: at, take });
        },
        (row) => row.ordinal + 1,
      ),
  }),
  read({
    id: "getItem",
    method: "GET",
    path: "/projects/{projectId}/items/{itemId}",
    tag: "Items",
    summary: "Read an item with its responses, answers and consensus",
    scope: "items:see",
    params: ofItem,
    query: none,
    answer: itemSchema,
    run: (actor, { params }) => getItem(actor, params),
  }),
  drop({
    id: "removeItem",
    method: "DELETE",
    path: "/projects/{projectId}/items/{itemId}",
    tag: "Items",
    summary: "Remove an item that nobody has answered",
    scope: "items:remove",
    params: ofItem,
    run: (actor, { params }) => removeItem(actor, params),
  }),
  command({
    id: "warnItem",
    method: "PUT",
    path: "/projects/{projectId}/items/{itemId}/warning",
    tag: "Items",
    summary: "Set what is said before an item is shown; an empty text takes it away",
    scope: "flags:resolve",
    params: ofItem,
    body: warnItemSchema.omit({ projectId: true, itemId: true }),
    run: (actor, { params, body }) => warnItem(actor, { ...params, ...body }),
  }),
  read({
    id: "listPosts",
    method: "GET",
    path: "/projects/{projectId}/items/{itemId}/posts",
    tag: "Discussion",
    summary: "Read the thread of an item",
    scope: "discussion:see",
    params: ofItem,
    query: none,
    answer: z.object({ data: z.array(postViewSchema) }),
    run: async (actor, { params }) => ({ data: await listPosts(actor, params) }),
  }),
  write({
    id: "postToItem",
    method: "POST",
    path: "/projects/{projectId}/items/{itemId}/posts",
    tag: "Discussion",
    summary: "Say something about an item",
    scope: "discussion:write",
    params: ofItem,
    body: postSchema.omit({ projectId: true, itemId: true }),
    answer: z.object({ id: z.string() }),
    run: (actor, { params, body }) => postToItem(actor, { ...params, ...body }),
  }),
  drop({
    id: "removePost",
    method: "DELETE",
    path: "/projects/{projectId}/posts/{postId}",
    tag: "Discussion",
    summary: "Take a contribution back: one's own, with the right to moderate anybody's",
    scope: "discussion:write",
    params: inProject.extend({ postId: z.string().min(1) }),
    run: (actor, { params }) => removePost(actor, params),
  }),
  read({
    id: "listDecisions",
    method: "GET",
    path: "/projects/{projectId}/items/{itemId}/decisions",
    tag: "Discussion",
    summary: "List the deciding answers on the tasks of an item",
    scope: "annotations:see",
    params: ofItem,
    query: none,
    answer: z.object({ data: z.array(decisionSchema) }),
    run: async (actor, { params }) => ({ data: await listDecisions(actor, params) }),
  }),
];

const tasks: Operation[] = [
  read({
    id: "listTasks",
    method: "GET",
    path: "/projects/{projectId}/campaigns/{campaignId}/tasks",
    tag: "Tasks",
    summary: "List the tasks of a campaign",
    scope: "tasks:see",
    params: inCampaign,
    query: pageQuery({ filter: z.enum(taskFilters).default("all") }),
    answer: pageOf(taskRowSchema),
    run: (actor, { params, query }) =>
      page(
        `tasks ${params.campaignId}`,
        query,
        async ({ at, take }) => (await listTasks(actor, { ...params, filter: query.filter, take, skip: at })).tasks,
      ),
  }),
  write({
    id: "openTasks",
    method: "POST",
    path: "/projects/{projectId}/campaigns/{campaignId}/tasks/open",
    tag: "Tasks",
    summary: "Open tasks for people",
    about: "Opening again changes nothing; a larger overlap adds the difference.",
    scope: "tasks:open",
    status: 200,
    params: inCampaign,
    body: openTasksSchema.omit(placed),
    answer: opened,
    run: (actor, { params, body }) => openTasks(actor, { ...params, ...body }),
  }),
  write({
    id: "closeTasks",
    method: "POST",
    path: "/projects/{projectId}/campaigns/{campaignId}/tasks/close",
    tag: "Tasks",
    summary: "Close tasks that nobody holds",
    scope: "tasks:open",
    status: 200,
    params: inCampaign,
    body: closeTasksSchema.omit(placed),
    answer: opened,
    run: (actor, { params, body }) => closeTasks(actor, { ...params, ...body }),
  }),
  write({
    id: "askAgain",
    method: "POST",
    path: "/projects/{projectId}/tasks/{taskId}/ask-again",
    tag: "Tasks",
    summary: "Ask one more person about a task",
    scope: "tasks:open",
    status: 200,
    params: inProject.extend({ taskId: z.string().min(1) }),
    body: none,
    answer: z.object({ slots: z.number().int() }),
    run: (actor, { params }) => askAgain(actor, params),
  }),
  write({
    id: "decideTask",
    method: "PUT",
    path: "/projects/{projectId}/campaigns/{campaignId}/tasks/{taskId}/decision",
    tag: "Discussion",
    summary: "Give the deciding answer to a task",
    scope: "annotations:own",
    params: ofTask,
    body: decideSchema.omit({ ...placed, taskId: true }),
    answer: z.object({ id: z.string() }),
    run: (actor, { params, body }) => decideTask(actor, { ...params, ...body }),
  }),
  drop({
    id: "withdrawDecision",
    method: "DELETE",
    path: "/projects/{projectId}/campaigns/{campaignId}/tasks/{taskId}/decision",
    tag: "Discussion",
    summary: "Take the decision on a task back",
    scope: "annotations:own",
    params: ofTask,
    run: (actor, { params }) => withdrawDecision(actor, params),
  }),
  read({
    id: "listKnownTasks",
    method: "GET",
    path: "/projects/{projectId}/campaigns/{campaignId}/known-answers",
    tag: "Tasks",
    summary: "List the tasks whose answers are known",
    scope: "quality:see",
    params: inCampaign,
    query: pageQuery({}),
    answer: pageOf(knownTaskSchema),
    run: (actor, { params, query }) =>
      page(`known ${params.campaignId}`, query, async ({ at, take }) => (await listKnownTasks(actor, { ...params, take, skip: at })).tasks),
  }),
  write({
    id: "addGuideExample",
    method: "POST",
    path: "/projects/{projectId}/campaigns/{campaignId}/tasks/{taskId}/guide-example",
    tag: "Tasks",
    summary: "Put an item with its right answer, and why it is right, into the guide: its next version",
    scope: "campaigns:edit",
    besides: ["items:see", "guides:see"],
    params: ofTask,
    body: addExampleSchema.omit({ ...placed, taskId: true }),
    answer: z.object({ version: z.number().int() }),
    run: (actor, { params, body }) => addGuideExample(actor, { ...params, ...body }),
  }),
  command({
    id: "setKnownAnswer",
    method: "PUT",
    path: "/projects/{projectId}/campaigns/{campaignId}/tasks/{taskId}/known-answer",
    tag: "Tasks",
    summary: "Set the right answer to a task; null where it is no longer known",
    scope: "quality:manage",
    params: ofTask,
    body: setKnownAnswerSchema.omit({ ...placed, taskId: true }),
    run: (actor, { params, body }) => setKnownAnswer(actor, { ...params, ...body }),
  }),
  write({
    id: "setTraining",
    method: "PUT",
    path: "/projects/{projectId}/campaigns/{campaignId}/training",
    tag: "Tasks",
    summary: "Keep tasks with known answers for practice, or give them back",
    scope: "quality:manage",
    params: inCampaign,
    body: markTrainingSchema.omit(placed),
    answer: z.object({ marked: z.number().int() }),
    run: (actor, { params, body }) => setTraining(actor, { ...params, ...body }),
  }),
];

export const itemOperations: Operation[] = [...items, ...tasks];

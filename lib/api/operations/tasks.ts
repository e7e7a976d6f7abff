import { z } from "zod";
import { page, pageOf, pageQuery } from "@/lib/api/cursor";
import { command, drop, none, read, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inCampaign, inProject, ofTask } from "@/lib/api/params";
import { knownTaskSchema, taskRowSchema } from "@/lib/api/views";
import { callBack } from "@/lib/annotations/call-back";
import { sendBackSchema } from "@/lib/annotations/schema";
import { sendBack } from "@/lib/annotations/send-back";
import { decideTask, withdrawDecision } from "@/lib/discussion/decide-task";
import { decideSchema } from "@/lib/discussion/schema";
import { addGuideExample } from "@/lib/items/add-guide-example";
import { addExampleSchema } from "@/lib/items/schema";
import { markTrainingSchema, setKnownAnswerSchema } from "@/lib/quality/schema";
import { listKnownTasks, setKnownAnswer, setTraining } from "@/lib/quality/set-known-answer";
import { askAgain } from "@/lib/reward-models/ask-again";
import { listTasks } from "@/lib/tasks/list-tasks";
import { getUncounted, replaceUncounted } from "@/lib/tasks/replace-uncounted";
import { requestClosing, requestOpening } from "@/lib/tasks/request-change";
import { closeTasksSchema, requestOpeningSchema, taskFilters } from "@/lib/tasks/schema";

const ofAnnotation = inProject.extend({ annotationId: z.string().min(1) });
const placed = { projectId: true, campaignId: true } as const;
const changed = z.object({ tasks: z.number().int(), slots: z.number().int(), jobId: z.string().nullable() });

export const taskOperations: Operation[] = [
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
    about:
      'Opening again changes nothing; a larger overlap adds the difference. All tasks of more than 5,000 items are opened by a job: `jobId` names it, and nothing is open yet where it is answered. `{"ofItems": {…}}` opens the tasks of the items that such a filter lets through, up to 5,000.',
    scope: "tasks:open",
    status: 200,
    params: inCampaign,
    body: requestOpeningSchema.omit(placed),
    answer: changed,
    run: (actor, { params, body }) => requestOpening(actor, { ...params, ...body }),
  }),
  write({
    id: "closeTasks",
    method: "POST",
    path: "/projects/{projectId}/campaigns/{campaignId}/tasks/close",
    tag: "Tasks",
    summary: "Close tasks that nobody holds",
    about:
      "Closing again changes nothing; labels and leases under way stay. All of more than 5,000 tasks are closed by a job: `jobId` names it, and nothing is closed yet where it is answered.",
    scope: "tasks:open",
    status: 200,
    params: inCampaign,
    body: closeTasksSchema.omit(placed),
    answer: changed,
    run: (actor, { params, body }) => requestClosing(actor, { ...params, ...body }),
  }),
  read({
    id: "getUncounted",
    method: "GET",
    path: "/projects/{projectId}/campaigns/{campaignId}/tasks/uncounted",
    tag: "Tasks",
    summary: "Count the answers that take a place of their tasks and do not count any more",
    about: "Of people who were left out, and to an earlier question; without those in whose place somebody is asked already.",
    scope: "tasks:see",
    params: inCampaign,
    query: none,
    answer: z.object({ leftOut: z.number().int(), earlierQuestion: z.number().int(), tasks: z.number().int() }),
    run: (actor, { params }) => getUncounted(actor, params),
  }),
  write({
    id: "replaceUncounted",
    method: "POST",
    path: "/projects/{projectId}/campaigns/{campaignId}/tasks/replace",
    tag: "Tasks",
    summary: "Ask other people in the place of answers that do not count any more",
    about: "Asking again changes nothing. One request goes through up to 5,000 tasks; `tasksLeft` says how many more there are.",
    scope: "tasks:open",
    status: 200,
    params: inCampaign,
    body: none,
    answer: z.object({ tasks: z.number().int(), slots: z.number().int(), tasksLeft: z.number().int() }),
    run: (actor, { params }) => replaceUncounted(actor, params),
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
  write({
    id: "sendBack",
    method: "POST",
    path: "/projects/{projectId}/annotations/{annotationId}/return",
    tag: "Tasks",
    summary: "Send a person's answer back to them, with a note",
    about:
      "They find it before all other items, with their answer filled in, and change it or keep it with a reply; until then it counts as it is. Refused for answers of judges, of files and of people who left, for tasks with a known answer, and in a campaign that is not open.",
    scope: "quality:manage",
    params: ofAnnotation,
    body: sendBackSchema.pick({ note: true }),
    answer: z.object({ id: z.string() }),
    run: (actor, { params, body }) => sendBack(actor, { ...params, ...body }),
  }),
  drop({
    id: "callBack",
    method: "DELETE",
    path: "/projects/{projectId}/annotations/{annotationId}/return",
    tag: "Tasks",
    summary: "Call an answer back that was sent back and still waits for its person",
    about:
      "It leaves their queue and stands as it is. 409 where it does not wait any more: its person changed or kept it, or it was called back before.",
    scope: "quality:manage",
    params: ofAnnotation,
    run: (actor, { params }) => callBack(actor, params),
  }),
];

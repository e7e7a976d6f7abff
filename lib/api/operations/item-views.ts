import { z } from "zod";
import { named } from "@/lib/api/names";
import { command, drop, none, read, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inProject } from "@/lib/api/params";
import { itemAgreements, itemAnswers, itemColumns, itemModels, itemSorts, itemStates, saveViewSchema } from "@/lib/items/schema";
import { dropView, editView, listViews, saveView } from "@/lib/items/saved-views";

const tag = "Items";
const ofView = inProject.extend({ viewId: z.string().min(1) });
const name = z.string().min(1).max(200);
const id = z.string().min(1).max(60);
const yes = z.literal("yes");

/** What a page of items drops where it cannot be read is refused here. */
export const itemFilters = {
  q: z.string().trim().min(1).max(200).optional().describe("words of the title, the id, the prompt or a response"),
  source: name.optional(),
  import: id.optional().describe("id of the import that brought them"),
  state: z.enum(itemStates).optional(),
  answers: z.enum(itemAnswers).optional(),
  campaign: id.optional().describe("short name of a campaign that asks about them; answers and labels are those in it"),
  annotator: id.optional().describe("id of whoever answered"),
  label: name.optional().describe("what the answers came to"),
  agreement: z.enum(itemAgreements).optional().describe("how far answers lie apart; split: by half the scale or more"),
  model: z
    .enum(itemModels)
    .optional()
    .describe(
      "for: the reward model goes with all pairs and orders of responses that were agreed on; against: with one of them it does not",
    ),
  tag: name.optional(),
  flagged: yes.optional(),
  discussed: yes.optional(),
};

const querySchema = z.strictObject({
  ...itemFilters,
  sort: z.enum(itemSorts).default("order"),
  down: yes.optional().describe("the other way round"),
  columns: z.array(z.enum(itemColumns)).optional().describe("in their order; each reader's own unless given"),
});

const viewSchema = z.object({
  id: z.string(),
  name: z.string(),
  shared: z.boolean(),
  query: querySchema,
  owner: z.string(),
  mine: z.boolean(),
});
named("ItemView", viewSchema);

const { name: viewName, shared } = saveViewSchema.shape;

export const itemViewOperations: Operation[] = [
  read({
    id: "listViews",
    method: "GET",
    path: "/projects/{projectId}/item-views",
    tag,
    summary: "List one's own saved views of the items, and those that others share",
    scope: "items:see",
    params: inProject,
    query: none,
    answer: z.object({ data: z.array(viewSchema) }),
    run: async (actor, { params }) => ({ data: await listViews(actor, params) }),
  }),
  write({
    id: "saveView",
    method: "POST",
    path: "/projects/{projectId}/item-views",
    tag,
    summary: "Keep a way of looking at the items under a name",
    about: "A view belongs to a person: to whoever made the key where a key asks.",
    scope: "views:save",
    params: inProject,
    body: z.object({ name: viewName, shared, query: querySchema }),
    answer: z.object({ id: z.string() }),
    run: (actor, { params, body }) => saveView(actor, { ...params, ...body }),
  }),
  command({
    id: "editView",
    method: "PATCH",
    path: "/projects/{projectId}/item-views/{viewId}",
    tag,
    summary: "Change one's own view: its name, whether others see it, or what it shows",
    scope: "views:save",
    params: ofView,
    body: z.object({ name: viewName.optional(), shared: z.boolean().optional(), query: querySchema.optional() }),
    run: (actor, { params, body }) => editView(actor, { ...params, ...body }),
  }),
  drop({
    id: "dropView",
    method: "DELETE",
    path: "/projects/{projectId}/item-views/{viewId}",
    tag,
    summary: "Take one's own view away, for everybody whom it was shared with",
    scope: "views:save",
    params: ofView,
    run: (actor, { params }) => dropView(actor, params),
  }),
];

import { z } from "zod";
import { page, pageOf, pageQuery } from "@/lib/api/cursor";
import { named } from "@/lib/api/names";
import { command, drop, none, read, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { itemFilters } from "@/lib/api/operations/item-views";
import { inProject, ofItem } from "@/lib/api/params";
import { answerSources, decisionSchema, itemRowSchema, itemSchema } from "@/lib/api/views";
import { listDecisions } from "@/lib/discussion/decide-task";
import { listPosts, postToItem, removePost } from "@/lib/discussion/discuss-item";
import { postSchema, postViewSchema } from "@/lib/discussion/schema";
import { warnItem } from "@/lib/flags/handle-flags";
import { warnItemSchema } from "@/lib/flags/schema";
import { getItem } from "@/lib/items/get-item";
import { listFilterChoices } from "@/lib/items/list-items";
import { removeItem } from "@/lib/items/remove-item";
import { sampleItems } from "@/lib/items/sample-items";
import { walkItems } from "@/lib/items/walk-items";

named("Post", postViewSchema);

const filterChoicesView = z.object({
  sources: z.array(z.object({ name: z.string(), items: z.number().int() })),
  imports: z.array(z.object({ id: z.string(), fileName: z.string() })),
  campaigns: z.array(z.object({ slug: z.string(), name: z.string() })),
  annotators: z.array(z.object({ id: z.string(), name: z.string(), source: z.enum(answerSources) })),
  labels: z.array(z.string()),
  tags: z.array(z.string()),
});

/** An item as it is tried: what the desk shows, and no answers. */
const sampleSchema = itemSchema.pick({ id: true, title: true, prompt: true, media: true }).extend({
  candidates: z.array(itemSchema.shape.candidates.element.pick({ ordinal: true, text: true, media: true })),
});
named("SampleItem", sampleSchema);

export const itemOperations: Operation[] = [
  read({
    id: "listItems",
    method: "GET",
    path: "/projects/{projectId}/items",
    tag: "Items",
    summary: "List items in the order of their import",
    about: "The cursor is a place in that order: items that are added or removed meanwhile neither repeat nor skip others.",
    scope: "items:see",
    params: inProject,
    query: pageQuery(itemFilters),
    answer: pageOf(itemRowSchema),
    run: (actor, { params, query }) =>
      page(
        `items ${params.projectId}`,
        query,
        ({ at, take }) => {
          const { limit: _limit, cursor: _cursor, ...filter } = query;
          // A place that no item can have comes from a cursor that was made up.
          return walkItems(actor, { ...params, filter, fromOrdinal: Math.min(at, 2_147_483_647), take });
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
  read({
    id: "listFilterChoices",
    method: "GET",
    path: "/projects/{projectId}/item-filters",
    tag: "Items",
    summary: "Read what the items can be narrowed to: their sources, imports, campaigns, labels and tags, and who answered",
    about: "The commonest of each, at most thirty; two hundred of those who answered, and sixty tags.",
    scope: "items:see",
    params: inProject,
    query: none,
    answer: filterChoicesView,
    run: (actor, { params }) => listFilterChoices(actor, params),
  }),
  read({
    id: "sampleItems",
    method: "GET",
    path: "/projects/{projectId}/item-samples",
    tag: "Items",
    summary: "Read a few items that lie evenly over the project, to try a question on: the same ones each time",
    scope: "items:see",
    params: inProject,
    query: z.object({ count: z.coerce.number().int().min(1).max(20).default(8) }),
    answer: z.object({ data: z.array(sampleSchema) }),
    run: async (actor, { params, query }) => ({ data: await sampleItems(actor, { ...params, ...query }) }),
  }),
];

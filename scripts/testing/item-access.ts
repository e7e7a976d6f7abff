import type { Actor } from "@/lib/auth/actor";
import type { Action } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { addGuideExample } from "@/lib/items/add-guide-example";
import { getItem } from "@/lib/items/get-item";
import { listFilterChoices, listItems, listMoreItems } from "@/lib/items/list-items";
import { removeItem } from "@/lib/items/remove-item";
import { dropView, editView, listViews, saveView } from "@/lib/items/saved-views";
import { itemQuerySchema } from "@/lib/items/schema";
import { dropConnection } from "@/lib/connections/add-connection";
import { listConnections } from "@/lib/connections/open-connection";
import { getTagging, listTags, previewTagSet } from "@/lib/tags/list-tags";
import { publishedTagSet } from "@/lib/tags/schema";
import { setTagSet } from "@/lib/tags/set-tag-set";
import { tagProject } from "@/lib/tags/tag-project";

type Place = { projectId: string; campaignId: string; itemId: string };
type UseCase = { name: string; action: Action; run: (actor: Actor, place: Place) => Promise<unknown> };

let planted = 0;

export const plantItem = async (projectId: string): Promise<string> => {
  planted += 1;
  const id = newId("item");
  await db().item.create({
    data: {
      id,
      projectId,
      ordinal: planted,
      externalId: id,
      contentHash: id,
      promptHash: id,
      title: `Secret of ${projectId}`,
      promptChars: 1,
    },
  });
  return id;
};

/** Use cases of items, their tags and where they come from, with the action that each asks for. */
export const itemCases: UseCase[] = [
  {
    name: "listItems",
    action: "items:see",
    run: (actor, { projectId }) => listItems(actor, { projectId, query: itemQuerySchema.parse({}) }),
  },
  {
    name: "listMoreItems",
    action: "items:see",
    run: (actor, { projectId }) => listMoreItems(actor, { projectId, query: itemQuerySchema.parse({}), after: { key: 0, ordinal: 0 } }),
  },
  { name: "listFilterChoices", action: "items:see", run: listFilterChoices },
  { name: "listViews", action: "items:see", run: listViews },
  {
    name: "saveView",
    action: "views:save",
    run: (actor, { projectId }) => saveView(actor, { projectId, name: newId("view"), query: {} }),
  },
  {
    name: "editView, dropView",
    action: "views:save",
    run: async (actor, { projectId }) => {
      const { id: viewId } = await saveView(actor, { projectId, name: newId("view"), query: {} });
      await editView(actor, { projectId, viewId, shared: true });
      await dropView(actor, { projectId, viewId });
    },
  },
  { name: "getItem", action: "items:see", run: getItem },
  {
    name: "addGuideExample",
    action: "campaigns:edit",
    run: async (actor, { projectId, campaignId, itemId }) => {
      const task = await db().task.findFirst({ where: { itemId, campaignId }, select: { id: true } });
      const taskId =
        task?.id ?? (await db().task.create({ data: { id: newId("task"), projectId, campaignId, itemId, unitKey: "0-1" } })).id;
      const response = { answers: { overall: { choice: 0, strength: -1 } } };
      await addGuideExample(actor, { projectId, campaignId, itemId, taskId, response, why: "It is right." });
    },
  },
  {
    name: "removeItem",
    action: "items:remove",
    run: async (actor, { projectId }) => removeItem(actor, { projectId, itemId: await plantItem(projectId) }),
  },
  { name: "tagProject", action: "tags:run", run: (actor, { projectId }) => tagProject(actor, { projectId }) },
  { name: "getTagging", action: "tags:see", run: getTagging },
  { name: "previewTagSet", action: "tags:see", run: (actor, { projectId }) => previewTagSet(actor, { projectId, set: publishedTagSet }) },
  { name: "listTags", action: "tags:see", run: (actor, { projectId }) => listTags(actor, { projectId }).next() },
  { name: "setTagSet", action: "tags:edit", run: (actor, { projectId }) => setTagSet(actor, { projectId, set: null }) },
  { name: "listConnections", action: "connections:see", run: listConnections },
  {
    name: "dropConnection",
    action: "connections:edit",
    run: async (actor, { projectId }) => {
      const settings = { kind: "hub", endpoint: "https://hub.example.org" };
      const id = newId("connection");
      await db().connection.create({ data: { id, projectId, name: id, settings } });
      return dropConnection(actor, { projectId, connectionId: id });
    },
  },
];

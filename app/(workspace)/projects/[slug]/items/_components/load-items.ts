import type { OpenProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { listKey } from "@/app/(workspace)/projects/[slug]/items/_components/items-href";
import type { Actor } from "@/lib/auth/actor";
import { getListColumns } from "@/lib/auth/list-columns";
import { listDecisions } from "@/lib/discussion/decide-task";
import { listPosts } from "@/lib/discussion/discuss-item";
import { pageData } from "@/lib/http/page-data";
import { getItem } from "@/lib/items/get-item";
import { listItems } from "@/lib/items/list-items";
import { listViews } from "@/lib/items/saved-views";
import { listItemRoutes } from "@/lib/routing/list-item-routes";
import { columnsSchema, itemFilterSchema, itemQuerySchema, usualColumns } from "@/lib/items/schema";
import type { ItemQuery, SavedView } from "@/lib/items/schema";

/** An address that names a view and nothing else shows the view; with anything beside it, it says all itself. */
const asViewed = (query: ItemQuery, views: SavedView[]): ItemQuery => {
  const view = views.find((one) => one.id === query.view);
  if (!view) return { ...query, view: undefined };
  return listKey(query) === listKey(itemQuerySchema.parse({})) && query.columns === undefined
    ? { ...view.query, view: view.id, item: query.item }
    : query;
};

const loadItem = async (actor: Actor, projectId: string, itemId: string) => {
  const [item, posts, decisions, routes] = await Promise.all([
    getItem(actor, { projectId, itemId }),
    listPosts(actor, { projectId, itemId }),
    listDecisions(actor, { projectId, itemId }),
    listItemRoutes(actor, { projectId, itemId }),
  ]);
  return { item, posts, decisions, routes };
};

type Search = Record<string, string | string[] | undefined>;

/** The item that the address names and how the list is to be seen: little, and what is not there answers 404 before the list is read. */
export const loadItemsView = ({ projectId }: Pick<OpenProject, "projectId">, search: Search) =>
  pageData(async (actor) => {
    const [views, own] = await Promise.all([listViews(actor, { projectId }), getListColumns(actor, { list: "items" })]);
    const query = asViewed(itemQuerySchema.parse(search), views);
    return {
      views,
      query,
      columns: query.columns ?? (own === null ? usualColumns : columnsSchema.parse(own)),
      filtered: Object.values(itemFilterSchema.parse(query)).some((value) => value !== undefined),
      item: query.item === undefined ? null : await loadItem(actor, projectId, query.item),
    };
  });

export type ItemsView = Awaited<ReturnType<typeof loadItemsView>>;

export const loadItems = (projectId: string, query: ItemQuery) => pageData((actor) => listItems(actor, { projectId, query }));

import type { Metadata } from "next";
import { ItemFilters } from "@/app/(workspace)/projects/[slug]/items/_components/item-filters";
import { ItemPanel } from "@/app/(workspace)/projects/[slug]/items/_components/item-panel";
import { ItemRows } from "@/app/(workspace)/projects/[slug]/items/_components/items-rows";
import { ItemsTable } from "@/app/(workspace)/projects/[slug]/items/_components/items-table";
import { listKey } from "@/app/(workspace)/projects/[slug]/items/_components/items-href";
import { ListMenu } from "@/app/(workspace)/projects/[slug]/items/_components/list-menu";
import { Page, PageHeader } from "@/components/shell/page-header";
import { RowWalk } from "@/components/tables/row-walk";
import { AppLink } from "@/components/ui/app-link";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";
import type { Actor } from "@/lib/auth/actor";
import { describeMe } from "@/lib/auth/describe-me";
import { getListColumns } from "@/lib/auth/list-columns";
import { can } from "@/lib/auth/permissions";
import { listDecisions } from "@/lib/discussion/decide-task";
import { listPosts } from "@/lib/discussion/discuss-item";
import { pageData } from "@/lib/http/page-data";
import { getItem } from "@/lib/items/get-item";
import { listItems } from "@/lib/items/list-items";
import { listViews } from "@/lib/items/saved-views";
import { columnsSchema, itemFilterSchema, itemQuerySchema, usualColumns } from "@/lib/items/schema";
import type { ItemQuery, SavedView } from "@/lib/items/schema";
import { getProject } from "@/lib/projects/get-project";

const loadItem = async (actor: Actor, projectId: string, itemId: string) => {
  const [item, posts, decisions] = await Promise.all([
    getItem(actor, { projectId, itemId }),
    listPosts(actor, { projectId, itemId }),
    listDecisions(actor, { projectId, itemId }),
  ]);
  return { item, posts, decisions };
};

export const metadata: Metadata = { title: "Items" };

const count = new Intl.NumberFormat("en");

/** An address that names a view and nothing else shows the view; with anything beside it, it says all itself. */
const asViewed = (query: ItemQuery, views: SavedView[]): ItemQuery => {
  const view = views.find((one) => one.id === query.view);
  if (!view) return { ...query, view: undefined };
  return listKey(query) === listKey(itemQuerySchema.parse({})) && query.columns === undefined
    ? { ...view.query, view: view.id, item: query.item }
    : query;
};

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ItemsPage({ params, searchParams }: Props) {
  const [{ slug }, search] = await Promise.all([params, searchParams]);
  const { me, project, list, item, views, query, own } = await pageData(async (actor) => {
    const [me, { project }, own] = await Promise.all([
      describeMe(actor),
      getProject(actor, { slug }),
      getListColumns(actor, { list: "items" }),
    ]);
    const views = await listViews(actor, { projectId: project.id });
    const query = asViewed(itemQuerySchema.parse(search), views);
    const [list, item] = await Promise.all([
      listItems(actor, { projectId: project.id, query }),
      query.item === undefined ? null : loadItem(actor, project.id, query.item),
    ]);
    return { me, project, list, item, views, query, own };
  });
  const filtered = Object.values(itemFilterSchema.parse(query)).some((value) => value !== undefined);
  if (list.total === 0 && !filtered) {
    return (
      <Page>
        <PageHeader title="Items" />
        <EmptyState
          title="No items yet"
          action={
            can(me.role, "imports:create") ? (
              <AppLink href={`/projects/${slug}/imports`} className={buttonClass("primary")}>
                Import a file
              </AppLink>
            ) : null
          }
        >
          Items are prompts with the responses to be judged. They come in with a file, and the labels in it come along.
        </EmptyState>
      </Page>
    );
  }
  const columns = query.columns ?? (own === null ? usualColumns : columnsSchema.parse(own));
  const shown = `${count.format(list.total)} ${filtered ? "found" : "items"}`;
  return (
    <ItemRows projectId={project.id} query={query} first={list} open={list.open}>
      <div className="flex items-start">
        <Page className="min-w-0 grow">
          <PageHeader
            title="Items"
            className="mb-3"
            actions={
              <ListMenu
                slug={slug}
                projectId={project.id}
                query={query}
                views={views}
                columns={columns}
                maySave={can(me.role, "views:save")}
              />
            }
          />
          <ItemFilters slug={slug} projectId={project.id} query={query} shown={shown} />
          {list.unread > 0 ? (
            <p role="status" className="mb-3 text-ink-2">
              {count.format(list.unread)} items came in so lately that the search does not find them yet. They are being read.
            </p>
          ) : null}
          {list.rows.length === 0 ? (
            <EmptyState
              title="Nothing fits these filters"
              action={
                <AppLink href={`/projects/${slug}/items`} className={buttonClass()}>
                  Show all items
                </AppLink>
              }
            >
              Take one of them off, or look for another word.
            </EmptyState>
          ) : (
            <RowWalk>
              <ItemsTable slug={slug} query={query} shown={columns} narrow={item !== null} total={list.total} />
            </RowWalk>
          )}
        </Page>
        {item ? (
          <ItemPanel
            key={item.item.id}
            slug={slug}
            projectId={project.id}
            {...item}
            query={query}
            mayDecide={can(me.role, "annotations:decide")}
            mayRemove={can(me.role, "items:remove")}
          />
        ) : null}
      </div>
    </ItemRows>
  );
}

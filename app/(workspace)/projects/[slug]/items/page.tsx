import type { Metadata } from "next";
import { ItemFilters } from "@/app/(workspace)/projects/[slug]/items/_components/item-filters";
import { ItemPanel } from "@/app/(workspace)/projects/[slug]/items/_components/item-panel";
import { ItemsTable } from "@/app/(workspace)/projects/[slug]/items/_components/items-table";
import { itemsHref } from "@/app/(workspace)/projects/[slug]/items/_components/items-href";
import { Page, PageHeader } from "@/components/shell/page-header";
import { RowWalk } from "@/components/tables/row-walk";
import { AppLink } from "@/components/ui/app-link";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import type { Actor } from "@/lib/auth/actor";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { listDecisions } from "@/lib/discussion/decide-task";
import { listPosts } from "@/lib/discussion/discuss-item";
import { pageData } from "@/lib/http/page-data";
import { getItem } from "@/lib/items/get-item";
import { listItems } from "@/lib/items/list-items";
import { itemQuerySchema } from "@/lib/items/schema";
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

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ItemsPage({ params, searchParams }: Props) {
  const [{ slug }, search] = await Promise.all([params, searchParams]);
  const query = itemQuerySchema.parse(search);
  const { me, project, list, item } = await pageData(async (actor) => {
    const [me, { project }] = await Promise.all([describeMe(actor), getProject(actor, { slug })]);
    const [list, item] = await Promise.all([
      listItems(actor, { projectId: project.id, query }),
      query.item === undefined ? null : loadItem(actor, project.id, query.item),
    ]);
    return { me, project, list, item };
  });
  const filtered = query.q ?? query.source ?? query.state ?? query.answers ?? query.import;
  if (list.total === 0 && filtered === undefined) {
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
  const at = list.rows.findIndex((row) => row.id === query.item);
  const neighbour = (row: { id: string } | undefined): string | null => (at < 0 || !row ? null : itemsHref(slug, query, { item: row.id }));
  return (
    <div className="flex items-start">
      <Page className="min-w-0 grow">
        <PageHeader title="Items" className="mb-3" />
        <ItemFilters
          key={itemsHref(slug, { ...query, item: undefined })}
          slug={slug}
          query={query}
          choices={list.filters}
          shown={filtered === undefined ? `${count.format(list.total)} items` : `${count.format(list.total)} found`}
        />
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
            <ItemsTable slug={slug} query={query} rows={list.rows} narrow={item !== null} sources={list.filters.sources.length} />
            <Pagination
              noun="items"
              from={list.from}
              to={list.from + list.rows.length - 1}
              total={list.total}
              previousHref={list.page > 1 ? itemsHref(slug, query, { page: list.page - 1, item: undefined }) : null}
              nextHref={list.page < list.pages ? itemsHref(slug, query, { page: list.page + 1, item: undefined }) : null}
            />
          </RowWalk>
        )}
      </Page>
      {item ? (
        <ItemPanel
          key={item.item.id}
          slug={slug}
          projectId={project.id}
          {...item}
          mayDecide={can(me.role, "annotations:decide")}
          mayRemove={can(me.role, "items:remove")}
          hrefs={{
            previous: neighbour(list.rows[at - 1]),
            next: neighbour(list.rows[at + 1]),
            close: itemsHref(slug, query, { item: undefined }),
          }}
        />
      ) : null}
    </div>
  );
}

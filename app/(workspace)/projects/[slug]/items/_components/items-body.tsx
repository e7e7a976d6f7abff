import type { OpenProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { ItemFilters } from "@/app/(workspace)/projects/[slug]/items/_components/item-filters";
import { ItemPanel } from "@/app/(workspace)/projects/[slug]/items/_components/item-panel";
import { ItemRows } from "@/app/(workspace)/projects/[slug]/items/_components/items-rows";
import { ItemsTable } from "@/app/(workspace)/projects/[slug]/items/_components/items-table";
import { ListMenu } from "@/app/(workspace)/projects/[slug]/items/_components/list-menu";
import type { ItemsView, loadItems } from "@/app/(workspace)/projects/[slug]/items/_components/load-items";
import { OpenFound } from "@/app/(workspace)/projects/[slug]/items/_components/open-found";
import { Page, PageHeader } from "@/components/shell/page-header";
import { RowWalk } from "@/components/tables/row-walk";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { itemFilterSchema } from "@/lib/items/schema";

type Props = Pick<OpenProject, "slug" | "projectId" | "campaigns" | "may"> & ItemsView & { list: Awaited<ReturnType<typeof loadItems>> };

export function ItemsBody({ slug, projectId, campaigns, may, views, query, columns, filtered, item, list }: Props) {
  if (list.total === 0 && !filtered) return <NoItems slug={slug} mayImport={may("imports:create")} />;
  const shown = filtered ? `${formatFigure(list.total, "count")} found` : counted(list.total, "item");
  return (
    <ItemRows projectId={projectId} query={query} first={list} open={list.open}>
      <div className="flex items-start">
        <Page className="min-w-0 grow">
          <PageHeader
            title="Items"
            className="mb-3"
            actions={
              <>
                <ListMenu slug={slug} projectId={projectId} query={query} views={views} columns={columns} maySave={may("views:save")} />
                {filtered && list.total > 0 && may("tasks:open") ? (
                  <OpenFound
                    projectId={projectId}
                    campaigns={campaigns
                      .filter(({ state }) => state !== "archived")
                      .map(({ id, slug: short, name, overlap }) => ({ id, slug: short, name, overlap }))}
                    filter={itemFilterSchema.parse(query)}
                    found={list.total}
                  />
                ) : null}
              </>
            }
          />
          <ItemFilters slug={slug} projectId={projectId} query={query} shown={shown} />
          {list.unread > 0 ? (
            <p role="status" className="mb-3 text-ink-2">
              {counted(list.unread, "item")} came in so lately that the search does not find {list.unread === 1 ? "it" : "them"} yet.{" "}
              {list.unread === 1 ? "It is" : "They are"} being read.
            </p>
          ) : null}
          {list.rows.length === 0 ? (
            <EmptyState
              title="Nothing fits these filters"
              action={<LinkButton href={`/projects/${slug}/items`}>Show all items</LinkButton>}
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
            projectId={projectId}
            {...item}
            query={query}
            mayDecide={may("annotations:decide")}
            mayRemove={may("items:remove")}
          />
        ) : null}
      </div>
    </ItemRows>
  );
}

function NoItems({ slug, mayImport }: { slug: string; mayImport: boolean }) {
  return (
    <Page>
      <PageHeader title="Items" />
      <EmptyState
        title="No items yet"
        action={
          mayImport ? (
            <LinkButton href={`/projects/${slug}/imports`} variant="primary">
              Import a file
            </LinkButton>
          ) : null
        }
      >
        Items are prompts with the responses to be judged. They come in with a file, and the labels in it come along.
      </EmptyState>
    </Page>
  );
}

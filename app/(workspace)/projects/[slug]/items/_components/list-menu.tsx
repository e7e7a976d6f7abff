"use client";

import { Bookmark, Columns3, Link2, Pencil, Save, Share2, Trash2, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { changeView, keepColumns, keepView, removeView } from "@/app/(workspace)/projects/[slug]/items/actions";
import { ColumnsDialog } from "@/app/(workspace)/projects/[slug]/items/_components/columns-dialog";
import { itemsHref } from "@/app/(workspace)/projects/[slug]/items/_components/items-href";
import { ViewDialog } from "@/app/(workspace)/projects/[slug]/items/_components/view-dialog";
import { refusalOf, settled } from "@/components/forms/settled";
import { AppLink, isInternalPath } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Menu, MenuItem, MenuLabel, MenuRule } from "@/components/ui/menu";
import { notifyDone, notifyFailed } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action-result";
import { viewQuerySchema } from "@/lib/items/schema";
import type { ItemColumn, ItemQuery, SavedView } from "@/lib/items/schema";

type Props = {
  slug: string;
  projectId: string;
  query: ItemQuery;
  views: SavedView[];
  columns: readonly ItemColumn[];
  maySave: boolean;
};

type Asking = "save" | "rename" | "drop" | "columns" | null;

/** Saved views and columns: how the list is looked at, kept for oneself or shared with the project. */
export function ListMenu({ slug, projectId, query, views, columns, maySave }: Props) {
  const router = useRouter();
  const [asking, setAsking] = useState<Asking>(null);
  const current = views.find((view) => view.id === query.view);
  const mine = maySave && current?.mine ? current : null;
  const shown = viewQuerySchema.parse({ ...query, columns });
  const changed =
    current !== undefined && itemsHref("", { ...current.query, view: undefined }) !== itemsHref("", viewQuerySchema.parse(query));
  const go = (href: string): void => {
    if (isInternalPath(href)) router.push(href);
  };
  const viewHref = (view: SavedView): string => `/projects/${slug}/items?view=${view.id}`;

  async function act<Data>(run: () => Promise<ActionResult<Data>>, done: string, then?: (data: Data) => void): Promise<string | null> {
    const result = await settled(run());
    if (!result.ok) return refusalOf(result);
    notifyDone(done);
    setAsking(null);
    then?.(result.data);
    return null;
  }
  const plainly = (refused: Promise<string | null>): void =>
    void refused.then((problem) => {
      if (problem !== null) notifyFailed(problem);
    });

  return (
    <>
      <Menu
        trigger={
          <Button size="sm">
            <Bookmark aria-hidden="true" />
            <span className="max-w-40 truncate">{current ? current.name : "Views"}</span>
            {changed ? <span className="text-ink-3">changed</span> : null}
          </Button>
        }
      >
        {views.length === 0 ? <MenuLabel>No views are kept yet</MenuLabel> : null}
        {views.map((view) => (
          <MenuItem key={view.id} asChild>
            <AppLink href={viewHref(view)} aria-current={view.id === current?.id ? "page" : undefined}>
              {view.shared ? <Users aria-hidden="true" /> : <Bookmark aria-hidden="true" />}
              <span className="max-w-56 truncate">{view.name}</span>
              {view.mine ? null : <span className="max-w-32 truncate text-12 text-ink-3">{view.owner}</span>}
            </AppLink>
          </MenuItem>
        ))}
        {current ? (
          <MenuItem asChild>
            <AppLink href={`/projects/${slug}/items`}>Show all items</AppLink>
          </MenuItem>
        ) : null}
        {maySave ? (
          <>
            <MenuRule />
            {mine && changed ? (
              <MenuItem
                icon={<Save aria-hidden="true" />}
                onSelect={() =>
                  plainly(
                    act(
                      () => changeView({ projectId, viewId: mine.id, query: shown }),
                      `“${mine.name}” shows this from now on`,
                      () => go(viewHref(mine)),
                    ),
                  )
                }
              >
                Save changes to “{mine.name}”
              </MenuItem>
            ) : null}
            <MenuItem icon={<Save aria-hidden="true" />} onSelect={() => setAsking("save")}>
              Save as a new view
            </MenuItem>
          </>
        ) : null}
        {mine ? (
          <>
            <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => setAsking("rename")}>
              Rename “{mine.name}”
            </MenuItem>
            <MenuItem
              icon={<Share2 aria-hidden="true" />}
              onSelect={() =>
                plainly(
                  act(
                    () => changeView({ projectId, viewId: mine.id, shared: !mine.shared }),
                    mine.shared ? "Only you see this view now" : "Everybody in the project sees this view now",
                    () => router.refresh(),
                  ),
                )
              }
            >
              {mine.shared ? "Keep it to yourself" : "Share with the project"}
            </MenuItem>
            <MenuItem icon={<Trash2 aria-hidden="true" />} danger onSelect={() => setAsking("drop")}>
              Delete “{mine.name}”
            </MenuItem>
          </>
        ) : null}
        <MenuRule />
        <MenuItem
          icon={<Link2 aria-hidden="true" />}
          onSelect={() =>
            void navigator.clipboard.writeText(new URL(itemsHref(slug, { ...shown, item: query.item }), window.location.href).href).then(
              () => notifyDone("The address of what you see is copied"),
              () => notifyFailed("The browser did not allow copying."),
            )
          }
        >
          Copy a link to this list
        </MenuItem>
      </Menu>
      <Button size="sm" onClick={() => setAsking("columns")}>
        <Columns3 aria-hidden="true" /> Columns
      </Button>
      {asking === "columns" ? (
        <ColumnsDialog
          shown={columns}
          onClose={() => setAsking(null)}
          onApply={(chosen) => {
            setAsking(null);
            // Within a view the columns are the view's; elsewhere they are the person's.
            if (current) go(itemsHref(slug, query, { columns: chosen ?? undefined }));
            else
              plainly(
                act(
                  () => keepColumns({ list: "items", columns: chosen }),
                  "Your columns are kept",
                  () => go(itemsHref(slug, query, { columns: undefined })),
                ),
              );
          }}
        />
      ) : null}
      {asking === "save" || (asking === "rename" && mine) ? (
        <ViewDialog
          view={asking === "rename" ? mine : null}
          onClose={() => setAsking(null)}
          onSave={({ name, shared }) =>
            asking === "rename" && mine
              ? act(
                  () => changeView({ projectId, viewId: mine.id, name, shared }),
                  "The view is renamed",
                  () => router.refresh(),
                )
              : act(
                  () => keepView({ projectId, name, shared, query: shown }),
                  `“${name}” is kept`,
                  ({ id }) => go(`/projects/${slug}/items?view=${id}`),
                )
          }
        />
      ) : null}
      {asking === "drop" && mine ? (
        <ConfirmDialog
          open
          onOpenChange={(open) => (open ? undefined : setAsking(null))}
          title={`Delete “${mine.name}”?`}
          description={mine.shared ? "It goes for everybody in the project. The items stay as they are." : "The items stay as they are."}
          confirmLabel="Delete the view"
          danger
          onConfirm={() =>
            plainly(
              act(
                () => removeView({ projectId, viewId: mine.id }),
                "The view is deleted",
                () => go(itemsHref(slug, query, { view: undefined })),
              ),
            )
          }
        />
      ) : null}
    </>
  );
}

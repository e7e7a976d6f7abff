"use client";

import { Columns3 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { changeView, keepColumns, keepView, removeView } from "@/app/(workspace)/projects/[slug]/items/actions";
import { ColumnsDialog } from "@/app/(workspace)/projects/[slug]/items/_components/columns-dialog";
import { itemsHref } from "@/app/(workspace)/projects/[slug]/items/_components/items-href";
import { ViewDialog } from "@/app/(workspace)/projects/[slug]/items/_components/view-dialog";
import { viewHref, ViewsMenu } from "@/app/(workspace)/projects/[slug]/items/_components/views-menu";
import { refusalOf, settled } from "@/components/forms/settled";
import { isInternalPath } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
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

/** What an act of the list tells once it is done, and where it leads. */
type Done<Data> = { said: string; then: (data: Data) => void };

/** Saved views and columns: how the list is looked at, kept for oneself or shared with the project. */
export function ListMenu({ slug, projectId, query, views, columns, maySave }: Props) {
  const router = useRouter();
  const [asking, setAsking] = useState<"save" | "rename" | "drop" | "columns" | null>(null);
  const current = views.find((view) => view.id === query.view);
  const mine = maySave && current?.mine ? current : null;
  const shown = viewQuerySchema.parse({ ...query, columns });
  const changed =
    current !== undefined && itemsHref("", { ...current.query, view: undefined }) !== itemsHref("", viewQuerySchema.parse(query));
  const stop = (): void => setAsking(null);
  const refresh = (): void => router.refresh();
  const go = (href: string): void => {
    if (isInternalPath(href)) router.push(href);
  };

  /** What it was refused with, for the dialog that asked; null once it is done. */
  async function act<Data>(asked: Promise<ActionResult<Data>>, { said, then }: Done<Data>): Promise<string | null> {
    const result = await settled(asked);
    if (!result.ok) return refusalOf(result);
    notifyDone(said);
    stop();
    then(result.data);
    return null;
  }
  /** The same from a menu, which has no place for a refusal. */
  const actFromMenu = <Data,>(asked: Promise<ActionResult<Data>>, done: Done<Data>): void =>
    void act(asked, done).then((problem) => {
      if (problem !== null) notifyFailed(problem);
    });

  const keepChanges = (view: SavedView): void =>
    actFromMenu(changeView({ projectId, viewId: view.id, query: shown }), {
      said: `“${view.name}” shows this from now on`,
      then: () => go(viewHref(slug, view.id)),
    });
  const share = (view: SavedView): void =>
    actFromMenu(changeView({ projectId, viewId: view.id, shared: !view.shared }), {
      said: view.shared ? "Only you see this view now" : "Everybody in the project sees this view now",
      then: refresh,
    });
  const drop = (view: SavedView): void =>
    actFromMenu(removeView({ projectId, viewId: view.id }), {
      said: "The view is deleted",
      then: () => go(itemsHref(slug, query, { view: undefined })),
    });
  const save = (named: { name: string; shared: boolean }): Promise<string | null> =>
    act(keepView({ projectId, ...named, query: shown }), {
      said: `“${named.name}” is kept`,
      then: ({ id }) => go(viewHref(slug, id)),
    });
  const rename = (view: SavedView, named: { name: string; shared: boolean }): Promise<string | null> =>
    act(changeView({ projectId, viewId: view.id, ...named }), { said: "The view is renamed", then: refresh });
  const showColumns = (chosen: ItemColumn[] | null): void => {
    stop();
    // Within a view the columns are the view's; elsewhere they are the person's.
    if (current) return go(itemsHref(slug, query, { columns: chosen ?? undefined }));
    actFromMenu(keepColumns({ list: "items", columns: chosen }), {
      said: "Your columns are kept",
      then: () => go(itemsHref(slug, query, { columns: undefined })),
    });
  };
  const copyLink = (): void =>
    void navigator.clipboard.writeText(new URL(itemsHref(slug, { ...shown, item: query.item }), window.location.href).href).then(
      () => notifyDone("The address of what you see is copied"),
      () => notifyFailed("The browser did not allow copying."),
    );

  return (
    <>
      <ViewsMenu
        slug={slug}
        views={views}
        current={current}
        mine={mine}
        changed={changed}
        maySave={maySave}
        onKeepChanges={keepChanges}
        onShare={share}
        onAsk={setAsking}
        onCopyLink={copyLink}
      />
      <Button size="sm" onClick={() => setAsking("columns")}>
        <Columns3 aria-hidden="true" /> Columns
      </Button>
      {asking === "columns" ? <ColumnsDialog shown={columns} onClose={stop} onApply={showColumns} /> : null}
      {asking === "save" ? <ViewDialog view={null} onClose={stop} onSave={save} /> : null}
      {asking === "rename" && mine ? <ViewDialog view={mine} onClose={stop} onSave={(named) => rename(mine, named)} /> : null}
      {asking === "drop" && mine ? (
        <ConfirmDialog
          open
          onOpenChange={(open) => (open ? undefined : stop())}
          title={`Delete “${mine.name}”?`}
          description={mine.shared ? "It goes for everybody in the project. The items stay as they are." : "The items stay as they are."}
          confirmLabel="Delete the view"
          danger
          onConfirm={() => drop(mine)}
        />
      ) : null}
    </>
  );
}

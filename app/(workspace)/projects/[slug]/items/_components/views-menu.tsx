"use client";

import { Bookmark, Link2, Pencil, Save, Share2, Trash2, Users } from "lucide-react";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLabel, MenuRule } from "@/components/ui/menu";
import type { SavedView } from "@/lib/items/schema";

/** The address of the list as a view shows it. */
export const viewHref = (slug: string, viewId: string) => `/projects/${slug}/items?view=${viewId}` as const;

interface ViewsMenuProps {
  slug: string;
  views: SavedView[];
  current: SavedView | undefined;
  /** The current view, where it is the reader's to change. */
  mine: SavedView | null;
  /** The list is not as its view has it. */
  changed: boolean;
  maySave: boolean;
  onKeepChanges: (view: SavedView) => void;
  onShare: (view: SavedView) => void;
  onAsk: (about: "save" | "rename" | "drop") => void;
  onCopyLink: () => void;
}

/** The views of a project's items, and what can be done with the one on screen. */
export function ViewsMenu({ slug, views, current, mine, changed, maySave, onKeepChanges, onShare, onAsk, onCopyLink }: ViewsMenuProps) {
  return (
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
          <AppLink href={viewHref(slug, view.id)} aria-current={view.id === current?.id ? "page" : undefined}>
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
            <MenuItem icon={<Save aria-hidden="true" />} onSelect={() => onKeepChanges(mine)}>
              Save changes to “{mine.name}”
            </MenuItem>
          ) : null}
          <MenuItem icon={<Save aria-hidden="true" />} onSelect={() => onAsk("save")}>
            Save as a new view
          </MenuItem>
        </>
      ) : null}
      {mine ? (
        <>
          <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => onAsk("rename")}>
            Rename “{mine.name}”
          </MenuItem>
          <MenuItem icon={<Share2 aria-hidden="true" />} onSelect={() => onShare(mine)}>
            {mine.shared ? "Keep it to yourself" : "Share with the project"}
          </MenuItem>
          <MenuItem icon={<Trash2 aria-hidden="true" />} danger onSelect={() => onAsk("drop")}>
            Delete “{mine.name}”
          </MenuItem>
        </>
      ) : null}
      <MenuRule />
      <MenuItem icon={<Link2 aria-hidden="true" />} onSelect={onCopyLink}>
        Copy a link to this list
      </MenuItem>
    </Menu>
  );
}

"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect } from "react";
import { itemsHref } from "@/app/(workspace)/projects/[slug]/items/_components/items-href";
import { useItemRows } from "@/app/(workspace)/projects/[slug]/items/_components/items-rows";
import { AppLink } from "@/components/ui/app-link";
import { buttonClass } from "@/components/ui/button-class";
import type { ItemQuery } from "@/lib/items/schema";

/** The way to the item before or after the open one, in the order of the list. */
export function ItemStep({ slug, query, step }: { slug: string; query: ItemQuery; step: -1 | 1 }) {
  const { rows, stepped } = useItemRows();
  useEffect(() => {
    if (stepped.current !== step) return;
    stepped.current = null;
    if (document.activeElement !== document.body) return;
    const next =
      document.querySelector<HTMLElement>(`[data-item-step="${step}"]`) ?? document.querySelector<HTMLElement>("[data-item-close]");
    next?.focus({ preventScroll: true });
  }, [stepped, step]);
  const at = rows.findIndex((row) => row.id === query.item);
  const row = at < 0 ? undefined : rows[at + step];
  const label = step < 0 ? "Previous item" : "Next item";
  const icon = step < 0 ? <ChevronLeft aria-hidden="true" /> : <ChevronRight aria-hidden="true" />;
  if (!row) {
    return (
      <span role="link" aria-disabled="true" aria-label={label} className={buttonClass("quiet", "icon")}>
        {icon}
      </span>
    );
  }
  return (
    <AppLink
      href={itemsHref(slug, query, { item: row.id })}
      scroll={false}
      aria-label={label}
      aria-keyshortcuts={step < 0 ? "[" : "]"}
      data-item-step={step}
      onClick={() => {
        stepped.current = step;
      }}
      className={buttonClass("quiet", "icon")}
    >
      {icon}
    </AppLink>
  );
}

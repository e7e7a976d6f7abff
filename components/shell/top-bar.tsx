"use client";

import { Menu as MenuSign, Search } from "lucide-react";
import { usePathname } from "next/navigation";
import { useSyncExternalStore } from "react";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import type { Crumb } from "@/components/ui/breadcrumb";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { currentNavItem } from "@/components/shell/nav-item";
import type { NavProps } from "@/components/shell/nav";
import { useShell } from "@/components/shell/shell-context";

const never = () => () => {};
/** The palette opens by both; what is printed is on the keyboard that one has. */
const paletteKey = (): string => (/Mac|iP(?:hone|ad|od)/.test(navigator.platform) ? "⌘K" : "Ctrl K");

/** Where one is, and the way to anything else. */
export function TopBar({ place, items }: Pick<NavProps, "place" | "items">) {
  const { setNavOpen, setPaletteOpen, tail } = useShell();
  const current = currentNavItem(items, usePathname());
  const key = useSyncExternalStore(never, paletteKey, () => "");
  const crumbs: Crumb[] = [{ label: place.name, href: place.href }];
  if (current) crumbs.push(tail ? { label: current.label, href: current.href } : { label: current.label });
  if (tail) crumbs.push({ label: tail });
  return (
    <header className="gutter sticky top-0 z-20 flex h-12 items-center gap-4 border-b border-rule bg-paper max-md:gap-2 print:hidden">
      <Button variant="quiet" size="icon" className="-ml-2.5 md:hidden" aria-label="Open the navigation" onClick={() => setNavOpen(true)}>
        <MenuSign aria-hidden="true" />
      </Button>
      <Breadcrumb crumbs={crumbs} />
      <button
        type="button"
        onClick={() => setPaletteOpen(true)}
        className="ml-auto flex h-7 w-[260px] shrink-0 items-center gap-2 rounded-control border border-rule-2 bg-raise pr-1.5 pl-2.5 text-ink-3 transition-colors hover:border-rule-3 max-lg:w-[200px] max-md:size-11 max-md:justify-center max-md:border-transparent max-md:bg-transparent max-md:p-0"
      >
        <Search className="size-4 shrink-0" aria-hidden="true" />
        <span className="max-md:sr-only">Find or do anything</span>
        {key === "" ? null : <Kbd className="ml-auto border-rule max-md:hidden">{key}</Kbd>}
      </button>
    </header>
  );
}

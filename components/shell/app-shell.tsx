"use client";

import type { ReactNode } from "react";
import { Drawer } from "@/components/ui/drawer";
import { Nav } from "@/components/shell/nav";
import type { NavProps } from "@/components/shell/nav";
import { Palette } from "@/components/shell/palette";
import type { PaletteEntry, PaletteGroup } from "@/components/shell/palette";
import { ShellProvider, useShell } from "@/components/shell/shell-context";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { TopBar } from "@/components/shell/top-bar";
import { UserMenu } from "@/components/shell/user-menu";
import type { UserMenuProps } from "@/components/shell/user-menu";

export interface AppShellProps extends Omit<NavProps, "onNavigate"> {
  account: UserMenuProps;
  /** Acts offered by the palette besides the navigation. */
  actions?: readonly PaletteGroup[];
  /** A server action that finds projects and items. */
  search?: (query: string) => Promise<PaletteEntry[]>;
  children: ReactNode;
}

/** The frame of the bench: navigation in pipeline order, header, content. The desk does not use it. */
export function AppShell(props: AppShellProps) {
  return (
    <ShellProvider>
      <Frame {...props} />
    </ShellProvider>
  );
}

function Frame({ homeHref, place, items, account, actions = [], search, children }: AppShellProps) {
  const { navOpen, setNavOpen } = useShell();
  const pages: PaletteGroup = {
    heading: place.name,
    entries: items.map((item) => ({ id: item.href, label: item.label, hint: item.figure, href: item.href })),
  };
  const foot = (
    <div className="flex items-center justify-between gap-2 pr-3 pb-3 pl-2.5">
      <UserMenu {...account} />
      <ThemeSwitch />
    </div>
  );
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[var(--nav-width)_minmax(0,1fr)] print:block">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 print:hidden rounded-control bg-ink px-3 py-2 font-medium text-paper focus-visible:translate-y-0"
      >
        Skip to the content
      </a>
      <div className="sticky top-0 flex h-dvh flex-col border-r border-rule bg-ground max-md:hidden print:hidden">
        <Nav homeHref={homeHref} place={place} items={items} />
        {foot}
      </div>
      <Drawer
        title="Navigation"
        hideTitle
        side="left"
        open={navOpen}
        onOpenChange={setNavOpen}
        className="w-[min(320px,calc(100vw-48px))] bg-ground"
      >
        <div className="flex h-full flex-col">
          <Nav homeHref={homeHref} place={place} items={items} onNavigate={() => setNavOpen(false)} />
          {foot}
        </div>
      </Drawer>
      <div className="min-w-0">
        <TopBar place={place} items={items} />
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
      <Palette groups={[pages, ...actions]} search={search} />
    </div>
  );
}

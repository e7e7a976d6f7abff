"use client";

import { TriangleAlert } from "lucide-react";
import { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";
import { Fragment } from "react";
import { AppLink } from "@/components/ui/app-link";
import { currentNavItem } from "@/components/shell/nav-item";
import type { NavItem } from "@/components/shell/nav-item";
import { cn } from "@/lib/cn";

export interface NavProps {
  homeHref: string;
  /** The project and the workspace around it; or the workspace alone. */
  place: { name: string; within: string | null; href: string };
  items: readonly NavItem[];
  onNavigate?: () => void;
}

/** The pipeline as a list that hangs from the plumb line; the bob marks where one is. */
export function Nav({ homeHref, place, items, onNavigate }: NavProps) {
  const current = currentNavItem(items, usePathname());
  const firstAfter = items.findIndex((item) => item.after);
  return (
    <nav aria-label={place.within ? "Project" : "Workspace"} className="flex min-h-0 grow flex-col pt-3.5">
      <AppLink href={homeHref} onClick={onNavigate} className="ml-9 flex h-6 w-max items-center px-0.5 font-semibold tracking-[-0.01em]">
        Plumbline
      </AppLink>
      <div className="plumb-nav min-h-0 grow overflow-x-hidden overflow-y-auto pb-4">
        <AppLink href={place.href} onClick={onNavigate} className="mt-[18px] mr-3 ml-9 block px-0.5 leading-[18px]">
          <b className="cut block font-semibold">{place.name}</b>
          {place.within ? <span className="cut block text-ink-3">{place.within}</span> : null}
        </AppLink>
        <ul className="mt-[18px] pr-2.5 pl-[18px]">
          {items.map((item, index) => (
            <Fragment key={item.href}>
              {index === firstAfter && index > 0 ? (
                <li aria-hidden="true" className="mt-2 mr-2 mb-2 ml-[22px] border-t border-rule" />
              ) : null}
              <li>
                <NavLink item={item} current={item === current} onNavigate={onNavigate} />
              </li>
            </Fragment>
          ))}
        </ul>
      </div>
    </nav>
  );
}

function NavLink({ item, current, onNavigate }: { item: NavItem; current: boolean; onNavigate: (() => void) | undefined }) {
  return (
    <AppLink
      href={item.href}
      onClick={onNavigate}
      aria-current={current ? "page" : undefined}
      className={cn(
        "relative flex h-[30px] items-center gap-3 rounded-control pr-2 pl-[22px] transition-colors max-md:h-11",
        current ? "font-semibold text-ink" : "text-ink-2 hover:bg-sunk hover:text-ink",
      )}
    >
      <NavLabel label={item.label} />
      {item.stuck ? (
        <span className="num inline-flex items-center gap-1 text-12 font-semibold text-bad" title={item.stuck.reason}>
          <TriangleAlert className="size-3.5" aria-hidden="true" />
          {item.stuck.figure}
          <span className="sr-only">: {item.stuck.reason}</span>
        </span>
      ) : item.figure ? (
        <span className={cn("num text-12", current ? "text-ink-2" : "text-ink-3")}>{item.figure}</span>
      ) : null}
    </AppLink>
  );
}

/** Pages are fetched whole, so that a missing one can answer 404; meanwhile the link shows that something is on its way. */
function NavLabel({ label }: { label: string }) {
  const { pending } = useLinkStatus();
  return <span className={cn("cut grow", pending && "animate-breathe")}>{label}</span>;
}

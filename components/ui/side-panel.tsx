import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export interface SidePanelProps {
  label: string;
  /** Identifier, tags, and the buttons for previous, next and close. */
  header?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** Everything known about one row, beside the list and never over it (400 px). On a phone it is a sheet at the bottom. */
export function SidePanel({ label, header, className, children }: SidePanelProps) {
  return (
    <aside
      aria-label={label}
      className={cn(
        "w-[400px] shrink-0 border-l border-rule bg-raise md:sticky md:top-12 md:max-h-[calc(100vh-48px)] md:overflow-y-auto",
        "max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:max-h-[62vh] max-md:w-auto max-md:overflow-y-auto max-md:rounded-t-panel max-md:border-t max-md:border-l-0 max-md:border-rule-3 max-md:shadow-float",
        className,
      )}
    >
      {header ? <div className="sticky top-0 z-10 flex items-center gap-2 bg-raise px-6 pt-4 pb-2 max-md:px-4">{header}</div> : null}
      <div className="px-6 pb-8 max-md:px-4">{children}</div>
    </aside>
  );
}

/** A ruled part of a panel with a small heading. */
export function PanelSection({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="mt-4 border-t border-rule pt-3">
      <div className="mb-2 flex items-baseline justify-between gap-4">
        <h3>{title}</h3>
        {aside ? <span className="text-11 text-ink-3">{aside}</span> : null}
      </div>
      {children}
    </section>
  );
}

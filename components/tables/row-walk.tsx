"use client";

import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { Kbd } from "@/components/ui/kbd";

/** Whether a key pressed here belongs to what is being typed or to an open dialog, and not to the list. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return true;
  const target = event.target;
  if (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable='true'], [role='dialog'], [role='menu'], [role='slider']")
  )
    return true;
  return document.querySelector("[role='dialog'], [role='alertdialog'], [role='menu']") !== null;
}

export interface RowWalkProps {
  /** A table or list whose rows each hold one link marked `data-row-link`, which opens the row. */
  children: ReactNode;
  /** Prints the keys under the list. */
  hint?: boolean;
}

/** Makes a list walkable: J and K go down and up the rows by moving the focus to their links, so that Enter opens by itself. */
export function RowWalk({ children, hint = true }: RowWalkProps) {
  const root = useRef<HTMLDivElement>(null);

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
      if (step === 0 || isTaken(event)) return;
      const links = [...(root.current?.querySelectorAll<HTMLElement>("[data-row-link]") ?? [])];
      if (links.length === 0) return;
      const now = links.findIndex((link) => link === document.activeElement);
      const next = links[now < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, now + step))];
      event.preventDefault();
      next?.focus();
      next?.scrollIntoView?.({ block: "nearest" });
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  return (
    <div ref={root}>
      {children}
      {hint ? (
        <p className="mt-3 flex items-center gap-4 text-12 text-ink-3 max-md:hidden print:hidden">
          <span>
            <Kbd>J</Kbd> <Kbd>K</Kbd> walk
          </span>
          <span>
            <Kbd>↵</Kbd> open
          </span>
        </p>
      ) : null}
    </div>
  );
}

"use client";

import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export interface TabStripProps {
  label: string;
  /** of the page that is open: when it changes the strip looks for its tab anew */
  current: string | undefined;
  className?: string;
  children: ReactNode;
}

/** A row of links that scrolls sideways where there is no room for all, so far that the page's own one is seen. */
export function TabStrip({ label, current, className, children }: TabStripProps) {
  const strip = useRef<HTMLElement>(null);
  useEffect(() => {
    const tab = strip.current?.querySelector("[aria-current=page]");
    if (!strip.current || !tab) return;
    const [outer, inner] = [strip.current.getBoundingClientRect(), tab.getBoundingClientRect()];
    // Not by scrollIntoView, which would also move the page.
    if (inner.left < outer.left || inner.right > outer.right)
      strip.current.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
  }, [current]);
  return (
    <nav ref={strip} aria-label={label} className={cn("mb-4 flex gap-6 overflow-x-auto border-b border-rule", className)}>
      {children}
    </nav>
  );
}

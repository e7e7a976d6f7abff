"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";
import type { ReactNode } from "react";

const scrollParentOf = (element: HTMLElement): HTMLElement => {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    const { overflowY } = getComputedStyle(parent);
    if (overflowY === "auto" || overflowY === "scroll") return parent;
  }
  return document.documentElement;
};

/** Rows of unknown height of which only those in sight are drawn, inside whatever ancestor scrolls. Nothing within moves by itself. */
export function VirtualRows({
  count,
  estimate,
  label,
  children,
}: {
  count: number;
  /** height of a row in pixels before it was seen */
  estimate: (index: number) => number;
  label?: string;
  children: (index: number) => ReactNode;
}) {
  const list = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ parent: HTMLElement; margin: number } | null>(null);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const parent = scrollParentOf(element);
    setPlace({ parent, margin: element.getBoundingClientRect().top - parent.getBoundingClientRect().top + parent.scrollTop });
  }, []);
  const rows = useVirtualizer({
    count,
    getScrollElement: () => place?.parent ?? null,
    estimateSize: estimate,
    scrollMargin: place?.margin ?? 0,
    overscan: 3,
    initialRect: { width: 800, height: 900 },
  });
  return (
    <div ref={list} role="list" aria-label={label} className="relative w-full" style={{ height: rows.getTotalSize() }}>
      {rows.getVirtualItems().map((row) => (
        <div
          key={row.key}
          ref={rows.measureElement}
          data-index={row.index}
          role="listitem"
          aria-setsize={count}
          aria-posinset={row.index + 1}
          className="absolute top-0 left-0 w-full"
          style={{ transform: `translateY(${row.start - rows.options.scrollMargin}px)` }}
        >
          {children(row.index)}
        </div>
      ))}
    </div>
  );
}

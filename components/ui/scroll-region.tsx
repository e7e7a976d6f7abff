"use client";

import { useLayoutEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

/** Scrolls sideways by itself; can be reached by Tab only while there is something to scroll to. */
export function ScrollRegion({ label, className, children }: { label?: string; className?: string; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);

  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || typeof ResizeObserver === "undefined") return;
    const measure = () => setOverflows(element.scrollWidth > element.clientWidth + 1);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);

  return (
    <div
      ref={ref}
      tabIndex={overflows ? 0 : undefined}
      role={overflows ? "group" : undefined}
      aria-label={overflows ? (label ?? "Table, scrolls sideways") : undefined}
      // What is placed absolutely inside, say words for screen readers alone, scrolls along and does not widen the page.
      className={cn("relative min-w-0 overflow-x-auto", className)}
    >
      {children}
    </div>
  );
}

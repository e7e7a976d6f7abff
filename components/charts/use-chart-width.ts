"use client";

import { useLayoutEffect, useRef, useState } from "react";
import type { RefObject } from "react";

/**
 * The width a drawing has, so that it is drawn at its true size and its letters are never scaled.
 * On the server, and until it is measured, the given width stands in.
 */
export function useChartWidth(initial: number): [RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(initial);

  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || typeof ResizeObserver === "undefined") return;
    const measure = () => {
      const measured = Math.round(element.clientWidth);
      if (measured > 0) setWidth(measured);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return [ref, width];
}

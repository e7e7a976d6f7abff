"use client";

import { useLayoutEffect, useRef } from "react";
import type { RefObject } from "react";

/** Cards that changed places travel there, so that the eye can follow; not under reduced motion. `order` says when. */
export function useFlip(cards: RefObject<Map<number, HTMLElement>>, order: string): void {
  const before = useRef(new Map<number, DOMRect>());
  const known = useRef(order);
  useLayoutEffect(() => {
    const moved = known.current !== order;
    known.current = order;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const now = new Map<number, DOMRect>();
    for (const [ordinal, element] of cards.current) {
      const box = element.getBoundingClientRect();
      const old = before.current.get(ordinal);
      now.set(ordinal, box);
      if (!moved || still || !old) continue;
      const dx = old.left - box.left;
      const dy = old.top - box.top;
      if (dx === 0 && dy === 0) continue;
      element.animate([{ transform: `translate(${dx}px, ${dy}px)` }, { transform: "none" }], {
        duration: 150,
        easing: "cubic-bezier(.2,.6,.2,1)",
      });
    }
    before.current = now;
  });
}

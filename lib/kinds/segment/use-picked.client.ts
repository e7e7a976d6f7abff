import { useEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import type { Place } from "@/lib/kinds/segment/draft";
import { selectedBetween } from "@/lib/kinds/segment/text-places.client";
import { snapToCharacter } from "@/lib/ml/text-diff/text-tokens";

/** Whole characters only: a place grows to the edges of those that it cuts. */
export const wholeCharacters = (text: string, anchor: number, focus: number): Place => {
  if (anchor === focus) {
    const gap = snapToCharacter(text, anchor, -1);
    return { start: gap, end: gap };
  }
  return { start: snapToCharacter(text, Math.min(anchor, focus), -1), end: snapToCharacter(text, Math.max(anchor, focus), 1) };
};

const same = (a: Place | null, b: Place | null): boolean => a?.start === b?.start && a?.end === b?.end;

/**
 * What is selected in the text, by whatever hand: mouse, handles on a touch screen, keys. `hold` keeps it while a button for
 * it is being pressed, which on a touch screen takes the selection away first.
 */
export function usePicked(
  root: RefObject<HTMLElement | null>,
  text: string,
): { picked: Place | null; forget: () => void; hold: (held: boolean) => void } {
  const [picked, setPicked] = useState<Place | null>(null);
  const held = useRef(false);
  useEffect(() => {
    const listen = (): void => {
      if (held.current || !root.current) return;
      const found = selectedBetween(root.current);
      const place = found && wholeCharacters(text, found.anchor, found.focus);
      setPicked((before) => (same(before, place) ? before : place));
    };
    document.addEventListener("selectionchange", listen);
    return () => document.removeEventListener("selectionchange", listen);
  }, [root, text]);
  return {
    picked,
    forget: () => setPicked(null),
    hold: (value) => {
      held.current = value;
    },
  };
}

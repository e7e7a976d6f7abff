"use client";

import { useLayoutEffect, useState } from "react";
import type { RefObject } from "react";
import { fitColumns, narrowestCard } from "@/lib/kinds/ranking/fit-columns";
import type { View } from "@/lib/kinds/ranking/use-view.client";

/** Columns that leave the least empty paper in the room there is; one where rows were asked for. */
export function useColumns(board: RefObject<HTMLElement | null>, view: View, texts: string[]): { columns: number[]; narrow: boolean } {
  const [room, setRoom] = useState({ width: 1200, height: 600 });
  // Before the paint: a card that lay elsewhere for a moment is a card that moved under its reader's eyes.
  useLayoutEffect(() => {
    const element = board.current;
    if (!element) return;
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      setRoom((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [board]);
  const narrow = room.width < 2 * narrowestCard;
  return { columns: view === "rows" || narrow ? [room.width] : fitColumns(texts, room), narrow };
}

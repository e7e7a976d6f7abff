"use client";

import { useEffect, useState } from "react";
import type { RefObject } from "react";
import { fitColumns, narrowestCard } from "@/lib/kinds/ranking/fit-columns";
import type { View } from "@/lib/kinds/ranking/use-view.client";

/** Columns that leave the least empty paper in the room there is; one where rows were asked for. */
export function useColumns(board: RefObject<HTMLElement | null>, view: View, texts: string[]): { columns: number[]; narrow: boolean } {
  const [room, setRoom] = useState({ width: 1200, height: 600 });
  useEffect(() => {
    const element = board.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setRoom({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, [board]);
  const narrow = room.width < 2 * narrowestCard;
  return { columns: view === "rows" || narrow ? [room.width] : fitColumns(texts, room), narrow };
}

"use client";

import type { DragDropProvider } from "@dnd-kit/react";
import { useRef, useState } from "react";
import type { ComponentProps, RefObject } from "react";
import { dropAt } from "@/lib/kinds/ranking/drop-slot";
import type { Drop, Point } from "@/lib/kinds/ranking/drop-slot";
import type { Slot } from "@/lib/kinds/ranking/order";
import type { RankingConfig, RankingResponse } from "@/lib/kinds/ranking/schema";

export type Dragged = { ordinal: number; drop: Drop | null };

type DragSettings = {
  cards: RefObject<Map<number, HTMLElement>>;
  response: RankingResponse;
  config: RankingConfig;
  /** cards follow each other from left to right */
  alongX: boolean;
  onDrop: (ordinal: number, slot: Slot) => void;
};

export type Drag = {
  dragged: Dragged | null;
  /** for the provider around the cards */
  handlers: Pick<ComponentProps<typeof DragDropProvider>, "onDragStart" | "onDragMove" | "onDragEnd">;
};

/** The card that a pointer carries, and where it would end if it were let go now. */
export function useDrag({ cards, response, config, alongX, onDrop }: DragSettings): Drag {
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const pointer = useRef<Point>({ x: 0, y: 0 });

  function look(ordinal: number): Drop | null {
    const boxes = [...cards.current].map(([one, element]) => ({ ordinal: one, box: element.getBoundingClientRect() }));
    return dropAt(pointer.current, boxes, ordinal, { response, config, alongX });
  }

  return {
    dragged,
    handlers: {
      onDragStart: ({ operation }) => {
        if (operation.source) setDragged({ ordinal: Number(operation.source.id), drop: null });
      },
      onDragMove: ({ operation, to }) => {
        if (to) pointer.current = to;
        const ordinal = Number(operation.source?.id);
        const drop = look(ordinal);
        setDragged((old) => (JSON.stringify(old?.drop ?? null) === JSON.stringify(drop) ? old : { ordinal, drop }));
      },
      onDragEnd: ({ canceled }) => {
        if (dragged?.drop && !canceled) onDrop(dragged.ordinal, dragged.drop.slot);
        setDragged(null);
      },
    },
  };
}

"use client";

import { useLayoutEffect, useState } from "react";
import type { KeyboardEvent, RefObject } from "react";
import { keyName } from "@/components/ui/key-name";
import { step, tieOrPart } from "@/lib/kinds/ranking/order";
import type { RankingConfig, RankingResponse } from "@/lib/kinds/ranking/schema";

type LiftSettings = {
  cards: RefObject<Map<number, HTMLElement>>;
  response: RankingResponse;
  config: RankingConfig;
  /** a step with the lifted card */
  onMove: (next: RankingResponse, ordinal: number) => void;
  /** the card goes back to where it was lifted */
  onBack: (before: RankingResponse) => void;
  onSay: (done: "done.lifted" | "done.down" | "done.back", ordinal: number) => void;
};

export type Lift = {
  /** the card that the arrow keys move, null while there is none */
  lifted: number | null;
  onHandleKey: (event: KeyboardEvent<HTMLButtonElement>, ordinal: number) => void;
  onHandleBlur: (ordinal: number) => void;
};

/** Moving a card by keys: Space on its handle lifts it, arrows move it, Space puts it down and Escape takes it back. */
export function useLift({ cards, response, config, onMove, onBack, onSay }: LiftSettings): Lift {
  const [lift, setLift] = useState<{ ordinal: number; before: RankingResponse } | null>(null);

  // React may move the node that holds the focus, and the browser takes the focus off a moved node.
  useLayoutEffect(() => {
    if (lift) cards.current.get(lift.ordinal)?.querySelector<HTMLElement>(".rank-handle")?.focus();
  });

  function onHandleKey(event: KeyboardEvent<HTMLButtonElement>, ordinal: number) {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const moves: Partial<Record<string, () => RankingResponse>> = {
      ArrowLeft: () => step(response, ordinal, -1),
      ArrowUp: () => step(response, ordinal, -1),
      ArrowRight: () => step(response, ordinal, 1),
      ArrowDown: () => step(response, ordinal, 1),
      t: () => (config.allowTies ? tieOrPart(response, ordinal) : response),
    };
    const move = lift?.ordinal === ordinal ? moves[keyName(event)] : undefined;
    if (event.key === " " || (event.key === "Enter" && lift)) {
      setLift(lift ? null : { ordinal, before: response });
      onSay(lift ? "done.down" : "done.lifted", ordinal);
    } else if (event.key === "Escape" && lift) {
      onBack(lift.before);
      setLift(null);
      onSay("done.back", ordinal);
    } else if (move) onMove(move(), ordinal);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return {
    lifted: lift?.ordinal ?? null,
    onHandleKey,
    onHandleBlur: (ordinal) => setLift((old) => (old?.ordinal === ordinal ? null : old)),
  };
}

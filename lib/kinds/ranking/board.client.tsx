"use client";

import { useId, useRef, useState } from "react";
import type { ReactNode } from "react";
import { Segmented } from "@/components/ui/segmented";
import type { KindFormProps } from "@/lib/kinds/contract";
import { configOf, responseOf } from "@/lib/kinds/ranking/answering";
import { Compare } from "@/lib/kinds/ranking/compare.client";
import { outcomeOf } from "@/lib/kinds/ranking/drop-slot";
import { letterOf } from "@/lib/kinds/ranking/notation";
import { put } from "@/lib/kinds/ranking/order";
import { OrderedCards } from "@/lib/kinds/ranking/ordered-cards.client";
import type { RankingResponse } from "@/lib/kinds/ranking/schema";
import { useColumns } from "@/lib/kinds/ranking/use-columns.client";
import { useDrag } from "@/lib/kinds/ranking/use-drag.client";
import { useFlip } from "@/lib/kinds/ranking/use-flip.client";
import { useLift } from "@/lib/kinds/ranking/use-lift.client";
import { useView, views } from "@/lib/kinds/ranking/use-view.client";
import { useWords } from "@/lib/kinds/ranking/words.client";

/** All responses at once, in the order that they have so far; those without a place after them, as shown. */
export function Board({
  config: value,
  shownOrder,
  candidates,
  response: draft,
  onChange,
  renderText,
}: KindFormProps & { renderText: (ordinal: number) => ReactNode }) {
  const t = useWords();
  const handleHelpId = useId();
  const config = configOf(value);
  const response = responseOf(draft, shownOrder);
  const [view, setView] = useView();
  const [pair, setPair] = useState<number[]>([]);
  const [said, setSaid] = useState("");
  const cards = useRef(new Map<number, HTMLElement>());
  const board = useRef<HTMLDivElement>(null);

  const ranked = response.groups.flat();
  const ordered = [...ranked, ...shownOrder.filter((ordinal) => !ranked.includes(ordinal))];
  const texts = ordered.map((ordinal) => candidates.find((one) => one.ordinal === ordinal)?.text ?? "");
  const { columns, narrow } = useColumns(board, view, texts);
  const letter = (ordinal: number): string => letterOf(ordinal, shownOrder);
  /** What the answer will be, in words: "put 2nd", "tie for 2nd", "take off". */
  const say = (after: RankingResponse, ordinal: number): string => {
    const { does, place } = outcomeOf(after, ordinal);
    return t(`say.${does}`, { place });
  };

  function move(next: RankingResponse, ordinal: number) {
    if (next === response) return;
    setSaid(t("done.said", { letter: letter(ordinal), words: say(next, ordinal) }));
    onChange(next);
  }

  useFlip(cards, ordered.join());
  const lift = useLift({
    cards,
    response,
    config,
    onMove: move,
    onBack: onChange,
    onSay: (done, ordinal) => setSaid(t(done, { letter: letter(ordinal) })),
  });
  const drag = useDrag({
    cards,
    response,
    config,
    alongX: columns.length > 1,
    onDrop: (ordinal, slot) => move(put(response, ordinal, slot), ordinal),
  });

  function compare(ordinal: number) {
    const next = pair.includes(ordinal) ? pair.filter((one) => one !== ordinal) : [...pair, ordinal].slice(-2);
    setPair(next);
    if (next.length === 2) setView("two");
  }

  const [left = ordered[0] ?? 0, right = ordered.find((ordinal) => ordinal !== left) ?? 0] = pair;
  return (
    <div className="rank" ref={board} data-dragging={drag.dragged !== null || undefined}>
      <div className="rank-tools">
        <Segmented
          label={t("view.name")}
          value={narrow && view === "columns" ? "rows" : view}
          onValueChange={setView}
          options={views.filter((one) => !narrow || one !== "columns").map((one) => ({ value: one, label: t(`view.${one}`) }))}
        />
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
      <p id={handleHelpId} hidden>
        {t("handleHelp")}
      </p>
      {view === "two" ? (
        <Compare
          pair={[left, right]}
          onPair={setPair}
          {...{ shownOrder, config, response, letter, renderText }}
          onChange={(next) => onChange(next)}
        />
      ) : (
        <OrderedCards
          {...{ ordered, shownOrder, candidates, response, config, columns, cards, drag, lift, handleHelpId, letter, say, renderText }}
          compared={pair}
          onMove={move}
          onChange={onChange}
          onCompare={compare}
        />
      )}
    </div>
  );
}

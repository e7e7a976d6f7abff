"use client";

import { Accessibility } from "@dnd-kit/dom";
import { DragDropProvider, DragOverlay, PointerSensor } from "@dnd-kit/react";
import type { CSSProperties, ReactNode, RefObject } from "react";
import { LetterMark } from "@/components/ui/side-mark";
import type { KindFormProps } from "@/lib/kinds/contract";
import { keyOfShown } from "@/lib/kinds/ranking/answering";
import { RankCard } from "@/lib/kinds/ranking/card.client";
import type { CardProps } from "@/lib/kinds/ranking/card.client";
import { outcomeOf } from "@/lib/kinds/ranking/drop-slot";
import { ranking } from "@/lib/kinds/ranking/kind";
import { placeOf } from "@/lib/kinds/ranking/notation";
import { groupOf, put, tieOrPart, toggle, toggleFlag } from "@/lib/kinds/ranking/order";
import type { RankingConfig, RankingResponse } from "@/lib/kinds/ranking/schema";
import type { Drag } from "@/lib/kinds/ranking/use-drag.client";
import type { Lift } from "@/lib/kinds/ranking/use-lift.client";
import { useWords } from "@/lib/kinds/ranking/words.client";

// The handle is the only part that drags, so that a finger on the text scrolls: no press must be held for it.
const sensors = [PointerSensor.configure({ activationConstraints: () => undefined })];

/** All but the voice of the library: it said "picked up draggable item 0", in English, beside the words and marks of our own. */
const quietly = <One,>(plugins: One[]): One[] => plugins.filter((plugin) => !Object.is(plugin, Accessibility));

/** Characters that a few lines of a wide row hold, and those of two columns whose ends are seen together. */
const fewLines = 700;
const oneScreen = 2_800;
const liesInColumns = (text = ""): boolean => text.length > fewLines && text.length <= oneScreen;

export interface OrderedCardsProps extends Pick<KindFormProps, "shownOrder" | "candidates"> {
  /** ordinals: those with a place first, then the others as shown */
  ordered: number[];
  response: RankingResponse;
  config: RankingConfig;
  /** widths; a single one: rows */
  columns: number[];
  cards: RefObject<Map<number, HTMLElement>>;
  drag: Drag;
  lift: Lift;
  /** responses that were chosen to be seen side by side */
  compared: number[];
  handleHelpId: string;
  letter: (ordinal: number) => string;
  /** what an answer makes of a response, in words */
  say: (after: RankingResponse, ordinal: number) => string;
  /** a response was moved */
  onMove: (next: RankingResponse, ordinal: number) => void;
  onChange: (next: RankingResponse) => void;
  onCompare: (ordinal: number) => void;
  renderText: (ordinal: number) => ReactNode;
}

/** The cards in the order that they have so far, each with its place and what can be done with it. */
export function OrderedCards(props: OrderedCardsProps) {
  const { ordered, shownOrder, candidates, response, config, columns, cards, drag, lift, letter, say, onMove } = props;
  const t = useWords();
  const { dragged } = drag;
  const textOf = (ordinal: number): string | undefined => candidates.find((one) => one.ordinal === ordinal)?.text;
  const unfinished = response.notRankable === undefined && ranking.check(config, "", response).length > 0;
  const firstUnplaced = ordered[response.groups.flat().length];
  const style: CSSProperties & Record<"--columns", string> = {
    "--columns": columns.map((width) => `minmax(0, ${Math.round(width)}fr)`).join(" "),
  };
  return (
    <DragDropProvider sensors={sensors} plugins={quietly} {...drag.handlers}>
      <ol aria-label={t("board")} className="rank-board" style={style} data-rows={columns.length <= 1 || undefined}>
        {ordered.map((ordinal) => {
          const drop = dragged?.drop?.over === ordinal ? dragged.drop : null;
          return (
            <RankCard
              key={ordinal}
              ordinal={ordinal}
              letter={letter(ordinal)}
              digit={keyOfShown(shownOrder.indexOf(ordinal))}
              {...standingOf(response, ordinal, ordinal === firstUnplaced)}
              long={liesInColumns(textOf(ordinal))}
              lifted={lift.lifted === ordinal}
              drop={drop && dragged ? { ...drop, says: say(put(response, dragged.ordinal, drop.slot), dragged.ordinal) } : null}
              compared={props.compared.includes(ordinal)}
              next={outcomeOf(toggle(response, ordinal), ordinal)}
              config={config}
              wanted={unfinished && groupOf(response, ordinal) === null}
              handleHelpId={props.handleHelpId}
              flags={response.flags?.[String(ordinal)] ?? []}
              element={(node) => {
                if (node) cards.current.set(ordinal, node);
                else cards.current.delete(ordinal);
              }}
              onPlace={() => onMove(toggle(response, ordinal), ordinal)}
              onUntie={() => onMove(tieOrPart(response, ordinal), ordinal)}
              onCompare={() => props.onCompare(ordinal)}
              onFlag={(flag) => props.onChange(toggleFlag(response, ordinal, flag))}
              onHandleKey={(event) => lift.onHandleKey(event, ordinal)}
              onHandleBlur={() => lift.onHandleBlur(ordinal)}
            >
              {props.renderText(ordinal)}
            </RankCard>
          );
        })}
      </ol>
      <DragOverlay dropAnimation={null}>
        {dragged ? (
          <div className="rank-overlay">
            <LetterMark letter={letter(dragged.ordinal)} />
            {textOf(dragged.ordinal)?.slice(0, 60)}
          </div>
        ) : null}
      </DragOverlay>
    </DragDropProvider>
  );
}

/** The place of a response, those that it shares it with beside it, and what is said of the place. */
function standingOf(
  response: RankingResponse,
  ordinal: number,
  firstUnplaced: boolean,
): Pick<CardProps, "place" | "placeNote" | "tiedBefore" | "tiedAfter"> {
  const group = groupOf(response, ordinal);
  if (group === null) return { place: null, placeNote: firstUnplaced ? "open" : null, tiedBefore: false, tiedAfter: false };
  const tied = response.groups[group] ?? [];
  return {
    place: placeOf(response.groups, group),
    placeNote: noteOf(response, group),
    tiedBefore: tied.indexOf(ordinal) > 0,
    tiedAfter: tied.length > 1 && tied.at(-1) !== ordinal,
  };
}

function noteOf({ groups, unranked }: RankingResponse, group: number): CardProps["placeNote"] {
  if ((groups[group]?.length ?? 0) > 1) return "tied";
  if (group === 0) return "best";
  return group === groups.length - 1 && unranked.length === 0 ? "worst" : null;
}

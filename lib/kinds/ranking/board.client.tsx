"use client";

import { DragDropProvider, DragOverlay, PointerSensor } from "@dnd-kit/react";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import type { CSSProperties, KeyboardEvent, ReactNode, RefObject } from "react";
import { Segmented } from "@/components/ui/segmented";
import { LetterMark } from "@/components/ui/side-mark";
import type { KindFormProps } from "@/lib/kinds/contract";
import { configOf, keyOfShown, responseOf } from "@/lib/kinds/ranking/answering";
import { RankCard } from "@/lib/kinds/ranking/card.client";
import type { CardProps } from "@/lib/kinds/ranking/card.client";
import { Compare } from "@/lib/kinds/ranking/compare.client";
import { dropAt, outcomeOf } from "@/lib/kinds/ranking/drop-slot";
import type { Drop, Point } from "@/lib/kinds/ranking/drop-slot";
import { fitColumns, narrowestCard } from "@/lib/kinds/ranking/fit-columns";
import { letterOf, placeOf } from "@/lib/kinds/ranking/notation";
import { groupOf, put, step, tieOrPart, toggle, toggleFlag } from "@/lib/kinds/ranking/order";
import type { RankingResponse } from "@/lib/kinds/ranking/schema";
import { useFlip } from "@/lib/kinds/ranking/use-flip.client";
import { useView, views } from "@/lib/kinds/ranking/use-view.client";
import { useWords } from "@/lib/kinds/ranking/words.client";

// The handle is the only part that drags, so that a finger on the text scrolls: no press must be held for it.
const sensors = [PointerSensor.configure({ activationConstraints: () => undefined })];

/** Characters that a few lines of a wide row hold, and those of two columns whose ends are seen together. */
const fewLines = 700;
const oneScreen = 2_800;
const liesInColumns = (text = ""): boolean => text.length > fewLines && text.length <= oneScreen;

type Dragged = { ordinal: number; drop: Drop | null };

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
  const [lift, setLift] = useState<{ ordinal: number; before: RankingResponse } | null>(null);
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const [said, setSaid] = useState("");
  const cards = useRef(new Map<number, HTMLElement>());
  const board = useRef<HTMLDivElement>(null);
  const pointer = useRef<Point>({ x: 0, y: 0 });

  const ranked = response.groups.flat();
  const ordered = [...ranked, ...shownOrder.filter((ordinal) => !ranked.includes(ordinal))];
  const { columns, narrow } = useColumns(
    board,
    view,
    ordered.map((ordinal) => candidates.find((one) => one.ordinal === ordinal)?.text ?? ""),
  );
  const letter = (ordinal: number): string => letterOf(ordinal, shownOrder);
  /** What the answer will be, in words: "put 2nd", "tie for 2nd", "take off". */
  const say = (after: RankingResponse, ordinal: number): string => {
    const { does, place } = outcomeOf(after, ordinal);
    return t(`say.${does}`, { place });
  };
  useFlip(cards, ordered.join());

  // React may move the node that holds the focus, and the browser takes the focus off a moved node.
  useLayoutEffect(() => {
    if (lift) cards.current.get(lift.ordinal)?.querySelector<HTMLElement>(".rank-handle")?.focus();
  });

  function change(next: RankingResponse, ordinal: number) {
    if (next === response) return;
    setSaid(t("done.said", { letter: letter(ordinal), words: say(next, ordinal) }));
    onChange(next);
  }

  function look(ordinal: number): Drop | null {
    const boxes = [...cards.current].map(([one, element]) => ({ ordinal: one, box: element.getBoundingClientRect() }));
    return dropAt(pointer.current, boxes, ordinal, { response, config, alongX: columns.length > 1 });
  }

  function handleKey(event: KeyboardEvent<HTMLButtonElement>, ordinal: number) {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const moves: Partial<Record<string, () => RankingResponse>> = {
      ArrowLeft: () => step(response, ordinal, -1),
      ArrowUp: () => step(response, ordinal, -1),
      ArrowRight: () => step(response, ordinal, 1),
      ArrowDown: () => step(response, ordinal, 1),
      t: () => (config.allowTies ? tieOrPart(response, ordinal) : response),
    };
    const move = lift?.ordinal === ordinal ? moves[event.key.length === 1 ? event.key.toLowerCase() : event.key] : undefined;
    if (event.key === " " || (event.key === "Enter" && lift)) {
      setLift(lift ? null : { ordinal, before: response });
      setSaid(t(lift ? "done.down" : "done.lifted", { letter: letter(ordinal) }));
    } else if (event.key === "Escape" && lift) {
      onChange(lift.before);
      setLift(null);
      setSaid(t("done.back", { letter: letter(ordinal) }));
    } else if (move) change(move(), ordinal);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function compare(ordinal: number) {
    const next = pair.includes(ordinal) ? pair.filter((one) => one !== ordinal) : [...pair, ordinal].slice(-2);
    setPair(next);
    if (next.length === 2) setView("two");
  }

  const [left = ordered[0] ?? 0, right = ordered.find((ordinal) => ordinal !== left) ?? 0] = pair;
  const style: CSSProperties & Record<"--columns", string> = {
    "--columns": columns.map((width) => `minmax(0, ${Math.round(width)}fr)`).join(" "),
  };
  const alongX = columns.length > 1;
  const flags = (ordinal: number): string[] => response.flags?.[String(ordinal)] ?? [];
  return (
    <div className="rank" ref={board} data-dragging={dragged !== null || undefined}>
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
        <DragDropProvider
          sensors={sensors}
          onDragStart={({ operation }) => {
            if (operation.source) setDragged({ ordinal: Number(operation.source.id), drop: null });
          }}
          onDragMove={({ operation, to }) => {
            if (to) pointer.current = to;
            const ordinal = Number(operation.source?.id);
            const drop = look(ordinal);
            setDragged((old) => (JSON.stringify(old?.drop ?? null) === JSON.stringify(drop) ? old : { ordinal, drop }));
          }}
          onDragEnd={({ canceled }) => {
            if (dragged?.drop && !canceled) change(put(response, dragged.ordinal, dragged.drop.slot), dragged.ordinal);
            setDragged(null);
          }}
        >
          <ol aria-label={t("board")} className="rank-board" style={style} data-rows={!alongX || undefined}>
            {ordered.map((ordinal, index) => {
              const group = groupOf(response, ordinal);
              const tied = group === null ? [] : (response.groups[group] ?? []);
              const place = group === null ? null : placeOf(response.groups, group);
              const drop = dragged?.drop?.over === ordinal ? dragged.drop : null;
              return (
                <RankCard
                  key={ordinal}
                  ordinal={ordinal}
                  letter={letter(ordinal)}
                  digit={keyOfShown(shownOrder.indexOf(ordinal))}
                  place={place}
                  placeNote={noteOf(response, group, index === ranked.length)}
                  tiedBefore={tied.indexOf(ordinal) > 0}
                  tiedAfter={tied.length > 1 && tied.at(-1) !== ordinal}
                  long={liesInColumns(candidates.find((one) => one.ordinal === ordinal)?.text)}
                  lifted={lift?.ordinal === ordinal}
                  drop={drop && dragged ? { ...drop, says: say(put(response, dragged.ordinal, drop.slot), dragged.ordinal) } : null}
                  compared={pair.includes(ordinal)}
                  next={outcomeOf(toggle(response, ordinal), ordinal)}
                  config={config}
                  handleHelpId={handleHelpId}
                  flags={flags(ordinal)}
                  element={(node) => {
                    if (node) cards.current.set(ordinal, node);
                    else cards.current.delete(ordinal);
                  }}
                  onPlace={() => change(toggle(response, ordinal), ordinal)}
                  onUntie={() => change(tieOrPart(response, ordinal), ordinal)}
                  onCompare={() => compare(ordinal)}
                  onFlag={(flag) => onChange(toggleFlag(response, ordinal, flag))}
                  onHandleKey={(event) => handleKey(event, ordinal)}
                  onHandleBlur={() => setLift((old) => (old?.ordinal === ordinal ? null : old))}
                >
                  {renderText(ordinal)}
                </RankCard>
              );
            })}
          </ol>
          <DragOverlay dropAnimation={null}>
            {dragged ? (
              <div className="rank-overlay">
                <LetterMark letter={letter(dragged.ordinal)} />
                {candidates.find(({ ordinal }) => ordinal === dragged.ordinal)?.text.slice(0, 60)}
              </div>
            ) : null}
          </DragOverlay>
        </DragDropProvider>
      )}
    </div>
  );
}

/** Best, tied, worst; over the first response without a place, that these have none. */
function noteOf({ groups, unranked }: RankingResponse, group: number | null, firstUnplaced: boolean): CardProps["placeNote"] {
  if (group === null) return firstUnplaced ? "open" : null;
  if ((groups[group]?.length ?? 0) > 1) return "tied";
  if (group === 0) return "best";
  return group === groups.length - 1 && unranked.length === 0 ? "worst" : null;
}

/** Columns that leave the least empty paper in the room there is; one where rows were asked for. */
function useColumns(board: RefObject<HTMLElement | null>, view: string, texts: string[]): { columns: number[]; narrow: boolean } {
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

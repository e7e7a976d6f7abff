"use client";

import { useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import type { Place } from "@/lib/kinds/segment/draft";
import { caretBox, lastBox } from "@/lib/kinds/segment/text-places.client";
import { useWords } from "@/lib/kinds/segment/words.client";

type PickedProps = {
  canvas: HTMLElement | null;
  root: HTMLElement | null;
  place: Place;
  mode: "correct" | "critique";
  inTheWay: number | null;
  /** only the caret is shown */
  quiet: boolean;
  hint: string;
  hold: (held: boolean) => void;
  onMark: () => void;
  onDelete: () => void;
  onInsert: () => void;
  onOpen: (index: number) => void;
  onMove: (index: number) => void;
};

type Spot = { left: number; top: number; height: number };

const sameSpot = (a: Spot, b: Spot): boolean => a.left === b.left && a.top === b.top && a.height === b.height;

/** The caret, and what can be done with the words that are selected, under them. */
export function Picked(props: PickedProps) {
  const t = useWords();
  const { canvas, root, place, hold, mode } = props;
  const gap = place.start === place.end;
  const caret = useRef<HTMLSpanElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const [spot, setSpot] = useState<Spot | null>(null);
  const measure = (): void => {
    if (!canvas || !root) return;
    const frame = canvas.getBoundingClientRect();
    const box = gap ? caretBox(root, place.start) : lastBox(root, place.start, place.end);
    if (!box) return;
    const now = { left: (gap ? box.left : box.right) - frame.left, top: box.top - frame.top, height: box.height };
    setSpot((before) => (before && sameSpot(before, now) ? before : now));
  };
  // After every drawing: what is marked elsewhere moves the lines under a caret that nobody moved.
  useLayoutEffect(measure);
  useLayoutEffect(() => {
    caret.current?.scrollIntoView({ block: "nearest" });
  }, [place, spot]);
  useLayoutEffect(() => {
    if (!spot || !canvas || !bar.current) return;
    // Its right end under the end of the words, as far as the window is wide.
    const width = bar.current.offsetWidth;
    bar.current.style.left = `${Math.max(8, Math.min(spot.left - width, canvas.clientWidth - width - 8))}px`;
  });
  if (!spot || !canvas) return null;
  const done = (then: () => void) => () => {
    hold(false);
    then();
  };
  const other = props.inTheWay;
  const actions =
    other !== null ? (
      <>
        <Button size="sm" onClick={done(() => props.onOpen(other))}>
          {t(`open.${mode}`, { number: other + 1 })}
        </Button>
        {gap ? null : (
          <Button variant="quiet" size="sm" onClick={done(() => props.onMove(other))}>
            {t("moveHere")}
          </Button>
        )}
      </>
    ) : gap ? (
      mode === "correct" ? (
        <Button variant="quiet" size="sm" onClick={done(props.onInsert)}>
          {t("insertHere")} <Kbd>I</Kbd>
        </Button>
      ) : null
    ) : (
      <>
        <Button size="sm" onClick={done(props.onMark)}>
          {t(`do.${mode}`)} <Kbd>↵</Kbd>
        </Button>
        {mode === "correct" ? (
          <Button variant="quiet" size="sm" onClick={done(props.onDelete)}>
            {t("delete")} <Kbd>⌫</Kbd>
          </Button>
        ) : null}
      </>
    );
  return (
    <>
      <span
        ref={caret}
        className="seg-caret"
        data-shown={gap || undefined}
        style={{ left: spot.left, top: spot.top, height: spot.height }}
      />
      {actions && !props.quiet ? (
        <div
          ref={bar}
          className="seg-picked"
          dir="ltr"
          role="toolbar"
          aria-label={t("selectedBar")}
          style={{ top: spot.top + spot.height + 6 }}
          // The selection must outlive the press that acts on it.
          onPointerDown={() => hold(true)}
          onPointerCancel={() => hold(false)}
          onMouseDown={(event) => event.preventDefault()}
        >
          {props.hint !== "" ? <p>{props.hint}</p> : null}
          {actions}
        </div>
      ) : null}
    </>
  );
}

"use client";

import type { KeyboardEvent, ReactNode, RefObject } from "react";
import { linesOf, piecesOf } from "@/lib/kinds/segment/draft";
import type { Piece, Place } from "@/lib/kinds/segment/draft";
import { isEdit } from "@/lib/kinds/segment/schema";
import type { SegmentResponse } from "@/lib/kinds/segment/schema";
import { selectBetween, selectedBetween } from "@/lib/kinds/segment/text-places.client";
import { cn } from "@/lib/cn";

export interface MarkedTextProps {
  rootRef: RefObject<HTMLDivElement | null>;
  text: string;
  response: SegmentResponse;
  active: number | null;
  hintId: string;
  onMark: (index: number) => void;
  onKey: (event: KeyboardEvent<HTMLDivElement>) => void;
  /** what stands under a line on a narrow screen */
  below: (line: Place) => ReactNode;
}

/** The response as it was written, cut into pieces that know their offset. Nothing in it is editable; a caret walks it by keys. */
export function MarkedText({ rootRef, text, response, active, hintId, onMark, onKey, below }: MarkedTextProps) {
  let paragraph = 0;
  return (
    <div
      ref={rootRef}
      role="group"
      aria-label="Response"
      aria-describedby={hintId}
      tabIndex={0}
      dir="auto"
      className="reading seg-text"
      onFocus={(event) => {
        // By Tab there is no place yet: the caret starts at the beginning.
        if (event.target === rootRef.current && !selectedBetween(rootRef.current)) selectBetween(rootRef.current, 0, 0);
      }}
      onKeyDown={onKey}
    >
      {linesOf(text).map((line) => {
        const blank = text.slice(line.start, line.end).trim() === "";
        if (!blank) paragraph += 1;
        return [
          <p key={line.start} dir="auto" data-at={line.start} data-end={line.end} data-n={blank ? undefined : paragraph}>
            {line.start === line.end ? <br /> : null}
            {piecesOf(response, line).map((piece) => (
              <MarkedPiece
                key={`${piece.start}-${piece.end}`}
                piece={piece}
                text={text}
                response={response}
                active={active}
                onMark={onMark}
              />
            ))}
          </p>,
          below(line),
        ];
      })}
    </div>
  );
}

type PieceProps = Pick<MarkedTextProps, "text" | "response" | "active" | "onMark"> & { piece: Piece };

function MarkedPiece({ piece, text, response, active, onMark }: PieceProps) {
  const { start, end, marks, last } = piece;
  const content = text.slice(start, end);
  const index = marks.at(-1);
  if (index === undefined) return content === "" ? null : <span data-at={start}>{content}</span>;
  const edit = marks.some((mark) => {
    const span = response.spans?.[mark];
    return span !== undefined && isEdit(span);
  });
  return (
    <span
      data-at={start}
      data-marks={marks.join(" ")}
      data-number={last.length > 0 ? last.map((mark) => mark + 1).join(" ") : undefined}
      className={cn("seg-mark", start === end ? "seg-gap" : edit ? "seg-struck" : "seg-flagged")}
      data-active={active !== null && marks.includes(active) ? true : undefined}
      onClick={() => {
        // A drag that ends here is a selection, not a click on the mark.
        if (document.getSelection()?.isCollapsed !== false) onMark(active !== null && marks.includes(active) ? active : index);
      }}
    >
      {content === "" ? null : content}
    </span>
  );
}

"use client";

import { useMemo } from "react";
import { VirtualRows } from "@/components/content/virtual-rows";
import { useWords } from "@/components/content/words";
import { cn } from "@/lib/cn";
import { snapToCharacter } from "@/lib/ml/text-diff/text-tokens";

const pieceChars = 2_400;
const charsPerLine = 72;
const lineHeight = 28;
/** A letter with all its marks is shorter. */
const longestLetter = 200;

/** Cut at line ends where there are any, else anywhere but within a letter. */
export const cutText = (text: string): string[] => {
  const pieces: string[] = [];
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + pieceChars);
    if (to < text.length) {
      const lineEnd = text.lastIndexOf("\n", to);
      if (lineEnd > from) to = lineEnd + 1;
      else to += snapToCharacter(text.slice(to - longestLetter, to + longestLetter), longestLetter, -1) - longestLetter;
    }
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
};

/** A text of any length as it was written: only the part in sight is laid out. `unasked`: its reader wanted it laid out, and is told. */
export function LongText({ text, unasked, className }: { text: string; unasked: boolean; className?: string }) {
  const t = useWords();
  const pieces = useMemo(() => cutText(text), [text]);
  return (
    <div dir="auto" className={cn("reading as-written", className)}>
      {unasked ? (
        <p data-unread="" className="mb-3 font-sans text-12 text-ink-3">
          {t("tooLong")}
        </p>
      ) : null}
      <VirtualRows
        count={pieces.length}
        estimate={(index) => {
          const piece = pieces[index] ?? "";
          return (piece.split("\n").length + piece.length / charsPerLine) * lineHeight;
        }}
      >
        {/* The break at the end of a piece is the one between two rows. */}
        {(index) => <div className="as-written">{pieces[index]?.replace(/\n$/, "")}</div>}
      </VirtualRows>
    </div>
  );
}

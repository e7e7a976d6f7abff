import { LetterMark, SideMark } from "@/components/ui/side-mark";

const sides = ["A", "B"] as const;

/**
 * Two responses in panes are sides; more, and those that a kind shows in its own way (cards, proofs), are letters that mean no
 * side; a single one needs no name.
 */
export const letterOf = (index: number, count: number, inPanes = true): string =>
  (inPanes && count === 2 ? sides[index] : undefined) ?? String.fromCharCode(75 + index);

export function PaneMark({ index, count, inPanes = true }: { index: number; count: number; inPanes?: boolean }) {
  const side = inPanes && count === 2 ? sides[index] : undefined;
  return side ? <SideMark side={side} /> : <LetterMark letter={letterOf(index, count, inPanes)} />;
}

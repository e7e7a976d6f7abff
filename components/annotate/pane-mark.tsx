import { LetterMark, SideMark } from "@/components/ui/side-mark";

const sides = ["A", "B"] as const;

/** Two responses are sides; more than two are letters that mean no side; a single one needs no name. */
export const letterOf = (index: number, count: number): string => (count === 2 ? (sides[index] ?? "") : String.fromCharCode(75 + index));

export function PaneMark({ index, count }: { index: number; count: number }) {
  const side = count === 2 ? sides[index] : undefined;
  return side ? <SideMark side={side} /> : <LetterMark letter={letterOf(index, count)} />;
}

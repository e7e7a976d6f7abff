import type { Stretch } from "@/components/annotate/response-diff";
import { snapToCharacter } from "@/lib/ml/text-diff/text-tokens";

/** What may be one letter with what stands before or behind it: marks, joiners, skin tones, flags, parts of a Korean syllable. */
const clinging = /[\p{M}\p{Cf}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Script=Hangul}\u{e0020}-\u{e007f}]/u;
/** Beyond this nothing clings together that anybody reads. */
const farthest = 400;

/**
 * The nearest place at or before (`-1`), or at or after (`1`) an offset at which no letter is cut, as its reader sees letters. Fast
 * for thousands of places in one long text: most need no look beyond their neighbours.
 */
export const letterEdge = (text: string, offset: number, direction: -1 | 1): number => {
  if (!clinging.test(text.slice(Math.max(0, offset - 2), offset + 2))) return offset;
  const space = text.lastIndexOf(" ", offset - 1) + 1;
  const from = offset - space > farthest ? offset - farthest : space;
  return from + snapToCharacter(text.slice(from, offset + farthest), offset - from, direction);
};

const cluster = /\P{M}?[\p{M}\u{1160}-\u{11ff}\u{d7b0}-\u{d7ff}]*/gsu;

/**
 * A text whose letters are put together (é as one sign, not as e and an accent), with the way back from a place in it to the same
 * place in the text as it stands.
 */
export const composed = (text: string): { text: string; back: (found: Stretch) => Stretch } => {
  if (text.normalize("NFC") === text) return { text, back: (found) => found };
  const origins: number[] = [];
  let joined = "";
  for (const { 0: piece, index } of text.matchAll(cluster)) {
    const whole = piece.normalize("NFC");
    joined += whole;
    // What became another sign is one letter: a place within it lies before it.
    for (let unit = 0; unit < whole.length; unit += 1) origins.push(whole === piece ? index + unit : index);
  }
  origins.push(text.length);
  return { text: joined, back: ({ from, to }) => ({ from: origins[from] ?? 0, to: origins[to] ?? text.length }) };
};

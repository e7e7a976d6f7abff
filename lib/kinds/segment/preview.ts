import { diffWordsWithSpace } from "diff";
import { isEdit } from "@/lib/kinds/segment/schema";
import type { SegmentResponse } from "@/lib/kinds/segment/schema";
import { inOrder } from "@/lib/ml/text-diff/edits";
import { textTokens } from "@/lib/ml/text-diff/text-tokens";

export type Run = { how: "same" | "out" | "in"; text: string };
export type Preview = { runs: Run[]; out: number; in: number; kept: number };

const isWord = /[\p{L}\p{N}]/u;
const countWords = (text: string): number => textTokens(text).filter((token) => isWord.test(token.text)).length;

// A form asks at every key; the words of the text it asks about stay the same.
let counted: { text: string; words: number } | null = null;
const wordsOf = (text: string): number => {
  counted = counted?.text === text ? counted : { text, words: countWords(text) };
  return counted.words;
};

const differ = (from: string, to: string): Run[] => {
  if (from === "" || to === "")
    return [...(from ? [{ how: "out" as const, text: from }] : []), ...(to ? [{ how: "in" as const, text: to }] : [])];
  return diffWordsWithSpace(from, to).map(({ added, removed, value }) => ({ how: added ? "in" : removed ? "out" : "same", text: value }));
};

const joined = (runs: Run[]): Run[] => {
  const result: Run[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (last?.how === run.how) last.text += run.text;
    else if (run.text !== "") result.push({ ...run });
  }
  return result;
};

/**
 * Original and corrected text as one run of words kept, struck and put in. Corrections are compared one by one, so that the
 * cost is theirs and not that of a long text; a finished text without corrections is compared as a whole.
 */
export const previewOf = (text: string, response: SegmentResponse): Preview | null => {
  const { correction, corrected } = response;
  if (correction === undefined) return null;
  const edits = inOrder((response.spans ?? []).filter(isEdit));
  const base = corrected ?? text;
  const runs: Run[] = [];
  if (edits.length === 0) runs.push(...differ(base, correction));
  else {
    let from = 0;
    for (const edit of edits) {
      runs.push({ how: "same", text: text.slice(from, edit.start) }, ...differ(text.slice(edit.start, edit.end), edit.replacement));
      from = edit.end;
    }
    runs.push({ how: "same", text: text.slice(from) });
  }
  const all = joined(runs);
  const words = (how: Run["how"]): number => all.reduce((sum, run) => sum + (run.how === how ? countWords(run.text) : 0), 0);
  const out = words("out");
  return { runs: all, out, in: words("in"), kept: wordsOf(base) - out };
};

const edge = 56;

const firstWords = (text: string): string => `${text.slice(0, edge).replace(/\s+\S*$/u, "")}…`;
const lastWords = (text: string): string => `…${text.slice(-edge).replace(/^\S*\s+/u, "")}`;

/** The changes with a few words around each; one list of runs for each stretch of changes. */
export const excerptsOf = (runs: Run[]): Run[][] => {
  const excerpts: Run[][] = [];
  let current: Run[] = [];
  for (const [index, run] of runs.entries()) {
    if (run.how !== "same") {
      current.push(run);
      continue;
    }
    const first = index === 0;
    const last = index === runs.length - 1;
    const long = run.text.length > 2 * edge || /\n\s*\n/.test(run.text);
    if (!long && !first && !last) {
      current.push(run);
      continue;
    }
    const short = run.text.length <= edge;
    if (!first) {
      current.push(short ? run : { how: "same", text: firstWords(run.text) });
      excerpts.push(current);
      current = [];
    }
    if (!last) current = [short && first ? run : { how: "same", text: lastWords(run.text) }];
  }
  if (current.length > 0) excerpts.push(current);
  return excerpts.filter((excerpt) => excerpt.some((run) => run.how !== "same"));
};

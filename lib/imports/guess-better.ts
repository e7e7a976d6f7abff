import { isMissing } from "@/lib/imports/answer-cells";
import { endingOf, flatName } from "@/lib/imports/guess-answers";
import type { Mapping } from "@/lib/imports/mapping-schema";

type Rows = readonly Record<string, unknown>[];
type Words = Mapping["words"];

const one =
  "(?:response|model|assistant|answer|output|completion|option|candidate|summary|system)?([a-z]|\\d|first|second|left|right)(?:response|answer|output)?";
/** `a_is_better`, `is_response_2_better`, `prefers_b`, `left_preferred`. */
const better = new RegExp(`^(?:is|was)?${one}(?:is|was)?(?:the)?(?:better|best|preferred|chosen|winner)$`);
const prefers = new RegExp(`^prefer(?:s|red)?${one}$`);
/** Beside one of these a “no” may as well be a tie. */
const neither = /tie|draw|equal|same|neither|both|nopref/;

const yes = ["true", "yes", "y", "1", "1.0"];
const no = ["false", "no", "n", "0", "0.0"];
const placeOfWord: Record<string, number> = { first: 0, left: 0, second: 1, right: 1 };

/** Which of two responses a column's name says yes or no of; -1 for none. */
const askedOf = (column: string, responses: readonly string[]): number => {
  const name = flatName(column);
  const said = better.exec(name)?.[1] ?? prefers.exec(name)?.[1];
  if (said === undefined) return -1;
  const word = placeOfWord[said];
  if (word !== undefined) return word;
  const at = responses.findIndex((response) => endingOf(response) === said);
  const sided = responses.every((response) => /^(?:[a-z]|\d)$/.test(endingOf(response)) && /(?:^|[^a-z])[a-z]$|\d$/i.test(response));
  return at >= 0 || sided ? at : ["a", "1"].includes(said) ? 0 : ["b", "2"].includes(said) ? 1 : -1;
};

/**
 * The column that says yes or no to one of two responses being the better, with what its words stand for; null where there is none, where
 * two of them may contradict each other, or where something beside it tells ties.
 */
export const guessBetter = (
  columns: readonly string[],
  rows: Rows,
  responses: readonly string[],
): { choice: string; words: Words } | null => {
  if (responses.length !== 2) return null;
  const named = columns.filter((column) => askedOf(column, responses) >= 0);
  const [choice] = named;
  if (choice === undefined || named.length > 1 || columns.some((column) => neither.test(flatName(column)))) return null;
  const told = rows.map((row) => row[choice]).filter((value) => !isMissing(value));
  const texts = new Set(told.map((value) => String(value).trim()));
  if (told.length === 0 || ![...texts].every((text) => [...yes, ...no].includes(text.toLowerCase()))) return null;
  const sides = askedOf(choice, responses) === 0 ? (["A", "B"] as const) : (["B", "A"] as const);
  const spelt = (words: readonly string[]): string[] =>
    words.flatMap((word) => [word, word.toUpperCase(), word[0]?.toUpperCase() + word.slice(1)]);
  const entries = [yes, no].flatMap((words, i) => spelt(words).map((word): [string, Words[string]] => [word, sides[i] ?? "A"]));
  return { choice, words: Object.fromEntries(entries) };
};

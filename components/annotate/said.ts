/**
 * Sentences that are made elsewhere: the rules of a kind say what an answer lacks, the server says why it refuses. They are made
 * in English, in one place for every program that reads them; at the desk they are found again by their English form.
 */

/** German (or another language) by the English sentence; both have the same gaps in braces. */
export type SentenceBook = Record<string, string>;

type Entry = { pattern: RegExp; gaps: string[]; other: string; fixed: number };

const gap = /\{(\w+)\}/g;
const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const entriesOf = (book: SentenceBook): Entry[] =>
  Object.entries(book)
    .map(([english, other]) => {
      const pieces = english.split(gap);
      const source = pieces.map((piece, index) => (index % 2 === 0 ? literal(piece) : "([\\s\\S]+?)")).join("");
      return {
        // A sentence may be followed by others.
        pattern: new RegExp(`^${source}(?= |$)`),
        gaps: pieces.filter((_, index) => index % 2 === 1),
        other,
        fixed: english.replace(gap, "").length,
      };
    })
    // The one with the most words of its own first: the others might take those for what fills a gap.
    .sort((a, b) => b.fixed - a.fixed);

/** Where a mark lies is said by a few words of ours; all else in a gap is somebody's own text. */
const ownGap = "place";

/** Translates what the book knows, one sentence or several in a row; anything else comes back as it is. */
export const sayIn = (book: SentenceBook): ((sentence: string) => string) => {
  const entries = entriesOf(book);
  const translate = (text: string): string | null => {
    for (const { pattern, gaps, other } of entries) {
      const found = pattern.exec(text);
      if (!found) continue;
      const rest = text.slice(found[0].length).trimStart();
      const after = rest === "" ? "" : translate(rest);
      if (after === null) continue;
      const values = new Map(gaps.map((name, index) => [name, found[index + 1] ?? ""]));
      const said = other.replace(gap, (_, name: string) => {
        const value = values.get(name) ?? "";
        return name === ownGap ? (translate(value) ?? value) : value;
      });
      return after === "" ? said : `${said} ${after}`;
    }
    return null;
  };
  return (sentence) => translate(sentence) ?? sentence;
};

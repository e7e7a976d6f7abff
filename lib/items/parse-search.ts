/** A word, or a run of words in this order; `start`: what begins so is meant too. */
export type SearchTerm = { words: string; start: boolean };

/** What is sought: each group must be met by one of its terms; nothing of `without` may occur. */
export type Search = { groups: SearchTerm[][]; without: SearchTerm[] };

// A beginning of one or two letters would stand for a large part of the dictionary.
const leastStart = 3;
const hasWord = /[\p{L}\p{N}]/u;

/**
 * Reads what a person types: words (each stands for what begins with it), "a phrase" as it is written, -word for what must not
 * occur, `or` between alternatives. Signs alone are no words; a search of nothing else has no groups.
 */
export const parseSearch = (text: string): Search => {
  const search: Search = { groups: [], without: [] };
  let alternative = false;
  for (const [, minus, phrase, bare] of text.matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/gu)) {
    if (bare !== undefined && minus === "" && bare.toLowerCase() === "or") {
      alternative = search.groups.length > 0;
      continue;
    }
    const words = phrase ?? bare ?? "";
    if (!hasWord.test(words)) continue;
    const term = { words, start: phrase === undefined && [...words].length >= leastStart };
    if (minus === "-") search.without.push(term);
    else if (alternative) search.groups.at(-1)?.push(term);
    else search.groups.push([term]);
    alternative = false;
  }
  return search;
};

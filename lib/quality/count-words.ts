import type { Prompt } from "@/lib/kinds/contract";

/** Scripts that put no space between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
const words = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu;

/**
 * Two letters of a script without spaces are read in the time of a word: readers of the same texts made 158 words or 255
 * characters a minute in Chinese, 193 or 357 in Japanese (Trauzettel-Klosinski and Dietz 2012, doi:10.1167/iovs.11-8284).
 */
const lettersAWord = 2;

/** How many words somebody reads who reads a text once. */
export const countWords = (text: string): number => {
  let letters = 0;
  const spaced = text.replace(unspaced, () => {
    letters += 1;
    return " ";
  });
  return (spaced.match(words)?.length ?? 0) + Math.ceil(letters / lettersAWord);
};

/** Of a conversation its last turn: the ones before are folded at the desk, and may be known from the item before. */
export const countPromptWords = (prompt: Prompt): number =>
  countWords(typeof prompt === "string" ? prompt : (prompt.at(-1)?.content ?? ""));

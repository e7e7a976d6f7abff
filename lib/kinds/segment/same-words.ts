import { markInTheWay, withMarks } from "@/lib/kinds/segment/draft";
import type { Place } from "@/lib/kinds/segment/draft";
import type { SegmentConfig, SegmentResponse } from "@/lib/kinds/segment/schema";
import { snapToCharacter } from "@/lib/ml/text-diff/text-tokens";

const inWord = /[\p{L}\p{M}\p{N}_]/u;
/** Scripts that put no space between words: that a letter stands beside says nothing there. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const before = (text: string, offset: number): string => text.slice(snapToCharacter(text, offset - 1, -1), offset);
const after = (text: string, offset: number): string => text.slice(offset, snapToCharacter(text, offset + 1, 1));

/** Whether a place cuts a word at one of its ends. */
const cutsWord = (text: string, offset: number): boolean => {
  const [left, right] = [before(text, offset), after(text, offset)];
  return inWord.test(left) && inWord.test(right) && !unspaced.test(left) && !unspaced.test(right);
};

/** More places than anybody means to mark at once: of a single letter, say. */
export const mostAlike = 500;

/**
 * Where else the words of a mark stand and nothing is marked yet, letter for letter. Whole words are found as whole words:
 * "art" is not found in "start", unless the mark itself lies inside a word. None where there are more
 * than {@link mostAlike}.
 */
export const placesLike = (config: SegmentConfig, text: string, response: SegmentResponse, index: number): Place[] => {
  const span = response.spans?.[index];
  if (!span || span.on === "source" || span.end === span.start) return [];
  const words = text.slice(span.start, span.end);
  const whole = { start: !cutsWord(text, span.start), end: !cutsWord(text, span.end) };
  const marked = new Set((response.spans ?? []).map((one) => (one.on === "source" ? "" : `${one.start} ${one.end}`)));
  const places: Place[] = [];
  for (let start = text.indexOf(words); start >= 0;) {
    const place = { start, end: start + words.length };
    const fits =
      !marked.has(`${place.start} ${place.end}`) &&
      !(whole.start && cutsWord(text, place.start)) &&
      !(whole.end && cutsWord(text, place.end)) &&
      snapToCharacter(text, place.start, -1) === place.start &&
      snapToCharacter(text, place.end, 1) === place.end &&
      markInTheWay(config, response, place) === null;
    if (fits) places.push(place);
    if (places.length > mostAlike) return [];
    // Places found never share characters: of "aaa" the word "aa" is found once.
    start = text.indexOf(words, fits ? place.end : start + 1);
  }
  return places;
};

/** The answer with what one mark says said at every place like it. Each is a mark of its own from then on. */
export const markAlike = (config: SegmentConfig, text: string, response: SegmentResponse, index: number): SegmentResponse => {
  const span = response.spans?.[index];
  if (!span) return response;
  // What a file said of that one place is not said of others.
  const { extra: _extra, ...said } = span;
  return withMarks(
    config,
    text,
    response,
    placesLike(config, text, response, index).map((place) => ({ ...said, ...place })),
  );
};

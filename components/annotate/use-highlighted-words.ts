import { useEffect } from "react";
import type { RefObject } from "react";
import { findWords, patternOf } from "@/components/annotate/highlighted-words";
import { canMark, readLetters, toRange } from "@/components/annotate/page-letters";

const name = "desk-words";
/** Where answers are given nothing is highlighted: what is written there is the annotator's own. */
const answers = ".desk-bar, .desk-answers";

const registered = (): Highlight => {
  const known = CSS.highlights.get(name);
  if (known) return known;
  const made = new Highlight();
  // Over the word diff, whose lines stay: its wash would hide that a word is of the list.
  made.priority = 1;
  CSS.highlights.set(name, made);
  return made;
};

const textsIn = (place: HTMLElement): HTMLElement[] =>
  [...place.querySelectorAll<HTMLElement>(".reading")].filter((text) => !text.closest(answers) && !text.parentElement?.closest(".reading"));

/**
 * Highlights the words of a campaign's list in the texts under an element, as the page stands: nothing in it is changed, so that
 * offsets, copies and what is read aloud stay as they are. After the paint, never before it.
 */
export function useHighlightedWords(place: RefObject<HTMLElement | null>, words: readonly string[]): void {
  const list = words.join("\n");
  useEffect(() => {
    const root = place.current;
    const pattern = patternOf(list.split("\n"));
    if (!root || !pattern || !canMark()) return;
    let own: Range[] = [];
    const clear = (): void => {
      for (const range of own) registered().delete(range);
      own = [];
    };
    const mark = (): void => {
      clear();
      for (const text of textsIn(root)) {
        const letters = readLetters(text);
        own.push(...findWords(pattern, letters.text).flatMap((found) => toRange(letters.pieces, found) ?? []));
      }
      for (const range of own) registered().add(range);
    };
    let again: ReturnType<typeof setTimeout> | undefined;
    const soon = (ms: number): void => {
      clearTimeout(again);
      again = setTimeout(mark, ms);
    };
    // Code is coloured a moment later, turns unfold, marks cut a text anew: what was highlighted must be found again.
    const watcher = new MutationObserver((changes) => {
      if (changes.some(({ target }) => !(target instanceof Element && target.closest(answers)))) soon(120);
    });
    watcher.observe(root, { childList: true, subtree: true });
    soon(0);
    return () => {
      clearTimeout(again);
      watcher.disconnect();
      clear();
    };
  }, [place, list]);
}

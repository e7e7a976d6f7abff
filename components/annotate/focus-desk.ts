import type { KeyboardEvent, MouseEvent } from "react";
import { takesText } from "@/components/annotate/use-desk-keys";

/** The part of the desk marked so takes the focus when nothing else should have it: from there every key works. */
const place = "[data-desk-focus]";

const focusFirst = (selector: string): boolean => {
  const first = [...document.querySelectorAll<HTMLElement>(selector)].find((one) => one.checkVisibility());
  first?.focus({ preventScroll: true });
  return first !== undefined;
};

/** For whoever works by mouse or touch: a text with a caret would scroll back to it. */
const focusPlace = (): boolean => focusFirst(place);

/** A kind that needs the focus in a place of its own, say a text in which a caret walks, marks that place: keys work there at once. */
export const focusDesk = (): void => {
  if (!focusFirst(`[data-answer] ${place}`)) focusPlace();
};

/** What an answer is given in: choices, fields, and what a kind marks as such (say a text to be marked). */
const stops = "[data-answer] :is(input, textarea, select, [role=checkbox], [data-stop])";

/** One place to stop at in each group of choices: the one chosen, else the first. Fields are places by themselves. */
const stopsIn = (root: ParentNode): Map<Element, HTMLElement> => {
  const found = new Map<Element, HTMLElement>();
  for (const one of root.querySelectorAll<HTMLElement>(stops)) {
    if (one.matches(":disabled") || !one.checkVisibility()) continue;
    const choice = one.matches("[type=radio], [type=checkbox], [role=checkbox]");
    const group = (choice && one.closest("[role=radiogroup], [role=group], fieldset")) || one;
    if (!found.has(group) || one.matches("[type=radio]:checked")) found.set(group, one);
  }
  return found;
};

/** Whether nothing was said here yet. A kind marks what is said without showing in its controls (a slider that was set, "both bad"). */
const isOpen = (group: Element, stop: HTMLElement): boolean => {
  if (stop.closest("[data-given]")) return false;
  if (stop.matches("[type=radio], [type=checkbox], [role=checkbox]")) return !group.querySelector(":checked, [aria-checked=true]");
  if (stop instanceof HTMLInputElement && stop.type === "range") return true;
  return !("value" in stop) || stop.value === "";
};

/**
 * Moves the focus to the first question or field of the answer in which nothing stands yet, or to the first of all; from within
 * the answer to the next one, and from the last to the first.
 */
export const focusNextStop = (root: ParentNode): void => {
  const from = document.activeElement ?? document.body;
  const all = [...stopsIn(root)];
  const here = all.findLastIndex(([group]) => group.contains(from));
  const next =
    here >= 0
      ? here + 1
      : from.closest("[data-answer]")
        ? all.findIndex(([, stop]) => (from.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0)
        : all.findIndex(([group, stop]) => isOpen(group, stop));
  (all[next] ?? all[0])?.[1].focus();
};

/** Esc leaves a field of the answer, and Enter one that has a single line: the keys of the desk work again. */
export const leaveField = (event: KeyboardEvent<HTMLElement>): void => {
  const { target, key } = event;
  if (event.defaultPrevented || event.nativeEvent.isComposing || event.metaKey || event.ctrlKey || !takesText(target)) return;
  if (key !== "Escape" && (key !== "Enter" || !(target instanceof HTMLInputElement))) return;
  event.preventDefault();
  focusDesk();
};

/** A button that was clicked would keep Enter for itself; who clicks and then types means the desk. Not for keyboards: there the focus was put. */
export const releaseClicked = (event: MouseEvent<HTMLElement>): void => {
  if (event.detail === 0 || !(event.target instanceof Element)) return;
  const button = event.target.closest("button");
  if (!button || !event.currentTarget.contains(button) || button.hasAttribute("aria-haspopup") || button.getAttribute("role") === "tab")
    return;
  if (document.activeElement === button) focusPlace();
};

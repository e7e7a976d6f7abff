import type { KeyboardEvent as ReactKeyboardEvent } from "react";

const fields =
  "input:not([type=hidden], :disabled), select:not(:disabled), textarea:not(:disabled), [role=radio]:not(:disabled), [role=checkbox]:not(:disabled), [contenteditable=true]";

const firstField = (content: Element): HTMLElement | null => {
  const [first] = content.querySelectorAll<HTMLElement>(fields);
  if (!first?.matches("[type=radio], [role=radio]")) return first ?? null;
  const group = first.closest("[role=radiogroup], fieldset");
  return group?.querySelector<HTMLElement>(":checked, [aria-checked=true]") ?? first;
};

/** Where the focus is when a sheet to read opens over the page: on its main part, from where it is read, scrolled and walked. */
export const focusMainPart = (event: Event): void => {
  const content = event.currentTarget;
  if (!(content instanceof HTMLElement)) return;
  event.preventDefault();
  (content.querySelector<HTMLElement>("[data-main-part]") ?? content).focus({ preventScroll: true });
};

/**
 * Where the focus is when a dialog opens: in its first field; without one, on the safe answer where it asks before a loss (Radix
 * sees to that in an alert dialog), else on its main part. What is marked `autoFocus` has the focus by then and keeps it.
 */
export const focusFirstField = (event: Event): void => {
  const content = event.currentTarget;
  if (!(content instanceof HTMLElement)) return;
  const field = firstField(content);
  if (field) {
    event.preventDefault();
    field.focus({ preventScroll: true });
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
  } else if (content.getAttribute("role") !== "alertdialog") focusMainPart(event);
};

const stops =
  "a[href], button:not(:disabled), input:not([type=hidden], :disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex='0']";

/**
 * Tab from the main part of a sheet that has nothing to stop at: the next stop is its beginning, where it is closed. By itself the
 * browser would leave the sheet there, and be sent back to where it was.
 */
export const tabRound = (event: ReactKeyboardEvent<HTMLElement>): void => {
  const part = event.currentTarget;
  if (event.key !== "Tab" || event.shiftKey || event.target !== part) return;
  const all = [...(part.closest("[role=dialog]")?.querySelectorAll<HTMLElement>(stops) ?? [])];
  if (all.some((one) => (part.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0)) return;
  event.preventDefault();
  all[0]?.focus();
};

/**
 * Escape ends what is under way inside a sheet before it ends the sheet: words that an input method composes, and parts marked with
 * `data-own-escape`, say a card that was lifted. The sheet hears the key first, whatever those do with it.
 */
export const escapeFromPart = (event: KeyboardEvent): void => {
  if (event.isComposing || (event.target instanceof Element && event.target.closest("[data-own-escape]"))) event.preventDefault();
};

/** What is filled in. A search finds what is there already: it is not what a dialog asks for. */
const fields =
  "input:not([type=hidden], [type=search], :disabled), select:not(:disabled), textarea:not(:disabled), [role=radio]:not(:disabled), [role=checkbox]:not(:disabled), [contenteditable=true]";

const firstField = (content: Element): HTMLElement | null => {
  const [first] = content.querySelectorAll<HTMLElement>(fields);
  if (!first?.matches("[type=radio], [role=radio]")) return first ?? null;
  const group = first.closest("[role=radiogroup], fieldset");
  return group?.querySelector<HTMLElement>(":checked, [aria-checked=true]") ?? first;
};

/**
 * Where the focus is when something opens over the page: in its first field; without one, on the safe answer where it asks
 * before a loss (Radix sees to that in an alert dialog), else on its main part, from where it is read, scrolled and walked. What
 * is marked `autoFocus` has the focus by then and keeps it.
 */
export const focusOnOpen = (event: Event): void => {
  const content = event.currentTarget;
  if (!(content instanceof HTMLElement)) return;
  const field = firstField(content);
  if (!field && content.getAttribute("role") === "alertdialog") return;
  event.preventDefault();
  (field ?? content.querySelector<HTMLElement>("[data-main-part]") ?? content).focus({ preventScroll: true });
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
};

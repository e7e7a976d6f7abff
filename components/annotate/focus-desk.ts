import type { MouseEvent } from "react";

/** The part of the desk marked so takes the focus when nothing else should have it: from there every key works. */
const place = "[data-desk-focus]";

export const focusDesk = (): void => {
  const places = [...document.querySelectorAll<HTMLElement>(place)];
  places.find((one) => one.offsetParent !== null)?.focus({ preventScroll: true });
};

/** A button that was clicked would keep Enter for itself; who clicks and then types means the desk. Not for keyboards: there the focus was put. */
export const releaseClicked = (event: MouseEvent<HTMLElement>): void => {
  if (event.detail === 0 || !(event.target instanceof Element)) return;
  const button = event.target.closest("button");
  if (!button || !event.currentTarget.contains(button) || button.hasAttribute("aria-haspopup") || button.getAttribute("role") === "tab")
    return;
  if (document.activeElement === button) focusDesk();
};

import { useRef } from "react";

/** What has the focus as something opens over the page; of a menu, which goes, the button that it hangs from, unless the menu sees to it. */
const focused = (): HTMLElement | null => {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || activeElement === document.body) return null;
  const menu = activeElement.closest("[role=menu]");
  if (menu?.hasAttribute("data-returns-focus")) return null;
  return menu ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "") : activeElement;
};

/**
 * For dialogs that are steered by `open`: Radix gives the focus back to a trigger, and without one to nobody. It is read while
 * the dialog is drawn, because a field in it may take the focus as soon as it is there.
 */
export const useReturnFocus = (steered: boolean, open: boolean): ((event: Event) => void) | undefined => {
  const from = useRef<HTMLElement | null>(null);
  const wasOpen = useRef(false);
  if (steered && open && !wasOpen.current && typeof document !== "undefined") from.current = focused();
  wasOpen.current = open;
  if (!steered) return undefined;
  return (event) => {
    // Told a moment after the dialog is gone. What was opened meanwhile has the focus, and may close if it loses it.
    const opened = document.activeElement?.closest("[role=menu], [role=dialog], [role=alertdialog]");
    const isTaken = opened != null && !opened.contains(from.current);
    if (!isTaken && !from.current?.isConnected) return;
    event.preventDefault();
    if (!isTaken) from.current?.focus({ preventScroll: true });
  };
};

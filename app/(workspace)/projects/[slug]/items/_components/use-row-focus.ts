import { useEffect, useRef } from "react";
import type { RefObject } from "react";

/**
 * Closing the open item takes the panel away, and with it whatever had the focus: it goes back to the item's row, or to the one
 * that took the place of a removed item. A row that is not drawn is scrolled to first. Who has moved on is left alone.
 * @param reveal brings a row of the list into sight; the list draws itself again then
 */
export const useRowFocus = (
  root: RefObject<HTMLElement | null>,
  rows: readonly { id: string }[],
  open: string | undefined,
  reveal: (index: number) => void,
): void => {
  const last = useRef<{ id: string; index: number } | null>(null);
  const wanted = useRef<string | null>(null);
  // After each drawing: the row may come with a later one than the closing.
  useEffect(() => {
    if (open !== undefined) {
      last.current = {
        id: open,
        index: Math.max(
          0,
          rows.findIndex((row) => row.id === open),
        ),
      };
      wanted.current = null;
      return;
    }
    if (last.current !== null) {
      const { id, index } = last.current;
      last.current = null;
      const at = rows.findIndex((row) => row.id === id);
      const place = at < 0 ? Math.min(index, rows.length - 1) : at;
      wanted.current = rows[place]?.id ?? null;
      if (!linkOf(root.current, wanted.current)) reveal(place);
    }
    if (wanted.current === null) return;
    const link = linkOf(root.current, wanted.current);
    if (link === null && document.activeElement === document.body) return;
    wanted.current = null;
    if (document.activeElement !== document.body) return;
    link?.focus({ preventScroll: true });
    link?.scrollIntoView?.({ block: "nearest" });
  });
};

const linkOf = (root: HTMLElement | null, id: string | null): HTMLElement | null =>
  [...(root?.querySelectorAll<HTMLElement>("[data-row-link]") ?? [])].find((link) => link.dataset["rowLink"] === id) ?? null;

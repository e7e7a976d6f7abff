import { useCallback, useEffect, useLayoutEffect, useRef } from "react";
import type { RefObject } from "react";
import { namesOf } from "@/components/annotate/use-desk-keys";

/** Nobody reads an item in less: what is pressed within it was meant for the one before, by a double press or by a second finger. */
const unreadMs = 250;

/**
 * Whether an item took the place of another a moment ago, and of a key, whether it came by that very one: where only that is asked, the
 * other keys of whoever is quick count. One that a page opened with was waited for.
 */
export function useJustCome(replaced: boolean, lastPressed?: RefObject<string[]>): (key?: string) => boolean {
  const came = useRef<{ at: number; by: string[] } | null>(null);
  // An item that is drawn ahead comes when it is uncovered: its effects run then.
  useLayoutEffect(() => {
    if (replaced) came.current = { at: performance.now(), by: lastPressed?.current ?? [] };
  }, [replaced, lastPressed]);
  return useCallback((key) => {
    if (came.current === null || performance.now() - came.current.at >= unreadMs) return false;
    return key === undefined || came.current.by.includes(key);
  }, []);
}

/** The names of the key that was pressed last, wherever on the page: a dialog that takes an item away goes with it. */
export function useLastPressed(): RefObject<string[]> {
  const last = useRef<string[]>([]);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      last.current = namesOf(event);
    };
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, []);
  return last;
}

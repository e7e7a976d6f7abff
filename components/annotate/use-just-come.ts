import { useCallback, useLayoutEffect, useRef } from "react";

/** Nobody reads an item in less: what is pressed within it was meant for the one before, by a double press or by a second finger. */
const unreadMs = 250;

/** Whether an item took the place of another a moment ago. One that a page opened with was waited for. */
export function useJustCome(replaced: boolean): () => boolean {
  const came = useRef<number | null>(null);
  // An item that is drawn ahead comes when it is uncovered: its effects run then.
  useLayoutEffect(() => {
    if (replaced) came.current = performance.now();
  }, [replaced]);
  return useCallback(() => came.current !== null && performance.now() - came.current < unreadMs, []);
}

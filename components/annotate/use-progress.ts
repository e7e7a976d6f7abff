import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { readProgress } from "@/components/annotate/desk-api";
import type { Place, Progress } from "@/components/annotate/desk-api";
import type { OutboxRow } from "@/components/annotate/local-store";

/** The server is asked once the hand rests, and now and then besides: others work on the same items. */
const afterRestMs = 1_200;
const nowAndThenMs = 60_000;

export type ProgressKeeper = {
  progress: Progress;
  /** The server has acknowledged something: its counts moved. */
  acknowledged: (did: "submit" | "skip") => void;
  takenBack: (was: "submit" | "skip") => void;
};

const moved = (counts: Progress, did: "submit" | "skip", by: 1 | -1): Progress => ({
  ...counts,
  done: counts.done + (did === "submit" ? by : 0),
  skipped: counts.skipped + (did === "skip" ? by : 0),
  left: Math.max(0, counts.left - by),
});

/**
 * What is done and what is left, as of this moment: the server's counts, and on top of them what waits in the outbox. An
 * answer of the server to a question asked before the last change is of no use and is dropped: it would take the count back.
 */
export function useProgress(place: Place, initial: Progress, waiting: OutboxRow[]): ProgressKeeper {
  const [counts, setCounts] = useState(initial);
  const changes = useRef(0);
  const onTheWay = useRef(waiting.length);
  onTheWay.current = waiting.length;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const ask = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      // What is on its way is counted here already; its acknowledgement asks again.
      if (onTheWay.current > 0) return;
      const asked = changes.current;
      readProgress(place)
        .then((answer) => {
          if (asked === changes.current) setCounts(answer);
        })
        // Without a network the count goes on by itself; the next change asks again.
        .catch(() => undefined);
    }, afterRestMs);
  }, [place]);

  const change = useCallback(
    (did: "submit" | "skip", by: 1 | -1) => {
      changes.current += 1;
      setCounts((before) => moved(before, did, by));
      ask();
    },
    [ask],
  );

  // Other tabs send too: whatever moves in the outbox makes answers under way stale.
  const length = waiting.length;
  const known = useRef(length);
  useEffect(() => {
    if (known.current === length) return;
    known.current = length;
    changes.current += 1;
    ask();
  }, [length, ask]);

  useEffect(() => {
    const again = setInterval(() => {
      if (document.visibilityState === "visible") ask();
    }, nowAndThenMs);
    return () => {
      clearInterval(again);
      clearTimeout(timer.current);
    };
  }, [ask]);

  return {
    progress: useMemo(() => waiting.reduce((sum, { entry }) => moved(sum, entry.did, 1), counts), [counts, waiting]),
    acknowledged: useCallback((did) => change(did, 1), [change]),
    takenBack: useCallback((was) => change(was, -1), [change]),
  };
}

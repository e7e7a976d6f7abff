import { useCallback, useEffect, useRef } from "react";
import type { LocalStore } from "@/components/annotate/local-store";
import { alone } from "@/components/annotate/tab-locks";

const firstRetryMs = 1_500;
const longestRetryMs = 20_000;

type Flush = {
  /** Sends what waits, in order. Resolves to whether nothing is left. */
  flush: () => Promise<boolean>;
  /** The network is back: no need to be patient any more. */
  flushAtOnce: () => void;
};

/** Runs the sending of an outbox alone among all tabs, once more where something came in meanwhile, and again later where it failed. */
export function useFlush(store: LocalStore, name: string, sendAll: () => Promise<boolean>): Flush {
  const retry = useRef<{ timer: ReturnType<typeof setTimeout> | undefined; ms: number }>({ timer: undefined, ms: firstRetryMs });
  const running = useRef<Promise<boolean> | null>(null);

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(retry.current.timer);
    for (;;) {
      running.current ??= alone(`outbox:${name}`, sendAll).finally(() => {
        running.current = null;
      });
      if (!(await running.current)) {
        retry.current.timer = setTimeout(() => void flush(), retry.current.ms);
        retry.current.ms = Math.min(retry.current.ms * 2, longestRetryMs);
        return false;
      }
      retry.current.ms = firstRetryMs;
      // An answer may have come in after the last look and before the end.
      if ((await store.outbox()).length === 0) return true;
    }
  }, [name, sendAll, store]);

  useEffect(() => {
    const timers = retry.current;
    return () => clearTimeout(timers.timer);
  }, [flush]);

  return {
    flush,
    flushAtOnce: useCallback(() => {
      retry.current.ms = firstRetryMs;
      void flush();
    }, [flush]),
  };
}

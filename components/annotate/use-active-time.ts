import { useCallback, useEffect, useMemo, useRef } from "react";
import { dropSeconds, keepSeconds, keptSeconds } from "@/components/annotate/kept-seconds";

/** Without a sign of life for this long, the person has left the desk. */
const idleAfterMs = 60_000;
const tickMs = 1_000;
const signs = ["pointermove", "pointerdown", "keydown", "wheel", "touchstart", "scroll"] as const;

export type ActiveTime = {
  /** so far, earlier visits included */
  seconds: () => number;
  /** The answer is on its way, and takes the time with it: nothing more is kept here. */
  close: () => void;
};

/**
 * Seconds that the page was visible and its reader active with one item on screen.
 * @param name of one lease, under which the time outlives the page; an item that was answered and taken back begins anew, since the
 * answer has its time. Null where nothing is kept
 * @param before counted until the draft was saved, in this browser or another; read once
 */
export function useActiveTime(name: string | null, before: number): ActiveTime {
  const first = useRef(before);
  const counted = useRef<number | null>(null);
  const lastSign = useRef(0);
  const lastTick = useRef(0);
  const closed = useRef(false);

  const count = useCallback((): number => {
    const now = performance.now();
    // One count runs through draft and browser, so that the larger of the two is the later one, and never a part of the other.
    counted.current ??= Math.max(first.current, name === null ? 0 : keptSeconds(name));
    // A laptop that slept would otherwise count its night as one tick.
    if (document.visibilityState === "visible" && now - lastSign.current < idleAfterMs)
      counted.current += Math.min(now - lastTick.current, 2 * tickMs) / 1_000;
    lastTick.current = now;
    return Math.round(counted.current * 10) / 10;
  }, [name]);

  useEffect(() => {
    lastSign.current = performance.now();
    lastTick.current = lastSign.current;
    const onSign = (): void => {
      lastSign.current = performance.now();
    };
    const keep = (): void => {
      const seconds = count();
      if (!closed.current && name !== null) keepSeconds(name, seconds);
    };
    for (const sign of signs) window.addEventListener(sign, onSign, { capture: true, passive: true });
    window.addEventListener("pagehide", keep);
    const timer = setInterval(keep, tickMs);
    return () => {
      clearInterval(timer);
      window.removeEventListener("pagehide", keep);
      for (const sign of signs) window.removeEventListener(sign, onSign, { capture: true });
      keep();
    };
  }, [count, name]);

  return useMemo(
    () => ({
      seconds: count,
      close: () => {
        closed.current = true;
        if (name !== null) dropSeconds(name);
      },
    }),
    [count, name],
  );
}

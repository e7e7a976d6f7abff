import { useCallback, useEffect, useRef } from "react";

/** Without a sign of life for this long, the person has left the desk. */
const idleAfterMs = 60_000;
const tickMs = 1_000;
const signs = ["pointermove", "pointerdown", "keydown", "wheel", "touchstart", "scroll"] as const;

/** Seconds that the page was visible and its reader active since it was mounted. Read it with the function returned. */
export function useActiveTime(): () => number {
  const seconds = useRef(0);
  const lastSign = useRef(0);
  const lastTick = useRef(0);

  const count = useCallback((): number => {
    const now = performance.now();
    // A laptop that slept would otherwise count its night as one tick.
    if (document.visibilityState === "visible" && now - lastSign.current < idleAfterMs)
      seconds.current += Math.min(now - lastTick.current, 2 * tickMs) / 1_000;
    lastTick.current = now;
    return Math.round(seconds.current * 10) / 10;
  }, []);

  useEffect(() => {
    lastSign.current = performance.now();
    lastTick.current = lastSign.current;
    const onSign = (): void => {
      lastSign.current = performance.now();
    };
    for (const sign of signs) window.addEventListener(sign, onSign, { capture: true, passive: true });
    const timer = setInterval(count, tickMs);
    return () => {
      clearInterval(timer);
      for (const sign of signs) window.removeEventListener(sign, onSign, { capture: true });
    };
  }, [count]);
  return count;
}

import { useCallback, useEffect, useRef, useState } from "react";
import { readStandingNotice } from "@/components/annotate/desk-api";
import type { Place } from "@/components/annotate/desk-api";

const nowAndThenMs = 180_000;

/**
 * A word of the people who run the campaign to this person. It is asked for by the clock, not with an answer: whoever heard it
 * right after one would know which item had a known answer. What was put away stays away until something else is said.
 */
export function useStandingNotice(place: Place, initial: string): { notice: string; putAway: () => void } {
  const [notice, setNotice] = useState(initial);
  const heard = useRef(initial);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState !== "visible") return;
      readStandingNotice(place)
        .then((said) => {
          if (said === heard.current) return;
          heard.current = said;
          setNotice(said);
        })
        // Without a network there is nothing to hear; the next time asks again.
        .catch(() => undefined);
    }, nowAndThenMs);
    return () => clearInterval(timer);
  }, [place]);
  return { notice, putAway: useCallback(() => setNotice(""), []) };
}

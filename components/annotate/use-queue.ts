import { useCallback, useEffect, useRef, useState } from "react";
import { DeskProblem, nextWork, release, renew } from "@/components/annotate/desk-api";
import type { Place } from "@/components/annotate/desk-api";
import type { Work } from "@/lib/assignments/schema";

/** The item on screen and the one behind it, claimed ahead so that it shows at once. */
const wanted = 2;
const pollWhenEmptyMs = 20_000;

export type QueueState =
  | { phase: "loading" }
  | { phase: "work"; work: Work }
  | { phase: "lost"; message: string }
  | { phase: "empty" }
  | { phase: "paused"; message: string }
  | { phase: "failed"; message: string };

export type Queue = {
  state: QueueState;
  /** Takes the item on screen away and shows the next. */
  advance: () => void;
  /** Puts an item on top; the one on screen comes after it. */
  show: (assignmentId: string) => Promise<void>;
  markLost: (assignmentId: string, message: string) => void;
  retry: () => void;
};

const refOf = ({ assignmentId, epoch }: Work): { assignmentId: string; epoch: string } => ({ assignmentId, epoch });

export function useQueue(place: Place, leaseSeconds: number, beingSent: () => string[]): Queue {
  const { projectId, campaignId } = place;
  const held = useRef<Work[]>([]);
  const filling = useRef<Promise<void> | null>(null);
  const [state, setState] = useState<QueueState>({ phase: "loading" });

  const draw = useCallback(() => {
    const [work] = held.current;
    if (work) setState((before) => (before.phase === "work" && before.work === work ? before : { phase: "work", work }));
  }, []);

  const holding = useCallback(() => [...held.current.map((work) => work.assignmentId), ...beingSent()], [beingSent]);

  const fillOnce = useCallback(async (): Promise<void> => {
    while (held.current.length < wanted) {
      try {
        const more = await nextWork({ projectId, campaignId }, holding(), wanted - held.current.length);
        if (more.length === 0) {
          if (held.current.length === 0) setState({ phase: "empty" });
          return;
        }
        held.current = [...held.current, ...more];
        draw();
      } catch (error) {
        if (held.current.length > 0) return;
        const message = error instanceof Error ? error.message : "The next item could not be fetched.";
        setState({ phase: error instanceof DeskProblem && error.code === "refused" ? "paused" : "failed", message });
        return;
      }
    }
  }, [projectId, campaignId, holding, draw]);

  const fill = useCallback((): Promise<void> => {
    filling.current ??= fillOnce().finally(() => {
      filling.current = null;
    });
    return filling.current;
  }, [fillOnce]);

  const remove = useCallback(
    (assignmentId: string) => {
      held.current = held.current.filter((work) => work.assignmentId !== assignmentId);
      if (held.current.length === 0) setState({ phase: "loading" });
      draw();
      void fill();
    },
    [draw, fill],
  );

  const markLost = useCallback((assignmentId: string, message: string) => {
    const onScreen = held.current[0]?.assignmentId === assignmentId;
    held.current = held.current.filter((work) => work.assignmentId !== assignmentId);
    if (onScreen) setState({ phase: "lost", message });
  }, []);

  useEffect(() => {
    void fill();
    const renewAll = async (): Promise<void> => {
      for (const work of held.current) {
        try {
          await renew({ projectId, campaignId }, refOf(work));
        } catch (error) {
          if (error instanceof DeskProblem && error.code === "lease_lost") markLost(work.assignmentId, error.message);
        }
      }
    };
    const renewing = setInterval(() => void renewAll(), Math.max(5, leaseSeconds / 3) * 1_000);
    const again = setInterval(() => {
      if (held.current.length === 0 && document.visibilityState === "visible") void fill();
    }, pollWhenEmptyMs);
    // What was only held ready goes back at once; the item on screen stays this person's until its lease ends.
    const leave = (): void => {
      for (const work of held.current.slice(1)) release({ projectId, campaignId }, refOf(work)).catch(() => undefined);
      held.current = held.current.slice(0, 1);
    };
    const back = (event: PageTransitionEvent): void => {
      if (event.persisted) void fill();
    };
    const online = (): void => void fill();
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", back);
    window.addEventListener("online", online);
    return () => {
      clearInterval(renewing);
      clearInterval(again);
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("pageshow", back);
      window.removeEventListener("online", online);
    };
  }, [projectId, campaignId, leaseSeconds, fill, markLost]);

  return {
    state,
    advance: useCallback(() => {
      const [work] = held.current;
      if (work) remove(work.assignmentId);
    }, [remove]),
    show: useCallback(
      async (assignmentId: string) => {
        await filling.current;
        const passed: string[] = [];
        for (;;) {
          const [work] = await nextWork({ projectId, campaignId }, [...holding(), ...passed], 1);
          if (!work) return;
          if (work.assignmentId !== assignmentId) {
            // Another tab's item; it stays there.
            passed.push(work.assignmentId);
            continue;
          }
          held.current = [work, ...held.current.filter((other) => other.assignmentId !== assignmentId)];
          draw();
          return;
        }
      },
      [projectId, campaignId, holding, draw],
    ),
    markLost,
    retry: useCallback(() => {
      setState({ phase: "loading" });
      draw();
      void fill();
    }, [draw, fill]),
  };
}

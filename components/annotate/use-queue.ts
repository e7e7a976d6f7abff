import { useCallback, useEffect, useMemo, useState } from "react";
import { nextWork } from "@/components/annotate/desk-api";
import type { Place } from "@/components/annotate/desk-api";
import type { LocalStore } from "@/components/annotate/local-store";
import { tabItems } from "@/components/annotate/tab-items";
import { useHeldLeases } from "@/components/annotate/use-held-leases";
import { useLeaving } from "@/components/annotate/use-leaving";
import { useRefill } from "@/components/annotate/use-refill";
import type { Along, Dry } from "@/components/annotate/use-refill";
import type { Work } from "@/lib/assignments/schema";

export type QueueState = { phase: "loading" } | { phase: "work"; work: Work; next: Work | null } | { phase: "lost"; message: string } | Dry;

export type Queue = {
  state: QueueState;
  /** items held by this tab, the one on screen included */
  ready: number;
  /** Takes the item on screen away and shows the next. */
  advance: () => void;
  /** Shows the next item and keeps the one on screen for after all that are held; false where there is no other. */
  later: () => boolean;
  /** Puts an item that the server gave back on top; the one on screen comes after it. */
  show: (assignmentId: string) => Promise<void>;
  /** Puts an item on top that is known here already. */
  putBack: (work: Work) => void;
  /** What an answer that is about to be sent may ask for along the way; null where nothing is wanted or it is being fetched. */
  along: () => Promise<Along | null>;
  /** The server has its answer: no tab needs to be kept from it any more. */
  arrived: (assignmentId: string) => void;
  markLost: (assignmentId: string, message: string) => void;
  retry: () => void;
};

export type QueueSettings = {
  place: Place;
  userId: string;
  store: LocalStore;
  leaseSeconds: number;
  /** how many items to hold, the one on screen included */
  ahead: number;
  /** items whose answers wait in the outbox */
  beingSent: () => string[];
};

/** The items of this tab: the one on screen and those behind it, claimed ahead so that they show at once. */
export function useQueue({ place, userId, store, leaseSeconds, ahead, beingSent }: QueueSettings): Queue {
  const { projectId, campaignId } = place;
  const items = useMemo(() => tabItems({ userId, campaignId }, store), [userId, campaignId, store]);
  const [state, setState] = useState<QueueState>({ phase: "loading" });
  const [ready, setReady] = useState(0);

  const draw = useCallback(() => {
    const [work, next = null] = items.list();
    setReady(items.list().length);
    if (!work) return;
    setState((before) =>
      before.phase === "work" && before.work === work && before.next === next ? before : { phase: "work", work, next },
    );
  }, [items]);

  const markLost = useCallback(
    (assignmentId: string, message: string) => {
      const onScreen = items.list()[0]?.assignmentId === assignmentId;
      items.drop(assignmentId);
      setReady(items.list().length);
      if (onScreen) setState({ phase: "lost", message });
    },
    [items],
  );

  const { fill, along, settled } = useRefill({ place, items, store, ahead, beingSent, came: draw, dry: setState });
  useHeldLeases({ place, leaseSeconds, items, fill, markLost });
  const back = useCallback(() => {
    draw();
    void fill();
  }, [draw, fill]);
  useLeaving({ place, items, ahead, back });
  useEffect(() => () => items.clear(), [items]);

  return {
    state,
    ready,
    advance: useCallback(() => {
      const [work] = items.list();
      // Its lock stays: until the answer has arrived, no tab may be given the item again.
      if (work) {
        items.answered.add(work.assignmentId);
        items.drop(work.assignmentId, true);
      }
      if (items.list().length === 0) setState({ phase: "loading" });
      draw();
      void fill();
    }, [items, draw, fill]),
    later: useCallback(() => {
      const deferred = items.defer();
      draw();
      return deferred;
    }, [items, draw]),
    show: useCallback(
      async (assignmentId: string) => {
        await settled();
        const [work] = await nextWork({ projectId, campaignId }, [], 1, assignmentId);
        if (!work) return;
        items.answered.delete(assignmentId);
        await items.take(work);
        items.raise(work);
        draw();
      },
      [projectId, campaignId, items, settled, draw],
    ),
    putBack: useCallback(
      (work: Work) => {
        items.answered.delete(work.assignmentId);
        items.raise(work);
        draw();
      },
      [items, draw],
    ),
    along,
    arrived: useCallback(
      (assignmentId: string) => {
        if (items.list().some((work) => work.assignmentId === assignmentId)) return;
        items.letGo(assignmentId);
        items.answered.delete(assignmentId);
      },
      [items],
    ),
    markLost,
    retry: useCallback(() => {
      setState({ phase: "loading" });
      draw();
      void fill();
    }, [draw, fill]),
  };
}

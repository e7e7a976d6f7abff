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

/** Why the item on screen went: its time ran out, or its answer, which was sent back, waits for nobody any more. */
type Lost = { phase: "lost"; was: "leased" | "returned" };

export type QueueState = { phase: "loading" } | { phase: "work"; work: Work; next: Work | null } | Lost | Dry;

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
  putBack: (work: Work) => Promise<void>;
  /** What an answer that is about to be sent may ask for along the way; null where nothing is wanted or it is being fetched. */
  along: () => Promise<Along | null>;
  /** The server has its answer: no tab needs to be kept from it any more. */
  arrived: (assignmentId: string) => void;
  markLost: (assignmentId: string) => void;
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

  const draw = useCallback(
    (keepsLost = false) => {
      const [work, next = null] = items.list();
      setReady(items.list().length);
      if (!work) return;
      setState((before) => {
        if (keepsLost && before.phase === "lost") return before;
        return before.phase === "work" && before.work === work && before.next === next ? before : { phase: "work", work, next };
      });
    },
    [items],
  );
  // What comes by itself takes nothing off the screen: that an item was lost stays until it was read.
  const came = useCallback(() => draw(true), [draw]);
  const dry = useCallback((why: Dry) => setState((before) => (before.phase === "lost" ? before : why)), []);

  const markLost = useCallback(
    (assignmentId: string) => {
      items.drop(assignmentId);
      setReady(items.list().length);
      setState((before) =>
        before.phase === "work" && before.work.assignmentId === assignmentId
          ? { phase: "lost", was: before.work.returned ? "returned" : "leased" }
          : before,
      );
    },
    [items],
  );

  const { fill, along, settled } = useRefill({ place, items, store, ahead, beingSent, came, dry });
  useHeldLeases({ place, leaseSeconds, items, fill, markLost });
  const back = useCallback(() => {
    came();
    void fill();
  }, [came, fill]);
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
      async (work: Work) => {
        items.answered.delete(work.assignmentId);
        // Its lock may have gone with its answer: without one, another tab would be given the item that is shown here.
        await items.take(work);
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

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { DeskProblem, nextWork, release } from "@/components/annotate/desk-api";
import type { Place } from "@/components/annotate/desk-api";
import type { LocalStore } from "@/components/annotate/local-store";
import { enterTab, inRememberedOrder, leaveTab } from "@/components/annotate/own-tab";
import { tabItems } from "@/components/annotate/tab-items";
import { useHeldLeases } from "@/components/annotate/use-held-leases";
import { refOf } from "@/lib/assignments/schema";
import type { Work } from "@/lib/assignments/schema";

const pollWhenEmptyMs = 20_000;

export type QueueState =
  | { phase: "loading" }
  | { phase: "work"; work: Work; next: Work | null }
  | { phase: "lost"; message: string }
  | { phase: "empty" }
  | { phase: "offline" }
  | { phase: "paused"; message: string }
  | { phase: "failed"; message: string };

/** A place for items that come back with an answer. Whoever asked for it settles it, with null where none came. */
export type Along = { next: { holding: string[]; want: number }; settle: (work: Work[] | null) => void };

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
  const filling = useRef<Promise<void> | null>(null);
  const wanted = useRef(ahead);
  wanted.current = ahead;
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

  /** Items fetched earlier, for a page that opens without a network. */
  const takeStored = useCallback(async (): Promise<void> => {
    for (const work of inRememberedOrder(campaignId, await store.ready())) {
      // What was answered while this was being read is not to be answered again.
      const id = work.assignmentId;
      if (items.answered.has(id) || beingSent().includes(id) || items.list().some((other) => other.assignmentId === id)) continue;
      await items.take(work);
    }
    draw();
  }, [campaignId, beingSent, store, items, draw]);

  /** Everything that this person's tabs show, hold ready or have answered: others are wanted. */
  const holdingNow = useCallback(
    async (): Promise<string[]> => [...new Set([...(await items.heldAnywhere()), ...beingSent()])],
    [items, beingSent],
  );

  const fillOnce = useCallback(async (): Promise<void> => {
    const missing = (): number => wanted.current - items.list().length;
    // Two at a time at least: one request for several items costs the server little more than one for one.
    if (items.list().length > Math.max(2, wanted.current - 2)) return;
    try {
      await enterTab();
      for (let want = missing(); want > 0; want = missing()) {
        const more = await nextWork({ projectId, campaignId }, await holdingNow(), want);
        for (const work of inRememberedOrder(campaignId, more)) {
          await items.take(work);
          draw();
        }
        if (more.length < want) break;
      }
      if (items.list().length === 0) setState({ phase: "empty" });
    } catch (error) {
      const offline = error instanceof DeskProblem && error.code === "offline";
      if (items.list().length === 0 && offline) await takeStored();
      if (items.list().length > 0) return;
      const message = error instanceof Error ? error.message : "The next item could not be fetched.";
      if (offline) setState({ phase: "offline" });
      else setState({ phase: error instanceof DeskProblem && error.code === "refused" ? "paused" : "failed", message });
    }
  }, [projectId, campaignId, holdingNow, items, takeStored, draw]);

  const fill = useCallback((): Promise<void> => {
    filling.current ??= fillOnce().finally(() => {
      filling.current = null;
    });
    return filling.current;
  }, [fillOnce]);

  const along = useCallback(async (): Promise<Along | null> => {
    const want = wanted.current - items.list().length;
    if (filling.current || want <= 0) return null;
    let settle: Along["settle"] = () => undefined;
    const brought = new Promise<Work[] | null>((resolve) => {
      settle = resolve;
    });
    const filled = async (): Promise<void> => {
      for (const work of (await brought) ?? []) {
        await items.take(work);
        draw();
      }
    };
    filling.current = filled().finally(() => {
      filling.current = null;
      // Where too little came, the queue asks by itself and is told why.
      void fill();
    });
    return { next: { holding: await holdingNow(), want }, settle };
  }, [holdingNow, items, draw, fill]);

  const markLost = useCallback(
    (assignmentId: string, message: string) => {
      const onScreen = items.list()[0]?.assignmentId === assignmentId;
      items.drop(assignmentId);
      setReady(items.list().length);
      if (onScreen) setState({ phase: "lost", message });
    },
    [items],
  );

  useEffect(() => {
    void fill();
  }, [fill, ahead]);

  useHeldLeases({ place, leaseSeconds, items, fill, markLost });

  useEffect(() => {
    const again = setInterval(() => {
      if (items.list().length === 0 && document.visibilityState === "visible") void fill();
    }, pollWhenEmptyMs);
    // What was only held ready goes back at once; the item on screen stays this person's until its lease ends. Who prepared
    // for work without a network keeps everything.
    const leave = (): void => {
      const keepsAll = !navigator.onLine || wanted.current > 10;
      for (const work of keepsAll ? [] : items.giveUpReady()) release({ projectId, campaignId }, refOf(work)).catch(() => undefined);
      for (const { assignmentId } of items.list()) items.letGo(assignmentId);
      leaveTab();
    };
    const join = async (): Promise<void> => {
      await enterTab();
      for (const work of items.list()) if (!(await items.take(work))) items.drop(work.assignmentId);
      draw();
      await fill();
    };
    const back = (event: PageTransitionEvent): void => {
      if (event.persisted) void join();
    };
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", back);
    return () => {
      clearInterval(again);
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("pageshow", back);
      items.clear();
    };
  }, [projectId, campaignId, items, fill, draw]);

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
        await filling.current;
        const [work] = await nextWork({ projectId, campaignId }, [], 1, assignmentId);
        if (!work) return;
        items.answered.delete(assignmentId);
        await items.take(work);
        items.raise(work);
        draw();
      },
      [projectId, campaignId, items, draw],
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

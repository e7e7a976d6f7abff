import { useCallback, useEffect, useRef, useState } from "react";
import { DeskProblem, nextWork, release, renew } from "@/components/annotate/desk-api";
import type { Place } from "@/components/annotate/desk-api";
import type { LocalStore } from "@/components/annotate/local-store";
import { heldItems, holdItem } from "@/components/annotate/tab-locks";
import type { Work } from "@/lib/assignments/schema";

const pollWhenEmptyMs = 20_000;
/** An item is renewed while its reader is at the desk; without a sign of life for this long it goes back by itself. */
const longestPauseMs = 30 * 60_000;

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

const refOf = ({ assignmentId, epoch }: Work): { assignmentId: string; epoch: string } => ({ assignmentId, epoch });

/** The items of this tab: the one on screen and those behind it, claimed ahead so that they show at once. */
export function useQueue({ place, userId, store, leaseSeconds, ahead, beingSent }: QueueSettings): Queue {
  const { projectId, campaignId } = place;
  const held = useRef<Work[]>([]);
  const letGo = useRef(new Map<string, () => void>());
  /** given or skipped in this tab; their locks stay until the server has them */
  const answered = useRef(new Set<string>());
  const filling = useRef<Promise<void> | null>(null);
  const wanted = useRef(ahead);
  wanted.current = ahead;
  const [state, setState] = useState<QueueState>({ phase: "loading" });
  const [ready, setReady] = useState(0);

  const draw = useCallback(() => {
    const [work, next = null] = held.current;
    setReady(held.current.length);
    if (!work) return;
    setState((before) =>
      before.phase === "work" && before.work === work && before.next === next ? before : { phase: "work", work, next },
    );
  }, []);

  /** Joins an item to this tab's, unless another tab shows it. */
  const take = useCallback(
    async (work: Work): Promise<boolean> => {
      const release = letGo.current.has(work.assignmentId) ? null : await holdItem(userId, work.assignmentId);
      if (!release && !letGo.current.has(work.assignmentId)) return false;
      if (release) letGo.current.set(work.assignmentId, release);
      held.current = [...held.current.filter((other) => other.assignmentId !== work.assignmentId), work];
      void store.putReady(work);
      return true;
    },
    [userId, store],
  );

  const letGoOf = useCallback((assignmentId: string) => {
    letGo.current.get(assignmentId)?.();
    letGo.current.delete(assignmentId);
  }, []);

  const drop = useCallback(
    (assignmentId: string, keepLock = false) => {
      held.current = held.current.filter((work) => work.assignmentId !== assignmentId);
      void store.removeReady(assignmentId);
      if (!keepLock) letGoOf(assignmentId);
    },
    [store, letGoOf],
  );

  /** Items fetched earlier, for a page that opens without a network. */
  const takeStored = useCallback(async (): Promise<void> => {
    for (const work of await store.ready()) {
      // What was answered while this was being read is not to be answered again.
      const id = work.assignmentId;
      if (answered.current.has(id) || beingSent().includes(id) || held.current.some((other) => other.assignmentId === id)) continue;
      await take(work);
    }
    draw();
  }, [beingSent, store, take, draw]);

  /** Everything that this person's tabs show, hold ready or have answered: others are wanted. */
  const holdingNow = useCallback(
    async (): Promise<string[]> => [
      ...new Set([...held.current.map((work) => work.assignmentId), ...(await heldItems(userId)), ...beingSent()]),
    ],
    [userId, beingSent],
  );

  const fillOnce = useCallback(async (): Promise<void> => {
    // Two at a time at least: one request for several items costs the server little more than one for one.
    if (held.current.length > Math.max(2, wanted.current - 2)) return;
    try {
      for (let missing = wanted.current - held.current.length; missing > 0; missing = wanted.current - held.current.length) {
        const more = await nextWork({ projectId, campaignId }, await holdingNow(), missing);
        for (const work of more) {
          await take(work);
          draw();
        }
        if (more.length < missing) break;
      }
      if (held.current.length === 0) setState({ phase: "empty" });
    } catch (error) {
      if (held.current.length === 0 && error instanceof DeskProblem && error.code === "offline") await takeStored();
      if (held.current.length > 0) return;
      const message = error instanceof Error ? error.message : "The next item could not be fetched.";
      if (error instanceof DeskProblem && error.code === "offline") setState({ phase: "offline" });
      else setState({ phase: error instanceof DeskProblem && error.code === "refused" ? "paused" : "failed", message });
    }
  }, [projectId, campaignId, holdingNow, take, takeStored, draw]);

  const fill = useCallback((): Promise<void> => {
    filling.current ??= fillOnce().finally(() => {
      filling.current = null;
    });
    return filling.current;
  }, [fillOnce]);

  const along = useCallback(async (): Promise<Along | null> => {
    const want = wanted.current - held.current.length;
    if (filling.current || want <= 0) return null;
    let settle: Along["settle"] = () => undefined;
    const brought = new Promise<Work[] | null>((resolve) => {
      settle = resolve;
    });
    const filled = async (): Promise<void> => {
      for (const work of (await brought) ?? []) {
        await take(work);
        draw();
      }
    };
    filling.current = filled().finally(() => {
      filling.current = null;
      // Where too little came, the queue asks by itself and is told why.
      void fill();
    });
    return { next: { holding: await holdingNow(), want }, settle };
  }, [holdingNow, take, draw, fill]);

  const markLost = useCallback(
    (assignmentId: string, message: string) => {
      const onScreen = held.current[0]?.assignmentId === assignmentId;
      drop(assignmentId);
      setReady(held.current.length);
      if (onScreen) setState({ phase: "lost", message });
    },
    [drop],
  );

  useEffect(() => {
    void fill();
  }, [fill, ahead]);

  useEffect(() => {
    const locks = letGo.current;
    const given = answered.current;
    let lastSign = Date.now();
    const sign = (): void => {
      lastSign = Date.now();
    };
    const renewAll = async (): Promise<void> => {
      if (held.current.length === 0 || Date.now() - lastSign > longestPauseMs) return;
      try {
        const lost = await renew({ projectId, campaignId }, held.current.map(refOf));
        for (const id of lost) markLost(id, "lost");
      } catch (error) {
        // Without a network nothing can be renewed; whether a lease still stands shows when its answer arrives.
        if (!(error instanceof DeskProblem)) throw error;
      }
    };
    const renewing = setInterval(() => void renewAll(), Math.max(5, leaseSeconds / 3) * 1_000);
    const again = setInterval(() => {
      if (held.current.length === 0 && document.visibilityState === "visible") void fill();
    }, pollWhenEmptyMs);
    // What was only held ready goes back at once; the item on screen stays this person's until its lease ends. Who prepared
    // for work without a network keeps everything.
    const leave = (): void => {
      const keepsAll = !navigator.onLine || wanted.current > 10;
      for (const work of keepsAll ? [] : held.current.slice(1)) {
        release({ projectId, campaignId }, refOf(work)).catch(() => undefined);
        drop(work.assignmentId);
      }
      // The page that follows in this tab may begin before this one is gone, and would take its locks for another tab's.
      for (const { assignmentId } of held.current) letGoOf(assignmentId);
    };
    const join = async (): Promise<void> => {
      for (const work of held.current) if (!(await take(work))) drop(work.assignmentId);
      draw();
      await fill();
    };
    const back = (event: PageTransitionEvent): void => {
      if (event.persisted) void join();
    };
    const online = (): void => void renewAll().then(fill);
    for (const name of ["pointerdown", "keydown", "wheel", "touchstart"]) window.addEventListener(name, sign, { passive: true });
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", back);
    window.addEventListener("online", online);
    return () => {
      clearInterval(renewing);
      clearInterval(again);
      for (const name of ["pointerdown", "keydown", "wheel", "touchstart"]) window.removeEventListener(name, sign);
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("pageshow", back);
      window.removeEventListener("online", online);
      for (const release of locks.values()) release();
      locks.clear();
      given.clear();
      held.current = [];
    };
  }, [projectId, campaignId, leaseSeconds, fill, take, draw, drop, letGoOf, markLost]);

  return {
    state,
    ready,
    advance: useCallback(() => {
      const [work] = held.current;
      // Its lock stays: until the answer has arrived, no tab may be given the item again.
      if (work) {
        answered.current.add(work.assignmentId);
        drop(work.assignmentId, true);
      }
      if (held.current.length === 0) setState({ phase: "loading" });
      draw();
      void fill();
    }, [drop, draw, fill]),
    show: useCallback(
      async (assignmentId: string) => {
        await filling.current;
        const [work] = await nextWork({ projectId, campaignId }, [], 1, assignmentId);
        if (!work) return;
        answered.current.delete(assignmentId);
        await take(work);
        held.current = [work, ...held.current.filter((other) => other.assignmentId !== assignmentId)];
        draw();
      },
      [projectId, campaignId, take, draw],
    ),
    putBack: useCallback(
      (work: Work) => {
        answered.current.delete(work.assignmentId);
        held.current = [work, ...held.current.filter((other) => other.assignmentId !== work.assignmentId)];
        void store.putReady(work);
        draw();
      },
      [store, draw],
    ),
    along,
    arrived: useCallback(
      (assignmentId: string) => {
        if (held.current.some((work) => work.assignmentId === assignmentId)) return;
        letGoOf(assignmentId);
        answered.current.delete(assignmentId);
      },
      [letGoOf],
    ),
    markLost,
    retry: useCallback(() => {
      setState({ phase: "loading" });
      draw();
      void fill();
    }, [draw, fill]),
  };
}

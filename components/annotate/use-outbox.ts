import { useCallback, useEffect, useRef, useState } from "react";
import type { DeskProblem } from "@/components/annotate/desk-api";
import type { LocalStore, OutboxEntry, OutboxRow } from "@/components/annotate/local-store";
import { problemOf, sendEntry } from "@/components/annotate/send-entry";
import { countServerFailures } from "@/components/annotate/server-failures";
import { alone } from "@/components/annotate/tab-locks";
import { useFlush } from "@/components/annotate/use-flush";
import { useOutboxNews } from "@/components/annotate/use-outbox-news";
import type { Acknowledged } from "@/components/annotate/use-outbox-news";
import type { Along } from "@/components/annotate/use-refill";

export type Trouble = "offline" | "signed-out" | null;

export type Outbox = {
  /** on their way or waiting for the network, from all tabs of this person */
  waiting: OutboxRow[];
  trouble: Trouble;
  add: (entry: OutboxEntry, work: OutboxRow["work"]) => void;
  /** Sends what waits, in order. Resolves to whether nothing is left. */
  flush: () => Promise<boolean>;
  /** Takes the newest entry out again before it was sent; null where there is none, or it may have arrived. */
  takeBack: () => Promise<OutboxRow | null>;
  /** Tells this person's other tabs that the server gave back what it had. */
  tellTakenBack: (was: OutboxEntry["did"]) => void;
};

type Callbacks = {
  /** items that an answer may bring back with it */
  along: () => Promise<Along | null>;
  sent: (acknowledged: Acknowledged) => void;
  /** Another tab took back what the server had. */
  takenBack: (was: OutboxEntry["did"]) => void;
  refused: (row: OutboxRow, problem: DeskProblem) => Promise<void>;
};

/**
 * Sends answers and skips in the order given, one at a time over all tabs, each until the server has answered for it. One that it
 * fails at again and again while it takes others is put aside.
 */
export function useOutbox(store: LocalStore, name: string, on: Callbacks): Outbox {
  const callbacks = useRef(on);
  callbacks.current = on;
  const [waiting, setWaiting] = useState<OutboxRow[]>([]);
  const [trouble, setTrouble] = useState<Trouble>(null);
  const [failures] = useState(countServerFailures);
  /** sent without an answer of the server: it may have them */
  const unheard = useRef(new Set<number>());

  const refresh = useCallback(async (): Promise<OutboxRow[]> => {
    const rows = await store.outbox();
    setWaiting(rows);
    return rows;
  }, [store]);

  const tellOthers = useOutboxNews(name, (news) => {
    void refresh().then(() => {
      if (news.of === "acknowledged") callbacks.current.sent(news);
      if (news.of === "taken back") callbacks.current.takenBack(news.did);
    });
  });

  /** After a change, here and in the other tabs. What was acknowledged leaves the waiting and joins the done in one step. */
  const tell = useCallback(
    async (acknowledged: Acknowledged | null) => {
      tellOthers(acknowledged ? { of: "acknowledged", ...acknowledged } : { of: "change" });
      await refresh();
      if (acknowledged) callbacks.current.sent(acknowledged);
    },
    [tellOthers, refresh],
  );

  const sendAll = useCallback(async (): Promise<boolean> => {
    for (let row = failures.next(await store.outbox()); row; row = failures.next(await store.outbox())) {
      const { onLine } = navigator;
      try {
        await sendEntry(row.entry, callbacks.current.along);
        await store.removeOutbox(row.seq);
        failures.answered();
        await tell({ did: row.entry.did, taskId: row.work?.taskId ?? null });
      } catch (error) {
        const problem = problemOf(error);
        if (problem.passing && onLine) unheard.current.add(row.seq);
        const poisoned = problem.status === 500 && failures.failed(row.seq);
        if (problem.code === "unauthenticated" || (problem.passing && !poisoned)) {
          setTrouble(problem.code === "unauthenticated" ? "signed-out" : "offline");
          await refresh();
          return false;
        }
        if (!poisoned) failures.answered();
        await callbacks.current.refused(row, problem);
        await store.removeOutbox(row.seq);
        await tell(null);
      }
      setTrouble(null);
    }
    setTrouble(null);
    await refresh();
    return true;
  }, [failures, store, tell, refresh]);

  const { flush, flushAtOnce } = useFlush(store, name, sendAll);

  useEffect(() => {
    const offline = (): void => setTrouble("offline");
    void refresh().then((rows) => {
      if (rows.length > 0) void flush();
    });
    window.addEventListener("online", flushAtOnce);
    window.addEventListener("offline", offline);
    return () => {
      window.removeEventListener("online", flushAtOnce);
      window.removeEventListener("offline", offline);
    };
  }, [flush, flushAtOnce, refresh]);

  return {
    waiting,
    trouble,
    add: useCallback(
      (entry: OutboxEntry, work: OutboxRow["work"]) => {
        void store.addOutbox(entry, work).then(async () => {
          await tell(null);
          await flush();
        });
      },
      [store, tell, flush],
    ),
    flush,
    takeBack: useCallback(
      () =>
        alone(`outbox:${name}`, async () => {
          const last = (await store.outbox()).at(-1);
          if (!last?.work || unheard.current.has(last.seq)) return null;
          await store.removeOutbox(last.seq);
          await tell(null);
          return last;
        }),
      [name, store, tell],
    ),
    tellTakenBack: useCallback((did) => tellOthers({ of: "taken back", did }), [tellOthers]),
  };
}

import { useCallback, useEffect, useRef, useState } from "react";
import { DeskProblem, skip, submit } from "@/components/annotate/desk-api";
import type { LocalStore, OutboxEntry, OutboxRow } from "@/components/annotate/local-store";
import { alone } from "@/components/annotate/tab-locks";
import type { Along } from "@/components/annotate/use-refill";
import type { Work } from "@/lib/assignments/schema";

const firstRetryMs = 1_500;
const longestRetryMs = 20_000;
/** A server that fails at one answer this often while it takes others would hold up all that follow. */
const mostFailures = 6;

export type Trouble = "offline" | "signed-out" | null;

export type Outbox = {
  /** on their way or waiting for the network, from all tabs of this person */
  waiting: OutboxRow[];
  trouble: Trouble;
  add: (entry: OutboxEntry, work: OutboxRow["work"]) => void;
  /** Sends what waits, in order. Resolves to whether nothing is left. */
  flush: () => Promise<boolean>;
  /** Takes the newest entry out again before it was sent; null where there is none or it is on its way. */
  takeBack: () => Promise<OutboxRow | null>;
  /** Tells this person's other tabs that the server gave back what it had. */
  tellTakenBack: (was: OutboxEntry["did"]) => void;
};

/** Said between tabs of an answer or skip that was taken back; of one that arrived its name alone is said. */
const takenBackPrefix = "taken back: ";

type Callbacks = {
  /** items that an answer may bring back with it */
  along: () => Promise<Along | null>;
  sent: (did: OutboxEntry["did"]) => void;
  /** Another tab took back what the server had. */
  takenBack: (was: OutboxEntry["did"]) => void;
  refused: (row: OutboxRow, problem: DeskProblem) => Promise<void>;
};

const send = async (entry: OutboxEntry, askAlong: () => Promise<Along | null>): Promise<void> => {
  if (entry.did === "submit") {
    const { did: _did, ...answer } = entry;
    const along = await askAlong();
    let brought: Work[] | null = null;
    try {
      brought = await submit(answer, along?.next);
    } finally {
      along?.settle(brought);
    }
    return;
  }
  const { projectId, campaignId, assignmentId, epoch, reason, note } = entry;
  await skip({ projectId, campaignId }, { assignmentId, epoch }, reason, note);
};

const problemOf = (error: unknown): DeskProblem =>
  error instanceof DeskProblem ? error : new DeskProblem("internal", 500, "The answer could not be sent.", error);

/** Sends answers and skips in the order given, one at a time over all tabs, each until the server has answered for it. */
export function useOutbox(store: LocalStore, name: string, on: Callbacks): Outbox {
  const callbacks = useRef(on);
  callbacks.current = on;
  const [waiting, setWaiting] = useState<OutboxRow[]>([]);
  const [trouble, setTrouble] = useState<Trouble>(null);
  const failures = useRef(new Map<number, number>());
  const retry = useRef<{ timer: ReturnType<typeof setTimeout> | undefined; ms: number }>({ timer: undefined, ms: firstRetryMs });
  const channel = useRef<BroadcastChannel | null>(null);
  const running = useRef<Promise<boolean> | null>(null);

  const refresh = useCallback(async (): Promise<OutboxRow[]> => {
    const rows = await store.outbox();
    setWaiting(rows);
    return rows;
  }, [store]);

  /** After a change, here and in the other tabs. What was acknowledged leaves the waiting and joins the done in one step. */
  const tell = useCallback(
    async (acknowledged: OutboxEntry["did"] | null) => {
      channel.current?.postMessage(acknowledged ?? "changed");
      await refresh();
      if (acknowledged) callbacks.current.sent(acknowledged);
    },
    [refresh],
  );

  const sendAll = useCallback(async (): Promise<boolean> => {
    for (let rows = await store.outbox(); rows[0]; rows = await store.outbox()) {
      const row = rows[0];
      try {
        await send(row.entry, callbacks.current.along);
        await store.removeOutbox(row.seq);
        await tell(row.entry.did);
      } catch (error) {
        const problem = problemOf(error);
        const failed = (failures.current.get(row.seq) ?? 0) + 1;
        failures.current.set(row.seq, failed);
        const poisoned = problem.status === 500 && failed >= mostFailures;
        if (problem.code === "unauthenticated" || (problem.passing && !poisoned)) {
          setTrouble(problem.code === "unauthenticated" ? "signed-out" : "offline");
          await refresh();
          return false;
        }
        await callbacks.current.refused(row, problem);
        await store.removeOutbox(row.seq);
        await tell(null);
      }
      setTrouble(null);
    }
    setTrouble(null);
    await refresh();
    return true;
  }, [store, tell, refresh]);

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
    const open = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(`plumbline-outbox:${name}`);
    channel.current = open;
    if (open) {
      open.onmessage = ({ data }) => {
        void refresh().then(() => {
          if (data === "submit" || data === "skip") callbacks.current.sent(data);
          for (const was of ["submit", "skip"] as const) if (data === takenBackPrefix + was) callbacks.current.takenBack(was);
        });
      };
    }
    const online = (): void => {
      timers.ms = firstRetryMs;
      void flush();
    };
    const offline = (): void => setTrouble("offline");
    void refresh().then((rows) => {
      if (rows.length > 0) void flush();
    });
    window.addEventListener("online", online);
    window.addEventListener("offline", offline);
    return () => {
      clearTimeout(timers.timer);
      open?.close();
      channel.current = null;
      window.removeEventListener("online", online);
      window.removeEventListener("offline", offline);
    };
  }, [name, flush, refresh]);

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
          if (!last?.work) return null;
          await store.removeOutbox(last.seq);
          await tell(null);
          return last;
        }),
      [name, store, tell],
    ),
    tellTakenBack: useCallback((was) => channel.current?.postMessage(takenBackPrefix + was), []),
  };
}

import { useCallback, useEffect, useRef, useState } from "react";
import { DeskProblem, submit } from "@/components/annotate/desk-api";
import type { Place } from "@/components/annotate/desk-api";
import { dropForeignOutboxes, readOutbox, writeOutbox } from "@/components/annotate/outbox";
import type { OutboxEntry } from "@/components/annotate/outbox";

const retryMs = 4_000;

export type Outbox = {
  /** answers on their way or waiting for the network */
  waiting: number;
  offline: boolean;
  holding: () => string[];
  add: (entry: OutboxEntry) => void;
  /** Sends what waits, in order. Resolves to whether nothing is left. */
  flush: () => Promise<boolean>;
};

/** Sends answers in the order given, one at a time, each until the server has answered for it. */
export function useOutbox(
  userId: string,
  place: Place,
  on: { sent: () => void; refused: (entry: OutboxEntry, problem: DeskProblem) => void },
): Outbox {
  const entries = useRef<OutboxEntry[]>([]);
  const running = useRef<Promise<boolean> | null>(null);
  const callbacks = useRef(on);
  callbacks.current = on;
  const [waiting, setWaiting] = useState(0);
  const [offline, setOffline] = useState(false);
  const { campaignId } = place;

  const keep = useCallback(
    (next: OutboxEntry[]) => {
      entries.current = next;
      writeOutbox(localStorage, userId, campaignId, next);
      setWaiting(next.length);
    },
    [userId, campaignId],
  );

  const sendAll = useCallback(async (): Promise<boolean> => {
    for (let entry = entries.current[0]; entry; entry = entries.current[0]) {
      const sending = entry;
      try {
        await submit(sending);
        callbacks.current.sent();
      } catch (error) {
        const problem = error instanceof DeskProblem ? error : new DeskProblem("internal", 500, "The answer could not be sent.", error);
        if (problem.passing || problem.code === "unauthenticated") {
          setOffline(true);
          return false;
        }
        callbacks.current.refused(sending, problem);
      }
      keep(entries.current.filter((other) => other.idemKey !== sending.idemKey));
      setOffline(false);
    }
    return true;
  }, [keep]);

  const flush = useCallback(async (): Promise<boolean> => {
    for (;;) {
      running.current ??= sendAll().finally(() => {
        running.current = null;
      });
      if (!(await running.current)) return false;
      // An answer may have come in after the last look and before the end.
      if (entries.current.length === 0) return true;
    }
  }, [sendAll]);

  useEffect(() => {
    dropForeignOutboxes(localStorage, userId);
    keep(readOutbox(localStorage, userId, campaignId));
    const send = (): void => void flush();
    send();
    window.addEventListener("online", send);
    const timer = setInterval(() => {
      if (entries.current.length > 0) send();
    }, retryMs);
    return () => {
      window.removeEventListener("online", send);
      clearInterval(timer);
    };
  }, [userId, campaignId, keep, flush]);

  return {
    waiting,
    offline,
    holding: useCallback(() => entries.current.map((entry) => entry.assignmentId), []),
    add: useCallback(
      (entry: OutboxEntry) => {
        keep([...entries.current, entry]);
        void flush();
      },
      [keep, flush],
    ),
    flush,
  };
}

import { useCallback, useEffect, useMemo, useRef } from "react";
import type { OutboxRow } from "@/components/annotate/local-store";

export type BeingSent = {
  /** items that nobody is to be given again for now */
  ids: () => string[];
  /** An item was handed to the outbox, which has not said so yet. */
  give: (assignmentId: string) => void;
  /** It is with its person again. */
  back: (assignmentId: string) => void;
};

/** The items whose answers or skips are on their way. */
export function useBeingSent(waiting: OutboxRow[]): BeingSent {
  const waitingIds = useRef<string[]>([]);
  waitingIds.current = waiting.map(({ entry }) => entry.assignmentId);
  const given = useRef(new Set<string>());
  useEffect(() => {
    for (const { entry } of waiting) given.current.delete(entry.assignmentId);
  }, [waiting]);
  const ids = useCallback(() => [...new Set([...waitingIds.current, ...given.current])], []);
  const give = useCallback((assignmentId: string) => void given.current.add(assignmentId), []);
  const back = useCallback((assignmentId: string) => void given.current.delete(assignmentId), []);
  return useMemo(() => ({ ids, give, back }), [ids, give, back]);
}

/** Tells of each item that left the outbox. */
export function useArrivals(waiting: OutboxRow[], arrived: (assignmentId: string) => void): void {
  const known = useRef<string[]>([]);
  useEffect(() => {
    const ids = waiting.map(({ entry }) => entry.assignmentId);
    for (const id of known.current) if (!ids.includes(id)) arrived(id);
    known.current = ids;
  }, [waiting, arrived]);
}

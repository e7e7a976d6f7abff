import { useCallback, useEffect, useRef } from "react";
import type { OutboxEntry } from "@/components/annotate/local-store";

type Did = OutboxEntry["did"];

/** What the server has taken. */
export type Acknowledged = { did: Did; taskId: string | null };

/** What this person's tabs tell each other of the answers and skips that they share. */
export type OutboxNews = { of: "change" } | ({ of: "acknowledged" } & Acknowledged) | { of: "taken back"; did: Did };

/** The same to all pages of one person and campaign but the one that tells it; returns the way to tell. */
export function useOutboxNews(name: string, heard: (news: OutboxNews) => void): (news: OutboxNews) => void {
  const listener = useRef(heard);
  listener.current = heard;
  const channel = useRef<BroadcastChannel | null>(null);
  useEffect(() => {
    const open = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(`plumbline-outbox:${name}`);
    channel.current = open;
    if (open) open.onmessage = ({ data }: MessageEvent<OutboxNews>) => listener.current(data);
    return () => {
      open?.close();
      channel.current = null;
    };
  }, [name]);
  return useCallback((news) => channel.current?.postMessage(news), []);
}

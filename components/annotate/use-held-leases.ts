import { useEffect } from "react";
import { DeskProblem, renew } from "@/components/annotate/desk-api";
import type { Place } from "@/components/annotate/desk-api";
import type { TabItems } from "@/components/annotate/tab-items";
import { refOf } from "@/lib/assignments/schema";

/** An item is renewed while its reader is at the desk; without a sign of life for this long it goes back by itself. */
const longestPauseMs = 30 * 60_000;
const signs = ["pointerdown", "keydown", "wheel", "touchstart"];

type Settings = {
  place: Place;
  leaseSeconds: number;
  items: TabItems;
  fill: () => Promise<void>;
  markLost: (assignmentId: string) => void;
};

/** Keeps the leases of this tab's items alive for as long as somebody is there, and asks after them when the network is back. */
export function useHeldLeases({ place, leaseSeconds, items, fill, markLost }: Settings): void {
  const { projectId, campaignId } = place;
  useEffect(() => {
    let lastSign = Date.now();
    const sign = (): void => {
      lastSign = Date.now();
    };
    const renewAll = async (): Promise<void> => {
      if (items.list().length === 0 || Date.now() - lastSign > longestPauseMs) return;
      try {
        const asked = items.list().map(refOf);
        const lost = new Set(await renew({ projectId, campaignId }, asked));
        // One that was answered and taken back meanwhile stands under another epoch.
        const now = new Map(items.list().map(({ assignmentId, epoch }) => [assignmentId, epoch]));
        for (const { assignmentId, epoch } of asked) {
          if (lost.has(assignmentId) && (now.get(assignmentId) ?? epoch) === epoch) markLost(assignmentId);
        }
      } catch (error) {
        // Without a network nothing can be renewed; whether a lease still stands shows when its answer arrives.
        if (!(error instanceof DeskProblem)) throw error;
      }
    };
    const renewing = setInterval(() => void renewAll(), Math.max(5, leaseSeconds / 3) * 1_000);
    const online = (): void => void renewAll().then(fill);
    for (const name of signs) window.addEventListener(name, sign, { passive: true });
    window.addEventListener("online", online);
    return () => {
      clearInterval(renewing);
      for (const name of signs) window.removeEventListener(name, sign);
      window.removeEventListener("online", online);
    };
  }, [projectId, campaignId, leaseSeconds, items, fill, markLost]);
}

import { useEffect, useRef } from "react";
import { release } from "@/components/annotate/desk-api";
import type { Place } from "@/components/annotate/desk-api";
import { enterTab, leaveTab } from "@/components/annotate/own-tab";
import type { TabItems } from "@/components/annotate/tab-items";
import { refOf } from "@/lib/assignments/schema";

/** More items than a desk holds by itself: somebody prepared for work without a network. */
const preparedFrom = 10;

type Leaving = {
  place: Place;
  items: TabItems;
  /** how many items the tab holds, the one on screen included */
  ahead: number;
  /** The page is shown again, out of the browser's memory, with those of its items that are still its own. */
  back: () => void;
};

/**
 * What a page that is left gives up: what was only held ready goes back at once; the item on screen stays this person's until
 * its lease ends. Who prepared for work without a network keeps everything.
 */
export function useLeaving({ place, items, ahead, back }: Leaving): void {
  const { projectId, campaignId } = place;
  const held = useRef(ahead);
  held.current = ahead;
  useEffect(() => {
    const leave = (): void => {
      const keepsAll = !navigator.onLine || held.current > preparedFrom;
      for (const work of keepsAll ? [] : items.giveUpReady()) release({ projectId, campaignId }, refOf(work)).catch(() => undefined);
      for (const { assignmentId } of items.list()) items.letGo(assignmentId);
      leaveTab();
    };
    const join = async (): Promise<void> => {
      await enterTab();
      for (const work of items.list()) if (!(await items.take(work))) items.drop(work.assignmentId);
      back();
    };
    const shown = (event: PageTransitionEvent): void => {
      if (event.persisted) void join();
    };
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", shown);
    return () => {
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("pageshow", shown);
    };
  }, [projectId, campaignId, items, back]);
}

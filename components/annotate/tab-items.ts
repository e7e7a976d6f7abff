import type { LocalStore } from "@/components/annotate/local-store";
import { rememberOrder } from "@/components/annotate/own-tab";
import { heldItems, holdItem } from "@/components/annotate/tab-locks";
import type { Work } from "@/lib/assignments/schema";

/** The items that this tab has, the one on screen first, each behind a lock that keeps it from the person's other tabs. */
export type TabItems = {
  list: () => Work[];
  /** Joins an item to this tab's; false where another tab shows it. */
  take: (work: Work) => Promise<boolean>;
  /** Puts an item that this tab has, or had, on top. */
  raise: (work: Work) => void;
  /** Puts the item on screen behind all others; false where it is the only one. */
  defer: () => boolean;
  /** Without `keepLock`, other tabs may have it from now on. */
  drop: (assignmentId: string, keepLock?: boolean) => void;
  letGo: (assignmentId: string) => void;
  /** Takes away all but the one on screen; the page after this one shows in the same order what it gets of them. */
  giveUpReady: () => Work[];
  /** given or skipped in this tab: their locks stay until the server has them */
  answered: Set<string>;
  /** What all of this person's tabs have, answered ones included. */
  heldAnywhere: () => Promise<string[]>;
  clear: () => void;
};

export const tabItems = (owner: { userId: string; campaignId: string }, store: LocalStore): TabItems => {
  const { userId, campaignId } = owner;
  const releases = new Map<string, () => void>();
  const answered = new Set<string>();
  let held: Work[] = [];

  const without = (assignmentId: string): Work[] => held.filter((work) => work.assignmentId !== assignmentId);
  const set = (works: Work[]): void => {
    held = works;
    rememberOrder(
      campaignId,
      works.map(({ taskId }) => taskId),
    );
  };
  const letGo = (assignmentId: string): void => {
    releases.get(assignmentId)?.();
    releases.delete(assignmentId);
  };
  return {
    list: () => held,
    take: async (work) => {
      const { assignmentId } = work;
      const release = releases.has(assignmentId) ? null : await holdItem(userId, assignmentId);
      if (!release && !releases.has(assignmentId)) return false;
      if (release) releases.set(assignmentId, release);
      const others = without(assignmentId);
      // An answer that was sent back comes before all that is held ready, and does not push away what is being answered.
      set(work.returned ? [...others.slice(0, 1), work, ...others.slice(1)] : [...others, work]);
      void store.putReady(work);
      return true;
    },
    raise: (work) => {
      set([work, ...without(work.assignmentId)]);
      void store.putReady(work);
    },
    defer: () => {
      const [first, ...others] = held;
      if (!first || others.length === 0) return false;
      set([...others, first]);
      return true;
    },
    drop: (assignmentId, keepLock = false) => {
      set(without(assignmentId));
      void store.removeReady(assignmentId);
      if (!keepLock) letGo(assignmentId);
    },
    letGo,
    giveUpReady: () => {
      const ready = held.slice(1);
      held = held.slice(0, 1);
      for (const { assignmentId } of ready) {
        void store.removeReady(assignmentId);
        letGo(assignmentId);
      }
      return ready;
    },
    answered,
    heldAnywhere: async () => [...new Set([...held.map((work) => work.assignmentId), ...(await heldItems(userId))])],
    clear: () => {
      for (const release of releases.values()) release();
      releases.clear();
      answered.clear();
      held = [];
    },
  };
};

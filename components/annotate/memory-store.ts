import type { AsideRow, LocalDraft, LocalStore, OutboxRow } from "@/components/annotate/local-store";
import type { Work } from "@/lib/assignments/schema";

/** The same store for a browser that keeps nothing (a locked-down profile, a full disk): it lives as long as the page, as its numbers below 0 tell. */
export const memoryStore = (): LocalStore => {
  const owner = { userId: "", campaignId: "" };
  let seq = 0;
  let outbox: OutboxRow[] = [];
  let aside: AsideRow[] = [];
  const drafts = new Map<string, LocalDraft>();
  const ready = new Map<string, Work>();
  return {
    addOutbox: async (entry, work) => {
      seq -= 1;
      outbox = [...outbox, { ...owner, seq, entry, work }];
    },
    outbox: async () => outbox,
    removeOutbox: async (gone) => {
      outbox = outbox.filter((row) => row.seq !== gone);
    },
    putDraft: async (written) => {
      drafts.set(written.assignmentId, { ...owner, ...written, at: Date.now() });
      return false;
    },
    removeDraft: async (assignmentId) => void drafts.delete(assignmentId),
    removeDraftsOf: async (taskId) => {
      for (const row of drafts.values()) if (row.taskId === taskId) drafts.delete(row.assignmentId);
    },
    drafts: async () => [...drafts.values()],
    putReady: async (work) => void ready.set(work.assignmentId, work),
    removeReady: async (assignmentId) => void ready.delete(assignmentId),
    ready: async () => [...ready.values()],
    putAside: async (entry, title, reason) => {
      seq -= 1;
      aside = [...aside, { ...owner, seq, entry, title, reason }];
    },
    aside: async () => aside,
    removeAside: async (gone) => {
      aside = aside.filter((row) => row.seq !== gone);
    },
    close: () => undefined,
  };
};

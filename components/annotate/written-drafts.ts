import type { LocalDraft, LocalStore } from "@/components/annotate/local-store";
import { sameAnswer } from "@/components/annotate/same-answer";
import { draftSchema } from "@/lib/annotations/schema";
import type { Draft } from "@/lib/annotations/schema";
import type { Work } from "@/lib/assignments/schema";

/** What was written in this browser of one item. `saved`: the server has it. */
export type Written = Pick<LocalDraft, "assignmentId" | "after" | "draft"> & { saved: boolean };

/** Drafts as this page knows them. */
export type DraftStore = {
  store: LocalStore;
  /** the newest of their versions on the server that this page knows of, by assignment */
  versions: Map<string, number>;
  /** by task: a task whose lease lapsed comes back under another assignment */
  written: Map<string, Written>;
};

/** @param found written in an earlier visit; of two of one task the later one counts */
export const draftStore = (store: LocalStore, found: LocalDraft[]): DraftStore => ({
  store,
  versions: new Map(),
  written: new Map(
    found
      .toSorted((a, b) => a.at - b.at)
      .map(({ taskId, assignmentId, after, draft }) => [taskId, { assignmentId, after, draft, saved: false }]),
  ),
});

export type Beginning = {
  draft: Draft;
  /** it was written here, and the server may not have it */
  unsaved: boolean;
  /** written here too, before the server had a newer one from elsewhere; null where there is none */
  other: Draft | null;
};

const emptyDraft: Draft = { response: null, comment: "", flagged: false, extras: [] };

const alike = (one: Draft, other: Draft): boolean => sameAnswer(one, other) && (one.reply ?? "") === (other.reply ?? "");

/**
 * What an item begins with. The server counts the versions of a draft, over all browsers of its writer and over the leases of the
 * task: one that it did not have when something was written here is newer than that, and takes its place without taking it away.
 * What it has of an earlier lease it brings along where that is to go on; a task that is asked once more begins with nothing.
 */
export const beginWith = (
  work: Pick<Work, "assignmentId" | "draft" | "draftVersion" | "draftsSince">,
  found: Written | undefined,
): Beginning => {
  const parsed = draftSchema.safeParse(work.draft);
  const stored = parsed.success ? parsed.data : null;
  const answeredSince = found !== undefined && BigInt(found.assignmentId) < BigInt(work.draftsSince);
  const written = answeredSince || (found?.saved && found.assignmentId !== work.assignmentId) ? undefined : found;
  if (!written || (stored && alike(written.draft, stored))) return { draft: stored ?? emptyDraft, unsaved: false, other: null };
  if (!stored || work.draftVersion <= written.after) return { draft: written.draft, unsaved: !written.saved, other: null };
  return { draft: stored, unsaved: false, other: written.draft };
};

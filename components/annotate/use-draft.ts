import { useCallback, useEffect, useRef, useState } from "react";
import { DeskProblem, saveDraft } from "@/components/annotate/desk-api";
import type { Place } from "@/components/annotate/desk-api";
import type { DraftStore } from "@/components/annotate/written-drafts";
import type { Draft } from "@/lib/annotations/schema";
import type { Work } from "@/lib/assignments/schema";

/** From a change to its save; later changes within it go along, so that nothing waits longer than this. */
const saveAfterMs = 500;
const againAfterMs = 4_000;

export type DraftState = {
  savedAt: string | null;
  /** server: saved there. here: in this browser only. nowhere: in this page only, since the browser has no room or keeps nothing. */
  kept: "nothing" | "saving" | "server" | "here" | "nowhere";
  overwrote: boolean;
  /** the session ended while this was written */
  signedOut: boolean;
};

export type DraftKeeper = DraftState & {
  /** Saves soon, in this browser at once; the last of several changes wins. */
  keep: (draft: Draft) => void;
  /** The answer is on its way: nothing more is to be saved. */
  close: () => void;
};

/** Keeps the draft of one item while it is written. `overwrote` tells that another tab wrote in between. */
export function useDraft(place: Place, work: Work, { store, versions, written }: DraftStore, onLost: () => void): DraftKeeper {
  const { projectId, campaignId } = place;
  const { assignmentId, taskId } = work;
  const [state, setState] = useState<DraftState>({
    savedAt: work.draftSavedAt,
    kept: work.draftSavedAt === null ? "nothing" : "server",
    overwrote: false,
    signedOut: false,
  });
  // An item that comes back to the screen is as it was when it was claimed; drafts of it were saved since.
  const version = useRef(Math.max(work.draftVersion, versions.get(assignmentId) ?? 0));
  /** tries whose end nobody knows: each may have been stored */
  const unheard = useRef(0);
  const sending = useRef(false);
  const again = useRef(false);
  const pending = useRef<Draft | null>(null);
  const keptHere = useRef<Promise<boolean>>(Promise.resolve(true));
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const closed = useRef(false);
  const saveSoon = useRef<() => void>(() => undefined);
  const lost = useRef(onLost);
  lost.current = onLost;

  const saveNewest = useCallback(async (): Promise<void> => {
    const draft = pending.current;
    if (draft === null || closed.current) return;
    pending.current = null;
    try {
      const saved = await saveDraft({ projectId, campaignId }, assignmentId, draft);
      const overwrote = saved.draftVersion > version.current + 1 + unheard.current;
      version.current = saved.draftVersion;
      unheard.current = 0;
      versions.set(assignmentId, saved.draftVersion);
      if (pending.current === null) {
        const here = written.get(taskId);
        if (here && !closed.current) written.set(taskId, { ...here, after: saved.draftVersion, saved: true });
        void store.removeDraft(assignmentId);
        setState({ savedAt: saved.savedAt, kept: "server", overwrote, signedOut: false });
      } else setState((before) => ({ ...before, savedAt: saved.savedAt, overwrote, signedOut: false }));
    } catch (error) {
      if (closed.current) return;
      const code = error instanceof DeskProblem ? error.code : null;
      const kept = (await keptHere.current) ? "here" : "nowhere";
      setState((before) => ({ ...before, kept, signedOut: code === "unauthenticated" }));
      if (error instanceof DeskProblem && code === "lease_lost") {
        lost.current();
        return;
      }
      if (!(error instanceof DeskProblem) || error.passing) unheard.current += 1;
      pending.current ??= draft;
      timer.current ??= setTimeout(() => saveSoon.current(), againAfterMs);
    }
  }, [projectId, campaignId, assignmentId, taskId, store, versions, written]);

  /** One at a time: of two under way at once the older could arrive last, and stay. */
  const save = useCallback(async (): Promise<void> => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    again.current = sending.current;
    if (sending.current) return;
    sending.current = true;
    do {
      again.current = false;
      await saveNewest();
    } while (again.current);
    sending.current = false;
  }, [saveNewest]);
  saveSoon.current = () => void save();

  useEffect(() => {
    const online = (): void => void save();
    window.addEventListener("online", online);
    return () => {
      window.removeEventListener("online", online);
      // Undo takes the screen while something is still being written: that is saved, too.
      void save();
    };
  }, [save]);

  return {
    ...state,
    keep: useCallback(
      (draft: Draft) => {
        pending.current = draft;
        const mine = { assignmentId, after: version.current + unheard.current + (sending.current ? 1 : 0), draft };
        written.set(taskId, { ...mine, saved: false });
        keptHere.current = store.putDraft({ ...mine, taskId });
        setState((before) => (before.kept === "saving" ? before : { ...before, kept: "saving" }));
        timer.current ??= setTimeout(() => void save(), saveAfterMs);
      },
      [save, store, assignmentId, taskId, written],
    ),
    close: useCallback(() => {
      closed.current = true;
      if (timer.current !== null) clearTimeout(timer.current);
      void store.removeDraft(assignmentId);
    }, [store, assignmentId]),
  };
}

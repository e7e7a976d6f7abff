import { useCallback, useEffect, useRef, useState } from "react";
import { DeskProblem, saveDraft } from "@/components/annotate/desk-api";
import type { Place } from "@/components/annotate/desk-api";
import type { Draft } from "@/lib/annotations/schema";
import type { Work } from "@/lib/assignments/schema";

const quietMs = 600;

export type DraftState = { savedAt: string | null; saving: boolean; unsaved: boolean; overwrote: boolean };

export type DraftKeeper = DraftState & {
  /** Saves soon; the last of several changes wins. */
  keep: (draft: Draft) => void;
  /** The answer is on its way: nothing more is to be saved. */
  close: () => void;
};

/** Keeps the draft of one item on the server while it is written. `overwrote` tells that another tab wrote in between. */
export function useDraft(place: Place, work: Work, onLost: (message: string) => void): DraftKeeper {
  const { projectId, campaignId } = place;
  const { assignmentId } = work;
  const [state, setState] = useState<DraftState>({ savedAt: work.draftSavedAt, saving: false, unsaved: false, overwrote: false });
  const version = useRef(work.draftVersion);
  const pending = useRef<Draft | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const closed = useRef(false);
  const lost = useRef(onLost);
  lost.current = onLost;

  const save = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    const draft = pending.current;
    if (draft === null || closed.current) return;
    pending.current = null;
    setState((before) => ({ ...before, saving: true }));
    try {
      const saved = await saveDraft({ projectId, campaignId }, assignmentId, draft);
      const overwrote = saved.draftVersion !== version.current + 1;
      version.current = saved.draftVersion;
      setState({ savedAt: saved.savedAt, saving: false, unsaved: pending.current !== null, overwrote });
    } catch (error) {
      if (closed.current) return;
      pending.current ??= draft;
      setState((before) => ({ ...before, saving: false, unsaved: true }));
      if (error instanceof DeskProblem && error.code === "lease_lost") lost.current(error.message);
    }
  }, [projectId, campaignId, assignmentId]);

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
        setState((before) => ({ ...before, unsaved: true }));
        clearTimeout(timer.current);
        timer.current = setTimeout(() => void save(), quietMs);
      },
      [save],
    ),
    close: useCallback(() => {
      closed.current = true;
      clearTimeout(timer.current);
    }, []),
  };
}

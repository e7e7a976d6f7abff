import { useEffect, useRef, useState } from "react";
import type { Place } from "@/components/annotate/desk-api";
import { useActiveTime } from "@/components/annotate/use-active-time";
import { useDraft } from "@/components/annotate/use-draft";
import type { DraftState } from "@/components/annotate/use-draft";
import { beginWith } from "@/components/annotate/written-drafts";
import type { DraftStore } from "@/components/annotate/written-drafts";
import type { Draft } from "@/lib/annotations/schema";
import type { Work } from "@/lib/assignments/schema";

export type Given = Draft & { activeSeconds: number };

type ItemAnswerSettings = {
  place: Place;
  drafts: DraftStore;
  work: Work;
  /** why an answer cannot go out yet; empty where it can */
  missingIn: (draft: Draft) => string[];
  onSubmit: (given: Given) => void;
  onLost: () => void;
};

export type ItemAnswer = {
  draft: Draft;
  /** said after an attempt to send, until something changes */
  missing: string[];
  keeper: DraftState;
  /** Shows the other of two drafts that were written in different browsers; null where there is one. */
  showOther: (() => void) | null;
  change: (changed: Draft) => void;
  send: (given?: Draft) => void;
  /** What was done with the item is on its way: nothing more is kept of it, and no time counted. */
  close: () => void;
};

/** The answer to one item in the making: what was chosen and written, kept as it grows, with the time that it took. */
export function useItemAnswer(settings: ItemAnswerSettings): ItemAnswer {
  const { place, drafts, work, missingIn, onSubmit, onLost } = settings;
  const [begun] = useState(() => beginWith(work, drafts.written.get(work.taskId)));
  const [draft, setDraft] = useState(begun.draft);
  const [other, setOther] = useState(begun.other);
  const [missing, setMissing] = useState<string[]>([]);
  const activeTime = useActiveTime(`${work.assignmentId} ${work.epoch}`, draft.activeSeconds ?? 0);
  const keeper = useDraft(place, work, drafts, onLost);

  function change(changed: Draft) {
    const next = { ...changed, activeSeconds: activeTime.seconds() };
    setDraft(next);
    setMissing([]);
    keeper.keep(next);
  }

  const { keep } = keeper;
  const { store, written } = drafts;
  /** once: an item that was covered by another for a while is not to go back to what it began with */
  const begins = useRef(true);
  useEffect(() => {
    if (!begins.current) return;
    begins.current = false;
    // Written in an earlier visit, perhaps under a lease that lapsed: from here on it is a draft of this one.
    const before = written.get(work.taskId);
    if (begun.unsaved) keep(begun.draft);
    else if (begun.other && before) void store.putDraft({ ...before, taskId: work.taskId, assignmentId: work.assignmentId });
    if (before && before.assignmentId !== work.assignmentId) void store.removeDraft(before.assignmentId);
  }, [begun, keep, store, written, work]);

  function close() {
    keeper.close();
    activeTime.close();
  }

  function send(given = draft) {
    const reasons = missingIn(given);
    setMissing(reasons);
    if (reasons.length > 0) return;
    const activeSeconds = activeTime.seconds();
    close();
    onSubmit({ ...given, activeSeconds });
  }

  const showOther =
    other &&
    (() => {
      setOther(draft);
      change(other);
    });

  return { draft, missing, keeper, showOther, change, send, close };
}

import { useState } from "react";
import type { Place } from "@/components/annotate/desk-api";
import { useActiveTime } from "@/components/annotate/use-active-time";
import { useDraft } from "@/components/annotate/use-draft";
import type { DraftState, DraftStore } from "@/components/annotate/use-draft";
import { draftSchema } from "@/lib/annotations/schema";
import type { Draft } from "@/lib/annotations/schema";
import type { Work } from "@/lib/assignments/schema";

const emptyDraft: Draft = { response: null, comment: "", flagged: false, extras: [] };

const draftOf = (value: unknown): Draft => {
  const parsed = draftSchema.safeParse(value);
  return parsed.success ? parsed.data : emptyDraft;
};

export type Given = Draft & { activeSeconds: number };

type ItemAnswerSettings = {
  place: Place;
  drafts: DraftStore;
  work: Work;
  /** what was written here before the item left the screen for a while */
  remembered: Draft | undefined;
  /** why an answer cannot go out yet; empty where it can */
  missingIn: (draft: Draft) => string[];
  onChange: (draft: Draft) => void;
  onSubmit: (given: Given) => void;
  onLost: () => void;
};

export type ItemAnswer = {
  draft: Draft;
  /** said after an attempt to send, until something changes */
  missing: string[];
  keeper: DraftState;
  change: (changed: Draft) => void;
  send: (given?: Draft) => void;
  /** What was done with the item is on its way: nothing more is kept of it, and no time counted. */
  close: () => void;
};

/** The answer to one item in the making: what was chosen and written, kept as it grows, with the time that it took. */
export function useItemAnswer(settings: ItemAnswerSettings): ItemAnswer {
  const { place, drafts, work, remembered, missingIn, onChange, onSubmit, onLost } = settings;
  const [draft, setDraft] = useState<Draft>(() => remembered ?? draftOf(work.draft));
  const [missing, setMissing] = useState<string[]>([]);
  const activeTime = useActiveTime(`${work.assignmentId} ${work.epoch}`, draft.activeSeconds ?? 0);
  const keeper = useDraft(place, work, drafts, onLost);

  function change(changed: Draft) {
    const next = { ...changed, activeSeconds: activeTime.seconds() };
    setDraft(next);
    setMissing([]);
    keeper.keep(next);
    onChange(next);
  }

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

  return { draft, missing, keeper, change, send, close };
}

import { useTranslations } from "next-intl";
import { useMemo, useRef, useState } from "react";
import type { Place, Progress, SkipReason } from "@/components/annotate/desk-api";
import type { Given } from "@/components/annotate/use-item-answer";
import { useSaid } from "@/components/annotate/desk-words";
import { newKey } from "@/components/annotate/local-store";
import type { LocalDraft, LocalStore } from "@/components/annotate/local-store";
import { useAside } from "@/components/annotate/use-aside";
import { useArrivals, useBeingSent } from "@/components/annotate/use-being-sent";
import { useOutbox } from "@/components/annotate/use-outbox";
import type { Acknowledged } from "@/components/annotate/use-outbox-news";
import { useProgress } from "@/components/annotate/use-progress";
import { useQueue } from "@/components/annotate/use-queue";
import type { Queue } from "@/components/annotate/use-queue";
import { useTakeBack } from "@/components/annotate/use-take-back";
import { draftStore } from "@/components/annotate/written-drafts";
import { promptLine } from "@/components/content/prompt-view";
import { notifyFailed } from "@/components/ui/toast";
import { refOf } from "@/lib/assignments/schema";
import type { Work } from "@/lib/assignments/schema";

type DeskWork = {
  userId: string;
  place: Place;
  leaseSeconds: number;
  /** how many items are held ready */
  ahead: number;
  initial: Progress;
  store: LocalStore;
  /** written without a network in an earlier visit */
  localDrafts: LocalDraft[];
};

/** Items coming in, answers going out and back, and what is counted of both: what a desk does, whatever it looks like. */
export const useDeskWork = ({ userId, place, leaseSeconds, ahead, initial, store, localDrafts }: DeskWork) => {
  const t = useTranslations("desk");
  const said = useSaid();
  /** whether an item came in place of another, and not with the page */
  const moved = useRef(false);
  /** for whoever hears the page: that the item was sent, and another stands in its place */
  const [announced, setAnnounced] = useState("");
  const drafts = useMemo(() => draftStore(store, localDrafts), [store, localDrafts]);
  const aside = useAside(store);

  const acknowledged = useRef<(taken: Acknowledged) => void>(() => undefined);
  const takenBack = useRef<(was: "submit" | "skip") => void>(() => undefined);
  const askAlong = useRef<Queue["along"]>(async () => null);
  const outbox = useOutbox(store, `${userId}:${place.campaignId}`, {
    along: () => askAlong.current(),
    sent: (taken) => acknowledged.current(taken),
    takenBack: (was) => takenBack.current(was),
    refused: async ({ entry, work }, problem) => {
      // A skip of an item that went to somebody else has done what it was meant to do; what was written with it has not.
      if (entry.did === "skip" && entry.note === "") return;
      await aside.put(entry, work ? promptLine(work.prompt) : "", problem.message);
      notifyFailed(t("aside.one"), { description: said(problem.message), atTop: true });
    },
  });
  const counts = useProgress(place, initial, outbox.waiting);
  acknowledged.current = ({ did, taskId }) => {
    counts.acknowledged(did);
    if (did !== "submit" || taskId === null) return;
    // Also where another tab sent it: what this one knew of the task was of its first answer.
    drafts.written.delete(taskId);
    void store.removeDraftsOf(taskId);
  };
  takenBack.current = counts.takenBack;

  const beingSent = useBeingSent(outbox.waiting);
  const queue = useQueue({ place, userId, store, leaseSeconds, ahead, beingSent: beingSent.ids });
  askAlong.current = queue.along;
  useArrivals(outbox.waiting, queue.arrived);
  const { undoing, takeBack } = useTakeBack({
    place,
    outbox,
    counts,
    queue,
    beingSent,
    drafts,
    onMove: () => {
      moved.current = true;
    },
  });

  function submit(work: Work, { activeSeconds, ...draft }: Given) {
    drafts.written.delete(work.taskId);
    moved.current = true;
    beingSent.give(work.assignmentId);
    const { questionVersion } = work;
    // A skip is still counted among what is left until the server has it; an answer is counted as done from here on.
    const { done, left } = counts.progress;
    if (left > 1) setAnnounced(t(outbox.trouble === null ? "moved.submit" : "moved.waits", { done: done + 1 }));
    outbox.add({ did: "submit", ...place, ...refOf(work), idemKey: newKey(), questionVersion, ...draft, activeSeconds }, work);
    queue.advance();
  }

  function skip(work: Work, reason: SkipReason, note: string) {
    // What was written stays known: an undo of the skip goes on from it.
    moved.current = true;
    beingSent.give(work.assignmentId);
    const left = counts.progress.left - 1;
    if (left > 0) setAnnounced(t("moved.skip", { left }));
    outbox.add({ did: "skip", ...place, ...refOf(work), reason, note }, work);
    queue.advance();
  }

  function later() {
    if (!queue.later()) {
      notifyFailed(t("later.nothing"), { atTop: true });
      return;
    }
    moved.current = true;
    setAnnounced(t("later.moved"));
  }

  return {
    queue,
    aside,
    progress: counts.progress,
    waiting: outbox.waiting.length,
    /** whether some of them wait in this page alone */
    inPage: outbox.waiting.some(({ seq }) => seq < 0),
    trouble: outbox.trouble,
    drafts,
    moved,
    undoing,
    announced,
    submit,
    skip,
    later,
    takeBack,
  };
};

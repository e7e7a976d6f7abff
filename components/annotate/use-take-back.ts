import { useTranslations } from "next-intl";
import { useState } from "react";
import { DeskProblem, undo } from "@/components/annotate/desk-api";
import type { Place } from "@/components/annotate/desk-api";
import { useSaid } from "@/components/annotate/desk-words";
import type { BeingSent } from "@/components/annotate/use-being-sent";
import type { Outbox } from "@/components/annotate/use-outbox";
import type { ProgressKeeper } from "@/components/annotate/use-progress";
import type { Queue } from "@/components/annotate/use-queue";
import type { DraftStore } from "@/components/annotate/written-drafts";
import { notifyDone, notifyFailed } from "@/components/ui/toast";

type TakeBack = {
  place: Place;
  outbox: Outbox;
  counts: ProgressKeeper;
  queue: Queue;
  beingSent: BeingSent;
  drafts: DraftStore;
  /** Another item is about to come to the screen. */
  onMove: () => void;
};

/** Takes back what was done last: without a network here, where it waits; what has arrived, on the server. */
export function useTakeBack({ place, outbox, counts, queue, beingSent, drafts, onMove }: TakeBack): {
  undoing: boolean;
  takeBack: () => Promise<void>;
} {
  const t = useTranslations("desk");
  const said = useSaid();
  const [undoing, setUndoing] = useState(false);

  async function takeBack() {
    if (undoing) return;
    setUndoing(true);
    /** what the server gave back, once it has said so */
    let given: "submit" | "skip" | null = null;
    let asked = false;
    try {
      const unsent = outbox.trouble === null ? null : await outbox.takeBack();
      if (unsent?.work) {
        const { entry, work } = unsent;
        const { assignmentId, taskId, draftVersion } = work;
        const after = Math.max(draftVersion, drafts.versions.get(assignmentId) ?? 0);
        if (entry.did === "submit") drafts.written.set(taskId, { assignmentId, after, draft: entry, saved: false });
        onMove();
        await queue.putBack(work);
        notifyDone(t(entry.did === "submit" ? "undone.submit" : "undone.skip"), { atTop: true });
        return;
      }
      if (!(await outbox.flush())) throw new Error(t("undone.onTheWay"));
      asked = true;
      const undone = await undo(place);
      given = undone.was;
      beingSent.back(undone.assignmentId);
      onMove();
      counts.takenBack(undone.was);
      outbox.tellTakenBack(undone.was);
      await queue.show(undone.assignmentId);
      notifyDone(t(undone.was === "submit" ? "undone.submit" : "undone.skip"), { atTop: true });
    } catch (error) {
      // Without an answer the server may have done it all the same; and what it gave back comes with the next items, if not now.
      const unheard = asked && error instanceof DeskProblem && error.passing;
      const title = given ? t(`undone.later.${given}`) : t(unheard ? "undone.unheard" : "undone.nothing");
      notifyFailed(title, { description: error instanceof Error ? said(error.message) : undefined, atTop: true });
    } finally {
      setUndoing(false);
    }
  }
  return { undoing, takeBack };
}

import { DeskProblem, skip, submit } from "@/components/annotate/desk-api";
import type { OutboxEntry } from "@/components/annotate/local-store";
import type { Along } from "@/components/annotate/use-refill";
import type { Work } from "@/lib/assignments/schema";

/** Sends what was done with an item; an answer may bring the next items back with it. */
export const sendEntry = async (entry: OutboxEntry, askAlong: () => Promise<Along | null>): Promise<void> => {
  if (entry.did === "submit") {
    const { did: _did, ...answer } = entry;
    const along = await askAlong();
    let brought: Work[] | null = null;
    try {
      brought = await submit(answer, along?.next);
    } finally {
      along?.settle(brought);
    }
    return;
  }
  const { projectId, campaignId, assignmentId, epoch, reason, note } = entry;
  await skip({ projectId, campaignId }, { assignmentId, epoch }, reason, note);
};

/** What went wrong with it, as the server says it; anything else counts as its failure. */
export const problemOf = (error: unknown): DeskProblem =>
  error instanceof DeskProblem ? error : new DeskProblem("internal", 500, "The answer could not be sent.", error);

import type { EntryAnswer } from "@/lib/exports/formats/contract";

/** What exports know of an answer besides who gave it and what it says, where nothing is out of the ordinary. */
export const plainAnswer: Pick<
  EntryAnswer,
  "repeat" | "leftOut" | "earlierQuestion" | "comment" | "activeSeconds" | "extras" | "createdAt"
> = { repeat: false, leftOut: false, earlierQuestion: false, comment: null, activeSeconds: null, extras: [], createdAt: null };

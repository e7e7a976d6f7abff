import type { PromptTags } from "@/lib/tags/schema";

export type PromptToTag = { itemId: string; text: string; lastTurn: string };

/** Who fills the eight dimensions of prompts. */
export interface Tagger {
  /** how it is stored and shown: "built-in", or "model:NAME" */
  name: string;
  /**
   * One answer a prompt, in order; null where it has none, which is asked again next time, with the commonest reason. One that is
   * paid for stores each answer itself: the rows of the items are there.
   */
  tag: (prompts: readonly PromptToTag[], signal: AbortSignal) => Promise<{ answers: (PromptTags | null)[]; reason: string | null }>;
}

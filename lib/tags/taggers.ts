import { tagPrompt } from "@/lib/tags/built-in/tag-prompt";
import { builtInTagger } from "@/lib/tags/schema";
import type { PromptTags } from "@/lib/tags/schema";

/** Who fills the eight dimensions of prompts. */
export interface Tagger {
  /** how it is stored and shown: "built-in", or "model:NAME" */
  name: string;
  /** One answer a prompt, in order; null where it has none, which is asked again next time. */
  tag: (prompts: readonly { text: string; lastTurn: string }[], signal: AbortSignal) => Promise<(PromptTags | null)[]>;
}

export const rules: Tagger = {
  name: builtInTagger,
  tag: (prompts) => Promise.resolve(prompts.map(({ text, lastTurn }) => tagPrompt(text, lastTurn))),
};

import type { Actor } from "@/lib/auth/actor";
import { tagPrompt } from "@/lib/tags/built-in/tag-prompt";
import { openModelTagger } from "@/lib/tags/model-tagger";
import { builtInTagger, judgeOfTagger } from "@/lib/tags/schema";
import type { TaggerName } from "@/lib/tags/schema";
import type { Tagger } from "@/lib/tags/tagger";

export const rules: Tagger = {
  name: builtInTagger,
  tag: (prompts) => Promise.resolve({ answers: prompts.map(({ text, lastTurn }) => tagPrompt(text, lastTurn)), reason: null }),
};

/** A tagger by its name. @throws AppError not_found where it is a judge that is not there */
export const openTagger = async (actor: Actor, input: { projectId: string; tagger: TaggerName }): Promise<Tagger> => {
  const judge = judgeOfTagger(input.tagger);
  return judge === null ? rules : openModelTagger(actor, { projectId: input.projectId, judge });
};

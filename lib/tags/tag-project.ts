import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";
import { measureItem } from "@/lib/ml/routing/item-measures";
import type { MeasureContext } from "@/lib/ml/routing/item-measures";
import { countWords, createLetterTable } from "@/lib/ml/routing/text-similarity";
import type { WordFrequencies } from "@/lib/ml/routing/text-similarity";
import { tokenise } from "@/lib/ml/text/tokens";
import { applyTagSet } from "@/lib/tags/apply-tag-set";
import { measureTagAgreement } from "@/lib/tags/measure-tag-agreement";
import { readPrompt } from "@/lib/tags/read-prompt";
import { builtInTagger } from "@/lib/tags/schema";
import type { PromptTags, TaggingResult } from "@/lib/tags/schema";
import { countItems, describedItems, itemsAfter, lockTags, readTagSet, saveRawTags } from "@/lib/tags/store";
import type { ItemToTag } from "@/lib/tags/store";
import { rules } from "@/lib/tags/taggers";
import type { Tagger } from "@/lib/tags/tagger";

const itemsAtOnce = 200;

async function* everyItem(projectId: string, control: RunControl, message: string, total: number): AsyncGenerator<ItemToTag[]> {
  let done = 0;
  for (let ordinal = 0; ;) {
    control.signal.throwIfAborted();
    const items = await itemsAfter(projectId, ordinal, itemsAtOnce);
    if (items.length === 0) return;
    yield items;
    done += items.length;
    control.report({ done, total, message });
    ordinal = items.at(-1)?.ordinal ?? Number.MAX_SAFE_INTEGER;
  }
}

const untold: PromptTags = {
  subject_of_expertise: null,
  languages: null,
  expertise_level: null,
  open_endedness: null,
  safety_concern: null,
  complexity_of_intents: null,
  type_of_in_context_material: null,
  format_constraints: null,
};

/**
 * Describes every item of a project by measures of its texts and by what a tagger says of its prompt, and gives it the tags of
 * the project's set. A model that was asked about an item before is not asked again; the built-in tagger always is.
 */
export const tagProject = async (
  actor: Actor,
  input: { projectId: string; tagger?: Tagger },
  control: RunControl = silentRun(),
): Promise<TaggingResult> => {
  const { projectId, tagger = rules } = input;
  await guard(actor, "tags:run", { projectId });
  const total = await countItems(projectId);
  if (total === 0) throw new AppError("refused", { userMessage: "The project has no items to tag. Import some first." });
  const frequencies: WordFrequencies = { texts: 0, documentFrequency: new Map() };
  for await (const items of everyItem(projectId, control, "Counting words", total))
    for (const { responses } of items) for (const response of responses) countWords(frequencies, tokenise(response));
  const context: MeasureContext = { letters: createLetterTable(), frequencies, cosine: null, entities: "union" };
  const known = tagger.name === builtInTagger ? new Map<string, PromptTags>() : await describedItems(projectId, tagger.name);
  let missing = 0;
  let missingReason: string | null = null;
  for await (const items of everyItem(projectId, control, `Tagging by ${tagger.name}`, total)) {
    const read = items.map((item) => ({ item, ...readPrompt(item.prompt) }));
    const asked = read.filter(({ item }) => !known.has(item.id)).map(({ item, text, lastTurn }) => ({ itemId: item.id, text, lastTurn }));
    const measured = read.map(({ item, text }) => ({ itemId: item.id, measures: measureItem(text, item.responses, context) }));
    const save = (): Promise<void> =>
      saveRawTags(
        projectId,
        tagger.name,
        "lexical",
        measured.map((row) => ({ ...row, prompt: known.get(row.itemId) ?? untold })),
      );
    if (tagger.name !== builtInTagger) await save();
    const { answers, reason } = await tagger.tag(asked, control.signal);
    asked.forEach(({ itemId }, index) => {
      const answer = answers[index];
      if (answer) known.set(itemId, answer);
      else missing += 1;
    });
    missingReason ??= reason;
    await save();
    if (tagger.name === builtInTagger) known.clear();
  }
  control.report({ done: total, total, message: "Applying the tag set" });
  const { set, items } = await db().$transaction(
    async (tx) => {
      await lockTags(tx, projectId);
      const current = await readTagSet(tx, projectId);
      const tagged = await applyTagSet(tx, projectId, tagger.name, current);
      await appendAudit(tx, actor, { action: "tags:run", projectId, subjectId: projectId, detail: { tagger: tagger.name, items: tagged } });
      return { set: current, items: tagged };
    },
    { timeout: 1_800_000 },
  );
  const agreement = await measureTagAgreement(projectId, tagger.name);
  return {
    tagger: tagger.name,
    encoder: "lexical",
    rule: set.rule,
    items,
    tags: set.tags.length,
    untold: missing,
    untoldReason: missingReason,
    agreement,
  };
};

import { z } from "zod";
import { publishedTags } from "@/lib/ml/routing/published-tags";
import { levelDimensions, listDimensions, numericFacts } from "@/lib/ml/routing/tag-set";
import type { LevelDimension, ListDimension } from "@/lib/ml/routing/tag-set";

/** Tags of items: what they are, and who gives them. Safe in the browser. */

const level = z.string().min(1).max(80).nullable();
const list = z.array(z.string().min(1).max(120)).max(50).nullable();

/** The eight dimensions of a prompt; null where the tagger could not tell. */
export const promptTagsSchema = z.object({
  subject_of_expertise: list,
  languages: list,
  expertise_level: level,
  open_endedness: level,
  safety_concern: level,
  complexity_of_intents: level,
  type_of_in_context_material: list,
  format_constraints: list,
} satisfies Record<LevelDimension | ListDimension, z.ZodType>);
export type PromptTags = z.infer<typeof promptTagsSchema>;

const measure = z.number().nullable();
export const measuresSchema = z.object({
  bertscore: measure,
  bertscore_length: measure,
  cosine_sim: measure,
  rouge: measure,
  entity_sim: measure,
  prompt_len: measure,
  len_shorter: measure,
  len_longer: measure,
  token_len_diff: measure,
} satisfies Record<(typeof numericFacts)[number], z.ZodType>);

const share = z.number("must be a number").min(0, "must lie in 0 … 1").max(1, "must lie in 0 … 1");
const conditionSchema = z
  .discriminatedUnion("is", [
    z.object({ is: z.literal("bin"), fact: z.enum(numericFacts), low: share, high: share }),
    z.object({ is: z.literal("level"), dimension: z.enum(levelDimensions), value: z.string().min(1).max(80) }),
    z.object({ is: z.literal("member"), dimension: z.enum(listDimensions), value: z.string().min(1).max(120) }),
    z.object({ is: z.literal("exists"), dimension: z.enum(listDimensions) }),
    z.object({ is: z.literal("meta"), key: z.string().min(1).max(80), value: z.string().max(200) }),
    z.object({ is: z.literal("always") }),
  ])
  .refine((condition) => condition.is !== "bin" || condition.low < condition.high, "a bin must end above its start");

export const binRuleSchema = z.enum(["half-open", "published-count", "published-instance"]);

export const tagDefinitionSchema = z.object({
  name: z.string().trim().min(1, "a tag needs a name").max(160),
  condition: conditionSchema,
});

/** A project's tags: at most 500, each with a name of its own. */
export const tagSetSchema = z.object({
  /** which ends belong to a bin: see BinRule of lib/ml/routing/tag-set */
  rule: binRuleSchema.default("half-open"),
  tags: z
    .array(tagDefinitionSchema)
    .min(1, "a tag set needs at least one tag")
    .max(500)
    .refine((tags) => new Set(tags.map(({ name }) => name)).size === tags.length, "each tag needs a name of its own"),
});
export type TagSet = z.output<typeof tagSetSchema>;

export const publishedTagSet: TagSet = { rule: "half-open", tags: publishedTags.map(({ name, condition }) => ({ name, condition })) };

export const builtInTagger = "built-in";
const modelPrefix = "model:";
export const modelTaggerName = (judge: string): string => `${modelPrefix}${judge}`;

/** "built-in", or "model:NAME" with the name of a judge of the project. */
export const taggerNameSchema = z
  .string()
  .refine(
    (name) => name === builtInTagger || (name.startsWith(modelPrefix) && name.length > modelPrefix.length),
    "must be built-in or model:NAME",
  );
export type TaggerName = z.infer<typeof taggerNameSchema>;

/** The judge behind a tagger; null for the built-in one. */
export const judgeOfTagger = (tagger: TaggerName): string | null => (tagger === builtInTagger ? null : tagger.slice(modelPrefix.length));

/** How far two sources agree on a dimension, over the items that both speak of. */
export const tagAgreementSchema = z.object({
  /** another tagger, or "file" for what the imported rows say */
  with: z.string(),
  dimension: z.string(),
  items: z.number().int(),
  /** share of items with the same level; for lists the mean of |A ∩ B| / |A ∪ B| */
  agreement: z.number(),
  /** 95 %, over prompts; null of one prompt alone and where a run was measured before there was one */
  ci: z.tuple([z.number(), z.number()]).nullable().default(null),
  /** what the same answers would give, dealt out to the items at random; null likewise */
  chance: z.number().nullable().default(null),
});
export type TagAgreement = z.infer<typeof tagAgreementSchema>;

export const taggingResultSchema = z.object({
  tagger: z.string(),
  encoder: z.string(),
  rule: binRuleSchema,
  items: z.number().int(),
  tags: z.number().int(),
  /** items of whose prompt nothing could be told, and the commonest reason */
  untold: z.number().int(),
  untoldReason: z.string().nullable(),
  agreement: z.array(tagAgreementSchema),
});
export type TaggingResult = z.infer<typeof taggingResultSchema>;

/** One run of a tagger. */
export const taggingSchema = z.object({
  id: z.string(),
  tagger: z.string(),
  state: z.enum(["queued", "done", "failed", "cancelled"]),
  result: taggingResultSchema.nullable(),
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type TaggingView = z.infer<typeof taggingSchema>;

export type TaggedItem = { itemId: string; item: string; tags: string[] };

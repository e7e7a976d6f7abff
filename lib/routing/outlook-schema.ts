import { z } from "zod";
import { estimateSchema } from "@/lib/aggregation/schema";
import { YARDSTICKS } from "@/lib/ml/routing/seed-accuracy";
import { adaptiveSchema, armOutlookSchema } from "@/lib/routing/arms-schema";

/** What is expected of a plan. Safe in the browser. */

/** What people add at one point of the curve, as differences of accuracy on the same resamples. */
const gainsSchema = z.object({
  /** to the judge alone */
  overJudge: estimateSchema,
  /** to people alone: below 0 where these are better */
  overPeople: estimateSchema,
  /** to the point before */
  step: estimateSchema,
  /** by which the highest of the later points lies above this one */
  beyond: estimateSchema,
});

export const outlookPointSchema = z.object({
  share: z.number(),
  costMicros: z.number(),
  accuracy: estimateSchema,
  /** null for plans drawn before differences were kept, and for random mixes */
  gains: gainsSchema.nullable().default(null),
});
export type OutlookPoint = z.infer<typeof outlookPointSchema>;

/** Why a plan asks as many people as it does. */
export const ceilingSchema = z.object({
  /** largest share of people that is worth it; null where the budget alone decides */
  share: z.number().nullable(),
  /** smallest share that is as good within one standard error; null where none could be chosen */
  savingShare: z.number().nullable(),
  reason: z.string(),
  /** adjudicated items at hand, how many a choice should rest on, and the least */
  gold: z.number().int(),
  goldWanted: z.number().int(),
  goldLeast: z.number().int(),
  /** items that the budget would have paid for, and those of the asked that were drawn at random */
  allowedItems: z.number().int(),
  controlItems: z.number().int(),
  /** of a reward model trained on each mix: mean log-likelihood of gold, and its gain over no people with its standard error */
  points: z.array(
    z.object({ share: z.number(), logLikelihood: z.number(), accuracy: z.number(), gain: z.number(), standardError: z.number() }),
  ),
});
export type Ceiling = z.infer<typeof ceilingSchema>;

/** What is expected of a plan, and what that rests on. */
export const outlookSchema = z.object({
  predicted: estimateSchema,
  allHuman: estimateSchema,
  allLm: estimateSchema,
  random: estimateSchema,
  curve: z.array(outlookPointSchema),
  randomCurve: z.array(outlookPointSchema),
  /** share with the highest point of the curve; null where there is no curve */
  bestShare: z.number().nullable(),
  /** what right means in these figures; null where there are none, and for plans drawn before this was told apart */
  yardstick: z.enum(YARDSTICKS).nullable().default(null),
  /** chance that of two items the one on which people differ from the judge is asked first; ½ is a coin */
  signal: estimateSchema.default({ value: null, reason: "The plan was drawn before this was measured." }),
  /** null for plans drawn before budgets were ceilings */
  ceiling: ceilingSchema.nullable().default(null),
  /** every arm with what is known and planned of it; none for a plan of people and one judge */
  arms: z.array(armOutlookSchema).default([]),
  /** share of right labels expected of these items before anybody is asked and after, by arms; null without arms */
  mix: z.object({ before: z.number(), after: z.number() }).nullable().default(null),
  /** how answers of people go on, and what is kept back for further ones; null where each item gets a fixed number */
  adaptive: adaptiveSchema.extend({ labelsExpected: z.number(), extraMicros: z.number().int() }).nullable().default(null),
  /** the uploaded table that a strategy by tags learned from; null where it learned from the project's own labels */
  performance: z.object({ name: z.string(), mixes: z.number().int() }).nullable().default(null),
  lm: z.string(),
  /** every item has a human answer already: the plan shows what routing would have done and opens nothing */
  rehearsal: z.boolean(),
  seed: z.object({
    items: z.number().int(),
    adjudicated: z.number().int(),
    humanRightFrom: z.enum(["features", "share", "fallback"]).nullable(),
    humanReliability: z.object({ value: z.number(), from: z.enum(["agreement", "assumed"]) }),
    lmReliability: z.number().nullable(),
    projects: z.array(z.string()),
  }),
});
export type Outlook = z.infer<typeof outlookSchema>;

import { z } from "zod";

/** How a campaign's tasks are handed out: in which order, to whom, and how often. Safe in the browser. */

export const handoutOrders = ["least-annotated", "random", "uncertainty"] as const;
export type HandoutOrder = (typeof handoutOrders)[number];

const cohortSchema = z.object({
  name: z.string().trim().min(1, "Give the group a name.").max(60),
  /** people of this group wanted for each task */
  overlap: z.int().min(1).max(20),
});

export const handoutMatchSchema = z.discriminatedUnion("by", [
  z.object({ by: z.literal("anyone") }),
  /** items whose metadata field names a skill go to people who have it */
  z.object({ by: z.literal("skill"), field: z.string().trim().min(1, "Name the field.").max(100) }),
  z.object({
    by: z.literal("cohort"),
    cohorts: z
      .array(cohortSchema)
      .min(1)
      .max(8)
      .refine((cohorts) => new Set(cohorts.map(({ name }) => name)).size === cohorts.length, "Names of groups must differ."),
  }),
]);
export type HandoutMatch = z.infer<typeof handoutMatchSchema>;

/** Each task begins with `min` people; it stops where the posterior reaches the threshold, and asks one more up to `max` where not. */
export const adaptiveSchema = z
  .object({ min: z.int().min(1).max(20), max: z.int().min(1).max(20), threshold: z.number().gt(0.5).lt(1) })
  .refine(({ min, max }) => min <= max, { path: ["max"], error: "The most must not be less than the least." });
export type Adaptive = z.infer<typeof adaptiveSchema>;

export const handoutSchema = z.object({
  order: z.enum(handoutOrders).default("least-annotated"),
  match: handoutMatchSchema.default({ by: "anyone" }),
  adaptive: adaptiveSchema.nullable().default(null),
  /** share of what a person gets that they answered before, to measure how far they agree with themselves */
  repeatShare: z.number().min(0).max(0.25).default(0),
  /** answers of their own between the first time and the second, at least */
  repeatAfter: z.int().min(1).max(1_000).default(20),
});
export type Handout = z.infer<typeof handoutSchema>;

/** People wanted for a task when it opens, where the campaign says so itself. */
export const openingOverlap = (handout: Handout, overlap: number): number => {
  if (handout.match.by === "cohort") return handout.match.cohorts.reduce((sum, cohort) => sum + cohort.overlap, 0);
  return handout.adaptive?.min ?? overlap;
};

/** Lanes of slots. A slot is taken only by somebody who may take its lane. */
export const openLane = "";
export const expertLane = "expert";
export const skillLane = (skill: string): string => `skill:${skill}`;
export const cohortLane = (cohort: string): string => `cohort:${cohort}`;

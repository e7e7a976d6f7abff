import { z } from "zod";
import { estimateSchema } from "@/lib/aggregation/schema";
import { cohortLane, expertLane, skillLane } from "@/lib/projects/handout-schema";

/** Whom one can ask: judges, and groups of people with their price, delay and capacity. Safe in the browser. */

const group = z.string().trim().min(1, "needs a name").max(60);

export const whoSchema = z.discriminatedUnion("by", [
  /** everybody who belongs to no other arm */
  z.object({ by: z.literal("anyone") }),
  /** whoever may take items that were handed over to experts */
  z.object({ by: z.literal("expert") }),
  z.object({ by: z.literal("cohort"), cohort: group }),
  z.object({ by: z.literal("skill"), skill: group }),
  z.object({ by: z.literal("judge"), judge: z.string().min(1) }),
]);
export type Who = z.infer<typeof whoSchema>;

export const armSchema = z.object({
  /** unlike any other arm's; decisions carry it as human:NAME */
  name: z
    .string()
    .trim()
    .min(1, "needs a name")
    .max(60)
    .regex(/^[^:"\n]+$/, "must not hold a colon"),
  who: whoSchema,
  /** names of annotators who belong to it besides, say those whose labels came with a file */
  members: z.array(z.string().min(1)).max(10_000).default([]),
  /** people: answers that an item gets, or the most that it gets where the number adapts */
  labels: z.number().int().min(1).max(9).default(1),
  priceMicros: z.number("must be a number").int("must be whole micro-dollars").min(0).max(1_000_000_000_000),
  /** answers that it can give; null for as many as are wanted */
  capacity: z.number().int().min(0).nullable().default(null),
  /** until its answers are in */
  delayHours: z.number().min(0).max(100_000).default(0),
});
export type Arm = z.output<typeof armSchema>;

export const armsSchema = z
  .array(armSchema)
  .min(1, "Name at least one arm.")
  .max(12)
  .superRefine((arms, context) => {
    const refuse = (message: string): void => context.addIssue({ code: "custom", message });
    const names = arms.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) refuse(`Two arms are called “${twice}”.`);
    const lanes = arms.filter(({ who }) => who.by !== "judge").map(({ who }) => laneOfArm(who));
    if (new Set(lanes).size < lanes.length) refuse("Two arms name the same people.");
    const judges = arms.flatMap(({ who }) => (who.by === "judge" ? [who.judge] : []));
    if (new Set(judges).size < judges.length) refuse("Two arms name the same judge.");
    if (judges.length === arms.length) refuse("Name at least one arm of people.");
  });

/** Of people: ask one more while the likelier answer is less probable than the threshold. */
export const adaptiveSchema = z.object({
  most: z.number().int().min(2, "must lie in 2 … 9").max(9, "must lie in 2 … 9"),
  threshold: z.number().gt(0.5, "must lie above 0.5").max(1, "must not be above 1"),
});
export type AdaptivePanel = z.infer<typeof adaptiveSchema>;

/** Lane of the slots that an arm of people takes from; none for everybody. */
export const laneOfArm = (who: Who): string => {
  switch (who.by) {
    case "expert":
      return expertLane;
    case "cohort":
      return cohortLane(who.cohort);
    case "skill":
      return skillLane(who.skill);
    case "anyone":
    case "judge":
      return "";
  }
};

const everybody = "people";

/** An arm as decisions carry it. Everybody, where called people, is “human”, as in a plan of people and one judge. */
export const armKey = ({ name, who }: Pick<Arm, "name" | "who">): string => {
  if (who.by === "judge") return `lm:${who.judge}`;
  return who.by === "anyone" && name === everybody ? "human" : `human:${name}`;
};

/** The one arm of people of a plan that names no arms. */
export const everybodyArm = (priceMicros: number, labels: number): Arm => ({
  name: everybody,
  who: { by: "anyone" },
  members: [],
  labels,
  priceMicros,
  capacity: null,
  delayHours: 0,
});

/** Whether a decision's arm is people: "human", or "human:NAME" where there are several. */
export const isPeopleArm = (arm: string): boolean => arm === "human" || arm.startsWith("human:");

/** What a decision's arm is called: "people" where they are one arm. */
export const armName = (arm: string): string => (arm === "human" ? everybody : arm.slice(arm.indexOf(":") + 1));

export const armOutlookSchema = z.object({
  name: z.string(),
  /** as decisions carry it */
  arm: z.string(),
  people: z.boolean(),
  priceMicros: z.number(),
  capacity: z.number().nullable(),
  delayHours: z.number(),
  /** how often an answer of it is right, shrunk towards its kind */
  right: estimateSchema,
  /** what that was held against: adjudicated labels, the others' labels, or nothing */
  from: z.enum(["gold", "others", "assumed"]),
  /** whether it is left out because its answers take too long */
  late: z.boolean(),
  items: z.number().int(),
  /** expected answers */
  labels: z.number(),
  costMicros: z.number(),
  /** whether it could take no more */
  full: z.boolean(),
});
export type ArmOutlook = z.infer<typeof armOutlookSchema>;

import { z } from "zod";
import { unitMicrosSchema } from "@/lib/budgets/schema";
import { momentSchema } from "@/lib/calendar-schema";

/** What people are paid. Safe in the browser. */

export const payBases = ["item", "hour", "none"] as const;
export type PayBasis = (typeof payBases)[number];

/** Answers from now on, all of them, or those since a date. */
export const rateFromSchema = z.union([z.enum(["now", "start"]), momentSchema("is now, start or a date with its time")]);

const rateFields = z.object({
  /** every campaign unless given */
  campaignId: z.string().default(""),
  /** everybody unless given */
  annotatorId: z.string().default(""),
  basis: z.enum(payBases),
  /** micro-dollars an answer or an hour of active time */
  amountMicros: unitMicrosSchema.default(0),
  from: rateFromSchema.default("now"),
});

const isWorth = ({ basis, amountMicros }: z.output<typeof rateFields>): boolean => basis === "none" || amountMicros > 0;
const worthless = { path: ["amountMicros"], message: "must be above 0" };

export const rateBodySchema = rateFields.refine(isWorth, worthless);
export const setRateSchema = rateFields.extend({ projectId: z.string().min(1) }).refine(isWorth, worthless);
export type SetRate = z.input<typeof setRateSchema>;

export const setMinimumSchema = z.object({
  projectId: z.string().min(1),
  /** null takes the check away */
  hourlyMicros: unitMicrosSchema.min(1, "must be above 0").nullable(),
});
export type SetMinimum = z.input<typeof setMinimumSchema>;

export type RateView = {
  id: string;
  campaign: string | null;
  annotator: string | null;
  basis: PayBasis;
  amountMicros: number;
  /** null where it counts from the start */
  from: string | null;
  /** whether a later rate of the same scope has taken its place */
  replaced: boolean;
  /** whether it counts for answers of a time that has not come yet */
  toCome: boolean;
};

/** How what an hour of active time brings stands to the least that it should. */
export type MinimumVerdict = "surely below" | "below" | "above" | "not known";

export type StatementLine = {
  campaign: string;
  basis: PayBasis;
  rateMicros: number;
  items: number;
  activeSeconds: number;
  amountMicros: number;
};
export type StatementNote = {
  lineId: string;
  at: string;
  kind: "adjust" | "pay" | "reverse";
  of: "adjust" | "pay";
  amountMicros: number;
  note: string;
  reversed: boolean;
};

const clock = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Hours to the hundredth, as statements write them. */
export const inHours = (seconds: number): string => clock.format(seconds / 3600);

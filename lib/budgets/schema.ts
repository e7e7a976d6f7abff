import { z } from "zod";

/** Money in whole micro-dollars: 1,000,000 is one dollar. Safe in the browser. */

export const microsSchema = z
  .number("must be a number")
  .int("must be whole micro-dollars")
  .min(0, "cannot be negative")
  .max(Number.MAX_SAFE_INTEGER, "is more than can be counted exactly");

export const periods = ["total", "month"] as const;
export type Period = (typeof periods)[number];

/** Whose money: people's pay, or a judge's by its name. */
export const armSchema = z.string().regex(/^(|human|lm:.{1,200})$/, "is “human” or “lm:NAME”");

export const setBudgetSchema = z.object({
  projectId: z.string().min(1),
  /** every campaign unless given */
  campaignId: z.string().default(""),
  /** every arm unless given */
  arm: armSchema.default(""),
  period: z.enum(periods).default("total"),
  capMicros: microsSchema,
  alertShares: z
    .array(z.number().gt(0, "must be above 0").max(1, "must be at most 1"))
    .max(10)
    .transform((shares) => [...new Set(shares)].sort((a, b) => a - b))
    .default([0.5, 0.8, 0.95]),
});
export type SetBudget = z.input<typeof setBudgetSchema>;

export type BudgetView = {
  id: string;
  campaignId: string;
  campaign: string | null;
  arm: string;
  period: Period;
  /** the month that the figures are of; "" for budgets without one */
  month: string;
  capMicros: number;
  reservedMicros: number;
  spentMicros: number;
  alertShares: number[];
  alerts: { month: string; share: number; raisedAt: string }[];
};

export const entryKinds = ["reserve", "settle", "release", "assume"] as const;
export type EntryKind = (typeof entryKinds)[number];

export type EntryView = {
  id: string;
  kind: EntryKind;
  reservedChangeMicros: number;
  spentChangeMicros: number;
  campaign: string | null;
  arm: string;
  month: string;
  note: string;
  createdAt: string;
};

export type Reservation = {
  id: string;
  state: "open" | "settled" | "released" | "assumed";
  amountMicros: bigint;
  settledMicros: bigint;
};

const dollars = new Intl.NumberFormat("en", { style: "currency", currency: "USD", minimumFractionDigits: 2, maximumFractionDigits: 6 });

/** Exact to the micro-dollar: "$0.0021". */
export const inDollars = (micros: number): string => dollars.format(micros / 1_000_000);

import { z } from "zod";

/** Money in whole micro-dollars: 1,000,000 is one dollar. Safe in the browser. */

const dollars = new Intl.NumberFormat("en", {
  style: "currency",
  currency: "USD",
  minimumFractionDigits: 2,
  maximumFractionDigits: 6,
  signDisplay: "negative",
});

/** Exact to the micro-dollar: "$0.0021"; with the minus sign of every other figure. */
export const inDollars = (micros: number): string => dollars.format(micros / 1_000_000).replace("-", "\u2212");

// Numbers count micro-dollars exactly up to nine billion dollars. Nobody means as much as these, and whoever types a price in the wrong
// unit does; below them the sums over nine caps, or over 900,000 answers, are exact.
const mostMicros = 1_000_000_000_000_000;
const mostAdjustedMicros = 1_000_000_000_000;
const mostUnitMicros = 10_000_000_000;

const anyMicros = (most: number) =>
  z.number("must be a number").int({
    abort: true,
    error: ({ input }) => (Number.isInteger(input) ? `is more than ${inDollars(most)}` : "must be whole micro-dollars"),
  });

const wholeMicros = (least: number, most: number, below: string) =>
  anyMicros(most)
    .min(least, below)
    .max(most, `is more than ${inDollars(most)}`);

/** A cap, or a sum that is handed over. */
export const microsSchema = wholeMicros(0, mostMicros, "cannot be negative");

/** The price of one thing: an answer, an hour, a million tokens. */
export const unitMicrosSchema = wholeMicros(0, mostUnitMicros, "cannot be negative");

/** One as it is stored, perhaps from before there was a bound. */
export const storedUnitMicrosSchema = anyMicros(mostUnitMicros).min(0, "cannot be negative");

export const periods = ["total", "month"] as const;
export type Period = (typeof periods)[number];

/** Whose money: people's pay, or a judge's by its name. */
export const armSchema = z.string().regex(/^(|human|lm:.{1,200})$/, "is “human” or “lm:NAME”");

/** Shares of a new cap at which somebody is told. */
export const defaultAlertShares = [0.5, 0.8, 0.95];

export const setBudgetSchema = z.object({
  projectId: z.string().min(1),
  /** every campaign unless given */
  campaignId: z.string().default(""),
  /** every arm unless given */
  arm: armSchema.default(""),
  period: z.enum(periods).default("total"),
  capMicros: microsSchema,
  /** as they are unless given, and of a new cap the usual ones */
  alertShares: z
    .array(z.number().gt(0, "must be above 0").max(1, "must be at most 1"))
    .max(10)
    .transform((shares) => [...new Set(shares)].sort((a, b) => a - b))
    .optional(),
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

export const entryKinds = ["reserve", "settle", "release", "assume", "earn", "take-back", "adjust", "pay", "reverse"] as const;
export type EntryKind = (typeof entryKinds)[number];

export type EntryView = {
  id: string;
  kind: EntryKind;
  reservedChangeMicros: number;
  spentChangeMicros: number;
  paidChangeMicros: number;
  campaign: string | null;
  arm: string;
  /** whose money, where the line is about a person */
  annotator: string | null;
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

const noteSchema = z.string().trim().max(500, "is too long");
const keySchema = z.string().trim().min(1, "is needed").max(200, "is too long");

export const markPaidSchema = z.object({
  projectId: z.string().min(1),
  annotatorId: z.string().min(1),
  /** all that is owed unless given */
  amountMicros: microsSchema.min(1, "must be above 0").nullable().default(null),
  /** one key an intended payment: a number of the transfer, or what a form drew */
  idemKey: keySchema,
  note: noteSchema.default(""),
});
export type MarkPaid = z.input<typeof markPaidSchema>;

export const adjustPaySchema = z.object({
  projectId: z.string().min(1),
  annotatorId: z.string().min(1),
  /** above 0 adds to what was earned, below takes from it */
  amountMicros: wholeMicros(-mostAdjustedMicros, mostAdjustedMicros, `is less than ${inDollars(-mostAdjustedMicros)}`).refine(
    (amount) => amount !== 0,
    "must not be 0",
  ),
  /** "" where it belongs to no campaign */
  campaignId: z.string().default(""),
  idemKey: keySchema,
  note: noteSchema.min(1, "is needed: say what it is for"),
});
export type AdjustPay = z.input<typeof adjustPaySchema>;

export const reverseLineSchema = z.object({
  projectId: z.string().min(1),
  lineId: z.string().min(1),
  note: noteSchema.min(1, "is needed: say why"),
});
export type ReverseLine = z.input<typeof reverseLineSchema>;

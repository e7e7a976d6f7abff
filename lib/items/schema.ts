import { z } from "zod";
import type { MediaRef } from "@/lib/media/schema";

export const pageSize = 50;
/** A task counts as decided from this posterior on; below it, with answers, it is contested. */
export const decidedFrom = 0.8;

/** open: people are asked now. answered: not aggregated yet. */
export const itemStates = ["open", "decided", "contested", "answered", "unlabelled"] as const;
export const itemAnswers = ["people", "models", "both", "none"] as const;
export const itemSorts = ["order", "contested", "answers"] as const;

const one = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const optional = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(one, schema.optional().catch(undefined));

/** The list as its address says it. What cannot be read is dropped: a mangled link still shows items. */
export const itemQuerySchema = z.object({
  q: optional(z.string().trim().min(1).max(200)),
  source: optional(z.string().min(1).max(200)),
  import: optional(z.string().min(1).max(60)),
  state: optional(z.enum(itemStates)),
  answers: optional(z.enum(itemAnswers)),
  sort: z.preprocess(one, z.enum(itemSorts).catch("order")),
  page: z.preprocess(one, z.coerce.number().int().min(1).max(1_000_000).catch(1)),
  item: optional(z.string().min(1).max(60)),
});
export type ItemQuery = z.infer<typeof itemQuerySchema>;

export const removeItemSchema = z.object({ projectId: z.string().min(1), itemId: z.string().min(1) });

/** Posterior of a unit of two responses, ties counted half to each. */
export type PairPosterior = { pFirst: number };

export type ItemRow = {
  id: string;
  ordinal: number;
  externalId: string;
  title: string;
  source: string | null;
  candidates: number;
  people: number;
  models: number;
  openSlots: number;
  units: number;
  /** of the item's least certain task in the newest consensus */
  consensus: { choice: string; pChoice: number | null; pair: PairPosterior | null } | null;
  state: (typeof itemStates)[number];
};

export type ItemPage = { rows: ItemRow[]; total: number; from: number; page: number; pages: number };

export type ItemFilters = { sources: { name: string; items: number }[]; imports: { id: string; fileName: string }[] };

export type AnswerView = {
  id: string;
  annotator: string;
  source: "human" | "lm" | "gold" | "adjudicator";
  /** one entry a question, in the kind's order */
  given: {
    question: string;
    label: string;
    /** −1 … 1, positive for the second response; null where it has no place on the scale */ value: number | null;
  }[];
  comment: string | null;
  activeSeconds: number | null;
  guideVersion: number | null;
  at: string;
};

export type UnitView = {
  taskId: string;
  unitKey: string;
  campaign: { id: string; name: string; slug: string; kind: string; config: unknown };
  pair: boolean;
  overlap: number;
  openSlots: number;
  doneSlots: number;
  openedAt: string | null;
  consensus: { choice: string; pChoice: number | null; pair: PairPosterior | null; labels: number; model: string } | null;
  answers: AnswerView[];
  route: { plan: number; arm: string; rank: number; gain: number | null; state: string } | null;
};

export type ItemDetail = {
  id: string;
  ordinal: number;
  externalId: string;
  title: string;
  source: string | null;
  license: string | null;
  meta: Record<string, unknown>;
  prompt: string | { role: string; content: string }[];
  media: MediaRef[] | null;
  candidates: { id: string; ordinal: number; model: string | null; text: string; media: MediaRef[] | null; score: number | null }[];
  /** the model version whose scores these are */
  scoredBy: { number: number; promoted: boolean } | null;
  import: { id: string; fileName: string; at: string } | null;
  createdAt: string;
  units: UnitView[];
  removable: boolean;
};

import { pairwiseConfigSchema, pairwiseResponseSchema } from "@/lib/kinds/pairwise/schema";
import type { PairwiseAnswer, PairwiseConfig, PairwiseQuestion, PairwiseResponse } from "@/lib/kinds/pairwise/schema";
import { scalePlaces } from "@/lib/kinds/pairwise/scale";
import type { ScalePlace } from "@/lib/kinds/pairwise/scale";

export const configOf = (value: unknown): PairwiseConfig => pairwiseConfigSchema.parse(value);

/** A draft may be half an answer, or of an earlier form: what cannot be read counts as nothing yet. */
export const responseOf = (value: unknown): PairwiseResponse => {
  const parsed = pairwiseResponseSchema.safeParse(value);
  return parsed.success ? parsed.data : { answers: {} };
};

/** Another choice keeps what was said beside it, but not the reasons: they were given for the other side. */
export const withChoice = (response: PairwiseResponse, question: string, answer: PairwiseAnswer): PairwiseResponse => {
  const before = response.answers[question];
  const kept = before && { ...(before.confidence === undefined ? {} : { confidence: before.confidence }) };
  const sameSide = before?.choice === answer.choice && before.reasons !== undefined ? { reasons: before.reasons } : {};
  const own = before?.ownReason === undefined ? {} : { ownReason: before.ownReason };
  return { ...response, answers: { ...response.answers, [question]: { ...kept, ...sameSide, ...own, ...answer } } };
};

export const withDetail = (response: PairwiseResponse, question: string, detail: Partial<PairwiseAnswer>): PairwiseResponse => {
  const before = response.answers[question];
  return before ? { ...response, answers: { ...response.answers, [question]: { ...before, ...detail } } } : response;
};

export const withAcceptable = (response: PairwiseResponse, ordinal: number, acceptable: boolean): PairwiseResponse => ({
  ...response,
  acceptable: { ...response.acceptable, [String(ordinal)]: acceptable },
});

export const withSafety = (response: PairwiseResponse, ordinal: number, level: string, categories: string[]): PairwiseResponse => ({
  ...response,
  safety: { ...response.safety, [String(ordinal)]: { level, categories } },
});

/** Whether a question has what must be given: an answer and, where it is asked, how sure it is. */
export const isComplete = (question: PairwiseQuestion, answer: PairwiseAnswer | undefined): answer is PairwiseAnswer =>
  answer !== undefined && (!question.confidence || answer.confidence !== undefined);

/** Whether a question has everything that it may ask for: then the next one may have the room of a small screen. */
export const isSettled = (question: PairwiseQuestion, answer: PairwiseAnswer | undefined): boolean => {
  if (!isComplete(question, answer)) return false;
  return question.reasons.length === 0 || typeof answer.choice === "string" || (answer.reasons ?? []).length > 0;
};

/** Places that may be chosen: without ties the middle stays on the scale as its centre, but is not offered. */
export const offered = (config: PairwiseConfig): ScalePlace[] =>
  scalePlaces(config.points).filter((entry) => config.allowTie || entry.place !== 0);

export const keyOf = (config: PairwiseConfig, place: number): string =>
  String(offered(config).findIndex((entry) => entry.place === place) + 1);

/** The desk has letters of its own; these are free. */
export const cannotCompareKey = "w";

/** Keys that say of the left and of the right response whether it is acceptable. */
export const acceptableKeys = [
  { yes: "j", no: "k" },
  { yes: "n", no: "m" },
] as const;

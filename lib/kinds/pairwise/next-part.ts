import { offered, withChoice, withDetail, withSafety } from "@/lib/kinds/pairwise/answers";
import { answerAt } from "@/lib/kinds/pairwise/scale";
import { confidences } from "@/lib/kinds/pairwise/schema";
import type { PairwiseConfig, PairwiseResponse } from "@/lib/kinds/pairwise/schema";

/** What must be given and is not yet: an answer, how sure it is, how safe a response is. */
export type Part = { of: "choice"; question: string } | { of: "confidence"; question: string } | { of: "level"; ordinal: number };

/** What the next digit answers: the questions in their order, then how sure each answer is, then each response by itself; null once all is given. */
export const nextPart = (config: PairwiseConfig, response: PairwiseResponse, shownOrder: readonly number[]): Part | null => {
  const open = config.questions.find(({ name }) => !response.answers[name]);
  if (open) return { of: "choice", question: open.name };
  const unsure = config.questions.find(({ name, confidence }) => confidence && response.answers[name]?.confidence === undefined);
  if (unsure) return { of: "confidence", question: unsure.name };
  const unlevelled = config.safety ? shownOrder.find((ordinal) => !response.safety?.[String(ordinal)]) : undefined;
  return unlevelled === undefined ? null : { of: "level", ordinal: unlevelled };
};

/** Which of a list a digit names, by its place: "1" is the first. */
export const byDigit = <Entry>(entries: readonly Entry[], key: string): Entry | undefined =>
  /^[1-9]$/.test(key) ? entries[Number(key) - 1] : undefined;

/** The response once a digit has answered a part; undefined where it means nothing there. */
export const withDigit = (
  config: PairwiseConfig,
  response: PairwiseResponse,
  shownOrder: readonly number[],
  part: Part,
  key: string,
): PairwiseResponse | undefined => {
  if (part.of === "choice") {
    const entry = byDigit(offered(config), key);
    return entry && withChoice(response, part.question, answerAt(entry.place, config.points, shownOrder));
  }
  if (part.of === "confidence") {
    const confidence = byDigit(confidences, key);
    return confidence && withDetail(response, part.question, { confidence });
  }
  const level = byDigit(config.safety?.levels ?? [], key);
  return level === undefined ? undefined : withLevel(config, response, part.ordinal, level);
};

/** Another level keeps the categories of harm, unless nothing is wrong any more. */
export const withLevel = (config: PairwiseConfig, response: PairwiseResponse, ordinal: number, level: string): PairwiseResponse => {
  const before = response.safety?.[String(ordinal)]?.categories ?? [];
  return withSafety(response, ordinal, level, level === config.safety?.levels[0] ? [] : before);
};

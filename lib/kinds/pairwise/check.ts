import type { PairwiseAnswer, PairwiseConfig, PairwiseQuestion, PairwiseResponse } from "@/lib/kinds/pairwise/schema";
import { parseUnit } from "@/lib/kinds/pairwise/unit";

type Pair = readonly [number, number];

/** Rules across the fields of an answer, as reasons in the annotator's words. */
export const checkPairwise = (config: PairwiseConfig, unitKey: string, response: PairwiseResponse): string[] => {
  const pair = parseUnit(unitKey);
  return [
    ...config.questions.flatMap((question) => checkQuestion(config, question, pair, response.answers[question.name])),
    ...checkAcceptable(config, pair, response),
    ...checkSafety(config, pair, response),
  ];
};

const checkQuestion = (
  config: PairwiseConfig,
  question: PairwiseQuestion,
  [first, second]: Pair,
  answer: PairwiseAnswer | undefined,
): string[] => {
  if (!answer) return [`Answer “${question.title}”.`];
  const { choice, strength } = answer;
  if (typeof choice === "number" && choice !== first && choice !== second) return ["The choice is not one of the two responses shown."];
  if (choice === "tie" && !config.allowTie) return ["This campaign asks for a decision: “same” is not offered."];
  if (choice === "both-bad" && !config.allowBothBad) return ["This campaign does not offer “both bad”."];
  if (choice === "cannot-compare" && !config.allowCannotCompare) return ["This campaign does not offer “cannot compare”."];
  const unknown = (answer.reasons ?? []).filter((reason) => !question.reasons.includes(reason));
  if (unknown.length > 0) return [`“${unknown.join("”, “")}” is no reason that “${question.title}” offers.`];
  if (question.confidence && answer.confidence === undefined) return [`Say how sure you are of “${question.title}”.`];
  if (strength === undefined) return [];
  const agrees = typeof choice === "string" ? strength === 0 : choice === second ? strength > 0 : strength < 0;
  return agrees ? [] : ["The strength points to the other response."];
};

const checkAcceptable = (config: PairwiseConfig, pair: Pair, { acceptable }: PairwiseResponse): string[] =>
  config.acceptability && pair.some((ordinal) => acceptable?.[String(ordinal)] === undefined)
    ? ["Say of each response whether it is acceptable."]
    : [];

/** A response that is less safe by itself cannot be the safer one of the two (Ji et al., 2025, Safe RLHF-V, dual preferences). */
const checkSafety = ({ safety: asked, questions }: PairwiseConfig, pair: Pair, { safety, answers }: PairwiseResponse): string[] => {
  if (!asked) return [];
  const given = pair.map((ordinal) => safety?.[String(ordinal)]);
  const levels = given.map((entry) => (entry ? asked.levels.indexOf(entry.level) : -1));
  const [first = -1, second = -1] = levels;
  if (first < 0 || second < 0) return ["Say of each response how safe it is."];
  const unknown = given.flatMap((entry) => entry?.categories ?? []).filter((category) => !asked.categories.includes(category));
  if (unknown.length > 0) return [`“${unknown.join("”, “")}” is no category of this campaign.`];
  const question = questions.find(({ name }) => name === asked.saferQuestion);
  const choice = question && answers[question.name]?.choice;
  if (!question || choice === undefined || choice === "cannot-compare" || first === second) return [];
  const safer = first < second ? pair[0] : pair[1];
  if (choice === safer) return [];
  // Two unsafe responses may be called the same; a safe and an unsafe one may not.
  const bothUnsafe = first > 0 && second > 0;
  if (typeof choice === "string" && bothUnsafe) return [];
  return [`Your levels say that one response is safer than the other; “${question.title}” says otherwise. Change one of them.`];
};

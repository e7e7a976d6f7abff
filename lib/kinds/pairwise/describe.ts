import type { PairwiseChoice, PairwiseConfig, PairwiseResponse, confidences } from "@/lib/kinds/pairwise/schema";

const words: Record<Exclude<PairwiseChoice, number>, string> = {
  tie: "the same",
  "both-bad": "both bad",
  "cannot-compare": "cannot compare",
};

const choiceWords = (choice: PairwiseChoice): string => (typeof choice === "number" ? `response ${choice + 1} is better` : words[choice]);

/** "response 2 is better; Helpful: the same" */
export const describePairwise = (config: PairwiseConfig, _unitKey: string, response: PairwiseResponse): string => {
  const titles = new Map(config.questions.map((question) => [question.name, question.title]));
  const several = Object.keys(response.answers).length > 1;
  return Object.entries(response.answers)
    .map(([name, { choice }]) => `${several ? `${titles.get(name) ?? name}: ` : ""}${choiceWords(choice)}`)
    .join("; ");
};

const sureness: Record<(typeof confidences)[number], string> = { absolutely: "absolutely sure", fairly: "fairly sure", not: "not sure" };

/** "Helpful: Correct; shorter; fairly sure", "Harm in B: violence", then the words that the answer came with. */
export const remarksOnPair = (config: PairwiseConfig, { answers, safety = {}, rationale }: PairwiseResponse): string[] => {
  const titles = new Map(config.questions.map((question) => [question.name, question.title]));
  const several = Object.keys(answers).length > 1;
  const ofQuestions = Object.entries(answers).flatMap(([name, { reasons = [], ownReason, confidence }]) => {
    const said = [...reasons, ...(ownReason ? [ownReason] : []), ...(confidence ? [sureness[confidence]] : [])];
    return said.length === 0 ? [] : [`${several ? `${titles.get(name) ?? name}: ` : ""}${said.join("; ")}`];
  });
  const harms = Object.entries(safety).flatMap(([ordinal, { categories }]) =>
    categories.length === 0 ? [] : [`Harm in ${String.fromCharCode(65 + Number(ordinal))}: ${categories.join(", ")}`],
  );
  return [...ofQuestions, ...harms, ...(rationale ? [rationale] : [])];
};

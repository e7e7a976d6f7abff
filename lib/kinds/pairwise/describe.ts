import type { PairwiseChoice, PairwiseConfig, PairwiseResponse } from "@/lib/kinds/pairwise/schema";

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

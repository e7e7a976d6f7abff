import { AppError } from "@/lib/errors";
import type { TrainingSet } from "@/lib/reward-models/build-training-set";
import { promptKey } from "@/lib/reward-models/prompt-text";
import type { PairText } from "@/lib/reward-models/schema";

/** A training set below this says nothing that its interval would not deny. */
const leastPairs = 10;

/** Squares of larger ratings, and their sums, leave what single precision can hold: no loss would be a number. */
const mostRating = 1e12;

/** Words for what kinds of annotation say of an answer that prefers nothing; any other is quoted. */
const reasons: Record<string, string> = {
  tie: "name no winner",
  undecided: "are undecided",
  "about-one-response": "are about one response",
  "nothing-to-compare": "have no other response to compare with",
  "small-gap": "differ by too little",
  "no-better-end": "rate on a scale without a better end",
  "no-correction": "hold no correction",
  "same-text": "are of two responses with the same text",
};

/** Why answers gave no comparison, in a sentence. */
const leftOut = (excluded: Readonly<Record<string, number>>, sameText: number): string[] => {
  const counts = Object.entries({ ...excluded, "same-text": sameText }).filter(([, count]) => count > 0);
  return counts.length === 0
    ? []
    : [`Left out: ${counts.map(([reason, count]) => `${count} that ${reasons[reason] ?? `say “${reason}”`}`).join(", ")}.`];
};

const beginning = (text: string): string => (text.length > 60 ? `${text.slice(0, 60).trimEnd()}…` : text);

/** Refuses what nothing can be learned from or measured on, and says what is missing. */
export const checkTrainingSet = (
  { pairs, testPairs, describe, excluded, examples: { ratings, rows } }: TrainingSet,
  test: PairText[] | null,
): void => {
  const huge = ratings.find(({ value }) => !(Math.abs(value) <= mostRating));
  if (huge) {
    throw new AppError("refused", {
      userMessage: `A rating of ${huge.value} to the prompt “${beginning(rows[huge.row]?.prompt ?? "")}” is too large to learn from: ratings may be up to ${mostRating} on either side of 0. Have it corrected, or train on other labels.`,
    });
  }
  const told = pairs.filter(({ first, second }) => first.trim() !== second.trim());
  if (told.length === 0 && pairs.length >= leastPairs) {
    throw new AppError("refused", {
      userMessage: `All ${pairs.length} comparisons (from ${describe}) are of two responses with the same text: there is nothing to learn from. Import items whose responses differ.`,
    });
  }
  const prompts = new Set(told.map((pair) => pair.promptId)).size;
  if (told.length < leastPairs || prompts < 2) {
    const found = `There ${told.length === 1 ? "is 1 comparison" : `are ${told.length} comparisons`} with a winner on ${prompts} ${prompts === 1 ? "prompt" : "prompts"} (from ${describe})`;
    throw new AppError("refused", {
      userMessage: [
        `${found}; a reward model needs at least ${leastPairs} on 2.`,
        ...leftOut(excluded, pairs.length - told.length),
        ...(testPairs.length > 0 ? [`${testPairs.length} more are in the frozen test set, which is never trained on.`] : []),
        told.length === 0 && ratings.length > 0
          ? `The ${ratings.length} rated responses put no two responses to one prompt in an order: import several responses to a prompt, or have them rated more finely.`
          : told.length < leastPairs
            ? "Collect more labels first."
            : "Import items with other prompts, and have these compared too: what it makes of a prompt that it did not see could not be measured on one alone.",
      ].join(" "),
    });
  }
  if (!test) return;
  // Ties, ratings and further questions are learned from too, and all texts make the features.
  const trained = new Set([...pairs, ...rows].map(({ prompt }) => promptKey(prompt)));
  const shared = new Set(test.map((pair) => promptKey(pair.prompt)).filter((key) => trained.has(key))).size;
  if (shared > 0) {
    throw new AppError("refused", {
      userMessage: `${shared} ${shared === 1 ? "prompt" : "prompts"} of the test file ${shared === 1 ? "is" : "are"} in the training data. A test set must hold other prompts: take those items out of the project or out of the file.`,
    });
  }
};

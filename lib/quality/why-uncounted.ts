/** Why an answer is on record and counts in no consensus, whoever gave it. Safe in the browser. */
export const uncountedReasons = ["left-out", "older-question", "repeat"] as const;
export type Uncounted = (typeof uncountedReasons)[number];

/** Null where it counts. */
export const whyUncounted = (answer: {
  /** whoever gave it is excluded from the campaign */
  leftOut: boolean;
  questionVersion: number;
  /** of the campaign: answers to older versions of its question are kept and not counted */
  countsFrom: number;
  repeat: boolean;
}): Uncounted | null => {
  if (answer.leftOut) return "left-out";
  if (answer.questionVersion < answer.countsFrom) return "older-question";
  return answer.repeat ? "repeat" : null;
};

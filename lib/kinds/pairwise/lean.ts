import { placeOf, scalePlaces } from "@/lib/kinds/pairwise/scale";
import type { PairwiseAnswer, PairwiseConfig } from "@/lib/kinds/pairwise/schema";

/** The words that stand for an answer in one line; one of another scale shows its side. */
export const leanOf = <Length extends "short" | "long">(
  answer: PairwiseAnswer,
  config: PairwiseConfig,
  shownOrder: readonly number[],
  length: Length,
) => {
  const place = placeOf(answer, shownOrder);
  if (place === null) return answer.choice === "both-bad" ? "lean.both-bad" : "lean.cannot-compare";
  const found = scalePlaces(config.points).find((entry) => Math.abs(entry.place - place) < 1e-6);
  if (found) return `places.${found.name}.${length}` as const;
  return place < 0 ? "lean.a" : place > 0 ? "lean.b" : "lean.tie";
};

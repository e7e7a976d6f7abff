import type { PairwiseConfig, PairwiseResponse } from "@/lib/kinds/pairwise/schema";

type Points = PairwiseConfig["points"];
type Answer = PairwiseResponse["answers"][string];

type Degree = "" | "-slightly" | "-clearly" | "-much";

/** A place on the answer scale as it is shown: −1 is the left end, 0 the middle, 1 the right end. Its words stand under its name. */
export type ScalePlace = { place: number; name: `a${Degree}` | "same" | `b${Degree}` };

const byPoints: Record<Points, Degree[]> = { 2: [""], 3: [""], 5: ["-much", "-slightly"], 7: ["-much", "-clearly", "-slightly"] };

/** Places from left to right, evenly spaced. Two points have no middle. */
export const scalePlaces = (points: Points): ScalePlace[] => {
  const degrees = byPoints[points];
  const all: ScalePlace["name"][] = [
    ...degrees.map((degree) => `a${degree}` as const),
    ...(points === 2 ? [] : (["same"] as const)),
    ...degrees.toReversed().map((degree) => `b${degree}` as const),
  ];
  return all.map((name, index) => ({ name, place: (2 * index - (points - 1)) / (points - 1) }));
};

// With two or three points only the direction is asked.
const asksStrength = (points: Points): boolean => points > 3;

/**
 * What a place means, given the ordinals shown left and right. Strength counts towards the larger ordinal, so that the same
 * opinion is the same answer whichever side it was shown on.
 */
export const answerAt = (place: number, points: Points, shownOrder: readonly number[]): Answer => {
  const [shownLeft, shownRight] = shownOrder;
  if (shownLeft === undefined || shownRight === undefined) throw new RangeError("shownOrder: needs two ordinals");
  if (place === 0) return asksStrength(points) ? { choice: "tie", strength: 0 } : { choice: "tie" };
  const choice = place < 0 ? shownLeft : shownRight;
  const strength = choice === Math.max(shownLeft, shownRight) ? Math.abs(place) : -Math.abs(place);
  return asksStrength(points) ? { choice, strength } : { choice };
};

/** The place of an answer as it is shown; null for answers that have none. The inverse of `answerAt`. */
export const placeOf = (answer: Answer, shownOrder: readonly number[]): number | null => {
  if (answer.choice === "both-bad" || answer.choice === "cannot-compare") return null;
  if (answer.choice === "tie") return 0;
  const magnitude = answer.strength === undefined ? 1 : Math.abs(answer.strength);
  return answer.choice === shownOrder[0] ? -magnitude : magnitude;
};

import type { PairwiseConfig, PairwiseResponse } from "@/lib/kinds/pairwise/schema";

type Points = PairwiseConfig["points"];
type Answer = PairwiseResponse["answers"][string];

/** A place on the answer scale as it is shown: −1 is the left end, 0 the middle, 1 the right end. */
export type ScalePlace = { place: number; short: string; long: string };

const left = [
  { short: "A much", long: "A much better" },
  { short: "A clearly", long: "A clearly better" },
  { short: "A slightly", long: "A slightly better" },
  { short: "A", long: "A is better" },
] as const;

type Wording = { short: string; long: string };
const [much, clearly, slightly, better] = left;
const byPoints: Record<Points, Wording[]> = { 2: [better], 3: [better], 5: [much, slightly], 7: [much, clearly, slightly] };

const mirrored = ({ short, long }: Wording): Wording => ({ short: short.replace("A", "B"), long: long.replace("A", "B") });

/** Places from left to right, evenly spaced. Two points have no middle. */
export const scalePlaces = (points: Points): ScalePlace[] => {
  const sideA = byPoints[points];
  const middle = points === 2 ? [] : [{ short: "same", long: "Both the same" }];
  const all: Wording[] = [...sideA, ...middle, ...sideA.toReversed().map(mirrored)];
  return all.map((wording, index) => ({ ...wording, place: (2 * index - (points - 1)) / (points - 1) }));
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

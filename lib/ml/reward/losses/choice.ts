import { addAt, intAt, realAt } from "../../math/access";
import { logSumExp } from "../../math/special";
import type { LossEvaluation } from "./evaluation";

/** One row a choice: the winner in the first column, then those it was chosen from; absent places have temperature 0 and place −1. */
export interface ChoiceExamples {
  width: number;
  members: Int32Array; // [n, width] row-major
  temperature: Float64Array; // [n, width] row-major
}

/** A ranking, best first, as places in the outputs; `rewards` in the same order where scores are known. */
export interface Ranking {
  places: readonly number[];
  rewards?: readonly number[];
}

/**
 * Choice among several: −ln( e^{T₀ s₀} / Σ_j e^{T_j s_j} ), the winner first. A ranking is a sequence of such choices.
 * Source: Plackett (1975), doi:10.2307/2346567; Luce (1959), Individual Choice Behavior.
 */
export const evaluateChoice = (
  { width, members, temperature }: ChoiceExamples,
  outputs: Float64Array,
  weights: Float64Array,
): LossEvaluation => {
  const gradient = new Float64Array(outputs.length);
  const scaled = new Float64Array(width);
  const losses = weights.map((weight, example) => {
    for (let column = 0; column < width; column += 1) {
      const place = intAt(members, example * width + column);
      scaled[column] = place < 0 ? Number.NEGATIVE_INFINITY : realAt(temperature, example * width + column) * realAt(outputs, place);
    }
    const total = logSumExp(scaled);
    for (let column = 0; column < width; column += 1) {
      const place = intAt(members, example * width + column);
      if (place < 0) continue;
      const slope = Math.exp(realAt(scaled, column) - total) - (column === 0 ? 1 : 0);
      addAt(gradient, place, weight * realAt(temperature, example * width + column) * slope);
    }
    return total - realAt(scaled, 0);
  });
  return { losses, outputs: gradient, extras: new Float64Array(0) };
};

export interface ListChoices extends ChoiceExamples {
  /** Which ranking a choice comes from. // [n] */
  ranking: Int32Array;
}

/** The best against all others, then it is taken out and the next one is best: n − 1 choices from a ranking of n, T = 1. */
export const plackettLuceChoices = (rankings: readonly Ranking[]): ListChoices => listChoices(rankings, () => 1);

/**
 * The same with the temperatures of preference ranking optimisation: T of a loser is the winner's reward minus its own, and
 * the winner takes the largest of them, so that near-equals are hardly pushed apart. Rankings without rewards, and choices
 * whose rewards do not fall, have T = 1.
 * Source: Song et al. (2024), doi:10.1609/aaai.v38i17.29865, eq. 8–9, arXiv:2306.17492.
 */
export const rankingChoices = (rankings: readonly Ranking[]): ListChoices =>
  listChoices(rankings, (rewards, winner, member) => {
    const own = rewards?.[winner];
    if (!rewards || own === undefined) return 1;
    const gaps = rewards.slice(winner + 1).map((reward) => own - reward);
    if (!gaps.every((gap) => gap > 0)) return 1;
    return member === winner ? Math.max(...gaps) : (gaps[member - winner - 1] ?? 1);
  });

const listChoices = (
  rankings: readonly Ranking[],
  temperatureOf: (rewards: readonly number[] | undefined, winner: number, member: number) => number,
): ListChoices => {
  const width = Math.max(2, ...rankings.map(({ places }) => places.length));
  const members: number[] = [];
  const temperature: number[] = [];
  const ranking: number[] = [];
  for (const [index, { places, rewards }] of rankings.entries()) {
    if (rewards && rewards.length !== places.length)
      throw new RangeError(`ranking ${index} has ${rewards.length} rewards for ${places.length} responses`);
    for (let winner = 0; winner < places.length - 1; winner += 1) {
      ranking.push(index);
      for (let column = 0; column < width; column += 1) {
        const place = places[winner + column];
        members.push(place ?? -1);
        temperature.push(place === undefined ? 0 : temperatureOf(rewards, winner, winner + column));
      }
    }
  }
  return { width, members: Int32Array.from(members), temperature: Float64Array.from(temperature), ranking: Int32Array.from(ranking) };
};
